//! Composes a page: what is shown of an article, where, and at which level. Every output, including the preview, is a
//! match over the parts of a [`Page`]; nothing after this decides again what a reader sees.

mod stretch;
mod parts;
mod shown;
mod line;
mod inlines;
mod again;
mod body;
pub mod hidden;
mod lost;
mod meta;
mod iso_date;
mod pictures;
mod shape;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use crate::article::{Article, Id, LeadImage, Place, Section, Source, Takeaway};
use crate::link::may_show;
use crate::markdown::Note;

pub use body::addresses_in_headings;
pub(crate) use body::language_of_code;
use body::{Composed, Standing};
pub use iso_date::moment;
use line::run;
pub use lost::{LostAddress, lost_address, may_lose_address};
pub use meta::{Direction, Meta, direction, is_language, known_direction, without_by};
use parts::letter;
pub use parts::{Body, Byline, Cited, Entry, Figure, Heading, Page, PageNote, Part, Point};
pub use shown::Shown;

/// Composes one article. For an article being edited, keep a [`Composer`].
pub fn compose(article: &Article) -> Page {
    Composer::default().page(article, Keep::Nothing)
}

/// Composes repeatedly, and parses only what has changed.
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
    /// There is no next one, so memory is saved.
    Nothing,
}

/// What the numbering needs to know about a body.
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

    /// The number of cached parts.
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
                Some((known, composed)) => recomposed(&composed, &known.body, &section.body).into(),
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

    /// Adds the parts of the lede. Returns whether a heading in it opens a section.
    fn lede(&mut self, lede: &Arc<String>, keep: Keep, parts: &mut Vec<Part>, noted: &mut Vec<Noted>) -> bool {
        let composed = match self.lede.take() {
            Some((known, composed)) if Arc::ptr_eq(&known, lede) => composed,
            Some((known, composed)) => recomposed(&composed, &known, lede).into(),
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
        Keep::Everything if again::is_worth_it(text) => {
            body::of_stretches(place, standing, again::stretches(text, standing))
        }
        Keep::Everything | Keep::Nothing => body::compose(place, text, standing),
    }
}

/// Composes an edited body; `known` is the composed text `before` the edit.
fn recomposed(known: &Composed, before: &str, text: &str) -> Composed {
    let whole = || composed(known.place.clone(), text, known.standing, Keep::Everything);
    again::compose(known, before, text).unwrap_or_else(whole)
}

/// Adds the parts of a body, and what has to be numbered in it.
fn add(composed: Arc<Composed>, parts: &mut Vec<Part>, noted: &mut Vec<Noted>) {
    let Composed { place, parts: shown, notes, refs, .. } = Arc::unwrap_or_clone(composed);
    parts.extend(shown);
    if !notes.is_empty() || !refs.is_empty() {
        noted.push(Noted { place, notes, refs });
    }
}

impl Page {
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

    fn name(&mut self, place: &Place, label: &str, index: usize) {
        // Most names are of the same few bodies, and only a new one is copied.
        match self.letters.get_mut(place) {
            Some(labels) => drop(labels.insert(label.to_owned(), index)),
            None => drop(self.letters.insert(place.clone(), HashMap::from([(label.to_owned(), index)]))),
        }
    }

    /// Letters the notes in the order in which they are first referred to, then those without a reference.
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

/// The name of a footnote in the whole article: its body, and its label there.
type NoteName<'a> = (&'a Place, &'a str);

/// All footnotes by name; of two with the same name, the first counts.
fn defined(bodies: &[Noted]) -> HashMap<NoteName<'_>, &Arc<Note>> {
    let mut defined = HashMap::new();
    for body in bodies {
        for note in &body.notes {
            defined.entry((&body.place, note.label.as_str())).or_insert(note);
        }
    }
    defined
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

/// Whether a source is in the list of sources: one of the fields shown there is filled in.
pub fn is_listed(source: &Source) -> bool {
    [&source.link, &source.title, &source.publisher].iter().any(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests;
