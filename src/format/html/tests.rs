use std::sync::Arc;

use super::*;
use crate::article::{Article, LeadImage, Source};
use crate::format::{Piece, Role};
use crate::markdown::{self, Block, Inline};
use crate::page::compose;

/// What `Page::shape` says of the page that pieces came from.
fn shape_of(pieces: &[Piece]) -> String {
    let sources =
        pieces.iter().find_map(|p| if let Some(Role::Sources(s)) = &p.role { Some(s.as_slice()) } else { None });
    pieces.iter().map(|piece| piece_shape(piece, sources.unwrap_or_default())).collect()
}

fn piece_shape(piece: &Piece, sources: &[Source]) -> String {
    let words = match &piece.block {
        Block::Paragraph(content) | Block::Heading { content, .. } => markdown::words(content),
        _ => String::new(),
    };
    match piece.role.as_ref().expect("every block of our own page is known") {
        Role::Headline => format!("headline {words:?}\n"),
        Role::Image(LeadImage { file, alt, caption, credit }) => {
            format!("image {file:?} {alt:?} {caption:?} {credit:?}\n")
        }
        Role::Deck => format!("deck {words:?}\n"),
        Role::Byline { names, dateline } => format!("byline {names:?} {dateline:?}\n"),
        Role::Takeaways => {
            let Block::List(list) = &piece.block else { panic!("takeaways are a list") };
            let shape = |blocks: &[Block]| format!("takeaway {}", markdown::shape(&numbered(blocks, sources)));
            list.items.iter().map(|item| shape(&item.blocks)).collect()
        }
        Role::Heading => format!("section {words:?}\n"),
        Role::Body => match &piece.block {
            Block::Note(note) => {
                format!("note {} {}", note.label, markdown::shape(&numbered(&note.blocks, sources)))
            }
            block => markdown::shape(&numbered(std::slice::from_ref(block), sources)),
        },
        Role::Sources(sources) => {
            let line =
                |(i, s): (usize, &Source)| format!("source {} {:?}\n", i + 1, [&s.title, &s.publisher, &s.link]);
            sources.iter().enumerate().map(line).collect()
        }
        Role::Label => String::new(),
    }
}

fn numbered(blocks: &[Block], sources: &[Source]) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    blocks.iter_mut().for_each(|block| number(block, sources));
    blocks
}

fn number(block: &mut Block, sources: &[Source]) {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => number_line(content, sources),
        Block::Quote(blocks) => blocks.iter_mut().for_each(|b| number(b, sources)),
        Block::List(list) => list.items.iter_mut().flat_map(|i| &mut i.blocks).for_each(|b| number(b, sources)),
        Block::Table(table) => {
            let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
            cells.for_each(|cell| number_line(cell, sources));
        }
        Block::Note(note) => note.blocks.iter_mut().for_each(|b| number(b, sources)),
        Block::Code(_) | Block::Rule(_) => {}
    }
}

fn number_line(content: &mut [Inline], sources: &[Source]) {
    for inline in content {
        match inline {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                number_line(content, sources);
            }
            Inline::Link(link) => number_line(&mut link.content, sources),
            Inline::Citation { key, .. } => {
                let n: usize = key.trim_start_matches('#').parse().expect("a number");
                let link = Some(sources[n - 1].link.as_str()).filter(|link| crate::page::is_web(link));
                *key = format!("{n} {}", link.unwrap_or_default());
            }
            _ => {}
        }
    }
}

#[track_caller]
fn check_trip(article: &Article) {
    let page = compose(article);
    let html = render_page(&page);
    assert_eq!(shape_of(&read(&html).pieces), page.shape(), "through {html}");
    assert_eq!(html, render_page(&compose(article)), "twice the same");
}

fn with_body(body: &str) -> Article {
    let mut article = Article { headline: "H".into(), ..Article::default() };
    article.push_section("S", body);
    article
}

fn source(key: &str, link: &str, title: &str, publisher: &str) -> Source {
    let text = str::to_owned;
    Source {
        key: text(key),
        link: text(link),
        title: text(title),
        publisher: text(publisher),
        ..Source::default()
    }
}

#[test]
fn bodies_come_back_as_they_were() {
    let bodies = [
        "plain",
        "back\\\\slash \\*star\\* &lt;b&gt; <i>raw</i> &amp;amp; \\[^a]",
        "two  spaces, a\u{A0}no-break, tab\tand &#10; a line &#13; feed",
        "    code with indent\n\n\tand tab",
        "\\1. not a list\n\n\\- nor this",
        "emoji 👩‍👩‍👧 e\u{301} مرحبا \u{200F}שלום",
        "- \n- b\n-\n",
        "- a\n  - b\n    1. c\n\n       d\n- e",
        "3. a\n4. b",
        "1. a\n\n   more\n\n2. b",
        "- a\n  > q\n- ```\n  x\n  ```\n  b",
        "- [ ] a\n- [x] b *c*\n  - [x] d",
        "- [ ] a\n\n  b\n\n- [x] c",
        "| a | | c |\n|---|:-:|--:|\n| | `x|y` | |\n| 1 | **2** | ~~3~~ |",
        "| only |\n|---|",
        "```rust ignore \"x\"\nlet a = `b`;\n\n\n```",
        "````\n```\n````",
        "```\n\nleading\n```",
        "~~~ c++\n<b>\n~~~",
        "a `code  with ` ` `` ` `` end",
        "*a **b** c* ***d*** **e *f***",
        "[a *b*](http://x.y \"T \\\"q\\\"\") ![alt *x*](img.png \"t\") [![i](a.png)](https://b.c)",
        "*[*x* y](http://z.w)*",
        "[](http://empty.link) <me@x.org> <https://a.b/?q=1&r=2>",
        "a  \nb\\\nc",
        "# a\n\n## b\n\n# c",
        "> a\n>\n> > b\n> - c\n\n---\n\nd",
        "---",
        "x[^1] *y[^1]*\n\n[^1]: one\n\n    two\n\n    - three",
        "x[^1][^2]\n\n[^1]: ```\n    code\n    ```\n[^2]: last",
        "no[^nothing] <script>alert(1)</script>",
        "Sources:\n\n1. a\n2. b",
        "By A and B\n\n↩ [x](http://a.b)",
    ];
    for body in bodies {
        check_trip(&with_body(body));
        check_trip(&Article { lede: Arc::new(body.to_owned()), ..Article::default() });
    }
}

#[test]
fn notes_of_two_sections_stay_apart() {
    let mut article = with_body("a[^1] b[^x]\n\n[^1]: one[^2]\n[^2]: two");
    article.push_section("", "c[^1][^x] d[^1]\n\n[^1]: other\n[^z]: never used");
    article.push_section("Notes", "e");
    article.push_source(source("x", "https://x.y/z", "", ""));
    check_trip(&article);
}

#[test]
fn headings_that_read_like_labels_are_sections() {
    let mut article = Article::default();
    for heading in ["Sources:", "Key Takeaways", "Notes", "Sources", "1. First", "a\\b <c> & \"d\""] {
        article.push_section(heading, "- one\n- two");
    }
    article.push_takeaway("**Bold** `code` [^s]");
    article.push_takeaway("<b> 1. x");
    article.push_source(source("s", "doi:10.1/2", "", ""));
    check_trip(&article);
}

#[test]
fn the_head_comes_back_part_by_part() {
    let names = ["Ann, Lee", "B and C", "D"].map(str::to_owned).to_vec();
    let article = Article {
        headline: " <b>H</b> & \"q\" \\ ".into(),
        deck: "D  d".into(),
        byline: names.clone(),
        dateline: "Łódź · north".into(),
        language: "ar".into(),
        published: "2026-03-02T08:00:00+01:00".into(),
        updated: "2026-03-03T08:00:00Z".into(),
        canonical: "https://a.b/c?d=1&e".into(),
        tags: vec!["x, y".into(), "z".into()],
        ..Article::default()
    };
    check_trip(&article);
    let head = read(&render_page(&compose(&article))).head;
    assert_eq!(head.headline, "");
    assert_eq!(
        [&head.language, &head.published, &head.updated, &head.canonical],
        [&article.language, &article.published, &article.updated, &article.canonical]
    );
    assert_eq!(head.tags, article.tags);
}

#[test]
fn every_kind_of_image_comes_back() {
    for bits in 0..16 {
        let some = |bit: u8, text: &str| if bits & bit == 0 { String::new() } else { text.to_owned() };
        let image = LeadImage {
            file: some(1, "a b/ü.jpg"),
            alt: some(2, "Alt \"x\" <y>"),
            caption: some(4, "Caption (of a kind) "),
            credit: some(8, "A (B) C"),
        };
        check_trip(&Article { image, ..Article::default() });
    }
}

#[test]
fn every_kind_of_source_comes_back() {
    let mut article = with_body("a[^a] b[^b] c[^c] d[^d]");
    article.push_source(source("a", "https://a.b/c, d", "Title, with", "Pub, lisher"));
    article.push_source(source("b", "https://a.b/?x=1&y=\"2\"", "", "Publisher"));
    article.push_source(source("c", "Box 3, folder 4", "", ""));
    article.push_source(source("d", "javascript:alert(1)", "Title", ""));
    article.push_source(source("e", "", "", "Only a publisher"));
    check_trip(&article);
}
