//! The blocks of the page, one below the other: which are in view, and which have been laid out. A block is laid out
//! when it comes into view and has an estimated height until then. What the text says does not matter here.

mod chunk;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::mem;
use std::sync::Arc;

use egui::{Rangef, Ui};

use super::cell::{self, At};
use super::laid::{Laid, Sight};
use super::lay;
use super::strips::strips;
use crate::app::picture::Picture;
use crate::app::stack::{Height, Stack};
use crate::page::{Page, Part};
use chunk::{Chunk, Old, Slot, chunk};

/// What all layouts depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stamp {
    width: f32,
    is_dark: bool,
    scale: f32,
}

impl Stamp {
    pub(super) fn new(ui: &Ui, width: f32) -> Stamp {
        Stamp { width, is_dark: ui.visuals().dark_mode, scale: ui.ctx().pixels_per_point() }
    }
}

/// All blocks, grouped by part.
#[derive(Default)]
pub(super) struct Blocks {
    chunks: Vec<Chunk>,
    /// The heights of the parts.
    stack: Stack,
    stamp: Option<Stamp>,
    revision: Option<u64>,
    numbering: u64,
    /// The number of laid-out blocks when last counted.
    laid: usize,
}

/// By how much blocks turned out higher than estimated.
#[derive(Default)]
struct Grown {
    whole: f32,
    /// Above the viewport, if that is known.
    above: Option<f32>,
}

/// How often the viewport is laid out again because heights differed from their estimates.
const PASSES: usize = 6;
/// If more blocks than this are laid out, those out of view are dropped.
pub(super) const MOST_LAID: usize = 300;
/// How far beyond the viewport blocks are laid out.
const OVERSCAN: f32 = 60.0;

impl Blocks {
    /// Updates to the page of a revision, keeping the layouts of unchanged blocks. Returns the first changed block.
    pub(super) fn update(&mut self, page: &Page, revision: u64, stamp: Stamp) -> Option<At> {
        self.restamp(stamp);
        if self.revision == Some(revision) {
            return None;
        }
        let is_first = self.revision.replace(revision).is_none();
        let numbering = numbering(page);
        if mem::replace(&mut self.numbering, numbering) != numbering {
            self.forget_layouts();
        }
        let mut old = Old::new(mem::take(&mut self.chunks));
        let mut edited = None;
        for (index, part) in page.parts.iter().enumerate() {
            let (chunk, changed) = chunk(part, &mut old, stamp.width);
            self.chunks.push(chunk);
            edited = edited.or(changed.map(|cell| At { part: index, cell }));
        }
        self.settle();
        edited.filter(|_| !is_first)
    }

    /// The number of laid-out blocks.
    pub(super) fn laid_len(&self) -> usize {
        self.chunks.iter().flat_map(|chunk| &chunk.slots).filter(|slot| slot.laid.is_some()).count()
    }

    /// The height of all blocks.
    pub(super) fn height(&self) -> f32 {
        self.stack.height()
    }

    pub(super) fn width(&self) -> f32 {
        self.stamp.map_or(0.0, |stamp| stamp.width)
    }

    /// Lays out every visible block that is not laid out yet. Returns by how much the blocks above turned out higher
    /// than estimated, so that the caller can move the visible ones up.
    pub(super) fn lay_seen(&mut self, ui: &Ui, page: &Page, picture: &Picture, seen: Rangef) -> f32 {
        let mut shift = 0.0;
        for _ in 0..PASSES {
            let shown = Rangef::new(seen.min + shift - OVERSCAN, seen.max + shift + OVERSCAN);
            let top_of_view = seen.min + shift;
            let mut has_changed = false;
            for (at, top) in self.seen(shown) {
                let sight = Rangef::new(shown.min - top, shown.max - top);
                let grown = self.lay(ui, page, picture, at, sight);
                has_changed |= grown.whole != 0.0;
                shift += match grown.above {
                    Some(above) => above,
                    None if top < top_of_view => grown.whole,
                    None => 0.0,
                };
            }
            if !has_changed {
                break;
            }
            self.settle();
        }
        self.let_go(Rangef::new(seen.min + shift - OVERSCAN, seen.max + shift + OVERSCAN));
        shift
    }

    /// Drops the layouts of blocks out of view if there are many. Their heights are kept.
    fn let_go(&mut self, seen: Rangef) {
        if self.laid <= MOST_LAID {
            return;
        }
        self.laid = 0;
        for (part, chunk) in self.chunks.iter_mut().enumerate() {
            let origin = self.stack.top_of(part);
            for (cell, slot) in chunk.slots.iter_mut().enumerate() {
                let span = chunk.stack.span_from(origin, cell);
                if span.max <= seen.min || span.min >= seen.max {
                    slot.laid = None;
                }
                self.laid += usize::from(slot.laid.is_some());
            }
        }
    }

    /// The blocks that overlap a range of heights, each with its top.
    pub(super) fn seen(&self, seen: Rangef) -> Vec<(At, f32)> {
        let mut found = Vec::new();
        for part in self.stack.meeting(seen) {
            let (Some(chunk), origin) = (self.chunks.get(part), self.stack.top_of(part)) else { continue };
            let within = Rangef::new(seen.min - origin, seen.max - origin);
            let cells = chunk.stack.meeting(within);
            found.extend(cells.map(|cell| (At { part, cell }, origin + chunk.stack.top_of(cell))));
        }
        found
    }

    pub(super) fn laid(&self, at: At) -> Option<Arc<Laid>> {
        self.chunks.get(at.part)?.slots.get(at.cell)?.laid.clone()
    }

    /// The vertical range of a block.
    pub(super) fn span(&self, at: At) -> Option<Rangef> {
        let stack = &self.chunks.get(at.part)?.stack;
        (at.cell < stack.len()).then(|| stack.span_from(self.stack.top_of(at.part), at.cell))
    }

    /// The tops of the blocks of a part.
    pub(super) fn tops(&self, part: usize) -> impl Iterator<Item = f32> {
        let origin = self.stack.top_of(part);
        let stack = self.chunks.get(part).map(|chunk| &chunk.stack);
        stack.into_iter().flat_map(move |stack| (0..stack.len()).map(move |cell| origin + stack.top_of(cell)))
    }

    /// Lays out the visible part of a block unless it is laid out already. Returns by how much its height differs from
    /// the estimate.
    fn lay(&mut self, ui: &Ui, page: &Page, picture: &Picture, at: At, seen: Rangef) -> Grown {
        let width = self.width();
        let (Some(part), Some(chunk)) = (page.parts.get(at.part), self.chunks.get_mut(at.part)) else {
            return Grown::default();
        };
        let Some(slot) = chunk.slots.get_mut(at.cell) else { return Grown::default() };
        // An image may have been loaded since.
        let is_laid = slot.laid.as_ref().is_some_and(|laid| laid.shows(seen));
        if is_laid && !matches!(part, Part::Image(_)) {
            return Grown::default();
        }
        let strips = cell::cell(part, at.cell).map(|cell| strips(page, cell)).unwrap_or_default();
        let (laid, above) =
            lay::lay(ui, &strips, (width, page.meta.direction()), picture, &Sight { seen, heights: &slot.strips });
        let learnt = chunk.stack.learn(at.cell, laid.above + laid.height);
        let grown = Grown { whole: learnt.points(), above: laid.part.as_ref().map(|_| above) };
        self.laid += usize::from(slot.laid.is_none());
        let strips = laid.part.as_ref().map(|part| Arc::clone(&part.heights)).unwrap_or_default();
        *slot = Slot { laid: Some(Arc::new(laid)), strips };
        grown
    }

    /// Recomputes the positions of the blocks.
    fn settle(&mut self) {
        self.stack.replace(self.chunks.len()..self.stack.len(), []);
        for (part, chunk) in self.chunks.iter_mut().enumerate() {
            chunk.stack.settle();
            let height = Height::Known(chunk.stack.height());
            match part < self.stack.len() {
                true => self.stack.set(part, height),
                false => self.stack.replace(part..part, [height]),
            }
        }
        self.stack.settle();
    }

    fn restamp(&mut self, stamp: Stamp) {
        if self.stamp == Some(stamp) {
            return;
        }
        if self.stamp.replace(stamp).is_none_or(|old| old.width != stamp.width) {
            self.chunks.clear();
            self.revision = None;
        }
        self.forget_layouts();
    }

    /// Drops all layouts.
    pub(super) fn forget_layouts(&mut self) {
        self.chunks.iter_mut().flat_map(|chunk| &mut chunk.slots).for_each(|slot| slot.laid = None);
    }
}

/// Changes whenever a citation or a note is numbered differently.
fn numbering(page: &Page) -> u64 {
    let mut hasher = DefaultHasher::new();
    for entry in page.sources() {
        (entry.number, &entry.source.key, &entry.source.link).hash(&mut hasher);
    }
    for note in page.notes() {
        (&note.letter, &note.place, &note.note.label).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme;
    use crate::article::Article;
    use crate::page::compose;

    /// The text laid out in a viewport from `top` down, and the height of the whole page as far as it is known.
    fn seen_at(blocks: &mut Blocks, page: &Page, top: f32) -> (String, f32) {
        let (ctx, mut found) = (egui::Context::default(), Default::default());
        theme::install(&ctx);
        // Fonts are available from the second frame on.
        for _ in 0..2 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                blocks.update(page, 1, Stamp::new(ui, 500.0));
                let top = top + blocks.lay_seen(ui, page, &Picture::None, Rangef::new(top, top + 800.0));
                let seen = blocks.seen(Rangef::new(top, top + 800.0)).into_iter();
                let said = seen.filter_map(|(at, _)| blocks.laid(at)).map(|laid| laid.said.clone());
                found = (said.collect::<Vec<_>>().join("\n"), blocks.height());
            });
            output.textures_delta.clear();
        }
        found
    }

    #[test]
    fn of_a_long_block_only_what_is_in_sight_is_laid_out() {
        let rows = 5_000;
        for (start, row) in [
            ("| No | Word |\n| - | - |\n", (|at| format!("| {at} | cell{at} |\n")) as fn(usize) -> String),
            ("", |at| format!("- cell{at}\n")),
            ("", |at| format!("> cell{at}\n>\n")),
        ] {
            let mut article = Article::default();
            article.push_section("Heading", start.to_owned() + &(0..rows).map(row).collect::<String>());
            let (page, mut blocks) = (compose(&article), Blocks::default());
            let (first, height) = seen_at(&mut blocks, &page, 0.0);
            assert!(first.contains("cell3") && !first.contains("cell4000"), "{start}{}", row(0));
            assert!(first.lines().count() < rows / 10, "{} lines are laid out", first.lines().count());
            let (last, known) = seen_at(&mut blocks, &page, height - 800.0);
            assert!(last.contains("cell4999") && !last.contains("cell3\n"), "{start}{}", row(0));
            assert!((known / height - 1.0).abs() < 0.1, "estimated {height}, laid out {known}");
        }
    }
}
