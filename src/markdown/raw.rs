//! Finds markup of other languages in a text: raw HTML, which is text in a body, and the template tags of site
//! generators, which stay as typed.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A piece of raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    pub range: Range<usize>,
    /// Without the markers of its containers at the start of lines.
    pub html: String,
    /// Whether it is a block, rather than a tag or comment within a line.
    pub is_block: bool,
}

/// The raw HTML of a text, in order.
pub fn raw_html(text: &str) -> Vec<Raw> {
    let mut found: Vec<Raw> = Vec::new();
    if !text.contains('<') {
        return found;
    }
    let mut is_in_block = false;
    for (event, range) in Parser::new_ext(text, super::dialect::dialect()).into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                is_in_block = true;
                found.push(Raw { range, html: String::new(), is_block: true });
            }
            Event::End(TagEnd::HtmlBlock) => is_in_block = false,
            Event::Html(html) | Event::Text(html) if is_in_block => {
                if let Some(block) = found.last_mut() {
                    block.html.push_str(&html);
                }
            }
            Event::InlineHtml(html) => found.push(Raw { range, html: html.into_string(), is_block: false }),
            _ => {}
        }
    }
    found
}

/// The ranges of the blocks that contain text or code: everything else is blank or a definition.
pub fn leaves(text: &str) -> Vec<Range<usize>> {
    let mut leaves: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(text, super::dialect::dialect()).into_offset_iter() {
        let is_leaf = match event {
            Event::Start(tag) => matches!(
                tag,
                Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_)
            ),
            // The text of a tight item has no block of its own.
            Event::Text(_) => leaves.last().is_none_or(|leaf| leaf.end <= range.start),
            _ => false,
        };
        if is_leaf {
            leaves.push(range);
        }
    }
    leaves
}

/// Longer template tags of site generators are text, in characters.
const LONGEST: usize = 400;

/// The length of a site generator's template tag at the start of a text: `{{< video 7 >}}`, `{% include x.html %}`, `{{
/// site.url }}`, `{: .wide }`. `None` for one that could hide an HTML tag.
pub fn generator_mark(text: &str) -> Option<usize> {
    const MARKS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{:", "}")];
    let (open, close) = MARKS.iter().find(|(open, _)| text.starts_with(open))?;
    let near = text.char_indices().nth(LONGEST).map_or(text, |(at, _)| text.get(..at).unwrap_or_default());
    let line = near.lines().next()?;
    let inside = line.get(open.len()..)?;
    let end = inside.find(close)? + open.len() + close.len();
    let mark = line.get(..end)?;
    let may_be_tag = |(at, _): (usize, &str)| {
        mark.as_bytes().get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || b"/!?".contains(next))
    };
    (!mark.match_indices('<').any(may_be_tag)).then_some(end)
}
