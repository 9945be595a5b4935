//! Blocks as Markdown with no more backslashes than it needs.

use crate::markdown;
use crate::markdown::write::AsTyped;
use crate::markdown::{Block, write};

/// Blocks as Markdown, separated by one blank line.
pub(super) fn written(blocks: &[Block]) -> String {
    spared(write::blocks(blocks, &AsTyped))
}

/// Markdown without unnecessary backslashes: brackets around a number are text without them.
fn spared(escaped: String) -> String {
    if !escaped.contains("\\[") || escaped.ends_with(']') {
        return escaped;
    }
    let bare = escaped.replace("\\[", "[").replace("\\]", "]");
    if markdown::shape(&markdown::parse(&bare)) == markdown::shape(&markdown::parse(&escaped)) {
        bare
    } else {
        escaped
    }
}
