//! Shows the results of background work.

use std::path::PathBuf;

use egui::Context;

use crate::app::App;
use crate::app::dialog::path::Verdict;
use crate::app::dialog::{Behind, Dialog, Message, RecoveryDialog};
use crate::app::exchange::event::Event;
use crate::app::exchange::values::SpellingNews;
use crate::file::listing::Found;
use crate::session::{Action, Input, Purpose};

impl App {
    /// Handles the results of background work.
    pub(in crate::app) fn hear(&mut self, ctx: &Context) {
        while let Some(event) = self.exchange.poll() {
            self.happened(ctx, event);
        }
    }

    pub(in crate::app) fn happened(&mut self, ctx: &Context, event: Event) {
        match event {
            Event::Session(input) => self.tell(ctx, input),
            Event::PathChosen(number, purpose, path) => self.chosen(ctx, number, purpose, path),
            Event::Looked(number, path, found) => self.looked(ctx, number, path, found),
            Event::Opened(input, prepared) => {
                self.prepared = prepared;
                self.tell(ctx, input);
                self.prepared = None;
            }
            Event::UnsavedFound(entries, why) => {
                let count = entries.len();
                self.found = Some(RecoveryDialog::new(entries, why.clone()));
                self.tell(ctx, Input::UnsavedFound(count, why));
                self.found = None;
            }
            Event::PlacesFound(places) => self.usual_places = places,
            Event::Revealed(_, Ok(())) => {}
            Event::Revealed(path, Err(reason)) => {
                self.say(format!("{} cannot be shown: {reason}", path.display()));
            }
            Event::TemplatesListed(own) => self.templates_listed(own),
            Event::TemplateSaved(path, saved) => self.template_saved(ctx, path, saved),
            Event::TemplateTaken(path, article) => {
                self.show_message(ctx, Message::overwrite_template(path, article));
            }
            Event::TemplateRemoved(path, removed) => self.template_removed(ctx, path, removed),
            Event::PictureFound(draft, path, name) => self.picture_found(ctx, draft, path, name),
            Event::PictureCopied(draft, copied) => self.picture_copied(ctx, draft, copied),
            Event::LinksRead(draft, read) => self.links_read(ctx, draft, read),
            Event::Rendered { draft, revision, format, text } if draft == self.session.number() => {
                self.preview.rendered(revision, format, text);
            }
            Event::Rendered { .. } => {}
            Event::DesktopAsked(wish) => {
                self.settings.desktop = wish;
                self.settings.apply(ctx);
            }
            Event::Versions(news) => self.heard_of_versions(ctx, news),
            Event::RecentChecked(checked) => self.recent_checked(checked),
            Event::Suggested(word, suggestions) => {
                if let Some(menu) = &mut self.text_menu {
                    menu.suggested(&word, suggestions);
                }
            }
            Event::Finding(news) => self.heard_of_finding(ctx, news),
            Event::Spelling(news) => {
                let is_found = matches!(news, SpellingNews::Found(..));
                if let Some(said) = self.spelling.heard(news) {
                    self.say(said);
                }
                if is_found {
                    let languages = self.spelling.languages().into_iter().map(str::to_owned);
                    self.derived.set_languages(languages.collect());
                }
            }
        }
        ctx.request_repaint();
    }

    /// Handles a path chosen in the desktop's file dialog or in ours.
    pub(super) fn chosen(&mut self, ctx: &Context, number: u64, purpose: Purpose, path: PathBuf) {
        self.settings.remember_folder(purpose, &path);
        if purpose == Purpose::Picture {
            self.left_alone = 0;
        }
        self.act(ctx, Action::Chosen(number, purpose, path));
    }

    fn looked(&mut self, ctx: &Context, number: u64, path: PathBuf, found: Found) {
        let Some(Dialog::Path(dialog)) = &mut self.dialog else { return };
        let (question, purpose) = (dialog.question.number, dialog.question.purpose);
        match dialog.found(number, path, found) {
            Verdict::Stay => {}
            Verdict::Chosen(path) => {
                self.close_dialog(ctx);
                self.chosen(ctx, question, purpose, path);
            }
            Verdict::Occupied(path) => {
                self.behind = self.dialog.take();
                self.show_message(ctx, Message::overwrite(question, purpose, path, Behind::Dialog));
            }
        }
    }
}
