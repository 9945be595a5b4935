//! Escapes text, so that nothing a writer types becomes markup.

/// Adds text to a line. A line break in it is kept, but does not break the line of HTML.
pub(crate) fn push_text(out: &mut String, text: &str) {
    push(out, text, |c| match c {
        '\n' => Some("&#10;"),
        other => reference(other),
    });
}

/// Adds text to the value of an attribute in double quotes.
pub(super) fn push_value(out: &mut String, text: &str) {
    push(out, text, |c| match c {
        '"' => Some("&quot;"),
        '\n' => Some("&#10;"),
        other => reference(other),
    });
}

/// Adds lines of code, including their line breaks.
pub(super) fn push_lines(out: &mut String, text: &str) {
    push(out, text, reference);
}

fn push(out: &mut String, text: &str, written: impl Fn(char) -> Option<&'static str>) {
    let mut rest = text;
    while let Some((plain, tail)) = rest.bytes().position(is_suspect).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(plain);
        let mut chars = tail.chars();
        let Some(c) = chars.next() else { break };
        match written(c) {
            Some(instead) => out.push_str(instead),
            None => out.push(c),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Whether a byte may start a character that is not written literally.
fn is_suspect(byte: u8) -> bool {
    SUSPECTS.get(usize::from(byte)).copied().unwrap_or(true)
}

/// A table, because it is used for every byte of a text, and almost all need nothing.
#[expect(
    clippy::indexing_slicing,
    reason = "the table is filled while compiling, where a wrong index is an error"
)]
const SUSPECTS: [bool; 256] = {
    let mut suspects = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        suspects[byte] = match byte as u8 {
            b'&' | b'<' | b'>' | b'"' | 0..=0x1F | 0x7F => true,
            // U+0080 to U+009F; U+FDD0 and U+FFFE; the last two characters of the other planes.
            0xC2 | 0xEF | 0xF0..=0xFF => true,
            _ => false,
        };
        byte += 1;
    }
    suspects
};

fn reference(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#13;"),
        c if is_forbidden(c) => Some("\u{FFFD}"),
        _ => None,
    }
}

/// Whether HTML does not allow a character in any form: controls other than whitespace, and noncharacters.
pub(super) fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\u{C}' | '\r' => false,
        ' '..='~' => false,
        '\u{FDD0}'..='\u{FDEF}' => true,
        c => c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(write: fn(&mut String, &str), text: &str, expected: &str) {
        let mut out = String::new();
        write(&mut out, text);
        assert_eq!(out, expected);
    }

    #[test]
    fn marks_are_characters() {
        check(push_text, "a<b> & \"c\"", "a&lt;b&gt; &amp; \"c\"");
        check(push_value, "\"><script>", "&quot;&gt;&lt;script&gt;");
    }

    #[test]
    fn line_breaks_stay_without_breaking_the_line() {
        check(push_text, "a\nb\rc", "a&#10;b&#13;c");
        check(push_lines, "a\n<b\n", "a\n&lt;b\n");
    }

    #[test]
    fn characters_that_html_forbids_are_replaced() {
        check(push_text, "a\0b\u{B}c\u{7F}d\u{85}e\u{FFFE}f\u{1FFFF}g\u{FDD0}", "a�b�c�d�e�f�g�");
        check(push_text, "tab\t é\u{A0}\u{200F}\u{FFFD}🎷", "tab\t é\u{A0}\u{200F}\u{FFFD}🎷");
    }
}
