//! Turns single line breaks within paragraphs into what their writer meant: a paragraph or a space.

use std::ops::Range;

use super::breaks::{continued, holds_as_written};
use super::change::{Change, Selection};
use super::paragraphs::break_mark;
use super::rendered::{Look, Rendered};
use super::stops;
use super::window::window;
use crate::markdown::markers::{head, indent};
use crate::markdown::{self, LineBreak};

/// What line breaks become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    Paragraph,
    Space,
}

/// Turns the selected line breaks into paragraphs or spaces; without a selection, the one at the end of the cursor's
/// line, or else the one before it. Hard breaks are changed only if there are no others. `None` if there is no break,
/// or if text would be lost.
pub fn mend(text: &str, selection: Selection, joint: Joint) -> Option<Change> {
    let selection = selection.within(text);
    let window = window(text, selection.range());
    let part = text.get(window.clone())?;
    let inner = selection.before(window.start)?;
    let breaks = chosen(part, inner);
    let wanted = read(part);
    let mut tries = [false, true].into_iter();
    let edits = tries.find_map(|escapes| {
        let edits: Vec<_> = breaks.iter().map(|at| edit(part, *at, joint, escapes)).collect();
        let is_same = !edits.is_empty() && read(&with(part, &edits)) == wanted;
        is_same.then_some(edits)
    })?;
    let moved = |at: usize| moved(at, &edits);
    let after = Selection { anchor: moved(inner.anchor), caret: moved(inner.caret) };
    Some(Change::between(part, &with(part, &edits), after).behind(window.start))
}

/// Every letter with its formatting.
fn read(text: &str) -> Vec<(char, Look)> {
    let rendered = Rendered::of(text);
    rendered.letters().into_iter().map(|(letter, look, _)| (letter, look.clone())).collect()
}

/// The byte offsets of the line feeds to change.
fn chosen(text: &str, selection: Selection) -> Vec<usize> {
    let spans = markdown::spans(text);
    let mut all = markdown::line_breaks(text, &markdown::parse(text));
    all.retain(|found| !holds_as_written(&spans, text, found.at));
    let range = selection.range();
    if range.is_empty() {
        let line = stops::line_at(text, range.start);
        let behind = all.iter().find(|found| found.at >= line.end && found.at <= line.end + 1);
        let before = all.iter().find(|found| found.at + 1 == line.start);
        return behind.or(before).map(|found| found.at).into_iter().collect();
    }
    let inside: Vec<&LineBreak> = all.iter().filter(|found| range.contains(&found.at)).collect();
    let has_loose = inside.iter().any(|found| !found.is_kept);
    inside.into_iter().filter(|found| !(has_loose && found.is_kept)).map(|found| found.at).collect()
}

/// The replacement of a break, including what belongs to it on either side.
fn edit(text: &str, at: usize, joint: Joint, escapes: bool) -> (Range<usize>, String) {
    let line = stops::line_at(text, at);
    let written = text.get(line.clone()).unwrap_or_default().trim_end_matches('\r');
    let words = written.get(..written.len() - break_mark(written)).unwrap_or(written).trim_end();
    let next = text.get(at + 1..).unwrap_or_default();
    let base = next.len() - next.trim_start_matches(['>', ' ', '\t']).len();
    let behind = at + 1 + quotation(next).min(base);
    let range = line.start + words.len()..behind;
    let rest = text.get(behind..).unwrap_or_default();
    match joint {
        Joint::Space => (range, " ".into()),
        Joint::Paragraph => {
            let prefix = first_of_paragraph(text, at);
            let (escape, used) = if escapes { escaped(rest) } else { (String::new(), 0) };
            (range.start..range.end + used, format!("\n{}\n{prefix}{escape}", prefix.trim_end()))
        }
    }
}

/// The length of the markers before the text of a line that continues a paragraph, in bytes.
fn quotation(line: &str) -> usize {
    let base = head(line.lines().next().unwrap_or_default()).base();
    base + indent(line.get(base..).unwrap_or_default())
}

/// The start of a new paragraph next to the one that contains a break.
fn first_of_paragraph(text: &str, at: usize) -> String {
    let mut line = stops::line_at(text, at);
    loop {
        let written = text.get(line.clone()).unwrap_or_default();
        let own = head(written);
        let before = line.start.checked_sub(1).map(|end| stops::line_at(text, end));
        let is_marked = own.item().is_some();
        let is_above_blank = before.clone().and_then(|line| text.get(line)).is_none_or(|above| {
            let found = head(above);
            above.get(found.content..).unwrap_or_default().trim().is_empty()
        });
        match before.filter(|_| !is_marked && !is_above_blank) {
            Some(above) => line = above,
            None => return continued(written, &own),
        }
    }
}

/// The start of text that would open a block, escaped, and the number of bytes it stands for.
fn escaped(rest: &str) -> (String, usize) {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let sign = rest.get(digits..).and_then(|rest| rest.chars().next());
    match sign {
        Some(sign @ ('.' | ')')) if digits > 0 => {
            (format!("{}\\{sign}", rest.get(..digits).unwrap_or_default()), digits + 1)
        }
        Some('[' | '<' | '#' | '+' | '-' | '=' | '|' | ':') if digits == 0 => ("\\".into(), 0),
        Some(_) | None => (String::new(), 0),
    }
}

fn with(text: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut new = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for (range, put) in edits {
        new.push_str(text.get(at..range.start).unwrap_or_default());
        new.push_str(put);
        at = range.end;
    }
    new.push_str(text.get(at..).unwrap_or_default());
    new
}

/// A position after the edits; one within a break moves after it.
fn moved(at: usize, edits: &[(Range<usize>, String)]) -> usize {
    let mut moved = at as isize;
    for (range, put) in edits {
        if at > range.start {
            moved += put.len() as isize - (range.end.min(at) - range.start) as isize;
        }
    }
    usize::try_from(moved).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `^` at the cursor, or at both ends of the selection.
    fn after(marked: &str, joint: Joint) -> Option<String> {
        let anchor = marked.find('^').expect("each case has its cursor");
        let caret = marked.rfind('^').expect("each case has its cursor");
        let mut text = marked.replace('^', "");
        let caret = if caret == anchor { caret } else { caret - 1 };
        let change = mend(&text, Selection { anchor, caret }, joint)?;
        assert!(change.apply(&mut text));
        text.insert(change.selection.caret, '^');
        Some(text)
    }

    #[track_caller]
    fn check(before: &str, paragraph: Option<&str>, space: Option<&str>) {
        assert_eq!(after(before, Joint::Paragraph).as_deref(), paragraph, "{before:?}");
        assert_eq!(after(before, Joint::Space).as_deref(), space, "{before:?}");
    }

    #[test]
    fn the_break_at_the_caret_becomes_a_paragraph_or_a_space() {
        check("o^ne\ntwo", Some("o^ne\n\ntwo"), Some("o^ne two"));
        check("one\nt^wo", Some("one\n\nt^wo"), Some("one t^wo"));
        check("one\nt^wo\nthree", Some("one\nt^wo\n\nthree"), Some("one\nt^wo three"));
        check("o^ne  \ntwo", Some("o^ne\n\ntwo"), Some("o^ne two"));
        check("o^ne\\\ntwo", Some("o^ne\n\ntwo"), Some("o^ne two"));
        check("o^ne\r\ntwo", Some("o^ne\n\ntwo"), Some("o^ne two"));
    }

    #[test]
    fn all_that_is_selected_is_one_change() {
        check("^one\ntwo\n\nthree\nfour^", Some("one\n\ntwo\n\nthree\n\nfour^"), Some("one two\n\nthree four^"));
        check("^one  \ntwo\nthree^", Some("one  \ntwo\n\nthree^"), Some("one  \ntwo three^"));
    }

    #[test]
    fn quotations_and_items_go_on() {
        check("> o^ne\n> two", Some("> o^ne\n>\n> two"), Some("> o^ne two"));
        check("> o^ne\ntwo", Some("> o^ne\n>\n> two"), Some("> o^ne two"));
        check("- o^ne\n  two", Some("- o^ne\n\n  two"), Some("- o^ne two"));
        check("- one\ntw^o\nthree", Some("- one\ntw^o\n\n  three"), Some("- one\ntw^o three"));
    }

    #[test]
    fn words_stay_words() {
        check("flood^ of\n1986. It rose", Some("flood^ of\n\n1986\\. It rose"), Some("flood^ of 1986. It rose"));
        check("as^\n#hash", Some("as^\n\n#hash"), Some("as^ #hash"));
    }

    #[test]
    fn where_there_is_no_break_nothing_happens() {
        for text in ["^", "a^\n\nb", "```\na^\nb\n```", "| a^ |\n|---|\n| b |", "# a^\nb", "<div>^\nb"] {
            check(text, None, None);
        }
    }
}
