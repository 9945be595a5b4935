//! Spelling in the window: which dictionary the article needs, and what is read on which thread. `spell` decides what
//! is misspelled; `act::spelling` carries out menus and shortcuts.

use std::ops::Range;
use std::sync::Arc;

use super::exchange::event::Event;
pub use super::exchange::spelling::Folders;
use super::exchange::values::SpellingNews;
use super::exchange::worker::Exchange;
use super::marks::{Layer, Mark, MarkKind, Marks};
use crate::article::{Article, Place};
use crate::document::Document;
use crate::file::DictionaryFile;
use crate::page::is_language;
use crate::spell::{BUNDLED, Reader, Speller, best};
use crate::writing::Selection;

/// The spelling checker of the draft.
#[derive(Default)]
pub struct Spelling {
    pub(super) reader: Reader,
    folders: Folders,
    on_disk: Option<Vec<DictionaryFile>>,
    pub(super) my_words: Vec<String>,
    state: State,
    /// The article's language when the dictionary was chosen.
    language: Option<String>,
    revision: Option<u64>,
    /// The position at which the user is typing: the word there is not finished.
    typing: Option<(Place, usize)>,
}

/// The state of the dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    #[default]
    Off,
    Loading(String),
    Ready(String),
    /// There is none for this language.
    Missing(String),
    /// It cannot be used, for this reason.
    Bad(String),
}

/// The language of articles that have none.
const USUAL: &str = "en-US";

impl Spelling {
    /// A spelling checker with the dictionaries and words in these folders, which are searched at once.
    pub(super) fn new(exchange: &Exchange, folders: Folders) -> Spelling {
        exchange.find_dictionaries(folders.clone());
        Spelling { folders, ..Spelling::default() }
    }

    /// Another draft is open.
    pub(super) fn forget(&mut self) {
        self.reader.forget();
        self.revision = None;
        self.typing = None;
    }

    /// Why nothing is checked, in words for the writer; `None` if something is.
    pub(super) fn obstacle(&self) -> Option<String> {
        match &self.state {
            State::Off => Some("Spelling is off (turn it on with Edit > Check spelling)".into()),
            State::Loading(_) | State::Ready(_) => None,
            State::Missing(tag) => {
                Some(format!("No dictionary for “{tag}”; install its Hunspell dictionary to check spelling"))
            }
            State::Bad(reason) => Some(format!("Spelling cannot be checked: {reason}")),
        }
    }

    /// The languages that can be checked, by tag.
    pub(super) fn languages(&self) -> Vec<&str> {
        let on_disk = self.on_disk.iter().flatten().map(|found| found.tag.as_str());
        let bundled = BUNDLED.iter().map(|bundled| bundled.tag);
        let mut tags: Vec<&str> =
            bundled.clone().chain(on_disk.filter(|tag| !bundled.clone().any(|b| b == *tag))).collect();
        tags.sort_unstable();
        tags
    }

    /// Chooses the dictionary if the article's language has changed. Returns a message about it.
    pub(super) fn choose(&mut self, exchange: &Exchange, article: &Article, is_wanted: bool) -> Option<String> {
        if !is_wanted {
            if self.state != State::Off {
                self.set(State::Off, None);
                self.language = None;
            }
            return None;
        }
        // The dictionaries on the disk are not known yet.
        self.on_disk.as_ref()?;
        // A tag that is not a language, or not yet, does not lack a dictionary.
        let language = Some(article.language.as_str()).filter(|tag| is_language(tag.trim())).unwrap_or_default();
        if self.language.as_deref() == Some(language) {
            return None;
        }
        self.language = Some(language.to_owned());
        let tag = best(language, &self.languages(), USUAL).map(str::to_owned);
        match tag {
            Some(tag) if matches!(&self.state, State::Ready(known) | State::Loading(known) if *known == tag) => {}
            Some(tag) => self.load(exchange, tag),
            None => {
                self.set(State::Missing(language.trim().to_owned()), None);
                return self.obstacle();
            }
        }
        None
    }

    fn load(&mut self, exchange: &Exchange, tag: String) {
        let file = self.on_disk.iter().flatten().find(|found| found.tag == tag).cloned();
        self.set(State::Loading(tag.clone()), None);
        exchange.read_dictionary(tag, file);
    }

    fn set(&mut self, state: State, speller: Option<Arc<Speller>>) {
        self.state = state;
        self.reader.set_speller(speller);
        self.revision = None;
    }

    /// Handles the result of work. Returns a message about it.
    pub(super) fn heard(&mut self, news: SpellingNews) -> Option<String> {
        match news {
            SpellingNews::Found(on_disk, words) => {
                self.on_disk = Some(on_disk);
                match words {
                    Ok(words) => self.set_my_words(words),
                    Err(reason) => {
                        // A list that cannot be read is not overwritten.
                        self.folders.words = None;
                        return Some(format!("Your dictionary cannot be read: {reason}"));
                    }
                }
            }
            SpellingNews::Loaded(tag, _) if self.state != State::Loading(tag.clone()) => {}
            SpellingNews::Loaded(tag, Ok(speller)) => self.set(State::Ready(tag), Some(speller)),
            SpellingNews::Loaded(_, Err(reason)) => {
                self.set(State::Bad(reason), None);
                return self.obstacle();
            }
            SpellingNews::Read(done) => self.reader.take(done),
            SpellingNews::Kept(Ok(())) => {}
            SpellingNews::Kept(Err(reason)) => return Some(format!("The word was not saved: {reason}")),
        }
        None
    }

    fn set_my_words(&mut self, words: Vec<String>) {
        self.my_words = words;
        self.reader.set_my_words(Arc::new(self.my_words.clone()));
    }

    /// Adds a word to the user's own dictionary, and saves it.
    pub(super) fn add_to_mine(&mut self, exchange: &Exchange, word: String) {
        let mut words = self.my_words.clone();
        words.push(word);
        words.sort_unstable();
        words.dedup();
        self.set_my_words(words.clone());
        if let Some(path) = self.folders.words.clone() {
            exchange.keep_words(path, words);
        }
    }

    /// Checks what has changed, and marks the mistakes. Returns whether the marks have changed.
    pub(super) fn refresh(
        &mut self,
        exchange: &Exchange,
        document: &Document,
        caret: Option<(&Place, Selection)>,
        marks: &mut Marks,
    ) -> bool {
        let before = self.revision.replace(document.revision());
        if before != self.revision {
            self.reader.update(document.article());
        }
        self.note_caret(before.is_some() && before != self.revision, caret);
        if let Some(task) = self.reader.next_task() {
            exchange.start(move || Event::Spelling(SpellingNews::Read(task.run())));
        }
        let mut has_changed = false;
        for place in self.reader.take_stale() {
            let ranges = self.reader.mistakes(&place);
            let mistakes = ranges.into_iter().filter(|range| !self.is_being_typed(&place, range));
            let found: Vec<Mark> = mistakes.map(|range| Mark { range, kind: MarkKind::Misspelt }).collect();
            let is_same = marks.of(&place).iter().filter(|mark| mark.kind == MarkKind::Misspelt).eq(&found);
            if !is_same {
                marks.put_at(Layer::Spelling, place, found);
                has_changed = true;
            }
        }
        has_changed
    }

    /// A word is finished when the cursor leaves it.
    fn note_caret(&mut self, is_new: bool, caret: Option<(&Place, Selection)>) {
        let at = caret.filter(|(_, selection)| selection.is_empty());
        let is_where_it_was = match (&self.typing, at) {
            (Some((place, byte)), Some((at, selection))) => place == at && *byte == selection.caret,
            (None, _) => true,
            (Some(_), None) => false,
        };
        if is_new && self.state != State::Off {
            let before = self.typing.take();
            self.typing = at.map(|(place, selection)| (place.clone(), selection.caret));
            let moved = before.map(|(place, _)| place);
            moved.into_iter().for_each(|place| self.reader.refresh(place));
        } else if !is_where_it_was && let Some((place, _)) = self.typing.take() {
            self.reader.refresh(place);
        }
    }

    fn is_being_typed(&self, place: &Place, range: &Range<usize>) -> bool {
        self.typing.as_ref().is_some_and(|(at, caret)| at == place && range.start < *caret && *caret <= range.end)
    }

    /// The mistake at a byte offset of a text.
    pub(super) fn mistake_at(&self, place: &Place, byte: usize) -> Option<Range<usize>> {
        self.reader.mistakes(place).into_iter().find(|range| range.start <= byte && byte <= range.end)
    }

    /// The first mistake after a byte offset of a text, in reading order. The search wraps around at the end.
    pub(super) fn next_mistake(
        &self,
        article: &Article,
        from: Option<(&Place, usize)>,
    ) -> Option<(Place, Range<usize>)> {
        let places = Reader::places(article);
        let start = from.and_then(|(place, _)| places.iter().position(|known| known == place));
        let byte = from.map_or(0, |(_, byte)| byte);
        let first = start.unwrap_or_default();
        let rest = places.iter().cycle().skip(first).take(places.len() + 1).enumerate();
        rest.filter_map(|(index, place)| {
            let least = if index == 0 && start.is_some() { byte } else { 0 };
            let range = self.reader.mistakes(place).into_iter().find(|range| range.start >= least)?;
            Some((place.clone(), range))
        })
        .next()
    }
}
