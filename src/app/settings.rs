//! What is remembered between runs: appearance, panels and recent files. Drafts are not; they are files of their own.

mod writing_preferences;

use std::path::{Path, PathBuf};

use egui::ThemePreference;
use serde::{Deserialize, Serialize};

use super::choice::{HtmlAs, Manner, PreviewAs};
use super::desktop::Wish;
use super::theme::{self, Motion};
use crate::article::Article;
use crate::format::Format;
use crate::page::is_language;
use crate::session::Purpose;

pub use super::choice::{Letters, Measure};
pub use writing_preferences::WritingPreferences;

/// The settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub theme: ThemePreference,
    pub zoom: f32,
    // Stored under its first name, so that older settings are read and older versions read these.
    #[serde(rename = "desk")]
    pub writing: WritingPreferences,
    /// Whether animations are off.
    pub is_motion_reduced: bool,
    /// The desktop's preference for reduced motion, if it is known in this run.
    #[serde(skip)]
    pub desktop: Wish,
    pub is_outline_shown: bool,
    pub is_preview_shown: bool,
    pub preview: PreviewAs,
    pub html: HtmlAs,
    /// Whether form and preview scroll together.
    pub is_scroll_shared: bool,
    /// Whether typed quotes, dashes and dots become typographic characters.
    pub is_typing_smart: bool,
    pub outline_width: f32,
    pub form_width: f32,
    /// The latest first.
    pub recent: Vec<PathBuf>,
    /// The names of the commands last used from the palette, the latest first.
    pub used: Vec<String>,
    /// Where files were last opened or saved.
    pub folder: Option<PathBuf>,
    /// The same by purpose.
    pub folders: Folders,
    /// The format last exported to.
    pub exported_as: Option<Format>,
    pub checks_spelling: bool,
    /// The language tag of new drafts and of those without one; empty until it has been asked for.
    pub language: String,
    /// The byline of new drafts.
    pub byline: String,
    /// The name of the publication, which exported pages give as their publisher.
    pub publication: String,
    /// Whether the program has run before and the sample has been shown.
    pub has_run: bool,
}

/// The folders last used to open, save, import and export.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Folders {
    pub open: Option<PathBuf>,
    pub save: Option<PathBuf>,
    pub import: Option<PathBuf>,
    pub picture: Option<PathBuf>,
    pub export: Option<PathBuf>,
}

impl Folders {
    fn of(&mut self, purpose: Purpose) -> &mut Option<PathBuf> {
        match purpose {
            Purpose::Open => &mut self.open,
            Purpose::SaveAs => &mut self.save,
            Purpose::Import => &mut self.import,
            Purpose::Picture => &mut self.picture,
            Purpose::Export(_) => &mut self.export,
        }
    }
}

/// The number of recent files remembered.
const RECENT_LIMIT: usize = 10;
/// The number of recent commands remembered.
const USED_LIMIT: usize = 8;
const ZOOM_STEP: f32 = 0.125;
const ZOOM_RANGE: std::ops::RangeInclusive<f32> = 0.75..=2.0;

impl Default for Settings {
    fn default() -> Self {
        Settings {
            theme: ThemePreference::System,
            zoom: 1.0,
            writing: WritingPreferences::default(),
            is_motion_reduced: false,
            desktop: Wish::default(),
            is_outline_shown: true,
            is_preview_shown: true,
            preview: PreviewAs::Page,
            html: HtmlAs::Page,
            is_scroll_shared: true,
            is_typing_smart: true,
            outline_width: theme::OUTLINE_WIDTH,
            form_width: theme::FORM_WIDTH + theme::FORM_MARGIN + theme::SPACE_8,
            recent: Vec::new(),
            used: Vec::new(),
            folder: None,
            folders: Folders::default(),
            exported_as: None,
            checks_spelling: true,
            language: String::new(),
            byline: String::new(),
            publication: String::new(),
            has_run: false,
        }
    }
}

impl Settings {
    /// The settings of the last run, or the defaults.
    pub fn load(storage: Option<&dyn eframe::Storage>) -> Settings {
        let mut settings: Settings =
            storage.and_then(|storage| eframe::get_value(storage, eframe::APP_KEY)).unwrap_or_default();
        settings.set_zoom(settings.zoom);
        if !is_language(&settings.language) {
            settings.language.clear();
        }
        settings.writing.set_scale(settings.writing.scale);
        settings.recent.truncate(RECENT_LIMIT);
        settings.used.truncate(USED_LIMIT);
        settings
    }

    /// What the preview shows.
    pub fn manner(&self) -> Manner {
        Manner { preview: self.preview, html: self.html }
    }

    /// Sets egui's theme and zoom.
    pub fn apply(&self, ctx: &egui::Context) {
        ctx.set_theme(self.theme);
        let is_reduced = self.is_motion_reduced || self.desktop == Wish::ReducedMotion;
        theme::set_motion(ctx, if is_reduced { Motion::Reduced } else { Motion::Usual });
        if ctx.zoom_factor() != self.zoom {
            ctx.set_zoom_factor(self.zoom);
        }
    }

    /// The article of a new draft.
    pub fn new_draft(&self) -> Article {
        let byline = [self.byline.trim()].into_iter().filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Article { language: self.language.clone(), byline, ..Article::default() }
    }

    /// Zooms in by one step.
    pub fn zoom_in(&mut self) {
        self.set_zoom(self.zoom + ZOOM_STEP);
    }

    /// Zooms out by one step.
    pub fn zoom_out(&mut self) {
        self.set_zoom(self.zoom - ZOOM_STEP);
    }

    fn set_zoom(&mut self, zoom: f32) {
        let zoom = if zoom.is_finite() { zoom } else { 1.0 };
        self.zoom = zoom.clamp(*ZOOM_RANGE.start(), *ZOOM_RANGE.end());
    }

    /// Records that a command was chosen in the palette, so that it comes first there.
    pub fn use_command(&mut self, name: String) {
        self.used.retain(|known| *known != name);
        self.used.insert(0, name);
        self.used.truncate(USED_LIMIT);
    }

    /// Adds a file that was opened or saved to the recent files.
    pub fn remember(&mut self, path: &Path) {
        self.forget(path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT_LIMIT);
        self.folder = folder_of(path);
    }

    /// Remembers the folder of this file for the next dialog with the same purpose.
    pub fn remember_folder(&mut self, purpose: Purpose, path: &Path) {
        self.folder = folder_of(path);
        *self.folders.of(purpose) = folder_of(path);
        if let Purpose::Export(format) = purpose {
            self.exported_as = Some(format);
        }
    }

    /// The folder a dialog starts in: the draft's folder for what belongs to a draft, otherwise the last one used.
    pub fn folder_for(&self, purpose: Purpose, beside: Option<&Path>) -> Option<PathBuf> {
        let last = self.folders.clone().of(purpose).take();
        let beside = beside.map(Path::to_owned);
        let near = match purpose {
            Purpose::SaveAs | Purpose::Picture => beside.or(last),
            Purpose::Open | Purpose::Import | Purpose::Export(_) => last.or(beside),
        };
        near.or_else(|| self.folder.clone())
    }

    /// Recently used folders, the latest first.
    pub fn late_folders(&self) -> Vec<PathBuf> {
        let Folders { open, save, import, picture, export } = &self.folders;
        let last = [&self.folder, open, save, export, import, picture].into_iter().flatten().cloned();
        let mut folders: Vec<PathBuf> = Vec::new();
        for folder in last.chain(self.recent.iter().filter_map(|path| folder_of(path))) {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        folders
    }

    /// Removes a file from the recent files.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
    }
}

fn folder_of(path: &Path) -> Option<PathBuf> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::{self, Command};
    use crate::session::Action;

    #[test]
    fn each_dialog_begins_where_the_last_of_its_kind_was() {
        let mut settings = Settings::default();
        assert_eq!(settings.folder_for(Purpose::Open, None), None);
        let export = Purpose::Export(Format::Markdown);
        for (purpose, path) in [
            (Purpose::Open, "drafts/a.copydesk"),
            (Purpose::SaveAs, "desk/a.copydesk"),
            (Purpose::Import, "mail/a.html"),
            (export, "out/a.md"),
        ] {
            settings.remember_folder(purpose, Path::new(path));
        }
        let beside = Some(Path::new("beside"));
        for (purpose, alone, with_draft) in [
            (Purpose::Open, "drafts", "drafts"),
            (Purpose::SaveAs, "desk", "beside"),
            (Purpose::Import, "mail", "mail"),
            (Purpose::Picture, "out", "beside"),
            (Purpose::Export(Format::HtmlPage), "out", "out"),
        ] {
            assert_eq!(settings.folder_for(purpose, None).as_deref(), Some(Path::new(alone)), "{purpose:?}");
            assert_eq!(
                settings.folder_for(purpose, beside).as_deref(),
                Some(Path::new(with_draft)),
                "{purpose:?}"
            );
        }
        assert_eq!(settings.exported_as, Some(Format::Markdown));
        settings.remember(Path::new("drafts/b.copydesk"));
        let late: Vec<String> = settings.late_folders().iter().map(|path| path.display().to_string()).collect();
        assert_eq!(late, ["drafts", "desk", "out", "mail"]);
    }

    #[test]
    fn the_newest_file_comes_first_and_once() {
        let mut settings = Settings::default();
        for name in ["a", "b", "a"] {
            settings.remember(Path::new("drafts").join(name).as_path());
        }
        assert_eq!(settings.recent, [Path::new("drafts/a"), Path::new("drafts/b")]);
        assert_eq!(settings.folder.as_deref(), Some(Path::new("drafts")));
        (0..20).for_each(|n| settings.remember(Path::new(&n.to_string())));
        assert_eq!(settings.recent.len(), RECENT_LIMIT);
    }

    #[test]
    fn the_command_used_last_comes_first_and_what_stands_in_no_menu_is_not_kept() {
        let mut settings = Settings::default();
        let goes = Command::GoTo(crate::article::Place::Deck);
        [Action::New.into(), Action::Save(None).into(), goes, Action::New.into()]
            .iter()
            .filter_map(command::full_name)
            .for_each(|name| settings.use_command(name));
        assert_eq!(settings.used, ["File: New", "File: Save"]);
    }

    /// Settings on the disk.
    struct Stored(String);

    impl eframe::Storage for Stored {
        fn get_string(&self, _key: &str) -> Option<String> {
            Some(self.0.clone())
        }

        fn set_string(&mut self, _key: &str, value: String) {
            self.0 = value;
        }

        fn remove_string(&mut self, _key: &str) {}

        fn flush(&mut self) {}
    }

    #[test]
    fn writing_preferences_are_read_and_stored_under_their_first_key() {
        let mut stored =
            Stored("(zoom:1.25,desk:(letters:Sans,measure:Wide,scale:1.2,is_typewriter:true))".into());
        let settings = Settings::load(Some(&stored));
        let writing = WritingPreferences {
            letters: Letters::Sans,
            measure: Measure::Wide,
            scale: 1.2,
            is_focus: false,
            is_typewriter: true,
        };
        assert_eq!((settings.zoom, settings.writing), (1.25, writing));
        eframe::set_value(&mut stored, eframe::APP_KEY, &settings);
        assert!(stored.0.contains("desk:(letters:Sans,"), "{}", stored.0);
        assert_eq!(Settings::load(Some(&stored)), settings);
    }

    #[test]
    fn zoom_stays_where_the_layout_holds() {
        let mut settings = Settings::default();
        (0..50).for_each(|_| settings.zoom_in());
        assert_eq!(settings.zoom, 2.0);
        (0..50).for_each(|_| settings.zoom_out());
        assert_eq!(settings.zoom, 0.75);
    }
}
