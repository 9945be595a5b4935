use std::sync::Arc;

use crate::article::{Article, Source};
use crate::page::compose;

#[track_caller]
fn check(body: &str, expected: &str) {
    let article = Article { lede: Arc::new(body.into()), ..Article::default() };
    assert_eq!(super::render(&compose(&article)), format!("{expected}\n"));
}

#[test]
fn nothing_is_no_text() {
    assert_eq!(super::render(&compose(&Article::default())), "");
}

#[test]
fn marks_go_and_targets_stay() {
    check("*a* **b** ~~c~~ `d` [e](http://f.g)", "a b c d e (http://f.g)");
    check("<http://a.b> <m@n.op>", "http://a.b m@n.op");
    check("[a.b](https://a.b/) [http://a.b](http://a.b/) [A.b/c](https://a.b/c)", "a.b http://a.b A.b/c");
    check("[http://a.b](https://a.b) [a.b](https://a.b/c)", "http://a.b (https://a.b) a.b (https://a.b/c)");
    check("![a chart](c.png)", "a chart (c.png)");
    check("one\ntwo\\\nthree", "one two\nthree");
}

#[test]
fn marks_that_were_typed_as_text_are_printed_as_typed() {
    check(r"5 \* 3 \[x] \# no `*`", "5 * 3 [x] # no *");
}

#[test]
fn a_quotation_is_visibly_quoted() {
    check("> one\n>\n> two", "“one\n\n“two”");
}

#[test]
fn lists_start_at_the_margin() {
    check("- a\n- b\n  1. c\n  2. d\n\nx", "• a\n• b\n  1. c\n  2. d\n\nx");
    check("- [x] a\n- [ ] b", "• ☑ a\n• ☐ b");
    check("- a\n\n  b\n\n- c", "• a\n\n  b\n• c");
}

#[test]
fn tables_and_code_are_readable() {
    check("| a | bb |\n|---|--:|\n| long | 1 |", "a      bb\n----  ---\nlong    1");
    check("```\nx\n\n  y\n```", "    x\n\n      y");
    check("***", "* * *");
}

#[test]
fn every_part_stands_in_its_place() {
    let mut article = Article {
        headline: "H".into(),
        deck: "D".into(),
        byline: vec!["A".into(), "B".into()],
        dateline: "Oslo".into(),
        ..Article::default()
    };
    article.image.alt = "Alt".into();
    article.image.caption = "Caption".into();
    article.image.credit = "Credit".into();
    article.push_takeaway("*T*[^s]");
    article.push_section("S", "x[^s][^1]\n\n[^1]: note");
    article.push_source(Source { key: "s".into(), link: "https://a.b/c".into(), ..Source::default() });
    article.push_source(Source {
        title: "T".into(),
        publisher: "P".into(),
        link: "http://l.m".into(),
        ..Source::default()
    });
    let expected = "H\n\nAlt\n\nCaption (Credit)\n\nD\n\nBy A and B — Oslo\n\nKey Takeaways\n\n  • T[1]\n\nS\n\nx[1][a]\n\n\
                    Notes:\n\n  a. note\n\nSources:\n\n  1. https://a.b/c\n  2. T, P, http://l.m\n";
    assert_eq!(super::render(&compose(&article)), expected);
}

mod reading {
    use crate::format::text::read;
    use crate::markdown::shape;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let blocks: Vec<_> = read(text).pieces.into_iter().map(|piece| piece.block).collect();
        assert_eq!(shape(&blocks).trim_end(), expected);
    }

    #[test]
    fn marks_are_characters() {
        check("*a* `b` <c>", "(p \"*a* `b` <c>\")");
        check("one\r\n two\n", "(p \"one\" (soft) \"two\")");
    }

    #[test]
    fn a_lone_item_line_is_a_sentence() {
        check("- a", "(p \"- a\")");
        check("1. May was cold.", "(p \"1. May was cold.\")");
        check("Sources\n- a", "(p \"Sources\")\n(list None tight\n(item None\n(p \"a\")\n)\n)");
    }

    #[test]
    fn two_item_lines_are_a_list() {
        check(
            "x\n• a\n– b\n  c",
            "(p \"x\")\n(list None tight\n(item None\n(p \"a\")\n)\n(item None\n(p \"b c\")\n)\n)",
        );
        check("3) a\n4) b", "(list Some(3) tight\n(item None\n(p \"a\")\n)\n(item None\n(p \"b\")\n)\n)");
    }

    #[test]
    fn marked_headings_are_headings() {
        check("## A ##\ntext", "(h2 \"A\")\n(p \"text\")");
        check("A\n===\nB\n---\nc", "(h1 \"A\")\n(h2 \"B\")\n(p \"c\")");
        check("---", "(p \"---\")");
    }
}
