//! Beginning with a template, and making one. Reading and writing them is work for `exchange`.

use std::path::PathBuf;

use egui::Context;

use crate::app::App;
use crate::app::dialog::template::{NameDialog, Naming, Pick, TemplatesDialog};
use crate::app::dialog::{Dialog, Message};
use crate::app::exchange::values::Next;
use crate::article::Article;
use crate::document::Document;
use crate::file::{self, Template};

impl App {
    /// Shows the templates; those of the writer's own as they were last seen, until the folder has been looked at.
    pub(super) fn show_templates(&mut self, ctx: &Context) {
        let dialog = TemplatesDialog::new(&self.templates.own, self.templates.folder.as_deref());
        self.show(ctx, Dialog::Templates(dialog));
        self.list_templates();
    }

    /// Looks which templates the writer has.
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

    pub(super) fn picked(&mut self, ctx: &Context, pick: Pick) {
        match pick {
            Pick::Nothing => {}
            Pick::Begin(template) => self.leave(ctx, Next::Template(template)),
            Pick::Remove(template) => self.show_message(ctx, Message::remove_template(template)),
        }
    }

    /// A draft that begins as a template: untitled, in no file, and left without asking while nothing is written.
    pub(super) fn begin_with(&mut self, article: Article) {
        self.begin(Document::new(article));
        self.untouched = Some(self.document.state());
    }

    pub(super) fn template_opened(&mut self, ctx: &Context, template: Template, opened: Result<Article, String>) {
        match opened {
            // Something was written while the file was being read.
            Ok(_) if self.has_unsaved_work() && self.left != Some(self.document.state()) => {
                self.leave(ctx, Next::Template(template));
            }
            Ok(article) => self.begin_with(article),
            Err(reason) => self.show_message(ctx, Message::failed("The template could not be opened", reason)),
        }
    }

    pub(super) fn ask_template_name(&mut self, ctx: &Context) {
        if self.templates.folder.is_none() {
            let reason = "Copydesk found no folder for your data on this computer.".to_owned();
            return self.show_message(ctx, Message::failed("Nothing was saved", reason));
        }
        let suggested = if self.document.path().is_some() { self.name() } else { String::new() };
        self.show(ctx, Dialog::TemplateName(NameDialog::new(suggested)));
    }

    pub(super) fn named(&mut self, ctx: &Context, mut dialog: NameDialog, naming: Naming) {
        let Naming::Called(name) = naming else { return self.close_dialog(ctx) };
        let folder = self.templates.folder.as_deref();
        let Some(path) = folder.and_then(|folder| file::template_path(folder, &name)) else {
            dialog.refuse();
            self.dialog = Some(Dialog::TemplateName(dialog));
            return;
        };
        self.close_dialog(ctx);
        self.exchange.save_template(path, self.document.article().clone());
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
