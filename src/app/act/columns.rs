//! The layout of the window: bar, outline, form, preview, findings and status line, and which of them a narrow window
//! hides. What is inside the columns is in their own files.

use egui::{
    Align2, Area, CentralPanel, Frame, Id, InnerResponse, Key, Layout, Margin, Order, Panel, Rect, Ui, UiBuilder,
    vec2,
};

use crate::app::command::Command;
use crate::app::exchange::values::Presence;
use crate::app::menu::{self, Fold, Tab};
use crate::app::preview::Editing;
use crate::app::status::{self, Line, Standing, Wait};
use crate::app::words::said;
use crate::app::{App, findings, icon, lead, outline, theme};
use crate::date::Here;
use crate::session::Action;

const OUTLINE_WIDTHS: std::ops::RangeInclusive<f32> = 180.0..=360.0;
const FORM_MIN_WIDTH: f32 = 420.0;
const PREVIEW_MIN_WIDTH: f32 = 360.0;
const FINDINGS_HEIGHT: f32 = 160.0;

impl App {
    /// Draws the window. The status line and the outline reserve their space before the form is drawn, but are drawn
    /// after it, so that they show what was typed in this frame.
    pub(in crate::app) fn window_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let now = ui.input(|input| input.time);
        self.refresh(ui);
        if self.session.comes_up() {
            self.coming_up_ui(ui, commands);
        } else if self.is_focus_mode() {
            self.focus_ui(ui, now, commands);
        } else {
            self.columns_ui(ui, now, commands);
        }
        self.text_menu_ui(&ui.ctx().clone(), commands);
        drop_hint_ui(ui);
    }

    /// Updates what is derived from the article to its revision.
    pub(in crate::app) fn refresh(&mut self, ui: &Ui) {
        self.derived.refresh(self.session.document());
        let article = self.session.document().article();
        let is_begun = self.beginning.watch(self.session.number(), article, self.form.focused());
        self.derived.set_begun(is_begun);
        self.refresh_find();
        self.refresh_spelling(ui.ctx());
    }

    /// Shown until the draft that the window started with has been read.
    fn coming_up_ui(&self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let bar = Panel::top("bar").exact_size(theme::BAR_HEIGHT).frame(bar_frame(ui, 8));
        bar.show(ui, |ui| ui.take_available_space());
        let status = Panel::bottom("status").exact_size(theme::STATUS_HEIGHT).frame(bar_frame(ui, 16));
        status.show(ui, |ui| {
            let name = self.session.opening().map(said::name).unwrap_or_default();
            status::opening_ui(ui, &Wait::for_opening(&name), commands);
            ui.take_available_space();
        });
        let frame = Frame::new().fill(theme::tokens(ui).paper);
        CentralPanel::default().frame(frame).show(ui, |ui| ui.take_available_space());
    }

    fn columns_ui(&mut self, ui: &mut Ui, now: f64, commands: &mut Vec<Command>) {
        let fold = self.fold(ui.available_width());
        let bar = Panel::top("bar").exact_size(theme::BAR_HEIGHT).frame(bar_frame(ui, 8));
        bar.show(ui, |ui| self.bar_ui(ui, fold, commands));
        let status = Panel::bottom("status").exact_size(theme::STATUS_HEIGHT).frame(bar_frame(ui, 16));
        let status = place(ui, status).inner;
        self.findings_ui(ui, now, commands);
        self.banner_ui(ui, commands);
        let outline = self.outline_place(ui, fold);
        self.form_ui(ui, fold, now, commands);
        self.refresh(ui);
        if let Some(rect) = outline {
            self.outline_ui(&mut inside(ui, rect, "outline"), now, commands);
        }
        self.preview_ui(ui, fold, now, commands);
        self.lead(ui);
        self.status_ui(&mut inside(ui, status, "status"), now, commands);
        self.unfolded_ui(ui, fold, now, commands);
    }

    /// Scrolls one column to follow the other, whichever the user has scrolled.
    fn lead(&mut self, ui: &Ui) {
        let (by_form, by_preview) = (self.form.take_travel(), self.preview.take_travel());
        if !self.settings.is_scroll_shared {
            return;
        }
        let page = self.derived.page();
        let led = match (by_form, by_preview) {
            (Some(travel), _) => lead::led(&self.form.track(), travel, &self.preview.track(page)),
            (None, Some(travel)) => lead::led(&self.preview.track(page), travel, &self.form.track()),
            (None, None) => return,
        };
        match led {
            Some(offset) if by_form.is_some() => self.preview.lead_to(offset),
            Some(offset) => self.form.lead_to(offset),
            None => return,
        }
        ui.ctx().request_repaint();
    }

    /// What a window of this width folds away.
    pub(in crate::app) fn fold(&self, width: f32) -> Fold {
        Fold {
            is_outline_folded: width < theme::OUTLINE_BREAKPOINT,
            tab: (width < theme::PREVIEW_BREAKPOINT).then_some(self.panes.tab),
        }
    }

    fn outline_place(&mut self, ui: &mut Ui, fold: Fold) -> Option<Rect> {
        if fold.is_outline_folded || !self.settings.is_outline_shown {
            return None;
        }
        let panel = Panel::left("outline panel")
            .resizable(true)
            .default_size(self.settings.outline_width)
            .size_range(OUTLINE_WIDTHS)
            .frame(desk_frame(ui));
        let placed = place(ui, panel);
        name_splitter(ui, "outline panel", "Width of the outline");
        self.settings.outline_width = placed.response.rect.width();
        Some(placed.inner)
    }

    fn outline_ui(&mut self, ui: &mut Ui, now: f64, commands: &mut Vec<Command>) {
        let view = self.derived.view(self.session.document().is_read_only(), now);
        let here = |place| outline::Here { place, caret: self.form.selected_in(place).caret };
        outline::outline_ui(
            ui,
            self.session.document().article(),
            &view,
            self.active.as_ref().map(here),
            commands,
        );
    }

    /// Draws the form: in a panel if the preview is shown beside it, otherwise in all the space left by the outline.
    fn form_ui(&mut self, ui: &mut Ui, fold: Fold, now: f64, commands: &mut Vec<Command>) {
        let is_alone = match fold.tab {
            Some(Tab::Preview) => return,
            Some(Tab::Write) => true,
            None => !self.settings.is_preview_shown,
        };
        if is_alone {
            return self.write_alone_ui(ui, now, commands);
        }
        let frame = Frame::new().fill(theme::tokens(ui).paper);
        let widest = (ui.available_width() - PREVIEW_MIN_WIDTH).max(FORM_MIN_WIDTH);
        let panel = Panel::left("form panel")
            .resizable(true)
            .default_size(self.settings.form_width)
            .size_range(FORM_MIN_WIDTH..=widest)
            .frame(frame);
        let shown = panel.show(ui, |ui| self.write_ui(ui, now, commands));
        name_splitter(ui, "form panel", "Width of the form");
        self.settings.form_width = shown.response.rect.width();
    }

    /// Draws the form in all the remaining space.
    pub(in crate::app) fn write_alone_ui(&mut self, ui: &mut Ui, now: f64, commands: &mut Vec<Command>) {
        let frame = Frame::new().fill(theme::tokens(ui).paper);
        CentralPanel::default().frame(frame).show(ui, |ui| self.write_ui(ui, now, commands));
    }

    fn write_ui(&mut self, ui: &mut Ui, now: f64, commands: &mut Vec<Command>) {
        if self.find.is_open() {
            let can_write = !self.session.document().is_read_only();
            self.find.ui(ui, self.session.document().article(), can_write, commands);
        }
        let view = self.derived.view(self.session.document().is_read_only(), now);
        self.form.set_writing(self.settings.writing.for_surface());
        self.form.keep_selection_in(self.held_place());
        let now = self.clock.local(self.clock.now());
        self.form.set_here(Here { now, zone: self.clock.zone() });
        self.form.ui(ui, self.session.document_mut(), &view, commands);
        if let Some((place, at)) = self.form.secondary_clicked() {
            commands.push(Command::TextMenuAt(place.clone(), at));
        }
        self.watch_active();
    }

    /// Updates the active field. A focused button keeps the field that was active before it, if that belongs to the
    /// same item.
    fn watch_active(&mut self) {
        let Some(place) = self.form.focused() else { return };
        let is_of_item = self.active.as_ref().is_some_and(|active| active.item() == place.item());
        let stays = self.form.is_at_button() && is_of_item && place.item().is_some();
        if !stays && self.active.as_ref() != Some(place) {
            self.active = Some(place.clone());
        }
    }

    fn preview_ui(&mut self, ui: &mut Ui, fold: Fold, now: f64, commands: &mut Vec<Command>) {
        let is_shown = match fold.tab {
            Some(tab) => tab == Tab::Preview,
            None => self.settings.is_preview_shown,
        };
        if !is_shown {
            return;
        }
        CentralPanel::default().frame(desk_frame(ui)).show(ui, |ui| {
            if self.session.has_only_defaults() && !self.recent.is_empty() {
                self.recent_ui(ui, commands);
                return;
            }
            let view = self.derived.view(self.session.document().is_read_only(), now);
            let caret = self.form.selection().filter(|(place, _)| self.active.as_ref() == Some(*place));
            let caret = caret.map(|(_, selection)| selection.caret);
            let editing = self.active.as_ref().map(|place| Editing { place, caret });
            self.preview.ui(ui, &view, self.settings.manner(), editing, commands);
        });
    }

    /// Draws the recent drafts in place of an empty preview.
    fn recent_ui(&self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let frame = Frame::new().inner_margin(Margin::same(40));
        frame.show(ui, |ui| {
            ui.label(theme::LABEL_BOLD.text("Recent drafts").color(theme::tokens(ui).quiet));
            ui.spacing_mut().item_spacing.y = 0.0;
            for recent in &self.recent {
                let colours = theme::tokens(ui);
                let is_here = recent.presence == Presence::Here;
                let title = theme::INTERFACE.text(recent.title());
                let button = egui::Button::new(title).frame_when_inactive(false).truncate();
                let row = ui.add_enabled(is_here, button);
                let name = format!("{}, {}", recent.title(), recent.about());
                row.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, is_here, &name));
                if row.on_hover_text(recent.path.display().to_string()).clicked() {
                    commands.push(Action::Open(recent.path.clone()).into());
                }
                ui.horizontal(|ui| {
                    ui.add_space(ui.spacing().button_padding.x);
                    let about = theme::LABEL.text(recent.about()).color(colours.quiet);
                    ui.add(egui::Label::new(about).truncate());
                });
                ui.add_space(theme::SPACE_2);
            }
        });
    }

    pub(in crate::app) fn status_ui(&mut self, ui: &mut Ui, now: f64, commands: &mut Vec<Command>) {
        let view = self.derived.view(self.session.document().is_read_only(), now);
        let article = self.session.document().article();
        let (focused, selection) = (self.form.focused(), self.form.selection());
        let here = self.selected.here(article, view.revision, view.counts, focused, selection);
        let work = self.spelling.reader.is_behind().then_some("Checking spelling…");
        let saved_at = self.session.saved_at().map(|at| self.clock.time_of_day_at(at));
        let standing = Standing {
            is_saving: self.session.is_saving(),
            saved_at: saved_at.as_deref(),
            keeping: self.session.keeping(),
            is_saved: !self.session.has_unsaved_work(),
        };
        let wait = self.wait(now);
        let wait = wait.as_ref();
        let line = Line { status: &self.status, article, view: &view, here, standing, work, wait };
        status::status_ui(ui, &line, commands);
    }

    /// The overdue work that can be cancelled.
    fn wait(&self, now: f64) -> Option<Wait> {
        let opening = self.session.opening().map(|path| Wait::for_opening(&said::name(path)));
        opening.or_else(|| self.session.overdue(now).map(|work| Wait::for_disk(said::overdue(work))))
    }

    fn findings_ui(&mut self, ui: &mut Ui, now: f64, commands: &mut Vec<Command>) {
        if !self.panes.are_findings_shown {
            return;
        }
        let frame = Frame::new().fill(theme::tokens(ui).desk).inner_margin(Margin::symmetric(16, 8));
        let panel = Panel::bottom("findings").resizable(true).default_size(FINDINGS_HEIGHT).frame(frame);
        panel.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(theme::LABEL_BOLD.text("Findings").color(theme::tokens(ui).quiet));
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    theme::quiet_controls(ui);
                    let close = egui::Button::new(theme::icon(icon::X)).frame_when_inactive(false);
                    if menu::named(ui.add(close), "Close findings").clicked() {
                        self.panes.are_findings_shown = false;
                    }
                });
            });
            let view = self.derived.view(self.session.document().is_read_only(), now);
            findings::findings_ui(ui, self.session.document().article(), &view, commands);
            ui.take_available_space();
        });
        name_splitter(ui, "findings", "Height of the findings");
    }

    /// Draws the folded outline over the form.
    fn unfolded_ui(&mut self, ui: &Ui, fold: Fold, now: f64, commands: &mut Vec<Command>) {
        if !fold.is_outline_folded {
            self.panes.is_outline_unfolded = false;
        }
        if !self.panes.is_outline_unfolded {
            return;
        }
        let ctx = ui.ctx().clone();
        let room = ctx.content_rect();
        let height = room.height() - theme::BAR_HEIGHT - theme::STATUS_HEIGHT;
        let colours = theme::tokens(ui);
        let shown = Area::new(Id::unique("unfolded outline"))
            .accessible_name("Outline")
            .order(Order::Foreground)
            .anchor(Align2::LEFT_TOP, vec2(0.0, theme::BAR_HEIGHT))
            .show(&ctx, |ui| {
                Frame::new().fill(colours.desk).shadow(ui.visuals().window_shadow).show(ui, |ui| {
                    let size = vec2(theme::OUTLINE_WIDTH, height);
                    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::click());
                    self.outline_ui(&mut inside(ui, rect, "outline over form"), now, commands);
                });
            });
        let has_moved = commands.iter().any(|command| matches!(command, Command::GoTo(_) | Command::Select(..)));
        let was_asked = commands.contains(&Command::UnfoldOutline);
        let is_left = shown.response.clicked_elsewhere() || ctx.input(|input| input.key_pressed(Key::Escape));
        // What is clicked or left in a dialog is the dialog’s.
        if has_moved || (is_left && !was_asked && self.dialog.is_none()) {
            self.panes.is_outline_unfolded = false;
        }
    }
}

/// Names the resize handle of a panel for screen readers, because egui gives all of them the same name.
fn name_splitter(ui: &Ui, panel: &str, name: &str) {
    let handle = ui.scope_id().with_salt(egui::IdSalt::new(panel)).with("__resize");
    if ui.ctx().has_accesskit_node(handle) {
        ui.ctx().accesskit_node_builder(handle, |node| node.set_label(name));
    }
}

/// Reserves the space of a panel that is drawn later.
fn place(ui: &mut Ui, panel: Panel) -> InnerResponse<Rect> {
    panel.show(ui, |ui| {
        let rect = ui.max_rect();
        ui.take_available_space();
        rect
    })
}

pub(in crate::app) fn inside(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
    let mut child = ui.new_child(UiBuilder::new().scope_id(Id::unique(name)).max_rect(rect));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    child
}

pub(in crate::app) fn bar_frame(ui: &Ui, left: i8) -> Frame {
    let margin = Margin { left, right: 16, top: 0, bottom: 0 };
    Frame::new().fill(theme::tokens(ui).desk).inner_margin(margin)
}

fn desk_frame(ui: &Ui) -> Frame {
    Frame::new().fill(theme::tokens(ui).desk)
}

/// Says what dropping the dragged file will do.
fn drop_hint_ui(ui: &Ui) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let ctx = ui.ctx();
    let colours = theme::tokens(ui);
    let painter = ctx.layer_painter(egui::LayerId::new(Order::Foreground, Id::unique("drop hint")));
    let rect = ctx.content_rect();
    painter.rect_filled(rect, 0.0, colours.wash.gamma_multiply(HINT_OPACITY));
    painter.text(rect.center(), Align2::CENTER_CENTER, "Drop to open", theme::TITLE.font(), colours.accent);
}

const HINT_OPACITY: f32 = 0.9;
