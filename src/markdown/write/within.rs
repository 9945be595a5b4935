//! What a line stands in.

/// What the line stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Paragraph,
    /// A heading, or a text that is one line: no break can stand in it.
    Line,
    /// A table cell: one line, in which a pipe ends the cell.
    Cell,
}
