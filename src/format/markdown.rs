//! Markdown, both ways: CommonMark with GFM's tables and footnotes, spelled so that any renderer shows what the
//! writer typed. How a block is spelled is in `markdown::write`; front matter in its own file.

mod comments;
mod embedded;
mod front_matter;
mod read;
mod tags;

use std::collections::{HashMap, HashSet, VecDeque};

use crate::article::Place;
use crate::markdown::write::{self, Finished, Flow, Marks, Spelling, destination, entity};
use crate::markdown::{Block, Inline, Link, List, ListItem, Run};
use crate::page::{Byline, Cited, Entry, Figure, Page, PageNote, Part, Point, Shown, is_web};
use crate::recognise::label;

pub use read::read;
pub(crate) use read::{byline as byline_of, is_byline};

/// Whether the file begins with YAML front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatter {
    With,
    Without,
}

/// Writes a page as Markdown: blocks with one blank line between them, and a line break at the end.
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
        // Words at the top, broken into lines such as `Title: …`, are no head.
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
    /// The fields of the section being written, whose notes stand at its end.
    places: Vec<&'a Place>,
    /// The cited notes of the sections to come, by the field they stand in, with their place in the order of all.
    cited: HashMap<&'a Place, Vec<(usize, &'a PageNote)>>,
    /// The notes that no text refers to and that are still to come, in the order of their letters.
    uncited: VecDeque<&'a PageNote>,
    /// Where among all of them the last one of a field stands.
    last_uncited: HashMap<&'a Place, usize>,
    /// How many of them are written.
    uncited_done: usize,
    /// The letters of the notes that are written.
    noted: HashSet<&'a str>,
    /// Whether a heading or a list stands between the head of the piece and what comes next.
    has_label: bool,
}

impl<'a> Renderer<'a> {
    fn part(&mut self, part: &'a Part) {
        match part {
            // Sites set what the front matter says above the text.
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
                // Those of bodies that show nothing else.
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
        // All takeaways are one list, and no takeaway has a note of its own: one place serves for all.
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
        // Taken out as they are written, so that no section looks through the notes of the others.
        let notes = places.iter().flat_map(|place| self.cited.remove(place).unwrap_or_default());
        let mut notes: Vec<(usize, &PageNote)> = notes.collect();
        notes.sort_by_key(|(index, _)| *index);
        notes.into_iter().for_each(|(_, note)| self.note(note));
        self.uncited_of(&places);
    }

    /// Writes the uncited notes of these fields, and those before them: of a body that shows nothing else.
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

/// How a page's citations and notes are spelled in a finished file.
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

/// A line of plain text as Markdown.
fn line(text: &str) -> String {
    write::line(&[Inline::Text(Run::plain(text))], &Finished)
}

fn strong(text: &str) -> String {
    write::line(&[Inline::Strong(vec![Inline::Text(Run::plain(text))])], &Finished)
}

/// The deck. One that reads like the label of a list of ours is spelled so that it is none.
fn deck(text: &str) -> String {
    let written = strong(text);
    match written.strip_prefix("**").filter(|_| label(text).is_some()) {
        Some(words) => format!("**{}", first_as_entity(text, words)),
        None => written,
    }
}

fn emphasis(text: &str) -> String {
    write::line(&[Inline::Emphasis(vec![Inline::Text(Run::plain(text))])], &Finished)
}

fn heading(level: u8, text: &str) -> String {
    write::heading(level, &[Inline::Text(Run::plain(text))], &Finished)
}

/// A section's heading. One that reads like the label of a list of ours is spelled so that it is none.
fn section_heading(text: &str) -> String {
    let written = heading(2, text);
    match written.strip_prefix("## ").filter(|_| label(text).is_some()) {
        Some(words) => format!("## {}", first_as_entity(text, words)),
        None => written,
    }
}

/// The same words, the first character spelled as an entity.
fn first_as_entity(text: &str, written: &str) -> String {
    let Some(first) = text.chars().next() else { return written.to_owned() };
    match written.strip_prefix(first) {
        Some(rest) => format!("{}{rest}", entity(first)),
        None => written.to_owned(),
    }
}

/// The lead image: `![alt](file)`, or without a file an italic line; the caption and the credit another.
fn figure_text(figure: &Figure) -> Vec<String> {
    let alt = figure.alt.as_ref().map(|(_, alt)| alt.text.as_str());
    let picture = match (&figure.file, alt) {
        (Some(file), alt) => Some(image(alt.unwrap_or_default(), &file.text)),
        (None, alt) => alt.map(|alt| emphasis(&own_brackets(alt))),
    };
    let legend = legend(figure);
    picture.into_iter().chain(legend).map(as_entities).collect()
}

fn image(alt: &str, file: &str) -> String {
    let content = if alt.is_empty() { Vec::new() } else { vec![Inline::Text(Run::plain(alt))] };
    let link = Link { target: file.to_owned(), title: String::new(), content, range: 0..0 };
    write::line(&[Inline::Image(link.into())], &Finished)
}

/// `caption (credit)`. Brackets that belong to the words themselves are spelled as entities where they could be
/// taken for a credit's.
fn legend(figure: &Figure) -> Option<String> {
    let caption = figure.caption.as_ref().map(|run| own_brackets(&run.text));
    let credit = figure.credit.as_ref().map(|run| all_brackets(&run.text));
    let text = match (caption, credit) {
        (Some(caption), Some(credit)) => format!("{caption} ({credit})"),
        (Some(caption), None) => caption,
        (None, Some(credit)) => format!("({credit})"),
        (None, None) => return None,
    };
    Some(emphasis(&text))
}

/// Characters that are spelled as entities, each with a stand-in for it while the text is being escaped. Those are not
/// characters of any script.
const STAND_INS: [(char, char); 4] = [('(', '\u{FDD0}'), (')', '\u{FDD1}'), (',', '\u{FDD2}'), ('—', '\u{FDD3}')];

fn own_brackets(text: &str) -> String {
    if text.ends_with(')') { all_brackets(text) } else { text.into() }
}

fn all_brackets(text: &str) -> String {
    stood_in(text, &['(', ')'])
}

fn stood_in(text: &str, wanted: &[char]) -> String {
    let stand_in = |c: char| STAND_INS.iter().find(|(own, _)| *own == c && wanted.contains(own)).map(|(_, c)| *c);
    text.chars().map(|c| stand_in(c).unwrap_or(c)).collect()
}

/// The entities in the place of their stand-ins.
fn as_entities(text: String) -> String {
    let own = |c: char| STAND_INS.iter().find(|(_, stand_in)| *stand_in == c).map(|(own, _)| *own);
    if !text.contains(|c| own(c).is_some()) {
        return text;
    }
    text.chars().map(|c| own(c).map_or_else(|| c.to_string(), entity)).collect()
}

/// `By A, B and C — Dateline`. What of a name could be taken for the words between names is spelled as entities,
/// and so is the first space where the names would not be taken for a byline.
fn byline_text(byline: &Byline) -> String {
    let names = byline.names.iter().map(|name| byline_name(name)).collect();
    let dateline = byline.dateline.as_ref().map(|run| dateline_text(&run.text));
    let text = match (Byline { names, dateline: None }.by(), dateline) {
        (Some(by), Some(dateline)) => format!("{by} — {dateline}"),
        (Some(by), None) => by,
        (None, Some(dateline)) if dateline.starts_with("By ") => format!("{} —", first_as_entity("B", &dateline)),
        (None, Some(dateline)) => format!("{dateline} —"),
        (None, None) => String::new(),
    };
    let text = write::without_pairs(text, &['$', '~']);
    match text.strip_prefix("By ") {
        Some(rest) if !byline.names.is_empty() && !read::is_byline(&text) => format!("By&#32;{rest}"),
        _ => text,
    }
}

fn byline_name(name: &str) -> String {
    let spelled = as_entities(line(&stood_in(name, &[',', '—'])));
    // Entities are put in after escaping, which would escape them.
    let word = |word| if word == "and" { "&#97;nd" } else { word };
    spelled.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn dateline_text(text: &str) -> String {
    as_entities(line(&stood_in(text, &['—'])))
}

/// `1. [Title](link), *Publisher*`, of what there is. A reference that is no link stands last; behind a mere title
/// the space before it is an entity, which tells it from the title's own words.
fn entry_text(entry: &Entry) -> String {
    let publisher = entry.publisher().map(|run| emphasis(&run.text));
    let reference = entry.link().map(|run| run.text);
    let title = entry.title().map(|run| run.text);
    let text = match (title, reference) {
        (Some(title), Some(link)) if is_web(&link) => joined([Some(linked(&title, &link)), publisher, None]),
        (Some(title), Some(link)) if publisher.is_none() => format!("{},&#32;{}", line(&title), line(&link)),
        (Some(title), link) => joined([Some(line(&title)), publisher, link.map(|link| line(&link))]),
        (None, Some(link)) => joined([publisher, Some(linked(&link, &link)), None]),
        (None, None) => joined([publisher, None, None]),
    };
    format!("{}. {}", entry.number, write::without_pairs(text, &['$']))
}

fn joined(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn linked(words: &str, target: &str) -> String {
    let content = vec![Inline::Text(Run::plain(words))];
    let link = Link { target: target.to_owned(), title: String::new(), content, range: 0..0 };
    write::line(&[Inline::Link(link.into())], &Finished)
}

/// The first block of a piece that has no takeaways: one that reads like a line of the head is spelled so that it
/// is none.
fn guarded(block: &Block, text: String) -> String {
    let Block::Paragraph(content) = block else { return text };
    match content.as_slice() {
        [Inline::Image(link)] if link.title.is_empty() => match text.strip_suffix(')') {
            Some(open) => format!("{open} '')"),
            None => text,
        },
        [Inline::Emphasis(_)] => other_sign(&text, "*", "_"),
        [Inline::Strong(_)] => other_sign(&text, "**", "__"),
        _ if read::is_byline(&text) => {
            let first = text.chars().next();
            first.map_or(text.clone(), |first| first_as_entity(&first.to_string(), &text))
        }
        _ => text,
    }
}

fn other_sign(text: &str, from: &str, to: &str) -> String {
    match text.strip_prefix(from).and_then(|rest| rest.strip_suffix(from)) {
        Some(inner) => format!("{to}{inner}{to}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
