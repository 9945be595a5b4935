//! Where a dragged item would land in the form: the rows of its list, as `carry` needs them.

use egui::{Rangef, Ui};

use super::column::Column;
use super::pen::Pen;
use super::row::Row;
use super::rows::Rows;
use crate::app::{carry, theme};
use crate::article::{Item, ItemKind};

/// Shows where the dragged item would be dropped, and moves it there when it is. `origin` is the top of the form.
pub(super) fn carrying_ui(ui: &Ui, rows: &Rows, pen: &mut Pen, column: Column, origin: f32) {
    let Some(item) = carry::carried(ui.ctx()).filter(|_| !pen.is_read_only()) else { return };
    let Some(from) = pen.article().position(&item) else { return };
    let is_peer = |row: &Row| kind_of(row) == Some(item.kind());
    let peers = rows.slots().iter().enumerate().filter(|(_, slot)| is_peer(&slot.row));
    let spans = peers.map(|(index, _)| rows.stack().span_from(origin, index)).collect();
    let sides = Rangef::new(column.left, column.left + column.width);
    let list = carry::List { spans, sides, gap: gap(&item) };
    carry::land_ui(ui, &item, from, &list, pen.commands);
}

fn kind_of(row: &Row) -> Option<ItemKind> {
    match row {
        Row::Takeaway(_) => Some(ItemKind::Takeaway),
        Row::Section(_) => Some(ItemKind::Section),
        Row::Source(_) => Some(ItemKind::Source),
        Row::Headline
        | Row::Deck
        | Row::Image
        | Row::Byline
        | Row::Takeaways
        | Row::AddTakeaway
        | Row::Lede
        | Row::AddSection
        | Row::Sources
        | Row::AddSource => None,
    }
}

/// The space below an item of the list.
fn gap(item: &Item) -> f32 {
    match item {
        Item::Takeaway(_) => theme::SPACE_1,
        Item::Section(_) => theme::SPACE_6,
        Item::Source(_) => theme::SPACE_3,
    }
}
