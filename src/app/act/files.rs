//! Leaving, saving, exporting: the work on files as it begins. What comes of it is in `events`.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use crate::app::derived::Prepared;
use crate::app::dialog::house::{House, Housed};
use crate::app::dialog::language::Spoken;
use crate::app::dialog::{Dialog, HouseDialog, LanguageDialog, Message, PathDialog};
use crate::app::exchange::event::Onto;
use crate::app::exchange::question::{Purpose, Question};
use crate::app::exchange::values::{Next, Presence};
use crate::app::menu::Recent;
use crate::app::settings::Settings;
use crate::app::{App, Closing, Goal, Losses, Panes, desktop};
use crate::article::Place;
use crate::document::Document;
use crate::file::{self, EXTENSION, Expected, Template, one_line};
use crate::format::{self, Format};

impl App {
    /// Does something for which the draft must be left, after asking where that would lose work.
    pub(super) fn leave(&mut self, ctx: &Context, next: Next) {
        if self.has_unsaved_work() {
            self.show_message(ctx, Message::unsaved(&self.name(), next, &self.status.keeping));
        } else {
            self.proceed(ctx, next);
        }
    }

    /// Goes on with what waited for the draft to be saved.
    pub(super) fn go_on(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::New | Next::Template(_) | Next::Open(_) | Next::Recover(_) | Next::Close => {
                self.leave(ctx, next)
            }
            Next::Picture(_) | Next::ChoosePicture => self.proceed(ctx, next),
        }
    }

    pub(super) fn proceed(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::Template(Template::Bundled(bundled)) => self.begin_with(bundled.article()),
            Next::Template(template @ Template::Own(_)) => {
                self.left = Some(self.document.state());
                self.exchange.open_template(template);
            }
            Next::New => self.begin_with(self.settings.new_draft()),
            Next::Open(path) => {
                self.open_as(path, self.locked());
            }
            Next::Recover(file) => {
                self.left = Some(self.document.state());
                self.exchange.recover(file);
            }
            Next::Close => {
                self.discard_draft();
                self.closing = Closing::Agreed;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Next::Picture(path) => self.take_picture(ctx, path),
            Next::ChoosePicture => self.choose_picture(ctx),
        }
    }

    /// Shows another draft, and locks its file.
    pub(super) fn begin(&mut self, document: Document) {
        self.begin_prepared(document, None, None);
    }

    /// Shows another draft, whose lock this is, with what was derived from its article. Without a lock its file is
    /// locked, or the lock that it has goes on.
    pub(super) fn begin_prepared(
        &mut self,
        document: Document,
        lock: Option<file::Lock>,
        prepared: Option<Box<Prepared>>,
    ) {
        self.openings.give_up();
        self.note_whereabouts();
        self.discard_draft();
        // Whether a draft is as its file is not for this to say: the file may go.
        let is_begun = document.is_saved() && document.path().is_none();
        self.untouched = is_begun.then(|| document.state());
        self.document = document;
        self.draft += 1;
        self.memory.tidy_soon();
        self.left = None;
        self.next_save = None;
        self.known = super::Known::default();
        self.hold(lock);
        self.derived.forget();
        if let Some(prepared) = prepared {
            self.derived.take(*prepared, &self.document);
        }
        self.find.forget();
        self.spelling.forget();
        self.text_menu = None;
        self.derived.marks_mut().clear();
        self.form = crate::app::Form::default();
        self.form.lead_to(0.0);
        self.preview = crate::app::Preview::at_the_top();
        self.status = self.status.for_another_draft();
        self.panes = Panes { are_findings_shown: self.panes.are_findings_shown, ..Panes::default() };
        self.import = None;
        self.losses = Losses::default();
        self.active = None;
        self.focus_goal = Some(Goal::Field(Place::Headline, None));
    }

    pub(super) fn ask(&mut self, ctx: &Context, purpose: Purpose) {
        let file_name = match purpose {
            Purpose::Open | Purpose::Import | Purpose::Picture => String::new(),
            Purpose::SaveAs => self.suggested_name(EXTENSION),
            Purpose::Export(format) => self.suggested_name(format.extension()),
        };
        let beside = self.document.path().and_then(|path| path.parent()).map(PathBuf::from);
        let recent = match purpose {
            Purpose::Open => self.present_recent(),
            Purpose::Import | Purpose::Picture | Purpose::SaveAs | Purpose::Export(_) => Vec::new(),
        };
        let folder = self.settings.folder_for(purpose, beside.as_deref());
        let folders = self.settings.late_folders();
        let usual = (self.usual_places)();
        let question = Question { purpose, folder, file_name, recent, beside, usual, folders };
        if let Some(question) = self.exchange.ask(question) {
            let (dialog, look) = PathDialog::new(question);
            self.exchange.look(look.number, look.ask, dialog.question.clone());
            self.show(ctx, Dialog::Path(Box::new(dialog)));
        }
    }

    /// Shows what was exported last in its folder.
    pub(super) fn show_exported(&self) {
        self.exported.iter().for_each(|path| self.exchange.reveal(path.clone()));
    }

    fn present_recent(&self) -> Vec<PathBuf> {
        let present = self.recent.iter().filter(|recent| recent.presence == Presence::Here);
        present.map(|recent| recent.path.clone()).collect()
    }

    /// The draft's own name; without one, what its slug or its headline makes as one.
    fn suggested_name(&self, ending: &str) -> String {
        match self.document.path() {
            Some(_) => format!("{}.{ending}", self.name()),
            None => file::suggested_name(self.document.article(), ending),
        }
    }

    pub(super) fn save(&mut self, ctx: &Context, next: Option<Next>) {
        match self.document.path().filter(|path| !self.is_held_elsewhere(path)).map(PathBuf::from) {
            Some(path) => self.save_to(path, next),
            None => self.save_as(ctx, next),
        }
    }

    pub(super) fn save_as(&mut self, ctx: &Context, next: Option<Next>) {
        self.after_save_as = next;
        self.ask(ctx, Purpose::SaveAs);
    }

    pub(super) fn save_to(&mut self, path: PathBuf, next: Option<Next>) {
        if self.document.newer_version().is_some() || self.is_held_elsewhere(&path) {
            return;
        }
        if self.status.is_saving {
            self.next_save = Some((path, next));
            return;
        }
        self.status.is_saving = true;
        let is_own = self.document.path() == Some(path.as_path());
        // Another file than the draft's own was asked about when it was chosen.
        let onto = if is_own {
            let expected = self.document.disk().map_or(Expected::Anything, Expected::Exactly);
            Onto::Own(expected, self.own_lock().map(file::Lock::claim))
        } else {
            Onto::Other(self.lock.as_ref().map(|lock| lock.holder().clone()))
        };
        self.exchange.save(self.draft, &self.document, path, onto, next, self.clock.now());
    }

    /// Asks where to, after saying what the form leaves out. Before a page that has no language, that is asked for.
    pub(super) fn export(&mut self, ctx: &Context, format: Format) {
        self.derived.refresh(&self.document);
        if format == Format::HtmlPage && self.derived.page().meta.language.is_empty() {
            let dialog = LanguageDialog::new(format, desktop::language());
            return self.show(ctx, Dialog::Language(dialog));
        }
        self.export_as_it_is(ctx, format);
    }

    /// Asks what holds for every new draft.
    pub(super) fn ask_house(&mut self, ctx: &Context) {
        let Settings { language, byline, publication, .. } = self.settings.clone();
        self.show(ctx, Dialog::House(HouseDialog::new(House { language, byline, publication })));
    }

    /// Takes the answer; a draft in which nothing has been written begins anew with it.
    pub(super) fn housed(&mut self, housed: Housed) {
        let Housed::Set(House { language, byline, publication }) = housed else { return };
        let is_new = self.has_only_defaults() && self.document.path().is_none();
        (self.settings.byline, self.settings.publication) = (byline, publication);
        self.set_house_language(language);
        self.derived.set_publication(&self.settings.publication);
        self.derived.refresh(&self.document);
        if is_new && !self.document.is_read_only() {
            self.begin_with(self.settings.new_draft());
        }
    }

    /// Takes the answer, and goes on with the export that waits for it.
    pub(super) fn spoken(&mut self, ctx: &Context, before: Format, spoken: Spoken) {
        match spoken {
            Spoken::Cancelled => {}
            Spoken::Unnamed => self.export_as_it_is(ctx, before),
            Spoken::Named(tag) => {
                self.set_house_language(tag);
                self.export_as_it_is(ctx, before);
            }
        }
    }

    fn set_house_language(&mut self, tag: String) {
        self.derived.set_house_language(&tag);
        self.settings.language = tag;
        self.preview.outdate();
        self.derived.refresh(&self.document);
    }

    fn export_as_it_is(&mut self, ctx: &Context, format: Format) {
        let losses = format::loss::losses(self.document.article(), self.derived.page(), format);
        let lost: Vec<String> = losses.into_iter().map(|loss| loss.what).collect();
        if lost.is_empty() || self.losses == Losses::Agreed {
            self.ask(ctx, Purpose::Export(format));
        } else {
            self.show_message(ctx, Message::loss(format, lost));
        }
    }

    pub(super) fn remember(&mut self, path: &std::path::Path) {
        self.settings.remember(path);
        self.recent.retain(|known| known.path != path);
        let headline = self.document.article().headline.clone();
        let headline = if self.document.path() == Some(path) { one_line(&headline) } else { String::new() };
        let when = self.clock.when(self.clock.now());
        self.recent.insert(0, Recent { path: path.to_owned(), presence: Presence::Here, headline, when });
        self.recent.truncate(self.settings.recent.len());
    }

    /// Takes in what was found of the recent files.
    pub(super) fn recent_checked(&mut self, checked: Vec<(PathBuf, Presence, file::Glimpse)>) {
        let recent = checked.into_iter().map(|(path, presence, glimpse)| {
            let when = glimpse.written.map(|at| self.clock.when(at)).unwrap_or_default();
            Recent { path, presence, headline: glimpse.headline, when }
        });
        self.recent = recent.collect();
    }
}
