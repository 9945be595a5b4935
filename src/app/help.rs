//! The help and About windows. The list of commands is the table itself.

use egui::{Align, Label, Layout, RichText, ScrollArea, Ui};

use super::command::{MENUS, Menu, Row, shortcut_text};
use super::controls::button::main_button;
use super::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, modal};
use super::controls::focus::focus_first;
use super::theme;

/// Draws the help. Returns whether it is still open.
pub fn help_ui(ctx: &egui::Context) -> bool {
    let frame = DialogFrame { title: "Shortcuts and help", width: HELP_WIDTH };
    let outcome = modal(ctx, frame, |ui| {
        let height = (ctx.content_rect().height() - CHROME_HEIGHT).max(theme::SPACE_8);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_1;
            writing_ui(ui);
            MENUS.iter().for_each(|menu| menu_ui(ui, menu));
        });
        close_ui(ui)
    });
    matches!(outcome, Outcome::Open)
}

/// Draws information about the program. Returns whether it is still open.
pub fn about_ui(ctx: &egui::Context) -> bool {
    let outcome = modal(ctx, DialogFrame { title: "Copydesk", width: ABOUT_WIDTH }, |ui| {
        for text in ABOUT {
            ui.add(Label::new(theme::INTERFACE.text(text)).wrap());
        }
        close_ui(ui)
    });
    matches!(outcome, Outcome::Open)
}

const HELP_WIDTH: f32 = 680.0;
const ABOUT_WIDTH: f32 = 420.0;
const CHROME_HEIGHT: f32 = 220.0;

const ABOUT: [&str; 5] = [
    concat!("Version ", env!("CARGO_PKG_VERSION"), ". Licensed under MIT or Apache-2.0, at your option."),
    "Draft structured articles, preview the result, and export text, Markdown or HTML. Nothing leaves this \
     computer unless you send it.",
    "Set in Source Serif 4, Inter and JetBrains Mono (SIL Open Font License), with icons by Phosphor (MIT).",
    "English dictionaries from SCOWL, © 2000–2018 Kevin Atkinson and others (MIT and BSD). All licences are in \
     THIRD-PARTY.txt.",
    "Command line: copydesk --help",
];

/// Keys that belong to fields, not to the command table.
const WRITING: [(&str, &str); 7] = [
    ("Tab", "Go to the next field."),
    ("Enter", "In the lede and in bodies: start a paragraph (in Markdown, a blank line). In a list: add an item."),
    ("Shift+Enter", "Insert a line break (in Markdown, two spaces at the end of the line)."),
    ("Enter", "In a takeaway: add the next one."),
    ("Backspace", "In an empty takeaway: remove it."),
    ("**bold**  *italic*", "Markdown works in the lede, sections and takeaways."),
    ("[^key]", "Cite the source with this key."),
];

fn writing_ui(ui: &mut Ui) {
    title_ui(ui, "Writing");
    for (keys, what) in WRITING {
        entry_ui(ui, keys, "", what);
    }
}

fn menu_ui(ui: &mut Ui, menu: &Menu) {
    title_ui(ui, menu.title);
    for row in menu.groups.iter().flat_map(|group| group.iter()) {
        entry_ui(ui, row.name(), &key_text(row), row.help);
    }
}

fn key_text(row: &Row) -> String {
    let keys: Vec<String> = row.shortcuts.iter().map(shortcut_text).collect();
    keys.join(", ")
}

fn title_ui(ui: &mut Ui, title: &str) {
    ui.add_space(theme::SPACE_2);
    ui.label(theme::LABEL_BOLD.text(title).color(theme::tokens(ui).quiet));
}

fn entry_ui(ui: &mut Ui, name: &str, keys: &str, what: &str) {
    let quiet = theme::tokens(ui).quiet;
    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        cell_ui(ui, NAME_WIDTH, theme::INTERFACE.text(name));
        cell_ui(ui, KEY_WIDTH, theme::INTERFACE.text(keys).color(quiet));
        cell_ui(ui, ui.available_width(), theme::INTERFACE.text(what).color(quiet));
    });
}

fn cell_ui(ui: &mut Ui, width: f32, text: RichText) {
    let size = egui::vec2(width, theme::INTERFACE.line_height);
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.add(Label::new(text).wrap());
    });
}

const NAME_WIDTH: f32 = 150.0;
const KEY_WIDTH: f32 = 150.0;

fn close_ui(ui: &mut Ui) -> Option<()> {
    buttons_ui(ui, |ui| {
        let button = main_button(ui, "Close");
        focus_first(ui, &button);
        button.clicked().then_some(())
    })
}
