//! The window without the system: files are read and written at once in a temporary folder, and the test provides
//! paths, clipboard and clock.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use copydesk::app::clipboard::Clipboard;
use copydesk::app::exchange::PathQuestion;
use copydesk::app::exchange::native_dialogs::{Dialogs, Reply, Taken};
use copydesk::app::exchange::worker::Worker;
use copydesk::app::journal::Pace;
use copydesk::app::settings::Settings;
use copydesk::app::spelling::Folders;
use copydesk::app::watcher::Watching;
use copydesk::app::{App, Clock, World};
use copydesk::article::Article;
use copydesk::file;
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, HarnessBuilder};

/// A window in a folder of its own.
pub struct Window {
    pub harness: Harness<'static, App>,
    pub folder: tempfile::TempDir,
    pub copied: Rc<RefCell<Vec<String>>>,
    pub clip: Rc<RefCell<Clip>>,
    answers: Rc<RefCell<VecDeque<PathBuf>>>,
    work: Held,
}

/// Where paths come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// The test answers in place of the desktop's dialog.
    Desktop,
    /// The desktop has no dialogs.
    Own,
}

type Work = Box<dyn FnOnce() + Send>;

/// Does work at once, unless it is to be held.
#[derive(Clone, Default)]
struct Held(Rc<RefCell<Option<Vec<Work>>>>);

impl Worker for Held {
    fn start(&self, work: Work) {
        match &mut *self.0.borrow_mut() {
            Some(held) => held.push(work),
            None => work(),
        }
    }
}

struct Answers {
    asking: Asking,
    queue: Rc<RefCell<VecDeque<PathBuf>>>,
}

impl Dialogs for Answers {
    fn ask(&mut self, _question: PathQuestion, reply: Reply) -> Taken {
        if self.asking == Asking::Own {
            return Taken::No;
        }
        // Without an answer the dialog is cancelled.
        if let Some(path) = self.queue.borrow_mut().pop_front() {
            reply(path);
        }
        Taken::Yes
    }
}

/// The content of the clipboard.
#[derive(Clone, Default)]
pub struct Clip {
    pub html: Option<String>,
    pub text: Option<String>,
}

struct Copied {
    log: Rc<RefCell<Vec<String>>>,
    clip: Rc<RefCell<Clip>>,
}

impl Clipboard for Copied {
    fn set_text(&mut self, text: String) -> Result<(), String> {
        *self.clip.borrow_mut() = Clip { html: None, text: Some(text.clone()) };
        self.log.borrow_mut().push(text);
        Ok(())
    }

    fn set_html(&mut self, html: String, text: String) -> Result<(), String> {
        *self.clip.borrow_mut() = Clip { html: Some(html.clone()), text: Some(text.clone()) };
        self.log.borrow_mut().extend([html, text]);
        Ok(())
    }

    fn html(&mut self) -> Option<String> {
        self.clip.borrow().html.clone()
    }

    fn text(&mut self) -> Option<String> {
        self.clip.borrow().text.clone()
    }
}

struct FourPastFive;

impl Clock for FourPastFive {
    fn now(&self) -> u64 {
        1_772_471_040
    }

    fn offset(&self) -> time::UtcOffset {
        time::UtcOffset::UTC
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("only the path is used".into())
    }
}

impl Window {
    /// An empty draft, with the desktop's dialogs.
    pub fn empty() -> Window {
        Window::new(Asking::Desktop, |_| None)
    }

    /// A window on an article saved as `draft.copydesk`.
    pub fn on(article: &Article) -> Window {
        Window::new(Asking::Desktop, |folder| {
            let path = folder.join("draft.copydesk");
            file::save(&path, article).unwrap();
            Some(path)
        })
    }

    /// A window on an article in any script; missing characters are drawn as boxes.
    pub fn on_any_script(article: &Article) -> Window {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { has_run: true, folder: Some(folder.path().to_owned()), ..Settings::default() };
        let path = folder.path().join("draft.copydesk");
        file::save(&path, article).unwrap();
        let allow = HarnessBuilder::allow_missing_glyphs;
        Window::build(Asking::Desktop, settings, folder, Some(path), [1440.0, 900.0], allow, Held::default())
    }

    /// A window on the file that `make` creates in the folder.
    pub fn new(asking: Asking, make: impl FnOnce(&Path) -> Option<PathBuf>) -> Window {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { has_run: true, folder: Some(folder.path().to_owned()), ..Settings::default() };
        let file = make(folder.path());
        Window::with(asking, settings, folder, file, [1440.0, 900.0])
    }

    /// A window on the file that `make` creates in the folder, while it is still being read.
    pub fn opening(make: impl FnOnce(&Path) -> PathBuf) -> Window {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { has_run: true, folder: Some(folder.path().to_owned()), ..Settings::default() };
        let file = make(folder.path());
        let work = Held(Rc::new(RefCell::new(Some(Vec::new()))));
        Window::build(Asking::Desktop, settings, folder, Some(file), [1440.0, 900.0], |builder| builder, work)
    }

    /// A window with the settings of an earlier run.
    pub fn with(
        asking: Asking,
        settings: Settings,
        folder: tempfile::TempDir,
        file: Option<PathBuf>,
        size: [f32; 2],
    ) -> Window {
        Window::build(asking, settings, folder, file, size, |builder| builder, Held::default())
    }

    fn build(
        asking: Asking,
        settings: Settings,
        folder: tempfile::TempDir,
        file: Option<PathBuf>,
        size: [f32; 2],
        with: fn(HarnessBuilder<App>) -> HarnessBuilder<App>,
        work: Held,
    ) -> Window {
        let answers = Rc::new(RefCell::new(VecDeque::new()));
        let copied = Rc::new(RefCell::new(Vec::new()));
        let clip = Rc::new(RefCell::new(Clip::default()));
        let world = World {
            worker: Box::new(work.clone()),
            dialogs: Box::new(Answers { asking, queue: answers.clone() }),
            clipboard: Box::new(Copied { log: copied.clone(), clip: clip.clone() }),
            clock: Box::new(FourPastFive),
            folders: Folders {
                words: Some(folder.path().join("words.txt")),
                dictionaries: vec![folder.path().join("dictionaries")],
            },
            desktop: || copydesk::app::desktop::Wish::Unknown,
            templates: Some(folder.path().join("templates")),
            user: file::UserFolders::within(&folder.path().join("user")),
            watching: Watching::ByHand,
            places: || vec![("Home", PathBuf::from("/home/ann"))],
            reveal: |path| Err(format!("asked for {}", path.file_name().unwrap().display())),
            pace: Pace::WhenFlushed,
        };
        let harness = with(Harness::builder())
            .renderer(crate::soft::SoftRenderer::default())
            .with_size(size)
            .with_max_steps(60)
            .with_theme(egui::Theme::Light)
            .build_eframe(move |cc| App::for_test(&cc.egui_ctx, world, settings, file));
        let mut window = Window { harness, folder, copied, clip, answers, work };
        window.harness.run();
        window
    }

    /// Holds work back until [`Window::finish_work`].
    pub fn hold_work(&self) {
        *self.work.0.borrow_mut() = Some(Vec::new());
    }

    /// Does the held work, the newest first, as threads may.
    pub fn finish_work(&mut self) {
        let held = self.work.0.borrow_mut().take().unwrap_or_default();
        held.into_iter().rev().for_each(|work| work());
        self.harness.run();
    }

    /// A path in the window's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The answer of the desktop's next dialog.
    pub fn will_answer(&self, name: &str) {
        self.answers.borrow_mut().push_back(self.path(name));
    }

    /// Writes a file into the window's folder.
    pub fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The content of a file in the folder.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The article of the draft.
    pub fn article(&self) -> &Article {
        self.harness.state().document().article()
    }

    /// Presses a key with modifiers.
    #[track_caller]
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    /// Clicks a button.
    #[track_caller]
    pub fn click(&mut self, label: &str) {
        let is_it = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            matches!(node.role(), Role::Button | Role::ListItem)
                || (node.role() == Role::Menu && node.has_popup().is_some())
        };
        self.harness.get_by(|node| is_it(node) && node.label().as_deref() == Some(label)).click();
        self.harness.run();
    }

    /// Opens a menu of the bar and chooses a row.
    #[track_caller]
    pub fn choose(&mut self, menu: &str, row: &str) {
        self.click(menu);
        let is_row = |role| matches!(role, Role::MenuItem | Role::MenuItemCheckBox);
        self.harness.get_by(|node| is_row(node.role()) && node.label().as_deref() == Some(row)).click();
        self.harness.run();
    }

    /// Focuses a field.
    #[track_caller]
    pub fn focus(&mut self, label: &str) {
        self.harness.get_by(|node| is_field(node.role()) && node.label().as_deref() == Some(label)).focus();
        self.harness.run();
    }

    /// Types into a field.
    #[track_caller]
    pub fn type_into(&mut self, label: &str, text: &str) {
        self.focus(label);
        self.harness.event(egui::Event::Text(text.into()));
        self.harness.run();
    }

    /// The selection of the focused text.
    pub fn selection(&self) -> Option<copydesk::writing::Selection> {
        self.harness.state().selection().map(|(_, selection)| selection)
    }

    /// Whether some node has this text.
    pub fn shows(&self, text: &str) -> bool {
        self.harness.query_all_by(|node| is_saying(node, text)).next().is_some()
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: PathBuf) {
        self.drop_files(&[path]);
    }

    /// Drops files on the window together.
    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        for path in paths {
            self.harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path.clone())));
        }
        self.harness.step();
        self.harness.input_mut().dropped_files.clear();
        self.harness.run();
    }

    /// Presses the window's close button. Returns whether the window stays open.
    pub fn close(&mut self) -> bool {
        let root = self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap();
        root.events.push(ViewportEvent::Close);
        self.harness.step();
        let stays = self.has_sent(&ViewportCommand::CancelClose);
        self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap().events.clear();
        self.harness.run();
        stays
    }

    /// Whether this command was sent to the window in the last frame.
    pub fn has_sent(&self, command: &ViewportCommand) -> bool {
        let output = &self.harness.output().viewport_output[&ViewportId::ROOT];
        output.commands.contains(command)
    }
}

pub fn is_field(role: Role) -> bool {
    matches!(role, Role::TextInput | Role::MultilineTextInput)
}

fn is_saying(node: &egui_kittest::kittest::AccessKitNode<'_>, text: &str) -> bool {
    let says = |said: Option<String>| said.is_some_and(|said| said.contains(text));
    says(node.label()) || says(node.value())
}
