//! Finds the headings within the lede and bodies for the outline, once per body, in the composed page. A heading inside
//! a quotation or a list does not count.

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::Place;
use crate::markdown::{self, Block, Inline, Words};
use crate::page::{Body, Page, Part, Shown};

/// A heading within a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The text that contains it.
    pub place: Place,
    /// Its text, without markup.
    pub label: Words,
    /// Its start, in bytes of the text.
    pub at: usize,
    /// Its depth below the section, starting at 1.
    pub depth: usize,
    /// Its number among its siblings, starting at 1, and how many there are.
    pub position: usize,
    pub len: usize,
}

/// All headings within texts, in reading order.
#[derive(Debug, Default)]
pub struct Headings {
    all: Vec<Heading>,
    /// Bodies are identified by the shared pointer that the page holds.
    known: HashMap<usize, (Arc<Body>, Vec<Found>)>,
}

/// A heading of a body.
#[derive(Clone, Debug)]
struct Found {
    level: u8,
    label: Words,
    at: usize,
}

impl Headings {
    /// Updates to this page. Only changed bodies are searched.
    pub fn refresh(&mut self, page: &Page) {
        let mut old = std::mem::take(&mut self.known);
        let mut found: Vec<(&Place, Found)> = Vec::new();
        for part in &page.parts {
            match part {
                Part::Heading(heading) => {
                    if matches!(heading.place, Place::Lede | Place::Body(_)) {
                        let (label, at) = (heading.text.text.clone(), heading.text.range.start);
                        found.push((&heading.place, Found { level: 2, label, at }));
                    }
                }
                Part::Body(body) => {
                    let address = Arc::as_ptr(body).addr();
                    let known = old.remove(&address).filter(|(known, _)| Arc::ptr_eq(known, body));
                    let own = known.map_or_else(|| within(body), |(_, own)| own);
                    found.extend(own.iter().map(|heading| (&body.place, heading.clone())));
                    self.known.insert(address, (body.clone(), own));
                }
                Part::Headline(_)
                | Part::Image(_)
                | Part::Deck(_)
                | Part::Byline(_)
                | Part::Takeaways(_)
                | Part::Notes(_)
                | Part::Sources(_) => {}
            }
        }
        self.all = standing(found);
    }

    /// All headings, grouped by text.
    pub fn all(&self) -> &[Heading] {
        &self.all
    }

    /// The heading that a cursor in the text at `place` is under: the last one that starts before the end of its line.
    /// Returns its index among all headings.
    pub fn over(&self, place: &Place, text: &str, caret: usize) -> Option<usize> {
        let rest = text.get(caret..).unwrap_or_default();
        let line_end = caret + rest.find('\n').unwrap_or(rest.len());
        self.all.iter().rposition(|heading| heading.place == *place && heading.at <= line_end)
    }

    /// The number of cached bodies.
    pub fn remembered(&self) -> usize {
        self.known.len()
    }
}

fn within(body: &Body) -> Vec<Found> {
    body.blocks.iter().filter_map(heading).collect()
}

fn heading(shown: &Shown) -> Option<Found> {
    let Block::Heading { level, content } = &**shown else { return None };
    let mut label = Words::new();
    let mut at = None;
    markdown::each_in_line(content, &mut |inline| {
        let range = match inline {
            Inline::Text(run) | Inline::Code(run) => {
                label.push_str(&run.text);
                Some(&run.range)
            }
            Inline::SoftBreak | Inline::HardBreak => {
                label.push(' ');
                None
            }
            Inline::Citation { range, .. } | Inline::NoteRef { range, .. } => Some(range),
            Inline::Link(link) | Inline::Image(link) => Some(&link.range),
            Inline::Emphasis(_) | Inline::Strong(_) | Inline::Strikethrough(_) => None,
        };
        at = at.or_else(|| range.map(|range| shown.range(range).start));
    });
    Some(Found { level: *level, label, at: at? })
}

/// Computes the position of each heading among those of its text.
fn standing(found: Vec<(&Place, Found)>) -> Vec<Heading> {
    let mut all: Vec<Heading> = Vec::with_capacity(found.len());
    // The group of siblings that each belongs to, and their sizes.
    let mut families: Vec<usize> = Vec::with_capacity(found.len());
    let mut sizes: Vec<usize> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (place, Found { level, label, at }) in found {
        if all.last().is_some_and(|last| last.place != *place) {
            open.clear();
        }
        let mut family = None;
        while let Some((_, closed)) = open.pop_if(|(above, _)| *above >= level) {
            family = Some(closed);
        }
        let family = family.unwrap_or(sizes.len());
        if family == sizes.len() {
            sizes.push(0);
        }
        open.push((level, family));
        families.push(family);
        let position = sizes.get_mut(family).map_or(1, |size| {
            *size += 1;
            *size
        });
        all.push(Heading { place: place.clone(), label, at, depth: open.len(), position, len: position });
    }
    for (heading, family) in all.iter_mut().zip(families) {
        heading.len = sizes.get(family).copied().unwrap_or(heading.len);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::page::compose;

    fn article(lede: &str, body: &str) -> Article {
        let mut article = Article { lede: Arc::new(lede.into()), ..Article::default() };
        article.push_section("Section", body);
        article
    }

    fn headings(article: &Article) -> Headings {
        let mut headings = Headings::default();
        headings.refresh(&compose(article));
        headings
    }

    /// Checks each heading: its depth, text, start, and position.
    #[track_caller]
    fn check(lede: &str, body: &str, expected: &[&str]) {
        let headings = headings(&article(lede, body));
        let said = headings.all().iter().map(|heading| {
            let Heading { label, at, depth, position, len, .. } = heading;
            format!("{}{label} at {at}, {position} of {len}", "  ".repeat(*depth - 1))
        });
        assert_eq!(said.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn headings_stand_below_each_other_whatever_levels_are_skipped() {
        check("", "No heading\n\nhere", &[]);
        check(
            "",
            "## One\n\ntext\n\n### Two\n\n## Three",
            &["One at 3, 1 of 2", "  Two at 18, 1 of 1", "Three at 26, 2 of 2"],
        );
        check("", "##### Deep\n\n# High", &["Deep at 6, 1 of 2", "High at 14, 2 of 2"]);
        check("Once\n\n## A\n\n#### B", "### C", &["A at 9, 1 of 1", "  B at 17, 1 of 1", "C at 4, 1 of 1"]);
        check("", "Set\nout\n---\n\ntext", &["Set out at 0, 1 of 1"]);
    }

    #[test]
    fn a_heading_is_its_words_without_marks() {
        check("", "## The *big* `one`, [there](https://example.org)", &["The big one, there at 3, 1 of 1"]);
        check("", "## **Bold** start", &["Bold start at 5, 1 of 1"]);
    }

    #[test]
    fn what_stands_in_quotations_lists_and_code_is_no_heading_of_the_piece() {
        check("", "> ## Quoted\n\n- ## Listed\n\n```\n## Code\n```", &[]);
    }

    #[test]
    fn the_cursor_is_under_the_last_heading_above_it() {
        let body = "Start\n\n## One\n\ntext\n\n## Two";
        let article = article("## Lede", body);
        let place = Place::Body(article.sections[0].id);
        let headings = headings(&article);
        for (caret, expected) in [(0, None), (5, None), (7, Some(1)), (13, Some(1)), (20, Some(1)), (21, Some(2))]
        {
            assert_eq!(headings.over(&place, body, caret), expected, "{caret}");
        }
        assert_eq!(headings.over(&place, body, 999), Some(2));
        assert_eq!(headings.over(&Place::Headline, "", 0), None);
    }

    #[test]
    fn only_a_body_that_has_changed_is_gone_through_again() {
        let mut composer = crate::page::Composer::default();
        let mut article = article("## Lede", "## One");
        let mut headings = Headings::default();
        headings.refresh(&composer.compose(&article));
        // A mark that only cached values have.
        headings.known.values_mut().flat_map(|(_, own)| own).for_each(|found| found.label = "known".into());
        article.headline.push('x');
        headings.refresh(&composer.compose(&article));
        let labels = |headings: &Headings| headings.all().iter().map(|h| h.label.to_string()).collect::<Vec<_>>();
        assert_eq!(labels(&headings), ["Lede", "known"], "a heading that opens a section is a part of its own");
        Arc::make_mut(&mut article.sections[0]).body.push('!');
        headings.refresh(&composer.compose(&article));
        assert_eq!(labels(&headings), ["Lede", "One!"]);
        assert_eq!(headings.remembered(), 1);
    }
}
