//! How a command ended.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    Done,
    /// 1: it could not be done, or there are findings.
    Failed,
    /// 2: it was asked for in a way that cannot be done.
    Usage,
}
