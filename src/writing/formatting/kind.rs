//! The formats that words and lines can have.

/// What can be switched on and off for words or for paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    Bold,
    Italic,
    /// Code within a line.
    Code,
    Link {
        address: String,
    },
    Quotation,
    BulletedList,
    NumberedList,
    /// A heading inside the section.
    Heading,
}
