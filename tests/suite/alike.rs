//! The preview and the HTML page have the same words in the same order: for every case, and for random articles.

use copydesk::app::preview;
use copydesk::article::Article;
use copydesk::format::{self, Format};
use copydesk::page::compose;
use proptest::prelude::*;

use crate::{cases, draft};

/// What a reader of an HTML page sees, including the numbers of list items.
#[derive(Default)]
struct Reader {
    said: String,
    lists: Vec<Option<Numbers>>,
    is_in_figure: bool,
}

/// The numbers of an ordered list.
struct Numbers {
    next: u64,
    are_letters: bool,
}

impl Reader {
    fn read(html: &str) -> String {
        let (_, mut rest) = html.split_once("<body>").unwrap();
        let mut reader = Reader::default();
        while let Some(at) = rest.find('<') {
            reader.said.push_str(&unescaped(&rest[..at]));
            let end = tag_end(&rest[at..]) + at;
            let tag = &rest[at + 1..end - 1];
            rest = &rest[end..];
            reader.tag(tag, rest);
        }
        reader.said + &unescaped(rest)
    }

    fn tag(&mut self, tag: &str, rest: &str) {
        let name = tag.split([' ', '>']).next().unwrap_or_default();
        match name {
            "ol" => {
                let next = attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                let are_letters = attribute(tag, "type").as_deref() == Some("a");
                self.lists.push(Some(Numbers { next, are_letters }));
            }
            "ul" => self.lists.push(None),
            "/ol" | "/ul" => drop(self.lists.pop()),
            "li" => self.item(rest),
            "figure" => self.is_in_figure = true,
            "/figure" => self.is_in_figure = false,
            "img" => self.image(tag),
            _ => {}
        }
        // Words in different blocks are separate, and so are a superscript and the text before it.
        let is_in_line = matches!(name.trim_start_matches('/'), "a" | "em" | "strong" | "del" | "code" | "span");
        if !is_in_line {
            self.said.push(' ');
        }
    }

    fn item(&mut self, rest: &str) {
        self.said.push(' ');
        let has_box =
            rest.starts_with("<input") || rest.starts_with("<p><input") || rest.starts_with("\n<p><input");
        if let Some(Some(numbers)) = self.lists.last_mut() {
            let number = numbers.next;
            numbers.next += 1;
            if !has_box {
                self.said.push_str(&if numbers.are_letters { letter(number) } else { number.to_string() });
            }
        }
        self.said.push(' ');
    }

    /// An image in the text is its alternative text here, or its address; the lead image is only its alternative text.
    fn image(&mut self, tag: &str) {
        let alt = attribute(tag, "alt").unwrap_or_default();
        let shown = if alt.is_empty() && !self.is_in_figure { attribute(tag, "src") } else { Some(alt) };
        self.said.push_str(&shown.unwrap_or_default());
    }
}

/// The position after the tag at the start of a text; quoted values may contain anything.
fn tag_end(text: &str) -> usize {
    let mut quote = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quote = !quote,
            '>' if !quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| unescaped(value))
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, behind) = after.split_once(';').unwrap();
        let c = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "nbsp" => '\u{A0}',
            name => {
                let number = name.strip_prefix('#').unwrap_or_else(|| panic!("an entity &{name};"));
                let number = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                char::from_u32(number.unwrap()).unwrap()
            }
        };
        out.push(c);
        rest = behind;
    }
    out + rest
}

/// a, b, … z, aa, ab, …
fn letter(number: u64) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'a' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn both(article: &Article) -> [Vec<String>; 2] {
    let page = compose(article);
    let html = format::render(&page, Format::HtmlPage);
    [words(&preview::words(&page)), words(&Reader::read(&html))]
}

#[test]
fn the_preview_and_the_html_page_of_every_case_say_the_same_in_the_same_order() {
    for case in cases::cases() {
        let [preview, html] = both(&cases::article(&case));
        assert_eq!(preview, html, "{}", case.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn the_preview_and_the_html_page_say_the_same_in_the_same_order(article in draft::article()) {
        let [preview, html] = both(&article);
        prop_assert_eq!(preview, html, "{}", format::render(&compose(&article), Format::Markdown));
    }
}

#[test]
fn a_page_is_read_with_its_numbers() {
    let html = "<body><ol start=\"3\"><li><p>One</p></li><li>T<em>w</em>o<sup><a href=\"#x>y\">1</a></sup></li></ol>&lt;b";
    assert_eq!(words(&Reader::read(html)), ["3", "One", "4", "Two", "1", "b"]);
}
