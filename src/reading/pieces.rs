//! A document as read: what its head says, and its blocks in order, not yet told apart.

use crate::article::{LeadImage, Source};
use crate::markdown::Block;

/// What a draft that comes in is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    Text,
    Markdown,
    Html,
}

/// A document as read: what its head says, and its blocks in order, not yet told apart.
#[derive(Clone, Debug)]
pub struct Reading {
    pub origin: Origin,
    pub head: Head,
    pub pieces: Vec<Piece>,
    /// What it says to no reader, in order.
    pub remarks: Vec<Remark>,
    /// What is no part of the article, in order.
    pub aside: Vec<SetAside>,
    /// How many of its characters were read wrongly by whoever wrote it, and are put right.
    pub misread: usize,
}

/// Words of a document that are for no reader, such as a comment in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where they stood, such as `After “The ferry crossed…”`.
    pub place: String,
    pub words: String,
    /// What they are, for the import report.
    pub rule: &'static str,
}

/// A part of a page that stands beside its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    pub what: What,
    /// How many pieces stand before it.
    pub at: usize,
    pub pieces: Vec<Piece>,
}

/// What a part of a page is that is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    Navigation,
    Header,
    /// What stands beside the text: boxes, related pieces.
    Panel,
    Footer,
    Form,
    Dialog,
    /// What no reader saw.
    Hidden,
    /// What is shown where a picture, a film or a script is not.
    StandIn,
    Comments,
    /// Links and nothing else.
    Links,
    OtherArticle,
    /// Anything else outside the article.
    Outside,
}

/// What a document says about itself outside its text (front matter, an HTML head). Empty is unsaid.
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

/// One block of a document that was read. A citation in it that is known by its number alone has the key `#n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub block: Block,
    /// What the document itself says the block is, beyond doubt.
    pub role: Option<Role>,
    /// The block as it was written, where that was Markdown.
    pub written: Option<Written>,
}

/// A stretch of a Markdown document that is one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    /// Where it begins in what the ranges of the block count from.
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
    /// A list, each item of which is a takeaway.
    Takeaways,
    /// The heading of a section.
    Heading,
    /// Part of a body, whatever it looks like.
    Body,
    Sources(Vec<Source>),
    /// What a field of the head says already, by its name.
    Repeats(&'static str),
    /// Words that only name the part after them, such as the heading `Sources`.
    Label,
}

impl Piece {
    /// The block as it was written; nothing where that was not Markdown.
    pub fn raw(&self) -> &str {
        self.written.as_ref().map_or("", |written| &written.text)
    }
}

impl What {
    /// What it is called in reports.
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
    /// By a file's ending, without the dot and in any case.
    pub fn of_extension(extension: &str) -> Option<Origin> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Origin::Text),
            "md" | "markdown" | "mdown" | "mkd" => Some(Origin::Markdown),
            "html" | "htm" | "xhtml" => Some(Origin::Html),
            _ => None,
        }
    }
}
