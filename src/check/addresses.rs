//! Rules for links and images whose addresses are left out of exports.

use super::facts::Checked;
use super::finding::Severity;
use super::rule::{Found, Rule};
use crate::link;
use crate::page::{self, LostAddress};

pub(super) const LINK_IN_HEADING: Rule = Rule {
    id: "link-in-heading",
    severity: Severity::Warning,
    about: "Section headings are plain text; exports leave out the address of a link in one.",
    check: link_in_heading,
};

pub(super) const LOST_ADDRESS: Rule = Rule {
    id: "lost-address",
    severity: Severity::Warning,
    about: "Links must use http, https or mailto, and images a file path or web address. Exports leave out \
            others.",
    check: lost_address,
};

pub(super) const RELATIVE_LINK: Rule = Rule {
    id: "relative-link",
    severity: Severity::Warning,
    about: "Relative links work in HTML only if the draft has a canonical link.",
    check: relative_link,
};

fn link_in_heading(checked: &Checked<'_>) -> Vec<Found> {
    let addresses = page::addresses_in_headings(checked.article).into_iter();
    addresses
        .map(|(place, range)| Found::within(place, range, "exports leave out the link in this heading"))
        .collect()
}

fn lost_address(checked: &Checked<'_>) -> Vec<Found> {
    let texts = checked.texts.iter();
    let lost = texts.flat_map(|(place, facts)| facts.lost.iter().map(move |(why, range)| (place, why, range)));
    let message = |why: &LostAddress| match why {
        LostAddress::Link => "exports leave out this link because it is not http, https or mailto",
        LostAddress::Picture => "exports leave out this image because its address is not a file path or web link",
        LostAddress::InWords(_) => "exports leave out the link in this image’s alt text",
    };
    lost.map(|(place, why, range)| Found::within(place.clone(), range.clone(), message(why))).collect()
}

fn relative_link(checked: &Checked<'_>) -> Vec<Found> {
    let base = checked.article.canonical.trim();
    let texts = checked.texts.iter();
    let links = texts.flat_map(|(place, facts)| facts.relative.iter().map(move |link| (place, link)));
    let unresolved = links.filter(|(_, (target, _))| link::resolve(target, base).is_none());
    let message = "this relative link needs a canonical link to work in HTML";
    unresolved.map(|(place, (_, range))| Found::within(place.clone(), range.clone(), message)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::tests::{check, filled};

    #[test]
    fn a_link_in_a_heading_that_opens_a_section_is_found() {
        let mut article = filled();
        article.lede = Arc::new("a\n\n# [b](https://c.example)".into());
        check(&article, &["Lede: exports leave out the link in this heading [link-in-heading]"]);
    }

    #[test]
    fn addresses_that_no_export_keeps_are_found() {
        let mut article = filled();
        article.lede = Arc::new("[a](ftp://b.example) ![c](data:x) ![d [e](https://f.example)](g.png)".into());
        check(
            &article,
            &[
                "Lede: exports leave out this link because it is not http, https or mailto [lost-address]",
                "Lede: exports leave out this image because its address is not a file path or web link \
                 [lost-address]",
                "Lede: exports leave out the link in this image’s alt text [lost-address]",
            ],
        );
        article.lede = Arc::new("[a](https://b.example) ![c](d.png) <mailto:e@f.example>".into());
        check(&article, &[]);
    }

    #[test]
    fn a_relative_link_is_found_until_there_is_a_canonical_link() {
        let mut article = filled();
        article.lede = Arc::new("[a](../b.html)".into());
        let found = "Lede: this relative link needs a canonical link to work in HTML [relative-link]";
        check(&article, &[found]);
        article.canonical = "https://c.example/d/e".into();
        check(&article, &[]);
    }
}
