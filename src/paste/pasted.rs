//! The content of a paste: plain text, or blocks made from HTML.

use std::borrow::Cow;

use super::markup::Markup;
use super::written::written;
use super::{blocks, markup, notes, prepare, same};
use crate::format::{html, repair};
use crate::markdown::write::AsTyped;
use crate::markdown::{Block, Inline, Run, write};
use crate::reading::{Origin, Reading};
use crate::writing::on_one_line;
use crate::{markdown, reading};

/// In bytes. Longer HTML is ignored, and the plain text is pasted instead.
pub const SIZE_LIMIT: usize = 8 << 20;

/// The content of a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// Plain text.
    Plain(String),
    Rich(Rich),
}

/// Formatted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rich {
    pub(super) blocks: Vec<Block>,
    /// How many images are left out because they are not on the web.
    pub pictures_left_out: usize,
}

impl Pasted {
    /// The content of the clipboard: its HTML, if it says the same as its text.
    pub fn new(text: String, html: Option<&str>) -> Pasted {
        let Some(html) = html.filter(|html| is_readable(html)) else { return Pasted::Plain(plain(text)) };
        let (reading, pictures_left_out) = read(html);
        // Some programs offer only HTML, and return it for text, or return no text.
        let is_alone = text.trim().is_empty() || markup::is_same(&markup::clean(&text), &markup::clean(html));
        let text = plain(text);
        let is_same = is_alone || same::say_the_same(&text, &reading);
        if !is_same || prepare::is_typed_text(html) {
            return Pasted::Plain(text);
        }
        let rich = Rich { blocks: blocks_of(reading), pictures_left_out };
        if rich.blocks.is_empty() { Pasted::Plain(text) } else { Pasted::Rich(rich) }
    }

    /// The plain text.
    pub fn words(self) -> String {
        match self {
            Pasted::Plain(words) => words,
            Pasted::Rich(rich) => rich.words(),
        }
    }
}

/// Parses HTML from the clipboard. Any text is accepted.
pub fn from_html(html: &str) -> Rich {
    let (reading, pictures_left_out) = read(html);
    Rich { blocks: blocks_of(reading), pictures_left_out }
}

/// HTML from the clipboard as a whole document, to be recognised.
pub fn article(html: &str) -> Reading {
    let (mut reading, _) = read(html);
    reading.misread = misread(html);
    reading.pieces = blocks::pieces(reading.pieces);
    let end = reading.pieces.len();
    reading.aside.iter_mut().for_each(|part| part.at = end);
    reading
}

/// The number of wrongly decoded characters in a text, which are repaired when it is pasted.
pub fn misread(text: &str) -> usize {
    repair::counted(text).1
}

/// Text as it is pasted: with line feeds only, and with decoding errors repaired.
fn plain(text: String) -> String {
    match markup::clean_words(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(clean) => clean,
    }
}

fn is_readable(html: &str) -> bool {
    html.len() <= SIZE_LIMIT && !html.trim().is_empty()
}

fn read(html: &str) -> (Reading, usize) {
    let mut left_out = 0;
    let Markup { html, page } = Markup::of(html);
    let reading = html::read_copied(&html, page.as_deref(), |document| left_out = prepare::prepare(document));
    debug_assert!(reading.origin == Origin::Html, "it was read as what it is");
    (reading, left_out)
}

fn blocks_of(reading: Reading) -> Vec<Block> {
    let pieces = notes::without_label(blocks::pieces(reading.pieces));
    let mut blocks: Vec<Block> = pieces.into_iter().map(|piece| piece.block).collect();
    blocks::settle_levels(&mut blocks);
    blocks
}

impl Rich {
    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The blocks as Markdown, separated by one blank line.
    pub fn markdown(&self) -> String {
        written(&self.blocks)
    }

    /// Everything as one line of inline Markdown.
    pub fn line(&self) -> String {
        let mut line: Vec<Inline> = Vec::new();
        for mut words in reading::lines(&notes::in_line(&self.blocks)) {
            if !line.is_empty() {
                line.push(Inline::Text(Run::plain(" ")));
            }
            line.append(&mut words);
        }
        markdown::each_in_line_mut(&mut line, &mut |inline| {
            if matches!(inline, Inline::SoftBreak | Inline::HardBreak) {
                *inline = Inline::Text(Run::plain(" "));
            }
        });
        markdown::tidy::line(&mut line);
        write::line(&line, &AsTyped)
    }

    /// Everything as one line of plain text.
    pub fn words(&self) -> String {
        let lines = reading::lines(&notes::in_line(&self.blocks));
        let words: Vec<String> = lines.iter().map(|line| markdown::words(line)).collect();
        on_one_line(&words.join(" ")).trim().to_owned()
    }

    /// The number of lines: paragraphs, items and cells.
    pub fn lines(&self) -> usize {
        reading::lines(&self.blocks).len()
    }
}
