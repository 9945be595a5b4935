//! Compose: what of an article is shown, where, and at which level. Every output, the preview included, is one
//! match over the parts of a [`Page`]; nothing downstream decides again what a reader sees.

mod address;
mod again;
mod body;
pub mod hidden;
mod lost;
mod meta;
mod moment;
mod pictures;
mod shape;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use crate::article::{Article, Id, LeadImage, Place, Section, Source, SourceField, Takeaway};
use crate::markdown::{Inline, Note, Run};

pub use address::{is_path, is_web, may_link, may_show};
pub(crate) use body::language_of_code;
use body::{Composed, Standing};
pub use body::{Shown, addresses_in_headings};
pub use lost::{LostAddress, lost_address, may_lose_address};
pub use meta::{Direction, Meta, direction, is_language, without_by};
pub use moment::moment;

/// The composed piece: its parts in reading order, with everything numbered.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub meta: Meta,
    pub parts: Vec<Part>,
    numbers: HashMap<String, usize>,
    letters: HashMap<Place, HashMap<String, usize>>,
}

/// One part of the piece. A part that is absent in the article is absent here.
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

/// The lead image. Without a file, its words stand for it, and a lone caption is those words.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Relative to the draft's folder, or a web link, as typed.
    pub file: Option<Run>,
    /// What the picture shows, with the place it was typed in.
    pub alt: Option<(Place, Run)>,
    pub caption: Option<Run>,
    pub credit: Option<Run>,
}

/// Who wrote it, and where.
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

/// A section's heading and where it was typed.
#[derive(Clone, Debug)]
pub struct Heading {
    pub place: Place,
    pub text: Run,
}

/// Blocks from one field. Heading levels are those to show (3 to 6, never skipping one); links are only those
/// that may be followed; notes are gone, they have a part of their own.
#[derive(Clone, Debug)]
pub struct Body {
    pub place: Place,
    pub blocks: Vec<Shown>,
}

/// A body's own footnote, with the letter it is shown under.
#[derive(Clone, Debug)]
pub struct PageNote {
    pub letter: String,
    pub place: Place,
    pub note: Arc<Note>,
    /// Whether some text refers to it.
    pub is_cited: bool,
}

/// An entry of the list of sources.
#[derive(Clone, Debug)]
pub struct Entry {
    /// From 1, as shown.
    pub number: usize,
    pub source: Arc<Source>,
}

/// What a citation in the text is shown as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cited<'a> {
    /// The source's number, and its link where that may be followed.
    Source { number: usize, link: Option<&'a str> },
    /// No source has the key: the marker is shown as it was typed.
    Nothing,
}

/// Composes one article. For an article being edited keep a [`Composer`].
pub fn compose(article: &Article) -> Page {
    Composer::default().page(article, Keep::Nothing)
}

/// Composes again and again, and each time parses only what has changed.
#[derive(Debug, Default)]
pub struct Composer {
    sections: HashMap<Id, (Arc<Section>, Arc<Composed>)>,
    takeaways: HashMap<Id, (Arc<Takeaway>, Point)>,
    lede: Option<(Arc<String>, Arc<Composed>)>,
}

/// What is kept of a page for the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Everything,
    /// There is no next one: memory is for this one.
    Nothing,
}

/// What the numbering needs of a body.
struct Noted {
    place: Place,
    notes: Vec<Arc<Note>>,
    refs: Vec<String>,
}

impl Composer {
    /// The page of an article.
    pub fn compose(&mut self, article: &Article) -> Page {
        self.page(article, Keep::Everything)
    }

    /// How many parts are remembered.
    pub fn remembered(&self) -> usize {
        self.sections.len() + self.takeaways.len() + usize::from(self.lede.is_some())
    }

    fn page(&mut self, article: &Article, keep: Keep) -> Page {
        let mut page = Page { meta: meta::meta(article), ..Page::default() };
        let takeaways = self.takeaways(article, keep);
        page.head(article, takeaways);
        let noted = self.bodies(article, keep, &mut page.parts);
        let entries = entries(article);
        page.numbers = entries.iter().map(|e| (e.source.key.clone(), e.number)).collect();
        page.add_notes(&noted);
        if !entries.is_empty() {
            page.parts.push(Part::Sources(entries));
        }
        page.parts.shrink_to_fit();
        page
    }

    fn takeaways(&mut self, article: &Article, keep: Keep) -> Vec<Point> {
        let mut old = std::mem::take(&mut self.takeaways);
        let mut points = Vec::with_capacity(article.takeaways.len());
        for takeaway in &article.takeaways {
            let known = old.remove(&takeaway.id).filter(|(known, _)| Arc::ptr_eq(known, takeaway));
            let point = match known {
                Some((_, point)) => point,
                None => Point { id: takeaway.id, content: Arc::new(body::line(&takeaway.text)) },
            };
            if keep == Keep::Everything {
                self.takeaways.insert(takeaway.id, (takeaway.clone(), point.clone()));
            }
            if !point.content.is_empty() {
                points.push(point);
            }
        }
        points
    }

    /// Adds the parts of the lede and the sections.
    fn bodies(&mut self, article: &Article, keep: Keep, parts: &mut Vec<Part>) -> Vec<Noted> {
        let mut noted = Vec::new();
        let mut has_heading = self.lede(&article.lede, keep, parts, &mut noted);
        let mut old = std::mem::take(&mut self.sections);
        for section in &article.sections {
            let heading = run(&section.heading)
                .map(|text| Part::Heading(Heading { place: Place::Heading(section.id), text }));
            has_heading |= heading.is_some();
            parts.extend(heading);
            let standing = if has_heading { Standing::Section } else { Standing::Lede };
            let known = old.remove(&section.id).filter(|(_, composed)| composed.standing == standing);
            let composed = match known {
                Some((known, composed)) if Arc::ptr_eq(&known, section) => composed,
                Some((known, composed)) => body::recompose(&composed, &known.body, &section.body).into(),
                None => composed(Place::Body(section.id), &section.body, standing, keep).into(),
            };
            has_heading |= composed.has_heading();
            if keep == Keep::Everything {
                self.sections.insert(section.id, (section.clone(), Arc::clone(&composed)));
            }
            add(composed, parts, &mut noted);
        }
        noted
    }

    /// Adds the parts of the lede. Whether a heading in it opens a section.
    fn lede(&mut self, lede: &Arc<String>, keep: Keep, parts: &mut Vec<Part>, noted: &mut Vec<Noted>) -> bool {
        let composed = match self.lede.take() {
            Some((known, composed)) if Arc::ptr_eq(&known, lede) => composed,
            Some((known, composed)) => body::recompose(&composed, &known, lede).into(),
            None => composed(Place::Lede, lede, Standing::Lede, keep).into(),
        };
        let has_heading = composed.has_heading();
        if keep == Keep::Everything {
            self.lede = Some((lede.clone(), Arc::clone(&composed)));
        }
        add(composed, parts, noted);
        has_heading
    }
}

fn composed(place: Place, text: &str, standing: Standing, keep: Keep) -> Composed {
    match keep {
        Keep::Everything => body::compose(place, text, standing),
        Keep::Nothing => body::compose_once(place, text, standing),
    }
}

/// Adds what a body shows, and what is to be numbered in it.
fn add(composed: Arc<Composed>, parts: &mut Vec<Part>, noted: &mut Vec<Noted>) {
    let Composed { place, parts: shown, notes, refs, .. } = Arc::unwrap_or_clone(composed);
    parts.extend(shown);
    if !notes.is_empty() || !refs.is_empty() {
        noted.push(Noted { place, notes, refs });
    }
}

impl Page {
    /// What a citation of this key is shown as.
    pub fn citation(&self, key: &str) -> Cited<'_> {
        let Some(number) = self.numbers.get(key).copied() else { return Cited::Nothing };
        let entry = self.sources().get(number.saturating_sub(1));
        Cited::Source { number, link: entry.and_then(Entry::target) }
    }

    /// The letter of a body's own footnote.
    pub fn letter(&self, place: &Place, label: &str) -> Option<String> {
        self.index(place, label).map(letter)
    }

    /// The entries of the list of sources; empty when there is none.
    pub fn sources(&self) -> &[Entry] {
        match self.parts.last() {
            Some(Part::Sources(entries)) => entries,
            _ => &[],
        }
    }

    /// The notes of all bodies, in the order of their letters.
    pub fn notes(&self) -> &[PageNote] {
        self.parts
            .iter()
            .rev()
            .take(2)
            .find_map(|part| match part {
                Part::Notes(notes) => Some(notes.as_slice()),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// Gives the piece the language of the house where the draft names none.
    pub fn set_house_language(&mut self, tag: &str) {
        if self.meta.language.is_empty() {
            tag.clone_into(&mut self.meta.language);
        }
    }

    /// Says which publication the piece is for.
    pub fn set_publication(&mut self, name: &str) {
        self.meta.publisher = run(name).map(|run| String::from(run.text)).unwrap_or_default();
    }

    /// Everything a reader sees, as text without byte ranges: equal for pages that are equal to a reader.
    pub fn shape(&self) -> String {
        shape::shape(self)
    }

    fn head(&mut self, article: &Article, takeaways: Vec<Point>) {
        self.parts.extend(run(&article.headline).map(Part::Headline));
        self.parts.extend(figure(&article.image).map(|figure| Part::Image(figure.into())));
        self.parts.extend(run(&article.deck).map(Part::Deck));
        let names = self.meta.authors.clone();
        let dateline = run(&article.dateline);
        if !names.is_empty() || dateline.is_some() {
            self.parts.push(Part::Byline(Byline { names, dateline }));
        }
        if !takeaways.is_empty() {
            self.parts.push(Part::Takeaways(takeaways));
        }
    }

    /// The position among the notes of the one with this name.
    fn index(&self, place: &Place, label: &str) -> Option<usize> {
        self.letters.get(place)?.get(label).copied()
    }

    fn name(&mut self, place: &Place, label: &str, index: usize) {
        // Most names are of the same few bodies: only a new one is copied.
        match self.letters.get_mut(place) {
            Some(labels) => drop(labels.insert(label.to_owned(), index)),
            None => drop(self.letters.insert(place.clone(), HashMap::from([(label.to_owned(), index)]))),
        }
    }

    /// Letters the notes in the order in which they are first referred to, then those that nothing refers to.
    fn add_notes(&mut self, bodies: &[Noted]) {
        let defined = defined(bodies);
        let mut notes = Vec::new();
        let refs = bodies.iter().flat_map(|body| body.refs.iter().map(|label| (&body.place, label.as_str())));
        let mut waiting: VecDeque<NoteName<'_>> = refs.collect();
        while let Some((place, label)) = waiting.pop_front() {
            let Some(note) = defined.get(&(place, label)).filter(|_| self.index(place, label).is_none()) else {
                continue;
            };
            waiting.extend(body::note_refs(&note.blocks).into_iter().map(|label| (place, label)));
            self.name(place, label, notes.len());
            notes.push(PageNote {
                letter: letter(notes.len()),
                place: place.clone(),
                note: Arc::clone(note),
                is_cited: true,
            });
        }
        let shown: HashSet<*const Note> = notes.iter().map(|n| Arc::as_ptr(&n.note)).collect();
        for (body, note) in bodies.iter().flat_map(|body| body.notes.iter().map(move |note| (body, note))) {
            if !shown.contains(&Arc::as_ptr(note)) {
                let place = body.place.clone();
                if self.index(&place, &note.label).is_none() {
                    self.name(&place, &note.label, notes.len());
                }
                notes.push(PageNote {
                    letter: letter(notes.len()),
                    place,
                    note: Arc::clone(note),
                    is_cited: false,
                });
            }
        }
        if !notes.is_empty() {
            self.parts.push(Part::Notes(notes));
        }
    }
}

/// A footnote's name in the whole piece: the body it stands in, and its label there.
type NoteName<'a> = (&'a Place, &'a str);

/// Every footnote by its name; of two with one name the first counts.
fn defined(bodies: &[Noted]) -> HashMap<NoteName<'_>, &Arc<Note>> {
    let mut defined = HashMap::new();
    for body in bodies {
        for note in &body.notes {
            defined.entry((&body.place, note.label.as_str())).or_insert(note);
        }
    }
    defined
}

impl Byline {
    /// `By A, B and C`; nothing without a name.
    pub fn by(&self) -> Option<String> {
        let (last, first) = self.names.split_last()?;
        Some(match first {
            [] => format!("By {last}"),
            first => format!("By {} and {last}", first.join(", ")),
        })
    }
}

impl Figure {
    /// `caption (credit)`, of what there is.
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
    /// What the entry is called: the title, or without one a reference that is no link.
    pub fn title(&self) -> Option<Run> {
        match self.naming() {
            Naming::AsTyped => run(&self.source.title),
            Naming::LinkIsTitle => run(&self.source.link),
            Naming::TitleIsLink => None,
        }
    }

    /// Who published it.
    pub fn publisher(&self) -> Option<Run> {
        run(&self.source.publisher)
    }

    /// The link as typed, unless it already stands as the title.
    pub fn link(&self) -> Option<Run> {
        match self.naming() {
            Naming::AsTyped => run(&self.source.link),
            Naming::LinkIsTitle => None,
            Naming::TitleIsLink => run(&self.source.title),
        }
    }

    /// Where the entry leads, if that is on the web.
    fn target(&self) -> Option<&str> {
        let target = match self.naming() {
            Naming::AsTyped | Naming::LinkIsTitle => self.source.link.trim(),
            Naming::TitleIsLink => self.source.title.trim(),
        };
        Some(target).filter(|target| is_web(target))
    }

    /// The place of what [`Entry::title`] gives.
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

/// Which field of a source says what.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    AsTyped,
    /// An unlinked reference without a title is known by its words: they are its title.
    LinkIsTitle,
    /// A title that is an address is no title.
    TitleIsLink,
}

/// A line of plain text as it is shown: on one line, without space around it. `None` when nothing is left.
fn run(text: &str) -> Option<Run> {
    let shown = text.trim();
    let start = text.len() - text.trim_start().len();
    let range = start..start + shown.len();
    let (swept, _) = hidden::shown(shown);
    let text = swept.trim().replace("\r\n", " ").replace(['\n', '\r'], " ");
    (!text.is_empty()).then(|| Run { text: text.into(), range })
}

fn figure(image: &LeadImage) -> Option<Figure> {
    let file = run(&image.file).filter(|file| may_show(&file.text));
    let mut alt = run(&image.alt).map(|alt| (Place::ImageAlt, alt));
    let mut caption = run(&image.caption);
    let credit = run(&image.credit);
    if file.is_none() && alt.is_none() {
        alt = caption.take().map(|caption| (Place::ImageCaption, caption));
    }
    let is_empty = file.is_none() && alt.is_none() && caption.is_none() && credit.is_none();
    (!is_empty).then_some(Figure { file, alt, caption, credit })
}

fn entries(article: &Article) -> Vec<Entry> {
    let shown = article.sources.iter().filter(|source| is_listed(source));
    shown.enumerate().map(|(index, source)| Entry { number: index + 1, source: source.clone() }).collect()
}

/// Whether a source stands in the list: something of what the list shows is filled in.
pub fn is_listed(source: &Source) -> bool {
    [&source.link, &source.title, &source.publisher].iter().any(|text| !text.trim().is_empty())
}

/// a, b, … z, aa, ab, …
fn letter(index: usize) -> String {
    let mut rest = index + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests;
