//! Markdown.

use super::Reading;
use crate::page::Page;

/// Whether the file begins with YAML front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatter {
    With,
    Without,
}

/// Renders.
pub fn render(_page: &Page, _front_matter: FrontMatter) -> String {
    String::new()
}

/// Reads.
pub fn read(_text: &str) -> Reading {
    Reading { origin: super::Origin::Markdown, head: super::Head::default(), pieces: Vec::new() }
}
