//! Values to choose from, carried by commands and remembered by settings. Each owner decides what a choice does.

use serde::{Deserialize, Serialize};

use crate::file::listing::Ask;
use crate::format::Format;

/// As what the piece is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PreviewAs {
    #[default]
    Page,
    /// The page at the width of a telephone.
    Phone,
    Text,
    Markdown,
    Html,
}

/// Which HTML is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HtmlAs {
    #[default]
    Page,
    Fragment,
}

/// How the writer wants to see the piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    pub preview: PreviewAs,
    pub html: HtmlAs,
}

impl PreviewAs {
    /// All of them, in the order of the row and of the keys.
    pub const ALL: [PreviewAs; 5] =
        [PreviewAs::Page, PreviewAs::Phone, PreviewAs::Text, PreviewAs::Markdown, PreviewAs::Html];

    /// The name in the row over the preview.
    pub fn label(self) -> &'static str {
        match self {
            PreviewAs::Page => "Page",
            PreviewAs::Phone => "Phone",
            PreviewAs::Text => "Text",
            PreviewAs::Markdown => "Markdown",
            PreviewAs::Html => "HTML",
        }
    }

    /// The form whose letters are shown; none where the piece is drawn.
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
    /// The name over the source.
    pub fn label(self) -> &'static str {
        match self {
            HtmlAs::Page => "Whole page",
            HtmlAs::Fragment => "Fragment",
        }
    }
}

/// The letters to write in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Letters {
    #[default]
    Serif,
    Sans,
}

/// The length of the lines.
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
    /// Opens the bar; what is selected is looked for.
    Find,
    /// The same, with the field for what comes in its place.
    Replace,
    Next,
    Previous,
    /// Something else is looked for than in the last frame.
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
    /// Switches the checking on or off.
    Toggle,
    /// Goes to the next word that may be misspelt.
    Next,
    /// Opens the menu of the word at the caret.
    Menu,
    /// Puts this in the place of the menu's word.
    Choose(String),
    IgnoreHere,
    AddToArticle,
    AddToMine,
}

/// What holds for every new draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// By tag; empty for none.
    pub language: String,
    pub byline: String,
    pub publication: String,
}

/// What is to be cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Citing {
    Nothing,
    /// By key.
    Source(String),
    /// A source that is to be made of this link.
    New(String),
}

/// What becomes of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linking {
    Unchanged,
    To(String),
    Removed,
}

/// A question about the disk, by its number: an answer to an older one is too late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub number: u64,
    pub ask: Ask,
}
