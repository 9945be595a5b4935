//! What the rows write with: the document, the commands, and the focus, which a row takes and gives on. Every change
//! that typing makes goes through here.

use egui::{Color32, Response, Ui};

use super::field::{Field, Lines, Shown, field_id, select};
use super::roll::{self, Row};
use super::writing::Kind;
use super::{Focus, Goal, Kept, Takes, lists, target};
use crate::app::command::Command;
use crate::app::theme::{self, Type};
use crate::app::view::View;
use crate::article::{Article, Item, Place};
use crate::document::Document;
use crate::writing::Selection;

pub(super) struct Pen<'a> {
    document: &'a mut Document,
    pub view: &'a View<'a>,
    pub commands: &'a mut Vec<Command>,
    pub kept: &'a mut Kept,
    /// As it was when the frame began.
    focus: &'a Focus,
    now: Focus,
}

impl<'a> Pen<'a> {
    pub(super) fn new(
        document: &'a mut Document,
        view: &'a View<'a>,
        commands: &'a mut Vec<Command>,
        kept: &'a mut Kept,
        focus: &'a Focus,
    ) -> Pen<'a> {
        Pen { document, view, commands, kept, focus, now: Focus::default() }
    }

    /// Where the focus is now, and where it is to go next.
    pub(super) fn finish(self) -> Focus {
        self.now
    }

    pub(super) fn article(&self) -> &Article {
        self.document.article()
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.view.is_read_only
    }

    /// The field with the focus, of those drawn so far.
    pub(super) fn focused(&self) -> Option<&Place> {
        self.now.at.as_ref()
    }

    /// The rows that must be drawn wherever they are.
    pub(super) fn wanted_rows(&self) -> impl Iterator<Item = Row> {
        let places = [self.focus.goal.as_ref().map(|goal| &goal.place), self.focus.at.as_ref()];
        places.into_iter().flatten().map(|place| roll::row_of(self.article(), place))
    }

    /// Sends the focus to a field in the next frame, and selects in it.
    pub(super) fn go_to(&mut self, place: Place, selection: Option<Selection>) {
        self.now.goal = Some(Goal { place, selection, takes: Takes::Focus });
    }

    /// Takes note of the focus in a text that has just been drawn, and of what is selected there.
    fn note_text(&mut self, place: &Place, shown: &Shown) {
        self.note_focus(place, &shown.response);
        if shown.response.has_focus() {
            self.now.selection = shown.selection;
        }
    }

    /// Takes note of the focus in what has just been drawn.
    pub(super) fn note_focus(&mut self, place: &Place, response: &Response) {
        if response.has_focus() {
            self.now.at = Some(place.clone());
        }
    }

    /// Takes note that a control in the margin of an item has the focus.
    pub(super) fn note_item(&mut self, item: &Item, has_focus: bool) {
        if has_focus {
            self.now.at = Some(item.first_place());
        }
    }

    /// Whether the focus is to go to `id`, which is about to be drawn with this text; it gets it at once.
    pub(super) fn take_goal(&mut self, ui: &Ui, id: egui::Id, text: &str) -> bool {
        let Some(goal) = self.focus.goal.as_ref().filter(|goal| target(self.article(), &goal.place) == id) else {
            return false;
        };
        if let Some(selection) = goal.selection {
            select(ui.ctx(), id, text, selection);
        }
        if goal.takes == Takes::Focus {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        true
    }

    /// A text of one line, set in `letters`.
    pub(super) fn line_ui(&mut self, ui: &mut Ui, place: &Place, name: &str, hint: &str, letters: Type) -> Shown {
        let ink = theme::tokens(ui).ink;
        self.text_ui(ui, place, name, hint, letters, Lines::Wrapped, ink)
    }

    /// A text of one line on one row, in the type of the interface.
    pub(super) fn entry_ui(&mut self, ui: &mut Ui, place: &Place, name: &str, hint: &str, ink: Color32) -> Shown {
        self.text_ui(ui, place, name, hint, theme::INTERFACE, Lines::Single, ink)
    }

    #[expect(clippy::too_many_arguments, reason = "the two ways to call it are above")]
    fn text_ui(
        &mut self,
        ui: &mut Ui,
        place: &Place,
        name: &str,
        hint: &str,
        letters: Type,
        lines: Lines,
        colour: Color32,
    ) -> Shown {
        let text = self.article().text(place).unwrap_or_default().to_owned();
        let reveals_caret = self.take_goal(ui, field_id(place), &text);
        let mut field = Field::new(ui, place, name, hint, letters);
        field.lines = lines;
        field.colour = colour;
        field.is_read_only = self.is_read_only();
        field.reveals_caret = reveals_caret;
        let shown = field.show(ui, &text);
        self.took(place, shown)
    }

    /// Markdown, marked while it is written. `text` is what the article holds at `place`.
    pub(super) fn markdown_ui(
        &mut self,
        ui: &mut Ui,
        place: &Place,
        text: &str,
        name: &str,
        hint: &str,
        kind: Kind,
    ) -> Shown {
        let reveals_caret = self.take_goal(ui, field_id(place), text);
        let is_dark = ui.visuals().dark_mode;
        let mut memo = self.kept.writing.remove(place).unwrap_or_default();
        let mut layouter = |text: &str, width: f32| memo.job(text, width, is_dark, kind);
        let mut field = Field::new(ui, place, name, hint, theme::FORM_BODY);
        field.lines = match kind {
            Kind::Blocks => Lines::Many,
            Kind::Line => Lines::Wrapped,
        };
        field.is_read_only = self.is_read_only();
        field.reveals_caret = reveals_caret;
        field.layouter = Some(&mut layouter);
        let shown = field.show(ui, text);
        self.kept.writing.insert(place.clone(), memo);
        self.took(place, shown)
    }

    /// A field whose text is not one text of the article: what is typed is kept as it is for as long as it has the
    /// focus. `text` is what stands in it otherwise. Gives what is now in it when that has changed.
    pub(super) fn raw_ui(
        &mut self,
        ui: &mut Ui,
        place: &Place,
        text: String,
        name: &str,
        hint: &str,
        look: (Type, Lines),
    ) -> Shown {
        let raw = self.kept.raw.remove(place).unwrap_or(text);
        let reveals_caret = self.take_goal(ui, field_id(place), &raw);
        let mut field = Field::new(ui, place, name, hint, look.0);
        field.lines = look.1;
        field.is_read_only = self.is_read_only();
        field.reveals_caret = reveals_caret;
        let shown = field.show(ui, &raw);
        self.note_focus(place, &shown.response);
        if shown.response.has_focus() {
            self.kept.raw.insert(place.clone(), shown.text.clone().unwrap_or(raw));
        }
        shown
    }

    /// A list of words, typed one a line. `list` gives it of an article.
    pub(super) fn list_ui(
        &mut self,
        ui: &mut Ui,
        place: &Place,
        (name, hint): (&str, &str),
        letters: Type,
        list: fn(&mut Article) -> &mut Vec<String>,
        shown: fn(&Article) -> &[String],
    ) {
        let items = shown(self.article());
        let is_stale = self.kept.raw.get(place).is_some_and(|raw| lists::split(raw) != items);
        let text = lists::joined(items);
        if is_stale {
            self.kept.raw.remove(place);
        }
        let typed = self.raw_ui(ui, place, text, name, hint, (letters, Lines::Many));
        if let Some(text) = typed.text {
            *list(self.document.article_mut()) = lists::split(&text);
            self.document.edited(place, self.view.now, typed.caret);
        }
    }

    /// Writes what was typed into the article, and takes note of the focus.
    fn took(&mut self, place: &Place, mut shown: Shown) -> Shown {
        self.note_text(place, &shown);
        if let Some(text) = shown.text.take() {
            if let Some(old) = self.document.article_mut().text_mut(place) {
                *old = text;
            }
            self.document.edited(place, self.view.now, shown.caret);
        }
        shown
    }

    /// Changes the article as one step.
    pub(super) fn step(&mut self, place: Place, change: impl FnOnce(&mut Article)) {
        self.document.edit(place, self.view.now, change);
    }

    pub(super) fn remove(&mut self, item: &Item) {
        self.document.remove_item(item, self.view.now);
    }

    /// Whether the source has the new key now.
    pub(super) fn rename_source(&mut self, from: &str, to: &str) -> bool {
        self.document.rename_source(from, to, self.view.now)
    }
}
