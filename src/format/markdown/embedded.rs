//! Raw HTML in a Markdown file. Well-formed HTML is read by the HTML reader; anything else is text as typed. Comments
//! and elements that show nothing are set aside. Markdown inside an element is kept as it is.

mod stand_in;
mod line;
mod through;

use std::ops::Range;

use super::tags::{Tag, Token, forms, is_torn, tokens};
use crate::markdown::{Block, Inline, Raw, Run, generator_mark, raw_html, words};
use crate::reading::{Piece, Remark, lines};

use stand_in::{CLOSE, OPEN};

/// The greatest number of HTML blocks read in a file; the rest stays text.
const LIMIT: usize = 20_000;

/// Reads the HTML in the blocks of a text, and sets aside what readers do not see.
pub(super) fn read(pieces: Vec<Piece>, text: &str) -> (Vec<Piece>, Vec<Remark>) {
    let is_mark = |raw: &Raw| !raw.is_block && is_in_generator_mark(text, raw.range.start);
    let raws: Vec<Raw> = raw_html(text).into_iter().filter(|raw| !is_mark(raw)).collect();
    if raws.is_empty() || text.contains([OPEN, CLOSE]) {
        return (pieces, Vec::new());
    }
    let mut reader = Reader {
        raws: &raws,
        remarks: Vec::new(),
        last: String::new(),
        through: Vec::new(),
        hidden: Vec::new(),
        left: LIMIT,
    };
    let (blocks, mut written): (Vec<_>, Vec<_>) =
        pieces.into_iter().map(|piece| (piece.block, piece.written)).unzip();
    let read = reader.siblings(blocks);
    let piece = |read: Read| Piece {
        written: read.from.and_then(|from| written.get_mut(from)?.take()),
        role: None,
        block: read.block,
    };
    let pieces = read.into_iter().map(piece).collect();
    (pieces, reader.remarks)
}

/// Whether a byte is in a site generator's template tag, which starts in the same line.
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

/// A block as read; `from` is the block it was before, if nothing in it has changed.
struct Read {
    block: Block,
    from: Option<usize>,
}

/// Adjacent blocks, by how they are read.
enum Part {
    /// A Markdown block, and whether anything in it has changed.
    Markdown(Block, usize, Changed),
    /// A block of raw HTML without its comments, the blocks it is as text, the position of the first one, and the line
    /// before it.
    Html { html: String, words: Vec<Block>, at: usize, changed: Changed, after: String },
}

impl Part {
    /// The line before raw HTML.
    fn line_before(&self) -> Option<String> {
        match self {
            Part::Html { after, .. } => Some(after.clone()),
            Part::Markdown(..) => None,
        }
    }
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
    remarks: Vec<Remark>,
    /// The text of the last line read.
    last: String,
    /// What is passed through the HTML being read.
    through: Vec<Vec<Block>>,
    /// What was hidden in the last HTML read, and why it is set aside.
    hidden: Vec<(String, &'static str)>,
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
            if raw.is_some()
                && raw == before
                && let Some(Part::Html { words, .. }) = parts.last_mut()
            {
                words.push(block);
            } else if let Some(raw) = raw {
                let html = self.raws.get(raw).map(|raw| raw.html.as_str()).unwrap_or_default();
                let shown = self.without_remarks(html);
                let changed = Changed::of(shown != html);
                let after = self.last.clone();
                parts.push(Part::Html { html: shown, words: vec![block], at, changed, after });
            } else {
                let (blocks, changed) = self.block(block);
                parts.extend(blocks.into_iter().map(|block| Part::Markdown(block, at, changed)));
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

    /// HTML without comments and invisible content, which are set aside.
    fn without_remarks(&mut self, html: &str) -> String {
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
        self.remarks.push(Remark { place, words, rule });
    }

    fn set_hidden_aside(&mut self, place: Place) {
        for (words, rule) in std::mem::take(&mut self.hidden) {
            self.set_aside(&words, rule, place);
        }
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
        if !self.hidden.is_empty() {
            self.last = parts.iter().find_map(Part::line_before).unwrap_or_default();
            self.set_hidden_aside(Place::After);
        }
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

    /// A Markdown block after reading its inline HTML, which may become several or none.
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
}

/// The position of something that was set aside.
#[derive(Clone, Copy)]
enum Place {
    After,
    In,
}

/// The ranges of parts that are read together: well-formed raw HTML with the content of its elements.
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

/// A part as literal text.
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

/// Literal lines, separated into paragraphs by blank lines.
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
