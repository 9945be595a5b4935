//! The content of lines: images, links, formatting, superscripts and subscripts.

use std::rc::Rc;

use scraper::node::Element;

use super::super::line::{MarkKind, Target};
use super::super::maker::Maker;
use super::super::names::named_mark;
use super::super::references::references;
use super::super::shift::Shift;
use super::super::tree::{Branch, element, text};
use super::super::{notes, style};
use super::{End, Walk};
use crate::link;
use crate::link::{is_web, may_link};
use crate::markdown::{Inline, Link, Run};

impl Walk<'_> {
    /// An image, or its alternative text if the address contains the image itself.
    pub(super) fn image(&mut self, image: &Element) {
        let alt = image.attr("alt").unwrap_or_default();
        let is_code = self.known.maker == Maker::Other && self.build.is_in_code();
        let Some(address) = self.picture(image).filter(|_| !is_code) else {
            let is_sign = self.known.maker == Maker::Copydesk || !alt.contains(char::is_alphanumeric);
            return if is_sign { self.build.text(alt) } else { self.build.text(&format!(" {alt} ")) };
        };
        let content = if alt.is_empty() { Vec::new() } else { vec![Inline::Text(Run::plain(alt))] };
        let title = image.attr("title").unwrap_or_default();
        let link = Link { target: address, title: title.to_owned(), content, range: 0..0 };
        self.build.inline(Inline::Image(link.into()));
    }

    pub(super) fn input(&mut self, input: &Element) {
        if input.attr("type") == Some("checkbox") {
            self.build.set_task(input.attr("checked").is_some());
        }
    }

    fn picture(&self, image: &Element) -> Option<String> {
        let names = ["src", "data-src", "data-lazy-src", "data-original"];
        let mut written = names.into_iter().filter_map(|name| image.attr(name));
        match self.known.maker {
            Maker::Copydesk => written.find(|address| is_address(address)).map(str::to_owned),
            Maker::Other => written.find_map(|address| self.known.base.picture(address)),
        }
    }

    /// Superscript or subscript text: note marks, citations, numbers, or anything else.
    pub(super) fn shifted(&mut self, node: Branch<'_>, shift: Shift) -> Option<End> {
        if self.build.is_in_code() || self.raised > 0 {
            return Some(End::Nothing);
        }
        if let Some(found) = references(node, self.known.labels).filter(|_| shift == Shift::Raised) {
            found.into_iter().for_each(|reference| self.build.inline(reference));
            return None;
        }
        let mut texts = node.descendants().filter(|inner| inner.value().as_text().is_some());
        if texts.clone().next().is_some() && texts.all(|inner| self.known.notes.is_left_out(inner)) {
            return None;
        }
        if let Some(labels) = self.known.notes.only_marks(node) {
            let marks = labels.into_iter().map(|label| Inline::NoteRef { label: label.into(), range: 0..0 });
            marks.for_each(|mark| self.build.inline(mark));
            return None;
        }
        let is_words =
            node.descendants().filter_map(element).skip(1).all(|e| !matches!(e.name(), "a" | "img" | "br"));
        let words = text(node);
        if !is_words
            || self.known.maker == Maker::Copydesk && !node.children().all(|child| child.value().is_text())
        {
            return Some(End::Nothing);
        }
        let shown = shift.shown(&words, self.build.last_character()).into_owned();
        if shown == words {
            return Some(End::Nothing);
        }
        self.build.text(&shown);
        None
    }

    pub(super) fn link(&mut self, node: Branch<'_>, link: &Element) -> End {
        let written = link.attr("href").unwrap_or_default();
        let address = match self.known.maker {
            Maker::Other if self.known.notes.is_parted(node) => None,
            Maker::Copydesk => Some(written.to_owned()).filter(|address| may_link(address)),
            Maker::Other => self.known.base.link(written).map(|address| link::unwrapped(&address).into_owned()),
        };
        let is_high = self.known.maker == Maker::Other && self.raised == 0 && notes::stands_high(node);
        let count = match address {
            Some(address) => {
                let title = link.attr("title").unwrap_or_default().to_owned();
                usize::from(self.build.open_mark(MarkKind::Link(Rc::new(Target { address, title }))))
            }
            None => self.mark_count(link),
        };
        if !is_high {
            return End::Marks(count);
        }
        self.raised += 1;
        self.build.text("[");
        End::Raised(count)
    }

    pub(super) fn marks(&mut self, element: &Element) -> End {
        if self.known.maker == Maker::Other && style::is_block(element) {
            self.build.flush();
            return End::MarkedLine(self.mark_count(element));
        }
        End::Marks(self.mark_count(element))
    }

    pub(super) fn mark_count(&mut self, element: &Element) -> usize {
        let named = named_mark(element.name()).filter(|mark| !style::is_taken_back(element, mark));
        let marks = named.into_iter().chain(style::marks(element));
        marks.filter(|mark| self.build.open_mark(mark.clone())).count()
    }
}

/// Whether an image address is a location rather than data.
fn is_address(address: &str) -> bool {
    let has_scheme = address.split(['/', '?', '#']).next().unwrap_or_default().contains(':');
    !address.is_empty() && (!has_scheme || is_web(address))
}
