//! Reads HTML embedded in Markdown with the HTML reader. Markdown inside it is passed through unchanged.

use super::stand_in::{CLOSE, OPEN};
use super::{Part, Reader};
use crate::format::html;
use crate::link;
use crate::markdown::write::{self, AsTyped};
use crate::markdown::{Block, Inline, Link, Run, each_inline, generator_mark, words};
use crate::reading::{SetAside, What, lines};

/// Prefixed to relative links while they pass through HTML, because in a Markdown file they are relative to the same
/// base as Markdown links.
const RELATIVE: &str = "https://relative.invalid/#";

impl Reader<'_> {
    pub(super) fn part_html(&mut self, part: &Part) -> String {
        match part {
            Part::Html { html, .. } => self.with_marks_through(html),
            Part::Markdown(block, ..) => match lone_image(block) {
                Some(image) => {
                    format!("<img src=\"{}\" alt=\"{}\">", escaped(&image.target), escaped(&words(&image.content)))
                }
                None => format!("<p>{}</p>", self.pass(vec![block.clone()])),
            },
        }
    }

    /// Passes template tags of site generators through HTML unchanged.
    fn with_marks_through(&mut self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut done = 0;
        for (at, _) in html.match_indices('{') {
            let length = html.get(at..).filter(|_| at >= done).and_then(generator_mark);
            if let Some(length) = length {
                let mark = html.get(at..at + length).unwrap_or_default();
                out.push_str(html.get(done..at).unwrap_or_default());
                out.push_str(&self.pass(vec![Block::Paragraph(vec![Inline::Text(Run::plain(mark))])]));
                done = at + length;
            }
        }
        out.push_str(html.get(done..).unwrap_or_default());
        out
    }

    pub(super) fn pass(&mut self, blocks: Vec<Block>) -> String {
        self.through.push(blocks);
        format!("{OPEN}{}{CLOSE}", self.through.len() - 1)
    }

    /// The blocks of HTML. `None` if any letter of it is lost.
    pub(super) fn read_html(&mut self, html: &str) -> Option<Vec<Block>> {
        self.left = self.left.checked_sub(1)?;
        let mut letters = 0;
        let reading = html::read_within(html, |document| {
            letters = html::letters(document);
            html::each_target_mut(document, |target| {
                link::is_relative(target).then(|| [RELATIVE, target].concat())
            });
        });
        let blocks: Vec<Block> = reading.pieces.into_iter().map(|piece| piece.block).collect();
        let aside = |part: &SetAside| letters_of(&part.pieces.iter().map(|p| p.block.clone()).collect::<Vec<_>>());
        let aside = reading.aside.iter().map(aside).sum::<usize>();
        if letters_of(&blocks) + aside < letters {
            return None;
        }
        for part in reading.aside {
            let blocks = self.put_back(part.pieces.into_iter().map(|piece| piece.block).collect());
            self.hidden.push((write::blocks(&blocks, &AsTyped), rule(part.what)));
        }
        Some(self.put_back(blocks))
    }

    /// Blocks with what passed through the HTML put back.
    fn put_back(&self, blocks: Vec<Block>) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            match block {
                Block::Paragraph(content) => match self.whole(&content) {
                    Some(through) => out.extend(through.iter().cloned()),
                    None => out.push(Block::Paragraph(self.put_back_line(content))),
                },
                Block::Heading { level, content } => {
                    out.push(Block::Heading { level, content: self.put_back_line(content) });
                }
                Block::Quote(blocks) => out.push(Block::Quote(self.put_back(blocks))),
                Block::List(mut list) => {
                    for item in &mut list.items {
                        item.blocks = self.put_back(std::mem::take(&mut item.blocks));
                    }
                    out.push(Block::List(list));
                }
                Block::Note(mut note) => {
                    note.blocks = self.put_back(std::mem::take(&mut note.blocks));
                    out.push(Block::Note(note));
                }
                Block::Table(mut table) => {
                    let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
                    cells.for_each(|cell| *cell = self.put_back_line(std::mem::take(cell)));
                    out.push(Block::Table(table));
                }
                Block::Code(mut code) => {
                    code.info = self.put_back_words(&code.info);
                    code.lines.iter_mut().for_each(|line| line.text = self.put_back_words(&line.text).into());
                    out.push(Block::Code(code));
                }
                Block::Rule(range) => out.push(Block::Rule(range)),
            }
        }
        out
    }

    /// What passed through as a whole line.
    fn whole(&self, content: &[Inline]) -> Option<&[Block]> {
        let [Inline::Text(run)] = content else { return None };
        let number = run.text.trim().strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
        self.through.get(number.parse::<usize>().ok()?).map(Vec::as_slice)
    }

    fn put_back_line(&self, content: Vec<Inline>) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::with_capacity(content.len());
        for inline in content {
            match inline {
                Inline::Text(run) => self.split(&run.text, &mut out),
                Inline::Code(run) => out.push(Inline::Code(Run::plain(self.put_back_words(&run.text)))),
                Inline::Emphasis(content) => out.push(Inline::Emphasis(self.put_back_line(content))),
                Inline::Strong(content) => out.push(Inline::Strong(self.put_back_line(content))),
                Inline::Strikethrough(content) => out.push(Inline::Strikethrough(self.put_back_line(content))),
                Inline::Link(mut link) => {
                    self.put_back_address(&mut link);
                    out.push(Inline::Link(link));
                }
                Inline::Image(mut link) => {
                    self.put_back_address(&mut link);
                    out.push(Inline::Image(link));
                }
                Inline::SoftBreak if matches!(out.last(), Some(Inline::HardBreak)) => {}
                Inline::Citation { .. } | Inline::NoteRef { .. } | Inline::SoftBreak | Inline::HardBreak => {
                    out.push(inline);
                }
            }
        }
        out
    }

    fn put_back_address(&self, link: &mut Link) {
        let target = link.target.strip_prefix(RELATIVE).unwrap_or(&link.target);
        link.target = self.put_back_words(target);
        link.title = self.put_back_words(&link.title);
        link.content = self.put_back_line(std::mem::take(&mut link.content));
    }

    /// Splits a run into text and what passed through.
    fn split(&self, text: &str, out: &mut Vec<Inline>) {
        for (index, part) in text.split(OPEN).enumerate() {
            let (number, words) = match part.split_once(CLOSE) {
                Some((number, words)) if index > 0 => (number.parse().ok(), words),
                _ => (None, part),
            };
            let through = number.and_then(|number: usize| self.through.get(number));
            for line in through.map(|blocks| lines(blocks)).unwrap_or_default() {
                let is_double = matches!(line.as_slice(), [Inline::SoftBreak])
                    && matches!(out.last(), Some(Inline::HardBreak));
                out.extend(line.into_iter().filter(|_| !is_double));
            }
            if !words.is_empty() {
                out.push(Inline::Text(Run::plain(words)));
            }
        }
    }

    /// The same where only text is possible.
    fn put_back_words(&self, text: &str) -> String {
        if !text.contains(OPEN) {
            return text.to_owned();
        }
        let mut inlines = Vec::new();
        self.split(text, &mut inlines);
        words(&inlines)
    }
}

/// The image that is all of a paragraph, if it has no title.
fn lone_image(block: &Block) -> Option<&Link> {
    let Block::Paragraph(content) = block else { return None };
    let [Inline::Image(image)] = content.as_slice() else { return None };
    Some(image.as_ref()).filter(|image| image.title.is_empty())
}

/// Why something is set aside.
fn rule(what: What) -> &'static str {
    match what {
        What::Hidden => "hidden text",
        What::StandIn
        | What::Form
        | What::Header
        | What::Navigation
        | What::Panel
        | What::Footer
        | What::Dialog
        | What::Comments
        | What::Links
        | What::OtherArticle
        | What::Outside => "media fallback text",
    }
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The number of letters that blocks show.
fn letters_of(blocks: &[Block]) -> usize {
    let mut count = 0;
    each_inline(blocks, &mut |inline| {
        if let Inline::Text(run) | Inline::Code(run) = inline {
            count += run.text.chars().filter(|c| c.is_alphabetic()).count();
        }
    });
    count + code_letters(blocks)
}

fn code_letters(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::Code(code) => {
            code.lines.iter().map(|line| line.text.chars().filter(|c| c.is_alphabetic()).count()).sum()
        }
        Block::Quote(blocks) => code_letters(blocks),
        Block::List(list) => list.items.iter().map(|item| code_letters(&item.blocks)).sum(),
        Block::Note(note) => code_letters(&note.blocks),
        Block::Paragraph(_) | Block::Heading { .. } | Block::Table(_) | Block::Rule(_) => 0,
    };
    blocks.iter().map(of).sum()
}
