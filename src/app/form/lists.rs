//! Small parts that several rows share: the quiet label with its count, a label next to a value, and lists typed one
//! word per line.

use egui::{Color32, CornerRadius, Sense, Ui, UiBuilder, vec2};

use super::field::field_id;
use super::pen::Pen;
use super::side;
use crate::app::theme;
use crate::article::Place;
use crate::count::{grouped, plural};
use crate::page::Direction;

/// A quiet label over a field, with a count at the other end and a gap under it; where only the text is shown, nothing.
pub(super) fn label(ui: &mut Ui, pen: &Pen, text: &str, count: Option<(String, Color32)>, gap: f32) {
    if pen.is_alone() {
        return;
    }
    let height = theme::LABEL.line_height;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let (side, middle) = (pen.side(), rect.center().y);
    side::words_ui(ui, rect, middle, text, (theme::LABEL, theme::quiet(ui)), side);
    if let Some((count, colour)) = count {
        side::words_ui(ui, rect, middle, &count, (theme::LABEL, colour), side::other(side));
    }
    ui.add_space(gap);
}

/// A quiet label where the row begins, what it names beside it, a hairline under both.
pub(super) fn detail_ui(ui: &mut Ui, side: Direction, label: &str, add: impl FnOnce(&mut Ui)) {
    let whole = ui.available_rect_before_wrap();
    let middle = whole.top() + PADDING + theme::INTERFACE.line_height * 0.5 + 1.0;
    side::words_ui(ui, whole, middle, label, (theme::LABEL, theme::tokens(ui).quiet), side);
    let inner = side::rest(whole, LABEL_WIDTH, side).with_min_y(whole.top() + PADDING);
    let mut value = ui.new_child(UiBuilder::new().max_rect(inner));
    add(&mut value);
    let height = value.min_rect().height().max(theme::INTERFACE.line_height) + 2.0 * PADDING;
    ui.allocate_space(vec2(whole.width(), height));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::HAIRLINE), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::ZERO, theme::tokens(ui).hair);
}

const LABEL_WIDTH: f32 = 116.0;
const PADDING: f32 = 6.0;

/// `48 of 65`, in the warning colour if it exceeds the limit.
pub(super) fn of(ui: &Ui, count: usize, fits: usize) -> (String, Color32) {
    let colours = theme::tokens(ui);
    (format!("{} of {fits}", grouped(count)), if count > fits { colours.warning } else { theme::quiet(ui) })
}

/// Tells screen readers the count of a field, and whether it exceeds the limit.
pub(super) fn describe(ui: &Ui, place: &Place, count: usize, fits: usize) {
    let over = if count > fits { ", more than fits" } else { "" };
    ui.ctx().accesskit_node_builder(field_id(place), |node| {
        let said = format!("{} of {fits} characters{over}", grouped(count));
        let more = node.description().map(|more| format!(". {more}")).unwrap_or_default();
        node.set_description(format!("{said}{more}"));
    });
}

/// `1,180 words`; `None` for zero.
pub(super) fn words(ui: &Ui, count: usize) -> Option<(String, Color32)> {
    (count > 0).then(|| (plural(count, "word"), theme::quiet(ui)))
}
