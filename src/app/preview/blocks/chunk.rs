//! The blocks of a part, and what they keep when the page is composed again.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::app::preview::cell;
use crate::app::preview::laid::Laid;
use crate::app::stack::{Height, Stack};
use crate::app::theme;
use crate::article::Place;
use crate::markdown::{self, Block, Inline};
use crate::page::{Body, Part, Shown};

/// The mean width of a character, relative to the font size.
const MEAN_WIDTH: f32 = 0.47;

const USUAL_HEIGHT: f32 = 46.0;

/// The blocks of a part.
#[derive(Default)]
pub(super) struct Chunk {
    key: Key,
    pub slots: Vec<Slot>,
    /// The heights of the blocks, from the top of the part.
    pub stack: Stack,
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

/// Identifies a part in the pages of different revisions.
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
pub(super) struct Slot {
    pub laid: Option<Arc<Laid>>,
    /// The known heights of a long block's strips.
    pub strips: Arc<[f32]>,
}

/// The parts of the previous page, to be found again.
pub(super) struct Old {
    bodies: HashMap<usize, Chunk>,
    /// The parts of a field in order, because an edited body is a new value in the same place.
    by_place: HashMap<Place, VecDeque<usize>>,
    fields: HashMap<Place, Chunk>,
    takeaways: Option<Chunk>,
    notes: Option<Chunk>,
    sources: Option<Chunk>,
}

impl Old {
    pub(super) fn new(chunks: Vec<Chunk>) -> Old {
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

    /// The chunk of the same body, or of the previous one in the same field.
    fn body(&mut self, body: &Arc<Body>) -> Option<Chunk> {
        let address = Arc::as_ptr(body).addr();
        if let Some(same) = self.bodies.remove(&address) {
            return Some(same);
        }
        let of_field = self.by_place.get_mut(&body.place)?;
        // Each of them can be found only once.
        while let Some(address) = of_field.pop_front() {
            if let Some(chunk) = self.bodies.remove(&address) {
                return Some(chunk);
            }
        }
        None
    }
}

/// The chunk of a part, and which of its blocks was edited.
pub(super) fn chunk(part: &Part, old: &mut Old, width: f32) -> (Chunk, Option<usize>) {
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

/// The blocks of a body. Those before the edit keep their layouts, those after it their heights.
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
    // Most of a long block being edited keeps its height.
    old.extend(middle.iter().map(|block| match edited_cells.next() {
        Some((slot, height)) if !slot.strips.is_empty() => (Slot { laid: None, ..slot }, height),
        Some(_) | None => estimated(block),
    }));
    old.extend(tail.into_iter().map(|(slot, height)| (Slot { laid: None, ..slot }, height)));
    // A body may be a new value only because its heading has changed.
    let is_edited = same < blocks.len() || same < known.blocks.len();
    let edited = is_edited.then(|| same.min(blocks.len().saturating_sub(1)));
    (Chunk::of(key, old), edited)
}

/// The length of a block's text, in bytes.
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

/// The estimated height of a block.
fn estimate(block: &Block, width: f32) -> f32 {
    let line = theme::PAGE_BODY.line_height;
    let rows = (length(block) as f32 * theme::PAGE_BODY.size * MEAN_WIDTH / width.max(1.0)).ceil().max(1.0);
    rows * line + theme::SPACE_3
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
        bodies.last().expect("there is a body")
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
}
