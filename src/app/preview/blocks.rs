//! The blocks of the page, one below the other: which are in view, and which have been laid out. A block is laid out
//! when it comes into view and has an estimated height until then. What the text says does not matter here.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, VecDeque};
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
use crate::app::theme;
use crate::article::Place;
use crate::markdown::{self, Block, Inline};
use crate::page::{Body, Page, Part, Shown};

/// Of a letter, as a share of the size of the type.
const MEAN_WIDTH: f32 = 0.47;

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

/// The blocks of a part.
#[derive(Default)]
struct Chunk {
    key: Key,
    slots: Vec<Slot>,
    /// Of the blocks, from the top of the part.
    stack: Stack,
}

/// A block with its height.
type Cell = (Slot, Height);

impl Chunk {
    fn of(key: Key, cells: Vec<Cell>) -> Chunk {
        let (slots, heights): (Vec<Slot>, Vec<Height>) = cells.into_iter().unzip();
        let mut stack = Stack::default();
        stack.replace(0..0, heights);
        stack.settle();
        Chunk { key, slots, stack }
    }

    fn into_cells(self) -> Vec<Cell> {
        let Chunk { slots, stack, .. } = self;
        slots.into_iter().enumerate().map(|(index, slot)| (slot, stack.height_of(index))).collect()
    }
}

/// By which a part is found again in the page of another revision.
#[derive(Default)]
enum Key {
    Body(Arc<Body>),
    /// One block, by its field.
    Field(Place),
    Takeaways,
    Notes,
    #[default]
    Sources,
}

#[derive(Clone, Default)]
struct Slot {
    laid: Option<Arc<Laid>>,
    /// Of a long block, how high its strips are known to be.
    strips: Arc<[f32]>,
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

/// The parts of the page before, to be found again.
struct Old {
    bodies: HashMap<usize, Chunk>,
    /// Those of one field, in order: a body that was edited is another one at the same place.
    by_place: HashMap<Place, VecDeque<usize>>,
    fields: HashMap<Place, Chunk>,
    takeaways: Option<Chunk>,
    notes: Option<Chunk>,
    sources: Option<Chunk>,
}

impl Old {
    fn new(chunks: Vec<Chunk>) -> Old {
        let mut old = Old {
            bodies: HashMap::new(),
            by_place: HashMap::new(),
            fields: HashMap::new(),
            takeaways: None,
            notes: None,
            sources: None,
        };
        for chunk in chunks {
            match &chunk.key {
                Key::Body(body) => {
                    let address = Arc::as_ptr(body).addr();
                    old.by_place.entry(body.place.clone()).or_default().push_back(address);
                    old.bodies.insert(address, chunk);
                }
                Key::Field(place) => drop(old.fields.insert(place.clone(), chunk)),
                Key::Takeaways => old.takeaways = Some(chunk),
                Key::Notes => old.notes = Some(chunk),
                Key::Sources => old.sources = Some(chunk),
            }
        }
        old
    }

    /// The chunk of the very same body, or of another one that stood in the same field.
    fn body(&mut self, body: &Arc<Body>) -> Option<Chunk> {
        let address = Arc::as_ptr(body).addr();
        if let Some(same) = self.bodies.remove(&address) {
            return Some(same);
        }
        let of_field = self.by_place.get_mut(&body.place)?;
        // What has been found once is not looked at again.
        while let Some(address) = of_field.pop_front() {
            if let Some(chunk) = self.bodies.remove(&address) {
                return Some(chunk);
            }
        }
        None
    }
}

/// The chunk of a part, and which of its blocks was edited.
fn chunk(part: &Part, old: &mut Old, width: f32) -> (Chunk, Option<usize>) {
    let (key, before) = match part {
        Part::Body(body) => return body_chunk(body, old.body(body), width),
        Part::Takeaways(_) => (Key::Takeaways, old.takeaways.take()),
        Part::Notes(_) => (Key::Notes, old.notes.take()),
        Part::Sources(_) => (Key::Sources, old.sources.take()),
        Part::Headline(_) | Part::Image(_) | Part::Deck(_) | Part::Byline(_) | Part::Heading(_) => {
            let place = cell::cell(part, 0).map_or(Place::Headline, cell::place);
            let before = old.fields.remove(&place);
            (Key::Field(place), before)
        }
    };
    let mut known = before.map(Chunk::into_cells).unwrap_or_default().into_iter().map(|(_, height)| height);
    let cells = (0..cell::count(part))
        .map(|_| (Slot::default(), known.next().unwrap_or(Height::Estimated(USUAL_HEIGHT))))
        .collect();
    (Chunk::of(key, cells), None)
}

const USUAL_HEIGHT: f32 = 46.0;

/// A body's blocks: those before the edit keep their layouts, those after it their heights.
fn body_chunk(body: &Arc<Body>, before: Option<Chunk>, width: f32) -> (Chunk, Option<usize>) {
    let key = Key::Body(Arc::clone(body));
    let blocks = &body.blocks;
    let estimated = |block: &Shown| (Slot::default(), Height::Estimated(estimate(block, width)));
    let (known, mut old) = match before {
        Some(before) => match &before.key {
            Key::Body(known) if Arc::ptr_eq(known, body) => return (before, None),
            Key::Body(known) => (Arc::clone(known), before.into_cells()),
            Key::Field(_) | Key::Takeaways | Key::Notes | Key::Sources => {
                return (Chunk::of(key, blocks.iter().map(estimated).collect()), None);
            }
        },
        None => return (Chunk::of(key, blocks.iter().map(estimated).collect()), None),
    };
    let same = known.blocks.iter().zip(blocks).take_while(|(a, b)| a == b).count();
    let rest = (known.blocks.len() - same).min(blocks.len() - same);
    let after = known.blocks.iter().rev().zip(blocks.iter().rev()).take(rest);
    let after = after.take_while(|(a, b)| Arc::ptr_eq(&a.block, &b.block) || length(a) == length(b)).count();
    let tail = old.split_off(old.len().saturating_sub(after).max(same.min(old.len())));
    let mut edited_cells = old.split_off(same.min(old.len())).into_iter();
    let middle = blocks.get(same..blocks.len().saturating_sub(after)).unwrap_or_default();
    // Of a long block that is written in, most is as high as it was.
    old.extend(middle.iter().map(|block| match edited_cells.next() {
        Some((slot, height)) if !slot.strips.is_empty() => (Slot { laid: None, ..slot }, height),
        Some(_) | None => estimated(block),
    }));
    old.extend(tail.into_iter().map(|(slot, height)| (Slot { laid: None, ..slot }, height)));
    // A body may be another one only because its heading has changed.
    let is_edited = same < blocks.len() || same < known.blocks.len();
    let edited = is_edited.then(|| same.min(blocks.len().saturating_sub(1)));
    (Chunk::of(key, old), edited)
}

/// The words of a block, in bytes.
fn length(block: &Block) -> usize {
    let mut length = 0;
    if let Block::Code(code) = block {
        length += code.lines.iter().map(|line| line.text.len()).sum::<usize>();
    }
    markdown::each_inline(std::slice::from_ref(block), &mut |inline| {
        if let Inline::Text(run) | Inline::Code(run) = inline {
            length += run.text.len();
        }
    });
    length
}

/// About how high a block will be.
fn estimate(block: &Block, width: f32) -> f32 {
    let line = theme::PAGE_BODY.line_height;
    let rows = (length(block) as f32 * theme::PAGE_BODY.size * MEAN_WIDTH / width.max(1.0)).ceil().max(1.0);
    rows * line + theme::SPACE_3
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
    use crate::article::Article;
    use crate::page::compose;

    fn body(text: &str) -> Arc<Body> {
        let mut article = Article::default();
        article.push_section("Heading", text);
        let bodies = compose(&article).parts.into_iter().filter_map(|part| match part {
            Part::Body(body) => Some(body),
            _ => None,
        });
        bodies.last().unwrap()
    }

    #[track_caller]
    fn check_edited(before: &str, after: &str, expected: Option<usize>) {
        let (chunk, _) = body_chunk(&body(before), None, 400.0);
        assert_eq!(body_chunk(&body(after), Some(chunk), 400.0).1, expected);
    }

    #[test]
    fn a_body_of_the_same_words_was_not_edited() {
        check_edited("One.\n\nTwo.", "One.\n\nTwo.", None);
        check_edited("One.\n\nTwo.", "One.\n\nTwo!", Some(1));
        check_edited("One.\n\nTwo.", "One.", Some(0));
    }

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
