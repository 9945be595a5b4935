//! The program's window without a desktop and a graphics card, for the benches: it does everything that a frame does.

#![allow(clippy::panic, reason = "a bench fails by panicking")]
#![allow(dead_code, reason = "each bench uses some of it")]

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use copydesk::app::clipboard::SystemClipboard;
use copydesk::app::exchange::PathQuestion;
use copydesk::app::exchange::native_dialogs::{Dialogs, Reply, Taken};
use copydesk::app::exchange::worker::Worker;
use copydesk::app::settings::Settings;
use copydesk::app::{App, Clock, World};
use copydesk::article::Article;
use copydesk::file;
use eframe::App as _;
use egui::{Context, Event, Key, Modifiers, RawInput, Rect, pos2, vec2};

/// The program's window, without a desktop around it.
pub struct Window {
    pub ctx: Context,
    pub app: App,
    frame: eframe::Frame,
    pub frames: u64,
}

/// Does work at once while the window is created, and on threads after that, as the program does.
#[derive(Clone, Default)]
struct Work {
    is_made: Arc<AtomicBool>,
}

impl Worker for Work {
    fn start(&self, work: Box<dyn FnOnce() + Send>) {
        if self.is_made.load(Ordering::Relaxed) {
            std::thread::spawn(work);
        } else {
            work();
        }
    }
}

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&mut self, _question: PathQuestion, _reply: Reply) -> Taken {
        Taken::No
    }
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> u64 {
        43_200
    }

    fn offset(&self) -> time::UtcOffset {
        time::UtcOffset::UTC
    }
}

impl Window {
    /// A window that has read this draft and not drawn it yet.
    pub fn new(path: PathBuf) -> Window {
        let ctx = Context::default();
        let work = Work::default();
        let world = World {
            worker: Box::new(work.clone()),
            dialogs: Box::new(NoDialogs),
            clipboard: Box::new(SystemClipboard::default()),
            clock: Box::new(Noon),
            folders: Default::default(),
            desktop: Default::default,
            templates: None,
            user: Default::default(),
            pace: copydesk::app::journal::Pace::Soon,
            watching: copydesk::app::watcher::Watching::ByHand,
            places: Vec::new,
            reveal: |_| Ok(()),
        };
        let settings = Settings { has_run: true, ..Settings::default() };
        let app = App::for_test(&ctx, world, settings, Some(path));
        work.is_made.store(true, Ordering::Relaxed);
        Window { ctx, app, frame: eframe::Frame::_new_kittest(), frames: 0 }
    }

    /// One frame with these events.
    pub fn draw(&mut self, events: Vec<Event>) {
        self.frames += 1;
        let mut input = RawInput {
            // As graphics cards allow, so that the window sets the limit.
            max_texture_side: Some(16_384),
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1440.0, 900.0))),
            time: Some(self.frames as f64 / 60.0),
            events,
            ..RawInput::default()
        };
        let ctx = self.ctx.clone();
        self.app.raw_input_hook(&ctx, &mut input);
        let mut output = ctx.run_ui(input, |ui| {
            self.app.logic(&ctx, &mut self.frame);
            self.app.ui(ui, &mut self.frame);
        });
        output.textures_delta.clear();
        black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
    }

    /// A frame in which only the pointer moves.
    pub fn idle(&mut self) {
        let x = 400.0 + (self.frames % 50) as f32;
        self.draw(vec![Event::PointerMoved(pos2(x, 300.0))]);
    }

    /// A key pressed with modifiers.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.draw(vec![Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }]);
    }
}

/// The path of a draft with this article.
pub fn saved(folder: &tempfile::TempDir, article: &Article) -> PathBuf {
    let path = folder.path().join("draft.copydesk");
    file::save(&path, article).unwrap_or_else(|error| panic!("{error}"));
    path
}
