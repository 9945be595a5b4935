//! Inline code: text between two backticks, or between longer runs of backticks if it contains some itself.

use super::inline::{Edits, chosen};
use crate::markdown::{Span, SpanKind, write};
use crate::writing::change::Selection;
use crate::writing::rendered::Rendered;

/// Whether the whole selection is in code.
pub(super) fn has(selection: Selection, rendered: &Rendered) -> bool {
    around(selection, rendered).is_some()
}

fn around(selection: Selection, rendered: &Rendered) -> Option<&Span> {
    let range = selection.range();
    let mut code = rendered.spans.iter().filter(|span| span.kind == SpanKind::Code);
    code.find(|span| {
        span.outer.start < range.end && range.start < span.outer.end && {
            span.outer.start <= range.start && range.end <= span.outer.end
        }
    })
}

/// The text with code toggled, and the selection after that. `None` if there is no text to be code, or if it would
/// change.
pub(super) fn toggle(text: &str, selection: Selection) -> Option<(String, Selection)> {
    let rendered = Rendered::of(text);
    let mut edits = Edits::default();
    let mut inside = selection;
    if let Some(span) = around(selection, &rendered) {
        edits.gone.extend([span.outer.start..span.inner.start, span.inner.end..span.outer.end]);
        let into = |at: usize| at.clamp(span.inner.start, span.inner.end);
        inside = Selection { anchor: into(selection.anchor), caret: into(selection.caret) };
    } else {
        let chosen = chosen(text, selection, &rendered);
        if chosen.is_empty() {
            return toggle_empty(text, selection, &rendered);
        }
        for choice in &chosen {
            let words = text.get(choice.interval.clone())?;
            let fence = "`".repeat(write::longest_run(words, '`') + 1);
            let space = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
            edits.opened.push((choice.interval.start, format!("{fence}{space}")));
            edits.closed.push((choice.interval.end, format!("{space}{fence}")));
        }
    }
    let (new, after) = edits.apply(text, inside)?;
    let letters =
        |rendered: &Rendered| rendered.letters().into_iter().map(|(letter, ..)| letter).collect::<String>();
    (letters(&rendered) == letters(&Rendered::of(&new))).then_some((new, after))
}

/// Without a word: inserts backticks to type into, or removes empty ones.
fn toggle_empty(text: &str, selection: Selection, rendered: &Rendered) -> Option<(String, Selection)> {
    let at = selection.is_empty().then_some(selection.caret)?;
    let is_verbatim = [SpanKind::CodeBlock, SpanKind::Html, SpanKind::Autolink];
    if is_verbatim.into_iter().any(|kind| rendered.is_within(kind, at)) {
        return None;
    }
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    if let (Some(before), Some(after)) = (before.strip_suffix('`'), after.strip_prefix('`')) {
        return Some(([before, after].concat(), Selection::at(at - 1)));
    }
    Some(([before, "``", after].concat(), Selection::at(at + 1)))
}
