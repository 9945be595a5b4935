//! The menu bar, the shortcuts and the help window: one row for every command. `row` defines what a row contains.

use egui::{Key, KeyboardShortcut, Modifiers, ThemePreference};

use super::row::{Hearer, Menu, Row, Side, Switched, When};
use super::value::{Command, Copy};
use crate::app::choice::{FindRequest, Letters, Measure, PreviewAs, SpellingRequest};
use crate::article::Place;
use crate::format::Format;
use crate::session::{Action, Purpose};
use crate::writing;

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
    Row { command, label, shortcuts, hearer: Hearer::Window, when, is_on: None, help }
}

/// A row whose shortcut is handled by the fields.
const fn field_row(
    command: Command,
    label: &'static str,
    shortcuts: &'static [KeyboardShortcut],
    when: When,
    help: &'static str,
) -> Row {
    Row { command, label, shortcuts, hearer: Hearer::Field, when, is_on: None, help }
}

/// A row that shows whether it is switched on.
const fn switch(
    command: Command,
    label: &'static str,
    shortcuts: &'static [KeyboardShortcut],
    when: When,
    is_on: fn(&Switched<'_>) -> bool,
    help: &'static str,
) -> Row {
    Row { command, label, shortcuts, hearer: Hearer::Window, when, is_on: Some(is_on), help }
}

/// The menu bar, which also defines the shortcuts and the help window.
#[rustfmt::skip]
pub static MENUS: &[Menu] = &[
    Menu { title: "File", side: Side::Left, groups: &[
        &[
            row(Command::Draft(Action::New), "New", &[key(CTRL, Key::N)], When::Always, "Start an empty draft."),
            row(Command::NewFromTemplate, "New from template…", &[key(CTRL_SHIFT, Key::N)], When::Always,
                "Start from a news brief, explainer, Q&A, live summary or your own template."),
            row(Command::Draft(Action::Choose(Purpose::Open)), "Open…", &[key(CTRL, Key::O)], When::Always,
                "Open a draft. Text, Markdown and HTML files open as new drafts."),
            row(Command::Draft(Action::Choose(Purpose::Import)), "Import…", &[key(CTRL_SHIFT, Key::O)], When::Always,
                "Import text, Markdown or HTML and sort it into the fields."),
            row(Command::ImportReport, "Import report…", &[], When::Imported,
                "See how the imported text was sorted into fields."),
        ],
        &[
            row(Command::Draft(Action::Edit), "Edit this draft", &[], When::HeldBack,
                "Take over a read-only draft for editing."),
            row(Command::Draft(Action::Save(None)), "Save", &[key(CTRL, Key::S)], When::Savable, "Save the draft."),
            row(Command::Draft(Action::SaveAs(None)), "Save as…", &[key(CTRL_SHIFT, Key::S)], When::Savable,
                "Save the draft under another name."),
            row(Command::SaveAsTemplate, "Save as template…", &[], When::Filled,
                "Use this draft as a starting point for new ones."),
        ],
        &[
            row(Command::Versions, "Versions…", &[key(CTRL_SHIFT, Key::R)], When::Always,
                "Compare earlier versions with the draft and restore one."),
            row(Command::KeepVersion, "Save a named version…", &[], When::Writable,
                "Keep a named copy of the draft as it is now."),
            row(Command::Draft(Action::ShowUnsaved), "Recover unsaved work…", &[], When::Always,
                "Recover unsaved drafts and changes discarded in the last seven days."),
            row(Command::Draft(Action::AskForget), "Forget this draft…", &[], When::Named,
                "Delete this draft’s history on this computer. The file stays."),
        ],
        &[
            row(Command::ShowExports, "Export…", &[key(CTRL, Key::E)], When::Filled, "Choose a format and export."),
            row(Command::ShowExported, "Show export in folder", &[], When::Exported,
                "Show the last exported file in its folder."),
        ],
        &[
            row(Command::AskHouse, "House defaults…", &[], When::Always,
                "Set the language, byline and publication of new drafts."),
        ],
        &[
            row(Command::Quit, "Quit", &[key(CTRL, Key::Q), key(CTRL, Key::W)], When::Always, "Close the window."),
        ],
    ] },
    Menu { title: "Edit", side: Side::Left, groups: &[
        &[
            row(Command::Draft(Action::Undo), "Undo", &[key(CTRL, Key::Z)], When::CanUndo, "Undo the last change."),
            row(Command::Draft(Action::Redo), "Redo", &[key(CTRL_SHIFT, Key::Z), key(CTRL, Key::Y)], When::CanRedo,
                "Redo the change just undone."),
        ],
        &[
            field_row(Command::Cut, "Cut", &[key(CTRL, Key::X)], When::Writable,
                "Move the selection to the clipboard."),
            field_row(Command::CopySelected, "Copy", &[key(CTRL, Key::C)], When::Always,
                "Copy the selection with its formatting, or the whole field if nothing is selected."),
            field_row(Command::Paste, "Paste", &[key(CTRL, Key::V)], When::Writable,
                "Paste; links, lists and emphasis become Markdown."),
            row(Command::PastePlain, "Paste as plain text", &[key(CTRL_SHIFT, Key::V)], When::Writable,
                "Paste without links, lists or emphasis."),
            field_row(Command::SelectAll, "Select all", &[key(CTRL, Key::A)], When::Always,
                "Select all text in the field."),
        ],
        &[
            row(Command::Finding(FindRequest::Find), "Find…", &[key(CTRL, Key::F)], When::Always,
                "Search the whole draft, starting with the selection."),
            row(Command::Finding(FindRequest::Replace), "Replace…", &[key(CTRL, Key::H)], When::Writable,
                "Search and replace in the whole draft."),
            row(Command::Finding(FindRequest::Next), "Find next", &[key(Modifiers::NONE, Key::F3)], When::Always,
                "Go to the next match."),
            row(Command::Finding(FindRequest::Previous), "Find previous", &[key(Modifiers::SHIFT, Key::F3)], When::Always,
                "Go to the previous match."),
        ],
        &[
            switch(Command::Spelling(SpellingRequest::Toggle), "Check spelling", &[], When::Always,
                |now| now.settings.checks_spelling, "Turn the underlining of misspelt words on or off."),
            row(Command::Spelling(SpellingRequest::Next), "Next misspelling", &[key(Modifiers::NONE, Key::F7)],
                When::Always, "Go to the next word that may be misspelt."),
            row(Command::Spelling(SpellingRequest::Menu), "Spelling suggestions",
                &[key(CTRL, Key::Period)], When::Always,
                "Suggest corrections for this word, or add it to a dictionary."),
            row(Command::TextMenu, "Context menu", &[key(Modifiers::SHIFT, Key::F10)], When::Always,
                "Open the right-click menu at the cursor."),
        ],
        &[
            row(Command::MoveUp, "Move up", &[key(Modifiers::ALT, Key::ArrowUp)], When::InItem,
                "Move the takeaway, section or source up."),
            row(Command::MoveDown, "Move down", &[key(Modifiers::ALT, Key::ArrowDown)], When::InItem,
                "Move the takeaway, section or source down."),
            row(Command::RemoveItem, "Remove", &[key(CTRL_SHIFT, Key::Backspace)], When::InItem,
                "Remove the takeaway, section or source."),
            row(Command::FocusButtons, "Field buttons", &[key(Modifiers::ALT, Key::Enter)], When::Always,
                "Go to the buttons next to this field. Press Esc to return."),
        ],
        &[
            row(Command::AskTarget, "Target length…", &[], When::Writable,
                "Set a word target and see progress in the status line."),
            row(Command::GoTo(Place::Status), "Details…", &[key(CTRL_SHIFT, Key::I)], When::Always,
                "Set status, language, dates, slug, tags, canonical link and private note."),
        ],
    ] },
    Menu { title: "Insert", side: Side::Left, groups: &[&[
        row(Command::AddSection, "Section", &[key(CTRL, Key::Enter)], When::Writable,
            "Add a section after the current one."),
        row(Command::AddTakeaway, "Takeaway", &[key(CTRL, Key::T)], When::Writable,
            "Add a key takeaway after the current one."),
        row(Command::AddSource, "Source", &[key(CTRL, Key::R)], When::Writable, "Add a source."),
        row(Command::GoTo(Place::Lede), "Lede", &[], When::Writable, "Write an introduction before the first section."),
        row(Command::ChooseImage, "Lead image…", &[], When::Writable, "Choose an image from the draft’s folder."),
    ]] },
    Menu { title: "Format", side: Side::Left, groups: &[
        &[
            switch(Command::Toggle(writing::Format::Bold), "Bold",
                &[key(CTRL, Key::B)], When::InWords,
                |now| now.formats.has(&writing::Format::Bold), "Toggle bold."),
            switch(Command::Toggle(writing::Format::Italic), "Italic",
                &[key(CTRL, Key::I)], When::InWords,
                |now| now.formats.has(&writing::Format::Italic), "Toggle italic."),
            switch(Command::Toggle(writing::Format::Code), "Code",
                &[key(CTRL, Key::Backtick)], When::InWords,
                |now| now.formats.has(&writing::Format::Code), "Toggle code."),
            row(Command::Link, "Link…", &[key(CTRL, Key::K)], When::InWords,
                "Link the selection to a copied or typed address; edit or remove a link."),
            row(Command::Cite, "Citation…", &[key(CTRL_SHIFT, Key::K)], When::InWords,
                "Cite a source here. Paste a link to add a new one."),
        ],
        &[
            switch(Command::Toggle(writing::Format::Heading), "Heading",
                &[key(CTRL_SHIFT, Key::H)], When::InBody,
                |now| now.formats.has(&writing::Format::Heading), "Make this line a heading within the section."),
            switch(Command::Toggle(writing::Format::Quotation), "Quotation",
                &[key(CTRL_SHIFT, Key::Num9)], When::InBody,
                |now| now.formats.has(&writing::Format::Quotation), "Turn the paragraphs into a block quotation."),
            // Shift+7 types a slash on some keyboards.
            switch(Command::Toggle(writing::Format::NumberedList), "Numbered list",
                &[key(CTRL_SHIFT, Key::Num7), key(CTRL_SHIFT, Key::Slash)], When::InBody,
                |now| now.formats.has(&writing::Format::NumberedList), "Make a numbered list. Tab and Shift+Tab indent and outdent items."),
            switch(Command::Toggle(writing::Format::BulletedList), "Bulleted list",
                &[key(CTRL_SHIFT, Key::Num8)], When::InBody,
                |now| now.formats.has(&writing::Format::BulletedList), "Make a bulleted list. Press Esc, then Tab, to go on to the next field."),
        ],
        &[
            row(Command::Mend(writing::Joint::Paragraph), "Line breaks to paragraphs", &[], When::InBody,
                "Turn line breaks at the cursor or in the selection into paragraphs."),
            row(Command::Mend(writing::Joint::Space), "Line breaks to spaces", &[], When::InBody,
                "Turn line breaks at the cursor or in the selection into spaces."),
        ],
        &[
            row(Command::FocusToolbar, "Formatting toolbar", &[key(Modifiers::ALT, Key::F10)], When::InWords,
                "Move focus to the formatting toolbar."),
            switch(Command::ToggleSmartTyping, "Smart typing", &[], When::Always,
                |now| now.settings.is_typing_smart,
                "Typographic quotes and dashes as you type. Undo once to get the plain character."),
        ],
    ] },
    Menu { title: "Section", side: Side::Left, groups: &[&[
        row(Command::SplitSection, "Split section at cursor", &[key(CTRL_SHIFT, Key::Enter)], When::InBody,
            "Start a new section with the text after the cursor."),
        row(Command::MergeSection, "Merge with section above", &[key(CTRL_SHIFT, Key::J)], When::InSection,
            "Append this section to the one above; its heading becomes a line of text."),
    ]] },
    Menu { title: "View", side: Side::Left, groups: &[
        &[
            row(Command::Palette, "Command palette…", &[key(CTRL_SHIFT, Key::P)], When::Always,
                "Find a command, section or source by typing."),
        ],
        &[
            switch(Command::ToggleOutline, "Outline", &[key(CTRL_SHIFT, Key::L)], When::Always,
                |now| now.is_outline_shown, "Show or hide the outline."),
            switch(Command::TogglePreview, "Preview", &[key(CTRL, Key::P)], When::Always,
                |now| now.is_preview_shown, "Show or hide the preview."),
            switch(Command::ToggleFindings, "Findings", &[key(CTRL_SHIFT, Key::F)], When::Always,
                |now| now.are_findings_shown, "Show or hide what the checks have found."),
        ],
        &[
            switch(Command::PreviewAs(PreviewAs::Page), "Preview as page", &[key(ALT, Key::Num1)], When::Always,
                |now| now.settings.preview == PreviewAs::Page, "Preview the finished page."),
            switch(Command::PreviewAs(PreviewAs::Phone), "Preview as phone", &[key(ALT, Key::Num2)], When::Always,
                |now| now.settings.preview == PreviewAs::Phone, "Preview the page at phone width."),
            switch(Command::PreviewAs(PreviewAs::Text), "Preview as text", &[key(ALT, Key::Num3)], When::Always,
                |now| now.settings.preview == PreviewAs::Text, "Preview the plain text."),
            switch(Command::PreviewAs(PreviewAs::Markdown), "Preview as Markdown",
                &[key(ALT, Key::Num4)], When::Always,
                |now| now.settings.preview == PreviewAs::Markdown, "Preview the Markdown source."),
            switch(Command::PreviewAs(PreviewAs::Html), "Preview as HTML", &[key(ALT, Key::Num5)], When::Always,
                |now| now.settings.preview == PreviewAs::Html, "Preview the HTML source."),
            switch(Command::ToggleScrollTogether, "Scroll together", &[], When::Always,
                |now| now.settings.is_scroll_shared, "Scroll the draft and preview in step."),
        ],
        &[
            switch(Command::ToggleFocus, "Focus mode", &[key(CTRL, Key::D)], When::Always,
                |now| now.settings.writing.is_focus,
                "Show only the text and dim other paragraphs. Tab shows empty fields, Esc leaves."),
            switch(Command::ToggleTypewriter, "Typewriter scrolling", &[key(CTRL_SHIFT, Key::D)], When::Always,
                |now| now.settings.writing.is_typewriter, "Keep the current line at a fixed height."),
            switch(Command::ToggleFullScreen, "Full screen", &[key(Modifiers::NONE, Key::F11)], When::Always,
                |now| now.is_full_screen, "Switch full screen on or off."),
        ],
    ] },
    Menu { title: "Text", side: Side::In("View"), groups: &[
        &[
            row(Command::TextLarger, "Larger text",
                &[key(Modifiers::ALT, Key::Plus), key(Modifiers::ALT, Key::Equals)], When::Always,
                "Enlarge the text you write. The preview stays the same."),
            row(Command::TextSmaller, "Smaller text", &[key(Modifiers::ALT, Key::Minus)], When::Always,
                "Shrink the text you write. The preview stays the same."),
            row(Command::TextReset, "Default text size", &[key(Modifiers::ALT, Key::Num0)], When::Always,
                "Return to the default text size."),
        ],
        &[
            switch(Command::Letters(Letters::Serif), "Serif", &[], When::Always,
                |now| now.settings.writing.letters == Letters::Serif, "Write in Source Serif."),
            switch(Command::Letters(Letters::Sans), "Sans serif", &[], When::Always,
                |now| now.settings.writing.letters == Letters::Sans, "Write in Inter."),
        ],
        &[
            switch(Command::Measure(Measure::Narrow), "Narrow lines", &[], When::Always,
                |now| now.settings.writing.measure == Measure::Narrow, "Write in a narrow column."),
            switch(Command::Measure(Measure::Medium), "Medium lines", &[], When::Always,
                |now| now.settings.writing.measure == Measure::Medium, "Write in a medium-width column."),
            switch(Command::Measure(Measure::Wide), "Wide lines", &[], When::Always,
                |now| now.settings.writing.measure == Measure::Wide, "Write in a wide column."),
        ],
    ] },
    Menu { title: "Appearance", side: Side::In("View"), groups: &[
        &[
            switch(Command::Theme(ThemePreference::Light), "Light", &[], When::Always,
                |now| now.settings.theme == ThemePreference::Light, "Use the light theme."),
            switch(Command::Theme(ThemePreference::Dark), "Dark", &[], When::Always,
                |now| now.settings.theme == ThemePreference::Dark, "Use the dark theme."),
            switch(Command::Theme(ThemePreference::System), "Follow the system", &[], When::Always,
                |now| now.settings.theme == ThemePreference::System, "Use the theme of your desktop."),
        ],
        &[
            row(Command::ZoomIn, "Zoom in", &[key(CTRL, Key::Plus), key(CTRL, Key::Equals)], When::Always,
                "Make everything in the window larger."),
            row(Command::ZoomOut, "Zoom out", &[key(CTRL, Key::Minus)], When::Always,
                "Make everything in the window smaller."),
            row(Command::ZoomReset, "Actual size", &[key(CTRL, Key::Num0)], When::Always,
                "Return to the default zoom."),
        ],
        &[
            switch(Command::ToggleMotion, "Reduce motion", &[], When::Always,
                |now| now.settings.is_motion_reduced, "Turn off animation."),
        ],
    ] },
    Menu { title: "Help", side: Side::Left, groups: &[&[
        row(Command::Help, "Shortcuts and help", &[key(Modifiers::NONE, Key::F1)], When::Always,
            "Show keyboard shortcuts and tips."),
        row(Command::About, "About Copydesk", &[], When::Always, "Show the version, licence and credits."),
    ]] },
    Menu { title: "Copy as", side: Side::Right, groups: &[&[
        row(Command::CopyAs(Copy::RichText), "Rich text", &[key(CTRL_SHIFT, Key::C)], When::Filled,
            "Copy the article for an email or a CMS."),
        row(Command::CopyAs(Copy::Markdown), "Markdown", &[key(CTRL_SHIFT, Key::M)], When::Filled,
            "Copy the article as Markdown."),
        row(Command::CopyAs(Copy::Text), "Plain text", &[key(CTRL_SHIFT, Key::T)], When::Filled,
            "Copy the article as plain text."),
    ]] },
    Menu { title: "Export", side: Side::Right, groups: &[&[
        row(Command::Export(Format::Text), "Plain text…", &[], When::Filled, "Export as plain text."),
        row(Command::Export(Format::Markdown), "Markdown…", &[], When::Filled, "Export as Markdown."),
        row(Command::Export(Format::MarkdownWithFrontMatter), "Markdown with front matter…", &[],
            When::Filled, "Export as Markdown with the article’s details at the top."),
        row(Command::Export(Format::HtmlPage), "HTML page…", &[], When::Filled,
            "Export as a single HTML file, styles included."),
        row(Command::Export(Format::HtmlFragment), "HTML fragment…", &[], When::Filled,
            "Export the HTML below the headline, for a CMS."),
    ]] },
];
