//! The position and the names of every element of a tree, collected once so that no question has to walk it.

use std::collections::HashMap;

use crate::format::html::read::tree::{Branch, Id, element};

/// The extent of an element, as counts of opened elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub start: usize,
    pub end: usize,
}

pub(super) struct Map<'a> {
    /// All links, in order.
    pub links: Vec<(Branch<'a>, Place)>,
    places: HashMap<Id, Place>,
    named: HashMap<&'a str, Branch<'a>>,
}

impl Place {
    pub fn holds(self, other: Place) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether it is the place of a mark, or close enough to be meant.
    pub fn is_beside(self, mark: Place) -> bool {
        const NEAR: usize = 4;
        let is_near = mark.start.saturating_sub(NEAR) <= self.start && self.start <= mark.end;
        is_near && self.end <= mark.end + NEAR
    }
}

impl<'a> Map<'a> {
    pub fn of(root: Branch<'a>) -> Map<'a> {
        let mut map = Map { links: Vec::new(), places: HashMap::new(), named: HashMap::new() };
        let mut open: Vec<(Id, usize)> = Vec::new();
        let mut count = 0;
        for node in root.descendants().filter(|node| node.value().is_element()) {
            let parent = node.parent().map(|parent| parent.id());
            while open.last().is_some_and(|(id, _)| Some(*id) != parent) {
                map.close(open.pop(), count);
            }
            open.push((node.id(), count));
            count += 1;
            map.enter(node);
        }
        while !open.is_empty() {
            map.close(open.pop(), count);
        }
        for (link, place) in &mut map.links {
            *place = map.places.get(&link.id()).copied().unwrap_or(*place);
        }
        map
    }

    fn enter(&mut self, node: Branch<'a>) {
        let Some(element) = element(node) else { return };
        let is_link = element.name() == "a";
        let name = element.attr("name").filter(|_| is_link);
        for name in [element.attr("id"), name].into_iter().flatten() {
            self.named.entry(name).or_insert(node);
        }
        if is_link && element.attr("href").is_some_and(|href| href.contains('#')) {
            self.links.push((node, Place { start: 0, end: 0 }));
        }
    }

    fn close(&mut self, open: Option<(Id, usize)>, end: usize) {
        self.places.extend(open.map(|(id, start)| (id, Place { start, end })));
    }

    pub fn place(&self, node: Branch<'_>) -> Option<Place> {
        self.places.get(&node.id()).copied()
    }

    /// The element with the id in a fragment.
    pub fn named(&self, fragment: &str) -> Option<(Branch<'a>, Place)> {
        let decoded = percent_decoded(fragment);
        // GitHub adds this prefix to ids, but not to links.
        let kept = ["user-content-", &decoded].concat();
        let node = [fragment, &decoded, &kept].iter().find_map(|name| self.named.get(*name)).copied()?;
        Some((node, self.place(node)?))
    }
}

fn percent_decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let pair = (first == b'%').then(|| after.get(..2)).flatten();
        let byte = pair.and_then(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
