//! Lays out a text with right-to-left parts: it is split into stretches of one direction and one face, and each is
//! shaped separately. `fill` breaks them into rows and `compose` positions them.

use std::ops::Range;

use egui::Context;
use egui::text::LayoutJob;
use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation;

use super::compose::Composer;
use super::direction;
use super::job::part;
use super::manner::{Hang, Manner};
use super::order::Nature;
use super::piece::{self, Shaped};
use super::stretch::Stretch;
use super::typeset::Typeset;
use crate::page::Direction;

/// A paragraph to be divided into runs.
struct Paragraph<'a> {
    ctx: &'a Context,
    job: &'a LayoutJob,
    wholes: &'a [Range<usize>],
    /// In bytes of the text.
    range: Range<usize>,
    direction: Direction,
}

/// Lays out the text of a job.
pub(super) fn set(ctx: &Context, job: LayoutJob, manner: &Manner<'_>) -> Typeset {
    let mut composer = Composer::new(ctx, &job, manner.stands);
    for range in paragraphs(&job) {
        let text = job.text.get(range.clone()).unwrap_or_default();
        let direction = direction::base(text, manner.base);
        let paragraph = Paragraph { ctx, job: &job, wholes: manner.wholes, range: range.clone(), direction };
        let stretches = paragraph.stretches();
        let hang = if range.start == 0 { manner.hang } else { Hang { lead: 0, ..manner.hang } };
        composer.paragraph(range, direction, stretches, hang);
    }
    composer.finish(manner.room)
}

/// The byte ranges of the paragraphs of a text.
fn paragraphs(job: &LayoutJob) -> Vec<Range<usize>> {
    if !job.break_on_newline {
        return std::iter::once(0..job.text.len()).collect();
    }
    let mut start = 0;
    let lines = job.text.split('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    });
    lines.collect()
}

/// Bytes between which the cursor does not stop, before shaping.
struct Unit {
    range: Range<usize>,
    level: Level,
    section: usize,
    nature: Nature,
}

impl Paragraph<'_> {
    fn text(&self) -> &str {
        self.job.text.get(self.range.clone()).unwrap_or_default()
    }

    /// The shaped runs in logical order.
    fn stretches(&self) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut pending: Option<Unit> = None;
        for unit in self.units() {
            match pending.as_mut().filter(|last| goes_on(last, &unit)) {
                Some(last) => last.range.end = unit.range.end,
                None => {
                    let last = pending.replace(unit);
                    last.into_iter().for_each(|last| self.shape(&last, &mut stretches));
                }
            }
        }
        pending.into_iter().for_each(|last| self.shape(&last, &mut stretches));
        stretches
    }

    fn units(&self) -> Vec<Unit> {
        let text = self.text();
        let start = self.range.start;
        let own = |whole: &Range<usize>| whole.start.checked_sub(start).zip(whole.end.checked_sub(start));
        let wholes: Vec<Range<usize>> = self
            .wholes
            .iter()
            .filter_map(own)
            .map(|(from, to)| from..to)
            .filter(|whole| !whole.is_empty())
            .collect();
        let levels = direction::levels(text, self.direction, &wholes);
        let base = direction::level(self.direction);
        let mut units = Vec::new();
        let mut done = 0;
        for (at, cluster) in text.grapheme_indices(true) {
            if at < done {
                continue;
            }
            let whole = wholes.iter().find(|whole| whole.start == at);
            let level = levels.get(at).copied().unwrap_or(base);
            if let Some(whole) = whole {
                done = whole.end;
                let range = start + at..start + whole.end;
                units.push(Unit { section: self.section_at(range.start), range, level, nature: Nature::Whole });
                continue;
            }
            done = at + cluster.len();
            self.push_cut(&mut units, start + at..start + done, level);
        }
        units
    }

    /// Adds a cluster, divided where the format changes within it.
    fn push_cut(&self, units: &mut Vec<Unit>, range: Range<usize>, level: Level) {
        let mut from = range.start;
        while from < range.end {
            let section = self.section_at(from);
            let end = self.job.sections.get(section).map_or(range.end, |section| section.byte_range.end.0);
            let to = if end > from { end.min(range.end) } else { range.end };
            let first = self.job.text.get(from..to).and_then(|letters| letters.chars().next());
            let nature = first.map_or(Nature::Sign, |first| nature(first, level));
            units.push(Unit { range: from..to, level, section, nature });
            from = to;
        }
    }

    fn section_at(&self, at: usize) -> usize {
        let sections = &self.job.sections;
        sections.partition_point(|section| section.byte_range.end.0 <= at).min(sections.len().saturating_sub(1))
    }

    fn shape(&self, unit: &Unit, stretches: &mut Vec<Stretch>) {
        let Some(section) = self.job.sections.get(unit.section) else { return };
        let text = self.job.text.get(unit.range.clone()).unwrap_or_default();
        let format = &section.format;
        let shaped = match unit.nature {
            Nature::Whole => vec![(0..text.len(), self.whole(unit))],
            Nature::Letters if unit.level.is_rtl() => piece::leftward(self.ctx, text, format),
            Nature::Sign | Nature::Letters if !unit.level.is_rtl() => {
                vec![(0..text.len(), piece::rightward(self.ctx, text, format))]
            }
            Nature::Space | Nature::Tab => vec![(0..text.len(), piece::rightward(self.ctx, text, format))],
            Nature::Sign | Nature::Letters => vec![(0..text.len(), piece::turned(self.ctx, text, format))],
        };
        for (range, Shaped { galley, clusters }) in shaped {
            let start = unit.range.start + range.start;
            let is_begun = start == section.byte_range.start.0;
            stretches.push(Stretch {
                start,
                level: unit.level,
                nature: unit.nature,
                width: clusters.iter().map(|(_, width)| width).sum(),
                galley,
                clusters,
                gap: if is_begun { section.leading_space } else { 0.0 },
                section: unit.section,
            });
        }
    }

    /// A range that acts as one character has its own bidirectional layout.
    fn whole(&self, unit: &Unit) -> Shaped {
        let job = part(self.job, unit.range.clone(), f32::INFINITY);
        let set = set(self.ctx, job, &Manner::default());
        let width = set.width();
        Shaped { galley: set.galley, clusters: vec![(unit.range.len(), width)] }
    }
}

/// Whether two units can be shaped together.
fn goes_on(last: &Unit, unit: &Unit) -> bool {
    let is_joined = match unit.nature {
        Nature::Space => true,
        // egui chooses the direction of each word by its first character, and lays out everything else left-to-right.
        Nature::Letters => true,
        Nature::Sign | Nature::Tab | Nature::Whole => false,
    };
    is_joined && (last.nature, last.level, last.section) == (unit.nature, unit.level, unit.section)
}

/// `Letters` are characters that egui shapes in the direction they have here.
fn nature(first: char, level: Level) -> Nature {
    let is_leftward = direction::is_leftward(first);
    match first {
        '\t' => Nature::Tab,
        _ if first.is_whitespace() && first != '\u{A0}' => Nature::Space,
        _ if is_leftward == level.is_rtl() => Nature::Letters,
        _ => Nature::Sign,
    }
}
