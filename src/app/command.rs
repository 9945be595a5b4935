//! Everything the window can be told to do, as values, and the table with the name, shortcut, menu and help of each.
//! Nothing is carried out here: commands are queued during a frame and applied at its end by `app`.

mod answer;
mod menus;
mod row;
mod value;

use egui::{Key, KeyboardShortcut, Modifiers};

pub use answer::Answer;
pub use menus::MENUS;
pub use row::{Formats, Hearer, Menu, Row, Side, Situation, Switched, When, shortcut_text};
pub use value::{Command, Copy};

/// All rows of all menus, in order.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    MENUS.iter().flat_map(|menu| menu.groups).flat_map(|group| group.iter())
}

/// The menu row of a command, if it has one.
pub fn find(command: &Command) -> Option<&'static Row> {
    rows().find(|row| row.command == *command)
}

/// The name of a command with the name of its menu, such as `File: New`.
pub fn full_name(command: &Command) -> Option<String> {
    let holds =
        |menu: &&Menu| menu.groups.iter().flat_map(|group| group.iter()).any(|row| row.command == *command);
    let menu = MENUS.iter().find(holds)?;
    find(command).map(|row| format!("{}: {}", menu.title, row.label))
}

/// Removes every shortcut from the input, before a field sees it, and returns the enabled commands. Also removes the
/// keys with which egui's own fields would delete words and lines.
pub fn take_shortcuts(ctx: &egui::Context, situation: &Situation) -> Vec<Command> {
    let mut given = Vec::new();
    ctx.input_mut(|input| {
        for (shortcut, row) in by_precision() {
            for _ in 0..input.count_and_consume_key(shortcut.modifiers, shortcut.logical_key) {
                if situation.allows(row.when) {
                    given.push(row.command.clone());
                }
            }
        }
        for stray in [Key::K, Key::U, Key::W] {
            input.count_and_consume_key(Modifiers::CTRL, stray);
        }
    });
    given
}

/// Every shortcut of the window, those with more modifiers first, because egui lets Ctrl+Z match Ctrl+Shift+Z.
fn by_precision() -> Vec<(KeyboardShortcut, &'static Row)> {
    let heard = rows().filter(|row| row.hearer == Hearer::Window);
    let mut all: Vec<_> = heard.flat_map(|row| row.shortcuts.iter().map(move |s| (*s, row))).collect();
    all.sort_by_key(|(shortcut, _)| {
        let modifiers = shortcut.modifiers;
        std::cmp::Reverse([modifiers.shift, modifiers.alt, modifiers.command].iter().filter(|on| **on).count())
    });
    all
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::app::choice::SpellingRequest;
    use crate::session::Action;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut seen = HashSet::new();
        for (shortcut, row) in rows().flat_map(|row| row.shortcuts.iter().map(move |s| (s, row))) {
            assert!(seen.insert(shortcut_text(shortcut)), "{} is taken by {}", shortcut_text(shortcut), row.label);
        }
    }

    #[test]
    fn every_row_says_what_it_does_in_a_sentence() {
        for row in rows() {
            assert!(row.help.ends_with('.') && !row.label.is_empty(), "{row:?}");
        }
    }

    /// What a command is before what it carries.
    fn kind(row: &Row) -> String {
        format!("{:?}", row.command).split('(').next().unwrap_or_default().to_owned()
    }

    #[test]
    fn every_row_that_switches_something_knows_whether_it_is_on() {
        let switching: HashSet<String> = rows().filter(|row| row.is_on.is_some()).map(kind).collect();
        let words = ["Show or hide", "on or off", "Toggle", "Turn off"];
        for row in rows().filter(|row| row.is_on.is_none() && kind(row) != "Spelling") {
            assert!(!switching.contains(&kind(row)), "{row:?}: rows of this kind have a tick");
            assert!(!format!("{:?}", row.command).contains("Toggle"), "{row:?}");
            assert!(!words.iter().any(|words| row.help.contains(words)), "{row:?}");
        }
        let spelling = find(&Command::Spelling(SpellingRequest::Toggle));
        assert!(spelling.is_some_and(|row| row.is_on.is_some()));
    }

    #[track_caller]
    fn check(modifiers: Modifiers, pressed: Key, expected: &[Command]) {
        let ctx = egui::Context::default();
        let situation = Situation { can_undo: true, can_redo: true, is_writable: true, ..Situation::default() };
        let event = egui::Event::Key { key: pressed, physical_key: None, pressed: true, repeat: false, modifiers };
        let input = egui::RawInput { events: vec![event], ..egui::RawInput::default() };
        let mut output = ctx.run_ui(input, |ui| {
            assert_eq!(take_shortcuts(ui.ctx(), &situation), expected);
            ui.input(|i| assert!(!i.key_pressed(pressed), "the key is left for the fields"));
        });
        output.textures_delta.clear();
    }

    #[test]
    fn the_most_precise_shortcut_wins() {
        check(
            Modifiers::CTRL.plus(Modifiers::COMMAND).plus(Modifiers::SHIFT),
            Key::Z,
            &[Command::Draft(Action::Redo)],
        );
        check(Modifiers::CTRL.plus(Modifiers::COMMAND), Key::Z, &[Command::Draft(Action::Undo)]);
    }

    #[test]
    fn keys_with_which_fields_delete_words_do_nothing() {
        for key in [Key::K, Key::U] {
            check(Modifiers::CTRL.plus(Modifiers::COMMAND), key, &[]);
        }
    }

    #[test]
    fn what_a_field_hears_is_left_to_it() {
        let ctx = egui::Context::default();
        let modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);
        let event = egui::Event::Key { key: Key::A, physical_key: None, pressed: true, repeat: false, modifiers };
        let input = egui::RawInput { events: vec![event], ..egui::RawInput::default() };
        let mut output = ctx.run_ui(input, |ui| {
            assert_eq!(take_shortcuts(ui.ctx(), &Situation::default()), []);
            assert!(ui.input(|i| i.key_pressed(Key::A)));
        });
        output.textures_delta.clear();
    }

    #[test]
    fn a_command_that_cannot_be_given_takes_its_key_all_the_same() {
        check(Modifiers::ALT, Key::ArrowUp, &[]);
    }
}
