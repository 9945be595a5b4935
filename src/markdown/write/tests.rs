use proptest::prelude::*;

use super::*;
use crate::markdown::{parse, parse_inline, shape};

/// Writing and parsing gives the same tree, for trees as `page` shows them.
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

#[test]
fn lists_that_touch_stay_apart() {
    check("- a\n\n+ b\n\n* c");
    check("1. a\n\n2) b");
    check("- a\n\n      code\n\n- b\n  - c\n\n  - d\n- e");
    check("- \n- a\n-\n");
    check("- [ ] a\n- [x] b\n- \\[ ] c");
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
    fn any_plain_text_survives_writing(text in "[ -~\\né]{0,40}") {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let written = line(&[Inline::Text(crate::markdown::Run::plain(words.clone()))], &AsTyped);
        prop_assert_eq!(crate::markdown::words(&parse_inline(&written)), words.clone());
        let blocks = parse(&written);
        prop_assert!(blocks.len() == usize::from(!words.is_empty()), "{:?}", blocks);
    }
}
