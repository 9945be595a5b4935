//! The finding, until `check` brings its own.

use std::ops::Range;

use crate::article::Place;

/// Something an editor should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub place: Place,
    /// Bytes of the field.
    pub range: Option<Range<usize>>,
    pub message: String,
}
