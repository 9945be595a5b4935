//! Opens and closes the context menu of a text. How it looks is in `app::text_menu`.

use egui::{Context, Rect, Vec2};

use crate::app::App;
use crate::app::command::Command;
use crate::app::exchange::event::Event;
use crate::app::text_menu::{Misspelt, TextMenu};
use crate::article::Place;
use crate::writing::Selection;

impl App {
    /// Opens the context menu of the text with the cursor.
    pub(super) fn open_text_menu_at_caret(&mut self, ctx: &Context) {
        let Some((place, selection)) = self.cursor() else {
            return self.say("The cursor is not in a text field");
        };
        let byte = selection.range().end;
        let anchor = self.anchor(ctx);
        self.open_text_menu(place, byte, anchor);
    }

    /// Opens the context menu of a text at the pointer.
    pub(super) fn open_text_menu_at(&mut self, ctx: &Context, place: Place, byte: usize) {
        let pointer = ctx.input(|input| input.pointer.interact_pos());
        let anchor = pointer.map_or_else(|| self.anchor(ctx), |at| Rect::from_min_size(at, Vec2::ZERO));
        self.open_text_menu(place, byte, anchor);
    }

    fn open_text_menu(&mut self, place: Place, byte: usize, anchor: Rect) {
        let word = self.misspelt_at(&place, byte);
        let selected = self.cursor().filter(|(at, _)| *at == place).map(|(_, selection)| selection);
        let selection = selected.unwrap_or_else(|| Selection::at(byte));
        if let Some(word) = &word {
            self.look_for_suggestions(word.word.clone());
        }
        let can_write = !self.session.document().is_read_only();
        self.text_menu = Some(TextMenu::new(place, selection, word, anchor, can_write));
    }

    /// The misspelt word at a byte offset in a text.
    pub(super) fn misspelt_at(&self, place: &Place, byte: usize) -> Option<Misspelt> {
        let range = self.spelling.mistake_at(place, byte)?;
        let word = self.session.document().article().text(place)?.get(range.clone())?.to_owned();
        Some(Misspelt::new(range, word))
    }

    fn look_for_suggestions(&self, word: String) {
        let Some(speller) = self.spelling.reader.speller().cloned() else { return };
        self.exchange.start(move || {
            let suggestions = speller.suggest(&word);
            Event::Suggested(word, suggestions)
        });
    }

    /// The rectangle of the cursor in the window.
    fn anchor(&self, ctx: &Context) -> Rect {
        self.form
            .selection_rect()
            .unwrap_or_else(|| Rect::from_center_size(ctx.content_rect().center(), Vec2::ZERO))
    }

    /// Closes the menu. The focus returns to the text with its selection.
    pub(super) fn close_text_menu(&mut self) -> Option<TextMenu> {
        let menu = self.text_menu.take()?;
        self.go_to(menu.place.clone(), Some(menu.selection));
        Some(menu)
    }

    /// Draws the context menu of a text above everything else.
    pub(in crate::app) fn text_menu_ui(&mut self, ctx: &Context, commands: &mut Vec<Command>) {
        if self.text_menu.as_mut().is_some_and(|menu| !menu.ui(ctx, commands)) {
            self.text_menu = None;
        }
    }
}
