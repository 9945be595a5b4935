//! The order of input. egui gives all events of a frame to the field with the focus, and again to a field that gets the
//! focus within that frame, so fast typing could end up in the wrong field or in two. A key that may move the focus
//! therefore gets a frame of its own, and what was typed after it waits until the focus has moved. What keys mean is
//! not known here.

mod composition;

use std::collections::VecDeque;

use egui::text_edit::TextEditState;
use egui::{Context, Event, Id, ImeEvent, Key, Modifiers, Plugin, RawInput, Rect};

use composition::Composition;

/// Holds events back for a later frame.
#[derive(Default)]
pub struct Keys {
    waiting: VecDeque<Event>,
    /// Whether the focus is moving, and the number of frames since.
    journey: Option<u8>,
    composition: Composition,
}

/// A focus that has not arrived after this number of frames is not waited for.
const PATIENCE: u8 = 12;

/// Kinds of events; events of one kind may share a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Goes with any kind.
    Neutral,
    Typing,
    Erasing,
    /// Acts on the selection, which must be known before.
    Clipping,
    Pointing,
    /// May move the focus.
    Turning(Key, Modifiers),
}

impl Kind {
    /// Whether a composition must be committed before the event.
    fn ends_composition(self) -> bool {
        match self {
            Kind::Neutral | Kind::Typing | Kind::Erasing => false,
            Kind::Clipping | Kind::Pointing | Kind::Turning(..) => true,
        }
    }
}

impl Keys {
    /// Reports at the end of a frame whether the focus is moving. Returns whether events are waiting.
    pub fn end_frame(&mut self, is_moving: bool) -> bool {
        self.journey = is_moving.then(|| self.journey.unwrap_or_default());
        !self.waiting.is_empty() || self.composition.is_waiting()
    }

    /// Holds events for the field that is about to get the focus.
    pub fn hold(&mut self, events: Vec<Event>) {
        if events.iter().any(|event| matches!(event, Event::Ime(ime) if composes(ime))) {
            self.composition.carry(PATIENCE);
        }
        events.into_iter().rev().for_each(|event| self.waiting.push_front(event));
    }

    /// The events of the next frame. `now` is in seconds.
    fn release(&mut self, focus: Focus, now: f64) -> Vec<Event> {
        let waits = self.journey.as_mut().is_some_and(|frames| {
            *frames = frames.saturating_add(1);
            *frames < PATIENCE
        });
        let mut released = Vec::new();
        let mut run = None;
        while let Some(event) = self.waiting.pop_front() {
            let kind = kind_of(&event, focus);
            if kind.ends_composition() && run.is_none() && self.composition.is_under_way() {
                self.waiting.push_front(event);
                if !self.composition.is_unsettled(now) {
                    released.extend(self.composition.commit());
                }
                break;
            }
            let may_come = match (kind, run) {
                (Kind::Neutral, _) => true,
                (Kind::Pointing, None) => true,
                // Commands are handled by the window, wherever the focus is.
                (Kind::Turning(_, modifiers), None) => !waits || modifiers.command || modifiers.alt,
                (Kind::Typing | Kind::Erasing | Kind::Clipping, None) => !waits,
                (Kind::Clipping, Some(_)) => false,
                // A key held down may repeat within a frame. Once released, the next press is a new one.
                (Kind::Turning(key, _), Some(run)) => run == kind && !released.iter().any(|e| lets_go(e, key)),
                (Kind::Typing | Kind::Erasing | Kind::Pointing, Some(run)) => run == kind,
            };
            if !may_come {
                self.waiting.push_front(event);
                break;
            }
            if kind != Kind::Neutral {
                run = Some(kind);
            }
            released.push(event);
        }
        released
    }
}

impl Plugin for Keys {
    fn debug_name(&self) -> &'static str {
        "keys"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut egui::FullOutput) {
        let ime = &mut output.platform_output.ime;
        *ime = self.composition.settle(ime.take(), ctx.input(|input| input.time));
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let now = input.time.unwrap_or_else(|| ctx.input(|input| input.time));
        let heard = input.events.drain(..).flat_map(|event| self.composition.hear(event, now));
        self.waiting.extend(without_stray_text(heard));
        self.waiting.extend(self.composition.pass(now));
        // The second pass of a frame must not handle its events again.
        if ctx.current_pass_index() == 0 {
            let focus = if is_in_field(ctx) { Focus::Field } else { Focus::Elsewhere };
            input.events = self.release(focus, now);
        }
    }
}

/// Whether an event comes from the keyboard or an input method, and not from the pointer or the window.
pub fn is_typing(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. } | Event::Text(_) | Event::Paste(_) | Event::Copy | Event::Cut | Event::Ime(_)
    )
}

/// Whether an input method has text to show or to commit.
pub fn composes(ime: &ImeEvent) -> bool {
    match ime {
        ImeEvent::Preedit { text, .. } | ImeEvent::Commit(text) => !text.is_empty(),
        #[expect(deprecated, reason = "the compiler asks for them")]
        ImeEvent::Enabled | ImeEvent::Disabled => false,
        ImeEvent::DeleteSurrounding { .. } => false,
    }
}

/// Whether the focused widget is a text field.
pub fn is_in_field(ctx: &Context) -> bool {
    ctx.text_edit_focused()
}

/// Makes the focused widget count as a text field: egui checks for the state of its own field.
pub fn be_field(ctx: &Context, id: Id) {
    if TextEditState::load(ctx, id).is_none() {
        TextEditState::default().store(ctx, id);
    }
}

/// Requests an input method at a cursor; both rectangles are in screen points.
pub fn ask_input_method(ctx: &Context, rect: Rect, cursor_rect: Rect) {
    let purpose = egui::IMEPurpose::Normal;
    let ime = egui::output::IMEOutput { purpose, rect, cursor_rect, should_interrupt_composition: false };
    ctx.output_mut(|output| output.ime = Some(ime));
}

/// Removes the text that comes with a key held with Alt, which is not meant to be typed. On a Mac, such keys type
/// characters that others have no key for.
fn without_stray_text(events: impl Iterator<Item = Event>) -> Vec<Event> {
    let mut kept: Vec<Event> = Vec::new();
    let mut follows_alt = false;
    for event in events {
        let is_stray = follows_alt && matches!(event, Event::Text(_)) && !cfg!(target_os = "macos");
        follows_alt =
            matches!(&event, Event::Key { pressed: true, modifiers, .. } if modifiers.alt && !modifiers.ctrl);
        if !is_stray {
            kept.push(event);
        }
    }
    kept
}

/// What has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    Field,
    Elsewhere,
}

fn kind_of(event: &Event, focus: Focus) -> Kind {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => kind_of_key(*key, *modifiers, focus),
        Event::Text(_) | Event::Ime(_) => Kind::Typing,
        Event::Paste(_) | Event::Cut | Event::Copy => Kind::Clipping,
        Event::PointerButton { .. } => Kind::Pointing,
        _ => Kind::Neutral,
    }
}

fn kind_of_key(key: Key, modifiers: Modifiers, focus: Focus) -> Kind {
    let is_command = modifiers.command || modifiers.ctrl || modifiers.mac_cmd;
    let is_plain = focus == Focus::Field && !modifiers.alt;
    match key {
        Key::ShiftLeft | Key::ShiftRight | Key::ControlLeft | Key::ControlRight => Kind::Neutral,
        Key::AltLeft | Key::AltRight | Key::SuperLeft | Key::SuperRight => Kind::Neutral,
        Key::Backspace if is_plain && !(is_command && modifiers.shift) => Kind::Erasing,
        _ if is_arrow(key) && is_plain => Kind::Typing,
        Key::Home | Key::End | Key::PageUp | Key::PageDown | Key::Delete if is_plain => Kind::Typing,
        Key::Tab | Key::Enter | Key::Escape | Key::F1 | Key::Backspace => Kind::Turning(key, modifiers),
        _ if is_plain && !is_command => Kind::Typing,
        // The text of a letter key follows the key, and then finds its field.
        _ if writes(key) && !is_command && !modifiers.alt => Kind::Typing,
        _ => Kind::Turning(key, modifiers),
    }
}

/// Whether a key is a letter, digit or sign. Space is not, because it presses the focused button.
fn writes(key: Key) -> bool {
    (key.symbol_or_name().chars().count() == 1 && !is_arrow(key)) || key == Key::Quote
}

fn is_arrow(key: Key) -> bool {
    matches!(key, Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight)
}

fn lets_go(event: &Event, released: Key) -> bool {
    matches!(event, Event::Key { key, pressed: false, .. } if *key == released)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn let_go(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: false, repeat: false, modifiers: Modifiers::NONE }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.into())
    }

    /// Checks how many events each frame receives.
    #[track_caller]
    fn check(events: &[Event], expected: &[usize]) {
        let mut keys = Keys { waiting: events.iter().cloned().collect(), ..Keys::default() };
        let mut frames = Vec::new();
        while !keys.waiting.is_empty() {
            frames.push(keys.release(Focus::Field, 0.0));
        }
        assert_eq!(frames.iter().map(Vec::len).collect::<Vec<_>>(), expected);
        assert_eq!(frames.concat(), events, "none is lost, and none overtakes another");
    }

    #[test]
    fn a_key_that_may_move_the_focus_is_alone_in_its_frame() {
        check(&[text("a"), text("b"), press(Key::Tab), text("c")], &[2, 1, 1]);
        check(&[press(Key::Enter), let_go(Key::Enter), press(Key::Enter)], &[2, 1]);
        check(&[text("a"), press(Key::Backspace), press(Key::Backspace), text("b")], &[1, 2, 1]);
    }

    #[test]
    fn the_clipboard_has_a_frame_for_itself() {
        let paste = || Event::Paste("b".into());
        check(&[text("a"), paste(), text("c"), Event::Copy, Event::Cut], &[1, 1, 1, 1, 1]);
        check(&[paste(), paste()], &[1, 1]);
    }

    #[test]
    fn a_key_held_with_alt_writes_no_letter() {
        let key =
            |modifiers| Event::Key { key: Key::Num1, physical_key: None, pressed: true, repeat: false, modifiers };
        let left = |modifiers| without_stray_text([key(modifiers), text("1"), text("x")].into_iter()).len();
        assert_eq!(left(Modifiers::NONE), 3);
        assert_eq!(left(Modifiers::ALT), if cfg!(target_os = "macos") { 3 } else { 2 });
        assert_eq!(left(Modifiers::ALT.plus(Modifiers::CTRL)), 3, "as keyboards with a second Alt key say");
    }

    #[test]
    fn letters_cost_one_frame_however_many_where_no_field_has_the_focus() {
        for key in [Key::A, Key::Z, Key::Num0, Key::Colon, Key::Minus, Key::Quote] {
            assert_eq!(kind_of_key(key, Modifiers::NONE, Focus::Elsewhere), Kind::Typing, "{key:?}");
            assert_ne!(kind_of_key(key, Modifiers::COMMAND, Focus::Elsewhere), Kind::Typing, "{key:?}");
        }
        for key in [Key::Space, Key::ArrowUp, Key::F3, Key::Delete, Key::Enter] {
            assert_ne!(kind_of_key(key, Modifiers::NONE, Focus::Elsewhere), Kind::Typing, "{key:?}");
        }
    }

    #[test]
    fn what_is_composed_is_in_the_text_before_a_press_or_a_command() {
        let preedit = Event::Ime(ImeEvent::Preedit { text: "글".into(), active_range_chars: None });
        let commit = Event::Ime(ImeEvent::Commit("글".into()));
        let pos = egui::Pos2::ZERO;
        let click = Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        };
        let command = Event::Key {
            key: Key::B,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        for end in [click, command, press(Key::Tab), Event::Copy] {
            let mut keys = Keys::default();
            let heard = keys.composition.hear(preedit.clone(), 0.0);
            keys.waiting.extend(heard.into_iter().chain([end.clone()]));
            assert_eq!(keys.release(Focus::Field, 0.01), std::slice::from_ref(&preedit));
            assert!(keys.release(Focus::Field, 0.02).is_empty(), "the method may have more to say");
            (0..4).for_each(|_| drop(keys.composition.pass(0.3)));
            assert_eq!(keys.release(Focus::Field, 0.5), std::slice::from_ref(&commit));
            assert_eq!(keys.release(Focus::Field, 0.51), [end]);
        }
    }

    #[test]
    fn a_key_that_is_held_down_does_not_queue_up() {
        check(&[press(Key::Enter), press(Key::Enter), press(Key::Enter)], &[3]);
    }

    #[test]
    fn what_is_typed_waits_for_the_focus_but_not_for_ever() {
        let mut keys = Keys { waiting: [text("a")].into(), ..Keys::default() };
        assert!(keys.end_frame(true));
        assert!(keys.release(Focus::Field, 0.0).is_empty());
        assert!(keys.end_frame(false));
        assert_eq!(keys.release(Focus::Field, 0.0), [text("a")]);
        keys.waiting.push_back(text("b"));
        let frames = (0..=PATIENCE).filter(|_| keys.end_frame(true) && keys.release(Focus::Field, 0.0).is_empty());
        assert_eq!(frames.count(), usize::from(PATIENCE) - 1);
    }
}
