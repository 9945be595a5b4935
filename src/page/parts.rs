//! The parts of a composed piece, in reading order, with everything numbered.

use std::collections::HashMap;
use std::sync::Arc;

use super::line::run;
use super::meta::Meta;
use super::shown::Shown;
use crate::article::{Id, Place, Source, SourceField};
use crate::link::is_web;
use crate::markdown::{Inline, Note, Run, each_inline};

/// The composed article: its parts in reading order, with everything numbered.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub meta: Meta,
    pub parts: Vec<Part>,
    pub(super) numbers: HashMap<String, usize>,
    pub(super) letters: HashMap<Place, HashMap<String, usize>>,
}

/// A part of the article. Parts that are absent in the article are absent here.
#[derive(Clone, Debug)]
pub enum Part {
    Headline(Run),
    Image(Box<Figure>),
    Deck(Run),
    Byline(Byline),
    Takeaways(Vec<Point>),
    /// A section's heading, on the second level. Everything up to the next one belongs to the section.
    Heading(Heading),
    Body(Arc<Body>),
    Notes(Vec<PageNote>),
    Sources(Vec<Entry>),
}

/// The lead image. Without a file, its texts stand in for it, and a caption alone becomes the alternative text.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Relative to the draft's folder, or a web link, as typed.
    pub file: Option<Run>,
    /// The alternative text, with the place where it was typed.
    pub alt: Option<(Place, Run)>,
    pub caption: Option<Run>,
    pub credit: Option<Run>,
}

/// The writers and the dateline.
#[derive(Clone, Debug)]
pub struct Byline {
    pub names: Vec<String>,
    pub dateline: Option<Run>,
}

/// One takeaway.
#[derive(Clone, Debug)]
pub struct Point {
    pub id: Id,
    pub content: Arc<Vec<Inline>>,
}

/// A section's heading and its place.
#[derive(Clone, Debug)]
pub struct Heading {
    pub place: Place,
    pub text: Run,
}

/// Blocks from one field. Heading levels are those to show (3 to 6, never skipping one), links are only those that may
/// be followed, and notes have been moved to a part of their own.
#[derive(Clone, Debug)]
pub struct Body {
    pub place: Place,
    pub blocks: Vec<Shown>,
}

/// A footnote of a body, with its displayed letter.
#[derive(Clone, Debug)]
pub struct PageNote {
    pub letter: String,
    pub place: Place,
    pub note: Arc<Note>,
    /// Whether a text refers to it.
    pub is_cited: bool,
}

/// An entry of the list of sources.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Starts at 1, as displayed.
    pub number: usize,
    pub source: Arc<Source>,
}

/// How a citation in the text is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cited<'a> {
    /// The source's number, and its link if that may be followed.
    Source { number: usize, link: Option<&'a str> },
    /// There is no source with the key: the marker is shown as it was typed.
    Nothing,
}

impl Page {
    /// How a citation of this key is shown.
    pub fn citation(&self, key: &str) -> Cited<'_> {
        let Some(number) = self.numbers.get(key).copied() else { return Cited::Nothing };
        let entry = self.sources().get(number.saturating_sub(1));
        Cited::Source { number, link: entry.and_then(Entry::target) }
    }

    /// The letter of a body's own footnote.
    pub fn letter(&self, place: &Place, label: &str) -> Option<String> {
        self.index(place, label).map(letter)
    }

    /// The entries of the list of sources; empty if there is none.
    pub fn sources(&self) -> &[Entry] {
        if let Some(Part::Sources(entries)) = self.parts.last() { entries } else { &[] }
    }

    /// The notes of all bodies, ordered by letter.
    pub fn notes(&self) -> &[PageNote] {
        self.parts
            .iter()
            .rev()
            .take(2)
            .find_map(|part| if let Part::Notes(notes) = part { Some(notes.as_slice()) } else { None })
            .unwrap_or_default()
    }

    /// Sets the language of the article if the draft has none.
    pub fn set_house_language(&mut self, tag: &str) {
        if self.meta.language.is_empty() {
            tag.clone_into(&mut self.meta.language);
        }
    }

    /// Sets the name of the publication.
    pub fn set_publication(&mut self, name: &str) {
        self.meta.publisher = run(name).map(|run| String::from(run.text)).unwrap_or_default();
    }

    /// The index of the note with this name.
    pub(super) fn index(&self, place: &Place, label: &str) -> Option<usize> {
        self.letters.get(place)?.get(label).copied()
    }
}

impl Byline {
    /// `By A, B and C`; `None` without a name.
    pub fn by(&self) -> Option<String> {
        let (last, first) = self.names.split_last()?;
        Some(match first {
            [] => format!("By {last}"),
            first => format!("By {} and {last}", first.join(", ")),
        })
    }
}

impl Figure {
    /// `caption (credit)`, or whichever of them exists.
    pub fn legend(&self) -> Option<String> {
        match (&self.caption, &self.credit) {
            (Some(caption), Some(credit)) => Some(format!("{} ({})", caption.text, credit.text)),
            (Some(caption), None) => Some(caption.text.to_string()),
            (None, Some(credit)) => Some(format!("({})", credit.text)),
            (None, None) => None,
        }
    }
}

impl Entry {
    /// The title of the entry; without one, a reference that is not a link.
    pub fn title(&self) -> Option<Run> {
        match self.naming() {
            Naming::AsTyped => run(&self.source.title),
            Naming::LinkIsTitle => run(&self.source.link),
            Naming::TitleIsLink => None,
        }
    }

    /// The publisher.
    pub fn publisher(&self) -> Option<Run> {
        run(&self.source.publisher)
    }

    /// The link as typed, unless it is already shown as the title.
    pub fn link(&self) -> Option<Run> {
        match self.naming() {
            Naming::AsTyped => run(&self.source.link),
            Naming::LinkIsTitle => None,
            Naming::TitleIsLink => run(&self.source.title),
        }
    }

    /// The target of the entry, if it is on the web.
    fn target(&self) -> Option<&str> {
        let target = match self.naming() {
            Naming::AsTyped | Naming::LinkIsTitle => self.source.link.trim(),
            Naming::TitleIsLink => self.source.title.trim(),
        };
        Some(target).filter(|target| is_web(target))
    }

    /// The place of [`Entry::title`].
    pub fn title_place(&self) -> Place {
        let field = match self.naming() {
            Naming::LinkIsTitle => SourceField::Link,
            Naming::AsTyped | Naming::TitleIsLink => SourceField::Title,
        };
        Place::Source(self.source.key.clone(), field)
    }

    fn naming(&self) -> Naming {
        let (title, link) = (self.source.title.trim(), self.source.link.trim());
        match (title, link) {
            ("", link) if !is_web(link) => Naming::LinkIsTitle,
            (title, link) if is_web(title) && (link.is_empty() || link == title) => Naming::TitleIsLink,
            _ => Naming::AsTyped,
        }
    }
}

/// How a source is named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    AsTyped,
    /// A reference without title and link is its own title.
    LinkIsTitle,
    /// A title that is an address does not count as a title.
    TitleIsLink,
}

/// a, b, … z, aa, ab, …
pub(super) fn letter(index: usize) -> String {
    let mut rest = index + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

impl Body {
    /// Calls `visit` with every piece of every line, in reading order.
    pub fn each_inline<'a>(&'a self, visit: &mut dyn FnMut(&'a Inline)) {
        self.blocks.iter().for_each(|shown| each_inline(std::slice::from_ref(&**shown), visit));
    }
}
