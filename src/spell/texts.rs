//! The texts of an article that are read for spelling, as they stand in it and as they are held to be read.

use std::sync::Arc;

use super::prose::Prose;
use crate::article::{Article, Place, Section, Takeaway};

/// A text, shared with the article if the article shares it.
#[derive(Clone, Debug)]
pub(super) enum Text {
    Takeaway(Arc<Takeaway>),
    Lede(Arc<String>),
    Heading(Arc<Section>),
    Body(Arc<Section>),
    Own(Arc<str>),
}

impl Text {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Text::Takeaway(takeaway) => &takeaway.text,
            Text::Lede(lede) => lede,
            Text::Heading(section) => &section.heading,
            Text::Body(section) => &section.body,
            Text::Own(text) => text,
        }
    }

    /// Whether both share the same allocation, which is known without comparing the text.
    pub(super) fn is_shared_with(&self, other: &Text) -> bool {
        match self {
            Text::Takeaway(a) => matches!(other, Text::Takeaway(b) if Arc::ptr_eq(a, b)),
            Text::Lede(a) => matches!(other, Text::Lede(b) if Arc::ptr_eq(a, b)),
            Text::Heading(a) => matches!(other, Text::Heading(b) if Arc::ptr_eq(a, b)),
            Text::Body(a) => matches!(other, Text::Body(b) if Arc::ptr_eq(a, b)),
            Text::Own(a) => matches!(other, Text::Own(b) if Arc::ptr_eq(a, b)),
        }
    }
}

/// A text in the article.
pub(super) enum Found<'a> {
    Takeaway(&'a Arc<Takeaway>),
    Lede(&'a Arc<String>),
    Heading(&'a Arc<Section>),
    Body(&'a Arc<Section>),
    Own(&'a str),
}

impl Found<'_> {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Found::Takeaway(takeaway) => &takeaway.text,
            Found::Lede(lede) => lede,
            Found::Heading(section) => &section.heading,
            Found::Body(section) => &section.body,
            Found::Own(text) => text,
        }
    }

    pub(super) fn held(&self) -> Text {
        match self {
            Found::Takeaway(takeaway) => Text::Takeaway(Arc::clone(takeaway)),
            Found::Lede(lede) => Text::Lede(Arc::clone(lede)),
            Found::Heading(section) => Text::Heading(Arc::clone(section)),
            Found::Body(section) => Text::Body(Arc::clone(section)),
            Found::Own(text) => Text::Own(Arc::from(*text)),
        }
    }

    /// Whether it equals that text.
    pub(super) fn is_text(&self, text: &Text) -> bool {
        let is_shared = match self {
            Found::Takeaway(a) => matches!(text, Text::Takeaway(b) if Arc::ptr_eq(a, b)),
            Found::Lede(a) => matches!(text, Text::Lede(b) if Arc::ptr_eq(a, b)),
            Found::Heading(a) => matches!(text, Text::Heading(b) if Arc::ptr_eq(a, b)),
            Found::Body(a) => matches!(text, Text::Body(b) if Arc::ptr_eq(a, b)),
            Found::Own(_) => false,
        };
        is_shared || self.as_str() == text.as_str()
    }
}

/// Calls `visit` with every text that readers see, except names, dates, links and source entries.
pub(super) fn each_text(article: &Article, visit: &mut dyn FnMut(Place, Found<'_>, Prose)) {
    visit(Place::Headline, Found::Own(&article.headline), Prose::Title);
    visit(Place::Deck, Found::Own(&article.deck), Prose::Plain);
    visit(Place::ImageAlt, Found::Own(&article.image.alt), Prose::Plain);
    visit(Place::ImageCaption, Found::Own(&article.image.caption), Prose::Plain);
    for takeaway in &article.takeaways {
        visit(Place::Takeaway(takeaway.id), Found::Takeaway(takeaway), Prose::Line);
    }
    visit(Place::Lede, Found::Lede(&article.lede), Prose::Blocks);
    for section in &article.sections {
        visit(Place::Heading(section.id), Found::Heading(section), Prose::Title);
        visit(Place::Body(section.id), Found::Body(section), Prose::Blocks);
    }
}
