//! The menu bar, the shortcuts and the help window: one row for every command. What a row consists of is in `command`.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::*;

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
    Row { command, label, shortcuts, hearer: Hearer::Window, when, help }
}

/// A row whose shortcut the fields hear.
const fn field_row(
    command: Command,
    label: &'static str,
    shortcuts: &'static [KeyboardShortcut],
    when: When,
    help: &'static str,
) -> Row {
    Row { command, label, shortcuts, hearer: Hearer::Field, when, help }
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
            row(Command::Edit, "Edit this draft", &[], When::HeldBack,
                "Write in a draft that is only read here because someone else had it open; who has it still is asked about."),
            row(Command::Save, "Save", &[key(CTRL, Key::S)], When::Savable, "Save the draft."),
            row(Command::SaveAs, "Save as…", &[key(CTRL_SHIFT, Key::S)], When::Savable,
                "Save the draft under another name."),
            row(Command::SaveAsTemplate, "Save as template…", &[], When::Filled,
                "Keep the draft as the beginning of others."),
        ],
        &[
            row(Command::Versions, "Versions…", &[key(CTRL_SHIFT, Key::R)], When::Always,
                "See earlier versions of the draft and what has changed since; restore one."),
            row(Command::KeepVersion, "Keep a version…", &[], When::Writable,
                "Keep the draft as it is now, under a name."),
            row(Command::Recover, "Recover unsaved work…", &[], When::Always,
                "See what was written and not saved, or discarded in the last seven days, and open it."),
            row(Command::Forget, "Forget this draft…", &[], When::Named,
                "Remove the draft's unsaved work, earlier versions and place among recent files; its file stays."),
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
            field_row(Command::Cut, "Cut", &[key(CTRL, Key::X)], When::Writable,
                "Put what is selected on the clipboard, and take it out of the text."),
            field_row(Command::CopySelected, "Copy", &[key(CTRL, Key::C)], When::Always,
                "Put what is selected on the clipboard, with its markup; the whole field where nothing is."),
            field_row(Command::Paste, "Paste", &[key(CTRL, Key::V)], When::Writable,
                "Put in what is on the clipboard; links, lists and emphasis of other programs become Markdown."),
            row(Command::PastePlain, "Paste as plain text", &[key(CTRL_SHIFT, Key::V)], When::Writable,
                "Paste the words alone, without links, lists or emphasis."),
            field_row(Command::SelectAll, "Select all", &[key(CTRL, Key::A)], When::Always,
                "Select the whole text of the field."),
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
                &[key(CTRL, Key::Period)], When::Always,
                "Show what may have been meant by the word at the caret, and add it to a dictionary."),
            row(Command::TextMenu, "Menu at the caret", &[key(Modifiers::SHIFT, Key::F10)], When::Always,
                "Show what can be done with the words at the caret, as the secondary mouse button does."),
        ],
        &[
            row(Command::MoveUp, "Move up", &[key(Modifiers::ALT, Key::ArrowUp)], When::InItem,
                "Move the takeaway, section or source up."),
            row(Command::MoveDown, "Move down", &[key(Modifiers::ALT, Key::ArrowDown)], When::InItem,
                "Move the takeaway, section or source down."),
            row(Command::RemoveItem, "Remove", &[key(CTRL_SHIFT, Key::Backspace)], When::InItem,
                "Remove the takeaway, section or source."),
            row(Command::FocusButtons, "Buttons of the field", &[key(Modifiers::ALT, Key::Enter)], When::Always,
                "Go to the buttons beside this field. Esc goes back."),
        ],
        &[
            row(Command::AskTarget, "Target length…", &[], When::Writable,
                "Say how many words the piece is to have; the status line shows how far it is."),
            row(Command::AskLanguage, "Default language…", &[], When::Always,
                "Set the language of pages whose draft names none. Screen readers need it."),
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
            row(Command::Toggle(writing::Format::Code), "Code", &[key(CTRL, Key::Backtick)], When::InWords,
                "Set the words as code or plain again."),
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
            row(Command::Mend(writing::Joint::Paragraph), "Line breaks to paragraphs", &[], When::InBody,
                "Start a paragraph at the line break by the cursor, or at each line break selected."),
            row(Command::Mend(writing::Joint::Space), "Line breaks to spaces", &[], When::InBody,
                "Join the lines at the cursor, or all lines selected, into one."),
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
