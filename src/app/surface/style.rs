//! How a line looks while it is being written: which words are bold, a link or a citation; what is markup and therefore
//! quiet; and where list items and quotations hang. The block tree says which bytes are words, and everything else is
//! markup. `laid_line` adds sizes and colours.

use std::ops::Range;

/// How one line looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub form: Form,
    /// In how many quotations the line stands.
    pub quotes: usize,
    /// Bytes before the words that hang at the left: marks of quotations and items.
    pub lead: usize,
    /// Whether an item begins in the line, or goes on.
    pub is_item: bool,
    /// Whether the break behind the line reads as a space.
    pub is_loose: bool,
    /// Stretches of the line that are not marks, in order, in bytes of the line.
    pub spans: Vec<Span>,
    /// Where the caret is in the line: the words it is in, with the marks on either side. Marks elsewhere are fainter.
    pub near: Range<usize>,
}

impl Style {
    /// The same line with the caret in it.
    pub fn with_caret(&self, at: usize) -> Style {
        let end_before = |index: usize| {
            index.checked_sub(1).and_then(|before| self.spans.get(before)).map_or(0, |span| span.range.end)
        };
        let start_behind = |index: usize| self.spans.get(index + 1).map_or(usize::MAX, |span| span.range.start);
        let marked = self.spans.iter().enumerate().filter(|(_, span)| span.look != Look::default());
        let around = marked.map(|(index, _)| end_before(index)..start_behind(index));
        let near = around.filter(|around| around.start <= at && at <= around.end);
        let near = near.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
        let is_in_words = self.spans.iter().any(|span| span.range.start < at && at < span.range.end);
        let alone = if is_in_words { at..at } else { at.saturating_sub(1)..at + 1 };
        Style { near: near.unwrap_or(alone), ..self.clone() }
    }

    /// Whether a mark is at the caret, or one that hangs at the left and is always seen.
    pub fn is_near(&self, mark: &Range<usize>) -> bool {
        mark.start < self.lead || (mark.start < self.near.end && self.near.start < mark.end)
    }
}

/// What a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    #[default]
    Text,
    Heading(u8),
    Code,
    /// Between two paragraphs.
    Between,
}

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Span {
    pub range: Range<usize>,
    pub look: Look,
}

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub role: Role,
    pub is_strong: bool,
    pub is_emphasis: bool,
    pub is_struck: bool,
}

/// What words are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Word,
    Code,
    Link,
    /// The marker that names a source.
    Citation,
    /// The marker of the text's own note.
    Note,
}
