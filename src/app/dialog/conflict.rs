//! The dialog that asks which of two texts a draft is to be, when its file was changed elsewhere while one was writing.
//! What differs is drawn in `difference`; what is chosen is carried out by `app`.

use egui::{Label, Ui};

use super::{Next, Outcome, Sheet, buttons_ui, focus_first, main_button, modal};
use crate::app::difference::differences_ui;
use crate::app::exchange::Cause;
use crate::app::theme;
use crate::article::Article;
use crate::compare::{Difference, differences};
use crate::file::{Fingerprint, Stat};

/// What the file holds now.
#[derive(Debug)]
pub struct Theirs {
    pub article: Article,
    pub disk: Option<Fingerprint>,
    /// How the file stood when this was read.
    pub stat: Option<Stat>,
}

/// The dialog while it is open.
#[derive(Debug)]
pub struct ConflictDialog {
    pub theirs: Box<Theirs>,
    pub cause: Cause,
    title: String,
    differences: Vec<Difference>,
}

/// How the dialog is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    KeepMine,
    TakeTheirs,
    KeepBoth,
    /// It is asked again before the next save.
    Later,
}

const WIDTH: f32 = 640.0;
const LIST_HEIGHT: f32 = 320.0;

impl ConflictDialog {
    /// The dialog for a draft of this name that holds `mine`.
    pub fn new(name: &str, mine: &Article, theirs: Theirs, cause: Cause) -> ConflictDialog {
        let differences = differences(mine, &theirs.article);
        let title = format!("“{name}” was changed elsewhere");
        ConflictDialog { theirs: Box::new(theirs), cause, title, differences }
    }

    /// What was waiting for the save that found the change.
    pub fn next(&self) -> Option<Next> {
        match &self.cause {
            Cause::Looked => None,
            Cause::Save(next) => next.clone(),
        }
    }

    /// Draws the dialog.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Verdict> {
        let title = self.title.clone();
        match modal(ctx, Sheet { title: &title, width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Verdict::Later),
            Outcome::Done(verdict) => Some(verdict),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Verdict> {
        let what = "Another program, or someone else, has saved this file while you were writing. What is only in yours \
                    is struck through, what is only in theirs is underlined.";
        ui.add(Label::new(theme::INTERFACE.text(what)).wrap());
        ui.scope(|ui| {
            ui.set_max_height(LIST_HEIGHT);
            differences_ui(ui, &self.differences);
        });
        let how = "Mine: the next save writes over theirs, which stays among the earlier versions. Theirs: undo \
                   brings yours back. Both: yours goes on in a file beside theirs.";
        ui.add(Label::new(theme::INTERFACE.text(how).color(theme::tokens(ui).quiet)).wrap());
        buttons_ui(ui, |ui| self.choices_ui(ui))
    }

    /// Who is writing and did not ask must not choose by the key that was next: then the focus is on what changes
    /// nothing.
    fn choices_ui(&self, ui: &mut Ui) -> Option<Verdict> {
        let keep = main_button(ui, "Keep mine");
        let both = ui.button("Keep both");
        let take = ui.button("Take theirs");
        let later = ui.button("Not now");
        focus_first(ui, if self.cause == Cause::Looked { &later } else { &keep });
        let chosen = [
            (keep, Verdict::KeepMine),
            (take, Verdict::TakeTheirs),
            (both, Verdict::KeepBoth),
            (later, Verdict::Later),
        ];
        chosen.into_iter().find_map(|(button, verdict)| button.clicked().then_some(verdict))
    }
}
