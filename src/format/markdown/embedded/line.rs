//! Raw HTML within a line: separates its tags and comments from the text around them.

use std::borrow::Cow;
use std::ops::Range;

use super::super::tags::{TagKind, Token, forms, is_embedded, tokens};
use super::through::escaped;
use super::{Changed, Place, Reader};
use crate::markdown::write::{self, AsTyped};
use crate::markdown::{Block, Inline, Raw, Run, tidy, words};
use crate::reading::lines;

impl Reader<'_> {
    pub(super) fn paragraph(&mut self, content: Vec<Inline>) -> (Vec<Block>, Changed) {
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

    pub(super) fn line(&mut self, content: Vec<Inline>) -> (Vec<Inline>, Changed) {
        let (level, changed) = self.level(content);
        let content = match level {
            Level::Line(content) => content,
            Level::Blocks(blocks) => on_one_line(&blocks),
        };
        self.note_line(&content);
        (content, changed)
    }

    /// The HTML of one line: first within its formatting, then between.
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
        let (pieces, embedded) = without_embedded(pieces);
        if !embedded.is_empty() {
            let kept = words(&pieces.iter().filter_map(Bit::inline).collect::<Vec<_>>());
            let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
            let place = if kept.is_empty() { Place::After } else { Place::In };
            self.note_line(&[Inline::Text(Run::plain(kept))]);
            embedded.iter().for_each(|raw| self.set_aside(raw, "code for browsers", place));
        }
        let changed = Changed::of(changed == Changed::Yes || !embedded.is_empty());
        let found: Vec<Option<Token<'_>>> = pieces.iter().map(Bit::token).collect();
        let tags = found
            .iter()
            .enumerate()
            .filter_map(|(at, token)| if let Some(Token::Tag(tag)) = token { Some((at, tag)) } else { None });
        let untaken = found.iter().enumerate().filter(|(_, token)| !is_taken(token.as_ref())).map(|(at, _)| at);
        let broken = forms(tags, untaken.collect()).broken;
        let is_comment = |at: usize| matches!(found.get(at), Some(Some(Token::Comment(_))));
        let comments: Vec<String> = found.iter().flatten().filter_map(comment).collect();
        let has_tags = found
            .iter()
            .enumerate()
            .any(|(at, token)| token.is_some() && !is_comment(at) && !broken.contains(&at));
        if comments.is_empty() && embedded.is_empty() && !has_tags {
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

    /// Text passes through HTML as text, and everything else unchanged.
    fn through_html(&mut self, inline: &Inline) -> String {
        match inline {
            Inline::Text(run) => escaped(&run.text),
            Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => self.pass(vec![Block::Paragraph(vec![inline.clone()])]),
        }
    }

    fn read_line(&mut self, bits: &[(bool, Bit<'_>)]) -> Option<Level> {
        let first = self.through.len();
        let mut html = String::from("<p>");
        let mut is_raised = false;
        for (is_broken, bit) in bits {
            match bit {
                Bit::Raw(raw) if !is_broken => {
                    is_raised = raw.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("<sup"));
                    html.push_str(raw);
                }
                Bit::Raw(raw) => html.push_str(&escaped(raw)),
                // Only the HTML reader separates a superscript link from the text before it.
                Bit::Inline(inline) if is_raised && let Inline::Link(link) = inline => html.push_str(&format!(
                    "<a href=\"{}\" title=\"{}\">{}</a>",
                    escaped(&link.target),
                    escaped(&link.title),
                    escaped(&words(&link.content))
                )),
                Bit::Inline(inline) => html.push_str(&self.through_html(inline)),
            }
        }
        let blocks = self.read_html(&html);
        let blocks = blocks.map(|blocks| match blocks.as_slice() {
            [] => Level::Line(Vec::new()),
            [Block::Paragraph(content)] => Level::Line(content.clone()),
            _ => Level::Blocks(blocks),
        });
        self.through.truncate(first);
        if !self.hidden.is_empty() {
            let shown = blocks.as_ref().map(|level| match level {
                Level::Line(content) => vec![content.clone()],
                Level::Blocks(blocks) => lines(blocks),
            });
            let shown = shown.unwrap_or_default().concat();
            self.note_line(&shown);
            self.set_hidden_aside(if words(&shown).trim().is_empty() { Place::After } else { Place::In });
        }
        blocks
    }
}

/// What a line with HTML turned out to be.
enum Level {
    Line(Vec<Inline>),
    Blocks(Vec<Block>),
}

/// A piece of a line: one of the parser's, or raw HTML.
enum Bit<'a> {
    Inline(Inline),
    Raw(&'a str),
}

impl<'a> Bit<'a> {
    /// Inline raw HTML is a single tag or comment.
    fn token(&self) -> Option<Token<'a>> {
        match self {
            Bit::Raw(raw) => tokens(raw).into_iter().next(),
            Bit::Inline(_) => None,
        }
    }

    fn inline(&self) -> Option<Inline> {
        match self {
            Bit::Inline(inline) => Some(inline.clone()),
            Bit::Raw(_) => None,
        }
    }

    /// As in the file, or equivalent.
    fn written(&self) -> Cow<'a, str> {
        match self {
            Bit::Raw(raw) => Cow::Borrowed(raw),
            Bit::Inline(inline) => Cow::Owned(write::line(std::slice::from_ref(inline), &AsTyped)),
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

/// A line without embedded elements, and those elements.
fn without_embedded(bits: Vec<Bit<'_>>) -> (Vec<Bit<'_>>, Vec<String>) {
    let mut kept = Vec::with_capacity(bits.len());
    let mut embedded = Vec::new();
    let mut open: Option<(String, Vec<Bit<'_>>)> = None;
    for bit in bits {
        let tag = if let Some(Token::Tag(tag)) = bit.token()
            && is_embedded(&tag)
        {
            Some(tag)
        } else {
            None
        };
        match (&mut open, tag) {
            (Some((name, inside)), tag) => {
                inside.push(bit);
                if tag.is_some_and(|tag| tag.kind == TagKind::End && tag.name == *name) {
                    embedded.extend(
                        open.take().map(|(_, inside)| inside.iter().map(Bit::written).collect::<String>()),
                    );
                }
            }
            (None, Some(tag)) if tag.kind == TagKind::Start => open = Some((tag.name, vec![bit])),
            (None, _) => kept.push(bit),
        }
    }
    // An unclosed element hides nothing.
    kept.extend(open.into_iter().flat_map(|(_, inside)| inside));
    (kept, embedded)
}

/// Whether inline raw HTML can be read at all.
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

/// The pieces of a line, with raw HTML separated from the text around it.
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
        out.push(Bit::Inline(Inline::Text(Run { text: text.into(), range })));
    }
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

/// Keeps one of the two spaces around a removed comment.
fn close_gaps(content: &mut Vec<Inline>) {
    let mut ends_in_space = true;
    for inline in content.iter_mut() {
        if let Inline::Text(run) = inline {
            if ends_in_space && run.text.starts_with(' ') {
                run.text = run.text.trim_start_matches(' ').into();
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
