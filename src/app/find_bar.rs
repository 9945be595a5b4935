//! The find bar: the query, the matches, and the current one. `find` does the matching, `act::search` carries out the
//! buttons, and `find_bar::show` draws the bar.

mod background;
mod show;

use std::collections::HashMap;

use super::exchange::worker::Exchange;
use super::marks::{Mark, MarkKind};
use crate::article::{Article, Place};
use crate::find::{self, BadPattern, Effort, Finder, Found, Match, Query, Replaced, Sought};

pub use super::exchange::values::FindNews;
use background::{Work, WorkKind};

/// The find bar. It keeps the query when it is closed.
#[derive(Default)]
pub struct FindBar {
    pub(super) query: Query,
    pub(super) with: String,
    pub(super) shown: Shown,
    /// Whether one of its controls had the focus when it was last drawn.
    pub(super) has_focus: bool,
    wants_focus: bool,
    /// Scrolls the list to the current match.
    is_to_reveal: bool,
    finder: Finder,
    found: Option<Result<Found, BadPattern>>,
    /// The search or replacement in the background.
    work: Option<Work>,
    then: Option<Then>,
    /// Counts background work, so that results of cancelled work are ignored.
    works: u64,
    /// The revision of the article that was searched.
    revision: Option<u64>,
    here: Option<usize>,
    /// Where the search started: the cursor when the bar was opened, or the match visited since.
    from: Option<(Place, usize)>,
    are_marks_stale: bool,
}

/// How much of the bar is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    #[default]
    Closed,
    Find,
    Replace,
}

/// The direction of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Forward,
    Back,
}

/// What to do when a search has finished.
#[derive(Clone, Debug)]
enum Then {
    /// Show the first match after the start.
    Stand,
    /// Go on, from a cursor or from the current match.
    Go(Way, Option<Caret>),
}

/// A place, and the byte range of its selection.
pub(super) type Caret = (Place, usize, usize);

/// The result of going to a match.
#[derive(Debug)]
pub(super) enum Come {
    To(Match),
    Nowhere,
    /// The search has not finished.
    NotYet,
}

/// How to go to a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goes {
    /// Scroll to it, without moving the focus.
    Eyes,
    Caret,
}

/// The result of a request to replace everything.
#[derive(Debug)]
pub(super) enum Replacing {
    Done(Box<Article>, usize),
    Begun,
}

impl FindBar {
    /// Whether the bar is shown.
    pub fn is_open(&self) -> bool {
        self.shown != Shown::Closed
    }

    /// Opens the bar and gives it the focus. The search starts at the cursor, and selected text becomes the query.
    pub(super) fn open(&mut self, shown: Shown, from: Option<(Place, usize)>, selected: Option<String>) {
        if !self.has_focus {
            self.from = from;
        }
        if let Some(selected) = selected {
            self.query.pattern = selected;
            self.revision = None;
        }
        self.shown = shown;
        self.wants_focus = true;
        self.are_marks_stale = true;
    }

    /// Whether its field is about to get the focus.
    pub(super) fn is_taking_focus(&self) -> bool {
        self.is_open() && self.wants_focus
    }

    pub(super) fn close(&mut self) {
        self.shown = Shown::Closed;
        self.has_focus = false;
        self.are_marks_stale = true;
        self.give_up();
    }

    /// Cancels background work. A cancelled search is repeated on the next refresh.
    fn give_up(&mut self) {
        self.then = None;
        if self.work.take().is_some_and(|work| work.kind == WorkKind::Search) {
            self.revision = None;
        }
    }

    fn is_searching(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.kind == WorkKind::Search)
    }

    /// Another article is shown.
    pub(super) fn forget(&mut self) {
        *self = FindBar {
            query: std::mem::take(&mut self.query),
            with: std::mem::take(&mut self.with),
            shown: self.shown,
            has_focus: self.has_focus,
            are_marks_stale: true,
            works: self.works,
            ..FindBar::default()
        };
    }

    /// Searches again if the article or the query has changed: immediately if that is quick, otherwise in the
    /// background.
    pub(super) fn refresh(&mut self, exchange: &Exchange, article: &Article, revision: u64) {
        if self.revision == Some(revision) || self.is_searching() {
            return;
        }
        if self.work.is_some() {
            // Until the replacement has finished, the matches may not agree with the text.
            self.found = None;
            self.are_marks_stale = true;
            return;
        }
        self.revision = Some(revision);
        let sought = self.finder.find_within(article, &self.query, &mut Effort::at_once());
        if sought.as_ref().is_ok_and(|sought| sought.is_unfinished) {
            self.here = None;
            self.found = None;
            self.are_marks_stale = true;
            self.works += 1;
            let finder = std::mem::take(&mut self.finder);
            self.work = Some(Work::search(exchange, self.works, finder, (article, revision), &self.query));
        } else {
            self.take(sought);
        }
    }

    fn take(&mut self, sought: Result<Sought, BadPattern>) {
        let before = self.here_match().cloned();
        let found = sought.map(|sought| sought.found);
        self.here = before.and_then(|before| {
            let matches = &found.as_ref().ok()?.matches;
            matches.iter().position(|m| m.place == before.place && m.range.start == before.range.start)
        });
        self.found = Some(found);
        self.are_marks_stale = true;
    }

    /// Handles the result of a background search, and then goes where the user wanted to go.
    pub(super) fn sought(&mut self, article: &Article, revision: u64, news: FindNews) -> Option<(Come, Goes)> {
        let FindNews::Sought { number, revision: searched, finder, sought } = news else { return None };
        if self.work.as_ref().is_none_or(|work| work.number != number) {
            return None;
        }
        self.work = None;
        self.finder = *finder;
        if searched != revision {
            // What was typed in the meantime is searched next; the rest is known now.
            self.revision = None;
            return None;
        }
        self.take(sought);
        Some(match self.then.take()? {
            Then::Stand => match self.stand_first(article) {
                Come::Nowhere => return None,
                come @ (Come::To(_) | Come::NotYet) => (come, Goes::Eyes),
            },
            Then::Go(way, caret) => (self.go(article, way, caret), self.goes()),
        })
    }

    /// How to go to the next match: only by scrolling while the focus is in the bar.
    pub(super) fn goes(&self) -> Goes {
        if self.has_focus { Goes::Eyes } else { Goes::Caret }
    }

    /// Handles a changed query: the first match after the start becomes the current one.
    pub(super) fn typed(&mut self, exchange: &Exchange, article: &Article, revision: u64) -> Come {
        self.give_up();
        self.revision = None;
        self.refresh(exchange, article, revision);
        if self.is_searching() {
            self.then = Some(Then::Stand);
            return Come::NotYet;
        }
        self.stand_first(article)
    }

    fn stand_first(&mut self, article: &Article) -> Come {
        let (place, byte) = self.from.clone().unwrap_or((Place::Headline, 0));
        let here = self.matches().and_then(|found| found.from(article, &place, byte));
        self.stand(here);
        self.here_match().cloned().map_or(Come::Nowhere, Come::To)
    }

    /// The next match after the cursor, or after the current match.
    pub(super) fn go(&mut self, article: &Article, way: Way, caret: Option<Caret>) -> Come {
        if self.is_searching() {
            self.then = Some(Then::Go(way, caret));
            return Come::NotYet;
        }
        let here = self.here_match().map(|m| (m.place.clone(), m.range.start, m.range.end));
        let began = || self.from.clone().map(|(place, at)| (place, at, at));
        let (place, start, end) = caret.or(here).or_else(began).unwrap_or((Place::Headline, 0, 0));
        let next = self.matches().and_then(|found| match way {
            Way::Forward => found.from(article, &place, end),
            Way::Back => found.before(article, &place, start),
        });
        self.stand(next);
        self.begin_here().map_or(Come::Nowhere, Come::To)
    }

    /// Replaces all matches in a copy of the article: immediately if that is quick, otherwise in the background.
    pub(super) fn replace_all(&mut self, exchange: &Exchange, article: &Article, revision: u64) -> Replacing {
        let mut copy = Box::new(article.clone());
        let replaced = find::replace_all_within(&mut copy, &self.query, &self.with, &mut Effort::at_once());
        if let Ok(Replaced::All(count)) = replaced {
            return Replacing::Done(copy, count);
        }
        self.works += 1;
        let words = (&self.query, self.with.as_str());
        self.work = Some(Work::replacement(exchange, self.works, (article, revision), words));
        Replacing::Begun
    }

    /// Whether this replacement is the pending one, which ends with this call.
    pub(super) fn is_awaited(&mut self, number: u64) -> bool {
        self.work.take_if(|work| work.number == number).is_some()
    }

    /// Goes to a match of the list.
    pub(super) fn go_to(&mut self, at: usize) -> Option<Match> {
        self.stand(Some(at));
        self.begin_here()
    }

    fn stand(&mut self, here: Option<usize>) {
        self.are_marks_stale |= here != self.here;
        self.here = here;
        self.is_to_reveal = true;
    }

    /// Makes the current match the start of the next search.
    fn begin_here(&mut self) -> Option<Match> {
        let here = self.here_match().cloned()?;
        self.from = Some((here.place.clone(), here.range.start));
        Some(here)
    }

    pub(super) fn matches(&self) -> Option<&Found> {
        self.found.as_ref().and_then(|found| found.as_ref().ok())
    }

    pub(super) fn here_match(&self) -> Option<&Match> {
        self.matches()?.matches.get(self.here?)
    }

    /// The marks over all texts, if they have changed since the last call.
    pub(super) fn take_marks(&mut self) -> Option<HashMap<Place, Vec<Mark>>> {
        if !std::mem::take(&mut self.are_marks_stale) {
            return None;
        }
        let mut marks: HashMap<Place, Vec<Mark>> = HashMap::new();
        let matches = self.matches().filter(|_| self.is_open()).map(|found| found.matches.as_slice());
        for (at, found) in matches.unwrap_or_default().iter().enumerate() {
            let kind = if self.here == Some(at) { MarkKind::FoundHere } else { MarkKind::Found };
            let mark = Mark { range: found.range.clone(), kind };
            match marks.get_mut(&found.place) {
                Some(known) => known.push(mark),
                None => drop(marks.insert(found.place.clone(), vec![mark])),
            }
        }
        Some(marks)
    }

    /// The number of matches, in words.
    pub(super) fn count_text(&self) -> String {
        if self.query.pattern.is_empty() {
            return String::new();
        }
        match self.work.as_ref().map(|work| work.kind) {
            Some(WorkKind::Search) => return "Searching…".into(),
            Some(WorkKind::Replacement) => return "Replacing…".into(),
            None => {}
        }
        let Some(found) = self.matches() else { return "Not searched".into() };
        let more = if found.has_more { "+" } else { "" };
        let total = crate::count::grouped(found.matches.len());
        match (found.matches.len(), self.here) {
            (0, _) => "No matches".into(),
            (1, None) => "1 match".into(),
            (_, None) => format!("{total}{more} matches"),
            (_, Some(here)) => format!("{} of {total}{more}", crate::count::grouped(here + 1)),
        }
    }

    /// The error in the pattern.
    pub(super) fn trouble(&self) -> Option<String> {
        let found = self.found.as_ref().filter(|_| !self.query.pattern.is_empty())?;
        found.as_ref().err().map(ToString::to_string)
    }
}
