//! Lists as Word writes them: paragraphs that only their style marks as items, with the bullet or number typed before
//! the text.

use scraper::Node;
use scraper::node::Element;

use super::tree::{Branch, Id, element, text};
use super::{number, style};
use crate::markdown::{Block, List, ListItem};

/// The greatest nesting depth of such lists.
const LEVEL_LIMIT: usize = 9;

/// The position of a paragraph in such a list.
#[derive(Clone)]
pub(super) struct Place {
    pub level: usize,
    /// The numbers that its marker may stand for; empty for a bullet.
    numbers: Vec<u64>,
}

/// The position of a paragraph that is an item.
pub(super) fn place(node: Branch<'_>, paragraph: &Element) -> Option<Place> {
    let level = level(paragraph)?;
    let marker = node.descendants().find(|node| element(*node).is_some_and(is_marker))?;
    Some(Place::new(level, number::of_marker(&text(marker))))
}

/// The level of a paragraph that Word calls an item.
pub(super) fn level(paragraph: &Element) -> Option<usize> {
    let list = style::value(paragraph, "mso-list")?;
    list.split_whitespace().find_map(|word| word.strip_prefix("level")?.parse().ok())
}

/// The declared depth of an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Depth {
    Level(usize),
    /// The distance from the margin, in pixels.
    Indent(f32),
}

/// A list without nested lists whose items declare their depth, as written by Google Docs, Word for the web and Quill,
/// and by programs that only indent items.
pub(super) struct Flat {
    pub list: Id,
    /// The level that the list declares for all its items.
    level: Option<usize>,
    indent: f32,
    numbers: Option<number::Numbers>,
    /// The number of items of each level so far, if the list has several.
    counts: Vec<i64>,
}

impl Flat {
    /// Such a list; `None` if it has nested lists, or if all items have the same depth as their neighbours.
    pub(super) fn of(node: Branch<'_>, list: &Element) -> Option<Flat> {
        let class = list.attr("class").unwrap_or_default();
        let named = class.split_ascii_whitespace().find_map(|class| class.strip_prefix("lst-")?.rsplit_once('-'));
        let level = named.and_then(|(_, level)| level.parse::<usize>().ok()).map(|level| level + 1);
        let is_known = |item: &Element| item.name() == "li" && (level.is_some() || level_of(item).is_some());
        let mut items = super::tree::children(node).peekable();
        let is_flat = items.peek().is_some()
            && (items.all(|(_, item)| is_known(item)) || is_uneven(node, list))
            && !node.descendants().skip(1).filter_map(element).any(|e| matches!(e.name(), "ul" | "ol" | "input"));
        is_flat.then(|| Flat {
            list: node.id(),
            level,
            indent: indent_of(list),
            numbers: number::of_list(node, list),
            counts: Vec::new(),
        })
    }

    pub(super) fn depth(&self, item: &Element) -> Depth {
        let level = self.level.or(level_of(item));
        level.map_or_else(|| Depth::Indent(self.indent + indent_of(item)), Depth::Level)
    }

    /// The position of the next item, which is at this level.
    pub(super) fn place(&mut self, item: &Element, level: usize) -> Place {
        let said = item.attr("value").and_then(|value| value.trim().parse().ok());
        let is_apart = matches!(self.depth(item), Depth::Indent(_));
        self.counts.resize(level, 0);
        let count = self.counts.last_mut().filter(|_| is_apart);
        let number = self.numbers.as_mut().filter(|_| number::is_numbered(item)).map(|numbers| {
            let next = count.map_or(numbers.next, |count| {
                let number = numbers.next.saturating_add(numbers.step.saturating_mul(*count));
                *count += 1;
                number
            });
            let number = said.unwrap_or(next);
            if !is_apart {
                numbers.next = number.saturating_add(numbers.step);
            }
            u64::try_from(number).unwrap_or(0)
        });
        Place::new(level, number.into_iter().collect())
    }
}

impl Place {
    pub(super) fn new(level: usize, numbers: Vec<u64>) -> Place {
        Place { level: level.clamp(1, LEVEL_LIMIT), numbers }
    }
}

/// Whether the items of a list have different depths, or another one than those of the adjacent list.
fn is_uneven(node: Branch<'_>, list: &Element) -> bool {
    let of_items = |node: Branch<'_>, list: &Element| -> Vec<(f32, Option<bool>)> {
        let items = super::tree::children(node).filter(|(_, item)| item.name() == "li").map(|(_, item)| item);
        items.map(|item| (indent_of(list) + indent_of(item), number::said(item))).collect()
    };
    let own = of_items(node, list);
    let beside = |mut nodes: Box<dyn Iterator<Item = Branch<'_>> + '_>| {
        let node = nodes.find(|node| match node.value() {
            Node::Text(text) => !text.trim().is_empty(),
            other => other.is_element(),
        })?;
        let list = element(node).filter(|e| matches!(e.name(), "ul" | "ol"))?;
        Some(of_items(node, list))
    };
    let before = beside(Box::new(node.prev_siblings())).and_then(|items| items.last().copied());
    let after = beside(Box::new(node.next_siblings())).and_then(|items| items.first().copied());
    let first = own.first().copied();
    own.iter().any(|item| Some(*item) != first)
        || before.into_iter().chain(after).any(|(indent, _)| first.is_some_and(|(own, _)| own != indent))
}

fn level_of(item: &Element) -> Option<usize> {
    item.attr("data-aria-level").or(item.attr("aria-level"))?.trim().parse().ok()
}

/// The indent of an element in pixels: by its style, or by a class such as `ql-indent-2`.
pub(super) fn indent_of(element: &Element) -> f32 {
    const STEP: f32 = 40.0;
    let styled = ["margin-left", "padding-left", "margin-inline-start"];
    let styled = styled.iter().filter_map(|name| style::pixels(style::value(element, name)?)).sum::<f32>();
    let classes = element.attr("class").unwrap_or_default().split_ascii_whitespace();
    let named = classes.filter_map(|class| {
        let name = class.trim_end_matches(|c: char| c.is_ascii_digit());
        let number: u8 = class.get(name.len()..)?.parse().ok()?;
        name.trim_end_matches(['-', '_']).ends_with("indent").then_some(f32::from(number) * STEP)
    });
    styled + named.sum::<f32>()
}

/// Whether an element contains the typed bullet or number of an item.
pub(super) fn is_marker(element: &Element) -> bool {
    style::value(element, "mso-list").is_some_and(|value| value.eq_ignore_ascii_case("ignore"))
}

/// A list with one item.
pub(super) fn list(place: &Place, item: ListItem) -> List {
    let list = List { start: place.numbers.first().copied(), loose: false, items: vec![item] };
    deepened(list, place.level - 1)
}

/// A list nested in this number of lists that contain nothing else.
fn deepened(mut list: List, levels: usize) -> List {
    for _ in 0..levels {
        let around = ListItem { task: None, blocks: vec![Block::List(list.into())] };
        list = List { start: None, loose: false, items: vec![around] };
    }
    list
}

/// Adds an item to the list it continues. Returns it if it starts a list of its own.
pub(super) fn add(list: &mut List, place: &Place, item: ListItem) -> Result<(), ListItem> {
    let mut innermost = list;
    for level in 1..place.level {
        let Some(last) = innermost.items.last_mut() else { return Err(item) };
        let is_innermost = level + 1 == place.level;
        let goes_on = if let Some(Block::List(nested)) = last.blocks.last() {
            !is_innermost || continues(nested, place)
        } else {
            false
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

/// Whether an item's marker is the next one of a list.
fn continues(list: &List, place: &Place) -> bool {
    match list.start {
        None => place.numbers.is_empty(),
        Some(start) => place.numbers.contains(&start.saturating_add(list.items.len() as u64)),
    }
}
