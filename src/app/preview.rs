//! The right column: the finished article as a page, on a phone, or as the text of an export. `page` decides what is
//! shown, and `format` writes exports; `proof` draws the page, `export_text` an export.

mod blocks;
mod cell;
mod draw;
mod export_text;
mod extent;
mod hit;
mod inline;
mod laid;
mod lay;
mod origin;
mod paper;
mod proof;
mod strip;
mod strips;
pub(super) mod tabs;

use egui::{Rect, Ui, UiBuilder, vec2};

use super::choice::{Manner, PreviewAs};
use super::command::Command;
use super::lead::{Track, Travel};
use super::theme;
use super::view::View;
use crate::format::{self, Format};
use crate::page::Page;
use export_text::{ExportText, Stamp};
use paper::Paper;
use proof::Proof;
use strips::strips;

pub use proof::Editing;

/// The preview, which is the right column.
#[derive(Default)]
pub struct Preview {
    proof: Proof,
    export: ExportText,
    /// The text being rendered on a thread.
    awaited: Option<Stamp>,
    manner: Manner,
    paper: Paper,
}

/// Up to this number of words, a format is rendered within the frame. Longer articles are rendered on a thread.
const AT_ONCE: usize = 8_000;
/// The greatest number of blocks of the page and lines of a source that are laid out: those in view and some that were.
pub(super) const MOST_BLOCKS: usize = blocks::MOST_LAID + 200;
pub(super) const MOST_LINES: usize = export_text::MOST_LAID + 200;

/// The text of the preview in drawing order, one block per line. A citation is `[1]`, a note `[a]`.
pub fn words(page: &Page) -> String {
    let cells =
        page.parts.iter().flat_map(|part| (0..cell::count(part)).filter_map(|index| cell::cell(part, index)));
    let strips = cells.flat_map(|cell| strips(page, cell));
    strips.map(|strip| strip.words()).filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
}

impl Preview {
    /// A preview scrolled to the top, for another draft.
    pub fn at_the_top() -> Preview {
        let mut preview = Preview::default();
        preview.proof.scroll_to(0.0);
        preview.export.scroll_to(0.0);
        preview
    }

    /// Draws the preview over the whole of `ui`. The part being edited is highlighted. The preview scrolls to it when
    /// it becomes another part, or when it changes out of view.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View,
        manner: Manner,
        editing: Option<Editing>,
        commands: &mut Vec<Command>,
    ) {
        self.manner = manner;
        let whole = ui.max_rect();
        let page = Paper::page(whole.width());
        let tabs = Rect::from_min_size(whole.min + vec2(page.left, 0.0), vec2(page.width, tabs::HEIGHT));
        tabs::tabs_ui(ui, tabs, manner, commands);
        let below = whole.with_min_y(whole.top() + tabs::HEIGHT);
        match manner.preview.format(manner.html) {
            None => {
                self.paper = paper(manner.preview, whole.width());
                let mut column = column(ui, below, "preview proof");
                self.proof.ui(&mut column, view, self.paper, editing, commands);
            }
            Some(format) => {
                self.refresh(view, format, commands);
                self.export_ui(ui, below, page, format, commands);
            }
        }
        ui.expand_to_include_rect(whole);
    }

    /// Takes a text that was rendered on a thread.
    pub fn rendered(&mut self, revision: u64, format: Format, text: String) {
        let stamp = Stamp { revision, format };
        if self.awaited == Some(stamp) {
            self.awaited = None;
            self.export.set(text, stamp);
        }
    }

    /// The page has changed although the article has not.
    pub fn outdate(&mut self) {
        self.awaited = None;
        self.export.outdate();
    }

    /// How the user scrolled the preview in the last frame.
    pub fn take_travel(&mut self) -> Option<Travel> {
        match self.manner.preview.format(self.manner.html) {
            None => self.proof.take_travel(),
            Some(_) => self.export.take_travel(),
        }
    }

    /// The positions of the parts of what is shown.
    pub fn track(&self, page: &Page) -> Track {
        match self.manner.preview.format(self.manner.html) {
            None => self.proof.track(page, self.paper),
            Some(_) => self.export.track(),
        }
    }

    /// Scrolls to an offset in the content.
    pub fn lead_to(&mut self, offset: f32) {
        match self.manner.preview.format(self.manner.html) {
            None => self.proof.scroll_to(offset),
            Some(_) => self.export.scroll_to(offset),
        }
    }

    /// Drops all layouts; visible blocks are laid out again.
    pub(super) fn let_go(&mut self) {
        self.proof.let_go();
        self.export.let_go();
    }

    /// The number of laid-out blocks of the page and lines of a source.
    pub(super) fn remembered(&self) -> [usize; 2] {
        [self.proof.laid(), self.export.laid()]
    }

    /// Updates the text of a format to the article's revision: immediately if that is quick.
    fn refresh(&mut self, view: &View, format: Format, commands: &mut Vec<Command>) {
        let stamp = Stamp { revision: view.revision, format };
        if self.export.stamp() == Some(stamp) {
            return;
        }
        if view.counts.total_words <= AT_ONCE {
            self.awaited = None;
            self.export.set(format::render(view.page, format), stamp);
        } else if self.awaited.is_none_or(|awaited| awaited.format != format) {
            self.awaited = Some(stamp);
            commands.push(Command::RenderPreview(format));
        }
    }

    fn export_ui(&mut self, ui: &mut Ui, below: Rect, page: Paper, format: Format, commands: &mut Vec<Command>) {
        let left = below.left() + page.left;
        let paper = Rect::from_x_y_ranges(
            left..=left + page.width,
            below.top() + theme::SPACE_4..=below.bottom() - theme::SPACE_4,
        );
        page.paint_frame(ui, paper);
        let inner = paper.shrink(theme::HAIRLINE);
        let head = inner.with_max_y(inner.top() + tabs::HEAD);
        let manner = self.manner;
        let waits = self.export.stamp().is_none_or(|stamp| self.awaited.is_some_and(|awaited| awaited != stamp));
        tabs::head_ui(ui, head.shrink2(vec2(theme::SPACE_5, 0.0)), manner, format, waits, commands);
        let hair = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
        ui.painter().hline(inner.x_range(), head.bottom(), hair);
        if self.export.stamp().is_some_and(|stamp| stamp.format == format) {
            let text = inner.with_min_y(head.bottom() + theme::HAIRLINE);
            let name = format!("{} source", format.label());
            self.export.ui(&mut column(ui, text, "preview source"), &name, commands);
        }
    }
}

fn column(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
    let mut column = ui.new_child(UiBuilder::new().scope_id(egui::Id::unique(name)).max_rect(rect));
    column.set_clip_rect(rect.intersect(ui.clip_rect()));
    column
}

fn paper(preview: PreviewAs, width: f32) -> Paper {
    match preview {
        PreviewAs::Phone => Paper::phone(width),
        PreviewAs::Page | PreviewAs::Text | PreviewAs::Markdown | PreviewAs::Html => Paper::page(width),
    }
}
