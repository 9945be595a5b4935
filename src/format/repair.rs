//! Repairs characters damaged by decoding: Windows-1252 read as Latin-1, which gives invisible control characters, and
//! UTF-8 read as Windows-1252, which gives three characters for one.

use std::borrow::Cow;

/// The characters of Windows-1252 from 0x80 to 0x9F; NUL for undefined ones.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// A text with decoding errors repaired.
pub(crate) fn repaired(text: &str) -> Cow<'_, str> {
    counted(text).0
}

/// A text with decoding errors repaired, and the number of repaired characters.
pub(crate) fn counted(text: &str) -> (Cow<'_, str>, usize) {
    /// The number of times a text may have been decoded wrongly.
    const TIMES: usize = 3;
    let mut known = Cow::Borrowed(text);
    let mut count = 0;
    for _ in 0..TIMES {
        // Longer sequences first, because parts of them are among the single characters.
        let Some((better, found)) = decoded(&known) else { break };
        (known, count) = (Cow::Owned(better), found);
    }
    let alone = known.chars().filter(|c| meant(*c).is_some()).count();
    if alone == 0 {
        return (known, count);
    }
    (Cow::Owned(known.chars().map(|c| meant(c).unwrap_or(c)).collect()), count + alone)
}

fn meant(c: char) -> Option<char> {
    let index = u32::from(c).checked_sub(0x80)?;
    WINDOWS.get(usize::try_from(index).ok()?).copied().filter(|meant| *meant != '\0')
}

/// The text decoded as UTF-8 where it was, and the number of characters. `None` unless something in it is certainly
/// wrong.
fn decoded(text: &str) -> Option<(String, usize)> {
    if !is_certain(text) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (put, length) = match sequence(rest) {
            Some((put, length)) => {
                count += 1;
                (put, length)
            }
            // The third byte is undefined in Windows-1252, and many programs drop it.
            None if rest.starts_with("â€") => {
                count += 1;
                ('”', "â€".len())
            }
            None => (c, c.len_utf8()),
        };
        out.push(put);
        rest = rest.get(length..).unwrap_or_default();
    }
    Some((out, count))
}

/// Whether a text contains something that nobody writes: `â€™`, or an `Ã` within a lower-case word.
fn is_certain(text: &str) -> bool {
    let mut before = None;
    text.char_indices().any(|(at, c)| {
        let left = before.replace(c);
        let rest = text.get(at..).unwrap_or_default();
        match c {
            'â' => sequence(rest).is_some_and(|(c, _)| matches!(c, '\u{2000}'..='\u{203F}' | '€' | '™')),
            'ð' => sequence(rest).is_some_and(|(c, _)| c >= '\u{1F000}'),
            'Ã' => left.is_some_and(char::is_lowercase) && sequence(rest).is_some(),
            'Â' => !left.is_some_and(char::is_alphabetic) && sequence(rest).is_some_and(|(c, _)| is_sign(c)),
            _ => false,
        }
    })
}

/// Characters that nobody writes after a single capital letter.
fn is_sign(c: char) -> bool {
    matches!(c, '£' | '¥' | '§' | '©' | '®' | '°' | '±' | '½' | '¼' | '¾')
}

/// The character that the first ones are in UTF-8, and the number of bytes they take here.
fn sequence(text: &str) -> Option<(char, usize)> {
    const MOST: usize = 4;
    let mut bytes = Vec::new();
    let mut length = 0;
    for c in text.chars().take(MOST) {
        bytes.push(byte_of(c).filter(|byte| *byte >= 0x80)?);
        length += c.len_utf8();
        if let Some(c) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
            return (!c.is_control()).then_some((c, length));
        }
    }
    None
}

/// The byte that was decoded as this character.
fn byte_of(c: char) -> Option<u8> {
    match u8::try_from(u32::from(c)) {
        Ok(byte) => Some(byte),
        Err(_) => WINDOWS.iter().position(|known| *known == c).and_then(|at| u8::try_from(at + 0x80).ok()),
    }
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

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(repaired(text), expected);
    }

    #[test]
    fn what_was_utf_8_is_read_as_that() {
        check("Itâ€™s â€œhereâ€\u{9D} â€“ â€”no â€¦ â‚¬5 â„¢ â€˜aâ€™", "It’s “here” – —no … €5 ™ ‘a’");
        check("â€œHere,â€ she said", "“Here,” she said");
        check("It\u{E2}\u{80}\u{99}s", "It’s");
        check("cafÃ© Ã\u{A0} la carte, Ã‰tienne", "café à la carte, Étienne");
        check("12Â°C for Â£5", "12°C for £5");
        check("ðŸŽ·", "🎷");
        check("donÃ¢â‚¬â„¢t", "don’t");
        check("ÃœberfÃ¤lle in MÃ¼nchen", "Überfälle in München");
    }

    #[test]
    fn what_may_have_been_meant_stays() {
        for text in [
            "“IRMÔ",
            "ÃO «SÃ»",
            "pâté, â, €",
            "le « ROMÂ»",
            "Â, â€",
            "São â… Ã",
            "“voilâ”…",
            "að“ Það”",
            "Âge, Ângela",
            "naïve café",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_was_put_right_is_counted() {
        assert_eq!(counted("a\u{92}b\u{93}").1, 2);
        assert_eq!(counted("Itâ€™s â€œso").1, 2);
        assert_eq!(counted("Itâ€™s \u{93}so").1, 2);
        assert_eq!(counted("é").1, 0);
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
