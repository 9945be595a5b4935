//! Markdown in both directions: CommonMark with GFM tables and footnotes, written so that any renderer shows what the
//! writer typed. `markdown::write` writes blocks, `plain_lines` the lines around the bodies, and `front_matter` the
//! front matter.

mod comments;
mod embedded;
mod front_matter;
mod plain_lines;
mod read;
mod tags;

use std::collections::{HashMap, HashSet, VecDeque};

use crate::article::Place;
use crate::markdown::write::{self, Flow, Marks, Spelling, destination};
use crate::markdown::{Block, List, ListItem};
use crate::page::{Byline, Cited, Page, PageNote, Part, Point, Shown};

use plain_lines::{byline_text, deck, entry_text, figure_text, guarded, heading, section_heading};
pub use read::read;

/// Whether the file starts with YAML front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatter {
    With,
    Without,
}

/// Writes a page as Markdown: blocks separated by one blank line, and a line break at the end.
pub fn render(page: &Page, front_matter: FrontMatter) -> String {
    let mut out = Renderer {
        page,
        front_matter,
        blocks: Vec::new(),
        flow: Flow::default(),
        places: Vec::new(),
        cited: cited_notes(page),
        uncited: uncited(page).collect(),
        last_uncited: uncited(page).enumerate().map(|(at, note)| (&note.place, at)).collect(),
        uncited_done: 0,
        noted: HashSet::new(),
        has_label: false,
    };
    page.parts.iter().for_each(|part| out.part(part));
    out.end_section();
    let head = match front_matter {
        FrontMatter::With => front_matter::render(page),
        FrontMatter::Without => String::new(),
    };
    let mut text = out.blocks.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    if head.is_empty() && front_matter::split(&text).0.is_some() {
        // Text at the top with lines such as `Title: …` must not be read as metadata.
        text = text.replacen(':', "&#58;", 1);
    }
    match (head.is_empty(), text.is_empty()) {
        (false, false) => format!("{head}\n{text}"),
        _ => head + &text,
    }
}

fn cited_notes(page: &Page) -> HashMap<&Place, Vec<(usize, &PageNote)>> {
    let mut notes: HashMap<&Place, Vec<(usize, &PageNote)>> = HashMap::new();
    for (index, note) in page.notes().iter().enumerate().filter(|(_, note)| note.is_cited) {
        notes.entry(&note.place).or_default().push((index, note));
    }
    notes
}

fn uncited(page: &Page) -> impl Iterator<Item = &PageNote> {
    page.notes().iter().filter(|note| !note.is_cited)
}

struct Renderer<'a> {
    page: &'a Page,
    front_matter: FrontMatter,
    blocks: Vec<String>,
    flow: Flow,
    /// The fields of the current section, whose notes are written at its end.
    places: Vec<&'a Place>,
    /// The cited notes of the following sections, by field, with their position among all notes.
    cited: HashMap<&'a Place, Vec<(usize, &'a PageNote)>>,
    /// The notes without a reference that have not been written, in the order of their letters.
    uncited: VecDeque<&'a PageNote>,
    /// The position of the last one of each field among all of them.
    last_uncited: HashMap<&'a Place, usize>,
    /// The number of those that have been written.
    uncited_done: usize,
    /// The letters of the notes that have been written.
    noted: HashSet<&'a str>,
    /// Whether a heading or list separates the head of the article from what comes next.
    has_label: bool,
}

impl<'a> Renderer<'a> {
    fn part(&mut self, part: &'a Part) {
        match part {
            // Sites show the front matter above the text.
            Part::Headline(_) if self.front_matter == FrontMatter::With => {}
            Part::Headline(run) => self.push(heading(1, &run.text)),
            Part::Image(figure) => self.blocks.extend(figure_text(figure)),
            Part::Deck(run) => self.push(deck(&run.text)),
            Part::Byline(byline) => self.byline(byline),
            Part::Takeaways(points) => self.takeaways(points),
            Part::Heading(heading) => {
                self.end_section();
                self.has_label = true;
                self.push(section_heading(&heading.text.text));
            }
            Part::Body(body) => self.body(&body.place, &body.blocks),
            Part::Notes(notes) => {
                self.end_section();
                // Those of bodies without other content.
                for note in notes {
                    self.note(note);
                }
            }
            Part::Sources(entries) => {
                self.end_section();
                let items: Vec<String> = entries.iter().map(entry_text).collect();
                self.push("## Sources".into());
                self.push(items.join("\n"));
            }
        }
    }

    fn push(&mut self, block: String) {
        self.flow = Flow::default();
        self.blocks.push(block);
    }

    fn byline(&mut self, byline: &Byline) {
        let text = match (self.front_matter, &byline.dateline) {
            (FrontMatter::Without, _) => byline_text(byline),
            (FrontMatter::With, None) => return,
            (FrontMatter::With, dateline) => {
                byline_text(&Byline { names: Vec::new(), dateline: dateline.clone() })
            }
        };
        self.push(text);
    }

    fn takeaways(&mut self, points: &[Point]) {
        let item = |point: &Point| {
            let block = Block::Paragraph(point.content.to_vec());
            (ListItem { task: None, blocks: vec![block] }, Place::Takeaway(point.id))
        };
        self.push("## Key Takeaways".into());
        // All takeaways are in one list and have no notes, so a single place is enough.
        let (items, places): (Vec<ListItem>, Vec<Place>) = points.iter().map(item).unzip();
        let marks = PageMarks { page: self.page, place: places.first().unwrap_or(&Place::Takeaways) };
        let list = Block::List(List { start: None, loose: false, items }.into());
        let text = self.flow.write(&list, &marks);
        self.blocks.push(text);
        self.has_label = true;
    }

    fn body(&mut self, place: &'a Place, blocks: &[Shown]) {
        let marks = PageMarks { page: self.page, place };
        for block in blocks {
            let text = self.flow.write(block, &marks);
            let is_first = !std::mem::replace(&mut self.has_label, true);
            self.blocks.push(if is_first { guarded(block, text) } else { text });
        }
        self.places.push(place);
    }

    /// Writes the notes of the section that ends here.
    fn end_section(&mut self) {
        let places = std::mem::take(&mut self.places);
        // Removed as they are written, so that no section searches the notes of the others.
        let notes = places.iter().flat_map(|place| self.cited.remove(place).unwrap_or_default());
        let mut notes: Vec<(usize, &PageNote)> = notes.collect();
        notes.sort_by_key(|(index, _)| *index);
        notes.into_iter().for_each(|(_, note)| self.note(note));
        self.uncited_of(&places);
    }

    /// Writes the notes without a reference of these fields, and earlier ones of bodies without other content.
    fn uncited_of(&mut self, places: &[&Place]) {
        let last = places.iter().filter_map(|place| self.last_uncited.get(place)).max();
        let count = last.map_or(0, |last| (last + 1).saturating_sub(self.uncited_done));
        self.uncited_done += count;
        for _ in 0..count {
            if let Some(note) = self.uncited.pop_front() {
                self.note(note);
            }
        }
    }

    fn note(&mut self, note: &'a PageNote) {
        if self.noted.insert(&note.letter) {
            self.push(note_text(self.page, note));
        }
    }
}

/// The spelling of a page's citations and notes in an export.
struct PageMarks<'a> {
    page: &'a Page,
    place: &'a Place,
}

impl Marks for PageMarks<'_> {
    fn citation(&self, key: &str) -> String {
        match self.page.citation(key) {
            Cited::Source { number, link: Some(link) } => {
                format!("[[{number}]]({})", destination(link, self.spelling()))
            }
            Cited::Source { number, link: None } => format!("[{number}]"),
            Cited::Nothing => format!("\\[^{key}\\]"),
        }
    }

    fn label(&self, label: &str) -> String {
        self.page.letter(self.place, label).unwrap_or_else(|| label.to_owned())
    }

    fn spelling(&self) -> Spelling {
        Spelling::Anywhere
    }
}

fn note_text(page: &Page, note: &PageNote) -> String {
    let marks = PageMarks { page, place: &note.place };
    let lines = write::blocks(&note.note.blocks, &marks);
    let mut out = format!("[^{}]:", note.letter);
    for (index, line) in lines.lines().enumerate() {
        match (index, line) {
            (0, line) => out.push_str(&format!(" {line}")),
            (_, "") => out.push('\n'),
            (_, line) => out.push_str(&format!("\n    {line}")),
        }
    }
    out
}

#[cfg(test)]
mod tests;
