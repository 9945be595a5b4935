//! The finished article on its paper: which blocks are in view, the part being edited, and scrolling. `strips` says
//! what a block contains, `lay` lays it out, `draw` paints it.

use egui::{Align, CornerRadius, Layout, Pos2, Rangef, Rect, ScrollArea, Stroke, Ui, UiBuilder, Vec2, vec2};

use super::blocks::{Blocks, Stamp};
use super::cell::{self, At, Cell};
use super::draw::{self, Block};
use super::paper::Paper;
use super::{extent, hit};
use crate::app::command::Command;
use crate::app::lead::{self, Track, Travel};
use crate::app::picture::{Picture, Pictures};
use crate::app::theme;
use crate::app::view::View;
use crate::article::{Item, Place, SourceField};
use crate::page::{Direction, Page, Part};

/// The share of the viewport above the scroll target.
const ABOVE_SHARE: f32 = 0.3;

/// The page as readers see it.
#[derive(Default)]
pub(super) struct Proof {
    blocks: Blocks,
    pictures: Pictures,
    /// The block with the cursor, and the state it was computed from.
    edited: Option<Edited>,
    /// The clicked block, which does not need scrolling when it becomes the edited one.
    clicked: Option<At>,
    viewport: Option<Rangef>,
    /// The scroll offset for the next frame.
    offset: Option<f32>,
    travel: Option<Travel>,
    scrolled: f32,
}

#[derive(Clone, PartialEq)]
struct Edited {
    revision: u64,
    place: Place,
    caret: Option<usize>,
    at: Option<At>,
}

const BOTTOM: f32 = theme::SPACE_7;
/// The padding of the highlight behind the part being edited.
const WASH: Vec2 = vec2(10.0, 4.0);
/// Between the text and the line next to the section being edited.
const LINE_GAP: f32 = 22.0;
/// The space above a block that is scrolled to.
const FOLLOW_ABOVE: f32 = 80.0;

impl Proof {
    /// Drops all layouts.
    pub(super) fn let_go(&mut self) {
        self.blocks.forget_layouts();
    }

    /// The number of laid-out blocks.
    pub(super) fn laid(&self) -> usize {
        self.blocks.laid_len()
    }

    /// Draws the page over the whole of `ui`. The block with the cursor is highlighted. The page scrolls to it when it
    /// becomes another block, or when it changes out of view.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View,
        paper: Paper,
        editing: Option<Editing>,
        commands: &mut Vec<Command>,
    ) {
        let picture = self.picture(ui, view);
        let changed = self.blocks.update(view.page, view.revision, Stamp::new(ui, paper.text_width()));
        self.follow(ui, view, paper, editing, changed);
        let is_scrolled = lead::is_scrolled(ui, ui.max_rect());
        let mut area = ScrollArea::vertical().id_salt("preview").auto_shrink(false);
        if let Some(offset) = self.offset.take() {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show_viewport(ui, |ui, viewport| {
            let top = paper.text_top();
            let seen = Rangef::new(viewport.top() - top, viewport.bottom() - top);
            let shift = self.blocks.lay_seen(ui, view.page, &picture, seen);
            if shift != 0.0 {
                self.offset = Some((viewport.top() + shift).max(0.0));
                ui.ctx().request_repaint();
            }
            let origin = ui.max_rect().min - vec2(0.0, shift);
            let height = self.blocks.height().max(viewport.height() - paper.frame_height() - BOTTOM);
            paper.paint(ui, origin, height);
            let seen = Rangef::new(seen.min + shift, seen.max + shift);
            let text = origin + vec2(paper.left + paper.padding.x, top);
            if view.page.parts.is_empty() {
                let at = Rect::from_min_size(text, vec2(paper.text_width(), 0.0));
                empty_ui(ui, at, view.page.meta.direction());
            }
            self.blocks_ui(ui, view, text, seen, editing, commands);
            ui.set_height(height + paper.frame_height() + BOTTOM);
            self.viewport = Some(seen);
            viewport.top()
        });
        let (from, to) = (output.inner, output.state.unclamped_offset().y);
        let shifted = self.offset.map_or(0.0, |offset| offset - from);
        self.travel = (is_scrolled && to != from).then_some(Travel { from: from + shifted, to: to + shifted });
        // The user's scrolling continues from the actual positions of the blocks.
        if self.travel.is_some() && self.offset.is_some() {
            self.offset = Some(to + shifted);
        }
        self.scrolled = to + shifted;
    }

    /// How the user scrolled in the last frame.
    pub(super) fn take_travel(&mut self) -> Option<Travel> {
        self.travel.take()
    }

    /// Scrolls to an offset in the content.
    pub(super) fn scroll_to(&mut self, offset: f32) {
        self.offset = Some(offset);
    }

    /// The positions of the parts of the page.
    pub(super) fn track(&self, page: &Page, paper: Paper) -> Track {
        let top = paper.text_top();
        let mut stops = Vec::new();
        for (part, content) in page.parts.iter().enumerate() {
            let mut blocks = self.blocks.tops(part).enumerate();
            for (cell, place) in self.stops(part, content) {
                let found = blocks.find(|(at, _)| *at == cell);
                stops.extend(found.map(|(_, start)| (place, start + top)));
            }
        }
        let after_sections = page.parts.iter().position(|part| matches!(part, Part::Notes(_) | Part::Sources(_)));
        let end = self.blocks.height() + top;
        let after = after_sections.and_then(|part| self.blocks.span(At { part, cell: 0 }));
        stops.push((Place::Sections, after.map_or(end, |span| span.min + top)));
        stops.push((Place::Slug, end));
        stops.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        let viewport = self.viewport.map_or(0.0, Rangef::span);
        Track { stops, height: end - top + paper.frame_height() + BOTTOM, viewport, offset: self.scrolled }
    }

    /// The blocks of a part by which form and page are aligned, because both have them in the same order.
    fn stops(&self, index: usize, part: &Part) -> Vec<(usize, Place)> {
        let first = |place| vec![(0, place)];
        match part {
            _ if index == 0 && !matches!(part, Part::Heading(_) | Part::Body(_)) => first(Place::Headline),
            Part::Headline(_) | Part::Image(_) | Part::Deck(_) | Part::Byline(_) | Part::Notes(_) => Vec::new(),
            Part::Takeaways(points) => {
                let points = points.iter().enumerate().map(|(at, point)| (at + 1, Place::Takeaway(point.id)));
                std::iter::once((0, Place::Takeaways)).chain(points).collect()
            }
            Part::Heading(heading) => {
                let place = &heading.place;
                first(if let Place::Heading(id) = place { Place::Body(*id) } else { place.clone() })
            }
            Part::Body(body) => first(body.place.clone()),
            Part::Sources(entries) => {
                let place = |key: &String| Place::Source(key.clone(), SourceField::Link);
                let entries = entries.iter().enumerate().map(|(at, entry)| (at + 1, place(&entry.source.key)));
                std::iter::once((0, Place::Sources)).chain(entries).collect()
            }
        }
    }

    /// The lead image, if it can be shown.
    fn picture(&mut self, ui: &Ui, view: &View) -> Picture {
        let figure = view.page.parts.iter().find_map(|part| match part {
            Part::Image(figure) => Some(figure),
            Part::Headline(_)
            | Part::Deck(_)
            | Part::Byline(_)
            | Part::Takeaways(_)
            | Part::Heading(_)
            | Part::Body(_)
            | Part::Notes(_)
            | Part::Sources(_) => None,
        });
        let file = figure.and_then(|figure| figure.file.as_ref());
        file.map_or(Picture::None, |file| self.pictures.get(ui.ctx(), view.base, &file.text))
    }

    /// Scrolls to the block with the cursor when it has become another one or has been edited, unless it is visible.
    fn follow(&mut self, ui: &Ui, view: &View, paper: Paper, editing: Option<Editing>, changed: Option<At>) {
        let before = self.edited.take();
        let Some(Editing { place, caret }) = editing else { return };
        let is_known =
            |known: &Edited| known.revision == view.revision && known.place == *place && known.caret == caret;
        if before.as_ref().is_some_and(is_known) {
            self.edited = before;
            return;
        }
        let at = edited_block(view.page, place, caret);
        let is_new = before.is_none_or(|before| before.at != at || before.place != *place);
        self.edited = Some(Edited { revision: view.revision, place: place.clone(), caret, at });
        let was_clicked = self.clicked.take().is_some_and(|clicked| Some(clicked) == at);
        let is_edited = changed.is_some_and(|changed| Some(changed) == at);
        if let Some(at) = at.filter(|_| (is_new || is_edited) && !was_clicked) {
            self.reveal(ui, view.page, paper, at, caret);
        }
    }

    fn reveal(&mut self, ui: &Ui, page: &Page, paper: Paper, at: At, caret: Option<usize>) {
        let (Some(span), Some(viewport)) = (self.blocks.span(at), self.viewport) else { return };
        let within = caret.and_then(|caret| self.caret_height(ui, page, at, caret)).unwrap_or(0.0);
        let caret = span.min + within.min(span.span());
        let line = theme::PAGE_BODY.line_height.min(span.span());
        if caret >= viewport.min - 1.0 && caret + line <= viewport.max {
            return;
        }
        // In a long block, the line with the cursor has to be visible.
        let goal = if within < viewport.span() * 0.5 { span.min } else { caret - viewport.span() * ABOVE_SHARE };
        let content = self.blocks.height() + paper.frame_height() + BOTTOM;
        let last = (content - viewport.span()).max(0.0);
        self.offset = Some((goal + paper.text_top() - FOLLOW_ABOVE).clamp(0.0, last));
    }

    /// The height of the cursor in its block; approximate if that is not laid out.
    fn caret_height(&self, ui: &Ui, page: &Page, at: At, caret: usize) -> Option<f32> {
        if let Some(laid) = self.blocks.laid(at).filter(|laid| laid.holds(caret)) {
            return hit::height_of(ui, &laid, caret).map(|height| height + laid.above);
        }
        let cell = page.parts.get(at.part).and_then(|part| cell::cell(part, at.cell))?;
        let written = extent::extent(cell)?;
        let share = caret.saturating_sub(written.start) as f32 / written.len().max(1) as f32;
        Some(self.blocks.span(at)?.span() * share.min(1.0))
    }

    fn blocks_ui(
        &mut self,
        ui: &mut Ui,
        view: &View,
        text: Pos2,
        seen: Rangef,
        editing: Option<Editing>,
        commands: &mut Vec<Command>,
    ) {
        let width = self.blocks.width();
        let edited = self.edited.as_ref().and_then(|edited| edited.at);
        let (wash, line) = (ui.painter().add(egui::Shape::Noop), ui.painter().add(egui::Shape::Noop));
        let mut section: Option<Rect> = None;
        for (at, top) in self.blocks.seen(seen) {
            let Some(laid) = self.blocks.laid(at) else { continue };
            let place = place(view.page, at);
            let rect = Rect::from_min_size(text + vec2(0.0, top + laid.above), vec2(width, laid.height));
            if editing.is_some_and(|editing| is_of_section(&place, editing.place)) {
                section = Some(section.map_or(rect, |before| before.union(rect)));
            }
            if edited == Some(at) {
                let corners = CornerRadius::same(theme::RADIUS_SMALL);
                let ground = rect.expand2(WASH);
                ui.painter().set(wash, egui::Shape::rect_filled(ground, corners, theme::tokens(ui).wash));
            }
            let block = Block { at, place, laid: &laid, rect };
            if draw::block_ui(ui, &block, view.marks, commands) {
                self.clicked = Some(at);
            }
        }
        if let Some(rect) = section {
            let hair = Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
            let x = rect.left() - LINE_GAP;
            let ends = [Pos2::new(x, rect.top()), Pos2::new(x, rect.bottom())];
            ui.painter().set(line, egui::Shape::line_segment(ends, hair));
        }
    }
}

/// The text of an empty paper.
fn empty_ui(ui: &mut Ui, at: Rect, direction: Option<Direction>) {
    let words = theme::PAGE_DECK.text(EMPTY).color(theme::tokens(ui).quiet);
    let rect = at.with_max_y(at.top() + 2.0 * theme::PAGE_DECK.line_height);
    let align = match direction {
        Some(Direction::RightToLeft) => Align::Max,
        Some(Direction::LeftToRight) | None => Align::Min,
    };
    let paper = UiBuilder::new().id_salt("empty page").max_rect(rect).layout(Layout::top_down(align));
    ui.new_child(paper).label(words);
}

const EMPTY: &str = "The page appears here as you write.";

/// The block to highlight for the place being edited.
fn edited_block(page: &Page, place: &Place, caret: Option<usize>) -> Option<At> {
    let at_caret = match place {
        Place::Lede | Place::Body(_) => extent::block_at(page, place, caret.unwrap_or(0)),
        Place::Headline
        | Place::Deck
        | Place::ImageFile
        | Place::ImageAlt
        | Place::ImageCaption
        | Place::ImageCredit
        | Place::Byline
        | Place::Dateline
        | Place::Takeaways
        | Place::Takeaway(_)
        | Place::Sections
        | Place::Heading(_)
        | Place::Sources
        | Place::Source(..)
        | Place::Slug
        | Place::Language
        | Place::Published
        | Place::Updated
        | Place::Canonical
        | Place::Tags
        | Place::Status
        | Place::Note => None,
    };
    let exact = || find(page, |known| known == place);
    at_caret.or_else(exact).or_else(|| find(page, |known| same_part(known, place)))
}

/// The field that a block comes from.
fn place(page: &Page, at: At) -> Place {
    let cell = page.parts.get(at.part).and_then(|part| cell::cell(part, at.cell));
    cell.map_or(Place::Headline, cell::place)
}

/// The first block of a matching place. All blocks of a body have the same place.
fn find(page: &Page, is_wanted: impl Fn(&Place) -> bool) -> Option<At> {
    page.parts.iter().enumerate().find_map(|(index, part)| {
        let cells = if matches!(part, Part::Body(_)) { 1 } else { cell::count(part) };
        let is_found = |cell: Cell| !matches!(cell, Cell::Note(_)) && is_wanted(&cell::place(cell));
        let cell = (0..cells).find(|cell| cell::cell(part, *cell).is_some_and(is_found))?;
        Some(At { part: index, cell })
    })
}

fn is_of_section(block: &Place, edited: &Place) -> bool {
    matches!(edited.item(), Some(Item::Section(_))) && same_part(block, edited)
}

/// Whether two places belong to the same part of the article.
fn same_part(a: &Place, b: &Place) -> bool {
    let is_image = |place: &Place| {
        matches!(place, Place::ImageFile | Place::ImageAlt | Place::ImageCaption | Place::ImageCredit)
    };
    let is_byline = |place: &Place| matches!(place, Place::Byline | Place::Dateline);
    match (a.item(), b.item()) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a == b || (is_image(a) && is_image(b)) || (is_byline(a) && is_byline(b)),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Where the writer is.
#[derive(Clone, Copy, Debug)]
pub struct Editing<'a> {
    pub place: &'a Place,
    /// The byte offset in the text there, while it has the focus.
    pub caret: Option<usize>,
}
