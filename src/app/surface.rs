//! The writing surface: a text written in place, drawn by the line, as it means to look. It grows with its text and
//! never scrolls within itself; of a long text only the lines in sight are set. It borrows its text and copies it
//! only when something is typed. What a change means to the article is the form's matter.

mod access;
mod chips;
mod input;
mod lines;
mod paint;
mod pointer;
mod seen;
mod set;
mod stand;
mod style;
mod work;

use std::borrow::Cow;
use std::sync::Arc;

use egui::{Color32, Galley, Id, Pos2, Rect, Response, Sense, Ui, vec2};

use super::marks::Mark;
use super::theme::{self, Face, Type};
use crate::writing::{Moved, Rules, Selection};

use input::Preedit;
use lines::Lines;
use pointer::Press;
use set::{Letters, Side};
use work::Work;

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

/// What a text remembers between frames.
#[derive(Debug, Default)]
pub struct Memory {
    lines: Lines,
    letters: Option<Letters>,
    /// Set in every frame: another one says that the letters in the atlas have been drawn anew.
    sentinel: Option<Arc<Galley>>,
    selection: Selection,
    /// A place in the empty paragraph that is being written, if any; all other blank lines are gaps.
    open: Option<usize>,
    /// Whether the caret was ever put somewhere.
    is_placed: bool,
    side: Side,
    /// How far from the left edge Up and Down aim.
    aim_x: Option<f32>,
    press: Press,
    preedit: Option<Preedit>,
    /// With what selected it was last asked whether the text has a use for Tab, and whether it has.
    tab: Option<(Selection, bool)>,
    had_focus: bool,
    /// For so many more frames the caret is kept in sight, while lines that come into sight turn out higher.
    settling: u8,
    scroll_x: f32,
    /// The rows that a screen reader was told of, and the line that they begin with.
    told: Option<(Arc<Galley>, usize)>,
    /// What was last handed to the system as its second clipboard.
    handed: Selection,
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

impl Memory {
    /// The text is not drawn any more: what it looked like is let go.
    pub fn put_away(&mut self) {
        self.lines.put_away();
        self.told = None;
    }

    /// How many lines are laid out.
    pub fn lines_set(&self) -> usize {
        self.lines.set_len()
    }

    /// What is selected.
    pub fn selection(&self) -> Selection {
        self.selection
    }

    /// Selects.
    pub fn select(&mut self, selection: Selection) {
        (self.selection, self.side, self.aim_x) = (selection, Side::After, None);
        if selection.is_empty() {
            self.open = Some(selection.caret);
        }
        self.is_placed = true;
        self.preedit = None;
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

impl Surface<'_> {
    /// Draws the text over the whole width of `ui`.
    pub fn show(self, ui: &mut Ui, text: &str, memory: &mut Memory) -> Shown {
        let letters = self.type_of(ui);
        let width = ui.available_width();
        let has_focus = ui.memory(|memory| memory.has_focus(self.id));
        let mut work = Work::begin(ui, &self, memory, Cow::Borrowed(text), letters);
        let before = work.memory.selection;
        if has_focus {
            work.keep_focus();
        }
        work.input(has_focus);
        let top = work.ui.cursor().min;
        let seen = work.ui.clip_rect().translate(-top.to_vec2());
        let (drawn, learnt_above) = work.measure(seen, has_focus);
        work.come_in(top.x);
        let height = work.memory.lines.height().max(letters.base.line_height).max(work.hint_height());
        let (_, rect) = work.ui.allocate_space(vec2(width, height));
        let mut response = work.ui.interact(rect, self.id, Sense::click_and_drag());
        response.flags -= egui::response::Flags::FAKE_PRIMARY_CLICKED;
        let pointed = work.point(&response, rect);
        let clicked_beside_at = work.clicked_beside(rect);
        let is_moved = work.memory.selection != before || !work.edits.is_empty();
        let is_settling = work.is_settling(is_moved);
        if is_settling && has_focus && !pointed.is_pressed {
            work.reveal(rect);
        } else if response.gained_focus() || self.reveals_caret {
            work.reveal_gently(rect);
        }
        work.scroll_sideways(rect, has_focus);
        work.paint(rect, drawn.clone(), &response);
        work.tell(rect, drawn, &response);
        let selection_rect = has_focus.then(|| work.selection_rect(rect)).flatten();
        work.hand_over(has_focus);
        let selection = response.has_focus().then_some(work.memory.selection);
        let leaves = work.leaves;
        Shown {
            edits: work.finish(),
            selection,
            selection_rect,
            hovered_at: pointed.hovered_at,
            secondary_clicked_at: pointed.secondary_at,
            clicked_beside_at,
            learnt_above,
            leaves,
            response,
        }
    }

    fn type_of(&self, ui: &Ui) -> Letters {
        let is_prose = self.writing.letters(self.letters) != self.letters;
        Letters {
            base: self.writing.letters(self.letters),
            colour: self.colour,
            colours: theme::tokens(ui),
            width: if self.breaks == Breaks::Single { f32::INFINITY } else { ui.available_width() },
            is_markdown: matches!(self.kind, Kind::Blocks | Kind::Line),
            scale: if is_prose { self.writing.scale } else { 1.0 },
            face: self.writing.face,
        }
    }
}

#[cfg(test)]
mod tests;
