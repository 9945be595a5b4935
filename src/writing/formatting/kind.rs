//! The formats that words and lines can have.

/// A format that can be toggled for text or paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    Bold,
    Italic,
    /// Inline code.
    Code,
    Link {
        address: String,
    },
    Quotation,
    BulletedList,
    NumberedList,
    /// A heading within the section.
    Heading,
}
