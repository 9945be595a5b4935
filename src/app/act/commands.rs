//! Carries out commands: edits of lists, focus, panels and copies. Work on files is in `files`.

use egui::{Context, ViewportCommand};

use crate::app::choice::{Look, PreviewAs};
use crate::app::command::{Command, Copy};
use crate::app::dialog::{Dialog, Message, ReportDialog, TargetDialog};
use crate::app::menu::{self, Tab};
use crate::app::palette::Palette;
use crate::app::palette::entries::Offer;
use crate::app::{App, Goal, theme};
use crate::article::{Direction, ItemKind, Place};
use crate::format::{self, Format};
use crate::session::Action;
use crate::writing::{Change, Selection};

impl App {
    pub(in crate::app) fn apply(&mut self, ctx: &Context, command: Command) {
        let now = ctx.input(|input| input.time);
        match command {
            Command::Draft(action) => self.act_on_draft(ctx, action),
            Command::NewFromTemplate => self.show_templates(ctx),
            Command::SaveAsTemplate => self.ask_template_name(ctx),
            Command::Versions => self.show_versions(ctx),
            Command::KeepVersion => self.ask_version_name(ctx),
            Command::ShowExports => menu::show_exports(ctx),
            Command::ShowExported => self.show_exported(),
            Command::Export(format) => self.export(ctx, format),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::CopyAs(copy) => self.copy(ctx, copy),
            Command::Cut => self.hold_event(ctx, egui::Event::Cut),
            Command::CopySelected => self.hold_event(ctx, egui::Event::Copy),
            Command::Paste => self.paste(ctx),
            Command::SelectAll => self.select_all(ctx),
            Command::TextMenu => self.open_text_menu_at_caret(ctx),
            Command::TextMenuAt(place, byte) => self.open_text_menu_at(ctx, place, byte),
            Command::CloseTextMenu => drop(self.close_text_menu()),
            Command::PastePlain => self.paste_plain(ctx),
            Command::CopyText(text) => self.copy_text(ctx, text),
            Command::AddSection => self.add(ctx, ItemKind::Section),
            Command::AddTakeaway => self.add(ctx, ItemKind::Takeaway),
            Command::AddSource => self.add(ctx, ItemKind::Source),
            Command::ChooseImage => self.choose_picture(ctx),
            Command::RemoveItem => self.active_item().into_iter().for_each(|item| self.ask_removal(ctx, &item)),
            Command::FocusButtons => self.form.focus_buttons(self.active.clone().unwrap_or(Place::Headline)),
            Command::Remove(item) => self.ask_removal(ctx, &item),
            Command::Toggle(format) => self.toggle_format(&format, now),
            Command::Mend(joint) => self.mend(joint, now),
            Command::Link => self.link(ctx, now),
            Command::Cite => self.ask_source(ctx),
            Command::FocusToolbar => self.toolbar.focus(),
            Command::ToggleSmartTyping => self.settings.is_typing_smart = !self.settings.is_typing_smart,
            Command::SplitSection => self.split_section(now),
            Command::MergeSection => self.merge_section(now),
            Command::MoveUp => self.shift_active(ctx, Direction::Up),
            Command::MoveDown => self.shift_active(ctx, Direction::Down),
            Command::GoTo(place) => self.go_to(place, None),
            Command::Select(place, selection) => self.go_to(place, Some(selection)),
            Command::ToggleOutline if self.is_focus_mode() => {
                self.toggle_focus();
                self.settings.is_outline_shown = true;
            }
            Command::TogglePreview if self.is_focus_mode() => {
                self.toggle_focus();
                self.settings.is_preview_shown = true;
            }
            Command::ToggleFindings if self.is_focus_mode() => {
                self.toggle_focus();
                self.panes.are_findings_shown = true;
            }
            Command::ToggleOutline => self.toggle_outline(ctx),
            Command::TogglePreview => self.toggle_preview(ctx),
            Command::PreviewAs(preview) => self.preview_as(ctx, preview),
            Command::PreviewHtmlAs(html) => self.settings.html = html,
            Command::RenderPreview(format) => self.render_preview(format),
            Command::ToggleScrollTogether => self.settings.is_scroll_shared = !self.settings.is_scroll_shared,
            Command::ToggleFindings => self.panes.are_findings_shown = !self.panes.are_findings_shown,
            Command::Spelling(ask) => self.spell(ctx, ask, now),
            Command::ToggleFocus => self.toggle_focus(),
            Command::ToggleTypewriter => {
                self.settings.writing.is_typewriter = !self.settings.writing.is_typewriter
            }
            Command::ToggleFullScreen => {
                let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or_default());
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
            }
            Command::TextLarger => self.settings.writing.larger(),
            Command::TextSmaller => self.settings.writing.smaller(),
            Command::TextReset => self.settings.writing.scale = 1.0,
            Command::Letters(letters) => self.settings.writing.letters = letters,
            Command::Measure(measure) => self.settings.writing.measure = measure,
            Command::ToggleMotion => self.settings.is_motion_reduced = !self.settings.is_motion_reduced,
            Command::Finding(ask) => self.find(ctx, ask, now),
            Command::AskTarget => {
                self.show(ctx, Dialog::Target(TargetDialog::new(self.session.document().article().target_words)));
            }
            Command::AskHouse => self.ask_house(ctx),
            Command::Palette => self.show_palette(ctx),
            Command::UnfoldOutline => self.panes.is_outline_unfolded = !self.panes.is_outline_unfolded,
            Command::Theme(theme) => self.settings.theme = theme,
            Command::ZoomIn => self.settings.zoom_in(),
            Command::ZoomOut => self.settings.zoom_out(),
            Command::ZoomReset => self.settings.zoom = 1.0,
            Command::Help => self.show(ctx, Dialog::Help),
            Command::ImportReport => self.report(ctx),
            Command::About => self.show(ctx, Dialog::About),
            Command::LookAt(look) => self.look_at(look),
            Command::PasteHeld(pasted) => self.hold_paste(ctx, *pasted),
            Command::CopyPicture(path) => self.copy_picture(path),
            Command::SaveTemplate(path) => {
                self.exchange.save_template(path, self.session.document().article().clone());
            }
            Command::WriteTemplate(path, article) => self.exchange.replace_template(path, *article),
            Command::AskRemoveTemplate(template) => self.show_message(ctx, Message::remove_template(template)),
            Command::RemoveTemplate(path) => self.exchange.remove_template(path),
            Command::RemoveSource(key, citations) => self.remove_source(&key, citations, now),
            Command::SetTarget(target) => self.set_target(ctx, target),
            Command::SetHouse(house) => self.set_house(ctx, house),
            Command::ExportIn(format, language) => self.export_in(ctx, format, language),
            Command::ReadVersion(draft, version, today) => self.exchange.read_version(draft, version, *today),
            Command::RestoreVersion(draft, article, when) => self.restore_version(ctx, &draft, article, &when),
            Command::AskVersionName(version) => self.ask_name_of(ctx, version),
            Command::NameVersion(name) => self.name_version(ctx, name),
            Command::KeepVersionAs(name) => self.keep_version_as(name),
            Command::Cited(place, selection, citing) => self.cited(place, selection, citing, now),
            Command::Linked(place, selection, linking) => self.linked(place, selection, linking, now),
            Command::Include(part) => self.take_part(ctx, part),
        }
        self.settings.apply(ctx);
    }

    /// Carries out an action. A path that had to be confirmed is handled like any other chosen path.
    fn act_on_draft(&mut self, ctx: &Context, action: Action) {
        if let Action::Chosen(number, purpose, path) = action {
            self.chosen(ctx, number, purpose, path);
        } else {
            self.act(ctx, action);
        }
    }

    /// Adds an item after the active one, or at the end of its list.
    fn add(&mut self, ctx: &Context, kind: ItemKind) {
        let after = self.active_item().filter(|item| item.kind() == kind);
        let at = after.and_then(|item| self.session.document().article().position(&item));
        self.act(ctx, Action::Insert(kind, at.map_or(usize::MAX, |at| at + 1)));
    }

    fn shift_active(&mut self, ctx: &Context, direction: Direction) {
        if let Some(item) = self.active_item() {
            self.act(ctx, Action::Shift(item, direction));
        }
    }

    /// Checks a path for the open file dialog.
    fn look_at(&mut self, look: Look) {
        if let Some(Dialog::Path(dialog)) = &self.dialog {
            self.exchange.look(look.number, look.ask, dialog.question.clone());
        }
    }

    /// Changes the text at a place as one undo step, and sets the selection.
    pub(super) fn change(&mut self, place: Place, change: &Change, now: f64) {
        if self.session.document_mut().change(&place, change, now) {
            self.go_to(place, Some(change.selection));
        }
    }

    /// Moves the focus to a field, and sets the selection in it.
    pub fn go_to(&mut self, place: Place, selection: Option<Selection>) {
        self.panes.tab = Tab::Write;
        self.active = Some(place.clone());
        self.in_hand = self.heading_for(&place, selection);
        self.focus_goal = Some(Goal::Field(place, selection));
    }

    /// Moves the focus at the beginning of a frame. Waits while a dialog covers the form, and one frame longer, because
    /// egui would take the focus away again.
    pub(in crate::app) fn move_focus(&mut self, ctx: &Context) {
        if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            ctx.request_repaint();
            return;
        }
        match self.focus_goal.take() {
            Some(Goal::Widget(id)) => ctx.memory_mut(|memory| memory.request_focus(id)),
            Some(Goal::Field(place, selection)) => self.form.focus(place, selection),
            None => {}
        }
    }

    fn toggle_outline(&mut self, ctx: &Context) {
        if ctx.content_rect().width() < theme::OUTLINE_BREAKPOINT {
            self.panes.is_outline_unfolded = !self.panes.is_outline_unfolded;
        } else {
            self.settings.is_outline_shown = !self.settings.is_outline_shown;
        }
    }

    /// Shows or hides the preview. In a narrow window, form and preview take turns.
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

    fn show_palette(&mut self, ctx: &Context) {
        let offer = Offer {
            situation: self.situation(),
            switched: self.switched(ctx),
            article: self.session.document().article(),
            recent: &self.recent,
            templates: &self.templates.own,
        };
        let palette = Palette::new(offer.entries(), &self.settings.used);
        self.show(ctx, Dialog::Palette(palette));
    }

    /// Switches the preview to this mode, and shows it if it is hidden.
    fn preview_as(&mut self, ctx: &Context, preview: PreviewAs) {
        self.settings.preview = preview;
        if ctx.content_rect().width() >= theme::PREVIEW_BREAKPOINT {
            self.settings.is_preview_shown = true;
        } else {
            self.panes.tab = Tab::Preview;
        }
    }

    fn render_preview(&mut self, format: Format) {
        self.derived.refresh(self.session.document());
        let page = self.derived.page().clone();
        self.exchange.render(self.session.number(), self.session.document().revision(), page, format);
    }

    fn copy_text(&mut self, ctx: &Context, text: String) {
        match self.clipboard.set_text(text) {
            Ok(()) => self.say("Copied"),
            Err(reason) => self.show_message(ctx, Message::failed("Nothing was copied", reason)),
        }
    }

    fn copy(&mut self, ctx: &Context, copy: Copy) {
        self.derived.refresh(self.session.document());
        let page = self.derived.page();
        let render = |format| format::render(page, format);
        let copied = match copy {
            Copy::RichText => self.clipboard.set_html(format::html::render_rich(page), render(Format::Text)),
            Copy::Markdown => self.clipboard.set_text(render(Format::Markdown)),
            Copy::Text => self.clipboard.set_text(render(Format::Text)),
            Copy::HtmlPage => self.clipboard.set_text(render(Format::HtmlPage)),
            Copy::HtmlFragment => self.clipboard.set_text(render(Format::HtmlFragment)),
        };
        match copied {
            Ok(()) => self.say(format!("Copied as {}", copy.label())),
            Err(reason) => self.show_message(ctx, Message::failed("Nothing was copied", reason)),
        }
    }

    /// Sets the target length of the article. Undo returns to the text being edited, because the target has no field.
    pub(super) fn set_target(&mut self, ctx: &Context, target: Option<u32>) {
        let now = ctx.input(|input| input.time);
        let place = self.active.clone().unwrap_or(Place::Headline);
        self.session.document_mut().edit(place, now, |article| article.target_words = target);
    }

    fn report(&mut self, ctx: &Context) {
        if let Some(import) = self.session.last_import() {
            let report = ReportDialog::new(import, self.session.document().article());
            self.show(ctx, Dialog::Report(report));
        }
    }

    /// Includes a part that an import set aside, as one undo step; the report stays open.
    pub(super) fn take_part(&mut self, ctx: &Context, part: usize) {
        let Some(import) = self.session.last_import() else { return };
        let aside = &import.recognised.aside;
        let Some(wanted) = aside.get(part) else { return };
        let mut article = self.session.document().article().clone();
        let place = wanted.put_into(&mut article, aside.get(..part).unwrap_or_default());
        let report = ReportDialog::new(import, &article).after(part);
        let now = ctx.input(|input| input.time);
        self.session.document_mut().edit(place, now, |old| *old = article);
        self.dialog = Some(Dialog::Report(report));
    }

    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.status.say(text, self.session.document().revision());
    }
}
