//! Builds the block tree from the parser’s events. Each open container has a frame, and the end of a frame passes its
//! content to the one around it. Depth is limited here, so that no later walk of the tree can overflow the stack.

mod cite;
mod gap;
mod inlines;
mod open;
mod tag;
mod widen;

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::tree::{Block, Code, DEPTH_LIMIT, Inline, Link, List, ListItem, Note, Run, Table, Whole};

use gap::Gaps;
use inlines::{broken, ended, ended_line, in_one_line};
use open::{Builder, Frame, Within, fitted};
use tag::Kind;
use widen::{Narrow, Widened};

/// Builds the blocks of a whole text.
pub(super) fn whole(text: &str) -> Whole {
    let Built { whole, narrow } = built(text, text, |range| range);
    match widen::widened(text, &narrow) {
        Some(widened) => of_widened(text, &widened),
        None => whole,
    }
}

fn of_widened(text: &str, widened: &Widened) -> Whole {
    built(text, &widened.text, |range| widened.back(range)).whole
}

/// The blocks of a text, and its tables that lack columns.
struct Built {
    whole: Whole,
    narrow: Vec<Narrow>,
}

/// The blocks of a text, parsed in another spelling. `back` maps ranges of that to ranges of the text.
fn built(text: &str, spelled: &str, back: impl Fn(Range<usize>) -> Range<usize>) -> Built {
    // A parser needs much more memory than its text, so there is never more than one.
    let mut parser = Parser::new_ext(spelled, super::dialect::dialect());
    let spans = parser.reference_definitions().iter().map(|(_, definition)| back(definition.span.clone()));
    let definitions: Vec<Range<usize>> = spans.collect();
    let mut used = Vec::new();
    if !definitions.is_empty() {
        used = gap::used_definitions(parser.into_offset_iter());
        parser = Parser::new_ext(spelled, super::dialect::dialect());
    }
    let gaps = Gaps::new(text, used.into_iter().map(&back).collect());
    let mut builder = Builder { text, stack: Vec::new(), done: Vec::new(), gaps, narrow: Vec::new(), missing: 0 };
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, back(range));
    }
    let rest = builder.gaps.up_to(text.len());
    builder.left_out(rest);
    cite::prefer_notes(&mut builder.done);
    Built { whole: Whole { blocks: builder.done, definitions }, narrow: builder.narrow }
}

/// Builds the inlines of one line. A full stop precedes the line while it is parsed: it prevents blocks and, being
/// punctuation, lets every delimiter after it open.
pub(super) fn inline_only(text: &str) -> Vec<Inline> {
    let from = text.len() - text.trim_start().len();
    let line = [".", &text.trim_start().replace(['\n', '\r'], " ")].concat();
    let parsed = whole(&line);
    let mut inlines =
        if let Some(Block::Paragraph(inlines)) = parsed.blocks.into_iter().next().map(|located| located.block) {
            inlines
        } else {
            vec![Inline::Text(Run::plain(&line))]
        };
    if let Some(Inline::Text(first)) = inlines.first_mut() {
        first.text = first.text.get(1..).unwrap_or_default().into();
        first.range.start = (first.range.start + 1).min(first.range.end);
        if first.text.is_empty() {
            inlines.remove(0);
        }
    }
    move_ranges(&mut inlines, from);
    inlines
}

impl<'a> Builder<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let left_out = self.gaps.before(&event, &range);
        self.left_out(left_out);
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                let range = self.inner(&text, range);
                self.push(Inline::Code(Run { text: (&*text).into(), range }));
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, range),
            Event::FootnoteReference(label) => self.note_ref(label, range),
            Event::SoftBreak => self.line_break(Inline::SoftBreak, range),
            Event::HardBreak => self.line_break(Inline::HardBreak, range),
            Event::Rule => {
                self.flush();
                self.push_block(Block::Rule(range.clone()), range);
            }
            Event::TaskListMarker(ticked) => {
                let item =
                    self.stack.iter_mut().rev().find_map(|frame| {
                        if let Kind::Item { task } = &mut frame.kind { Some(task) } else { None }
                    });
                if let Some(task) = item {
                    *task = Some(ticked);
                }
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
        }
    }

    fn open(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let kind = if self.stack.len() >= DEPTH_LIMIT { tag::shallow(tag) } else { tag::kind(tag) };
        if !kind.stays_in_line() {
            self.flush();
        }
        if matches!(kind, Kind::Paragraph) {
            self.mark_loose();
        }
        let frame = self.frame(kind, range);
        self.stack.push(frame);
    }

    fn frame(&mut self, kind: Kind, range: Range<usize>) -> Frame {
        let around = self.stack.last().map(|frame| frame.within).unwrap_or_default();
        let within = Within {
            one_line: around.one_line || matches!(kind, Kind::Heading(_) | Kind::Cell),
            link: around.link || matches!(kind, Kind::Link { .. } | Kind::Image { .. }),
        };
        let mut frame = Frame {
            kind,
            range,
            blocks: Vec::new(),
            inlines: Vec::new(),
            lines: Vec::new(),
            ends_verbatim: false,
            within,
        };
        if matches!(frame.kind, Kind::Through) {
            self.hand_over(&mut frame);
        }
        frame
    }

    /// A container that is not kept passes on the content around it. It is moved here and moved back at its end, so
    /// that the cost does not depend on the nesting depth.
    fn hand_over(&mut self, frame: &mut Frame) {
        let Some(around) = self.stack.last_mut() else { return };
        frame.blocks = std::mem::take(&mut around.blocks);
        frame.inlines = std::mem::take(&mut around.inlines);
        frame.ends_verbatim = around.ends_verbatim;
    }

    fn close(&mut self) {
        self.flush();
        debug_assert!(!self.stack.is_empty(), "the parser closes only what it has opened");
        let Some(frame) = self.stack.pop() else { return };
        let Frame { kind, range, blocks, inlines, lines, ends_verbatim, within: _ } = frame;
        match kind {
            Kind::Paragraph => self.push_block(Block::Paragraph(cite::cited(self.text, inlines)), range),
            Kind::Heading(level) => {
                let content = cite::cited(self.text, inlines);
                self.push_block(Block::Heading { level, content }, range);
            }
            Kind::Quote => self.push_block(Block::Quote(fitted(blocks)), range),
            Kind::List { start, loose, items } => {
                self.push_block(Block::List(List { start, loose, items }.into()), range)
            }
            Kind::Item { task } => self.push_item(ListItem { task, blocks: fitted(blocks) }),
            Kind::Code { info } => self.push_block(Block::Code(Code { info, lines: ended(lines) }.into()), range),
            Kind::Html => self.push_html(lines, range),
            Kind::Table(table) => self.push_table(table, range),
            Kind::Row(cells) => self.push_row(cells),
            Kind::Cell => {
                let cell = cite::cited(self.text, inlines);
                let row = self.stack.last_mut().map(|f| &mut f.kind);
                debug_assert!(matches!(row, Some(Kind::Row(_))), "the parser gives cells in rows alone");
                if let Some(Kind::Row(cells)) = row {
                    cells.push(fitted(cell));
                }
            }
            Kind::Note { label } => {
                self.push_block(Block::Note(Note { label, blocks, range: range.clone() }.into()), range)
            }
            Kind::Emphasis => self.push(Inline::Emphasis(fitted(inlines))),
            Kind::Strong => self.push(Inline::Strong(fitted(inlines))),
            Kind::Strikethrough => self.push(Inline::Strikethrough(fitted(inlines))),
            Kind::Link { target, title } => {
                self.push(Inline::Link(Link { target, title, content: fitted(inlines), range }.into()));
            }
            Kind::Image { target, title } => {
                self.push(Inline::Image(Link { target, title, content: fitted(inlines), range }.into()));
            }
            Kind::Through => match self.stack.last_mut() {
                Some(around) => {
                    around.blocks = blocks;
                    around.inlines = inlines;
                    around.ends_verbatim = ends_verbatim;
                }
                None => blocks.into_iter().for_each(|block| self.push_block(block, range.clone())),
            },
        }
    }

    fn push_item(&mut self, item: ListItem) {
        if let Some(Kind::List { items, .. }) = self.stack.last_mut().map(|frame| &mut frame.kind) {
            items.push(item)
        } else {
            for block in item.blocks {
                self.push_block(block, 0..0);
            }
        }
    }

    fn push_table(&mut self, table: Table, range: Range<usize>) {
        let missing = std::mem::take(&mut self.missing);
        if missing > 0 {
            self.narrow.push(Narrow { start: range.start, missing, rows: table.rows.len() });
        }
        self.push_block(Block::Table(table.into()), range);
    }

    fn push_row(&mut self, cells: Vec<Vec<Inline>>) {
        let table = self.stack.last_mut().map(|frame| &mut frame.kind);
        debug_assert!(matches!(table, Some(Kind::Table(_))), "the parser gives rows in tables alone");
        let Some(Kind::Table(table)) = table else { return };
        let mut cells = cells;
        cells.resize(table.columns.len(), Vec::new());
        if table.head.is_empty() {
            table.head = cells;
        } else {
            table.rows.push(cells);
        }
    }

    /// Adds text that the parser left out, in its position.
    fn left_out(&mut self, lines: Vec<Run>) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let range = first.range.start..last.range.end;
        self.flush();
        let Some(frame) = self.stack.last_mut() else {
            return self.push_block(Block::Paragraph(broken(lines)), range);
        };
        match &mut frame.kind {
            Kind::Item { .. } | Kind::Quote | Kind::Note { .. } => {
                self.push_block(Block::Paragraph(broken(lines)), range);
            }
            Kind::List { items, .. } => {
                items.push(ListItem { task: None, blocks: vec![Block::Paragraph(broken(lines))] });
            }
            Kind::Table(_) => self.push_row(vec![in_one_line(lines)]),
            Kind::Row(cells) => {
                let surplus: usize = lines.iter().map(|line| widen::surplus(&line.text)).sum();
                self.missing = self.missing.max(surplus);
                let words = in_one_line(lines);
                match cells.last_mut() {
                    Some(cell) => cell.extend(words),
                    None => cells.push(words),
                }
            }
            Kind::Code { .. } | Kind::Html => frame.lines.extend(lines.into_iter().map(ended_line)),
            Kind::Paragraph
            | Kind::Heading(_)
            | Kind::Cell
            | Kind::Emphasis
            | Kind::Strong
            | Kind::Strikethrough
            | Kind::Link { .. }
            | Kind::Image { .. }
            | Kind::Through => frame.inlines.extend(in_one_line(lines)),
        }
    }
}

fn move_ranges(inlines: &mut [Inline], from: usize) {
    let back = |range: &mut Range<usize>| {
        range.start = (range.start + from).saturating_sub(1);
        range.end = (range.end + from).saturating_sub(1);
    };
    for inline in inlines {
        match inline {
            Inline::Text(run) | Inline::Code(run) => back(&mut run.range),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                move_ranges(content, from);
            }
            Inline::Link(link) | Inline::Image(link) => {
                back(&mut link.range);
                move_ranges(&mut link.content, from);
            }
            Inline::Citation { range, .. } | Inline::NoteRef { range, .. } => back(range),
            Inline::SoftBreak | Inline::HardBreak => {}
        }
    }
}
