//! What a line starts with: quotation markers, list markers and task boxes, as written. The parser decides whether
//! they count.

use std::ops::Range;

/// The markers before the text of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub tokens: Vec<Token>,
    /// The start of the text.
    pub content: usize,
}

/// One marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    /// Including the spaces after it, but not a task box.
    pub range: Range<usize>,
    pub has_task: bool,
}

/// The kind of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Quote,
    Bullet(char),
    Number { value: u64, delimiter: char },
}

/// More markers than this are text.
const TOKEN_LIMIT: usize = 24;
/// More spaces than this after a marker are indented code.
const GAP_LIMIT: usize = 4;

/// The markers of a line.
pub fn head(line: &str) -> Head {
    let mut head = Head { content: indent(line), ..Head::default() };
    let mut at = 0;
    while head.tokens.len() < TOKEN_LIMIT {
        let rest = line.get(at..).unwrap_or_default();
        let start = at + indent(rest);
        let rest = line.get(start..).unwrap_or_default();
        let Some((kind, width)) = mark(rest) else { break };
        let gap = indent(rest.get(width..).unwrap_or_default());
        let gap = match kind {
            TokenKind::Quote => gap.min(1),
            TokenKind::Bullet(_) | TokenKind::Number { .. } if gap > GAP_LIMIT => 1,
            TokenKind::Bullet(_) | TokenKind::Number { .. } => gap,
        };
        let end = start + width + gap;
        let has_task = kind != TokenKind::Quote && has_box(line.get(end..).unwrap_or_default());
        head.tokens.push(Token { kind, range: start..end, has_task });
        at = if has_task { end + BOX.min(line.len() - end) } else { end };
        head.content = at;
        if has_task {
            break;
        }
    }
    head
}

/// The length of a task box and the space after it, in bytes.
const BOX: usize = 4;

fn has_box(rest: &str) -> bool {
    let is_box = ["[ ]", "[x]", "[X]"].iter().any(|marker| rest.starts_with(marker));
    is_box && rest.get(BOX - 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The spaces at the start of a text.
pub fn indent(text: &str) -> usize {
    text.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

fn mark(rest: &str) -> Option<(TokenKind, usize)> {
    let first = rest.chars().next()?;
    let is_alone = |width: usize| rest.get(width..).is_some_and(|r| r.is_empty() || r.starts_with([' ', '\t']));
    match first {
        '>' => Some((TokenKind::Quote, 1)),
        '-' | '*' | '+' if is_alone(1) && !is_rule(rest) => Some((TokenKind::Bullet(first), 1)),
        '0'..='9' => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let delimiter = rest.get(digits..)?.chars().next().filter(|c| matches!(c, '.' | ')'))?;
            let value = rest.get(..digits).filter(|digits| digits.len() <= 9)?.parse().ok()?;
            is_alone(digits + 1).then_some((TokenKind::Number { value, delimiter }, digits + 1))
        }
        _ => None,
    }
}

/// Whether a line is blank.
pub fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// Whether a line is a thematic break: three or more of the same character and nothing else.
pub fn is_rule(rest: &str) -> bool {
    let mut signs = rest.chars().filter(|c| !matches!(c, ' ' | '\t'));
    let Some(first) = signs.next().filter(|sign| matches!(sign, '-' | '*' | '_')) else { return false };
    rest.chars().filter(|c| *c == first).count() >= 3 && signs.all(|c| c == first)
}

impl Head {
    /// The innermost marker, if it is a list marker.
    pub fn item(&self) -> Option<&Token> {
        self.tokens.last().filter(|token| token.kind != TokenKind::Quote)
    }

    /// The number of quotation markers.
    pub fn quotes(&self) -> usize {
        self.tokens.iter().filter(|token| token.kind == TokenKind::Quote).count()
    }

    /// The offset after the quotation markers at the start of the line.
    pub fn base(&self) -> usize {
        let signs = self.tokens.iter().take_while(|token| token.kind == TokenKind::Quote);
        signs.last().map_or(0, |token| token.range.end)
    }
}

impl TokenKind {
    /// Whether the marker starts an item even directly below text, which other numbers continue. See CommonMark 0.31,
    /// 5.2.
    pub fn interrupts_words(self) -> bool {
        match self {
            TokenKind::Quote | TokenKind::Bullet(_) => true,
            TokenKind::Number { value, .. } => value == 1,
        }
    }

    /// The marker as written, without the space after it.
    pub fn written(self) -> String {
        match self {
            TokenKind::Quote => ">".into(),
            TokenKind::Bullet(sign) => sign.into(),
            TokenKind::Number { value, delimiter } => format!("{value}{delimiter}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, marks: &str, words: &str) {
        let head = head(line);
        let written: Vec<_> = head.tokens.iter().map(|token| token.kind.written()).collect();
        assert_eq!((written.join(" ").as_str(), &line[head.content..]), (marks, words));
    }

    #[test]
    fn a_line_begins_with_its_marks() {
        check("words", "", "words");
        check("> > - [ ] do", "> > -", "do");
        check("  12) x", "12)", "x");
        check("-", "-", "");
        check("- [x]", "-", "");
        check("1. > q", "1. >", "q");
    }

    #[test]
    fn what_only_looks_like_a_mark_is_words() {
        check("-x", "", "-x");
        check("- - -", "", "- - -");
        check("+ + +", "+ + +", "");
        check("+ + +", "+ + +", "");
        check("2026.", "2026.", "");
        check("1234567890. x", "", "1234567890. x");
        check("- [ ]x", "-", "[ ]x");
    }
}
