//! What would start a block at the beginning of a line.

use super::escape::entity;
use super::marks::Spelling;

/// The first characters of a line, escaped so that they open no block, and the number of characters they stand for.
/// `None` if they open none.
pub(super) fn spelled(rest: &str, spelling: Spelling) -> Option<(String, usize)> {
    match spelling {
        Spelling::Draft => in_draft(rest),
        Spelling::Anywhere => anywhere(rest),
    }
}

fn in_draft(rest: &str) -> Option<(String, usize)> {
    let first = rest.chars().next()?;
    match first {
        '#' | '+' | '-' | '=' | '>' | ':' | '|' => Some((format!("\\{first}"), 1)),
        ' ' | '\t' => Some((entity(first), 1)),
        '0'..='9' => number(rest).filter(|(_, used)| *used <= 10),
        _ => None,
    }
}

/// Blocks of other programs' dialects. A marker followed by a letter or digit is not one of them.
fn anywhere(rest: &str) -> Option<(String, usize)> {
    let first = rest.chars().next()?;
    let second = rest.chars().nth(1);
    let is_word = second.is_some_and(char::is_alphanumeric);
    let is_apart = second.is_none_or(char::is_whitespace);
    match first {
        '#' | '>' => Some((format!("\\{first}"), 1)),
        '+' | '-' if !is_word => Some((format!("\\{first}"), 1)),
        // Python-Markdown shows a backslash before these.
        '=' | ':' if !is_word => Some((entity(first), 1)),
        '~' | '^' | '%' if is_apart => Some((entity(first), 1)),
        ' ' | '\t' => Some((entity(first), 1)),
        '!' if rest.starts_with("!!!") => Some(("\\!".into(), 1)),
        '?' | '/' if rest.chars().take_while(|c| *c == first).count() > 2 => Some((entity(first), 1)),
        '0'..='9' => number(rest),
        '(' => bracketed(rest),
        'a'..='z' | 'A'..='Z' => lettered(rest),
        _ => None,
    }
}

/// `1.` and `1)`, of any length.
fn number(rest: &str) -> Option<(String, usize)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    signed(rest, digits, char::is_whitespace)
}

/// pandoc's `a.`, `iv)` and `A.`. A capital letter with a full stop needs two spaces after it, because it may be an
/// initial.
fn lettered(rest: &str) -> Option<(String, usize)> {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !is_numeral(rest.get(..letters)?) {
        return None;
    }
    let is_initial = rest.starts_with(|c: char| c.is_ascii_uppercase()) && rest.get(letters..)?.starts_with(". ");
    let is_spaced = rest.get(letters..)?.starts_with(".  ");
    if is_initial && !is_spaced { None } else { signed(rest, letters, char::is_whitespace) }
}

/// pandoc's `(1)`, `(a)`, `(iv)` and `(@name)`.
fn bracketed(rest: &str) -> Option<(String, usize)> {
    let inner = rest.get(1..)?;
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'@' | b'_' | b'-');
    let length = inner.bytes().take_while(is_name).count();
    let name = inner.get(..length)?;
    let counts =
        name.starts_with('@') || is_numeral(name) || (length > 0 && name.bytes().all(|b| b.is_ascii_digit()));
    if counts && inner.get(length..)?.starts_with(')') {
        signed(rest, length + 1, char::is_whitespace)
    } else {
        None
    }
}

/// Whether letters number items: a single one, or a Roman numeral.
fn is_numeral(letters: &str) -> bool {
    let is_roman = |letters: &str, signs: &str| letters.len() <= 8 && letters.chars().all(|c| signs.contains(c));
    letters.len() == 1 || (!letters.is_empty() && (is_roman(letters, "ivxlcdm") || is_roman(letters, "IVXLCDM")))
}

/// The first `length` bytes literally, and the character after them with a backslash, if it is followed by a gap.
fn signed(rest: &str, length: usize, is_gap: fn(char) -> bool) -> Option<(String, usize)> {
    let mut after = rest.get(length..)?.chars();
    let sign = after.next().filter(|c| matches!(c, '.' | ')'))?;
    after
        .next()
        .is_none_or(is_gap)
        .then(|| (format!("{}\\{sign}", rest.get(..length).unwrap_or_default()), length + 1))
}
