//! The walk over the tree: which elements open and close what. No step recurses.

use std::collections::HashSet;
use std::rc::Rc;

use scraper::node::Element;
use scraper::{Html, Node};

use super::build::{Builder, Kind};
use super::line::{MarkKind, Target};
use super::references::{is_notes_list, note_label, note_labels, references};
use super::table::{self, Row};
use super::{Branch, Maker, children, element, own, parent_element, style, text, word};
use crate::format::{Piece, Role};
use crate::link;
use crate::markdown::{Block, Inline, Link, Run};
use crate::page::may_link;

/// The blocks of a document, in order.
pub(super) fn pieces(document: &Html, maker: Maker) -> Vec<Piece> {
    let mut walk = Walk { build: Builder::new(maker), maker, notes: note_labels(document), open: Vec::new() };
    walk.all(document.tree.root());
    walk.build.finish()
}

struct Walk {
    build: Builder,
    maker: Maker,
    notes: HashSet<String>,
    open: Vec<Open>,
}

/// What an element's end has to undo.
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
    Quotation,
}

impl Walk {
    fn all(&mut self, root: Branch<'_>) {
        let mut next = root.first_child();
        while let Some(node) = next {
            next = match self.enter(node) {
                Some(open) => {
                    self.open.push(open);
                    node.first_child().or_else(|| {
                        self.leave();
                        self.after(node)
                    })
                }
                None => self.after(node),
            };
        }
    }

    /// The node to go on with; ends the elements that end before it.
    fn after<'a>(&mut self, mut node: Branch<'a>) -> Option<Branch<'a>> {
        loop {
            if let Some(next) = node.next_sibling() {
                return Some(next);
            }
            self.leave();
            node = node.parent()?;
        }
    }

    /// Takes a node; what its end has to undo, if the nodes in it are to be read.
    fn enter(&mut self, node: Branch<'_>) -> Option<Open> {
        match node.value() {
            Node::Element(element) => self.enter_element(node, element),
            Node::Text(text) => {
                self.build.text(text);
                None
            }
            Node::Document
            | Node::Fragment
            | Node::Doctype(_)
            | Node::Comment(_)
            | Node::ProcessingInstruction(_) => None,
        }
    }

    fn enter_element(&mut self, node: Branch<'_>, element: &Element) -> Option<Open> {
        if holds_no_words(element) || word::is_marker(element) || self.is_way_back(element) {
            return None;
        }
        if self.maker == Maker::Copydesk
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
        if is_heading && text(node).trim() == "Notes" && is_before_notes(node) {
            return Some(Role::Label);
        }
        if self.maker == Maker::Copydesk { own::role(node, element) } else { None }
    }

    fn leave(&mut self) {
        let Some(Open { end, role }) = self.open.pop() else { return };
        match end {
            End::Nothing => {}
            End::Line => self.build.flush(),
            End::Heading => self.build.set_heading(None),
            End::Frame => self.build.close(),
            End::Marks(count) => (0..count).for_each(|_| self.build.close_mark()),
            End::Quotation => self.build.text("”"),
        }
        if let Some(role) = role {
            self.build.role = role;
        }
    }

    /// Opens what the element opens. Nothing where it is done with.
    fn element(&mut self, node: Branch<'_>, element: &Element) -> Option<End> {
        let name = element.name();
        match name {
            "h1" => self.heading(1),
            "h2" => self.heading(2),
            "h3" => self.heading(3),
            "h4" => self.heading(4),
            "h5" => self.heading(5),
            "h6" => self.heading(6),
            "p" => Some(self.paragraph(node, element)),
            "ul" | "ol" | "menu" | "dir" => Some(self.list(node, element)),
            "li" => Some(self.item(element)),
            "blockquote" => Some(self.frame(Kind::Quote)),
            "pre" | "listing" | "xmp" | "plaintext" => Some(self.code(node)),
            "table" => Some(self.table(node)),
            "tr" => Some(self.row()),
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
            "sup" => self.raised(node, &SUPERSCRIPT),
            "sub" => self.shifted(node, &SUBSCRIPT),
            "a" => Some(self.link(element)),
            "q" => {
                self.build.text("“");
                Some(End::Quotation)
            }
            _ if is_block(name) => {
                self.build.flush();
                Some(End::Line)
            }
            _ => Some(self.marks(element)),
        }
    }

    fn heading(&mut self, level: u8) -> Option<End> {
        self.build.set_heading(Some(level));
        Some(End::Heading)
    }

    fn paragraph(&mut self, node: Branch<'_>, paragraph: &Element) -> End {
        if let Some(place) = word::place(node, paragraph) {
            return self.frame(Kind::WordItem(place));
        }
        self.build.flush();
        if parent_element(node).is_some_and(|parent| parent.name() == "li") {
            self.build.mark_loose();
        }
        End::Line
    }

    fn frame(&mut self, kind: Kind) -> End {
        if self.build.open(kind) { End::Frame } else { End::Line }
    }

    fn list(&mut self, node: Branch<'_>, list: &Element) -> End {
        if is_notes_list(node) {
            return self.frame(Kind::Notes);
        }
        let start =
            (list.name() == "ol").then(|| list.attr("start").and_then(|s| s.trim().parse().ok()).unwrap_or(1));
        self.frame(Kind::List { start, loose: false, items: Vec::new() })
    }

    fn item(&mut self, item: &Element) -> End {
        match self.build.kind() {
            Kind::List { .. } => self.frame(Kind::Item { task: None }),
            Kind::Notes => {
                let label = note_label(item).unwrap_or_default().to_owned();
                self.frame(Kind::Note { label })
            }
            _ => {
                self.build.flush();
                End::Line
            }
        }
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

    fn table(&mut self, node: Branch<'_>) -> End {
        let in_cell = matches!(self.build.kind(), Kind::Cell { .. });
        if in_cell || self.maker == Maker::Other && table::is_layout(node) {
            self.build.flush();
            return End::Line;
        }
        self.frame(Kind::Table { rows: Vec::new() })
    }

    fn row(&mut self) -> End {
        match self.build.kind() {
            Kind::Table { .. } => self.frame(Kind::Row(Row::default())),
            _ => {
                self.build.flush();
                End::Line
            }
        }
    }

    fn cell(&mut self, cell: &Element) -> End {
        match self.build.kind() {
            Kind::Row(_) => {
                let (alignment, span) = (table::alignment_of(cell), table::span_of(cell));
                self.frame(Kind::Cell { alignment, span, content: Vec::new() })
            }
            _ => {
                self.build.flush();
                End::Line
            }
        }
    }

    fn rule(&mut self) -> Option<End> {
        self.build.flush();
        self.build.add(Block::Rule(0..0));
        None
    }

    /// A picture, or its words where its address is no address but the picture itself.
    fn image(&mut self, image: &Element) {
        let alt = image.attr("alt").unwrap_or_default();
        let address = [image.attr("src"), image.attr("data-src")].into_iter().flatten().find(|a| is_address(a));
        let Some(address) = address else { return self.build.text(alt) };
        let content = if alt.is_empty() { Vec::new() } else { vec![Inline::Text(Run::plain(alt))] };
        let title = image.attr("title").unwrap_or_default();
        self.build.inline(Inline::Image(Link {
            target: address.to_owned(),
            title: title.to_owned(),
            content,
            range: 0..0,
        }));
    }

    fn input(&mut self, input: &Element) {
        if input.attr("type") == Some("checkbox") {
            self.build.set_task(input.attr("checked").is_some());
        }
    }

    fn raised(&mut self, node: Branch<'_>, digits: &[char; 10]) -> Option<End> {
        let found = if self.build.is_in_code() { None } else { references(node, &self.notes) };
        let Some(found) = found else { return self.shifted(node, digits) };
        found.into_iter().for_each(|reference| self.build.inline(reference));
        None
    }

    /// Figures set high or low become the characters for them: 10 with a raised 3 is not 103.
    fn shifted(&mut self, node: Branch<'_>, digits: &[char; 10]) -> Option<End> {
        let text: String =
            node.children().filter_map(|child| child.value().as_text().map(|t| t.to_string())).collect();
        let shift = |c: char| digits.get(usize::try_from(c.to_digit(10)?).ok()?).copied();
        let is_figure = !text.is_empty() && node.children().all(|child| child.value().is_text());
        let Some(shifted) = text.trim().chars().map(shift).collect::<Option<String>>().filter(|_| is_figure)
        else {
            return Some(End::Nothing);
        };
        self.build.text(&shifted);
        None
    }

    fn link(&mut self, link: &Element) -> End {
        let written = link.attr("href").unwrap_or_default();
        let address = match self.maker {
            Maker::Copydesk => written.to_owned(),
            Maker::Other => link::unwrapped(written.trim()).into_owned(),
        };
        if !may_link(&address) {
            return self.marks(link);
        }
        let title = link.attr("title").unwrap_or_default().to_owned();
        let is_open = self.build.open_mark(MarkKind::Link(Rc::new(Target { address, title })));
        End::Marks(usize::from(is_open))
    }

    fn marks(&mut self, element: &Element) -> End {
        let named = named_mark(element.name()).filter(|mark| !style::is_taken_back(element, mark));
        let marks = named.into_iter().chain(style::marks(element));
        End::Marks(marks.filter(|mark| self.build.open_mark(mark.clone())).count())
    }

    /// The link from a note to where it is referred to: it says nothing of its own.
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

fn named_mark(name: &str) -> Option<MarkKind> {
    match name {
        "b" | "strong" => Some(MarkKind::Strong),
        "i" | "em" | "cite" | "dfn" | "var" => Some(MarkKind::Emphasis),
        "s" | "strike" | "del" => Some(MarkKind::Strikethrough),
        "code" | "tt" | "kbd" | "samp" => Some(MarkKind::Code),
        _ => None,
    }
}

/// The figures from 0 to 9, set high.
const SUPERSCRIPT: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// The figures from 0 to 9, set low.
const SUBSCRIPT: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

/// Elements that are no part of a text, whatever stands in them.
fn holds_no_words(element: &Element) -> bool {
    matches!(
        element.name(),
        "head"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "iframe"
            | "object"
            | "video"
            | "audio"
            | "canvas"
            | "select"
            | "datalist"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "main"
            | "article"
            | "section"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "div"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "dl"
            | "dt"
            | "dd"
            | "address"
            | "form"
            | "fieldset"
            | "legend"
            | "hgroup"
            | "center"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "search"
            | "dialog"
    )
}

/// Whether a picture is named by where it is.
fn is_address(address: &str) -> bool {
    let has_scheme = address.split(['/', '?', '#']).next().unwrap_or_default().contains(':');
    !address.is_empty() && (!has_scheme || crate::page::is_web(address))
}
