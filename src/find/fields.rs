//! The texts of an article that are searched, in reading order, with what identifies each between searches.

use std::borrow::Cow;
use std::sync::Arc;

use crate::article::{Article, Index, ItemKind, Place, Section, Source, SourceField, Takeaway};

/// The shared item that a text belongs to. While the item is the same, so is the text.
#[derive(Clone, Debug)]
pub(super) enum Held {
    Takeaway(Arc<Takeaway>),
    Lede(Arc<String>),
    Section(Arc<Section>),
    Source(Arc<Source>),
    /// A text of the article itself, which cannot be recognised.
    Own,
}

impl Held {
    pub(super) fn is_same(&self, other: &Held) -> bool {
        match self {
            Held::Takeaway(a) => matches!(other, Held::Takeaway(b) if Arc::ptr_eq(a, b)),
            Held::Lede(a) => matches!(other, Held::Lede(b) if Arc::ptr_eq(a, b)),
            Held::Section(a) => matches!(other, Held::Section(b) if Arc::ptr_eq(a, b)),
            Held::Source(a) => matches!(other, Held::Source(b) if Arc::ptr_eq(a, b)),
            Held::Own => false,
        }
    }

    pub(super) fn is_shared(&self) -> bool {
        !matches!(self, Held::Own)
    }
}

/// Above the lists, the lede, the sections and the sources of the form.
const HEAD: [Place; 8] = [
    Place::Headline,
    Place::Deck,
    Place::ImageFile,
    Place::ImageAlt,
    Place::ImageCaption,
    Place::ImageCredit,
    Place::Byline,
    Place::Dateline,
];

/// Below them.
const FOOT: [Place; 7] =
    [Place::Slug, Place::Language, Place::Published, Place::Updated, Place::Canonical, Place::Tags, Place::Note];

/// Calls `visit` with every text, in reading order.
pub(super) fn each_field(article: &Article, visit: &mut dyn FnMut(Place, &str, Held)) {
    own(article, &HEAD, visit);
    for takeaway in &article.takeaways {
        visit(Place::Takeaway(takeaway.id), &takeaway.text, Held::Takeaway(takeaway.clone()));
    }
    visit(Place::Lede, &article.lede, Held::Lede(article.lede.clone()));
    for section in &article.sections {
        visit(Place::Heading(section.id), &section.heading, Held::Section(section.clone()));
        visit(Place::Body(section.id), &section.body, Held::Section(section.clone()));
    }
    for source in &article.sources {
        for field in SourceField::TEXTS {
            visit(Place::Source(source.key.clone(), field), source.text(field), Held::Source(source.clone()));
        }
    }
    own(article, &FOOT, visit);
}

fn own(article: &Article, places: &[Place], visit: &mut dyn FnMut(Place, &str, Held)) {
    for place in places {
        if let Some(text) = text_at(article, place) {
            visit(place.clone(), &text, Held::Own);
        }
    }
}

/// The position of a text in reading order: by part, then by item, then by field. Other places come first.
pub(super) fn rank(index: &Index, place: &Place) -> (usize, usize, usize) {
    let at = index.position(place).unwrap_or_default();
    let own = |places: &[Place]| places.iter().position(|own| own == place);
    let field = if let Place::Source(_, field) = place { *field as usize } else { 0 };
    match place.item().map(|item| item.kind()) {
        Some(ItemKind::Takeaway) => (1, at, 0),
        Some(ItemKind::Section) => (3, at, usize::from(matches!(place, Place::Body(_)))),
        Some(ItemKind::Source) => (4, at, field),
        None if *place == Place::Lede => (2, 0, 0),
        None => own(&FOOT).map_or((0, own(&HEAD).unwrap_or_default(), 0), |at| (5, at, 0)),
    }
}

/// The searchable text at a place. For a list, its items, one per line.
pub fn text_at<'a>(article: &'a Article, place: &Place) -> Option<Cow<'a, str>> {
    searched(article, place, |place| article.text(place))
}

/// The same, for one of many places.
pub(super) fn text_in<'a>(article: &'a Article, index: &Index, place: &Place) -> Option<Cow<'a, str>> {
    searched(article, place, |place| index.text(article, place))
}

fn searched<'a>(
    article: &'a Article,
    place: &Place,
    text: impl Fn(&Place) -> Option<&'a str>,
) -> Option<Cow<'a, str>> {
    match place {
        Place::Byline => Some(Cow::Owned(article.byline.join("\n"))),
        Place::Tags => Some(Cow::Owned(article.tags.join("\n"))),
        Place::Source(_, field) if !field.is_text() => None,
        place @ (Place::Headline
        | Place::Deck
        | Place::ImageFile
        | Place::ImageAlt
        | Place::ImageCaption
        | Place::ImageCredit
        | Place::Dateline
        | Place::Takeaways
        | Place::Takeaway(_)
        | Place::Lede
        | Place::Sections
        | Place::Heading(_)
        | Place::Body(_)
        | Place::Sources
        | Place::Source(..)
        | Place::Slug
        | Place::Language
        | Place::Published
        | Place::Updated
        | Place::Canonical
        | Place::Status
        | Place::Note) => text(place).map(Cow::Borrowed),
    }
}
