//! Whole frames of the window without a graphics card: everything that the program does for an idle frame (the pointer
//! moves) and for a keystroke, laid out and tessellated, at several sizes of article, with preview, spelling, counts and
//! scrolling together on. On Linux the time is the thread's own work, so that what else the machine does hardly counts;
//! elsewhere it is the clock's.

#![allow(clippy::disallowed_methods, clippy::panic, reason = "a bench reads the clock, and fails by panicking")]

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use copydesk::app::clipboard::SystemClipboard;
use copydesk::app::dialog::native::{Dialogs, Reply, Taken};
use copydesk::app::exchange::{Question, Worker};
use copydesk::app::settings::Settings;
use copydesk::app::{App, Clock, World};
use copydesk::article::{Article, Place};
use copydesk::file;
use copydesk::writing::Selection;
use criterion::{Criterion, criterion_group, criterion_main};
use eframe::App as _;
use egui::{Context, Event, Key, Modifiers, RawInput, Rect, pos2, vec2};

/// The program's window, without a desktop round it.
struct Window {
    ctx: Context,
    app: App,
    frame: eframe::Frame,
    frames: u64,
}

/// Does work at once while the window is made, and on threads from then on, as the program does.
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
    fn ask(&mut self, _question: Question, _reply: Reply) -> Taken {
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
    fn new(path: PathBuf) -> Window {
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
        };
        let settings = Settings { has_run: true, ..Settings::default() };
        let app = App::for_test(&ctx, world, settings, Some(path));
        work.is_made.store(true, Ordering::Relaxed);
        Window { ctx, app, frame: eframe::Frame::_new_kittest(), frames: 0 }
    }

    /// One frame with these events.
    fn draw(&mut self, events: Vec<Event>) {
        self.frames += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1440.0, 900.0))),
            time: Some(self.frames as f64 / 60.0),
            events,
            ..RawInput::default()
        };
        let ctx = self.ctx.clone();
        let mut output = ctx.run_ui(input, |ui| {
            self.app.logic(&ctx, &mut self.frame);
            self.app.ui(ui, &mut self.frame);
        });
        output.textures_delta.clear();
        black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
    }

    /// A frame in which only the pointer moves.
    fn idle(&mut self) {
        let x = 400.0 + (self.frames % 50) as f32;
        self.draw(vec![Event::PointerMoved(pos2(x, 300.0))]);
    }

    /// A letter, or the key that takes it away again, so that the text stays as long as it is.
    fn keystroke(&mut self) {
        let event = if self.frames.is_multiple_of(2) {
            Event::Text("a".to_owned())
        } else {
            let (key, modifiers) = (Key::Backspace, Modifiers::NONE);
            Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
        };
        self.draw(vec![event]);
    }

    /// Puts the caret into the middle of the body of a section in the middle, and lets everything settle, the reading
    /// for mistakes included.
    fn settle(&mut self) {
        self.draw(Vec::new());
        let sections = &self.app.document().article().sections;
        if let Some(section) = sections.get(sections.len() / 2) {
            let middle = Selection::at(section.body.len() / 2).within(&section.body);
            self.app.go_to(Place::Body(section.id), Some(middle));
        }
        for _ in 0..SETTLING {
            self.idle();
            std::thread::sleep(Duration::from_millis(4));
        }
        assert!(self.app.selection().is_some(), "the caret is in the body");
        assert!(
            !self
                .app
                .marks()
                .of(&self.app.selection().map(|(place, _)| place.clone()).unwrap_or(Place::Lede))
                .is_empty(),
            "mistakes are marked"
        );
    }
}

const SETTLING: usize = 250;

/// Words of an article, in paragraphs with some marks, over as many sections.
fn article(words: usize, sections: usize) -> Article {
    let mut article = Article {
        headline: "A headline of a usual length for a long piece".into(),
        deck: "One sentence that says why one should read all of this.".into(),
        ..Article::default()
    };
    article.push_takeaway("It is long.");
    let paragraph = "The side entrance on the lane will stay *unlocked* until four, and staff say that the first hour \
                     will be the **hardest of all** since the flood, which nobody who was there that night in the old \
                     reading room has [forgotten](https://example.org/flood), least of all those who carried books. ";
    let in_paragraph = paragraph.split_whitespace().count();
    for number in 0..sections {
        let paragraphs = (words / sections / in_paragraph).max(1);
        let body: Vec<_> = (0..paragraphs)
            .map(|index| match index % 10 {
                0 => format!("A {} stood there. {paragraph}", typo(number * 2_000 + index)),
                _ => paragraph.to_owned(),
            })
            .collect();
        let body = body.join("\n\n");
        article.push_section(format!("Section {}", number + 1), body);
    }
    article
}

/// A word that is in no dictionary, another one for every number.
fn typo(number: usize) -> String {
    let digits = number.to_string().into_bytes();
    digits.iter().map(|digit| char::from(digit - b'0' + b'q')).collect::<String>() + "qx"
}

/// The path of a draft with this article.
fn saved(folder: &tempfile::TempDir, article: &Article) -> PathBuf {
    let path = folder.path().join("draft.copydesk");
    file::save(&path, article).unwrap_or_else(|error| panic!("{error}"));
    path
}

fn frames(criterion: &mut Criterion) {
    let sizes =
        [("sample", 600, 5), ("10k", 10_000, 200), ("100k", 100_000, 200), ("100k in one body", 100_000, 1)];
    for (name, words, sections) in sizes {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let mut window = Window::new(saved(&folder, &article(words, sections)));
        window.settle();
        group.bench_function("idle", |bencher| {
            bencher.iter_custom(|times| spent(|| (0..times).for_each(|_| window.idle())));
        });
        group.bench_function("keystroke", |bencher| {
            bencher.iter_custom(|times| spent(|| (0..times).for_each(|_| window.keystroke())));
        });
        group.finish();
    }
    for (name, sections) in [("100k", 200), ("100k in one body", 1)] {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let long = saved(&folder, &article(100_000, sections));
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).measurement_time(Duration::from_secs(2));
        group.bench_function("first frame", |bencher| {
            bencher.iter_custom(|times| {
                let mut windows: Vec<_> = (0..times).map(|_| Window::new(long.clone())).collect();
                spent(|| windows.iter_mut().for_each(|window| window.draw(Vec::new())))
            });
        });
        group.finish();
    }
}

/// How long the thread works on this.
fn spent(work: impl FnOnce()) -> Duration {
    let (start, worked) = (Instant::now(), thread_time());
    work();
    match (worked, thread_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => start.elapsed(),
    }
}

/// How long the thread has worked so far.
fn thread_time() -> Option<Duration> {
    // What has been worked since the last switch is counted at the next one.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

criterion_group!(benches, frames);
criterion_main!(benches);
