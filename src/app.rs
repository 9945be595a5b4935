//! The window: what each frame does, in order. `act` carries out commands and handles events. The columns have files of
//! their own and see the article through a `View`.

mod act;
mod beginning;
pub mod carry;
pub mod choice;
pub mod clipboard;
pub mod clock;
pub mod command;
pub mod controls;
pub mod derived;
pub mod desktop;
pub mod dialog;
pub mod difference;
pub mod exchange;
mod find_bar;
pub mod findings;
pub mod form;
mod help;
pub mod icon;
pub mod item_list;
pub mod keys;
pub mod lead;
pub mod marks;
mod menu;
pub mod outline;
pub mod palette;
pub mod picture;
pub mod preview;
pub mod remembered;
pub mod selected;
mod setting;
pub mod settings;
pub mod spelling;
mod spoken;
pub mod stack;
mod start;
mod status;
mod text_menu;
pub mod surface;
pub mod theme;
mod toolbar;
pub mod view;
pub mod words;

use std::path::PathBuf;
use std::time::Duration;

use egui::{Context, Id, Ui, ViewportCommand};

use crate::article::Place;
use crate::document::Document;
use crate::excerpt::Excerpt;
use crate::session::{Input, Session};
use crate::writing::{Begun, Selection, Smart};
use beginning::Beginning;
use clipboard::Clipboard;
use command::Command;
use derived::{Derived, Prepared};
use dialog::{Dialog, Message, RecoveryDialog};
use exchange::journal::{Flusher, Keeper};
use exchange::worker::Exchange;
use find_bar::FindBar;
use form::Form;
use keys::Keys;
use menu::{Bar, Fold, Recent, Tab};
use preview::Preview;
use selected::Selected;
use settings::Settings;
use spelling::Spelling;
use status::Status;
use text_menu::TextMenu;
use toolbar::Toolbar;

pub use clock::Clock;
pub use exchange::{journal, watcher};
pub use start::{RunError, World, run};

/// The window.
pub struct App {
    /// The open draft and its state.
    session: Session,
    derived: Derived,
    selected: Selected,
    form: Form,
    preview: Preview,
    find: FindBar,
    spelling: Spelling,
    /// The context menu of a text, while it is open.
    text_menu: Option<TextMenu>,
    /// The field that last had the focus for writing; menus and lists refer to it.
    active: Option<Place>,
    beginning: Beginning,
    settings: Settings,
    panes: Panes,
    status: Status,
    dialog: Option<Dialog>,
    /// A dialog hidden behind a question. It is shown again when the question is cancelled.
    behind: Option<Dialog>,
    /// Unsaved work found at the last search; offered once no other dialog is open.
    found: Option<RecoveryDialog>,
    offered_later: Option<RecoveryDialog>,
    /// What a thread has derived from the article of the draft about to be shown.
    prepared: Option<Box<Prepared>>,
    /// The widget that had the focus when the dialog opened.
    focus_before: Option<Id>,
    focus_goal: Option<Goal>,
    /// The text being edited, and its selection when the form last had the focus.
    in_hand: Option<(Place, Selection)>,
    /// The formats switched on at the cursor before any text was typed, and their field.
    begun: Option<(Place, Begun)>,
    toolbar: Toolbar,
    /// The command chosen in the palette, run as soon as the focus has returned.
    chosen: Option<Command>,
    exchange: Exchange,
    keeper: Keeper,
    clipboard: Box<dyn Clipboard>,
    clock: Box<dyn Clock>,
    recent: Vec<Recent>,
    templates: Templates,
    /// Whether the key that pastes has had an effect since it was pressed.
    is_key_heard: bool,
    /// The user's standard folders, by name.
    usual_places: Vec<(&'static str, PathBuf)>,
    /// What to do in a field as soon as it has the focus.
    held: Option<act::Held>,
    /// How many of the files dropped last were ignored.
    left_alone: usize,
    /// The excerpt last copied from a field.
    copied: Option<Excerpt>,
    /// The title last sent to the window.
    title: String,
    atlas: theme::AtlasBound,
    memory: act::scarcity::Memory,
}

/// What is shown in the window and not remembered in the settings.
#[derive(Debug, Default)]
struct Panes {
    tab: Tab,
    is_outline_unfolded: bool,
    open_menu: Option<OpenMenu>,
    are_findings_shown: bool,
    /// The bars shown over the text in focus mode.
    called: act::focus_mode::Called,
}

/// An open menu, with the widget that had the focus in the last frame.
#[derive(Clone, Copy, Debug)]
struct OpenMenu {
    focused: Option<Id>,
}

/// The user's own templates.
#[derive(Debug, Default)]
struct Templates {
    /// Their folder; `None` if the system has no place for it.
    folder: Option<PathBuf>,
    /// The templates found when the folder was last listed.
    own: Vec<PathBuf>,
}

/// Where to move the focus.
#[derive(Clone, Debug)]
enum Goal {
    Widget(Id),
    /// A field, with what to select in it.
    Field(Place, Option<Selection>),
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        if ctx.cumulative_frame_nr() == 0 {
            start::fit_to_monitor(ctx);
            start::keep_on_screen(ctx, frame);
        }
        self.watch_memory(ctx);
        self.hear(ctx);
        self.watch_session(ctx);
        self.watch_drops(ctx);
        self.watch_waiting(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let mut commands = self.keys(&ctx);
        self.form.set_smart(if self.settings.is_typing_smart { Smart::On } else { Smart::Off });
        self.window_ui(ui, &mut commands);
        self.watch_selection();
        self.toolbar_ui(&ctx, &mut commands);
        self.dialog_ui(&ctx);
        if !commands.is_empty() {
            ctx.request_repaint();
        }
        for command in commands {
            self.apply(&ctx, command);
        }
        self.watch_menus(&ctx);
        self.send_title(&ctx);
        self.watch_focus(&ctx);
        self.tell(&ctx, Input::Note);
    }

    fn raw_input_hook(&mut self, ctx: &Context, input: &mut egui::RawInput) {
        self.atlas.apply(ctx, input, self.settings.writing.scale);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, eframe::APP_KEY, &self.settings);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.note_whereabouts_now(PATIENCE);
        self.keeper.finish();
        // This also waits for locks that are already being released: they go with the process.
        self.exchange.give_back_all(PATIENCE);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// How long to wait for the disk for each of the last steps when the window closes.
const PATIENCE: Duration = Duration::from_secs(2);

impl App {
    /// The draft.
    pub fn document(&self) -> &Document {
        self.session.document()
    }

    /// The field with the focus, and its selection.
    pub fn selection(&self) -> Option<(&Place, Selection)> {
        self.form.selection()
    }

    /// The rectangle of the selection or cursor on the screen, if it is visible.
    pub fn selection_rect(&self) -> Option<egui::Rect> {
        self.form.selection_rect()
    }

    /// The marks painted over texts.
    pub fn marks(&self) -> &marks::Marks {
        self.derived.marks()
    }

    /// A handle that writes noted changes to the journal at once.
    pub fn journal(&self) -> Flusher {
        self.keeper.flusher()
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Handles shortcuts, and the pasting of whole documents, before a field sees the input.
    fn keys(&mut self, ctx: &Context) -> Vec<Command> {
        self.watch_escape(ctx);
        if self.dialog.is_some() || self.session.comes_up() {
            return Vec::new();
        }
        self.move_focus(ctx);
        self.watch_clipboard(ctx);
        self.put_back_held(ctx);
        self.watch_stray(ctx);
        let mut commands = command::take_shortcuts(ctx, &self.situation());
        if self.focus_goal.is_none() {
            commands.extend(self.chosen.take());
        }
        commands
    }

    /// The item that menus and shortcuts apply to.
    fn active_item(&self) -> Option<crate::article::Item> {
        let item = self.active.as_ref()?.item()?;
        self.session.document().article().position(&item).map(|_| item)
    }

    fn state_text(&self) -> &'static str {
        match (self.session.document().is_read_only(), self.session.has_unsaved_work()) {
            (true, _) => "read-only",
            (false, true) => "edited",
            (false, false) => "",
        }
    }

    fn bar_ui(&mut self, ui: &mut Ui, fold: Fold, commands: &mut Vec<Command>) {
        let name = self.session.name();
        let bar = Bar {
            situation: self.situation(),
            switched: self.switched(ui.ctx()),
            name: &name,
            state: self.state_text(),
            fold,
            recent: &self.recent,
        };
        menu::bar_ui(ui, &bar, commands);
    }

    fn dialog_ui(&mut self, ctx: &Context) {
        let Some(mut dialog) = self.dialog.take() else { return };
        let answer = act::answer(ctx, &mut dialog, &*self.clock);
        // An answer may open another dialog. If it does not, this one stays open.
        match answer {
            None => self.dialog = Some(dialog),
            Some(answer) => self.answered(ctx, dialog, answer),
        }
    }

    fn show(&mut self, ctx: &Context, dialog: Dialog) {
        if self.dialog.is_none() && self.focus_before.is_none() {
            self.focus_before = ctx.memory(|memory| memory.focused());
        }
        controls::dialog_frame::closed(ctx);
        self.dialog = Some(dialog);
        ctx.request_repaint();
    }

    fn show_message(&mut self, ctx: &Context, message: Message) {
        self.show(ctx, Dialog::Message(message));
    }

    /// Returns the focus to the text when a menu closes that had it, or that leaves nothing focused.
    fn watch_menus(&mut self, ctx: &Context) {
        let focused = ctx.memory(|memory| memory.focused());
        let is_open = egui::Popup::is_any_open(ctx);
        let was_open = std::mem::replace(&mut self.panes.open_menu, is_open.then_some(OpenMenu { focused }));
        let Some(closed) = was_open.filter(|_| !is_open) else { return };
        let is_left = focused.is_none() || focused == closed.focused;
        if is_left && self.focus_goal.is_none() && self.dialog.is_none() {
            self.focus_goal = self.active.clone().map(|place| Goal::Field(place, None));
            ctx.request_repaint();
        }
    }

    /// Holds back typed text while the focus is moving, or while a dialog is about to take it.
    fn watch_focus(&self, ctx: &Context) {
        let is_modal = ctx.memory(|memory| memory.top_modal_layer().is_some());
        let is_moving = self.focus_goal.is_some()
            || self.chosen.is_some()
            || self.form.is_moving_focus()
            || self.find.is_taking_focus()
            || self.toolbar.is_taking_focus()
            || self.text_menu.as_ref().is_some_and(TextMenu::is_taking_focus)
            || menu::is_taking_focus(ctx)
            || self.dialog.is_some() != is_modal;
        if ctx.with_plugin(|keys: &mut Keys| keys.end_frame(is_moving)) == Some(true) {
            ctx.request_repaint();
        }
    }

    fn send_title(&mut self, ctx: &Context) {
        let state = self.state_text();
        let state = if state.is_empty() { String::new() } else { format!(" ({state})") };
        let title = format!("{}{state} — Copydesk", self.session.name());
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title.as_str()));
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}
