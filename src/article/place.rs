//! A place in an article. Edits, findings and jumps all use it as their address.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::values::{Article, Id, Section, Source};

/// A field of an article, or one of its lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    Headline,
    Deck,
    ImageFile,
    ImageAlt,
    ImageCaption,
    ImageCredit,
    Byline,
    Dateline,
    /// The list as a whole.
    Takeaways,
    Takeaway(Id),
    Lede,
    /// The list as a whole.
    Sections,
    Heading(Id),
    Body(Id),
    /// The list as a whole.
    Sources,
    /// A field of the source with this key.
    Source(String, SourceField),
    Slug,
    Language,
    Published,
    Updated,
    Canonical,
    Tags,
    Status,
    Note,
}

/// A field of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SourceField {
    Key,
    Link,
    Title,
    Publisher,
    Author,
    Published,
    Accessed,
    Note,
}

impl SourceField {
    /// All plain text fields, in the order of the form. The key is not one of them, because other text refers to it.
    pub const TEXTS: [SourceField; 7] = [
        SourceField::Link,
        SourceField::Title,
        SourceField::Publisher,
        SourceField::Author,
        SourceField::Published,
        SourceField::Accessed,
        SourceField::Note,
    ];

    /// Whether it is one of [`SourceField::TEXTS`].
    pub fn is_text(self) -> bool {
        match self {
            SourceField::Key => false,
            SourceField::Link
            | SourceField::Title
            | SourceField::Publisher
            | SourceField::Author
            | SourceField::Published
            | SourceField::Accessed
            | SourceField::Note => true,
        }
    }

    /// The field's name in the form.
    pub fn label(self) -> &'static str {
        match self {
            SourceField::Key => "Key",
            SourceField::Link => "Link",
            SourceField::Title => "Title",
            SourceField::Publisher => "Publisher",
            SourceField::Author => "Author",
            SourceField::Published => "Date published",
            SourceField::Accessed => "Date accessed",
            SourceField::Note => "Private note",
        }
    }
}

impl Article {
    /// The text at a place; `None` for lists, for missing items, and for fields that are not a single text. For many
    /// places, use an [`Index`](super::Index).
    pub fn text(&self, place: &Place) -> Option<&str> {
        self.text_in(place, self.walk_to(place))
    }

    /// The text at a place, mutable; a shared item is copied first. `None` where [`Article::text`] is, and for a
    /// source's key, because other text refers to it. For many places, use an [`Index`](super::Index).
    pub fn text_mut(&mut self, place: &Place) -> Option<&mut String> {
        let at = self.walk_to(place);
        self.text_in_mut(place, at)
    }

    /// The position of a place's item in its list, found by searching.
    fn walk_to(&self, place: &Place) -> Option<usize> {
        place.item().and_then(|item| self.position(&item))
    }

    /// The text at a place; `at` is the position of its item, if it has one.
    pub(super) fn text_in(&self, place: &Place, at: Option<usize>) -> Option<&str> {
        match place {
            Place::Headline => Some(&self.headline),
            Place::Deck => Some(&self.deck),
            Place::ImageFile => Some(&self.image.file),
            Place::ImageAlt => Some(&self.image.alt),
            Place::ImageCaption => Some(&self.image.caption),
            Place::ImageCredit => Some(&self.image.credit),
            Place::Dateline => Some(&self.dateline),
            Place::Takeaway(_) => self.takeaways.get(at?).map(|t| t.text.as_str()),
            Place::Lede => Some(&self.lede),
            Place::Heading(_) => self.sections.get(at?).map(|s| s.heading.as_str()),
            Place::Body(_) => self.sections.get(at?).map(|s| s.body.as_str()),
            Place::Source(_, field) => self.sources.get(at?).map(|s| s.text(*field)),
            Place::Slug => Some(&self.slug),
            Place::Language => Some(&self.language),
            Place::Published => Some(&self.published),
            Place::Updated => Some(&self.updated),
            Place::Canonical => Some(&self.canonical),
            Place::Note => Some(&self.note),
            Place::Byline | Place::Takeaways | Place::Sections | Place::Sources | Place::Tags | Place::Status => {
                None
            }
        }
    }

    /// The same, mutable.
    pub(super) fn text_in_mut(&mut self, place: &Place, at: Option<usize>) -> Option<&mut String> {
        match place {
            Place::Headline => Some(&mut self.headline),
            Place::Deck => Some(&mut self.deck),
            Place::ImageFile => Some(&mut self.image.file),
            Place::ImageAlt => Some(&mut self.image.alt),
            Place::ImageCaption => Some(&mut self.image.caption),
            Place::ImageCredit => Some(&mut self.image.credit),
            Place::Dateline => Some(&mut self.dateline),
            Place::Takeaway(_) => Some(&mut Arc::make_mut(self.takeaways.get_mut(at?)?).text),
            Place::Lede => Some(Arc::make_mut(&mut self.lede)),
            Place::Heading(_) => Some(&mut Arc::make_mut(self.sections.get_mut(at?)?).heading),
            Place::Body(_) => Some(&mut Arc::make_mut(self.sections.get_mut(at?)?).body),
            Place::Source(_, field) => Arc::make_mut(self.sources.get_mut(at?)?).text_mut(*field),
            Place::Slug => Some(&mut self.slug),
            Place::Language => Some(&mut self.language),
            Place::Published => Some(&mut self.published),
            Place::Updated => Some(&mut self.updated),
            Place::Canonical => Some(&mut self.canonical),
            Place::Note => Some(&mut self.note),
            Place::Byline | Place::Takeaways | Place::Sections | Place::Sources | Place::Tags | Place::Status => {
                None
            }
        }
    }

    /// The section with this id.
    pub fn section(&self, id: Id) -> Option<&Section> {
        self.sections.iter().find(|s| s.id == id).map(Arc::as_ref)
    }

    /// The source with this key.
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.sources.iter().find(|s| s.key == key).map(Arc::as_ref)
    }

    /// The name of the place in the newsroom's terms, for lists and messages. For many places, use an
    /// [`Index`](super::Index).
    pub fn place_label(&self, place: &Place) -> String {
        self.label_in(place, self.walk_to(place))
    }

    /// The label of a place; `at` is the position of its item, if it has one.
    pub(super) fn label_in(&self, place: &Place, at: Option<usize>) -> String {
        match place {
            Place::Headline => "Headline".into(),
            Place::Deck => "Deck".into(),
            Place::ImageFile | Place::ImageAlt | Place::ImageCaption | Place::ImageCredit => "Lead image".into(),
            Place::Byline => "Byline".into(),
            Place::Dateline => "Dateline".into(),
            Place::Takeaways => "Key takeaways".into(),
            Place::Takeaway(_) => numbered("Takeaway", at),
            Place::Lede => "Lede".into(),
            Place::Sections => "Sections".into(),
            Place::Heading(_) | Place::Body(_) => match at.and_then(|at| self.sections.get(at)) {
                Some(section) if !section.heading.trim().is_empty() => section.heading.clone(),
                _ => numbered("Section", at),
            },
            Place::Sources => "Sources".into(),
            Place::Source(..) => numbered("Source", at),
            Place::Slug => "Slug".into(),
            Place::Language => "Language".into(),
            Place::Published => "Date published".into(),
            Place::Updated => "Date updated".into(),
            Place::Canonical => "Canonical link".into(),
            Place::Tags => "Tags".into(),
            Place::Status => "Status".into(),
            Place::Note => "Editor’s note".into(),
        }
    }
}

impl Place {
    /// Whether the place is metadata about the article rather than a part of it.
    pub fn is_detail(&self) -> bool {
        match self {
            Place::Slug
            | Place::Language
            | Place::Published
            | Place::Updated
            | Place::Canonical
            | Place::Tags
            | Place::Status
            | Place::Note => true,
            Place::Headline
            | Place::Deck
            | Place::ImageFile
            | Place::ImageAlt
            | Place::ImageCaption
            | Place::ImageCredit
            | Place::Byline
            | Place::Dateline
            | Place::Takeaways
            | Place::Takeaway(_)
            | Place::Lede
            | Place::Sections
            | Place::Heading(_)
            | Place::Body(_)
            | Place::Sources
            | Place::Source(..) => false,
        }
    }

    /// Whether the text at the place is Markdown, inline or blocks.
    pub fn has_formats(&self) -> bool {
        matches!(self, Place::Takeaway(_)) || self.has_paragraphs()
    }

    /// Whether the text at the place is Markdown with paragraphs, lists and quotations.
    pub fn has_paragraphs(&self) -> bool {
        matches!(self, Place::Lede | Place::Body(_))
    }
}

impl Source {
    /// The text of a field.
    pub fn text(&self, field: SourceField) -> &str {
        match field {
            SourceField::Key => &self.key,
            SourceField::Link => &self.link,
            SourceField::Title => &self.title,
            SourceField::Publisher => &self.publisher,
            SourceField::Author => &self.author,
            SourceField::Published => &self.published,
            SourceField::Accessed => &self.accessed,
            SourceField::Note => &self.note,
        }
    }

    fn text_mut(&mut self, field: SourceField) -> Option<&mut String> {
        match field {
            SourceField::Key => None,
            SourceField::Link => Some(&mut self.link),
            SourceField::Title => Some(&mut self.title),
            SourceField::Publisher => Some(&mut self.publisher),
            SourceField::Author => Some(&mut self.author),
            SourceField::Published => Some(&mut self.published),
            SourceField::Accessed => Some(&mut self.accessed),
            SourceField::Note => Some(&mut self.note),
        }
    }
}

fn numbered(name: &str, index: Option<usize>) -> String {
    match index {
        Some(index) => format!("{name} {}", index + 1),
        None => name.into(),
    }
}
