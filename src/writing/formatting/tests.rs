use proptest::prelude::*;

use super::*;
use crate::writing::rendered::Rendered;

fn link(address: &str) -> Format {
    Format::Link { address: address.into() }
}

/// A text with `|` at the cursor; with two of them, the selection is between them.
fn read(marked: &str) -> (String, Selection) {
    let first = marked.find('|').unwrap();
    let last = marked.rfind('|').unwrap();
    (marked.replace('|', ""), Selection { anchor: first, caret: if last == first { first } else { last - 1 } })
}

fn marked(text: &str, selection: Selection) -> String {
    let mut text = text.to_owned();
    text.insert(selection.range().end, '|');
    if !selection.is_empty() {
        text.insert(selection.range().start, '|');
    }
    text
}

fn toggled(text: &str, selection: Selection, format: &Format) -> (String, Selection) {
    let change = toggle(text, selection, format);
    let mut text = text.to_owned();
    assert!(change.apply(&mut text));
    (text, change.selection)
}

#[track_caller]
fn check(format: &Format, before: &str, after: &str) {
    let (text, selection) = read(before);
    let (text, selection) = toggled(&text, selection, format);
    assert_eq!(marked(&text, selection), after);
}

/// Checks that switching on and off again restores the text and the selection.
#[track_caller]
fn turns(format: &Format, before: &str, after: &str) {
    check(format, before, after);
    check(format, after, before);
}

#[track_caller]
fn stays(format: &Format, before: &str) {
    check(format, before, before);
}

#[test]
fn words_become_bold_and_plain_again() {
    turns(&Format::Bold, "one |two| three", "one **|two|** three");
    turns(&Format::Bold, "one tw|o three", "one **tw|o** three");
    turns(&Format::Italic, "don’|t", "*don’|t*");
    turns(&Format::Bold, "un|frigging|believable", "un**|frigging|**believable");
    turns(&Format::Bold, "| two|", "|** two|**".replace("|** ", "| **").as_str());
    turns(&Format::Italic, "**|a|**", "***|a|***");
}

#[test]
fn spaces_and_citations_at_the_ends_stay_outside() {
    check(&Format::Bold, "a |word |b", "a **|word** |b");
    check(&Format::Bold, "|word[^k]| b", "**|word**[^k]| b");
    check(&Format::Bold, "|one[^k] two|", "**|one[^k] two|**");
}

#[test]
fn what_is_partly_bold_becomes_bold_as_a_whole() {
    check(&Format::Bold, "|a **b** c|", "**|a b c|**");
    check(&Format::Bold, "**a** |b|", "**a |b|**");
    check(&Format::Bold, "**a |b|**", "**a** |b|");
    check(&Format::Bold, "**a |b| c**", "**a** |b| **c**");
    check(&Format::Bold, "|**b**|", "|b|");
    check(&Format::Bold, "__|b|__", "|b|");
}

#[test]
fn an_item_begins_on_an_empty_line_below_a_paragraph() {
    check(&Format::NumberedList, "so\n|", "so\n\n1. |");
    check(&Format::BulletedList, "> so\n> |", "> so\n>\n> - |");
    check(&Format::Quotation, "so\n|", "so\n> |");
    check(&Format::Heading, "so\n|", "so\n### |");
}

#[test]
fn marks_never_cross() {
    check(&Format::Bold, "*a |b* c|", "*a **|b*** **c|**");
    check(&Format::Bold, "[a |b](u) c|", "[a **|b**](u) **c|**");
    check(&Format::Bold, "|[a b](u) c|", "**|[a b](u) c|**");
    check(&Format::Bold, "|a `b` c|", "**|a `b` c|**");
    check(&Format::Bold, "|(word)|x", "|(**word**)|x");
}

#[test]
fn each_paragraph_is_marked_apart() {
    check(&Format::Bold, "|a\n\nb|", "**|a**\n\n**b|**");
    check(&Format::Bold, "- |a\n- b|\n\n> c", "- **|a**\n- **b|**\n\n> c");
    check(&Format::Italic, "> |a\n> b|", "> *|a\n> b|*");
    check(&Format::Bold, "**|a**\n\n**b|**", "|a\n\nb|");
}

#[test]
fn nothing_is_marked_in_code_and_addresses() {
    for format in [Format::Bold, Format::Italic, link("http://x.y")] {
        stays(&format, "`a |b| c`");
        stays(&format, "```\na |b| c\n```");
    }
    stays(&Format::Bold, "[a](http://|x|)");
    stays(&Format::Bold, "<http://|x|.y>");
}

#[test]
fn without_a_word_there_is_a_pair_of_marks() {
    turns(&Format::Bold, "a |", "a **|**");
    turns(&Format::Italic, "|", "*|*");
}

#[test]
fn no_letter_is_split() {
    check(&Format::Bold, "👩|\u{200d}👩|\u{200d}👧 x", "**👩|\u{200d}👩|\u{200d}👧** x");
    check(&Format::Bold, "|e|\u{301}", "**|e|\u{301}**");
}

#[test]
fn words_get_a_link_and_lose_it() {
    turns(&link("http://x.y/a(b"), "say |it| so", "say [|it|](<http://x.y/a(b>) so");
    check(&link("http://x.y"), "a *|b c| d*", "a *[|b c|](http://x.y) d*");
    check(&link("http://x.y"), "a |b *c| d*", "a [|b *c| d*](http://x.y)");
    check(&link("http://new.y"), "[w|ord](http://old.y)", "[w|ord](http://new.y)");
    check(&link("http://x.y"), "a |b [c](u)| d", "a [|b c|](http://x.y) d");
    check(&link("http://x.y"), "|a ] b|", "[|a \\] b|](http://x.y)");
    check(&link("http://x.y"), "|", "<http://x.y>|");
    check(&link(""), "<http://|x.y>", "http://|x.y");
}

#[test]
fn paragraphs_are_quoted_and_unquoted() {
    turns(&Format::Quotation, "a\n\nb|c\n\nd", "a\n\n> b|c\n\nd");
    turns(&Format::Quotation, "|a\nb\n\nc|", "> |a\n> b\n>\n> c|");
    check(&Format::Quotation, "- a\n- b|", "> - a\n> - b|");
    check(&Format::Quotation, "> a\n>\n> b|", "> a\n\nb|");
    check(&Format::Quotation, "- > a|", "- a|");
    turns(&Format::Quotation, "|", "> |");
}

#[test]
fn paragraphs_become_items_and_back() {
    turns(&Format::BulletedList, "a|", "- a|");
    turns(&Format::BulletedList, "|a\n\nb|", "- |a\n- b|");
    turns(&Format::NumberedList, "|a\n\nb\n\nc|", "1. |a\n2. b\n3. c|");
    turns(&Format::BulletedList, "- a\n\nb|\n\n- c", "- a\n- b|\n- c");
    turns(&Format::NumberedList, "1. a\n\nb|\n\n1. c", "1. a\n2. b|\n3. c");
    turns(&Format::BulletedList, "a|\nb", "- a|\n  b");
    turns(&Format::BulletedList, "> a|", "> - a|");
    turns(&Format::NumberedList, "|", "1. |");
    check(&Format::BulletedList, "|a\nb|", "- |a\n- b|");
    check(&Format::NumberedList, "- a|\n- b", "1. a|\n- b");
    check(&Format::NumberedList, "- |a\n- b|", "1. |a\n2. b|");
    check(&Format::BulletedList, "- [x] a|", "a|");
    check(&Format::BulletedList, "- a\n  - b|", "- a\n\n  b|");
}

#[test]
fn lines_become_headings_and_back() {
    turns(&Format::Heading, "a|\n\nb", "### a|\n\nb");
    turns(&Format::Heading, "|a\n\nb|", "### |a\n\n### b|");
    turns(&Format::Heading, "|", "### |");
    check(&Format::Heading, "# a| ##", "a|");
    check(&Format::Heading, "a|\n---", "a|");
    stays(&Format::Heading, "```\na|\n```");
}

#[test]
fn has_says_what_toggle_would_take_away() {
    let has_it = |format: &Format, text: &str| {
        let (text, selection) = read(text);
        has(&text, selection, format)
    };
    assert!(has_it(&Format::Bold, "a **b|c**"));
    assert!(!has_it(&Format::Bold, "|a **b**|"));
    assert!(has_it(&Format::Quotation, "> a|"));
    assert!(has_it(&Format::NumberedList, "1. a\n   b|"));
    assert!(!has_it(&Format::BulletedList, "1. a|"));
    assert!(has_it(&link("any"), "[a|](u)"));
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "bc",
        "é",
        "👩‍👩‍👧",
        "\u{301}",
        " ",
        "  ",
        "\n",
        "\n\n",
        "- ",
        "9. ",
        "> ",
        "```\n",
        "### ",
        "*",
        "**",
        "_",
        "`",
        "(",
        ")",
        "\\",
        "[^k]",
        "[x](u)",
        "[",
        "]",
        "~~",
        "<http://a.b>",
        "&amp;",
        "|",
        "    ",
        "<b>",
    ]);
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

fn words(text: &str) -> String {
    Rendered::of(text).letters().into_iter().map(|(c, _, _)| c).filter(|c| c.is_alphanumeric()).collect()
}

fn formats() -> [Format; 7] {
    let lines = [Format::Quotation, Format::BulletedList, Format::NumberedList, Format::Heading];
    let [quotation, bulleted, numbered, heading] = lines;
    [Format::Bold, Format::Italic, link("http://x.y"), quotation, bulleted, numbered, heading]
}

proptest! {
    #[test]
    fn no_format_loses_a_word(text in pieces(), a in 0_usize..48, b in 0_usize..48) {
        let selection = Selection { anchor: a, caret: b }.within(&text);
        for format in formats() {
            let (new, after) = toggled(&text, selection, &format);
            prop_assert_eq!(after.within(&new), after);
            // At a cursor, empty delimiters count as letters until text is typed.
            let is_of_words = matches!(format, Format::Bold | Format::Italic | Format::Link { .. });
            if !selection.is_empty() || !is_of_words {
                prop_assert_eq!(words(&new), words(&text), "{:?} of {:?} gave {:?}", format, text, new);
            }
        }
    }

    #[test]
    fn plain_words_are_marked_and_come_back(words in prop::collection::vec("[a-zé]{1,4}", 1..8), a in 0_usize..40, b in 0_usize..40) {
        let text = words.join(" ");
        let selection = Selection { anchor: a, caret: b }.within(&text);
        for format in formats() {
            let (on, after) = toggled(&text, selection, &format);
            if on == text { continue }
            prop_assert!(has(&on, after, &format), "{:?} of {:?} gave {:?}", format, text, on);
            prop_assert!(!on.contains("** **"), "{}", on);
            let (off, _) = toggled(&on, after, &format);
            prop_assert_eq!(&off, &text, "{:?}", format);
        }
    }
}
