//! A line of plain text that begins as an item of a list does.

/// Whether a line begins as an item does. Alone, it is a sentence.
pub(crate) fn is_item_line(line: &str) -> bool {
    item(line).is_some()
}

/// A list item: what its marker says, its words, and how many lines it takes.
pub struct ItemLine {
    pub number: Option<u64>,
    pub words: String,
    pub lines: usize,
}

/// The item that a line begins; none where it begins as something else.
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
