//! One line, or one paragraph, of inline Markdown. A mark can only stand where CommonMark lets it open and close;
//! where its neighbour would prevent that, the neighbour is spelled as an entity, which reads the same.

use super::Marks;
use crate::markdown::{Inline, Link, generator_mark, parse_inline, shape_of_line, words};

/// What the line stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Paragraph,
    /// A heading, or a text that is one line: no break can stand in it.
    Line,
    /// A table cell: one line, in which a pipe ends the cell.
    Cell,
}

/// How far the writer goes to keep marks apart from what stands beside them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Addresses are written as they are: what makes links of bare ones takes a backslash as part of them. So are the
    /// marks of site generators, which would no longer be any.
    Bare,
    Plain,
    /// Whatever touches a mark is spelled as an entity.
    Guarded,
}

pub(super) fn write(content: &[Inline], marks: &dyn Marks, within: Within) -> String {
    if has_address(content) || has_generator_mark(content) {
        let bare = written(content, marks, within, Care::Bare);
        if reads_back(content, &bare, marks, within) {
            return bare;
        }
    }
    let plain = written(content, marks, within, Care::Plain);
    if !has_mark(content) || reads_back(content, &plain, marks, within) {
        return plain;
    }
    let guarded = written(content, marks, within, Care::Guarded);
    if reads_back(content, &guarded, marks, within) { guarded } else { plain }
}

fn written(content: &[Inline], marks: &dyn Marks, within: Within, care: Care) -> String {
    let mut line = Line { out: String::new(), marks, within, care, is_start: true, after: After::Nothing };
    line.inlines(content, None);
    line.out
}

/// Whether the words hold an address that is no link, with something in it that would be escaped.
fn has_address(content: &[Inline]) -> bool {
    let troubling = |word: &str| is_address(word) && word.contains(['_', '~', '*', '[', ']']);
    words(content).split_whitespace().any(troubling)
}

fn has_generator_mark(content: &[Inline]) -> bool {
    let words = words(content);
    words.match_indices('{').any(|(at, _)| words.get(at..).is_some_and(|rest| generator_mark(rest).is_some()))
}

fn is_address(text: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|start| text.starts_with(start))
}

fn has_mark(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Emphasis(_) | Inline::Strong(_) | Inline::Strikethrough(_) => true,
        Inline::Link(link) | Inline::Image(link) => has_mark(&link.content),
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => false,
    })
}

/// Whether the text parses to the same marks. Citations and breaks are compared as what they are spelled as.
fn reads_back(content: &[Inline], text: &str, marks: &dyn Marks, within: Within) -> bool {
    // Only the shape lives on: a line can be as long as a body, and is parsed beside it.
    let expected = {
        let mut expected = Vec::new();
        spelled(content, marks, &mut expected);
        shape_of_line(&expected)
    };
    let text = text.replace("\\\n", " ").replace('\n', " ");
    let text = if within == Within::Cell { text.replace("\\|", "|") } else { text };
    shape_of_line(&parse_inline(&text)) == expected
}

/// The line as it reads back when it stands alone: references as parsed without their definitions.
fn spelled(content: &[Inline], marks: &dyn Marks, out: &mut Vec<Inline>) {
    for inline in content {
        let nested = |content: &[Inline]| {
            let mut inner = Vec::new();
            spelled(content, marks, &mut inner);
            inner
        };
        match inline {
            Inline::Emphasis(content) => out.push(Inline::Emphasis(nested(content))),
            Inline::Strong(content) => out.push(Inline::Strong(nested(content))),
            Inline::Strikethrough(content) => out.push(Inline::Strikethrough(nested(content))),
            Inline::Link(link) => out.push(Inline::Link(Link { content: nested(&link.content), ..link.clone() })),
            Inline::Image(link) => {
                out.push(Inline::Image(Link { content: nested(&link.content), ..link.clone() }))
            }
            Inline::Citation { key, .. } => out.extend(parse_inline(&marks.citation(key))),
            Inline::NoteRef { label, .. } => out.extend(parse_inline(&format!("[^{}]", marks.label(label)))),
            Inline::SoftBreak | Inline::HardBreak => out.push(Inline::Text(crate::markdown::Run::plain(" "))),
            Inline::Text(_) | Inline::Code(_) => out.push(inline.clone()),
        }
    }
}

/// What the last piece asks of the next character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Nothing,
    /// A mark closed here, and only does so before something that is not a letter or digit.
    Mark,
    /// Brackets ended here: `(`, `:` or `[` would belong to them.
    Brackets,
}

struct Line<'a> {
    out: String,
    marks: &'a dyn Marks,
    within: Within,
    care: Care,
    is_start: bool,
    after: After,
}

impl Line<'_> {
    fn inlines(&mut self, content: &[Inline], around: Option<char>) {
        let mut words = String::new();
        for (index, inline) in content.iter().enumerate() {
            let next = content.get(index + 1);
            match inline {
                Inline::Text(run) => {
                    words.push_str(&run.text);
                    if !matches!(next, Some(Inline::Text(_))) {
                        self.text(&std::mem::take(&mut words), next);
                    }
                }
                Inline::Code(run) => self.code(&run.text),
                Inline::Emphasis(content) => self.mark(content, Delimiter::Emphasis, around),
                Inline::Strong(content) => self.mark(content, Delimiter::Strong, around),
                Inline::Strikethrough(content) => self.mark(content, Delimiter::Strikethrough, around),
                Inline::Link(link) => self.link(link, "["),
                Inline::Image(link) => self.link(link, "!["),
                Inline::Citation { key, .. } => self.brackets(&self.marks.citation(key)),
                Inline::NoteRef { label, .. } => self.brackets(&format!("[^{}]", self.marks.label(label))),
                Inline::SoftBreak => self.line_break(""),
                Inline::HardBreak => self.line_break("\\"),
            }
        }
    }

    fn push(&mut self, raw: &str) {
        self.out.push_str(raw);
        self.is_start = false;
        self.after = After::Nothing;
    }

    fn brackets(&mut self, raw: &str) {
        self.push(raw);
        self.after = if raw.ends_with(']') { After::Brackets } else { After::Nothing };
    }

    fn line_break(&mut self, mark: &str) {
        match self.within {
            Within::Paragraph => {
                self.push(mark);
                self.push("\n");
                self.is_start = true;
            }
            Within::Line | Within::Cell => self.push(" "),
        }
    }

    fn text(&mut self, text: &str, next: Option<&Inline>) {
        let mut before = None;
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            let rest = text.get(at..).unwrap_or_default();
            if self.is_start
                && let Some((raw, used)) = escape_at_line_start(rest)
            {
                self.push(&raw);
                for _ in 1..used {
                    chars.next();
                }
                before = None;
                continue;
            }
            let is_word_start = before.is_none_or(char::is_whitespace);
            if self.care == Care::Bare
                && let Some(word) = self.bare(rest, is_word_start)
            {
                self.push(word);
                before = word.chars().next_back();
                word.chars().skip(1).for_each(|_| {
                    chars.next();
                });
                continue;
            }
            match self.after {
                After::Mark if c.is_alphanumeric() || (self.care == Care::Guarded && !c.is_whitespace()) => {
                    self.push(&entity(c));
                }
                After::Brackets if matches!(c, '(' | ':') => self.push(&format!("\\{c}")),
                After::Nothing | After::Mark | After::Brackets => self.character(c, before, rest, next),
            }
            before = Some(c);
        }
    }

    /// What is written as it is at the start of a text.
    fn bare<'t>(&self, text: &'t str, is_word_start: bool) -> Option<&'t str> {
        let mark = generator_mark(text).and_then(|end| text.get(..end));
        if let Some(mark) = mark.filter(|mark| self.within != Within::Cell || !mark.contains('|')) {
            return Some(mark);
        }
        let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '|' | '\\' | '`');
        (is_word_start && is_address(text)).then(|| text.split(is_end).next()).flatten()
    }

    fn character(&mut self, c: char, before: Option<char>, rest: &str, next: Option<&Inline>) {
        let following = rest.chars().nth(1);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_escaped = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => !(is_word(before) && is_word(following)),
            '&' => begins_entity(rest),
            '|' => self.within == Within::Cell,
            '!' => following.is_none() && next.is_some_and(opens_bracket),
            _ => false,
        };
        match c {
            '\n' | '\r' => self.push(&entity(c)),
            _ if is_escaped => self.push(&format!("\\{c}")),
            _ => self.push(c.encode_utf8(&mut [0; 4])),
        }
    }

    fn code(&mut self, code: &str) {
        let code = code.replace(['\n', '\r'], " ");
        let runs = backtick_runs(&code);
        let length = (1..).find(|n| !runs.contains(n)).unwrap_or(1);
        let fence = "`".repeat(length);
        let is_padded = code.starts_with('`')
            || code.ends_with('`')
            || (code.starts_with(' ') && code.ends_with(' ') && !code.trim_matches(' ').is_empty());
        let pad = if is_padded { " " } else { "" };
        let code = if self.within == Within::Cell { code.replace('|', "\\|") } else { code };
        self.push(&format!("{fence}{pad}{code}{pad}{fence}"));
    }

    fn mark(&mut self, content: &[Inline], delimiter: Delimiter, around: Option<char>) {
        let touches_star = self.out.ends_with('*') && !self.out.ends_with("\\*");
        let touches_line = self.out.ends_with('_') && !self.out.ends_with("\\_");
        let sign = match delimiter {
            Delimiter::Strikethrough => '~',
            Delimiter::Emphasis | Delimiter::Strong if touches_star => '_',
            Delimiter::Emphasis | Delimiter::Strong if touches_line => '*',
            Delimiter::Emphasis | Delimiter::Strong if self.care == Care::Guarded && around == Some('*') => '_',
            Delimiter::Emphasis | Delimiter::Strong => '*',
        };
        let raw = sign.to_string().repeat(delimiter.length());
        let mut inner = Line { out: String::new(), is_start: false, after: After::Nothing, ..*self };
        // The inner line must see which mark it touches.
        inner.out.push_str(&raw);
        inner.inlines(content, Some(sign));
        let text = inner.out.get(raw.len()..).unwrap_or_default().to_owned();
        let first = text.chars().next();
        let opens_hard = first.is_some_and(|c| !c.is_alphanumeric()) || sign == '_';
        if opens_hard || self.care == Care::Guarded {
            self.free_end();
        }
        let closes_hard = inner.after == After::Mark
            || text.chars().next_back().is_some_and(|c| !c.is_alphanumeric())
            || sign == '_'
            || self.care == Care::Guarded;
        self.push(&raw);
        self.push(&text);
        self.push(&raw);
        self.after = if closes_hard { After::Mark } else { After::Nothing };
    }

    /// Spells a letter or digit at the end as an entity, so that a mark can open behind it.
    fn free_end(&mut self) {
        let Some(last) = self.out.chars().next_back().filter(|c| c.is_alphanumeric()) else { return };
        self.out.truncate(self.out.len() - last.len_utf8());
        self.out.push_str(&entity(last));
    }

    fn link(&mut self, link: &Link, open: &str) {
        if open == "[" && is_autolink(link) {
            return self.push(&format!("<{}>", link.target));
        }
        self.push(open);
        self.inlines(&link.content, None);
        let mut raw = format!("]({}", destination(&link.target));
        if !link.title.is_empty() {
            raw.push_str(&format!(" \"{}\"", escape_quoted(&link.title)));
        }
        raw.push(')');
        let raw = if self.within == Within::Cell { raw.replace('|', "\\|") } else { raw };
        self.push(&raw);
    }
}

#[derive(Clone, Copy)]
enum Delimiter {
    Emphasis,
    Strong,
    Strikethrough,
}

impl Delimiter {
    fn length(self) -> usize {
        match self {
            Delimiter::Emphasis => 1,
            Delimiter::Strong | Delimiter::Strikethrough => 2,
        }
    }
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

fn backtick_runs(code: &str) -> Vec<usize> {
    code.split(|c| c != '`').map(str::len).filter(|len| *len > 0).collect()
}

/// A link whose words are its address can be written as one.
fn is_autolink(link: &Link) -> bool {
    let [Inline::Text(run)] = link.content.as_slice() else { return false };
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '|' | '\\');
    let has_scheme = ["http://", "https://"].iter().any(|scheme| link.target.starts_with(scheme));
    run.text == link.target && link.title.is_empty() && has_scheme && link.target.chars().all(is_plain)
}

/// A link's address. In angle brackets only where it could not stand without.
pub(crate) fn destination(target: &str) -> String {
    let is_bare = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '(' | ')');
    let mut out = String::with_capacity(target.len() + 2);
    let brackets = target.is_empty() || !target.chars().all(is_bare);
    if brackets {
        out.push('<');
    }
    for (at, c) in target.char_indices() {
        match c {
            '\\' | '<' | '>' => out.extend(['\\', c]),
            '&' if target.get(at..).is_some_and(begins_entity) => out.push_str("\\&"),
            '\n' | '\r' => out.push_str(&entity(c)),
            _ => out.push(c),
        }
    }
    if brackets {
        out.push('>');
    }
    out
}

fn escape_quoted(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            '\\' | '"' | '&' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str(&entity(c)),
            _ => out.push(c),
        }
    }
    out
}

/// The info string of a code fence.
pub(super) fn escape_info(info: &str) -> String {
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

/// Whether a text that begins with `&` would be read as an entity.
fn begins_entity(text: &str) -> bool {
    let name = text.strip_prefix('&').unwrap_or(text);
    let name = name.strip_prefix('#').unwrap_or(name);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name.as_bytes().get(length) == Some(&b';')
}

/// A character as a numeric entity: it reads the same and is no syntax.
pub(crate) fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// What would open a block at the start of a line, escaped, with the number of characters it stands for.
fn escape_at_line_start(rest: &str) -> Option<(String, usize)> {
    let first = rest.chars().next()?;
    match first {
        '#' | '+' | '-' | '=' | '>' | ':' | '|' => Some((format!("\\{first}"), 1)),
        ' ' | '\t' => Some((entity(first), 1)),
        '0'..='9' => {
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            let sign = rest.chars().nth(digits).filter(|c| matches!(c, '.' | ')'))?;
            let opens = rest.chars().nth(digits + 1).is_none_or(char::is_whitespace);
            (opens && digits <= 9)
                .then(|| (format!("{}\\{sign}", rest.get(..digits).unwrap_or_default()), digits + 1))
        }
        _ => None,
    }
}
