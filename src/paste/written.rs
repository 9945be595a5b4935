//! Blocks as Markdown with no more backslashes than it needs.

use crate::markdown;
use crate::markdown::write::AsTyped;
use crate::markdown::{Block, write};

/// Blocks as Markdown, one blank line between them.
pub(super) fn written(blocks: &[Block]) -> String {
    spared(write::blocks(blocks, &AsTyped))
}

/// Markdown with no more backslashes than it needs: brackets round a number are words without them too.
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
