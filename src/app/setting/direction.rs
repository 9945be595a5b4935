//! The direction of a text, and whether any of it runs the other way.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use crate::page::Direction;

/// Whether a text contains right-to-left characters or direction controls.
pub fn turns(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_turning)
}

fn is_turning(c: char) -> bool {
    is_leftward(c) || matches!(c, '\u{200F}' | '\u{202B}' | '\u{202E}' | '\u{2067}')
}

/// Whether a character belongs to a right-to-left script.
pub(super) fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
        || matches!(c, '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The direction of a paragraph: that of its language if known, or else of its first character with a direction.
pub fn base(paragraph: &str, language: Option<Direction>) -> Direction {
    language.unwrap_or_else(|| match turns(paragraph) {
        false => Direction::LeftToRight,
        true => match unicode_bidi::get_base_direction(paragraph) {
            unicode_bidi::Direction::Rtl => Direction::RightToLeft,
            unicode_bidi::Direction::Ltr | unicode_bidi::Direction::Mixed => Direction::LeftToRight,
        },
    })
}

/// The embedding level of each byte of a paragraph. Each of `wholes` counts as one neutral character.
pub(super) fn levels(paragraph: &str, direction: Direction, wholes: &[Range<usize>]) -> Vec<Level> {
    let base = level(direction);
    let mut text = paragraph.to_owned();
    for whole in wholes.iter().filter(|whole| paragraph.get((**whole).clone()).is_some()) {
        text.replace_range(whole.clone(), &"!".repeat(whole.len()));
    }
    BidiInfo::new(&text, Some(base)).levels
}

pub(super) fn level(direction: Direction) -> Level {
    match direction {
        Direction::LeftToRight => Level::ltr(),
        Direction::RightToLeft => Level::rtl(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, language: Option<Direction>, expected: Direction) {
        assert_eq!(base(paragraph, language), expected, "{paragraph:?}");
    }

    #[test]
    fn a_paragraph_runs_as_its_language_or_else_as_its_first_letter_with_a_direction() {
        use Direction::{LeftToRight, RightToLeft};
        check("12 (שלום) x", None, RightToLeft);
        check("x שלום", None, LeftToRight);
        check("… 12", None, LeftToRight);
        check("", None, LeftToRight);
        check("", Some(RightToLeft), RightToLeft);
        check("x", Some(RightToLeft), RightToLeft);
        check("שלום", Some(LeftToRight), LeftToRight);
        check("\u{2067}שלום\u{2069} x", None, LeftToRight);
    }

    #[test]
    fn what_runs_to_the_left_or_makes_other_letters_do_so_is_known() {
        for text in ["א", "س", "\u{200F}", "x\u{202E}y", "\u{2067}", "\u{1E900}", "٣"] {
            assert!(turns(text), "{text:?}");
        }
        for text in ["", "a", "é — “x” 日本 ж 한 \u{FEFF}\u{200B}\u{200E}"] {
            assert!(!turns(text), "{text:?}");
        }
    }
}
