//! Draws the file dialog, and returns what it wants.

use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::{
    Align, Button, FocusDirection, Frame, Id, Key, Label, Layout, Margin, Modifiers, Role, ScrollArea, TextEdit,
    Ui, WidgetInfo, vec2,
};

use super::typed::elided;
use super::{Field, NewFolder, PathDialog, Wish, shown_path};
use crate::app::command::{Answer, Command};
use crate::app::controls::button::{apart_button, main_button};
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, middle_height, modal};
use crate::app::controls::focus::{focus_first, take_key};
use crate::app::{icon, menu, theme};
use crate::file::listing::EntryKind;
use crate::session::{Action, Purpose};

const WIDTH: f32 = 680.0;
const PLACES_WIDTH: f32 = 168.0;
const LIST_HEIGHT: f32 = 280.0;
const LEAST_HEIGHT: f32 = 96.0;
const RECENT_SHOWN: usize = 4;
const FIELD_MARGIN: Margin = Margin::symmetric(10, 6);
/// In seconds. A request that is answered sooner is not mentioned.
const PATIENCE: f64 = 0.2;

impl PathDialog {
    /// Draws the dialog. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        let title = self.question.title();
        let wish = match modal(ctx, DialogFrame { title, width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => return None,
            Outcome::Dismissed => Wish::Cancel,
            Outcome::Done(wish) => wish,
        };
        Some(match wish {
            Wish::Look(look) => Answer::Ask(Command::LookAt(look)),
            Wish::Cancel => Answer::Done(Action::GiveUpPath(self.question.number).into()),
        })
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Wish> {
        if ui.input(|input| input.key_pressed(Key::Escape)) && self.give_up() {
            take_key(ui, Key::Escape);
        }
        let up = self.parent_key(ui);
        self.arrows(ui);
        let typed = self.field_ui(ui);
        self.standing_ui(ui);
        let made = self.new_folder_ui(ui);
        let height = middle_height(ui, LEAST_HEIGHT, LIST_HEIGHT);
        let listed = ui.horizontal_top(|ui| {
            let size = vec2(PLACES_WIDTH, height);
            let place = ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| self.places_ui(ui));
            ui.add_space(theme::SPACE_2);
            let size = vec2(ui.available_width(), height);
            let listed = ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| self.list_ui(ui));
            place.inner.or(listed.inner)
        });
        let recent = self.recent_ui(ui);
        let answered = self.answers_ui(ui);
        up.or(typed).or(made).or(listed.inner).or(recent).or(answered)
    }

    fn answers_ui(&mut self, ui: &mut Ui) -> Option<Wish> {
        buttons_ui(ui, |ui| {
            let main = main_button(ui, self.question.action()).clicked().then(|| self.submit());
            let cancel = ui.button("Cancel").clicked().then_some(Wish::Cancel);
            if self.writes() && self.new_folder.is_none() && apart_button(ui, "New folder").clicked() {
                self.new_folder = Some(NewFolder::default());
            }
            main.flatten().or(cancel)
        })
    }

    /// Alt+Up goes to the parent folder.
    fn parent_key(&mut self, ui: &Ui) -> Option<Wish> {
        let is_pressed = ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::ArrowUp));
        let parent = self.folder.parent().filter(|_| is_pressed)?.to_owned();
        Some(self.look_at(parent))
    }

    /// Up and Down move through the list while the field has the focus.
    fn arrows(&mut self, ui: &Ui) {
        if !ui.memory(|memory| memory.has_focus(field_id())) {
            return;
        }
        let Some(last) = self.shown.len().checked_sub(1) else { return };
        for _ in 0..take_key(ui, Key::ArrowDown) {
            self.select(self.selected.map_or(0, |at| (at + 1).min(last)));
        }
        for _ in 0..take_key(ui, Key::ArrowUp) {
            self.select(self.selected.map_or(last, |at| at.saturating_sub(1)));
        }
    }

    fn field_ui(&mut self, ui: &mut Ui) -> Option<Wish> {
        let enter = enters(ui, field_id()) && !self.typed.trim().is_empty();
        let completed = self.tab(ui);
        let border = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).accent);
        let frame = Frame::new().stroke(border).corner_radius(theme::RADIUS).inner_margin(FIELD_MARGIN);
        self.place_cursor(ui);
        let field = TextEdit::singleline(&mut self.typed).id(field_id()).hint_text("Name or path").frame(frame);
        // Tab stays in the field while it can complete something.
        let field = ui.add(field.desired_width(f32::INFINITY).lock_focus(true));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name or path"));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_value(self.typed.clone()));
        if self.new_folder.is_none() {
            focus_first(ui, &field);
        }
        let edited = if field.changed() { self.edited() } else { None };
        let submitted = if enter { self.submit() } else { None };
        submitted.or(edited).or(completed)
    }

    /// Tab completes the typed text. If there is nothing to add, it leaves the field.
    fn tab(&mut self, ui: &Ui) -> Option<Wish> {
        if !ui.memory(|memory| memory.has_focus(field_id())) {
            return None;
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Tab)) {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Previous));
            return None;
        }
        let mut wish = None;
        for _ in 0..take_key(ui, Key::Tab) {
            let (is_more, wanted) = self.complete();
            if !is_more {
                ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
            }
            wish = wanted.or(wish);
        }
        wish
    }

    fn place_cursor(&mut self, ui: &Ui) {
        if self.field == Field::AsItIs {
            return;
        }
        // A field that does not receive keys yet would lose its selection.
        if !ui.memory(|memory| memory.owns_ime_events(field_id())) {
            return ui.ctx().request_repaint();
        }
        let length = self.typed.chars().count();
        let (start, end) = match std::mem::replace(&mut self.field, Field::AsItIs) {
            Field::AsItIs => return,
            Field::MarkName => marked(self.question.purpose, &self.typed),
            Field::ToEnd => (length, length),
        };
        let mut state = TextEdit::load_state(ui.ctx(), field_id()).unwrap_or_default();
        let at = |index| CCursor::new(CharIndex(index));
        state.cursor.set_char_range(Some(CCursorRange::two(at(start), at(end))));
        TextEdit::store_state(ui.ctx(), field_id(), state);
    }

    /// Draws the error or the pending request. The line has the same height in every case.
    fn standing_ui(&mut self, ui: &mut Ui) {
        let now = ui.input(|input| input.time);
        let waited = self.looking.as_mut().map(|looking| (now - *looking.since.get_or_insert(now), &looking.at));
        let colours = theme::tokens(ui);
        let text = match (&self.trouble, waited) {
            (_, Some((waited, at))) if waited >= PATIENCE => {
                let text = format!("Reading {}… (Esc to cancel)", super::shown_name(at));
                theme::INTERFACE.text(text).color(colours.quiet)
            }
            (Some(trouble), _) => theme::INTERFACE.text(trouble).color(colours.error),
            (None, waited) => {
                if waited.is_some() {
                    ui.ctx().request_repaint_after_secs(PATIENCE as f32);
                }
                return ui.add_space(theme::INTERFACE.line_height);
            }
        };
        let line = ui.add(Label::new(text).truncate());
        ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }

    fn new_folder_ui(&mut self, ui: &mut Ui) -> Option<Wish> {
        let id = Id::unique("new folder");
        let NewFolder { name, is_asked } = self.new_folder.as_mut()?;
        let is_entered = enters(ui, id);
        let mut is_given_up = false;
        let made = ui.horizontal(|ui| {
            let border = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).accent);
            let frame = Frame::new().stroke(border).corner_radius(theme::RADIUS).inner_margin(FIELD_MARGIN);
            let field = TextEdit::singleline(name).id(id).hint_text("Name of the new folder");
            let field = ui.add(field.frame(frame).desired_width(NEW_FOLDER_WIDTH));
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name of the new folder"));
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_value(name.clone()));
            if !std::mem::replace(is_asked, true) {
                field.request_focus();
            }
            theme::outline_controls(ui);
            let is_made = ui.button("Create").clicked();
            is_given_up = ui.button("Not now").clicked();
            is_made
        });
        if is_given_up {
            self.new_folder = None;
            return None;
        }
        if is_entered || made.inner { self.make_folder() } else { None }
    }

    fn places_ui(&mut self, ui: &mut Ui) -> Option<Wish> {
        let mut gone_to = None;
        ScrollArea::vertical().id_salt("places").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for spot in &self.places {
                let selected = if spot.path == self.folder { Selected::Yes } else { Selected::No };
                let row = row_ui(ui, icon::FOLDER, &spot.name, selected);
                if row.on_hover_text(spot.path.display().to_string()).clicked() {
                    gone_to = Some(spot.path.clone());
                }
            }
        });
        gone_to.map(|path| self.look_at(path))
    }

    fn list_ui(&mut self, ui: &mut Ui) -> Option<Wish> {
        ui.spacing_mut().item_spacing.y = 0.0;
        let place = shown_path(&self.listed);
        let quiet = theme::tokens(ui).quiet;
        let shown = fitted(ui, &place, theme::LABEL, ui.available_width()).into_owned();
        let label = ui.add(Label::new(theme::LABEL.text(shown).color(quiet)));
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &place));
        label.on_hover_text(&place);
        ui.add_space(theme::SPACE_1);
        let mut gone_to = None;
        let parent = self.listed.parent().filter(|parent| !parent.as_os_str().is_empty());
        if let Some(parent) = parent
            && row_ui(ui, icon::ARROW_UP, "Parent folder", Selected::No).clicked()
        {
            gone_to = Some(parent.to_owned());
        }
        if self.shown.is_empty() && self.looking.is_none() {
            let text = theme::INTERFACE.text("No matching files");
            ui.label(text.color(quiet));
        }
        let mut clicked = None;
        let height = row_height(ui);
        let is_walking = std::mem::take(&mut self.is_walking);
        let area = ScrollArea::vertical().id_salt("files").auto_shrink(false);
        area.show_rows(ui, height, self.shown.len(), |ui, rows| {
            if let Some(row) = self.selected.filter(|_| is_walking) {
                let top = ui.min_rect().top() + (row as f32 - rows.start as f32) * height;
                let row = egui::Rect::from_min_size(egui::pos2(ui.min_rect().left(), top), vec2(1.0, height));
                ui.scroll_to_rect(row, None);
            }
            for row in rows {
                let Some(entry) = self.row(row) else { continue };
                let selected = if self.selected == Some(row) { Selected::Yes } else { Selected::No };
                let drawn = row_ui(ui, entry.kind.icon(), &entry.name, selected);
                let opens = match entry.kind {
                    EntryKind::Folder => drawn.clicked(),
                    EntryKind::File => drawn.double_clicked(),
                };
                if opens {
                    gone_to = Some(self.listed.join(&entry.file_name));
                } else if drawn.clicked() {
                    clicked = Some(row);
                }
            }
        });
        clicked.into_iter().for_each(|row| self.select(row));
        gone_to.map(|path| self.look_at(path))
    }

    fn recent_ui(&mut self, ui: &mut Ui) -> Option<Wish> {
        if self.question.recent.is_empty() {
            return None;
        }
        ui.label(theme::LABEL_BOLD.text("Recent").color(theme::tokens(ui).quiet));
        let mut chosen = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        for path in self.question.recent.iter().take(RECENT_SHOWN) {
            if row_ui(ui, icon::CLOCK, &path.display().to_string(), Selected::No).clicked() {
                chosen = Some(path.clone());
            }
        }
        chosen.map(|path| self.look_at(path))
    }
}

/// Whether Enter applies to this field. A focused row or button handles it itself.
fn enters(ui: &Ui, field: Id) -> bool {
    ui.memory(|memory| memory.has_focus(field)) && take_key(ui, Key::Enter) > 0
}

const NEW_FOLDER_WIDTH: f32 = 300.0;

fn field_id() -> Id {
    Id::unique("path field")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Selected {
    Yes,
    No,
}

fn row_height(ui: &Ui) -> f32 {
    theme::INTERFACE.line_height + 2.0 * ui.spacing().button_padding.y
}

fn row_ui(ui: &mut Ui, glyph: &str, name: &str, selected: Selected) -> egui::Response {
    let is_selected = selected == Selected::Yes;
    let colours = theme::tokens(ui);
    let room =
        ui.available_width() - theme::ICON - ui.spacing().icon_spacing - 2.0 * ui.spacing().button_padding.x;
    let shown = fitted(ui, name, theme::INTERFACE, room - theme::SPACE_1);
    let is_whole = shown == name;
    let button = Button::new((theme::icon(glyph).color(colours.quiet), theme::INTERFACE.text(shown)))
        .frame_when_inactive(is_selected)
        .truncate()
        .min_size(vec2(ui.available_width(), row_height(ui)));
    let button = if is_selected { button.fill(colours.wash) } else { button };
    let row = menu::named(ui.add(button), name);
    if is_whole { row } else { row.on_hover_text(name) }
}

/// A name, shortened in the middle to fit this width.
fn fitted<'a>(ui: &Ui, name: &'a str, letters: theme::Type, room: f32) -> std::borrow::Cow<'a, str> {
    let format = letters.format(theme::tokens(ui).ink);
    elided(name, |text| {
        let job = egui::text::LayoutJob::single_section(text.to_owned(), format.clone());
        ui.fonts_mut(|fonts| fonts.layout_job(job)).size().x <= room
    })
}

/// The selected part of a name, in characters. It excludes the extension of a file to write.
fn marked(purpose: Purpose, typed: &str) -> (usize, usize) {
    let (folders, name) = super::typed::parts(typed);
    let start = folders.chars().count();
    let stem = || std::path::Path::new(name).file_stem().map_or(0, |stem| stem.to_string_lossy().chars().count());
    let length = match purpose {
        Purpose::Open | Purpose::Import | Purpose::Picture => name.chars().count(),
        Purpose::SaveAs | Purpose::Export(_) => stem(),
    };
    (start, start + length)
}

impl EntryKind {
    fn icon(self) -> &'static str {
        match self {
            EntryKind::Folder => icon::FOLDER,
            EntryKind::File => icon::FILE_TEXT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Format;

    #[test]
    fn the_name_without_its_ending_is_marked_where_a_file_is_written() {
        for (purpose, typed, expected) in [
            (Purpose::SaveAs, "night.copydesk", (0, 5)),
            (Purpose::SaveAs, "old/Mr. Smith.copydesk", (4, 13)),
            (Purpose::SaveAs, "night", (0, 5)),
            (Purpose::SaveAs, "", (0, 0)),
            (Purpose::Export(Format::Text), "año.v2.txt", (0, 6)),
            (Purpose::Open, "night.copydesk", (0, 14)),
        ] {
            assert_eq!(marked(purpose, typed), expected, "{typed}");
        }
    }
}
