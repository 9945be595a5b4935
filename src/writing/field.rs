//! What a field takes: blocks, a line, words, links.

use crate::article::{Place, SourceField};

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Markdown of many blocks.
    Blocks,
    /// One line of inline Markdown.
    Line,
    /// Plain words on one line.
    Words,
    /// Addresses, and words about them.
    Links,
}

/// What the text at a place takes.
pub fn field_of(place: &Place) -> Field {
    match place {
        Place::Lede | Place::Body(_) => Field::Blocks,
        Place::Takeaway(_) => Field::Line,
        Place::Source(_, field) => source_field(*field),
        Place::Canonical => Field::Links,
        Place::Headline
        | Place::Deck
        | Place::ImageFile
        | Place::ImageAlt
        | Place::ImageCaption
        | Place::ImageCredit
        | Place::Byline
        | Place::Dateline
        | Place::Takeaways
        | Place::Sections
        | Place::Heading(_)
        | Place::Sources
        | Place::Slug
        | Place::Language
        | Place::Published
        | Place::Updated
        | Place::Tags
        | Place::Status
        | Place::Note => Field::Words,
    }
}

fn source_field(field: SourceField) -> Field {
    match field {
        SourceField::Link => Field::Links,
        SourceField::Key
        | SourceField::Title
        | SourceField::Publisher
        | SourceField::Author
        | SourceField::Published
        | SourceField::Accessed
        | SourceField::Note => Field::Words,
    }
}

/// Line breaks as spaces; those at the ends, which come along when whole lines are copied, go.
pub fn on_one_line(text: &str) -> String {
    let inner = text.trim_matches(['\n', '\r']);
    inner.replace("\r\n", "\n").replace(['\r', '\n'], " ")
}
