//! Which characters of a text would be read as syntax, and how to escape them. Only our own parser reads a draft, but
//! many parsers read an export, and they do not all accept the same backslashes. Where one of them would show the
//! backslash, the character becomes an entity. `verbatim` handles addresses and shortcodes.

use super::marks::Spelling;
use crate::markdown::shape::words;
use crate::markdown::tree::Inline;

/// Markers of other dialects that have a meaning only in pairs, and which pairs a line contains.
#[derive(Clone, Copy, Default)]
pub(super) struct Pairs {
    tildes: bool,
    carets: bool,
    dollars: bool,
    equals: bool,
    pluses: bool,
}

impl Pairs {
    pub(super) fn of(content: &[Inline]) -> Pairs {
        let text = words(content);
        Pairs {
            tildes: text.bytes().filter(|b| *b == b'~').count() > 1 || (text.contains('~') && has_struck(content)),
            carets: text.split_whitespace().any(|word| word.bytes().filter(|b| *b == b'^').count() > 1),
            dollars: text.contains('$') && has_pair(&with_signs(content), "$"),
            equals: has_pair(&text, "=="),
            pluses: has_pair(&text, "++"),
        }
    }
}

impl Pairs {
    /// The pairs in several lines next to each other, such as the cells of a table: pandoc's formulas extend across
    /// them.
    pub(super) fn across<'a>(lines: impl Iterator<Item = &'a Vec<Inline>>) -> Pairs {
        let signs: Vec<String> = lines.map(|line| with_signs(line)).filter(|signs| signs.contains('$')).collect();
        Pairs { dollars: has_pair(&signs.join("|"), "$"), ..Pairs::default() }
    }

    /// These and others.
    pub(super) fn with(self, others: Pairs) -> Pairs {
        Pairs {
            tildes: self.tildes || others.tildes,
            carets: self.carets || others.carets,
            dollars: self.dollars || others.dollars,
            equals: self.equals || others.equals,
            pluses: self.pluses || others.pluses,
        }
    }

    /// A reference without a target is written as text, in which its circumflex counts as a character of the line.
    pub(super) fn apart(self, reference: String) -> String {
        if self.carets { reference.replacen("\\[^", &format!("\\[{}", entity('^')), 1) } else { reference }
    }

    /// Whether a word contains one of the markers, so that others would take it for part of a pair.
    pub(super) fn are_in(self, word: &str) -> bool {
        (self.tildes && word.contains('~'))
            || (self.carets && word.contains('^'))
            || (self.dollars && word.contains('$'))
            || (self.equals && word.contains("=="))
            || (self.pluses && word.contains("++"))
    }
}

fn has_struck(content: &[Inline]) -> bool {
    let mut found = false;
    crate::markdown::visit::each_in_line(content, &mut |inline| {
        found |= matches!(inline, Inline::Strikethrough(_))
    });
    found
}

/// The text with a placeholder for formatting, links and images, because a formula extends across those.
fn with_signs(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text(run) => out.push_str(&run.text),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                out.extend(["*", &with_signs(inner), "*"]);
            }
            Inline::Link(link) | Inline::Image(link) => out.extend(["[", &with_signs(&link.content), "]"]),
            Inline::Code(run) => out.extend(["`", &run.text, "`"]),
            Inline::Citation { .. } | Inline::NoteRef { .. } => out.push_str("[]"),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
        }
    }
    out
}

/// Whether a marker precedes a word, and again follows one. A price does not close a pair, because no digit may follow
/// a dollar sign.
fn has_pair(text: &str, mark: &str) -> bool {
    let after = |at: &usize| text.get(at + mark.len()..).and_then(|rest| rest.chars().next());
    let is_end = |at: &usize| mark != "$" || !after(at).is_some_and(|c| c.is_ascii_digit());
    let opens = |at: &usize| after(at).is_some_and(is_word);
    let closes = |at: &usize| text.get(..*at).and_then(|before| before.chars().next_back()).is_some_and(is_word);
    let closes = |at: &usize| closes(at) && is_end(at);
    let first = text.match_indices(mark).map(|(at, _)| at).find(opens);
    let last = text.rmatch_indices(mark).map(|(at, _)| at).find(closes);
    first.zip(last).is_some_and(|(first, last)| first + mark.len() < last)
}

fn is_word(c: char) -> bool {
    !c.is_whitespace()
}

/// A character in its context.
pub(super) struct Place<'a> {
    pub c: char,
    pub before: Option<char>,
    /// The text from the character on.
    pub rest: &'a str,
    /// What follows the text.
    pub next: Option<&'a Inline>,
    pub is_in_cell: bool,
    /// Whether it is in the text of a link or image, where some readers ignore a backslash before brackets.
    pub is_in_link: bool,
    /// Whether it directly follows code, formatting or a link, to which attributes in braces would apply.
    pub is_behind_element: bool,
    /// Whether a delimiter follows the text.
    pub is_before_mark: bool,
}

impl Place<'_> {
    fn following(&self) -> Option<char> {
        self.rest.chars().nth(1)
    }

    fn is_before_brackets(&self) -> bool {
        self.following().is_none() && self.next.is_some_and(opens_bracket)
    }

    /// The escaped spelling of the character if it would be syntax.
    pub(super) fn spelled(&self, spelling: Spelling, pairs: Pairs) -> Option<String> {
        match spelling {
            Spelling::Draft => self.is_syntax_here().then(|| backslashed(self.c)),
            Spelling::Anywhere => self.spelled_anywhere(pairs),
        }
    }

    /// Whether our own parser would take it for syntax.
    fn is_syntax_here(&self) -> bool {
        match self.c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => !self.is_within_word(),
            '&' => begins_entity(self.rest),
            '|' => self.is_in_cell,
            '!' => self.is_before_brackets(),
            _ => false,
        }
    }

    fn spelled_anywhere(&self, pairs: Pairs) -> Option<String> {
        let following = self.following();
        match self.c {
            '[' | ']' if self.is_in_link => Some(entity(self.c)),
            '\\' | '*' | '[' | ']' | '|' => Some(backslashed(self.c)),
            // kramdown ends code at a backtick even after a backslash.
            '`' => Some(entity('`')),
            '_' if !self.is_within_word() => Some(backslashed('_')),
            '<' => Some("&lt;".into()),
            '&' if begins_reference(self.rest) => Some("&amp;".into()),
            '!' if self.is_before_brackets() => Some(backslashed('!')),
            // Python-Markdown drops it at the end of what could be a comment that started in code.
            '!' if self.before == Some('-') && following == Some('>') => Some(entity('!')),
            // One brace starts a list of attributes; two, or one with a percent sign, are the writer's shortcodes.
            '{' if self.before != Some('{') && !matches!(following, Some('{' | '%')) => Some(backslashed('{')),
            '{' if self.is_behind_element || holds_handler(self.rest) => Some(backslashed('{')),
            '>' if following == Some('>') => Some(backslashed('>')),
            '~' if pairs.tildes => Some(entity('~')),
            '^' if pairs.carets || self.is_before_brackets() || (self.is_in_link && self.before.is_none()) => {
                Some(entity('^'))
            }
            '$' if pairs.dollars && following.is_none_or(is_word) => Some(entity('$')),
            '=' if pairs.equals && following == Some('=') => Some(entity('=')),
            '+' if pairs.pluses && following == Some('+') => Some(backslashed('+')),
            '@' if self.is_citation_beyond_itself() => Some(entity('@')),
            ':' if !self.before.is_some_and(char::is_alphanumeric) && begins_emoji(self.rest) => Some(entity(':')),
            _ => None,
        }
    }

    /// Whether a pandoc citation would include text that is escaped, or a delimiter.
    fn is_citation_beyond_itself(&self) -> bool {
        if self.before.is_some_and(char::is_alphanumeric) {
            return false;
        }
        let key = self.rest.get(1..).unwrap_or_default();
        let is_in_key = |c: char| c.is_alphanumeric() || "_:.#$%&-+?<>~/".contains(c);
        let end = key.find(|c| !is_in_key(c)).unwrap_or(key.len());
        let key = key.get(..end.min(key.floor_char_boundary(LONGEST_KEY))).unwrap_or_default();
        let is_key = key.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        (is_key && key.contains(['<', '&'])) || (key.is_empty() && self.is_before_mark)
    }

    fn is_within_word(&self) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_word(self.before) && is_word(self.following())
    }
}

/// The greatest length of a pandoc citation that is examined.
const LONGEST_KEY: usize = 200;

fn backslashed(c: char) -> String {
    format!("\\{c}")
}

fn opens_bracket(next: &Inline) -> bool {
    match next {
        Inline::Link(_) | Inline::Citation { .. } | Inline::NoteRef { .. } => true,
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Image(_)
        | Inline::SoftBreak
        | Inline::HardBreak => false,
    }
}

/// Whether a text that starts with `&` would be parsed as an entity.
pub(super) fn begins_entity(text: &str) -> bool {
    let name = text.strip_prefix('&').unwrap_or(text);
    let name = name.strip_prefix('#').unwrap_or(name);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name.as_bytes().get(length) == Some(&b';')
}

/// Whether braces contain something that acts as an event handler if taken for an attribute.
pub(super) fn holds_handler(text: &str) -> bool {
    const LONGEST: usize = 400;
    let near = text.as_bytes().get(..LONGEST).unwrap_or(text.as_bytes());
    let inner = near.split(|b| *b == b'}').next().unwrap_or_default();
    inner.windows(2).any(|pair| pair.eq_ignore_ascii_case(b"on")) && inner.contains(&b'=')
}

/// Whether some reader would take it for an entity: numeric ones need no semicolon.
fn begins_reference(text: &str) -> bool {
    let is_number = |rest: &str| rest.trim_start_matches(['x', 'X']).starts_with(|c: char| c.is_ascii_hexdigit());
    begins_entity(text) || text.strip_prefix("&#").is_some_and(is_number)
}

/// Whether a text that starts with a colon is the short name of an emoji.
fn begins_emoji(text: &str) -> bool {
    let name = text.strip_prefix(':').unwrap_or_default();
    let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'+' | b'-')).count();
    name.as_bytes().get(length) == Some(&b':') && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '+')
}

/// A character as a numeric entity, which is displayed the same and is not syntax.
pub(crate) fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// The address of a link, in angle brackets only if necessary.
pub(crate) fn destination(target: &str, spelling: Spelling) -> String {
    let is_bare = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '(' | ')');
    let mut out = String::with_capacity(target.len() + 2);
    // Python-Markdown takes text between two quotation marks for a title.
    let is_titled = spelling == Spelling::Anywhere && target.matches(['"', '\'']).count() > 1;
    let brackets = target.is_empty() || is_titled || !target.chars().all(is_bare);
    if brackets {
        out.push('<');
    }
    push_escaped(&mut out, target, |_, c, rest| match spelling {
        Spelling::Draft => escaped_in_draft_address(c, rest),
        Spelling::Anywhere => escaped_in_address(c, rest),
    });
    if brackets {
        out.push('>');
    }
    out
}

fn escaped_in_draft_address(c: char, rest: &str) -> Option<String> {
    match c {
        // cmark removes a backslash even if it is written as an entity.
        '\\' | '<' | '>' => Some(backslashed(c)),
        '&' if begins_entity(rest) => Some(backslashed(c)),
        _ => None,
    }
}

fn escaped_in_address(c: char, rest: &str) -> Option<String> {
    match c {
        // kramdown does not support backslash escapes in addresses, so a backslash is written only where all readers
        // take it literally.
        '\\' if rest.chars().nth(1).is_some_and(char::is_alphanumeric) => None,
        // cmark removes a backslash even if it is written as an entity.
        '\\' => Some(backslashed(c)),
        // pandoc’s formulas extend into addresses.
        '|' | '$' => Some(entity(c)),
        '<' => Some("&lt;".to_owned()),
        '>' => Some("&gt;".to_owned()),
        '&' if begins_reference(rest) => Some("&amp;".to_owned()),
        _ => None,
    }
}

/// The title of a link, in double quotes.
pub(super) fn title(title: &str, spelling: Spelling) -> String {
    let mut out = String::with_capacity(title.len());
    // Python-Markdown takes the first two for the whole title.
    let has_pair = title.bytes().filter(|b| *b == b'\'').count() > 1;
    push_escaped(&mut out, title, |at, c, rest| match spelling {
        Spelling::Draft => matches!(c, '\\' | '"' | '&').then(|| backslashed(c)),
        Spelling::Anywhere => match c {
            // pandoc does not accept whitespace after the opening quotation mark.
            _ if at == 0 && c.is_whitespace() => Some(entity(c)),
            '\'' if has_pair => Some(entity(c)),
            _ => escaped_in_title(c, rest),
        },
    });
    out
}

fn escaped_in_title(c: char, rest: &str) -> Option<String> {
    match c {
        '\\' => Some(backslashed(c)),
        '|' | '$' => Some(entity(c)),
        '"' => Some("&quot;".to_owned()),
        '<' => Some("&lt;".to_owned()),
        '&' if begins_reference(rest) => Some("&amp;".to_owned()),
        _ => None,
    }
}

/// Writes an address or a title. `escaped` receives each character with its position and the text from there on, and
/// returns its spelling if it is not literal.
fn push_escaped(out: &mut String, text: &str, escaped: impl Fn(usize, char, &str) -> Option<String>) {
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        // A code span could start here and extend beyond the link.
        let opens_code = matches!(c, '\n' | '\r' | '`');
        let written = if opens_code { Some(entity(c)) } else { escaped(at, c, rest) };
        match written {
            Some(written) => out.push_str(&written),
            None => out.push(c),
        }
    }
}

/// The info string of a code fence.
pub(super) fn info(info: &str) -> String {
    let mut out = String::with_capacity(info.len());
    for c in info.chars() {
        match c {
            '\\' | '&' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// The length of the longest run of a character.
pub(crate) fn longest_run(text: &str, wanted: char) -> usize {
    let mut longest = 0;
    let mut current = 0;
    for c in text.chars() {
        current = if c == wanted { current + 1 } else { 0 };
        longest = longest.max(current);
    }
    longest
}
