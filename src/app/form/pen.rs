//! What the rows draw and edit with: the document, the command queue and the focus. Every edit made by typing goes
//! through here.

use egui::accesskit::Role;
use egui::{Color32, Pos2, Response, Ui};

use super::citing;
use super::field::{field_id, left_out_ui, target};
use super::focus::{Focus, Goal, Takes};
use super::kept::Kept;
use super::listed::{joined, split};
use super::options::Options;
use super::row::{Row, row_of};
use super::walk::{Beside, Walk, Way};
use crate::app::command::Command;
use crate::app::keys;
use crate::app::setting;
use crate::app::surface::{Breaks, Edit, Entry, Kind, Leave, Neighbours, Shown, Surface, Writing};
use crate::app::theme::{self, Type};
use crate::app::view::View;
use crate::article::{Article, Item, ItemKind, Place};
use crate::date::Here;
use crate::document::Document;
use crate::page::Direction;
use crate::writing::{Moved, Selection};

pub(super) struct Pen<'a> {
    document: &'a mut Document,
    pub view: &'a View<'a>,
    pub commands: &'a mut Vec<Command>,
    pub kept: &'a mut Kept,
    options: &'a Options,
    /// As it was when the frame began.
    focus: &'a Focus,
    now: Focus,
    /// By how much the lines above what is in sight turned out higher than estimated, since it was last asked.
    learnt_above: f32,
    /// Where the empty ground beside the texts was clicked.
    pub(super) clicked_beside: Option<Pos2>,
    /// A button has taken the focus that goes to the buttons of a field.
    is_offer_taken: bool,
}

/// A field before it is drawn.
struct Field<'a> {
    place: &'a Place,
    name: &'a str,
    hint: &'a str,
    letters: Type,
    breaks: Breaks,
    kind: Kind,
    colour: Color32,
}

impl<'a> Pen<'a> {
    pub(super) fn new(
        document: &'a mut Document,
        view: &'a View<'a>,
        commands: &'a mut Vec<Command>,
        kept: &'a mut Kept,
        options: &'a Options,
        focus: &'a Focus,
    ) -> Pen<'a> {
        Pen {
            document,
            view,
            commands,
            kept,
            options,
            focus,
            now: Focus::default(),
            learnt_above: 0.0,
            clicked_beside: None,
            is_offer_taken: false,
        }
    }

    /// Where the focus is now, and where it is to go next.
    pub(super) fn finish(self) -> Focus {
        // A focus that is on its way is where it was.
        if self.now.goal.is_none() {
            let at = self.now.at.as_ref().zip(self.now.selection);
            self.document.note_selection(at.filter(|(place, _)| self.document.article().text(place).is_some()));
        }
        self.now
    }

    /// Which way a text of the article runs.
    pub(super) fn direction_of(&self, text: &str) -> Direction {
        setting::base(text, self.view.page.meta.direction())
    }

    /// How the writer likes the text.
    pub(super) fn writing(&self) -> &Writing {
        &self.options.writing
    }

    /// By how much the lines above what is in sight turned out higher than estimated, since this was last asked.
    pub(super) fn take_learnt(&mut self) -> f32 {
        std::mem::take(&mut self.learnt_above)
    }

    /// What is selected in the text at a place, or was when it had the focus last.
    pub(super) fn selection_at(&self, place: &Place) -> Selection {
        self.kept.texts.get(place).map(|memory| memory.selection()).unwrap_or_default()
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
        places.into_iter().flatten().filter_map(|place| row_of(self.article(), place))
    }

    /// Sends the focus to a field in the next frame, and selects in it.
    pub(super) fn go_to(&mut self, place: Place, selection: Option<Selection>) {
        self.now.goal = Some(Goal { place, selection, entry: None, takes: Takes::Focus });
    }

    /// The fields before and after a place.
    fn beside(&self, place: &Place) -> Beside {
        let is_read_only = self.is_read_only();
        Walk { article: self.article(), kept: self.kept, is_read_only }.beside(place)
    }

    /// Takes the cursor out of a field. Behind the last one, Tab leaves the form.
    pub(super) fn leave(&mut self, place: &Place, leave: Leave) {
        let (way, entry) = match leave {
            Leave::On => (Way::On, None),
            Leave::Back => (Way::Back, None),
            Leave::Before(entry) => (Way::Back, Some(entry)),
            Leave::After(entry) => (Way::On, Some(entry)),
        };
        match self.beside(place).take(way) {
            Some(place) => self.now.goal = Some(Goal { place, selection: None, entry, takes: Takes::Focus }),
            None => self.now.leaves = leave == Leave::On,
        }
    }

    /// Whether the focus is on its way from here.
    pub(super) fn is_going(&self) -> bool {
        self.now.goal.is_some()
    }

    /// The goal is not there yet: it is one of the next frame too.
    pub(super) fn wait_for_goal(&mut self) {
        self.now.goal = self.now.goal.take().or_else(|| self.focus.goal.clone());
    }

    /// Whether nothing in the form had the focus in the frame before.
    pub(super) fn is_left(&self) -> bool {
        self.focus.at.is_none()
    }

    /// Where the focus, or the eyes, are to arrive in this frame.
    pub(super) fn goal(&self) -> Option<&Place> {
        self.focus.goal.as_ref().map(|goal| &goal.place)
    }

    /// When and where dates are typed.
    pub(super) fn here(&self) -> &Here {
        &self.options.here
    }

    /// Takes note of the focus in a text that has just been drawn, and of what is selected there.
    fn note_text(&mut self, place: &Place, shown: &Shown) {
        self.note_focus(place, &shown.response);
        self.learnt_above += shown.learnt_above;
        if shown.response.has_focus() {
            self.now.selection = shown.selection;
            self.now.selection_rect = shown.selection_rect;
        }
        if let Some(at) = shown.hovered_at {
            self.now.hovered = Some((place.clone(), at));
        }
        if let Some(at) = shown.clicked_beside_at {
            self.go_to(place.clone(), Some(Selection::at(at)));
        }
        if let Some(at) = shown.secondary_clicked_at {
            self.now.secondary_clicked = Some((place.clone(), at));
        }
    }

    /// Takes note of the focus in what has just been drawn.
    pub(super) fn note_focus(&mut self, place: &Place, response: &Response) {
        if response.has_focus() {
            self.now.at = Some(place.clone());
            self.now.is_at_button = !keys::is_in_field(&response.ctx);
        }
    }

    /// Gives a button the focus where one goes to the buttons of the field that it belongs to; the first one takes it.
    pub(super) fn offer(&mut self, ui: &Ui, place: &Place, button: egui::Id) {
        let Some(goal) = self.focus.goal.as_ref().filter(|goal| goal.takes == Takes::Buttons) else { return };
        let is_of_row = row_of(self.article(), &goal.place) == row_of(self.article(), place);
        if is_of_row && !std::mem::replace(&mut self.is_offer_taken, true) {
            ui.memory_mut(|memory| memory.request_focus(button));
        }
    }

    /// Takes note that a control in the margin of an item has the focus.
    pub(super) fn note_item(&mut self, item: &Item, has_focus: bool) {
        if has_focus {
            self.now.at = Some(item.first_place());
            self.now.is_at_button = true;
        }
    }

    /// Whether the focus is to go to what is drawn for a place; it gets it at once.
    pub(super) fn take_goal(&mut self, ui: &Ui, id: egui::Id) -> Option<Option<Selection>> {
        let goal = self.focus.goal.as_ref().filter(|goal| target(self.article(), &goal.place) == id)?;
        match goal.takes {
            Takes::Focus => {
                ui.memory_mut(|memory| memory.request_focus(id));
                Some(goal.selection)
            }
            Takes::Buttons => None,
            // What is only shown must not be typed over by one who goes to the field later.
            Takes::Sight => Some(goal.selection.map(|selection| Selection::at(selection.caret))),
        }
    }

    /// A text of one line, set in `letters`.
    pub(super) fn line_ui(&mut self, ui: &mut Ui, place: &Place, name: &str, hint: &str, letters: Type) -> Shown {
        let colour = theme::tokens(ui).ink;
        let kind = Kind::Words;
        self.text_ui(ui, Field { place, name, hint, letters, breaks: Breaks::Wrapped, kind, colour })
    }

    /// A text of one line on one row, in the type of the interface.
    pub(super) fn entry_ui(
        &mut self,
        ui: &mut Ui,
        place: &Place,
        name: &str,
        hint: &str,
        colour: Color32,
    ) -> Shown {
        let (letters, kind) = (theme::INTERFACE, Kind::Data);
        self.text_ui(ui, Field { place, name, hint, letters, breaks: Breaks::Single, kind, colour })
    }

    fn text_ui(&mut self, ui: &mut Ui, field: Field<'_>) -> Shown {
        let text = self.article().text(field.place).unwrap_or_default().to_owned();
        let shown = self.surface_ui(ui, &field, &text);
        self.took(field.place, shown)
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
        let breaks = if kind == Kind::Blocks { Breaks::Many } else { Breaks::Wrapped };
        let (letters, colour) = (theme::FORM_BODY, theme::tokens(ui).ink);
        let shown = self.surface_ui(ui, &Field { place, name, hint, letters, breaks, kind, colour }, text);
        self.took(place, shown)
    }

    /// How the cursor comes into the field that the focus goes to.
    fn entry(&self, place: &Place) -> Option<Entry> {
        self.focus.goal.as_ref().filter(|goal| goal.place == *place).and_then(|goal| goal.entry)
    }

    /// Asked where a key may take the cursor out of the field alone: it walks the article.
    fn neighbours(&self, ui: &Ui, place: &Place, id: egui::Id) -> Neighbours {
        let is_key = |event: &egui::Event| matches!(event, egui::Event::Key { pressed: true, .. });
        let may_leave =
            ui.memory(|memory| memory.has_focus(id)) && ui.input(|input| input.events.iter().any(is_key));
        Neighbours { before: *place != Place::Headline, after: may_leave && self.beside(place).after.is_some() }
    }

    /// Draws a field.
    fn surface_ui(&mut self, ui: &mut Ui, field: &Field<'_>, text: &str) -> Shown {
        let id = field_id(field.place);
        if self.is_left_out(ui, id, field.place, text) {
            let role = if field.breaks == Breaks::Many { Role::MultilineTextInput } else { Role::TextInput };
            return Shown::nothing(left_out_ui(ui, id, role, field.name, field.hint));
        }
        let goal = self.take_goal(ui, id);
        let neighbours = self.neighbours(ui, field.place, id);
        let entered = self.entry(field.place).filter(|_| goal.is_some());
        let mut memory = self.kept.texts.remove(field.place).unwrap_or_default();
        let article = self.document.article();
        // What is shown in other words than it is stored in has other bytes.
        let is_stored = article.text(field.place).is_none_or(|stored| stored == text);
        if let Some(selection) = goal.flatten() {
            memory.select(if is_stored { selection } else { Selection::at(text.len()) });
        }
        let surface = Surface {
            id,
            name: field.name,
            hint: field.hint,
            letters: field.letters,
            colour: field.colour,
            breaks: field.breaks,
            kind: field.kind,
            rules: self.options.rules(field.kind),
            marks: if is_stored { self.view.marks.of(field.place) } else { &[] },
            source: &|key| citing::cited(article, key),
            writing: self.options.writing,
            is_read_only: self.view.is_read_only,
            direction: self.view.page.meta.direction(),
            keeps_selection: self.options.held.as_ref() == Some(field.place),
            reveals_caret: goal.is_some(),
            clicked_beside: self.clicked_beside,
            entered,
            neighbours,
        };
        let shown = surface.show(ui, text, &mut memory);
        if let Some(leave) = shown.leaves {
            self.leave(field.place, leave);
        }
        self.kept.texts.insert(field.place.clone(), memory);
        self.kept.drawn.insert(field.place.clone());
        shown
    }

    /// A field whose text is not one text of the article: what is typed is kept as it is for as long as it has the
    /// focus. `text` is what stands in it otherwise.
    pub(super) fn raw_ui(
        &mut self,
        ui: &mut Ui,
        place: &Place,
        text: String,
        name: &str,
        hint: &str,
        (letters, breaks): (Type, Breaks),
    ) -> Shown {
        let raw = self.kept.raw.remove(place).unwrap_or(text);
        let (colour, kind) = (theme::tokens(ui).ink, Kind::Data);
        let shown = self.surface_ui(ui, &Field { place, name, hint, letters, breaks, kind, colour }, &raw);
        self.note_focus(place, &shown.response);
        if shown.response.has_focus() {
            self.kept.raw.insert(place.clone(), shown.text().map_or(raw, str::to_owned));
        }
        shown
    }

    /// A text that is shown in other words than it is stored in: `said` gives those, `stored` what is meant by what is
    /// typed.
    pub(super) fn said_ui(
        &mut self,
        ui: &mut Ui,
        place: &Place,
        (name, hint): (&str, &str),
        said: &dyn Fn(&str) -> String,
        stored: &dyn Fn(&str) -> String,
    ) {
        let known = self.article().text(place).unwrap_or_default().to_owned();
        if self.kept.raw.get(place).is_some_and(|raw| stored(raw) != known) {
            self.kept.raw.remove(place);
        }
        let shown = self.raw_ui(ui, place, said(&known), name, hint, (theme::INTERFACE, Breaks::Single));
        let Some(meant) = shown.text().map(stored).filter(|meant| *meant != known) else { return };
        if let Some(text) = self.document.article_mut().text_mut(place) {
            *text = meant;
            self.document.edited(place, self.view.now, None);
        }
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
        let is_stale = self.kept.raw.get(place).is_some_and(|raw| split(raw) != items);
        let text = joined(items);
        if is_stale {
            self.kept.raw.remove(place);
        }
        let typed = self.raw_ui(ui, place, text, name, hint, (letters, Breaks::Many));
        if let Some(text) = typed.text() {
            *list(self.document.article_mut()) = split(text);
            self.document.edited(place, self.view.now, None);
        }
    }

    /// Writes what was typed into the article, and takes note of the focus.
    fn took(&mut self, place: &Place, mut shown: Shown) -> Shown {
        self.note_text(place, &shown);
        for edit in shown.edits.drain(..) {
            self.write(place, edit);
        }
        shown
    }

    fn write(&mut self, place: &Place, edit: Edit) {
        let Edit { text, moved, is_apart } = edit;
        if let Some(old) = self.document.article_mut().text_mut(place) {
            *old = text;
        }
        let report: fn(&mut Document, &Place, f64, Option<Moved>) =
            if is_apart { Document::edited_apart } else { Document::edited };
        report(self.document, place, self.view.now, Some(moved));
    }

    /// Changes the article as one step.
    pub(super) fn step(&mut self, place: Place, change: impl FnOnce(&mut Article)) {
        self.document.edit(place, self.view.now, change);
    }

    /// Puts an empty item into its list before this position.
    pub(super) fn insert(&mut self, kind: ItemKind, at: usize) -> Option<Item> {
        self.document.insert_item(kind, at, self.view.now)
    }

    pub(super) fn remove(&mut self, item: &Item) {
        self.document.remove_item(item, self.view.now);
    }

    /// Whether the source has the new key now.
    pub(super) fn rename_source(&mut self, from: &str, to: &str) -> bool {
        self.document.rename_source(from, to, self.view.now)
    }
}
