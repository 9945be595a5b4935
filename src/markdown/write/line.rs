//! Writes one line or paragraph of inline Markdown. CommonMark only lets a mark open and close in certain
//! surroundings. Where a neighbouring character would prevent that, the character is written as an entity, which reads
//! the same.

mod code_span;

use super::back::reads_back;
use super::escape::{self, Pairs, Place, destination, entity};
use super::marks::{Marks, Spelling};
use super::quotes::{self, Beside, Quotes};
use super::start;
use super::verbatim::{self, Around, Verbatim};
use super::within::Within;
use crate::markdown::tree::{Inline, Link};

/// How carefully delimiters are separated from the text next to them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Addresses and shortcodes are written literally.
    Bare,
    Plain,
    /// All delimiters are asterisks, even next to each other.
    Stars,
    /// Characters that touch a delimiter are written as entities.
    Guarded,
}

pub(super) fn write(content: &[Inline], marks: &dyn Marks, within: Within) -> String {
    write_beside(content, marks, within, Pairs::default())
}

/// Writes a line in which some markers form pairs with those of neighbouring lines.
pub(super) fn write_beside(content: &[Inline], marks: &dyn Marks, within: Within, beside: Pairs) -> String {
    let written = |content, marks, within, care| written(content, marks, within, care, beside);
    if verbatim::is_in(content) {
        let bare = written(content, marks, within, Care::Bare);
        if reads_back(content, &bare, marks, within) {
            return bare;
        }
    }
    let plain = written(content, marks, within, Care::Plain);
    if !has_mark(content) {
        return plain;
    }
    let is_plain_right = reads_back(content, &plain, marks, within);
    if is_plain_right && !plain.contains("&#") {
        return plain;
    }
    // Entities are hard to read, so any other equivalent spelling is preferred.
    let stars = written(content, marks, within, Care::Stars);
    let is_shorter = stars.len() < plain.len() || !is_plain_right;
    if is_shorter && reads_back(content, &stars, marks, within) {
        return stars;
    }
    if is_plain_right {
        return plain;
    }
    let guarded = written(content, marks, within, Care::Guarded);
    if reads_back(content, &guarded, marks, within) { guarded } else { plain }
}

fn written(content: &[Inline], marks: &dyn Marks, within: Within, care: Care, beside: Pairs) -> String {
    let mut line = Line {
        out: String::new(),
        marks,
        spelling: marks.spelling(),
        pairs: Pairs::of(content).with(beside),
        quotes: Quotes::default(),
        within,
        care,
        is_start: true,
        is_in_mark: false,
        is_in_link: false,
        after: After::Nothing,
    };
    line.inlines(content, None);
    line.out
}

fn has_mark(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Link(link) | Inline::Image(link) => has_mark(&link.content),
        inline @ (Inline::Text(_)
        | Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak) => is_mark(inline),
    })
}

fn is_mark(inline: &Inline) -> bool {
    match inline {
        Inline::Emphasis(_) | Inline::Strong(_) | Inline::Strikethrough(_) => true,
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => false,
    }
}

/// What the last piece requires of the next character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Nothing,
    /// A delimiter closed here, which is only valid before something other than a letter or digit.
    Mark,
    /// Brackets ended here: `(`, `:` or `[` would belong to them.
    Brackets,
    /// They are the first of their line, so that a colon would make them a definition.
    FirstBrackets,
}

struct Line<'a> {
    out: String,
    marks: &'a dyn Marks,
    spelling: Spelling,
    pairs: Pairs,
    quotes: Quotes,
    within: Within,
    care: Care,
    is_start: bool,
    is_in_mark: bool,
    is_in_link: bool,
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
                Inline::Citation { key, .. } => self.brackets(&self.citation(key)),
                Inline::NoteRef { label, .. } => self.brackets(&format!("[^{}]", self.marks.label(label))),
                Inline::SoftBreak => self.line_break(""),
                Inline::HardBreak => self.line_break(match self.spelling {
                    Spelling::Draft => "\\",
                    // Not all readers take a backslash for a line break.
                    Spelling::Anywhere => "  ",
                }),
            }
        }
    }

    fn push(&mut self, raw: &str) {
        self.out.push_str(raw);
        self.is_start = false;
        self.after = After::Nothing;
    }

    fn citation(&self, key: &str) -> String {
        let raw = self.marks.citation(key);
        match self.spelling {
            Spelling::Draft => raw,
            Spelling::Anywhere => self.pairs.apart(raw),
        }
    }

    fn brackets(&mut self, raw: &str) {
        let after = if self.is_start { After::FirstBrackets } else { After::Brackets };
        self.push(raw);
        self.after = if raw.ends_with(']') { after } else { After::Nothing };
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
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length = match self.opening(rest) {
                Some(length) => length,
                None => self.verbatim(rest, before, next).unwrap_or_else(|| {
                    self.character(c, before, rest, next);
                    c.len_utf8()
                }),
            };
            debug_assert!(rest.is_char_boundary(length), "what is taken ends between characters");
            let (taken, left) = rest.split_at_checked(length).unwrap_or((rest, ""));
            before = taken.chars().next_back();
            rest = left;
        }
    }

    /// Escapes what would open a block, and returns the number of bytes consumed.
    fn opening(&mut self, rest: &str) -> Option<usize> {
        if !self.is_start {
            return None;
        }
        let (raw, used) = start::spelled(rest, self.spelling)?;
        self.push(&raw);
        // Only ASCII characters are ever escaped here.
        Some(used)
    }

    /// Writes an address or a shortcode, and returns the number of bytes consumed.
    fn verbatim(&mut self, rest: &str, before: Option<char>, next: Option<&Inline>) -> Option<usize> {
        let is_bare = self.care == Care::Bare;
        let touches = before.is_none() && self.is_behind_element();
        let is_in_cell = self.within == Within::Cell;
        let found = match is_bare && !(touches && self.spelling == Spelling::Anywhere) {
            true => verbatim::shortcode(rest, is_in_cell),
            false => None,
        };
        let around = Around { before, next, is_in_mark: self.is_in_mark, pairs: self.pairs };
        let found = found.or_else(|| verbatim::address(rest, around, self.spelling, is_bare));
        let Verbatim { raw, length } = found?;
        self.push(&raw);
        Some(length)
    }

    /// Whether text starts directly after an element, without a space.
    fn is_behind_element(&self) -> bool {
        !self.is_start && self.out.ends_with(|c: char| !c.is_whitespace())
    }

    fn character(&mut self, c: char, before: Option<char>, rest: &str, next: Option<&Inline>) {
        if self.spelling == Spelling::Anywhere && self.closes_behind_space(c, before, rest, next) {
            self.out.pop();
            self.out.push_str(&entity(' '));
        }
        let is_colon_apart = c == ':' && self.spelling == Spelling::Draft;
        match self.after {
            After::Mark if c.is_alphanumeric() || (self.care == Care::Guarded && !c.is_whitespace()) => {
                self.push(&entity(c));
            }
            After::FirstBrackets if c == ':' && self.spelling == Spelling::Anywhere => self.push(&entity(':')),
            After::Brackets | After::FirstBrackets if c == '(' || is_colon_apart => self.push(&format!("\\{c}")),
            _ if matches!(c, '\n' | '\r') => self.push(&entity(c)),
            After::Nothing | After::Mark | After::Brackets | After::FirstBrackets => {
                let place = Place {
                    c,
                    before,
                    rest,
                    next,
                    is_in_cell: self.within == Within::Cell,
                    is_in_link: self.is_in_link,
                    is_behind_element: before.is_none() && self.is_behind_element(),
                    is_before_mark: next.map_or(self.is_in_mark, is_mark),
                };
                match place.spelled(self.spelling, self.pairs) {
                    Some(raw) => self.push(&raw),
                    None => self.push(c.encode_utf8(&mut [0; 4])),
                }
            }
        }
    }

    fn closes_behind_space(&mut self, c: char, before: Option<char>, rest: &str, next: Option<&Inline>) -> bool {
        if !quotes::is_quote(c) {
            return false;
        }
        let before = before.or_else(|| self.out.chars().next_back()).unwrap_or(' ');
        let following = rest.chars().nth(1).unwrap_or(if next.is_some() { '*' } else { ' ' });
        // An address would include the entity.
        let is_behind_address = || verbatim::ends_in_address(self.out.trim_end());
        self.quotes.closes_behind_space(c, Beside { before, following }) && !is_behind_address()
    }

    fn mark(&mut self, content: &[Inline], delimiter: Delimiter, around: Option<char>) {
        let touches_star = self.out.ends_with('*') && !self.out.ends_with("\\*");
        let touches_line = self.out.ends_with('_') && !self.out.ends_with("\\_");
        let sign = match delimiter {
            Delimiter::Strikethrough => '~',
            Delimiter::Emphasis | Delimiter::Strong if self.care == Care::Stars => '*',
            Delimiter::Emphasis | Delimiter::Strong if touches_star => '_',
            Delimiter::Emphasis | Delimiter::Strong if touches_line => '*',
            Delimiter::Emphasis | Delimiter::Strong if self.care == Care::Guarded && around == Some('*') => '_',
            Delimiter::Emphasis | Delimiter::Strong => '*',
        };
        let raw = sign.to_string().repeat(delimiter.length());
        let mut inner =
            Line { out: String::new(), is_start: false, is_in_mark: true, after: After::Nothing, ..*self };
        // The inner line must know which delimiter it touches.
        inner.out.push_str(&raw);
        inner.inlines(content, Some(sign));
        self.quotes = inner.quotes;
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

    /// Writes a letter or digit at the end as an entity, so that a delimiter can open after it.
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
        let was_in_link = std::mem::replace(&mut self.is_in_link, true);
        self.inlines(&link.content, None);
        self.is_in_link = was_in_link;
        let mut raw = format!("]({}", destination(&link.target, self.spelling));
        if !link.title.is_empty() {
            raw.push_str(&format!(" \"{}\"", escape::title(&link.title, self.spelling)));
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

/// Whether a link is written as an autolink, because its text is its address.
fn is_autolink(link: &Link) -> bool {
    let [Inline::Text(run)] = link.content.as_slice() else { return false };
    let is_plain = |c: char| {
        !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '|' | '\\' | '`' | '{' | '[' | ']')
    };
    let has_scheme = ["http://", "https://"].iter().any(|scheme| link.target.starts_with(scheme));
    let is_whole = run.text == link.target && link.title.is_empty() && has_scheme;
    is_whole && link.target.chars().all(is_plain) && !link.target.contains("&#") && !link.target.contains(';')
}
