//! Controls that several parts of the window share: dialogs, lists and bars. Each says how something looks and behaves; what
//! it is for is said where it is drawn.

pub mod button;
pub mod field;
pub mod focus;
pub mod sheet;
pub mod tab;
