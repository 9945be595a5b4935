//! Random articles, with everything that has ever been difficult to convert.

use std::sync::Arc;

use copydesk::article::{Article, Source};
use proptest::prelude::*;

/// A line of plain text.
pub fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => Just(String::new()),
        12 => "[A-Z][a-z]{1,8}( [a-z]{1,8}){0,4}",
        2 => "[ -~]{0,24}",
        1 => prop::sample::select(NASTY_LINES.to_vec()).prop_map(str::to_owned),
    ]
}

const NASTY_LINES: [&str; 24] = [
    "Sources:",
    "Key Takeaways",
    "sources",
    "Notes:",
    "By Ann and Bo",
    "1. May",
    "# sharp #",
    "a \\ b",
    "<b>bold</b>",
    "R&amp;D &#38; more",
    "  two  spaces  ",
    "*star*",
    "(in brackets)",
    "caption (credit)",
    "مرحبا بالعالم",
    "שלום עולם",
    "👩‍👩‍👧 family 🇳🇴",
    "e\u{301}te",
    "https://example.org/a_b?c=d&e",
    "Tom and Jerry, Ltd.",
    "Oslo — north",
    "---",
    "[1]",
    "`code`",
];

/// A body of Markdown blocks, some of them broken.
pub fn body() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        8 => paragraph(),
        2 => prop::sample::select(NASTY_BLOCKS.to_vec()).prop_map(str::to_owned),
        1 => prop::collection::vec(paragraph(), 1..4).prop_map(|items| {
            items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
        }),
        1 => "[ -~\\n]{0,40}",
    ];
    prop::collection::vec(block, 0..5).prop_map(|blocks| blocks.join("\n\n"))
}

const NASTY_BLOCKS: [&str; 42] = [
    "---",
    "***",
    "- ",
    "- a\n-\n- b",
    "1. a\n2. b",
    "7) x\n8) y",
    "- a\n\n  b\n\n- c",
    "- a\n  - b\n    1. c",
    "- [ ] to do\n- [x] done\n- [ ] ",
    "> quote\n> goes on",
    "> # in a quote\n>\n> > deeper",
    "```\ncode `x`\n\n  y\n```",
    "~~~ rust\n```\n~~~",
    "    indented\n\n      more",
    "| a | b |\n|---|:-:|\n| 1 \\| 2 | |\n| *x* |",
    "| |\n|-|\n| x |",
    "<div>\n raw *html*\n</div>",
    "<!-- a\n\n b -->",
    "<script>alert(1)</script>",
    "a[^1]\n\n[^1]: note *one*",
    "b[^1][^n]\n\n[^1]: other\n\n    - list\n\n[^n]: see[^1]",
    "[^9]: unused",
    "cites[^a] and[^b][^c], not[^zz]",
    "[x](javascript:alert(1)) [y](/rel) <https://example.org/q_r>",
    "[t](http://a.b/(c) \"ti\\\"tle\")",
    "![alt *x*](pic.png)",
    "[![a](b.png)](http://c.d)",
    "![no](data:x)",
    "a\\\nb  \nc",
    "\\# no\n\\- no",
    "1\\. no",
    "&lt;b&gt; &amp;amp; &copy;",
    "Setext\n---",
    "# One\n\n### Three\n\n## Two",
    "###### six\n\n# one",
    "#",
    "*a*",
    "**b**",
    "By Ann Other",
    "Sources:\n\n- x\n- y",
    "***a** b* ~~c~~ `` ` `` _d_e",
    "\u{a0}nbsp\u{200b} 🎈‍ שלום, world",
];

fn paragraph() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        10 => "[a-z]{1,8}",
        4 => Just(" ".to_owned()),
        1 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.join(" ").replace("\n\n", "\n"))
}

const PIECES: [&str; 30] = [
    "*em*",
    "**st**",
    "~~no~~",
    "`co`",
    "[l](http://a.b)",
    "[^a]",
    "[^b]",
    "[^zz]",
    "\\",
    "<",
    ">",
    "&",
    "_",
    "*",
    "[",
    "]",
    "(",
    "!",
    "#",
    "|",
    "`",
    "\"q\"",
    "1.",
    "\n- x",
    "\n1. y",
    "\n> z",
    "é",
    "🎈",
    "[2]",
    "\n",
];

fn source() -> impl Strategy<Value = Source> {
    let link = prop_oneof![
        4 => "https://[a-z]{1,6}\\.example/[a-z_()*]{0,6}",
        1 => line(),
    ];
    (prop::sample::select(vec!["a", "b", "c", "key-4", "9"]), link, line(), line(), line()).prop_map(
        |(key, link, title, publisher, note)| Source {
            key: key.into(),
            link,
            title,
            publisher,
            note,
            accessed: "private-date".into(),
            ..Source::default()
        },
    )
}

fn lines(max: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(line(), 0..max)
}

/// A whole article.
pub fn article() -> impl Strategy<Value = Article> {
    let head = (line(), line(), line(), line(), line(), line(), lines(4), line());
    let bodies = (
        prop::collection::vec(paragraph(), 0..4),
        body(),
        prop::collection::vec((line(), body()), 0..4),
        prop::collection::vec(source(), 0..4),
    );
    let meta = (line(), prop::sample::select(vec!["", "en", "ar", "en-GB", "not a tag"]), lines(3), line());
    (head, bodies, meta).prop_map(|(head, bodies, meta)| {
        let (headline, deck, file, alt, caption, credit, byline, dateline) = head;
        let (takeaways, lede, sections, sources) = bodies;
        let (slug, language, tags, note) = meta;
        let mut article = Article {
            headline,
            deck,
            byline,
            dateline,
            slug,
            language: language.into(),
            tags,
            note,
            published: "2026-03-02T08:00:00+01:00".into(),
            lede: Arc::new(lede),
            ..Article::default()
        };
        article.image.file = file;
        article.image.alt = alt;
        article.image.caption = caption;
        article.image.credit = credit;
        for text in takeaways {
            article.push_takeaway(text);
        }
        for (heading, body) in sections {
            article.push_section(heading, body);
        }
        for source in sources {
            article.push_source(source);
        }
        article
    })
}
