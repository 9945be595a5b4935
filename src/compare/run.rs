//! A stretch of two texts.

/// A run of text in a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub kind: RunKind,
    pub text: String,
}

/// Which of the two texts contains a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunKind {
    /// Both.
    Same,
    /// Only the earlier one.
    Removed,
    /// Only the later one.
    Added,
}
