use std::sync::Arc;

use super::{FrontMatter, render};
use crate::article::{Article, Source};
use crate::format::{self, Format};
use crate::page::compose;
use crate::reading::Origin;
use crate::recognise::recognise;

/// Checks that the page is the same after writing and reading it, and that a second round trip gives the same bytes.
#[track_caller]
fn check_trip(article: &Article) -> String {
    let page = compose(article);
    let written = format::render(&page, Format::Markdown);
    let back = recognise(&format::read(&written, Origin::Markdown)).article;
    assert_eq!(compose(&back).shape(), page.shape(), "\n--- written ---\n{written}");
    assert_eq!(format::render(&compose(&back), Format::Markdown), written);
    written
}

#[track_caller]
fn check_lede(lede: &str, expected: &str) {
    let article = Article { lede: Arc::new(lede.into()), ..Article::default() };
    assert_eq!(check_trip(&article), expected);
}

fn source(link: &str, title: &str, publisher: &str) -> Source {
    Source { link: link.into(), title: title.into(), publisher: publisher.into(), ..Source::default() }
}

#[test]
fn marks_alone_in_their_fields_are_no_pair_in_a_line_of_several() {
    let mut article = Article { byline: vec!["A~b".into(), "C~d".into()], ..Article::default() };
    article.push_source(source("https://a.example/~x", "$USER", "$HOME"));
    article.push_source(source("https://a.example", "$5", "$6"));
    let written = check_trip(&article);
    assert!(written.contains("By A&#126;b and C&#126;d"), "{written}");
    assert!(written.contains("1. [&#36;USER](https://a.example/~x), *&#36;HOME*"), "{written}");
    assert!(written.contains("2. [$5](https://a.example), *$6*"), "{written}");
}

#[test]
fn every_part_stands_in_its_place() {
    let mut article = Article {
        headline: "Head # line".into(),
        deck: "Deck *x*".into(),
        byline: vec!["Ann".into(), "Bo".into(), "Cy and Co, Ltd.".into()],
        dateline: "Oslo — north".into(),
        ..Article::default()
    };
    article.image.alt = "Alt".into();
    article.image.caption = "Caption (x)".into();
    article.image.credit = "Credit".into();
    article.push_takeaway("*T*[^s]");
    article.push_section("S", "x[^s][^t][^1]\n\n# sub\n\n[^1]: note");
    article.push_section("Sources:", "1. a\n2. b");
    article.push_source(Source { key: "s".into(), ..source("https://a.b/c", "", "") });
    article.push_source(Source { key: "t".into(), ..source("file 12/3", "T, U", "") });
    article.push_source(source("http://l.m", "T", "P"));
    article.push_source(source("http://l.m/n", "", "P"));
    article.push_source(source("archive", "T", "P"));
    article.push_source(source("", "", "P"));
    let expected = "\
# Head # line\n\n*Alt*\n\n*Caption &#40;x&#41; (Credit)*\n\n**Deck \\*x\\***\n\n\
By Ann, Bo and Cy &#97;nd Co&#44; Ltd. — Oslo &#8212; north\n\n## Key Takeaways\n\n- *T*[[1]](https://a.b/c)\n\n\
## S\n\nx[[1]](https://a.b/c)[2][^a]\n\n### sub\n\n[^a]: note\n\n## &#83;ources:\n\n1. a\n2. b\n\n## Sources\n\n\
1. <https://a.b/c>\n2. T, U,&#32;file 12/3\n3. [T](http://l.m), *P*\n4. *P*, <http://l.m/n>\n5. T, *P*, archive\n6. *P*\n";
    assert_eq!(check_trip(&article), expected);
}

#[test]
fn a_lede_that_looks_like_a_head_is_none() {
    check_lede("*a b*", "_a b_\n");
    check_lede("**a b**", "__a b__\n");
    check_lede("By Ann Other", "&#66;y Ann Other\n");
    check_lede("![a](b.png)", "![a](b.png '')\n");
    check_lede("[^x] y", "\\[^x\\] y\n");
}

#[test]
fn an_address_leaves_without_the_space_at_its_end() {
    check_lede("[a](<https://b.example/c >)", "[a](https://b.example/c)\n");
    check_lede("![a](<b.png >) c", "![a](b.png) c\n");
}

#[test]
fn names_and_sources_are_spelled_as_the_one_line_that_they_are() {
    let mut article = Article { byline: vec!["{% a * b %}".into(), "{% c * d %}".into()], ..Article::default() };
    article.push_source(source("https://a.example", "x^y", "z^2"));
    let written = check_trip(&article);
    assert!(written.contains("{% a * b %} and {% c * d %}\n"), "{written}");
    assert!(written.contains("1. [x^y](https://a.example), *z^2*"), "{written}");
}

#[test]
fn lists_next_to_the_takeaways_stay_apart() {
    let mut article = Article { lede: Arc::new("- a\n- b".into()), ..Article::default() };
    article.push_takeaway("t");
    assert_eq!(check_trip(&article), "## Key Takeaways\n\n- t\n\n+ a\n+ b\n");
}

#[test]
fn image_words_and_files_come_back() {
    for (file, alt, caption, credit) in [
        ("a b.png", "Alt", "", ""),
        ("https://a.b/c.png", "", "Cap", "Cred (x)"),
        ("", "", "Cap", ""),
        ("", "", "Cap", "Cred"),
        ("", "(alt)", "", ""),
        ("", "", "", "Cred"),
        ("x.png", "", "", ""),
    ] {
        let mut article = Article { deck: "D".into(), ..Article::default() };
        article.image.file = file.into();
        article.image.alt = alt.into();
        article.image.caption = caption.into();
        article.image.credit = credit.into();
        check_trip(&article);
    }
}

#[test]
fn front_matter_only_on_request_and_only_of_what_is_there() {
    let mut article = Article { headline: "A \"b\": c".into(), tags: vec!["x".into()], ..Article::default() };
    article.published = "2026-03-02T08:00:00+01:00".into();
    let page = compose(&article);
    let written = render(&page, FrontMatter::With);
    let expected = "---\ntitle: \"A \\\"b\\\": c\"\ndate: \"2026-03-02T08:00:00+01:00\"\ntags: [\"x\"]\n---\n";
    assert_eq!(written, expected);
    assert_eq!(recognise(&format::read(&written, Origin::Markdown)).article, article);
    assert_eq!(render(&compose(&Article::default()), FrontMatter::With), "");
}

#[test]
fn unknown_front_matter_is_kept_and_what_is_none_is_text() {
    let read = |text: &str| recognise(&format::read(text, Origin::Markdown)).article;
    let article = read("---\ntitle: T\nlayout: post\nimage:\n  src: a.png\n---\nBody.");
    assert_eq!((article.headline.as_str(), article.note.as_str()), ("T", "layout: post"));
    assert_eq!((article.image.file.as_str(), article.lede.as_str()), ("a.png", "Body."));
    let nested =
        read("---\ntitle: T\nheadline: U\nauthors:\n  - name: Ann\n    url: http://a.b\n  - name: Bo\n---\nBody.");
    assert_eq!(
        (nested.headline.as_str(), nested.byline.as_slice()),
        ("T", ["Ann".to_owned(), "Bo".to_owned()].as_slice())
    );
    assert_eq!(nested.note, "headline: U; authors.url: http://a.b");
    assert!(read("---\n- a: &x [1]\n- *x\n---\nBody.").lede.contains("Body."));
    assert_eq!(read("---\njust words\n---\nBody.").sections[0].heading, "just words");
}

#[test]
fn words_at_the_top_come_back_as_words() {
    for lede in ["Title: Weir\\\nDate: May 2\\\nTags: a", "% Weir", "+++\\\ntitle = \"a\"\\\n+++", "Title: Weir"] {
        let article = Article { lede: lede.to_owned().into(), ..Article::default() };
        let text = render(&compose(&article), FrontMatter::Without);
        let back = recognise(&format::read(&text, Origin::Markdown)).article;
        assert_eq!((back.headline.as_str(), back.published.as_str()), ("", ""), "{text}");
        assert_eq!(render(&compose(&back), FrontMatter::Without), text);
    }
}

#[test]
fn bodies_come_in_as_they_were_written() {
    let read = |text: &str| recognise(&format::read(text, Origin::Markdown)).article;
    let article = read(
        "# T\n\n## A\n\n* one\n* two\n\nUnder__line__\nwith *star*.\n\n### B\n\n```\nx\n```\n\n## C\n\nc[^1]\n\n[^1]: n",
    );
    assert_eq!(article.sections[0].body, "* one\n* two\n\nUnder__line__\nwith *star*.\n\n### B\n\n```\nx\n```");
    assert_eq!(article.sections[1].body, "c[^1]\n\n[^1]: n");
}

#[test]
fn references_and_far_footnotes_come_along() {
    let read = |text: &str| recognise(&format::read(text, Origin::Markdown)).article;
    let article = read("## A\n\n[x][r] y[^n]\n\n## B\n\nz\n\n[r]: http://a.b\n[^n]: far");
    assert_eq!(article.sections[0].body, "[x](http://a.b) y[^n]\n\n[^n]: far");
    assert_eq!(article.sections[1].body, "z");
}

#[track_caller]
fn check_read(text: &str, expected: &str) {
    let text = format!("# T\n\n{text}\n\n## Sources\n\n1. [A](https://a.org/x)\n");
    let article = recognise(&format::read(&text, Origin::Markdown)).article;
    assert_eq!(article.lede.as_str(), expected);
}

#[test]
fn numbers_become_keys_and_the_text_around_them_stays_as_written() {
    check_read("* one _two_ [[1]](https://a.org/x)\n* three [1][1]", "* one _two_ [^a]\n* three [^a][^a]");
    check_read("> quoted [1],\n> and on [[1]](https://a.org/x)", "> quoted [^a],\n> and on [^a]");
}

#[test]
fn a_key_that_would_read_as_something_else_beside_its_neighbours_is_spelled_apart() {
    check_read("a [x [[1]](https://a.org/x) y](https://b.org)", "a \\[x [^a] y\\](https://b.org)");
    check_read("a [[1]](https://a.org/x)(b)", "a [^a]\\(b)");
    check_read("[[1]](https://a.org/x): b", "[^a]\\: b");
}

#[test]
fn notes_that_nothing_refers_to_keep_their_order_and_their_section() {
    let mut article = Article { lede: Arc::new("[^1]: one".into()), ..Article::default() };
    article.push_section("S", "x\n\n[^1]: two");
    article.push_section("T", "y[^1]\n\n[^1]: three\n\n[^2]: four [^1]");
    check_trip(&article);
}
