//! What Enter, Tab, Backspace and characters do in lists, quotations, headings and between paragraphs. A key that does
//! nothing special there gives `None`.

use super::breaks;
use super::change::{Change, Selection};
use super::rendered::Rendered;
use super::smart::{self, Markup, Rules};
use super::text_lines::{self, TextLines};
use super::typed::{Step, Typed};
use super::window::window;

/// A key that may do more than in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Enter,
    /// Shift+Enter.
    Break,
    Tab,
    /// Shift+Tab.
    BackTab,
    Backspace,
    Delete,
    /// The text of a letter key; not of a paste.
    Letter(String),
}

/// What a key does to a text with this selection; `None` for the default.
///
/// Tab in a list always returns a change, so that it never leaves the field unexpectedly; if an item cannot be moved,
/// the change does nothing.
pub fn typed(text: &str, selection: Selection, key: &Key, rules: &Rules) -> Option<Typed> {
    let selection = selection.within(text);
    if let Key::Letter(letters) = key {
        return smart::smart(text, selection, letters, rules);
    }
    if rules.markup != Markup::Blocks {
        return None;
    }
    if let Some(change) = marked(text, selection, key) {
        return Some(Typed { change, then: None, step: Step::Own });
    }
    let change = match key {
        Key::Enter => breaks::enter(text, selection),
        Key::Break => breaks::line_break(text, selection),
        Key::Delete if selection.is_empty() => {
            breaks::rejoin_below(text, selection.caret).or_else(|| breaks::delete(text, selection.caret))
        }
        Key::Backspace if selection.is_empty() => breaks::rejoin_above(text, selection.caret),
        Key::Backspace | Key::Delete | Key::Tab | Key::BackTab | Key::Letter(_) => None,
    };
    change.map(|change| Typed { change, then: None, step: Step::Typing })
}

/// What a key does where there is markup.
fn marked(text: &str, selection: Selection, key: &Key) -> Option<Change> {
    if !may_matter(text, selection, key) {
        return None;
    }
    let window = window(text, selection.range());
    let part = text.get(window.clone())?;
    Some(change(part, selection.before(window.start)?, key)?.behind(window.start))
}

/// Whether there is any markup nearby; most keys are pressed in plain paragraphs, which need not be parsed.
fn may_matter(text: &str, selection: Selection, key: &Key) -> bool {
    let start = selection.range().start;
    let paragraph = text.get(..start).and_then(|before| before.rfind("\n\n")).map_or(0, |at| at + 2);
    match key {
        Key::Backspace => {
            let line = text.get(..start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
            selection.is_empty() && line.ends_with([' ', '\t', '>', '-', '+', '*', '.', ')', ']'])
        }
        Key::Enter => {
            let mut lines = text.get(paragraph..start).unwrap_or_default().lines();
            lines.any(text_lines::has_mark)
        }
        Key::Tab | Key::BackTab | Key::Letter(_) => true,
        Key::Break | Key::Delete => false,
    }
}

fn change(text: &str, selection: Selection, key: &Key) -> Option<Change> {
    let range = selection.range();
    let (without, caret) = match key {
        Key::Enter => {
            let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
            ([before, after].concat(), Selection::at(range.start))
        }
        Key::Backspace => match breaks::backspace(text, selection.caret) {
            Some(change) => return Some(change),
            None => (text.to_owned(), selection),
        },
        Key::Tab | Key::BackTab | Key::Break | Key::Delete | Key::Letter(_) => (text.to_owned(), selection),
    };
    let rendered = Rendered::of(&without);
    if breaks::holds_as_written(&rendered.spans, &without, caret.range().start) {
        return None;
    }
    let mut text_lines = TextLines::new(&without, caret, &rendered.spans);
    let has_changed = match key {
        Key::Enter => text_lines.enter(),
        Key::Tab => text_lines.indent(),
        Key::BackTab => text_lines.outdent(),
        Key::Backspace => text_lines.backspace(),
        Key::Break | Key::Delete | Key::Letter(_) => false,
    };
    if !has_changed {
        return None;
    }
    let (new, selection) = text_lines.finish();
    Some(Change::between(text, &new, selection))
}

#[cfg(test)]
mod tests;
