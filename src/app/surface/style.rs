//! How a line looks while it is being written: which words are bold, a link or a citation; what is markup and therefore
//! quiet; and where list items and quotations hang. The block tree says which bytes are words, and everything else is
//! markup. `laid_line` adds sizes and colours.

use std::ops::Range;

/// The style of one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub form: Form,
    /// The nesting depth of quotations.
    pub quotes: usize,
    /// The number of bytes that hang on the left: markers of quotations and list items.
    pub lead: usize,
    /// Whether the line starts or continues a list item.
    pub is_item: bool,
    /// Whether the break after the line reads as a space.
    pub is_loose: bool,
    /// The ranges of the line that are not markup, in order, in bytes of the line.
    pub spans: Vec<Span>,
    /// The text around the cursor, with the markup on both sides. Markup elsewhere is fainter.
    pub near: Range<usize>,
}

impl Style {
    /// The same line with the cursor in it.
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

    /// Whether markup is at the cursor, or hangs on the left and is always visible.
    pub fn is_near(&self, mark: &Range<usize>) -> bool {
        mark.start < self.lead || (mark.start < self.near.end && self.near.start < mark.end)
    }
}

/// The kind of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    #[default]
    Text,
    Heading(u8),
    Code,
    /// Between two paragraphs.
    Between,
}

/// A range of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Span {
    pub range: Range<usize>,
    pub look: Look,
}

/// The formatting of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub role: Role,
    pub is_strong: bool,
    pub is_emphasis: bool,
    pub is_struck: bool,
}

/// The role of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Word,
    Code,
    Link,
    /// The marker of a citation.
    Citation,
    /// The marker of one of the text's own notes.
    Note,
}
