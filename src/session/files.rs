//! Leaving one draft for another, chosen paths, imports, exports and closing. Saving is in `saving`.

use std::path::PathBuf;

use super::effect::{Ask, Effect, Request, Said};
use super::state::{Closing, Session};
use super::values::{Export, Exported, Import, Losses, Next, Purpose};
use super::waiting::Work;
use crate::article::{Article, Place};
use crate::document::Document;
use crate::file::{Held, Template};
use crate::format::Format;

impl Session {
    /// Does something that leaves the draft, asking first if work would be lost.
    pub(super) fn leave(&mut self, next: Next) {
        if self.has_unsaved_work() {
            self.ask(Ask::Unsaved(next));
        } else {
            self.proceed(next);
        }
    }

    /// Continues with the step that waited for the save.
    pub(super) fn go_on(&mut self, next: Next) {
        match next {
            Next::New | Next::Template(_) | Next::Open(_) | Next::Recover(_) | Next::Close => self.leave(next),
            Next::Picture(_) | Next::ChoosePicture => self.proceed(next),
        }
    }

    /// Continues, even if something is unsaved.
    pub(super) fn proceed(&mut self, next: Next) {
        match next {
            Next::New => self.begin_with(self.defaults.clone()),
            Next::Template(Template::Bundled(bundled)) => self.begin_with(bundled.article()),
            Next::Template(template @ Template::Own(_)) => {
                self.left = Some(self.document.state());
                self.want(Request::OpenTemplate(template));
            }
            Next::Open(path) => self.open_locked(path),
            Next::Recover(kept) => {
                self.left = Some(self.document.state());
                self.want(Request::Recover(kept));
            }
            Next::Close => {
                self.discard_draft();
                self.closing = Closing::Agreed;
                self.tell(Effect::Close);
            }
            Next::Picture(path) => self.tell(Effect::TakePicture(path)),
            Next::ChoosePicture => self.tell(Effect::ChoosePicture),
        }
    }

    /// Whether the writer has typed since asking to leave the draft.
    pub(super) fn is_written_since_left(&self) -> bool {
        self.has_unsaved_work() && self.left != Some(self.document.state())
    }

    /// Opens another draft with its lock. Without a lock, its file is locked now, or the existing lock is kept.
    pub(super) fn begin(&mut self, document: Document, lock: Option<Held>) {
        self.openings.give_up();
        self.waiting.leave_draft();
        if let Some(path) = self.document.path().map(PathBuf::from) {
            self.tell(Effect::NoteWhereabouts(path));
        }
        self.discard_draft();
        // Only a draft without a file is new: the file of another may be removed later.
        let is_begun = document.is_saved() && document.path().is_none();
        let untouched = is_begun.then(|| document.state());
        let before = std::mem::replace(self, Session::new(document));
        *self = Session {
            number: before.number + 1,
            untouched,
            lock: before.lock,
            waiting: before.waiting,
            openings: before.openings,
            is_offer_due: before.is_offer_due,
            exported: before.exported,
            keeping: before.keeping,
            noted: before.noted,
            closing: before.closing,
            defaults: before.defaults,
            now: before.now,
            effects: before.effects,
            ..std::mem::take(self)
        };
        self.tell(Effect::Begun);
        self.hold(lock);
    }

    /// Starts a draft from a built-in article or a template. It has no file and can be left without asking until
    /// something is typed.
    fn begin_with(&mut self, article: Article) {
        self.begin(Document::new(article), None);
        self.untouched = Some(self.document.state());
    }

    pub(super) fn template_opened(&mut self, template: Template, opened: Result<Article, String>) {
        match opened {
            Ok(_) if self.is_written_since_left() => self.leave(Next::Template(template)),
            Ok(article) => self.begin_with(article),
            Err(reason) => self.ask(Ask::TemplateNotOpened(reason)),
        }
    }

    pub(super) fn ask_path(&mut self, purpose: Purpose, next: Option<Next>) {
        let number = self.waiting.begin(Work::Path(purpose, next), self.now.time);
        self.tell(Effect::AskPath(number, purpose));
    }

    pub(super) fn path_taken(&mut self, number: u64, purpose: Purpose, path: PathBuf) {
        if self.waiting.is_waited_for(number) {
            self.ask(Ask::Overwrite(number, purpose, path));
        } else {
            self.say(Said::DraftGone);
        }
    }

    pub(super) fn chosen(&mut self, number: u64, purpose: Purpose, path: PathBuf) {
        let Some(Work::Path(_, next)) = self.waiting.end(number) else {
            return self.say(Said::DraftGone);
        };
        match purpose {
            Purpose::Open => self.leave(Next::Open(path)),
            Purpose::Import => {
                let number = self.waiting.begin(Work::Import(path.clone()), self.now.time);
                self.want(Request::Import(number, path));
            }
            Purpose::Picture => self.tell(Effect::TakePicture(path)),
            Purpose::SaveAs => self.chosen_to_save(path, next),
            Purpose::Export(format) => {
                let number = self.waiting.begin(Work::Export(path.clone()), self.now.time);
                let draft = self.document.path().map(PathBuf::from);
                self.want(Request::Export(Export { number, format, path, draft }));
            }
        }
    }

    pub(super) fn export(&mut self, format: Format, lost: Vec<String>) {
        if lost.is_empty() || self.losses == Losses::Agreed {
            self.ask_path(Purpose::Export(format), None);
        } else {
            self.ask(Ask::Loss(format, lost));
        }
    }

    pub(super) fn export_anyway(&mut self, format: Format, losses: Losses) {
        self.losses = losses;
        self.ask_path(Purpose::Export(format), None);
    }

    pub(super) fn exported(&mut self, exported: Exported) {
        let Exported { number, path, format, result } = exported;
        let is_waited_for = self.waiting.end(number).is_some();
        match result {
            Ok(stays) => {
                self.exported = Some(path.clone());
                self.say(Said::Exported(path, stays));
            }
            Err(reason) if is_waited_for => self.ask(Ask::NotExported(reason, format)),
            Err(_) => {}
        }
    }

    pub(super) fn imported(&mut self, number: u64, imported: Result<Box<Import>, String>) {
        match imported {
            _ if self.waiting.end(number).is_none() => {}
            Ok(import) => self.import(import),
            Err(reason) => self.ask(Ask::NotImported(reason)),
        }
    }

    pub(super) fn import(&mut self, import: Box<Import>) {
        if self.has_only_defaults() {
            self.replace(*import);
        } else {
            self.ask(Ask::Replace(import));
        }
    }

    /// Replaces the draft's article with the import, as one undo step.
    pub(super) fn replace(&mut self, import: Import) {
        self.document.replace(import.recognised.article.clone(), self.now.time);
        self.take_in(import);
    }

    pub(super) fn take_in(&mut self, import: Import) {
        self.say(Said::Imported(import.name.clone(), import.recognised.aside.len()));
        self.import = Some(import);
        self.tell(Effect::GoTo(Place::Headline, None));
    }

    /// Cancels the file being opened, or else the overdue work. What has not been written yet will not be.
    pub(super) fn give_up(&mut self) {
        if self.give_up_opening() {
            return;
        }
        let Some((number, work)) = self.waiting.give_up(self.now.time) else { return };
        self.want(Request::Abandon(number));
        if matches!(work, Work::Save(_)) {
            self.next_save = None;
        }
        self.say(Said::GivenUp(work));
    }

    /// Handles the request to close the window: it stays open while work would be lost.
    pub(super) fn close_asked(&mut self) {
        if self.closing == Closing::Asks && self.has_unsaved_work() {
            self.tell(Effect::KeepOpen);
            self.ask(Ask::Unsaved(Next::Close));
        }
    }
}
