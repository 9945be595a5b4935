//! The fields of the form by name. What a field does is the writing surface's matter.

use egui::Id;

use crate::article::Place;

/// The id of the field at a place. Places name items by their own ids, so the field keeps its focus and its caret
/// wherever its item goes.
pub(crate) fn field_id(place: &Place) -> Id {
    Id::unique(("field", place))
}
