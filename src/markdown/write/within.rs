//! What contains a line.

/// What contains the line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Paragraph,
    /// A heading or a single-line text, in which line breaks are not possible.
    Line,
    /// A table cell: a single line, in which a pipe ends the cell.
    Cell,
}
