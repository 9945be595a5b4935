//! Values to choose from, carried by commands and remembered by settings. Each owner decides what a choice does.

use serde::{Deserialize, Serialize};

use crate::file::listing::Ask;
use crate::format::Format;

/// What the preview shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PreviewAs {
    #[default]
    Page,
    /// The page at the width of a phone.
    Phone,
    Text,
    Markdown,
    Html,
}

/// Which HTML the preview shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HtmlAs {
    #[default]
    Page,
    Fragment,
}

/// How the writer wants to see the preview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    pub preview: PreviewAs,
    pub html: HtmlAs,
}

impl PreviewAs {
    /// All of them, in the order of the tabs and of the shortcuts.
    pub const ALL: [PreviewAs; 5] =
        [PreviewAs::Page, PreviewAs::Phone, PreviewAs::Text, PreviewAs::Markdown, PreviewAs::Html];

    /// The name of the tab.
    pub fn label(self) -> &'static str {
        match self {
            PreviewAs::Page => "Page",
            PreviewAs::Phone => "Phone",
            PreviewAs::Text => "Text",
            PreviewAs::Markdown => "Markdown",
            PreviewAs::Html => "HTML",
        }
    }

    /// The format whose source is shown; `None` for a drawn page.
    pub fn format(self, html: HtmlAs) -> Option<Format> {
        match (self, html) {
            (PreviewAs::Page | PreviewAs::Phone, _) => None,
            (PreviewAs::Text, _) => Some(Format::Text),
            (PreviewAs::Markdown, _) => Some(Format::Markdown),
            (PreviewAs::Html, HtmlAs::Page) => Some(Format::HtmlPage),
            (PreviewAs::Html, HtmlAs::Fragment) => Some(Format::HtmlFragment),
        }
    }
}

impl HtmlAs {
    /// The label above the source.
    pub fn label(self) -> &'static str {
        match self {
            HtmlAs::Page => "Whole page",
            HtmlAs::Fragment => "Fragment",
        }
    }
}

/// The typeface of the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Letters {
    #[default]
    Serif,
    Sans,
}

/// The line length in the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    Narrow,
    #[default]
    Medium,
    Wide,
}

/// What the find bar, its keys and the menus ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindRequest {
    /// Opens the bar with the selected text as the query.
    Find,
    /// The same, with the field for the replacement.
    Replace,
    Next,
    Previous,
    /// The query has changed.
    Typed,
    /// Goes to the match at this position of the list.
    Go(usize),
    ReplaceHere,
    ReplaceAll,
    Close,
}

/// What menus and keys ask of the spelling checker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpellingRequest {
    /// Switches spell checking on or off.
    Toggle,
    /// Goes to the next word that may be misspelt.
    Next,
    /// Opens the menu of the word at the cursor.
    Menu,
    /// Replaces the menu's word with this one.
    Choose(String),
    IgnoreHere,
    AddToArticle,
    AddToMine,
}

/// The defaults of new drafts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// A language tag; empty for none.
    pub language: String,
    pub byline: String,
    pub publication: String,
}

/// What to cite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Citing {
    Nothing,
    /// An existing source, by key.
    Source(String),
    /// A new source for this link.
    New(String),
}

/// What to do with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linking {
    Unchanged,
    To(String),
    Removed,
}

/// A request to check a path, with its number: answers to older requests are ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub number: u64,
    pub ask: Ask,
}
