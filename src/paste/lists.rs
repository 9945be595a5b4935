//! A list pasted into a list continues it: with the same depth, spacing, markers and numbering.

use std::ops::Range;

use super::written::written;
use crate::markdown::{self, Block, List, Located};

/// The item into which something is pasted.
struct Around<'a> {
    /// The whitespace before its marker.
    indent: &'a str,
    marker: &'a str,
    /// Its number, if it has one.
    number: Option<u64>,
    is_empty: bool,
    is_loose: bool,
}

/// The range and the text that paste a list as further items, and the length of that text up to the cursor. `None` if
/// there is no list of the same kind to continue.
pub(super) fn items(text: &str, range: Range<usize>, list: &List) -> Option<(Range<usize>, String, usize)> {
    let before = text.get(..range.start)?;
    let after = text.get(range.end..)?;
    let written_before = before.trim_end_matches([' ', '\t', '\n']);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let end = if line.trim().is_empty() { written_before.len() } else { before.len() };
    let around = around(text.get(..end)?, &format!("{}{after}", before.get(end..)?))?;
    if around.number.is_some() != list.start.is_some() {
        return None;
    }
    let first = around.number.map(|number| number + u64::from(!around.is_empty));
    let count = list.items.len() as u64;
    let list = List { start: first, loose: around.is_loose, items: list.items.clone() };
    let mut out = String::new();
    let start = if around.is_empty {
        end - around.indent.len() - text.get(..end)?.rsplit('\n').next()?.trim_start().len()
    } else {
        out.push_str(if around.is_loose { "\n\n" } else { "\n" });
        end
    };
    push_items(&mut out, &list, &around);
    let caret = out.len();
    let rest = after.trim_start_matches([' ', '\t']);
    let starts_item = line.trim().is_empty() && marker(rest.split('\n').next().unwrap_or_default()).is_some();
    if starts_item {
        out.extend([if around.is_loose { "\n\n" } else { "\n" }, line]);
    } else if !rest.is_empty() && !rest.starts_with('\n') {
        let marker = first.map_or(around.marker.to_owned(), |first| {
            format!("{}{}", first + count, around.marker.trim_start_matches(|c: char| c.is_ascii_digit()))
        });
        out.push_str(&format!("\n{}{marker} ", around.indent));
    }
    Some((start..range.end, out, caret))
}

/// The same for a list pasted as plain text, if all of the text is the list. A single item counts only if it is pasted
/// into an item; elsewhere its marker may be a dash or a number.
pub(super) fn typed(text: &str, range: Range<usize>, words: &str) -> Option<(Range<usize>, String, usize)> {
    marker(words.trim_start())?;
    let blocks = markdown::parse(words);
    let [Block::List(list)] = blocks.as_slice() else { return None };
    let line = text.get(..range.start)?.rsplit('\n').next().unwrap_or_default().trim_start();
    let waits = marker(line).is_some_and(|marker| line.trim_end() == marker);
    if list.items.len() > 1 || waits { items(text, range, list) } else { None }
}

/// The innermost item at the end of a text that continues in `after`.
fn around<'a>(text: &'a str, after: &str) -> Option<Around<'a>> {
    let Located { block: Block::List(list), range } = markdown::parse_located(text).pop()? else { return None };
    let all = markdown::parse_located(&format!("{text}{after}"));
    let whole = all.iter().find_map(|located| {
        if let Block::List(whole) = &located.block
            && located.range.start == range.start
        {
            Some(&**whole)
        } else {
            None
        }
    });
    let line = text.lines().rev().find(|line| marker(line.trim_start()).is_some())?;
    let inner = line.trim_start();
    let marker = marker(inner)?;
    let rest = inner.get(marker.len()..).unwrap_or_default();
    Some(Around {
        indent: line.get(..line.len() - inner.len()).unwrap_or_default(),
        marker,
        number: marker.trim_end_matches(['.', ')']).parse().ok(),
        is_empty: rest.trim().is_empty(),
        is_loose: is_loose(&list, whole),
    })
}

/// Whether the innermost list at the end is loose, taking into account how the list continues in the whole text.
fn is_loose(list: &List, whole: Option<&List>) -> bool {
    let last = list.items.len().checked_sub(1).and_then(|last| Some((last, list.items.get(last)?)));
    if let Some((at, item)) = last
        && let Some(Block::List(inner)) = item.blocks.last()
    {
        let same = whole.and_then(|whole| whole.items.get(at)?.blocks.get(item.blocks.len() - 1));
        let whole = if let Some(Block::List(whole)) = same { Some(&**whole) } else { None };
        return is_loose(inner, whole);
    }
    whole.unwrap_or(list).loose
}

/// The marker at the start of a line.
fn marker(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let sign = line.get(digits..)?.chars().next()?;
    let is_marker = match digits {
        0 => matches!(sign, '-' | '*' | '+'),
        1..=9 => matches!(sign, '.' | ')'),
        _ => false,
    };
    let (marker, rest) = line.split_at_checked(digits + 1)?;
    (is_marker && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some(marker)
}

/// Writes the items with the markers of the preceding ones.
fn push_items(out: &mut String, list: &List, around: &Around<'_>) {
    let written = written(std::slice::from_ref(&Block::List(list.clone().into())));
    let sign = around.marker.trim_start_matches(|c: char| c.is_ascii_digit());
    for (index, line) in written.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        if line.is_empty() {
            continue;
        }
        out.push_str(around.indent);
        // Only the items' own lines start with a marker.
        match marker(line) {
            Some(own) => {
                let number = own.trim_end_matches(['.', ')', '-']);
                out.extend([number, sign, line.get(own.len()..).unwrap_or_default()]);
            }
            None => out.push_str(line),
        }
    }
}
