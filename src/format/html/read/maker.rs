//! Who wrote the page.

/// Who wrote the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Maker {
    /// Every space in a line was typed, and the markup says what each part is.
    Copydesk,
    /// White space is what a browser makes of it.
    Other,
}
