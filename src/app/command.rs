//! Everything the window can be told to do, as values, and the one table that gives each its name, shortcut, menu and
//! help. Nothing is carried out here: commands are queued during a frame and applied at its end by `app`.

mod menus;

use std::path::PathBuf;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::find_bar::Ask;
use super::preview::{HtmlAs, PreviewAs};
use super::settings::{Letters, Measure};
use super::spelling;
use crate::article::{Direction, Item, ItemKind, Place};
use crate::file::Template;
use crate::format::Format;
use crate::writing::{self, Selection};

pub use menus::MENUS;

/// One thing to do. Those without data stand in [`MENUS`]; the others come from a row, a link or a key in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    New,
    /// Shows the templates.
    NewFromTemplate,
    NewFrom(Template),
    SaveAsTemplate,
    /// Shows the earlier versions of the draft.
    Versions,
    /// Keeps the draft as it is now, under a name.
    KeepVersion,
    /// Shows the unsaved work there is.
    Recover,
    /// Removes what is kept of the draft beside its file.
    Forget,
    Open,
    /// Opens a file without asking which: a recent one, or one that was dropped on the window.
    OpenPath(PathBuf),
    /// Writes in a draft that was only read because someone else had it open.
    Edit,
    Save,
    SaveAs,
    Import,
    /// Shows the export formats.
    ShowExports,
    /// Shows what was exported last in its folder.
    ShowExported,
    Export(Format),
    Quit,
    Undo,
    Redo,
    /// Cuts what is selected in the text with the focus.
    Cut,
    /// Copies what is selected in the text with the focus.
    CopySelected,
    Paste,
    SelectAll,
    /// Opens the menu of the text with the caret.
    TextMenu,
    /// Opens the menu of a text where it was pressed, at this byte of it.
    TextMenuAt(Place, usize),
    CloseTextMenu,
    /// Stops opening the file that is being opened.
    GiveUpOpening,
    CopyAs(Copy),
    /// Pastes the words of the clipboard as they are.
    PastePlain,
    /// Puts these words on the clipboard.
    CopyText(String),
    AddSection,
    AddTakeaway,
    AddSource,
    /// Asks for the file of the lead image.
    ChooseImage,
    /// Puts an empty item before this position of its list and moves there.
    Insert(ItemKind, usize),
    /// Removes the item that has the focus.
    RemoveItem,
    /// The focus goes to the buttons of the field.
    FocusButtons,
    /// Switches a format of the selected words or paragraphs.
    Toggle(writing::Format),
    /// Makes the line breaks at the caret, or all that are selected, something that readers see alike.
    Mend(writing::Joint),
    /// Links the selected words to the address on the clipboard, or asks for one.
    Link,
    /// Opens the list of sources, to cite one.
    Cite,
    /// Moves the focus to the toolbar over the selected words.
    FocusToolbar,
    ToggleSmartTyping,
    SplitSection,
    MergeSection,
    Remove(Item),
    MoveUp,
    MoveDown,
    Shift(Item, Direction),
    /// Moves an item to this position in its list.
    MoveTo(Item, usize),
    /// Moves the focus to a field, or to the first field of a list.
    GoTo(Place),
    /// Moves the focus to a field and selects in its text.
    Select(Place, Selection),
    ToggleOutline,
    TogglePreview,
    PreviewAs(PreviewAs),
    /// Which HTML the preview shows.
    PreviewHtmlAs(HtmlAs),
    /// Renders the article in a format for the preview, beside the frames.
    RenderPreview(Format),
    ToggleScrollTogether,
    ShowFindings,
    /// Opens the folded outline of a narrow window over the form.
    UnfoldOutline,
    /// Something of the spelling.
    Spelling(spelling::Ask),
    /// Something of the find bar.
    Finding(Ask),
    /// Opens the list of everything that can be done and gone to.
    Palette,
    /// Asks how long the piece is to become.
    AskTarget,
    /// Asks what every new draft begins with.
    AskHouse,
    /// Shows the text and nothing else.
    ToggleFocus,
    ToggleTypewriter,
    ToggleFullScreen,
    TextLarger,
    TextSmaller,
    TextReset,
    Letters(Letters),
    Measure(Measure),
    ToggleMotion,
    Theme(egui::ThemePreference),
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Help,
    ImportReport,
    About,
}

/// What "copy as" puts on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Copy {
    /// HTML, with plain text beside it for programs that take no HTML.
    RichText,
    Markdown,
    Text,
    /// The letters of the HTML page, as text.
    HtmlPage,
    HtmlFragment,
}

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

/// Every row of every menu, in order.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    MENUS.iter().flat_map(|menu| menu.groups).flat_map(|group| group.iter())
}

/// The row of a command that stands in a menu.
pub fn find(command: &Command) -> Option<&'static Row> {
    rows().find(|row| row.command == *command)
}

/// The name of a command that stands in a menu, with the menu's: `File: New`.
pub fn full_name(command: &Command) -> Option<String> {
    let holds =
        |menu: &&Menu| menu.groups.iter().flat_map(|group| group.iter()).any(|row| row.command == *command);
    let menu = MENUS.iter().find(holds)?;
    find(command).map(|row| format!("{}: {}", menu.title, row.label))
}

/// Takes every shortcut out of the input, before a field can see it, and gives its command where that can be given
/// now. Also takes the keys with which egui's fields would delete words and lines unasked.
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

/// Every shortcut of the window, those with more modifiers first: egui lets Ctrl+Z match Ctrl+Shift+Z.
fn by_precision() -> Vec<(KeyboardShortcut, &'static Row)> {
    let heard = rows().filter(|row| row.hearer == Hearer::Window);
    let mut all: Vec<_> = heard.flat_map(|row| row.shortcuts.iter().map(move |s| (*s, row))).collect();
    all.sort_by_key(|(shortcut, _)| {
        let modifiers = shortcut.modifiers;
        std::cmp::Reverse([modifiers.shift, modifiers.alt, modifiers.command].iter().filter(|on| **on).count())
    });
    all
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

impl Copy {
    /// What was copied, for the status line.
    pub fn label(self) -> &'static str {
        match self {
            Copy::RichText => "rich text",
            Copy::Markdown => "Markdown",
            Copy::Text => "plain text",
            Copy::HtmlPage => "HTML page",
            Copy::HtmlFragment => "HTML fragment",
        }
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

const COMMAND_KEY: &str = if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" };

fn key_text(key: Key) -> &'static str {
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

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
        check(Modifiers::CTRL.plus(Modifiers::COMMAND).plus(Modifiers::SHIFT), Key::Z, &[Command::Redo]);
        check(Modifiers::CTRL.plus(Modifiers::COMMAND), Key::Z, &[Command::Undo]);
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
