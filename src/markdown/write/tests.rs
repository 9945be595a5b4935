use proptest::prelude::*;

use super::*;
use crate::markdown::{parse, parse_inline, shape};

/// Checks that writing and parsing gives the same tree, for trees as `page` shows them.
#[track_caller]
fn check(text: &str) {
    let tree = settled(parse(text));
    let written = blocks(&tree, &AsTyped);
    assert_eq!(
        shape(&settled(parse(&written))),
        shape(&tree),
        "\n--- of ---\n{text}\n--- written ---\n{written}\n"
    );
}

#[track_caller]
fn check_written(text: &str, expected: &str) {
    assert_eq!(blocks(&settled(parse(text)), &AsTyped), expected);
}

fn settled(blocks: Vec<Block>) -> Vec<Block> {
    blocks.into_iter().filter_map(settle).collect()
}

fn settle(block: Block) -> Option<Block> {
    let line = |mut content: Vec<Inline>| {
        tidy::line(&mut content);
        content
    };
    match block {
        Block::Paragraph(content) => Some(line(content)).filter(|c| !c.is_empty()).map(Block::Paragraph),
        Block::Heading { level, content } => {
            Some(line(content)).filter(|c| !c.is_empty()).map(|content| Block::Heading { level, content })
        }
        Block::Quote(blocks) => Some(settled(blocks)).filter(|b| !b.is_empty()).map(Block::Quote),
        Block::List(mut list) => {
            list.items.iter_mut().for_each(|item| item.blocks = settled(std::mem::take(&mut item.blocks)));
            tidy::list(&mut list);
            Some(Block::List(list))
        }
        Block::Table(mut table) => {
            table
                .head
                .iter_mut()
                .chain(table.rows.iter_mut().flatten())
                .for_each(|c| *c = line(std::mem::take(c)));
            Some(Block::Table(table))
        }
        Block::Note(mut note) => {
            note.blocks = settled(note.blocks);
            Some(Block::Note(note))
        }
        Block::Code(_) | Block::Rule(_) => Some(block),
    }
}

#[test]
fn plain_words_stay_plain() {
    check_written(
        "Just words, with 3.5 % and snake_case & more.",
        "Just words, with 3.5 % and snake_case & more.",
    );
    check_written("a *b* **c** ~~d~~ `e` [f](http://g.h \"i\")", "a *b* **c** ~~d~~ `e` [f](http://g.h \"i\")");
    check_written("<https://a.b/c_d>", "<https://a.b/c_d>");
    check_written("said.[^key] More[^b]", "said.[^key] More[^b]");
}

#[test]
fn what_could_be_syntax_is_escaped() {
    check_written(r"\# a", r"\# a");
    check_written(r"1\. a", r"1\. a");
    check_written(r"\[^a] &amp;amp; \<b>", r"\[^a\] \&amp; \<b>");
    check_written("wow![^key]", "wow\\![^key]");
    check_written("[^key]\\(x)", "[^key]\\(x)");
}

#[test]
fn bare_addresses_are_written_as_they_are() {
    check_written(r"see https://a.example/\~s/b\_(c), *d*", "see https://a.example/~s/b_(c), *d*");
    check_written(r"https://a.example/\*x\*", r"https://a.example/\*x\*");
}

/// Checks the exported text, which any program reads and our own parser reads the same.
#[track_caller]
fn check_anywhere(text: &str, expected: &str) {
    let tree = settled(parse(text));
    let written = blocks(&tree, &Finished);
    assert_eq!(written, expected);
    assert_eq!(shape(&settled(parse(&written))), shape(&tree), "{written}");
}

#[test]
fn what_leaves_is_text_for_every_reader() {
    for (text, expected) in [
        (r"5 \< 6 \<b> a\<b", "5 &lt; 6 &lt;b> a&lt;b"),
        ("http://a.example/<b onclick=x>", "http:&#47;/a.example/&lt;b onclick=x>"),
        ("WWW.a.example/<b>", "WWW&#46;a.example/&lt;b>"),
        ("(https://a.example/x) www.a.example", "(https://a.example/x) www.a.example"),
        ("https://a.example/*b* c", "https:&#47;/a.example/*b* c"),
        ("**https://a.example**", "**https:&#47;/a.example**"),
        ("a|b", "a\\|b"),
        ("&amp;lt; &amp;#60 R&D", "&amp;lt; &amp;#60 R&D"),
        ("a  \nb", "a  \nb"),
        ("\\`x\\` {.c} {{< v id=\"a_b\" >}} {% raw %}", "&#96;x&#96; \\{.c} {{< v id=\"a_b\" >}} {% raw %}"),
        ("`x`{.c} `y`{{ z }}", "`x`\\{.c} `y`\\{{ z }}"),
        (
            "{{<script>alert(1)</script>}} {% x onclick=y %}",
            "{{&lt;script>alert(1)&lt;/script>}} \\{% x onclick=y %}",
        ),
        ("x^2^ and H\\~2\\~O, ~5 or 10^3", "x&#94;2&#94; and H&#126;2&#126;O, &#126;5 or 10&#94;3"),
        ("~5 km and 10^3", "~5 km and 10^3"),
        ("$5 to $10", "$5 to $10"),
        ("[$USER](https://b.example) *$HOME*", "[&#36;USER](https://b.example) *&#36;HOME*"),
        ("[$5](https://b.example) or *$6*", "[$5](https://b.example) or *$6*"),
        ("$x$ ==y== a == b", "&#36;x$ &#61;=y&#61;= a &#61;= b"),
        ("so :smile: at 10:30:15", "so &#58;smile: at 10:30:15"),
        ("[a `b`](c|d$ \"e\\\"f<g\")", "[a `b`](c&#124;d&#36; \"e&quot;f&lt;g\")"),
        ("[a](b \"said('to him')\")", "[a](b \"said(&#39;to him&#39;)\")"),
        ("[a](b \"it's\")", "[a](b \"it's\")"),
        ("[\\[x\\]](y) ![^z](w)", "[&#91;x&#93;](y) ![&#94;z](w)"),
        ("$5 and `$x`", "&#36;5 and `$x`"),
        ("| $x | y$ |\n|---|---|", "| &#36;x | y&#36; |\n| --- | --- |"),
        ("`a``b` ` c`", "```a``b``` ``  c ``"),
        ("[a](<b\\c\\\\.d>) [a](b \" c\")", "[a](b\\c\\\\.d) [a](b \"&#32;c\")"),
        ("[a](b'c'd) [a](b'c)", "[a](<b'c'd>) [a](b'c)"),
        ("@desk @a\\<b **%@** a@b.example", "@desk &#64;a&lt;b **%&#64;** a@b.example"),
        ("\"one \" \"two\" `\\<!--` --!>", "\"one&#32;\" \"two\" `\\<!--` --&#33;>"),
    ] {
        check_anywhere(text, expected);
    }
}

#[test]
fn what_would_open_a_block_of_some_dialect_is_text() {
    for (text, expected) in [
        (": x", "&#58; x"),
        ("::: note", "&#58;:: note"),
        ("!!! note", "\\!!! note"),
        ("??? note", "&#63;?? note"),
        ("% x", "&#37; x"),
        ("12345678901. x", "12345678901\\. x"),
        ("(1) x", "(1\\) x"),
        ("(a) x", "(a\\) x"),
        ("iv. x", "iv\\. x"),
        ("A. Smith", "A. Smith"),
        ("-5 and +5", "-5 and +5"),
        ("#x", "\\#x"),
        ("{: .x}", "\\{: .x}"),
    ] {
        check_anywhere(text, expected);
    }
}

#[test]
fn what_an_item_holds_stands_four_spaces_in() {
    check_anywhere("- a\n  1. b\n     - c", "- a\n    1. b\n        - c");
    check_anywhere("1. a\n\n   b\n2. c", "1. a\n\n    b\n\n2. c");
    check_anywhere("- a\n\n  ```\n  b\n  ```", "-   a\n\n    ~~~\n    b\n    ~~~");
    check_anywhere("- > a\n- b", "-   > a\n-   b");
    check_anywhere("10. a\n    > b", "10. a\n    > b");
    check_anywhere("100. a\n     - b", "100. a\n     - b");
    // After a loose list in an item, the next item has to be separated.
    check_anywhere("- a\n  - b\n\n    c\n- d", "- a\n\n    - b\n\n        c\n\n- d");
}

#[test]
fn code_in_an_address_does_not_end_its_link() {
    check("[a](b`c) and `d`");
    check("[a](b \"`c\") and `d`");
}

#[test]
fn lists_that_touch_stay_apart() {
    check("- a\n\n+ b\n\n* c");
    check("1. a\n\n2) b");
    check("- a\n\n      code\n\n- b\n  - c\n\n  - d\n- e");
    check("- \n- a\n-\n");
    check("- [ ] a\n- [x] b\n- \\[ ] c");
    check_written("- [x] a\n\n- [X] b", "- [x] a\n\n- [x] b");
    check_written("- a\n    1. b", "- a\n  1. b");
    check("- > a\n\n  > b\n- c");
    check("- # h\n  3. x\n  4. y");
    check("- a\n\n  | t |\n  | - |\n- b");
}

#[test]
fn tables_keep_their_pipes() {
    check("| a\\|b | `c\\|d` |\n|:-|-:|\n| *e* | \\\\ |\n| | |");
    check("|  |\n| --- |\n| x |");
}

#[test]
fn code_keeps_its_fences() {
    check("````rust\n```\n`x`\n````");
    check("~~~ a`b\nx\n~~~");
    check("``` \n\n```");
    check("```\n```");
    check("`` `a` `` and ` `` `");
    check("    a\n\n      b\n");
}

#[test]
fn notes_keep_their_blocks() {
    check("x[^a] y[^b]\n\n[^a]: one\n\n    two\n\n    - three\n\n[^b]: `c`");
}

#[test]
fn spec_examples_survive() {
    for text in [
        "*foo bar*",
        "a * foo bar*",
        "a*\"foo\"*",
        "**foo *bar***",
        "***foo** bar*",
        "*foo**bar**baz*",
        "**foo*bar*baz**",
        "*(**foo**)*",
        "foo***bar***baz",
        "*foo [bar](/url)*",
        "**a**b",
        "*a*b",
        "a*b*",
        "*[a](http://b.c)*d",
        "_a_.b",
        "*a***b**",
        "**a***b*",
        "***a***",
        "*a* *b*",
        "~~a~~b",
        "a~~.b~~",
        "*`a`*b",
        "**\"a\"**b",
        "b**\"a\"**",
        "Foo\nbar\n===",
        "# a #\\#",
        "[a]( <b c> 'd\"e')",
        "![a *b*](c.png)",
        "[![a](b.png)](http://c.d)",
        "a\\\nb  \nc",
        "&#32;a&#32;",
        "[a](<x(y>)",
        "<m@n.op>",
    ] {
        check(text);
    }
}

/// Every kind of formatting next to every neighbour can be parsed again, and contains an entity only if nothing else
/// works.
#[test]
fn a_mark_stands_beside_anything() {
    let text = |words: &str| Inline::Text(crate::markdown::Run::plain(words));
    let link = |content| {
        let (target, title) = ("https://a.b".into(), String::new());
        Inline::Link(crate::markdown::Link { target, title, content, range: 0..0 }.into())
    };
    let marks: [fn(Vec<Inline>) -> Inline; 3] = [Inline::Emphasis, Inline::Strong, Inline::Strikethrough];
    let inner = ["w", " w", "w ", "“w”", "(w)", "w.", "5", "*", "é", "[w]"];
    let beside = ["", "s", " s", "s ", ".", "”", "5", "_", "*", "[", "!", "é"];
    let mut entities = Vec::new();
    for mark in marks {
        for words in inner {
            let contents = [
                vec![text(words)],
                vec![link(vec![text(words)])],
                vec![Inline::Code(crate::markdown::Run::plain(words))],
            ];
            for content in contents {
                for (before, after) in
                    beside.iter().flat_map(|before| beside.iter().map(move |after| (before, after)))
                {
                    let is_link = matches!(content.as_slice(), [Inline::Link(_)]);
                    let linked = (!is_link).then(|| link(vec![mark(content.clone())]));
                    for marked in std::iter::once(mark(content.clone())).chain(linked) {
                        let mut tree = vec![text(before), marked, text(after)];
                        tidy::line(&mut tree);
                        let written = line(&tree, &AsTyped);
                        assert_eq!(
                            crate::markdown::shape_of_line(&parse_inline(&written)),
                            crate::markdown::shape_of_line(&tree),
                            "{written}"
                        );
                        let touches = |side: &str| side.contains(char::is_alphanumeric);
                        if written.contains("&#") && !(touches(before) || touches(after)) {
                            entities.push(written);
                        }
                    }
                }
            }
        }
    }
    assert_eq!(entities, Vec::<String>::new());
}

fn nasty() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        Just("word".to_owned()),
        Just(" ".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("*".to_owned()),
        Just("**".to_owned()),
        Just("_".to_owned()),
        Just("~~".to_owned()),
        Just("`".to_owned()),
        Just("[".to_owned()),
        Just("](http://x.y)".to_owned()),
        Just("]".to_owned()),
        Just("[^k]".to_owned()),
        Just("[^1]: ".to_owned()),
        Just("[^1]".to_owned()),
        Just("\n- ".to_owned()),
        Just("\n1. ".to_owned()),
        Just("\n  - ".to_owned()),
        Just("\n> ".to_owned()),
        Just("\n# ".to_owned()),
        Just("\n---\n".to_owned()),
        Just("\n| a | b |\n|---|:-:|\n| c".to_owned()),
        Just("\n```\n".to_owned()),
        Just("\\".to_owned()),
        Just("<b>".to_owned()),
        Just("&amp;".to_owned()),
        Just("!".to_owned()),
        Just("\"".to_owned()),
        Just("é".to_owned()),
        Just("   ".to_owned()),
        Just("\n    ".to_owned()),
        Just("[ ] ".to_owned()),
        Just("|".to_owned()),
        Just("#".to_owned()),
        Just("=".to_owned()),
        Just("(".to_owned()),
        Just(":".to_owned()),
        Just("🎈".to_owned()),
        Just("שלום".to_owned()),
    ];
    prop::collection::vec(words, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_body_survives_writing(text in nasty()) {
        let tree = settled(parse(&text));
        let written = blocks(&tree, &AsTyped);
        prop_assert_eq!(shape(&settled(parse(&written))), shape(&tree), "written:\n{}", written);
    }

    #[test]
    fn any_body_survives_leaving(text in nasty()) {
        let tree = settled(parse(&text));
        let mut known = Vec::new();
        crate::markdown::each_inline(&tree, &mut |inline| known.push(matches!(inline, Inline::Citation { .. })));
        prop_assume!(!known.contains(&true));
        let written = blocks(&tree, &Finished);
        prop_assert_eq!(shape(&settled(parse(&written))), shape(&tree), "written:\n{}", written);
    }

    #[test]
    fn any_plain_text_survives_leaving(text in "[ -~\\né]{0,40}") {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let written = line(&[Inline::Text(crate::markdown::Run::plain(words.clone()))], &Finished);
        prop_assert_eq!(crate::markdown::words(&parse_inline(&written)), words);
    }

    #[test]
    fn any_plain_text_survives_writing(text in "[ -~\\né]{0,40}") {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let written = line(&[Inline::Text(crate::markdown::Run::plain(words.clone()))], &AsTyped);
        prop_assert_eq!(crate::markdown::words(&parse_inline(&written)), words.clone());
        let blocks = parse(&written);
        prop_assert!(blocks.len() == usize::from(!words.is_empty()), "{:?}", blocks);
    }
}
