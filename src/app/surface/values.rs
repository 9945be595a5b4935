//! The input and output of a text, and what is known about its field.

use egui::{Color32, Id, Pos2, Rect, Response};

use crate::app::marks::Mark;
use crate::app::theme::{self, Face, Type};
use crate::page::Direction;
use crate::writing::{Moved, Rules, Selection};

/// How a text handles line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// A single line that wraps: pasted line breaks become spaces.
    Wrapped,
    /// A single line in one row that scrolls sideways.
    Single,
    /// Several lines.
    Many,
}

/// The kind of content of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Markdown with several blocks: lede and bodies.
    Blocks,
    /// Markdown of one line: takeaways.
    Line,
    /// Plain text: headline, deck, headings, captions.
    #[default]
    Words,
    /// Addresses, keys, dates, file names: nothing typed is replaced.
    Data,
}

/// The writer's preferences for the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Writing {
    /// `Face::Serif` or `Face::Sans`.
    pub face: Face,
    /// The factor for the theme's type sizes; within [`theme::TEXT_SCALES`].
    pub scale: f32,
    /// The width of the column in points; within [`theme::FORM_WIDTHS`].
    pub width: f32,
    /// Focus mode: shows only written text, and dims everything but the current paragraph.
    pub is_focus: bool,
    /// Typewriter mode: keeps the row with the cursor at the same height in the window.
    pub is_typewriter: bool,
}

/// The parameters for drawing a text.
pub struct Surface<'a> {
    pub id: Id,
    /// Its name for screen readers.
    pub name: &'a str,
    /// The hint shown while it is empty.
    pub hint: &'a str,
    pub letters: Type,
    pub colour: Color32,
    pub breaks: Breaks,
    pub kind: Kind,
    pub rules: Rules,
    pub marks: &'a [Mark],
    /// Returns the name of the source with a citation's key, if there is one.
    pub source: &'a dyn Fn(&str) -> Option<Cited>,
    pub writing: Writing,
    pub is_read_only: bool,
    /// Which way it runs, where that is known; else as its first letter does.
    pub direction: Option<Direction>,
    /// At which edge it stands, and its hint, where that is known; else where it begins.
    pub stands: Option<Direction>,
    /// Whether to show the selection while a popup or menu for it has the focus.
    pub keeps_selection: bool,
    /// Whether to scroll to the cursor even if the text had the focus already.
    pub reveals_caret: bool,
    /// Where the empty space beside the texts was clicked.
    pub clicked_beside: Option<Pos2>,
    /// How the cursor enters the text, if keys moved it here.
    pub entered: Option<Entry>,
    /// Whether the cursor can move to a field before or after this one.
    pub neighbours: Neighbours,
}

/// How a source is named where it is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// A short name and the number, which the citation shows. Never empty.
    pub name: String,
    /// The number and the title, or what else is known.
    pub title: String,
}

/// The fields before and after a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    pub before: bool,
    pub after: bool,
}

/// How the cursor enters a text from a neighbouring field. Values are x coordinates of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry {
    /// At the start or the end.
    Start,
    End,
    /// In the first or the last row, as near as possible to this x coordinate of the screen.
    FirstRow(f32),
    LastRow(f32),
}

/// How a key moves the cursor out of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leave {
    /// To the next field: Tab, or Enter where it adds no line.
    On,
    /// To the previous field: Shift+Tab.
    Back,
    /// To the neighbouring field before or after the text, by an arrow key.
    Before(Entry),
    After(Entry),
}

/// What happened to a text during a frame.
pub struct Shown {
    /// The edits, in order; usually none.
    pub edits: Vec<Edit>,
    /// The selection, while the text has the focus.
    pub selection: Option<Selection>,
    /// The rectangle of the selection or cursor on the screen, while the text has the focus and it is visible.
    pub selection_rect: Option<Rect>,
    /// The byte offset under the pointer.
    pub hovered_at: Option<usize>,
    /// The byte offset that was right-clicked in this frame.
    pub secondary_clicked_at: Option<usize>,
    /// The new position of the cursor after a click beside the text.
    pub clicked_beside_at: Option<usize>,
    /// By how much the lines above the viewport turned out higher than estimated.
    pub learnt_above: f32,
    /// How the cursor leaves the text. What is typed after that is held for the next field.
    pub leaves: Option<Leave>,
    pub response: Response,
}

/// One change of a text, for the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The whole text after the change.
    pub text: String,
    pub moved: Moved,
    /// Whether it was made automatically after typing, and is an undo step of its own.
    pub is_apart: bool,
}

impl Default for Writing {
    fn default() -> Writing {
        Writing { face: Face::Serif, scale: 1.0, width: theme::FORM_WIDTH, is_focus: false, is_typewriter: false }
    }
}

impl Writing {
    /// Scales a type of the form to the writer's preferences. Types of the interface are not affected.
    pub fn letters(&self, letters: Type) -> Type {
        match letters.face {
            Face::Serif | Face::SerifItalic | Face::SerifBold | Face::SerifBoldItalic => {
                let face = if self.face == Face::Sans { letters.face.sans() } else { letters.face };
                letters.in_face(face).scaled(self.scale)
            }
            Face::Sans | Face::SansBold | Face::Mono | Face::Icons => letters,
        }
    }
}

impl Shown {
    /// For a text that was not drawn.
    pub fn nothing(response: Response) -> Shown {
        Shown {
            edits: Vec::new(),
            selection: None,
            selection_rect: None,
            hovered_at: None,
            secondary_clicked_at: None,
            clicked_beside_at: None,
            learnt_above: 0.0,
            leaves: None,
            response,
        }
    }

    /// The whole text, if it has changed.
    pub fn text(&self) -> Option<&str> {
        self.edits.last().map(|edit| edit.text.as_str())
    }
}
