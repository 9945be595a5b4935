//! Connects the window and the session: passes on what happens, and carries out the effects the session asks for.

use std::path::PathBuf;

use egui::{Context, Key, Modifiers, ViewportCommand};

use crate::app::command::Command;
use crate::app::dialog::asked;
use crate::app::dialog::conflict::ConflictDialog;
use crate::app::dialog::{Dialog, Message};
use crate::app::words::said;
use crate::app::{App, Goal, Panes, status};
use crate::article::{Item, Place};
use crate::session::{Action, Ask, Conflict, Cover, Effect, Input, Now, Offer, Request, Said};

impl App {
    /// Carries out an action on the draft.
    pub(in crate::app) fn act(&mut self, ctx: &Context, action: Action) {
        self.tell(ctx, Input::Do(action));
    }

    /// Passes an input to the session, and carries out the effects.
    pub(in crate::app) fn tell(&mut self, ctx: &Context, input: Input) {
        let cover = self.dialog.as_ref().map_or(Cover::Nothing, Dialog::cover);
        let now = Now { at: self.clock.now(), time: ctx.input(|input| input.time), cover };
        for effect in self.session.take(input, now) {
            self.carry_out(ctx, effect, now);
        }
    }

    fn carry_out(&mut self, ctx: &Context, effect: Effect, now: Now) {
        match effect {
            Effect::Disk(request) => self.request(request, now),
            Effect::Journal(order) => self.keeper.take(order),
            Effect::AskPath(number, purpose) => self.ask_path(ctx, number, purpose),
            Effect::Ask(ask) => self.ask(ctx, ask),
            Effect::AskConflict(conflict) => self.ask_conflict(ctx, conflict),
            Effect::Offer(offer) => self.offer(ctx, offer),
            Effect::Tell(said) => self.tell_writer(said),
            Effect::KeepingChanged => self.ask_anew(),
            Effect::NoteWhereabouts(path) => self.note_whereabouts(path),
            Effect::Begun => self.begin(),
            Effect::Moved => self.derived.forget(),
            Effect::Remember(path) => self.remember(&path),
            Effect::Forget(path) => self.forget_draft(path),
            Effect::CheckRecent => self.exchange.check_recent(self.settings.recent.clone()),
            Effect::GoTo(place, selection) => self.go_to(place, selection),
            Effect::GoBack(place, selection, sight) => {
                self.go_to(place, Some(selection));
                self.form.stand_at(sight);
            }
            Effect::StayIn(item) => self.stay_in(&item),
            Effect::TakePicture(path) => self.take_picture(ctx, path),
            Effect::ChoosePicture => self.choose_picture(ctx),
            Effect::KeepOpen => ctx.send_viewport_cmd(ViewportCommand::CancelClose),
            Effect::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    fn request(&mut self, request: Request, now: Now) {
        let (derived, session) = (&mut self.derived, &self.session);
        self.exchange.carry_out(request, now.at, || {
            derived.refresh(session.document());
            derived.page().clone()
        });
    }

    fn ask(&mut self, ctx: &Context, ask: Ask) {
        let message = asked::message(ask, &self.session.name(), self.session.keeping(), &*self.clock);
        self.show_message(ctx, message);
    }

    fn ask_conflict(&mut self, ctx: &Context, conflict: Box<Conflict>) {
        let mine = self.session.document().article();
        let dialog = ConflictDialog::new(&self.session.name(), mine, conflict);
        self.show(ctx, Dialog::Conflict(dialog));
    }

    /// Updates an open question to the current state.
    fn ask_anew(&mut self) {
        let name = self.session.name();
        if let Some(Dialog::Message(message)) = &mut self.dialog
            && let Some(next) = message.leaves()
        {
            *message = Message::unsaved(&name, next, self.session.keeping());
        }
    }

    fn offer(&mut self, ctx: &Context, offer: Offer) {
        let offered = match offer {
            Offer::Found => self.found.take(),
            Offer::Now => self.offered_later.take(),
            Offer::Later => {
                self.offered_later = self.found.take();
                None
            }
        };
        offered.into_iter().for_each(|offered| self.show(ctx, Dialog::Recovery(offered)));
    }

    fn tell_writer(&mut self, said: Said) {
        let is_export = matches!(said, Said::Exported(..));
        self.say(said::words(said, &*self.clock));
        if is_export {
            self.status.offer("Show in folder", Command::ShowExported);
        }
    }

    /// Shows a draft that was just opened.
    fn begin(&mut self) {
        self.memory.tidy_soon();
        self.derived.forget();
        if let Some(prepared) = self.prepared.take() {
            self.derived.take(*prepared, self.session.document());
        }
        self.find.forget();
        self.spelling.forget();
        self.text_menu = None;
        self.derived.marks_mut().clear();
        self.form = crate::app::Form::default();
        self.form.lead_to(0.0);
        self.preview = crate::app::Preview::at_the_top();
        self.status = status::Status::default();
        self.panes = Panes { are_findings_shown: self.panes.are_findings_shown, ..Panes::default() };
        self.active = None;
        self.focus_goal = Some(Goal::Field(Place::Headline, None));
    }

    fn forget_draft(&mut self, path: PathBuf) {
        self.settings.forget(&path);
        self.recent.retain(|known| known.path != path);
        self.exchange.forget(path);
    }

    fn stay_in(&mut self, item: &Item) {
        let stays = self.active.clone().filter(|place| place.item().as_ref() == Some(item));
        self.go_to(stays.unwrap_or_else(|| item.first_place()), None);
    }

    /// Opens the file that the window starts with. A short file is shown in the first frame; for a long one, the window
    /// says that it is being opened.
    pub(in crate::app) fn come_up_with(&mut self, ctx: &Context, path: PathBuf) {
        self.tell(ctx, Input::ComeUpWith(path));
        self.exchange.wait();
        self.hear(ctx);
    }

    /// Tells the session when the window regains the focus or is asked to close, and lets it continue what waits for
    /// dialogs to close.
    pub(in crate::app) fn watch_session(&mut self, ctx: &Context) {
        let is_back =
            ctx.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::WindowFocused(true))));
        if is_back {
            self.tell(ctx, Input::CameBack);
        }
        if ctx.input(|input| input.viewport().close_requested()) {
            self.tell(ctx, Input::CloseAsked);
        }
    }

    /// Lets the session continue what waits for dialogs to close.
    pub(in crate::app) fn watch_waiting(&mut self, ctx: &Context) {
        self.tell(ctx, Input::Tick);
        let time = ctx.input(|input| input.time);
        if let Some(rest) = self.session.next_overdue(time) {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(rest));
        }
    }

    /// Escape stops waiting for a file being opened, or for a disk that does not respond.
    pub(in crate::app) fn watch_escape(&mut self, ctx: &Context) {
        let time = ctx.input(|input| input.time);
        let is_waiting = self.session.opening().is_some() || self.session.overdue(time).is_some();
        let is_free = self.dialog.is_none() && is_waiting;
        if is_free && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.act(ctx, Action::GiveUp);
        }
    }
}
