//! Rules about the text itself.

use super::facts::Checked;
use super::finding::Severity;
use super::placeholder::placeholders;
use super::rule::{Found, Rule};
use crate::article::{Place, SourceField};

pub(super) const PLACEHOLDER: Rule = Rule {
    id: "placeholder",
    severity: Severity::Error,
    about: "Published text must not contain TK (“to come”) or TODO.",
    check: placeholder,
};

/// Single-line texts that readers may see.
const LINES: [Place; 6] =
    [Place::Headline, Place::Deck, Place::ImageAlt, Place::ImageCaption, Place::ImageCredit, Place::Dateline];

/// Texts of a source that readers may see.
const SOURCE_LINES: [SourceField; 5] =
    [SourceField::Link, SourceField::Title, SourceField::Publisher, SourceField::Author, SourceField::Published];

fn placeholder(checked: &Checked<'_>) -> Vec<Found> {
    let article = checked.article;
    let mut found = Vec::new();
    for place in LINES {
        add_all(article.text(&place).unwrap_or_default(), &place, &mut found);
    }
    for section in &article.sections {
        add_all(&section.heading, &Place::Heading(section.id), &mut found);
    }
    for source in &article.sources {
        for field in SOURCE_LINES {
            add_all(source.text(field), &Place::Source(source.key.clone(), field), &mut found);
        }
    }
    for (lines, place) in [(&article.byline, Place::Byline), (&article.tags, Place::Tags)] {
        let words = lines.iter().flat_map(|line| placeholders(line));
        found.extend(words.map(|(word, _)| Found::at(place.clone(), message(&word))));
    }
    for (place, facts) in &checked.texts {
        let words = facts.placeholders.iter();
        found.extend(words.map(|(word, range)| Found::within(place.clone(), range.clone(), message(word))));
    }
    found
}

fn add_all(text: &str, place: &Place, found: &mut Vec<Found>) {
    let words = placeholders(text);
    found.extend(words.into_iter().map(|(word, range)| Found::within(place.clone(), range, message(&word))));
}

fn message(word: &str) -> String {
    format!("{word} still needs to be replaced")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, filled};
    use super::*;
    use crate::article::Source;

    #[track_caller]
    fn check_words(text: &str, expected: &[(&str, usize)]) {
        let words = placeholders(text);
        let found: Vec<(&str, usize)> = words.iter().map(|(word, range)| (word.as_str(), range.start)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn whole_words_count_and_parts_of_words_do_not() {
        check_words("By TK, aged TKTK (TKS)…TODO: call", &[("TK", 3), ("TKTK", 12), ("TKS", 18), ("TODO", 25)]);
        check_words("A TKO in ATK; Tk, todo, TODOS, TKT, TK_ID, S", &[]);
    }

    #[test]
    fn addresses_are_left_alone() {
        check_words("https://a.example/TK www.a.example/TODO TK@a.example", &[]);
    }

    #[test]
    fn bodies_are_searched_where_readers_see_them() {
        let mut article = filled();
        let id =
            article.push_section("TK", "é *TK* [a](https://a.example/TK) `TK`\n\n    TODO\n\n| TODO |\n|-|\n");
        check(
            &article,
            &[
                "TK: TK still needs to be replaced [placeholder]",
                "TK: TK still needs to be replaced [placeholder]",
                "TK: TODO still needs to be replaced [placeholder]",
            ],
        );
        let ranges: Vec<_> = super::super::check(&article).into_iter().map(|f| (f.place, f.range)).collect();
        let expected = [(Place::Heading(id), Some(0..2)), (Place::Body(id), Some(4..6))];
        assert_eq!(ranges.get(..2), Some(expected.as_slice()));
    }

    #[test]
    fn private_notes_may_hold_what_they_like() {
        let mut article = filled();
        article.note = "TODO".into();
        let link = "https://a.example".to_owned();
        article.push_source(Source { link, note: "TK".into(), accessed: "TK".into(), ..Source::default() });
        check(&article, &[]);
        article.byline = vec!["TK".into()];
        check(&article, &["Byline: TK still needs to be replaced [placeholder]"]);
    }
}
