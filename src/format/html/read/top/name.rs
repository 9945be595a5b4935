//! The line that names the authors.

use crate::page;

/// How a line is recognised as a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// By its element.
    Marked,
    /// By the word it starts with.
    Written,
}

/// What a byline starts with, longer words first.
const BY: [&str; 16] = [
    "written by",
    "posted by",
    "words by",
    "story by",
    "report by",
    "by",
    "text von",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
    "af",
    "autor",
    "author",
];

/// What separates two names.
const BETWEEN: [&str; 8] = [" and ", " und ", " et ", " y ", " e ", " en ", " & ", ", "];

/// Words that are not part of names: job titles and places.
const OFFICES: [&str; 16] = [
    "correspondent",
    "editor",
    "reporter",
    "writer",
    "columnist",
    "staff",
    "critic",
    "bureau",
    "desk",
    "contributor",
    "in",
    "for",
    "at",
    "news",
    "of",
    "the",
];

/// The names in a byline that contains nothing else.
pub(super) fn names(line: &str, by: By) -> Option<Vec<String>> {
    let bare = without_by(line);
    if bare.is_none() && by == By::Written {
        return None;
    }
    let mut names = vec![bare.unwrap_or(line)];
    for sign in BETWEEN {
        names = names.into_iter().flat_map(|name| name.split(sign)).map(page::without_by).collect();
    }
    (!names.is_empty() && names.iter().all(|name| is_name(name)))
        .then(|| names.into_iter().map(str::to_owned).collect())
}

/// Whether a line consists only of known names.
pub(super) fn says(line: &str, names: &[String]) -> bool {
    let line = tokens(without_by(line).unwrap_or(line));
    let names: Vec<Vec<String>> = names.iter().map(|name| tokens(name)).collect();
    let is_between = |word: &String| BETWEEN.iter().any(|sign| sign.trim() == word);
    let is_known =
        |word: &String| names.iter().any(|name| name.contains(word)) || is_between(word) || word == "by";
    let has_one = names.iter().any(|name| !name.is_empty() && name.iter().all(|word| line.contains(word)));
    has_one && line.iter().all(is_known)
}

fn without_by(line: &str) -> Option<&str> {
    let line = line.trim();
    BY.iter().find_map(|by| {
        let (start, rest) = line.split_at_checked(by.len())?;
        let is_apart = rest.starts_with([' ', ':', '\u{a0}']);
        let rest = rest.trim_start_matches([' ', ':', '\u{a0}']);
        let is_twice = page::without_by(line) != line && page::without_by(line).len() < rest.len();
        (start.to_lowercase() == *by && is_apart).then(|| if is_twice { page::without_by(line) } else { rest })
    })
}

fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn is_name(name: &str) -> bool {
    const MOST: usize = 5;
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_lower = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let is_office = |word: &&str| OFFICES.contains(&word.to_lowercase().as_str());
    (1..=MOST).contains(&words.len())
        && !words.first().is_some_and(is_lower)
        && !words.last().is_some_and(is_lower)
        && !words.iter().any(is_office)
        && name
            .chars()
            .all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '-' | '’' | '\'' | '·'))
}
