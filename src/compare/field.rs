//! An article as a list of named fields, so that two articles can be compared.

use std::collections::HashMap;

use crate::article::{Article, Index, Item, ItemKind, Owner, Place, SourceField};

/// Identifies the same field in two articles.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Place(Place),
    /// The order of a list.
    Order(ItemKind),
    Words,
    TargetWords,
    /// A field unknown to this program, by its name and its index among those with the same name.
    Unknown(Owner, String, usize),
}

/// One field.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub key: Key,
    pub place: Option<Place>,
    pub label: String,
    pub text: String,
    /// The items of a list, which has no text.
    pub order: Vec<Item>,
}

/// All fields, in the order of the form.
pub(super) fn fields(article: &Article) -> Vec<Field> {
    let index = &Index::of(article);
    let mut fields = Vec::new();
    for place in [Place::Headline, Place::Deck] {
        push(&mut fields, (article, index), place, "");
    }
    for (place, name) in [
        (Place::ImageFile, "file"),
        (Place::ImageAlt, "alt text"),
        (Place::ImageCaption, "caption"),
        (Place::ImageCredit, "credit"),
    ] {
        push(&mut fields, (article, index), place, name);
    }
    fields.push(plain(article, Place::Byline, article.byline.join(", ")));
    push(&mut fields, (article, index), Place::Dateline, "");
    list(&mut fields, (article, index), ItemKind::Takeaway);
    push(&mut fields, (article, index), Place::Lede, "");
    list(&mut fields, (article, index), ItemKind::Section);
    list(&mut fields, (article, index), ItemKind::Source);
    for place in [Place::Slug, Place::Language, Place::Published, Place::Updated, Place::Canonical] {
        push(&mut fields, (article, index), place, "");
    }
    fields.push(plain(article, Place::Tags, article.tags.join(", ")));
    fields.push(plain(article, Place::Status, article.status.label().to_owned()));
    push(&mut fields, (article, index), Place::Note, "");
    fields.push(unplaced(Key::Words, "Article dictionary", article.words.join(", ")));
    let target = article.target_words.map(|words| words.to_string()).unwrap_or_default();
    fields.push(unplaced(Key::TargetWords, "Target length", target));
    unknown(&mut fields, article, index);
    fields
}

/// Fields saved by a newer program, as written in the file.
fn unknown(fields: &mut Vec<Field>, article: &Article, index: &Index) {
    for (owner, unknown) in article.unknown_fields() {
        let (place, of) = match &owner {
            Owner::Article => (None, String::new()),
            Owner::Image => (Some(Place::ImageFile), "Lead image: ".to_owned()),
            Owner::Item(item) => {
                let place = item.first_place();
                let of = format!("{}: ", index.label(article, &place));
                (Some(place), of)
            }
        };
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for field in unknown.as_slice() {
            let count = counts.entry(&field.name).or_default();
            *count += 1;
            fields.push(Field {
                key: Key::Unknown(owner.clone(), field.name.clone(), *count),
                place: place.clone(),
                label: format!("{of}{} (unknown field)", field.name),
                text: field.value.clone(),
                order: Vec::new(),
            });
        }
    }
}

fn list(fields: &mut Vec<Field>, (article, index): (&Article, &Index), kind: ItemKind) {
    let items = article.items(kind);
    let place = kind.place();
    let label = format!("{}: order", article.place_label(&place));
    let order = items.clone();
    fields.push(Field { key: Key::Order(kind), place: Some(place), label, text: String::new(), order });
    for item in items {
        match item {
            Item::Takeaway(id) => push(fields, (article, index), Place::Takeaway(id), ""),
            Item::Section(id) => {
                push(fields, (article, index), Place::Heading(id), "heading");
                push(fields, (article, index), Place::Body(id), "");
            }
            Item::Source(key) => {
                for field in SourceField::TEXTS {
                    push(fields, (article, index), Place::Source(key.clone(), field), field.label());
                }
            }
        }
    }
}

fn push(fields: &mut Vec<Field>, (article, index): (&Article, &Index), place: Place, name: &str) {
    let text = index.text(article, &place).unwrap_or_default().to_owned();
    let label = index.label(article, &place);
    let label = if name.is_empty() { label } else { format!("{label}: {}", name.to_lowercase()) };
    fields.push(Field { key: Key::Place(place.clone()), place: Some(place), label, text, order: Vec::new() });
}

fn plain(article: &Article, place: Place, text: String) -> Field {
    let label = article.place_label(&place);
    Field { key: Key::Place(place.clone()), place: Some(place), label, text, order: Vec::new() }
}

fn unplaced(key: Key, label: &str, text: String) -> Field {
    Field { key, place: None, label: label.to_owned(), text, order: Vec::new() }
}
