//! What the answers to dialogs do.

use egui::Context;

use super::Answer;
use crate::app::dialog::path::Wish;
use crate::app::dialog::report::Reported;
use crate::app::dialog::target::Aim;
use crate::app::dialog::{Dialog, Step};
use crate::app::exchange::question::Purpose;
use crate::app::exchange::values::Why;
use crate::app::palette::Choice;
use crate::app::{App, Goal, Losses};
use crate::article::Place;

impl App {
    pub(in crate::app) fn answered(&mut self, ctx: &Context, dialog: Dialog, answer: Answer) {
        match (dialog, answer) {
            (Dialog::Message(message), Answer::Step(step)) => {
                if matches!(step, Step::Export(_)) && message.tick.is_some_and(|tick| tick.is_on) {
                    self.losses = Losses::Agreed;
                }
                self.close_dialog(ctx);
                self.carry_out(ctx, step);
            }
            (Dialog::Path(dialog), Answer::Wish(Wish::Look(look))) => {
                self.exchange.look(look.number, look.ask, dialog.question.clone());
                self.dialog = Some(Dialog::Path(dialog));
            }
            (_, Answer::Choice(Choice::Given(command))) => {
                self.close_dialog(ctx);
                self.settings.use_command(&command);
                self.chosen = Some(command);
            }
            (_, Answer::Pick(pick)) => {
                self.close_dialog(ctx);
                self.picked(ctx, pick);
            }
            (Dialog::Recovery(dialog), Answer::Recovering(recovering)) => {
                self.close_dialog(ctx);
                if dialog.tells_of_fault() {
                    self.exchange.fault_is_known();
                }
                self.recovering(ctx, recovering);
            }
            (Dialog::TemplateName(dialog), Answer::Naming(naming)) => self.named(ctx, dialog, naming),
            (Dialog::Versions(dialog), Answer::Looking(looking)) => self.looked_at_versions(ctx, dialog, looking),
            (Dialog::VersionName(dialog), Answer::VersionNaming(naming)) => {
                self.version_called(ctx, dialog.answer(naming));
            }
            (_, Answer::Looking(_) | Answer::VersionNaming(_)) => self.close_dialog(ctx),
            (_, Answer::Aim(aim)) => {
                self.close_dialog(ctx);
                if let Aim::Set(target) = aim {
                    self.set_target(ctx, target);
                }
            }
            (Dialog::Language(dialog), Answer::Spoken(spoken)) => {
                self.close_dialog(ctx);
                self.spoken(ctx, dialog.before, spoken);
            }
            (_, Answer::Housed(housed)) => {
                self.close_dialog(ctx);
                self.housed(housed);
            }
            (Dialog::Cite(dialog), Answer::Citing(citing)) => {
                self.close_dialog(ctx);
                self.cited(dialog, citing, ctx.input(|input| input.time));
            }
            (Dialog::Link(dialog), Answer::Linking(linking)) => {
                self.close_dialog(ctx);
                self.linked(dialog, linking, ctx.input(|input| input.time));
            }
            (Dialog::Conflict(dialog), Answer::Verdict(verdict)) => {
                self.close_dialog(ctx);
                self.judged(ctx, dialog, verdict);
            }
            (_, Answer::Reported(Reported::Take(part))) => self.take_part(ctx, part),
            (_, Answer::Reported(Reported::Close)) => self.close_dialog(ctx),
            (_, Answer::Citing(_) | Answer::Linking(_) | Answer::Verdict(_)) => self.close_dialog(ctx),
            (_, Answer::Choice(Choice::Nothing)) => self.close_dialog(ctx),
            (
                _,
                Answer::Step(_)
                | Answer::Recovering(_)
                | Answer::Naming(_)
                | Answer::Spoken(_)
                | Answer::Wish(Wish::Look(_) | Wish::Cancel)
                | Answer::Closed,
            ) => self.close_dialog(ctx),
        }
        ctx.request_repaint();
    }

    fn carry_out(&mut self, ctx: &Context, step: Step) {
        match step {
            Step::Dismiss => {}
            Step::AskAgain(dialog) => self.show(ctx, Dialog::Path(dialog)),
            Step::Save(next) => self.save(ctx, next),
            Step::SaveAs(next) => self.save_as(ctx, next),
            Step::SaveTo(path, next) => self.save_to(path, next),
            Step::Leave(next) => self.proceed(ctx, next),
            Step::Export(format) => self.ask(ctx, Purpose::Export(format)),
            Step::Replace(import) => self.replace(ctx, *import),
            Step::Paste(pasted) => self.hold_paste(ctx, *pasted),
            Step::CopyPicture(path) => self.copy_picture(path),
            Step::WriteTemplate(path, article) => self.exchange.replace_template(path, *article),
            Step::RemoveTemplate(path) => self.exchange.remove_template(path),
            Step::DiscardUnsaved(file) => self.exchange.discard_unsaved(file),
            Step::ShowUnsaved => self.exchange.find_unsaved(Why::Asked),
            Step::Forget(path) => self.forget_draft(path),
            Step::RemoveSource(key, citations) => {
                self.remove_source(&key, citations, ctx.input(|input| input.time));
            }
            Step::OpenAs(path, way) => self.open_as(path, way),
            Step::TakeOver(path, holder) => self.take_over(path, holder),
            Step::WriteOver(disk, next) => {
                self.keep_mine(disk);
                self.save(ctx, next);
            }
            Step::Chosen(purpose, path) => self.chosen(ctx, purpose, path),
        }
    }

    /// Takes the dialog away and gives the focus back: to a row of a menu that has closed since, no more.
    pub(super) fn close_dialog(&mut self, ctx: &Context) {
        self.dialog = None;
        let before = self.focus_before.take().filter(|id| ctx.read_response(*id).is_some());
        let place = || self.active.clone().unwrap_or(Place::Headline);
        self.focus_goal = Some(before.map_or_else(|| Goal::Field(place(), None), Goal::Widget));
    }
}
