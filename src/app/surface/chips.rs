//! Citations shown as the names of their sources. Each is one stop for the cursor, selected by a click and deleted by
//! one key. The one that contains the cursor is being typed and is shown as written.

use std::ops::Range;

use egui::{Pos2, pos2};

use super::seen::{Chip, Toward};
use super::style::Role;
use super::styling::of;
use super::work::Work;
use crate::writing::stops;

impl Work<'_, '_> {
    /// The citations of a line that are shown as the names of their sources; unknown keys are shown as text.
    pub fn chips(&mut self, index: usize) -> Vec<Chip> {
        // Called for every key, so lines that cannot have a citation are not parsed.
        if !self.letters.is_markdown || !self.memory.lines.text_of(index).contains("[^") {
            return Vec::new();
        }
        let style = of(&self.memory.lines, &mut self.memory.cache, index, self.surface.kind);
        let text = self.memory.lines.text_of(index);
        let start = self.memory.lines.get(index).map_or(0, |line| line.start);
        let citations = style.spans.iter().filter(|span| span.look.role == Role::Citation);
        let chips = citations.filter_map(|span| {
            let range = span.range.clone();
            let source = (self.surface.source)(key_of(text.get(range.clone())?)?)?;
            let is_whole = stops::is_stop(text, range.start) && stops::is_stop(text, range.end);
            let is_chip = is_whole && !self.is_typed_in(range.start + start..range.end + start);
            is_chip.then(|| Chip { range, words: words(&source.name) })
        });
        chips.collect()
    }

    fn is_typed_in(&self, marker: Range<usize>) -> bool {
        let selection = self.memory.selection;
        let is_inside = |at: usize| marker.start < at && at < marker.end;
        self.memory.had_focus && (is_inside(selection.caret) || is_inside(selection.anchor))
    }

    /// Moves a position out of a chip, to one of its ends.
    pub fn out_of_chip(&mut self, at: usize, toward: Toward) -> usize {
        let index = self.memory.lines.at_byte(at);
        let start = self.memory.lines.get(index).map_or(0, |line| line.start);
        let chips = self.chips(index);
        let around = chips.iter().find(|chip| chip.range.start + start < at && at < chip.range.end + start);
        match around {
            None => at,
            Some(chip) if toward == Toward::Start => chip.range.start + start,
            Some(chip) => chip.range.end + start,
        }
    }

    /// Extends a range to include all chips it touches.
    pub fn with_whole_chips(&mut self, range: Range<usize>) -> Range<usize> {
        self.out_of_chip(range.start, Toward::Start)..self.out_of_chip(range.end, Toward::End)
    }

    /// Whether a range of the text is exactly a chip.
    pub fn is_chip(&mut self, range: &Range<usize>) -> bool {
        let index = self.memory.lines.at_byte(range.start);
        let start = self.memory.lines.get(index).map_or(0, |line| line.start);
        self.chips(index)
            .iter()
            .any(|chip| (chip.range.start + start, chip.range.end + start) == (range.start, range.end))
    }

    /// The chip at a point of the text.
    pub fn chip_at(&mut self, point: Pos2) -> Option<Range<usize>> {
        let index = self.memory.lines.at_height(point.y);
        let start = self.memory.lines.get(index)?.start;
        let top = self.memory.lines.stack().top_of(index);
        let point = pos2(point.x, point.y - top);
        let mut chips = self.laid(index)?.chips();
        let (range, _) = chips.find(|(_, covers)| covers.iter().any(|rect| rect.contains(point)))?;
        Some(range.start + start..range.end + start)
    }
}

/// The key in a citation marker.
pub(super) fn key_of(marker: &str) -> Option<&str> {
    marker.strip_prefix("[^")?.strip_suffix(']')
}

/// The text of a chip, with space at its sides and no break opportunities.
fn words(name: &str) -> String {
    let name: Vec<&str> = name.split_whitespace().collect();
    format!("\u{a0}{}\u{a0}", name.join("\u{a0}"))
}
