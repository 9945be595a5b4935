//! What comes of work on files and of the window itself, made into what is shown.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use crate::app::dialog::path::Verdict;
use crate::app::dialog::question::Import;
use crate::app::dialog::{Dialog, Message, Next};
use crate::app::exchange::{self, Cause, Event, Opened, Purpose, Saved};
use crate::app::menu::Presence;
use crate::app::spelling::News;
use crate::app::{App, Closing};
use crate::article::Place;
use crate::document::Document;
use crate::file::{EXTENSION, SaveError};

impl App {
    pub(in crate::app) fn happened(&mut self, ctx: &Context, event: Event) {
        match event {
            Event::PathChosen(purpose, path) => self.chosen(ctx, purpose, path),
            Event::Looked(path, found) => self.looked(ctx, path, found),
            Event::Opened(path, Ok(opened)) => self.opened(ctx, path, opened),
            Event::Opened(path, Err(reason)) => self.open_failed(ctx, path, reason),
            Event::Imported(Ok(import)) => self.imported(ctx, *import),
            Event::Imported(Err(reason)) => {
                self.show_message(ctx, Message::failed("The file cannot be imported", reason));
            }
            Event::Saved(saved) => self.saved(ctx, saved),
            Event::Stirred => self.look_elsewhere(Cause::Looked),
            Event::ChangedElsewhere(found) => self.changed_elsewhere(ctx, *found),
            Event::TakenOver(draft, holder, next) if draft == self.draft => {
                self.status.is_saving = false;
                self.next_save = None;
                self.taken_over(ctx, &holder, next);
            }
            Event::TakenOver(..) => {
                let reason = "someone else has taken it over".to_owned();
                self.show_message(ctx, Message::failed("A draft was not saved", reason));
            }
            Event::Locked(draft, path, holding) => self.locking_done(ctx, draft, &path, holding),
            Event::Exported(path, Ok(())) => self.say(format!("Exported to {}", path.display())),
            Event::Exported(_, Err(reason)) => {
                self.show_message(ctx, Message::failed("Nothing was exported", reason));
            }
            Event::TemplatesListed(own) => self.templates_listed(own),
            Event::TemplateOpened(template, opened) => self.template_opened(ctx, template, opened.map(|a| *a)),
            Event::TemplateSaved(path, saved) => self.template_saved(ctx, path, saved),
            Event::TemplateTaken(path, article) => {
                self.show_message(ctx, Message::overwrite_template(path, article));
            }
            Event::TemplateRemoved(path, removed) => self.template_removed(ctx, path, removed),
            Event::PictureCopied(draft, copied) => self.picture_copied(ctx, draft, copied),
            Event::LinksRead(draft, read) => self.links_read(ctx, draft, read),
            Event::Rendered { draft, revision, format, text } if draft == self.draft => {
                self.preview.rendered(revision, format, text);
            }
            Event::Rendered { .. } => {}
            Event::DesktopAsked(wish) => {
                self.settings.desktop = wish;
                self.settings.apply(ctx);
            }
            Event::Versions(news) => self.heard_of_versions(ctx, news),
            Event::RecentChecked(recent) => self.recent = recent,
            Event::UnsavedFound(entries, why) => self.unsaved_found(ctx, entries, why),
            Event::Recovered(kept, opened) => self.recovered(ctx, kept, opened),
            Event::UnsavedRemoved(_) => {}
            Event::UnsavedDiscarded(discarded) => self.unsaved_discarded(ctx, discarded),
            Event::Forgotten(path, forgotten) => self.forgotten(ctx, path, forgotten),
            Event::Journal(health) => self.journal_is(health),
            Event::Suggested(word, suggestions) => {
                if let Some(menu) = &mut self.text_menu {
                    menu.suggested(&word, suggestions);
                }
            }
            Event::Spelling(news) => {
                let is_found = matches!(news, News::Found(..));
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

    pub(super) fn chosen(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf) {
        self.settings.remember_folder(&path);
        match purpose {
            Purpose::Open => self.leave(ctx, Next::Open(path)),
            Purpose::Import => self.exchange.import(path),
            Purpose::Picture => {
                self.left_alone = 0;
                self.take_picture(ctx, path);
            }
            Purpose::SaveAs => {
                let next = self.after_save_as.take();
                if self.is_held_elsewhere(&path) {
                    let reason = format!("someone else is writing in this file: {}", path.display());
                    return self.show_message(ctx, Message::save_failed(reason, next));
                }
                self.save_to(exchange::with_ending(path, EXTENSION), next);
            }
            Purpose::Export(format) => {
                self.derived.refresh(&self.document);
                self.exchange.export(self.derived.page().clone(), format, path);
            }
        }
    }

    fn looked(&mut self, ctx: &Context, path: PathBuf, found: crate::app::dialog::path::Found) {
        let Some(Dialog::Path(dialog)) = &mut self.dialog else { return };
        let purpose = dialog.question.purpose;
        match dialog.found(path, found) {
            Verdict::Stay => {}
            Verdict::Chosen(path) => {
                self.close_dialog(ctx);
                self.chosen(ctx, purpose, path);
            }
            Verdict::Occupied(path) => self.show_message(ctx, Message::overwrite(purpose, path)),
        }
    }

    fn opened(&mut self, ctx: &Context, path: PathBuf, opened: Opened) {
        // Something was written while the file was being read.
        if self.has_unsaved_work() && self.left != Some(self.document.state()) {
            return self.leave(ctx, Next::Open(path));
        }
        match opened {
            Opened::Draft(document, lock) => {
                let is_copy = document.path().is_none();
                self.begin_with_lock(*document, lock);
                self.remember(&path);
                if is_copy {
                    self.say(format!("A copy of {}: it has no file yet", path.display()));
                }
            }
            Opened::Held(holder) => self.held(ctx, path, holder),
            Opened::Import(import) => {
                self.begin(Document::new(import.recognised.article.clone()));
                self.take_in(*import);
            }
        }
    }

    fn open_failed(&mut self, ctx: &Context, path: PathBuf, reason: String) {
        for (known, presence) in &mut self.recent {
            if *known == path && !path.is_file() {
                *presence = Presence::Missing;
            }
        }
        self.show_message(ctx, Message::failed("The file cannot be opened", reason));
    }

    fn imported(&mut self, ctx: &Context, import: Import) {
        if self.document.article().is_empty() {
            self.replace(ctx, import);
        } else {
            self.show_message(ctx, Message::replace(import));
        }
    }

    /// Puts what was imported in the place of the draft's article, as one step.
    pub(super) fn replace(&mut self, ctx: &Context, import: Import) {
        let now = ctx.input(|input| input.time);
        self.document.replace(import.recognised.article.clone(), now);
        self.take_in(import);
    }

    fn take_in(&mut self, import: Import) {
        self.say(format!("Imported from {}; File, Import report says how", import.name));
        self.import = Some(import);
        self.go_to(Place::Headline, None);
    }

    fn saved(&mut self, ctx: &Context, saved: Saved) {
        let Saved { draft, path, state, next, result, is_old_kept } = saved;
        let is_this = draft == self.draft;
        if is_this {
            self.status.is_saving = false;
        }
        match result {
            Ok(_) if !is_this => self.remember(&path),
            Ok(disk) => {
                self.document.saved_as_of(path.clone(), state, disk);
                self.recovered_from.take().into_iter().for_each(|kept| self.exchange.remove_unsaved(kept));
                self.derived.forget();
                self.status.saved_at = Some(self.clock.time_of_day());
                self.remember(&path);
                if !is_old_kept {
                    self.say("Saved, but the version before this one could not be kept");
                }
                self.lock_file();
                match (self.next_save.take(), next) {
                    (Some((path, next)), _) => self.save_to(path, next),
                    (None, Some(next)) => self.go_on(ctx, next),
                    (None, None) => {}
                }
            }
            Err(error) if !is_this => {
                self.show_message(ctx, Message::failed("A draft was not saved", error.to_string()));
            }
            Err(SaveError::Changed(_)) if self.document.path() == Some(path.as_path()) => {
                let waiting = self.next_save.take().and_then(|(_, next)| next);
                self.look_elsewhere(Cause::Save(waiting.or(next)));
            }
            Err(error) => {
                self.next_save = None;
                self.show_message(ctx, Message::save_failed(error.to_string(), next));
            }
        }
    }

    /// The window is to be closed: not while that would lose work.
    pub(in crate::app) fn watch_close(&mut self, ctx: &Context) {
        let is_asked = ctx.input(|input| input.viewport().close_requested());
        if !is_asked || self.closing == Closing::Agreed || !self.has_unsaved_work() {
            return;
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        self.show_message(ctx, Message::unsaved(&self.name(), Next::Close));
    }
}
