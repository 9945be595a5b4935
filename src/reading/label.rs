//! Words that only announce the list after them, and headlines that are equal.

/// One or two words that only announce the list after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    Takeaways,
    Sources,
}

/// The label that a line is, in any case, with or without a colon.
pub fn label(line: &str) -> Option<Label> {
    let line = line.trim();
    let words = line.strip_suffix(':').unwrap_or(line).trim_end().to_lowercase();
    match words.as_str() {
        "key takeaways" => Some(Label::Takeaways),
        "sources" => Some(Label::Sources),
        _ => None,
    }
}

/// Whether two headlines are equal, ignoring markup, case and punctuation.
pub(crate) fn say_the_same(one: &str, other: &str) -> bool {
    let letters = |text: &'_ str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}
