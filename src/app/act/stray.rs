//! Text typed while no field has the focus. It goes to the field written in last.

use egui::{Context, Event, Key, Popup};

use crate::app::App;
use crate::app::form::Way;
use crate::app::keys::{self, Keys};
use crate::article::Place;

impl App {
    /// Moves the focus to the last field when something is typed that no field would receive; the typed text waits for
    /// it. Tab and Escape return there, too.
    pub(in crate::app) fn watch_stray(&mut self, ctx: &Context) {
        if keys::is_in_field(ctx) || self.focus_goal.is_some() || self.form.is_moving_focus() {
            return;
        }
        if Popup::is_any_open(ctx) || self.text_menu.is_some() || self.toolbar.has_focus() {
            return;
        }
        let focused = ctx.memory(|memory| memory.focused());
        let stray = ctx.input(|input| input.events.iter().position(|event| is_written(event, focused.is_some())));
        match (stray, self.led_back(ctx)) {
            (Some(_), _) if self.session.document().is_read_only() => self.say("This draft is read-only"),
            (Some(at), _) => {
                let rest = ctx.input_mut(|input| input.events.split_off(at));
                ctx.with_plugin(|keys: &mut Keys| keys.hold(rest));
                self.go_to(self.last_field(), None);
            }
            (None, Some(place)) => self.go_to(place, None),
            (None, None) => {}
        }
    }

    /// Where Tab goes when nothing has the focus, and where Escape goes from a button of the form.
    fn led_back(&self, ctx: &Context) -> Option<Place> {
        if ctx.memory(|memory| memory.focused().is_some()) {
            return None;
        }
        let here = self.last_field();
        let (escape, tab, is_back) = ctx
            .input(|input| (input.key_pressed(Key::Escape), input.key_pressed(Key::Tab), input.modifiers.shift));
        match (escape && self.form.is_at_button(), tab) {
            (true, _) => Some(here),
            (false, true) => {
                let way = if is_back { Way::Back } else { Way::On };
                Some(self.form.beside(self.session.document(), &here, way).unwrap_or(here))
            }
            (false, false) => None,
        }
    }

    /// The last active field, or the first one.
    fn last_field(&self) -> Place {
        let place = self.active.clone().filter(|place| *place != Place::Status).unwrap_or(Place::Headline);
        match place.item() {
            Some(item) if self.session.document().article().position(&item).is_none() => item.kind().place(),
            Some(_) | None => place,
        }
    }
}

/// Whether an event is text input. A space presses the focused button instead.
fn is_written(event: &Event, has_button: bool) -> bool {
    match event {
        Event::Text(text) => !(has_button && text == " "),
        Event::Paste(_) => true,
        Event::Ime(ime) => keys::composes(ime),
        _ => false,
    }
}
