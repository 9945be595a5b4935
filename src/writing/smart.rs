//! Smart typing: what a character that was just typed turns into. Each rule looks at the text before it. None applies
//! in code, links, addresses, citations or markup, and none to pasted text.
//!
//! `"` opens or closes depending on what precedes it. `'` does the same in languages whose inner marks are single, and
//! is an apostrophe everywhere else. Where the inner marks are double, a `"` inside open marks is an inner one. `--`
//! becomes an en dash, a third hyphen makes it an em dash, and `...` becomes an ellipsis.

use super::change::{Change, Selection};
use super::quotes::Quotes;
use super::rendered::Rendered;
use super::stops;
use super::typed::{Step, Typed};
use super::window::window;
use crate::markdown::SpanKind;

/// How typing is assisted in one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    pub smart: Smart,
    pub quotes: Quotes,
    pub markup: Markup,
}

/// Whether typed characters are replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Smart {
    #[default]
    On,
    Off,
}

/// The markup of a field's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Markdown with paragraphs, lists and quotations.
    Blocks,
    /// One line of Markdown.
    Line,
    /// No Markdown: every character is literal.
    Plain,
}

/// A replacement: the number of bytes to remove before the cursor, including the typed character, and the new text.
type Replacement = (usize, String);

/// How much of a paragraph is searched for open quotation marks, in bytes.
const LOOK_BACK: usize = 4_000;
/// The change for a character typed over the selection, including its replacement. `None` if it is not replaced.
pub(super) fn smart(text: &str, selection: Selection, typed: &str, rules: &Rules) -> Option<Typed> {
    let mut letters = typed.chars();
    let (Some(letter), None, Smart::On) = (letters.next(), letters.next(), rules.smart) else { return None };
    let range = selection.range();
    let before = paragraph(text.get(..range.start)?);
    let (bytes, replacement) = replacement(before, letter, rules)?;
    let caret = range.start + typed.len();
    let mut new = text.to_owned();
    let change =
        behind_cluster(Change { range, text: typed.to_owned(), selection: Selection::at(caret) }, &mut new)?;
    if is_verbatim(&new, caret, rules.markup) {
        return None;
    }
    let start = caret.checked_sub(bytes)?;
    let selection = Selection::at(start + replacement.len());
    let then = behind_cluster(Change { range: start..caret, text: replacement, selection }, &mut new)?;
    Some(Typed { change, then: Some(then), step: Step::Typing })
}

/// Applies the change, and puts the cursor after any combining marks that follow. `None` if it does not fit.
fn behind_cluster(mut change: Change, text: &mut String) -> Option<Change> {
    let is_made = change.apply(text);
    if !stops::is_stop(text, change.selection.caret) {
        change.selection = Selection::at(stops::after(text, change.selection.caret));
    }
    is_made.then_some(change)
}

/// The part of a paragraph before the cursor.
fn paragraph(before: &str) -> &str {
    let mut from = before.len().saturating_sub(LOOK_BACK);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let near = before.get(from..).unwrap_or_default();
    near.rfind("\n\n").and_then(|at| near.get(at + 2..)).unwrap_or(near)
}

fn replacement(before: &str, letter: char, rules: &Rules) -> Option<Replacement> {
    let Some((head, word)) = clipped(before, letter, rules.quotes) else { return one(before, letter, rules) };
    let (_, last) = one(&format!("{head}’{word}"), letter, rules).unwrap_or((1, letter.to_string()));
    Some((before.len() - head.len() + letter.len_utf8(), format!("’{word}{last}")))
}

/// The replacement of a character by itself.
fn one(before: &str, letter: char, rules: &Rules) -> Option<Replacement> {
    match letter {
        '"' => double(before, rules.quotes),
        '\'' => single(before, rules.quotes),
        '-' => dash(before, rules.markup),
        '.' => {
            let rest = before.strip_suffix("..")?;
            (!rest.ends_with(['.', '/', '…'])).then(|| (3, "…".into()))
        }
        '0'..='9' => year(before, letter, rules.quotes),
        _ => apostrophe_after_all(before, letter, rules.quotes),
    }
}

fn double(before: &str, quotes: Quotes) -> Option<Replacement> {
    let Quotes { outer, inner, space, .. } = quotes;
    if outer.open == outer.close {
        return Some((1, outer.close.into()));
    }
    let is_open = is_open(before, outer.open, outer.close);
    let nests = is_open && !is_single(inner.open);
    let has_own_space = !space.is_empty() && before.ends_with(space);
    if is_open && has_own_space && !before.trim_end_matches(space).ends_with(outer.open) {
        return Some((1, outer.close.into()));
    }
    if opens(before, quotes, is_open) {
        return Some((1, if nests { inner.open.into() } else { format!("{}{space}", outer.open) }));
    }
    if nests && is_open_since(before, outer.open, inner.open, inner.close) {
        return Some((1, inner.close.into()));
    }
    // Five inches.
    let is_measure = !is_open && before.ends_with(|c: char| c.is_ascii_digit());
    (!is_measure).then(|| (1, format!("{space}{}", outer.close)))
}

fn single(before: &str, quotes: Quotes) -> Option<Replacement> {
    let inner = quotes.inner;
    if !is_single(inner.open) || inner.open == inner.close {
        return Some((1, "’".into()));
    }
    let is_open = is_open(before, inner.open, inner.close);
    let mark = match (opens(before, quotes, is_open), is_open) {
        (true, _) => inner.open,
        (false, true) => inner.close,
        (false, false) => '’',
    };
    Some((1, mark.into()))
}

/// Two hyphens become an en dash, and a third turns it into an em dash, except where a line of hyphens has a meaning.
fn dash(before: &str, markup: Markup) -> Option<Replacement> {
    let (rest, dash) = match before.strip_suffix('–') {
        Some(rest) => (rest, "—"),
        None => (before.strip_suffix('-')?, "–"),
    };
    let line = rest.rsplit('\n').next().unwrap_or_default().trim_start();
    let has_words = line.contains(char::is_alphanumeric) && !line.starts_with('|');
    let stands = rest.ends_with(['-', '!']) || (markup == Markup::Blocks && !has_words);
    (!stands).then(|| (before.len() - rest.len() + 1, dash.into()))
}

/// ’tis, ’em and rock ’n’ roll: an opening quotation mark turns out to be an apostrophe. Returns the text before it,
/// and the word.
fn clipped(before: &str, letter: char, quotes: Quotes) -> Option<(&str, &str)> {
    let open = quotes.inner.open;
    let (head, word) = before.rsplit_once(open).filter(|_| is_single(open))?;
    let lower = word.to_lowercase();
    let is_shouted = word.chars().count() > 1 && !word.contains(char::is_lowercase);
    let is_known = quotes.clipped.contains(&word) || (is_shouted && quotes.clipped.contains(&lower.as_str()));
    // A second mark makes it a quotation, except after a part of a word.
    let is_half = lower == "n" || lower.ends_with("sn");
    let is_over = if letter == '\'' { is_half } else { !letter.is_alphanumeric() && letter != '’' };
    (is_known && is_over && !head.ends_with(char::is_alphanumeric)).then_some((head, word))
}

/// The ’90s and the class of ’24: two digits after an opening quotation mark, until there are more.
fn year(before: &str, letter: char, quotes: Quotes) -> Option<Replacement> {
    let open = quotes.inner.open;
    let mark = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let figures = before.get(mark.len()..).unwrap_or_default();
    let (from, to) = match figures.len() {
        1 => (open, '’'),
        2 => ('’', open),
        _ => return None,
    };
    let head = mark.strip_suffix(from).filter(|_| is_single(open))?;
    let stands_free = !head.ends_with(|c: char| c.is_alphanumeric() || is_single(c));
    stands_free.then(|| (from.len_utf8() + figures.len() + 1, format!("{to}{figures}{letter}")))
}

/// ‚Das geht’s‘: a closing quotation mark turns out to be within a word.
fn apostrophe_after_all(before: &str, letter: char, quotes: Quotes) -> Option<Replacement> {
    let close = quotes.inner.close;
    let head = before.strip_suffix(close)?;
    let is_within = letter.is_alphabetic() && head.ends_with(char::is_alphabetic);
    (is_within && close != '’' && is_single(close))
        .then(|| (close.len_utf8() + letter.len_utf8(), format!("’{letter}")))
}

fn is_single(mark: char) -> bool {
    matches!(mark, '‘' | '’' | '‚')
}

/// Whether a word starts here: at the start, or after a space, a bracket, a dash or an opening mark.
fn opens(before: &str, quotes: Quotes, is_open: bool) -> bool {
    let before = before.trim_end_matches(['*', '_', '~']);
    match before.chars().next_back() {
        None => true,
        Some('—' | '–' | '-') => !is_open,
        Some(c) => {
            let is_mark = [quotes.outer.open, quotes.inner.open].contains(&c);
            c.is_whitespace() || is_mark || "([{/=¿¡".contains(c)
        }
    }
}

/// Whether a quotation mark was opened and not closed; an apostrophe within a word closes nothing.
fn is_open(text: &str, open: char, close: char) -> bool {
    let mut depth = 0_i32;
    let mut last = ' ';
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let is_within_word = last.is_alphabetic() && letters.peek().is_some_and(|next| next.is_alphabetic());
        if c == open && (open != close || depth == 0) {
            depth += 1;
        } else if c == close && !is_within_word {
            depth = (depth - 1).max(0);
        }
        last = c;
    }
    depth > 0
}

fn is_open_since(text: &str, since: char, open: char, close: char) -> bool {
    text.rfind(since).and_then(|at| text.get(at..)).is_some_and(|text| is_open(text, open, close))
}

/// Whether the character before the cursor is in a context where every character is literal.
fn is_verbatim(text: &str, caret: usize, markup: Markup) -> bool {
    let before = text.get(..caret).unwrap_or_default();
    let word = before.split(char::is_whitespace).next_back().unwrap_or_default();
    if is_address(if markup == Markup::Plain { word } else { behind_links(word) }) {
        return true;
    }
    markup != Markup::Plain && (is_unfinished_mark(before) || is_within_mark(text, caret))
}

/// The part of a word after the addresses in it: `](address)` and `<address>`.
fn behind_links(word: &str) -> &str {
    let target = word.rfind("](").and_then(|at| word.get(at..)).and_then(|rest| rest.split_once(')'));
    let word = target.map_or(word, |(_, behind)| behind);
    word.rsplit_once('>').map_or(word, |(_, behind)| behind)
}

/// Whether a word is a web or email address.
fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.contains("://") || word.starts_with("www.") || word.starts_with("mailto:")
}

/// Whether the line contains an unfinished code span, address, citation or tag.
fn is_unfinished_mark(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_open = |open: &str, close: char| {
        let rest = line.rfind(open).and_then(|at| line.get(at + open.len()..));
        rest.is_some_and(|rest| !rest.contains(close))
    };
    let is_tag = line.rfind('<').and_then(|at| line.get(at + 1..)).is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') && !rest.contains('>')
    });
    let typed = line.chars().next_back().map_or(0, char::len_utf8);
    let head = line.get(..line.len() - typed).unwrap_or_default();
    let is_escaped = head.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
    let is_definition = line.trim_start().strip_prefix('[').is_some_and(|rest| {
        !rest.starts_with('^') && rest.split_once("]:").is_some_and(|(label, _)| !label.contains(']'))
    });
    is_open("](", ')') || is_open("[^", ']') || is_tag || is_escaped || is_definition || has_open_code(line)
}

/// Whether a run of backticks has no partner yet.
fn has_open_code(line: &str) -> bool {
    let mut open = None;
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let run = rest.bytes().skip(at).take_while(|b| *b == b'`').count();
        open = match open {
            None => Some(run),
            Some(width) if width == run => None,
            Some(width) => Some(width),
        };
        rest = rest.get(at + run..).unwrap_or_default();
    }
    open.is_some()
}

/// Whether the character is in code, in raw HTML or in the address of a link, according to the parser.
fn is_within_mark(text: &str, caret: usize) -> bool {
    let window = window(text, caret..caret);
    let at = (caret - window.start).saturating_sub(1);
    let rendered = Rendered::of(text.get(window).unwrap_or_default());
    let is_in_span = rendered.spans.iter().filter(|span| span.outer.contains(&at)).any(|span| match span.kind {
        SpanKind::Code | SpanKind::CodeBlock | SpanKind::Html | SpanKind::Autolink => true,
        SpanKind::Link | SpanKind::Image => at >= span.inner.end,
        SpanKind::Strong
        | SpanKind::Emphasis
        | SpanKind::Strikethrough
        | SpanKind::Paragraph
        | SpanKind::Heading
        | SpanKind::Quote
        | SpanKind::List
        | SpanKind::Item
        | SpanKind::Table
        | SpanKind::Note
        | SpanKind::Rule => false,
    });
    is_in_span || rendered.lines.iter().flatten().any(|piece| piece.is_fixed && piece.range.contains(&at))
}

#[cfg(test)]
mod tests;
