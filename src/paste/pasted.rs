//! What a paste brings: plain words, or blocks made of markup.

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

/// Longer markup is not looked at: the plain words are pasted instead.
pub const SIZE_LIMIT: usize = 8 << 20;

/// What a paste brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// Words as they are.
    Plain(String),
    Rich(Rich),
}

/// Words with marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rich {
    pub(super) blocks: Vec<Block>,
    /// How many pictures are left out, because they are nowhere on the web.
    pub pictures_left_out: usize,
}

impl Pasted {
    /// What the clipboard holds: its markup, where there is any that says the same as its text.
    pub fn new(text: String, html: Option<&str>) -> Pasted {
        let Some(html) = html.filter(|html| is_readable(html)) else { return Pasted::Plain(plain(text)) };
        let (reading, pictures_left_out) = read(html);
        // Some programs offer nothing but markup, and give it when they are asked for text, or give none.
        let is_alone = text.trim().is_empty() || markup::is_same(&markup::clean(&text), &markup::clean(html));
        let text = plain(text);
        let is_same = is_alone || same::say_the_same(&text, &reading);
        if !is_same || prepare::is_typed_text(html) {
            return Pasted::Plain(text);
        }
        let rich = Rich { blocks: blocks_of(reading), pictures_left_out };
        if rich.blocks.is_empty() { Pasted::Plain(text) } else { Pasted::Rich(rich) }
    }

    /// The words alone.
    pub fn words(self) -> String {
        match self {
            Pasted::Plain(words) => words,
            Pasted::Rich(rich) => rich.words(),
        }
    }
}

/// Reads markup from the clipboard. Any text gives something.
pub fn from_html(html: &str) -> Rich {
    let (reading, pictures_left_out) = read(html);
    Rich { blocks: blocks_of(reading), pictures_left_out }
}

/// Markup from the clipboard as a whole document, to be recognised.
pub fn article(html: &str) -> Reading {
    let (mut reading, _) = read(html);
    reading.misread = misread(html);
    reading.pieces = blocks::pieces(reading.pieces);
    let end = reading.pieces.len();
    reading.aside.iter_mut().for_each(|part| part.at = end);
    reading
}

/// How many characters of a text were read wrongly by whoever wrote it, and are put right when it is pasted.
pub fn misread(text: &str) -> usize {
    repair::counted(text).1
}

/// Words as they are pasted: with line feeds, and without what a wrong decoding leaves.
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
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The blocks as Markdown, one blank line between them.
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

    /// Everything as plain words on one line.
    pub fn words(&self) -> String {
        let lines = reading::lines(&notes::in_line(&self.blocks));
        let words: Vec<String> = lines.iter().map(|line| markdown::words(line)).collect();
        on_one_line(&words.join(" ")).trim().to_owned()
    }

    /// How many lines there are, as paragraphs, items and cells count.
    pub fn lines(&self) -> usize {
        reading::lines(&self.blocks).len()
    }
}
