//! Word counts, as editors count words. `app` remembers earlier counts.

use crate::article::Article;

/// A number with thousands separators: `1,200`.
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

/// The words in the text for readers: headline, deck, takeaways, lede, headings and bodies.
pub fn words_of_article(article: &Article) -> usize {
    let Article { headline, deck, takeaways, lede, sections, .. } = article;
    let in_takeaways: usize = takeaways.iter().map(|takeaway| words(&takeaway.text)).sum();
    let in_section = |heading: &str, body: &str| words(heading) + words_of_blocks(body);
    let in_sections: usize = sections.iter().map(|section| in_section(&section.heading, &section.body)).sum();
    words(headline) + words(deck) + in_takeaways + words_of_blocks(lede) + in_sections
}

/// Counts words as an editor does: sequences between spaces or dashes that contain a letter or digit. Hyphenated
/// compounds and ranges of numbers are one word. In scripts without spaces, every ideograph counts.
pub fn words(text: &str) -> usize {
    text.split_whitespace().map(words_in_token).sum()
}

/// The words of a text with several blocks. Numbers of list items are markup, like the dashes of bulleted ones.
pub fn words_of_blocks(text: &str) -> usize {
    text.lines().map(|line| words(without_number(line))).sum()
}

/// How far from the start of a line the number of an item may be, in bytes.
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

/// The words between two spaces. Dashes and ellipses separate words like spaces; hyphens and punctuation within an
/// address do not.
fn words_in_token(token: &str) -> usize {
    if !may_be_parted(token) {
        return words_in_piece(token);
    }
    let (mut count, mut start, mut end_of_address) = (0, 0, 0);
    for (at, c) in token.char_indices() {
        if at < start {
            continue;
        }
        let rest = token.get(at..).unwrap_or_default();
        if at >= end_of_address && begins_address(rest) {
            end_of_address = at + rest.find([')', '>', '"']).unwrap_or(rest.len());
        }
        let length =
            if at < end_of_address { 0 } else { parting(token.get(start..at).unwrap_or_default(), c, rest) };
        if length > 0 {
            count += words_in_piece(token.get(start..at).unwrap_or_default());
            start = at + length;
        }
    }
    count + words_in_piece(token.get(start..).unwrap_or_default())
}

fn may_be_parted(token: &str) -> bool {
    if token.is_ascii() {
        return token.contains("--") || token.contains("...");
    }
    token.contains(|c: char| is_dash(c) || c == EN_DASH) || token.contains("--") || token.contains("...")
}

/// The target of a link, in Markdown or bare.
fn begins_address(rest: &str) -> bool {
    ["](", "://", "www."].iter().any(|sign| rest.starts_with(sign))
}

const EN_DASH: char = '–';

/// Em dashes and bars, also longer or vertical ones, and ellipses.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '—' | '―'
            | '⸺'
            | '⸻'
            | '⹀'
            | '〜'
            | '〰'
            | '\u{FE58}'
            | '\u{FE31}'
            | '\u{FE32}'
            | '…'
            | '‥'
            | '⋯'
            | '\u{FE19}'
    )
}

/// The number of bytes at the start of `rest` that separate words; 0 if nothing does.
fn parting(before: &str, c: char, rest: &str) -> usize {
    match c {
        EN_DASH if is_range(before, rest) => 0,
        EN_DASH => c.len_utf8(),
        '-' if rest.starts_with("--") => rest.len() - rest.trim_start_matches('-').len(),
        '.' if rest.starts_with("...") => rest.len() - rest.trim_start_matches('.').len(),
        c if is_dash(c) => c.len_utf8(),
        _ => 0,
    }
}

/// Whether a dash is between numbers: 2019–2021, £5–£10, 40%–50%.
fn is_range(before: &str, rest: &str) -> bool {
    const NEAR: usize = 4;
    let left = before.chars().rev().take(NEAR).find(|c| c.is_alphanumeric());
    let right = rest.chars().take(NEAR).find(|c| c.is_alphanumeric());
    [left, right].into_iter().all(|side| side.is_some_and(char::is_numeric))
}

fn words_in_piece(piece: &str) -> usize {
    if piece.is_ascii() {
        return usize::from(piece.bytes().any(|b| b.is_ascii_alphanumeric()));
    }
    let ideographs = piece.chars().filter(|c| is_ideograph(*c)).count();
    ideographs + usize::from(piece.chars().any(|c| c.is_alphanumeric() && !is_ideograph(c)))
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
    fn dashes_part_words_as_spaces_do() {
        for dash in ["—", "――", "⸺", "--", "---", "…", "...", "....", "–", "…—", "\u{FE31}", "〜"]
        {
            check(&format!("to be{dash}one would think"), 5);
            check(&format!("{dash}be {dash} one{dash} would{dash}think{dash}"), 4);
            check(&format!("«да{dash}нет»"), 2);
            check(&format!("היום{dash}מחר"), 2);
            check(&format!("図書{dash}館"), 3);
        }
        check("May–June, Lib–Lab, 2019–present", 6);
        check("9–5pm—2019—2021", 3);
    }

    #[test]
    fn hyphens_ranges_and_addresses_hold_together() {
        for (text, expected) in [
            ("state-of-the-art, co‑op, בית־ספר", 3),
            ("2019–2021, £5–£10, 40%–50%, 10–12, ٣–٥, ’08–’09", 6),
            ("--force 1.5 e.g. U.S. 3-2", 5),
            ("https://a.example/b--c...d", 1),
            ("www.a.example/b—c,", 1),
            ("<https://a.example/b--c>—so", 2),
            ("[the mill](https://a.example/b--c)—[and](d...e--f)", 3),
        ] {
            check(text, expected);
        }
        check(&"–".repeat(50_000), 0);
    }

    #[test]
    fn the_number_of_an_item_is_no_word() {
        for (text, expected) in [("1. one\n12) two\n> 3. three", 3), ("1.5 million\n2026", 3), ("one 2. two", 3)] {
            assert_eq!(words_of_blocks(text), expected, "{text}");
        }
        check("1. FC Union", 3);
    }
}
