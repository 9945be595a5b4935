//! Everything the window can be told to do, as values. What each is called and which keys give it is in `row` and `menus`.

use std::path::PathBuf;

use crate::app::choice::{FindRequest, HtmlAs, Letters, Measure, PreviewAs, SpellingRequest};
use crate::article::{Direction, Item, ItemKind, Place};
use crate::file::Template;
use crate::format::Format;
use crate::writing::{self, Selection};

/// One thing to do. Those without data stand in `menus`; the others come from a row, a link or a key in a field.
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
    Spelling(SpellingRequest),
    /// Something of the find bar.
    Finding(FindRequest),
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
