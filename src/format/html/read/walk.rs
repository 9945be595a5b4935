//! Walks the tree and decides which elements open and close what. No step recurses. `lists` handles lists, `within`
//! the content of lines, and `apart` what is read separately.

mod roles;
mod apart;
mod lists;
mod tables;
mod within;

use std::collections::{HashMap, HashSet};

use scraper::node::Element;
use scraper::{Html, Node};

use super::address::Base;
use super::build::{Builder, Kind};
use super::figure::{self, Figure, Legend, Part};
use super::maker::Maker;
use super::names::{formula_sign, heading_level, holds_no_words, is_apart, is_block, is_raw};
use super::notes::found::Notes;
use super::references::{is_notes_list, note_labels};
use super::shift::Shift;
use super::tree::{Branch, Id, children, element, parent_element, text};
use super::{own, style, top, word};
use crate::markdown::{Block, Inline, Run};
use crate::reading::{Piece, Role, SetAside, What};
use roles::list_role;

/// The content of a document.
pub(super) struct Walked {
    /// Its blocks, in order.
    pub pieces: Vec<Piece>,
    /// The figures among them.
    pub figures: Vec<Figure>,
    /// The content that is set aside.
    pub aside: Vec<SetAside>,
}

/// Reads a document, setting some nodes aside.
pub(super) fn pieces(
    document: &Html,
    maker: Maker,
    base: &Base,
    notes: &Notes,
    beside: HashMap<Id, What>,
) -> Walked {
    let labels = &note_labels(document);
    let mut walk = Walk::new(Known { maker, labels, notes, base }, beside);
    document.tree.root().children().for_each(|node| walk.all(node));
    let (pieces, figures) = walk.build.finish();
    let mut aside = walk.aside;
    aside.iter_mut().for_each(|part| part.at = part.at.min(pieces.len()));
    Walked { pieces, figures, aside }
}

/// What is known about a document before it is read.
#[derive(Clone, Copy)]
struct Known<'a> {
    maker: Maker,
    /// The labels of the notes in one of our own pages.
    labels: &'a HashSet<String>,
    /// The notes of any other page.
    notes: &'a Notes,
    base: &'a Base,
}

struct Walk<'a> {
    build: Builder,
    known: Known<'a>,
    /// The number of open links that are superscript themselves, so that their content need not be.
    raised: usize,
    open: Vec<Open>,
    /// Whether HTML that the parser took for text is parsed. It is not parsed within itself, because that might never
    /// end.
    reads_raw: bool,
    beside: HashMap<Id, What>,
    aside: Vec<SetAside>,
    /// The current list, if its items declare their depth.
    flat: Option<word::Flat>,
    /// The indents of the items that the next one may be nested in.
    indents: Vec<f32>,
    /// Texts that start with a marker, each with its length.
    markers: HashMap<Id, usize>,
}

/// What the end of an element has to undo.
struct Open {
    end: End,
    /// The role before the element gave one to its blocks.
    role: Option<Option<Role>>,
}

enum End {
    Nothing,
    Line,
    Heading,
    Frame,
    Marks(usize),
    /// Formatting, together with the line.
    MarkedLine(usize),
    /// A superscript link, with a bracket at its end.
    Raised(usize),
    Text(&'static str),
}

impl<'a> Walk<'a> {
    fn new(known: Known<'a>, beside: HashMap<Id, What>) -> Walk<'a> {
        let build = Builder::new(known.maker);
        Walk {
            build,
            known,
            raised: 0,
            open: Vec::new(),
            reads_raw: true,
            beside,
            aside: Vec::new(),
            flat: None,
            indents: Vec::new(),
            markers: HashMap::new(),
        }
    }

    /// Reads a node with its descendants.
    fn all(&mut self, top: Branch<'_>) {
        let mut next = Some(top);
        while let Some(node) = next {
            next = match self.enter(node) {
                Some(open) => {
                    self.open.push(open);
                    node.first_child().or_else(|| {
                        self.leave();
                        self.after(node, top)
                    })
                }
                None => self.after(node, top),
            };
        }
    }

    /// The next node to read, after ending the elements that end before it.
    fn after<'n>(&mut self, mut node: Branch<'n>, top: Branch<'_>) -> Option<Branch<'n>> {
        while node.id() != top.id() {
            if let Some(next) = node.next_sibling() {
                return Some(next);
            }
            self.leave();
            node = node.parent()?;
        }
        None
    }

    /// Reads a node. Returns what its end has to undo if its children are to be read.
    fn enter(&mut self, node: Branch<'_>) -> Option<Open> {
        if let Some(what) = self.beside.get(&node.id()) {
            self.set_aside(node, *what);
            return None;
        }
        match node.value() {
            Node::Element(element) => self.enter_element(node, element),
            Node::Text(text) => {
                if !self.known.notes.is_left_out(node) {
                    let marker = self.markers.get(&node.id()).copied().unwrap_or_default();
                    let words = text.get(marker..).unwrap_or_default();
                    self.build.text(self.known.notes.cut(node).unwrap_or(words));
                }
                None
            }
            // The content of a template.
            Node::Fragment => Some(Open { end: End::Nothing, role: None }),
            Node::Document | Node::Doctype(_) | Node::Comment(_) | Node::ProcessingInstruction(_) => None,
        }
    }

    fn enter_element(&mut self, node: Branch<'_>, element: &Element) -> Option<Open> {
        if element.name() == "head" {
            self.head(node);
        }
        let is_noise = holds_no_words(element) || word::is_marker(element) || self.is_way_back(element);
        if is_noise || self.known.notes.is_left_out(node) {
            return None;
        }
        if let Some(label) = self.known.notes.mark(node) {
            let label = label.into();
            self.build.inline(Inline::NoteRef { label, range: 0..0 });
            return None;
        }
        if is_raw(element.name()) && self.reads_raw {
            self.raw(node);
            return None;
        }
        if self.known.maker == Maker::Copydesk
            && let Some(role) = own::part(node, element)
        {
            let words = Block::Paragraph(vec![Inline::Text(Run::plain(text(node)))]);
            self.build.add_piece(words, role);
            return None;
        }
        let role = self.role(node, element).map(|role| {
            self.build.flush();
            self.build.role.replace(role)
        });
        let end = self.element(node, element);
        if end.is_none()
            && let Some(before) = role
        {
            self.build.role = before;
            return None;
        }
        Some(Open { end: end?, role })
    }

    fn role(&self, node: Branch<'_>, element: &Element) -> Option<Role> {
        let is_heading = matches!(element.name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if is_heading
            && (self.known.notes.is_heading(node) || text(node).trim() == "Notes" && is_before_notes(node))
        {
            return Some(Role::Label);
        }
        match self.known.maker {
            Maker::Copydesk => own::role(node, element),
            Maker::Other => top::role(node, element),
        }
    }

    fn leave(&mut self) {
        let Some(Open { end, role }) = self.open.pop() else { return };
        match end {
            End::Nothing => {}
            End::Line => self.build.flush(),
            End::Heading => self.build.set_heading(None),
            End::Frame => self.build.close(),
            End::Marks(count) => self.close_marks(count),
            End::MarkedLine(count) => {
                self.build.flush();
                self.close_marks(count);
            }
            End::Raised(count) => {
                self.raised = self.raised.saturating_sub(1);
                self.build.text("]");
                self.close_marks(count);
            }
            End::Text(text) => self.build.text(text),
        }
        if let Some(role) = role {
            self.build.role = role;
        }
    }

    /// Opens what the element opens. `None` if it needs nothing further.
    fn element(&mut self, node: Branch<'_>, element: &Element) -> Option<End> {
        let name = element.name();
        if self.known.maker == Maker::Other && parent_element(node).is_some_and(style::sets_apart) {
            self.build.text(" ");
        }
        if self.known.maker == Maker::Other
            && let Some(end) = self.special(node, element)
        {
            return Some(end);
        }
        let named = || {
            Some(()).filter(|()| self.known.maker == Maker::Other).and_then(|()| top::heading_level(node, element))
        };
        if let Some(level) = heading_level(name).or_else(named) {
            return self.heading(level);
        }
        let name = if self.known.maker == Maker::Other { list_role(element).unwrap_or(name) } else { name };
        match name {
            "p" => Some(self.paragraph(node, element)),
            "ul" | "ol" | "menu" | "dir" => Some(self.list(node, element)),
            "li" => Some(self.item(node, element)),
            "blockquote" => Some(self.frame(Kind::Quote)),
            "pre" | "listing" | "xmp" | "plaintext" => Some(self.code(node)),
            "table" => Some(self.table(node)),
            "tr" => Some(self.row(node)),
            "td" | "th" => Some(self.cell(element)),
            "hr" => self.rule(),
            "br" => {
                self.build.line_break();
                None
            }
            "img" => {
                self.image(element);
                None
            }
            "input" => {
                self.input(element);
                None
            }
            "sup" => self.shifted(node, Shift::Raised),
            "sub" => self.shifted(node, Shift::Lowered),
            "a" => Some(self.link(node, element)),
            "q" => {
                self.build.text("“");
                Some(End::Text("”"))
            }
            "rt" => {
                self.build.text("(");
                Some(End::Text(")"))
            }
            _ if is_block(name) => {
                self.build.flush();
                Some(End::Line)
            }
            _ if is_apart(name) || style::is_apart(element) => {
                self.build.text(" ");
                Some(End::Text(" "))
            }
            _ => match style::shift(element).filter(|_| self.known.maker == Maker::Other) {
                Some(shift) => self.shifted(node, shift),
                None => Some(self.marks(element)),
            },
        }
    }

    /// Handles what other programs express in other ways than element names.
    fn special(&mut self, node: Branch<'_>, element: &Element) -> Option<End> {
        if let Some(label) = self.known.notes.body(node) {
            let label = label.to_owned();
            return Some(self.frame(Kind::Note { label }));
        }
        match figure::part(node, element) {
            Some(Part::Figure) => return Some(self.frame(Kind::Figure(Legend::default()))),
            Some(Part::Caption) => return Some(self.frame(Kind::Caption(Legend::default()))),
            Some(Part::Credit) if self.build.is_in_figure() => return Some(self.frame(Kind::Credit)),
            Some(Part::Credit) | None => {}
        }
        if let Some(sign) = formula_sign(parent_element(node)?.name())
            && node.prev_siblings().any(|earlier| earlier.value().is_element())
        {
            self.build.text(sign);
        }
        None
    }

    fn close_marks(&mut self, count: usize) {
        (0..count).for_each(|_| self.build.close_mark());
    }

    fn heading(&mut self, level: u8) -> Option<End> {
        self.build.set_heading(Some(level));
        Some(End::Heading)
    }

    fn frame(&mut self, kind: Kind) -> End {
        if self.build.open(kind) { End::Frame } else { End::Line }
    }

    fn code(&mut self, node: Branch<'_>) -> End {
        if self.build.is_in_code() {
            return End::Nothing;
        }
        let code = children(node).map(|(_, code)| code).find(|code| code.name() == "code");
        let code = code.or(element(node));
        let info = code.and_then(|code| {
            let language = || code.attr("class")?.split(' ').find_map(|class| class.strip_prefix("language-"));
            code.attr("data-info").or_else(language)
        });
        self.frame(Kind::Code { info: info.unwrap_or_default().to_owned(), text: String::new() })
    }

    fn rule(&mut self) -> Option<End> {
        self.build.flush();
        self.build.add(Block::Rule(0..0));
        None
    }

    /// The backlink of a note, which has no meaning of its own.
    fn is_way_back(&self, element: &Element) -> bool {
        element.name() == "a"
            && element.attr("href").is_some_and(|target| target.starts_with("#noteref-"))
            && self.build.is_in_note()
    }
}

fn is_before_notes(heading: Branch<'_>) -> bool {
    let next = heading.next_siblings().find(|node| node.value().is_element());
    next.is_some_and(is_notes_list)
}
