//! The outline: every part with its length and a dot if it has findings, and the headings within texts. A click goes
//! there.

pub mod headings;

use std::collections::HashMap;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, CornerRadius, Pos2, Rangef, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::command::Command;
use super::controls::button::quiet_button;
use super::controls::focus::focus_ring;
use super::spoken::{self, Stand};
use super::view::View;
use super::{carry, findings, setting, theme};
use crate::article::{Article, Item, Place};
use crate::check::Severity;
use crate::count::grouped;
use crate::writing::Selection;

use headings::{Heading, Headings};

/// From the middle of the title to the first row.
const UNDER_TITLE: f32 = 17.0;

/// A row of the outline.
struct Row<'a> {
    label: &'a str,
    what: What<'a>,
    count: Option<usize>,
    top: f32,
}

/// What a row represents.
enum What<'a> {
    Part(Place),
    /// A heading within a text, with its number among all headings.
    Heading(&'a Heading, usize),
}

/// Where the writer is.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    pub place: &'a Place,
    /// The byte offset of the cursor in the text there, or its last one.
    pub caret: usize,
}

/// From the edge of the panel to a row, and from there to its label.
const SIDE: f32 = 12.0;
const PADDING: f32 = 8.0;
const DOT: f32 = 3.0;
/// The position of a dot without a count.
const DOT_ALONE: f32 = 11.0;
/// The indent per heading level, up to a maximum depth.
const INDENT: f32 = 12.0;
const DEEPEST: usize = 3;

/// Draws the outline over the whole of `ui`.
pub fn outline_ui(
    ui: &mut Ui,
    article: &Article,
    view: &View,
    here: Option<Here<'_>>,
    commands: &mut Vec<Command>,
) {
    let (rows, end) = rows(article, view);
    let dots = dots(ui, view);
    let active = here.map(|here| active(article, view.headings, here));
    ScrollArea::vertical().id_salt("outline").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        let origin = ui.max_rect().min;
        let sides = Rangef::new(origin.x + SIDE, origin.x + ui.available_width() - SIDE);
        title(ui, Pos2::new(sides.min + PADDING, origin.y + TITLE_MIDDLE), "Outline");
        let seen = Rangef::new(viewport.top() - 2.0 * theme::ROW_HEIGHT, viewport.bottom() + theme::ROW_HEIGHT);
        let len = rows.iter().filter(|row| matches!(row.what, What::Part(_))).count();
        let has_reader = name_list(ui, len);
        let mut parts = 0;
        for row in &rows {
            parts += usize::from(matches!(row.what, What::Part(_)));
            let sight = if seen.contains(row.top) { Sight::Seen } else { Sight::OnlySaid };
            if sight == Sight::OnlySaid && !has_reader {
                continue;
            }
            let rect = Rect::from_x_y_ranges(sides, Rangef::new(0.0, theme::ROW_HEIGHT - 1.0))
                .translate(vec2(0.0, origin.y + row.top));
            let standing = standing(row, (parts, len), active.as_ref(), &dots);
            let response = row_ui(ui, rect, row, standing, sight);
            answer(ui, row, &response, view, commands);
        }
        carrying_ui(ui, article, &rows, (sides, origin.y), commands);
        let end = if view.is_read_only { end } else { add_ui(ui, sides, origin.y, end, commands) };
        ui.set_height(end + theme::SPACE_6);
    });
}

/// Handles a click, which goes to what the row represents, and the dragging of sections.
fn answer(ui: &Ui, row: &Row, response: &Response, view: &View, commands: &mut Vec<Command>) {
    if response.clicked() {
        commands.push(match &row.what {
            What::Part(place) => Command::GoTo(place.clone()),
            What::Heading(heading, _) => Command::Select(heading.place.clone(), Selection::at(heading.at)),
        });
    }
    if response.drag_started()
        && let Some(item) = row.what.section().filter(|_| !view.is_read_only)
    {
        carry::take_up(ui.ctx(), item);
    }
}

impl What<'_> {
    /// The section of the row.
    fn section(&self) -> Option<Item> {
        match self {
            What::Part(place) => place.item().filter(|_| matches!(place, Place::Heading(_))),
            What::Heading(..) => None,
        }
    }
}

/// The row with the cursor.
#[derive(PartialEq, Eq)]
enum Active {
    Part(Part),
    /// By its number among all headings.
    Heading(usize),
}

fn active(article: &Article, headings: &Headings, here: Here<'_>) -> Active {
    let text = || article.text(here.place).unwrap_or_default();
    let is_long_text = matches!(here.place, Place::Lede | Place::Body(_));
    let number = if is_long_text { headings.over(here.place, text(), here.caret) } else { None };
    number.map_or_else(|| Active::Part(part(here.place)), Active::Heading)
}

const TITLE_MIDDLE: f32 = 28.0;

/// All rows with their positions, and the end of the last one.
fn rows<'a>(article: &'a Article, view: &View<'a>) -> (Vec<Row<'a>>, f32) {
    let counts = view.counts;
    let headings = view.headings.all();
    let mut within = headings.iter().enumerate().peekable();
    let mut rows = Vec::with_capacity(article.sections.len() + headings.len() + 7);
    let mut top = TITLE_MIDDLE + UNDER_TITLE;
    let mut add = |label: &'a str, place: Place, count: Option<usize>, above: f32| {
        top += above;
        let count = count.filter(|count| *count > 0 && view.is_begun);
        rows.push(Row { label, what: What::Part(place.clone()), count, top });
        top += theme::ROW_HEIGHT;
        while let Some((number, heading)) = within.next_if(|(_, heading)| is_text_of(&heading.place, &place)) {
            let label = if heading.label.trim().is_empty() { "Untitled heading" } else { heading.label.trim() };
            rows.push(Row { label, what: What::Heading(heading, number), count: None, top });
            top += theme::ROW_HEIGHT;
        }
    };
    add("Headline", Place::Headline, Some(counts.headline_words), 0.0);
    add("Deck", Place::Deck, Some(counts.deck_words), 0.0);
    add("Lead image", Place::ImageAlt, None, 0.0);
    add("Key takeaways", Place::Takeaways, Some(article.takeaways.len()), 0.0);
    let mut gap = theme::SPACE_3;
    if !article.lede.is_empty() {
        add("Lede", Place::Lede, Some(counts.lede_words), gap);
        gap = 0.0;
    }
    for (index, section) in article.sections.iter().enumerate() {
        let label = if section.heading.trim().is_empty() { "Untitled section" } else { section.heading.trim() };
        let words = counts.section_words.get(index).map(|(_, words)| *words);
        add(label, Place::Heading(section.id), words, gap);
        gap = 0.0;
    }
    add("Sources", Place::Sources, Some(article.sources.len()), theme::SPACE_3);
    add("Details", Place::Status, None, 0.0);
    (rows, top)
}

/// Whether a heading in this text belongs below the row of that place.
fn is_text_of(text: &Place, row: &Place) -> bool {
    if let (Place::Body(body), Place::Heading(section)) = (text, row) { body == section } else { text == row }
}

/// The part of the article that has a row.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Part {
    Section(crate::article::Id),
    Image,
    Takeaways,
    Sources,
    Details,
    Other(Place),
}

fn part(place: &Place) -> Part {
    match place {
        Place::Heading(id) | Place::Body(id) => Part::Section(*id),
        Place::Takeaways | Place::Takeaway(_) => Part::Takeaways,
        Place::Sources | Place::Source(..) => Part::Sources,
        Place::ImageFile | Place::ImageAlt | Place::ImageCaption | Place::ImageCredit => Part::Image,
        Place::Slug
        | Place::Language
        | Place::Published
        | Place::Updated
        | Place::Canonical
        | Place::Tags
        | Place::Status
        | Place::Note => Part::Details,
        Place::Headline | Place::Deck | Place::Byline | Place::Dateline | Place::Lede | Place::Sections => {
            Part::Other(place.clone())
        }
    }
}

/// The colour of the most severe finding of each part.
fn dots(ui: &Ui, view: &View) -> HashMap<Part, Color32> {
    let mut worst: HashMap<Part, Severity> = HashMap::new();
    for finding in view.findings {
        let severity = worst.entry(part(&finding.place)).or_insert(finding.severity);
        *severity = (*severity).min(finding.severity);
    }
    worst.into_iter().map(|(part, severity)| (part, findings::colour(ui, severity))).collect()
}

/// Names the list for screen readers. Returns whether one is running: it is told about every row, visible or not.
fn name_list(ui: &Ui, len: usize) -> bool {
    spoken::list(ui, Role::Tree, "Outline", len);
    ui.ctx().has_accesskit_node(ui.unique_id())
}

/// Shows where a dragged section would be dropped.
fn carrying_ui(ui: &Ui, article: &Article, rows: &[Row], at: (Rangef, f32), commands: &mut Vec<Command>) {
    let Some(item @ Item::Section(_)) = carry::carried(ui.ctx()) else { return };
    let Some(from) = article.position(&item) else { return };
    let (sides, origin) = at;
    // The headings within a section move with it.
    let mut spans: Vec<Rangef> = Vec::with_capacity(article.sections.len());
    for row in rows {
        let bottom = origin + row.top + theme::ROW_HEIGHT;
        match &row.what {
            What::Part(_) if row.what.section().is_some() => {
                spans.push(Rangef::new(origin + row.top, bottom));
            }
            What::Heading(..) => {
                if let Some(span) = spans.last_mut() {
                    span.max = bottom;
                }
            }
            What::Part(_) => {}
        }
    }
    carry::land_ui(ui, &item, from, &carry::List { spans, sides, gap: 1.0 }, commands);
}

/// The position and state of a row.
#[derive(Clone, Copy)]
struct Standing {
    level: usize,
    position: usize,
    len: usize,
    is_active: bool,
    dot: Option<Color32>,
}

/// `of_parts` is the number of the row, or of its parent, and the number of rows on that level.
fn standing(
    row: &Row,
    of_parts: (usize, usize),
    active: Option<&Active>,
    dots: &HashMap<Part, Color32>,
) -> Standing {
    match &row.what {
        What::Part(place) => {
            let (part, (position, len)) = (part(place), of_parts);
            let dot = dots.get(&part).copied();
            Standing { level: 1, position, len, is_active: active == Some(&Active::Part(part)), dot }
        }
        What::Heading(heading, number) => Standing {
            level: 1 + heading.depth,
            position: heading.position,
            len: heading.len,
            is_active: active == Some(&Active::Heading(*number)),
            dot: None,
        },
    }
}

/// Whether a row is drawn, or exists for screen readers only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    Seen,
    OnlySaid,
}

fn row_ui(ui: &Ui, rect: Rect, row: &Row, standing: Standing, sight: Sight) -> Response {
    let colours = theme::tokens(ui);
    let id = match &row.what {
        What::Part(place) => egui::Id::unique(("outline", place)),
        What::Heading(heading, number) => egui::Id::unique(("outline heading", &heading.place, number)),
    };
    let sense = if row.what.section().is_some() { Sense::click_and_drag() } else { Sense::click() };
    let response = ui.interact(rect, id, sense);
    let at = spoken::Standing { index: standing.position.saturating_sub(1), len: standing.len };
    // It follows the cursor. Announced as a selection, it would take the screen reader out of the text.
    let stand = Stand::Current(standing.is_active);
    spoken::row(&response, Role::TreeItem, &name(row, standing.dot.is_some()), at, stand);
    ui.ctx().accesskit_node_builder(id, |node| node.set_level(standing.level));
    if response.gained_focus() {
        ui.scroll_to_rect(rect.expand(theme::SPACE_2), None);
    }
    if sight == Sight::OnlySaid {
        return response;
    }
    let ground = if standing.is_active { Some(colours.wash) } else { response.hovered().then_some(colours.hover) };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
    }
    focus_ring(ui, &response);
    let right = count_ui(ui, rect, row.count, standing.dot);
    let is_cut = label_ui(ui, rect.with_max_x(right), row.label, standing);
    if is_cut && carry::carried(ui.ctx()).is_none() { response.on_hover_text(row.label) } else { response }
}

/// Draws the count and the dot at the right end of a row. Returns where the space for the label ends.
fn count_ui(ui: &Ui, rect: Rect, count: Option<usize>, dot: Option<Color32>) -> f32 {
    let colours = theme::tokens(ui);
    let mut right = rect.right() - PADDING;
    if let Some(count) = count {
        let at = Pos2::new(right, rect.center().y);
        let font = theme::INTERFACE.font();
        right = ui.painter().text(at, Align2::RIGHT_CENTER, grouped(count), font, colours.quiet).left()
            - theme::SPACE_2;
    }
    if let Some(dot) = dot {
        let middle = if count.is_some() { right - DOT } else { right - DOT_ALONE };
        ui.painter().circle_filled(Pos2::new(middle, rect.center().y), DOT, dot);
        right = middle - DOT - theme::SPACE_2;
    }
    right
}

/// Draws the label. Returns whether it was truncated.
fn label_ui(ui: &Ui, room: Rect, label: &str, standing: Standing) -> bool {
    let colours = theme::tokens(ui);
    let depth = standing.level.saturating_sub(1).min(DEEPEST);
    let left = room.left() + PADDING + depth as f32 * INDENT;
    let colour = if depth == 0 || standing.is_active { colours.ink } else { colours.quiet };
    let mut job = LayoutJob::single_section(label.to_owned(), theme::INTERFACE.format(colour));
    job.wrap = TextWrapping::truncate_at_width((room.right() - left).max(0.0));
    let galley = setting::one_row(ui.ctx(), job);
    let is_cut = galley.elided;
    ui.painter().galley(Pos2::new(left, room.center().y - galley.size().y * 0.5), galley, colour);
    is_cut
}

/// The description of a row for screen readers.
fn name(row: &Row, has_findings: bool) -> String {
    let unit = match &row.what {
        What::Part(place) => match part(place) {
            Part::Takeaways | Part::Sources => "",
            Part::Section(_) | Part::Image | Part::Details | Part::Other(_) => " words",
        },
        What::Heading(..) => "",
    };
    let count = row.count.map(|count| format!(", {count}{unit}")).unwrap_or_default();
    let findings = if has_findings { ", has findings" } else { "" };
    format!("{}{count}{findings}", row.label)
}

fn title(ui: &Ui, at: Pos2, text: &str) {
    let font = theme::LABEL_BOLD.font();
    ui.painter().text(at, Align2::LEFT_CENTER, text, font, theme::tokens(ui).quiet);
}

/// Draws the add buttons. Returns their bottom.
fn add_ui(ui: &Ui, sides: Rangef, origin: f32, top: f32, commands: &mut Vec<Command>) -> f32 {
    let middle = top + theme::ROW_HEIGHT + 1.0;
    title(ui, Pos2::new(sides.min + PADDING, origin + middle), "Add");
    let mut top = middle + theme::SPACE_4;
    let rows =
        [("Section", Command::AddSection), ("Source", Command::AddSource), ("Takeaway", Command::AddTakeaway)];
    for (label, command) in rows {
        let rect = Rect::from_x_y_ranges(sides, Rangef::new(0.0, theme::ROW_HEIGHT - 1.0))
            .translate(vec2(0.0, origin + top));
        let id = egui::Id::unique(("outline adds", label));
        let response = quiet_button(ui, rect, id, label);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Add {}", label.to_lowercase())));
        if response.clicked() {
            commands.push(command);
        }
        top += theme::ROW_HEIGHT;
    }
    top
}
