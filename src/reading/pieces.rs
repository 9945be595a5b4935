//! A document as read: what its head says, and its blocks in order, before they are recognised.

use crate::article::{LeadImage, Source};
use crate::markdown::Block;

/// The format of an imported document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    Text,
    Markdown,
    Html,
}

/// A document as read: its metadata, and its blocks in order, before they are recognised.
#[derive(Clone, Debug)]
pub struct Reading {
    pub origin: Origin,
    pub head: Head,
    pub pieces: Vec<Piece>,
    /// Content that readers do not see, in order.
    pub remarks: Vec<Remark>,
    /// Content that is not part of the article, in order.
    pub aside: Vec<SetAside>,
    /// The number of wrongly decoded characters, which are repaired.
    pub misread: usize,
}

/// Text of a document that readers do not see, such as a comment in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where it was, such as `After “The ferry crossed…”`.
    pub place: String,
    pub words: String,
    /// What it is, for the import report.
    pub rule: &'static str,
}

/// A part of a page that is outside its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    pub what: What,
    /// The number of pieces before it.
    pub at: usize,
    pub pieces: Vec<Piece>,
}

/// The kind of content that is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    Navigation,
    Header,
    /// What is beside the text: boxes, related articles.
    Panel,
    Footer,
    Form,
    Dialog,
    /// What readers did not see.
    Hidden,
    /// The fallback for an image, a video or a script.
    StandIn,
    Comments,
    /// Only links.
    Links,
    OtherArticle,
    /// Anything else outside the article.
    Outside,
}

/// The metadata of a document (front matter, an HTML head). Empty means absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub headline: String,
    pub deck: String,
    pub byline: Vec<String>,
    pub slug: String,
    pub language: String,
    pub published: String,
    pub updated: String,
    pub canonical: String,
    pub tags: Vec<String>,
    pub image: LeadImage,
    /// Fields that have no place in an article, as key and value.
    pub other: Vec<(String, String)>,
}

/// One block of a document. A citation that is known only by its number has the key `#n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub block: Block,
    /// What the document itself explicitly says the block is.
    pub role: Option<Role>,
    /// The block as it was written, if that was Markdown.
    pub written: Option<Written>,
}

/// The source of a block in a Markdown document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    /// Its start, in the coordinates of the block's ranges.
    pub start: usize,
}

/// What a block is in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    Headline,
    Image(Box<LeadImage>),
    Deck,
    Byline {
        names: Vec<String>,
        dateline: String,
    },
    /// A list of takeaways.
    Takeaways,
    /// The heading of a section.
    Heading,
    /// Part of a body, whatever it looks like.
    Body,
    Sources(Vec<Source>),
    /// What a metadata field with this name already says.
    Repeats(&'static str),
    /// Text that only announces the part after it, such as the heading `Sources`.
    Label,
}

impl Piece {
    /// The block as it was written; empty if that was not Markdown.
    pub fn raw(&self) -> &str {
        self.written.as_ref().map_or("", |written| &written.text)
    }
}

impl What {
    /// Its name in reports.
    pub fn label(self) -> &'static str {
        match self {
            What::Navigation => "Navigation",
            What::Header => "Page header",
            What::Panel => "Sidebar",
            What::Footer => "Footer",
            What::Form => "Form",
            What::Dialog => "Pop-up",
            What::Hidden => "Hidden text",
            What::StandIn => "Media fallback text",
            What::Comments => "Comments",
            What::Links => "List of links",
            What::OtherArticle => "Another article",
            What::Outside => "Outside the article",
        }
    }
}

impl Origin {
    /// The format for a file extension, without the dot and in any case.
    pub fn of_extension(extension: &str) -> Option<Origin> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Origin::Text),
            "md" | "markdown" | "mdown" | "mkd" => Some(Origin::Markdown),
            "html" | "htm" | "xhtml" => Some(Origin::Html),
            _ => None,
        }
    }
}
