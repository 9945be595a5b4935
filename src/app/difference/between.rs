//! How the two compared articles relate to each other.

/// How the two articles relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// The first one is empty, so the second one is shown as it is.
    Nothing,
    /// The first one became the second one.
    Times,
    /// The first one is the writer's, the second one is someone else's; both exist.
    Writers,
}
