//! The bar at the top: the menus from the table of commands, the draft’s name, and the two buttons for exporting and
//! copying the article.

use egui::containers::menu::{self, MenuConfig, SubMenuButton};
use egui::{Align, Button, Id, Layout, MenuBar, Popup, Rect, Response, Role, Ui, UiBuilder, WidgetInfo};

use super::command::{Command, MENUS, Menu, Row, Side, Situation, Switched};
use super::controls::button::glyph;
use super::exchange::values::Presence;
use super::{icon, spoken, theme};
use crate::format::Format;
use crate::session::{Action, Purpose};

/// What the bar shows besides the menus.
pub struct Bar<'a> {
    pub situation: Situation,
    pub switched: Switched<'a>,
    pub name: &'a str,
    pub state: &'a str,
    pub fold: Fold,
    /// Recent files, and whether they still exist.
    pub recent: &'a [Recent],
}

/// A recently opened or saved draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    pub path: std::path::PathBuf,
    pub presence: Presence,
    /// Its headline; empty if it has none or it is unknown.
    pub headline: String,
    /// When its file was written, in words; empty if unknown.
    pub when: String,
}

impl Recent {
    /// Its headline, or else its file name.
    pub fn title(&self) -> String {
        if self.headline.is_empty() { self.file_name() } else { self.headline.clone() }
    }

    /// Its file name.
    pub fn file_name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// Its folder and time: `drafts, 2 March 2026 17:04`.
    pub fn about(&self) -> String {
        let folder = self.path.parent().and_then(|folder| folder.file_name());
        let folder = folder.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let known = [folder, self.when.clone()].into_iter().filter(|part| !part.is_empty());
        known.collect::<Vec<_>>().join(", ")
    }
}

/// What does not fit into the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fold {
    /// The outline is folded into a button.
    pub is_outline_folded: bool,
    /// Form and preview are tabs; which of them is in front.
    pub tab: Option<Tab>,
}

/// What a narrow window shows of form and preview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Write,
    Preview,
}

/// Draws the bar, and queues the chosen command.
pub fn bar_ui(ui: &mut Ui, bar: &Bar<'_>, commands: &mut Vec<Command>) {
    let rect = ui.max_rect();
    let inner = Rect::from_center_size(rect.center(), egui::vec2(rect.width(), ui.spacing().interact_size.y));
    let mut row = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    let style = theme::menu_style as fn(&mut egui::Style);
    let free = MenuBar::new().config(MenuConfig::new().style(style)).style(style).ui(&mut row, |ui| {
        theme::quiet_controls(ui);
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::MenuBar);
            node.set_label("Menus");
        });
        if bar.fold.is_outline_folded {
            fold_button(ui, commands);
        }
        if rect.width() < theme::BAR_BREAKPOINT {
            let button = ui.menu_button("Menu", |ui| menus_ui(ui, bar, commands));
            spoken::menu(&button.response, "Menu", &button.inner);
        } else {
            menus_ui(ui, bar, commands);
        }
        let left = ui.min_rect().right().min(ui.cursor().left());
        let right =
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| hand_over_ui(ui, bar, commands)).inner;
        left..=right
    });
    title_ui(ui, bar, rect, free.inner);
}

fn menus_ui(ui: &mut Ui, bar: &Bar<'_>, commands: &mut Vec<Command>) {
    for menu in MENUS.iter().filter(|menu| menu.side == Side::Left) {
        if menu::is_in_menu(ui) {
            inner_ui(ui, menu.title, Signs::None, |ui| menu_ui(ui, menu, bar, commands));
        } else {
            let button = ui.menu_button(menu.title, |ui| menu_ui(ui, menu, bar, commands));
            spoken::menu(&button.response, menu.title, &button.inner);
        }
    }
}

/// What precedes the labels of a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signs {
    None,
    /// Space for ticks of what is switched on.
    Ticks,
}

impl Signs {
    /// Menus with something to switch have a column for ticks.
    fn of(menu: &Menu) -> Signs {
        let has_switch = menu.groups.iter().flat_map(|group| group.iter()).any(|row| row.is_on.is_some());
        if has_switch { Signs::Ticks } else { Signs::None }
    }

    /// A row of such a menu.
    fn button<'a>(self, label: impl egui::IntoAtoms<'a>, is_on: Option<bool>) -> Button<'a> {
        match self {
            Signs::None => Button::new(label),
            Signs::Ticks => {
                let tick = if is_on == Some(true) { icon::CHECK } else { "" };
                Button::new((glyph(tick), label))
            }
        }
    }
}

/// A submenu.
fn inner_ui(ui: &mut Ui, title: &str, signs: Signs, add: impl FnOnce(&mut Ui)) {
    let button = signs.button(title, None).right_text(glyph(icon::CARET_RIGHT));
    let (button, open) = SubMenuButton::from_button(button).ui(ui, add);
    spoken::menu(&button, title, &open);
}

fn fold_button(ui: &mut Ui, commands: &mut Vec<Command>) {
    let button = named(ui.button(theme::icon(icon::LIST)), "Show outline");
    if button.on_hover_text("Outline").clicked() {
        commands.push(Command::UnfoldOutline);
    }
}

/// Draws the right end of the bar, and returns its left edge.
fn hand_over_ui(ui: &mut Ui, bar: &Bar<'_>, commands: &mut Vec<Command>) -> f32 {
    ui.spacing_mut().item_spacing.x = theme::SPACE_2;
    for menu in MENUS.iter().rev().filter(|menu| menu.side == Side::Right) {
        let is_main =
            menu.groups.iter().flat_map(|g| g.iter()).any(|row| matches!(row.command, Command::Export(_)));
        ui.scope(|ui| {
            ui.spacing_mut().button_padding = egui::vec2(theme::SPACE_3, theme::SPACE_1);
            if is_main {
                theme::fill_controls(ui)
            } else {
                theme::outline_controls(ui)
            }
            let button = ui.button(menu.title);
            if is_main {
                ui.data_mut(|data| data.insert_temp(exports_id(), Popup::default_response_id(&button)));
            }
            let style = theme::menu_style as fn(&mut egui::Style);
            let popup = Popup::menu(&button).accessible_name(menu.title).style(style);
            let open = popup.show(|ui| menu_ui(ui, menu, bar, commands));
            spoken::menu(&button, menu.title, &open);
        });
    }
    if let Some(tab) = bar.fold.tab {
        ui.add_space(theme::SPACE_2);
        ui.scope(|ui| {
            spoken::list(ui, Role::TabList, "Panes", 2);
            tabs_ui(ui, tab, commands);
        });
    }
    ui.min_rect().left()
}

fn tabs_ui(ui: &mut Ui, shown: Tab, commands: &mut Vec<Command>) {
    for (tab, label) in [(Tab::Preview, "Preview"), (Tab::Write, "Write")] {
        let is_shown = tab == shown;
        let colours = theme::tokens(ui);
        let text = if is_shown { theme::INTERFACE_BOLD } else { theme::INTERFACE }.text(label);
        let text = text.color(if is_shown { colours.ink } else { colours.quiet });
        let response = ui.add(Button::new(text).frame_when_inactive(false));
        spoken::tab(&response, label, is_shown);
        if is_shown {
            let line = response.rect.bottom() + 1.0;
            let stroke = egui::Stroke::new(theme::MARK, colours.accent);
            ui.painter().hline(response.rect.shrink2(egui::vec2(theme::SPACE_2, 0.0)).x_range(), line, stroke);
        } else if response.clicked() {
            commands.push(Command::TogglePreview);
        }
    }
}

/// Draws the name in the middle of the bar, or as near to it as possible, truncated if there is too little room.
fn title_ui(ui: &mut Ui, bar: &Bar<'_>, rect: Rect, free: std::ops::RangeInclusive<f32>) {
    let colours = theme::tokens(ui);
    let room = (*free.start() + theme::SPACE_4)..=(*free.end() - theme::SPACE_4);
    let width = room.end() - room.start();
    if width < theme::SPACE_7 {
        return;
    }
    let mut job = egui::text::LayoutJob::default();
    job.append(bar.name, 0.0, theme::INTERFACE.format(colours.ink));
    if !bar.state.is_empty() {
        job.append(&format!(" — {}", bar.state), 0.0, theme::INTERFACE.format(colours.quiet));
    }
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let text = galley.text().to_owned();
    let left = (rect.center().x - galley.size().x / 2.0).min(room.end() - galley.size().x).max(*room.start());
    let place = Rect::from_min_size(egui::pos2(left, rect.center().y - galley.size().y / 2.0), galley.size());
    let label = ui.put(place, egui::Label::new(galley).selectable(false));
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
}

fn menu_ui(ui: &mut Ui, menu: &Menu, bar: &Bar<'_>, commands: &mut Vec<Command>) {
    let signs = Signs::of(menu);
    for (index, group) in menu.groups.iter().enumerate() {
        if index > 0 {
            ui.separator();
        }
        for row in *group {
            row_ui(ui, row, signs, bar, commands);
            if row.command == Command::Draft(Action::Choose(Purpose::Import)) {
                recent_ui(ui, signs, bar, commands);
            }
        }
    }
    for (index, inner) in MENUS.iter().filter(|inner| inner.side == Side::In(menu.title)).enumerate() {
        if index == 0 {
            ui.separator();
        }
        inner_ui(ui, inner.title, signs, |ui| menu_ui(ui, inner, bar, commands));
    }
}

fn row_ui(ui: &mut Ui, row: &Row, signs: Signs, bar: &Bar<'_>, commands: &mut Vec<Command>) {
    let is_on = row.is_on(&bar.switched);
    let is_enabled = bar.situation.allows(row.when);
    let button = signs.button(row.label, is_on).shortcut_text(row.shortcut_text());
    let response = ui.add_enabled(is_enabled, button);
    response.widget_info(|| match is_on {
        Some(on) => WidgetInfo::selected(Role::MenuItemCheckBox, is_enabled, on, row.label),
        None => WidgetInfo::labeled(Role::MenuItem, is_enabled, row.label),
    });
    if row.command == Command::Export(bar.switched.settings.exported_as.unwrap_or(Format::Text)) {
        focus_opened(&response);
    }
    if response.clicked() {
        commands.push(row.command.clone());
        ui.close();
    }
}

fn recent_ui(ui: &mut Ui, signs: Signs, bar: &Bar<'_>, commands: &mut Vec<Command>) {
    ui.add_enabled_ui(!bar.recent.is_empty(), |ui| {
        inner_ui(ui, "Open recent", signs, |ui| {
            ui.set_max_width(RECENT_WIDTH);
            for recent in bar.recent {
                let Recent { path, presence, .. } = recent;
                let button = Button::new(short(&recent.title())).shortcut_text(short(&recent.about()));
                let is_here = *presence == Presence::Here;
                let response = ui.add_enabled(is_here, button);
                let said = format!("{}, {}", recent.title(), recent.about());
                response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, is_here, &said));
                let response = response.on_hover_text(path.display().to_string());
                if response.on_disabled_hover_text(format!("{} was not found", path.display())).clicked() {
                    commands.push(Action::Open(path.clone()).into());
                    ui.close();
                }
            }
        });
    });
}

const RECENT_WIDTH: f32 = 560.0;

/// A name, shortened to fit into a row of a menu.
fn short(name: &str) -> String {
    const MOST: usize = 44;
    let mut clusters = unicode_segmentation::UnicodeSegmentation::graphemes(name, true);
    let start: String = clusters.by_ref().take(MOST).collect();
    if clusters.next().is_some() { format!("{}…", start.trim_end()) } else { start }
}

/// Opens the menu of the Export button and gives it the focus.
pub fn show_exports(ctx: &egui::Context) {
    if let Some(popup) = ctx.data(|data| data.get_temp::<Id>(exports_id())) {
        Popup::open_id(ctx, popup);
        ctx.data_mut(|data| data.insert_temp(focus_id(), ()));
    }
}

/// Whether a menu opened by key is about to get the focus.
pub fn is_taking_focus(ctx: &egui::Context) -> bool {
    ctx.data(|data| data.get_temp::<()>(focus_id())).is_some()
}

/// Focuses the first row of a menu opened by key, as soon as it has been drawn.
fn focus_opened(response: &Response) {
    let is_wanted = response.ctx.data(|data| data.get_temp::<()>(focus_id())).is_some();
    if is_wanted && !response.has_focus() {
        response.request_focus();
    } else if is_wanted {
        response.ctx.data_mut(|data| data.remove::<()>(focus_id()));
    }
}

fn focus_id() -> Id {
    Id::unique("focus in menu")
}

fn exports_id() -> Id {
    Id::unique("exports")
}

/// Gives an icon control its name for screen readers.
pub fn named(response: Response, name: &str) -> Response {
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response
}
