//! Fields of a draft that this program does not have: a newer one has saved them. They are kept as text, go where their
//! item goes, and are written back. Nothing reads them, and no output shows them.

use std::sync::Arc;

/// The unknown fields of an article, of its image or of an item, in the order of the file.
///
/// Two values are equal if they contain the same fields; the position among the known fields does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnknownFields(Option<Arc<[UnknownField]>>);

/// An unknown field.
#[derive(Clone, Debug)]
pub struct UnknownField {
    /// How many of the known fields, in the order in which they are written, precede it.
    pub behind: usize,
    pub name: String,
    /// The value as written in the file.
    pub value: String,
}

impl UnknownFields {
    /// No fields.
    pub const NONE: UnknownFields = UnknownFields(None);

    /// Whether there are none, as in almost every draft.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The fields, in order.
    pub fn as_slice(&self) -> &[UnknownField] {
        self.0.as_deref().unwrap_or_default()
    }

    /// Their memory, in bytes.
    pub fn size_in_bytes(&self) -> usize {
        let size = |field: &UnknownField| size_of::<UnknownField>() + field.name.len() + field.value.len();
        self.as_slice().iter().map(size).sum()
    }
}

impl FromIterator<UnknownField> for UnknownFields {
    fn from_iter<I: IntoIterator<Item = UnknownField>>(fields: I) -> UnknownFields {
        let fields: Vec<UnknownField> = fields.into_iter().collect();
        UnknownFields((!fields.is_empty()).then(|| fields.into()))
    }
}

impl PartialEq for UnknownField {
    fn eq(&self, other: &UnknownField) -> bool {
        (&self.name, &self.value) == (&other.name, &other.value)
    }
}

impl Eq for UnknownField {}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(behind: usize, name: &str) -> UnknownField {
        UnknownField { behind, name: name.into(), value: "1".into() }
    }

    #[test]
    fn the_order_counts_and_the_neighbours_do_not() {
        let fields = |fields: [UnknownField; 2]| UnknownFields::from_iter(fields);
        let kept = fields([field(0, "mood"), field(1, "tone")]);
        assert_eq!(kept, fields([field(3, "mood"), field(3, "tone")]));
        assert_ne!(kept, fields([field(0, "tone"), field(1, "mood")]));
        assert!(UnknownFields::from_iter([]).is_empty() && !kept.is_empty());
    }
}
