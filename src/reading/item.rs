//! A line of plain text that starts like a list item.

/// Whether a line starts like a list item. A single such line is a sentence.
pub(crate) fn is_item_line(line: &str) -> bool {
    item(line).is_some()
}

/// A list item: its marker, its text, and its number of lines.
pub struct ItemLine {
    pub number: Option<u64>,
    pub words: String,
    pub lines: usize,
}

/// The item that starts on a line; `None` if the line is something else.
pub fn item(line: &str) -> Option<ItemLine> {
    let line = line.trim();
    let bulleted = ['•', '-', '*', '–'].iter().find_map(|bullet| line.strip_prefix(*bullet));
    let (number, words) = match bulleted {
        Some(words) => (None, words),
        None => numbered(line)?,
    };
    let is_marked = words.starts_with([' ', '\t']);
    is_marked.then(|| ItemLine { number, words: words.trim().to_owned(), lines: 1 })
}

fn numbered(line: &str) -> Option<(Option<u64>, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let number = line.get(..digits)?.parse().ok()?;
    let words = line.get(digits..)?.strip_prefix(['.', ')'])?;
    Some((Some(number), words))
}
