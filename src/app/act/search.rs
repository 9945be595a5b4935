//! What the find bar asks for: going from match to match, and replacing.

use egui::Context;

use crate::app::App;
use crate::app::choice::FindRequest;
use crate::app::exchange::values::FindNews;
use crate::app::find_bar::{Come, Goes, Replacing, Shown, Way};
use crate::app::marks::Layer;
use crate::app::menu::Tab;
use crate::article::{Article, Place};
use crate::count::grouped;
use crate::find::{self, Match};
use crate::writing::Selection;

impl App {
    pub(super) fn find(&mut self, ctx: &Context, ask: FindRequest, now: f64) {
        match ask {
            FindRequest::Find => self.open_find(Shown::Find),
            FindRequest::Replace => self.open_find(Shown::Replace),
            FindRequest::Next => self.find_on(Way::Forward),
            FindRequest::Previous => self.find_on(Way::Back),
            FindRequest::Typed => {
                let come = self.find.typed(
                    &self.exchange,
                    self.session.document().article(),
                    self.session.document().revision(),
                );
                self.show_come(come);
            }
            FindRequest::Go(at) => {
                if let Some(found) = self.find.go_to(at) {
                    self.go_to(found.place, Some(Selection::over(found.range)));
                }
            }
            FindRequest::ReplaceHere => self.replace_here(now),
            FindRequest::ReplaceAll => self.replace_all(now),
            FindRequest::Close => self.close_find(),
        }
        ctx.request_repaint();
    }

    fn open_find(&mut self, shown: Shown) {
        self.panes.tab = Tab::Write;
        let selected = self.cursor().map(|(place, selection)| (place, selection.range()));
        let from = selected.clone().map(|(place, range)| (place, range.start));
        let text = selected.and_then(|(place, range)| {
            let text = find::text_at(self.session.document().article(), &place)?;
            text.get(range).filter(|text| !text.is_empty() && !text.contains('\n')).map(str::to_owned)
        });
        self.find.open(shown, from, text);
        let come =
            self.find.typed(&self.exchange, self.session.document().article(), self.session.document().revision());
        self.show_come(come);
    }

    /// Updates the matches to the document's revision.
    fn search_again(&mut self) {
        self.find.refresh(&self.exchange, self.session.document().article(), self.session.document().revision());
    }

    /// Goes to the next match. While the focus is in the find bar, it only scrolls there.
    fn find_on(&mut self, way: Way) {
        if self.find.query.pattern.is_empty() {
            return self.open_find(Shown::Find);
        }
        self.search_again();
        let caret = self.cursor().filter(|_| !self.find.has_focus);
        let caret = caret.map(|(place, selection)| (place, selection.range().start, selection.range().end));
        let come = self.find.go(self.session.document().article(), way, caret);
        let goes = self.find.goes();
        self.come(come, goes);
    }

    fn come(&mut self, come: Come, goes: Goes) {
        match (come, goes) {
            (Come::To(found), Goes::Eyes) => self.show_match(found),
            (Come::To(found), Goes::Caret) => self.go_to(found.place, Some(Selection::over(found.range))),
            (Come::Nowhere, _) => self.say(self.find.trouble().unwrap_or_else(|| "No matches".into())),
            (Come::NotYet, _) => self.say("Searching…"),
        }
    }

    fn show_come(&mut self, come: Come) {
        match come {
            Come::To(found) => self.show_match(found),
            Come::Nowhere | Come::NotYet => {}
        }
    }

    /// Handles the result of a search or replacement in the background.
    pub(super) fn heard_of_finding(&mut self, ctx: &Context, news: FindNews) {
        match news {
            FindNews::Sought { .. } => {
                let (article, revision) = (self.session.document().article(), self.session.document().revision());
                if let Some((come, goes)) = self.find.sought(article, revision, news) {
                    self.come(come, goes);
                }
            }
            FindNews::Replaced { number, .. } if !self.find.is_awaited(number) => {}
            FindNews::Replaced { replaced: None, .. } => {
                self.say("Nothing replaced: the expression is too complex for this text");
            }
            FindNews::Replaced { revision, .. } if revision != self.session.document().revision() => {
                self.say("Nothing replaced: the draft changed in the meantime");
            }
            FindNews::Replaced { replaced: Some((article, count)), .. } => {
                self.replaced(*article, count, ctx.input(|input| input.time));
            }
        }
    }

    /// Scrolls to a match without moving the focus.
    fn show_match(&mut self, Match { place, range }: Match) {
        self.panes.tab = Tab::Write;
        self.active = Some(place.clone());
        self.form.show(place, Selection::over(range));
    }

    fn close_find(&mut self) {
        let here = self.find.here_match().cloned();
        self.find.close();
        match (here, self.active.clone()) {
            (Some(found), _) => self.go_to(found.place, Some(Selection::over(found.range))),
            (None, place) => self.go_to(place.unwrap_or(Place::Headline), None),
        }
    }

    /// Replaces the current match, and goes to the next one.
    fn replace_here(&mut self, now: f64) {
        self.search_again();
        let Some(found) = self.find.here_match().cloned() else { return self.find_on(Way::Forward) };
        let length = |article: &Article| find::text_at(article, &found.place).map_or(0, |text| text.len());
        let before = length(self.session.document().article());
        let (query, with) = (self.find.query.clone(), self.find.with.clone());
        self.session.document_mut().edit(found.place.clone(), now, |article| {
            // The pattern has just matched, so it is valid.
            let _ = find::replace(article, std::slice::from_ref(&found), &query, &with);
        });
        let after = length(self.session.document().article());
        let end = (found.range.end + after).saturating_sub(before);
        self.search_again();
        let next = self.find.go(self.session.document().article(), Way::Forward, Some((found.place, end, end)));
        self.show_come(next);
    }

    /// Replaces all matches, as one undo step.
    fn replace_all(&mut self, now: f64) {
        self.search_again();
        if self.session.document().is_read_only()
            || self.find.matches().is_none_or(|found| found.matches.is_empty())
        {
            return;
        }
        let (article, revision) = (self.session.document().article(), self.session.document().revision());
        match self.find.replace_all(&self.exchange, article, revision) {
            Replacing::Done(article, count) => self.replaced(*article, count, now),
            Replacing::Begun => self.say("Replacing…"),
        }
    }

    fn replaced(&mut self, with: Article, count: usize, now: f64) {
        let first = self.find.matches().and_then(|found| found.matches.first());
        let place = first.map_or(Place::Headline, |first| first.place.clone());
        self.session.document_mut().edit(place, now, |article| *article = with);
        self.say(match count {
            1 => "Replaced 1 match".to_owned(),
            count => format!("Replaced {} matches", grouped(count)),
        });
        self.search_again();
    }

    /// Updates the matches and their marks to the document's revision.
    pub(in crate::app) fn refresh_find(&mut self) {
        if self.find.is_open() {
            self.search_again();
        }
        if let Some(marks) = self.find.take_marks() {
            self.derived.marks_mut().put(Layer::Search, marks);
        }
    }
}
