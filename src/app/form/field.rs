//! The names and ids of the form’s fields. The writing surface decides what a field does.

use egui::accesskit::Role;
use egui::{Id, Rect, Response, Sense, Ui, vec2};

use crate::app::{item_list, spoken};
use crate::article::{Article, ItemKind, Place, SourceField, Status};

/// The id of the field at a place. Places identify items by their own ids, so the field keeps its focus and cursor when
/// its item moves.
pub(crate) fn field_id(place: &Place) -> Id {
    Id::unique(("field", place))
}

/// Whether what is written at a place is in the article’s language and runs as that does. Addresses, dates and names of
/// files run as their own letters do.
pub(super) fn is_prose(place: &Place) -> bool {
    match place {
        Place::Headline
        | Place::Deck
        | Place::ImageAlt
        | Place::ImageCaption
        | Place::ImageCredit
        | Place::Byline
        | Place::Dateline
        | Place::Takeaways
        | Place::Takeaway(_)
        | Place::Lede
        | Place::Sections
        | Place::Heading(_)
        | Place::Body(_)
        | Place::Sources
        | Place::Tags
        | Place::Note => true,
        Place::Source(_, field) => match field {
            SourceField::Title | SourceField::Publisher | SourceField::Author | SourceField::Note => true,
            SourceField::Key | SourceField::Link | SourceField::Published | SourceField::Accessed => false,
        },
        Place::ImageFile
        | Place::Slug
        | Place::Language
        | Place::Published
        | Place::Updated
        | Place::Canonical
        | Place::Status => false,
    }
}

/// The id of the control that is selected for this status.
pub(super) fn status_id(status: Status) -> Id {
    Id::unique(("status", status))
}

/// Tells screen readers about an empty field that is hidden. It is shown once it has the focus.
pub(super) fn left_out_ui(ui: &Ui, id: Id, role: Role, name: &str, hint: &str) -> Response {
    let nowhere = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), 0.0));
    let response = ui.interact(nowhere, id, Sense::focusable_noninteractive());
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(role);
        node.set_label(name);
        node.set_value("");
        node.set_placeholder(hint);
    });
    spoken::words(ui, id, nowhere, "");
    response
}

/// The widget that gets the focus for a place: its field, or the add button of an empty list.
pub(super) fn target(article: &Article, place: &Place) -> egui::Id {
    let in_list = |kind: ItemKind| {
        let first = article.items(kind).into_iter().next();
        first.map_or_else(|| item_list::add_id(kind), |item| field_id(&item.first_place()))
    };
    let lists = [ItemKind::Takeaway, ItemKind::Section, ItemKind::Source];
    if let Some(kind) = lists.into_iter().find(|kind| kind.place() == *place) {
        return in_list(kind);
    }
    if *place == Place::Status { status_id(article.status) } else { field_id(place) }
}
