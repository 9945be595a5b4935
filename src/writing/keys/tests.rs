use super::*;
use crate::writing::{Quotes, Smart};

const RULES: Rules = Rules { smart: Smart::On, quotes: Quotes::ENGLISH, markup: Markup::Blocks };

/// A text with `|` at the cursor; a second one before it is the anchor.
fn read(marked: &str) -> (String, Selection) {
    let first = marked.find('|').unwrap();
    let text = marked.replace('|', "");
    let last = marked.rfind('|').unwrap();
    let caret = if last == first { first } else { last - 1 };
    (text, Selection { anchor: first, caret })
}

fn marked(text: &str, selection: Selection) -> String {
    let mut text = text.to_owned();
    text.insert(selection.caret, '|');
    if !selection.is_empty() {
        text.insert(selection.anchor, '|');
    }
    text
}

#[track_caller]
fn check(key: &Key, before: &str, after: &str) {
    let (mut text, selection) = read(before);
    let Some(Typed { change, then, .. }) = typed(&text, selection, key, &RULES) else {
        panic!("the key did nothing to {before:?}")
    };
    assert!(change.apply(&mut text));
    assert_eq!(marked(&text, change.selection), after);
    assert_eq!(then, None);
}

#[track_caller]
fn usual(key: &Key, before: &str) {
    let (text, selection) = read(before);
    assert_eq!(typed(&text, selection, key, &RULES), None, "{before:?}");
}

#[test]
fn enter_goes_on_with_the_list() {
    check(&Key::Enter, "- a|", "- a\n- |");
    check(&Key::Enter, "* a|b\n* c", "* a\n* |b\n* c");
    check(&Key::Enter, "1. a|\n2. b", "1. a\n2. |\n3. b");
    check(&Key::Enter, "1) a\n\n2) b|", "1) a\n\n2) b\n3) |");
    check(&Key::Enter, "- [x] done|", "- [x] done\n- [ ] |");
    check(&Key::Enter, "- a\n  - b|", "- a\n  - b\n  - |");
    check(&Key::Enter, "- a\n  more|", "- a\n  more\n- |");
    check(&Key::Enter, "1. a|\n1. b", "1. a\n1. |\n1. b");
    check(&Key::Enter, "- a|bc|d", "- a\n- |d");
}

#[test]
fn a_number_that_gets_wider_takes_its_children_along() {
    check(&Key::Enter, "8. h|\n9. i\n   - deep\n   - deeper", "8. h\n9. |\n10. i\n    - deep\n    - deeper");
}

#[test]
fn enter_in_an_empty_item_ends_the_list() {
    check(&Key::Enter, "- a\n- |", "- a\n\n|");
    check(&Key::Enter, "- |", "|");
    check(&Key::Enter, "- a\n- |\n- b", "- a\n\n|\n\n- b");
    check(&Key::Enter, "1. a\n   1. |", "1. a\n2. |");
    check(&Key::Enter, "- [ ] a\n- [ ] |", "- [ ] a\n\n|");
    check(&Key::Enter, "> - a\n> - |", "> - a\n>\n> |");
}

#[test]
fn enter_goes_on_with_a_quotation_and_ends_it() {
    check(&Key::Enter, "> a|", "> a\n>\n> |");
    check(&Key::Enter, "> a\n> |", "> a\n\n|");
    check(&Key::Enter, "> a\n>\n> |", "> a\n\n|");
    check(&Key::Enter, "> > a|", "> > a\n> >\n> > |");
    check(&Key::Enter, "> - a|", "> - a\n> - |");
    check(&Key::Enter, "- > a|", "- > a\n  >\n  > |");
}

#[test]
fn what_only_looks_like_an_item_is_words() {
    check(&Key::Enter, "|- a", "\n\n|- a");
    check(&Key::Enter, "a\n2. b|", "a\n2. b\n\n|");
    check(&Key::Enter, "---|", "---\n\n|");
    check(&Key::Enter, "- a\n\nb|", "- a\n\nb\n\n|");
    usual(&Key::Enter, "```\n- a|\n```");
    usual(&Key::Enter, "```\n- a|");
}

#[test]
fn tab_moves_an_item_in_and_out_with_what_stands_in_it() {
    check(&Key::Tab, "- a\n- b|", "- a\n  - b|");
    check(&Key::BackTab, "- a\n  - b|", "- a\n- b|");
    check(&Key::Tab, "- a\n- b|\n  - c\n- d", "- a\n  - b|\n    - c\n- d");
    check(&Key::Tab, "- a\n- |b\n- c|", "- a\n  - |b\n  - c|");
    check(&Key::Tab, "> - a\n> - b|", "> - a\n>   - b|");
    check(&Key::Tab, "- a\n- |", "- a\n  - |");
}

#[test]
fn numbers_follow_when_items_move() {
    check(&Key::Tab, "1. a\n2. b|\n3. c", "1. a\n   1. b|\n2. c");
    check(&Key::BackTab, "1. a\n   1. b|\n2. c", "1. a\n2. b|\n3. c");
    check(&Key::Tab, "1. a\n   1. x\n2. b|", "1. a\n   1. x\n   2. b|");
    check(&Key::BackTab, "1. a\n   1. b|\n   2. c", "1. a\n2. b|\n   1. c");
}

#[test]
fn an_item_that_cannot_be_moved_keeps_the_tab() {
    check(&Key::Tab, "- a|", "- a|");
    check(&Key::BackTab, "- a|", "- a|");
    usual(&Key::Tab, "a|");
}

#[test]
fn backspace_at_the_start_takes_the_mark() {
    check(&Key::Backspace, "- |a", "|a");
    check(&Key::Backspace, "- a\n- |b", "- a\n\n|b");
    check(&Key::Backspace, "- a\n- |b\n- c", "- a\n\n|b\n\n- c");
    check(&Key::Backspace, "- [ ] |a", "|a");
    check(&Key::Backspace, "> |a", "|a");
    check(&Key::Backspace, "### |a", "|a");
    check(&Key::Backspace, "1. a\n2. |b\n3. c", "1. a\n\n|b\n\n1. c");
    usual(&Key::Backspace, "- a|");
    usual(&Key::Backspace, "a\n2. |b");
    usual(&Key::Backspace, "    - |b");
}

fn pieces() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let piece = prop::sample::select(vec![
        "a",
        "é",
        "👩‍👩‍👧",
        "\u{301}",
        " ",
        "  ",
        "\n",
        "\n\n",
        "- ",
        "9. ",
        "1) ",
        "> ",
        ">",
        "- [ ] ",
        "```\n",
        "### ",
        "*",
        "`",
        "\"",
        "'",
        "-",
        ".",
        "    ",
        "\t",
        "|",
        "[^k]",
        "](",
        "<",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

proptest::proptest! {
    #[test]
    fn no_key_loses_a_word_or_stands_within_a_letter(text in pieces(), at in 0_usize..64) {
        let selection = Selection::at(at).within(&text);
        let letters = ["\"", "'", "-", ".", "s"].map(|letter| Key::Letter(letter.to_owned()));
        for key in [Key::Enter, Key::Break, Key::Tab, Key::BackTab, Key::Backspace, Key::Delete].into_iter().chain(letters) {
            let Some(Typed { change, then, .. }) = typed(&text, selection, &key, &RULES) else { continue };
            let mut new = text.clone();
            proptest::prop_assert!(change.apply(&mut new));
            proptest::prop_assert_eq!(change.selection.within(&new), change.selection);
            if let Some(then) = then {
                proptest::prop_assert!(then.apply(&mut new));
                proptest::prop_assert_eq!(then.selection.within(&new), then.selection);
            }
            let typed = matches!(key, Key::Letter(ref letter) if letter == "s");
            if !typed {
                proptest::prop_assert_eq!(words(&new), words(&text), "{:?}", key);
            }
        }
    }
}
