//! Whole frames of the form and the preview without a graphics card: laying out and tessellating, for an idle frame (the
//! pointer moves) and for a keystroke, at several sizes of article. On Linux the time is the thread's own work, so that
//! what else the machine does hardly counts; elsewhere it is the clock's.

#![allow(clippy::disallowed_methods, reason = "a bench reads the clock")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use copydesk::app::form::Form;
use copydesk::app::marks::Marks;
use copydesk::app::outline::outline_ui;
use copydesk::app::preview::{Editing, Manner, Preview};
use copydesk::app::theme;
use copydesk::app::view::{Counter, Counts, View};
use copydesk::article::{Article, Place};
use copydesk::check::{Checker, Finding};
use copydesk::document::Document;
use copydesk::page::{Composer, Page};
use copydesk::writing::Selection;
use criterion::{Criterion, criterion_group, criterion_main};
use egui::{CentralPanel, Context, Event, Frame, Key, Modifiers, Panel, RawInput, Rect, Ui, pos2, vec2};

/// A window of the columns, with what they are drawn from.
struct Window {
    ctx: Context,
    document: Document,
    form: Form,
    preview: Preview,
    composer: Composer,
    counter: Counter,
    checker: Checker,
    page: Page,
    counts: Counts,
    marks: Marks,
    findings: Vec<Finding>,
    derived: Option<u64>,
    frames: u64,
}

impl Window {
    fn new(article: Article) -> Window {
        let ctx = Context::default();
        theme::install(&ctx);
        Window {
            ctx,
            document: Document::new(article),
            form: Form::default(),
            preview: Preview::default(),
            composer: Composer::default(),
            counter: Counter::default(),
            checker: Checker::default(),
            page: Page::default(),
            counts: Counts::default(),
            marks: Marks::default(),
            findings: Vec::new(),
            derived: None,
            frames: 0,
        }
    }

    /// One frame with these events.
    fn frame(&mut self, events: Vec<Event>) {
        self.frames += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1440.0, 828.0))),
            time: Some(self.frames as f64 / 60.0),
            events,
            ..RawInput::default()
        };
        let ctx = self.ctx.clone();
        let mut output = ctx.run_ui(input, |ui| self.ui(ui));
        output.textures_delta.clear();
        black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
    }

    fn ui(&mut self, ui: &mut Ui) {
        let mut commands = Vec::new();
        self.derive();
        let now = self.frames as f64;
        let Window { document, form, page, counts, marks, findings, .. } = self;
        let revision = document.revision();
        let view =
            View { page, findings, counts, marks, languages: &[], revision, now, base: None, is_read_only: false };
        let active = form.focused().cloned();
        Panel::left("outline").exact_size(theme::OUTLINE_WIDTH).frame(Frame::NONE).show(ui, |ui| {
            outline_ui(ui, document.article(), &view, active.as_ref(), &mut commands);
        });
        let panel = Panel::left("form").exact_size(660.0).frame(Frame::NONE);
        panel.show(ui, |ui| form.ui(ui, document, &view, &mut commands));
        self.derive();
        let Window { document, form, preview, page, counts, marks, findings, .. } = self;
        let revision = document.revision();
        let view =
            View { page, findings, counts, marks, languages: &[], revision, now, base: None, is_read_only: false };
        let active = form.focused().cloned();
        let caret = form.selection().map(|(_, selection)| selection.caret);
        let editing = active.as_ref().map(|place| Editing { place, caret });
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            preview.ui(ui, &view, Manner::default(), editing, &mut commands);
        });
        black_box(commands);
    }

    fn derive(&mut self) {
        let revision = self.document.revision();
        if self.derived.replace(revision) == Some(revision) {
            return;
        }
        let article = self.document.article();
        self.page = self.composer.compose(article);
        self.counts = self.counter.count(article, &self.page);
        self.findings = self.checker.check(article);
    }

    /// A frame in which only the pointer moves.
    fn idle(&mut self) {
        let x = 400.0 + (self.frames % 50) as f32;
        self.frame(vec![Event::PointerMoved(pos2(x, 300.0))]);
    }

    /// A letter, or the key that takes it away again, so that the text stays as long as it is.
    fn keystroke(&mut self) {
        let event = if self.frames.is_multiple_of(2) {
            Event::Text("a".to_owned())
        } else {
            let (key, modifiers) = (Key::Backspace, Modifiers::NONE);
            Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
        };
        self.frame(vec![event]);
    }

    /// Puts the caret into the middle of the body of a section in the middle, and lets everything settle.
    fn settle(&mut self) {
        let sections = &self.document.article().sections;
        if let Some(section) = sections.get(sections.len() / 2) {
            let mut middle = section.body.len() / 2;
            while !section.body.is_char_boundary(middle) {
                middle += 1;
            }
            self.form.focus(Place::Body(section.id), Some(Selection::at(middle)));
        }
        while self.frames < 11 {
            self.idle();
        }
    }
}

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
        let body = vec![paragraph; paragraphs].join("\n\n");
        article.push_section(format!("Section {}", number + 1), body);
    }
    article
}

fn frames(criterion: &mut Criterion) {
    let sizes =
        [("sample", 600, 5), ("10k", 10_000, 200), ("100k", 100_000, 200), ("100k in one body", 100_000, 1)];
    for (name, words, sections) in sizes {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
        let mut window = Window::new(article(words, sections));
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
        let long = article(100_000, sections);
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).measurement_time(Duration::from_secs(2));
        group.bench_function("first frame", |bencher| {
            bencher.iter_custom(|times| {
                let mut windows: Vec<_> = (0..times).map(|_| Window::new(long.clone())).collect();
                spent(|| windows.iter_mut().for_each(|window| window.frame(Vec::new())))
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
