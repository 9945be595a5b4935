//! The find bar over the form: what is looked for, what was found, and which of it one is at. What matches is decided in
//! `find`, what the buttons do is in `act::finding`; the drawing is in `find_bar::show`.

mod show;

use std::collections::HashMap;

use super::marks::{Mark, MarkKind};
use crate::article::{Article, Place};
use crate::find::{BadPattern, Finder, Found, Match, Query};

/// What the bar, its keys and the menus ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Opens the bar; what is selected is looked for.
    Find,
    /// The same, with the field for what comes in its place.
    Replace,
    Next,
    Previous,
    /// Something else is looked for than in the last frame.
    Typed,
    /// Goes to the match at this position of the list.
    Go(usize),
    ReplaceHere,
    ReplaceAll,
    Close,
}

/// The bar. What was looked for last stays when it is closed.
#[derive(Default)]
pub struct FindBar {
    pub(super) query: Query,
    pub(super) with: String,
    pub(super) shown: Shown,
    /// Whether one of its controls had the focus when it was last drawn.
    pub(super) has_focus: bool,
    wants_focus: bool,
    /// Scrolls the list to the match one is at.
    is_to_reveal: bool,
    finder: Finder,
    found: Option<Result<Found, BadPattern>>,
    /// Of the article that was searched.
    revision: Option<u64>,
    here: Option<usize>,
    /// Where the search began: the caret when the bar was opened, or what one went to since.
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

/// Which way one goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Forward,
    Back,
}

impl FindBar {
    /// Whether it is there.
    pub fn is_open(&self) -> bool {
        self.shown != Shown::Closed
    }

    /// Opens it and gives it the focus. The search goes on from the caret, and looks for a selected text.
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
    }

    /// Another article is shown.
    pub(super) fn forget(&mut self) {
        *self = FindBar {
            query: std::mem::take(&mut self.query),
            with: std::mem::take(&mut self.with),
            shown: self.shown,
            has_focus: self.has_focus,
            are_marks_stale: true,
            ..FindBar::default()
        };
    }

    /// Searches again where the article or the query is another one.
    pub(super) fn refresh(&mut self, article: &Article, revision: u64) {
        if self.revision == Some(revision) {
            return;
        }
        self.revision = Some(revision);
        let before = self.here_match().cloned();
        let found = self.finder.find(article, &self.query);
        self.here = before.and_then(|before| {
            let matches = &found.as_ref().ok()?.matches;
            matches.iter().position(|m| m.place == before.place && m.range.start == before.range.start)
        });
        self.found = Some(found);
        self.are_marks_stale = true;
    }

    /// Something else is looked for: the first match from where one began is the one one is at.
    pub(super) fn typed(&mut self, article: &Article, revision: u64) -> Option<Match> {
        self.revision = None;
        self.refresh(article, revision);
        let (place, byte) = self.from.clone().unwrap_or((Place::Headline, 0));
        let here = self.matches().and_then(|found| found.from(article, &place, byte));
        self.stand(here);
        self.here_match().cloned()
    }

    /// The next match from the caret, or from where one is.
    pub(super) fn go(
        &mut self,
        article: &Article,
        way: Way,
        caret: Option<(Place, usize, usize)>,
    ) -> Option<Match> {
        let here = self.here_match().map(|m| (m.place.clone(), m.range.start, m.range.end));
        let began = || self.from.clone().map(|(place, at)| (place, at, at));
        let (place, start, end) = caret.or(here).or_else(began).unwrap_or((Place::Headline, 0, 0));
        let found = self.matches()?;
        let next = match way {
            Way::Forward => found.from(article, &place, end),
            Way::Back => found.before(article, &place, start),
        };
        self.stand(next);
        self.begin_here()
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

    /// What is looked for next is looked for from here.
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

    /// The marks over all texts, where they are others than when this was last asked.
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

    /// What was found, in words.
    pub(super) fn count_text(&self) -> String {
        if self.query.pattern.is_empty() {
            return String::new();
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

    /// What is wrong with the pattern.
    pub(super) fn trouble(&self) -> Option<String> {
        let found = self.found.as_ref().filter(|_| !self.query.pattern.is_empty())?;
        found.as_ref().err().map(ToString::to_string)
    }
}
