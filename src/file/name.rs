//! Suggests file names for new articles, and makes any file name safe to display.

use crate::article::Article;

/// The greatest length of a generated name, in characters without the extension.
const MOST_CHARS: usize = 60;

/// A name made from the slug, or else from the headline, that is valid on every system: `harbour-opens.html`.
pub fn suggested_name(article: &Article, extension: &str) -> String {
    let names = [&article.slug, &article.headline].map(|text| plain(text));
    let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "untitled".into());
    let name = if is_reserved(&name) { format!("{name}-draft") } else { name };
    format!("{name}.{extension}")
}

/// A typed name, reduced to what is valid on every system. `None` if no word is left.
pub(super) fn file_name(typed: &str) -> Option<String> {
    let plain = typed.replace(|c: char| c.is_control() || is_refused(c), " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(MOST_CHARS).collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if !name.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some(if is_reserved(&name.to_lowercase()) { format!("{name} template") } else { name.to_owned() })
}

/// A name, a path or any text as one line of output, without terminal control sequences and direction controls.
pub fn one_line(words: &str) -> String {
    let is_obeyed = |c: char| {
        c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    words.replace(is_obeyed, " ")
}

/// What is not valid in a name on some system, or changes the order in which it is displayed.
fn is_refused(c: char) -> bool {
    matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{200E}' | '\u{200F}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Words of letters and digits, joined by hyphens.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['\'', '’'], "");
    let mut name = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let joined = name.chars().count() + word.chars().count() + 1;
        if !name.is_empty() && joined > MOST_CHARS {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(MOST_CHARS));
    }
    name
}

/// Names that Windows reserves for devices.
fn is_reserved(name: &str) -> bool {
    let numbered = ["com", "lpt"].iter().filter_map(|device| name.strip_prefix(device));
    ["con", "prn", "aux", "nul"].contains(&name)
        || numbered.into_iter().any(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(slug: &str, headline: &str, expected: &str) {
        let article = Article { slug: slug.into(), headline: headline.into(), ..Article::default() };
        assert_eq!(suggested_name(&article, "txt"), expected);
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_left_of_a_line() {
        assert_eq!(one_line("a\u{1b}]0;b\u{7}c\r\nd\u{9b}2Je\u{202e}f\u{2028}g"), "a ]0;b c  d 2Je f g");
        assert_eq!(one_line("שלום \u{200f}— é 👩🏽\u{200d}✈️"), "שלום \u{200f}— é 👩🏽\u{200d}✈️");
    }

    #[test]
    fn the_slug_comes_before_the_headline() {
        check("tide-tables", "Harbour opens", "tide-tables.txt");
        check("", "Harbour’s new gate: “open”", "harbours-new-gate-open.txt");
        check("", "", "untitled.txt");
    }

    #[test]
    fn no_name_leads_out_of_the_folder_or_to_a_device() {
        check("../../etc/passwd", "", "etc-passwd.txt");
        check("nul", "", "nul-draft.txt");
        check("COM1", "", "com1-draft.txt");
        check("…", "港が開く", "港が開く.txt");
    }

    #[test]
    fn a_typed_name_stays_as_it_is_as_far_as_systems_take_it() {
        let name = |typed| file_name(typed).unwrap_or_default();
        assert_eq!(name("Q&A, weekly"), "Q&A, weekly");
        assert_eq!(name("..a/b\\c:d*?\"<>|e\u{202E}\n."), "a b c d e");
        assert_eq!(name("साप्ताहिक"), "साप्ताहिक");
        assert_eq!(name("Con"), "Con template");
        assert_eq!(name(" …/.. "), "");
    }

    #[test]
    fn long_names_end_with_a_word() {
        check("", &"harbour ".repeat(30), &format!("{}.txt", ["harbour"; 7].join("-")));
        check("", &"x".repeat(300), &format!("{}.txt", "x".repeat(60)));
    }
}
