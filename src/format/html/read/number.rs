//! List numbering: where a list starts and how it counts. Letters and Roman numerals become numbers.

use scraper::node::Element;

use super::style;
use super::tree::{Branch, children};

/// How a list numbers its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The number of the next item.
    pub next: i64,
    /// The increment of each item.
    pub step: i64,
}

/// The numbering of a list; `None` for a bulleted one.
pub(super) fn of_list(node: Branch<'_>, list: &Element) -> Option<Numbers> {
    let items = || children(node).filter(|(_, item)| item.name() == "li").map(|(_, item)| item);
    let style = style_of(list).or_else(|| items().next().and_then(style_of));
    let is_numbered = match style {
        Some(Style::Numbers) => true,
        Some(Style::Bullets) => false,
        None => list.name() == "ol",
    };
    let start = list.attr("start").and_then(|start| start.trim().parse().ok());
    let is_reversed = list.attr("reversed").is_some();
    let first = if is_reversed { i64::try_from(items().count()).unwrap_or(1) } else { 1 };
    is_numbered.then_some(Numbers { next: start.unwrap_or(first), step: if is_reversed { -1 } else { 1 } })
}

enum Style {
    Numbers,
    Bullets,
}

/// Whether an item declares that it has a number, or that it has none.
pub(super) fn said(item: &Element) -> Option<bool> {
    match item.attr("data-list")? {
        "ordered" => Some(true),
        "bullet" | "checked" | "unchecked" => Some(false),
        _ => None,
    }
}

/// Whether an item of a numbered list has a number.
pub(super) fn is_numbered(item: &Element) -> bool {
    said(item).unwrap_or(true)
}

fn style_of(element: &Element) -> Option<Style> {
    if let Some(is_numbered) = said(element) {
        return Some(if is_numbered { Style::Numbers } else { Style::Bullets });
    }
    let own = style::value(element, "list-style-type").or_else(|| style::value(element, "list-style"));
    let shown = own.or(element.attr("type").filter(|_| element.name() != "li"))?;
    shown.split_whitespace().find_map(|word| match word {
        "1" | "a" | "A" | "i" | "I" => Some(Style::Numbers),
        "disc" | "circle" | "square" | "disclosure-closed" | "disclosure-open" => Some(Style::Bullets),
        word if ["decimal", "alpha", "roman", "latin", "greek"].iter().any(|kind| word.contains(kind)) => {
            Some(Style::Numbers)
        }
        _ => None,
    })
}

/// The numbers that a typed marker may stand for, the likeliest first.
pub(super) fn of_marker(marker: &str) -> Vec<u64> {
    let words = marker.trim();
    let is_sign = |c: char| matches!(c, '.' | ')' | '(' | ':' | ']' | '[' | '°' | 'º');
    // The last level of `1.2.` counts.
    let last = words.trim_matches(is_sign).rsplit(['.', ' ', '-']).next().unwrap_or_default();
    if let Ok(number) = last.parse::<u64>() {
        return vec![number];
    }
    // A single letter is a bullet in a symbol font.
    let is_marker = words.contains(is_sign) && !last.is_empty() && last.chars().all(|c| c.is_ascii_alphabetic());
    let is_one_case = last.chars().all(|c| c.is_ascii_lowercase()) || last.chars().all(|c| c.is_ascii_uppercase());
    if !is_marker || !is_one_case {
        return Vec::new();
    }
    let (letters, roman) = (of_letters(last), of_roman(last));
    let found = if last.len() > 1 || last.eq_ignore_ascii_case("i") { [roman, letters] } else { [letters, roman] };
    found.into_iter().flatten().collect()
}

/// a, b, … z, aa, ab, …
fn of_letters(letters: &str) -> Option<u64> {
    let value = |c: char| c.to_digit(36).map(|digit| u64::from(digit) - 9);
    let number = |sum: Option<u64>, c| Some(sum?.checked_mul(26)? + value(c)?);
    if letters.len() > 3 { None } else { letters.chars().fold(Some(0), number) }
}

fn of_roman(letters: &str) -> Option<u64> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        'd' => Some(500),
        'm' => Some(1000),
        _ => None,
    };
    let values: Vec<u64> = letters.chars().map(value).collect::<Option<_>>()?;
    let total = signed(&values);
    u64::try_from(total).ok().filter(|total| *total > 0)
}

/// The sum of the values; one before a larger one is subtracted.
fn signed(values: &[u64]) -> i64 {
    let is_taken_off = |index: usize, value: u64| values.get(index + 1).is_some_and(|next| *next > value);
    let each = values.iter().enumerate().map(|(index, value)| {
        let size = i64::try_from(*value).unwrap_or(0);
        if is_taken_off(index, *value) { -size } else { size }
    });
    each.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_markers_are_numbers() {
        for (marker, expected) in [
            ("3.", vec![3]),
            ("(12)", vec![12]),
            ("1.2.", vec![2]),
            ("a.", vec![1]),
            ("(B)", vec![2]),
            ("aa)", vec![27]),
            ("i.", vec![1, 9]),
            ("iv.", vec![4, 256]),
            ("XIX.", vec![19, 16_482]),
            ("Step 4:", vec![4]),
            ("o", Vec::new()),
            ("·", Vec::new()),
            ("§", Vec::new()),
            ("-", Vec::new()),
        ] {
            assert_eq!(of_marker(marker), expected, "{marker}");
        }
    }
}
