//! Rules about which parts an article has.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

use super::facts::Checked;
use super::finding::Severity;
use super::rule::{Found, Rule};
use crate::article::Place;

/// In characters as readers see them.
const HEADLINE_LIMIT: usize = 90;

pub(super) const NO_HEADLINE: Rule = Rule {
    id: "no-headline",
    severity: Severity::Error,
    about: "Every article needs a headline; it is also the page title.",
    check: no_headline,
};

pub(super) const LONG_HEADLINE: Rule = Rule {
    id: "long-headline",
    severity: Severity::Warning,
    about: "Headlines should have at most 90 characters; nine in ten professionally edited ones do.",
    check: long_headline,
};

pub(super) const NO_DECK: Rule = Rule {
    id: "no-deck",
    severity: Severity::Warning,
    about: "Every article needs a deck; search results and link previews show it.",
    check: no_deck,
};

pub(super) const EMPTY_SECTION: Rule = Rule {
    id: "empty-section",
    severity: Severity::Warning,
    about: "Sections need text; an empty one is a gap in the draft.",
    check: empty_section,
};

pub(super) const UNTITLED_SECTION: Rule = Rule {
    id: "untitled-section",
    severity: Severity::Warning,
    about: "Sections need a heading; without one, the text runs on from the section before.",
    check: untitled_section,
};

pub(super) const DUPLICATE_HEADING: Rule = Rule {
    id: "duplicate-heading",
    severity: Severity::Warning,
    about: "Headings should be unique and describe their section (WCAG 2.2, 2.4.6).",
    check: duplicate_heading,
};

fn no_headline(checked: &Checked<'_>) -> Vec<Found> {
    let is_missing = checked.article.headline.trim().is_empty();
    is_missing.then(|| Found::at(Place::Headline, "there is no headline")).into_iter().collect()
}

fn long_headline(checked: &Checked<'_>) -> Vec<Found> {
    let length = checked.article.headline.trim().graphemes(true).count();
    let message = || format!("the headline has {length} characters; the limit is {HEADLINE_LIMIT}");
    (length > HEADLINE_LIMIT).then(|| Found::at(Place::Headline, message())).into_iter().collect()
}

fn no_deck(checked: &Checked<'_>) -> Vec<Found> {
    let is_missing = checked.article.deck.trim().is_empty();
    is_missing.then(|| Found::at(Place::Deck, "there is no deck")).into_iter().collect()
}

fn empty_section(checked: &Checked<'_>) -> Vec<Found> {
    let empty = checked.article.sections.iter().filter(|section| section.body.trim().is_empty());
    empty.map(|section| Found::at(Place::Body(section.id), "the section is empty")).collect()
}

fn untitled_section(checked: &Checked<'_>) -> Vec<Found> {
    let is_untitled = |heading: &str, body: &str| heading.trim().is_empty() && !body.trim().is_empty();
    let untitled = checked.article.sections.iter().filter(|s| is_untitled(&s.heading, &s.body));
    untitled.map(|section| Found::at(Place::Heading(section.id), "the section has no heading")).collect()
}

fn duplicate_heading(checked: &Checked<'_>) -> Vec<Found> {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut found = Vec::new();
    for (index, section) in checked.article.sections.iter().enumerate() {
        let words: Vec<&str> = section.heading.split_whitespace().collect();
        if words.is_empty() {
            continue;
        }
        let earlier = *first.entry(words.join(" ").to_lowercase()).or_insert(index);
        if earlier != index {
            let message = format!("same heading as section {}", earlier + 1);
            found.push(Found::at(Place::Heading(section.id), message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, filled};
    use crate::article::Article;

    #[test]
    fn an_empty_article_lacks_a_headline_and_a_deck() {
        check(
            &Article::default(),
            &["Headline: there is no headline [no-headline]", "Deck: there is no deck [no-deck]"],
        );
    }

    #[test]
    fn a_headline_may_have_ninety_characters_as_a_reader_counts_them() {
        let mut article = filled();
        article.headline = "👩🏽\u{200d}✈️".repeat(90);
        check(&article, &[]);
        article.headline.push('e');
        check(&article, &["Headline: the headline has 91 characters; the limit is 90 [long-headline]"]);
    }

    #[test]
    fn a_section_has_a_heading_and_a_body() {
        let mut article = filled();
        article.push_section("Tides", " \n");
        article.push_section(" ", "words");
        article.push_section("", "");
        check(
            &article,
            &[
                "Tides: the section is empty [empty-section]",
                "Section 2: the section has no heading [untitled-section]",
                "Section 3: the section is empty [empty-section]",
            ],
        );
    }

    #[test]
    fn headings_are_compared_without_case_and_space() {
        let mut article = filled();
        for heading in ["The  tide", "Other", "the Tide "] {
            article.push_section(heading, "words");
        }
        check(&article, &["the Tide : same heading as section 1 [duplicate-heading]"]);
    }
}
