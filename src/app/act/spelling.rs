//! What the spelling menus and shortcuts do.

use egui::Context;

use crate::app::App;
use crate::app::choice::SpellingRequest;
use crate::app::text_menu::{Misspelt, TextMenu};
use crate::article::Place;
use crate::writing::{Change, Selection};

impl App {
    pub(super) fn spell(&mut self, ctx: &Context, ask: SpellingRequest, now: f64) {
        match ask {
            SpellingRequest::Toggle => self.settings.checks_spelling = !self.settings.checks_spelling,
            SpellingRequest::Next => self.next_mistake(),
            SpellingRequest::Menu => self.suggest_at_caret(ctx),
            SpellingRequest::Choose(word) => self.choose_word(&word, now),
            SpellingRequest::IgnoreHere => {
                if let Some((place, misspelt)) = self.close_word_menu() {
                    self.spelling.reader.ignore(place, &misspelt.word);
                }
            }
            SpellingRequest::AddToArticle => self.add_to_article(now),
            SpellingRequest::AddToMine => {
                if let Some((_, misspelt)) = self.close_word_menu() {
                    self.spelling.add_to_mine(&self.exchange, misspelt.word);
                }
            }
        }
        ctx.request_repaint();
    }

    fn next_mistake(&mut self) {
        if let Some(obstacle) = self.spelling.obstacle() {
            return self.say(obstacle);
        }
        let caret = self.cursor().map(|(place, selection)| (place, selection.range().end));
        let from = caret.or_else(|| self.active.clone().map(|place| (place, 0)));
        let from = from.as_ref().map(|(place, byte)| (place, *byte));
        match self.spelling.next_mistake(self.session.document().article(), from) {
            Some((place, range)) => self.go_to(place, Some(Selection::over(range))),
            None if self.spelling.reader.is_busy() => self.say("Still checking spelling"),
            None => self.say("No misspelt words found"),
        }
    }

    /// Opens the menu of the misspelt word at the cursor.
    fn suggest_at_caret(&mut self, ctx: &Context) {
        if let Some(obstacle) = self.spelling.obstacle() {
            return self.say(obstacle);
        }
        let caret = self.cursor().map(|(place, selection)| (place, selection.range().end));
        match caret {
            Some((place, byte)) if self.spelling.mistake_at(&place, byte).is_none() => {
                self.say("No misspelt word here");
            }
            Some(_) | None => self.open_text_menu_at_caret(ctx),
        }
    }

    fn choose_word(&mut self, chosen: &str, now: f64) {
        let Some((place, Misspelt { range, word, .. })) = self.close_word_menu() else { return };
        let text = self.session.document().article().text(&place).unwrap_or_default();
        // The text may have changed while the menu was open.
        if text.get(range.clone()) != Some(word.as_str()) {
            return;
        }
        let chosen = if word.contains('’') { chosen.replace('\'', "’") } else { chosen.to_owned() };
        let end = range.start + chosen.len();
        let change = Change { range, text: chosen, selection: Selection::at(end) };
        self.change(place, &change, now);
    }

    fn add_to_article(&mut self, now: f64) {
        let Some((place, misspelt)) = self.close_word_menu() else { return };
        self.session.document_mut().edit(place, now, |article| {
            article.words.push(misspelt.word);
            article.words.sort_unstable();
            article.words.dedup();
        });
    }

    /// Closes the menu of a word, and moves the cursor to the end of the word.
    fn close_word_menu(&mut self) -> Option<(Place, Misspelt)> {
        let TextMenu { place, word, .. } = self.close_text_menu()?;
        let word = word?;
        self.go_to(place.clone(), Some(Selection::at(word.range.end)));
        Some((place, word))
    }

    /// Chooses the dictionary, checks what has changed, and marks it.
    pub(in crate::app) fn refresh_spelling(&mut self, ctx: &Context) {
        let article = self.session.document().article();
        let said = self.spelling.choose(&self.exchange, article, self.settings.checks_spelling);
        if let Some(said) = said {
            self.say(said);
        }
        let caret = self.form.selection();
        if self.spelling.refresh(&self.exchange, self.session.document(), caret, self.derived.marks_mut()) {
            ctx.request_repaint();
        }
    }
}
