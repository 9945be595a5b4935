//! Raw HTML in a Markdown file: read by the reader of HTML where it is well formed, words as they are typed where it is
//! not. Comments and what shows nothing are set aside. What Markdown stands in an element goes through as it is.

use std::ops::Range;

use super::tags::{Tag, TagKind, Token, forms, is_torn, tokens};
use crate::format::{Aside, Piece, html};
use crate::link;
use crate::markdown::{Block, Inline, Raw, Run, each_inline, generator_mark, raw_html, tidy, words};
use crate::recognise::lines;

/// How much HTML of one file is read, in elements that stand alone: what comes after them stays words.
const LIMIT: usize = 20_000;

/// Stands in HTML for what goes through it as it is: the number of the thing between two characters of no script.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// Stands before a link that leads from where it stands while it goes through HTML: in a Markdown file it leads from
/// the same place as those of the Markdown around it.
const RELATIVE: &str = "https://relative.invalid/#";

/// Reads the HTML in the blocks of a text, and sets aside what is for no reader.
pub(super) fn read(pieces: Vec<Piece>, text: &str) -> (Vec<Piece>, Vec<Aside>) {
    let is_mark = |raw: &Raw| !raw.is_block && is_in_generator_mark(text, raw.range.start);
    let raws: Vec<Raw> = raw_html(text).into_iter().filter(|raw| !is_mark(raw)).collect();
    if raws.is_empty() || text.contains([OPEN, CLOSE]) {
        return (pieces, Vec::new());
    }
    let mut reader =
        Reader { raws: &raws, asides: Vec::new(), last: String::new(), through: Vec::new(), left: LIMIT };
    let (blocks, mut written): (Vec<_>, Vec<_>) =
        pieces.into_iter().map(|piece| (piece.block, piece.written)).unzip();
    let read = reader.siblings(blocks);
    let piece = |read: Read| Piece {
        written: read.from.and_then(|from| written.get_mut(from)?.take()),
        role: None,
        block: read.block,
    };
    let pieces = read.into_iter().map(piece).collect();
    (pieces, reader.asides)
}

/// Whether a byte of a text stands in a mark of a site generator, which begins in its line.
fn is_in_generator_mark(text: &str, at: usize) -> bool {
    let before = text.get(at.saturating_sub(200)..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let start = at - line.len();
    line.match_indices('{').any(|(open, _)| {
        let mark = text.get(start + open..).unwrap_or_default();
        generator_mark(mark).is_some_and(|length| start + open + length > at)
            || ["{{", "{%"].iter().any(|sign| mark.starts_with(sign))
                && !line.get(open..).is_some_and(|l| l.contains('}'))
    })
}

/// A block as it was read; `from` is the block that it was before, where nothing in it has changed.
struct Read {
    block: Block,
    from: Option<usize>,
}

/// Blocks that stand beside each other, by what they are read as.
enum Part {
    /// A block of Markdown, and whether anything in it has changed.
    Markdown(Block, usize, Changed),
    /// A block of raw HTML without its comments, the blocks that it is as words, and the first one's place.
    Html { html: String, words: Vec<Block>, at: usize, changed: Changed },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Changed {
    No,
    Yes,
}

impl Changed {
    fn of(is_so: bool) -> Changed {
        if is_so { Changed::Yes } else { Changed::No }
    }
}

struct Reader<'a> {
    raws: &'a [Raw],
    asides: Vec<Aside>,
    /// The words of the last line that was read.
    last: String,
    /// What goes through the HTML that is being read.
    through: Vec<Vec<Block>>,
    left: usize,
}

impl Reader<'_> {
    fn siblings(&mut self, blocks: Vec<Block>) -> Vec<Read> {
        let parts = self.parts(blocks);
        let groups = groups(&parts);
        let mut out = Vec::new();
        let mut parts = parts.into_iter().enumerate();
        let mut groups = groups.into_iter().peekable();
        while let Some((index, part)) = parts.next() {
            let group = groups.next_if(|group| group.start <= index);
            let Some(group) = group else {
                out.extend(as_words(part));
                continue;
            };
            let more = group.end.saturating_sub(index + 1);
            let group: Vec<Part> =
                std::iter::once(part).chain(parts.by_ref().take(more).map(|(_, part)| part)).collect();
            out.extend(self.group(group));
        }
        out
    }

    fn parts(&mut self, blocks: Vec<Block>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut before = None;
        for (at, block) in blocks.into_iter().enumerate() {
            let raw = self.raw_block(&block);
            match (raw, parts.last_mut()) {
                (Some(raw), Some(Part::Html { words, .. })) if before == Some(raw) => words.push(block),
                (Some(raw), _) => {
                    let html = self.raws.get(raw).map(|raw| raw.html.as_str()).unwrap_or_default();
                    let shown = self.without_asides(html);
                    let changed = Changed::of(shown != html);
                    parts.push(Part::Html { html: shown, words: vec![block], at, changed });
                }
                (None, _) => {
                    let (blocks, changed) = self.block(block);
                    parts.extend(blocks.into_iter().map(|block| Part::Markdown(block, at, changed)));
                }
            }
            before = raw;
        }
        parts
    }

    /// The raw HTML that a block was written as.
    fn raw_block(&self, block: &Block) -> Option<usize> {
        let Block::Paragraph(content) = block else { return None };
        let Some(Inline::Text(run)) = content.first() else { return None };
        let at = self.raws.partition_point(|raw| raw.range.start <= run.range.start).checked_sub(1)?;
        self.raws.get(at).filter(|raw| raw.is_block && run.range.start < raw.range.end).map(|_| at)
    }

    /// HTML without its comments and what shows nothing, which are set aside.
    fn without_asides(&mut self, html: &str) -> String {
        let mut shown = String::with_capacity(html.len());
        for token in tokens(html) {
            match token {
                Token::Comment(words) => self.set_aside(words, "comment", Place::After),
                Token::Embedded(raw) => self.set_aside(raw, "code for browsers", Place::After),
                Token::Text(raw) | Token::Tag(Tag { raw, .. }) => shown.push_str(raw),
            }
        }
        shown
    }

    fn set_aside(&mut self, words: &str, rule: &'static str, place: Place) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return;
        }
        let place = match (place, self.last.is_empty()) {
            (Place::After, true) => "At the start".to_owned(),
            (Place::After, false) => format!("After “{}”", self.last),
            (Place::In, _) => format!("In “{}”", self.last),
        };
        self.asides.push(Aside { place, words, rule });
    }

    fn note_line(&mut self, content: &[Inline]) {
        const LENGTH: usize = 40;
        let line = words(content);
        let line = line.trim();
        if !line.is_empty() {
            self.last = match line.char_indices().nth(LENGTH) {
                Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
                None => line.to_owned(),
            };
        }
    }

    fn group(&mut self, parts: Vec<Part>) -> Vec<Read> {
        let is_blank = |part: &Part| matches!(part, Part::Html { html, .. } if html.trim().is_empty());
        let parts: Vec<Part> = parts.into_iter().filter(|part| !is_blank(part)).collect();
        if !parts.iter().any(|part| matches!(part, Part::Html { .. })) {
            return parts.into_iter().flat_map(as_words).collect();
        }
        let first = self.through.len();
        let html: Vec<String> = parts.iter().map(|part| self.part_html(part)).collect();
        let blocks = self.read_html(&html.join("\n"));
        self.through.truncate(first);
        match blocks {
            Some(blocks) => {
                blocks
                    .iter()
                    .for_each(|block| lines(std::slice::from_ref(block)).iter().for_each(|l| self.note_line(l)));
                blocks.into_iter().map(|block| Read { block, from: None }).collect()
            }
            None => parts.into_iter().flat_map(as_words).collect(),
        }
    }

    fn part_html(&mut self, part: &Part) -> String {
        match part {
            Part::Html { html, .. } => self.with_marks_through(html),
            Part::Markdown(Block::Paragraph(content), ..) => match content.as_slice() {
                [Inline::Image(image)] if image.title.is_empty() => {
                    format!("<img src=\"{}\" alt=\"{}\">", escaped(&image.target), escaped(&words(&image.content)))
                }
                _ => format!("<p>{}</p>", self.pass(vec![Block::Paragraph(content.clone())])),
            },
            Part::Markdown(block, ..) => format!("<p>{}</p>", self.pass(vec![block.clone()])),
        }
    }

    /// Marks of site generators go through HTML as they are.
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

    fn pass(&mut self, blocks: Vec<Block>) -> String {
        self.through.push(blocks);
        format!("{OPEN}{}{CLOSE}", self.through.len() - 1)
    }

    /// The blocks that HTML says. `None` where a letter of it is in none of them.
    fn read_html(&mut self, html: &str) -> Option<Vec<Block>> {
        self.left = self.left.checked_sub(1)?;
        let mut letters = 0;
        let reading = html::read_prepared(html, |document| {
            letters = html::letters(document);
            html::each_target_mut(document, |target| {
                link::is_relative(target).then(|| [RELATIVE, target].concat())
            });
        });
        let blocks: Vec<Block> = reading.pieces.into_iter().map(|piece| piece.block).collect();
        (letters_of(&blocks) >= letters).then(|| self.put_back(blocks))
    }

    /// Blocks with what went through the HTML in its place.
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
                    code.lines.iter_mut().for_each(|line| line.text = self.put_back_words(&line.text));
                    out.push(Block::Code(code));
                }
                Block::Rule(range) => out.push(Block::Rule(range)),
            }
        }
        out
    }

    /// What went through as the whole of a line.
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

    fn put_back_address(&self, link: &mut crate::markdown::Link) {
        let target = link.target.strip_prefix(RELATIVE).unwrap_or(&link.target);
        link.target = self.put_back_words(target);
        link.title = self.put_back_words(&link.title);
        link.content = self.put_back_line(std::mem::take(&mut link.content));
    }

    /// The words of a run, and between them what went through.
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

    /// The same where nothing but words can stand.
    fn put_back_words(&self, text: &str) -> String {
        if !text.contains(OPEN) {
            return text.to_owned();
        }
        let mut inlines = Vec::new();
        self.split(text, &mut inlines);
        words(&inlines)
    }

    /// A block of Markdown with the HTML in its lines read, which may be several or none.
    fn block(&mut self, block: Block) -> (Vec<Block>, Changed) {
        match block {
            Block::Paragraph(content) => self.paragraph(content),
            Block::Heading { level, content } => {
                let (content, changed) = self.line(content);
                let is_empty = content.is_empty() && changed == Changed::Yes;
                let heading = Block::Heading { level, content };
                (if is_empty { Vec::new() } else { vec![heading] }, changed)
            }
            Block::Quote(blocks) => {
                let (blocks, changed) = self.inner(blocks);
                (vec![Block::Quote(blocks)], changed)
            }
            Block::List(mut list) => {
                let mut changed = Changed::No;
                for item in &mut list.items {
                    let (blocks, has) = self.inner(std::mem::take(&mut item.blocks));
                    item.blocks = blocks;
                    changed = Changed::of(changed == Changed::Yes || has == Changed::Yes);
                }
                (vec![Block::List(list)], changed)
            }
            Block::Note(mut note) => {
                let (blocks, changed) = self.inner(std::mem::take(&mut note.blocks));
                note.blocks = blocks;
                (vec![Block::Note(note)], changed)
            }
            Block::Table(mut table) => {
                let mut changed = Changed::No;
                for cell in table.head.iter_mut().chain(table.rows.iter_mut().flatten()) {
                    let (content, has) = self.line(std::mem::take(cell));
                    *cell = content;
                    changed = Changed::of(changed == Changed::Yes || has == Changed::Yes);
                }
                (vec![Block::Table(table)], changed)
            }
            Block::Code(_) | Block::Rule(_) => (vec![block], Changed::No),
        }
    }

    fn inner(&mut self, blocks: Vec<Block>) -> (Vec<Block>, Changed) {
        let count = blocks.len();
        let read = self.siblings(blocks);
        let changed = Changed::of(read.len() != count || read.iter().any(|read| read.from.is_none()));
        (read.into_iter().map(|read| read.block).collect(), changed)
    }

    fn paragraph(&mut self, content: Vec<Inline>) -> (Vec<Block>, Changed) {
        let (level, changed) = self.level(content);
        match level {
            Level::Line(content) if content.is_empty() && changed == Changed::Yes => (Vec::new(), changed),
            Level::Line(content) => {
                self.note_line(&content);
                (vec![Block::Paragraph(content)], changed)
            }
            Level::Blocks(blocks) => {
                lines(&blocks).iter().for_each(|line| self.note_line(line));
                (blocks, changed)
            }
        }
    }

    fn line(&mut self, content: Vec<Inline>) -> (Vec<Inline>, Changed) {
        let (level, changed) = self.level(content);
        let content = match level {
            Level::Line(content) => content,
            Level::Blocks(blocks) => on_one_line(&blocks),
        };
        self.note_line(&content);
        (content, changed)
    }

    /// The HTML of one line: that in the marks of the line first, then that between them.
    fn level(&mut self, content: Vec<Inline>) -> (Level, Changed) {
        let has_raw = |range: &Range<usize>| {
            let next = self.raws.partition_point(|raw| raw.range.end <= range.start);
            self.raws.get(next).is_some_and(|raw| raw.range.start < range.end)
        };
        let mut is_there = false;
        crate::markdown::each_in_line(&content, &mut |inline| {
            is_there |= matches!(inline, Inline::Text(run) if has_raw(&run.range));
        });
        if !is_there {
            return (Level::Line(content), Changed::No);
        }
        let shown = words(&content);
        let mut changed = Changed::No;
        let mut inlines = Vec::with_capacity(content.len());
        for inline in content {
            let (inline, has) = self.inside(inline);
            changed = Changed::of(changed == Changed::Yes || has == Changed::Yes);
            inlines.push(inline);
        }
        let pieces = pieces(inlines, self.raws);
        self.read_pieces(pieces, changed, &shown)
    }

    fn inside(&mut self, inline: Inline) -> (Inline, Changed) {
        match inline {
            Inline::Emphasis(content) => {
                let (content, changed) = self.line(content);
                (Inline::Emphasis(content), changed)
            }
            Inline::Strong(content) => {
                let (content, changed) = self.line(content);
                (Inline::Strong(content), changed)
            }
            Inline::Strikethrough(content) => {
                let (content, changed) = self.line(content);
                (Inline::Strikethrough(content), changed)
            }
            Inline::Link(mut link) => {
                let (content, changed) = self.line(link.content);
                link.content = content;
                (Inline::Link(link), changed)
            }
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => (inline, Changed::No),
        }
    }

    fn read_pieces(&mut self, pieces: Vec<Bit<'_>>, changed: Changed, shown: &str) -> (Level, Changed) {
        let found: Vec<Option<Token<'_>>> = pieces.iter().map(Bit::token).collect();
        let tags = found.iter().enumerate().filter_map(|(at, token)| match token {
            Some(Token::Tag(tag)) => Some((at, tag)),
            _ => None,
        });
        let untaken = found.iter().enumerate().filter(|(_, token)| !is_taken(token.as_ref())).map(|(at, _)| at);
        let broken = forms(tags, untaken.collect()).broken;
        let is_comment = |at: usize| matches!(found.get(at), Some(Some(Token::Comment(_))));
        let comments: Vec<String> = found.iter().flatten().filter_map(comment).collect();
        let has_tags = found
            .iter()
            .enumerate()
            .any(|(at, token)| token.is_some() && !is_comment(at) && !broken.contains(&at));
        if comments.is_empty() && !has_tags {
            return (Level::Line(pieces.into_iter().flat_map(Bit::into_words).collect()), changed);
        }
        if !comments.is_empty() {
            self.note_line(&[Inline::Text(Run::plain(without_comments(shown)))]);
            comments.iter().for_each(|words| self.set_aside(words, "comment", Place::In));
        }
        let kept = pieces.into_iter().enumerate().filter(|(at, _)| !is_comment(*at));
        let kept: Vec<(bool, Bit<'_>)> = kept.map(|(at, bit)| (broken.contains(&at), bit)).collect();
        let read = if has_tags { self.read_line(&kept) } else { None };
        let level = read.unwrap_or_else(|| {
            let mut content: Vec<Inline> = kept.into_iter().flat_map(|(_, bit)| bit.into_words()).collect();
            close_gaps(&mut content);
            tidy::line(&mut content);
            Level::Line(content)
        });
        (level, Changed::Yes)
    }

    fn read_line(&mut self, bits: &[(bool, Bit<'_>)]) -> Option<Level> {
        let first = self.through.len();
        let mut html = String::from("<p>");
        for (is_broken, bit) in bits {
            match bit {
                Bit::Raw(raw) if !is_broken => html.push_str(raw),
                Bit::Raw(raw) => html.push_str(&escaped(raw)),
                Bit::Inline(Inline::Text(run)) => html.push_str(&escaped(&run.text)),
                Bit::Inline(other) => html.push_str(&self.pass(vec![Block::Paragraph(vec![other.clone()])])),
            }
        }
        let blocks = self.read_html(&html);
        let blocks = blocks.map(|blocks| match blocks.as_slice() {
            [] => Level::Line(Vec::new()),
            [Block::Paragraph(content)] => Level::Line(content.clone()),
            _ => Level::Blocks(blocks),
        });
        self.through.truncate(first);
        blocks
    }
}

/// What a line with HTML in it turned out to be.
enum Level {
    Line(Vec<Inline>),
    Blocks(Vec<Block>),
}

/// Where something that was set aside stood.
enum Place {
    After,
    In,
}

/// A piece of a line: one of the parser's, or raw HTML.
enum Bit<'a> {
    Inline(Inline),
    Raw(&'a str),
}

impl<'a> Bit<'a> {
    /// Raw HTML in a line is one tag or one comment.
    fn token(&self) -> Option<Token<'a>> {
        match self {
            Bit::Raw(raw) => tokens(raw).into_iter().next(),
            Bit::Inline(_) => None,
        }
    }

    fn into_words(self) -> Vec<Inline> {
        match self {
            Bit::Inline(inline) => vec![inline],
            Bit::Raw(raw) => {
                let lines = raw.lines().map(str::trim).filter(|line| !line.is_empty());
                let mut out = Vec::new();
                for line in lines {
                    if !out.is_empty() {
                        out.push(Inline::SoftBreak);
                    }
                    out.push(Inline::Text(Run::plain(line)));
                }
                out
            }
        }
    }
}

/// Whether raw HTML in a line can be read at all.
fn is_taken(token: Option<&Token<'_>>) -> bool {
    match token {
        Some(Token::Tag(tag)) => tag.kind != TagKind::Alone || matches!(tag.name.as_str(), "br" | "img" | "wbr"),
        Some(Token::Comment(_)) | None => true,
        Some(Token::Text(_) | Token::Embedded(_)) => false,
    }
}

fn comment(token: &Token<'_>) -> Option<String> {
    match token {
        Token::Comment(words) => Some((*words).to_owned()),
        Token::Text(_) | Token::Embedded(_) | Token::Tag(_) => None,
    }
}

/// The pieces of a line, raw HTML apart from the words around it.
fn pieces(content: Vec<Inline>, raws: &[Raw]) -> Vec<Bit<'_>> {
    let mut out = Vec::with_capacity(content.len());
    let mut raw_end = 0;
    let mut at = 0;
    for inline in content {
        let Inline::Text(run) = inline else {
            let is_in_raw = matches!(inline, Inline::SoftBreak) && raw_end > at;
            out.extend((!is_in_raw).then_some(Bit::Inline(inline)));
            continue;
        };
        let is_verbatim = run.range.len() == run.text.len();
        let first = raws.partition_point(|raw| raw.range.end <= run.range.start);
        let inside = raws.iter().skip(first).take_while(|raw| raw.range.start < run.range.end && is_verbatim);
        let mut done = run.range.start.max(raw_end.min(run.range.end));
        for raw in inside {
            let is_started = raw.range.start < run.range.start;
            if !is_started {
                push_words(&mut out, &run, done..raw.range.start);
                out.push(Bit::Raw(&raw.html));
                raw_end = raw.range.end;
            }
            done = raw.range.end.min(run.range.end).max(done);
        }
        at = run.range.end;
        match done == run.range.start {
            true => out.push(Bit::Inline(Inline::Text(run))),
            false => push_words(&mut out, &run, done..run.range.end),
        }
    }
    out
}

fn push_words(out: &mut Vec<Bit<'_>>, run: &Run, range: Range<usize>) {
    let part = range.start.saturating_sub(run.range.start)..range.end.saturating_sub(run.range.start);
    if let Some(text) = run.text.get(part).filter(|text| !text.is_empty()) {
        out.push(Bit::Inline(Inline::Text(Run { text: text.to_owned(), range })));
    }
}

/// The stretches of parts that are read together: raw HTML that is well formed, with what stands in its elements.
fn groups(parts: &[Part]) -> Vec<Range<usize>> {
    let found: Vec<(usize, Vec<Token<'_>>)> = parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| match part {
            Part::Html { html, .. } => Some((at, tokens(html))),
            Part::Markdown(..) => None,
        })
        .collect();
    let tags = found.iter().flat_map(|(at, tokens)| {
        tokens.iter().filter_map(|token| match token {
            Token::Tag(tag) => Some((*at, tag)),
            Token::Text(_) | Token::Comment(_) | Token::Embedded(_) => None,
        })
    });
    let torn = found.iter().filter(|(_, tokens)| tokens.iter().any(is_torn)).map(|(at, _)| *at);
    let forms = forms(tags, torn.collect());
    let alone = found.iter().map(|(at, _)| *at).filter(|at| !forms.broken.contains(at)).map(|at| (at, at));
    let mut spans: Vec<(usize, usize)> = forms.spans.iter().copied().chain(alone).collect();
    spans.sort_unstable();
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (start, end) in spans {
        match groups.last_mut() {
            Some(last) if start < last.end => last.end = last.end.max(end + 1),
            _ => groups.push(start..end + 1),
        }
    }
    groups
}

/// A part as the words that it is typed as.
fn as_words(part: Part) -> Vec<Read> {
    match part {
        Part::Markdown(block, at, changed) => {
            vec![Read { block, from: Some(at).filter(|_| changed == Changed::No) }]
        }
        Part::Html { html, changed: Changed::Yes, .. } => {
            paragraphs(&html).into_iter().map(|block| Read { block, from: None }).collect()
        }
        Part::Html { words, at, changed: Changed::No, .. } => {
            let read = |(index, block)| Read { block, from: Some(at + index) };
            words.into_iter().enumerate().map(read).collect()
        }
    }
}

/// Lines as they are, those with a blank line between apart.
fn paragraphs(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut blocks = Vec::new();
    for paragraph in lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()) {
        let mut content = Vec::new();
        for line in paragraph {
            if !content.is_empty() {
                content.push(Inline::SoftBreak);
            }
            content.push(Inline::Text(Run::plain(*line)));
        }
        blocks.push(Block::Paragraph(content));
    }
    blocks
}

fn on_one_line(blocks: &[Block]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for line in lines(blocks) {
        if !out.is_empty() {
            out.push(Inline::Text(Run::plain(" ")));
        }
        out.extend(line);
    }
    out
}

/// Where a comment stood between two spaces, one is left.
fn close_gaps(content: &mut Vec<Inline>) {
    let mut ends_in_space = true;
    for inline in content.iter_mut() {
        if let Inline::Text(run) = inline {
            if ends_in_space && run.text.starts_with(' ') {
                run.text = run.text.trim_start_matches(' ').to_owned();
            }
            ends_in_space = if run.text.is_empty() { ends_in_space } else { run.text.ends_with(' ') };
        } else {
            ends_in_space = matches!(inline, Inline::SoftBreak | Inline::HardBreak);
        }
    }
    content.retain(|inline| !matches!(inline, Inline::Text(run) if run.text.is_empty()));
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    for token in tokens(text) {
        match token {
            Token::Text(words) => out.push_str(words),
            Token::Comment(_) | Token::Embedded(_) | Token::Tag(_) => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// How many letters blocks show.
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
