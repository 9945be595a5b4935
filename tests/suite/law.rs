//! No letter becomes invisible: everything a body says is in the preview and in every export, however odd its Markdown.

mod said;

use std::path::Path;
use std::sync::Arc;

use copydesk::app::preview;
use copydesk::article::Article;
use copydesk::check::check;
use copydesk::format::{self, Format, loss};
use copydesk::markdown::{self, Inline};
use copydesk::page::compose;
use proptest::prelude::*;

use crate::cases;
use said::{decoded, letters, missing, said};

fn is_plain(output: &str) -> bool {
    [PREVIEW, "Text"].contains(&output)
}

const PREVIEW: &str = "the preview";

/// What a reader sees of an article in each format, reduced to letters.
fn outputs(article: &Article) -> Vec<(String, String)> {
    let page = compose(article);
    let mut outputs = vec![(PREVIEW.to_owned(), preview::words(&page))];
    for format in Format::ALL {
        let written = format::render(&page, format);
        let (_, body) = written.split_once("<body>").unwrap_or(("", &written));
        outputs.push((format!("{format:?}"), decoded(body)));
    }
    outputs
}

/// An article with this text in every Markdown field.
fn article(body: &str) -> Article {
    let mut article = Article { lede: Arc::new(body.to_owned()), ..Article::default() };
    article.push_section("heading", body);
    article
}

/// The words of random bodies consist of the capitals A to J, which occur nowhere else.
fn is_word(c: char) -> bool {
    ('A'..='J').contains(&c)
}

/// Addresses and titles consist of the capitals K to N: they count where links can be followed.
fn is_word_or_address(c: char) -> bool {
    ('A'..='N').contains(&c)
}

fn loses_address(article: &Article) -> bool {
    let rules = ["link-in-heading", "lost-address", "relative-link"];
    check(article).iter().any(|finding| rules.contains(&finding.rule))
}

fn check_words(body: &str) -> Result<(), TestCaseError> {
    let article = article(body);
    for (output, shown) in outputs(&article) {
        let is_counted = if is_plain(&output) { is_word } else { is_word_or_address };
        // A lost address is named by the loss report and by a finding.
        if !is_plain(&output) && loses_address(&article) {
            prop_assert!(!loss::losses(&article, &compose(&article), Format::HtmlPage).is_empty(), "{body:?}");
            continue;
        }
        let said = letters(&[body, body].concat(), is_counted);
        let lost = missing(&said, &letters(&shown, is_counted));
        prop_assert!(lost.is_empty(), "{output} lacks {lost}: {body:?}\n{shown}");
    }
    Ok(())
}

/// Checks that every letter and digit that the parser reports or leaves out is in every output.
fn check_letters(body: &str) -> Result<(), TestCaseError> {
    let said = said(body);
    let article = Article { lede: Arc::new(body.to_owned()), ..Article::default() };
    for (output, shown) in outputs(&article) {
        let lost = missing(&said, &letters(&shown, char::is_alphanumeric));
        prop_assert!(lost.is_empty(), "{output} lacks {lost:?}: {body:?}\n{shown}");
    }
    Ok(())
}

/// Parts of bodies. Labels, keys, numbers and info strings have no capitals, because they are not counted.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "\n\n",
    "\n    ",
    "\n  ",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n2) ",
    "\n- [ ] ",
    "\n- [x] ",
    "\n# ",
    "\n### ",
    "\n***\n",
    "\n---\n",
    "\n===\n",
    "\n```rust\n",
    "\n~~~\n",
    "\n\n| ",
    " | ",
    "|",
    "\n|---|---|\n",
    "\n-|-\n",
    "\n|:-:|\n| ",
    "\\|",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "\\",
    "\\\n",
    "  \n",
    "[l](http://x.yz/K)",
    "[l][rr]",
    "[rr]",
    "![",
    "](x.png)",
    "](http://x.yz/L \"M\")",
    "](K)",
    "](javascript:K)",
    "\n\n[rr]: http://x.yz/N\n",
    "\n[ss]: <> 'tt'\n",
    "\n\n[rr]: http://other.yz\n\n",
    "[^k]",
    "[^nn]",
    "\n\n[^nn]: ",
    "\n\n[^nn]: ",
    "\n\n[^mm]: ",
    "<b>",
    "</b>",
    "\n<div>\n",
    "</div>",
    "<!--",
    "-->",
    "\n<script>",
    "<http://x.yz/K>",
    "&amp;",
    "&nbsp;",
    "é",
    "\t",
    "\r\n",
    "\u{a0}",
    "\u{200b}",
    "::: ",
    "(",
    "\"",
    "'",
    "!",
    "#",
];

fn body() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        2 => "[A-J]{1,3}",
        3 => prop::sample::select(PIECES).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Whether text may be the name of a language, which no reader sees.
fn has_info_string(body: &str) -> bool {
    let fences = ["```", "~~~"];
    body.lines().any(|line| {
        fences
            .iter()
            .any(|fence| line.split_once(fence).is_some_and(|(_, rest)| rest.contains(is_word_or_address)))
    })
}

/// Whether text has become the title of a link, which no preview shows.
fn has_words_in_a_title(body: &str) -> bool {
    let mut found = false;
    markdown::each_inline(&markdown::parse(body), &mut |inline| match inline {
        Inline::Link(link) | Inline::Image(link) => found |= link.title.contains(is_word),
        _ => {}
    });
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_letter_of_a_body_is_invisible(body in body()) {
        prop_assume!(!has_info_string(&body) && !has_words_in_a_title(&body));
        check_words(&body)?;
        check_letters(&body)?;
    }
}

#[test]
fn words_that_the_parser_gives_to_nothing_are_seen() {
    for body in [
        "| X | X |\n|---|---|\n| A | B | C |\n| D |",
        "X | X\n-|-\nA | B | C | D\nE\n\nF",
        "> | X |\n> |---|\n> | A | `B` | *C* | [D](http://x.yz)[^nn] |\n\n[^nn]: E",
        "- | X |\n  |---|\n  | A | B |\n\n  C",
        "[xx]: /a \"A B\"\n\nC",
        "[xx]: /a 'x\ny'\nC [xx]",
        "> [xx]: <A>\n> B",
        "- [xx]: A\n- B",
        "[xx]\n\n[xx]: /x\n[xx]: /A\n[XX]: /B",
        "A[^nn]\n\n[^nn]: B\n\n[^nn]: C",
        "- A\n  ***\n  B",
        "- A\n  ***\n\n- B",
        "[^nn]: A\n\n[xx]: B\n\n    C",
        "[xx]: A\n===\nB",
        "|\n|-|\n| A | B |",
    ] {
        check_words(body).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// Bodies written to be difficult, if they are available: the examples of CommonMark, and our own articles.
#[test]
fn no_letter_of_the_examples_is_invisible() {
    let articles = cases::cases();
    let articles = articles.iter().map(|case| cases::article(case));
    let of_article = |article: Article| article.sections.iter().map(|s| s.body.clone()).collect::<Vec<_>>();
    let mut bodies: Vec<String> = articles.flat_map(of_article).collect();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/markdown/commonmark-0.31.2.json");
    if let Ok(json) = std::fs::read_to_string(examples) {
        let values: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        bodies.extend(values.iter().map(|value| value["markdown"].as_str().unwrap().replace('→', "\t")));
    }
    for body in bodies {
        check_letters(&body).unwrap_or_else(|error| panic!("{error}"));
    }
}
