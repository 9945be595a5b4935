//! Identifies our own pages.

/// Identifies our own pages, in their head: they are read exactly as written.
pub(super) const GENERATOR: &str = "Copydesk";
