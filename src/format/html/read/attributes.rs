//! Limits the attributes of a tag. The parser compares every attribute with all before it, so its time grows with the
//! square of their number. The parser interprets the tags.

/// More attributes of a tag are dropped.
const LIMIT: usize = 256;

/// The attributes of a tag, in bytes of the text after its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attributes {
    /// Attributes are kept up to here.
    pub kept: usize,
    /// The position of the `>`, or the end of the text.
    pub end: usize,
}

impl Attributes {
    /// The attributes in a text that starts after the name of a tag.
    pub fn of(text: &str) -> Attributes {
        let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
        let mut kept = None;
        for count in 0.. {
            scan.skip(is_between);
            if count == LIMIT {
                kept = Some(scan.at);
            }
            if !scan.attribute() {
                break;
            }
        }
        Attributes { kept: kept.unwrap_or(scan.at).min(scan.at), end: scan.at }
    }
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn next(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, is_skipped: fn(u8) -> bool) {
        while self.next().is_some_and(is_skipped) {
            self.at += 1;
        }
    }

    /// Skips one attribute; returns `false` if there is none.
    fn attribute(&mut self) -> bool {
        match self.next() {
            None | Some(b'>') => return false,
            // The first character belongs to the name, even an equals sign.
            Some(_) => self.at += 1,
        }
        self.skip(|byte| !is_between(byte) && byte != b'=' && byte != b'>');
        self.skip(is_space);
        if self.next() == Some(b'=') {
            self.at += 1;
            self.skip(is_space);
            self.value();
        }
        true
    }

    fn value(&mut self) {
        match self.next() {
            Some(quote @ (b'"' | b'\'')) => {
                let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
                let length = rest.iter().position(|&byte| byte == quote).map_or(rest.len(), |at| at + 1);
                self.at += 1 + length;
            }
            Some(_) | None => self.skip(|byte| !is_space(byte) && byte != b'>'),
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

fn is_between(byte: u8) -> bool {
    is_space(byte) || byte == b'/'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = Attributes::of(text);
        assert_eq!(&text[..found.end], expected);
        assert_eq!(found.kept, found.end, "nothing is left out");
    }

    #[test]
    fn a_tag_ends_where_its_attributes_do() {
        check(">a", "");
        check("", "");
        check(" a>b", " a");
        check(" a = \"1 > 2\" b='>' c=d/>e", " a = \"1 > 2\" b='>' c=d/");
        check(" a=\"1\"b='2'>c", " a=\"1\"b='2'");
        check(" a=>b", " a=");
        check(" ==\">\">", " ==\">\"");
        check(" a=\"never closed>", " a=\"never closed>");
        check("/ / />", "/ / /");
        check(" a<b <c>d", " a<b <c");
    }

    #[test]
    fn what_is_too_many_is_left_out_up_to_the_end_of_the_tag() {
        for one in [" a", " a=1", " a=\">\"", "/a='>'", " a = 'b'"] {
            let many = one.repeat(LIMIT + 40);
            let found = Attributes::of(&format!("{many}>text"));
            assert_eq!(found.end, many.len(), "{one}");
            assert_eq!(many[..found.kept].matches('a').count(), LIMIT, "{one}");
            let enough = one.repeat(LIMIT);
            let found = Attributes::of(&format!("{enough}>text"));
            assert_eq!((found.kept, found.end), (enough.len(), enough.len()), "{one}");
        }
    }
}
