use std::sync::Arc;

use super::*;
use crate::article::{Article, LeadImage, Source};
use crate::markdown::{self, Block, Inline};
use crate::page::compose;
use crate::reading::{Piece, Role};

/// The `Page::shape` of the page that pieces came from.
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
        Role::Image(image) => {
            let LeadImage { file, alt, caption, credit, unknown: _ } = &**image;
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
        Role::Label | Role::Repeats(_) => String::new(),
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
                let link = Some(sources[n - 1].link.as_str()).filter(|link| crate::link::is_web(link));
                *key = format!("{n} {}", link.unwrap_or_default()).into();
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
            ..LeadImage::default()
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

#[track_caller]
fn check_read(html: &str, expected: &str) {
    let pieces = read(html).pieces;
    let blocks: Vec<Block> = pieces.iter().map(|piece| piece.block.clone()).collect();
    assert_eq!(markdown::shape(&blocks).trim_end(), expected, "of {html:?}");
    assert!(pieces.iter().all(|piece| piece.role.is_none() && piece.written.is_none()));
}

#[test]
fn figures_set_high_or_low_stay_so() {
    check_read("<p>10<sup>3</sup> H<sub>2</sub>O x<sup>th</sup></p>", r#"(p "10³ H₂O xth")"#);
}

#[test]
fn a_foreign_page_is_read_as_a_browser_shows_it() {
    check_read(
        "<p>a\n  b <b>c </b>d</p>\n<p>&nbsp;</p><div>e<div>f</div>g</div>",
        "(p \"a b \" (strong \"c\") \" d\")\n(p \"e\")\n(p \"f\")\n(p \"g\")",
    );
    check_read("a<br>b<br><br>c <br>", "(p \"a\" (hard) \"b\")\n(p \"c\")");
    check_read("<h1>A <i>b</i></h1><h3>c<br>d</h3><hr>", "(h1 \"A \" (em \"b\"))\n(h3 \"c d\")\n(rule)");
    check_read("<q>a</q> x<sup>2</sup> H<sub>2</sub>O", "(p \"“a” x² H₂O\")");
    check_read(
        "<pre>a\n <b>b</b></pre><pre><code class='x language-js'>c</code></pre>",
        "(code \"\" \"a\\n b\\n\")\n(code \"js\" \"c\\n\")",
    );
    check_read("<dl><dt>a</dt><dd>b</dd></dl>", "(p \"a\")\n(p \"b\")");
}

#[test]
fn boilerplate_that_holds_no_words_goes_and_words_stay() {
    check_read(
        "<style>p{}</style><nav>Home</nav><script>x</script><template>t</template><noscript>n</noscript>\
         <svg><text>s</text></svg><aside>Aside</aside><footer>End</footer><!-- c -->",
        "(p \"Home\")\n(p \"Aside\")\n(p \"End\")",
    );
}

#[test]
fn only_links_that_may_be_followed_are_links() {
    check_read(
        "<a href='javascript:alert(1)'>a</a> <a href=' JaVaScRiPt:x'>b</a> <a href=/c>c</a> <a href='https://d.e' title=t>d</a>",
        "(p \"a b \" (link \"/c\" \"\" \"c\") \" \" (link \"https://d.e\" \"t\" \"d\"))",
    );
    check_read(
        "<a href='https://www.google.com/url?q=https://a.b/c%3Fd%3D1&amp;sa=D'>x</a><a href='mailto:a@b.c'></a>",
        "(p (link \"https://a.b/c?d=1\" \"\" \"x\"))",
    );
}

#[test]
fn pictures_are_named_never_carried() {
    check_read(
        "<p>w</p><img src='a.png' alt='x'><p>y</p><img src='data:image/png;base64,AA' alt='z'><img src='javascript:x'>",
        "(p \"w\")\n(p (image \"a.png\" \"\" \"x\"))\n(p \"y\")\n(p \"z\")",
    );
}

#[test]
fn lists_are_read_however_they_are_nested() {
    check_read(
        "<ul><li>a</li><ul><li>b</li></ul><li></li></ul>",
        "(list None tight\n(item None\n(p \"a\")\n(list None tight\n(item None\n(p \"b\")\n)\n)\n)\n(item None\n)\n)",
    );
    check_read(
        "<ol start=3><li><p>a</p><p>b</p><li><input type=checkbox checked> c</ol>",
        "(list Some(3) loose\n(item None\n(p \"a\")\n(p \"b\")\n)\n(item Some(true)\n(p \"c\")\n)\n)",
    );
    check_read("<li>a<ul>text</ul>", "(p \"a\")\n(list None tight\n(item None\n(p \"text\")\n)\n)");
}

#[test]
fn tables_of_data_are_tables_and_others_are_not() {
    check_read(
        "<table><caption>C</caption><tr><th>a<th align=right>b<tr><td colspan=2>c <b>d</b><br>e</table>",
        "(p \"C\")\n(table [None, Right]\n(row\n(cell \"a\")\n(cell \"b\")\n)\n(row\n(cell \"c \" (strong \"d\") \" e\")\n(cell)\n)\n)",
    );
    check_read(
        "<table><tr><td><h2>a</h2><p>b</p></td><td>c</td></tr></table>",
        "(h2 \"a\")\n(p \"b\")\n(p \"c\")",
    );
    check_read("<table><tr><td>a<tr><td>b</table>", "(p \"a\")\n(p \"b\")");
}

#[test]
fn marks_of_word_processors_are_read_and_their_noise_is_not() {
    check_read(
        "<b style='font-weight:normal' id=docs><p class=c1><span style='font-weight:700;font-style:italic'>a</span>\
         <span style='text-decoration:line-through'>b</span><o:p></o:p></p><p><span></span></p></b>",
        "(p (strong (em \"a\")) (del \"b\"))",
    );
    check_read("<i>a <b>b</i> c</b>", "(p (em \"a \" (strong \"b\")) \" \" (strong \"c\"))");
    check_read("<code>a <b>b</b></code>", "(p (code \"a b\"))");
}

#[test]
fn lists_of_a_word_processor_are_lists() {
    let item = |level: u8, marker: &str, words: &str| {
        format!(
            "<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>\
             <span style='mso-list:Ignore'>{marker}<span>&nbsp;&nbsp; </span></span><![endif]>{words}<o:p></o:p></p>\n"
        )
    };
    let bullets = [
        item(1, "·", "a"),
        item(2, "o", "b"),
        item(1, "·", "c"),
        "<p>d".into(),
        item(1, "3.", "e"),
        item(1, "4.", "f"),
    ];
    check_read(
        &bullets.concat(),
        "(list None tight\n(item None\n(p \"a\")\n(list None tight\n(item None\n(p \"b\")\n)\n)\n)\n(item None\n(p \"c\")\n)\n)\n\
         (p \"d\")\n(list Some(3) tight\n(item None\n(p \"e\")\n)\n(item None\n(p \"f\")\n)\n)",
    );
    check_read(&item(1, "", ""), "");
}

#[test]
fn a_foreign_head_fills_what_the_text_leaves_open() {
    let html = "<html lang=de><title>T | Site</title><meta property=og:title content='O'><meta name=description content='D d'>\
        <link rel=canonical href=https://a.b/><script type=application/ld+json>{\"@graph\":[{\"author\":[{\"name\":\"A\"},\"B\"],\
        \"headline\":\"x\",\"datePublished\":\"2026-01-01T00:00:00Z\"}]}</script><meta name=keywords content='k, l'><p>x";
    let head = read(html).head;
    assert_eq!([&*head.headline, &*head.deck, &*head.language], ["O", "D d", "de"]);
    assert_eq!([&*head.canonical, &*head.published], ["https://a.b/", "2026-01-01T00:00:00Z"]);
    assert_eq!(
        (head.byline, head.tags),
        (vec!["A".to_owned(), "B".to_owned()], vec!["k".to_owned(), "l".to_owned()])
    );
    let head = read("<title>T</title><meta name=description content='D d'><h1>H</h1><p>D d and more").head;
    assert_eq!([&*head.headline, &*head.deck], ["", ""]);
}

#[test]
fn a_fragment_of_an_earlier_version_keeps_its_references() {
    let fragment = "<h2>S</h2>\n<p>a<sup><a href=\"#src-1\" id=\"ref-1-1\">1</a>,<a href=\"#note-a\" id=\"noteref-a-1\">a</a>\
        </sup></p>\n<h2>Notes</h2>\n<ol type=\"a\">\n<li id=\"note-a\"><p>n <a href=\"#noteref-a-1\">↩</a></p></li>\n</ol>\n\
        <h2>Sources</h2>\n<ol>\n<li id=\"src-1\"><a href=\"https://x.y\">https://x.y</a></li>\n</ol>\n";
    let pieces = read(fragment).pieces;
    let shapes: Vec<String> = pieces.iter().map(|p| markdown::shape(std::slice::from_ref(&p.block))).collect();
    assert_eq!(shapes[1].trim_end(), "(p \"a\" (cite \"#1\") (ref \"a\"))");
    assert_eq!((pieces[2].role.clone(), shapes[3].trim_end()), (Some(Role::Label), "(note \"a\"\n(p \"n\")\n)"));
}

#[test]
fn nothing_that_runs_gets_out() {
    let payloads = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "</title></style></script><svg onload=alert(1)>",
        "' onmouseover='alert(1)",
        "data:text/html,<script>alert(1)</script>",
    ];
    for payload in payloads {
        let text = || payload.to_owned();
        let mut article = Article { headline: text(), deck: text(), dateline: text(), ..Article::default() };
        article.byline = vec![text()];
        article.tags = vec![text()];
        article.canonical = text();
        article.slug = text();
        article.image =
            LeadImage { file: text(), alt: text(), caption: text(), credit: text(), ..LeadImage::default() };
        article.push_takeaway(payload);
        article.push_section(
            payload,
            format!(
                "{payload}\n\n[a](<{payload}> \"{payload}\") ![b](<{payload}>)\n\n```{payload}\n{payload}\n```"
            ),
        );
        article.push_source(source("x", payload, payload, payload));
        // A relative link has no address in a page with an unknown location.
        if !crate::link::is_relative(payload) {
            check_trip(&article);
        }
        let page = compose(&article);
        for html in [render_page(&page), render_fragment(&page)] {
            let parsed = scraper::Html::parse_document(&html);
            for element in parsed.tree.nodes().filter_map(|node| node.value().as_element()) {
                let is_safe = |(name, value): (&str, &str)| {
                    !name.starts_with("on")
                        && (name != "href" || value.starts_with('#') || crate::link::may_link(value))
                };
                assert!(element.attrs().all(is_safe), "{element:?} of {payload:?}");
                assert!(element.name() != "svg" && (element.name() != "script" || element.attr("type").is_some()));
            }
        }
    }
}

#[test]
fn no_nesting_is_too_deep() {
    let deep = 10_000;
    for name in [
        "div",
        "blockquote",
        "b",
        "span",
        "ul><li",
        "table><tr><td",
        "a href=http://x.y",
        "sup",
        "pre",
        "h1",
        "figure",
    ] {
        let html = format!("{}deep", format!("<{name}>").repeat(deep));
        let blocks: Vec<Block> = read(&html).pieces.into_iter().map(|piece| piece.block).collect();
        assert!(markdown::shape(&blocks).contains("deep"), "{name}");
    }
}
