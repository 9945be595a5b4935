//! What the find bar asks for: going from match to match, and replacing.

use egui::Context;

use crate::app::App;
use crate::app::find_bar::{Ask, Shown, Way};
use crate::app::marks::Layer;
use crate::app::menu::Tab;
use crate::article::{Article, Place};
use crate::count::grouped;
use crate::find::{self, Match};
use crate::writing::Selection;

impl App {
    pub(super) fn find(&mut self, ctx: &Context, ask: Ask, now: f64) {
        match ask {
            Ask::Find => self.open_find(Shown::Find),
            Ask::Replace => self.open_find(Shown::Replace),
            Ask::Next => self.find_on(Way::Forward),
            Ask::Previous => self.find_on(Way::Back),
            Ask::Typed => {
                let found = self.find.typed(self.document.article(), self.document.revision());
                self.show_match(found);
            }
            Ask::Go(at) => {
                if let Some(found) = self.find.go_to(at) {
                    self.go_to(found.place, Some(Selection::over(found.range)));
                }
            }
            Ask::ReplaceHere => self.replace_here(now),
            Ask::ReplaceAll => self.replace_all(now),
            Ask::Close => self.close_find(),
        }
        ctx.request_repaint();
    }

    fn open_find(&mut self, shown: Shown) {
        self.panes.tab = Tab::Write;
        let selected = self.form.selection().map(|(place, selection)| (place.clone(), selection.range()));
        let from = selected.clone().map(|(place, range)| (place, range.start));
        let text = selected.and_then(|(place, range)| {
            let text = find::text_at(self.document.article(), &place)?;
            text.get(range).filter(|text| !text.is_empty() && !text.contains('\n')).map(str::to_owned)
        });
        self.find.open(shown, from, text);
        self.find.refresh(self.document.article(), self.document.revision());
        let found = self.find.typed(self.document.article(), self.document.revision());
        self.show_match(found);
    }

    /// Goes to the next match: with the caret, or with the eyes alone while one is in the bar.
    fn find_on(&mut self, way: Way) {
        if self.find.query.pattern.is_empty() {
            return self.open_find(Shown::Find);
        }
        self.find.refresh(self.document.article(), self.document.revision());
        let caret = self.form.selection().filter(|_| !self.find.has_focus);
        let caret =
            caret.map(|(place, selection)| (place.clone(), selection.range().start, selection.range().end));
        let found = self.find.go(self.document.article(), way, caret);
        match found {
            Some(found) if self.find.has_focus => self.show_match(Some(found)),
            Some(found) => self.go_to(found.place, Some(Selection::over(found.range))),
            None => self.say(self.find.trouble().unwrap_or_else(|| "Nothing was found".into())),
        }
    }

    /// Brings a match into sight; the focus stays where it is.
    fn show_match(&mut self, found: Option<Match>) {
        if let Some(Match { place, range }) = found {
            self.panes.tab = Tab::Write;
            self.active = Some(place.clone());
            self.form.show(place, Selection::over(range));
        }
    }

    fn close_find(&mut self) {
        let here = self.find.here_match().cloned();
        self.find.close();
        match (here, self.active.clone()) {
            (Some(found), _) => self.go_to(found.place, Some(Selection::over(found.range))),
            (None, place) => self.go_to(place.unwrap_or(Place::Headline), None),
        }
    }

    /// Replaces the match one is at, and goes on to the next one.
    fn replace_here(&mut self, now: f64) {
        self.find.refresh(self.document.article(), self.document.revision());
        let Some(found) = self.find.here_match().cloned() else { return self.find_on(Way::Forward) };
        let length = |article: &Article| find::text_at(article, &found.place).map_or(0, |text| text.len());
        let before = length(self.document.article());
        let (query, with) = (self.find.query.clone(), self.find.with.clone());
        self.document.edit(found.place.clone(), now, |article| {
            // The pattern has just found something: it is a good one.
            let _ = find::replace(article, std::slice::from_ref(&found), &query, &with);
        });
        let after = length(self.document.article());
        let end = (found.range.end + after).saturating_sub(before);
        self.find.refresh(self.document.article(), self.document.revision());
        let next = self.find.go(self.document.article(), Way::Forward, Some((found.place, end, end)));
        self.show_match(next);
    }

    /// Replaces all there is, as one step.
    fn replace_all(&mut self, now: f64) {
        self.find.refresh(self.document.article(), self.document.revision());
        let first = self.find.matches().and_then(|found| found.matches.first());
        let Some(place) = first.map(|first| first.place.clone()) else { return };
        let (query, with) = (self.find.query.clone(), self.find.with.clone());
        let mut count = 0;
        self.document.edit(place, now, |article| {
            count = find::replace_all(article, &query, &with).unwrap_or_default();
        });
        self.say(match count {
            1 => "Replaced 1 match".to_owned(),
            count => format!("Replaced {} matches", grouped(count)),
        });
        self.find.refresh(self.document.article(), self.document.revision());
    }

    /// Brings what was found, and its marks, up to the document's revision.
    pub(in crate::app) fn refresh_find(&mut self) {
        if self.find.is_open() {
            self.find.refresh(self.document.article(), self.document.revision());
        }
        if let Some(marks) = self.find.take_marks() {
            self.derived.marks_mut().put(Layer::Search, marks);
        }
    }
}
