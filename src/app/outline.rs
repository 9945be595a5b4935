//! The outline: every part with how much is in it and a dot for what an editor would ask. A click moves there.

use std::collections::HashMap;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, CornerRadius, Pos2, Rangef, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::command::Command;
use super::view::View;
use super::{carry, findings, item_list, theme};
use crate::article::{Article, Item, Place};
use crate::check::Severity;
use crate::count::grouped;

/// A row of the outline.
struct Row<'a> {
    label: &'a str,
    place: Place,
    count: Option<usize>,
    top: f32,
}

/// From the side of the panel to a row, and from there to its words.
const SIDE: f32 = 12.0;
const PADDING: f32 = 8.0;
const DOT: f32 = 3.0;
/// Where a dot stands when there is no count beside it.
const DOT_ALONE: f32 = 11.0;

/// Draws the outline over the whole of `ui`.
pub fn outline_ui(
    ui: &mut Ui,
    article: &Article,
    view: &View,
    active: Option<&Place>,
    commands: &mut Vec<Command>,
) {
    let (rows, end) = rows(article, view);
    let dots = dots(ui, view);
    ScrollArea::vertical().id_salt("outline").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        let origin = ui.max_rect().min;
        let sides = Rangef::new(origin.x + SIDE, origin.x + ui.available_width() - SIDE);
        title(ui, Pos2::new(sides.min + PADDING, origin.y + TITLE_MIDDLE), "Outline");
        let seen = Rangef::new(viewport.top() - 2.0 * theme::ROW_HEIGHT, viewport.bottom() + theme::ROW_HEIGHT);
        let has_reader = name_list(ui, rows.len());
        let active = active.map(part);
        for (index, row) in rows.iter().enumerate() {
            let sight = if seen.contains(row.top) { Sight::Seen } else { Sight::OnlySaid };
            if sight == Sight::OnlySaid && !has_reader {
                continue;
            }
            let rect = Rect::from_x_y_ranges(sides, Rangef::new(0.0, theme::ROW_HEIGHT - 1.0))
                .translate(vec2(0.0, origin.y + row.top));
            let part = part(&row.place);
            let standing = Standing { index, len: rows.len(), is_active: active.as_ref() == Some(&part) };
            let response = row_ui(ui, rect, row, dots.get(&part).copied(), standing, sight);
            if response.clicked() {
                commands.push(Command::GoTo(row.place.clone()));
            }
            if response.drag_started()
                && let Some(item) = row.place.item().filter(|_| !view.is_read_only)
            {
                carry::take_up(ui.ctx(), item);
            }
        }
        carrying_ui(ui, article, &rows, (sides, origin.y), commands);
        let end = if view.is_read_only { end } else { add_ui(ui, sides, origin.y, end, commands) };
        ui.set_height(end + theme::SPACE_6);
    });
}

const TITLE_MIDDLE: f32 = 28.0;

/// Every row where it stands, and where the last one ends.
fn rows<'a>(article: &'a Article, view: &View) -> (Vec<Row<'a>>, f32) {
    let counts = view.counts;
    let mut rows = Vec::with_capacity(article.sections.len() + 6);
    let mut top = TITLE_MIDDLE + 17.0;
    let mut add = |label: &'a str, place: Place, count: Option<usize>, above: f32| {
        top += above;
        rows.push(Row { label, place, count: count.filter(|count| *count > 0 && view.is_begun), top });
        top += theme::ROW_HEIGHT;
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

/// What of a place has a row of its own.
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
    match (place.item(), place) {
        (Some(Item::Section(id)), _) => Part::Section(id),
        (Some(Item::Takeaway(_)), _) | (None, Place::Takeaways) => Part::Takeaways,
        (Some(Item::Source(_)), _) | (None, Place::Sources) => Part::Sources,
        (None, Place::ImageFile | Place::ImageAlt | Place::ImageCaption | Place::ImageCredit) => Part::Image,
        (None, other) if other.is_detail() => Part::Details,
        (None, other) => Part::Other(other.clone()),
    }
}

/// The colour of the worst finding of each part.
fn dots(ui: &Ui, view: &View) -> HashMap<Part, Color32> {
    let mut worst: HashMap<Part, Severity> = HashMap::new();
    for finding in view.findings {
        let severity = worst.entry(part(&finding.place)).or_insert(finding.severity);
        *severity = (*severity).min(finding.severity);
    }
    worst.into_iter().map(|(part, severity)| (part, findings::colour(ui, severity))).collect()
}

/// Names the list for screen readers. Whether there is one: it is told of every row, be it in sight or not.
fn name_list(ui: &Ui, len: usize) -> bool {
    let named = ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::Tree);
        node.set_label("Outline");
        node.set_size_of_set(len);
    });
    named.is_some()
}

/// Shows where a section that is carried would land.
fn carrying_ui(ui: &Ui, article: &Article, rows: &[Row], at: (Rangef, f32), commands: &mut Vec<Command>) {
    let Some(item @ Item::Section(_)) = carry::carried(ui.ctx()) else { return };
    let Some(from) = article.position(&item) else { return };
    let (sides, origin) = at;
    let sections = rows.iter().filter(|row| matches!(row.place, Place::Heading(_)));
    let spans = sections.map(|row| Rangef::new(origin + row.top, origin + row.top + theme::ROW_HEIGHT)).collect();
    carry::land_ui(ui, &item, from, &carry::List { spans, sides, gap: 1.0 }, commands);
}

/// A row's place among the others.
#[derive(Clone, Copy)]
struct Standing {
    index: usize,
    len: usize,
    is_active: bool,
}

/// Whether a row is drawn, or there for a screen reader alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    Seen,
    OnlySaid,
}

fn row_ui(ui: &Ui, rect: Rect, row: &Row, dot: Option<Color32>, standing: Standing, sight: Sight) -> Response {
    let colours = theme::tokens(ui);
    let id = egui::Id::unique(("outline", &row.place));
    let is_section = matches!(row.place, Place::Heading(_));
    let response = ui.interact(rect, id, if is_section { Sense::click_and_drag() } else { Sense::click() });
    response.widget_info(|| WidgetInfo::labeled(Role::TreeItem, true, name(row, dot.is_some())));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_level(1);
        node.set_position_in_set(standing.index + 1);
        node.set_size_of_set(standing.len);
        node.set_selected(standing.is_active);
    });
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
    item_list::focus_ring(ui, &response);
    let mut right = rect.right() - PADDING;
    if let Some(count) = row.count {
        let at = Pos2::new(right, rect.center().y);
        let font = theme::INTERFACE.font();
        right = ui.painter().text(at, Align2::RIGHT_CENTER, grouped(count), font, colours.quiet).left()
            - theme::SPACE_2;
    }
    if let Some(dot) = dot {
        let middle = if row.count.is_some() { right - DOT } else { right - DOT_ALONE };
        ui.painter().circle_filled(Pos2::new(middle, rect.center().y), DOT, dot);
        right = middle - DOT - theme::SPACE_2;
    }
    let mut job = LayoutJob::single_section(row.label.to_owned(), theme::INTERFACE.format(colours.ink));
    job.wrap = TextWrapping::truncate_at_width((right - rect.left() - PADDING).max(0.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = Pos2::new(rect.left() + PADDING, rect.center().y - galley.size().y * 0.5);
    ui.painter().galley(at, galley, colours.ink);
    response
}

/// What a screen reader says of a row.
fn name(row: &Row, has_findings: bool) -> String {
    let unit = match part(&row.place) {
        Part::Takeaways | Part::Sources => "",
        Part::Section(_) | Part::Image | Part::Details | Part::Other(_) => " words",
    };
    let count = row.count.map(|count| format!(", {count}{unit}")).unwrap_or_default();
    let findings = if has_findings { ", has findings" } else { "" };
    format!("{}{count}{findings}", row.label)
}

fn title(ui: &Ui, at: Pos2, text: &str) {
    let font = theme::LABEL_BOLD.font();
    ui.painter().text(at, Align2::LEFT_CENTER, text, font, theme::tokens(ui).quiet);
}

/// The buttons that add; says where they end.
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
        let response = item_list::quiet_button(ui, rect, id, label);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Add {}", label.to_lowercase())));
        if response.clicked() {
            commands.push(command);
        }
        top += theme::ROW_HEIGHT;
    }
    top
}
