//! Formatting commands. The parser says what is already bold, a link or a quotation, and whether a change had the
//! intended effect. A change that would lose a word, or leave one without its format, is not made.

mod kind;
mod begun;
mod blocks;
mod code;
mod inline;
mod link;

use super::change::{Change, Selection};
use super::rendered::Rendered;
use super::window::window;

pub use begun::Begun;
pub use kind::Format;
pub use link::{LinkAt, link_at, unlink};

/// Toggles a format: removes it if the whole selection has it. A cursor stands for the word it is in, or for the
/// paragraph; without a word, a pair of delimiters is inserted around it. Code is not changed.
///
/// A link is set, or removed if the text already has this address.
pub fn toggle(text: &str, selection: Selection, format: &Format) -> Change {
    let selection = selection.within(text);
    let nothing = || Change::nothing(selection);
    let window = window(text, selection.range());
    let Some(part) = text.get(window.clone()) else { return nothing() };
    let Some(inner) = selection.before(window.start) else { return nothing() };
    let new = match format {
        Format::Bold => inline::toggle(part, inner, inline::Mark::Strong),
        Format::Italic => inline::toggle(part, inner, inline::Mark::Emphasis),
        Format::Code => code::toggle(part, inner),
        Format::Link { address } => link::toggle(part, inner, address),
        Format::Quotation => blocks::toggle(part, inner, blocks::Shape::Quotation),
        Format::BulletedList => blocks::toggle(part, inner, blocks::Shape::Bulleted),
        Format::NumberedList => blocks::toggle(part, inner, blocks::Shape::Numbered),
        Format::Heading => blocks::toggle(part, inner, blocks::Shape::Heading),
    };
    new.map_or_else(nothing, |(new, after)| Change::between(part, &new, after).behind(window.start))
}

/// Whether the whole selection has the format, so that [`toggle`] would remove it. Any address counts as a link.
pub fn has(text: &str, selection: Selection, format: &Format) -> bool {
    has_each(text, selection, std::slice::from_ref(format)).first().is_some_and(|has| *has)
}

/// The same for several formats, parsing the text once. In a paragraph as long as a book, none is found.
pub fn has_each(text: &str, selection: Selection, formats: &[Format]) -> Vec<bool> {
    let selection = selection.within(text);
    let window = window(text, selection.range());
    let (Some(part), Some(inner)) = (text.get(window.clone()), selection.before(window.start)) else {
        return vec![false; formats.len()];
    };
    if part.len() > LOOK_LIMIT {
        return vec![false; formats.len()];
    }
    let rendered = Rendered::of(part);
    let has = |format: &Format| match format {
        Format::Bold => inline::has(part, inner, inline::Mark::Strong, &rendered),
        Format::Italic => inline::has(part, inner, inline::Mark::Emphasis, &rendered),
        Format::Code => code::has(inner, &rendered),
        Format::Link { .. } => link::is_within(part, inner, &rendered),
        Format::Quotation => blocks::has(part, inner, blocks::Shape::Quotation, &rendered),
        Format::BulletedList => blocks::has(part, inner, blocks::Shape::Bulleted, &rendered),
        Format::NumberedList => blocks::has(part, inner, blocks::Shape::Numbered, &rendered),
        Format::Heading => blocks::has(part, inner, blocks::Shape::Heading, &rendered),
    };
    formats.iter().map(has).collect()
}

/// Longer texts are not parsed whenever the selection changes, in bytes.
const LOOK_LIMIT: usize = 65_536;

#[cfg(test)]
mod tests;
