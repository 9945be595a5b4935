//! Plain text.

use super::Reading;
use crate::page::Page;

/// Renders.
pub fn render(_page: &Page) -> String {
    String::new()
}

/// Reads.
pub fn read(_text: &str) -> Reading {
    Reading { origin: super::Origin::Text, head: super::Head::default(), pieces: Vec::new() }
}
