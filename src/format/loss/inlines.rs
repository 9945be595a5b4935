//! Every piece of every line of a page.

use crate::markdown;
use crate::markdown::Inline;
use crate::page::{Page, Part};

/// Calls `visit` with every piece of every Markdown line of a page.
pub(super) fn each_inline(page: &Page, visit: &mut dyn FnMut(&Inline)) {
    for part in &page.parts {
        match part {
            Part::Takeaways(points) => points.iter().for_each(|p| markdown::each_in_line(&p.content, visit)),
            Part::Body(body) => body.each_inline(visit),
            Part::Notes(notes) => notes.iter().for_each(|n| markdown::each_inline(&n.note.blocks, visit)),
            Part::Headline(_)
            | Part::Image(_)
            | Part::Deck(_)
            | Part::Byline(_)
            | Part::Heading(_)
            | Part::Sources(_) => {}
        }
    }
}
