//! Checks that a written line reads back as intended.

use super::marks::Marks;
use super::within::Within;
use crate::markdown::parse_inline;
use crate::markdown::shape::shape_of_line;
use crate::markdown::tree::{Inline, Link, Run};

/// Whether the text parses to the same content. Citations and breaks are compared as they are spelled.
pub(super) fn reads_back(content: &[Inline], text: &str, marks: &dyn Marks, within: Within) -> bool {
    // Only the shape is kept, because a line can be as long as a body, and another tree is built for comparison.
    let expected = {
        let mut expected = Vec::new();
        spelled(content, marks, &mut expected);
        shape_of_line(&expected)
    };
    let text = text.replace("\\\n", " ").replace("  \n", " ").replace('\n', " ");
    let text = if within == Within::Cell { text.replace("\\|", "|") } else { text };
    shape_of_line(&parse_inline(&text)) == expected
}

/// The line as it parses on its own: references as they are without their definitions.
fn spelled(content: &[Inline], marks: &dyn Marks, out: &mut Vec<Inline>) {
    for inline in content {
        let nested = |content: &[Inline]| {
            let mut inner = Vec::new();
            spelled(content, marks, &mut inner);
            inner
        };
        match inline {
            Inline::Emphasis(content) => out.push(Inline::Emphasis(nested(content))),
            Inline::Strong(content) => out.push(Inline::Strong(nested(content))),
            Inline::Strikethrough(content) => out.push(Inline::Strikethrough(nested(content))),
            Inline::Link(link) => out.push(Inline::Link(with_content(link, nested(&link.content)))),
            Inline::Image(link) => out.push(Inline::Image(with_content(link, nested(&link.content)))),
            Inline::Citation { key, .. } => out.extend(parse_inline(&marks.citation(key))),
            Inline::NoteRef { label, .. } => out.extend(parse_inline(&format!("[^{}]", marks.label(label)))),
            Inline::SoftBreak | Inline::HardBreak => out.push(Inline::Text(Run::plain(" "))),
            Inline::Text(_) | Inline::Code(_) => out.push(inline.clone()),
        }
    }
}

fn with_content(link: &Link, content: Vec<Inline>) -> Box<Link> {
    Box::new(Link { content, ..link.clone() })
}
