//! The version of the native format that is written, and since which version it stays open.

/// The version that is written. A new field does not increase it, because older programs keep unknown fields. A change
/// that they would misread does.
pub const VERSION: u32 = 3;

/// The first version to which newer programs add fields and values without increasing it.
pub(super) const FIRST_OPEN: u32 = 3;
