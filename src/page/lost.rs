//! Addresses of links and images that appear in no export, even if they are well formed.

use crate::link;
use crate::link::{may_link, may_show};
use crate::markdown::{self, Inline};

/// Why an address is in no export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostAddress {
    /// A link that may not be followed.
    Link,
    /// An image that may not be shown.
    Picture,
    /// The number of links in the alternative text of an image, which is plain text.
    InWords(usize),
}

/// Whether the address of a link or an image is lost, or one in its text.
pub fn lost_address(inline: &Inline) -> Option<LostAddress> {
    match inline {
        Inline::Link(link) if !may_link(&link.target) && !link::is_relative(&link.target) => {
            Some(LostAddress::Link)
        }
        Inline::Image(image) if !may_show(&image.target) => Some(LostAddress::Picture),
        Inline::Image(image) => {
            let mut links = 0;
            markdown::each_in_line(&image.content, &mut |inline| {
                links += usize::from(matches!(inline, Inline::Link(_) | Inline::Image(_)));
            });
            (links > 0).then_some(LostAddress::InWords(links))
        }
        Inline::Link(_)
        | Inline::Text(_)
        | Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => None,
    }
}

/// Whether parsing is necessary: most links visibly lead to the web.
pub fn may_lose_address(text: &str) -> bool {
    let is_elsewhere = |(at, _): (usize, &str)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let target = rest.strip_prefix(['(', ':']);
        target.is_some_and(|target| !may_link(target.trim_start().trim_start_matches('<')))
    };
    text.contains("![")
        || text.match_indices(']').any(is_elsewhere)
        || text.match_indices('<').any(|(at, _)| is_autolink(text.get(at + 1..).unwrap_or_default()))
}

/// Whether a text starts like the inside of `<scheme:address>`, with a scheme that may not be followed.
fn is_autolink(text: &str) -> bool {
    let scheme = text.split(|c: char| !c.is_ascii_alphanumeric() && !"+.-".contains(c)).next().unwrap_or_default();
    let is_scheme = text.get(scheme.len()..).is_some_and(|rest| rest.starts_with(':'));
    is_scheme && !may_link(text)
}
