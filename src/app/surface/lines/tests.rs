use proptest::prelude::*;

use super::*;
use crate::app::surface::line::PIECE;
use crate::writing::stops;

const MEASURE: Measure = Measure { width: 500.0, letter: 8.0, row: 28.0, between: 12.0 };

fn lines(text: &str) -> Lines {
    let mut lines = Lines::default();
    lines.update(text, Kind::Blocks, MEASURE);
    lines
}

/// Everything that depends on the text alone.
fn facts(lines: &Lines) -> Vec<(usize, usize, usize, bool, State)> {
    lines.lines.iter().map(|l| (l.start, l.len, l.break_len, l.opens_group, l.state)).collect()
}

#[track_caller]
fn check_groups(text: &str, expected: &[&str]) {
    let lines = lines(text);
    let mut found = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let group = lines.group_of(index);
        found.push(&text[lines.bytes_of(group.clone())]);
        index = group.end;
    }
    assert_eq!(found, expected);
}

#[test]
fn what_belongs_together_is_parsed_together() {
    check_groups("a\nb\n\nc", &["a\nb\n", "c"]);
    check_groups("```\na\n\nb\n```\n\nc", &["```\na\n\nb\n```\n", "c"]);
    check_groups("- a\n\n  b\n\n- c\n\nd", &["- a\n\n  b\n\n- c\n", "d"]);
    check_groups("> a\n> b\n\n> c", &["> a\n> b\n", "> c"]);
}

#[test]
fn lines_hold_the_whole_text() {
    for text in ["", "\n", "a", "a\n", "a\r\nb", "\n\n\n", "é\n\r\n"] {
        let lines = lines(text);
        let whole: usize = lines.lines.iter().map(Line::whole_len).sum();
        assert_eq!(whole, text.len(), "{text:?}");
        assert_eq!(lines.lines.last().map(|line| line.break_len), Some(0), "{text:?}");
    }
}

#[test]
fn a_long_line_is_cut_between_words() {
    let text = "word ".repeat(10_000);
    let lines = lines(&text);
    assert!(lines.len() > 5);
    assert!(lines.lines.iter().all(|line| line.len <= PIECE && (line.len == 0 || line.start % 5 == 0)));
    let dense = "é".repeat(20_000);
    let cut = cut(&dense, 0..dense.len());
    assert!(cut.iter().all(|line| dense.get(line.range()).is_some()));
}

#[test]
fn an_edit_leaves_the_other_lines_as_they_were() {
    let mut lines = lines("one\n\ntwo\n\nthree");
    for index in 0..lines.len() {
        lines.learn(index, 50.0);
    }
    let changed = lines.update("one\n\ntwo!\n\nthree", Kind::Blocks, MEASURE);
    assert_eq!(changed, Some(Changed { gone: 2..3, new: 1, restyled: 0..4 }));
    let is_known = |index: usize| lines.stack().height_of(index).is_known();
    assert_eq!((0..lines.len()).map(is_known).collect::<Vec<_>>(), [true, true, false, true, true]);
    assert_eq!(lines.height(), 250.0);
}

#[test]
fn an_opened_block_of_code_takes_in_what_follows() {
    let mut lines = lines("a\n\nb\n\nc");
    lines.update("```\n\nb\n\nc", Kind::Blocks, MEASURE);
    assert_eq!(facts(&lines), facts(&self::lines("```\n\nb\n\nc")));
    assert!(lines.is_code(4));
}

fn piece() -> impl Strategy<Value = String> {
    let pieces = ["a", "word ", "\n", "\n\n", "\r\n", "\r", "```\n", "- x\n", "  y\n", "> q\n", "é", "👩‍👩‍👧"];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..8).prop_map(|p| p.concat())
}

proptest! {
    #[test]
    fn any_edit_gives_the_lines_of_the_new_text(start in piece(), edits in proptest::collection::vec((0_usize..60, 0_usize..9, piece()), 1..8)) {
        let mut text = start;
        let mut edited = lines(&text);
        for (at, len, new) in edits {
            let at = stops::snap(&text, at);
            let end = stops::snap(&text, at + len).max(at);
            text.replace_range(at..end, &new);
            edited.update(&text, Kind::Blocks, MEASURE);
            prop_assert_eq!(facts(&edited), facts(&lines(&text)));
        }
    }
}
