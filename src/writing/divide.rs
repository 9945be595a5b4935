//! Splits a text in two, and joins two texts. Marks across the split are closed and opened again, and a footnote’s
//! definition goes with its reference.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::change::Selection;
use crate::markdown::markers::{TokenKind, head};
use crate::markdown::write::{AsTyped, heading};
use crate::markdown::{self, Block, Inline, Run, SpanKind};

/// Splits a text at a byte offset, without the blank lines there.
pub fn split(text: &str, at: usize) -> (String, String) {
    let at = cut_at(text, Selection::at(at).within(text).caret);
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    let is_in_line = !before.is_empty() && !before.ends_with('\n');
    let (closing, opening) = if is_in_line { open_marks(text, at) } else { (String::new(), String::new()) };
    let signs = if is_in_line { signs(before) } else { String::new() };
    let rest = without_empty_lines(after);
    let rest = if rest.len() == after.len() { rest.trim_start_matches(' ') } else { rest };
    let signs = if rest.len() == after.trim_start_matches(' ').len() { signs } else { String::new() };
    let tail = if rest.is_empty() { String::new() } else { format!("{signs}{opening}{rest}") };
    let closing = if rest.is_empty() { "" } else { &closing };
    let kept = format!("{}{closing}", before.trim_end_matches([' ', '\n']));
    share_notes(text, kept, tail)
}

/// Joins two texts, with the heading of the second as a line between them; returns where the second one starts. A
/// footnote is renamed if it would be taken for one of the other text.
pub fn join(above: &str, title: &str, below: &str, keys: &HashSet<&str>) -> (String, usize) {
    let (above, below) = tell_apart(above, below, keys);
    let title = match title.trim() {
        "" => String::new(),
        title => heading(TITLE_LEVEL, &[Inline::Text(Run::plain(title))], &AsTyped),
    };
    let above = above.trim_end_matches([' ', '\n']).to_owned();
    let parts = [title.as_str(), without_empty_lines(&below)];
    let second = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    if above.is_empty() || second.is_empty() {
        return (format!("{above}{second}"), above.len());
    }
    (format!("{above}\n\n{second}"), above.len() + 2)
}

/// The level of a heading within a section.
const TITLE_LEVEL: u8 = 3;

fn without_empty_lines(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        if !line.trim().is_empty() {
            return rest;
        }
        rest = after;
    }
    if rest.trim().is_empty() { "" } else { rest }
}

/// Where a text can be split: before the markers of a line rather than after them, and next to code, tables, links and
/// citations rather than within them.
fn cut_at(text: &str, at: usize) -> usize {
    let line = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let own = head(text.get(line..).and_then(|rest| rest.lines().next()).unwrap_or_default());
    let mut at = if at <= line + own.content { line } else { at };
    for span in markdown::spans(text) {
        let is_whole = matches!(
            span.kind,
            SpanKind::Code
                | SpanKind::Link
                | SpanKind::Autolink
                | SpanKind::Image
                | SpanKind::CodeBlock
                | SpanKind::Table
                | SpanKind::Note
        );
        if is_whole && span.outer.start < at && at < span.outer.end {
            at = span.outer.end;
        }
    }
    let mut cited = None;
    markdown::each_inline(&markdown::parse(text), &mut |inline| {
        if let Inline::Citation { range, .. } | Inline::NoteRef { range, .. } = inline
            && range.start < at
            && at < range.end
        {
            cited = Some(range.end);
        }
    });
    cited.unwrap_or(at)
}

/// The delimiters that close the formatting open at a byte offset, and those that open it again.
fn open_marks(text: &str, at: usize) -> (String, String) {
    let (mut closing, mut opening) = (String::new(), String::new());
    for span in markdown::spans(text) {
        let is_mark = matches!(span.kind, SpanKind::Strong | SpanKind::Emphasis | SpanKind::Strikethrough);
        if is_mark && span.inner.start < at && at < span.inner.end {
            opening.push_str(text.get(span.outer.start..span.inner.start).unwrap_or_default());
            closing.insert_str(0, text.get(span.inner.end..span.outer.end).unwrap_or_default());
        }
    }
    (closing, opening)
}

/// The start of the second half of a split line: its quotation markers and its list marker.
fn signs(before: &str) -> String {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let own = head(line);
    let is_marked = own.tokens.iter().any(|t| t.kind == TokenKind::Quote) || own.item().is_some();
    if is_marked { line.get(..own.content).unwrap_or_default().trim_start().to_owned() } else { String::new() }
}

/// The definition of a footnote in a text.
struct Definition {
    label: String,
    range: Range<usize>,
}

fn definitions(text: &str) -> Vec<Definition> {
    let blocks = markdown::parse_located(text);
    let notes = blocks.into_iter().filter_map(|located| match located.block {
        Block::Note(note) => Some(Definition { label: note.label, range: located.range }),
        Block::Paragraph(_)
        | Block::Heading { .. }
        | Block::Quote(_)
        | Block::List(_)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Rule(_) => None,
    });
    notes.collect()
}

/// All footnote and citation markers in a text: label or key, and range.
fn markers(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    markdown::each_inline(&markdown::parse(text), &mut |inline| {
        if let Inline::NoteRef { label: name, range } | Inline::Citation { key: name, range } = inline {
            found.push((name.as_str().to_lowercase(), range.clone()));
        }
    });
    found
}

/// Puts each footnote's definition into the part that refers to it, or into both.
fn share_notes(text: &str, first: String, second: String) -> (String, String) {
    let whole = definitions(text);
    let mut parts = [first, second];
    if whole.is_empty() {
        return parts.into();
    }
    let is_alone = |label: &str| whole.iter().filter(|note| note.label.eq_ignore_ascii_case(label)).count() == 1;
    let written: HashMap<String, String> = whole
        .iter()
        .filter(|note| is_alone(&note.label))
        .map(|note| {
            (note.label.to_lowercase(), text.get(note.range.clone()).unwrap_or_default().trim_end().to_owned())
        })
        .collect();
    let used = [0, 1].map(|part: usize| {
        let text = parts.get(part).map(String::as_str).unwrap_or_default();
        markers(text).into_iter().map(|(name, _)| name).collect::<HashSet<_>>()
    });
    for (part, other) in [(0, 1), (1, 0)] {
        let (Some(mine), Some(theirs)) = (used.get(part), used.get(other)) else { continue };
        let Some(text) = parts.get_mut(part) else { continue };
        let own = definitions(text);
        for note in own.iter().rev().filter(|note| written.contains_key(&note.label.to_lowercase())) {
            let label = note.label.to_lowercase();
            if !mine.contains(&label) && theirs.contains(&label) && text.get(note.range.clone()).is_some() {
                text.replace_range(note.range.clone(), "");
            }
        }
        text.truncate(text.trim_end_matches([' ', '\n']).len());
        let own: HashSet<String> = own.into_iter().map(|note| note.label.to_lowercase()).collect();
        let mut missing: Vec<&String> =
            written.keys().filter(|l| mine.contains(*l) && !own.contains(*l)).collect();
        missing.sort();
        for label in missing {
            let note = written.get(label).map(String::as_str).unwrap_or_default();
            text.push_str(&format!("\n\n{note}"));
        }
    }
    parts.into()
}

/// Both texts, with footnotes renamed so that none refers to one of the other.
fn tell_apart(above: &str, below: &str, keys: &HashSet<&str>) -> (String, String) {
    let labels =
        |text: &str| definitions(text).into_iter().map(|n| n.label.to_lowercase()).collect::<HashSet<_>>();
    let names = |text: &str| {
        let used = markers(text).into_iter().map(|(name, _)| name);
        used.chain(labels(text)).collect::<HashSet<_>>()
    };
    let (mut above, mut below) = (above.to_owned(), below.to_owned());
    for is_below in [true, false] {
        let (own, other) = if is_below { (&below, &above) } else { (&above, &below) };
        let taken = names(other);
        let mut all: HashSet<String> = names(own).union(&taken).cloned().collect();
        all.extend(keys.iter().map(|key| (*key).to_owned()));
        let mut own = own.clone();
        let mut clashing: Vec<String> = labels(&own).into_iter().filter(|label| taken.contains(label)).collect();
        clashing.sort();
        for label in clashing {
            let free =
                (2_u32..).map(|n| format!("{label}-{n}")).find(|name| !all.contains(name)).unwrap_or_default();
            own = renamed(&own, &label, &free);
            all.insert(free);
        }
        if is_below { below = own } else { above = own }
    }
    (above, below)
}

fn renamed(text: &str, label: &str, new: &str) -> String {
    let mut ranges: Vec<Range<usize>> =
        markers(text).into_iter().filter(|(name, _)| name == label).map(|(_, range)| range).collect();
    ranges.extend(definitions(text).into_iter().filter(|note| note.label.to_lowercase() == label).filter_map(
        |note| {
            let written = text.get(note.range.clone())?;
            let open = written.find("[^")?;
            Some(note.range.start + open..note.range.start + written.find("]:")? + 1)
        },
    ));
    ranges.sort_by_key(|range| std::cmp::Reverse(range.start));
    let mut text = text.to_owned();
    for range in ranges {
        if text.get(range.clone()).is_some() {
            text.replace_range(range, &format!("[^{new}]"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(marked: &str, first: &str, second: &str) {
        let at = marked.find('|').unwrap();
        let (a, b) = split(&marked.replace('|', ""), at);
        assert_eq!((a.as_str(), b.as_str()), (first, second));
    }

    #[test]
    fn a_text_is_cut_between_paragraphs_and_within_them() {
        check("a\n\n|b", "a", "b");
        check("a|\n\nb", "a", "b");
        check("one| two", "one", "two");
        check("|a", "", "a");
        check("a|", "a", "");
        check("- a\n- |b\n- c", "- a", "- b\n- c");
        check("- a\n- b| c", "- a\n- b", "- c");
        check("> a| b\n> c", "> a", "> b\n> c");
    }

    #[test]
    fn marks_are_closed_and_opened_again() {
        check("**a *b| c* d**", "**a *b***", "***c* d**");
        check("[a |b](u) c", "[a b](u)", "c");
        check("```\na|\n```\n\nb", "```\na\n```", "b");
        check("a[^b|c] d", "a[^bc]", "d");
    }

    #[test]
    fn a_note_goes_with_its_reference() {
        check("a|\n\nb[^1]\n\n[^1]: note", "a", "b[^1]\n\n[^1]: note");
        check("a[^1]|\n\nb\n\n[^1]: note", "a[^1]\n\n[^1]: note", "b");
        check("a[^1]|\n\nb[^1]\n\n[^1]: note", "a[^1]\n\n[^1]: note", "b[^1]\n\n[^1]: note");
    }

    #[track_caller]
    fn check_join(parts: [&str; 3], expected: &str, seam: usize) {
        let [above, title, below] = parts;
        assert_eq!(join(above, title, below, &HashSet::new()), (expected.to_owned(), seam));
    }

    #[test]
    fn two_texts_become_one_and_the_heading_a_line() {
        check_join(["a\n", "", "\nb"], "a\n\nb", 3);
        check_join(["a", "T*", "b"], "a\n\n### T\\*\n\nb", 3);
        check_join(["", "", "b"], "b", 0);
        check_join(["a", "", ""], "a", 1);
    }

    #[test]
    fn notes_of_one_name_stay_two() {
        check_join(
            ["a[^1]\n\n[^1]: one", "", "b[^1]\n\n[^1]: two"],
            "a[^1]\n\n[^1]: one\n\nb[^1-2]\n\n[^1-2]: two",
            18,
        );
        check_join(["a[^k]\n\n[^k]: one", "", "b[^k]"], "a[^k-2]\n\n[^k-2]: one\n\nb[^k]", 22);
    }

    proptest! {
        #[test]
        fn no_cut_loses_a_word(pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "é", " ", "\n", "\n\n", "- ", "> ", "**", "*", "`", "```\n", "[x](u)", "[^1]", "\n\n[^1]: n", "👩‍👩‍👧",
        ]), 0..20), at in 0_usize..60) {
            let text = pieces.concat();
            let (first, second) = split(&text, at);
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
            prop_assert!(letters(&first) + letters(&second) >= letters(&text), "{:?} {:?} {:?}", text, first, second);
        }
    }
}
