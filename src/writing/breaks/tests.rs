use super::*;
use crate::writing::{Key, Markup, Quotes, Rules, Smart, Typed, typed};

const RULES: Rules = Rules { smart: Smart::On, quotes: Quotes::ENGLISH, markup: Markup::Blocks };

/// A text with `^` at the cursor, after a key; `None` if the default applies.
fn after(key: &Key, marked: &str) -> Option<String> {
    let at = marked.find('^').expect("each case has its cursor");
    let mut text = marked.replacen('^', "", 1);
    let Typed { change, .. } = typed(&text, Selection::at(at), key, &RULES)?;
    assert!(change.apply(&mut text));
    text.insert(change.selection.caret, '^');
    Some(text)
}

#[track_caller]
fn check(key: Key, before: &str, expected: &str) {
    assert_eq!(after(&key, before).as_deref(), Some(expected), "{before:?}");
}

#[track_caller]
fn usual(key: Key, before: &str) {
    assert_eq!(after(&key, before), None, "{before:?}");
}

#[test]
fn enter_begins_a_paragraph() {
    check(Key::Enter, "a^", "a\n\n^");
    check(Key::Enter, "one^ two", "one\n\n^ two");
    check(Key::Enter, "a^\n\nb", "a\n\n^\n\nb");
    check(Key::Enter, "a\n\n^b", "a\n\n\n\n^b");
    check(Key::Enter, "## Head^", "## Head\n\n^");
    check(Key::Enter, "a\r\n\r\nb^", "a\r\n\r\nb\n\n^");
    check(Key::Enter, "- a\n\n  b^", "- a\n\n  b\n\n  ^");
}

#[test]
fn enter_in_an_empty_paragraph_adds_nothing() {
    for text in ["^", "a\n\n^", "a\n\n^\n\nb", "^\n\na", "a\n\n ^"] {
        check(Key::Enter, text, text);
    }
}

#[test]
fn enter_makes_a_paragraph_of_a_line_break() {
    check(Key::Enter, "a\n^b", "a\n\n^b");
    check(Key::Enter, "a  \n^b", "a\n\n^b");
    check(Key::Enter, "a\\\n^", "a\n\n^");
    check(Key::Enter, "> a  \n> ^b", "> a\n>\n> ^b");
}

#[test]
fn marks_go_on_in_the_next_paragraph_and_are_one_again() {
    for (whole, parted) in [
        ("**a^b**", "**a**\n\n**^b**"),
        ("x ***a ^b*** y", "x ***a***\n\n***^b*** y"),
        ("[a^b](u) c", "[a](u)\n\n[^b](u) c"),
        ("`a^b`", "`a`\n\n`^b`"),
        ("~~a^b~~", "~~a~~\n\n~~^b~~"),
    ] {
        check(Key::Enter, whole, parted);
        if !whole.contains(' ') {
            check(Key::Backspace, parted, whole);
            check(Key::Delete, &parted.replace('^', "").replacen("a", "a^", 1), whole);
        }
    }
    check(Key::Enter, "**a^**", "**a**\n\n^");
    check(Key::Enter, "**a^** b", "**a**\n\n^ b");
    check(Key::Enter, "a ***b^***", "a ***b***\n\n^");
    check(Key::Enter, "a **^b**", "a \n\n^**b**");
    usual(Key::Backspace, "**a**\n\n^b");
    usual(Key::Backspace, "**a**\n\n^*b*");
}

#[test]
fn words_that_would_be_code_are_not_set_in() {
    check(Key::Enter, "a^     b", "a\n\n^b");
    check(Key::Enter, "a^\tb", "a\n\n^b");
}

#[test]
fn a_line_is_a_line_in_code_markup_and_tables() {
    for key in [Key::Enter, Key::Break] {
        usual(key.clone(), "```\na^\n```");
        usual(key.clone(), "x\n\n```^");
        usual(key.clone(), "~~~\na^");
        usual(key.clone(), "x\n\n    code^");
        usual(key.clone(), "<div>^\n</div>");
        usual(key.clone(), "| a | b |^");
        usual(key.clone(), "a | b^\n--|--\nc | d");
    }
    check(Key::Enter, "```\na\n```^", "```\na\n```\n\n^");
    check(Key::Enter, "a <b>b</b>^", "a <b>b</b>\n\n^");
    check(Key::Enter, "| a |\n|---|\n| b |\n^", "| a |\n|---|\n| b |\n\n^");
}

#[test]
fn shift_and_enter_break_the_line_for_every_reader() {
    check(Key::Break, "a^", "a  \n^");
    check(Key::Break, "a^b", "a  \n^b");
    check(Key::Break, "- a^b", "- a  \n  ^b");
    check(Key::Break, "10. a^", "10. a  \n    ^");
    check(Key::Break, "> - a^", "> - a  \n>   ^");
    check(Key::Break, "> a^", "> a  \n> ^");
    check(Key::Break, "- a\n  b^", "- a\n  b  \n  ^");
    check(Key::Break, "## Head^", "## Head\n\n^");
    for text in ["^", "a\n\n^", "^b", "- ^b", "a  \n^"] {
        check(Key::Break, text, text);
    }
}

#[test]
fn backspace_and_delete_join_what_goes_on_behind_marks() {
    check(Key::Backspace, "> a\n>\n> ^b", "> a^b");
    check(Key::Backspace, "> a  \n> ^b", "> a^b");
    check(Key::Backspace, "- a  \n  ^b", "- a^b");
    check(Key::Backspace, "- a\n\n  ^b", "- a^b");
    usual(Key::Backspace, "a\n\n  ^b");
    check(Key::Delete, "> a^\n>\n> b", "> a^b");
    check(Key::Delete, "a^\n\n- b", "a^b");
    check(Key::Delete, "- a^\n- b", "- a^b");
    check(Key::Delete, "- a^\n\n  b", "- a^b");
    usual(Key::Delete, "a^\n\nb");
    usual(Key::Delete, "a^ b");
    usual(Key::Delete, "```\na^\n  b\n```");
}

#[test]
fn a_break_is_kept_on_the_page() {
    for text in ["a^b", "- a^b", "> a^b", "> - a^b", "1. x\n2. a^b", "*a^b*"] {
        let broken = after(&Key::Break, text).expect("a line can be broken there").replace('^', "");
        let mut kept = 0;
        markdown::each_inline(&markdown::parse(&broken), &mut |inline| {
            kept += usize::from(*inline == markdown::Inline::HardBreak);
        });
        assert_eq!(kept, 1, "{broken:?}");
    }
}

fn written() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let pieces = [
        "words",
        "é ",
        " and ",
        "**bold** ",
        "\n",
        "\n\n",
        "  \n",
        "\\\n",
        "- ",
        "1. ",
        "2) ",
        "> ",
        ">\n",
        "## ",
        "    ",
        "```\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "<div>\n",
        "\r\n",
        "---\n",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..16).prop_map(|pieces| pieces.concat())
}

/// The letters of the page's text.
fn said(text: &str) -> String {
    let blocks = markdown::parse(text);
    let mut said = String::new();
    markdown::each_inline(&blocks, &mut |inline| match inline {
        markdown::Inline::Text(run) | markdown::Inline::Code(run) => said.push_str(&run.text),
        _ => {}
    });
    for block in &blocks {
        markdown::each_block(block, &mut |block| {
            if let markdown::Block::Code(code) = block {
                code.lines.iter().for_each(|line| said.push_str(&line.text));
            }
        });
    }
    let mut letters: Vec<char> = said.chars().filter(|letter| letter.is_alphabetic()).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

proptest::proptest! {
    #[test]
    fn no_letter_leaves_the_page_or_comes_to_it(text in written(), at in 0_usize..90) {
        let selection = Selection::at(stops::snap(&text, at));
        for key in [Key::Enter, Key::Break, Key::Backspace, Key::Delete] {
            let Some(Typed { change, .. }) = typed(&text, selection, &key, &RULES) else { continue };
            let mut new = text.clone();
            proptest::prop_assert!(change.apply(&mut new));
            proptest::prop_assert_eq!(said(&new), said(&text), "{:?} {:?} {:?}", key, text, new);
        }
        for joint in [crate::writing::Joint::Paragraph, crate::writing::Joint::Space] {
            let Some(change) = crate::writing::mend(&text, Selection::over(0..text.len()), joint) else { continue };
            let mut new = text.clone();
            proptest::prop_assert!(change.apply(&mut new));
            proptest::prop_assert_eq!(said(&new), said(&text), "{:?} {:?} {:?}", joint, text, new);
        }
    }
}
