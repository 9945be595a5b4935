//! Edits to the three lists of an article. An item keeps its id when it moves; a new item gets a new id.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::place::{Place, SourceField};
use super::values::{Article, Id, Section, Source, Takeaway};

/// An item of one of the lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    Takeaway(Id),
    Section(Id),
    /// By key.
    Source(String),
}

/// One of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    Takeaway,
    Section,
    Source,
}

/// The direction in which an item moves in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    Up,
    Down,
}

impl Item {
    /// The list that contains the item.
    pub fn kind(&self) -> ItemKind {
        match self {
            Item::Takeaway(_) => ItemKind::Takeaway,
            Item::Section(_) => ItemKind::Section,
            Item::Source(_) => ItemKind::Source,
        }
    }

    /// The field that gets the focus for the item.
    pub fn first_place(&self) -> Place {
        match self {
            Item::Takeaway(id) => Place::Takeaway(*id),
            Item::Section(id) => Place::Heading(*id),
            Item::Source(key) => Place::Source(key.clone(), SourceField::Link),
        }
    }
}

impl ItemKind {
    /// The place of the whole list.
    pub fn place(self) -> Place {
        match self {
            ItemKind::Takeaway => Place::Takeaways,
            ItemKind::Section => Place::Sections,
            ItemKind::Source => Place::Sources,
        }
    }
}

impl Place {
    /// The list item that the place belongs to.
    pub fn item(&self) -> Option<Item> {
        match self {
            Place::Takeaway(id) => Some(Item::Takeaway(*id)),
            Place::Heading(id) | Place::Body(id) => Some(Item::Section(*id)),
            Place::Source(key, _) => Some(Item::Source(key.clone())),
            Place::Headline
            | Place::Deck
            | Place::ImageFile
            | Place::ImageAlt
            | Place::ImageCaption
            | Place::ImageCredit
            | Place::Byline
            | Place::Dateline
            | Place::Takeaways
            | Place::Lede
            | Place::Sections
            | Place::Sources
            | Place::Slug
            | Place::Language
            | Place::Published
            | Place::Updated
            | Place::Canonical
            | Place::Tags
            | Place::Status
            | Place::Note => None,
        }
    }
}

impl Article {
    /// The items of a list, in order.
    pub fn items(&self, kind: ItemKind) -> Vec<Item> {
        match kind {
            ItemKind::Takeaway => self.takeaways.iter().map(|t| Item::Takeaway(t.id)).collect(),
            ItemKind::Section => self.sections.iter().map(|s| Item::Section(s.id)).collect(),
            ItemKind::Source => self.sources.iter().map(|s| Item::Source(s.key.clone())).collect(),
        }
    }

    /// The position of an item in its list.
    pub fn position(&self, item: &Item) -> Option<usize> {
        match item {
            Item::Takeaway(id) => self.takeaways.iter().position(|t| t.id == *id),
            Item::Section(id) => self.sections.iter().position(|s| s.id == *id),
            Item::Source(key) => self.sources.iter().position(|s| s.key == *key),
        }
    }

    /// Inserts an empty item at position `at` of a list, or at the end if `at` is past it.
    pub fn insert(&mut self, kind: ItemKind, at: usize) -> Item {
        match kind {
            ItemKind::Takeaway => {
                let id = next_id(self.takeaways.iter().map(|t| t.id));
                let at = at.min(self.takeaways.len());
                self.takeaways.insert(at, Arc::new(Takeaway { id, ..Takeaway::default() }));
                Item::Takeaway(id)
            }
            ItemKind::Section => {
                let id = next_id(self.sections.iter().map(|s| s.id));
                let at = at.min(self.sections.len());
                self.sections.insert(at, Arc::new(Section { id, ..Section::default() }));
                Item::Section(id)
            }
            ItemKind::Source => {
                let key = self.free_key(UNNAMED);
                let at = at.min(self.sources.len());
                self.sources.insert(at, Arc::new(Source { key: key.clone(), ..Source::default() }));
                Item::Source(key)
            }
        }
    }

    /// Adds a takeaway at the end, and returns its id.
    pub fn push_takeaway(&mut self, text: impl Into<String>) -> Id {
        let id = next_id(self.takeaways.iter().map(|t| t.id));
        self.takeaways.push(Arc::new(Takeaway { id, text: text.into(), ..Takeaway::default() }));
        id
    }

    /// Adds a section at the end, and returns its id.
    pub fn push_section(&mut self, heading: impl Into<String>, body: impl Into<String>) -> Id {
        let id = next_id(self.sections.iter().map(|s| s.id));
        let (heading, body) = (heading.into(), body.into());
        self.sections.push(Arc::new(Section { id, heading, body, ..Section::default() }));
        id
    }

    /// Adds a source at the end, and returns its key. If the source has no key, or one that is taken, a key is made
    /// from the link's host.
    pub fn push_source(&mut self, source: Source) -> String {
        let key = self.push_sources([source]).pop();
        debug_assert!(key.is_some(), "every source gets a key");
        key.unwrap_or_default()
    }

    /// Adds sources at the end like [`Article::push_source`], and returns their keys.
    pub fn push_sources(&mut self, sources: impl IntoIterator<Item = Source>) -> Vec<String> {
        let mut taken = Keys::of(&self.sources);
        let mut keys = Vec::new();
        for mut source in sources {
            if !is_key(&source.key) {
                source.key = key_for(&source.link);
            }
            source.key = taken.take(&source.key);
            keys.push(source.key.clone());
            self.sources.push(Arc::new(source));
        }
        keys
    }

    /// Removes an item from its list. Returns whether it existed.
    pub fn remove(&mut self, item: &Item) -> bool {
        let Some(at) = self.position(item) else { return false };
        match item {
            Item::Takeaway(_) => drop(self.takeaways.remove(at)),
            Item::Section(_) => drop(self.sections.remove(at)),
            Item::Source(_) => drop(self.sources.remove(at)),
        }
        true
    }

    /// Moves an item by one. Returns whether there was room.
    pub fn shift(&mut self, item: &Item, direction: Direction) -> bool {
        let Some(from) = self.position(item) else { return false };
        let to = match direction {
            Direction::Up => from.checked_sub(1),
            Direction::Down => from.checked_add(1),
        };
        let Some(to) = to else { return false };
        match item {
            Item::Takeaway(_) => swap(&mut self.takeaways, from, to),
            Item::Section(_) => swap(&mut self.sections, from, to),
            Item::Source(_) => swap(&mut self.sources, from, to),
        }
    }

    /// Moves an item to a position in its list, or to the end if that is past it. Returns whether the item exists.
    pub fn move_to(&mut self, item: &Item, to: usize) -> bool {
        let Some(from) = self.position(item) else { return false };
        match item {
            Item::Takeaway(_) => carry(&mut self.takeaways, from, to),
            Item::Section(_) => carry(&mut self.sections, from, to),
            Item::Source(_) => carry(&mut self.sources, from, to),
        }
        true
    }

    /// Changes the key of a source. Returns `false` without changing anything if the key is taken or contains
    /// characters other than `a-z`, `0-9` and `-`.
    pub fn rename_source(&mut self, from: &str, to: &str) -> bool {
        if !is_key(to) || self.source(to).is_some() {
            return false;
        }
        let Some(source) = self.sources.iter_mut().find(|s| s.key == from) else { return false };
        Arc::make_mut(source).key = to.to_owned();
        true
    }

    /// The key itself, or with the first number appended that makes it unique.
    pub fn free_key(&self, wanted: &str) -> String {
        Keys::of(&self.sources).take(wanted)
    }

    /// Replaces every duplicate id and every duplicate or invalid key, so that each identifies one item.
    pub fn mend_ids(&mut self) {
        mend(&mut self.takeaways, |t| t.id, |t, id| t.id = id);
        mend(&mut self.sections, |s| s.id, |s, id| s.id = id);
        let mut keys = Keys::default();
        for source in &mut self.sources {
            let key = if is_key(&source.key) { source.key.clone() } else { key_for(&source.link) };
            let key = keys.take(&key);
            if key != source.key {
                Arc::make_mut(source).key = key;
            }
        }
    }
}

/// The keys that are taken. Kept while many sources are added, because a new search for each would take longer.
#[derive(Default)]
struct Keys {
    taken: HashSet<String>,
    /// For each key that was requested again, the number to try next.
    next: HashMap<String, u64>,
}

impl Keys {
    fn of(sources: &[Arc<Source>]) -> Keys {
        Keys { taken: sources.iter().map(|source| source.key.clone()).collect(), next: HashMap::new() }
    }

    /// Takes the key itself, or with the first number appended that makes it unique.
    fn take(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let next = self.next.entry(wanted.to_owned()).or_insert(2);
        loop {
            let key = format!("{wanted}-{next}");
            *next += 1;
            if self.taken.insert(key.clone()) {
                return key;
            }
        }
    }
}

/// Whether a text is a valid source key: one or more of `a-z`, `0-9` and `-`.
pub fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_key_byte)
}

/// Whether a byte is valid in a source key.
pub fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

/// A key made from a link's host: `https://www.reuters.com/…` gives `reuters`, `news.bbc.co.uk` gives `bbc`. Returns
/// `source` if there is no host, or none that can be a key.
pub fn key_for(link: &str) -> String {
    let link = link.trim();
    let parsed = url::Url::parse(link).or_else(|error| match link.starts_with("www.") {
        true => url::Url::parse(&format!("https://{link}")),
        false => Err(error),
    });
    let domain = parsed.ok().and_then(|url| url.domain().map(str::to_owned));
    let name = domain.as_deref().map(house).unwrap_or_default();
    let key: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if is_key(&key) && !key.starts_with("xn--") { key } else { UNNAMED.into() }
}

/// The label of a domain that names its owner: the one before `.com` or `.co.uk`.
fn house(domain: &str) -> &str {
    const SHARED: [&str; 13] =
        ["ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "ne", "net", "nhs", "or", "org"];
    let mut labels: Vec<&str> = domain.trim_end_matches('.').split('.').collect();
    let first = labels.first().copied().unwrap_or_default();
    let country = labels.pop().unwrap_or_default();
    let is_shared = labels.last().is_some_and(|label| SHARED.contains(label)) && country.len() == 2;
    let rest = labels.iter().rev().skip(usize::from(is_shared)).find(|label| **label != "www");
    rest.or(labels.last()).copied().unwrap_or(first)
}

/// The key of a source about which nothing is known.
const UNNAMED: &str = "source";

/// Whether a key was generated without any knowledge of the source.
pub fn is_stopgap(key: &str) -> bool {
    let number = key.strip_prefix(UNNAMED).map(|rest| rest.strip_prefix('-').unwrap_or(rest));
    number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

fn next_id(ids: impl Iterator<Item = Id>) -> Id {
    Id(ids.map(|id| id.0).max().unwrap_or(0).saturating_add(1))
}

fn carry<T>(list: &mut Vec<T>, from: usize, to: usize) {
    let item = list.remove(from);
    list.insert(to.min(list.len()), item);
}

fn swap<T>(list: &mut [T], a: usize, b: usize) -> bool {
    let fits = a < list.len() && b < list.len();
    if fits {
        list.swap(a, b);
    }
    fits
}

fn mend<T: Clone>(list: &mut [Arc<T>], id_of: fn(&T) -> Id, set: fn(&mut T, Id)) {
    let mut seen = HashSet::new();
    let mut next = next_id(list.iter().map(|item| id_of(item)));
    for item in list {
        if !seen.insert(id_of(item)) {
            while !seen.insert(next) {
                next = Id(next.0.wrapping_add(1));
            }
            set(Arc::make_mut(item), next);
        }
    }
}

#[cfg(test)]
mod tests;
