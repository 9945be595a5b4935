//! The block tree of a body as markup.

use super::escape::{push_lines, push_text, push_value};
use super::parts::{Kind, Markup};
use crate::article::Place;
use crate::link;
use crate::link::may_link;
use crate::markdown::{Alignment, Block, Code, Inline, Link, List, ListItem, Table, words};
use crate::page::Cited;

impl Markup<'_> {
    /// Writes blocks, each starting on a new line.
    pub(super) fn blocks(&mut self, place: &Place, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(place, block));
    }

    /// Writes a block.
    pub(super) fn block(&mut self, place: &Place, block: &Block) {
        match block {
            Block::Paragraph(content) => {
                self.out.push_str("<p>");
                self.line(place, content);
                self.out.push_str("</p>\n");
            }
            Block::Heading { level, content } => self.body_heading(place, *level, content),
            Block::Quote(blocks) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(place, blocks);
                self.out.push_str("</blockquote>\n");
            }
            Block::List(list) => self.list(place, list),
            Block::Code(code) => self.code(code),
            Block::Table(table) => self.table(place, table),
            Block::Rule(_) => self.out.push_str("<hr>\n"),
            // `page` has moved the notes out of the bodies.
            Block::Note(note) => self.blocks(place, &note.blocks),
        }
    }

    fn body_heading(&mut self, place: &Place, level: u8, content: &[Inline]) {
        let level = char::from(b'0' + level.clamp(2, 6));
        self.out.push_str("<h");
        self.out.push(level);
        self.out.push('>');
        self.line(place, content);
        self.out.push_str("</h");
        self.out.push(level);
        self.out.push_str(">\n");
    }

    fn list(&mut self, place: &Place, list: &List) {
        match list.start {
            None => self.out.push_str("<ul>\n"),
            Some(1) => self.out.push_str("<ol>\n"),
            Some(start) => {
                self.out.push_str("<ol start=\"");
                self.out.push_str(&start.to_string());
                self.out.push_str("\">\n");
            }
        }
        list.items.iter().for_each(|item| self.item(place, list, item));
        self.out.push_str(if list.start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn item(&mut self, place: &Place, list: &List, item: &ListItem) {
        self.out.push_str("<li>");
        let mut task = item.task;
        let mut after_line = false;
        for block in &item.blocks {
            match block {
                Block::Paragraph(content) if !list.loose && !after_line => {
                    self.task_box(task.take());
                    self.line(place, content);
                }
                Block::Paragraph(content) => {
                    self.out.push_str("<p>");
                    self.task_box(task.take());
                    self.line(place, content);
                    self.out.push_str("</p>\n");
                }
                Block::Heading { .. }
                | Block::Quote(_)
                | Block::List(_)
                | Block::Code(_)
                | Block::Table(_)
                | Block::Rule(_)
                | Block::Note(_) => {
                    self.task_box(task.take());
                    self.break_line();
                    self.block(place, block);
                }
            }
            after_line = matches!(block, Block::Paragraph(_));
        }
        self.task_box(task);
        if self.out.ends_with("</p>\n") {
            self.out.pop();
        }
        self.out.push_str("</li>\n");
    }

    fn break_line(&mut self) {
        if !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn task_box(&mut self, task: Option<bool>) {
        self.out.push_str(match task {
            Some(true) => "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> ",
            Some(false) => "<input type=\"checkbox\" disabled aria-label=\"To do\"> ",
            None => "",
        });
    }

    /// Writes a code block. On a page, its language is a class, and the rest of its info string is kept in an
    /// attribute.
    fn code(&mut self, code: &Code) {
        self.out.push_str("<pre><code");
        if self.kind == Kind::Page && !code.info.is_empty() {
            let language = code.info.split_whitespace().next().unwrap_or_default();
            self.out.push_str(" class=\"language-");
            push_value(&mut self.out, language);
            if language != code.info {
                self.out.push_str("\" data-info=\"");
                push_value(&mut self.out, &code.info);
            }
            self.out.push('"');
        }
        self.out.push('>');
        code.lines.iter().for_each(|line| push_lines(&mut self.out, &line.text));
        self.out.push_str("</code></pre>\n");
    }

    fn table(&mut self, place: &Place, table: &Table) {
        self.out.push_str("<table>\n<thead>\n");
        self.row(place, table, &table.head, Cell::Head);
        self.out.push_str("</thead>\n");
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>\n");
            table.rows.iter().for_each(|row| self.row(place, table, row, Cell::Body));
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn row(&mut self, place: &Place, table: &Table, row: &[Vec<Inline>], cell: Cell) {
        let [start, end] = match cell {
            Cell::Head => ["th scope=\"col\"", "</th>"],
            Cell::Body => ["td", "</td>"],
        };
        self.out.push_str("<tr>");
        for (index, content) in row.iter().enumerate() {
            let class = match table.columns.get(index).copied().unwrap_or(Alignment::None) {
                Alignment::None => "",
                Alignment::Left => "left",
                Alignment::Center => "center",
                Alignment::Right => "right",
            };
            self.start(start, class);
            self.line(place, content);
            self.out.push_str(end);
        }
        self.out.push_str("</tr>\n");
    }

    /// Writes the pieces of a line. Adjacent references share one superscript with a separator, so that 1 and 2 never
    /// read as 12.
    pub(super) fn line(&mut self, place: &Place, content: &[Inline]) {
        let mut is_raised = false;
        for inline in content {
            let name = self.reference(place, inline);
            match (&name, is_raised) {
                (Some(_), true) => self.out.push(','),
                (Some(_), false) => self.out.push_str("<sup>"),
                (None, true) => self.out.push_str("</sup>"),
                (None, false) => {}
            }
            is_raised = name.is_some();
            match name {
                Some(reference) => self.raised(reference),
                None => self.inline(place, inline),
            }
        }
        if is_raised {
            self.out.push_str("</sup>");
        }
    }

    fn inline(&mut self, place: &Place, inline: &Inline) {
        match inline {
            Inline::Text(run) => push_text(&mut self.out, &run.text),
            Inline::Code(run) => {
                self.out.push_str("<code>");
                push_text(&mut self.out, &run.text);
                self.out.push_str("</code>");
            }
            Inline::Emphasis(content) => self.mark(place, ["<em>", "</em>"], content),
            Inline::Strong(content) => self.mark(place, ["<strong>", "</strong>"], content),
            Inline::Strikethrough(content) => self.mark(place, self.struck(), content),
            Inline::Link(link) => self.link(place, link),
            Inline::Image(image) => self.image(&image.target, &words(&image.content), &image.title),
            // Only references without a target get here: they are shown as they were typed.
            Inline::Citation { key: name, .. } | Inline::NoteRef { label: name, .. } => {
                self.out.push_str("[^");
                push_text(&mut self.out, name);
                self.out.push(']');
            }
            Inline::SoftBreak => self.out.push(' '),
            Inline::HardBreak => self.out.push_str("<br>"),
        }
    }

    /// The tags for struck text. Other editors know the element for strikethrough better than the one for deleted text.
    fn struck(&self) -> [&'static str; 2] {
        match self.kind {
            Kind::Page => ["<del>", "</del>"],
            Kind::Fragment => ["<s>", "</s>"],
        }
    }

    fn mark(&mut self, place: &Place, [start, end]: [&str; 2], content: &[Inline]) {
        self.out.push_str(start);
        self.line(place, content);
        self.out.push_str(end);
    }

    fn link(&mut self, place: &Place, link: &Link) {
        let target = link::resolve(&link.target, &self.page.meta.canonical);
        let Some(target) = target.filter(|target| may_link(target)) else {
            return self.line(place, &link.content);
        };
        self.out.push_str("<a href=\"");
        push_value(&mut self.out, &target);
        self.title(&link.title);
        self.out.push_str("\">");
        self.line(place, &link.content);
        self.out.push_str("</a>");
    }

    /// The number or letter of a piece, if it is a reference with a target.
    fn reference(&self, place: &Place, inline: &Inline) -> Option<Reference> {
        match inline {
            Inline::Citation { key, .. } => match self.page.citation(key) {
                Cited::Source { number, .. } => Some(Reference::Source(number)),
                Cited::Nothing => None,
            },
            Inline::NoteRef { label, .. } => self.page.letter(place, label).map(Reference::Note),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::SoftBreak
            | Inline::HardBreak => None,
        }
    }

    fn raised(&mut self, reference: Reference) {
        match reference {
            Reference::Source(number) => {
                let count = self.cited.entry(number).or_default();
                *count += 1;
                let count = count.to_string();
                self.anchor(["#src-", "ref-", "Source "], &number.to_string(), &count);
            }
            Reference::Note(letter) => {
                let count = self.noted.entry(letter.clone()).or_default();
                *count += 1;
                let count = count.to_string();
                self.anchor(["#note-", "noteref-", "Note "], &letter, &count);
            }
        }
    }

    fn anchor(&mut self, [target, id, label]: [&str; 3], name: &str, count: &str) {
        let parts = [
            "<a href=\"",
            target,
            name,
            "\" id=\"",
            id,
            name,
            "-",
            count,
            "\" aria-label=\"",
            label,
            name,
            "\">",
            name,
            "</a>",
        ];
        parts.iter().for_each(|part| self.out.push_str(part));
    }
}

enum Reference {
    Source(usize),
    Note(String),
}

#[derive(Clone, Copy)]
enum Cell {
    Head,
    Body,
}
