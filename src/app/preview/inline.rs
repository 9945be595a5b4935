//! A line of the block tree as runs of text with one look each. `lay` adds fonts and colours.

use std::ops::Range;

use super::origin::Origins;
use crate::article::Place;
use crate::link;
use crate::markdown::{self, Inline, Link, Run};
use crate::page::{Cited, Page};

/// Text in one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Span {
    pub text: String,
    pub look: Look,
    /// The target of a click.
    pub link: Option<String>,
    /// The source positions of the text.
    pub origins: Origins,
}

/// The style of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub is_strong: bool,
    pub is_emphasis: bool,
    pub is_struck: bool,
    pub is_code: bool,
    /// A small number or letter, raised.
    pub is_raised: bool,
    /// A link, or a reference to a source or note.
    pub is_accent: bool,
    /// Less important than the text next to it.
    pub is_quiet: bool,
}

/// Text without any style.
pub(super) const PLAIN: Look = Look {
    is_strong: false,
    is_emphasis: false,
    is_struck: false,
    is_code: false,
    is_raised: false,
    is_accent: false,
    is_quiet: false,
};

impl Span {
    pub(super) fn plain(text: impl Into<String>) -> Span {
        Span { text: text.into(), ..Span::default() }
    }

    /// Text from the block's field, or from another one.
    pub(super) fn written(run: &Run, place: Option<Place>) -> Span {
        Span { origins: Origins::of(run, place), ..Span::plain(run.text.as_str()) }
    }

    /// A part of it; `part` is in bytes, at character boundaries.
    pub(super) fn cut(&self, part: Range<usize>) -> Span {
        let text = self.text.get(part.clone()).unwrap_or_default().to_owned();
        Span { text, look: self.look, link: self.link.clone(), origins: self.origins.cut(part) }
    }

    /// The text for screen readers, with a space before raised characters.
    fn words(&self) -> String {
        if self.look.is_raised { format!("[{}]", self.text) } else { self.text.clone() }
    }
}

/// The spans of a line from the field at `place`.
pub(super) fn spans(page: &Page, place: &Place, content: &[Inline]) -> Vec<Span> {
    let mut line = Line { page, place, spans: Vec::new() };
    line.push_all(content, Look::default(), None);
    line.spans
}

/// The text of spans, joined.
pub(super) fn words(spans: &[Span]) -> String {
    spans.iter().map(Span::words).collect()
}

struct Line<'a> {
    page: &'a Page,
    place: &'a Place,
    spans: Vec<Span>,
}

impl Line<'_> {
    fn push_all(&mut self, content: &[Inline], look: Look, link: Option<&str>) {
        for inline in content {
            self.push(inline, look, link);
        }
    }

    fn push(&mut self, inline: &Inline, look: Look, link: Option<&str>) {
        match inline {
            Inline::Text(run) => self.add(&run.text, &run.range, look, link),
            Inline::Code(run) => self.add(&run.text, &run.range, Look { is_code: true, ..look }, link),
            Inline::Emphasis(content) => self.push_all(content, Look { is_emphasis: true, ..look }, link),
            Inline::Strong(content) => self.push_all(content, Look { is_strong: true, ..look }, link),
            Inline::Strikethrough(content) => self.push_all(content, Look { is_struck: true, ..look }, link),
            Inline::Link(inner) => self.link(inner, look),
            Inline::Image(image) => self.link(image, Look { is_emphasis: true, ..look }),
            Inline::Citation { key, range } => self.cite(key, range, look),
            Inline::NoteRef { label, range } => match self.page.letter(self.place, label) {
                Some(letter) => {
                    self.add(&letter, range, Look { is_raised: true, is_accent: true, ..look }, None);
                }
                None => self.add(&format!("[^{label}]"), range, look, None),
            },
            Inline::SoftBreak => self.add_break(" ", look, link),
            Inline::HardBreak => self.add_break("\n", look, link),
        }
    }

    /// The text of a link; without text, its address.
    fn link(&mut self, link: &Link, look: Look) {
        let target = Some(link.target.as_str()).filter(|target| link::may_link(target));
        let look = Look { is_accent: target.is_some(), ..look };
        if markdown::words(&link.content).is_empty() {
            self.add(&link.target, &link.range, look, target);
        }
        self.push_all(&link.content, look, target);
    }

    fn cite(&mut self, key: &str, range: &Range<usize>, look: Look) {
        match self.page.citation(key) {
            Cited::Source { number, link } => {
                let look = Look { is_raised: true, is_accent: true, ..look };
                self.add(&number.to_string(), range, look, link);
            }
            Cited::Nothing => self.add(&format!("[^{key}]"), range, look, None),
        }
    }

    fn add(&mut self, text: &str, written: &Range<usize>, look: Look, link: Option<&str>) {
        // A number that happens to be as long as its marker does not map to it byte by byte.
        let written = if look.is_raised { written.start..written.start } else { written.clone() };
        self.extend(look, link, |span| {
            span.origins.push(span.text.len(), text.len(), &written, None);
            span.text.push_str(text);
        });
    }

    /// A break has no source position.
    fn add_break(&mut self, text: &str, look: Look, link: Option<&str>) {
        self.extend(look, link, |span| span.text.push_str(text));
    }

    /// Appends to the last span, or starts one with this style.
    fn extend(&mut self, look: Look, link: Option<&str>, add: impl FnOnce(&mut Span)) {
        match self.spans.last_mut() {
            Some(last) if last.look == look && last.link.as_deref() == link && !look.is_raised => add(last),
            _ => {
                let mut span = Span { look, link: link.map(str::to_owned), ..Span::default() };
                add(&mut span);
                self.spans.push(span);
            }
        }
    }
}
