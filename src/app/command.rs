//! Everything the window can be told to do, as values, and the one table that gives each its name, shortcut, menu and
//! help. Nothing is carried out here: commands are queued during a frame and applied at its end by `app`.

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

/// One thing to do. Those without data stand in [`MENUS`]; the others come from a row, a link or a key in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    New,
    /// Shows the templates.
    NewFromTemplate,
    NewFrom(Template),
    SaveAsTemplate,
    Open,
    /// Opens a file without asking which: a recent one, or one that was dropped on the window.
    OpenPath(PathBuf),
    Save,
    SaveAs,
    Import,
    /// Shows the forms of export.
    ShowExports,
    Export(Format),
    Quit,
    Undo,
    Redo,
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
    /// Switches a format of the selected words or paragraphs.
    Toggle(writing::Format),
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
    /// Renders the piece in a form for the preview, beside the frames.
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
    pub when: When,
    /// One sentence for the help window.
    pub help: &'static str,
}

/// When a command can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    /// The article has something in it.
    Filled,
    /// The draft may be changed.
    Writable,
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
    /// The draft was imported.
    Imported,
}

/// What decides which commands can be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    pub is_filled: bool,
    pub is_writable: bool,
    pub can_undo: bool,
    pub can_redo: bool,
    pub in_item: bool,
    pub in_words: bool,
    pub in_body: bool,
    pub in_section: bool,
    pub is_imported: bool,
}

const ALT: Modifiers = Modifiers::ALT;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

const fn row(
    command: Command,
    label: &'static str,
    shortcuts: &'static [KeyboardShortcut],
    when: When,
    help: &'static str,
) -> Row {
    Row { command, label, shortcuts, when, help }
}

/// The menu bar, the shortcuts and the help window.
#[rustfmt::skip]
pub static MENUS: &[Menu] = &[
    Menu { title: "File", side: Side::Left, groups: &[
        &[
            row(Command::New, "New", &[key(CTRL, Key::N)], When::Always, "Start an empty draft."),
            row(Command::NewFromTemplate, "New from template…", &[key(CTRL_SHIFT, Key::N)], When::Always,
                "Start with the parts of a news brief, an explainer, a Q&A, a live summary, or a draft of yours."),
            row(Command::Open, "Open…", &[key(CTRL, Key::O)], When::Always,
                "Open a draft; text, Markdown and HTML are taken in as a new draft."),
            row(Command::Import, "Import…", &[key(CTRL_SHIFT, Key::O)], When::Always,
                "Take in text, Markdown or HTML; the fields are filled from what is recognised."),
            row(Command::ImportReport, "Import report…", &[], When::Imported, "See what was taken for what."),
        ],
        &[
            row(Command::Save, "Save", &[key(CTRL, Key::S)], When::Writable, "Save the draft."),
            row(Command::SaveAs, "Save as…", &[key(CTRL_SHIFT, Key::S)], When::Writable,
                "Save the draft under another name."),
            row(Command::SaveAsTemplate, "Save as template…", &[], When::Filled,
                "Keep the draft as the beginning of others."),
        ],
        &[
            row(Command::ShowExports, "Export…", &[key(CTRL, Key::E)], When::Filled, "Choose a form and export."),
        ],
        &[
            row(Command::Quit, "Quit", &[key(CTRL, Key::Q), key(CTRL, Key::W)], When::Always, "Close the window."),
        ],
    ] },
    Menu { title: "Edit", side: Side::Left, groups: &[
        &[
            row(Command::Undo, "Undo", &[key(CTRL, Key::Z)], When::CanUndo, "Take back the last change."),
            row(Command::Redo, "Redo", &[key(CTRL_SHIFT, Key::Z), key(CTRL, Key::Y)], When::CanRedo,
                "Make the change again."),
        ],
        &[
            row(Command::PastePlain, "Paste as plain text", &[key(CTRL_SHIFT, Key::V)], When::Writable,
                "Paste the words alone, without links, lists or emphasis."),
        ],
        &[
            row(Command::Finding(Ask::Find), "Find…", &[key(CTRL, Key::F)], When::Always,
                "Look for words in every field; a selected text is looked for."),
            row(Command::Finding(Ask::Replace), "Replace…", &[key(CTRL, Key::H)], When::Writable,
                "Look for words and put others in their place."),
            row(Command::Finding(Ask::Next), "Find next", &[key(Modifiers::NONE, Key::F3)], When::Always,
                "Go to the next match."),
            row(Command::Finding(Ask::Previous), "Find previous", &[key(Modifiers::SHIFT, Key::F3)], When::Always,
                "Go to the match before."),
        ],
        &[
            row(Command::Spelling(spelling::Ask::Toggle), "Check spelling", &[], When::Always,
                "Underline words that may be misspelt, or stop that."),
            row(Command::Spelling(spelling::Ask::Next), "Next misspelling", &[key(Modifiers::NONE, Key::F7)],
                When::Always, "Go to the next word that may be misspelt."),
            row(Command::Spelling(spelling::Ask::Menu), "Suggestions",
                &[key(CTRL, Key::Period), key(Modifiers::SHIFT, Key::F10)], When::Always,
                "Show what may have been meant by the word at the caret, and add it to a dictionary."),
        ],
        &[
            row(Command::MoveUp, "Move up", &[key(Modifiers::ALT, Key::ArrowUp)], When::InItem,
                "Move the takeaway, section or source up."),
            row(Command::MoveDown, "Move down", &[key(Modifiers::ALT, Key::ArrowDown)], When::InItem,
                "Move the takeaway, section or source down."),
            row(Command::RemoveItem, "Remove", &[key(CTRL_SHIFT, Key::Backspace)], When::InItem,
                "Remove the takeaway, section or source."),
        ],
        &[
            row(Command::AskTarget, "Target length…", &[], When::Writable,
                "Say how many words the piece is to have; the status line shows how far it is."),
        ],
    ] },
    Menu { title: "Insert", side: Side::Left, groups: &[&[
        row(Command::AddSection, "Section", &[key(CTRL, Key::Enter)], When::Writable,
            "Add a section after the one being written."),
        row(Command::AddTakeaway, "Takeaway", &[key(CTRL, Key::T)], When::Writable,
            "Add a key takeaway after the one being written."),
        row(Command::AddSource, "Source", &[key(CTRL, Key::R)], When::Writable, "Add a source."),
        row(Command::ChooseImage, "Lead image…", &[], When::Writable, "Choose a picture in the draft’s folder."),
    ]] },
    Menu { title: "Format", side: Side::Left, groups: &[
        &[
            row(Command::Toggle(writing::Format::Bold), "Bold", &[key(CTRL, Key::B)], When::InWords,
                "Make the selected words, or the word at the caret, bold or plain again."),
            row(Command::Toggle(writing::Format::Italic), "Italic", &[key(CTRL, Key::I)], When::InWords,
                "Make the words italic or plain again."),
            row(Command::Link, "Link…", &[key(CTRL, Key::K)], When::InWords,
                "Link the words to the address on the clipboard, or to one you type; change or remove a link."),
            row(Command::Cite, "Citation…", &[key(CTRL_SHIFT, Key::K)], When::InWords,
                "Cite a source behind the words; a pasted link becomes a new source."),
        ],
        &[
            row(Command::Toggle(writing::Format::Heading), "Heading", &[key(CTRL_SHIFT, Key::H)], When::InBody,
                "Make the line a heading within the section."),
            row(Command::Toggle(writing::Format::Quotation), "Quotation", &[key(CTRL_SHIFT, Key::Num9)], When::InBody,
                "Set the paragraphs off as a quotation."),
            // Shift and 7 write a slash on some keyboards.
            row(Command::Toggle(writing::Format::NumberedList), "Numbered list",
                &[key(CTRL_SHIFT, Key::Num7), key(CTRL_SHIFT, Key::Slash)], When::InBody,
                "Make the paragraphs a numbered list; Enter goes on with it, Tab and Shift+Tab move items in and out."),
            row(Command::Toggle(writing::Format::BulletedList), "Bulleted list", &[key(CTRL_SHIFT, Key::Num8)],
                When::InBody, "Make the paragraphs a bulleted list; Escape, then Tab, leaves it by key."),
        ],
        &[
            row(Command::FocusToolbar, "Format toolbar", &[key(Modifiers::ALT, Key::F10)], When::InWords,
                "Move to the toolbar over the words: arrows walk, Enter chooses, Escape goes back."),
            row(Command::ToggleSmartTyping, "Smart typing", &[], When::Always,
                "Curl quotes and make dashes while typing; one undo takes back just that."),
        ],
    ] },
    Menu { title: "Section", side: Side::Left, groups: &[&[
        row(Command::SplitSection, "Split section at caret", &[key(CTRL_SHIFT, Key::Enter)], When::InBody,
            "Make what stands behind the caret a section of its own."),
        row(Command::MergeSection, "Merge with section above", &[key(CTRL_SHIFT, Key::J)], When::InSection,
            "Put the section behind the text above it; its heading becomes a line there."),
    ]] },
    Menu { title: "View", side: Side::Left, groups: &[
        &[
            row(Command::Palette, "Command palette…", &[key(CTRL_SHIFT, Key::P)], When::Always,
                "Find a command, a section or a source by typing."),
        ],
        &[
            row(Command::ToggleOutline, "Outline", &[key(CTRL_SHIFT, Key::L)], When::Always,
                "Show or hide the outline."),
            row(Command::TogglePreview, "Preview", &[key(CTRL, Key::P)], When::Always,
                "Show or hide the finished piece."),
            row(Command::ShowFindings, "Findings…", &[key(CTRL_SHIFT, Key::F)], When::Always,
                "List what an editor should look at."),
        ],
        &[
            row(Command::PreviewAs(PreviewAs::Page), "Preview as page", &[key(ALT, Key::Num1)], When::Always,
                "See the finished page."),
            row(Command::PreviewAs(PreviewAs::Phone), "Preview as phone", &[key(ALT, Key::Num2)], When::Always,
                "See the page at the width of a phone."),
            row(Command::PreviewAs(PreviewAs::Text), "Preview as text", &[key(ALT, Key::Num3)], When::Always,
                "See the plain text."),
            row(Command::PreviewAs(PreviewAs::Markdown), "Preview as Markdown", &[key(ALT, Key::Num4)], When::Always,
                "See the Markdown source."),
            row(Command::PreviewAs(PreviewAs::Html), "Preview as HTML", &[key(ALT, Key::Num5)], When::Always,
                "See the HTML source."),
            row(Command::ToggleScrollTogether, "Scroll together", &[], When::Always,
                "Let form and preview lead each other when one of them is scrolled."),
        ],
        &[
            row(Command::ToggleFocus, "Focus mode", &[key(CTRL, Key::D)], When::Always,
                "Show the text alone, the paragraph being written at full strength; Escape leaves."),
            row(Command::ToggleTypewriter, "Typewriter scrolling", &[key(CTRL_SHIFT, Key::D)], When::Always,
                "Keep the row being written at one height."),
            row(Command::ToggleFullScreen, "Full screen", &[key(Modifiers::NONE, Key::F11)], When::Always,
                "Fill the screen with the window."),
        ],
    ] },
    Menu { title: "Text", side: Side::In("View"), groups: &[
        &[
            row(Command::TextLarger, "Text larger",
                &[key(Modifiers::ALT, Key::Plus), key(Modifiers::ALT, Key::Equals)], When::Always,
                "Make the text being written larger; the page stays as readers see it."),
            row(Command::TextSmaller, "Text smaller", &[key(Modifiers::ALT, Key::Minus)], When::Always,
                "Make the text being written smaller."),
            row(Command::TextReset, "Usual text size", &[key(Modifiers::ALT, Key::Num0)], When::Always,
                "Write in the usual size again."),
        ],
        &[
            row(Command::Letters(Letters::Serif), "Serif", &[], When::Always, "Write in Source Serif."),
            row(Command::Letters(Letters::Sans), "Sans serif", &[], When::Always, "Write in Inter."),
        ],
        &[
            row(Command::Measure(Measure::Narrow), "Narrow lines", &[], When::Always, "Write in short lines."),
            row(Command::Measure(Measure::Medium), "Medium lines", &[], When::Always,
                "Write in lines of the usual length."),
            row(Command::Measure(Measure::Wide), "Wide lines", &[], When::Always, "Write in long lines."),
        ],
    ] },
    Menu { title: "Appearance", side: Side::In("View"), groups: &[
        &[
            row(Command::Theme(egui::ThemePreference::Light), "Light", &[], When::Always, "Dark letters on paper."),
            row(Command::Theme(egui::ThemePreference::Dark), "Dark", &[], When::Always, "Light letters by night."),
            row(Command::Theme(egui::ThemePreference::System), "Follow the system", &[], When::Always,
                "Light or dark, as the desktop is."),
        ],
        &[
            row(Command::ZoomIn, "Larger", &[key(CTRL, Key::Plus), key(CTRL, Key::Equals)], When::Always,
                "Make everything larger."),
            row(Command::ZoomOut, "Smaller", &[key(CTRL, Key::Minus)], When::Always, "Make everything smaller."),
            row(Command::ZoomReset, "Actual size", &[key(CTRL, Key::Num0)], When::Always, "Back to the usual size."),
        ],
        &[
            row(Command::ToggleMotion, "Reduce motion", &[], When::Always,
                "Let nothing glide: everything is at once where it goes."),
        ],
    ] },
    Menu { title: "Help", side: Side::Left, groups: &[&[
        row(Command::Help, "Shortcuts and help", &[key(Modifiers::NONE, Key::F1)], When::Always, "Show this window."),
        row(Command::About, "About Copydesk", &[], When::Always, "Version, licence and thanks."),
    ]] },
    Menu { title: "Copy as", side: Side::Right, groups: &[&[
        row(Command::CopyAs(Copy::RichText), "Rich text", &[key(CTRL_SHIFT, Key::C)], When::Filled,
            "Copy the whole piece, for a mail or a CMS."),
        row(Command::CopyAs(Copy::Markdown), "Markdown", &[key(CTRL_SHIFT, Key::M)], When::Filled,
            "Copy the whole piece as Markdown."),
        row(Command::CopyAs(Copy::Text), "Plain text", &[key(CTRL_SHIFT, Key::T)], When::Filled,
            "Copy the whole piece as plain text."),
    ]] },
    Menu { title: "Export", side: Side::Right, groups: &[&[
        row(Command::Export(Format::Text), "Plain text…", &[], When::Filled, "Export as plain text."),
        row(Command::Export(Format::Markdown), "Markdown…", &[], When::Filled, "Export as Markdown."),
        row(Command::Export(Format::MarkdownWithFrontMatter), "Markdown with front matter…", &[],
            When::Filled, "Export as Markdown that begins with the article’s data."),
        row(Command::Export(Format::HtmlPage), "HTML page…", &[], When::Filled,
            "Export as one HTML file with its style."),
        row(Command::Export(Format::HtmlFragment), "HTML fragment…", &[], When::Filled,
            "Export the markup that goes under the headline in a CMS."),
    ]] },
];

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

/// Every shortcut, those with more modifiers first: egui lets Ctrl+Z match Ctrl+Shift+Z.
fn by_precision() -> Vec<(KeyboardShortcut, &'static Row)> {
    let mut all: Vec<_> = rows().flat_map(|row| row.shortcuts.iter().map(move |s| (*s, row))).collect();
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
            When::CanUndo => self.can_undo && self.is_writable,
            When::CanRedo => self.can_redo && self.is_writable,
            When::InItem => self.in_item && self.is_writable,
            When::InWords => self.in_words && self.is_writable,
            When::InBody => self.in_body && self.is_writable,
            When::InSection => self.in_section && self.is_writable,
            When::Imported => self.is_imported,
        }
    }
}

impl When {
    /// Why a command of this kind cannot be given, in a few words.
    pub fn obstacle(self) -> &'static str {
        match self {
            When::Always => "",
            When::Filled => "nothing written yet",
            When::Writable => "read only",
            When::CanUndo => "nothing to undo",
            When::CanRedo => "nothing to redo",
            When::InItem => "not in a takeaway, section or source",
            When::InWords => "not in a takeaway, the lede or a body",
            When::InBody => "not in the lede or a body",
            When::InSection => "not in a section",
            When::Imported => "nothing was imported",
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
    const NAMES: [(Key, &str); 5] =
        [(Key::ArrowUp, "Up"), (Key::ArrowDown, "Down"), (Key::Plus, "+"), (Key::Minus, "−"), (Key::Period, ".")];
    NAMES.iter().find(|(named, _)| *named == key).map_or_else(|| key.name(), |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut seen = HashSet::new();
        for (shortcut, row) in by_precision() {
            assert!(
                seen.insert(shortcut_text(&shortcut)),
                "{} is taken by {}",
                shortcut_text(&shortcut),
                row.label
            );
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
    fn a_command_that_cannot_be_given_takes_its_key_all_the_same() {
        check(Modifiers::ALT, Key::ArrowUp, &[]);
    }
}
