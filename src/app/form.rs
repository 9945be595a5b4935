//! The article as a page being written: which rows are drawn, where they stand, and where the focus is. How each part
//! is set is in the files under `form`; a row that is not in view is not drawn, unless it has the focus.

mod alone;
mod carrying;
mod citing;
mod details;
mod field;
mod head;
mod lists;
mod pen;
mod picture;
mod roll;
mod sections;
mod sources;
mod takeaways;
mod walk;

use std::collections::{HashMap, HashSet};

use egui::{Pos2, Rangef, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2, vec2};

use super::command::Command;
use super::lead::{self, Track, Travel};
use super::surface::{self, Entry, Kind, Writing};
use super::view::View;
use super::{item_list, theme};
use crate::article::{Article, ItemKind, Place, SourceField};
use crate::date::Here;
use crate::document::Document;
use crate::file::Sight;
use crate::writing::{Markup, Quotes, Rules, Selection, Smart};

pub(crate) use field::field_id;
use pen::Pen;
use roll::{Measured, Roll, Row, Slot};
use walk::Walk;

pub use walk::Way;

/// The form: the middle column.
#[derive(Default)]
pub struct Form {
    roll: Roll,
    focus: Focus,
    kept: Kept,
    options: Options,
    viewport: Option<Rangef>,
    /// Where to scroll to in the next pass, to keep what is read in its place.
    offset: Option<f32>,
    /// How the writer has scrolled in the last frame, and where the form stands now.
    travel: Option<Travel>,
    scrolled: f32,
    /// Where the top of what is seen is on the screen.
    screen_top: f32,
    /// So far under it the cursor was when it was seen last, and how the form was scrolled then: a window that is closed
    /// has lost the focus.
    cursor: Option<(f32, f32)>,
    /// What is to come into sight once the focus has come, and in how many frames that has to be done.
    stand: Option<(Sight, u8)>,
}

/// Where the focus is, and where it is to go as soon as the field is drawn.
#[derive(Default)]
struct Focus {
    at: Option<Place>,
    /// What is selected there, where it is a text of the article.
    selection: Option<Selection>,
    /// Where that is on the screen.
    selection_rect: Option<Rect>,
    /// The text under the pointer, and the place in it.
    hovered: Option<(Place, usize)>,
    /// The text, and the place in it, where the secondary button was pressed in the last frame.
    secondary_clicked: Option<(Place, usize)>,
    goal: Option<Goal>,
    /// Tab goes on from the last field, out of the form.
    leaves: bool,
    /// A button has the focus, and no text.
    is_at_button: bool,
}

/// What holds for all texts.
#[derive(Default)]
struct Options {
    writing: Writing,
    smart: Smart,
    /// The text whose selection is shown though it has no focus.
    held: Option<Place>,
    /// The article's language, and the quotation marks that go with it.
    language: String,
    quotes: Quotes,
    here: Here,
}

#[derive(Clone)]
struct Goal {
    place: Place,
    selection: Option<Selection>,
    /// How the cursor comes in, where a key has brought it.
    entry: Option<Entry>,
    takes: Takes,
}

/// What a goal of the focus takes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Focus,
    /// The eyes alone: the focus stays where it is.
    Sight,
    /// The focus, to the first of the buttons that belong to the field.
    Buttons,
}

/// What the rows remember between frames.
#[derive(Default)]
struct Kept {
    texts: HashMap<Place, surface::Memory>,
    /// The texts that were drawn in this frame, and in the one before.
    drawn: HashSet<Place>,
    drawn_before: HashSet<Place>,
    /// Sources of which everything is shown, by key.
    open_sources: HashSet<String>,
    is_picture_open: bool,
    details: details::Panel,
    lede: Lede,
    /// The source whose link is being written, by key.
    link: Option<String>,
    /// What a source was named by last, and what it is named by now.
    named: Option<(String, String)>,
    /// Whether there was nothing of the link in the last frame.
    is_link_empty: bool,
    /// With more texts remembered than this, those of fields that are no more are let go.
    most_texts: usize,
    /// What stands in a field whose text is not yet, or not only, a text of the article.
    raw: HashMap<Place, String>,
    /// Where the focus was last.
    last: Option<Place>,
}

/// Whether the lede has a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Lede {
    /// The draft has not been drawn yet.
    #[default]
    Unknown,
    Shown,
    /// It has none until somebody wants to write it.
    Waits,
}

/// Where the text of the form stands in its panel.
#[derive(Clone, Copy, Debug)]
struct Column {
    left: f32,
    width: f32,
}

impl Form {
    /// Draws the form over the whole of `ui`, changes the document as people type, and queues what else they ask for.
    pub fn ui(&mut self, ui: &mut Ui, document: &mut Document, view: &View, commands: &mut Vec<Command>) {
        self.name_source(document, view.now);
        let column = Column::within(ui.available_width(), self.options.writing.width);
        let top = self.viewport.map(|viewport| viewport.min).filter(|_| self.offset.is_none());
        let stamp = (document.revision(), column.width, self.options.writing);
        self.watch_lede(document.article());
        let kept = self.roll.update(document.article(), stamp, top);
        self.offset = self.offset.or(kept);
        if self.options.writing.is_focus {
            theme::dim_hints(ui);
        }
        self.kept.forget(document.article());
        self.options.speak(&document.article().language);
        self.aim(document.article());
        let is_scrolled = lead::is_scrolled(ui, ui.max_rect());
        let mut area = ScrollArea::vertical().id_salt("form").auto_shrink(false);
        if let Some(offset) = self.offset.take() {
            area = area.vertical_scroll_offset(offset);
        }
        self.screen_top = ui.max_rect().top();
        let mut pen = Pen::new(document, view, commands, &mut self.kept, &self.options, &self.focus);
        let room = ui.available_rect_before_wrap();
        let output =
            area.show_viewport(ui, |ui, viewport| rows_ui(ui, &mut self.roll, &mut pen, column, viewport));
        let (viewport, shift) = output.inner;
        let column = Column { left: room.left() + column.left, ..column };
        details::panel_ui(ui, &mut pen, column, room, room.top() - viewport.top());
        self.focus = pen.finish();
        if self.focus.at.is_some() {
            self.kept.last.clone_from(&self.focus.at);
        }
        if self.focus.leaves {
            give_to_next(ui);
        }
        self.kept.put_away();
        if self.focus.goal.is_some() {
            ui.ctx().request_repaint();
        }
        self.viewport = Some(Rangef::new(viewport.top(), viewport.bottom()));
        let (from, to) = (viewport.top() + shift, output.state.unclamped_offset().y + shift);
        self.travel = (is_scrolled && from != to).then_some(Travel { from, to });
        self.scrolled = to;
        if shift.abs() >= 0.5 {
            self.offset = Some((output.state.unclamped_offset().y + shift).max(0.0));
            ui.ctx().request_discard("the height of a row above was estimated");
        }
        if let Some(rect) = self.focus.selection_rect {
            self.cursor = Some((rect.top() - self.screen_top, self.scrolled));
        }
        self.settle(ui);
    }

    /// What is in sight, once something is.
    pub fn sight(&self) -> Option<Sight> {
        if let Some((top, _)) = self.cursor.filter(|(_, scrolled)| *scrolled == self.scrolled) {
            return Some(Sight::Cursor(top));
        }
        let stops = self.roll.stops().into_iter();
        let (place, top) = stops.take_while(|(_, top)| *top <= self.scrolled).last()?;
        Some(Sight::Under(place, self.scrolled - top))
    }

    /// Brings into sight what was, as soon as the focus is where it is going.
    pub fn stand_at(&mut self, sight: Sight) {
        const FRAMES: u8 = 12;
        self.stand = Some((sight, FRAMES));
    }

    /// Comes nearer to what is to be in sight. Rows whose heights were only estimated may stand elsewhere once drawn.
    fn settle(&mut self, ui: &Ui) {
        let Some((sight, frames)) = self.stand.take().filter(|(_, frames)| *frames > 0) else { return };
        let goal = match &sight {
            _ if self.focus.goal.is_some() => None,
            Sight::Cursor(top) => self.focus.selection_rect.map(|rect| rect.top() - self.screen_top - top),
            Sight::Under(place, below) => {
                let stop = self.roll.stops().into_iter().find(|(stop, _)| stop == place);
                stop.map(|(_, top)| top + below - self.scrolled)
            }
        };
        if let Some(moved) = goal.filter(|moved| moved.abs() >= 1.0) {
            self.offset = Some((self.scrolled + moved).max(0.0));
        }
        self.stand = Some((sight, frames - 1));
        ui.ctx().request_repaint();
    }

    /// Names a source by its link as soon as one has left the field of that, or a whole link came into it at once.
    fn name_source(&mut self, document: &mut Document, now: f64) {
        self.follow_named(document.article());
        // Not while the focus is on its way.
        let Some(here) = self.focus.at.clone().filter(|_| self.focus.goal.is_none()) else { return };
        let link = match &here {
            Place::Source(key, SourceField::Link) => Some(key.clone()),
            _ => None,
        };
        let before = std::mem::replace(&mut self.kept.link, link.clone());
        let is_empty = document.article().text(&here).is_some_and(str::is_empty);
        let is_whole = std::mem::replace(&mut self.kept.is_link_empty, is_empty) && !is_empty;
        // Of a link that is being typed the first letter comes alone, and names no house.
        let Some(key) = before.filter(|key| is_whole || link.as_ref() != Some(key)) else { return };
        let Some(named) = document.name_source(&key, now) else { return };
        if self.kept.open_sources.remove(&key) {
            self.kept.open_sources.insert(named.clone());
        }
        self.kept.named = Some((key.clone(), named.clone()));
        let Place::Source(at, field) = here else { return };
        if at == key {
            self.kept.link = link.map(|_| named.clone());
            self.focus(Place::Source(named, field), self.focus.selection);
        }
    }

    /// A focus that was sent to a source before it was named goes to it all the same.
    fn follow_named(&mut self, article: &Article) {
        let (Some(goal), Some((old, new))) = (&mut self.focus.goal, &self.kept.named) else { return };
        if let Place::Source(key, _) = &mut goal.place
            && key == old
            && article.source(key).is_none()
        {
            key.clone_from(new);
        }
    }

    /// A draft that was begun without a body has no row for the lede until somebody goes there.
    fn watch_lede(&mut self, article: &Article) {
        let goal = self.focus.goal.as_ref().map(|goal| &goal.place);
        let is_wanted = goal == Some(&Place::Lede) || !article.lede.is_empty();
        self.kept.lede = match self.kept.lede {
            Lede::Shown => Lede::Shown,
            Lede::Unknown | Lede::Waits if is_wanted => Lede::Shown,
            Lede::Waits => Lede::Waits,
            Lede::Unknown if article.sections.is_empty() => Lede::Waits,
            Lede::Unknown => Lede::Shown,
        };
        self.roll.set_lede(self.kept.lede);
    }

    /// Whether the panel of the details is open.
    pub fn are_details_open(&self) -> bool {
        self.kept.details.is_open
    }

    /// Moves the focus to a field, or to the first field of a list, and selects in its text. A field out of sight is
    /// scrolled to.
    pub fn focus(&mut self, place: Place, selection: Option<Selection>) {
        self.focus.goal = Some(Goal { place, selection, entry: None, takes: Takes::Focus });
    }

    /// Moves the focus to the first button of the row that a place stands in.
    pub fn focus_buttons(&mut self, place: Place) {
        self.focus.goal = Some(Goal { place, selection: None, entry: None, takes: Takes::Buttons });
    }

    /// The field that the focus is on its way to, and what will be selected there.
    pub fn heading_for(&self) -> Option<(&Place, Selection)> {
        let goal = self.focus.goal.as_ref().filter(|goal| goal.takes == Takes::Focus)?;
        Some((&goal.place, goal.selection.unwrap_or_else(|| self.selected_in(&goal.place))))
    }

    /// What is selected in the text at a place, or was when it had the focus last.
    pub fn selected_in(&self, place: &Place) -> Selection {
        self.kept.texts.get(place).map(surface::Memory::selection).unwrap_or_default()
    }

    /// The field next to a place, on the way that Tab takes.
    pub fn beside(&self, document: &Document, place: &Place, way: Way) -> Option<Place> {
        let (article, is_read_only) = (document.article(), document.is_read_only());
        Walk { article, kept: &self.kept, is_read_only }.beside(place).take(way)
    }

    /// Selects in a field and scrolls to it; the focus stays where it is.
    pub fn show(&mut self, place: Place, selection: Selection) {
        self.focus.goal = Some(Goal { place, selection: Some(selection), entry: None, takes: Takes::Sight });
    }

    /// The field with the focus; for a control in an item's margin, the item's first field.
    pub fn focused(&self) -> Option<&Place> {
        self.focus.at.as_ref()
    }

    /// What is selected in the text with the focus.
    pub fn selection(&self) -> Option<(&Place, Selection)> {
        self.focus.at.as_ref().zip(self.focus.selection)
    }

    /// Where the selection, or else the caret, is on the screen, while it is in sight.
    pub fn selection_rect(&self) -> Option<Rect> {
        self.focus.selection_rect
    }

    /// The text under the pointer, and the place in it.
    pub fn hovered(&self) -> Option<(&Place, usize)> {
        self.focus.hovered.as_ref().map(|(place, at)| (place, *at))
    }

    /// The text, and the place in it, where the secondary button was pressed in the last frame.
    pub fn secondary_clicked(&self) -> Option<(&Place, usize)> {
        self.focus.secondary_clicked.as_ref().map(|(place, at)| (place, *at))
    }

    /// How the writer likes the text that is being written, from the next frame on.
    pub fn set_writing(&mut self, writing: Writing) {
        self.options.writing = writing;
    }

    /// The text whose selection is shown though the focus is in a box or a menu for it.
    pub fn keep_selection_in(&mut self, place: Option<Place>) {
        self.options.held = place;
    }

    /// When and where dates are typed, from the next frame on.
    pub fn set_here(&mut self, here: Here) {
        self.options.here = here;
    }

    /// Whether letters are replaced by typographic ones, from the next frame on.
    pub fn set_smart(&mut self, smart: Smart) {
        self.options.smart = smart;
    }

    /// Whether the focus is on a button of the form.
    pub fn is_at_button(&self) -> bool {
        self.focus.is_at_button
    }

    /// Whether the focus is on its way to a field.
    pub fn is_moving_focus(&self) -> bool {
        self.focus.goal.as_ref().is_some_and(|goal| goal.takes != Takes::Sight)
    }

    /// How the writer has scrolled the form in the last frame.
    pub fn take_travel(&mut self) -> Option<Travel> {
        self.travel.take()
    }

    /// Where the parts of the article stand in the form.
    pub fn track(&self) -> Track {
        let viewport = self.viewport.map_or(0.0, Rangef::span);
        let height = self.roll.height() + BELOW;
        Track { stops: self.roll.stops(), height, viewport, offset: self.scrolled }
    }

    /// Scrolls to a height of the content.
    pub fn lead_to(&mut self, offset: f32) {
        self.offset = Some(offset);
    }

    /// Keeps what is read where it is on the screen while the top of the form moves down by so much and its rows get
    /// other heights.
    pub fn keep_place(&mut self, moved: f32) {
        if let Some(sight) = self.sight() {
            self.stand_at(match sight {
                Sight::Cursor(top) => Sight::Cursor(top - moved),
                Sight::Under(place, below) => Sight::Under(place, below + moved),
            });
        }
    }

    /// Lets go of the letters and looks of all texts; those in sight are made again.
    pub(super) fn let_go(&mut self) {
        self.kept.texts.values_mut().for_each(surface::Memory::put_away);
    }

    /// How many texts, half-typed fields, lines laid out and heights of rows are remembered.
    pub(super) fn remembered(&self) -> [usize; 4] {
        let Kept { texts, raw, .. } = &self.kept;
        let lines = texts.values().map(surface::Memory::lines_set).sum();
        [texts.len(), raw.len(), lines, self.roll.heights()]
    }

    /// Scrolls to the row that is to get the focus, unless it is in sight, and opens what hides the field.
    fn aim(&mut self, article: &Article) {
        let Some(goal) = &self.focus.goal else { return };
        self.kept.open(&goal.place);
        self.kept.details.go_to(&goal.place, &self.focus);
        let Some(row) = roll::row_of(article, &goal.place) else { return };
        let (Some(slot), Some(viewport)) =
            (self.roll.find(&row).and_then(|at| self.roll.slots().get(at)), self.viewport)
        else {
            return;
        };
        let is_in_sight = slot.top >= viewport.min && slot.top + slot.height.min(MIN_SIGHT) <= viewport.max;
        if !is_in_sight && goal.selection.is_none() {
            let last = (self.roll.height() + BELOW - viewport.span()).max(0.0);
            self.offset = Some((slot.top - theme::SPACE_6).clamp(0.0, last));
        } else if !is_in_sight && (slot.top > viewport.max || slot.top + slot.height < viewport.min) {
            self.offset = Some((slot.top - theme::SPACE_6).max(0.0));
        }
    }
}

/// So much of a row must be seen for it to be in sight.
const MIN_SIGHT: f32 = 80.0;
/// Space under the last row, so that one does not write at the window's edge.
const BELOW: f32 = 160.0;
/// From the text to the line beside the part being written.
const MARK_GAP: f32 = 24.0;

/// Draws the rows in view. Gives the viewport, and by how much rows above it turned out higher than estimated.
fn rows_ui(ui: &mut Ui, roll: &mut Roll, pen: &mut Pen, column: Column, viewport: Rect) -> (Rect, f32) {
    let origin = ui.max_rect().min;
    let column = Column { left: origin.x + column.left, ..column };
    let (before, seen_from, after) = drawn(roll, pen, viewport);
    // Under everything else, so that only clicks come to it that are meant for nothing else.
    let ground = ui.interact(ui.clip_rect(), egui::Id::unique("form ground"), Sense::CLICK);
    pen.clicked_beside = ui.input(|input| input.pointer.interact_pos()).filter(|_| ground.clicked());
    // On an empty sheet there is nothing else to click.
    if ground.clicked() && pen.is_alone() && pen.article().is_blank_beside(None) {
        pen.go_to(Place::Headline, None);
    }
    if !pen.writing().is_focus {
        details::line_ui(ui, pen, column, origin.y);
    }
    let mut shift = 0.0;
    let mut draw = |ui: &mut Ui, roll: &mut Roll, index: usize, top: f32| {
        let Some(slot) = roll.slots().get(index).cloned() else { return 0.0 };
        let height = row_ui(ui, &slot, pen, column, origin.y + top);
        // What is above the part in sight must not push it down.
        let is_above = slot.top + slot.height <= viewport.top();
        let learnt = pen.take_learnt();
        shift += match roll.measured(index, height) {
            Measured::Learnt(delta) if is_above => delta,
            Measured::AsKnown | Measured::Learnt(_) | Measured::Changed(_) => learnt,
        };
        height
    };
    for index in before {
        let top = top_of(roll, index);
        draw(ui, roll, index, top);
    }
    let mut top = top_of(roll, seen_from);
    let mut index = seen_from;
    let mut overscan = 0;
    while index < roll.slots().len() && overscan <= 1 {
        overscan += usize::from(top >= viewport.bottom());
        top += draw(ui, roll, index, top);
        index += 1;
    }
    for index in after.into_iter().filter(|after| *after >= index) {
        let top = top_of(roll, index);
        draw(ui, roll, index, top);
    }
    roll.stack();
    carrying::carrying_ui(ui, roll, pen, column, origin.y);
    ui.set_height(roll.height() + BELOW);
    (viewport, shift)
}

fn top_of(roll: &Roll, index: usize) -> f32 {
    roll.slots().get(index).map_or(0.0, |slot| slot.top)
}

/// Which rows are drawn: those with the focus and their neighbours, whether in view or not, and all from the first
/// one in view on.
fn drawn(roll: &Roll, pen: &Pen, viewport: Rect) -> (Vec<usize>, usize, Vec<usize>) {
    let seen = roll.meeting(viewport.top(), viewport.bottom());
    let first = seen.start.saturating_sub(1);
    let mut kept: Vec<usize> = pen
        .wanted_rows()
        .filter_map(|row| roll.find(&row))
        .flat_map(|index| index.saturating_sub(1)..=index + 1)
        .collect();
    kept.sort_unstable();
    kept.dedup();
    let (before, after) = kept.into_iter().partition(|index| *index < first);
    (before, first, after)
}

/// Draws one row and gives its height, the space under it included.
fn row_ui(ui: &mut Ui, slot: &Slot, pen: &mut Pen, column: Column, top: f32) -> f32 {
    let rect = Rect::from_min_size(Pos2::new(column.left, top), vec2(column.width, slot.height));
    let builder = UiBuilder::new().scope_id(egui::Id::unique(("row", &slot.row))).max_rect(rect);
    let mut row = ui.new_child(builder);
    row.spacing_mut().item_spacing = Vec2::ZERO;
    row.spacing_mut().interact_size = Vec2::ZERO;
    let before = pen.focused().cloned();
    let below = match &slot.row {
        Row::Headline => head::headline_ui(&mut row, pen),
        Row::Deck => head::deck_ui(&mut row, pen),
        Row::Image => picture::picture_ui(&mut row, pen),
        Row::Byline => head::byline_ui(&mut row, pen),
        Row::Takeaways => takeaways::label_ui(&mut row, pen),
        Row::Takeaway(id) => takeaways::takeaway_ui(&mut row, pen, *id, slot.index),
        Row::AddTakeaway => takeaways::add_ui(&mut row, pen),
        Row::Lede => sections::lede_ui(&mut row, pen),
        Row::Section(id) => sections::section_ui(&mut row, pen, *id, slot.index),
        Row::AddSection => sections::add_ui(&mut row, pen),
        Row::Sources => sources::label_ui(&mut row, pen),
        Row::Source(key) => sources::source_ui(&mut row, pen, key, slot.index),
        Row::AddSource => sources::add_ui(&mut row, pen),
    };
    let content = Rangef::new(top, row.min_rect().bottom());
    let is_left =
        pen.kept.details.left().and_then(|place| roll::row_of(pen.article(), place)).as_ref() == Some(&slot.row);
    if (pen.focused() != before.as_ref() || is_left) && !pen.is_alone() {
        let stroke = Stroke::new(theme::MARK, theme::tokens(ui).accent);
        ui.painter().vline(column.left - MARK_GAP, content, stroke);
    }
    content.span() + alone::below(pen, &slot.row, content.span(), below)
}

impl Column {
    /// The column of text within a panel of this width: of the measure, or as much of it as there is room for.
    fn within(available: f32, measure: f32) -> Column {
        let width = measure.min(available - theme::FORM_MARGIN - theme::SPACE_7).max(MIN_WIDTH);
        let left = ((available - width) * 0.5).floor().max(theme::FORM_MARGIN);
        let is_snug = available < measure + theme::FORM_MARGIN + 2.0 * theme::SPACE_8;
        Column { left: if is_snug { theme::FORM_MARGIN } else { left }, width }
    }
}

const MIN_WIDTH: f32 = 240.0;

impl Options {
    /// How typing is helped in a field of this kind.
    fn rules(&self, kind: Kind) -> Rules {
        let (markup, smart) = match kind {
            Kind::Blocks => (Markup::Blocks, self.smart),
            Kind::Line => (Markup::Line, self.smart),
            Kind::Words => (Markup::Plain, self.smart),
            Kind::Data => (Markup::Plain, Smart::Off),
        };
        Rules { smart, quotes: self.quotes, markup }
    }

    fn speak(&mut self, language: &str) {
        if self.language != language {
            language.clone_into(&mut self.language);
            self.quotes = Quotes::of(language);
        }
    }
}

impl Kept {
    /// Lets go of what belongs to fields that are no more.
    fn forget(&mut self, article: &Article) {
        if self.texts.len() > self.most_texts {
            self.texts.retain(|place, _| article.text(place).is_some() || LISTS.contains(place));
            self.most_texts = self.texts.len() * 2 + FEW_TEXTS;
        }
        self.open_sources.retain(|key| article.source(key).is_some());
        self.raw.retain(|place, _| place.item().is_none_or(|item| article.position(&item).is_some()));
    }

    /// Lets go of the letters of the texts that are no longer drawn.
    fn put_away(&mut self) {
        let drawn = std::mem::take(&mut self.drawn);
        for place in self.drawn_before.iter().filter(|place| !drawn.contains(*place)) {
            if let Some(memory) = self.texts.get_mut(place) {
                memory.put_away();
            }
        }
        self.drawn_before = drawn;
    }

    /// Opens what hides the field at a place.
    fn open(&mut self, place: &Place) {
        if matches!(place, Place::ImageFile | Place::ImageCaption | Place::ImageCredit) {
            self.is_picture_open = true;
        }
        if let Place::Source(key, field) = place
            && !matches!(field, SourceField::Link | SourceField::Title | SourceField::Publisher)
        {
            self.open_sources.insert(key.clone());
        }
    }
}

/// So many texts are remembered before it is asked whether they are there still.
pub(super) const FEW_TEXTS: usize = 64;
/// Fields that are typed as one text and kept as many.
const LISTS: [Place; 2] = [Place::Byline, Place::Tags];

/// Gives the focus to what is drawn after the form.
fn give_to_next(ui: &Ui) {
    ui.memory_mut(|memory| {
        memory.stop_text_input();
        memory.move_focus(egui::FocusDirection::Next);
    });
}

/// What gets the focus for a place: its field, or for an empty list the button that adds to it.
fn target(article: &Article, place: &Place) -> egui::Id {
    let in_list = |kind: ItemKind| {
        let first = article.items(kind).into_iter().next();
        first.map_or_else(|| item_list::add_id(kind), |item| field_id(&item.first_place()))
    };
    let lists = [ItemKind::Takeaway, ItemKind::Section, ItemKind::Source];
    if let Some(kind) = lists.into_iter().find(|kind| kind.place() == *place) {
        return in_list(kind);
    }
    if *place == Place::Status { details::status_id(article.status) } else { field_id(place) }
}
