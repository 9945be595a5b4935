//! A text cut into lines that are styled and laid out apart, with the height of each: known once it was drawn,
//! estimated before. An edit re-does the lines it touched. How a line looks is in `style`, how it is set in `set`.

use std::ops::Range;
use std::sync::Arc;

use super::set::Set;
use super::style::Style;
use super::values::Kind;
use crate::diff;
use crate::markdown::scan::LineState;
use crate::writing::{paragraphs, stops};

/// A line longer than this many bytes is cut into pieces, so that no text, however hostile, is set in one go.
const PIECE: usize = 8_000;
/// Lines without a blank one between them are parsed together; of more bytes than this, apart.
const GROUP: usize = 48_000;

/// A line of a text, or a piece of a very long one.
#[derive(Debug)]
pub(super) struct Line {
    /// In bytes of the text.
    pub start: usize,
    /// In bytes, its break not counted.
    pub len: usize,
    /// Bytes of its break; none at the end of the text and where a long line is cut.
    pub break_len: usize,
    /// From the top of the text.
    pub top: f32,
    pub height: f32,
    pub is_measured: bool,
    /// Whether parsing begins anew here.
    pub opens_group: bool,
    state: State,
    pub style: Option<Arc<Style>>,
    pub set: Option<Box<Set>>,
}

/// What a line leaves behind for the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct State {
    /// What Markdown leaves open.
    open: LineState,
    is_blank: bool,
    /// Whether it begins with the sign of a quotation, and whether there is nothing behind it.
    quoted: Quoted,
    /// Bytes since the group began.
    group_len: usize,
}

/// What of a quotation a line shows by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Quoted {
    #[default]
    Not,
    Words,
    /// Its signs and nothing else.
    Signs,
}

/// The lines of one text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    lines: Vec<Line>,
    kind: Kind,
    /// From this line on `start` and `top` are to be counted again.
    unstacked: Option<usize>,
    /// The lines, and the one with the caret, whose letters are kept.
    kept: (Range<usize>, Option<usize>),
}

/// How to estimate the height of what has not been drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    /// Of the text.
    pub width: f32,
    /// Of a letter, on average.
    pub letter: f32,
    pub row: f32,
    /// Of a blank line between two others.
    pub between: f32,
}

impl State {
    /// Whether a line stands behind a blank one and is blank itself: nothing is seen of it, unless the caret comes there.
    fn is_further_blank(&self, before: Option<State>, kind: Kind) -> bool {
        let is_prose = kind == Kind::Blocks && !self.open.is_in_code();
        is_prose && self.is_blank && before.is_some_and(|before| before.is_blank)
    }
}

impl Line {
    /// The bytes of the line, without its break.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.len
    }

    fn whole_len(&self) -> usize {
        self.len + self.break_len
    }

    pub fn bottom(&self) -> f32 {
        self.top + self.height
    }

    fn is_last_piece(&self) -> bool {
        self.break_len > 0
    }
}

impl paragraphs::Lines for Lines {
    fn count(&self) -> usize {
        self.lines.len()
    }

    fn is_blank(&self, index: usize) -> bool {
        let state = |index: usize| self.get(index).map(|line| line.state);
        let Some((before, own)) = index.checked_sub(1).and_then(|before| self.get(before)).zip(state(index))
        else {
            return false;
        };
        let is_whole = before.is_last_piece() && self.get(index).is_some_and(Line::is_last_piece);
        let is_plain = self.kind == Kind::Blocks && !before.state.open.is_in_code();
        let is_quoted = |state: State| state.quoted != Quoted::Not;
        let is_between_quoted = || is_quoted(before.state) && state(index + 1).is_some_and(is_quoted);
        let is_blank = own.is_blank || (own.quoted == Quoted::Signs && is_between_quoted());
        is_whole && is_plain && is_blank
    }
}

impl Lines {
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// How many lines have their letters.
    pub fn set_len(&self) -> usize {
        self.lines.iter().filter(|line| line.set.is_some()).count()
    }

    pub fn get(&self, index: usize) -> Option<&Line> {
        self.lines.get(index)
    }

    pub fn get_mut(&mut self, index: usize) -> Option<&mut Line> {
        self.lines.get_mut(index)
    }

    /// The text of a line.
    pub fn text_of(&self, index: usize) -> &str {
        self.get(index).and_then(|line| self.text.get(line.range())).unwrap_or_default()
    }

    /// Of all lines together.
    pub fn height(&self) -> f32 {
        self.lines.last().map_or(0.0, Line::bottom)
    }

    /// The line that a place in the text belongs to.
    pub fn at_byte(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// The line at a distance from the top; the first one above it all, the last one below.
    pub fn at_height(&self, y: f32) -> usize {
        self.lines.partition_point(|line| line.bottom() <= y).min(self.len().saturating_sub(1))
    }

    /// The lines that are parsed together with this one.
    pub fn group_of(&self, index: usize) -> Range<usize> {
        let before = self.lines.get(..=index).unwrap_or_default();
        let start = before.iter().rposition(|line| line.opens_group).unwrap_or(0);
        let rest = self.lines.get(index + 1..).unwrap_or_default();
        let len = rest.iter().position(|line| line.opens_group).unwrap_or(rest.len());
        start..index + 1 + len
    }

    /// The bytes of some lines.
    pub fn bytes_of(&self, lines: Range<usize>) -> Range<usize> {
        let start = self.get(lines.start).map_or(self.text.len(), |line| line.start);
        let end = lines.end.checked_sub(1).and_then(|last| self.get(last)).map_or(start, |line| line.range().end);
        start..end.max(start)
    }

    /// Whether the line before this one, and all of its block, were code: known without parsing.
    pub fn is_code(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.get(before));
        before.is_some_and(|line| line.state.open.is_in_code())
    }

    /// Takes note of a line's real height.
    pub fn measured(&mut self, index: usize, height: f32) {
        if let Some(line) = self.lines.get_mut(index) {
            line.is_measured = true;
            if line.height != height {
                line.height = height;
                self.unstack(index);
            }
        }
    }

    /// Forgets how the lines look, and their heights: the width or the type is another.
    pub fn forget(&mut self, measure: Measure) {
        let mut before = None;
        for index in 0..self.len() {
            let (text, line) = (&self.text, self.lines.get_mut(index));
            let Some(line) = line else { continue };
            (line.style, line.set, line.is_measured) = (None, None, false);
            line.height = match line.state.is_further_blank(before, self.kind) {
                true => 0.0,
                false => estimate(text.get(line.range()).unwrap_or_default(), measure),
            };
            before = Some(line.state);
        }
        self.unstack(0);
        self.stack();
    }

    /// Whether a list goes on in a line, as far as can be known without parsing.
    pub fn is_in_list(&self, index: usize) -> bool {
        self.get(index).is_some_and(|line| line.state.open.is_in_list())
    }

    /// Lets go of the letters of all lines.
    pub fn drop_all_sets(&mut self) {
        self.lines.iter_mut().for_each(|line| line.set = None);
        self.kept = (0..0, None);
    }

    /// Lets go of the letters and the looks of all lines: they are made again when they come into sight.
    pub fn put_away(&mut self) {
        self.drop_all_sets();
        self.lines.iter_mut().for_each(|line| line.style = None);
    }

    /// Lets go of the letters of the lines that are out of sight.
    pub fn drop_sets(&mut self, but: Range<usize>, caret: Option<usize>) {
        let kept = (but.clone(), caret);
        if self.kept == kept {
            return;
        }
        self.kept = kept;
        for (index, line) in self.lines.iter_mut().enumerate() {
            if line.set.is_some() && !but.contains(&index) && Some(index) != caret {
                line.set = None;
            }
        }
    }

    /// Takes in the text as it is now. Whether it was another one.
    pub fn update(&mut self, text: &str, kind: Kind, measure: Measure) -> bool {
        if self.lines.is_empty() || kind != self.kind {
            self.kind = kind;
            text.clone_into(&mut self.text);
            self.lines = cut(text, 0..text.len(), measure);
            self.unstack(0);
            self.stack();
            self.follow(0, self.lines.len());
            return true;
        }
        if self.text == text {
            return false;
        }
        let (changed, _) = diff::differing(&self.text, text);
        self.splice(changed, text, measure);
        true
    }

    /// The bytes of `range` were replaced, and this is the text now.
    fn splice(&mut self, range: Range<usize>, text: &str, measure: Measure) {
        let (first, last) = self.touched(&range);
        let from = self.get(first).map_or(0, |line| line.start);
        let old_end = self.get(last).map_or(self.text.len(), |line| line.start + line.whole_len());
        let end = (old_end + text.len()).saturating_sub(self.text.len());
        let is_end = last + 1 == self.len();
        let mut new = cut(text, from..if is_end { text.len() } else { end }, measure);
        // A break at the end of what is cut belongs to it; the line after it is there already.
        if !is_end {
            new.pop();
        }
        self.keep_heights(first, last, &mut new);
        let count = new.len();
        text.clone_into(&mut self.text);
        self.lines.splice(first..=last, new);
        // Letters of lines that were out of sight may stand at other numbers now.
        self.kept = (0..0, None);
        self.unstack(first);
        self.stack();
        let done = self.follow(first, first + count);
        self.restyle(first.saturating_sub(1), done);
    }

    /// The first and the last line that a change touches, whole lines of the text both.
    fn touched(&self, range: &Range<usize>) -> (usize, usize) {
        let (mut first, mut last) = (self.at_byte(range.start), self.at_byte(range.end));
        while first > 0 && self.get(first - 1).is_some_and(|line| !line.is_last_piece()) {
            first -= 1;
        }
        while last + 1 < self.len() && self.get(last).is_some_and(|line| !line.is_last_piece()) {
            last += 1;
        }
        (first, last)
    }

    /// A line that is typed in has the height it had until it is drawn.
    fn keep_heights(&self, first: usize, last: usize, new: &mut [Line]) {
        for (line, old) in new.iter_mut().zip(self.lines.get(first..=last).unwrap_or_default()) {
            line.height = old.height;
        }
    }

    /// Follows the state of the text from a line on, through the new lines and until nothing changes any more. Gives
    /// the line behind the last one that changed.
    fn follow(&mut self, from: usize, new_end: usize) -> usize {
        let mut state = from.checked_sub(1).and_then(|before| self.get(before)).map(|line| line.state);
        let kind = self.kind;
        for index in from..self.lines.len() {
            let (text, Some(line)) = (&self.text, self.lines.get_mut(index)) else { break };
            let content = text.get(line.range()).unwrap_or_default();
            let (opens_group, next) = step(state, content, kind);
            let is_same = line.opens_group == opens_group && line.state == next;
            (line.opens_group, line.state) = (opens_group, next);
            let is_further_blank = next.is_further_blank(state, kind);
            if is_further_blank && line.height != 0.0 {
                (line.height, line.set) = (0.0, None);
                self.unstacked = Some(self.unstacked.map_or(index, |from| from.min(index)));
            }
            if index >= new_end && is_same {
                return index;
            }
            state = Some(next);
        }
        self.lines.len()
    }

    /// Lines from here up to there are to be styled again, with all that are parsed together with them.
    fn restyle(&mut self, from: usize, to: usize) {
        let start = self.group_of(from).start;
        let end = self.group_of(to.saturating_sub(1).clamp(from, self.len().saturating_sub(1))).end;
        for line in self.lines.get_mut(start..end).unwrap_or_default() {
            line.style = None;
        }
    }

    fn unstack(&mut self, index: usize) {
        self.unstacked = Some(self.unstacked.map_or(index, |from| from.min(index)));
    }

    /// Counts where each line begins, in bytes and in height.
    pub fn stack(&mut self) {
        let Some(from) = self.unstacked.take() else { return };
        let before = from.checked_sub(1).and_then(|before| self.get(before));
        let (mut start, mut top) = before.map_or((0, 0.0), |line| (line.start + line.whole_len(), line.bottom()));
        for line in self.lines.get_mut(from..).unwrap_or_default() {
            (line.start, line.top) = (start, top);
            start += line.whole_len();
            top += line.height;
        }
    }
}

/// Cuts a stretch of a text into lines.
fn cut(text: &str, range: Range<usize>, measure: Measure) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = range.start;
    loop {
        let rest = text.get(start..range.end).unwrap_or_default();
        let found = rest.find('\n');
        let mut len = found.unwrap_or(rest.len());
        let mut break_len = usize::from(found.is_some());
        if break_len > 0 && rest.get(..len).is_some_and(|line| line.ends_with('\r')) {
            (len, break_len) = (len - 1, 2);
        }
        let whole = start + len + break_len;
        while len > PIECE {
            let piece = piece_of(text, start);
            lines.push(line(text, start, piece, 0, measure));
            (start, len) = (start + piece, len - piece);
        }
        lines.push(line(text, start, len, break_len, measure));
        if found.is_none() {
            return lines;
        }
        start = whole;
    }
}

/// How much of a long line to cut off: up to a space where there is one.
fn piece_of(text: &str, start: usize) -> usize {
    let end = stops::snap(text, start + PIECE);
    let piece = text.get(start..end).unwrap_or_default();
    let len = piece.rfind(' ').map_or(piece.len(), |space| space + 1);
    if len > PIECE / 2 { len } else { piece.len().max(1) }
}

fn line(text: &str, start: usize, len: usize, break_len: usize, measure: Measure) -> Line {
    let content = text.get(start..start + len).unwrap_or_default();
    Line {
        start,
        len,
        break_len,
        top: 0.0,
        height: estimate(content, measure),
        is_measured: false,
        opens_group: false,
        state: State::default(),
        style: None,
        set: None,
    }
}

/// About how high a line will be.
fn estimate(line: &str, measure: Measure) -> f32 {
    if line.is_empty() {
        return measure.between;
    }
    let letters = line.bytes().filter(|byte| byte & 0xC0 != 0x80).count() as f32;
    (letters * measure.letter / measure.width.max(1.0)).ceil().max(1.0) * measure.row
}

/// Whether a line opens a group, and what it leaves behind.
fn step(before: Option<State>, line: &str, kind: Kind) -> (bool, State) {
    let Some(before) = before else { return (true, after(State::default(), line, kind)) };
    let opens = (kind == Kind::Blocks && before.open.starts_anew(line)) || before.group_len > GROUP;
    let state = if opens { State { group_len: 0, ..before } } else { before };
    (opens, after(state, line, kind))
}

fn after(before: State, line: &str, kind: Kind) -> State {
    let group_len = before.group_len + line.len() + 1;
    if kind != Kind::Blocks {
        return State { group_len, is_blank: line.is_empty(), ..State::default() };
    }
    let inner = line.trim_start();
    let quoted = match inner.trim_start_matches(['>', ' ', '\t']) {
        _ if !inner.starts_with('>') => Quoted::Not,
        "" => Quoted::Signs,
        _ => Quoted::Words,
    };
    State { open: before.open.after(line), is_blank: line.trim().is_empty(), quoted, group_len }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MEASURE: Measure = Measure { width: 500.0, letter: 8.0, row: 28.0, between: 12.0 };

    fn lines(text: &str) -> Lines {
        let mut lines = Lines::default();
        lines.update(text, Kind::Blocks, MEASURE);
        lines
    }

    /// All that follows from the text alone.
    fn facts(lines: &Lines) -> Vec<(usize, usize, usize, bool, State)> {
        lines.lines.iter().map(|l| (l.start, l.len, l.break_len, l.opens_group, l.state)).collect()
    }

    #[track_caller]
    fn check_groups(text: &str, expected: &[&str]) {
        let lines = lines(text);
        let mut found = Vec::new();
        let mut index = 0;
        while index < lines.len() {
            let group = lines.group_of(index);
            found.push(&text[lines.bytes_of(group.clone())]);
            index = group.end;
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn what_belongs_together_is_parsed_together() {
        check_groups("a\nb\n\nc", &["a\nb\n", "c"]);
        check_groups("```\na\n\nb\n```\n\nc", &["```\na\n\nb\n```\n", "c"]);
        check_groups("- a\n\n  b\n\n- c\n\nd", &["- a\n\n  b\n\n- c\n", "d"]);
        check_groups("> a\n> b\n\n> c", &["> a\n> b\n", "> c"]);
    }

    #[test]
    fn lines_hold_the_whole_text() {
        for text in ["", "\n", "a", "a\n", "a\r\nb", "\n\n\n", "é\n\r\n"] {
            let lines = lines(text);
            let whole: usize = lines.lines.iter().map(Line::whole_len).sum();
            assert_eq!(whole, text.len(), "{text:?}");
            assert_eq!(lines.lines.last().map(|line| line.break_len), Some(0), "{text:?}");
        }
    }

    #[test]
    fn a_long_line_is_cut_between_words() {
        let text = "word ".repeat(10_000);
        let lines = lines(&text);
        assert!(lines.len() > 5);
        assert!(lines.lines.iter().all(|line| line.len <= PIECE && (line.len == 0 || line.start % 5 == 0)));
        let dense = "é".repeat(20_000);
        let cut = super::cut(&dense, 0..dense.len(), MEASURE);
        assert!(cut.iter().all(|line| dense.get(line.range()).is_some()));
    }

    #[test]
    fn an_edit_leaves_the_other_lines_as_they_were() {
        let mut lines = lines("one\n\ntwo\n\nthree");
        for index in 0..lines.len() {
            lines.measured(index, 50.0);
            lines.get_mut(index).unwrap().style = Some(Arc::default());
        }
        lines.update("one\n\ntwo!\n\nthree", Kind::Blocks, MEASURE);
        let kept: Vec<_> = lines.lines.iter().map(|line| (line.is_measured, line.style.is_some())).collect();
        assert_eq!(kept, [(true, false), (true, false), (false, false), (true, false), (true, true)]);
        assert_eq!(lines.height(), 250.0);
    }

    #[test]
    fn an_opened_block_of_code_takes_in_what_follows() {
        let mut lines = lines("a\n\nb\n\nc");
        lines.update("```\n\nb\n\nc", Kind::Blocks, MEASURE);
        assert_eq!(facts(&lines), facts(&self::lines("```\n\nb\n\nc")));
        assert!(lines.is_code(4));
    }

    fn piece() -> impl Strategy<Value = String> {
        let pieces = ["a", "word ", "\n", "\n\n", "\r\n", "\r", "```\n", "- x\n", "  y\n", "> q\n", "é", "👩‍👩‍👧"];
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..8).prop_map(|p| p.concat())
    }

    proptest! {
        #[test]
        fn any_edit_gives_the_lines_of_the_new_text(start in piece(), edits in proptest::collection::vec((0_usize..60, 0_usize..9, piece()), 1..8)) {
            let mut text = start;
            let mut edited = lines(&text);
            for (at, len, new) in edits {
                let at = stops::snap(&text, at);
                let end = stops::snap(&text, at + len).max(at);
                text.replace_range(at..end, &new);
                edited.update(&text, Kind::Blocks, MEASURE);
                prop_assert_eq!(facts(&edited), facts(&lines(&text)));
            }
        }
    }
}
