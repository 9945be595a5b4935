//! Ten thousand random edits, saves, reloads and undos: at every step the draft equals a plain model. The model knows
//! nothing of deltas, ids or files: it consists of values, and undo is a stack of complete copies.

use std::path::PathBuf;
use std::sync::Arc;

use copydesk::article::{
    Article, Direction, Id, Item, ItemKind, LeadImage, Place, Section, Source, SourceField, Takeaway,
};
use copydesk::document::Document;
use copydesk::file::{self, Expected, FileKind, UserFolders};
use copydesk::history::PAUSE_SECS;
use copydesk::writing::{Change, Selection};

const STEPS: usize = 10_000;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % below.max(1) as u64).unwrap()
    }

    fn words(&mut self) -> String {
        const PIECES: [&str; 24] = [
            "a",
            "word",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\t",
            "\"",
            "\"#",
            "\\",
            "é",
            "e\u{301}",
            "👩🏽‍✈️",
            "שלום",
            "\u{feff}",
            "\u{202e}",
            "\u{1}",
            "\0",
            "(",
            "),",
            "- item",
            "`code`",
            "\u{fffd}",
        ];
        (0..self.roll(4)).map(|_| PIECES[self.roll(PIECES.len())]).collect()
    }
}

/// The article as plain values.
#[derive(Clone, Debug, Default, PartialEq)]
struct Plain {
    /// Those of [`HEADS`].
    texts: [String; 14],
    /// Byline, tags.
    lists: [Vec<String>; 2],
    target_words: Option<u32>,
    takeaways: Vec<(u32, String)>,
    sections: Vec<(u32, String, String)>,
    /// Key, title, note.
    sources: Vec<(String, String, String)>,
}

/// The texts outside of lists.
const HEADS: [Place; 14] = [
    Place::Headline,
    Place::Deck,
    Place::Note,
    Place::Lede,
    Place::ImageFile,
    Place::ImageAlt,
    Place::ImageCaption,
    Place::ImageCredit,
    Place::Dateline,
    Place::Slug,
    Place::Language,
    Place::Published,
    Place::Updated,
    Place::Canonical,
];

impl Plain {
    fn article(&self) -> Article {
        let [
            headline,
            deck,
            note,
            lede,
            file,
            alt,
            caption,
            credit,
            dateline,
            slug,
            language,
            published,
            updated,
            canonical,
        ] = self.texts.clone();
        let [byline, tags] = self.lists.clone();
        let takeaways = self.takeaways.iter().map(|(id, text)| Takeaway {
            id: Id(*id),
            text: text.clone(),
            ..Takeaway::default()
        });
        let sections = self.sections.iter().map(|(id, heading, body)| Section {
            id: Id(*id),
            heading: heading.clone(),
            body: body.clone(),
            ..Section::default()
        });
        let sources = self.sources.iter().map(|(key, title, note)| Source {
            key: key.clone(),
            title: title.clone(),
            note: note.clone(),
            ..Source::default()
        });
        Article {
            headline,
            deck,
            note,
            lede: Arc::new(lede),
            image: LeadImage { file, alt, caption, credit, ..LeadImage::default() },
            byline,
            tags,
            dateline,
            slug,
            language,
            published,
            updated,
            canonical,
            target_words: self.target_words,
            takeaways: takeaways.map(Arc::new).collect(),
            sections: sections.map(Arc::new).collect(),
            sources: sources.map(Arc::new).collect(),
            ..Article::default()
        }
    }

    /// Every text with its place.
    fn texts(&mut self) -> Vec<(Place, &mut String)> {
        let mut all: Vec<(Place, &mut String)> = HEADS.into_iter().zip(&mut self.texts).collect();
        all.extend(self.takeaways.iter_mut().map(|(id, text)| (Place::Takeaway(Id(*id)), text)));
        for (id, heading, body) in &mut self.sections {
            all.push((Place::Heading(Id(*id)), heading));
            all.push((Place::Body(Id(*id)), body));
        }
        for (key, title, note) in &mut self.sources {
            all.push((Place::Source(key.clone(), SourceField::Title), title));
            all.push((Place::Source(key.clone(), SourceField::Note), note));
        }
        all
    }

    fn len(&self, kind: ItemKind) -> usize {
        match kind {
            ItemKind::Takeaway => self.takeaways.len(),
            ItemKind::Section => self.sections.len(),
            ItemKind::Source => self.sources.len(),
        }
    }

    fn item(&self, kind: ItemKind, at: usize) -> Item {
        match kind {
            ItemKind::Takeaway => Item::Takeaway(Id(self.takeaways[at].0)),
            ItemKind::Section => Item::Section(Id(self.sections[at].0)),
            ItemKind::Source => Item::Source(self.sources[at].0.clone()),
        }
    }

    fn insert(&mut self, at: usize, item: &Item) {
        let at = at.min(self.len(item.kind()));
        match item {
            Item::Takeaway(id) => self.takeaways.insert(at, (id.0, String::new())),
            Item::Section(id) => self.sections.insert(at, (id.0, String::new(), String::new())),
            Item::Source(key) => self.sources.insert(at, (key.clone(), String::new(), String::new())),
        }
    }

    fn remove(&mut self, kind: ItemKind, at: usize) {
        match kind {
            ItemKind::Takeaway => drop(self.takeaways.remove(at)),
            ItemKind::Section => drop(self.sections.remove(at)),
            ItemKind::Source => drop(self.sources.remove(at)),
        }
    }

    fn carry(&mut self, kind: ItemKind, from: usize, to: usize) {
        fn carry<T>(list: &mut Vec<T>, from: usize, to: usize) {
            let item = list.remove(from);
            list.insert(to.min(list.len()), item);
        }
        match kind {
            ItemKind::Takeaway => carry(&mut self.takeaways, from, to),
            ItemKind::Section => carry(&mut self.sections, from, to),
            ItemKind::Source => carry(&mut self.sources, from, to),
        }
    }
}

/// The draft next to its model.
struct Desk {
    dice: Dice,
    document: Document,
    plain: Plain,
    undo: Vec<Plain>,
    redo: Vec<Plain>,
    saved: Plain,
    path: PathBuf,
    now: f64,
}

const KINDS: [ItemKind; 3] = [ItemKind::Takeaway, ItemKind::Section, ItemKind::Source];

impl Desk {
    /// Records what was done to the model, as a step unless nothing has changed.
    fn done(&mut self, before: Plain) {
        if before != self.plain {
            self.undo.push(before);
            self.redo.clear();
        }
    }

    fn write(&mut self) {
        let before = self.plain.clone();
        let words = self.dice.words();
        let mut texts = self.plain.texts();
        let at = self.dice.roll(texts.len());
        let (place, text) = texts.swap_remove(at);
        let stops: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (a, b) = (stops[self.dice.roll(stops.len())], stops[self.dice.roll(stops.len())]);
        // Long texts are cut, so that the article stays small.
        let range = if text.len() > 80 { 0..text.len() } else { a.min(b)..a.max(b) };
        text.replace_range(range.clone(), &words);
        if self.dice.roll(2) == 0 {
            let selection = Selection::at(range.start + words.len());
            self.document.change(&place, &Change { range, text: words, selection }, self.now);
        } else {
            let typed = self.document.article_mut().text_mut(&place).unwrap();
            typed.replace_range(range, &words);
            self.document.edited(&place, self.now, None);
        }
        self.done(before);
    }

    fn list(&mut self) {
        let before = self.plain.clone();
        let kind = KINDS[self.dice.roll(KINDS.len())];
        let len = self.plain.len(kind);
        let (at, to) = (self.dice.roll(len), self.dice.roll(len + 2));
        match self.dice.roll(5) {
            0 | 1 if len < 6 => {
                let item = self.document.insert_item(kind, to, self.now).unwrap();
                assert!((0..len).all(|at| self.plain.item(kind, at) != item), "{item:?} is there already");
                self.plain.insert(to, &item);
            }
            _ if len == 0 => {}
            2 => {
                self.document.move_item(&self.plain.item(kind, at), to, self.now);
                self.plain.carry(kind, at, to);
            }
            3 => {
                self.document.shift_item(&self.plain.item(kind, at), Direction::Up, self.now);
                self.plain.carry(kind, at, at.saturating_sub(1));
            }
            _ => {
                self.document.remove_item(&self.plain.item(kind, at), self.now);
                self.plain.remove(kind, at);
            }
        }
        self.done(before);
    }

    fn rename(&mut self) {
        if self.plain.sources.is_empty() {
            return;
        }
        let before = self.plain.clone();
        let at = self.dice.roll(self.plain.sources.len());
        let from = self.plain.sources[at].0.clone();
        let to = ["one", "two", "3", "No key", ""][self.dice.roll(5)];
        let is_free = !["No key", ""].contains(&to) && self.plain.sources.iter().all(|source| source.0 != to);
        assert_eq!(self.document.rename_source(&from, to, self.now), is_free, "{from} to {to}");
        if is_free {
            self.plain.sources[at].0 = to.into();
        }
        self.done(before);
    }

    /// Names, tags and the target length, which are not texts.
    fn details(&mut self) {
        let before = self.plain.clone();
        let words = (0..self.dice.roll(3)).map(|_| self.dice.words()).collect();
        let (which, target) = (self.dice.roll(3), [0_u32, 100, 200, 300][self.dice.roll(4)]);
        match which {
            2 => self.plain.target_words = Some(target).filter(|words| *words > 0),
            list => self.plain.lists[list] = words,
        }
        let Plain { lists: [byline, tags], target_words, .. } = self.plain.clone();
        let place = [Place::Byline, Place::Tags, Place::Note][which].clone();
        self.document.edit(place, self.now, |article| {
            (article.byline, article.tags, article.target_words) = (byline, tags, target_words);
        });
        self.done(before);
    }

    fn step_back(&mut self) {
        let back = self.undo.pop();
        assert_eq!(self.document.undo().is_some(), back.is_some());
        if let Some(back) = back {
            self.redo.push(std::mem::replace(&mut self.plain, back));
        }
    }

    fn step_forth(&mut self) {
        let forth = self.redo.pop();
        assert_eq!(self.document.redo().is_some(), forth.is_some());
        if let Some(forth) = forth {
            self.undo.push(std::mem::replace(&mut self.plain, forth));
        }
    }

    fn save(&mut self) {
        let expected = self.document.disk().map_or(Expected::Anything, Expected::Exactly);
        let (article, state) = (self.document.article().clone(), self.document.state());
        let disk = file::save_draft(&self.path, &article, expected, &UserFolders::default()).unwrap().disk;
        self.document.saved_as_of(self.path.clone(), state, disk);
        self.saved = self.plain.clone();
        assert!(self.document.is_saved());
    }

    /// What was not saved is lost, as after a crash.
    fn reload(&mut self) {
        if !self.path.exists() {
            return;
        }
        let opened = file::open(&self.path, None).unwrap();
        self.document = Document::opened(opened.article, self.path.clone(), opened.fingerprint);
        self.plain = self.saved.clone();
        self.undo.clear();
        self.redo.clear();
    }

    fn step(&mut self) {
        self.now += 2.0 * PAUSE_SECS;
        match self.dice.roll(100) {
            0..45 => self.write(),
            45..65 => self.list(),
            65..69 => self.rename(),
            69..72 => self.details(),
            72..86 => self.step_back(),
            86..95 => self.step_forth(),
            95..98 => self.save(),
            _ => self.reload(),
        }
    }
}

#[test]
fn ten_thousand_random_steps_leave_what_a_plain_model_has() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk {
        dice: Dice(20_260_302),
        document: Document::new(Article::default()),
        plain: Plain::default(),
        undo: Vec::new(),
        redo: Vec::new(),
        saved: Plain::default(),
        path: folder.path().join("draft.copydesk"),
        now: 0.0,
    };
    let (mut saves, mut reloads) = (0, 0);
    for step in 0..STEPS {
        let before = (desk.saved.clone(), desk.document.is_saved());
        desk.step();
        let expected = desk.plain.article();
        assert_eq!(desk.document.article(), &expected, "after step {step}");
        saves += usize::from(desk.saved != before.0);
        reloads += usize::from(desk.document.is_saved() && !before.1 && desk.undo.is_empty());
        if step % 7 == 0 {
            let written = file::to_native(desk.document.article());
            let read = file::parse(&written, FileKind::Copydesk).unwrap().article;
            assert_eq!(read, expected, "written after step {step}");
        }
    }
    assert!(
        saves > 100 && reloads > 50,
        "{saves} saves that changed the file, {reloads} reloads that lost something"
    );
}
