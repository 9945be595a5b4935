//! Enter, Shift+Enter, Backspace and Delete between lines and paragraphs. Enter starts a paragraph, and Shift+Enter a
//! line break that every format keeps. In code, markup and tables a line is just a line. `text_lines` handles list
//! items, and `paragraphs` the space between paragraphs.

use std::ops::Range;

use super::change::{Change, Selection};
use super::paragraphs::break_mark;
use super::window::window;
use super::{seam, stops};
use crate::markdown::markers::{Head, TokenKind, head, indent};
use crate::markdown::{self, Span, SpanKind};

/// Inserted by Shift+Enter: the hard break that every Markdown reader knows.
const KEPT_BREAK: &str = "  \n";
const PARAGRAPH: &str = "\n\n";
/// This number of spaces makes a line code.
const CODE_INDENT: usize = 4;

/// Enter: the text after the cursor becomes a paragraph of its own. `None` if the text has a single line.
///
/// In an empty paragraph nothing happens, because readers would not see another one.
pub(super) fn enter(text: &str, selection: Selection) -> Option<Change> {
    let range = selection.range();
    if is_as_written(text, range.start) {
        return None;
    }
    let start = stops::line_start(text, range.start);
    let before = text.get(start..range.start)?;
    if !before.trim().is_empty() {
        let rest = text.get(range.end..)?;
        let gap = indent(rest);
        let is_code = gap >= CODE_INDENT || rest.get(..gap).is_some_and(|gap| gap.contains('\t'));
        let skipped = if is_code { gap } else { 0 };
        let indent = item_indent(text, start);
        if skipped > 0 || !range.is_empty() {
            return Some(put(range.start..range.end + skipped, format!("{PARAGRAPH}{indent}")));
        }
        let seam::Cut { at, closing, opening } = seam::cut(text, range.start);
        let spaces = if closing.is_empty() { at..at } else { spaces_around(text, at) };
        return Some(put(spaces, format!("{closing}{PARAGRAPH}{indent}{opening}")));
    }
    let above = line_above(text, start).filter(|above| !is_blank(text, above));
    if let Some(above) = above {
        let mark = break_mark(text.get(above.clone())?);
        return Some(put(above.end - mark..range.end, format!("{PARAGRAPH}{before}")));
    }
    let is_empty = is_blank(text, &(range.end..stops::line_end(text, range.end)));
    Some(put(range, if is_empty { String::new() } else { PARAGRAPH.to_owned() + before }))
}

/// Shift+Enter: a hard line break. `None` if every break is a hard one.
///
/// Before the first text of a line nothing happens, because readers would not see it.
pub(super) fn line_break(text: &str, selection: Selection) -> Option<Change> {
    let range = selection.range();
    if is_as_written(text, range.start) {
        return None;
    }
    let start = stops::line_start(text, range.start);
    let before = text.get(start..range.start)?;
    let own = head(before);
    let words = before.get(own.content..).unwrap_or_default();
    if words.trim().is_empty() {
        return Some(put(range, String::new()));
    }
    if is_heading(words) {
        return enter(text, selection);
    }
    Some(put(range, format!("{KEPT_BREAK}{}", continued(before, &own))))
}

/// Backspace before the first word of a paragraph that has the same formatting as the end of the previous one: joins
/// both within one pair of delimiters. `None` if the default applies.
pub(super) fn rejoin_above(text: &str, caret: usize) -> Option<Change> {
    let line = stops::line_at(text, caret);
    let is_mark = |c: char| matches!(c, '*' | '_' | '~' | '[' | '`');
    if !text.get(line.start..caret)?.chars().all(is_mark) {
        return None;
    }
    let gap = line_above(text, line.start).filter(|above| is_blank(text, above))?;
    let mut above = line_above(text, gap.start)?;
    while is_blank(text, &above) {
        above = line_above(text, above.start)?;
    }
    seam::join(text, above.end, line.start, caret)
}

/// The same for Delete after the last word of a paragraph.
pub(super) fn rejoin_below(text: &str, caret: usize) -> Option<Change> {
    let line = stops::line_at(text, caret);
    if !text.get(line.clone())?.ends_with(['*', '_', '~', '`', ')']) {
        return None;
    }
    let gap = line_below(text, line.end).filter(|below| is_blank(text, below))?;
    let mut below = line_below(text, gap.end)?;
    while is_blank(text, &below) {
        below = line_below(text, below.end)?;
    }
    seam::join(text, line.end, below.start, caret)
}

/// Backspace at the first word of a line that continues a quotation or an item: removes what is between it and the text
/// above. `None` if the default applies.
pub(super) fn backspace(text: &str, caret: usize) -> Option<Change> {
    let start = stops::line_start(text, caret);
    let line = text.get(start..stops::line_end(text, caret))?;
    let own = head(line);
    let is_at_words = own.content > 0 && caret == start + own.content && own.item().is_none();
    if !is_at_words || is_as_written(text, caret) {
        return None;
    }
    let mut above = line_above(text, start)?;
    let is_apart = is_blank_in(text, &above, &own);
    if is_apart {
        above = line_above(text, above.start).filter(|above| !is_blank_in(text, above, &own))?;
    }
    let words = text.get(above.clone())?;
    let is_same = match own.quotes() {
        0 => is_in_item(text, start),
        quotes => head(words).quotes() == quotes,
    };
    let mark = if is_apart { 0 } else { break_mark(words) };
    is_same.then(|| put(above.end - mark..caret, String::new()))
}

/// Delete after the last word of a line, if a marker precedes the next text: removes the marker, too. `None` if the
/// default applies.
pub(super) fn delete(text: &str, caret: usize) -> Option<Change> {
    let end = stops::line_end(text, caret);
    let start = stops::line_start(text, caret);
    let own = head(text.get(start..end)?);
    if caret + break_mark(text.get(start..end)?) < end || is_blank(text, &(start..end)) {
        return None;
    }
    let mut below = line_below(text, end)?;
    while is_blank_in(text, &below, &own) {
        below = line_below(text, below.end)?;
    }
    let content = head(text.get(below.clone())?).content;
    let is_marked = content > 0 && !is_as_written(text, caret) && !is_as_written(text, below.start + content);
    is_marked.then(|| put(caret..below.start + content, String::new()))
}

fn put(range: Range<usize>, text: String) -> Change {
    let selection = Selection::at(range.start + text.len());
    Change { range, text, selection }
}

/// The spaces around a position, because no delimiter closes after a space or opens before one.
fn spaces_around(text: &str, at: usize) -> Range<usize> {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    before.trim_end_matches(' ').len()..at + behind.len() - behind.trim_start_matches(' ').len()
}

fn line_above(text: &str, start: usize) -> Option<Range<usize>> {
    let end = start.checked_sub(1)?;
    let from = stops::line_start(text, end);
    Some(from..stops::line_end(text, from))
}

fn line_below(text: &str, end: usize) -> Option<Range<usize>> {
    let rest = text.get(end..)?;
    let start = end + rest.find('\n')? + 1;
    Some(start..stops::line_end(text, start))
}

fn is_blank(text: &str, line: &Range<usize>) -> bool {
    text.get(line.clone()).is_none_or(|line| line.trim().is_empty())
}

/// Whether a line is blank, or contains only the markers of the quotation of `own`.
fn is_blank_in(text: &str, line: &Range<usize>, own: &Head) -> bool {
    let line = text.get(line.clone()).unwrap_or_default();
    let found = head(line);
    let has_words = !line.get(found.content..).unwrap_or_default().trim().is_empty();
    !has_words && found.item().is_none() && found.quotes() <= own.quotes()
}

fn is_heading(words: &str) -> bool {
    let marks = words.len() - words.trim_start_matches('#').len();
    (1..=6).contains(&marks) && words.get(marks..).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// The start of the next line in the same paragraph: the same quotation markers, and the indentation of the item.
pub(super) fn continued(line: &str, own: &Head) -> String {
    let mut prefix = String::new();
    let mut at = 0;
    for token in &own.tokens {
        prefix.push_str(line.get(at..token.range.start).unwrap_or_default());
        match token.kind {
            TokenKind::Quote => prefix.push_str("> "),
            TokenKind::Bullet(_) | TokenKind::Number { .. } => prefix.push_str(&" ".repeat(token.range.len())),
        }
        at = token.range.end;
    }
    if own.item().is_none() {
        let gap = line.get(at..).unwrap_or_default();
        prefix.push_str(gap.get(..indent(gap)).unwrap_or_default());
    }
    prefix
}

/// The indentation of a line that continues an item, so that the next paragraph belongs to the item, too.
fn item_indent(text: &str, start: usize) -> &str {
    let line = text.get(start..).unwrap_or_default();
    let gap = indent(line);
    if gap > 0 && is_in_item(text, start) { line.get(..gap).unwrap_or_default() } else { "" }
}

fn is_in_item(text: &str, start: usize) -> bool {
    let window = window(text, start..start);
    let at = start - window.start;
    let spans = text.get(window).map(markdown::spans).unwrap_or_default();
    spans.iter().any(|span| span.kind == SpanKind::Item && span.outer.start < at && at <= span.outer.end)
}

/// Whether a position is in code, raw HTML or a table.
fn is_as_written(text: &str, at: usize) -> bool {
    let line = stops::line_at(text, at);
    if text.get(line.clone()).is_some_and(|line| line.trim_start().starts_with('|')) {
        return true;
    }
    if !may_be_as_written(text, at) {
        return false;
    }
    let window = window(text, at..at);
    let part = text.get(window.clone()).unwrap_or_default();
    holds_as_written(&markdown::spans(part), part, at - window.start)
}

/// Whether there is anything nearby that only the parser can judge. In most paragraphs there is not.
fn may_be_as_written(text: &str, at: usize) -> bool {
    let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    let start = before.rfind(PARAGRAPH).map_or(0, |found| found + PARAGRAPH.len());
    let near = before.get(start..).unwrap_or_default();
    let behind = behind.split(PARAGRAPH).next().unwrap_or_default();
    let is_suspect = |part: &str| part.contains(['<', '|']);
    let is_deep = near.lines().any(|line| indent(line) >= CODE_INDENT || line.starts_with('\t'));
    is_suspect(near) || is_suspect(behind) || is_deep || before.contains("```") || before.contains("~~~")
}

/// Whether a position is in code, raw HTML or a table, according to the spans of its text.
pub(super) fn holds_as_written(spans: &[Span], text: &str, at: usize) -> bool {
    let line = stops::line_at(text, at);
    spans.iter().any(|span| {
        let outer = &span.outer;
        let is_verbatim = match span.kind {
            SpanKind::CodeBlock => !is_closing_fence(text, outer, &line, at),
            SpanKind::Table => true,
            SpanKind::Html => begins_line(text, outer.start),
            SpanKind::Strong
            | SpanKind::Emphasis
            | SpanKind::Strikethrough
            | SpanKind::Code
            | SpanKind::Link
            | SpanKind::Autolink
            | SpanKind::Image
            | SpanKind::Paragraph
            | SpanKind::Heading
            | SpanKind::Quote
            | SpanKind::List
            | SpanKind::Item
            | SpanKind::Note
            | SpanKind::Rule => false,
        };
        let ends_open = outer.end == text.len() && at == text.len() && !text.ends_with('\n');
        is_verbatim && outer.start <= at && (at < outer.end || ends_open)
    })
}

/// Inline HTML is not a block.
fn begins_line(text: &str, at: usize) -> bool {
    text.get(stops::line_start(text, at)..at).is_some_and(|before| before.trim().is_empty())
}

/// Whether a position is after the fence that closes a code block, where text continues.
fn is_closing_fence(text: &str, code: &Range<usize>, line: &Range<usize>, at: usize) -> bool {
    let written = text.get(line.clone()).unwrap_or_default().trim_start_matches([' ', '\t', '>']).trim_end();
    let is_fence = ["```", "~~~"].iter().any(|fence| written.starts_with(fence));
    is_fence && at == line.end && line.start > code.start
}

#[cfg(test)]
mod tests;
