//! A row of a menu: the command’s name and shortcuts, when it is enabled, and whether it is switched on.

use egui::{Key, KeyboardShortcut};

use super::value::Command;
use crate::app::settings::Settings;

/// A menu of the bar: its rows in groups, between which a line is drawn.
#[derive(Debug)]
pub struct Menu {
    pub title: &'static str,
    pub side: Side,
    pub groups: &'static [&'static [Row]],
}

/// The end of the bar at which a menu stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Named like the menus of any program.
    Left,
    /// Within the menu of this title, at its end.
    In(&'static str),
    /// A button: what one does most with a finished piece.
    Right,
}

/// A command as people meet it.
#[derive(Debug)]
pub struct Row {
    pub command: Command,
    pub label: &'static str,
    /// The first is shown in menus.
    pub shortcuts: &'static [KeyboardShortcut],
    /// Who hears the shortcuts.
    pub hearer: Hearer,
    pub when: When,
    /// Whether it finds what it switches switched on; nothing, if it switches nothing.
    pub is_on: Option<fn(&Switched<'_>) -> bool>,
    /// One sentence for the help window.
    pub help: &'static str,
}

/// Who hears a shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearer {
    /// The window, wherever the focus is.
    Window,
    /// The field with the focus, which does by itself what the command does; the command itself comes from a menu.
    Field,
}

/// What decides which commands are shown as switched on.
pub struct Switched<'a> {
    pub settings: &'a Settings,
    /// Beside the form or, in a narrow window, in front of it.
    pub is_preview_shown: bool,
    pub is_full_screen: bool,
}

/// When a command can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    /// The article has something in it.
    Filled,
    /// The draft may be changed.
    Writable,
    /// The draft may be saved, be it under another name.
    Savable,
    CanUndo,
    CanRedo,
    /// An item of a list has the focus, and the draft may be changed.
    InItem,
    /// A text with formats has the caret, and the draft may be changed.
    InWords,
    /// A text with paragraphs has the caret, and the draft may be changed.
    InBody,
    /// A section has the focus, and the draft may be changed.
    InSection,
    /// The draft may only be read because someone else has, or had, it open.
    HeldBack,
    /// The draft was imported.
    Imported,
    /// The draft has a file.
    Named,
    /// Something was exported.
    Exported,
}

/// What decides which commands can be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    pub is_filled: bool,
    pub is_writable: bool,
    pub is_savable: bool,
    pub can_undo: bool,
    pub can_redo: bool,
    pub in_item: bool,
    pub in_words: bool,
    pub in_body: bool,
    pub in_section: bool,
    pub is_held_back: bool,
    pub is_imported: bool,
    pub is_named: bool,
    pub is_exported: bool,
}

impl Situation {
    /// Whether commands of this kind can be given now.
    pub fn allows(&self, when: When) -> bool {
        match when {
            When::Always => true,
            When::Filled => self.is_filled,
            When::Writable => self.is_writable,
            When::Savable => self.is_savable,
            When::CanUndo => self.can_undo && self.is_writable,
            When::CanRedo => self.can_redo && self.is_writable,
            When::InItem => self.in_item && self.is_writable,
            When::InWords => self.in_words && self.is_writable,
            When::InBody => self.in_body && self.is_writable,
            When::InSection => self.in_section && self.is_writable,
            When::HeldBack => self.is_held_back,
            When::Imported => self.is_imported,
            When::Named => self.is_named,
            When::Exported => self.is_exported,
        }
    }
}

impl When {
    /// Why a command of this kind cannot be given, in a few words.
    pub fn obstacle(self) -> &'static str {
        match self {
            When::Always => "",
            When::Filled => "the draft is empty",
            When::Writable | When::Savable => "read-only",
            When::CanUndo => "nothing to undo",
            When::CanRedo => "nothing to redo",
            When::InItem => "only in a takeaway, section or source",
            When::InWords => "only in a takeaway, the lede or a body",
            When::InBody => "only in the lede or a body",
            When::InSection => "only in a section",
            When::HeldBack => "the draft is not open elsewhere",
            When::Imported => "nothing imported yet",
            When::Named => "not saved yet",
            When::Exported => "nothing exported yet",
        }
    }
}

impl Row {
    /// The shortcut as menus show it; empty without one.
    pub fn shortcut_text(&self) -> String {
        self.shortcuts.first().map(shortcut_text).unwrap_or_default()
    }

    /// The label without the dots that announce a question.
    pub fn name(&self) -> &'static str {
        self.label.trim_end_matches('…')
    }
}

/// A shortcut in words: `Ctrl+Shift+Z`.
pub fn shortcut_text(shortcut: &KeyboardShortcut) -> String {
    let modifiers = shortcut.modifiers;
    let names = [(modifiers.command, COMMAND_KEY), (modifiers.alt, "Alt"), (modifiers.shift, "Shift")];
    let mut text: String = names.iter().filter(|(on, _)| *on).map(|(_, name)| format!("{name}+")).collect();
    text.push_str(key_text(shortcut.logical_key));
    text
}

pub const COMMAND_KEY: &str = if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" };

pub fn key_text(key: Key) -> &'static str {
    const NAMES: [(Key, &str); 6] = [
        (Key::ArrowUp, "Up"),
        (Key::ArrowDown, "Down"),
        (Key::Plus, "+"),
        (Key::Minus, "−"),
        (Key::Period, "."),
        (Key::Backtick, "`"),
    ];
    NAMES.iter().find(|(named, _)| *named == key).map_or_else(|| key.name(), |(_, name)| name)
}
