use super::*;
use crate::markdown::Inline;

#[track_caller]
fn check(article: &Article, expected: &str) {
    assert_eq!(compose(article).shape().trim_end(), expected.trim());
}

fn lede(text: &str) -> Article {
    Article { lede: Arc::new(text.into()), ..Article::default() }
}

fn body(text: &str) -> Article {
    let mut article = Article::default();
    article.push_section("S", text);
    article
}

#[test]
fn nothing_gives_no_part() {
    let mut article = Article { headline: " \n".into(), byline: vec![" ".into()], ..Article::default() };
    article.push_takeaway(" ");
    article.push_section("", " \n\n");
    article.push_source(Source::default());
    assert!(compose(&article).parts.is_empty());
}

#[test]
fn parts_stand_in_the_order_of_the_form() {
    let mut article = lede("L");
    article.push_section("S", "B");
    article.push_takeaway("*T*");
    article.push_source(Source { link: "https://a.b/c".into(), ..Source::default() });
    article.headline = "H".into();
    article.deck = "D".into();
    article.image.alt = "A".into();
    article.byline = vec!["One".into(), "Two".into(), "Three".into()];
    check(
        &article,
        r#"
headline "H"
image "" "A" "" ""
deck "D"
byline ["One", "Two", "Three"] ""
takeaway (p (em "T"))
(p "L")
section "S"
(p "B")
source 1 ["", "", "https://a.b/c"]"#,
    );
    let page = compose(&article);
    let by = page.parts.iter().find_map(|p| if let Part::Byline(b) = p { b.by() } else { None });
    assert_eq!(by.as_deref(), Some("By One, Two and Three"));
}

#[test]
fn heading_levels_never_skip() {
    check(&body("#### a\n\n# b\n\n### c"), "section \"S\"\n(h3 \"a\")\n(h3 \"b\")\n(h4 \"c\")");
    check(
        &body("# a\n## b\n### c\n#### d\n##### e"),
        "section \"S\"\n(h3 \"a\")\n(h4 \"b\")\n(h5 \"c\")\n(h6 \"d\")\n(h6 \"e\")",
    );
}

#[test]
fn a_heading_in_the_lede_opens_a_section() {
    check(&lede("x\n\n## *A*\n\ny\n\n### b"), "(p \"x\")\nsection \"A\"\n(p \"y\")\n(h3 \"b\")");
}

#[test]
fn a_heading_of_the_lede_keeps_its_references_as_typed() {
    check(&lede("## A[^1] b[^k]\n\n[^1]: note"), "section \"A[^1] b[^k]\"\nnote a (p \"note\")");
}

#[test]
fn pictures_on_other_hosts_are_not_named_as_paths() {
    let mut article = Article::default();
    for file in ["//host/x.png", "\\\\host\\x.png", "/\\host/x.png", "/\t/host/x.png", "file:///x.png"] {
        article.image.file = file.into();
        assert!(compose(&article).parts.is_empty(), "{file}");
    }
}

#[test]
fn a_section_without_a_heading_goes_on_with_what_stands_before() {
    let mut article = Article::default();
    let id = article.push_section(" ", "### a\n\nx");
    check(&article, "section \"a\"\n(p \"x\")");
    let mut composer = Composer::default();
    composer.compose(&article);
    article.lede = Arc::new("## top".into());
    assert_eq!(composer.compose(&article).shape(), "section \"top\"\n(h3 \"a\")\n(p \"x\")\n");
    article.remove(&crate::article::Item::Section(id));
    assert_eq!(composer.compose(&article).shape(), "section \"top\"\n");
}

#[test]
fn a_heading_in_a_quote_is_strong_words() {
    check(&body("> # a **b**"), "section \"S\"\n(quote\n(p (strong \"a b\"))\n)");
}

#[test]
fn links_that_may_not_be_followed_are_text() {
    check(
        &body("[a](javascript:x) [b](HTTPS://y.z) [c](/d) <m@n.op> ![e](data:f) ![g](h.png)"),
        "section \"S\"\n(p \"a \" (link \"HTTPS://y.z\" \"\" \"b\") \" \" (link \"/d\" \"\" \"c\") \" \" (link \"mailto:m@n.op\" \"\" \"m@n.op\") \" e \" (image \"h.png\" \"\" \"g\"))",
    );
}

#[test]
fn sources_are_numbered_by_their_list_and_unknown_keys_are_text() {
    let mut article = body("a[^b] c[^a] d[^x]");
    article.push_source(Source { key: "a".into(), title: "A".into(), ..Source::default() });
    article.push_source(Source { key: "b".into(), link: "http://b.c".into(), ..Source::default() });
    check(
        &article,
        "section \"S\"\n(p \"a\" (cite \"2 http://b.c\") \" c\" (cite \"1 \") \" d[^x]\")\nsource 1 [\"A\", \"\", \"\"]\nsource 2 [\"\", \"\", \"http://b.c\"]",
    );
}

#[test]
fn a_title_that_is_an_address_is_the_link() {
    let mut article = body("x[^a]");
    let link = "https://a.example".to_owned();
    article.push_source(Source { key: "a".into(), title: link.clone(), ..Source::default() });
    article.push_source(Source { key: "b".into(), title: link.clone(), link, ..Source::default() });
    let sources = "source 1 [\"\", \"\", \"https://a.example\"]\nsource 2 [\"\", \"\", \"https://a.example\"]";
    check(&article, &format!("section \"S\"\n(p \"x\" (cite \"1 https://a.example\"))\n{sources}"));
}

#[test]
fn notes_of_two_sections_with_one_label_are_two_notes() {
    let mut article = body("x[^1] y[^2]\n\n[^2]: two [^3]\n[^1]: one\n[^3]: three");
    article.push_section("T", "z[^1]\n\n[^1]: other\n[^9]: unused");
    check(
        &article,
        r#"
section "S"
(p "x" (ref "a") " y" (ref "b"))
section "T"
(p "z" (ref "c"))
note a (p "one")
note b (p "two " (ref "d"))
note c (p "other")
note d (p "three")
note e (p "unused")"#,
    );
}

#[test]
fn a_note_that_only_an_unused_note_refers_to_has_its_letter() {
    check(
        &body("x\n\n[^1]: one[^2]\n[^2]: two"),
        "section \"S\"\n(p \"x\")\nnote a (p \"one\" (ref \"b\"))\nnote b (p \"two\")",
    );
}

#[test]
fn paragraphs_that_touch_make_a_list_loose() {
    check(&body("- # a\n  b"), "section \"S\"\n(list None loose\n(item None\n(p (strong \"a\"))\n(p \"b\")\n)\n)");
    check(&body("- &nbsp;\n\n- &nbsp;"), "section \"S\"\n(list None tight\n(item None\n)\n(item None\n)\n)");
}

#[test]
fn a_composer_gives_what_compose_gives() {
    let mut article = body("one[^k]");
    article.push_source(Source { key: "k".into(), title: "K".into(), ..Source::default() });
    let mut composer = Composer::default();
    assert_eq!(composer.compose(&article).shape(), compose(&article).shape());
    let id = article.sections[0].id;
    article.text_mut(&Place::Body(id)).unwrap().push_str(" two");
    article.sources.clear();
    assert_eq!(composer.compose(&article).shape(), compose(&article).shape());
    article.shift(&crate::article::Item::Section(id), crate::article::Direction::Down);
    article.push_section("N", "new");
    assert_eq!(composer.compose(&article).shape(), compose(&article).shape());
}

#[test]
fn only_changed_bodies_are_composed_again() {
    let mut article = body("one");
    let second = article.push_section("T", "two");
    let mut composer = Composer::default();
    let bodies = |page: &Page| -> Vec<*const Body> {
        page.parts.iter().filter_map(|p| if let Part::Body(b) = p { Some(Arc::as_ptr(b)) } else { None }).collect()
    };
    let before = composer.compose(&article);
    article.text_mut(&Place::Body(second)).unwrap().push('!');
    let after = composer.compose(&article);
    assert_eq!(bodies(&before)[0], bodies(&after)[0]);
    assert_ne!(bodies(&before)[1], bodies(&after)[1]);
}

#[test]
fn letters_go_on_after_z() {
    assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letter), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
}

#[test]
fn lines_that_follow_each_other_are_one_piece_and_know_their_bytes() {
    let pieces = |text: &str| -> Vec<(String, std::ops::Range<usize>)> {
        let page = compose(&lede(text));
        let mut found = Vec::new();
        for part in &page.parts {
            let Part::Body(body) = part else { panic!("{part:?}") };
            body.each_inline(&mut |inline| {
                if let Inline::Text(run) = inline {
                    found.push((run.text.to_string(), run.range.clone()));
                }
            });
        }
        found
    };
    assert_eq!(pieces("a\nb\nc"), [("a b c".into(), 0..5)]);
    assert_eq!(pieces("a\n  b"), [("a".into(), 0..1), (" ".into(), 1..1), ("b".into(), 4..5)]);
    assert_eq!(pieces("&lt;\nb"), [("<".into(), 0..4), (" ".into(), 4..4), ("b".into(), 5..6)]);
    assert_eq!(pieces("*a*\nb"), [("a".into(), 1..2), (" ".into(), 2..2), ("b".into(), 4..5)]);
}

#[test]
fn a_page_is_the_same_whether_it_will_be_composed_again_or_not() {
    let long = "One\ntwo *three*.[^a]\n\n## H\n\n- item\n\n".repeat(300);
    let noted = format!("{long}[^a]: note\n");
    for text in [long, noted] {
        let mut article = lede(&text);
        article.push_section("S", &text);
        article.push_section("", "[^a]");
        article.push_takeaway("*T*");
        assert_eq!(compose(&article).shape(), Composer::default().compose(&article).shape());
    }
}
