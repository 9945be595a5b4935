//! Rules about sources and the citations that point to them.

use super::facts::Checked;
use super::finding::Severity;
use super::rule::{Found, Rule};
use crate::article::{Place, SourceField};

pub(super) const DANGLING_CITATION: Rule = Rule {
    id: "dangling-citation",
    severity: Severity::Error,
    about: "A citation must match a listed source; otherwise it appears as typed.",
    check: dangling_citation,
};

pub(super) const NOTE_HIDES_SOURCE: Rule = Rule {
    id: "note-hides-source",
    severity: Severity::Warning,
    about: "A footnote must not share a label with a source; citations would point to the footnote instead.",
    check: note_hides_source,
};

pub(super) const NO_LINK: Rule = Rule {
    id: "source-without-link",
    severity: Severity::Warning,
    about: "Sources need a link so that editors can check them.",
    check: no_link,
};

fn dangling_citation(checked: &Checked<'_>) -> Vec<Found> {
    let cited = checked.texts.iter().flat_map(|(place, facts)| facts.citations.iter().map(move |c| (place, c)));
    let dangling = cited.filter(|(_, (key, _))| !checked.listed.contains(key.as_str()));
    let message = |key: &str| match checked.index.source(checked.article, key) {
        Some(_) => format!("[^{key}] cites a source with no title, link or publisher"),
        None => format!("[^{key}] does not match any source"),
    };
    dangling.map(|(place, (key, range))| Found::within(place.clone(), range.clone(), message(key))).collect()
}

fn note_hides_source(checked: &Checked<'_>) -> Vec<Found> {
    let notes = checked.texts.iter().flat_map(|(place, facts)| facts.notes.iter().map(move |note| (place, note)));
    let hiding = notes.filter(|(_, (label, _))| checked.listed.contains(label.as_str()));
    let message = |label: &str| {
        format!(
            "this footnote has the same label as source {label}, so citations point \
                                         to the footnote"
        )
    };
    hiding.map(|(place, (label, range))| Found::within(place.clone(), range.clone(), message(label))).collect()
}

fn no_link(checked: &Checked<'_>) -> Vec<Found> {
    let unlinked = checked.article.sources.iter().filter(|source| source.link.trim().is_empty());
    let place = |key: &str| Place::Source(key.to_owned(), SourceField::Link);
    unlinked.map(|source| Found::at(place(&source.key), "the source has no link")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, filled};
    use crate::article::{Article, Source};

    fn with_source(body: &str) -> Article {
        let mut article = filled();
        article.push_section("S", body);
        article.push_source(Source { link: "https://port.example".into(), ..Source::default() });
        article
    }

    #[test]
    fn a_citation_needs_its_source_and_code_cites_nothing() {
        check(&with_source("So it is.[^port] `[^gone]`"), &[]);
        check(&with_source("> So it is.[^gone]"), &["S: [^gone] does not match any source [dangling-citation]"]);
    }

    #[test]
    fn a_citation_of_an_empty_source_dangles_too() {
        let mut article = with_source("So.[^source]");
        article.push_source(Source::default());
        check(
            &article,
            &[
                "S: [^source] cites a source with no title, link or publisher [dangling-citation]",
                "Source 2: the source has no link [source-without-link]",
            ],
        );
    }

    #[test]
    fn a_footnote_by_the_name_of_a_source_is_found_and_another_is_not() {
        check(
            &with_source("So.[^port]\n\n[^port]: own"),
            &[
                "S: this footnote has the same label as source port, so citations point to the footnote [note-hides-source]",
            ],
        );
        check(&with_source("So.[^1]\n\n[^1]: own"), &[]);
    }

    #[test]
    fn a_takeaway_can_cite_too() {
        let mut article = filled();
        article.push_takeaway("So.[^gone]");
        check(&article, &["Takeaway 1: [^gone] does not match any source [dangling-citation]"]);
    }
}
