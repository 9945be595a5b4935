//! The input and output of a text, and what is known about its field.

use egui::{Color32, Id, Pos2, Rect, Response};

use crate::app::marks::Mark;
use crate::app::theme::{self, Face, Type};
use crate::page::Direction;
use crate::writing::{Moved, Rules, Selection};

/// How a text takes line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// Text of one line, on as many rows as it needs: pasted breaks are spaces.
    Wrapped,
    /// Text of one line on one row, which moves sideways to keep the caret in sight.
    Single,
    /// Text of many lines.
    Many,
}

/// What a text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Markdown of many blocks: lede and bodies.
    Blocks,
    /// Markdown of one line: takeaways.
    Line,
    /// Words without marks: headline, deck, headings, captions.
    #[default]
    Words,
    /// Addresses, keys, dates, names of files: nothing typed is replaced.
    Data,
}

/// How the writer likes the text that is being written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Writing {
    /// `Face::Serif` or `Face::Sans`.
    pub face: Face,
    /// By which the type is larger than the theme says; within [`theme::TEXT_SCALES`].
    pub scale: f32,
    /// Width of the column of text in points; within [`theme::FORM_WIDTHS`].
    pub width: f32,
    /// Whether nothing but what was written is shown, and all but the paragraph being written is dimmed.
    pub is_focus: bool,
    /// Whether the row of the caret stays at one height of the window.
    pub is_typewriter: bool,
}

/// A text before it is shown.
pub struct Surface<'a> {
    pub id: Id,
    /// What a screen reader calls it.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    pub letters: Type,
    pub colour: Color32,
    pub breaks: Breaks,
    pub kind: Kind,
    pub rules: Rules,
    pub marks: &'a [Mark],
    /// Says of a citation's key what the source is called, where there is such a source.
    pub source: &'a dyn Fn(&str) -> Option<Cited>,
    pub writing: Writing,
    pub is_read_only: bool,
    /// Which way the language runs, where it is known.
    pub direction: Option<Direction>,
    /// Whether what is selected is shown though a box or a menu for it has the focus.
    pub keeps_selection: bool,
    /// Scrolls to the caret even if the text had the focus already.
    pub reveals_caret: bool,
    /// Where the empty ground beside the texts was clicked.
    pub clicked_beside: Option<Pos2>,
    /// How the cursor has come into the text, where keys have brought it there.
    pub entered: Option<Entry>,
    /// Whether there are fields before and after this one, into which the cursor can go.
    pub neighbours: Neighbours,
}

/// What a source is called where it is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// A short name and the number: what is seen of the citation. Never empty.
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

/// How the cursor comes into a text from a field beside it. Heights of the window count from its left edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry {
    /// At the start, or the end.
    Start,
    End,
    /// In the first row, or the last one, as near to this x of the screen as can be.
    FirstRow(f32),
    LastRow(f32),
}

/// A key takes the cursor out of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leave {
    /// Into the next field: Tab, or Enter where it makes no line.
    On,
    /// Into the field before: Shift+Tab.
    Back,
    /// Into a neighbour, as arrows go: before the text, or after it.
    Before(Entry),
    After(Entry),
}

/// What happened to a text during a frame.
pub struct Shown {
    /// What was done to it, in order; mostly nothing.
    pub edits: Vec<Edit>,
    /// What is selected, while the text has the focus.
    pub selection: Option<Selection>,
    /// Where the selection, or else the caret, is on the screen, while the text has the focus and it is in sight.
    pub selection_rect: Option<Rect>,
    /// The place in the text under the pointer.
    pub hovered_at: Option<usize>,
    /// Where the secondary button was pressed in this frame.
    pub secondary_clicked_at: Option<usize>,
    /// Where the caret is to go after a click beside the text.
    pub clicked_beside_at: Option<usize>,
    /// By how much the lines above what is in sight turned out higher than estimated.
    pub learnt_above: f32,
    /// How the cursor leaves the text; what was typed after that is held for the field it comes to.
    pub leaves: Option<Leave>,
    pub response: Response,
}

/// One change of a text, for the document to take note of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The whole text after it.
    pub text: String,
    pub moved: Moved,
    /// Whether the program made it of what was typed: an undo step of its own.
    pub is_apart: bool,
}

impl Default for Writing {
    fn default() -> Writing {
        Writing { face: Face::Serif, scale: 1.0, width: theme::FORM_WIDTH, is_focus: false, is_typewriter: false }
    }
}

impl Writing {
    /// A type of the form as the writer likes it. Types of the interface stay as they are.
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
    /// Of a text that was not drawn.
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

    /// The whole text, where it changed.
    pub fn text(&self) -> Option<&str> {
        self.edits.last().map(|edit| edit.text.as_str())
    }
}
