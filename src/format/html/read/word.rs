//! Lists as Word writes them: paragraphs that only their style calls items, with the bullet or number typed before
//! the words.

use scraper::node::Element;

use super::{Branch, Id, element, number, style, text};
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

/// A list whose items say how deep they stand, each level in a list of its own: how Google Docs and Word in the browser
/// write theirs.
pub(super) struct Flat {
    pub list: Id,
    /// The level that the list says all its items have.
    level: Option<usize>,
    numbers: Option<number::Numbers>,
}

impl Flat {
    /// Such a list; nothing where lists are nested in it, or an item does not say where it stands.
    pub(super) fn of(node: Branch<'_>, list: &Element) -> Option<Flat> {
        let class = list.attr("class").unwrap_or_default();
        let named = class.split_ascii_whitespace().find_map(|class| class.strip_prefix("lst-")?.rsplit_once('-'));
        let level = named.and_then(|(_, level)| level.parse::<usize>().ok()).map(|level| level + 1);
        let is_known = |item: &Element| item.name() == "li" && (level.is_some() || level_of(item).is_some());
        let mut items = super::children(node).peekable();
        let is_flat = items.peek().is_some()
            && items.all(|(_, item)| is_known(item))
            && !node.descendants().skip(1).filter_map(element).any(|e| matches!(e.name(), "ul" | "ol" | "input"));
        is_flat.then(|| Flat { list: node.id(), level, numbers: number::of_list(node, list) })
    }

    /// Where the next item stands.
    pub(super) fn place(&mut self, item: &Element) -> Place {
        let level = self.level.or(level_of(item)).unwrap_or(1);
        let said = item.attr("value").and_then(|value| value.trim().parse().ok());
        let number = self.numbers.as_mut().map(|numbers| {
            let number = said.unwrap_or(numbers.next);
            numbers.next = number.saturating_add(numbers.step);
            u64::try_from(number).unwrap_or(0)
        });
        Place { level: level.clamp(1, LEVEL_LIMIT), numbers: number.into_iter().collect() }
    }
}

fn level_of(item: &Element) -> Option<usize> {
    item.attr("data-aria-level").or(item.attr("aria-level"))?.trim().parse().ok()
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
