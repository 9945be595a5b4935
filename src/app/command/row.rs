//! A row of a menu: the command’s name and shortcuts, when it is enabled, and whether it is switched on.

use std::cell::OnceCell;

use egui::{Key, KeyboardShortcut};

use super::value::Command;
use crate::app::settings::Settings;
use crate::writing::{self, Format, Selection};

/// A menu of the bar. Its groups of rows are separated by lines.
#[derive(Debug)]
pub struct Menu {
    pub title: &'static str,
    pub side: Side,
    pub groups: &'static [&'static [Row]],
}

/// Where a menu is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On the left of the bar, named as in any program.
    Left,
    /// At the end of the menu with this title.
    In(&'static str),
    /// A button on the right, for the most frequent commands of a finished article.
    Right,
}

/// A command as it appears in menus and in the help window.
#[derive(Debug)]
pub struct Row {
    pub command: Command,
    pub label: &'static str,
    /// Menus show the first one.
    pub shortcuts: &'static [KeyboardShortcut],
    /// Who handles the shortcuts.
    pub hearer: Hearer,
    pub when: When,
    /// Returns whether the command is switched on; `None` if it is not a switch.
    pub is_on: Option<fn(&Switched<'_>) -> bool>,
    /// One sentence for the help window.
    pub help: &'static str,
}

/// Who handles a shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearer {
    /// The window, wherever the focus is.
    Window,
    /// The focused field, which does the same by itself; the command comes only from a menu.
    Field,
}

/// The state that decides which commands are shown as switched on.
pub struct Switched<'a> {
    pub settings: &'a Settings,
    /// Beside the form or, in a narrow window, over it.
    pub is_outline_shown: bool,
    /// Next to the form or, in a narrow window, in front of it.
    pub is_preview_shown: bool,
    pub are_findings_shown: bool,
    pub is_full_screen: bool,
    pub formats: Formats<'a>,
}

/// Which formats the text being written has where it is selected. It is read only when a menu asks.
#[derive(Default)]
pub struct Formats<'a> {
    text: Option<(&'a str, Selection)>,
    on: OnceCell<Vec<Format>>,
}

impl<'a> Formats<'a> {
    /// Those of a text with formats; none where no such text is being written.
    pub fn of(text: Option<(&'a str, Selection)>) -> Formats<'a> {
        Formats { text, on: OnceCell::new() }
    }

    /// Whether all that is selected has the format.
    pub fn has(&self, format: &Format) -> bool {
        self.on.get_or_init(|| self.read()).contains(format)
    }

    fn read(&self) -> Vec<Format> {
        let Some((text, selection)) = self.text else { return Vec::new() };
        let has = writing::has_each(text, selection, &TOGGLED);
        TOGGLED.into_iter().zip(has).filter(|(_, has)| *has).map(|(format, _)| format).collect()
    }
}

/// The formats that commands switch on and off.
const TOGGLED: [Format; 7] = [
    Format::Bold,
    Format::Italic,
    Format::Code,
    Format::Heading,
    Format::Quotation,
    Format::NumberedList,
    Format::BulletedList,
];

/// When a command is enabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    /// The article is not empty.
    Filled,
    /// The draft may be changed.
    Writable,
    /// The draft may be saved, at least under another name.
    Savable,
    CanUndo,
    CanRedo,
    /// An item of a list has the focus, and the draft may be changed.
    InItem,
    /// The cursor is in a text with formatting, and the draft may be changed.
    InWords,
    /// The cursor is in a text with paragraphs, and the draft may be changed.
    InBody,
    /// A section has the focus, and the draft may be changed.
    InSection,
    /// The draft is read-only because someone else has, or had, it open.
    HeldBack,
    /// The draft was imported.
    Imported,
    /// The draft has a file.
    Named,
    /// Something was exported.
    Exported,
}

/// The state that decides which commands are enabled.
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
    /// Whether commands of this kind are enabled.
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
    /// Why a command of this kind is disabled, in a few words.
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
    /// The shortcut as menus show it; empty if there is none.
    pub fn shortcut_text(&self) -> String {
        self.shortcuts.first().map(shortcut_text).unwrap_or_default()
    }

    /// The label without a trailing ellipsis.
    pub fn name(&self) -> &'static str {
        self.label.trim_end_matches('…')
    }

    /// Whether what it switches is on; nothing, if it switches nothing.
    pub fn is_on(&self, now: &Switched<'_>) -> Option<bool> {
        self.is_on.map(|is_on| is_on(now))
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
