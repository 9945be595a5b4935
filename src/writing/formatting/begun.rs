//! Formats that were switched on while typing. The command that started a format ends it after the typed text, with no
//! space inside the marks at either end.

use super::kind::Format;
use crate::markdown::{self, SpanKind};
use crate::writing::change::{Change, Selection};

/// The formats that were switched on in one text and have not ended, the inner ones last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Begun {
    open: Vec<Opened>,
    /// Inner formats that ended together with an outer one, and where the cursor was placed then.
    ended: Vec<(SpanKind, usize)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Opened {
    kind: SpanKind,
    opening: String,
    closing: String,
    /// The start of the text.
    start: usize,
    /// The length of text that was there before, in bytes.
    len: usize,
}

impl Begun {
    /// The change that ends a format after the text typed since it was switched on. `None` if it was not switched on
    /// here, or nothing was typed.
    pub fn end(&mut self, text: &str, selection: Selection, format: &Format) -> Option<Change> {
        let kind = kind(format)?;
        let caret = selection.is_empty().then_some(selection.caret)?;
        if let Some(index) = self.ended.iter().position(|ended| *ended == (kind, caret)) {
            self.ended.remove(index);
            return Some(Change::nothing(selection));
        }
        self.ended.clear();
        let index = self.open.iter().position(|opened| opened.kind == kind)?;
        let mut inner = self.open.split_off(index);
        let closing: String = inner.iter().rev().map(|opened| opened.closing.as_str()).collect();
        let opened = inner.remove(0);
        let change = opened.ended(text, caret, &closing)?;
        let after = change.selection.caret;
        self.ended = inner.into_iter().map(|inner| (inner.kind, after)).collect();
        Some(change)
    }

    /// Records that a format was toggled at the cursor, without a selection. `text` is the text after that.
    pub fn note(&mut self, text: &str, before: Selection, after: Selection, format: &Format) {
        let Some(kind) = kind(format).filter(|_| before.is_empty()) else { return };
        self.ended.clear();
        let Some(opened) = Opened::at(text, after.caret, kind) else {
            self.open.retain(|opened| opened.kind != kind);
            return;
        };
        // A format that was switched on further along, or elsewhere, does not contain this one.
        self.open.retain(|outer| outer.kind != kind && outer.start < opened.start);
        self.open.push(opened);
    }
}

impl Opened {
    /// The delimiters around a position, with or without text between them.
    fn at(text: &str, at: usize, kind: SpanKind) -> Option<Opened> {
        let line = crate::writing::stops::line_at(text, at);
        let part = text.get(line.clone())?;
        let within = at - line.start;
        let spans = markdown::spans(part);
        let around = spans
            .iter()
            .rev()
            .find(|span| span.kind == kind && span.inner.start <= within && within <= span.inner.end);
        let (outer, inner) = match around {
            Some(span) => (span.outer.clone(), span.inner.clone()),
            None => {
                let marks = ["**", "*", "`"].into_iter().find(|marks| kind_of(marks) == kind)?;
                let is_between = part.get(..within)?.ends_with(marks) && part.get(within..)?.starts_with(marks);
                let outer = within.checked_sub(marks.len())?..within + marks.len();
                is_between.then_some((outer, within..within))?
            }
        };
        Some(Opened {
            kind,
            opening: part.get(outer.start..inner.start)?.to_owned(),
            closing: part.get(inner.end..outer.end)?.to_owned(),
            start: line.start + inner.start,
            len: inner.len(),
        })
    }

    /// The change that puts the cursor after the delimiters, and the spaces at the ends of the text outside them.
    fn ended(&self, text: &str, caret: usize, closing: &str) -> Option<Change> {
        let words = text.get(self.start..caret)?;
        let outer = self.start.checked_sub(self.opening.len())?;
        let is_here = text.get(outer..self.start)? == self.opening && text.get(caret..)?.starts_with(closing);
        if !is_here || words.len() == self.len || words.contains('\n') {
            return None;
        }
        let inner = words.trim_matches(' ');
        let range = outer..caret + closing.len();
        if inner.is_empty() {
            let selection = Selection::at(outer + words.len());
            return Some(Change { range, text: words.to_owned(), selection });
        }
        if inner.len() == words.len() {
            return Some(Change::nothing(Selection::at(range.end)));
        }
        let lead = words.len() - words.trim_start_matches(' ').len();
        let trail = words.get(lead + inner.len()..)?;
        let text = format!("{}{}{inner}{closing}{trail}", words.get(..lead)?, self.opening);
        let selection = Selection::at(outer + text.len());
        Some(Change { range, text, selection })
    }
}

fn kind_of(marks: &str) -> SpanKind {
    match marks {
        "**" => SpanKind::Strong,
        "*" => SpanKind::Emphasis,
        _ => SpanKind::Code,
    }
}

fn kind(format: &Format) -> Option<SpanKind> {
    match format {
        Format::Bold => Some(SpanKind::Strong),
        Format::Italic => Some(SpanKind::Emphasis),
        Format::Code => Some(SpanKind::Code),
        Format::Link { .. } => Some(SpanKind::Link),
        Format::Quotation | Format::BulletedList | Format::NumberedList | Format::Heading => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writing::toggle;

    const LINK: &str = "https://a.example/";

    fn format(key: char) -> Option<Format> {
        match key {
            'B' => Some(Format::Bold),
            'I' => Some(Format::Italic),
            'C' => Some(Format::Code),
            'L' => Some(Format::Link { address: LINK.into() }),
            _ => None,
        }
    }

    /// Types characters; the capitals B, I, C and L are commands, `<` moves the cursor back.
    fn type_in(text: &str, keys: &str) -> String {
        let mut text = text.to_owned();
        let mut selection = Selection::at(text.len());
        let mut begun = Begun::default();
        for key in keys.chars() {
            let Some(format) = format(key) else {
                match key {
                    '<' => selection = Selection::at(selection.caret - 1),
                    letter => {
                        text.insert(selection.caret, letter);
                        selection = Selection::at(selection.caret + letter.len_utf8());
                    }
                }
                continue;
            };
            let ended = begun.end(&text, selection, &format);
            let change = ended.clone().unwrap_or_else(|| toggle(&text, selection, &format));
            assert!(change.apply(&mut text));
            if ended.is_none() {
                begun.note(&text, selection, change.selection, &format);
            }
            selection = change.selection;
        }
        text.insert(selection.caret, '^');
        text
    }

    #[track_caller]
    fn check(text: &str, keys: &str, expected: &str) {
        assert_eq!(type_in(text, keys), expected, "{text:?} {keys:?}");
    }

    #[test]
    fn a_phrase_is_ended_by_what_began_it() {
        check("say ", "IxI", "say *x*^");
        check("say ", "Ione two threeI on", "say *one two three* on^");
        check("say ", "Bone twoB on", "say **one two** on^");
        check("say ", "Cone twoC on", "say `one two` on^");
        check("", "IxIy", "*x*y^");
        check("say, ", "BésB.", "say, **és**.^");
    }

    #[test]
    fn spaces_at_either_end_stand_outside() {
        check("say ", "Ione Ion", "say *one* on^");
        check("say ", "I oneI on", "say  *one* on^");
        check("say ", "I  I", "say   ^");
    }

    #[test]
    fn nothing_typed_is_nothing_changed() {
        for keys in ["II", "BB", "CC", "BIIB", "IBBI"] {
            check("say ", keys, "say ^");
        }
    }

    #[test]
    fn one_stands_in_the_other() {
        check("", "Bone ItwoIB x", "**one *two*** x^");
        check("", "Bone ItwoI threeB x", "**one *two* three** x^");
        check("", "Ione BtwoBI x", "*one **two*** x^");
        check("", "Bone ItwoBI x", "**one *two*** x^");
        check("", "IBoneBI x", "***one*** x^");
    }

    #[test]
    fn a_word_at_the_cursor_is_switched_as_long_as_nothing_is_typed() {
        check("tide", "BB", "tide^");
        check("tide", "Bs turnB x", "**tides turn** x^");
        check("tide", "Ls turnL x", "[tides turn](https://a.example/) x^");
        check("say ", "IoneI<I", "say one^");
    }
}
