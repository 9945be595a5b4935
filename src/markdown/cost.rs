//! What a text takes in memory to be read, composed and written, told before any of it is done. Its lines and marks
//! say more of it than its letters: each becomes values of its own.

use std::fmt;

/// A text that may take more bytes of memory is refused.
pub const MOST: usize = 2 << 30;

/// A text from outside of no more bytes is never refused.
const ALWAYS: usize = 10 << 20;

/// A draft of no more bytes is never refused: what was taken in has grown by the marks of its paragraphs.
const ALWAYS_OWN: usize = 16 << 20;

/// What a letter takes: in the file, the draft, the page and the output.
const LETTER: usize = 24;

/// What a line takes, which may be a block, an item or a section.
const LINE: usize = 700;

/// What an empty line takes, which only parts others.
const EMPTY_LINE: usize = 100;

/// What a letter takes that may be a mark or a tag, or a part of one.
const MARK: usize = 300;

/// What a letter takes with the backslash that makes it one.
const ESCAPED: usize = 150;

/// How crowded a text is, in lines and marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    pub pieces: usize,
    /// How many of them may be in such a text.
    pub most: usize,
}

/// How crowded a text from outside is that would take more memory than there may be.
pub fn too_much(text: &str) -> Option<Crowd> {
    (text.len() > ALWAYS).then(|| crowd([text])).flatten()
}

/// How crowded the texts of a draft are that would take more memory than there may be.
pub fn too_much_for_a_draft<'a>(texts: impl IntoIterator<Item = &'a str> + Clone) -> Option<Crowd> {
    let length: usize = texts.clone().into_iter().map(str::len).sum();
    (length > ALWAYS_OWN).then(|| crowd(texts)).flatten()
}

/// How many bytes of memory a text takes at most.
pub fn cost(text: &str) -> usize {
    measure(text).0
}

fn crowd<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Crowd> {
    let add = |(cost, pieces): (usize, usize), more: (usize, usize)| (cost + more.0, pieces + more.1);
    let (cost, pieces) = texts.into_iter().map(measure).fold((0, 0), add);
    let most = || (pieces as f64 * (MOST as f64 / cost as f64)) as usize;
    (cost > MOST).then(|| Crowd { pieces, most: most() })
}

/// The cost of a text, and how many lines and marks are in it.
fn measure(text: &str) -> (usize, usize) {
    let (mut cost, mut pieces, mut before) = (0, 0, b'\n');
    for byte in text.bytes() {
        let piece = match (before, byte) {
            (b'\n' | b'\r', b'\n' | b'\r') => EMPTY_LINE,
            (_, b'\n' | b'\r') => LINE,
            (b'\\', b'!'..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~') => 0,
            (_, b'\\') => ESCAPED,
            (
                _,
                b'!'..=b'#'
                | b'&'
                | b'('
                | b'*'..=b'+'
                | b'-'
                | b':'
                | b'<'
                | b'>'
                | b'['
                | b']'
                | b'_'
                | b'`'
                | b'|'
                | b'~',
            ) => MARK,
            _ => 0,
        };
        // The second of two backslashes makes nothing of what follows it.
        before = if (before, byte) == (b'\\', b'\\') { b' ' } else { byte };
        cost += LETTER + piece;
        pieces += usize::from(piece > 0);
    }
    (cost, pieces)
}

impl fmt::Display for Crowd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let million = |count: usize| count as f64 / 1e6;
        let (pieces, most) = (million(self.pieces), million(self.most));
        write!(
            f,
            "too many short lines or marks to be opened ({pieces:.1} million; at most {most:.1} million), split it into smaller files"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes a byte that were measured when a megabyte of a shape was read, composed and written as HTML.
    const MEASURED: [(&str, usize); 22] = [
        ("a\n", 148),
        ("a\n\n", 175),
        ("- a\n", 155),
        ("- - a\n", 230),
        ("|a|b|\n", 175),
        ("|||\n", 160),
        ("a*b*", 150),
        ("`a` ", 145),
        ("**a** ", 155),
        ("[](a)", 127),
        ("[a](http://b.c) ", 65),
        ("[^1]", 104),
        ("[^a] ", 114),
        ("# a\n", 173),
        ("> a\n", 94),
        ("> > a\n\n", 173),
        ("---\n\n", 78),
        ("&lt;", 71),
        ("\\*", 94),
        ("a\\\n", 127),
        ("```\na\n```\n", 83),
        ("The council met on Monday to hear what the harbour costs, and why it costs so much.\n\n", 24),
    ];

    #[test]
    fn no_shape_takes_more_than_its_cost() {
        for (shape, measured) in MEASURED {
            let text = shape.repeat(1000);
            assert!(cost(&text) >= measured * text.len(), "{shape:?}: {}", cost(&text) / text.len());
        }
    }

    #[test]
    fn a_text_twice_as_long_costs_twice_as_much() {
        for (shape, _) in MEASURED {
            assert_eq!(cost(&shape.repeat(2000)), 2 * cost(&shape.repeat(1000)), "{shape:?}");
        }
    }

    #[test]
    fn what_costs_too_much_is_told_in_words() {
        let crowd = too_much(&"a\n".repeat(16 << 20)).unwrap();
        assert_eq!(crowd.pieces, 16 << 20);
        assert_eq!(
            crowd.to_string(),
            "too many short lines or marks to be opened (16.8 million; at most 2.9 million), split it into smaller files"
        );
    }

    #[test]
    fn a_letter_with_its_backslash_is_one_piece() {
        assert_eq!(cost("\\*\\*"), 2 * (2 * LETTER + ESCAPED));
        assert_eq!(cost("\\\\*"), 3 * LETTER + ESCAPED + MARK);
        // Ten megabytes of stars are a draft of twenty.
        assert_eq!(too_much_for_a_draft(["\\*".repeat(ALWAYS).as_str()]), None);
        assert!(too_much_for_a_draft(["a\n".repeat(ALWAYS).as_str()]).is_some());
    }

    #[test]
    fn ten_megabytes_of_anything_and_long_prose_are_never_too_much() {
        for (shape, _) in MEASURED {
            assert_eq!(too_much(&shape.repeat(ALWAYS / shape.len())), None, "{shape:?}");
        }
        let prose = "The council met on Monday to hear what the harbour costs, and why it costs so much.\n\n";
        assert_eq!(too_much(&prose.repeat((48 << 20) / prose.len())), None);
        let sections = "## What it costs\n\nThe harbour is old.[^1] It **must** be mended.\n\n".repeat(2000);
        assert!(cost(&sections) < MOST / 10);
        let sources = "1. [The harbour](https://example.org/harbour), Example Times\n".repeat(50_000);
        assert!(cost(&sources) < MOST);
    }
}
