//! Who wrote the page.

/// The program that wrote the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Maker {
    /// Every space in a line was typed, and the markup says what each part is.
    Copydesk,
    /// Whitespace is handled as in a browser.
    Other,
}
