use crate::article::{Article, LeadImage, Source};
use crate::format::html::{render_fragment, render_rich};
use crate::page::compose;

/// An article with two sources, of which only the first is on the web.
fn article(body: &str) -> Article {
    let mut article = Article { headline: "H & h".into(), ..Article::default() };
    article.push_section("", body);
    article.push_source(Source { key: "x".into(), link: "https://x.example/?a&b".into(), ..Source::default() });
    article.push_source(Source { key: "y".into(), title: "Box 4".into(), ..Source::default() });
    article
}

#[track_caller]
fn check(body: &str, expected: &str) {
    let fragment = render_fragment(&compose(&article(body)));
    let shown = fragment.split("<h2>Sources</h2>").next().expect("a split has a first part");
    assert_eq!(shown.trim_end(), expected, "of {body:?}");
}

#[test]
fn citations_lead_to_their_sources_and_to_nothing_in_the_piece() {
    check(
        "a[^x][^y] *b[^x]*",
        "<p>a<a href=\"https://x.example/?a&amp;b\">[1]</a>[2] <em>b<a href=\"https://x.example/?a&amp;b\">[1]</a></em></p>",
    );
    check("[a[^x]](https://b.example)", "<p><a href=\"https://b.example\">a[^x]</a></p>");
    check("a[^gone]", "<p>a[^gone]</p>");
    check(
        "| a[^y] |\n|---|\n| b |",
        "<table>\n<thead>\n<tr><th scope=\"col\">a[2]</th></tr>\n</thead>\n<tbody>\n<tr><td>b</td></tr>\n</tbody>\n</table>",
    );
}

#[test]
fn notes_say_their_letters() {
    check(
        "a[^1] b[^2]\n\n[^1]: one[^y]\n\n    two\n[^2]: - three",
        "<p>a[a] b[b]</p>\n<h2>Notes</h2>\n<p>[a] one[2]</p>\n<p>two</p>\n<p>[b]</p>\n<ul>\n<li>three</li>\n</ul>",
    );
}

#[test]
fn the_words_of_an_item_stay_apart() {
    check("- a\n\n  b\n- c", "<ul>\n<li>a<br><br>b</li>\n<li>c</li>\n</ul>");
    check("1. a\n   - b\n\n   c", "<ol>\n<li>a\n<ul>\n<li>b<br><br>c</li>\n</ul>\n</li>\n</ol>");
    check(
        "- a\n  > b\n  >\n  > > c\n- ```\n  d\n\n  e\n  ```",
        "<ul>\n<li>a<br><br>“b<br><br>“‘c’”</li>\n<li><code>d</code><br><br><code>e</code></li>\n</ul>",
    );
    check("- a\n  - b\n  1. c", "<ul>\n<li>a\n<ul>\n<li>b</li>\n<li>1. c</li>\n</ul>\n</li>\n</ul>");
    check("- - a", "<ul>\n<li><br>\n<ul>\n<li>a</li>\n</ul>\n</li>\n</ul>");
    check("- a\n\n  | b | c |\n  |---|---|\n  | d | e |", "<ul>\n<li>a<br><br>b | c<br>d | e</li>\n</ul>");
}

#[test]
fn lists_in_a_row_stay_apart() {
    let [one, two] = ["<ol>\n<li>a</li>\n</ol>", "<ol start=\"5\">\n<li>b</li>\n</ol>"];
    check("> 1. a\n\n5. b", &format!("{one}\n<p><br></p>\n{two}"));
    check("1. a\n\n5) b", &format!("{one}\n<p><br></p>\n{two}"));
}

#[test]
fn ticks_are_characters() {
    check("- [x] a\n- [ ] b\n  - [x] c", "<ul>\n<li>☑ a</li>\n<li>☐ b\n<ul>\n<li>☑ c</li>\n</ul>\n</li>\n</ul>");
}

#[test]
fn a_quotation_is_one_paragraph_and_has_none_in_it() {
    check("> a\n>\n> > b\n>\n> c", "<blockquote>\n<p>a<br><br>“b”<br><br>c</p>\n</blockquote>");
    check(
        "> a\n>\n> - b\n>\n> c",
        "<blockquote>\n<p>a</p>\n</blockquote>\n<ul>\n<li>b</li>\n</ul>\n<blockquote>\n<p>c</p>\n</blockquote>",
    );
}

#[test]
fn what_is_struck_stays_so() {
    check("~~a~~", "<p><s>a</s></p>");
}

#[test]
fn words_for_a_picture_are_paragraphs() {
    let image = LeadImage { caption: "A pier".into(), credit: "C".into(), ..LeadImage::default() };
    let article = Article { image, ..Article::default() };
    assert_eq!(render_fragment(&compose(&article)), "<p>A pier</p>\n<p>(C)</p>\n");
}

#[test]
fn a_copy_of_the_piece_begins_with_its_headline() {
    let page = compose(&article("a"));
    assert_eq!(render_rich(&page), format!("<h1>H &amp; h</h1>\n{}", render_fragment(&page)));
    assert_eq!(render_rich(&compose(&Article::default())), "");
}
