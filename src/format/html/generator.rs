//! What a page of ours says of who made it.

/// What names the page's maker in its head: pages that say so are read as what they are.
pub(super) const GENERATOR: &str = "Copydesk";
