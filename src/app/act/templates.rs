//! Starting from a template, and saving one. `exchange` reads and writes them.

use std::path::PathBuf;

use egui::Context;

use crate::app::App;
use crate::app::dialog::template::{NameDialog, TemplatesDialog};
use crate::app::dialog::{Dialog, Message};
use crate::file::Template;

impl App {
    /// Shows the templates. The user's own are those found last, until the folder has been listed again.
    pub(super) fn show_templates(&mut self, ctx: &Context) {
        let dialog = TemplatesDialog::new(&self.templates.own, self.templates.folder.as_deref());
        self.show(ctx, Dialog::Templates(dialog));
        self.list_templates();
    }

    /// Lists the user's templates.
    pub(in crate::app) fn list_templates(&self) {
        if let Some(folder) = self.templates.folder.clone() {
            self.exchange.list_templates(folder);
        }
    }

    pub(super) fn templates_listed(&mut self, own: Vec<PathBuf>) {
        self.templates.own = own;
        if let Some(Dialog::Templates(dialog)) = &mut self.dialog {
            dialog.take_in(&self.templates.own);
        }
    }

    pub(super) fn ask_template_name(&mut self, ctx: &Context) {
        let Some(folder) = self.templates.folder.clone() else {
            let reason = "Copydesk found no folder for your data on this computer.".to_owned();
            return self.show_message(ctx, Message::failed("Nothing was saved", reason));
        };
        let suggested = if self.session.document().path().is_some() { self.session.name() } else { String::new() };
        self.show(ctx, Dialog::TemplateName(NameDialog::new(folder, suggested)));
    }

    pub(super) fn template_saved(&mut self, ctx: &Context, path: PathBuf, saved: Result<(), String>) {
        match saved {
            Ok(()) => {
                self.say(format!("Saved as template {}", Template::Own(path).name()));
                self.list_templates();
            }
            Err(reason) => self.show_message(ctx, Message::failed("The template was not saved", reason)),
        }
    }

    pub(super) fn template_removed(&mut self, ctx: &Context, path: PathBuf, removed: Result<(), String>) {
        match removed {
            Ok(()) => self.say(format!("Removed template {}", Template::Own(path).name())),
            Err(reason) => self.show_message(ctx, Message::failed("The template was not removed", reason)),
        }
        self.list_templates();
    }
}
