//! What a note mark looks like: its text, its style, and the names programs give it.

use scraper::node::Element;

use super::content::is_high;
use crate::format::html::read::shift::is_ending;
use crate::format::html::read::style;
use crate::format::html::read::tree::{Branch, element, text};

/// The number of letters of the longest word before a mark's number, as in `note 3`.
const WORD: usize = 5;

/// The text of a mark without brackets around it.
pub(super) fn words(mark: &str) -> String {
    let inner = mark.trim().trim_matches(|c: char| is_bracket(c) || c.is_whitespace());
    inner.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The label of a mark in Markdown: its letters and digits.
pub(super) fn label(mark: &str) -> String {
    const LONGEST: usize = 12;
    let label: String = words(mark).chars().filter(char::is_ascii_alphanumeric).collect();
    if label.len() <= LONGEST { label } else { String::new() }
}

/// Whether a text is only a number, a letter or a symbol, with an optional short word before it or brackets around it.
pub(super) fn is_mark(mark: &str) -> bool {
    let words = words(mark);
    let (word, last) = words.rsplit_once(' ').unwrap_or(("", &words));
    let is_word = word.chars().count() <= WORD && word.chars().all(|c| c.is_alphabetic() || c == '.');
    let last = last.trim_end_matches(['.', ':', ',']);
    let count = last.chars().count();
    let has_number = last.starts_with(|c: char| c.is_ascii_digit());
    let is_number = count <= 5 && has_number && last.chars().all(char::is_alphanumeric);
    let is_letters = word.is_empty() && (1..=4).contains(&count) && last.chars().all(|c| "ivxlc".contains(c));
    let is_letter = count <= 2 && count > 0 && last.chars().all(char::is_alphabetic);
    let is_sign = word.is_empty() && (1..=3).contains(&count) && last.chars().all(|c| "*†‡§¶#‖⁎∗".contains(c));
    let is_high = !last.is_empty() && last.chars().all(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c));
    is_word && (is_number || is_letters || is_letter || is_sign || is_high)
}

pub(super) fn is_bracketed(mark: &str) -> bool {
    let mark = mark.trim();
    mark.starts_with(is_bracket) && mark.ends_with(is_bracket)
}

fn is_bracket(c: char) -> bool {
    matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '【' | '】')
}

/// Whether a link is superscript: itself, its content, or its parent.
pub(super) fn is_raised(link: Branch<'_>) -> bool {
    const HIGH: usize = 4;
    let is_inline = |around: &&Element| !super::content::is_outer(around);
    let around = link.ancestors().take(HIGH).map_while(element).take_while(is_inline);
    around.into_iter().any(is_high) || element(link).is_some_and(is_high) || {
        let all = text(link);
        let high = link.descendants().filter(|node| element(*node).is_some_and(is_high));
        !all.trim().is_empty() && high.into_iter().any(|node| text(node).trim() == all.trim())
    }
}

/// Whether a link is superscript and would run into the text before it: it has no brackets and is not an ordinal
/// ending.
pub(in crate::format::html::read) fn stands_high(link: Branch<'_>) -> bool {
    let words = text(link);
    let shown = words.trim();
    let is_joining = shown.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || ",-–.†‡*".contains(c));
    !shown.is_empty() && is_joining && !(is_ending(shown) && shown.chars().count() > 1) && is_raised(link)
}

/// Whether a link is declared as a mark.
pub(super) fn is_called_so(link: &Element) -> bool {
    let role = link.attr("role").or(link.attr("epub:type"));
    let is_class = |class: &str| {
        ["footnote-ref", "noteref", "footnoteref", "footnote-anchor", "sdfootnoteanc", "sdendnoteanc", "fnref"]
            .contains(&class)
    };
    role.is_some_and(|role| role.split_whitespace().any(|role| matches!(role, "doc-noteref" | "noteref")))
        || link.attr("data-footnote-ref").is_some()
        || classes(link).any(is_class)
}

/// Whether a link is declared as a backlink to the text.
pub(super) fn is_way_back(link: &Element) -> bool {
    let role = link.attr("role").or(link.attr("epub:type"));
    let is_class = |class: &str| {
        let class = class.to_ascii_lowercase();
        ["backref", "backlink", "back-ref", "back-link", "reversefootnote", "footnote-back", "footnote-return"]
            .iter()
            .any(|name| class.contains(name))
    };
    role.is_some_and(|role| role.split_whitespace().any(|role| matches!(role, "doc-backlink" | "backlink")))
        || link.attr("data-footnote-backref").is_some()
        || link.attr("rev") == Some("footnote")
        || classes(link).any(is_class)
}

/// A reviewer's comment in a Word document, which is not for readers.
pub(super) fn is_comment(link: &Element) -> bool {
    link.attr("href").is_some_and(|href| href.contains("#_msocom_")) || classes(link).any(|c| c == "msocomanchor")
}

/// Whether the names of an element say that it contains notes.
pub(super) fn names_note(element: &Element) -> bool {
    let names = ["id", "class", "role", "epub:type"].iter().filter_map(|name| element.attr(name));
    let is_named = names.into_iter().any(|name| {
        let name = name.to_ascii_lowercase();
        ["note", "ftn", "edn", "cite", "fn"].iter().any(|part| name.contains(part))
    });
    is_named || style::value(element, "mso-element").is_some_and(|value| value.ends_with("note"))
}

/// Whether the text of a backlink is nothing but that: an arrow, the mark, a letter, a phrase.
pub(super) fn says_nothing(words: &str) -> bool {
    const PHRASES: [&str; 24] = [
        "back",
        "to",
        "the",
        "text",
        "top",
        "return",
        "jump",
        "up",
        "content",
        "article",
        "reference",
        "footnote",
        "note",
        "go",
        "see",
        "in",
        "context",
        "main",
        "zurück",
        "zum",
        "retour",
        "au",
        "texte",
        "volver",
    ];
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        PHRASES.contains(&word.as_str()) || word.is_empty() || is_mark(&word)
    };
    is_mark(words) || words.split_whitespace().all(is_word)
}

fn classes(element: &Element) -> impl Iterator<Item = &str> {
    element.attr("class").unwrap_or_default().split_ascii_whitespace()
}
