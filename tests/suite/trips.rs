//! Round trips through every format, for any article.

use std::collections::HashSet;

use copydesk::article::{Article, Place};
use copydesk::format::{self, Format};
use copydesk::link::is_relative;
use copydesk::markdown::{self, Inline};
use copydesk::page::{Page, PageNote, Part, compose};
use copydesk::reading::Origin;
use copydesk::recognise::recognise;
use proptest::prelude::*;

use crate::draft;

fn back(text: &str, origin: Origin) -> Article {
    recognise(&format::read(text, origin)).article
}

/// Checks that the page is the same after writing and reading it, and that a second round trip gives the same bytes.
fn check_trip(article: &Article, format: Format, origin: Origin) -> Result<(), TestCaseError> {
    let page = compose(article);
    let written = format::render(&page, format);
    let again = compose(&back(&written, origin));
    prop_assert_eq!(again.shape(), page.shape(), "--- written ---\n{}", tail(&written));
    let second = format::render(&again, format);
    prop_assert!(second == written, "first:\n{}\nsecond:\n{}", tail(&written), tail(&second));
    Ok(())
}

/// The text after an HTML page's style sheet.
fn tail(written: &str) -> &str {
    written.split_once("</style>").map_or(written, |(_, body)| body)
}

/// A footnote of the lede that two sections opened by its headings refer to becomes two notes, because a note belongs
/// to its section.
fn shares_a_note(page: &Page) -> bool {
    let mut seen = HashSet::new();
    let mut section = 0;
    for part in &page.parts {
        match part {
            Part::Heading(_) => section += 1,
            Part::Body(body) => {
                body.each_inline(&mut |inline| {
                    if let Inline::NoteRef { label, .. } = inline {
                        seen.insert((body.place.clone(), label.clone(), section));
                    }
                });
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
    let notes: HashSet<_> = seen.iter().map(|(place, label, _)| (place, label)).collect();
    // Notes that refer to notes can have the same effect.
    notes.len() < seen.len() || (has_split_body(page) && page.notes().iter().any(refers_to_a_note))
}

/// A relative link has no address in a page with an unknown location.
fn has_relative_link(page: &Page) -> bool {
    let mut found = false;
    let mut visit = |inline: &Inline| found |= matches!(inline, Inline::Link(link) if is_relative(&link.target));
    for part in &page.parts {
        match part {
            Part::Body(body) => body.each_inline(&mut visit),
            Part::Takeaways(points) => {
                points.iter().for_each(|point| markdown::each_in_line(&point.content, &mut visit));
            }
            Part::Notes(notes) => {
                notes.iter().for_each(|note| markdown::each_inline(&note.note.blocks, &mut visit));
            }
            Part::Headline(_)
            | Part::Image(_)
            | Part::Deck(_)
            | Part::Byline(_)
            | Part::Heading(_)
            | Part::Sources(_) => {}
        }
    }
    found
}

fn has_split_body(page: &Page) -> bool {
    page.parts.iter().any(|part| matches!(part, Part::Heading(h) if !matches!(h.place, Place::Heading(_))))
}

fn refers_to_a_note(note: &PageNote) -> bool {
    let mut found = false;
    markdown::each_inline(&note.note.blocks, &mut |inline| found |= matches!(inline, Inline::NoteRef { .. }));
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn a_page_comes_back_from_markdown(article in draft::article()) {
        prop_assume!(!shares_a_note(&compose(&article)));
        check_trip(&article, Format::Markdown, Origin::Markdown)?;
    }

    #[test]
    fn a_page_comes_back_from_markdown_with_front_matter(article in draft::article()) {
        prop_assume!(!shares_a_note(&compose(&article)));
        check_trip(&article, Format::MarkdownWithFrontMatter, Origin::Markdown)?;
        let page = compose(&article);
        let written = format::render(&page, Format::MarkdownWithFrontMatter);
        prop_assert_eq!(compose(&back(&written, Origin::Markdown)).meta, page.meta);
    }

    #[test]
    fn a_page_comes_back_from_an_html_page(article in draft::article()) {
        prop_assume!(!shares_a_note(&compose(&article)) && !has_relative_link(&compose(&article)));
        check_trip(&article, Format::HtmlPage, Origin::Html)?;
        let mut meta = compose(&article).meta;
        let written = format::render(&compose(&article), Format::HtmlPage);
        // A page has no place for a slug.
        meta.slug.clear();
        prop_assert_eq!(compose(&back(&written, Origin::Html)).meta, meta);
    }

    #[test]
    fn exporting_twice_gives_the_same_bytes(article in draft::article()) {
        for format in Format::ALL {
            prop_assert_eq!(format::render(&compose(&article), format), format::render(&compose(&article), format));
        }
    }

    #[test]
    fn no_word_of_a_text_is_lost(text in "([A-Za-z]{1,6}[ .,:]{0,2}|\\n|\\n\\n|- |1\\. |## |Sources:\\n|Key Takeaways\\n|•|\\[1\\]|\\*){0,40}") {
        let out = format::render(&compose(&back(&text, Origin::Text)), Format::Text);
        prop_assert_eq!(bag(&out), bag(&text), "{}", out);
    }
}

/// Every word, in any order, because labels move.
fn bag(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphabetic();
    let mut words: Vec<String> = text
        .split(|c| !is_word(c))
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty() && !["sources", "key", "takeaways"].contains(&word.as_str()))
        .collect();
    words.sort();
    words
}

#[test]
fn a_draft_with_five_hundred_of_each_goes_all_the_way() {
    let mut article = Article::default();
    for n in 0..500 {
        article.push_takeaway(format!("Point {n}"));
        article.push_section(format!("Section {n}"), format!("Body {n}.[^s{n}]"));
        article.push_source(copydesk::article::Source {
            key: format!("s{n}"),
            title: format!("Source {n}"),
            ..Default::default()
        });
    }
    let page = compose(&article);
    for (format, origin) in [(Format::Markdown, Origin::Markdown), (Format::HtmlPage, Origin::Html)] {
        let again = compose(&back(&format::render(&page, format), origin));
        assert_eq!(again.shape().len(), page.shape().len(), "{format:?}");
    }
    assert_eq!(markdown::parse(&article.sections[499].body).len(), 1);
}
