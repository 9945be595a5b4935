//! Formatting, linking and citing the selection, and splitting and merging sections. `writing` decides what each does
//! to a text.

use egui::Context;

use crate::app::App;
use crate::app::choice::{Citing, Linking};
use crate::app::command::Command;
use crate::app::dialog::cite::CiteDialog;
use crate::app::dialog::link::LinkDialog;
use crate::app::dialog::{Dialog, Message};
use crate::app::menu::Tab;
use crate::app::toolbar::Chosen;
use crate::article::{Index, Item, Place};
use crate::document::{self, Citations};
use crate::link;
use crate::session::Action;
use crate::writing::{self, Change, Format, Joint, Selection};

impl App {
    /// The text being edited and its selection, even while a menu has the focus.
    pub(in crate::app) fn in_hand(&self) -> Option<(Place, Selection)> {
        let (place, selection) = self.in_hand.clone()?;
        let text = self.session.document().article().text(&place)?;
        Some((place, selection.within(text)))
    }

    /// The selection that a field will have once it has the focus. The next command uses it before the field is drawn.
    pub(super) fn heading_for(&self, place: &Place, selection: Option<Selection>) -> Option<(Place, Selection)> {
        let text = self.session.document().article().text(place)?;
        let selection = selection.unwrap_or_else(|| self.form.selected_in(place));
        Some((place.clone(), selection.within(text)))
    }

    /// The text that has the cursor, or will have it once the focus has moved, and its selection.
    pub(super) fn cursor(&self) -> Option<(Place, Selection)> {
        let is_on_its_way = self.focus_goal.is_some() || self.form.is_moving_focus();
        if is_on_its_way { self.in_hand() } else { self.form.selection().map(|(place, at)| (place.clone(), at)) }
    }

    /// Remembers the selection while the focus is in the form.
    pub(in crate::app) fn watch_selection(&mut self) {
        if self.focus_goal.is_some() || self.form.is_moving_focus() {
            return;
        }
        if self.form.focused().is_some() {
            let selected = self.form.selection();
            self.in_hand = selected.map(|(place, selection)| (place.clone(), selection));
        }
    }

    /// The text that the focused popup or menu applies to.
    pub(in crate::app) fn held_place(&self) -> Option<Place> {
        let is_asked = self.dialog.is_some() || self.panes.open_menu.is_some() || self.text_menu.is_some();
        let is_held = is_asked || self.find.is_open() || self.toolbar.has_focus();
        self.in_hand.as_ref().filter(|_| is_held).map(|(place, _)| place.clone())
    }

    /// Draws the toolbar over the selection.
    pub(in crate::app) fn toolbar_ui(&mut self, ctx: &Context, commands: &mut Vec<Command>) {
        let in_hand = self.in_hand.as_ref().filter(|(place, _)| place.has_formats());
        let text = in_hand.and_then(|(place, _)| self.session.document().article().text(place));
        let is_covered = self.dialog.is_some() || self.panes.open_menu.is_some();
        let is_shut = is_covered || self.session.document().is_read_only() || self.panes.tab != Tab::Write;
        let ((place, selection), text) = match in_hand.zip(text) {
            Some(chosen) if !is_shut => chosen,
            Some(_) | None => return self.toolbar.leave(),
        };
        let at = self.form.selection_rect().filter(|_| self.form.selection().is_some());
        let revision = self.session.document().revision();
        let chosen = Chosen { place, text, selection: selection.within(text), at, revision };
        self.toolbar.ui(ctx, chosen, commands);
    }

    pub(super) fn toggle_format(&mut self, format: &Format, now: f64) {
        let Some((place, selection)) = self.in_hand() else { return };
        if self.end_begun(&place, selection, format, now) {
            return;
        }
        let text = self.session.document().article().text(&place).unwrap_or_default();
        let change = writing::toggle(text, selection, format);
        self.format(place.clone(), &change, now);
        self.note_begun(place, selection, &change, format);
    }

    /// Ends a format that was switched on at the cursor, after the text typed in it. Returns whether there was one.
    fn end_begun(&mut self, place: &Place, selection: Selection, format: &Format, now: f64) -> bool {
        let Some((begun_at, begun)) = self.begun.as_mut().filter(|(begun_at, _)| begun_at == place) else {
            return false;
        };
        let text = self.session.document().article().text(begun_at).unwrap_or_default();
        let Some(change) = begun.end(text, selection, format) else { return false };
        if change.range.is_empty() && change.text.is_empty() {
            self.go_to(place.clone(), Some(change.selection));
        } else {
            self.change(place.clone(), &change, now);
        }
        true
    }

    /// Remembers a format that was switched on at the cursor.
    fn note_begun(&mut self, place: Place, before: Selection, change: &Change, format: &Format) {
        let begun = self.begun.take().filter(|(begun_at, _)| *begun_at == place);
        let mut begun = begun.map(|(_, begun)| begun).unwrap_or_default();
        let text = self.session.document().article().text(&place).unwrap_or_default();
        begun.note(text, before, change.selection, format);
        self.begun = Some((place, begun));
    }

    pub(super) fn mend(&mut self, joint: Joint, now: f64) {
        let Some((place, selection)) = self.in_hand() else { return };
        let text = self.session.document().article().text(&place).unwrap_or_default();
        match writing::mend(text, selection, joint) {
            Some(change) => self.change(place, &change, now),
            None => {
                self.say("No line break here");
                self.go_to(place, Some(selection));
            }
        }
    }

    /// Applies a change of format, or reports that nothing can be formatted.
    fn format(&mut self, place: Place, change: &Change, now: f64) {
        if change.range.is_empty() && change.text.is_empty() {
            self.say("Nothing here can be formatted");
            self.go_to(place, Some(change.selection));
            return;
        }
        self.change(place, change, now);
    }

    /// Links the selection to the address on the clipboard. Asks for an address if the clipboard has none, or if the
    /// selection is already a link.
    pub(super) fn link(&mut self, ctx: &Context, now: f64) {
        let Some((place, selection)) = self.in_hand() else { return };
        if self.end_begun(&place, selection, &Format::Link { address: String::new() }, now) {
            return;
        }
        let text = self.session.document().article().text(&place).unwrap_or_default();
        let here = writing::link_at(text, selection);
        let copied = if here.is_none() { self.clipboard.text() } else { None };
        if let Some(address) = copied.and_then(|text| writing::address(&text)) {
            let address = link::clean(&address).into_owned();
            let format = Format::Link { address };
            let change = writing::toggle(text, selection, &format);
            self.format(place.clone(), &change, now);
            return self.note_begun(place, selection, &change, &format);
        }
        let at = self.form.selection_rect();
        let dialog = LinkDialog::new(place, selection, here.map(|link| link.address), at);
        self.show(ctx, Dialog::Link(dialog));
    }

    pub(super) fn linked(&mut self, place: Place, selection: Selection, linking: Linking, now: f64) {
        let text = self.session.document().article().text(&place).unwrap_or_default();
        let selection = selection.within(text);
        let change = match linking {
            Linking::Unchanged => return self.go_to(place, Some(selection)),
            Linking::To(address) if writing::link_at(text, selection).is_some_and(|l| l.address == address) => {
                return self.go_to(place, Some(selection));
            }
            Linking::To(address) => {
                let format = Format::Link { address };
                let change = writing::toggle(text, selection, &format);
                self.format(place.clone(), &change, now);
                return self.note_begun(place, selection, &change, &format);
            }
            Linking::Removed => match writing::unlink(text, selection) {
                Some(change) => change,
                None => return self.go_to(place, Some(selection)),
            },
        };
        self.format(place, &change, now);
    }

    /// Opens the list of sources to cite at the selection.
    pub(super) fn ask_source(&mut self, ctx: &Context) {
        let Some((place, selection)) = self.in_hand() else { return };
        let article = self.session.document().article();
        let text = article.text(&place).unwrap_or_default();
        if writing::cite(text, selection, PROBE).is_none() {
            self.say("A citation cannot go here");
            return self.go_to(place, Some(selection));
        }
        let cited = writing::citation_at(text, selection).map(|citation| citation.key);
        let dialog = CiteDialog::new(article, place, selection, cited, self.form.selection_rect());
        self.show(ctx, Dialog::Cite(dialog));
    }

    pub(super) fn cited(&mut self, place: Place, selection: Selection, citing: Citing, now: f64) {
        let after = match citing {
            Citing::Nothing => None,
            Citing::Source(key) => self.cite(&place, selection, &key, now),
            Citing::New(link) => self.session.document_mut().cite_new(&place, selection, &link, now),
        };
        self.go_to(place, Some(after.unwrap_or(selection)));
    }

    fn cite(&mut self, place: &Place, selection: Selection, key: &str, now: f64) -> Option<Selection> {
        let text = self.session.document().article().text(place)?;
        let Some(change) = writing::cite(text, selection, key) else {
            self.say(format!("This text already has a footnote named “{key}”"));
            return None;
        };
        self.session.document_mut().change(place, &change, now).then_some(change.selection)
    }

    /// Removes an item. For a cited source, asks first what to do with its citations.
    pub(super) fn ask_removal(&mut self, ctx: &Context, item: &Item) {
        let cited = match item {
            Item::Source(key) => document::cited_at(self.session.document().article(), key),
            Item::Takeaway(_) | Item::Section(_) => Vec::new(),
        };
        match item {
            Item::Source(key) if !cited.is_empty() && !self.session.document().is_read_only() => {
                let article = self.session.document().article();
                let index = Index::of(article);
                let points = cited.iter().map(|(place, count)| match count {
                    1 => index.label(article, place),
                    count => format!("{}, {count} times", index.label(article, place)),
                });
                let number = article.position(item).map_or(0, |at| at + 1);
                let message = Message::cited_source(number, key, points.collect());
                self.show_message(ctx, message);
            }
            Item::Source(_) | Item::Takeaway(_) | Item::Section(_) => {
                self.act(ctx, Action::Remove(item.clone()));
            }
        }
    }

    pub(super) fn remove_source(&mut self, key: &str, citations: Citations, now: f64) {
        let item = Item::Source(key.to_owned());
        let next = self.session.document_mut().remove_source(key, citations, now);
        self.go_to(next.map_or(item.kind().place(), |next| next.first_place()), None);
    }

    pub(super) fn split_section(&mut self, now: f64) {
        let Some((place, selection)) = self.in_hand() else { return };
        if let Some(heading) = self.session.document_mut().split_section(&place, selection.caret, now) {
            self.go_to(heading, Some(Selection::at(0)));
        }
    }

    pub(super) fn merge_section(&mut self, now: f64) {
        let Some(Item::Section(id)) = self.active_item() else { return };
        if let Some((place, selection)) = self.session.document_mut().merge_section(id, now) {
            self.go_to(place, Some(selection));
        }
    }
}

/// A key that no source has, used to test whether a citation is possible.
const PROBE: &str = "-";
