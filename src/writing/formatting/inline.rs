//! Bold and italic. The old marks are removed and new ones are placed around what should have the format. Of several
//! spellings, the first that parses as intended is used.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::markdown::{Span, SpanKind};
use crate::writing::change::Selection;
use crate::writing::rendered::{Look, Piece, Rendered};

/// The two formats of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
}

impl Mark {
    fn kind(self) -> SpanKind {
        match self {
            Mark::Strong => SpanKind::Strong,
            Mark::Emphasis => SpanKind::Emphasis,
        }
    }

    fn is_on(self, look: &Look) -> bool {
        match self {
            Mark::Strong => look.is_strong,
            Mark::Emphasis => look.is_emphasis,
        }
    }

    fn set(self, look: &mut Look, is_on: bool) {
        match self {
            Mark::Strong => look.is_strong = is_on,
            Mark::Emphasis => look.is_emphasis = is_on,
        }
    }

    fn spellings(self) -> [&'static str; 2] {
        match self {
            Mark::Strong => ["**", "__"],
            Mark::Emphasis => ["*", "_"],
        }
    }
}

/// Whether every selected word has the format.
pub(super) fn has(text: &str, selection: Selection, mark: Mark, rendered: &Rendered) -> bool {
    let chosen = chosen(text, selection, rendered);
    !chosen.is_empty() && chosen.iter().all(|choice| choice.has(mark, rendered))
}

/// The text with the format toggled, and the selection after that. `None` if there is nothing to format.
pub(super) fn toggle(text: &str, selection: Selection, mark: Mark) -> Option<(String, Selection)> {
    let rendered = Rendered::of(text);
    let chosen = chosen(text, selection, &rendered);
    if chosen.is_empty() {
        return toggle_empty(text, selection, mark, &rendered);
    }
    let is_on = chosen.iter().all(|choice| choice.has(mark, &rendered));
    let intervals: Vec<Range<usize>> = chosen.iter().map(|choice| choice.interval.clone()).collect();
    let narrow: Vec<Range<usize>> = intervals.iter().map(|range| without_punctuation(text, range)).collect();
    let tries = mark.spellings().into_iter().flat_map(|marks| [(marks, &intervals), (marks, &narrow)]);
    let mut tries = tries.filter(|(_, intervals)| intervals.iter().all(|range| !range.is_empty()));
    tries.find_map(|(marks, intervals)| {
        let edits = edits(text, &rendered, &chosen, intervals, mark, marks, is_on);
        let (new, selection) = edits.apply(text, selection)?;
        let is_inside = |at: usize| intervals.iter().any(|range| range.contains(&at));
        reads_as(&rendered, &Rendered::of(&new), mark, !is_on, is_inside).then_some((new, selection))
    })
}

/// What to format in one line.
pub(super) struct Choice {
    pub line: usize,
    pub interval: Range<usize>,
}

impl Choice {
    fn has(&self, mark: Mark, rendered: &Rendered) -> bool {
        let pieces = rendered.lines.get(self.line).into_iter().flatten();
        let mut inside = pieces.filter(|p| overlaps(&p.range, &self.interval) && !p.text.trim().is_empty());
        inside.all(|piece| mark.is_on(&piece.look) || is_gap(piece, &self.interval))
    }
}

/// Whether the part of a piece within the interval is only whitespace.
fn is_gap(piece: &Piece, interval: &Range<usize>) -> bool {
    let start = interval.start.max(piece.range.start) - piece.range.start;
    let end = interval.end.min(piece.range.end) - piece.range.start;
    piece.is_verbatim && piece.text.get(start..end).is_some_and(|text| text.trim().is_empty())
}

pub(super) fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The text that a selection stands for, line by line: without spaces and citations at its ends, without parts of code,
/// and never ending within a character.
pub(super) fn chosen(text: &str, selection: Selection, rendered: &Rendered) -> Vec<Choice> {
    let wanted = if selection.is_empty() {
        match word_at(rendered, selection.caret) {
            Some(word) => word,
            None => return Vec::new(),
        }
    } else {
        selection.range()
    };
    let lines = rendered.lines.iter().enumerate();
    let chosen = lines.filter_map(|(line, pieces)| {
        let interval = interval(text, pieces, &wanted, rendered)?;
        Some(Choice { line, interval })
    });
    chosen.collect()
}

fn word_at(rendered: &Rendered, caret: usize) -> Option<Range<usize>> {
    let pieces = rendered.lines.iter().flatten().filter(|p| p.is_verbatim && !p.is_fixed && !p.look.is_code);
    let words = pieces.flat_map(|piece| {
        let words = piece.text.unicode_word_indices();
        words.map(|(at, word)| piece.range.start + at..piece.range.start + at + word.len())
    });
    let mut touching = words.filter(|word| word.start <= caret && caret <= word.end);
    let first = touching.next()?;
    Some(touching.next().filter(|next| next.start == caret).unwrap_or(first))
}

fn interval(text: &str, pieces: &[Piece], wanted: &Range<usize>, rendered: &Rendered) -> Option<Range<usize>> {
    let mut inside: Vec<Range<usize>> = Vec::new();
    for piece in pieces.iter().filter(|piece| overlaps(&piece.range, wanted)) {
        let is_whole = wanted.start <= piece.range.start && piece.range.end <= wanted.end;
        if piece.is_fixed {
            // A citation within the text is included, one at its end is not.
            continue;
        }
        if piece.look.is_code {
            inside.extend(is_whole.then(|| code_around(rendered, &piece.range)));
            continue;
        }
        inside.extend(trimmed(text, piece, wanted));
    }
    let start = inside.first()?.start;
    let end = inside.last()?.end;
    Some(start..end)
}

fn code_around(rendered: &Rendered, inner: &Range<usize>) -> Range<usize> {
    let spans = rendered.spans.iter().filter(|span| span.kind == SpanKind::Code);
    let around = spans.map(|span| &span.outer).find(|outer| outer.start <= inner.start && inner.end <= outer.end);
    around.unwrap_or(inner).clone()
}

/// The part of a piece within a range, extended to complete characters and reduced by spaces.
fn trimmed(text: &str, piece: &Piece, wanted: &Range<usize>) -> Option<Range<usize>> {
    let escape = usize::from(text.get(..piece.range.start).is_some_and(|before| before.ends_with('\\')));
    if !piece.is_verbatim {
        return Some(piece.range.start..piece.range.end);
    }
    let (from, to) = (wanted.start.max(piece.range.start), wanted.end.min(piece.range.end));
    let letters = piece.text.grapheme_indices(true).map(|(at, letter)| {
        let start = piece.range.start + at;
        (start..start + letter.len(), letter)
    });
    let mut inside = letters.filter(|(range, letter)| {
        range.start < to && from < range.end && !letter.chars().all(char::is_whitespace)
    });
    let first = inside.next()?.0;
    let last = inside.next_back().map_or(first.end, |(range, _)| range.end);
    let is_first = first.start == piece.range.start;
    Some(first.start - if is_first { escape } else { 0 }..last)
}

/// Without the punctuation at both ends, after which no delimiter can close.
fn without_punctuation(text: &str, range: &Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let inner = part.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = range.start + part.len() - inner.len();
    start..start + inner.trim_end_matches(|c: char| !c.is_alphanumeric()).len()
}

/// Without a word: inserts delimiters to type into, or removes empty ones.
fn toggle_empty(text: &str, selection: Selection, mark: Mark, rendered: &Rendered) -> Option<(String, Selection)> {
    let at = selection.is_empty().then_some(selection.caret)?;
    let is_verbatim = [SpanKind::Code, SpanKind::CodeBlock, SpanKind::Html, SpanKind::Autolink]
        .into_iter()
        .any(|kind| rendered.is_within(kind, at));
    let in_address = rendered
        .spans
        .iter()
        .any(|s| matches!(s.kind, SpanKind::Link | SpanKind::Image) && s.inner.end < at && at < s.outer.end);
    if is_verbatim || in_address || rendered.is_within(mark.kind(), at) {
        return None;
    }
    let [marks, _] = mark.spellings();
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let run = |text: &str, back: bool| -> usize {
        let stars = |c: &char| *c == '*';
        if back { text.chars().rev().take_while(stars).count() } else { text.chars().take_while(stars).count() }
    };
    let (left, right) = (run(before, true), run(after, false));
    let is_between = left == right && (left == 3 || left == marks.len());
    if is_between {
        let (before, after) = (before.strip_suffix(marks)?, after.strip_prefix(marks)?);
        return Some(([before, after].concat(), Selection::at(at - marks.len())));
    }
    Some(([before, marks, marks, after].concat(), Selection::at(at + marks.len())))
}

/// Ranges to remove, and delimiters to insert.
#[derive(Default)]
pub(super) struct Edits {
    pub gone: Vec<Range<usize>>,
    pub opened: Vec<(usize, String)>,
    pub closed: Vec<(usize, String)>,
}

impl Edits {
    /// The new text, and the selection after the edits: it stays inside delimiters at its ends.
    pub(super) fn apply(mut self, text: &str, selection: Selection) -> Option<(String, Selection)> {
        self.gone.sort_by_key(|range| range.start);
        let mut places: Vec<usize> = self.gone.iter().flat_map(|range| [range.start, range.end]).collect();
        places.extend(self.opened.iter().chain(&self.closed).map(|(at, _)| *at));
        places.extend([selection.anchor, selection.caret, text.len()]);
        places.sort_unstable();
        places.dedup();
        let mut new = String::with_capacity(text.len() + 16);
        let (mut anchor, mut caret, mut from) = (None, None, 0);
        for at in places {
            if !self.gone.iter().any(|range| range.contains(&from)) {
                new.push_str(text.get(from..at)?);
            }
            from = at;
            let is_end = |end: usize| end == at && selection.range().end == at && !selection.is_empty();
            for end in [(selection.anchor, &mut anchor), (selection.caret, &mut caret)] {
                if is_end(end.0) {
                    *end.1 = Some(new.len());
                }
            }
            push_all(&mut new, &self.closed, at);
            let behind_closed = new.len();
            push_all(&mut new, &self.opened, at);
            let closed: usize = self.closed.iter().filter(|(place, _)| *place == at).map(|(_, m)| m.len()).sum();
            let opens = self.opened.iter().any(|(place, _)| *place == at);
            for end in [(selection.anchor, &mut anchor), (selection.caret, &mut caret)] {
                if end.0 == at && end.1.is_none() {
                    *end.1 = Some(if opens { new.len() } else { behind_closed - closed });
                }
            }
        }
        Some((new, Selection { anchor: anchor?, caret: caret? }))
    }
}

fn push_all(new: &mut String, marks: &[(usize, String)], at: usize) {
    marks.iter().filter(|(place, _)| *place == at).for_each(|(_, mark)| new.push_str(mark));
}

fn edits(
    text: &str,
    rendered: &Rendered,
    chosen: &[Choice],
    intervals: &[Range<usize>],
    mark: Mark,
    marks: &str,
    is_on: bool,
) -> Edits {
    let mut edits = Edits::default();
    for (choice, interval) in chosen.iter().zip(intervals) {
        let line = extent(rendered, choice.line);
        let old: Vec<&Span> = rendered
            .spans
            .iter()
            .filter(|span| span.kind == mark.kind() && overlaps(&span.outer, &line))
            .filter(|span| overlaps(&span.outer, interval) || (!is_on && touches(text, &span.outer, interval)))
            .collect();
        for span in &old {
            edits.gone.extend([span.outer.start..span.inner.start, span.inner.end..span.outer.end]);
        }
        let stretches: Vec<Range<usize>> = if is_on {
            old.iter()
                .filter(|span| !is_nested(span, &old))
                .flat_map(|span| without(&span.inner, interval))
                .collect()
        } else {
            let start = old.iter().map(|span| span.inner.start).fold(interval.start, usize::min);
            let end = old.iter().map(|span| span.inner.end).fold(interval.end, usize::max);
            std::iter::once(start..end).collect()
        };
        for stretch in stretches {
            for part in cut(stretch, &rendered.spans, mark.kind()) {
                if let Some(part) = clean(rendered, choice.line, &part, text) {
                    edits.opened.push((part.start, marks.to_owned()));
                    edits.closed.push((part.end, marks.to_owned()));
                }
            }
        }
    }
    edits
}

fn extent(rendered: &Rendered, line: usize) -> Range<usize> {
    let pieces = rendered.lines.get(line).map(Vec::as_slice).unwrap_or_default();
    let start = pieces.first().map_or(0, |piece| piece.range.start);
    start..pieces.last().map_or(start, |piece| piece.range.end)
}

fn is_nested(span: &Span, all: &[&Span]) -> bool {
    all.iter().any(|other| other.outer.start < span.outer.start && span.outer.end < other.outer.end)
}

/// Whether only whitespace is between a formatted range and the interval.
fn touches(text: &str, outer: &Range<usize>, interval: &Range<usize>) -> bool {
    let between = match outer.end <= interval.start {
        true => text.get(outer.end..interval.start),
        false => text.get(interval.end..outer.start),
    };
    between.is_some_and(|between| between.len() < 8 && between.bytes().all(|b| b == b' '))
}

fn without(whole: &Range<usize>, part: &Range<usize>) -> Vec<Range<usize>> {
    let parts = [whole.start..part.start.min(whole.end), part.end.max(whole.start)..whole.end];
    parts.into_iter().filter(|range| range.start < range.end).collect()
}

/// Divides a range where it would cross the delimiters of something else, and extends it to spans whose text it
/// contains completely.
fn cut(stretch: Range<usize>, spans: &[Span], own: SpanKind) -> Vec<Range<usize>> {
    let mut stretch = stretch;
    let inline = spans.iter().filter(|span| span.kind != own && is_inline(span.kind));
    for span in inline.clone() {
        let is_inside = span.inner.start <= stretch.start && stretch.end <= span.inner.end;
        let holds_words = stretch.start <= span.inner.start && span.inner.end <= stretch.end;
        if overlaps(&span.outer, &stretch) && holds_words && !is_inside {
            stretch = stretch.start.min(span.outer.start)..stretch.end.max(span.outer.end);
        }
    }
    for span in inline {
        let is_apart = !overlaps(&span.outer, &stretch);
        let is_around = span.inner.start <= stretch.start && stretch.end <= span.inner.end;
        let is_within = stretch.start <= span.outer.start && span.outer.end <= stretch.end;
        if is_apart || is_around || is_within {
            continue;
        }
        let inside = stretch.start.max(span.inner.start)..stretch.end.min(span.inner.end);
        let mut parts = without(&stretch, &span.outer);
        if inside.start < inside.end && can_hold(span.kind) {
            parts.push(inside);
        }
        parts.sort_by_key(|part| part.start);
        return parts.into_iter().flat_map(|part| cut(part, spans, own)).collect();
    }
    vec![stretch]
}

fn is_inline(kind: SpanKind) -> bool {
    can_hold(kind) || matches!(kind, SpanKind::Code | SpanKind::Autolink | SpanKind::Image)
}

fn can_hold(kind: SpanKind) -> bool {
    matches!(kind, SpanKind::Strong | SpanKind::Emphasis | SpanKind::Strikethrough | SpanKind::Link)
}

/// A range without the spaces at its ends; `None` if there is no word in it.
fn clean(rendered: &Rendered, line: usize, part: &Range<usize>, text: &str) -> Option<Range<usize>> {
    let mut pieces = rendered.lines.get(line)?.iter().filter(|piece| overlaps(&piece.range, part));
    if !pieces.any(|piece| !piece.text.trim().is_empty()) {
        return None;
    }
    let written = text.get(part.clone())?;
    let start = part.start + written.len() - written.trim_start().len();
    let end = part.start + written.trim_end().len();
    (start < end).then_some(start..end)
}

/// Whether every letter is still there and looks the same, except for those inside, which have the format or not.
/// Punctuation at the end of text may be unchanged.
fn reads_as(old: &Rendered, new: &Rendered, mark: Mark, is_on: bool, is_inside: impl Fn(usize) -> bool) -> bool {
    let (old, new) = (old.letters(), new.letters());
    old.len() == new.len()
        && old.iter().zip(&new).all(|((a, look, at), (b, new_look, _))| {
            let mut wanted = (*look).clone();
            if is_inside(*at) {
                mark.set(&mut wanted, is_on);
            }
            let mut shown = (*new_look).clone();
            if !a.is_alphanumeric() {
                let as_wanted = mark.is_on(&wanted);
                mark.set(&mut shown, as_wanted);
            }
            a == b && shown == wanted
        })
}
