//! A line of the block tree as stretches of words with one look each. Fonts and colours come later, in `lay`.

use crate::article::Place;
use crate::markdown::{self, Inline, Link};
use crate::page::{self, Cited, Page};

/// Words with one look.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Span {
    pub text: String,
    pub look: Look,
    /// Where a click leads.
    pub link: Option<String>,
}

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub is_strong: bool,
    pub is_emphasis: bool,
    pub is_struck: bool,
    pub is_code: bool,
    /// A small figure or letter, raised.
    pub is_raised: bool,
    /// A link, or what leads to a source or note.
    pub is_accent: bool,
}

impl Span {
    pub(super) fn plain(text: impl Into<String>) -> Span {
        Span { text: text.into(), ..Span::default() }
    }

    /// The words as a screen reader says them: what is raised stands apart from the words before it.
    fn words(&self) -> String {
        if self.look.is_raised { format!("[{}]", self.text) } else { self.text.clone() }
    }
}

/// The spans of a line that stands in the field at `place`.
pub(super) fn spans(page: &Page, place: &Place, content: &[Inline]) -> Vec<Span> {
    let mut line = Line { page, place, spans: Vec::new() };
    line.push_all(content, Look::default(), None);
    line.spans
}

/// What spans say, joined.
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
            Inline::Text(run) => self.add(&run.text, look, link),
            Inline::Code(run) => self.add(&run.text, Look { is_code: true, ..look }, link),
            Inline::Emphasis(content) => self.push_all(content, Look { is_emphasis: true, ..look }, link),
            Inline::Strong(content) => self.push_all(content, Look { is_strong: true, ..look }, link),
            Inline::Strikethrough(content) => self.push_all(content, Look { is_struck: true, ..look }, link),
            Inline::Link(inner) => self.link(inner, look),
            Inline::Image(image) => self.link(image, Look { is_emphasis: true, ..look }),
            Inline::Citation { key, .. } => self.cite(key, look),
            Inline::NoteRef { label, .. } => match self.page.letter(self.place, label) {
                Some(letter) => self.add(&letter, Look { is_raised: true, is_accent: true, ..look }, None),
                None => self.add(&format!("[^{label}]"), look, None),
            },
            Inline::SoftBreak => self.add(" ", look, link),
            Inline::HardBreak => self.add("\n", look, link),
        }
    }

    /// Words with an address behind them; without words the address stands for them.
    fn link(&mut self, link: &Link, look: Look) {
        let target = Some(link.target.as_str()).filter(|target| page::may_link(target));
        let look = Look { is_accent: target.is_some(), ..look };
        if markdown::words(&link.content).is_empty() {
            self.add(&link.target, look, target);
        }
        self.push_all(&link.content, look, target);
    }

    fn cite(&mut self, key: &str, look: Look) {
        match self.page.citation(key) {
            Cited::Source { number, link } => {
                let look = Look { is_raised: true, is_accent: true, ..look };
                self.add(&number.to_string(), look, link);
            }
            Cited::Nothing => self.add(&format!("[^{key}]"), look, None),
        }
    }

    fn add(&mut self, text: &str, look: Look, link: Option<&str>) {
        match self.spans.last_mut() {
            Some(last) if last.look == look && last.link.as_deref() == link && !look.is_raised => {
                last.text.push_str(text);
            }
            _ => self.spans.push(Span { text: text.to_owned(), look, link: link.map(str::to_owned) }),
        }
    }
}
