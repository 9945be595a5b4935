//! What a piece of a document is recognised as.

use crate::article::{LeadImage, Source};
use crate::reading::Origin;

/// What each piece is recognised as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Headline,
    Image(Box<LeadImage>),
    Deck,
    Byline {
        names: Vec<String>,
        dateline: String,
    },
    Label,
    /// What a field already says.
    Repeats(&'static str),
    Takeaways,
    Heading,
    Body,
    Sources(Vec<Source>),
}

impl Kind {
    pub(super) fn label(&self) -> &'static str {
        match self {
            Kind::Headline => "headline",
            Kind::Image(_) => "lead image",
            Kind::Deck => "deck",
            Kind::Byline { .. } => "byline",
            Kind::Label => "label",
            Kind::Repeats(field) => field,
            Kind::Takeaways => "key takeaways",
            Kind::Heading => "section heading",
            Kind::Body => "body text",
            Kind::Sources(_) => "sources",
        }
    }
}

pub(super) fn is_text(origin: Origin) -> bool {
    match origin {
        Origin::Text => true,
        Origin::Markdown | Origin::Html => false,
    }
}
