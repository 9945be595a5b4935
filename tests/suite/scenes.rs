//! Windows in which something has happened to a draft: it was not saved before the program ended, others have saved or
//! opened it, it has earlier versions. For tests of what the window shows then.

use std::path::{Path, PathBuf};

use copydesk::app::settings::Settings;
use copydesk::article::Article;
use copydesk::file::container::{Header, Kind};
use copydesk::file::{self, CrashNote, UserFolders, journal, versions};
use egui::{Event, Key, Modifiers, ThemePreference};

use crate::shell::{Asking, Window};

/// Ten minutes before the window's clock.
const BEFORE: u64 = 1_772_471_040 - 600;
const HOUR: u64 = 3600;

/// The size and the theme of a scene.
#[derive(Clone, Copy)]
pub struct Light {
    pub size: [f32; 2],
    pub theme: ThemePreference,
}

pub const DAY: Light = Light { size: [900.0, 600.0], theme: ThemePreference::Light };
pub const NIGHT: Light = Light { theme: ThemePreference::Dark, ..DAY };

/// The article in these scenes, as saved.
pub fn library() -> Article {
    let mut article = Article {
        headline: "City library opens its doors to the night shift".into(),
        deck: "From Monday the reading room stays open until four.".into(),
        ..Article::default()
    };
    article.push_section(
        "What changes",
        "Staff say that the first hour will be the hardest. Readers must show a card.",
    );
    article
}

/// The same, as someone else has it, or later.
pub fn later() -> Article {
    let mut article = Article { deck: "From Tuesday the reading room stays open all night.".into(), ..library() };
    article.sections.clear();
    article
        .push_section("What changes", "Staff say that the second hour will be the hardest. Readers show a card.");
    article.push_takeaway("Two of nine councillors voted against it.");
    article
}

struct Scene {
    folder: tempfile::TempDir,
    light: Light,
}

impl Scene {
    fn new(light: Light) -> Scene {
        Scene { folder: tempfile::tempdir().unwrap(), light }
    }

    fn user(&self) -> UserFolders {
        UserFolders::within(&self.folder.path().join("user"))
    }

    fn draft(&self) -> PathBuf {
        let path = self.folder.path().join("Night library.copydesk");
        file::save(&path, &library()).unwrap();
        path
    }

    fn keep(&self, path: Option<PathBuf>, article: &Article, at: u64) {
        let header = Header { kind: Kind::Unsaved, path, disk: None, at };
        journal::write_aside(&self.user(), &header, file::to_native(article).as_bytes()).unwrap().unwrap();
    }

    fn note_fault(&self) {
        let note = CrashNote { at: BEFORE, version: "0.1.0".into(), place: "src/app/form.rs:12:5".into() };
        file::write_crash_note(&self.user(), &note).unwrap();
    }

    fn start(self, file: Option<PathBuf>) -> Window {
        let folder = Some(self.folder.path().to_owned());
        let settings = Settings { has_run: true, folder, theme: self.light.theme, ..Settings::default() };
        Window::with(Asking::Desktop, settings, self.folder, file, self.light.size)
    }
}

fn lock_by_maria(draft: &Path) {
    let name = draft.file_name().unwrap().to_string_lossy().into_owned();
    let text = "copydesk-lock 1\nuser maria\nhost desk-3\nmachine \nprocess 7\nsince 1772384640\ntoken 9\n";
    std::fs::write(draft.with_file_name(format!(".~lock.{name}#")), text).unwrap();
}

fn come_back(window: &mut Window) {
    window.harness.event(Event::WindowFocused(true));
    window.harness.run();
}

/// Two drafts were not saved; the file of one is missing, the other never had one.
pub fn unsaved_found(light: Light) -> Window {
    let scene = Scene::new(light);
    scene.keep(Some("/desk/politics/Night library.copydesk".into()), &later(), BEFORE);
    scene.keep(None, &library(), BEFORE - 26 * HOUR);
    scene.start(None)
}

/// The same, after a crash.
pub fn fault_told(light: Light) -> Window {
    let scene = Scene::new(light);
    scene.keep(None, &library(), BEFORE);
    scene.note_fault();
    scene.start(None)
}

/// A crash, and no unsaved work.
pub fn only_fault_told(light: Light) -> Window {
    let scene = Scene::new(light);
    scene.note_fault();
    scene.start(None)
}

/// Someone else has saved the file while the writer was typing.
pub fn changed_elsewhere(light: Light) -> Window {
    let scene = Scene::new(light);
    let draft = scene.draft();
    let mut window = scene.start(Some(draft.clone()));
    window.focus("Headline");
    window.press(Modifiers::COMMAND, Key::End);
    window.harness.event(Event::Text(", for a trial".into()));
    window.harness.run();
    file::save(&draft, &later()).unwrap();
    come_back(&mut window);
    window
}

/// Someone else has the draft open that is about to be opened.
pub fn held(light: Light) -> Window {
    let scene = Scene::new(light);
    let draft = scene.draft();
    lock_by_maria(&draft);
    scene.start(Some(draft))
}

/// Someone else has taken over the open, unsaved draft.
pub fn taken_over(light: Light) -> Window {
    let scene = Scene::new(light);
    let draft = scene.draft();
    let mut window = scene.start(Some(draft.clone()));
    window.type_into("Headline", "Mine ");
    lock_by_maria(&draft);
    come_back(&mut window);
    window
}

/// The file is unreadable, and was about to be saved.
pub fn unreadable(light: Light) -> Window {
    let scene = Scene::new(light);
    let draft = scene.draft();
    let mut window = scene.start(Some(draft.clone()));
    std::fs::write(&draft, "(headline: \"half a dra").unwrap();
    come_back(&mut window);
    window.press(Modifiers::COMMAND, Key::S);
    window
}

/// The window with two earlier versions, one of which has a name.
pub fn earlier_versions(light: Light) -> Window {
    let scene = Scene::new(light);
    let draft = scene.draft();
    let blank = Article { deck: String::new(), ..library() };
    for (article, at) in [(blank, BEFORE - 26 * HOUR), (later(), BEFORE)] {
        versions::keep(&scene.user(), &draft, file::to_native(&article).as_bytes(), at).unwrap();
    }
    let newest = versions::list(&scene.user(), &draft).remove(0);
    versions::name(&scene.user(), &draft, &newest, "Sent to legal").unwrap();
    let mut window = scene.start(Some(draft));
    window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R);
    window
}
