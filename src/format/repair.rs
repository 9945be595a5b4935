//! Characters that only a wrong decoding puts into a text: those of Windows-1252 that were taken for Latin-1, where
//! they are invisible controls.

use std::borrow::Cow;

/// What Windows-1252 has from 0x80 to 0x9F; NUL where it has nothing.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// A text with the characters that were meant.
pub(crate) fn repaired(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| meant(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| meant(c).unwrap_or(c)).collect())
}

fn meant(c: char) -> Option<char> {
    let index = u32::from(c).checked_sub(0x80)?;
    WINDOWS.get(usize::try_from(index).ok()?).copied().filter(|meant| *meant != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Origin, read};
    use crate::markdown::{Block, words};

    #[test]
    fn quotes_that_were_decoded_wrongly_are_quotes() {
        assert_eq!(repaired("\u{93}It\u{92}s 5 \u{80}\u{94} \u{96} no\u{85}"), "“It’s 5 €” – no…");
        assert_eq!(repaired("\u{81}\u{8D} as it is: é “x”"), "\u{81}\u{8D} as it is: é “x”");
    }

    #[test]
    fn they_are_in_whatever_comes_in() {
        for origin in [Origin::Text, Origin::Markdown, Origin::Html] {
            let reading = read("Hello there.\n\n\u{93}Yes\u{94} she said.", origin);
            let is_there = reading.pieces.iter().any(|piece| match &piece.block {
                Block::Paragraph(line) => words(line).contains("“Yes” she said."),
                _ => false,
            });
            assert!(is_there, "{origin:?}");
        }
    }
}
