//! How many words there are, as an editor counts them. What a window remembers of earlier counts is in `app`.

use crate::article::Article;

/// A number as people write it: `1,200`.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 word`, `1,200 words`.
pub fn plural(count: usize, name: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {name}{ending}", grouped(count))
}

/// The words that a reader gets to read: headline, deck, takeaways, lede, headings and bodies.
pub fn words_of_article(article: &Article) -> usize {
    let Article { headline, deck, takeaways, lede, sections, .. } = article;
    let in_takeaways: usize = takeaways.iter().map(|takeaway| words(&takeaway.text)).sum();
    let in_section = |heading: &str, body: &str| words(heading) + words_of_blocks(body);
    let in_sections: usize = sections.iter().map(|section| in_section(&section.heading, &section.body)).sum();
    words(headline) + words(deck) + in_takeaways + words_of_blocks(lede) + in_sections
}

/// Words as an editor counts them: what stands between spaces and has a letter or a figure in it. Where a script is
/// written without spaces, every ideograph counts.
pub fn words(text: &str) -> usize {
    text.split_whitespace().map(words_in_token).sum()
}

/// The words of a text of many blocks. The number of an item is a mark, as the dash of another list is.
pub fn words_of_blocks(text: &str) -> usize {
    text.lines().map(|line| words(without_number(line))).sum()
}

/// The number of an item is looked for this near to the beginning of its line, in bytes.
pub const NUMBER_BYTES: usize = 48;

fn without_number(line: &str) -> &str {
    let item = line.trim_start_matches([' ', '\t', '>']);
    let rest = item.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = (1..=9).contains(&(item.len() - rest.len())) && line.len() - rest.len() < NUMBER_BYTES;
    match rest.strip_prefix(['.', ')']) {
        Some(content) if is_number && content.starts_with([' ', '\t']) => content,
        Some(_) | None => line,
    }
}

fn words_in_token(token: &str) -> usize {
    if token.is_ascii() {
        return usize::from(token.bytes().any(|b| b.is_ascii_alphanumeric()));
    }
    let ideographs = token.chars().filter(|c| is_ideograph(*c)).count();
    ideographs + usize::from(token.chars().any(|c| c.is_alphanumeric() && !is_ideograph(c)))
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: usize) {
        assert_eq!(words(text), expected, "{text}");
    }

    #[test]
    fn marks_are_no_words() {
        check("", 0);
        check("It costs £86,000 — a U.S. record", 6);
        check("- **one**\n- two [three](https://example.org)[^key]", 3);
        check("図書館", 3);
    }

    #[test]
    fn the_number_of_an_item_is_no_word() {
        for (text, expected) in [("1. one\n12) two\n> 3. three", 3), ("1.5 million\n2026", 3), ("one 2. two", 3)] {
            assert_eq!(words_of_blocks(text), expected, "{text}");
        }
        check("1. FC Union", 3);
    }
}
