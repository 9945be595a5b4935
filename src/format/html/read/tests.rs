//! What pages of other programs become, as the Markdown of their blocks: one row per pattern.

mod lists;

use proptest::prelude::*;

use super::read;
use crate::markdown::write::{self, AsTyped};
use crate::markdown::{Block, Inline, words};

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(write::blocks(&blocks_of(html), &AsTyped), expected, "of {html}");
}

fn blocks_of(html: &str) -> Vec<Block> {
    read(html).pieces.into_iter().map(|piece| piece.block).collect()
}

/// How each program writes a text with one note.
const ONE_NOTE: [(&str, &str); 14] = [
    (
        "pandoc",
        "<p>sold for 40<a href='#fn1' class='footnote-ref' id='fnref1' role='doc-noteref'><sup>1</sup></a>.</p>\
         <section class=footnotes role=doc-endnotes><hr><ol><li id=fn1><p>In gold.<a href='#fnref1' class='footnote-back' \
         role=doc-backlink>↩︎</a></p></li></ol></section>",
    ),
    (
        "WordPress",
        "<p>sold for 40<sup data-fn='a-b' class=fn><a href='#a-b' id='a-b-link'>1</a></sup>.</p>\
         <ol class='wp-block-footnotes'><li id='a-b'>In gold. <a href='#a-b-link' aria-label='Jump to footnote reference 1'>\
         ↩︎</a></li></ol>",
    ),
    (
        "Wikipedia",
        "<p>sold for 40<sup id=cite_ref-1 class=reference><a href='#cite_note-1'><span>[</span>1<span>]</span></a></sup>.</p>\
         <h2>References</h2><div class=reflist><ol><li id=cite_note-1><span class=mw-cite-backlink><b><a href='#cite_ref-1'>\
         <span>Jump up</span>^</a></b></span> <span class=reference-text>In gold.</span></li></ol></div>",
    ),
    (
        "Word",
        "<p class=MsoNormal>sold for 40<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1' title=''><span \
         class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]>\
         </span></span></a>.</p><div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width='33%'>\
         <div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href='#_ftnref1' \
         name='_ftn1' title=''><span class=MsoFootnoteReference>[1]</span></a> In gold.</p></div></div>",
    ),
    (
        "Google Docs",
        "<p>sold for 40<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup>.</p><hr><div><p><a href='#ftnt_ref1' id='ftnt1'>\
         [1]</a><span>&nbsp;In gold.</span></p></div>",
    ),
    (
        "LibreOffice",
        "<p>sold for 40<a class=sdfootnoteanc name=sdfootnote1anc href='#sdfootnote1sym'><sup>1</sup></a>.</p>\
         <div id=sdfootnote1><p class=sdfootnote><a class=sdfootnotesym name=sdfootnote1sym href='#sdfootnote1anc'>1</a>\
         In gold.</p></div>",
    ),
    (
        "markdown-it",
        "<p>sold for 40<sup class=footnote-ref><a href='#fn1' id=fnref1>[1]</a></sup>.</p><hr class=footnotes-sep>\
         <section class=footnotes><ol class=footnotes-list><li id=fn1 class=footnote-item><p>In gold. <a href='#fnref1' \
         class=footnote-backref>↩︎</a></p></li></ol></section>",
    ),
    (
        "Substack",
        "<p>sold for 40<a class=footnote-anchor id=footnote-anchor-1 href='#footnote-1' target=_self>1</a>.</p>\
         <div class=footnote><a id=footnote-1 href='#footnote-anchor-1' class=footnote-number contenteditable=false>1</a>\
         <div class=footnote-content><p>In gold.</p></div></div>",
    ),
    (
        "GitHub",
        "<p>sold for 40<sup><a href='#user-content-fn-1' id='user-content-fnref-1' data-footnote-ref>1</a></sup>.</p>\
         <section data-footnotes class=footnotes><h2 class=sr-only id=footnote-label>Footnotes</h2><ol><li \
         id='user-content-fn-1'><p>In gold. <a href='#user-content-fnref-1' data-footnote-backref>↩</a></p></li></ol></section>",
    ),
    (
        "Jekyll",
        "<p>sold for 40<sup id='fnref:1'><a href='#fn:1' class=footnote rel=footnote>1</a></sup>.</p><div class=footnotes>\
         <ol><li id='fn:1'><p>In gold. <a href='#fnref:1' class=reversefootnote>&#8617;</a></p></li></ol></div>",
    ),
    (
        "an e-book",
        "<p>sold for 40<a epub:type=noteref href='#n1'>1</a>.</p><aside epub:type=footnote id=n1><p>In gold.</p></aside>",
    ),
    (
        "no way back",
        "<p>sold for 40<sup><a href='#fn3'>1</a></sup>.</p><h3>Notes</h3><ol><li id=fn3>In gold.</li></ol>",
    ),
    (
        "a saved page",
        "<!-- saved from url=(0021)https://a.example/b --><p>sold for 40<sup><a id=r1 href='https://a.example/b#n1'>1</a>\
         </sup>.</p><p id=n1>1. In gold. (<a href='https://a.example/b#r1'>back to text</a>)</p>",
    ),
    (
        "raised by style",
        "<p>sold for 40<span style='vertical-align:super'>[<a name=r1 href='#n1'>1</a>]</span>.</p><p><a name=n1></a>[1] \
         In gold.</p>",
    ),
];

#[test]
fn a_mark_and_its_note_are_a_footnote_whoever_wrote_them() {
    for (program, html) in ONE_NOTE {
        let reading = read(html);
        let blocks: Vec<Block> = reading.pieces.into_iter().map(|piece| piece.block).collect();
        let written = write::blocks(&blocks, &AsTyped);
        let headings = ["## References\n\n", "## Footnotes\n\n", "### Notes\n\n"];
        let written = headings.iter().fold(written, |text, heading| text.replace(heading, ""));
        assert_eq!(written, "sold for 40[^1].\n\n[^1]: In gold.", "{program}");
    }
}

#[test]
fn several_marks_may_lead_to_one_note_and_notes_to_notes() {
    check(
        "<p>a<sup id=r1><a href='#n1'>1</a></sup> b<sup id=r2><a href='#n1'>1</a>,<a href='#n2' id=r3>2</a></sup></p><ol><li \
         id=n1>^ <a href='#r1'><sup><i>a</i></sup></a> <a href='#r2'><sup>b</sup></a> One.<sup><a href='#n3' id=r4>i</a></sup>\
         </li><li id=n2><a href='#r3'>↑</a> 2 in 5 <i>more</i>.</li></ol><p id=n3><a href='#r4'>i</a> Three.</p>",
        "a[^1] b[^1][^2]\n\n[^1]: One.[^i]\n\n[^2]: 2 in 5 *more*.\n\n[^i]: Three.",
    );
}

#[test]
fn a_note_that_nothing_leads_to_stays_in_the_list() {
    check(
        "<p>a<sup><a href='#n2' id=r2>2</a></sup></p><h2>Notes</h2><ol><li id=n1>One.</li><li id=n2>Two. <a href='#r2'>↩</a></li>\
         <li id=n3>Three.</li></ol>",
        "a[^2]\n\n## Notes\n\n[^2]: Two.\n\n1. One.\n2. Three.",
    );
    check(
        "<h2>a<sup><a href='#n1' id=r1>1</a></sup></h2><p>b</p><ol><li id=n1>One. <a href='#r1'>↩</a></li></ol>",
        "## a\\[1\\]\n\nb\n\n\\[1\\] One.",
    );
}

#[test]
fn a_note_keeps_its_paragraphs_and_lists() {
    check(
        "<p>a<sup><a href='#n1' id=r1>*</a></sup></p><ol><li id=n1><p>One.</p><ul><li>x</li></ul><p>Two. <a href='#r1'>Back</a>\
         </p></li></ol>",
        "a[^1]\n\n[^1]: One.\n\n    - x\n\n    Two.",
    );
}

#[test]
fn what_looks_like_a_mark_and_is_none_stays_a_link() {
    check("<p>sold for 40<sup><a href='#fn3'>3</a></sup> here</p>", "sold for 40[\\[3\\]](#fn3) here");
    check(
        "<p>sold for 40<a href='https://a.example/n'><sup>3</sup></a></p>",
        "sold for 40[\\[3\\]](https://a.example/n)",
    );
    check("<p>40<sup><a href='https://a.b/'>a</a></sup></p>", "40[\\[a\\]](https://a.b/)");
    check("<p>40<sup><a href='https://a.b/'>[3]</a></sup></p>", "40[\\[3\\]](https://a.b/)");
    check("<p>1<sup><a href='https://a.b/'>st</a></sup></p>", "1[st](https://a.b/)");
    check(
        "<p><a href='#p2'>2</a> <a id=t1 href='#s1'>1</a></p><div id=p2>b</div><h2 id=s1><a href='#t1'>1</a> c</h2>",
        "[2](#p2) [1](#s1)\n\nb\n\n## [1](#t1) c",
    );
    check(
        "<p>a<a class=msocomanchor id=_anchor_1 href='#_msocom_1'>[SJ1]</a></p><div id=_com_1><p><a name=_msocom_1></a><a \
         href='#_anchor_1'>[SJ1]</a> ask</p></div>",
        "a[\\[SJ1\\]](#_msocom_1)\n\n[\\[SJ1\\]](#_anchor_1) ask",
    );
}

#[test]
fn figures_and_words_set_high_or_low_never_join() {
    check("40<span style='vertical-align:30%'>2</span> 40<span style='vertical-align:-4pt'>2</span>", "40² 40₂");
    check("40<font style='position:relative;top:-3pt;font-size:7pt'>2</font>", "40²");
    check(
        "40<span style='vertical-align:1px'>2</span> 40<span style='position:relative;top:-3pt'>2</span>",
        "402 402",
    );
    check(
        "10<sup>-3</sup> H<sub>2</sub>O 2<sup>k</sup> x<sub>max</sub> 1<sup>st</sup> 5<sup><b>2</b></sup>",
        "10⁻³ H₂O 2^k x_max 1st 5²",
    );
    check("m<span style='vertical-align: super'>2</span> CO<span style='vertical-align:sub'>2</span>", "m² CO₂");
    check(
        "<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation>t</annotation></math>",
        "x^2=1/2",
    );
}

#[test]
fn a_mark_and_a_note_apart_leave_no_number_and_no_dead_link() {
    let text = "The lower lock was drained on Tuesday, and one could walk between its gates for a day";
    let page = |inside: &str, outside: &str| {
        format!("<html><body><article><h1>H</h1><p>{text}{inside}</article>{outside}</body></html>")
    };
    let mark = "<sup><a href='#n'>3</a></sup>";
    let note = "<ol><li id=n>In gold. <a href='#r'>↩</a></li></ol>";
    for (html, expected) in [
        (page(&format!("{mark}."), &format!("<footer>{note}</footer>")), "[^3].\n\n[^3]: In gold."),
        (page(&format!("{mark}.<aside hidden>{note}</aside>"), ""), "[^3].\n\n[^3]: In gold."),
        (page(&format!("{mark}.<div style='display:none' id=n>In gold.</div>"), ""), "[^3].\n\n[^3]: In gold."),
        (page(&format!(".<aside><p>Box{mark}</aside>{note}"), ""), ".\n\n1. In gold."),
        (page(&format!("<span hidden>{mark}</span>.{note}"), ""), ".\n\n1. In gold."),
        (
            page(&format!("{mark}."), "<ol><li id=n><a href='https://a.example/n'>In gold.</a></li></ol>"),
            "[^3].\n\n[^3]: [In gold.](https://a.example/n)",
        ),
    ] {
        check(&html, &format!("# H\n\n{text}{expected}"));
    }
}

#[test]
fn cells_and_lines_never_run_together() {
    check(
        "<div style='display:flex'><span>a</span><b>b</b><a href='https://a.b'>c</a></div>",
        "a **b** [c](https://a.b)",
    );
    check("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>after", "| a | b |\n| --- | --- |\n| c |  |\n\nafter");
    check("x<td>a</td><td>b</td><p>after</p>", "x\n\n| a | b |\n| --- | --- |\n\nafter");
    check("<button>a</button><button>b</button><label>c</label>d", "a b c d");
    check("<select><option>a</option><option>b</option></select>", "a\n\nb");
    check("<span style='display:block'>a</span><span style='display:block'>b</span>", "a\n\nb");
    check("<span style='display:table-cell'>a</span><span style='display:table-cell'>b</span>", "a b");
    check("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <ruby>字<rt>ji</rt></ruby>", "漢(kan) 字(ji)");
    check("super<wbr>cali co&shy;operate a<br>b", "supercali cooperate a\\\nb");
    check(
        "<table><tr><th>h</th><th>i</th></tr><tr><td rowspan=2>a</td><td>wo<b>rd</b><ul><li>x</li><li><i>y</i>z</li></ul></td></tr>\
         <tr><td>c</td></tr></table>",
        "| h | i |\n| --- | --- |\n| a | wo**rd** x *y*z |\n|  | c |",
    );
    check(
        "<table><tr><th>h</th><th>i</th></tr><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>",
        "| h | i |\n| --- | --- |\n| a b c | d |",
    );
}

#[test]
fn a_caption_stands_behind_its_picture() {
    let behind = "<p>x</p>";
    for html in [
        "<figure><img src=a.jpg alt=A><figcaption>Words</figcaption></figure>",
        "<figure><figcaption>Words</figcaption><img src=a.jpg alt=A></figure>",
        "<div class=wp-caption><img src=a.jpg alt=A><p class=wp-caption-text>Words</p></div>",
        "[caption id='x' width='3']<img src=a.jpg alt=A> Words[/caption]",
        "<figure><div><picture><source srcset=b.webp><img src=a.jpg alt=A></picture></div><figcaption>Words</figcaption></figure>",
        "<dl class=gallery-item><dt><img src=a.jpg alt=A></dt><dd class='wp-caption-text gallery-caption'>Words</dd></dl>",
        "<p><img src=a.jpg alt=A></p><p class=MsoCaption>Words</p>",
    ] {
        check(&[behind, html].concat(), "x\n\n![A](a.jpg)\n\n*Words*");
    }
    check(
        &[behind, "<figure><img src=a.jpg><figcaption>Words<span class=credit>Ann</span></figcaption></figure>"]
            .concat(),
        "x\n\n![](a.jpg)\n\n*Words* (Ann)",
    );
    check(
        "<p>x</p><table class=tr-caption-container><tr><td><img src=a.jpg></td></tr><tr><td class=tr-caption>Words</td></tr></table>",
        "x\n\n![](a.jpg)\n\n*Words*",
    );
    check(
        "<p>x</p><figure><img src=a.jpg> <img src=b.jpg><figcaption>Words</figcaption></figure>",
        "x\n\n![](a.jpg) ![](b.jpg)\n\n*Words*",
    );
    check("<figure><figcaption>T</figcaption><pre>c</pre></figure>", "T\n\n```\nc\n```");
}

#[test]
fn the_first_picture_with_words_is_the_lead_picture() {
    let figure = "<figure><img src=a.jpg alt=A><figcaption>Words <span class=photo-credit>(Ann)</span></figcaption></figure>";
    for before in ["", "<h1>H</h1>", "<h1>H</h1><p>Deck.</p><p>By B</p>"] {
        let reading = read(&[before, figure, "<p>Text.</p>"].concat());
        let article = crate::recognise::recognise(&reading).article;
        let image = &article.image;
        let fields = [&image.file, &image.alt, &image.caption, &image.credit];
        assert_eq!(fields, ["a.jpg", "A", "Words", "Ann"], "{before}");
    }
    let linked = "<figure><img src=a.jpg><figcaption><a href='https://b.c'>Ann</a></figcaption></figure><p>x";
    check(linked, "![](a.jpg)\n\n*[Ann](https://b.c)*\n\nx");
}

#[test]
fn no_mark_needs_an_entity() {
    check("<p><b><a href='https://a.b'>link </a></b>and</p>", "**[link](https://a.b)** and");
    check("<p><b><a href='https://a.b'>link</a></b>s</p>", "[**link**](https://a.b)s");
    check("<p><b>“word”</b>s and s<i>(x)</i></p>", "“**word**”s and s(*x*)");
    check("<p>a<b><code>b</code></b>c</p>", "a`b`c");
}

#[test]
fn addresses_are_kept() {
    check("<base href='https://a.example/b/'><a href='../map.html'>map</a>", "[map](https://a.example/map.html)");
    check("<a href='../map.html'>map</a>", "[map](../map.html)");
    check("<base href='https://a.example/b/'><img src=c.png alt=c>", "![c](https://a.example/b/c.png)");
}

#[test]
fn a_byline_is_said_once() {
    let reading = read("<meta name=author content='By By M. X'><p>x");
    assert_eq!(reading.head.byline, ["M. X"]);
}

/// The text of a tree, separated by elements that are not inline.
fn seen(html: &str) -> Vec<String> {
    const IN_LINE: [&str; 12] = ["span", "b", "i", "em", "strong", "a", "s", "code", "small", "q", "u", "font"];
    let document = super::bounded::parse(html);
    let mut out = String::new();
    let mut open = Vec::new();
    for node in document.tree.root().descendants() {
        let parent = node.parent().map(|parent| parent.id());
        while open.last().is_some_and(|(id, _)| Some(*id) != parent) {
            let is_apart = open.pop().is_some_and(|(_, is_apart)| is_apart);
            out.push_str(if is_apart { " " } else { "" });
        }
        if let Some(element) = super::element(node) {
            let is_apart =
                !IN_LINE.contains(&element.name()) || element.attr("style").or(element.attr("class")).is_some();
            out.push_str(if is_apart { " " } else { "" });
            out.push_str(element.attr("alt").unwrap_or_default());
            open.push((node.id(), is_apart));
        } else if let Some(text) = node.value().as_text() {
            out.push_str(text);
        }
    }
    words_of(&out)
}

fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort();
    words
}

/// The text of the draft that a page becomes.
fn taken(html: &str) -> Vec<String> {
    let article = crate::recognise::recognise(&read(html)).article;
    let image = &article.image;
    let mut out = [&article.headline, &image.alt, &image.caption, &image.credit].map(String::as_str).join(" ");
    let bodies = article.sections.iter().flat_map(|section| [&section.heading, &section.body]);
    for body in std::iter::once(&*article.lede).chain(bodies) {
        for line in crate::reading::lines(&crate::markdown::parse(body)) {
            out.push(' ');
            push_words(&line, &mut out);
        }
    }
    words_of(&out)
}

fn push_words(line: &[Inline], out: &mut String) {
    for inline in line {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                push_words(inner, out)
            }
            Inline::Link(link) => push_words(&link.content, out),
            Inline::Image(image) => out.push_str(&format!(" {} ", words(&image.content))),
            Inline::Text(run) | Inline::Code(run) => out.push_str(&run.text),
            Inline::Citation { .. } | Inline::NoteRef { .. } | Inline::SoftBreak | Inline::HardBreak => {
                out.push(' ');
            }
        }
    }
}

fn page() -> impl Strategy<Value = String> {
    let names = "p div span b i a ul ol li table tr td th caption thead tbody tfoot h1 h2 h3 figure figcaption blockquote dl \
                 dt dd button label select option br hr pre code section aside s u center";
    let names: Vec<&'static str> = names.split_whitespace().collect();
    let piece = prop_oneof![
        Just(" ".to_owned()),
        "[k-n]{1,2}",
        prop::sample::select(vec![
            "<img src=a.png alt=k>",
            "<img src='data:,' alt=l>",
            "<a href='https://a.b/'>",
            "<a href='#x'>",
            "<td rowspan=2>",
            "<td colspan=2>",
            "<ol start=3>",
            "<ol reversed>",
            "<li value=4>",
            "<p class=wp-caption-text>",
            "<span style='display:block'>",
            "<p style='mso-list:l0 level2 lfo1'>",
        ])
        .prop_map(str::to_owned),
        prop::sample::select(names)
            .prop_flat_map(|name| prop_oneof![Just(format!("<{name}>")), Just(format!("</{name}>"))]),
    ];
    prop::collection::vec(piece, 0..50).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_of_a_page_is_in_the_draft_and_none_is_joined(html in page()) {
        prop_assert_eq!(taken(&html), seen(&html));
    }
}
