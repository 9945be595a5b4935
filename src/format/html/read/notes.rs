//! Footnotes in pages of other programs. They are recognised by their links: a mark in the text leads to a note later
//! on, and the note leads back to the mark. Names of classes and elements only help if the link back is missing.
//! `walk` reads the text of a note; the repeated mark and the link back are left out.

pub(super) mod found;
mod content;
mod end;
mod map;
mod mark;
mod trim;

use std::collections::{HashMap, HashSet};

use super::tree::{Branch, Id, element, text};

use content::{has_content, is_outer};
pub(in crate::format::html::read) use found::Notes;
use map::{Map, Place};
pub(super) use mark::stands_high;

/// The number of links in a note that are examined for a backlink to one of its marks.
const MOST_ANSWERS: usize = 200;

/// A link within a document, and its target.
struct Leading<'a> {
    link: Branch<'a>,
    place: Place,
    target: Place,
    node: Branch<'a>,
    /// Whether the address names no other page.
    is_here: bool,
}

/// A mark and the note it refers to.
struct Pair<'a> {
    mark: Branch<'a>,
    mark_place: Place,
    note: Branch<'a>,
    place: Place,
}

impl Notes {
    /// The notes of a document with the address `page`, if that is known.
    pub(super) fn of(root: Branch<'_>, page: Option<&str>) -> Notes {
        let map = Map::of(root);
        let links = leading(&map, page);
        let mut blocks = HashMap::new();
        let mut pairs: Vec<Pair<'_>> =
            links.iter().filter_map(|link| pair(link, &links, &map, &mut blocks)).collect();
        if pairs.is_empty() {
            return Notes::default();
        }
        let dangling = dangling(&map);
        let shared = shared(&pairs);
        pairs.retain(|pair| !shared.contains(&pair.note.id()));
        widen(&mut pairs, &map);
        let mut notes = Notes::default();
        notes.label(&pairs);
        let mut marks: HashMap<Id, Vec<Place>> = HashMap::new();
        pairs.iter().for_each(|pair| marks.entry(pair.note.id()).or_default().push(pair.mark_place));
        for pair in &pairs {
            trim::brackets(pair.mark, &mut notes);
            // Only once, however many marks refer to it.
            if let Some(marks) = marks.remove(&pair.note.id()) {
                let back = within(&links, pair.place).filter(|link| leads_back(link, &marks));
                let first = dangling.partition_point(|(_, place)| place.start < pair.place.start);
                let dangling = dangling.iter().skip(first).take_while(|(_, place)| pair.place.holds(*place));
                let back = back.map(|link| link.link).chain(dangling.map(|(link, _)| *link));
                trim::note(pair.note, &mark::words(&text(pair.mark)), back, &mut notes);
            }
        }
        end::headings(&pairs.iter().map(|pair| pair.note).collect::<Vec<_>>(), &mut notes);
        notes
    }

    /// Gives every note the label shown by its mark, or a number that no other note has.
    fn label(&mut self, pairs: &[Pair<'_>]) {
        let mut used: HashSet<String> = HashSet::new();
        for pair in pairs {
            let known = self.bodies.get(&pair.note.id()).cloned();
            let label = known.unwrap_or_else(|| {
                let shown = Some(mark::label(&text(pair.mark)));
                let free = shown.filter(|label| !label.is_empty() && !used.contains(label));
                free.or_else(|| (1_u64..).map(|n| n.to_string()).find(|n| !used.contains(n))).unwrap_or_default()
            });
            used.insert(label.clone());
            self.bodies.insert(pair.note.id(), label.clone());
            self.marks.insert(pair.mark.id(), label);
        }
    }
}

/// All links to a target in the same document.
fn leading<'a>(map: &Map<'a>, page: Option<&str>) -> Vec<Leading<'a>> {
    let found = map.links.iter().filter_map(|(link, place)| {
        let (before, fragment) = element(*link)?.attr("href")?.trim().split_once('#')?;
        let (node, target) = map.named(fragment)?;
        let is_here = before.is_empty() || page.is_some_and(|page| same_page(before, page));
        Some(Leading { link: *link, place: *place, target, node, is_here })
    });
    found.collect()
}

/// The links to missing targets in the document, which have no meaning; in a note they are backlinks.
fn dangling<'a>(map: &Map<'a>) -> Vec<(Branch<'a>, Place)> {
    let is_one = |(link, _): &&(Branch<'a>, Place)| {
        let target = element(*link).and_then(|link| link.attr("href")?.trim().strip_prefix('#'));
        target.is_some_and(|fragment| map.named(fragment).is_none()) && mark::says_nothing(&text(*link))
    };
    map.links.iter().filter(is_one).copied().collect()
}

fn same_page(one: &str, other: &str) -> bool {
    let plain = |address: &str| {
        let address = address.split('#').next().unwrap_or_default();
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        address.trim_end_matches('/').to_owned()
    };
    plain(one) == plain(other)
}

/// A mark with its note, if a link is one.
fn pair<'a>(
    link: &Leading<'a>,
    links: &[Leading<'a>],
    map: &Map<'a>,
    blocks: &mut HashMap<Id, Option<(Branch<'a>, Place)>>,
) -> Option<Pair<'a>> {
    let mark = element(link.link)?;
    let words = text(link.link);
    let is_called = mark::is_called_so(mark);
    if link.target.start < link.place.start || mark::is_comment(mark) || !(is_called || mark::is_mark(&words)) {
        return None;
    }
    let (note, place) = (*blocks.entry(link.node.id()).or_insert_with(|| block(link.node, map)))?;
    if place.holds(link.place) || place.start < link.place.start {
        return None;
    }
    let is_answered = || within(links, place).take(MOST_ANSWERS).any(|back| back.target.is_beside(link.place));
    let is_shown = || link.is_here && (is_called || mark::is_raised(link.link) || mark::is_bracketed(&words));
    (is_shown() || is_answered()).then_some(Pair { mark: link.link, mark_place: link.place, note, place })
}

/// The element of a note, starting from the target of its mark.
fn block<'a>(target: Branch<'a>, map: &Map<'a>) -> Option<(Branch<'a>, Place)> {
    const HIGH: usize = 8;
    let block = target.ancestors().take(HIGH);
    let block = std::iter::once(target).chain(block).find(|node| element(*node).is_some_and(is_outer))?;
    let is_note = matches!(element(block)?.name(), "li" | "p" | "div" | "aside" | "dd" | "section");
    let place = map.place(block)?;
    let has_heading =
        || block.descendants().filter_map(element).any(|e| super::names::heading_level(e.name()).is_some());
    let is_in_table = || block.ancestors().filter_map(element).any(|around| matches!(around.name(), "td" | "th"));
    (is_note && !has_heading() && !is_in_table()).then_some((block, place))
}

/// The elements that contain several notes with their own marks, so that it is unknown where each ends.
fn shared(pairs: &[Pair<'_>]) -> HashSet<Id> {
    let mut words: HashMap<Id, String> = HashMap::new();
    let mut shared = HashSet::new();
    for pair in pairs {
        let label = mark::label(&text(pair.mark));
        if words.entry(pair.note.id()).or_insert_with(|| label.clone()) != &label {
            shared.insert(pair.note.id());
        }
    }
    shared
}

/// Extends each note to further paragraphs, if an element contains them and nothing else.
fn widen<'a>(pairs: &mut [Pair<'a>], map: &Map<'a>) {
    let mut starts: Vec<usize> = pairs.iter().map(|pair| pair.place.start).collect();
    starts.sort_unstable();
    starts.dedup();
    let marks: Vec<usize> = pairs.iter().map(|pair| pair.mark_place.start).collect();
    for pair in pairs {
        while let Some((parent, place)) = pair.note.parent().and_then(|parent| Some((parent, map.place(parent)?)))
        {
            let notes =
                starts.partition_point(|at| *at < place.end) - starts.partition_point(|at| *at < place.start);
            let holds_marks =
                marks.partition_point(|at| *at < place.start) != marks.partition_point(|at| *at < place.end);
            if notes > 1 || holds_marks || !is_wrapper(parent, pair.note) {
                break;
            }
            (pair.note, pair.place) = (parent, place);
        }
    }
}

/// Whether an element only wraps the note that it starts with.
fn is_wrapper(parent: Branch<'_>, note: Branch<'_>) -> bool {
    let Some(around) = element(parent) else { return false };
    let mut shown = parent.children().filter(|node| has_content(*node));
    let begins_with_it = shown.next().is_some_and(|first| first.id() == note.id());
    let are_paragraphs = || parent.children().filter_map(element).all(|child| child.name() == "p");
    begins_with_it
        && match around.name() {
            "li" | "dd" => true,
            "div" | "aside" => mark::names_note(around) || are_paragraphs(),
            _ => false,
        }
}

/// Whether a link in a note leads to one of its marks, and has no meaning otherwise.
fn leads_back(link: &Leading<'_>, marks: &[Place]) -> bool {
    let is_called = element(link.link).is_some_and(mark::is_way_back);
    let leads = || marks.iter().any(|mark| link.target.is_beside(*mark));
    let words = text(link.link);
    let is_sign = || link.is_here && !words.contains(char::is_alphanumeric);
    (is_called || leads() || is_sign()) && mark::says_nothing(&words)
}

/// The links in an element.
fn within<'a, 'b>(links: &'b [Leading<'a>], place: Place) -> impl Iterator<Item = &'b Leading<'a>> {
    let first = links.partition_point(|link| link.place.start < place.start);
    links.get(first..).unwrap_or_default().iter().take_while(move |link| place.holds(link.place))
}
