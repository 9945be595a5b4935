//! The fields as the rows draw them: texts, Markdown, and texts that are shown in other words than they are stored in.

use egui::accesskit::Role;
use egui::{Color32, Ui};

use super::Pen;
use crate::app::form::citing;
use crate::app::form::field::{field_id, is_prose, left_out_ui};
use crate::app::form::listed::{joined, split};
use crate::app::surface::{Breaks, Edit, Entry, Kind, Neighbours, Shown, Surface};
use crate::app::theme::{self, Type};
use crate::article::{Article, Place};
use crate::document::Document;
use crate::writing::{Moved, Selection};

/// The parameters of a field to draw.
struct Field<'a> {
    place: &'a Place,
    name: &'a str,
    hint: &'a str,
    letters: Type,
    breaks: Breaks,
    kind: Kind,
    colour: Color32,
}

impl Pen<'_> {
    /// A single-line text in this type.
    pub(in crate::app::form) fn line_ui(
        &mut self,
        ui: &mut Ui,
        place: &Place,
        name: &str,
        hint: &str,
        letters: Type,
    ) -> Shown {
        let colour = theme::tokens(ui).ink;
        let kind = Kind::Words;
        self.text_ui(ui, Field { place, name, hint, letters, breaks: Breaks::Wrapped, kind, colour })
    }

    /// A single-line text in one row, in the type of the interface.
    pub(in crate::app::form) fn entry_ui(
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

    /// Markdown with formatting shown while it is edited. `text` is the content of the article at `place`.
    pub(in crate::app::form) fn markdown_ui(
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

    /// How the cursor enters the field that gets the focus.
    fn entry(&self, place: &Place) -> Option<Entry> {
        self.focus.goal.as_ref().filter(|goal| goal.place == *place).and_then(|goal| goal.entry)
    }

    /// Called only when a key may move the cursor out of the field, because it walks the article.
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
        // Text shown in another form than stored has other offsets.
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
            direction: self.view.page.meta.direction().filter(|_| is_prose(field.place)),
            stands: self.view.page.meta.direction(),
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

    /// A field whose content is not one text of the article: what is typed is kept as it is while the field has the
    /// focus. `text` is its content otherwise.
    pub(in crate::app::form) fn raw_ui(
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

    /// A text that is shown in another form than stored: `said` formats it, `stored` parses what is typed.
    pub(in crate::app::form) fn said_ui(
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

    /// A list typed with one item per line. `list` returns it from an article.
    pub(in crate::app::form) fn list_ui(
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

    /// Writes typed text into the article, and records the focus.
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

    /// Records the focus and the selection in a text that was just drawn.
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
}
