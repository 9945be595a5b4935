//! Work on files as it starts in the window: asking for paths, exports, and the list of recent drafts. The session
//! decides what follows.

use std::path::{Path, PathBuf};

use egui::Context;

use crate::app::App;
use crate::app::choice::House;
use crate::app::desktop;
use crate::app::dialog::{Dialog, HouseDialog, LanguageDialog, PathDialog};
use crate::app::exchange::path_question::PathQuestion;
use crate::app::exchange::values::Presence;
use crate::app::menu::Recent;
use crate::app::settings::Settings;
use crate::file::{self, EXTENSION, one_line};
use crate::format::{self, Format};
use crate::session::{Action, Input, Next, Purpose};

impl App {
    /// Asks for a path, for the session's question with this number.
    pub(super) fn ask_path(&mut self, ctx: &Context, number: u64, purpose: Purpose) {
        let file_name = match purpose {
            Purpose::Open | Purpose::Import | Purpose::Picture => String::new(),
            Purpose::SaveAs => self.suggested_name(EXTENSION),
            Purpose::Export(format) => self.suggested_name(format.extension()),
        };
        let beside = self.session.document().path().and_then(Path::parent).map(PathBuf::from);
        let recent = match purpose {
            Purpose::Open => self.present_recent(),
            Purpose::Import | Purpose::Picture | Purpose::SaveAs | Purpose::Export(_) => Vec::new(),
        };
        let folder = self.settings.folder_for(purpose, beside.as_deref());
        let folders = self.settings.late_folders();
        let usual = self.usual_places.clone();
        let question = PathQuestion { number, purpose, folder, file_name, recent, beside, usual, folders };
        if let Some(question) = self.exchange.ask(question) {
            let (dialog, look) = PathDialog::new(question);
            self.exchange.look(look.number, look.ask, dialog.question.clone());
            self.show(ctx, Dialog::Path(Box::new(dialog)));
        }
    }

    /// Shows the last exported file in its folder.
    pub(super) fn show_exported(&self) {
        self.session.last_export().into_iter().for_each(|path| self.exchange.reveal(path.to_owned()));
    }

    fn present_recent(&self) -> Vec<PathBuf> {
        let present = self.recent.iter().filter(|recent| recent.presence == Presence::Here);
        present.map(|recent| recent.path.clone()).collect()
    }

    /// The draft's file name, or one made from its slug or headline.
    fn suggested_name(&self, ending: &str) -> String {
        let document = self.session.document();
        match document.path() {
            Some(_) => format!("{}.{ending}", self.session.name()),
            None => file::suggested_name(document.article(), ending),
        }
    }

    /// Asks where to export to, after listing what the format leaves out. If a web page has no language yet, asks for
    /// it first.
    pub(super) fn export(&mut self, ctx: &Context, format: Format) {
        self.derived.refresh(self.session.document());
        if format == Format::HtmlPage && self.derived.page().meta.language.is_empty() {
            let dialog = LanguageDialog::new(format, desktop::language());
            return self.show(ctx, Dialog::Language(dialog));
        }
        self.export_as_it_is(ctx, format);
    }

    /// Exports, using this language for a page that has none.
    pub(super) fn export_in(&mut self, ctx: &Context, format: Format, language: Option<String>) {
        if let Some(tag) = language {
            self.set_house_language(ctx, tag);
        }
        self.export_as_it_is(ctx, format);
    }

    fn export_as_it_is(&mut self, ctx: &Context, format: Format) {
        let losses = format::loss::losses(self.session.document().article(), self.derived.page(), format);
        let lost = losses.into_iter().map(|loss| loss.what).collect();
        self.act(ctx, Action::Export(format, lost));
    }

    /// Asks for the defaults of new drafts.
    pub(super) fn ask_house(&mut self, ctx: &Context) {
        let Settings { language, byline, publication, .. } = self.settings.clone();
        self.show(ctx, Dialog::House(HouseDialog::new(House { language, byline, publication })));
    }

    /// Sets the defaults of new drafts. A draft that is still untouched starts over with them.
    pub(super) fn set_house(&mut self, ctx: &Context, House { language, byline, publication }: House) {
        let document = self.session.document();
        let is_new = self.session.has_only_defaults() && document.path().is_none() && !document.is_read_only();
        (self.settings.byline, self.settings.publication) = (byline, publication);
        self.set_house_language(ctx, language);
        self.derived.set_publication(&self.settings.publication);
        self.derived.refresh(self.session.document());
        if is_new {
            self.act(ctx, Action::Proceed(Next::New));
        }
    }

    fn set_house_language(&mut self, ctx: &Context, tag: String) {
        self.derived.set_house_language(&tag);
        self.settings.language = tag;
        self.preview.outdate();
        self.derived.refresh(self.session.document());
        self.tell(ctx, Input::Defaults(Box::new(self.settings.new_draft())));
    }

    pub(super) fn remember(&mut self, path: &Path) {
        self.settings.remember(path);
        self.recent.retain(|known| known.path != path);
        let document = self.session.document();
        let headline =
            if document.path() == Some(path) { one_line(&document.article().headline) } else { String::new() };
        let when = self.clock.when(self.clock.now());
        self.recent.insert(0, Recent { path: path.to_owned(), presence: Presence::Here, headline, when });
        self.recent.truncate(self.settings.recent.len());
    }

    /// Updates the recent files with what was found on disk.
    pub(super) fn recent_checked(&mut self, checked: Vec<(PathBuf, Presence, file::Glimpse)>) {
        let recent = checked.into_iter().map(|(path, presence, glimpse)| {
            let when = glimpse.written.map(|at| self.clock.when(at)).unwrap_or_default();
            Recent { path, presence, headline: glimpse.headline, when }
        });
        self.recent = recent.collect();
    }
}
