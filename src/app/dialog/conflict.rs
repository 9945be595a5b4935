//! Asks which text to keep when the draft’s file was changed elsewhere during editing. `difference` draws the
//! differences; `app` carries out the choice.

use egui::{Label, Ui};

use super::ways;
use crate::app::command::Answer;
use crate::app::controls::button::{apart_button, main_button};
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, middle_height, middle_ui, modal};
use crate::app::controls::focus::focus_first;
use crate::app::difference::{Between, Differences};
use crate::app::theme;
use crate::article::Article;
use crate::compare::differences;
use crate::session::{Action, Cause, Conflict, Verdict};

/// The open dialog.
#[derive(Debug)]
pub struct ConflictDialog {
    conflict: Box<Conflict>,
    title: String,
    differences: Differences,
}

const WIDTH: f32 = 860.0;
const LEAST_HEIGHT: f32 = 120.0;
const MOST_HEIGHT: f32 = 420.0;

const KEEP_BOTH: &str = "Keep both";
const KEEP_MINE: &str = "Keep mine";
const TAKE_THEIRS: &str = "Use theirs";

/// The choices, with explanations.
const WAYS: [(&str, &str); 3] = [
    (KEEP_BOTH, "Save your version as a new file next to theirs."),
    (KEEP_MINE, "Your next save replaces theirs, which is kept as an earlier version."),
    (TAKE_THEIRS, "Continue with their version. Undo to return to yours."),
];

impl ConflictDialog {
    /// The dialog for the draft with this name and content `mine`.
    pub fn new(name: &str, mine: &Article, conflict: Box<Conflict>) -> ConflictDialog {
        let differences = differences(mine, &conflict.theirs.article);
        let differences = Differences::new(differences, Between::Writers).in_language(&mine.language);
        ConflictDialog { conflict, title: format!("“{name}” was changed elsewhere"), differences }
    }

    /// Draws the dialog. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        let title = self.title.clone();
        let verdict = match modal(ctx, DialogFrame { title: &title, width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => return None,
            Outcome::Dismissed => Verdict::Later,
            Outcome::Done(verdict) => verdict,
        };
        Some(Answer::Done(Action::Settle(self.conflict.clone(), verdict).into()))
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Verdict> {
        let what = "Another person or program saved this file while you were working on it. Nothing is lost. The \
                    two versions differ here:";
        ui.add(Label::new(theme::INTERFACE.text(what)).wrap());
        let height = middle_height(ui, LEAST_HEIGHT, MOST_HEIGHT);
        middle_ui(ui, height, |ui| self.differences.beside_ui(ui, ["Yours", "Theirs"]));
        ways::ways_ui(ui, &WAYS);
        buttons_ui(ui, |ui| self.choices_ui(ui))
    }

    /// If the dialog appears while the writer is typing, the focus is on the button that changes nothing, because the
    /// next key may press it. When saving, the first button is the one that overwrites nothing.
    fn choices_ui(&self, ui: &mut Ui) -> Option<Verdict> {
        let both = main_button(ui, KEEP_BOTH);
        let keep = ui.button(KEEP_MINE);
        let take = ui.button(TAKE_THEIRS);
        let later = apart_button(ui, "Not now");
        for (button, (_, about)) in [&both, &keep, &take].into_iter().zip(WAYS) {
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(about));
        }
        focus_first(ui, if self.conflict.cause == Cause::Looked { &later } else { &both });
        let chosen = [
            (keep, Verdict::KeepMine),
            (take, Verdict::TakeTheirs),
            (both, Verdict::KeepBoth),
            (later, Verdict::Later),
        ];
        chosen.into_iter().find_map(|(button, verdict)| button.clicked().then_some(verdict))
    }
}
