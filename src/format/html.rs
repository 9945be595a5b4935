//! HTML.

use super::Reading;
use crate::page::Page;

/// Renders.
pub fn render_page(_page: &Page) -> String {
    String::new()
}

/// Renders.
pub fn render_fragment(_page: &Page) -> String {
    String::new()
}

/// Reads.
pub fn read(_text: &str) -> Reading {
    Reading { origin: super::Origin::Html, head: super::Head::default(), pieces: Vec::new() }
}
