//! What the head of a page tells readers that its text does not: longer titles, and descriptions for other sites.
//! Losing the site’s name at the end of a title does not count.

use super::super::beside::bare;
use super::facts::{Facts, one_line};
use crate::markdown::words;
use crate::reading::{Head, Piece, lines};

/// The titles, by their fields, with their names for an editor.
const TITLES: [(&str, &str); 3] = [
    ("og:title", "social media title"),
    ("twitter:title", "social media title"),
    ("dc.title", "title in the page’s metadata"),
];
const DESCRIPTIONS: [(&str, &str); 4] = [
    ("og:description", "social media description"),
    ("twitter:description", "social media description"),
    ("description", "description"),
    ("dc.description", "description"),
];

/// The titles and descriptions that say more than what was used, each with its name.
pub(super) fn fields(facts: &Facts, head: &Head, pieces: &[Piece]) -> Vec<(String, String)> {
    let mut said = format!("{} {}", bare(&head.headline), bare(&head.deck));
    for piece in pieces {
        for line in lines(std::slice::from_ref(&piece.block)) {
            said.push(' ');
            said.push_str(&bare(&words(&line)));
        }
    }
    let mut said = vec![format!(" {said} ")];
    let mut found = Vec::new();
    let title = [("page title", facts.title.clone())];
    let titles = TITLES.iter().map(|(name, what)| (*what, one_line(&facts.first(name))));
    let listed = |name: &str| {
        let value = facts.data.as_ref().and_then(|data| data.get(name)?.as_str());
        ("search engine headline", value.map(one_line).unwrap_or_default())
    };
    let titles = titles.chain([listed("headline"), listed("alternativeHeadline")]);
    for (what, title) in title.into_iter().chain(titles) {
        add(&mut found, &mut said, what, &title, &without_site(&title, &facts.first("og:site_name")));
    }
    for (name, what) in DESCRIPTIONS {
        let description = one_line(&facts.first(name));
        add(&mut found, &mut said, what, &description, description.trim_end_matches(['…', '.']));
    }
    found
}

/// Adds a field unless it was already `said`; `telling` are its significant words.
fn add(found: &mut Vec<(String, String)>, said: &mut Vec<String>, what: &str, value: &str, telling: &str) {
    let words = bare(telling);
    let is_said =
        words.is_empty() || said.iter().any(|said| said.contains(&format!(" {words} ")) || is_cut(said, telling));
    if !is_said {
        said.push(format!(" {words} "));
        found.push((what.to_owned(), value.to_owned()));
    }
}

/// Whether a text cut off within a word is the beginning of another one.
fn is_cut(said: &str, telling: &str) -> bool {
    let words = bare(telling);
    words.contains(' ') && said.contains(&format!(" {words}"))
}

/// A title without the name of its site before or after it.
fn without_site(title: &str, site: &str) -> String {
    const SIGNS: [&str; 9] = [" | ", " – ", " — ", " - ", " · ", " » ", " « ", " :: ", " • "];
    let site = bare(site);
    let is_site = |part: &str| !site.is_empty() && bare(part) == site;
    let mut rest = title.trim();
    while let Some((at, sign)) = SIGNS.iter().filter_map(|sign| Some((rest.rfind(sign)?, *sign))).max() {
        let (before, behind) =
            (rest.get(..at).unwrap_or_default(), rest.get(at + sign.len()..).unwrap_or_default());
        if is_site(before) {
            rest = behind;
        } else if is_site(behind) || is_name(behind, sign) {
            rest = before;
        } else {
            break;
        }
    }
    rest.to_owned()
}

/// Whether the end of a title looks like the name of a site.
fn is_name(words: &str, sign: &str) -> bool {
    const MOST: usize = 4;
    let is_large = |word: &str| !word.starts_with(char::is_lowercase) || word.len() <= 3 || word.contains('.');
    let count = words.split_whitespace().count();
    let is_bar = matches!(sign, " | " | " » " | " « " | " :: ");
    count <= MOST && (is_bar || words.split_whitespace().all(is_large))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_site_is_no_part_of_a_title() {
        for (title, site, expected) in [
            ("Weir falls dry – The Gazette", "", "Weir falls dry"),
            ("Weir falls dry | gazette.example", "", "Weir falls dry"),
            ("Weir falls dry | News | The Oakham Gazette", "", "Weir falls dry"),
            ("The Oakham and District Gazette - Weir", "The Oakham and District Gazette", "Weir"),
            ("Weir falls dry - what boats do now", "", "Weir falls dry - what boats do now"),
            ("Weir falls dry", "", "Weir falls dry"),
            ("Le barrage à sec — Le Courrier de Dun", "", "Le barrage à sec"),
        ] {
            assert_eq!(without_site(title, site), expected, "{title}");
        }
    }
}
