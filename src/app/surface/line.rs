//! A line of a text, and what is still open after it, as far as the lines alone can tell.

use std::ops::Range;

use super::values::Kind;
use crate::markdown::scan::LineState;
use crate::writing::stops;

/// Longer lines are cut into pieces, in bytes, so that the layout of any text is limited.
pub(super) const PIECE: usize = 8_000;
/// Lines without a blank one between them are parsed together, up to this number of bytes.
const GROUP: usize = 48_000;

/// A line of a text, or a piece of a very long one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// In bytes of the text.
    pub start: usize,
    /// In bytes, without its line break.
    pub len: usize,
    /// The bytes of its line break; 0 at the end of the text, and where a long line is cut.
    pub break_len: usize,
    /// Whether a group starts here: lines are parsed together with their group.
    pub opens_group: bool,
    pub state: State,
}

/// The state after a line, with which the next one starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// The open Markdown constructs.
    pub open: LineState,
    pub is_blank: bool,
    /// Whether the line starts with a quotation marker, and whether anything follows it.
    pub quoted: Quoted,
    /// In bytes.
    group_len: usize,
}

/// What a line by itself shows of a quotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quoted {
    #[default]
    Not,
    Words,
    /// Only markers.
    Signs,
}

impl State {
    /// Whether the line and the one before are both blank. Such a line is not shown unless the cursor is there.
    pub fn is_further_blank(&self, before: Option<State>, kind: Kind) -> bool {
        let is_prose = kind == Kind::Blocks && !self.open.is_in_code();
        is_prose && self.is_blank && before.is_some_and(|before| before.is_blank)
    }
}

impl Line {
    /// The bytes of the line, without its line break.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.len
    }

    /// Including its line break, in bytes.
    pub fn whole_len(&self) -> usize {
        self.len + self.break_len
    }

    pub fn is_last_piece(&self) -> bool {
        self.break_len > 0
    }
}

/// Divides a range of a text into lines.
pub(super) fn cut(text: &str, range: Range<usize>) -> Vec<Line> {
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
            lines.push(line(start, piece, 0));
            (start, len) = (start + piece, len - piece);
        }
        lines.push(line(start, len, break_len));
        if found.is_none() {
            return lines;
        }
        start = whole;
    }
}

/// The length of the first piece of a long line, up to a space if possible.
fn piece_of(text: &str, start: usize) -> usize {
    let end = stops::snap(text, start + PIECE);
    let piece = text.get(start..end).unwrap_or_default();
    let len = piece.rfind(' ').map_or(piece.len(), |space| space + 1);
    if len > PIECE / 2 { len } else { piece.len().max(1) }
}

fn line(start: usize, len: usize, break_len: usize) -> Line {
    Line { start, len, break_len, opens_group: false, state: State::default() }
}

/// Whether a line starts a group, and the state after it.
pub(super) fn step(before: Option<State>, line: &str, kind: Kind) -> (bool, State) {
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
