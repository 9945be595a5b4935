//! What the columns of the window are drawn from: the composed page, the findings and the counts, all from one revision
//! of the article. Draws nothing.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::marks::Marks;
use super::outline::headings::Headings;
use crate::article::{Article, Id, Index, Section};
use crate::check::Finding;
use crate::count::NUMBER_BYTES;
use crate::diff::differing;
use crate::markdown::{self, Inline};
use crate::page::{Page, Part};

pub use crate::count::{words, words_of_blocks};

/// Everything derived that a column may show.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub page: &'a Page,
    pub findings: &'a [Finding],
    pub counts: &'a Counts,
    /// The headings within texts.
    pub headings: &'a Headings,
    /// The positions of the article's items.
    pub index: &'a Index,
    /// The marks over the texts of the form. The page looks them up by the same places.
    pub marks: &'a Marks,
    /// The languages whose spelling can be checked, by tag.
    pub languages: &'a [String],
    /// The revision of the article that everything was derived from.
    pub revision: u64,
    /// In seconds, as in the history of the document.
    pub now: f64,
    /// The draft's folder, which the lead image is relative to; `None` before the first save.
    pub base: Option<&'a Path>,
    pub is_read_only: bool,
    /// Whether the draft has been started. Before that, there are no findings.
    pub is_begun: bool,
}

/// Counts of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the text for readers: headline, deck, takeaways, lede, headings and bodies.
    pub total_words: usize,
    /// In characters as people count them.
    pub headline: usize,
    /// In characters as people count them.
    pub deck: usize,
    pub headline_words: usize,
    pub deck_words: usize,
    pub takeaway_words: usize,
    pub lede_words: usize,
    /// Heading and body of each section, in order.
    pub section_words: Vec<(Id, usize)>,
    pub sources: usize,
    /// The number of sources that are cited.
    pub cited: usize,
}

/// Mean reading speed, in words per minute.
const WORDS_A_MINUTE: usize = 230;

impl Counts {
    /// The word count of one section.
    pub fn words_of(&self, id: Id) -> usize {
        self.section_words.iter().find(|(known, _)| *known == id).map_or(0, |(_, words)| *words)
    }

    /// The reading time in whole minutes; at least one if there is any text.
    pub fn reading_minutes(&self) -> usize {
        self.total_words.div_ceil(WORDS_A_MINUTE)
    }
}

/// Counts repeatedly, each time only what has changed.
#[derive(Default)]
pub struct Counter {
    sections: HashMap<Id, (Arc<Section>, usize)>,
    lede: Option<(Arc<String>, usize)>,
    cited: HashMap<usize, (Arc<crate::page::Body>, Vec<String>)>,
}

impl Counter {
    /// The counts of an article and its page.
    pub fn count(&mut self, article: &Article, page: &Page) -> Counts {
        let section_words = self.sections(article);
        let lede_words = self.lede(&article.lede);
        let headline_words = words(&article.headline);
        let deck_words = words(&article.deck);
        let takeaway_words = article.takeaways.iter().map(|t| words(&t.text)).sum();
        let in_sections: usize = section_words.iter().map(|(_, words)| words).sum();
        Counts {
            total_words: headline_words + deck_words + takeaway_words + lede_words + in_sections,
            headline: article.headline.graphemes(true).count(),
            deck: article.deck.graphemes(true).count(),
            headline_words,
            deck_words,
            takeaway_words,
            lede_words,
            section_words,
            sources: article.sources.len(),
            cited: self.cited(article, page),
        }
    }

    /// The number of cached parts.
    pub fn remembered(&self) -> usize {
        self.sections.len() + self.cited.len() + usize::from(self.lede.is_some())
    }

    fn sections(&mut self, article: &Article) -> Vec<(Id, usize)> {
        let mut old = std::mem::take(&mut self.sections);
        let counted = article.sections.iter().map(|section| {
            let words = match old.remove(&section.id) {
                Some((known, count)) if Arc::ptr_eq(&known, section) => count,
                Some((known, count)) => {
                    let heading = words(&known.heading);
                    words(&section.heading) + recount(&known.body, count - heading, &section.body)
                }
                None => words(&section.heading) + words_of_blocks(&section.body),
            };
            self.sections.insert(section.id, (section.clone(), words));
            (section.id, words)
        });
        counted.collect()
    }

    fn lede(&mut self, lede: &Arc<String>) -> usize {
        let count = match self.lede.take() {
            Some((known, count)) if Arc::ptr_eq(&known, lede) => count,
            Some((known, count)) => recount(&known, count, lede),
            None => words_of_blocks(lede),
        };
        self.lede = Some((lede.clone(), count));
        count
    }

    /// The number of cited sources. Bodies are identified by the shared pointer that the page holds.
    fn cited(&mut self, article: &Article, page: &Page) -> usize {
        let mut old = std::mem::take(&mut self.cited);
        let mut cited: std::collections::HashSet<String> = std::collections::HashSet::new();
        for part in &page.parts {
            match part {
                Part::Body(body) => {
                    let address = Arc::as_ptr(body).addr();
                    let known = old.remove(&address).filter(|(known, _)| Arc::ptr_eq(known, body));
                    let keys = known.map_or_else(|| citations(|visit| body.each_inline(visit)), |(_, keys)| keys);
                    cited.extend(keys.iter().cloned());
                    self.cited.insert(address, (body.clone(), keys));
                }
                Part::Takeaways(points) => points.iter().for_each(|point| collect(&point.content, &mut cited)),
                Part::Notes(notes) => notes.iter().for_each(|note| {
                    cited.extend(citations(|visit| markdown::each_inline(&note.note.blocks, visit)));
                }),
                Part::Headline(_)
                | Part::Image(_)
                | Part::Deck(_)
                | Part::Byline(_)
                | Part::Heading(_)
                | Part::Sources(_) => {}
            }
        }
        article.sources.iter().filter(|source| cited.contains(&source.key)).count()
    }
}

/// The keys cited in what `each` visits.
fn citations<'a>(each: impl FnOnce(&mut dyn FnMut(&'a Inline))) -> Vec<String> {
    let mut keys = Vec::new();
    each(&mut |inline| {
        if let Inline::Citation { key, .. } = inline {
            keys.push(key.to_string());
        }
    });
    keys
}

fn collect(content: &[Inline], cited: &mut std::collections::HashSet<String>) {
    cited.extend(citations(|visit| markdown::each_in_line(content, visit)));
}

/// The word count of an edited text, from that of the previous one: only the words around the change are counted.
fn recount(before: &str, count: usize, after: &str) -> usize {
    let (mut old, mut new) = differing(before, after);
    let is_between = |byte: &u8| byte.is_ascii_whitespace();
    let head = before.as_bytes().get(..old.start).unwrap_or_default();
    let line = head.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let starts_line = old.start - line <= NUMBER_BYTES;
    let start = if starts_line { line } else { head.iter().rposition(is_between).unwrap_or(line) };
    let tail = before.as_bytes().get(old.end..).unwrap_or_default();
    let rest = tail.iter().position(is_between).map_or(tail.len(), |at| at + 1);
    (old.start, new.start) = (start, start);
    (old.end, new.end) = (old.end + rest, new.end + rest);
    let of = |text: &str, range: Range<usize>| {
        let text: &str = text.get(range).unwrap_or_default();
        let (first, others) = text.split_once('\n').unwrap_or((text, ""));
        let first = if starts_line { words_of_blocks(first) } else { words(first) };
        first + words_of_blocks(others)
    };
    count + of(after, new) - of(before, old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Source;
    use crate::page::compose;

    #[test]
    fn the_parts_add_up_and_a_change_counts_only_its_section() {
        let mut article = Article { headline: "Two words".into(), ..Article::default() };
        let first = article.push_section("One", "two three[^a]");
        let second = article.push_section("", "four");
        article.push_source(Source { key: "a".into(), link: "https://example.org".into(), ..Source::default() });
        article.push_source(Source { key: "b".into(), ..Source::default() });
        let mut counter = Counter::default();
        let counts = counter.count(&article, &compose(&article));
        assert_eq!(counts.section_words, [(first, 3), (second, 1)]);
        assert_eq!((counts.total_words, counts.sources, counts.cited), (6, 2, 1));
        assert_eq!(crate::count::words_of_article(&article), counts.total_words);
        assert_eq!(counts.headline, 9);
        Arc::make_mut(&mut article.sections[1]).body.push_str(" five");
        let counts = counter.count(&article, &compose(&article));
        assert_eq!(counts.words_of(second), 2);
        assert_eq!(counts.reading_minutes(), 1);
    }

    const LONG_LINE: &str = "a line that is so long that its beginning is far from the last word 7. end of it";

    #[test]
    fn a_change_is_counted_by_the_words_round_it() {
        for (before, after) in [
            ("", "one two"),
            ("one two", ""),
            ("one two three", "one twothree"),
            ("onetwo", "one two"),
            ("a\u{a0}b", "a b c"),
            ("é — è", "é è"),
            ("図書館 x", "図館 x"),
            ("- one\n- two", "- one\n- \n- two"),
            ("1. one two", "1 one two"),
            ("1 one two\n2) three", "1. one two\n2) three"),
            ("one 2. two", "one\n2. two"),
            ("  12. one", "  12. one two"),
            ("one\n2. two", "one2. two"),
            ("1.\n", "1. \n"),
            (LONG_LINE, &LONG_LINE.replace(" 7. ", "\n7. ")),
            (LONG_LINE, &LONG_LINE.replace("7. end", "7. the end")),
            (LONG_LINE, &LONG_LINE.replace("word 7. ", "8. ")),
        ] {
            let (before_words, after_words) = (words_of_blocks(before), words_of_blocks(after));
            assert_eq!(recount(before, before_words, after), after_words, "{before:?} {after:?}");
        }
    }

    #[test]
    fn characters_of_headline_and_deck_are_those_that_people_see() {
        let family = "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}";
        let article =
            Article {
                headline: format!("{family}한e\u{301}"), deck: "क्षि".into(), ..Article::default()
            };
        let counts = Counter::default().count(&article, &compose(&article));
        assert_eq!((counts.headline, counts.deck), (3, 1));
    }

    #[test]
    fn an_empty_draft_takes_no_time_to_read() {
        assert_eq!(Counts::default().reading_minutes(), 0);
    }
}
