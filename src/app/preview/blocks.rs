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

/// What every layout depends on.
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

/// All blocks, by part.
#[derive(Default)]
pub(super) struct Blocks {
    chunks: Vec<Chunk>,
    /// Of the parts.
    stack: Stack,
    stamp: Option<Stamp>,
    revision: Option<u64>,
    numbering: u64,
    /// So many blocks are laid out, or were when it was last looked.
    laid: usize,
}

/// By how much a block turned out higher than it was thought to be.
#[derive(Default)]
struct Grown {
    whole: f32,
    /// Above what is in sight; where that is known.
    above: Option<f32>,
}

/// So often what is in view is laid out again because heights turned out other than estimated.
const PASSES: usize = 6;
/// With more blocks laid out than this, those out of sight are let go.
pub(super) const MOST_LAID: usize = 300;
/// So far beyond the viewport blocks are laid out.
const OVERSCAN: f32 = 60.0;

impl Blocks {
    /// Takes the page of a revision over. What has not changed keeps its layout. Gives the first block that did.
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

    /// How many blocks are laid out.
    pub(super) fn laid_len(&self) -> usize {
        self.chunks.iter().flat_map(|chunk| &chunk.slots).filter(|slot| slot.laid.is_some()).count()
    }

    /// Of all blocks together.
    pub(super) fn height(&self) -> f32 {
        self.stack.height()
    }

    pub(super) fn width(&self) -> f32 {
        self.stamp.map_or(0.0, |stamp| stamp.width)
    }

    /// Lays out every block in view that is not yet. Gives by how much the blocks above turned out higher than
    /// estimated: what is in view must be drawn that much further up.
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

    /// Lets go of the letters of blocks out of sight, where there are many: they keep their heights.
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

    /// The blocks that meet a stretch, each with its top.
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

    /// Where a block stands.
    pub(super) fn span(&self, at: At) -> Option<Rangef> {
        let stack = &self.chunks.get(at.part)?.stack;
        (at.cell < stack.len()).then(|| stack.span_from(self.stack.top_of(at.part), at.cell))
    }

    /// Where the blocks of a part stand.
    pub(super) fn tops(&self, part: usize) -> impl Iterator<Item = f32> {
        let origin = self.stack.top_of(part);
        let stack = self.chunks.get(part).map(|chunk| &chunk.stack);
        stack.into_iter().flat_map(move |stack| (0..stack.len()).map(move |cell| origin + stack.top_of(cell)))
    }

    /// Lays out what is in sight of a block unless it is already. Gives by how much it is higher than it was thought
    /// to be.
    fn lay(&mut self, ui: &Ui, page: &Page, picture: &Picture, at: At, seen: Rangef) -> Grown {
        let width = self.width();
        let (Some(part), Some(chunk)) = (page.parts.get(at.part), self.chunks.get_mut(at.part)) else {
            return Grown::default();
        };
        let Some(slot) = chunk.slots.get_mut(at.cell) else { return Grown::default() };
        // A picture may have come in since.
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

    /// Puts each block under the one before it.
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

    /// Lets go of all layouts.
    pub(super) fn forget_layouts(&mut self) {
        self.chunks.iter_mut().flat_map(|chunk| &mut chunk.slots).for_each(|slot| slot.laid = None);
    }
}

/// Changes whenever a citation or a note is shown as something else.
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

    /// The words laid out in a view from `top` down, and how high the whole page is, as far as is known.
    fn seen_at(blocks: &mut Blocks, page: &Page, top: f32) -> (String, f32) {
        let (ctx, mut found) = (egui::Context::default(), Default::default());
        theme::install(&ctx);
        // Fonts are loaded from the second frame on.
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
