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

/// One thing to do. Those without data stand in `menus`; the others come from a row, a link or a key in a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Something that is done to the draft in hand.
    Draft(Action),
    /// Shows the templates.
    NewFromTemplate,
    SaveAsTemplate,
    /// Shows the earlier versions of the draft.
    Versions,
    /// Keeps the draft as it is now, under a name.
    KeepVersion,
    /// Shows the export formats.
    ShowExports,
    /// Shows what was exported last in its folder.
    ShowExported,
    Export(Format),
    Quit,
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
    /// Removes an item, after asking what becomes of its citations.
    Remove(Item),
    MoveUp,
    MoveDown,
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

    // What dialogs are answered with.
    /// Looks what stands at a path, for our own file dialog.
    LookAt(Look),
    /// Pastes into the field in which it was asked for.
    PasteHeld(Box<Pasted>),
    /// Puts a copy of a picture beside the draft and makes it the lead image.
    CopyPicture(PathBuf),
    /// Saves the draft as a template, unless there is one of that name.
    SaveTemplate(PathBuf),
    /// Writes a template over one of that name.
    WriteTemplate(PathBuf, Box<Article>),
    /// Removes a template, after asking.
    AskRemoveTemplate(Template),
    RemoveTemplate(PathBuf),
    /// Removes a cited source, by key.
    RemoveSource(String, Citations),
    /// So many words are to be written; none is no target.
    SetTarget(Option<u32>),
    SetHouse(House),
    /// Exports, after taking this language, if any, for pages that name none.
    ExportIn(Format, Option<String>),
    /// Compares a version of the draft at this path with today's article.
    ReadVersion(PathBuf, Version, Box<Article>),
    /// Puts a version, from a time in words, in the place of the article of the draft at this path.
    RestoreVersion(PathBuf, Box<Article>, String),
    /// Asks what a version of the list is to be called.
    AskVersionName(Version),
    /// Gives that version this name, or leaves it as it is.
    NameVersion(Option<String>),
    KeepVersionAs(String),
    /// Cites in the text at this place.
    Cited(Place, Selection, Citing),
    /// Links in the text at this place.
    Linked(Place, Selection, Linking),
    /// Takes in the part of this number that an import has set aside.
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
