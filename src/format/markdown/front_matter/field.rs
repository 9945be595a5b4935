//! A field of front matter.

/// A metadata field: its key (`image.alt` for a nested one) and its values.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) values: Vec<String>,
    /// Whether it was written as a list.
    pub(super) is_listed: bool,
}
