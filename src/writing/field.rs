//! The kind of content of a field: blocks, a line, plain text, links.

use crate::article::{Place, SourceField};

/// The kind of content of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Markdown with several blocks.
    Blocks,
    /// One line of inline Markdown.
    Line,
    /// Plain text on one line.
    Words,
    /// Addresses, with text about them.
    Links,
}

/// The kind of content of the text at a place.
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

/// Replaces line breaks with spaces, and removes those at the ends, which result from copying whole lines.
pub fn on_one_line(text: &str) -> String {
    let inner = text.trim_matches(['\n', '\r']);
    inner.replace("\r\n", "\n").replace(['\r', '\n'], " ")
}
