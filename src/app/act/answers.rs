//! Acts on the answer to a dialog.

use egui::Context;

use crate::app::command::{self, Answer};
use crate::app::dialog::Dialog;
use crate::app::{App, Goal};
use crate::article::Place;

impl App {
    pub(in crate::app) fn answered(&mut self, ctx: &Context, dialog: Dialog, answer: Answer) {
        if let (Dialog::Recovery(recovery), true) = (&dialog, recovery_is_left(&answer))
            && recovery.tells_of_fault()
        {
            self.exchange.fault_is_known();
        }
        match answer {
            Answer::Close => self.close_dialog(ctx),
            Answer::Done(command) => {
                self.behind = None;
                self.close_dialog(ctx);
                self.apply(ctx, command);
            }
            Answer::Chosen(command) => {
                self.close_dialog(ctx);
                command::full_name(&command).into_iter().for_each(|name| self.settings.use_command(name));
                self.chosen = Some(command);
            }
            Answer::Ask(command) => {
                self.dialog = Some(dialog);
                self.apply(ctx, command);
            }
            Answer::Back => {
                self.close_dialog(ctx);
                self.behind.take().into_iter().for_each(|behind| self.show(ctx, behind));
            }
        }
        ctx.request_repaint();
    }

    /// Closes the dialog and restores the focus, unless it was in a row of a menu that has closed since.
    pub(super) fn close_dialog(&mut self, ctx: &Context) {
        self.dialog = None;
        let before = self.focus_before.take().filter(|id| ctx.read_response(*id).is_some());
        let place = || self.active.clone().unwrap_or(Place::Headline);
        self.focus_goal = Some(before.map_or_else(|| Goal::Field(place(), None), Goal::Widget));
    }
}

fn recovery_is_left(answer: &Answer) -> bool {
    match answer {
        Answer::Close | Answer::Done(_) | Answer::Chosen(_) | Answer::Back => true,
        Answer::Ask(_) => false,
    }
}
