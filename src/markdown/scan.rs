//! Where parsing can start over in a Markdown text: what each line leaves open, as far as lines alone tell. Fenced
//! code, lists and raw HTML extend across blank lines; everything else ends there. From a line where parsing starts
//! over, the text is parsed the same as on its own, so that a long text can be parsed in pieces.
//!
//! The parser is not involved, so this is conservative: if lines alone are not sufficient (text that may or may not
//! continue an item above), parsing cannot start over until they are again. Definitions apply to a whole text and are
//! not considered here.
//!
//! The rules are those of CommonMark 0.31, “Blocks and inlines” and appendix “A parsing strategy”.

mod html;

use super::markers::{self, is_blank};
use html::{HtmlEnd, opens_html_below_words};

/// What a text leaves open after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineState {
    leaf: Leaf,
    /// The column where the text of the open item starts: a line with the same indent belongs to it.
    item: Option<u8>,
    is_blank: bool,
    words: Words,
    /// Whether an item may have ended or started without a visible marker.
    is_unsure: bool,
    /// Whether there has been an item, perhaps within a quotation, since parsing last started over.
    has_items: bool,
}

/// Whether there is text directly above, which a line may continue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Words {
    #[default]
    None,
    /// Outside items and quotations.
    Paragraph,
    /// Possibly, in an item or quotation that text below may also belong to.
    Perhaps,
}

/// A block that may contain blank lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Leaf {
    #[default]
    None,
    Code(Fence),
    Indented,
    /// Raw HTML.
    Html(HtmlEnd),
    /// Something was opened that may be within an item or not.
    Unknown,
}

/// The fence that opened a code block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fence {
    mark: u8,
    count: u16,
    within: Within,
}

/// The container of a fence. Code ends with its container, closed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Text,
    Item,
    Quote,
}

/// The number of columns of indentation that make a line code.
const CODE_INDENT: usize = 4;
/// The number of columns between Markdown's tab stops.
const TAB: usize = 4;

impl Default for LineState {
    /// Before the first line.
    fn default() -> LineState {
        LineState {
            leaf: Leaf::None,
            item: None,
            is_blank: true,
            words: Words::None,
            is_unsure: false,
            has_items: false,
        }
    }
}

impl LineState {
    /// The state after a line, which may include its line break.
    pub fn after(self, line: &str) -> LineState {
        if has_lone_return(line) {
            // The parser takes a lone carriage return for a line ending, but not everywhere.
            return LineState { leaf: Leaf::Unknown, is_blank: is_blank(line), ..self };
        }
        let line = without_break(line);
        let next = self.after_one(line);
        let has_items = (self.has_items && !self.starts_anew(line)) || (!self.is_in_code() && has_item(line));
        LineState { has_items, ..next }
    }

    /// Whether a line follows a blank one and nothing before it can affect it.
    pub fn starts_anew(self, line: &str) -> bool {
        let (columns, rest) = indent(line);
        let is_open = self.holds_lines() || self.leaf == Leaf::Unknown;
        if !self.is_blank || is_open || columns >= CODE_INDENT || is_blank(rest) {
            return false;
        }
        if is_nearly_blank(line) || has_lone_return(line) {
            return false;
        }
        let may_go_on = self.item.is_some() || self.is_unsure;
        !may_go_on || (columns == 0 && !may_be_container(rest))
    }

    /// Whether parsing can start over at any following line, except one with a lone carriage return.
    pub fn is_closed(self) -> bool {
        let is_free = match self.leaf {
            Leaf::None => true,
            Leaf::Code(fence) => fence.within == Within::Quote,
            Leaf::Indented | Leaf::Html(_) | Leaf::Unknown => false,
        };
        self.is_blank && is_free && self.item.is_none() && !self.is_unsure
    }

    /// Whether fenced code continues after the line.
    pub fn is_in_code(self) -> bool {
        matches!(self.leaf, Leaf::Code(_))
    }

    /// Whether a list continues after the line, as far as lines alone can tell.
    pub fn is_in_list(self) -> bool {
        self.has_items
    }

    /// Whether the line is blank.
    pub fn is_blank(self) -> bool {
        self.is_blank
    }

    /// Whether the open block includes all lines until it ends.
    fn holds_lines(self) -> bool {
        match self.leaf {
            Leaf::Code(fence) => fence.within == Within::Text,
            Leaf::Html(_) => true,
            Leaf::None | Leaf::Indented | Leaf::Unknown => false,
        }
    }

    fn after_one(self, line: &str) -> LineState {
        if is_nearly_blank(line) {
            let leaf = if self.leaf == Leaf::Html(HtmlEnd::Blank) { Leaf::Unknown } else { self.leaf };
            return LineState { leaf, is_blank: false, words: Words::Perhaps, is_unsure: true, ..self };
        }
        match self.leaf {
            Leaf::None => self.beyond_leaf(line),
            Leaf::Code(fence) => self.in_code(fence, line),
            Leaf::Html(end) => self.in_html(end, line),
            Leaf::Indented if is_blank(line) || indent(line).0 >= CODE_INDENT => {
                LineState { is_blank: is_blank(line), ..self }
            }
            Leaf::Indented => LineState { leaf: Leaf::None, ..self }.beyond_leaf(line),
            Leaf::Unknown => LineState { is_blank: is_blank(line), ..self },
        }
    }

    fn in_code(self, fence: Fence, line: &str) -> LineState {
        let (columns, rest) = indent(line);
        let inner = match fence.within {
            Within::Text => Some((columns, rest)),
            Within::Item if is_blank(rest) => Some((0, "")),
            Within::Item => self.item.filter(|item| columns >= usize::from(*item)).map(|_| (0, rest)),
            Within::Quote => (columns < CODE_INDENT && rest.starts_with('>'))
                .then(|| (0, rest.trim_start_matches(['>', ' ', '\t']))),
        };
        // An item or quotation may have ended before this was noticed, and text may have started.
        let words = if fence.within == Within::Text { Words::None } else { Words::Perhaps };
        let outside = LineState { leaf: Leaf::None, words, ..self };
        match inner {
            None => outside.beyond_leaf(line),
            Some((columns, rest)) if columns < CODE_INDENT && fence.is_closed_by(rest) => {
                LineState { is_blank: false, ..outside }
            }
            Some(_) => LineState { is_blank: is_blank(line), ..self },
        }
    }

    fn in_html(self, end: HtmlEnd, line: &str) -> LineState {
        let is_blank = is_blank(line);
        let leaf = if end.is_in(line) { Leaf::None } else { self.leaf };
        LineState { leaf, is_blank, words: Words::None, ..self }
    }

    /// The state after a line that does not belong to a block of several lines.
    fn beyond_leaf(self, line: &str) -> LineState {
        let (columns, rest) = indent(line);
        if is_blank(rest) {
            return LineState { is_blank: true, words: Words::None, ..self };
        }
        if self.item.is_some_and(|item| columns >= usize::from(item)) {
            return self.within_item(columns, rest);
        }
        let is_apart = self.is_blank && columns == 0 && !may_be_container(rest);
        let before = if is_apart { LineState { item: None, is_unsure: false, ..self } } else { self };
        if columns < CODE_INDENT {
            return before.of_text(columns, rest);
        }
        match before.words {
            Words::None => LineState { leaf: Leaf::Indented, item: None, is_blank: false, ..before },
            Words::Paragraph => LineState { is_blank: false, ..before },
            Words::Perhaps => LineState { leaf: Leaf::Indented, is_blank: false, is_unsure: true, ..before },
        }
    }

    /// The state after a line of an open item.
    fn within_item(self, columns: usize, rest: &str) -> LineState {
        let next = LineState { is_blank: false, words: Words::Perhaps, ..self };
        let inner = inner_of(rest);
        let is_like_block = Fence::opened_by(inner, Within::Item).is_some() || inner.starts_with('<');
        if self.is_unsure && columns < CODE_INDENT && is_like_block {
            return LineState { leaf: Leaf::Unknown, ..next };
        }
        LineState { leaf: code_in(inner, Within::Item), ..next }
    }

    /// The state after a line that is not in an open item.
    fn of_text(self, columns: usize, rest: &str) -> LineState {
        let alone = LineState { item: None, is_blank: false, words: Words::None, ..self };
        if let Some(fence) = Fence::opened_by(rest, Within::Text) {
            return LineState { leaf: Leaf::Code(fence), ..alone };
        }
        if rest.starts_with('<') {
            return self.of_markup(rest);
        }
        if rest.starts_with('>') {
            return LineState { leaf: code_in(inner_of(rest), Within::Quote), words: Words::Perhaps, ..alone };
        }
        if let Some(note) = note_words(rest) {
            let item = u8::try_from(CODE_INDENT).ok();
            let leaf = code_in(inner_of(note), Within::Item);
            return LineState { leaf, item, words: Words::Perhaps, is_unsure: true, ..alone };
        }
        if let Some(item) = markers::head(rest).tokens.first() {
            return self.of_item(columns, rest, item);
        }
        if is_heading(rest) || markers::is_rule(rest) {
            return alone;
        }
        self.of_words(rest)
    }

    fn of_words(self, rest: &str) -> LineState {
        let next = LineState { is_blank: false, ..self };
        match self.words {
            Words::None => LineState { item: None, words: Words::Paragraph, ..next },
            Words::Paragraph if is_underline(rest) => LineState { words: Words::None, ..next },
            Words::Paragraph => next,
            Words::Perhaps => LineState { is_unsure: true, ..next },
        }
    }

    /// The state after a line that starts with a less-than sign.
    fn of_markup(self, rest: &str) -> LineState {
        let open = |end: HtmlEnd| {
            let leaf = if end.is_in(rest) { Leaf::None } else { Leaf::Html(end) };
            LineState { leaf, item: None, is_blank: false, words: Words::None, ..self }
        };
        let Some(end) = HtmlEnd::of(rest) else { return self.of_words(rest) };
        // A single tag on its own line opens a block, unless there is text above it.
        if end != HtmlEnd::Blank || opens_html_below_words(rest) {
            return open(end);
        }
        match self.words {
            Words::None if !self.is_unsure => open(end),
            Words::Paragraph if !self.is_unsure => self.of_words(rest),
            Words::None | Words::Paragraph | Words::Perhaps => {
                LineState { leaf: Leaf::Unknown, is_blank: false, ..self }
            }
        }
    }

    fn of_item(self, columns: usize, rest: &str, item: &markers::Token) -> LineState {
        let content = rest.get(item.range.end..).unwrap_or_default();
        let is_empty = is_blank(content);
        let has_tab = rest.get(..item.range.end).is_some_and(|mark| mark.contains('\t'));
        // Below text, only what cannot be text itself starts an item.
        let may_be_words = self.words != Words::None && (is_empty || !item.kind.interrupts_words());
        let width = rest.find([' ', '\t']).unwrap_or(rest.len());
        let words = if is_empty || has_tab { width + 1 } else { item.range.end };
        LineState {
            leaf: code_in(inner_of(content), Within::Item),
            item: u8::try_from(columns + words).ok().or(Some(u8::MAX)),
            is_blank: false,
            words: Words::Perhaps,
            is_unsure: self.is_unsure || may_be_words || is_empty || has_tab,
            has_items: self.has_items,
        }
    }
}

impl Fence {
    /// The fence at the start of a line, after the markers of its containers.
    fn opened_by(rest: &str, within: Within) -> Option<Fence> {
        let mark = *rest.as_bytes().first().filter(|mark| matches!(mark, b'`' | b'~'))?;
        let count = rest.bytes().take_while(|byte| *byte == mark).count();
        let info = rest.get(count..).unwrap_or_default();
        let is_fence = count >= 3 && !(mark == b'`' && info.contains('`'));
        is_fence.then(|| Fence { mark, count: u16::try_from(count).unwrap_or(u16::MAX), within })
    }

    fn is_closed_by(self, rest: &str) -> bool {
        let rest = rest.trim_end_matches(' ');
        rest.len() >= usize::from(self.count) && rest.bytes().all(|byte| byte == self.mark)
    }
}

fn code_in(inner: &str, within: Within) -> Leaf {
    Fence::opened_by(inner, within).map_or(Leaf::None, Leaf::Code)
}

/// The indentation of a line in columns, and the rest of the line.
fn indent(line: &str) -> (usize, &str) {
    let mut columns = 0;
    for (at, c) in line.char_indices() {
        match c {
            ' ' => columns += 1,
            '\t' => columns += TAB - columns % TAB,
            _ => return (columns, line.get(at..).unwrap_or_default()),
        }
    }
    (columns, "")
}

fn without_break(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

fn has_lone_return(line: &str) -> bool {
    without_break(line).contains('\r')
}

/// Whether a line contains only tabs and form feeds, which the parser takes sometimes for nothing and sometimes for
/// text.
fn is_nearly_blank(line: &str) -> bool {
    let is_space = |byte| matches!(byte, b' ' | b'\t' | 0x0b | 0x0c);
    !is_blank(line) && without_break(line).bytes().all(is_space)
}

/// The text after the markers of a line.
fn inner_of(rest: &str) -> &str {
    rest.get(markers::head(rest).content..).unwrap_or_default().trim_start_matches([' ', '\t'])
}

fn has_item(line: &str) -> bool {
    markers::head(line).item().is_some()
}

/// Whether a line may continue a list or start a note.
fn may_be_container(rest: &str) -> bool {
    rest.starts_with(['-', '+', '*']) || rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("[^")
}

/// The text of a note that a line defines.
fn note_words(rest: &str) -> Option<&str> {
    rest.strip_prefix("[^")?.split_once("]:").map(|(_, words)| words)
}

fn is_heading(rest: &str) -> bool {
    let marks = rest.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&marks)
        && rest.get(marks..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Whether a line turns the text above it into a heading.
fn is_underline(rest: &str) -> bool {
    let rest = rest.trim_end_matches([' ', '\t']);
    ['=', '-'].iter().any(|mark| rest.trim_end_matches(*mark).is_empty())
}

#[cfg(test)]
mod tests;
