//! How a command ended.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    Done,
    /// 1: it failed, or there are findings.
    Failed,
    /// 2: the arguments are invalid.
    Usage,
}
