//! Estimates the memory needed to read, compose and write a text, before any of it is done. Lines and formatting marks
//! matter more than characters, because each becomes values of its own.

use std::fmt;

/// A text that may need more bytes of memory is refused.
pub const MOST: usize = 2 << 30;

/// The greatest memory per byte of an external text, as measured for the most crowded inputs that were read, checked
/// and written.
const BYTE: usize = 330;

/// The greatest memory per byte of a draft, which does not have to be recognised.
const OWN_BYTE: usize = 200;

/// The memory of a letter: in the file, the draft, the page and the output.
const LETTER: usize = 24;

/// The memory of a line, which may be a block, an item or a section.
const LINE: usize = 340;

/// The memory of an empty line, which ends a paragraph.
const EMPTY_LINE: usize = 560;

/// The memory of a character that may turn a line into a heading, for which there are many possible findings.
const HEADING: usize = 640;

/// The memory of a character that may start a tag.
const TAG: usize = 640;

/// The memory of a character that may be a marker, or a part of a marker or tag.
const MARK: usize = 300;

/// The memory of a character with the backslash that turns it into a letter.
const ESCAPED: usize = 150;

/// The memory of a text's parts while it is open in the window, in addition to that of its letters: the page with its
/// layout, and the lines of the form.
const WINDOW_LINE: usize = 740;
const WINDOW_MARK: usize = 1060;
/// A section, takeaway or source.
const WINDOW_ITEM: usize = 9500;

/// How crowded a text is, in lines and markers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    pub pieces: usize,
    /// The greatest number allowed in such a text.
    pub most: usize,
}

/// How crowded an external text is if it would need too much memory.
pub fn too_much(text: &str) -> Option<Crowd> {
    crowd([text], BYTE)
}

/// How crowded the texts of a draft are if they would need too much memory.
pub fn too_much_for_a_draft<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Crowd> {
    crowd(texts, OWN_BYTE)
}

/// The greatest memory that a text can need, in bytes.
pub fn cost(text: &str) -> usize {
    measure(text, BYTE).0
}

/// The approximate memory of a draft's texts with this number of items while it is open in the window, in bytes.
pub fn in_window<'a>(texts: impl IntoIterator<Item = &'a str>, items: usize) -> usize {
    let marks = |text: &str| text.bytes().filter(|byte| is_mark(*byte)).count();
    let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).count();
    let cost = |text: &str| text.len() * LETTER + lines(text) * WINDOW_LINE + marks(text) * WINDOW_MARK;
    texts.into_iter().map(cost).sum::<usize>() + items * WINDOW_ITEM
}

fn crowd<'a>(texts: impl IntoIterator<Item = &'a str>, byte: usize) -> Option<Crowd> {
    let add = |(cost, pieces): (usize, usize), more: (usize, usize)| (cost + more.0, pieces + more.1);
    let (cost, pieces) = texts.into_iter().map(|text| measure(text, byte)).fold((0, 0), add);
    let most = || (pieces as f64 * (MOST as f64 / cost as f64)) as usize;
    (cost > MOST).then(|| Crowd { pieces, most: most() })
}

/// The cost of a text, at most `most` per byte, and its number of lines and markers.
fn measure(text: &str, most: usize) -> (usize, usize) {
    let (mut cost, mut pieces, mut before) = (0, 0, b'\n');
    for byte in text.bytes() {
        let piece = match (before, byte) {
            (b'\n' | b'\r', b'\n' | b'\r') => EMPTY_LINE,
            (_, b'\n' | b'\r') => LINE,
            (b'\\', b'!'..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~') => 0,
            (_, b'\\') => ESCAPED,
            (_, b'#') => HEADING,
            (_, b'<') => TAG,
            (_, byte) if is_mark(byte) => MARK,
            _ => 0,
        };
        // The second of two backslashes does not escape what follows.
        before = if (before, byte) == (b'\\', b'\\') { b' ' } else { byte };
        cost += LETTER + piece;
        pieces += usize::from(piece > 0);
    }
    (cost.min(most * text.len()), pieces)
}

/// Whether a character may be a marker or tag, or a part of one.
fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'!'..=b'"'
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
            | b'~'
    )
}

impl fmt::Display for Crowd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let million = |count: usize| count as f64 / 1e6;
        let (pieces, most) = (million(self.pieces), million(self.most));
        write!(
            f,
            "too many short lines or formatting marks ({pieces:.1} million; the limit is {most:.1} million); \
             split the file"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The greatest memory per byte that was measured when at least a million bytes of a pattern were read in any
    /// format, and checked or written in any format.
    const MEASURED: [(&str, usize); 31] = [
        ("a\n", 186),
        ("a\n\n", 314),
        ("- a\n", 100),
        ("- - a\n", 168),
        ("|a|b|\n", 118),
        ("|||\n", 104),
        ("a*b*", 80),
        ("*a* ", 80),
        ("*_", 93),
        ("`a` ", 80),
        ("[](a)", 148),
        ("[^a] ", 66),
        ("[^1]: a\n\n", 165),
        ("[a]: b\n", 69),
        ("# a\n", 256),
        ("## a\n\nb\n\n", 102),
        ("> > a\n\n", 72),
        ("> > > > > > > > a\n\n", 57),
        ("-\n", 66),
        ("&lt;", 34),
        ("\\*", 46),
        ("<b>", 89),
        ("<p>a</p>", 77),
        ("<p>a", 153),
        ("<b>a</b>", 71),
        ("a<br>", 192),
        ("<li>a", 130),
        ("<tr><td>a", 77),
        ("**a** ", 155),
        ("```\na\n```\n", 83),
        ("The council met on Monday to hear what the harbour costs, and why it costs so much.\n\n", 9),
    ];

    #[test]
    fn no_shape_takes_more_than_its_cost() {
        for (shape, measured) in MEASURED {
            let text = shape.repeat(1000);
            assert!(cost(&text) >= measured * text.len(), "{shape:?}: {}", cost(&text) / text.len());
        }
    }

    /// The memory per byte of the window, beyond an empty one, measured with 2 to 8 MB of a pattern.
    const IN_WINDOW: [(&str, usize); 12] = [
        ("a\n", 375),
        ("a\n\n", 262),
        ("- a\n", 390),
        ("- - a\n", 238),
        ("|a|b|\n", 168),
        ("|||\n", 235),
        ("a*b* ", 441),
        ("[](a)", 570),
        ("[^a] ", 367),
        ("> > a\n\n", 237),
        ("a\\\n", 226),
        ("The council met on Monday to hear what the harbour costs, and why it costs so much.\n\n", 22),
    ];

    #[test]
    fn no_shape_takes_more_in_the_window_than_is_said() {
        for (shape, measured) in IN_WINDOW {
            let said = in_window([shape.repeat(1000).as_str()], 0) / (1000 * shape.len());
            assert!(said >= measured, "{shape:?}: {said}");
        }
        // Sections with two letters, `## a` and `b`, of ten bytes each.
        let said = in_window(["a", "b"].repeat(1000), 1000) / 10_000;
        assert!(said >= 1100, "{said}");
        assert!(
            in_window(["A line of prose that is as long as such lines are.\n"], 0) < 50 * 50,
            "prose takes little"
        );
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
            "too many short lines or formatting marks (16.8 million; the limit is 5.5 million); split the file"
        );
    }

    #[test]
    fn a_letter_with_its_backslash_is_one_piece() {
        assert_eq!(cost("\\*\\*"), 2 * (2 * LETTER + ESCAPED));
        assert_eq!(cost("\\\\*"), 3 * LETTER + ESCAPED + MARK);
        // Ten megabytes of asterisks are a draft of twenty.
        assert_eq!(too_much_for_a_draft(["\\*".repeat(10 << 20).as_str()]), None);
        assert!(too_much_for_a_draft(["a\n".repeat(10 << 20).as_str()]).is_some());
    }

    #[test]
    fn ten_megabytes_of_a_draft_and_six_of_anything_are_never_too_much() {
        for (shape, _) in MEASURED {
            let text = shape.repeat(1000);
            let most = |byte: usize| MOST / (measure(&text, byte).0 / text.len());
            assert!(most(BYTE) >= 6 << 20 && most(OWN_BYTE) >= 10 << 20, "{shape:?}");
        }
    }

    #[test]
    fn long_prose_is_never_too_much() {
        let prose = "The council met on Monday to hear what the harbour costs, and why it costs so much.\n\n";
        assert_eq!(too_much(&prose.repeat((48 << 20) / prose.len())), None);
        let sections = "## What it costs\n\nThe harbour is old.[^1] It **must** be mended.\n\n".repeat(2000);
        assert!(cost(&sections) < MOST / 10);
        let sources = "1. [The harbour](https://example.org/harbour), Example Times\n".repeat(50_000);
        assert!(cost(&sources) < MOST);
    }
}
