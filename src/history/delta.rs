//! The difference that turns one article into another: changed stretches of text, and runs of list items. Unchanged
//! text is never stored.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::splice::Splice;
use crate::article::{
    Article, Id, Index, Item, Owner, Place, Section, Source, SourceField, Status, Takeaway, UnknownFields,
};

/// The change between two articles, in both directions.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Delta {
    /// The texts of fields, and of items that exist before and after.
    texts: Vec<(Place, Splice)>,
    takeaways: Option<ListDelta<Takeaway>>,
    sections: Option<ListDelta<Section>>,
    sources: Option<ListDelta<Source>>,
    byline: Option<Both<Vec<String>>>,
    tags: Option<Both<Vec<String>>>,
    status: Option<Both<Status>>,
    words: Option<Both<Vec<String>>>,
    target_words: Option<Both<Option<u32>>>,
    /// Those of the article, of its image, and of items that exist before and after.
    unknown: Vec<(Owner, Both<UnknownFields>)>,
}

/// A small value before and after.
#[derive(Debug, PartialEq)]
struct Both<T> {
    before: T,
    after: T,
}

/// The range of a list between its common start and its common end.
#[derive(Debug, PartialEq)]
struct ListDelta<T> {
    at: usize,
    before: Vec<Slot<T>>,
    after: Vec<Slot<T>>,
}

/// An item of a range: one that is also in the other range, by its index there, or one that is not.
#[derive(Debug, PartialEq)]
enum Slot<T> {
    There(usize),
    Own(Arc<T>),
}

/// A list item with an id and texts.
trait Named {
    type Name: Eq + Hash;
    fn name(&self) -> Self::Name;
    fn texts(&self) -> Vec<(Place, &str)>;
    fn item(&self) -> Item;
    fn unknown(&self) -> &UnknownFields;
}

/// A text that may have changed: its place, and the text before and after.
type Changed<'a> = (Place, &'a str, &'a str);

impl Delta {
    /// The difference of two articles, in each of which every item has a unique id. The cursor, if there is one, is in
    /// the text at `place`.
    pub(super) fn between(before: &Article, after: &Article, place: &Place, caret: Option<usize>) -> Delta {
        let caret_at = |at: &Place| caret.filter(|_| at == place);
        let mut texts: Vec<Changed<'_>> = Vec::new();
        let single = |place| Some((before.text(&place)?, after.text(&place)?)).map(|(a, b)| (place, a, b));
        texts.extend(SINGLE_TEXTS.into_iter().filter_map(single));
        if !Arc::ptr_eq(&before.lede, &after.lede) {
            texts.push((Place::Lede, &before.lede, &after.lede));
        }
        let mut unknown = Vec::new();
        unknown.extend(Both::of(Owner::Article, &before.unknown, &after.unknown));
        unknown.extend(Both::of(Owner::Image, &before.image.unknown, &after.image.unknown));
        changed(&before.takeaways, &after.takeaways, &mut texts, &mut unknown);
        changed(&before.sections, &after.sections, &mut texts, &mut unknown);
        changed(&before.sources, &after.sources, &mut texts, &mut unknown);
        let spliced = |(place, before, after): Changed<'_>| {
            let splice = Splice::between(before, after, caret_at(&place))?;
            Some((place, splice))
        };
        Delta {
            texts: texts.into_iter().filter_map(spliced).collect(),
            takeaways: ListDelta::between(&before.takeaways, &after.takeaways),
            sections: ListDelta::between(&before.sections, &after.sections),
            sources: ListDelta::between(&before.sources, &after.sources),
            byline: Both::between(&before.byline, &after.byline),
            tags: Both::between(&before.tags, &after.tags),
            status: Both::between(&before.status, &after.status),
            words: Both::between(&before.words, &after.words),
            target_words: Both::between(&before.target_words, &after.target_words),
            unknown,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Delta::default()
    }

    pub(super) fn redo(&self, article: &mut Article) {
        each_text(article, self.texts.iter(), Splice::redo);
        self.set_unknown(article, |both| &both.after);
        redo_list(&self.takeaways, &mut article.takeaways);
        redo_list(&self.sections, &mut article.sections);
        redo_list(&self.sources, &mut article.sources);
        set(&mut article.byline, self.byline.as_ref().map(|both| &both.after));
        set(&mut article.tags, self.tags.as_ref().map(|both| &both.after));
        set(&mut article.status, self.status.as_ref().map(|both| &both.after));
        set(&mut article.words, self.words.as_ref().map(|both| &both.after));
        set(&mut article.target_words, self.target_words.as_ref().map(|both| &both.after));
    }

    pub(super) fn undo(&self, article: &mut Article) {
        undo_list(&self.takeaways, &mut article.takeaways);
        undo_list(&self.sections, &mut article.sections);
        undo_list(&self.sources, &mut article.sources);
        each_text(article, self.texts.iter().rev(), Splice::undo);
        self.set_unknown(article, |both| &both.before);
        set(&mut article.byline, self.byline.as_ref().map(|both| &both.before));
        set(&mut article.tags, self.tags.as_ref().map(|both| &both.before));
        set(&mut article.status, self.status.as_ref().map(|both| &both.before));
        set(&mut article.words, self.words.as_ref().map(|both| &both.before));
        set(&mut article.target_words, self.target_words.as_ref().map(|both| &both.before));
    }

    fn set_unknown(&self, article: &mut Article, which: fn(&Both<UnknownFields>) -> &UnknownFields) {
        if self.unknown.is_empty() {
            return;
        }
        let index = Index::of(article);
        for (owner, both) in &self.unknown {
            if let Some(there) = index.unknown_mut(article, owner) {
                there.clone_from(which(both));
            }
        }
    }

    /// The cursor after restored text when undoing, and the place of the text.
    pub(super) fn caret_undone(&self) -> Option<(&Place, usize)> {
        self.single_text().map(|(place, splice)| (place, splice.at + splice.removed.len()))
    }

    /// The cursor after inserted text when redoing, and the place of the text.
    pub(super) fn caret_done(&self) -> Option<(&Place, usize)> {
        self.single_text().map(|(place, splice)| (place, splice.at + splice.inserted.len()))
    }

    /// Whether this may be typing or deleting a few characters, rather than a paste or a change of the lists.
    pub(super) fn is_typed(&self, most_chars: usize) -> bool {
        let is_few = |text: &str| text.chars().nth(most_chars).is_none();
        self.single_text().is_some_and(|(_, splice)| is_few(&splice.inserted) && is_few(&splice.removed))
    }

    /// Merges the next delta if it continues this typing. Returns whether it did.
    pub(super) fn join(&mut self, next: &Delta) -> bool {
        if self.single_text().is_none() {
            return false;
        }
        match (self.texts.first_mut(), next.single_text()) {
            (Some((place, splice)), Some((next_place, next))) if place == next_place => splice.join(next),
            _ => false,
        }
    }

    pub(super) fn size_in_bytes(&self) -> usize {
        let texts: usize = self.texts.iter().map(|(_, splice)| splice.size_in_bytes()).sum();
        let lines = |both: &Option<Both<Vec<String>>>| {
            let lines = both.iter().flat_map(|both| both.before.iter().chain(&both.after));
            lines.map(|line| size_of::<String>() + line.capacity()).sum::<usize>()
        };
        texts
            + self.texts.capacity() * size_of::<(Place, Splice)>()
            + list_size(&self.takeaways, |t| t.text.capacity() + t.unknown.size_in_bytes())
            + list_size(&self.sections, |s| s.heading.capacity() + s.body.capacity() + s.unknown.size_in_bytes())
            + list_size(&self.sources, |s| {
                SourceField::TEXTS.iter().map(|f| s.text(*f).len()).sum::<usize>() + s.unknown.size_in_bytes()
            })
            + self.unknown.iter().map(|(_, both)| both.size_in_bytes()).sum::<usize>()
            + lines(&self.byline)
            + lines(&self.tags)
            + lines(&self.words)
    }

    /// The text changed, if nothing else is.
    fn single_text(&self) -> Option<&(Place, Splice)> {
        let lists_changed = self.takeaways.is_some() || self.sections.is_some() || self.sources.is_some();
        let lines_changed = self.byline.is_some() || self.tags.is_some() || self.words.is_some();
        let values_changed =
            lines_changed || self.status.is_some() || self.target_words.is_some() || !self.unknown.is_empty();
        match self.texts.as_slice() {
            [text] if !lists_changed && !values_changed => Some(text),
            _ => None,
        }
    }
}

/// The texts of an article that belong to no list, except the lede.
const SINGLE_TEXTS: [Place; 13] = [
    Place::Headline,
    Place::Deck,
    Place::ImageFile,
    Place::ImageAlt,
    Place::ImageCaption,
    Place::ImageCredit,
    Place::Dateline,
    Place::Slug,
    Place::Language,
    Place::Published,
    Place::Updated,
    Place::Canonical,
    Place::Note,
];

/// Up to this number of texts, items are searched one by one; for more, all items are indexed.
const FEW_TEXTS: usize = 8;

/// Changes these texts of an article.
fn each_text<'a>(
    article: &mut Article,
    texts: impl ExactSizeIterator<Item = &'a (Place, Splice)>,
    change: fn(&Splice, &mut String),
) {
    let index = (texts.len() > FEW_TEXTS).then(|| Index::of(article));
    for (place, splice) in texts {
        let text = match &index {
            Some(index) => index.text_mut(article, place),
            None => article.text_mut(place),
        };
        if let Some(text) = text {
            change(splice, text);
        }
    }
}

/// Adds the texts of items that exist before and after and are not shared, and their unknown fields if those changed.
fn changed<'a, T: Named>(
    before: &'a [Arc<T>],
    after: &'a [Arc<T>],
    texts: &mut Vec<Changed<'a>>,
    unknown: &mut Vec<(Owner, Both<UnknownFields>)>,
) {
    let mut add = |(a, b): (&'a Arc<T>, &'a Arc<T>)| {
        if !Arc::ptr_eq(a, b) {
            texts.extend(both_texts(&**a, &**b));
            let both = Both::between(a.unknown(), b.unknown());
            unknown.extend(both.map(|both| (Owner::Item(b.item()), both)));
        }
    };
    if same_names(before, after) {
        before.iter().zip(after).for_each(add);
        return;
    }
    let known: HashMap<T::Name, &Arc<T>> = before.iter().map(|item| (item.name(), item)).collect();
    after.iter().filter_map(|item| Some((*known.get(&item.name())?, item))).for_each(&mut add);
}

fn both_texts<'a, T: Named>(before: &'a T, after: &'a T) -> impl Iterator<Item = Changed<'a>> {
    before.texts().into_iter().zip(after.texts()).map(|((_, before), (place, after))| (place, before, after))
}

fn same_names<T: Named>(before: &[Arc<T>], after: &[Arc<T>]) -> bool {
    let is_same = |(a, b): (&Arc<T>, &Arc<T>)| Arc::ptr_eq(a, b) || a.name() == b.name();
    before.len() == after.len() && before.iter().zip(after).all(is_same)
}

fn set<T: Clone>(field: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}

fn redo_list<T>(delta: &Option<ListDelta<T>>, list: &mut Vec<Arc<T>>) {
    if let Some(delta) = delta {
        delta.put(list, delta.before.len(), &delta.after);
    }
}

fn undo_list<T>(delta: &Option<ListDelta<T>>, list: &mut Vec<Arc<T>>) {
    if let Some(delta) = delta {
        delta.put(list, delta.after.len(), &delta.before);
    }
}

fn list_size<T>(delta: &Option<ListDelta<T>>, size: fn(&T) -> usize) -> usize {
    let slots = delta.iter().flat_map(|delta| delta.before.iter().chain(&delta.after));
    slots
        .map(|slot| match slot {
            Slot::There(_) => size_of::<Slot<T>>(),
            Slot::Own(item) => size_of::<Slot<T>>() + size_of::<T>() + size(item),
        })
        .sum()
}

impl<T: Clone + PartialEq> Both<T> {
    fn between(before: &T, after: &T) -> Option<Both<T>> {
        (before != after).then(|| Both { before: before.clone(), after: after.clone() })
    }
}

impl Both<UnknownFields> {
    fn of(owner: Owner, before: &UnknownFields, after: &UnknownFields) -> Option<(Owner, Both<UnknownFields>)> {
        Some((owner, Both::between(before, after)?))
    }

    fn size_in_bytes(&self) -> usize {
        size_of::<(Owner, Self)>() + self.before.size_in_bytes() + self.after.size_in_bytes()
    }
}

impl<T: Named> ListDelta<T> {
    fn between(before: &[Arc<T>], after: &[Arc<T>]) -> Option<ListDelta<T>> {
        if same_names(before, after) {
            return None;
        }
        let is_same = |(a, b): &(&Arc<T>, &Arc<T>)| a.name() == b.name();
        let at = before.iter().zip(after).take_while(is_same).count();
        let most = before.len().min(after.len()) - at;
        let tail = before.iter().rev().zip(after.iter().rev()).take(most).take_while(is_same).count();
        debug_assert!(at + tail <= before.len().min(after.len()), "what is alike at both ends does not overlap");
        let old = before.get(at..before.len() - tail).unwrap_or_default();
        let new = after.get(at..after.len() - tail).unwrap_or_default();
        Some(ListDelta { at, before: slots(old, new), after: slots(new, old) })
    }
}

impl<T> ListDelta<T> {
    /// Replaces a range of `length` items with the items of `slots`.
    fn put(&self, list: &mut Vec<Arc<T>>, length: usize, slots: &[Slot<T>]) {
        let range = self.at..self.at + length;
        debug_assert!(list.get(range.clone()).is_some(), "a step is undone and redone where it was made");
        let Some(current) = list.get(range.clone()).map(<[Arc<T>]>::to_vec) else { return };
        let items = slots.iter().filter_map(|slot| match slot {
            Slot::There(index) => current.get(*index).cloned(),
            Slot::Own(item) => Some(item.clone()),
        });
        list.splice(range, items.collect::<Vec<_>>());
    }
}

fn slots<T: Named>(run: &[Arc<T>], other: &[Arc<T>]) -> Vec<Slot<T>> {
    let there: HashMap<T::Name, usize> = other.iter().enumerate().map(|(i, item)| (item.name(), i)).collect();
    run.iter()
        .map(|item| there.get(&item.name()).map_or_else(|| Slot::Own(item.clone()), |i| Slot::There(*i)))
        .collect()
}

impl Named for Takeaway {
    type Name = Id;
    fn name(&self) -> Id {
        self.id
    }
    fn texts(&self) -> Vec<(Place, &str)> {
        vec![(Place::Takeaway(self.id), &self.text)]
    }
    fn item(&self) -> Item {
        Item::Takeaway(self.id)
    }
    fn unknown(&self) -> &UnknownFields {
        &self.unknown
    }
}

impl Named for Section {
    type Name = Id;
    fn name(&self) -> Id {
        self.id
    }
    fn texts(&self) -> Vec<(Place, &str)> {
        vec![(Place::Heading(self.id), &self.heading), (Place::Body(self.id), &self.body)]
    }
    fn item(&self) -> Item {
        Item::Section(self.id)
    }
    fn unknown(&self) -> &UnknownFields {
        &self.unknown
    }
}

impl Named for Source {
    type Name = String;
    fn name(&self) -> String {
        self.key.clone()
    }
    fn texts(&self) -> Vec<(Place, &str)> {
        let text = |field| (Place::Source(self.key.clone(), field), self.text(field));
        SourceField::TEXTS.into_iter().map(text).collect()
    }
    fn item(&self) -> Item {
        Item::Source(self.key.clone())
    }
    fn unknown(&self) -> &UnknownFields {
        &self.unknown
    }
}
