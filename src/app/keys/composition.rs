//! Follows what an input method is composing, for the whole window. A click or a command first inserts the composition
//! as shown and then resets the method; a late commit of the same text is dropped. On X11 a key passed on by the method
//! can arrive before the text composed before it; it is moved after that text.

use egui::output::IMEOutput;
use egui::{Event, ImeEvent, Key, Modifiers};

/// In seconds and frames: how long an input method may still report about a key pressed earlier.
const UNREST_SECS: f64 = 0.04;
const UNREST_FRAMES: u8 = 2;
/// In seconds: how long after a reset a method's events are about its previous composition.
const LATE_SECS: f64 = 0.1;

/// The current composition.
#[derive(Debug, Default)]
pub(super) struct Composition {
    /// As it is shown.
    shown: Option<String>,
    /// When the method last sent something about it, and the number of frames since.
    at: f64,
    frames: u8,
    /// What was shown until now and has not been committed yet.
    cleared: Option<String>,
    /// Keys that arrived too early and belong after it.
    early: Vec<String>,
    /// What was inserted without the method, which does not know it.
    taken: Option<String>,
    is_to_reset: bool,
    /// When the method was reset.
    reset_at: Option<f64>,
    /// For this number of frames, the composition moves to another field, together with the text composed so far.
    carried: u8,
    /// The last field's request for an input method.
    wish: Option<IMEOutput>,
}

impl Composition {
    /// Handles an event at a time in seconds, and returns the events for the fields. Control characters in a commit
    /// become the keys that typed them.
    pub fn hear(&mut self, event: Event, now: f64) -> Vec<Event> {
        match event {
            Event::Ime(ImeEvent::Preedit { .. }) if self.is_late(now) => Vec::new(),
            Event::Ime(ImeEvent::Preedit { text, active_range_chars }) => {
                let text: String = text.chars().filter(|c| !c.is_control()).collect();
                let before = self.shown.take();
                (self.at, self.frames) = (now, 0);
                if text.is_empty() {
                    self.cleared = before.or(self.cleared.take());
                } else {
                    (self.shown, self.taken, self.cleared) = (Some(text.clone()), None, None);
                }
                vec![Event::Ime(ImeEvent::Preedit { text, active_range_chars })]
            }
            Event::Ime(ImeEvent::Commit(text)) => {
                self.shown = None;
                self.committed(&text)
            }
            Event::Text(text) if text.chars().any(char::is_control) => {
                let text: String = text.chars().filter(|c| !c.is_control()).collect();
                if text.is_empty() { Vec::new() } else { vec![Event::Text(text)] }
            }
            other => vec![other],
        }
    }

    /// The events of a commit for the fields. A key that arrives too early waits for what was shown before it.
    fn committed(&mut self, text: &str) -> Vec<Event> {
        let is_awaited = self.cleared.as_ref().is_some_and(|cleared| !text.starts_with(cleared.as_str()));
        if is_awaited && text.chars().count() == 1 && text.is_ascii() {
            self.early.push(text.to_owned());
            return Vec::new();
        }
        self.cleared = None;
        let taken = self.taken.take().unwrap_or_default();
        let mut events = commits(text.strip_prefix(taken.as_str()).unwrap_or(text));
        events.extend(self.early.drain(..).flat_map(|early| commits(&early)));
        events
    }

    /// Counts a frame, and returns events that have waited in vain.
    pub fn pass(&mut self, now: f64) -> Vec<Event> {
        self.frames = self.frames.saturating_add(1);
        self.carried = self.carried.saturating_sub(1);
        if self.has_said_all(now) {
            self.cleared = None;
            return self.early.drain(..).flat_map(|early| commits(&early)).collect();
        }
        Vec::new()
    }

    /// Whether events wait for the method.
    pub fn is_waiting(&self) -> bool {
        !self.early.is_empty()
    }

    fn has_said_all(&self, now: f64) -> bool {
        self.frames > UNREST_FRAMES && !(0.0..UNREST_SECS).contains(&(now - self.at))
    }

    fn is_late(&self, now: f64) -> bool {
        self.is_to_reset || self.reset_at.is_some_and(|at| (0.0..LATE_SECS).contains(&(now - at)))
    }

    /// Whether something is being composed.
    pub fn is_under_way(&self) -> bool {
        self.shown.is_some()
    }

    /// Whether the method may still report about what is shown.
    pub fn is_unsettled(&self, now: f64) -> bool {
        self.is_under_way() && !self.has_said_all(now)
    }

    /// Moves the composition to another field, which receives the text composed so far.
    pub fn carry(&mut self, frames: u8) {
        self.carried = frames;
    }

    /// Ends the composition: returns the event that inserts it.
    pub fn commit(&mut self) -> Option<Event> {
        let shown = self.shown.take()?;
        (self.taken, self.is_to_reset) = (Some(shown.clone()), true);
        Some(Event::Ime(ImeEvent::Commit(shown)))
    }

    /// What to tell the system at the end of a frame about the focused field's request. A method that is reset or
    /// switched off forgets its mode. egui resets it whenever the focus moves, and switches it off while no field has
    /// the focus; here, it is reset only while it composes, and stays on.
    pub fn settle(&mut self, wish: Option<IMEOutput>, now: f64) -> Option<IMEOutput> {
        let is_left = wish.as_ref().is_none_or(|wish| wish.should_interrupt_composition);
        if is_left && self.shown.is_some() && self.carried == 0 {
            self.taken = self.shown.take();
            self.is_to_reset = true;
        }
        self.wish = wish.or(self.wish.take());
        let mut settled = self.wish?;
        settled.should_interrupt_composition = std::mem::take(&mut self.is_to_reset);
        if settled.should_interrupt_composition {
            self.reset_at = Some(now);
        }
        Some(settled)
    }
}

/// A commit as events, with control characters as the keys that typed them.
fn commits(text: &str) -> Vec<Event> {
    let mut events = Vec::new();
    for part in text.split_inclusive(|c: char| c.is_control()) {
        let words = part.trim_end_matches(|c: char| c.is_control());
        if !words.is_empty() {
            events.push(Event::Ime(ImeEvent::Commit(words.to_owned())));
        }
        let key = part.get(words.len()..).and_then(|control| control.chars().next()).and_then(key_of);
        events.extend(key.into_iter().flatten());
    }
    if text.is_empty() {
        events.push(Event::Ime(ImeEvent::Commit(String::new())));
    }
    events
}

/// The press and release of the key that types a control character.
fn key_of(control: char) -> Option<[Event; 2]> {
    let (key, modifiers) = match control {
        '\u{8}' => (Key::Backspace, Modifiers::NONE),
        '\t' => (Key::Tab, Modifiers::NONE),
        '\n' | '\r' => (Key::Enter, Modifiers::NONE),
        '\u{1b}' => (Key::Escape, Modifiers::NONE),
        '\u{7f}' => (Key::Delete, Modifiers::NONE),
        '\u{1}'..='\u{1a}' => {
            let letter = char::from_u32(u32::from(control) + u32::from('A') - 1)?;
            (Key::from_name(&letter.to_string())?, Modifiers::CTRL.plus(Modifiers::COMMAND))
        }
        _ => return None,
    };
    Some([true, false].map(|pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preedit(text: &str) -> Event {
        Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None })
    }

    fn commit(text: &str) -> Event {
        Event::Ime(ImeEvent::Commit(text.into()))
    }

    /// Events in short form.
    fn said(events: &[Event]) -> String {
        let said = events.iter().filter_map(|event| match event {
            Event::Ime(ImeEvent::Commit(text)) => Some(format!("+{text}")),
            Event::Ime(ImeEvent::Preedit { text, .. }) => Some(format!("~{text}")),
            Event::Text(text) => Some(text.clone()),
            Event::Key { key, pressed: true, modifiers, .. } if modifiers.ctrl => Some(format!("^{}", key.name())),
            Event::Key { key, pressed: true, .. } => Some(format!("<{}>", key.name())),
            _ => None,
        });
        said.collect::<Vec<_>>().join(" ")
    }

    fn wish(should_interrupt_composition: bool) -> IMEOutput {
        let (purpose, rect) = (egui::IMEPurpose::Normal, egui::Rect::ZERO);
        IMEOutput { purpose, rect, cursor_rect: rect, should_interrupt_composition }
    }

    fn resets(composition: &mut Composition, wish: Option<IMEOutput>, now: f64) -> bool {
        composition.settle(wish, now).is_some_and(|settled| settled.should_interrupt_composition)
    }

    #[track_caller]
    fn check(event: Event, expected: &str) {
        assert_eq!(said(&Composition::default().hear(event, 0.0)), expected);
    }

    #[test]
    fn a_control_character_is_the_key_it_came_of_and_is_never_written() {
        for (text, expected) in [
            ("글", "+글"),
            ("\u{1a}", "^Z"),
            ("글\u{1a}", "+글 ^Z"),
            ("글\r", "+글 <Enter>"),
            ("\t", "<Tab>"),
            ("\u{8}", "<Backspace>"),
            ("a\u{0}b\u{85}", "+a +b"),
            ("\u{7f}", "<Delete>"),
        ] {
            check(commit(text), expected);
        }
        check(Event::Text("a\u{1}b".into()), "ab");
        check(Event::Text("\u{1}".into()), "");
        check(preedit("그\u{1a}"), "~그");
    }

    #[test]
    fn what_was_put_into_the_text_is_not_written_again_when_the_method_commits_it_late() {
        for (late, expected) in [("글", "+"), ("글1", "+1"), ("말", "+말")] {
            let mut composition = Composition::default();
            composition.hear(preedit("글"), 0.0);
            assert_eq!(composition.commit(), Some(commit("글")));
            assert_eq!(said(&composition.hear(preedit("글"), 0.1)), "", "it is as good as reset");
            assert!(resets(&mut composition, Some(wish(false)), 0.1));
            assert_eq!(said(&composition.hear(preedit("글"), 0.15)), "", "that was on its way");
            assert_eq!(said(&composition.hear(commit(late), 0.2)), expected);
            assert_eq!(
                said(&composition.hear(commit("글"), 0.3)),
                "+글",
                "the same word once more is another one"
            );
        }
    }

    #[test]
    fn a_method_is_reset_only_where_it_was_composing() {
        for left in [Some(wish(true)), None] {
            let mut composition = Composition::default();
            assert!(
                !resets(&mut composition, Some(wish(true)), 0.0),
                "the focus moved, and nothing was being composed"
            );
            composition.hear(preedit("글"), 0.0);
            assert!(!resets(&mut composition, Some(wish(false)), 0.0));
            assert!(resets(&mut composition, left, 0.0));
            assert!(!composition.is_under_way() && composition.commit().is_none());
        }
    }

    #[test]
    fn a_composition_that_begins_an_item_goes_on_in_its_field() {
        let mut composition = Composition::default();
        composition.hear(preedit("ㄱ"), 0.0);
        composition.carry(2);
        assert!(!resets(&mut composition, Some(wish(true)), 0.0));
        composition.pass(0.1);
        assert!(!resets(&mut composition, None, 0.1));
        composition.pass(0.2);
        assert!(resets(&mut composition, Some(wish(true)), 0.2));
    }

    #[test]
    fn a_method_stays_switched_on_while_no_field_has_the_focus() {
        let mut composition = Composition::default();
        assert_eq!(composition.settle(None, 0.0), None, "no field has had one yet");
        composition.settle(Some(wish(true)), 0.0);
        assert_eq!(composition.settle(None, 0.0), Some(wish(false)));
    }

    #[test]
    fn a_key_handed_on_too_early_is_put_behind_what_was_composed_before_it() {
        for (early, expected) in [("1", "+글 +1"), ("\u{1a}", "+글 ^Z"), ("\r", "+글 <Enter>")] {
            let mut composition = Composition::default();
            composition.hear(preedit("글"), 1.0);
            composition.hear(preedit(""), 1.0);
            assert_eq!(said(&composition.hear(commit(early), 1.0)), "");
            assert!(composition.is_waiting());
            composition.hear(preedit(""), 1.0);
            assert_eq!(said(&composition.hear(commit("글"), 1.0)), expected);
            assert!(!composition.is_waiting());
        }
    }

    #[test]
    fn what_nothing_comes_for_is_not_kept_for_ever() {
        let mut composition = Composition::default();
        composition.hear(preedit("ce"), 1.0);
        composition.hear(preedit(""), 1.0);
        composition.hear(commit("1"), 1.0);
        assert!(composition.pass(1.01).is_empty());
        assert!(composition.pass(1.02).is_empty());
        assert_eq!(said(&composition.pass(1.1)), "+1");
        composition.hear(preedit("ce shi"), 2.0);
        composition.hear(preedit(""), 2.0);
        assert_eq!(
            said(&composition.hear(commit("测试"), 2.0)),
            "+测试",
            "a word that was chosen is not waited for"
        );
    }

    #[test]
    fn a_method_is_given_time_to_say_what_a_key_made() {
        let mut composition = Composition::default();
        assert!(!composition.is_unsettled(0.0));
        composition.hear(preedit("그"), 1.0);
        assert!(composition.is_unsettled(9.0), "however slow a frame is");
        for _ in 0..=UNREST_FRAMES {
            assert!(composition.is_unsettled(1.01));
            composition.pass(1.01);
        }
        assert!(composition.is_unsettled(1.01), "however quick");
        assert!(!composition.is_unsettled(1.1));
        composition.hear(preedit(""), 1.01);
        assert!(!composition.is_unsettled(1.01));
    }
}
