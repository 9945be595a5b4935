//! Builds the block tree from opened and closed elements, with one frame per container. `walk` decides what is opened
//! and closed, and when.

mod figures;
mod flat;
mod items;

use super::figure::{self, Figure, Legend};
use super::line::{Line, Mark, MarkKind};
use super::maker::Maker;
use super::number::Numbers;
use super::table::{self, Form, Row};
use super::{ease, word};
use crate::markdown::{Block, Code, DEPTH_LIMIT, Inline, List, ListItem, Note, Run, tidy, words};
use crate::reading::{Piece, Role};
use flat::{add_words, line_of, push_apart};

/// A container.
pub(super) enum Kind {
    Root,
    Quote,
    List {
        start: Option<u64>,
        /// How it numbers further items.
        numbers: Option<Numbers>,
        /// Whether an item has started.
        has_item: bool,
        loose: bool,
        items: Vec<ListItem>,
    },
    Item {
        task: Option<bool>,
    },
    /// A paragraph that is a list item.
    WordItem(word::Place),
    /// A list whose items are notes.
    Notes,
    Note {
        label: String,
    },
    Code {
        info: String,
        text: String,
    },
    Table {
        rows: Vec<Row>,
    },
    Row(Row),
    Cell {
        form: Form,
        content: Vec<Inline>,
    },
    /// An image, or anything else, with texts about it.
    Figure(Legend),
    Caption(Legend),
    Credit,
}

struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    line: Line,
    heading: Option<u8>,
}

pub(super) struct Builder {
    maker: Maker,
    frames: Vec<Frame>,
    marks: Vec<Mark>,
    next_mark: usize,
    pieces: Vec<Piece>,
    figures: Vec<Figure>,
    /// Whether the last block is a list that such a paragraph may continue.
    after_word_item: bool,
    /// The role of the blocks that end now.
    pub role: Option<Role>,
}

impl Builder {
    pub(super) fn new(maker: Maker) -> Self {
        let role = match maker {
            Maker::Copydesk => Some(Role::Body),
            Maker::Other => None,
        };
        let mut builder = Builder {
            maker,
            frames: Vec::new(),
            marks: Vec::new(),
            next_mark: 0,
            pieces: Vec::new(),
            figures: Vec::new(),
            after_word_item: false,
            role,
        };
        builder.push_frame(Kind::Root);
        builder
    }

    /// The pieces, and the figures among them.
    pub(super) fn finish(mut self) -> (Vec<Piece>, Vec<Figure>) {
        while self.frames.len() > 1 {
            self.close();
        }
        self.flush();
        (self.pieces, self.figures)
    }

    /// Opens a container. Returns `false` for a quotation or list that is nested too deep, which is dropped.
    pub(super) fn open(&mut self, kind: Kind) -> bool {
        self.flush();
        let is_bounded = matches!(kind, Kind::Quote | Kind::List { .. });
        if is_bounded && self.frames.len() > DEPTH_LIMIT {
            return false;
        }
        self.push_frame(kind);
        true
    }

    fn push_frame(&mut self, kind: Kind) {
        self.frames.push(Frame { kind, blocks: Vec::new(), line: Line::default(), heading: None });
    }

    /// Closes the innermost container.
    pub(super) fn close(&mut self) {
        self.flush();
        let Some(Frame { kind, blocks, .. }) = self.frames.pop() else { return };
        match kind {
            Kind::Root => {}
            Kind::Notes => blocks.into_iter().for_each(|block| self.add(block)),
            Kind::Quote if blocks.is_empty() => {}
            Kind::Quote => self.add(Block::Quote(blocks)),
            Kind::List { items, .. } if items.is_empty() => {}
            Kind::List { start, loose, items, .. } => self.add(Block::List(List { start, loose, items }.into())),
            Kind::Item { task } => self.add_item(ListItem { task, blocks }),
            Kind::WordItem(_) if blocks.is_empty() => {}
            Kind::WordItem(place) => self.add_word_item(place, ListItem { task: None, blocks }),
            Kind::Note { label } => self.add_note(Note { label, blocks, range: 0..0 }),
            Kind::Code { info, text } => self.add_code(info, text),
            Kind::Table { rows } => {
                blocks.into_iter().for_each(|block| self.add(block));
                table::blocks(rows).into_iter().for_each(|block| self.add(block));
            }
            Kind::Row(row) => self.add_row(row),
            Kind::Cell { form, content } => {
                if let Some(Kind::Row(row)) = self.frames.last_mut().map(|f| &mut f.kind) {
                    row.add(content, form);
                }
            }
            Kind::Figure(legend) => self.add_figure(blocks, legend),
            Kind::Caption(legend) => self.add_caption(Legend { captions: blocks, ..legend }),
            Kind::Credit => self.add_credit(blocks),
        }
    }

    /// The number of blocks before what comes next, including the unfinished one.
    pub(super) fn place(&self) -> usize {
        let is_open = self.frames.len() > 1 || self.frames.last().is_some_and(|frame| !frame.line.is_empty());
        self.pieces.len() + usize::from(is_open)
    }

    /// The innermost container.
    pub(super) fn kind(&self) -> &Kind {
        self.frames.last().map_or(&Kind::Root, |frame| &frame.kind)
    }

    pub(super) fn is_in_note(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame.kind, Kind::Note { .. }))
    }

    /// Ends the line, which becomes a paragraph or a heading.
    pub(super) fn flush(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        if let Kind::Code { text, .. } = &mut frame.kind
            && self.maker == Maker::Other
            && !text.is_empty()
            && !text.ends_with('\n')
        {
            text.push('\n');
        }
        let mut content = frame.line.take();
        if self.maker == Maker::Other {
            content = ease::line(content);
            tidy::line(&mut content);
        }
        if content.is_empty() {
            return;
        }
        let Some(level) = frame.heading else { return self.add(Block::Paragraph(content)) };
        let pictures = match self.maker {
            Maker::Copydesk => Vec::new(),
            Maker::Other => figure::taken_out(&mut content),
        };
        if !content.is_empty() {
            self.add(Block::Heading { level, content });
        }
        pictures.into_iter().for_each(|picture| self.add(Block::Paragraph(vec![picture])));
    }

    /// Sets whether the following lines are headings.
    pub(super) fn set_heading(&mut self, level: Option<u8>) {
        self.flush();
        if let Some(frame) = self.frames.last_mut() {
            frame.heading = level;
        }
    }

    /// Makes the list around the innermost item loose.
    pub(super) fn mark_loose(&mut self) {
        let mut frames = self.frames.iter_mut().rev().map(|frame| &mut frame.kind);
        if let (Some(Kind::Item { .. }), Some(Kind::List { loose, .. })) = (frames.next(), frames.next()) {
            *loose = true;
        }
    }

    pub(super) fn set_task(&mut self, ticked: bool) {
        if let Some(Kind::Item { task }) = self.frames.last_mut().map(|frame| &mut frame.kind) {
            *task = Some(ticked);
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let Some(frame) = self.frames.last_mut() else { return };
        if let Kind::Code { text: code, .. } = &mut frame.kind {
            code.push_str(text)
        } else {
            frame.line.text(text, &self.marks, self.maker)
        }
    }

    /// Adds a non-text piece to the line.
    pub(super) fn inline(&mut self, inline: Inline) {
        let Some(frame) = self.frames.last_mut() else { return };
        if let (Kind::Code { text, .. }, Inline::Image(image)) = (&mut frame.kind, &inline) {
            text.push_str(&words(&image.content));
        } else {
            frame.line.push(inline, &self.marks);
        }
    }

    /// Adds a line break; in pages other than ours, two of them end a paragraph.
    pub(super) fn line_break(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        let is_one_line = frame.heading.is_some() || matches!(frame.kind, Kind::Cell { .. });
        match &mut frame.kind {
            Kind::Code { text, .. } => text.push('\n'),
            _ if is_one_line => frame.line.text(" ", &self.marks, self.maker),
            _ if self.maker == Maker::Other && frame.line.take_break() => self.flush(),
            Kind::Root
            | Kind::Quote
            | Kind::List { .. }
            | Kind::Item { .. }
            | Kind::WordItem(_)
            | Kind::Notes
            | Kind::Note { .. }
            | Kind::Table { .. }
            | Kind::Row(_)
            | Kind::Cell { .. }
            | Kind::Figure(_)
            | Kind::Caption(_)
            | Kind::Credit => frame.line.push(Inline::HardBreak, &self.marks),
        }
    }

    /// Opens formatting. Returns `false` if the same formatting is already open.
    pub(super) fn open_mark(&mut self, kind: MarkKind) -> bool {
        let is_link = |mark: &Mark| matches!(mark.kind, MarkKind::Link(_));
        let in_code = self.is_in_code();
        let in_link = self.marks.iter().any(is_link);
        let since_link = self.marks.iter().rev().take_while(|mark| !is_link(mark));
        let is_known = if let MarkKind::Link(_) = kind {
            in_link
        } else {
            since_link.into_iter().any(|mark| mark.kind == kind)
        };
        if in_code || is_known {
            return false;
        }
        self.next_mark += 1;
        self.marks.push(Mark { kind, id: self.next_mark });
        true
    }

    pub(super) fn close_mark(&mut self) {
        self.marks.pop();
    }

    pub(super) fn is_in_code(&self) -> bool {
        matches!(self.kind(), Kind::Code { .. }) || self.marks.iter().any(|mark| mark.kind == MarkKind::Code)
    }

    /// Adds a finished block to the surrounding container.
    pub(super) fn add(&mut self, block: Block) {
        let Some(frame) = self.frames.last_mut() else { return };
        self.after_word_item &= matches!(frame.kind, Kind::WordItem(_));
        match &mut frame.kind {
            Kind::Root => {
                let role = self.role.clone();
                self.pieces.push(Piece { block, role, written: None });
            }
            Kind::Item { .. } => {
                let is_paragraph = |block: &Block| matches!(block, Block::Paragraph(_));
                let touches = is_paragraph(&block) && frame.blocks.last().is_some_and(is_paragraph);
                frame.blocks.push(block);
                if touches {
                    self.mark_loose();
                }
            }
            Kind::List { items, .. } => match items.last_mut() {
                Some(item) => item.blocks.push(block),
                None => items.push(ListItem { task: None, blocks: vec![block] }),
            },
            Kind::Quote
            | Kind::WordItem(_)
            | Kind::Notes
            | Kind::Note { .. }
            | Kind::Table { .. }
            | Kind::Figure(_)
            | Kind::Caption(_)
            | Kind::Credit => frame.blocks.push(block),
            Kind::Row(row) => row.add(line_of(block), Form::PLAIN),
            Kind::Cell { content, .. } => add_words(content, line_of(block)),
            Kind::Code { text, .. } => {
                push_apart(&line_of(block), text);
                text.push('\n');
            }
        }
    }

    /// Adds a block whose role is known.
    pub(super) fn add_piece(&mut self, block: Block, role: Role) {
        self.flush();
        self.pieces.push(Piece { block, role: Some(role), written: None });
    }

    /// Adds a note outside all containers, because its position has no meaning.
    fn add_note(&mut self, note: Note) {
        let role = self.role.clone();
        self.pieces.push(Piece { block: Block::Note(note.into()), role, written: None });
    }

    /// Adds a block before the innermost container.
    fn add_before(&mut self, block: Block) {
        let innermost = self.frames.pop();
        self.add(block);
        self.frames.extend(innermost);
    }

    /// The last character of the line.
    pub(super) fn last_character(&self) -> Option<char> {
        self.frames.last()?.line.last_character()
    }

    fn last_block(&mut self) -> Option<&mut Block> {
        let frame = self.frames.last_mut()?;
        if let Kind::Root = frame.kind {
            self.pieces.last_mut().map(|piece| &mut piece.block)
        } else {
            frame.blocks.last_mut()
        }
    }

    fn add_row(&mut self, row: Row) {
        if let Some(Kind::Table { rows }) = self.frames.last_mut().map(|frame| &mut frame.kind) {
            rows.push(row);
        }
    }

    fn add_code(&mut self, info: String, mut text: String) {
        if self.maker == Maker::Other {
            if text.trim().is_empty() {
                return;
            }
            if !text.ends_with('\n') {
                text.push('\n');
            }
        }
        let lines = text.split_inclusive('\n').map(Run::plain).collect();
        self.add(Block::Code(Code { info, lines }.into()));
    }
}
