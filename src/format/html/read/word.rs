//! Lists as Word writes them: paragraphs that only their style calls items, with the bullet or number typed before
//! the words.

use scraper::node::Element;

use super::{Branch, element, number, style, text};
use crate::markdown::{Block, List, ListItem};

/// How deep such lists nest.
const LEVEL_LIMIT: usize = 9;

/// Where a paragraph stands in such a list.
#[derive(Clone)]
pub(super) struct Place {
    level: usize,
    /// The numbers that its marker may stand for; none for a bullet.
    numbers: Vec<u64>,
}

/// The place of a paragraph that is an item.
pub(super) fn place(node: Branch<'_>, paragraph: &Element) -> Option<Place> {
    let list = style::value(paragraph, "mso-list")?;
    let level = list.split_whitespace().find_map(|word| word.strip_prefix("level")?.parse().ok())?;
    let marker = node.descendants().find(|node| element(*node).is_some_and(is_marker))?;
    Some(Place { level: usize::clamp(level, 1, LEVEL_LIMIT), numbers: number::of_marker(&text(marker)) })
}

/// Whether an element holds the bullet or the number that was typed for the list.
pub(super) fn is_marker(element: &Element) -> bool {
    style::value(element, "mso-list").is_some_and(|value| value.eq_ignore_ascii_case("ignore"))
}

/// A list with one item.
pub(super) fn list(place: &Place, item: ListItem) -> List {
    let list = List { start: place.numbers.first().copied(), loose: false, items: vec![item] };
    deepened(list, place.level - 1)
}

/// A list in so many lists that hold nothing else.
fn deepened(mut list: List, levels: usize) -> List {
    for _ in 0..levels {
        let around = ListItem { task: None, blocks: vec![Block::List(list.into())] };
        list = List { start: None, loose: false, items: vec![around] };
    }
    list
}

/// Adds an item to the list it goes on. Gives it back where it begins one of its own.
pub(super) fn add(list: &mut List, place: &Place, item: ListItem) -> Result<(), ListItem> {
    let mut innermost = list;
    for level in 1..place.level {
        let Some(last) = innermost.items.last_mut() else { return Err(item) };
        let is_innermost = level + 1 == place.level;
        let goes_on = match last.blocks.last() {
            Some(Block::List(nested)) => !is_innermost || continues(nested, place),
            _ => false,
        };
        if !goes_on {
            let rest = Place { level: place.level - level, ..place.clone() };
            last.blocks.push(Block::List(self::list(&rest, item).into()));
            return Ok(());
        }
        let Some(Block::List(nested)) = last.blocks.last_mut() else { return Err(item) };
        innermost = nested;
    }
    if place.level == 1 && !continues(innermost, place) {
        return Err(item);
    }
    innermost.items.push(item);
    Ok(())
}

/// Whether an item's marker is the next of a list.
fn continues(list: &List, place: &Place) -> bool {
    match list.start {
        None => place.numbers.is_empty(),
        Some(start) => place.numbers.contains(&start.saturating_add(list.items.len() as u64)),
    }
}
