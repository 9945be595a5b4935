//! Everything the window can be told to do, as values. Names and shortcuts are in `row` and `menus`.

use std::path::PathBuf;

use crate::app::choice::{
    Citing, FindRequest, House, HtmlAs, Letters, Linking, Look, Measure, PreviewAs, SpellingRequest,
};
use crate::article::{Article, Item, Place};
use crate::document::Citations;
use crate::file::Template;
use crate::file::versions::Version;
use crate::format::Format;
use crate::paste::Pasted;
use crate::session::Action;
use crate::writing::{self, Selection};

/// A command. Those without data are in `menus`; the others come from a row, a link or a key in a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// An action on the open draft.
    Draft(Action),
    /// Shows the templates.
    NewFromTemplate,
    SaveAsTemplate,
    /// Shows the earlier versions of the draft.
    Versions,
    /// Keeps the current draft as a named version.
    KeepVersion,
    /// Shows the export formats.
    ShowExports,
    /// Shows the last exported file in its folder.
    ShowExported,
    Export(Format),
    Quit,
    /// Cuts the selection of the focused text.
    Cut,
    /// Copies the selection of the focused text.
    CopySelected,
    Paste,
    SelectAll,
    /// Opens the context menu of the text with the cursor.
    TextMenu,
    /// Opens the context menu of a text that was right-clicked at this byte offset.
    TextMenuAt(Place, usize),
    CloseTextMenu,
    CopyAs(Copy),
    /// Pastes the clipboard without formatting.
    PastePlain,
    /// Puts this text on the clipboard.
    CopyText(String),
    AddSection,
    AddTakeaway,
    AddSource,
    /// Asks for the file of the lead image.
    ChooseImage,
    /// Removes the item that has the focus.
    RemoveItem,
    /// Moves the focus to the buttons of the field.
    FocusButtons,
    /// Toggles a format of the selected text or paragraphs.
    Toggle(writing::Format),
    /// Changes the line break at the cursor, or all selected ones, into this kind of break.
    Mend(writing::Joint),
    /// Links the selection to the address on the clipboard, or asks for one.
    Link,
    /// Opens the list of sources, to cite one.
    Cite,
    /// Moves the focus to the toolbar over the selection.
    FocusToolbar,
    ToggleSmartTyping,
    SplitSection,
    MergeSection,
    /// Removes an item, after asking what to do with its citations.
    Remove(Item),
    MoveUp,
    MoveDown,
    /// Moves the focus to a field, or to the first field of a list.
    GoTo(Place),
    /// Moves the focus to a field and sets its selection.
    Select(Place, Selection),
    ToggleOutline,
    TogglePreview,
    PreviewAs(PreviewAs),
    /// Chooses which HTML the preview shows.
    PreviewHtmlAs(HtmlAs),
    /// Renders the article in a format for the preview, on a thread.
    RenderPreview(Format),
    ToggleScrollTogether,
    ToggleFindings,
    /// Opens the folded outline of a narrow window over the form.
    UnfoldOutline,
    /// A request to the spelling checker.
    Spelling(SpellingRequest),
    /// A request to the find bar.
    Finding(FindRequest),
    /// Opens the command palette.
    Palette,
    /// Asks for the target length of the article.
    AskTarget,
    /// Asks for the defaults of new drafts.
    AskHouse,
    /// Toggles focus mode.
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

    // The answers of dialogs.
    /// Checks a path for our own file dialog.
    LookAt(Look),
    /// Pastes into the field where the paste was requested.
    PasteHeld(Box<Pasted>),
    /// Copies an image next to the draft, and makes it the lead image.
    CopyPicture(PathBuf),
    /// Saves the draft as a template, unless there is one with that name.
    SaveTemplate(PathBuf),
    /// Saves a template, replacing the one with that name.
    WriteTemplate(PathBuf, Box<Article>),
    /// Removes a template, after asking.
    AskRemoveTemplate(Template),
    RemoveTemplate(PathBuf),
    /// Removes a cited source, by key.
    RemoveSource(String, Citations),
    /// Sets the target length in words; `None` is no target.
    SetTarget(Option<u32>),
    SetHouse(House),
    /// Exports, using this language, if any, for pages that have none.
    ExportIn(Format, Option<String>),
    /// Compares a version of the draft at this path with the current article.
    ReadVersion(PathBuf, Version, Box<Article>),
    /// Replaces the article of the draft at this path with a version, from a time in words.
    RestoreVersion(PathBuf, Box<Article>, String),
    /// Asks for the name of a version in the list.
    AskVersionName(Version),
    /// Names that version, or leaves it as it is.
    NameVersion(Option<String>),
    KeepVersionAs(String),
    /// Cites in the text at this place.
    Cited(Place, Selection, Citing),
    /// Links in the text at this place.
    Linked(Place, Selection, Linking),
    /// Includes the part with this number that an import has set aside.
    Include(usize),
}

impl From<Action> for Command {
    fn from(action: Action) -> Command {
        Command::Draft(action)
    }
}

/// What "copy as" puts on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Copy {
    /// HTML, with plain text for programs that do not accept HTML.
    RichText,
    Markdown,
    Text,
    /// The source of the HTML page, as text.
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
