//! How pasted text joins the text around it: one change to one field. The window decides which keys paste.

use std::ops::Range;

use super::pasted::{Pasted, Rich};
use super::written::written;
use super::{lists, notes};
use crate::link;
use crate::markdown::{self, Block, Inline, write};
use crate::writing::{Change, Selection};
use crate::writing::{Field, on_one_line};

/// The change that pastes over the selection. Control characters are removed.
pub fn insert(text: &str, selection: Selection, pasted: &Pasted, field: Field) -> Change {
    let mut change = inserted(text, selection, pasted, field).enterable();
    if field != Field::Blocks {
        change.text = change.text.replace('\n', " ");
    }
    change
}

fn inserted(text: &str, selection: Selection, pasted: &Pasted, field: Field) -> Change {
    let selection = selection.within(text);
    if matches!(field, Field::Blocks | Field::Line)
        && !selection.is_empty()
        && let Some(linked) = link_of(pasted).and_then(|link| linked(text, selection, &link))
    {
        return linked;
    }
    let range = selection.range();
    match (pasted, field) {
        (Pasted::Plain(words), Field::Blocks) => match lists::typed(text, range.clone(), words) {
            Some((range, text, caret)) => {
                let selection = Selection::at(range.start + caret);
                Change { range, text, selection }
            }
            None => change(range, clean(words.clone())),
        },
        (Pasted::Plain(words), Field::Line) => change(range, clean(on_one_line(words))),
        (Pasted::Plain(words), Field::Words) => change(range, on_one_line(words)),
        (Pasted::Plain(words), Field::Links) => change(range, links(on_one_line(words))),
        (Pasted::Rich(rich), Field::Blocks) => between(text, range, rich),
        (Pasted::Rich(rich), Field::Line) => change(range, rich.line()),
        (Pasted::Rich(rich), Field::Words) => change(range, rich.words()),
        (Pasted::Rich(rich), Field::Links) => change(range, links(rich.words())),
    }
}

/// The link that was pasted, cleaned, if the paste is only a link.
fn link_of(pasted: &Pasted) -> Option<String> {
    let words = match pasted {
        Pasted::Plain(words) => words.clone(),
        Pasted::Rich(rich) => rich.words(),
    };
    link::only_link(&words).map(|link| link::clean(link).into_owned())
}

/// Cleans a text that is a single link; any other text is unchanged.
fn clean(words: String) -> String {
    match link::only_link(&words) {
        Some(link) => link::clean(link).into_owned(),
        None => words,
    }
}

/// Cleans every link.
fn links(line: String) -> String {
    link::clean_each(&line).unwrap_or(line)
}

fn change(range: Range<usize>, text: String) -> Change {
    let selection = Selection::at(range.start + text.len());
    Change { range, text, selection }
}

/// The selected text as a link. `None` if it cannot be one.
fn linked(text: &str, selection: Selection, link: &str) -> Option<Change> {
    let range = selection.range();
    let selected = text.get(range.clone())?;
    let words = selected.trim();
    let is_line = !words.is_empty() && !words.contains('\n');
    if !is_line || link::only_link(words).is_some() || !can_be_linked(words) {
        return None;
    }
    let before = selected.len() - selected.trim_start().len();
    let start = range.start + before;
    let link = format!("[{words}]({})", write::destination(link, write::Spelling::Draft));
    Some(change(start..start + words.len(), link))
}

/// Whether Markdown is valid within the brackets of a link.
fn can_be_linked(words: &str) -> bool {
    let probe = format!("[{words}](https://a.example)");
    let line = markdown::parse_inline(&probe);
    matches!(line.as_slice(), [Inline::Link(link)] if link.target == "https://a.example")
}

/// Inserts blocks between the surrounding text, with their notes at the end.
fn between(text: &str, range: Range<usize>, rich: &Rich) -> Change {
    let (flow, notes) = notes::apart(&rich.blocks, text);
    let change = flowing(text, range, &flow);
    if notes.is_empty() {
        return change;
    }
    let rest = text.get(change.range.end..).unwrap_or_default().trim_end_matches('\n');
    let notes = written(&notes);
    let gap = if change.range.start == 0 && change.text.is_empty() && rest.is_empty() { "" } else { "\n\n" };
    Change { range: change.range.start..text.len(), text: [&change.text, rest, gap, &notes].concat(), ..change }
}

fn flowing(text: &str, range: Range<usize>, flow: &[Block]) -> Change {
    let markdown = written(flow);
    let (Some(first), Some(last)) = (flow.first(), flow.last()) else { return change(range, markdown) };
    if let [Block::List(list)] = flow
        && let Some((range, text, caret)) = lists::items(text, range.clone(), list)
    {
        let selection = Selection::at(range.start + caret);
        return Change { range, text, selection };
    }
    let range = in_place_of_marker(text, range, first);
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let is_inline = matches!(first, Block::Paragraph(_)) && std::ptr::eq(first, last);
    if is_inline {
        return change(range, markdown);
    }
    let mut out = String::new();
    out.push_str(match trailing_breaks(before) {
        _ if before.is_empty() => "",
        0 if matches!(first, Block::Paragraph(_)) => "",
        0 => "\n\n",
        1 => "\n",
        _ => "",
    });
    out.push_str(&markdown);
    let caret = range.start + out.len();
    out.push_str(match leading_breaks(after) {
        _ if after.is_empty() => "",
        0 if matches!(last, Block::Paragraph(_)) => "",
        0 => "\n\n",
        1 => "\n",
        _ => "",
    });
    Change { range, text: out, selection: Selection::at(caret) }
}

fn trailing_breaks(text: &str) -> usize {
    text.bytes().rev().take_while(|byte| *byte == b'\n').count()
}

fn leading_breaks(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'\n').count()
}

/// A list pasted into an empty item replaces that item.
fn in_place_of_marker(text: &str, range: Range<usize>, first: &Block) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let marker = line.trim();
    let is_bullet = matches!(marker, "-" | "*" | "+");
    let is_number = marker.strip_suffix(['.', ')']).is_some_and(|number| {
        !number.is_empty() && number.len() < 10 && number.bytes().all(|b| b.is_ascii_digit())
    });
    let is_at_end = text.get(range.end..).is_none_or(|after| after.is_empty() || after.starts_with('\n'));
    let is_top = !line.starts_with([' ', '\t']);
    if matches!(first, Block::List(_)) && is_top && is_at_end && (is_bullet || is_number) {
        return range.start - line.len()..range.end;
    }
    range
}
