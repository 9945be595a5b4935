//! What commands, answers and events do. Everything that changes the draft or the window outside a field is here.

use std::path::{Component, Path, PathBuf};

use egui::{Context, ViewportCommand};

use super::command::{Command, Copy};
use super::dialog::path::{Verdict, Wish};
use super::dialog::question::{Import, message_ui};
use super::dialog::{Dialog, Message, Next, PathDialog, Step};
use super::exchange::{self, Event, Opened, Purpose, Question, Saved};
use super::menu::{Presence, Tab};
use super::{App, Closing, Goal, Losses, Panes, help, menu, theme};
use crate::article::{Article, Direction, Item, ItemKind, Place};
use crate::document::{Document, Restored};
use crate::file::{self, EXTENSION};
use crate::format::{self, Format, Origin};

/// How a dialog was answered.
pub(super) enum Answer {
    Step(Step),
    Wish(Wish),
    Closed,
}

/// Draws a dialog and gives the answer, once there is one.
pub(super) fn answer(ctx: &Context, dialog: &mut Dialog) -> Option<Answer> {
    match dialog {
        Dialog::Message(message) => message_ui(ctx, message).map(Answer::Step),
        Dialog::Path(path) => path.ui(ctx).map(Answer::Wish),
        Dialog::Help => (!help::help_ui(ctx)).then_some(Answer::Closed),
        Dialog::About => (!help::about_ui(ctx)).then_some(Answer::Closed),
    }
}

/// Commands.
impl App {
    pub(super) fn apply(&mut self, ctx: &Context, command: Command) {
        let now = ctx.input(|input| input.time);
        match command {
            Command::New => self.leave(ctx, Next::New),
            Command::Open => self.ask(ctx, Purpose::Open),
            Command::OpenPath(path) => self.leave(ctx, Next::Open(path)),
            Command::Save => self.save(ctx, None),
            Command::SaveAs => self.save_as(ctx, None),
            Command::Import => self.ask(ctx, Purpose::Import),
            Command::ShowExports => menu::show_exports(ctx),
            Command::Export(format) => self.export(ctx, format),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Undo => self.undone(Document::undo),
            Command::Redo => self.undone(Document::redo),
            Command::CopyAs(copy) => self.copy(ctx, copy),
            Command::AddSection => self.add(ItemKind::Section, now),
            Command::AddTakeaway => self.add(ItemKind::Takeaway, now),
            Command::AddSource => self.add(ItemKind::Source, now),
            Command::ChooseImage => self.choose_picture(ctx),
            Command::Insert(kind, at) => self.insert(kind, at, now),
            Command::RemoveItem => self.active_item().into_iter().for_each(|item| self.remove(&item, now)),
            Command::Remove(item) => self.remove(&item, now),
            Command::MoveUp => self.shift_active(Direction::Up, now),
            Command::MoveDown => self.shift_active(Direction::Down, now),
            Command::Shift(item, direction) => self.shift(&item, direction, now),
            Command::GoTo(place) => self.go_to(place, None),
            Command::GoToByte(place, byte) => self.go_to_byte(place, byte),
            Command::ToggleOutline => self.toggle_outline(ctx),
            Command::TogglePreview => self.toggle_preview(ctx),
            Command::ShowFindings => self.panes.are_findings_shown = !self.panes.are_findings_shown,
            Command::UnfoldOutline => self.panes.is_outline_unfolded = !self.panes.is_outline_unfolded,
            Command::Theme(theme) => self.settings.theme = theme,
            Command::ZoomIn => self.settings.zoom_in(),
            Command::ZoomOut => self.settings.zoom_out(),
            Command::ZoomReset => self.settings.zoom = 1.0,
            Command::Help => self.show(ctx, Dialog::Help),
            Command::ImportReport => self.report(ctx),
            Command::About => self.show(ctx, Dialog::About),
        }
        self.settings.apply(ctx);
    }

    fn undone(&mut self, step: fn(&mut Document) -> Option<Restored>) {
        if let Some(Restored { place, caret }) = step(&mut self.document) {
            self.go_to(place, caret);
        }
    }

    /// Adds an item after the one being written, or at the end of its list.
    fn add(&mut self, kind: ItemKind, now: f64) {
        let after = self.active_item().filter(|item| item.kind() == kind);
        let at = after.and_then(|item| self.document.article().position(&item));
        self.insert(kind, at.map_or(usize::MAX, |at| at + 1), now);
    }

    fn insert(&mut self, kind: ItemKind, at: usize, now: f64) {
        if let Some(item) = self.document.insert_item(kind, at, now) {
            self.go_to(item.first_place(), None);
        }
    }

    fn remove(&mut self, item: &Item, now: f64) {
        if self.document.is_read_only() {
            return;
        }
        let next = self.document.remove_item(item, now);
        self.go_to(next.map_or(item.kind().place(), |next| next.first_place()), None);
    }

    fn shift_active(&mut self, direction: Direction, now: f64) {
        if let Some(item) = self.active_item() {
            self.shift(&item, direction, now);
        }
    }

    /// Moves an item; the focus stays in it, in the field where it was.
    fn shift(&mut self, item: &Item, direction: Direction, now: f64) {
        if self.document.shift_item(item, direction, now) {
            let stays = self.active.clone().filter(|place| place.item().as_ref() == Some(item));
            self.go_to(stays.unwrap_or_else(|| item.first_place()), None);
        }
    }

    /// Moves the focus; `caret` is in characters.
    fn go_to(&mut self, place: Place, caret: Option<usize>) {
        self.panes.tab = Tab::Write;
        self.active = Some(place.clone());
        self.focus_goal = Some(Goal::Field(place, caret));
    }

    /// Moves the focus where it is to go, at the beginning of a frame. While a dialog lies over the form, and in the
    /// frame after it, egui would take it away again.
    pub(super) fn move_focus(&mut self, ctx: &Context) {
        if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            ctx.request_repaint();
            return;
        }
        match self.focus_goal.take() {
            Some(Goal::Widget(id)) => ctx.memory_mut(|memory| memory.request_focus(id)),
            Some(Goal::Field(place, caret)) => self.form.focus(place, caret),
            None => {}
        }
    }

    fn go_to_byte(&mut self, place: Place, byte: usize) {
        let text = self.document.article().text(&place);
        let caret = text.map(|text| text.char_indices().take_while(|(at, _)| *at < byte).count());
        self.go_to(place, caret);
    }

    fn toggle_outline(&mut self, ctx: &Context) {
        if ctx.content_rect().width() < theme::OUTLINE_BREAKPOINT {
            self.panes.is_outline_unfolded = !self.panes.is_outline_unfolded;
        } else {
            self.settings.is_outline_shown = !self.settings.is_outline_shown;
        }
    }

    /// In a narrow window form and preview take turns.
    fn toggle_preview(&mut self, ctx: &Context) {
        if ctx.content_rect().width() >= theme::PREVIEW_BREAKPOINT {
            self.settings.is_preview_shown = !self.settings.is_preview_shown;
            return;
        }
        match self.panes.tab {
            Tab::Write => self.panes.tab = Tab::Preview,
            Tab::Preview => match self.active.clone() {
                Some(place) => self.go_to(place, None),
                None => self.panes.tab = Tab::Write,
            },
        }
    }

    fn copy(&mut self, ctx: &Context, copy: Copy) {
        self.derived.refresh(&self.document);
        let page = self.derived.page();
        let render = |format| format::render(page, format);
        let copied = match copy {
            Copy::RichText => self.clipboard.set_html(render(Format::HtmlFragment), render(Format::Text)),
            Copy::Markdown => self.clipboard.set_text(render(Format::Markdown)),
            Copy::Text => self.clipboard.set_text(render(Format::Text)),
        };
        match copied {
            Ok(()) => self.say(format!("Copied as {}", copy.label())),
            Err(reason) => self.show_message(ctx, Message::failed("Nothing was copied", reason)),
        }
    }

    fn report(&mut self, ctx: &Context) {
        if let Some(import) = &self.import {
            let report = Message::report(import);
            self.show_message(ctx, report);
        }
    }

    fn say(&mut self, text: impl Into<String>) {
        self.status.say(text, self.document.revision());
    }
}

/// Files.
impl App {
    /// Does something for which the draft must be left, after asking where that would lose work.
    fn leave(&mut self, ctx: &Context, next: Next) {
        if self.has_unsaved_work() {
            self.show_message(ctx, Message::unsaved(&self.name(), next));
        } else {
            self.proceed(ctx, next);
        }
    }

    fn proceed(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::New => self.begin(Document::new(Article::default())),
            Next::Open(path) => self.exchange.open(path),
            Next::Close => {
                self.closing = Closing::Agreed;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Shows another draft.
    fn begin(&mut self, document: Document) {
        self.untouched = document.is_saved().then(|| document.state());
        self.document = document;
        self.derived.forget();
        self.form = super::Form::default();
        self.preview = super::Preview::default();
        self.status = super::Status::default();
        self.panes = Panes { are_findings_shown: self.panes.are_findings_shown, ..Panes::default() };
        self.import = None;
        self.losses = Losses::default();
        self.active = None;
        self.focus_goal = Some(Goal::Field(Place::Headline, None));
    }

    fn ask(&mut self, ctx: &Context, purpose: Purpose) {
        let file_name = match purpose {
            Purpose::Open | Purpose::Import | Purpose::Picture => String::new(),
            Purpose::SaveAs => self.suggested_name(EXTENSION),
            Purpose::Export(format) => self.suggested_name(format.extension()),
        };
        let own_folder = self.document.path().and_then(|path| path.parent()).map(PathBuf::from);
        let recent = match purpose {
            Purpose::Open => self.present_recent(),
            Purpose::Import | Purpose::Picture | Purpose::SaveAs | Purpose::Export(_) => Vec::new(),
        };
        let folder = own_folder.or_else(|| self.settings.folder.clone());
        if let Some(question) = self.exchange.ask(Question { purpose, folder, file_name, recent }) {
            let (dialog, folder) = PathDialog::new(question);
            self.show(ctx, Dialog::Path(dialog));
            self.exchange.look(folder);
        }
    }

    fn present_recent(&self) -> Vec<PathBuf> {
        let present = self.recent.iter().filter(|(_, presence)| *presence == Presence::Here);
        present.map(|(path, _)| path.clone()).collect()
    }

    /// The draft's own name; without one, what its slug or its headline makes as one.
    fn suggested_name(&self, ending: &str) -> String {
        match self.document.path() {
            Some(_) => format!("{}.{ending}", self.name()),
            None => file::suggested_name(self.document.article(), ending),
        }
    }

    fn save(&mut self, ctx: &Context, next: Option<Next>) {
        match self.document.path().map(PathBuf::from) {
            Some(path) => self.save_to(path, next),
            None => self.save_as(ctx, next),
        }
    }

    fn save_as(&mut self, ctx: &Context, next: Option<Next>) {
        self.after_save_as = next;
        self.ask(ctx, Purpose::SaveAs);
    }

    fn save_to(&mut self, path: PathBuf, next: Option<Next>) {
        if self.document.is_read_only() {
            return;
        }
        self.status.is_saving = true;
        self.exchange.save(&self.document, path, next);
    }

    /// Asks where to, after saying what the form leaves out.
    fn export(&mut self, ctx: &Context, format: Format) {
        self.derived.refresh(&self.document);
        let losses = format::loss::losses(self.document.article(), self.derived.page(), format);
        let lost: Vec<String> = losses.into_iter().map(|loss| loss.what).collect();
        if lost.is_empty() || self.losses == Losses::Agreed {
            self.ask(ctx, Purpose::Export(format));
        } else {
            self.show_message(ctx, Message::loss(format, lost));
        }
    }

    fn remember(&mut self, path: &std::path::Path) {
        self.settings.remember(path);
        self.recent.retain(|(known, _)| known != path);
        self.recent.insert(0, (path.to_owned(), Presence::Here));
        self.recent.truncate(self.settings.recent.len());
    }
}

/// Events.
impl App {
    pub(super) fn happened(&mut self, ctx: &Context, event: Event) {
        match event {
            Event::PathChosen(purpose, path) => self.chosen(ctx, purpose, path),
            Event::Looked(path, found) => self.looked(ctx, path, found),
            Event::Opened(path, Ok(opened)) => self.opened(path, opened),
            Event::Opened(path, Err(reason)) => self.open_failed(ctx, path, reason),
            Event::Imported(Ok(import)) => self.imported(ctx, *import),
            Event::Imported(Err(reason)) => {
                self.show_message(ctx, Message::failed("The file cannot be imported", reason));
            }
            Event::Saved(saved) => self.saved(ctx, saved),
            Event::Exported(path, Ok(())) => self.say(format!("Exported to {}", path.display())),
            Event::Exported(_, Err(reason)) => {
                self.show_message(ctx, Message::failed("Nothing was exported", reason));
            }
            Event::RecentChecked(recent) => self.recent = recent,
        }
        ctx.request_repaint();
    }

    fn chosen(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf) {
        self.settings.remember_folder(&path);
        match purpose {
            Purpose::Open => self.leave(ctx, Next::Open(path)),
            Purpose::Import => self.exchange.import(path),
            Purpose::Picture => self.picture_chosen(ctx, &path),
            Purpose::SaveAs => {
                let next = self.after_save_as.take();
                self.save_to(exchange::with_ending(path, EXTENSION), next);
            }
            Purpose::Export(format) => {
                self.derived.refresh(&self.document);
                self.exchange.export(self.derived.page().clone(), format, path);
            }
        }
    }

    /// A lead image stands in the draft's folder, so there must be one.
    fn choose_picture(&mut self, ctx: &Context) {
        if self.document.path().is_some() {
            return self.ask(ctx, Purpose::Picture);
        }
        let reason = "A lead image stands in the draft’s folder, beside the draft or below it.".to_owned();
        self.show_message(ctx, Message::failed("Save the draft first", reason));
    }

    fn picture_chosen(&mut self, ctx: &Context, path: &Path) {
        let folder = self.document.path().and_then(Path::parent).map(file::real_path);
        let real = file::real_path(path);
        let inner = folder.as_deref().and_then(|folder| real.strip_prefix(folder).ok());
        let is_inside = |inner: &&Path| inner.components().all(|part| matches!(part, Component::Normal(_)));
        let Some(inner) = inner.filter(is_inside) else {
            let reason = "Copy it there, so that the draft and its picture stay together.".to_owned();
            return self.show_message(ctx, Message::failed("The picture is not in the draft’s folder", reason));
        };
        let names: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let name = names.join("/");
        let now = ctx.input(|input| input.time);
        self.document.edit(Place::ImageFile, now, |article| article.image.file = name);
    }

    fn looked(&mut self, ctx: &Context, path: PathBuf, found: super::dialog::path::Found) {
        let Some(Dialog::Path(dialog)) = &mut self.dialog else { return };
        let purpose = dialog.question.purpose;
        match dialog.found(path, found) {
            Verdict::Stay => {}
            Verdict::Chosen(path) => {
                self.close_dialog();
                self.chosen(ctx, purpose, path);
            }
            Verdict::Occupied(path) => self.show_message(ctx, Message::overwrite(purpose, path)),
        }
    }

    fn opened(&mut self, path: PathBuf, opened: Opened) {
        match opened {
            Opened::Draft(document) => {
                self.begin(*document);
                self.remember(&path);
            }
            Opened::Import(import) => {
                self.begin(Document::new(import.recognised.article.clone()));
                self.take_in(*import);
            }
        }
    }

    fn open_failed(&mut self, ctx: &Context, path: PathBuf, reason: String) {
        for (known, presence) in &mut self.recent {
            if *known == path && !path.is_file() {
                *presence = Presence::Missing;
            }
        }
        self.show_message(ctx, Message::failed("The file cannot be opened", reason));
    }

    fn imported(&mut self, ctx: &Context, import: Import) {
        if self.document.article().is_empty() {
            self.replace(ctx, import);
        } else {
            self.show_message(ctx, Message::replace(import));
        }
    }

    /// Puts what was imported in the place of the draft's article, as one step.
    fn replace(&mut self, ctx: &Context, import: Import) {
        let now = ctx.input(|input| input.time);
        self.document.replace(import.recognised.article.clone(), now);
        self.take_in(import);
    }

    fn take_in(&mut self, import: Import) {
        self.say(format!("Imported from {}; File, Import report says how", import.name));
        self.import = Some(import);
        self.go_to(Place::Headline, None);
    }

    fn saved(&mut self, ctx: &Context, saved: Saved) {
        self.status.is_saving = false;
        let Saved { path, state, next, result } = saved;
        match result {
            Ok(()) => {
                self.document.saved_as_of(path.clone(), state);
                self.derived.forget();
                self.status.saved_at = Some(self.clock.time_of_day());
                self.remember(&path);
                if let Some(next) = next {
                    self.leave(ctx, next);
                }
            }
            Err(reason) => self.show_message(ctx, Message::save_failed(reason, next)),
        }
    }

    /// The window is to be closed: not while that would lose work.
    pub(super) fn watch_close(&mut self, ctx: &Context) {
        let is_asked = ctx.input(|input| input.viewport().close_requested());
        if !is_asked || self.closing == Closing::Agreed || !self.has_unsaved_work() {
            return;
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        self.show_message(ctx, Message::unsaved(&self.name(), Next::Close));
    }

    /// Files let go over the window: the first one is opened.
    pub(super) fn watch_drops(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped.filter(|path| self.dialog.is_none() && !path.as_os_str().is_empty()) {
            self.leave(ctx, Next::Open(path));
        }
    }

    /// A whole document that is pasted into an empty draft can fill its fields.
    pub(super) fn watch_paste(&mut self, ctx: &Context) {
        if !self.document.article().is_empty() || self.document.is_read_only() {
            return;
        }
        let is_document = |event: &egui::Event| matches!(event, egui::Event::Paste(text) if is_document(text));
        let pasted = ctx.input_mut(|input| {
            let at = input.events.iter().position(is_document)?;
            Some(input.events.remove(at))
        });
        if let Some(egui::Event::Paste(text)) = pasted {
            self.show_message(ctx, Message::paste(text));
        }
    }

    /// Pastes what was held back, into the field that has got the focus back.
    pub(super) fn put_back_paste(&mut self, ctx: &Context) {
        if self.focus_goal.is_some() || ctx.memory(|memory| memory.focused()).is_none() {
            return;
        }
        if let Some(text) = self.paste.take() {
            ctx.input_mut(|input| input.events.push(egui::Event::Paste(text)));
        }
    }
}

/// Answers.
impl App {
    pub(super) fn answered(&mut self, ctx: &Context, dialog: Dialog, answer: Answer) {
        match (dialog, answer) {
            (Dialog::Message(message), Answer::Step(step)) => {
                if matches!(step, Step::Export(_)) && message.tick.is_some_and(|tick| tick.is_on) {
                    self.losses = Losses::Agreed;
                }
                self.close_dialog();
                self.carry_out(ctx, step);
            }
            (dialog, Answer::Wish(Wish::Look(path))) => {
                self.dialog = Some(dialog);
                self.exchange.look(path);
            }
            (_, Answer::Step(_) | Answer::Wish(Wish::Cancel) | Answer::Closed) => self.close_dialog(),
        }
        ctx.request_repaint();
    }

    fn carry_out(&mut self, ctx: &Context, step: Step) {
        match step {
            Step::Dismiss => {}
            Step::Save(next) => self.save(ctx, next),
            Step::SaveAs(next) => self.save_as(ctx, next),
            Step::Leave(next) => self.proceed(ctx, next),
            Step::Export(format) => self.ask(ctx, Purpose::Export(format)),
            Step::Replace(import) => self.replace(ctx, *import),
            Step::Fill(text) => {
                let origin = origin_of(&text);
                self.replace(ctx, exchange::import_text(&text, origin, "the pasted text".into()));
            }
            Step::Paste(text) => self.paste = Some(text),
            Step::Chosen(purpose, path) => self.chosen(ctx, purpose, path),
        }
    }

    /// Takes the dialog away and gives the focus back.
    fn close_dialog(&mut self) {
        self.dialog = None;
        let place = || self.active.clone().unwrap_or(Place::Headline);
        self.focus_goal = Some(match self.focus_before.take() {
            Some(id) => Goal::Widget(id),
            None => Goal::Field(place(), None),
        });
    }
}

/// Whether a text is more than some lines for one field.
fn is_document(text: &str) -> bool {
    text.lines().filter(|line| !line.trim().is_empty()).count() >= DOCUMENT_LINES
}

const DOCUMENT_LINES: usize = 3;

/// In which form a pasted text is written.
fn origin_of(text: &str) -> Origin {
    let start = text.trim_start().to_ascii_lowercase();
    let is_html =
        ["<!doctype", "<html", "<h1", "<p>", "<article", "<div"].iter().any(|tag| start.starts_with(tag));
    let is_markdown = text.lines().any(|line| line.starts_with("# ") || line.starts_with("## "));
    match (is_html, is_markdown) {
        (true, _) => Origin::Html,
        (false, true) => Origin::Markdown,
        (false, false) => Origin::Text,
    }
}
