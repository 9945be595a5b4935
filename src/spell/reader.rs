//! Checks an article repeatedly, and each time only what has changed: short texts at once, long ones as tasks for
//! another thread. It decides which unknown words are mistakes, because that depends on the whole article.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::prose::Prose;
use super::speller::Speller;
use super::tally::{OFTEN, Stale, Tally};
use super::texts::{Found, Text, each_text};
use super::unknown_words::{UnknownWords, Verdicts, bare, read};
use crate::article::{Article, Place};

/// In bytes: up to this much changed text is read at once; more goes to a task.
const AT_ONCE: usize = 8_000;
/// The approximate number of bytes that a task reads.
const PIECE: usize = 64_000;
/// Checks the spelling of an article.
#[derive(Default)]
pub struct Reader {
    speller: Option<Arc<Speller>>,
    texts: HashMap<Place, Read>,
    verdicts: Verdicts,
    /// For the tasks, of which only one runs at a time.
    task_verdicts: Arc<Mutex<Verdicts>>,
    tally: Tally,
    /// Correct words: the article's own, and the user's.
    right: HashSet<Box<str>>,
    article_words: Vec<String>,
    my_words: Arc<Vec<String>>,
    ignored: HashSet<(Place, Box<str>)>,
    /// Texts that wait to be read, and some that no longer do.
    pending: VecDeque<Place>,
    has_task: bool,
    stale: Stale,
    /// Counts the dictionaries: results of a task with an earlier one are dropped.
    round: u64,
}

/// A text with the result of reading it.
struct Read {
    text: Text,
    prose: Prose,
    unknown_words: UnknownWords,
    /// Whether this version has still to be read; until then the previous result applies.
    is_waiting: bool,
}

/// Texts to be read on another thread.
pub struct Task {
    speller: Arc<Speller>,
    verdicts: Arc<Mutex<Verdicts>>,
    texts: Vec<(Place, Text, Prose)>,
    round: u64,
}

/// The result of a task.
#[derive(Debug)]
pub struct Done {
    texts: Vec<(Place, Text, UnknownWords)>,
    round: u64,
}

impl Task {
    /// Reads the texts.
    pub fn run(self) -> Done {
        let Task { speller, verdicts, texts, round } = self;
        let mut verdicts = verdicts.lock().unwrap_or_else(PoisonError::into_inner);
        let mut read = |(place, text, prose): (Place, Text, Prose)| {
            let unknown_words = read(&speller, &mut verdicts, text.as_str(), prose);
            (place, text, unknown_words)
        };
        Done { texts: texts.into_iter().map(&mut read).collect(), round }
    }
}

impl Reader {
    /// Sets the dictionary; without one, nothing is a mistake.
    pub fn set_speller(&mut self, speller: Option<Arc<Speller>>) {
        let mut stale = std::mem::take(&mut self.stale);
        stale.places.extend(self.texts.drain().map(|(place, _)| place));
        *self = Reader {
            speller,
            my_words: self.my_words.clone(),
            ignored: std::mem::take(&mut self.ignored),
            stale,
            round: self.round + 1,
            ..Reader::default()
        };
        self.gather_right();
    }

    /// The dictionary, if there is one.
    pub fn speller(&self) -> Option<&Arc<Speller>> {
        self.speller.as_ref()
    }

    /// Another article is open: drops everything, including ignored words.
    pub fn forget(&mut self) {
        self.ignored.clear();
        let speller = self.speller.take();
        self.set_speller(speller);
    }

    /// Sets the words of the user's own dictionary.
    pub fn set_my_words(&mut self, words: Arc<Vec<String>>) {
        self.my_words = words;
        self.gather_right();
    }

    /// Ignores a word in this text for as long as the draft is open.
    pub fn ignore(&mut self, place: Place, word: &str) {
        self.ignored.insert((place, plain(word)));
        self.stale.are_all = true;
    }

    /// Updates to the article. Short changed texts are read at once.
    pub fn update(&mut self, article: &Article) {
        if self.article_words != article.words {
            self.article_words.clone_from(&article.words);
            self.gather_right();
        }
        let Some(speller) = self.speller.clone() else { return };
        let mut old = std::mem::take(&mut self.texts);
        let mut room = AT_ONCE;
        self.pending.clear();
        each_text(article, &mut |place, text, prose| {
            let read = self.updated(&speller, old.remove(&place), &place, text, prose, &mut room);
            self.texts.insert(place, read);
        });
        for (place, gone) in old {
            self.tally.change(&gone.unknown_words, &UnknownWords::default(), &mut self.stale);
            self.stale.places.insert(place);
        }
    }

    fn updated(
        &mut self,
        speller: &Speller,
        before: Option<Read>,
        place: &Place,
        text: Found<'_>,
        prose: Prose,
        room: &mut usize,
    ) -> Read {
        let before = match before {
            Some(before) if text.is_text(&before.text) => return self.unchanged(before, place, text),
            before => before,
        };
        let new = text.as_str();
        let is_waiting = new.len() > *room;
        let unknown_words = if !is_waiting {
            *room -= new.len();
            read(speller, &mut self.verdicts, new, prose)
        } else {
            self.pending.push_back(place.clone());
            let mut unknown_words = before.as_ref().map(|before| before.unknown_words.clone()).unwrap_or_default();
            unknown_words.moved(before.as_ref().map_or("", |before| before.text.as_str()), new);
            unknown_words
        };
        let old = before.map(|before| before.unknown_words).unwrap_or_default();
        self.tally.change(&old, &unknown_words, &mut self.stale);
        self.stale.places.insert(place.clone());
        Read { text: text.held(), prose, unknown_words, is_waiting }
    }

    /// The text is the same, although its item may not be.
    fn unchanged(&mut self, before: Read, place: &Place, text: Found<'_>) -> Read {
        if before.is_waiting {
            self.pending.push_back(place.clone());
        }
        match text {
            Found::Own(_) => before,
            Found::Takeaway(_) | Found::Lede(_) | Found::Heading(_) | Found::Body(_) => {
                Read { text: text.held(), ..before }
            }
        }
    }

    /// Texts that wait to be read, unless some are being read already.
    pub fn next_task(&mut self) -> Option<Task> {
        let speller = self.speller.clone().filter(|_| !self.has_task)?;
        let mut texts = Vec::new();
        let mut size = 0;
        while size < PIECE
            && let Some(place) = self.pending.pop_front()
        {
            let Some(read) = self.texts.get(&place).filter(|read| read.is_waiting) else { continue };
            size += read.text.as_str().len();
            texts.push((place, read.text.clone(), read.prose));
        }
        let (verdicts, round) = (self.task_verdicts.clone(), self.round);
        self.has_task = !texts.is_empty();
        self.has_task.then_some(Task { speller, verdicts, texts, round })
    }

    /// Handles the result of a task. A text that has changed since keeps what still applies, and is read again.
    pub fn take(&mut self, done: Done) {
        if done.round != self.round {
            return;
        }
        self.has_task = false;
        for (place, text, mut unknown_words) in done.texts {
            let Some(known) = self.texts.get_mut(&place) else { continue };
            let is_same = known.text.is_shared_with(&text) || known.text.as_str() == text.as_str();
            known.is_waiting = !is_same;
            if !is_same {
                unknown_words.moved(text.as_str(), known.text.as_str());
            }
            self.tally.change(&known.unknown_words, &unknown_words, &mut self.stale);
            known.unknown_words = unknown_words;
            self.stale.places.insert(place);
        }
    }

    /// Drops the cached answers of the dictionary.
    pub fn let_go(&mut self) {
        self.verdicts = Verdicts::default();
        // Otherwise this would wait for a running task.
        if let Ok(mut verdicts) = self.task_verdicts.try_lock() {
            *verdicts = Verdicts::default();
        }
    }

    /// The numbers of cached texts, answers, unknown words and ignored words.
    pub fn remembered(&self) -> [usize; 4] {
        let of_tasks = self.task_verdicts.lock().unwrap_or_else(PoisonError::into_inner).len();
        let words = self.tally.unknown.len() + self.tally.names.len();
        [self.texts.len(), self.verdicts.len() + of_tasks, words, self.ignored.len()]
    }

    /// Marks the mistakes of a text as changed.
    pub fn refresh(&mut self, place: Place) {
        self.stale.places.insert(place);
    }

    /// The places whose mistakes may have changed since the last call. While more than one task is left, mistakes
    /// changed by other texts are reported once at the end, because every task might change all of them.
    pub fn take_stale(&mut self) -> Vec<Place> {
        if self.stale.are_all && self.pending.is_empty() {
            self.stale.are_all = false;
            self.stale.places.extend(self.texts.keys().cloned());
        }
        std::mem::take(&mut self.stale.places).into_iter().collect()
    }

    /// Whether more text waits than is being read.
    pub fn is_behind(&self) -> bool {
        self.has_task && !self.pending.is_empty()
    }

    /// The words of a text that may be misspelt, in order.
    pub fn mistakes(&self, place: &Place) -> Vec<Range<usize>> {
        let Some(read) = self.texts.get(place) else { return Vec::new() };
        let unknown = read.unknown_words.unknown.iter().filter(|unknown| self.is_mistake(place, &unknown.word));
        unknown.map(|unknown| unknown.range.clone()).collect()
    }

    /// Whether text waits or is being read.
    pub fn is_busy(&self) -> bool {
        self.has_task || !self.pending.is_empty()
    }

    /// The places of all checked texts, in reading order.
    pub fn places(article: &Article) -> Vec<Place> {
        let mut places = Vec::new();
        each_text(article, &mut |place, _, _| places.push(place));
        places
    }

    fn is_mistake(&self, place: &Place, word: &str) -> bool {
        let is_right = |word: &str| self.right.contains(word);
        let base = bare(word);
        let is_meant = self.tally.unknown.get(word).is_some_and(|count| *count >= OFTEN);
        let is_name = self.tally.names.contains_key(base);
        let is_ignored = !self.ignored.is_empty() && self.ignored.contains(&(place.clone(), plain(word)));
        !(is_right(word) || is_right(base) || is_meant || is_name || is_ignored)
    }

    fn gather_right(&mut self) {
        self.right = self.my_words.iter().chain(&self.article_words).map(|word| plain(word)).collect();
        self.stale.are_all = true;
    }
}

/// A word for comparing: cleaned, in lower case.
fn plain(word: &str) -> Box<str> {
    super::words::cleaned(word.trim()).to_lowercase().into()
}
