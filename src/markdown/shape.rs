//! The content of a block tree without its positions. Two trees with equal shapes read the same. Adjacent text counts
//! as one run. Also gives the plain words, for counting and comparing.

use super::tree::{Block, Inline, Link, List, Table};

/// A tree as text, without source ranges.
pub fn shape(blocks: &[Block]) -> String {
    let mut out = Shape::default();
    out.blocks(blocks);
    out.text
}

/// A line as text, without source ranges.
pub fn shape_of_line(line: &[Inline]) -> String {
    let mut out = Shape::default();
    out.inlines(line);
    out.text
}

/// The text of a line, without markup and addresses. An image counts with its alternative text, a reference as it is
/// typed.
pub fn words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_words(inlines, &mut out);
    out
}

fn push_words(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(run) | Inline::Code(run) => out.push_str(&run.text),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                push_words(content, out);
            }
            Inline::Link(link) | Inline::Image(link) => push_words(&link.content, out),
            Inline::Citation { key, .. } => match key.strip_prefix('#') {
                Some(number) => out.push_str(&format!("[{number}]")),
                None => out.push_str(&format!("[^{key}]")),
            },
            Inline::NoteRef { label, .. } => out.push_str(&format!("[^{label}]")),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
        }
    }
}

#[derive(Default)]
struct Shape {
    text: String,
}

impl Shape {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(content) => self.line("p", content),
            Block::Heading { level, content } => self.line(&format!("h{level}"), content),
            Block::Quote(blocks) => self.node("quote", |s| s.blocks(blocks)),
            Block::List(list) => self.list(list),
            Block::Code(code) => {
                let text: String = code.lines.iter().map(|line| line.text.as_str()).collect();
                self.text.push_str(&format!("(code {:?} {text:?})\n", code.info));
            }
            Block::Table(table) => self.table(table),
            Block::Rule(_) => self.text.push_str("(rule)\n"),
            Block::Note(note) => self.node(&format!("note {:?}", note.label), |s| s.blocks(&note.blocks)),
        }
    }

    fn node(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.text.push_str(&format!("({name}\n"));
        content(self);
        self.text.push_str(")\n");
    }

    fn list(&mut self, list: &List) {
        let kind = if list.loose { "loose" } else { "tight" };
        self.node(&format!("list {:?} {kind}", list.start), |s| {
            for item in &list.items {
                s.node(&format!("item {:?}", item.task), |s| s.blocks(&item.blocks));
            }
        });
    }

    fn table(&mut self, table: &Table) {
        self.node(&format!("table {:?}", table.columns), |s| {
            for row in std::iter::once(&table.head).chain(&table.rows) {
                s.node("row", |s| row.iter().for_each(|cell| s.line("cell", cell)));
            }
        });
    }

    fn line(&mut self, name: &str, content: &[Inline]) {
        self.text.push_str(&format!("({name}"));
        self.inlines(content);
        self.text.push_str(")\n");
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        let mut pending = String::new();
        for inline in inlines {
            if let Inline::Text(run) = inline {
                pending.push_str(&run.text);
                continue;
            }
            self.flush(&mut pending);
            self.inline(inline);
        }
        self.flush(&mut pending);
    }

    fn flush(&mut self, pending: &mut String) {
        if !pending.is_empty() {
            self.text.push_str(&format!(" {pending:?}"));
            pending.clear();
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(run) => self.text.push_str(&format!(" {:?}", run.text)),
            Inline::Code(run) => self.text.push_str(&format!(" (code {:?})", run.text)),
            Inline::Emphasis(content) => self.span("em", content),
            Inline::Strong(content) => self.span("strong", content),
            Inline::Strikethrough(content) => self.span("del", content),
            Inline::Link(link) => self.link("link", link),
            Inline::Image(link) => self.link("image", link),
            Inline::Citation { key, .. } => self.text.push_str(&format!(" (cite {key:?})")),
            Inline::NoteRef { label, .. } => self.text.push_str(&format!(" (ref {label:?})")),
            Inline::SoftBreak => self.text.push_str(" (soft)"),
            Inline::HardBreak => self.text.push_str(" (hard)"),
        }
    }

    fn span(&mut self, name: &str, content: &[Inline]) {
        self.text.push_str(&format!(" ({name}"));
        self.inlines(content);
        self.text.push(')');
    }

    fn link(&mut self, name: &str, link: &Link) {
        self.text.push_str(&format!(" ({name} {:?} {:?}", link.target, link.title));
        self.inlines(&link.content);
        self.text.push(')');
    }
}
