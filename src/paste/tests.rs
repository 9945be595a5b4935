use super::*;
use crate::writing::Selection;

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(from_html(html).markdown(), expected);
}

#[test]
fn style_is_no_mark_and_nothing_empty_is_left() {
    check("<p>a</p><p>&nbsp;</p><p><br></p><p><span style='font-family:x'>b</span></p>", "a\n\nb");
    check("<h2><b>Head</b></h2><ul><li></li><li>x</li></ul><a href='https://a.example'></a>", "### Head\n\n- x");
    check("<p><b>a</b><b> b</b> <b> </b>c</p>", "**a b** c");
    check("<p style='display:none'>gone</p><p hidden>gone</p><p>here</p>", "here");
}

#[test]
fn a_space_that_must_not_break_stays_where_it_holds_words_together() {
    check("4&nbsp;€ in&nbsp; all, Mr&nbsp;Hill", "4\u{A0}€ in all, Mr\u{A0}Hill");
    check("a&nbsp;<b>b</b>&nbsp;c «&nbsp;<i>mot</i>&nbsp;»", "a **b** c «\u{A0}*mot*\u{A0}»");
    check("<p>a<span class=\"Apple-converted-space\">&nbsp;</span>b</p>", "a b");
}

#[test]
fn headings_begin_at_the_third_level_without_gaps() {
    check("<h1>a</h1><h4>b</h4><h2>c</h2><h1>d</h1>", "### a\n\n#### b\n\n#### c\n\n### d");
}

#[test]
fn links_lead_where_they_were_meant_to() {
    check(
        "<a href='https://www.google.com/url?q=https://a.example/x%3Fid%3D1%26utm_source%3Dy&amp;sa=D'>x</a>",
        "[x](https://a.example/x?id=1)",
    );
    check("<a href='#_ftn1'>[1]</a> and", "[1] and");
    check("<a href='javascript:alert(1)'>x</a>", "x");
}

#[test]
fn pictures_stay_where_they_are_on_the_web_and_their_words_in_any_case() {
    check("<img src='https://a.example/b.png' alt='b'>", "![b](https://a.example/b.png)");
    check("<img src='https://a.example/p.gif' width=1 height=1 alt='p'>x", "x");
    check("<img src='https://a.example/e.png' alt='🎉'>", "🎉");
    let rich = from_html("<p>a <img src='data:image/png;base64,AA' alt='b'><img src='file:///c.png'></p>");
    assert_eq!((rich.markdown().as_str(), rich.pictures_left_out), ("a b", 2));
}

#[test]
fn one_list_in_two_elements_is_one() {
    check("<ul><li><p>a</p></li></ul><ul><li><p>b</p></li></ul>", "- a\n- b");
    check("<ol><li>a</li></ol><ol start=2><li>b</li></ol>", "1. a\n2. b");
    check("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c");
}

#[test]
fn a_line_and_words_are_all_of_it_on_one_line() {
    let rich = from_html("<h2>a</h2><p>b <i>c</i><br>d</p><ul><li>e</li></ul>");
    assert_eq!(rich.line(), "a b *c* d e");
    assert_eq!(rich.words(), "a b c d e");
}

#[test]
fn markup_is_taken_only_where_it_says_what_the_text_says() {
    let rich = |text: &str, html: &str| matches!(Pasted::new(text.into(), Some(html)), Pasted::Rich(_));
    assert!(rich("a b c", "<p>a <b>b</b> c</p>"));
    assert!(rich("• one\n• two", "<ul><li>one</li><li>two</li></ul>"));
    assert!(rich("<p>a</p>", "<p>a</p>"), "a program that offers nothing else");
    assert!(!rich("something new", "<p>what was copied before</p>"));
    assert!(!rich("the", "<p>the words of a whole page</p>"));
    assert!(!rich("x", ""));
    let code =
        "<meta charset='utf-8'><div style=\"font-family: 'Fira Mono'; white-space: pre;\"><div>a *b*</div></div>";
    assert!(!rich("a *b*", code), "a program for writing code");
}

#[track_caller]
fn check_insert(text: &str, html: &str, expected: &str) {
    let (before, after) = text.split_once('|').unwrap();
    let text = format!("{before}{after}");
    let change = insert(&text, Selection::at(before.len()), &Pasted::Rich(from_html(html)), Field::Blocks);
    let mut result = text;
    assert!(change.apply(&mut result));
    result.insert(change.selection.caret, '|');
    assert_eq!(result, expected);
}

#[test]
fn blocks_keep_apart_from_what_is_around_them() {
    check_insert("ab|cd", "<b>x</b>", "ab**x**|cd");
    check_insert("ab|cd", "<p>x</p><p>y</p>", "abx\n\ny|cd");
    check_insert("ab|cd", "<h2>x</h2>", "ab\n\n### x|\n\ncd");
    check_insert("ab\n|", "<ul><li>x</li></ul>", "ab\n\n- x|");
    check_insert("ab\n\n|\n\ncd", "<ul><li>x</li></ul>", "ab\n\n- x|\n\ncd");
    check_insert("|", "<h2>x</h2><p>y</p>", "### x\n\ny|");
    check_insert("a\n\n- |", "<ul><li>x</li><li>y</li></ul>", "a\n\n- x\n- y|");
}

#[track_caller]
fn check_link(text: &str, selected: &str, expected: &str) {
    let start = text.find(selected).unwrap();
    let selection = Selection::over(start..start + selected.len());
    let pasted = Pasted::Plain("https://a.example/x?id=1&utm_source=y\n".into());
    let change = insert(text, selection, &pasted, Field::Blocks);
    let mut result = text.to_owned();
    assert!(change.apply(&mut result));
    assert_eq!(result, expected);
}

#[test]
fn a_link_over_words_is_put_behind_them() {
    check_link("the port said", "port", "the [port](https://a.example/x?id=1) said");
    check_link("the port said", "port ", "the [port](https://a.example/x?id=1) said");
    check_link("the **port** said", "**port**", "the [**port**](https://a.example/x?id=1) said");
    check_link("https://b.example", "https://b.example", "https://a.example/x?id=1");
    check_link("a [b](https://b.example)", "[b](https://b.example)", "a https://a.example/x?id=1");
}
