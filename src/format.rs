//! The formats in which articles are exported and imported, one file each. Rendering is a match over the parts of a
//! page. Reading produces pieces, and `recognise` decides what they are.

pub mod html;
pub mod loss;
pub mod markdown;
pub(crate) mod repair;
pub mod text;

use crate::page::Page;
use crate::reading::{Origin, Reading};

/// A format to which an article is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Format {
    Text,
    Markdown,
    /// Markdown with YAML front matter.
    MarkdownWithFrontMatter,
    /// A complete HTML page in one file.
    HtmlPage,
    /// Everything after the headline as clean HTML for a CMS.
    HtmlFragment,
}

impl Format {
    /// All formats, in the order of menus.
    pub const ALL: [Format; 5] =
        [Format::Text, Format::Markdown, Format::MarkdownWithFrontMatter, Format::HtmlPage, Format::HtmlFragment];

    /// The format's name in menus and messages.
    pub fn label(self) -> &'static str {
        match self {
            Format::Text => "Plain text",
            Format::Markdown => "Markdown",
            Format::MarkdownWithFrontMatter => "Markdown with front matter",
            Format::HtmlPage => "HTML page",
            Format::HtmlFragment => "HTML fragment",
        }
    }

    /// The extension of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown | Format::MarkdownWithFrontMatter => "md",
            Format::HtmlPage | Format::HtmlFragment => "html",
        }
    }
}

/// Renders a page in a format. The same page gives the same text.
pub fn render(page: &Page, format: Format) -> String {
    match format {
        Format::Text => text::render(page),
        Format::Markdown => markdown::render(page, markdown::FrontMatter::Without),
        Format::MarkdownWithFrontMatter => markdown::render(page, markdown::FrontMatter::With),
        Format::HtmlPage => html::render_page(page),
        Format::HtmlFragment => html::render_fragment(page),
    }
}

/// Reads a text in a format. Any text is valid.
pub fn read(text: &str, origin: Origin) -> Reading {
    let (text, misread) = repair::counted(text);
    let reading = match origin {
        Origin::Text => text::read(&text),
        Origin::Markdown => markdown::read(&text),
        Origin::Html => html::read(&text),
    };
    Reading { misread, ..reading }
}
