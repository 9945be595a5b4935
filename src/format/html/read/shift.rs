//! Superscripts and subscripts in plain text. Digits have characters of their own; other text gets a sign, so that 10
//! with a superscript 3 never reads as 103. Endings as in `1st` stay as they are.

use std::borrow::Cow;

/// The vertical position of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    Raised,
    Lowered,
}

/// Superscript endings that read the same on the line.
const ENDINGS: [&str; 34] = [
    "st", "nd", "rd", "th", "d", "er", "ers", "re", "ère", "e", "è", "ème", "ième", "eme", "es", "me", "mes",
    "lle", "lles", "r", "rs", "t", "te", "ts", "ie", "o", "os", "a", "as", "º", "ª", "nr", "ter", "gr",
];

impl Shift {
    /// The text as it is shown in a line, after a text that ends in `before`.
    pub(super) fn shown(self, words: &str, before: Option<char>) -> Cow<'_, str> {
        let inner = words.trim();
        if inner.is_empty() {
            return Cow::Borrowed(words);
        }
        let joins = before.is_some_and(char::is_alphanumeric)
            && inner.starts_with(|c: char| c.is_alphanumeric() || is_sign(c));
        if let Some(shifted) = self.characters(inner) {
            return Cow::Owned(words.replacen(inner, &shifted, 1));
        }
        if !joins || self == Shift::Raised && is_ending_of(before, inner) {
            return Cow::Borrowed(words);
        }
        let sign = match self {
            Shift::Raised => '^',
            Shift::Lowered => '_',
        };
        let is_one = inner.trim_start_matches(is_sign).chars().all(|c| c.is_alphanumeric() || c == '.');
        let marked = if is_one { format!("{sign}{inner}") } else { format!("{sign}({inner})") };
        Cow::Owned(words.replacen(inner, &marked, 1))
    }

    /// The text in superscript or subscript characters, if all of them exist.
    fn characters(self, words: &str) -> Option<String> {
        let is_figures =
            words.contains(|c: char| c.is_ascii_digit()) || matches!(words, "n" | "i" | "+" | "-" | "−" | "–");
        is_figures.then(|| words.chars().map(|c| self.character(c)).collect()).flatten()
    }

    fn character(self, c: char) -> Option<char> {
        const HIGH: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        const LOW: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
        let figures = match self {
            Shift::Raised => &HIGH,
            Shift::Lowered => &LOW,
        };
        if let Some(digit) = c.to_digit(10) {
            return figures.get(usize::try_from(digit).ok()?).copied();
        }
        match (self, c) {
            (_, ',' | ';' | ' ') => Some(c),
            (Shift::Raised, '+') => Some('⁺'),
            (Shift::Raised, '-' | '−' | '–') => Some('⁻'),
            (Shift::Raised, 'n') => Some('ⁿ'),
            (Shift::Raised, 'i') => Some('ⁱ'),
            (Shift::Lowered, '+') => Some('₊'),
            (Shift::Lowered, '-' | '−' | '–') => Some('₋'),
            (Shift::Raised | Shift::Lowered, _) => None,
        }
    }
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '−' | '–' | '+')
}

/// Whether superscript text reads the same on the line after a text. A single letter does after a digit, if it is a
/// capital, or as in `n` with a raised `o`; after a word it is a note mark.
fn is_ending_of(before: Option<char>, words: &str) -> bool {
    let is_one = words.chars().count() == 1 && words.chars().all(char::is_alphabetic);
    let is_behind_word = before.is_some_and(|c| c.is_lowercase() && !(c == 'n' && words == "o"));
    is_ending(words) && !(is_one && is_behind_word)
}

/// Whether superscript text reads the same on the line.
pub(super) fn is_ending(words: &str) -> bool {
    let is_trade = matches!(words, "TM" | "SM" | "MC" | "®" | "™" | "℠" | "©");
    is_trade || ENDINGS.contains(&words.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shift: Shift, before: char, words: &str, expected: &str) {
        assert_eq!(shift.shown(words, Some(before)), expected, "{words:?} behind {before:?}");
    }

    #[test]
    fn figures_and_words_set_high_or_low_never_join() {
        use Shift::{Lowered, Raised};
        for (shift, before, words, expected) in [
            (Raised, '0', "3", "³"),
            (Raised, '0', "-3", "⁻³"),
            (Raised, '0', "−12", "⁻¹²"),
            (Raised, '2', "n", "ⁿ"),
            (Raised, '2', "k", "^k"),
            (Raised, '2', "n+1", "ⁿ⁺¹"),
            (Raised, 'e', "x+1", "^(x+1)"),
            (Raised, 'e', "-x", "^-x"),
            (Raised, '0', "1.5", "^1.5"),
            (Raised, 'd', "1, 2", "¹, ²"),
            (Raised, 'd', "2a", "^2a"),
            (Raised, '1', "st", "st"),
            (Raised, '2', "ND", "ND"),
            (Raised, 'X', "e", "e"),
            (Raised, 'd', "TM", "TM"),
            (Raised, 'd', "a", "^a"),
            (Raised, 'e', "r", "^r"),
            (Raised, 'n', "o", "o"),
            (Raised, 'D', "r", "r"),
            (Raised, '1', "a", "a"),
            (Raised, 'd', "see", "^see"),
            (Raised, 'd', "[3]", "[3]"),
            (Raised, 'd', "*", "*"),
            (Raised, ' ', "note", "note"),
            (Raised, 'a', "2+", "²⁺"),
            (Lowered, 'H', "2", "₂"),
            (Lowered, 'x', "max", "_max"),
            (Lowered, 'x', "i", "_i"),
            (Lowered, 'x', "i,j", "_(i,j)"),
            (Lowered, 'O', " 2 ", " ₂ "),
        ] {
            check(shift, before, words, expected);
        }
    }
}
