//! The only way into a session: an input goes in, and effects come out.

use super::action::{Action, Input};
use super::effect::{Ask, Effect, Offer, Request};
use super::state::{Cover, Now, Session};
use super::values::{Cause, Locking, Next, Purpose, Why};
use crate::document::Document;

impl Session {
    /// Handles an input and returns its effects.
    pub fn take(&mut self, input: Input, now: Now) -> Vec<Effect> {
        self.now = now;
        match input {
            Input::Do(action) => self.carry_out(action),
            Input::ComeUpWith(path) => self.come_up_with(path),
            Input::Defaults(article) => self.defaults = *article,
            Input::CameBack => self.come_back(),
            Input::CloseAsked => self.close_asked(),
            Input::Tick => self.tick(),
            Input::Note => self.note(),
            Input::PathGivenUp(number) | Input::Abandoned(number) => drop(self.waiting.end(number)),
            Input::PathTaken(number, purpose, path) => self.path_taken(number, purpose, path),
            Input::Opened(arrived) => self.arrived(*arrived),
            Input::TemplateOpened(template, opened) => {
                self.template_opened(template, opened.map(|article| *article))
            }
            Input::Imported(number, imported) => self.imported(number, imported),
            Input::Saved(saved) => self.saved(*saved),
            Input::TakenOver(barred) => self.save_taken_over(*barred),
            Input::SaveHeld(barred) => self.save_held(*barred),
            Input::Stirred => self.look(Cause::Looked),
            Input::Looked(found) => self.looked(*found),
            Input::Locked(locked) => self.locked(*locked),
            Input::Exported(exported) => self.exported(exported),
            Input::UnsavedFound(count, why) => self.unsaved_found(count, why),
            Input::Recovered(recovery) => self.recovered(recovery),
            Input::UnsavedDiscarded(discarded) => self.unsaved_discarded(discarded),
            Input::Forgotten(path, forgotten) => self.forgotten(&path, forgotten),
            Input::Journal(health) => self.journal_is(health),
        }
        std::mem::take(&mut self.effects)
    }

    fn carry_out(&mut self, action: Action) {
        match action {
            Action::New => self.leave(Next::New),
            Action::NewFrom(template) => self.leave(Next::Template(template)),
            Action::Open(path) => self.leave(Next::Open(path)),
            Action::OpenAs(path, way) => self.open(path, way),
            Action::Choose(purpose) => self.ask_path(purpose, None),
            Action::Chosen(number, purpose, path) => self.chosen(number, purpose, path),
            Action::GiveUpPath(number) => drop(self.waiting.end(number)),
            Action::Save(next) => self.save(next),
            Action::SaveAs(next) => self.ask_path(Purpose::SaveAs, next),
            Action::SaveTo(path, next) => self.save_to(path, next),
            Action::SaveOver(disk, next) => self.save_over(disk, next),
            Action::Proceed(next) => self.proceed(next),
            Action::Export(format, lost) => self.export(format, lost),
            Action::ExportAnyway(format, losses) => self.export_anyway(format, losses),
            Action::GiveUp => self.give_up(),
            Action::Edit => self.edit(),
            Action::TakeOver(path, holder) => self.ask_for_lock(path, Locking::TakeOver(Box::new(holder))),
            Action::Settle(conflict, verdict) => self.settle(*conflict, verdict),
            Action::Import(import) => self.import(import),
            Action::Replace(import) => self.replace(*import),
            Action::Restore(article) => self.document.replace(*article, self.now.time),
            Action::ShowUnsaved => self.want(Request::FindUnsaved(Why::Asked)),
            Action::Recover(kept) => self.leave(Next::Recover(kept)),
            Action::AskDiscard(kept, name) => self.ask(Ask::DiscardUnsaved(kept, name)),
            Action::DiscardUnsaved(kept) => self.want(Request::DiscardUnsaved(kept)),
            Action::AskForget => self.ask_forget(),
            Action::Forget(path) => self.tell(Effect::Forget(path)),
            Action::Undo => self.step(Document::undo),
            Action::Redo => self.step(Document::redo),
            Action::Insert(kind, at) => self.insert(kind, at),
            Action::Remove(item) => self.remove(&item),
            Action::Shift(item, direction) => self.shift(&item, direction),
            Action::MoveTo(item, to) => self.move_to(&item, to),
        }
    }

    /// Continues what waited for dialogs to close.
    fn tick(&mut self) {
        if self.now.cover != Cover::Nothing {
            return;
        }
        if self.known.take_due() {
            self.look(Cause::Looked);
        }
        if !self.openings.comes_up() && std::mem::take(&mut self.is_offer_due) {
            self.tell(Effect::Offer(Offer::Now));
        }
    }
}
