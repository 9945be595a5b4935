//! Which version of the native format is written, and since when it stays open.

/// The version that is written. A new field does not raise it, for older programs keep what they do not know; what they
/// would read wrongly does.
pub const VERSION: u32 = 3;

/// The first version to which newer programs add fields, and values of fields, without raising it.
pub(super) const FIRST_OPEN: u32 = 3;
