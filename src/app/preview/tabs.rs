//! The row of quiet controls above the preview: how the article is shown, and buttons that copy it.

use egui::{Align, Button, Layout, Rect, Role, Ui, UiBuilder, WidgetInfo, vec2};

use crate::app::choice::{HtmlAs, Manner, PreviewAs};
use crate::app::command::{self, Command, Copy};
use crate::app::controls::tab::tab_ui;
use crate::app::{spoken, theme};
use crate::format::Format;

/// The height of the tabs.
pub(super) const HEIGHT: f32 = 56.0;
/// The height of the bar above a source.
pub(super) const HEAD: f32 = 40.0;

/// Draws the tabs of the preview, from `left` on.
pub(super) fn tabs_ui(ui: &mut Ui, rect: Rect, manner: Manner, commands: &mut Vec<Command>) {
    let mut row = ui.new_child(
        UiBuilder::new()
            .scope_id(egui::Id::unique("preview as"))
            .max_rect(rect)
            .layout(Layout::left_to_right(Align::Center)),
    );
    row.spacing_mut().item_spacing.x = theme::SPACE_5;
    row.spacing_mut().button_padding = vec2(0.0, theme::SPACE_1);
    row.spacing_mut().interact_size.x = 0.0;
    let len = PreviewAs::ALL.len();
    spoken::list(&row, Role::TabList, "Preview as", len);
    for (index, preview) in PreviewAs::ALL.into_iter().enumerate() {
        let is_shown = preview == manner.preview;
        let command = Command::PreviewAs(preview);
        let said = command::find(&command).map_or(String::new(), |row| row.shortcut_text());
        let response = tab_ui(&mut row, preview.label(), is_shown, Role::Tab);
        row.ctx().accesskit_node_builder(response.id, |node| {
            node.set_position_in_set(index);
            node.set_size_of_set(len);
            node.set_keyboard_shortcut(said.as_str());
        });
        if response.on_hover_text(said.as_str()).clicked() && !is_shown {
            commands.push(command);
        }
    }
}

/// Draws the bar above a source: which HTML, the progress, and the copy button.
pub(super) fn head_ui(
    ui: &mut Ui,
    rect: Rect,
    manner: Manner,
    format: Format,
    waits: bool,
    commands: &mut Vec<Command>,
) {
    let mut row = ui.new_child(
        UiBuilder::new()
            .scope_id(egui::Id::unique("preview source head"))
            .max_rect(rect)
            .layout(Layout::right_to_left(Align::Center)),
    );
    theme::quiet_controls(&mut row);
    row.spacing_mut().button_padding = vec2(theme::SPACE_2, theme::SPACE_1);
    let copy = copy(format);
    let label = format!("Copy {}", copy.label());
    if row.add(Button::new(label).frame_when_inactive(false)).clicked() {
        commands.push(Command::CopyAs(copy));
    }
    if waits {
        let text = theme::INTERFACE.text("…").color(theme::tokens(&row).quiet);
        row.label(text).widget_info(|| WidgetInfo::labeled(Role::Status, true, "Loading"));
    }
    row.with_layout(Layout::left_to_right(Align::Center), |row| {
        row.spacing_mut().item_spacing.x = theme::SPACE_4;
        row.spacing_mut().button_padding = vec2(0.0, theme::SPACE_1);
        row.spacing_mut().interact_size.x = 0.0;
        if manner.preview != PreviewAs::Html {
            return;
        }
        for html in [HtmlAs::Page, HtmlAs::Fragment] {
            let is_shown = html == manner.html;
            if tab_ui(row, html.label(), is_shown, Role::RadioButton).clicked() && !is_shown {
                commands.push(Command::PreviewHtmlAs(html));
            }
        }
    });
}

/// What the button above a format copies.
fn copy(format: Format) -> Copy {
    match format {
        Format::Text => Copy::Text,
        Format::Markdown | Format::MarkdownWithFrontMatter => Copy::Markdown,
        Format::HtmlPage => Copy::HtmlPage,
        Format::HtmlFragment => Copy::HtmlFragment,
    }
}
