//! Lists as Word writes them: paragraphs that only their style calls items, with the bullet or number typed before
//! the words.

use scraper::node::Element;

use super::{Branch, element, style, text};
use crate::markdown::{Block, List, ListItem};

/// How deep such lists nest.
const LEVEL_LIMIT: usize = 9;

/// Where a paragraph stands in such a list.
#[derive(Clone, Copy)]
pub(super) struct Place {
    level: usize,
    /// The number, where it has one and not a bullet.
    number: Option<u64>,
}

/// The place of a paragraph that is an item.
pub(super) fn place(node: Branch<'_>, paragraph: &Element) -> Option<Place> {
    let list = style::value(paragraph, "mso-list")?;
    let level = list.split_whitespace().find_map(|word| word.strip_prefix("level")?.parse().ok())?;
    let marker = node.descendants().find(|node| element(*node).is_some_and(is_marker))?;
    let marker = text(marker);
    let digits: String = marker.trim().chars().take_while(char::is_ascii_digit).collect();
    Some(Place { level: usize::min(level, LEVEL_LIMIT), number: digits.parse().ok() })
}

/// Whether an element holds the bullet or the number that was typed for the list.
pub(super) fn is_marker(element: &Element) -> bool {
    style::value(element, "mso-list").is_some_and(|value| value.eq_ignore_ascii_case("ignore"))
}

/// A list with one item.
pub(super) fn list(place: Place, item: ListItem) -> List {
    let list = List { start: place.number, loose: false, items: Vec::new() };
    let mut list = List { items: vec![item], ..list };
    for _ in 1..place.level {
        let around = ListItem { task: None, blocks: vec![Block::List(list)] };
        list = List { start: None, loose: false, items: vec![around] };
    }
    list
}

/// Adds an item to the list it goes on. Gives it back where it begins one of its own.
pub(super) fn add(list: &mut List, place: Place, item: ListItem) -> Result<(), ListItem> {
    let mut innermost = list;
    for level in 1..place.level {
        let Some(last) = innermost.items.last_mut() else { return Err(item) };
        if !matches!(last.blocks.last(), Some(Block::List(_))) {
            let rest = Place { level: place.level - level, ..place };
            last.blocks.push(Block::List(self::list(rest, item)));
            return Ok(());
        }
        let Some(Block::List(nested)) = last.blocks.last_mut() else { return Err(item) };
        innermost = nested;
    }
    if innermost.start.is_some() != place.number.is_some() {
        return Err(item);
    }
    innermost.items.push(item);
    Ok(())
}
