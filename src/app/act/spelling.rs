//! What the menus and keys of spelling do.

use egui::{Context, Rect, Vec2};

use crate::app::App;
use crate::app::exchange::Event;
use crate::app::spelling::menu::WordMenu;
use crate::app::spelling::{Ask, News};
use crate::article::Place;
use crate::writing::{Change, Selection};

impl App {
    pub(super) fn spell(&mut self, ctx: &Context, ask: Ask, now: f64) {
        match ask {
            Ask::Toggle => self.settings.checks_spelling = !self.settings.checks_spelling,
            Ask::Next => self.next_mistake(),
            Ask::Menu => self.open_menu_at_caret(ctx),
            Ask::MenuAt(place, byte) => {
                let pointer = ctx.input(|input| input.pointer.interact_pos());
                let anchor = pointer.map_or_else(|| self.anchor(ctx), |at| Rect::from_min_size(at, Vec2::ZERO));
                self.open_word_menu(place, byte, anchor);
            }
            Ask::Choose(word) => self.choose_word(&word, now),
            Ask::IgnoreHere => {
                if let Some(menu) = self.close_word_menu() {
                    self.spelling.reader.ignore(menu.place, &menu.word);
                }
            }
            Ask::AddToArticle => self.add_to_article(now),
            Ask::AddToMine => {
                if let Some(menu) = self.close_word_menu() {
                    self.spelling.add_to_mine(&self.exchange, menu.word);
                }
            }
            Ask::CloseMenu => drop(self.close_word_menu()),
        }
        ctx.request_repaint();
    }

    fn next_mistake(&mut self) {
        if let Some(obstacle) = self.spelling.obstacle() {
            return self.say(obstacle);
        }
        let caret = self.form.selection().map(|(place, selection)| (place.clone(), selection.range().end));
        let from = caret.or_else(|| self.active.clone().map(|place| (place, 0)));
        let from = from.as_ref().map(|(place, byte)| (place, *byte));
        match self.spelling.next_mistake(self.document.article(), from) {
            Some((place, range)) => self.go_to(place, Some(Selection::over(range))),
            None if self.spelling.reader.is_busy() => self.say("The spelling is still being read"),
            None => self.say("No misspelt word was found"),
        }
    }

    fn open_menu_at_caret(&mut self, ctx: &Context) {
        let caret = self.form.selection().map(|(place, selection)| (place.clone(), selection.range()));
        match caret {
            Some((place, range)) => {
                let anchor = self.anchor(ctx);
                self.open_word_menu(place, range.end, anchor);
            }
            None => self.say("The caret is in no text"),
        }
    }

    fn open_word_menu(&mut self, place: Place, byte: usize, anchor: Rect) {
        if let Some(obstacle) = self.spelling.obstacle() {
            return self.say(obstacle);
        }
        let found = self.spelling.mistake_at(&place, byte);
        let text = self.document.article().text(&place).unwrap_or_default();
        let word = found.as_ref().and_then(|range| text.get(range.clone())).map(str::to_owned);
        let (Some(range), Some(word)) = (found, word) else { return self.say("No misspelt word here") };
        let can_write = !self.document.is_read_only();
        self.spelling.menu = Some(WordMenu::new(place, range, word.clone(), anchor, can_write));
        if let Some(speller) = self.spelling.reader.speller().cloned() {
            self.exchange.start(move || {
                let suggestions = speller.suggest(&word);
                Event::Spelling(News::Suggested(word, suggestions))
            });
        }
    }

    /// Where the caret is in the window.
    fn anchor(&self, ctx: &Context) -> Rect {
        self.form
            .selection_rect()
            .unwrap_or_else(|| Rect::from_center_size(ctx.content_rect().center(), Vec2::ZERO))
    }

    fn choose_word(&mut self, word: &str, now: f64) {
        let Some(menu) = self.close_word_menu() else { return };
        let text = self.document.article().text(&menu.place).unwrap_or_default();
        // The text may have changed under the menu.
        if text.get(menu.range.clone()) != Some(menu.word.as_str()) {
            return;
        }
        let word = if menu.word.contains('’') { word.replace('\'', "’") } else { word.to_owned() };
        let end = menu.range.start + word.len();
        let change = Change { range: menu.range, text: word, selection: Selection::at(end) };
        self.change(menu.place, &change, now);
    }

    fn add_to_article(&mut self, now: f64) {
        let Some(menu) = self.close_word_menu() else { return };
        self.document.edit(menu.place, now, |article| {
            article.words.push(menu.word);
            article.words.sort_unstable();
            article.words.dedup();
        });
    }

    /// Takes the menu away; the caret goes back to the word's end.
    fn close_word_menu(&mut self) -> Option<WordMenu> {
        let menu = self.spelling.menu.take()?;
        self.go_to(menu.place.clone(), Some(Selection::at(menu.range.end)));
        Some(menu)
    }

    /// Chooses the dictionary, reads what has changed, and marks it.
    pub(in crate::app) fn refresh_spelling(&mut self, ctx: &Context) {
        let article = self.document.article();
        let said = self.spelling.choose(&self.exchange, article, self.settings.checks_spelling);
        if let Some(said) = said {
            self.say(said);
        }
        let caret = self.form.selection();
        if self.spelling.refresh(&self.exchange, &self.document, caret, self.derived.marks_mut()) {
            ctx.request_repaint();
        }
    }

    /// Draws the menu of a word over everything else.
    pub(in crate::app) fn word_menu_ui(&mut self, ctx: &Context, commands: &mut Vec<crate::app::Command>) {
        if let Some(menu) = &mut self.spelling.menu {
            menu.ui(ctx, commands);
        }
    }
}
