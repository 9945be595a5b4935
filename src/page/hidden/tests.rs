use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    let (swept, found) = shown(text);
    assert_eq!(swept, expected, "of {text:?}");
    assert_eq!(found == Hidden::default(), !text.chars().any(|c| c == '\u{FFFD}') && text == expected);
    let mut blocks = vec![Block::Paragraph(vec![Inline::Strong(vec![Inline::Text(markdown::Run::plain(text))])])];
    assert_eq!(sweep(&mut blocks[0]), found);
    assert_eq!(markdown::shape(&blocks), format!("(p (strong {expected:?}))\n"));
}

#[test]
fn breaks_of_other_programs_are_spaces() {
    check("a\u{2028}b\u{2029}c\u{B}d\u{C}e\u{85}f", "a b c d e f");
}

#[test]
fn what_nobody_sees_goes() {
    check("a\u{1}b\u{1B}c\u{7F}d\u{93}e\u{FEFF}f\u{FFFC}g\u{FFFE}h\u{FDD0}i\u{1FFFF}j", "abcdefghij");
}

#[test]
fn an_unreadable_letter_is_seen() {
    check("a\u{FFFD}b", "a\u{FFFD}b");
    check("a\0b", "a\u{FFFD}b");
}

#[test]
fn what_does_its_work_stays() {
    check(
        "a\tb\nc\r\nd é \u{A0}\u{AD}\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{61C}\u{2060}🎷",
        "a\tb\nc\r\nd é \u{A0}\u{AD}\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{61C}\u{2060}🎷",
    );
}

#[test]
fn what_has_no_width_stays_where_it_does_something() {
    check("a\u{200B}b c\u{2060}d ก\u{200B}ข", "a\u{200B}b c\u{2060}d ก\u{200B}ข");
    check("\u{200B}a \u{200B}b\u{200B} c\u{2060}\nd\u{2060}", "a b c\nd");
    check("a\u{2061}b\u{2064}c\u{206A}d\u{206F}e\u{1D173}f\u{E0001}g", "abcdefg");
}

#[test]
fn tags_stay_behind_a_flag() {
    let wales = "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}";
    check(wales, wales);
    check("a\u{E0068}\u{E0069}b", "ab");
}

#[test]
fn emoji_and_letters_keep_what_joins_and_varies_them() {
    let text = "👩\u{200D}🚀 ❤\u{FE0F} 葛\u{E0100} می\u{200C}خواهم ᠠ\u{180B} क्\u{200D}ष";
    check(text, text);
}

#[test]
fn nothing_that_no_key_types_is_left_of_what_is_entered() {
    for (text, expected) in [
        ("a\u{1A}b\0c\u{7F}d\u{9D}e\u{FEFF}f\u{FFFC}g\u{1B}[0m", "abcdefg[0m"),
        ("a\tb\nc\r\nd\re\u{2028}f\u{2029}g\u{B}h\u{C}i\u{85}j", "a\tb\nc\nd\ne\nf\ng\nh\ni\nj"),
        ("👩\u{200D}🚀 \u{200E}\u{2067}א\u{2069} \u{FFFD}é", "👩\u{200D}🚀 \u{200E}\u{2067}א\u{2069} \u{FFFD}é"),
    ] {
        assert_eq!(without_controls(text), expected);
    }
}

#[test]
fn turns_stay_where_they_are_turned_back() {
    check("\u{2067}a\u{2069} \u{202B}b\u{202C}", "\u{2067}a\u{2069} \u{202B}b\u{202C}");
    check("\u{2068}a \u{2066}b\u{2069}", "a \u{2066}b\u{2069}");
    check("a\u{2069}b\u{202C}c", "abc");
    check("\u{202E}a\u{202C}b", "ab");
    check("\u{2067}\u{202B}a\u{2069}b\u{202C}", "\u{2067}a\u{2069}b");
    check("\u{2067}a\u{202C}b\u{2069}", "\u{2067}ab\u{2069}");
}

#[test]
fn turns_of_a_line_are_counted_over_its_marks() {
    let mut blocks = markdown::parse("\u{2067}a **b\u{2069}** c\u{2067}");
    let found = sweep(&mut blocks[0]);
    assert_eq!(found, Hidden { turns: 1, ..Hidden::default() });
    assert_eq!(
        markdown::words(match &blocks[0] {
            Block::Paragraph(content) => content,
            other => panic!("{other:?}"),
        }),
        "\u{2067}a b\u{2069} c"
    );
}

#[test]
fn an_address_leads_to_the_same_place() {
    let mut blocks = markdown::parse("[a](https://a.example/\u{202E}b \"t\u{FEFF}\")");
    sweep(&mut blocks[0]);
    assert_eq!(markdown::shape(&blocks), "(p (link \"https://a.example/%E2%80%AEb\" \"t\" \"a\"))\n");
}
