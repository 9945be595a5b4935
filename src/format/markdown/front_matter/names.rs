//! The names that site generators use for front matter fields, and the matching fields of an article.

use super::field::Field;
use crate::format::html;
use crate::page::{moment, without_by};
use crate::reading::Head;

/// The meaning of a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Headline,
    Deck,
    Published,
    Updated,
    Slug,
    Language,
    Canonical,
    ImageFile,
    ImageAlt,
    ImageCaption,
    ImageCredit,
    Byline,
    Tags,
}

/// The keys of each, as returned by [`plain`].
const NAMES: [(Meaning, &[&str]); 9] = [
    (Meaning::Headline, &["title", "headline"]),
    (
        Meaning::Deck,
        &["description", "deck", "dek", "subtitle", "subheading", "standfirst", "summary", "excerpt", "abstract"],
    ),
    (
        Meaning::Published,
        &[
            "date",
            "published",
            "pubdate",
            "publishdate",
            "publisheddate",
            "publishedat",
            "datepublished",
            "publicationdate",
        ],
    ),
    (
        Meaning::Updated,
        &[
            "lastmod",
            "updated",
            "updateddate",
            "updatedat",
            "lastupdated",
            "lastmodified",
            "lastmodifiedat",
            "modified",
            "datemodified",
        ],
    ),
    (Meaning::Slug, &["slug"]),
    (Meaning::Language, &["lang", "language", "locale"]),
    (Meaning::Canonical, &["canonical", "canonicalurl", "canonicallink"]),
    (Meaning::Byline, &["author", "authors", "byline", "author.name", "authors.name", "writer", "writers"]),
    (Meaning::Tags, &["tags", "tag", "keywords", "categories", "category", "topics"]),
];

/// Names for an image.
const PICTURES: [&str; 14] = [
    "image",
    "images",
    "cover",
    "coverimage",
    "heroimage",
    "hero",
    "featuredimage",
    "featureimage",
    "featureimg",
    "banner",
    "thumbnail",
    "ogimage",
    "header",
    "picture",
];

/// Names of groups without a meaning of their own.
const GROUPS: [&str; 5] = ["params.", "extra.", "taxonomies.", "seo.", "metadata."];

/// Whether an article has a place for a key.
pub(super) fn is_known(key: &str) -> bool {
    meaning(key).is_some()
}

/// Maps fields by their names. The first of a kind counts; the others, and those without a place in an article, are
/// kept unchanged.
pub(super) fn head(fields: Vec<Field>) -> Head {
    let mut head = Head::default();
    for field in fields {
        let meaning = meaning(&field.key).filter(|meaning| !is_switch(*meaning, &field));
        match meaning {
            Some(Meaning::Byline) => {
                head.byline.extend(field.values.iter().map(|name| without_by(name).to_owned()))
            }
            Some(Meaning::Tags) => head.tags.extend(tags(field)),
            Some(
                meaning @ (Meaning::Headline
                | Meaning::Deck
                | Meaning::Published
                | Meaning::Updated
                | Meaning::Slug
                | Meaning::Language
                | Meaning::Canonical
                | Meaning::ImageFile
                | Meaning::ImageAlt
                | Meaning::ImageCaption
                | Meaning::ImageCredit),
            ) => fill(&mut head, meaning, field),
            None => head.other.push((field.key, field.values.join(", "))),
        }
    }
    head
}

fn fill(head: &mut Head, meaning: Meaning, field: Field) {
    let Some(text) = text_of(head, meaning).filter(|text| text.is_empty()) else {
        return head.other.push((field.key, field.values.join(", ")));
    };
    if meaning != Meaning::ImageFile {
        let value = field.values.join(", ");
        let is_date = matches!(meaning, Meaning::Published | Meaning::Updated);
        *text = day(&value).filter(|_| is_date).unwrap_or(value);
        return;
    }
    // An article has one lead image.
    let mut files = field.values.into_iter();
    *text = files.next().unwrap_or_default();
    let others: Vec<String> = files.collect();
    if !others.is_empty() {
        head.other.push((field.key, others.join(", ")));
    }
}

/// The day of a date in words.
fn day(date: &str) -> Option<String> {
    let is_in_words = moment(date).is_none() && !date.contains(':');
    is_in_words.then(|| html::day(date)).flatten()
}

fn text_of(head: &mut Head, meaning: Meaning) -> Option<&mut String> {
    let image = &mut head.image;
    match meaning {
        Meaning::Headline => Some(&mut head.headline),
        Meaning::Deck => Some(&mut head.deck),
        Meaning::Published => Some(&mut head.published),
        Meaning::Updated => Some(&mut head.updated),
        Meaning::Slug => Some(&mut head.slug),
        Meaning::Language => Some(&mut head.language),
        Meaning::Canonical => Some(&mut head.canonical),
        Meaning::ImageFile => Some(&mut image.file),
        Meaning::ImageAlt => Some(&mut image.alt),
        Meaning::ImageCaption => Some(&mut image.caption),
        Meaning::ImageCredit => Some(&mut image.credit),
        Meaning::Byline | Meaning::Tags => None,
    }
}

/// Whether a field is only a switch, such as Jekyll's `published: false`.
fn is_switch(meaning: Meaning, field: &Field) -> bool {
    let is_word = matches!(meaning, Meaning::Headline | Meaning::Deck | Meaning::Slug | Meaning::Tags);
    !is_word && matches!(field.values.as_slice(), [value] if matches!(value.as_str(), "true" | "false"))
}

/// Tags in a list are unchanged; those in one text are separated by commas.
fn tags(field: Field) -> Vec<String> {
    match field.is_listed {
        true => field.values,
        false => {
            let parts = field.values.iter().flat_map(|value| value.split(','));
            parts.map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
        }
    }
}

fn meaning(key: &str) -> Option<Meaning> {
    let key = plain(key);
    let group = GROUPS.iter().find_map(|group| key.strip_prefix(group));
    let key = group.unwrap_or(&key);
    let named = NAMES.iter().find(|(_, names)| names.contains(&key)).map(|(meaning, _)| *meaning);
    named.or_else(|| of_picture(key))
}

/// The meaning of a key for an image: `image`, `cover.image`, `hero_image_alt`.
fn of_picture(key: &str) -> Option<Meaning> {
    let longest = PICTURES.iter().filter(|name| key.starts_with(**name)).max_by_key(|name| name.len())?;
    let part = key.strip_prefix(longest)?;
    match part.strip_prefix('.').unwrap_or(part) {
        "" if *longest != "header" => Some(Meaning::ImageFile),
        "src" | "file" | "path" | "url" | "image" | "feature" | "filename" | "teaser" => Some(Meaning::ImageFile),
        "alt" | "alttext" => Some(Meaning::ImageAlt),
        "caption" => Some(Meaning::ImageCaption),
        "credit" | "credits" | "attribution" | "photographer" => Some(Meaning::ImageCredit),
        _ => None,
    }
}

/// A normalised key, in which `published_at` and `publishedAt` are equal.
fn plain(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}
