//! Quotation marks as pandoc pairs them. It removes the space before a closing mark unless the mark is written as an
//! entity.

/// The open quotation marks of a line.
#[derive(Clone, Copy, Default)]
pub(super) struct Quotes {
    is_single_open: bool,
    is_double_open: bool,
}

/// The neighbours of a quotation mark, with a space at the start or end of a line or of formatting.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    pub before: char,
    pub following: char,
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’')
}

impl Quotes {
    /// Records what a quotation mark opens or closes. Returns `true` if it closes a pair after a space.
    pub(super) fn closes_behind_space(&mut self, quote: char, beside: Beside) -> bool {
        let Beside { before, following } = beside;
        let (is_open, opens, closes) = match quote {
            '"' | '“' | '”' => (&mut self.is_double_open, quote != '”', quote != '“'),
            '\'' | '‘' | '’' => {
                let opens = quote != '’' && !before.is_alphanumeric();
                (&mut self.is_single_open, opens, quote != '‘' && !following.is_alphanumeric())
            }
            _ => return false,
        };
        if *is_open && closes {
            *is_open = false;
            return before == ' ';
        }
        *is_open |= opens && !following.is_whitespace();
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with the spaces that are escaped shown as `#`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let chars: Vec<char> = text.chars().collect();
        let at = |index: Option<usize>| index.and_then(|i| chars.get(i)).copied().unwrap_or(' ');
        let mut quotes = Quotes::default();
        let mut spelled: Vec<char> = Vec::new();
        for (index, c) in chars.iter().enumerate() {
            let beside = Beside { before: at(index.checked_sub(1)), following: at(Some(index + 1)) };
            if quotes.closes_behind_space(*c, beside) {
                spelled.pop();
                spelled.push('#');
            }
            spelled.push(*c);
        }
        assert_eq!(spelled.into_iter().collect::<String>(), expected);
    }

    #[test]
    fn only_a_space_before_a_mark_that_closes_is_spelled_otherwise() {
        for plain in [
            "\"One\" and \"two\" 'three' it's the '90s",
            "“One” and ‘two’ in ’07",
            "5\" by 7\" and 'tis the dogs' day",
            "\"He said 'no', then 'yes'.\"",
            "x='one 'two",
            "' alone",
        ] {
            check(plain, plain);
        }
        check("\"one \" two", "\"one#\" two");
        check("“one ” two", "“one#” two");
        check("\"one \"two", "\"one#\"two");
        check("x='one ' two", "x='one#' two");
        check("\"one \" two \"three\"", "\"one#\" two \"three\"");
    }
}
