//! The status line: word counts, the number of findings, and the state of the draft.

use egui::{Align, Button, Layout, RichText, Role, Ui, WidgetInfo};

use super::command::Command;
use super::selected::Here;
use super::theme;
use super::view::{Counts, View};
use super::words::language;
use crate::article::{Article, Place};
use crate::check::Severity;
use crate::count::{grouped, plural};
use crate::file::one_line;
use crate::page::is_language;
use crate::session::{Action, Keeping};

const PERCENT: f32 = 100.0;

/// The last message.
#[derive(Debug, Default)]
pub struct Status {
    message: Option<Message>,
}

/// The state of the draft.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub is_saving: bool,
    /// The time of day of the last save.
    pub saved_at: Option<&'a str>,
    pub keeping: &'a Keeping,
    pub is_saved: bool,
}

#[derive(Debug)]
struct Message {
    text: String,
    /// The revision for which it is shown.
    revision: u64,
    /// A link for the message.
    offer: Option<(&'static str, Command)>,
}

impl Status {
    /// Shows a message until the article changes.
    pub fn say(&mut self, text: impl Into<String>, revision: u64) {
        self.message = Some(Message { text: one_line(&text.into()), revision, offer: None });
    }

    /// Adds a link to the last message.
    pub fn offer(&mut self, label: &'static str, command: Command) {
        if let Some(message) = &mut self.message {
            message.offer = Some((label, command));
        }
    }

    /// The text at the end of the line.
    fn text(&self, revision: u64, standing: Standing<'_>) -> String {
        let Standing { is_saving, saved_at, keeping, is_saved } = standing;
        let message = self.message.as_ref().filter(|message| message.revision == revision);
        match (is_saving, message, saved_at, is_saved) {
            (true, ..) => "Saving…".into(),
            (false, Some(message), ..) => message.text.clone(),
            (false, None, Some(time), true) => format!("Saved {time}"),
            (false, None, _, true) => String::new(),
            (false, None, _, false) => match keeping {
                Keeping::Well => "Not saved".into(),
                Keeping::Failing(reason) => format!("Not saved, and not protected against a crash: {reason}"),
                Keeping::Nowhere => "Not saved, and not protected against a crash: there is no home folder".into(),
                Keeping::Late => "Not saved; the disk is slow, so a crash could lose the last words".into(),
            },
        }
    }
}

/// Pending work that can be cancelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    pub words: String,
    /// The button's name for screen readers.
    pub cancel: &'static str,
    /// What the button does, in a sentence.
    pub hint: &'static str,
}

impl Wait {
    /// For the opening of the file with this name.
    pub fn for_opening(name: &str) -> Wait {
        Wait {
            words: format!("Opening {name}…"), cancel: "Cancel opening", hint: "Stop opening this file (Esc)"
        }
    }

    /// For a disk that does not respond.
    pub fn for_disk(words: String) -> Wait {
        Wait { words, cancel: "Cancel waiting", hint: "Stop waiting for the disk (Esc)" }
    }
}

/// The content of the line.
pub struct Line<'a> {
    pub status: &'a Status,
    pub article: &'a Article,
    pub view: &'a View<'a>,
    pub here: Here,
    pub standing: Standing<'a>,
    /// Work in the background that takes a while.
    pub work: Option<&'a str>,
    pub wait: Option<&'a Wait>,
}

/// Draws the line.
pub fn status_ui(ui: &mut Ui, line: &Line<'_>, commands: &mut Vec<Command>) {
    let Line { status, article, view, here, standing, work, wait } = *line;
    quiet_line(ui);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if let Some(wait) = wait {
            wait_ui(ui, wait, commands);
        }
        let is_saving = standing.is_saving;
        // Pending work has its own text.
        let standing =
            if is_saving && wait.is_some() { String::new() } else { status.text(view.revision, standing) };
        let said = status.message.as_ref().filter(|said| said.revision == view.revision && !is_saving);
        if let Some((label, command)) = said.and_then(|said| said.offer.clone()) {
            link(ui, label, command, commands);
        }
        if !standing.is_empty() {
            let shown = ui.add(egui::Label::new(quiet(ui, &standing)).truncate());
            shown.ctx.accesskit_node_builder(shown.id, |node| node.set_live(egui::accesskit::Live::Polite));
        }
        if let Some(work) = work {
            ui.label(quiet(ui, work));
        }
        if is_language(article.language.trim()) {
            link(ui, &language::name(article.language.trim()), Command::GoTo(Place::Language), commands);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            words_ui(ui, line, commands);
            counts_ui(ui, view.counts, here);
            if let Some(summary) = summary(view) {
                link(ui, &summary, Command::ToggleFindings, commands);
            }
        });
    });
}

fn quiet_line(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.x = theme::SPACE_5;
    ui.spacing_mut().interact_size.y = theme::STATUS.line_height;
    ui.spacing_mut().button_padding = egui::vec2(0.0, 0.0);
    theme::quiet_controls(ui);
}

/// Draws the line of a window that has no draft yet.
pub fn opening_ui(ui: &mut Ui, wait: &Wait, commands: &mut Vec<Command>) {
    quiet_line(ui);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| wait_ui(ui, wait, commands));
}

/// Draws the pending work and its cancel button, from right to left.
fn wait_ui(ui: &mut Ui, wait: &Wait, commands: &mut Vec<Command>) {
    let words = theme::STATUS.text("Cancel").color(theme::tokens(ui).accent);
    let cancel = ui.add(Button::new(words).frame_when_inactive(false));
    cancel.widget_info(|| WidgetInfo::labeled(Role::Button, true, wait.cancel));
    if cancel.on_hover_text(wait.hint).clicked() {
        commands.push(Action::GiveUp.into());
    }
    let shown = ui.add(egui::Label::new(quiet(ui, &wait.words)).truncate());
    shown.ctx.accesskit_node_builder(shown.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// Draws the word count, of the target if there is one with a thin bar, and that of the selection. A click asks for the
/// target.
fn words_ui(ui: &mut Ui, line: &Line<'_>, commands: &mut Vec<Command>) {
    let (total, target) = (line.view.counts.total_words, line.article.target_words);
    let target = target.map(|words| usize::try_from(words).unwrap_or(usize::MAX));
    let is_over = target.is_some_and(|target| total > target);
    let colours = theme::tokens(ui);
    let colour = if is_over { colours.warning } else { colours.quiet };
    let text = words_text(total, target, line.here);
    let button = Button::new(quiet(ui, &text).color(colour)).frame_when_inactive(false);
    let response = ui.add_enabled(!line.view.is_read_only, button);
    let hint = if target.is_some() { "Change the target length" } else { "Set a target length" };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, !line.view.is_read_only, &text));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(hint));
    if response.on_hover_text(hint).clicked() {
        commands.push(Command::AskTarget);
    }
    if let Some(target) = target {
        progress_ui(ui, total, target);
    }
}

fn words_text(total: usize, target: Option<usize>, here: Here) -> String {
    match (here.selected, target) {
        (Some(selected), _) if selected.is_of_piece => {
            format!("{} of {} selected", grouped(selected.words), plural(total, "word"))
        }
        (Some(selected), _) => format!("{} selected", plural(selected.words, "word")),
        (None, Some(target)) => format!("{} of {}", grouped(total), plural(target, "word")),
        (None, None) => plural(total, "word"),
    }
}

const BAR: egui::Vec2 = egui::vec2(72.0, 2.0);

/// Draws the progress towards the target.
fn progress_ui(ui: &mut Ui, total: usize, target: usize) {
    ui.add_space(BAR_GAP - ui.spacing().item_spacing.x);
    let (rect, response) = ui.allocate_exact_size(BAR, egui::Sense::hover());
    let share = (total as f32 / target.max(1) as f32).min(1.0);
    let colours = theme::tokens(ui);
    let colour = if total > target { colours.warning } else { colours.accent };
    ui.painter().rect_filled(rect, BAR.y / 2.0, colours.hair);
    ui.painter().rect_filled(rect.with_max_x(rect.left() + share * rect.width()), BAR.y / 2.0, colour);
    let percent = (share * PERCENT).floor();
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(percent)),
        ..WidgetInfo::labeled(Role::ProgressIndicator, true, "Progress to target length, percent")
    });
}

const BAR_GAP: f32 = 10.0;

fn counts_ui(ui: &mut Ui, counts: &Counts, here: Here) {
    let mut texts = Vec::new();
    if let Some(words) = here.in_section {
        texts.push(format!("{} in this section", plural(words, "word")));
    }
    if counts.total_words > 0 {
        texts.push(format!("{} min read", counts.reading_minutes()));
    }
    match (counts.sources, counts.cited) {
        (0, _) => {}
        (sources, 0) => texts.push(plural(sources, "source")),
        (sources, cited) => texts.push(format!("{}, {cited} cited", plural(sources, "source"))),
    }
    for text in texts {
        ui.label(quiet(ui, &text));
    }
}

fn link(ui: &mut Ui, text: &str, command: Command, commands: &mut Vec<Command>) {
    let response = ui.add(Button::new(quiet(ui, text)).frame_when_inactive(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
    if response.clicked() {
        commands.push(command);
    }
}

fn quiet(ui: &Ui, text: &str) -> RichText {
    theme::STATUS.text(text).color(theme::tokens(ui).quiet)
}

/// The number of findings of each severity; `None` if there are none.
fn summary(view: &View<'_>) -> Option<String> {
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")];
    let count = |severity| view.findings.iter().filter(|finding| finding.severity == severity).count();
    let texts = counts.iter().map(|(severity, name)| (count(*severity), name));
    let texts: Vec<String> = texts.filter(|(n, _)| *n > 0).map(|(n, name)| plural(n, name)).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::selected::InSelection;

    #[test]
    fn counts_are_written_as_people_write_them() {
        assert_eq!(plural(0, "word"), "0 words");
        assert_eq!(plural(1, "word"), "1 word");
        assert_eq!(plural(1234567, "word"), "1,234,567 words");
    }

    #[track_caller]
    fn check_words(target: Option<usize>, selected: Option<(usize, bool)>, expected: &str) {
        let selected = selected.map(|(words, is_of_piece)| InSelection { words, is_of_piece });
        assert_eq!(words_text(1480, target, Here { selected, in_section: None }), expected);
    }

    #[test]
    fn words_are_told_of_the_target_or_of_the_selection() {
        check_words(None, None, "1,480 words");
        check_words(Some(2000), None, "1,480 of 2,000 words");
        check_words(Some(2000), Some((12, true)), "12 of 1,480 words selected");
        check_words(None, Some((1, false)), "1 word selected");
    }

    #[test]
    fn a_message_stands_until_the_article_changes() {
        let mut status = Status::default();
        let text = |status: &Status, revision, is_saved, keeping: &Keeping| {
            status.text(revision, Standing { is_saving: false, saved_at: Some("17:04"), keeping, is_saved })
        };
        status.say("Copied", 3);
        assert_eq!(text(&status, 3, true, &Keeping::Well), "Copied");
        assert_eq!(text(&status, 4, true, &Keeping::Well), "Saved 17:04");
        assert_eq!(text(&status, 4, false, &Keeping::Well), "Not saved");
        let late = "Not saved; the disk is slow, so a crash could lose the last words";
        assert_eq!(text(&status, 4, false, &Keeping::Late), late);
        assert_eq!(text(&status, 4, true, &Keeping::Late), "Saved 17:04");
        assert!(text(&status, 4, false, &Keeping::Nowhere).starts_with("Not saved, and not protected"));
        let failing = "Not saved, and not protected against a crash: the disk is full";
        assert_eq!(text(&status, 4, false, &Keeping::Failing("the disk is full".into())), failing);
    }
}
