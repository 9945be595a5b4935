//! Citations in a text: where one is, and where a new one goes.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::change::{Change, Selection};
use super::rendered::Rendered;
use super::window::window;
use crate::markdown::{self, Inline, SpanKind};

/// A citation in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationAt {
    pub key: String,
    /// With its brackets.
    pub range: Range<usize>,
}

/// The citation at the cursor, or the selected one.
pub fn citation_at(text: &str, selection: Selection) -> Option<CitationAt> {
    let selection = selection.within(text);
    let window = window(text, selection.range());
    let wanted = selection.before(window.start)?.range();
    let mut found = None;
    markdown::each_inline(&markdown::parse(text.get(window.clone())?), &mut |inline| {
        if let Inline::Citation { key, range } = inline
            && range.start <= wanted.start
            && wanted.end <= range.end
        {
            let range = range.start + window.start..range.end + window.start;
            found = Some(CitationAt { key: key.to_string(), range });
        }
    });
    found
}

/// Cites a source after the selection, or after the word at the cursor. Replaces a citation at the cursor; next to a
/// citation of the same source, removes it. `None` if a citation is not possible, as in code.
pub fn cite(text: &str, selection: Selection, key: &str) -> Option<Change> {
    let selection = selection.within(text);
    let marker = format!("[^{key}]");
    if let Some(here) = citation_at(text, selection) {
        let is_beside = selection == Selection::at(here.range.start) || selection == Selection::at(here.range.end);
        if here.key == key || !is_beside {
            let marker = if here.key == key { String::new() } else { marker };
            let selection = Selection::at(here.range.start + marker.len());
            return Some(Change { range: here.range, text: marker, selection });
        }
    }
    let window = window(text, selection.range());
    let part = text.get(window.clone())?;
    let at = place(part, selection.before(window.start)?)?;
    let mut new = part.to_owned();
    let change = Change { range: at..at, selection: Selection::at(at + marker.len()), text: marker };
    change.apply(&mut new);
    let read = citation_at(&new, Selection::over(at..change.selection.caret));
    let is_read = read.is_some_and(|cited| cited.range.start == at);
    is_read.then(|| change.behind(window.start))
}

/// The position of the marker: never within a word, a link or inline code.
fn place(text: &str, selection: Selection) -> Option<usize> {
    let range = selection.range();
    let rendered = Rendered::of(text);
    let mut at = range.end;
    if !selection.is_empty() {
        let chosen = text.get(range.clone())?;
        at = range.start + chosen.trim_end().len();
    }
    let words = text.get(..)?.unicode_word_indices().map(|(start, word)| start..start + word.len());
    if let Some(word) = words.take_while(|word| word.start < at).find(|word| at < word.end) {
        at = word.end;
    }
    let closed = rendered.spans.iter().filter(|span| {
        let is_whole = matches!(span.kind, SpanKind::Link | SpanKind::Image | SpanKind::Autolink | SpanKind::Code);
        is_whole && span.outer.start < at && at < span.outer.end
    });
    closed.map(|span| span.outer.end).max().or(Some(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marked: &str, expected: Option<&str>) {
        let at = marked.find('|').unwrap();
        let mut text = marked.replace('|', "");
        let end = marked.rfind('|').unwrap();
        let selection = if end == at { Selection::at(at) } else { Selection { anchor: at, caret: end - 1 } };
        let change = cite(&text, selection, "bbc");
        let cited = change.map(|change| {
            assert!(change.apply(&mut text));
            text.insert(change.selection.caret, '|');
            text
        });
        assert_eq!(cited.as_deref(), expected);
    }

    #[test]
    fn a_citation_stands_behind_what_it_is_for() {
        check("one|", Some("one[^bbc]|"));
        check("o|ne two", Some("one[^bbc]| two"));
        check("|one two |three", Some("one two[^bbc]| three"));
        check("[a|b](u) c", Some("[ab](u)[^bbc]| c"));
        check("`a|b`", Some("`ab`[^bbc]|"));
        check("**a|**", Some("**a[^bbc]|**"));
    }

    #[test]
    fn a_citation_is_changed_or_taken_away() {
        check("one[^re|ut] two", Some("one[^bbc]| two"));
        check("one[^bbc]| two", Some("one| two"));
        check("one[^reut]| two", Some("one[^reut][^bbc]| two"));
        check("one|[^reut] two", Some("one[^bbc]|[^reut] two"));
    }

    #[test]
    fn there_is_none_in_code_or_where_it_would_be_a_note() {
        check("```\na|\n```", None);
        check("a|\n\n[^bbc]: own note", None);
    }
}
