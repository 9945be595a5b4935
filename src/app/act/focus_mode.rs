//! Focus mode: only the column of text. The bar and the status line appear over it when the pointer reaches their edge
//! of the window or the focus moves into them; Escape leaves. What is dimmed in the text is decided in `form`.

use egui::{Area, Context, Id, Key, Order, Popup, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

use super::columns;
use crate::app::command::Command;
use crate::app::menu::Fold;
use crate::app::{App, theme};

/// Which bars are shown.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::app) struct Called {
    bar: bool,
    status: bool,
}

/// The distance from an edge, in points, at which the pointer shows its bar.
const EDGE: f32 = 6.0;
/// The distance beyond a bar, in points, at which the pointer hides it.
const REACH: f32 = 24.0;

impl App {
    /// Whether only the text is shown.
    pub(in crate::app) fn is_focus_mode(&self) -> bool {
        self.settings.writing.is_focus
    }

    /// Draws the window in focus mode.
    pub(in crate::app) fn focus_ui(&mut self, ui: &mut Ui, now: f64, commands: &mut Vec<Command>) {
        let ctx = ui.ctx().clone();
        let is_busy = Popup::is_any_open(&ctx)
            || self.form.are_details_open()
            || self.find.is_open()
            || egui::DragAndDrop::has_any_payload(&ctx);
        if !is_busy && self.dialog.is_none() && ctx.input(|input| input.key_pressed(Key::Escape)) {
            commands.push(Command::ToggleFocus);
        }
        self.banner_ui(ui, commands);
        self.write_alone_ui(ui, now, commands);
        self.refresh(ui);
        self.call(&ctx);
        let room = ctx.content_rect();
        let fold = Fold::default();
        if self.panes.called.bar {
            over(&ctx, "focus bar", Rect::from_min_size(room.min, vec2(room.width(), theme::BAR_HEIGHT)), |ui| {
                columns::bar_frame(ui, 8).show(ui, |ui| self.bar_ui(ui, fold, commands));
            });
        }
        if self.panes.called.status {
            let top = room.left_bottom() - vec2(0.0, theme::STATUS_HEIGHT);
            over(&ctx, "focus status", Rect::from_min_size(top, vec2(room.width(), theme::STATUS_HEIGHT)), |ui| {
                columns::bar_frame(ui, 16).show(ui, |ui| self.status_ui(ui, now, commands));
            });
        }
    }

    /// Shows or hides the bars, depending on the pointer.
    fn call(&mut self, ctx: &Context) {
        let room = ctx.content_rect();
        let pointer = ctx.input(|input| input.pointer.hover_pos());
        let is_open = Popup::is_any_open(ctx);
        let called = &mut self.panes.called;
        let near = |depth: f32, height: f32, was: bool| depth < EDGE || (was && depth < height + REACH);
        let top = pointer.is_some_and(|at| near(at.y - room.top(), theme::BAR_HEIGHT, called.bar));
        let bottom = pointer.is_some_and(|at| near(room.bottom() - at.y, theme::STATUS_HEIGHT, called.status));
        let was = (called.bar, called.status);
        called.bar = top || (called.bar && is_open);
        called.status = bottom;
        if was != (called.bar, called.status) {
            ctx.request_repaint();
        }
    }

    /// Enters or leaves focus mode, keeping the cursor.
    pub(in crate::app) fn toggle_focus(&mut self) {
        self.settings.writing.is_focus = !self.settings.writing.is_focus;
        self.panes.called = Called::default();
        let bar = if self.settings.writing.is_focus { -theme::BAR_HEIGHT } else { theme::BAR_HEIGHT };
        self.form.keep_place(bar);
        if let Some(place) = self.active.clone() {
            let selection = self.form.selection().filter(|(at, _)| **at == place).map(|(_, selection)| selection);
            self.go_to(place, selection);
        }
    }
}

/// Draws an area above the text and below menus and dialogs.
fn over(ctx: &Context, name: &str, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let area = Area::new(Id::unique(name)).order(Order::Middle).fixed_pos(rect.min).constrain(false);
    area.show(ctx, |ui| {
        let (rect, _) = ui.allocate_exact_size(rect.size(), Sense::hover());
        let mut child = columns::inside(ui, rect, name);
        let colours = theme::tokens(&child);
        child.painter().rect(
            rect,
            0.0,
            colours.desk,
            Stroke::new(theme::HAIRLINE, colours.hair),
            StrokeKind::Outside,
        );
        add(&mut child);
    });
}
