//! What comes of work on files and of the window itself, made into what is shown.

use std::path::{Path, PathBuf};

use egui::{Context, ViewportCommand};

use crate::app::command::Command;
use crate::app::derived::Prepared;
use crate::app::dialog::path::Verdict;
use crate::app::dialog::{Dialog, Message};
use crate::app::exchange::event::{Cause, Event, Saved};
use crate::app::exchange::question::Purpose;
use crate::app::exchange::values::{Import, Next, NotOpened, Opened, SpellingNews, Why};
use crate::app::{App, Closing};
use crate::article::Place;
use crate::document::Document;
use crate::file::listing::Found;
use crate::file::{LeftBehind, SaveError, SavedDraft};

impl App {
    pub(in crate::app) fn happened(&mut self, ctx: &Context, event: Event) {
        match event {
            Event::PathChosen(purpose, path) => self.chosen(ctx, purpose, path),
            Event::PathTaken(purpose, path) => self.show_message(ctx, Message::overwrite(purpose, path, None)),
            Event::Looked(number, path, found) => self.looked(ctx, number, path, found),
            Event::Opened(arrived) => self.arrived(ctx, arrived),
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
            Event::SaveHeld(draft, path, holder, next) => self.save_held(ctx, draft, &path, &holder, next),
            Event::Locked(locked) => self.locking_done(ctx, locked),
            Event::Exported(path, _, Ok(stays)) => {
                self.say(exported(&path, stays.as_ref()));
                self.status.offer("Show in folder", Command::ShowExported);
                self.exported = Some(path);
            }
            Event::Revealed(_, Ok(())) => {}
            Event::Revealed(path, Err(reason)) => {
                self.say(format!("{} cannot be shown: {reason}", path.display()));
            }
            Event::Exported(_, format, Err(reason)) => {
                self.show_message(ctx, Message::export_failed(reason, format));
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
            Event::RecentChecked(checked) => self.recent_checked(checked),
            Event::UnsavedFound(entries, why) => self.unsaved_found(ctx, entries, why),
            Event::Recovered(kept, opened) => self.recovered(ctx, kept, opened),
            Event::UnsavedDiscarded(discarded) => self.unsaved_discarded(ctx, discarded),
            Event::Forgotten(path, forgotten) => self.forgotten(ctx, path, forgotten),
            Event::Journal(health) => self.journal_is(health),
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

    pub(super) fn chosen(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf) {
        self.settings.remember_folder(purpose, &path);
        match purpose {
            Purpose::Open => self.leave(ctx, Next::Open(path)),
            Purpose::Import => self.exchange.import(path),
            Purpose::Picture => {
                self.left_alone = 0;
                self.take_picture(ctx, path);
            }
            Purpose::SaveAs => self.chosen_to_save(ctx, path),
            Purpose::Export(format) => {
                self.derived.refresh(&self.document);
                let draft = self.document.path().map(PathBuf::from);
                self.exchange.export(self.derived.page().clone(), format, path, draft);
            }
        }
    }

    fn chosen_to_save(&mut self, ctx: &Context, path: PathBuf) {
        let next = self.after_save_as.take();
        if let Some(reason) = self.why_not_here(&path) {
            return self.show_message(ctx, Message::save_failed(reason, None, next));
        }
        self.save_to(path, next);
    }

    fn looked(&mut self, ctx: &Context, number: u64, path: PathBuf, found: Found) {
        let Some(Dialog::Path(dialog)) = &mut self.dialog else { return };
        let purpose = dialog.question.purpose;
        match dialog.found(number, path, found) {
            Verdict::Stay => {}
            Verdict::Chosen(path) => {
                self.close_dialog(ctx);
                self.chosen(ctx, purpose, path);
            }
            Verdict::Occupied(path) => {
                let back = Some(dialog.clone());
                self.show_message(ctx, Message::overwrite(purpose, path, back));
            }
        }
    }

    pub(super) fn opened(
        &mut self,
        ctx: &Context,
        path: PathBuf,
        opened: Opened,
        prepared: Option<Box<Prepared>>,
    ) {
        // Something was written while the file was being read.
        if self.has_unsaved_work() && self.left != Some(self.document.state()) {
            if let Opened::Draft(_, Some(lock)) = opened {
                self.exchange.give_back(lock);
            }
            return self.leave(ctx, Next::Open(path));
        }
        match opened {
            Opened::Draft(document, lock) => {
                let (is_copy, is_saved) = (document.path().is_none(), document.is_saved());
                self.begin_prepared(*document, lock, prepared);
                self.remember(&path);
                self.exchange.find_unsaved(Why::Opened(path.clone()));
                if is_copy {
                    self.say(format!("Opened a copy of {}; it is not saved yet", path.display()));
                } else if !is_saved {
                    self.say("Opened an earlier version, not saved yet (see File > Versions)");
                }
            }
            Opened::Held(holder) => self.held(ctx, path, holder),
            Opened::Import(import) => {
                self.begin_prepared(Document::new(import.recognised.article.clone()), None, prepared);
                self.take_in(*import);
            }
        }
    }

    pub(super) fn open_failed(&mut self, ctx: &Context, path: PathBuf, failed: NotOpened) {
        self.exchange.check_recent(self.settings.recent.clone());
        let when = failed.earlier.map(|at| self.clock.when(at));
        self.show_message(ctx, Message::not_opened(path, failed.reason, when));
    }

    fn imported(&mut self, ctx: &Context, import: Import) {
        if self.has_only_defaults() {
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
        let aside = match import.recognised.aside.len() {
            0 => "see File > Import report".to_owned(),
            1 => "1 part set aside (see File > Import report)".to_owned(),
            count => format!("{count} parts set aside (see File > Import report)"),
        };
        self.say(format!("Imported from {}; {aside}", import.name));
        self.import = Some(import);
        self.go_to(Place::Headline, None);
    }

    fn saved(&mut self, ctx: &Context, saved: Saved) {
        let Saved { draft, path, state, next, result, lock } = saved;
        let is_this = draft == self.draft;
        if is_this {
            self.status.is_saving = false;
        }
        match result {
            Ok(_) if !is_this => {
                lock.into_iter().for_each(|lock| self.exchange.give_back(lock));
                self.remember(&path);
            }
            Ok(SavedDraft { disk, is_old_kept }) => {
                self.document.saved_as_of(path.clone(), state, disk);
                self.derived.forget();
                self.status.saved_at = Some(self.clock.time_of_day());
                self.remember(&path);
                if !is_old_kept {
                    self.say("Saved, but the previous version could not be kept");
                }
                self.hold(lock);
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
                if let SaveError::Unsure(_, disk) = error
                    && self.document.path() == Some(path.as_path())
                {
                    // What stands there is this draft's own: nobody is to be asked about it.
                    self.keep_mine(Some(disk));
                }
                self.next_save = None;
                self.show_message(ctx, Message::save_failed(error.to_string(), Some(path), next));
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
        self.show_message(ctx, Message::unsaved(&self.name(), Next::Close, &self.status.keeping));
    }
}

/// What is said of an export that went well.
fn exported(path: &Path, stays: Option<&LeftBehind>) -> String {
    let done = format!("Exported to {}", path.display());
    stays.map_or(done.clone(), |stays| format!("{done}; {stays}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::Settings;
    use crate::app::start::World;
    use crate::article::Article;
    use crate::file::{self, Fingerprint, Obstacle, WriteError};

    fn window(ctx: &Context, folder: &std::path::Path, file: PathBuf) -> App {
        let world = World::within(&folder.join("user"));
        let settings = Settings { has_run: true, ..Settings::default() };
        let mut app = App::for_test(ctx, world, settings, Some(file));
        hear(&mut app, ctx);
        app
    }

    fn hear(app: &mut App, ctx: &Context) {
        while let Some(event) = app.exchange.poll() {
            app.happened(ctx, event);
        }
    }

    fn write_on(app: &mut App, words: &str) {
        app.document.edit(Place::Headline, 0.0, |article| article.headline.push_str(words));
    }

    #[test]
    fn after_a_save_whose_last_flush_failed_the_draft_is_unsaved_and_the_next_save_asks_nothing() {
        let (ctx, folder) = (Context::default(), tempfile::tempdir().unwrap());
        let path = folder.path().join("draft.copydesk");
        file::save(&path, &Article { headline: "Eels".into(), ..Article::default() }).unwrap();
        let mut app = window(&ctx, folder.path(), path.clone());
        write_on(&mut app, " climb");
        file::save(&path, app.document.article()).unwrap();
        let disk = Fingerprint::of(file::to_native(app.document.article()).as_bytes());
        let error = WriteError { obstacle: Obstacle::Faulty, path: path.clone() };
        let (draft, state) = (app.draft, app.document.state());
        let result = Err(SaveError::Unsure(error, disk));
        app.saved(&ctx, Saved { draft, path: path.clone(), state, next: None, result, lock: None });
        assert!(matches!(&app.dialog, Some(Dialog::Message(said)) if said.title == "The draft was not saved"));
        assert!(!app.document.is_saved());
        app.close_dialog(&ctx);
        write_on(&mut app, " again");
        app.save(&ctx, None);
        hear(&mut app, &ctx);
        assert!(app.dialog.is_none() && app.document.is_saved());
        assert_eq!(file::open(&path, None).unwrap().article.headline, "Eels climb again");
    }
}
