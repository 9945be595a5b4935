use proptest::prelude::*;

use super::*;
use crate::markdown::{Block, Located, move_by, parse_located};

/// Each line of a text with the state before it.
fn lines(text: &str) -> Vec<(usize, &str, LineState)> {
    let mut state = LineState::default();
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let found = (at, line, state);
        (state, at) = (state.after(line), at + line.len());
        found
    });
    lines.collect()
}

/// The pieces of a text at whose starts parsing can start over.
fn pieces(text: &str) -> Vec<&str> {
    let starts = lines(text).into_iter().filter(|(_, line, state)| state.starts_anew(line)).map(|(at, ..)| at);
    let mut starts: Vec<usize> = starts.filter(|at| *at > 0).collect();
    starts.insert(0, 0);
    starts.push(text.len());
    starts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

fn moved(located: Vec<Located>, by: usize) -> Vec<Located> {
    let each = |mut located: Located| {
        move_by(&mut located.block, by as isize);
        located.range = located.range.start + by..located.range.end + by;
        located
    };
    located.into_iter().map(each).collect()
}

/// Checks that the pieces parsed separately give the same as the whole text.
#[track_caller]
fn check_pieces(text: &str) {
    let mut at = 0;
    let mut apart = Vec::new();
    for piece in pieces(text) {
        apart.extend(moved(parse_located(piece), at));
        at += piece.len();
    }
    assert_eq!(said(&apart), said(&parse_located(text)), "{text:?} in {:?}", pieces(text));
}

/// Blocks with their source ranges, without a trailing line break.
fn said(blocks: &[Located]) -> Vec<String> {
    blocks.iter().map(|located| format!("{:?} from {}", located.block, located.range.start)).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(pieces(text), expected);
    check_pieces(text);
}

#[test]
fn a_block_behind_an_empty_line_starts_anew() {
    check("a\nb\n\nc", &["a\nb\n\n", "c"]);
    check("a\r\n \t\r\nb", &["a\r\n \t\r\n", "b"]);
    check("# a\nb\n\n> c\n\n> d\n", &["# a\nb\n\n", "> c\n\n", "> d\n"]);
    check("|a|\n|-|\n|b|\n\nc", &["|a|\n|-|\n|b|\n\n", "c"]);
}

#[test]
fn code_goes_on_over_empty_lines() {
    check("```\na\n\nb\n```\n\nc", &["```\na\n\nb\n```\n\n", "c"]);
    check("~~~~\n\n~~~\n\n```\n\n~~~~\n\nc", &["~~~~\n\n~~~\n\n```\n\n~~~~\n\n", "c"]);
    check("``` a`b\n\nc", &["``` a`b\n\n", "c"]);
    check("    a\n\n    b\n\nc", &["    a\n\n    b\n\n", "c"]);
    check("> ```\n\nb", &["> ```\n\n", "b"]);
    check("- ```\n\n  a\n\nb", &["- ```\n\n  a\n\n", "b"]);
}

#[test]
fn a_list_goes_on_over_empty_lines() {
    check("- a\n\n  b\n\n- c\n\nd", &["- a\n\n  b\n\n- c\n\n", "d"]);
    check("1. a\n\n2. b\n\n> c", &["1. a\n\n2. b\n\n", "> c"]);
    check("a\n\n- b", &["a\n\n", "- b"]);
}

#[test]
fn raw_html_goes_on_as_far_as_it_goes() {
    check("<!-- a\n\nb -->\n\nc", &["<!-- a\n\nb -->\n\n", "c"]);
    check("<!-- a -->\n\nc", &["<!-- a -->\n\n", "c"]);
    check("<div>\n```\n\nb", &["<div>\n```\n\n", "b"]);
    check("<script>\n\nb\n\n</script>\n\nc", &["<script>\n\nb\n\n</script>\n\n", "c"]);
    check("a <!-- b\n\nc -->", &["a <!-- b\n\n", "c -->"]);
}

/// Checks for each line whether it is fenced code, by lines alone and by the parser.
#[track_caller]
fn check_code(text: &str) {
    let mut blocks = parse_located(text).into_iter().map(|located| located.block).collect::<Vec<_>>();
    let mut code = Vec::new();
    while let Some(block) = blocks.pop() {
        match block {
            Block::Code(block) => code.extend(block.lines.into_iter().map(|run| run.range.start)),
            Block::Quote(inner) => blocks.extend(inner),
            Block::List(list) => blocks.extend(list.items.into_iter().flat_map(|item| item.blocks)),
            Block::Note(note) => blocks.extend(note.blocks),
            Block::Paragraph(_) | Block::Heading { .. } | Block::Table(_) | Block::Rule(_) => {}
        }
    }
    for (at, line, state) in lines(text) {
        let is_code = code.iter().any(|start| (at..at + line.len()).contains(start));
        let is_closing = state.is_in_code() && !state.after(line).is_in_code();
        assert_eq!(state.is_in_code() && !is_closing, is_code, "{line:?} in {text:?}");
    }
}

#[test]
fn lines_alone_tell_what_is_code_between_fences() {
    for text in [
        "```\na\n```\nb\n",
        "- ```\n  a\n  ```\n  b\n- c\n",
        "> ~~~\n> a\n> ~~~\n> b\n",
        "1. x\n   ```\n   a\n   ```\n\nb\n",
        "> ```\n> a\nb\n",
        "- ```\n  a\nb\n",
    ] {
        check_code(text);
    }
}

const PIECES: &[&str] = &[
    "word",
    "words go on",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\n\n",
    "\r\n\r\n",
    " \t\n",
    "\n  ",
    "\n   ",
    "\n    ",
    "- item",
    "-",
    "*",
    "2.",
    "* other",
    "1. first",
    "2. second",
    "2) x",
    "12. x",
    "-\tx",
    "    code",
    "\t- deep",
    "  more",
    "```",
    "```",
    "~~~\n",
    "   ```\n",
    "  ```\n",
    "<!-- note",
    "-->",
    "<div>",
    "</div>",
    "<b>",
    "<?",
    "?>",
    "> said",
    "> - a",
    "> ```",
    ">",
    "- > ",
    "- ```",
    "# One",
    "#",
    "===",
    "---",
    "***",
    "--",
    "| a | b |\n",
    "|---|---|\n",
    "*em*",
    "`",
    "[^key]",
    "[x][x]",
    "\\",
    "é",
    "- [ ] task",
    "[",
    "]",
    "&amp;",
    "<script>",
    "</script>",
    "<pre",
    "\r",
    "\u{a0}\n",
    "\u{b}\n",
    "<![CDATA[",
    "]]>",
    "<!X",
    "<a href=\"x\">",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_starts_anew_reads_as_it_would_alone(text in text()) {
        check_pieces(&text);
    }

    #[test]
    fn behind_what_is_closed_anything_starts_anew(text in text(), next in text()) {
        let mut state = LineState::default();
        let (mut at, mut closed) = (0, 0);
        for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            state = state.after(line);
            at += line.len();
            closed = if state.is_closed() { at } else { closed };
        }
        let (before, next) = (&text[..closed], next.replace('\r', ""));
        let whole = [before, next.as_str()].concat();
        let apart = parse_located(before).into_iter().chain(moved(parse_located(&next), closed));
        prop_assert_eq!(said(&apart.collect::<Vec<_>>()), said(&parse_located(&whole)), "{:?} then {:?}", before, next);
    }
}
