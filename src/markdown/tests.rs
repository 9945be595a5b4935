use pulldown_cmark::{Options, Parser};

use super::dialect::dialect;
use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shape(&parse(text)).trim_end(), expected, "of {text:?}");
}

#[track_caller]
fn check_line(text: &str, expected: &str) {
    let blocks = [Block::Paragraph(parse_inline(text))];
    assert_eq!(shape(&blocks).trim_end(), expected, "of {text:?}");
}

#[test]
fn a_citation_is_a_marker_without_a_definition() {
    check("Said so.[^reuters-2]", r#"(p "Said so." (cite "reuters-2"))"#);
    check("**bold[^a]** x", r#"(p (strong "bold" (cite "a")) " x")"#);
    check("[^a][^b]", r#"(p (cite "a") (cite "b"))"#);
}

/// The search for citations depends on this: with GFM's footnotes, a reference without a definition is plain text, in
/// consecutive pieces. With the old footnotes it would be a reference.
#[test]
fn the_parser_gives_an_undefined_reference_as_text() {
    use pulldown_cmark::Event;
    let pieces: Vec<_> = Parser::new_ext("a[^k]b", dialect())
        .into_offset_iter()
        .filter_map(
            |(event, range)| if let Event::Text(text) = event { Some((text.to_string(), range)) } else { None },
        )
        .collect();
    assert_eq!(pieces.iter().map(|(text, _)| text.as_str()).collect::<String>(), "a[^k]b");
    assert!(pieces.windows(2).all(|pair| pair[0].1.end == pair[1].1.start), "{pieces:?}");
    let old = Parser::new_ext("a[^k]b", dialect() | Options::ENABLE_OLD_FOOTNOTES);
    assert!(old.into_iter().any(|event| matches!(event, Event::FootnoteReference(_))));
}

#[test]
fn a_citation_needs_a_key_and_its_own_brackets() {
    check("[^Key] [^a b] [^]", r#"(p "[^Key] [^a b] [^]")"#);
    check(r"\[^a] [^a\]", r#"(p "[^a] [^a]")"#);
    check(r"\\[^a]", r#"(p "\\" (cite "a"))"#);
    check("`[^a]`", r#"(p (code "[^a]"))"#);
    check("[see [^a]](http://x.y)", r#"(p (link "http://x.y" "" "see [^a]"))"#);
}

#[test]
fn a_definition_makes_a_note_of_the_marker() {
    check("x[^a]\n\n[^a]: words", "(p \"x\" (ref \"a\"))\n(note \"a\"\n(p \"words\")\n)");
}

#[test]
fn raw_html_is_text() {
    check("<b>x</b>", r#"(p "<b>x</b>")"#);
    check("<div>\n  *a*\n</div>", r#"(p "<div>" (soft) "*a*" (soft) "</div>")"#);
    check("<!-- a\n\n b -->", "(p \"<!-- a\")\n(p \"b -->\")");
}

#[test]
fn what_was_typed_stays_as_it_was() {
    check("\"a\" -- b...", r#"(p "\"a\" -- b...")"#);
}

#[test]
fn lists_know_whether_they_are_loose() {
    check("- a\n- b", "(list None tight\n(item None\n(p \"a\")\n)\n(item None\n(p \"b\")\n)\n)");
    check("3. a\n\n4. b", "(list Some(3) loose\n(item None\n(p \"a\")\n)\n(item None\n(p \"b\")\n)\n)");
    check("- [x] a", "(list None tight\n(item Some(true)\n(p \"a\")\n)\n)");
    check(
        "- a\n  - b",
        "(list None tight\n(item None\n(p \"a\")\n(list None tight\n(item None\n(p \"b\")\n)\n)\n)\n)",
    );
}

#[test]
fn a_line_is_never_a_block() {
    check_line("# not a heading", r##"(p "# not a heading")"##);
    check_line("1. one\ntwo", r#"(p "1. one two")"#);
    check_line("  *a* \"b\"", r#"(p (em "a") " \"b\"")"#);
    check_line("_a_[^k]", r#"(p (em "a") (cite "k"))"#);
    check_line("", "(p)");
    check_line("[^a]: x", r#"(p (cite "a") ": x")"#);
}

#[test]
fn every_run_knows_its_bytes() {
    let text = "é *two*\n\n> a `co de` &amp; <i>z</i>";
    let mut runs = Vec::new();
    collect(&parse(text), &mut runs);
    let written: Vec<&str> = runs.iter().map(|r| &text[r.range.clone()]).collect();
    assert_eq!(written, ["é ", "two", "a ", "co de", " ", "&amp;", " <i>z</i>"]);
    let line = "  see *this* [^k]";
    let ranges: Vec<_> = parse_inline(line)
        .iter()
        .filter_map(|i| match i {
            Inline::Citation { range, .. } => Some(&line[range.clone()]),
            Inline::Text(run) => Some(&line[run.range.clone()]),
            _ => None,
        })
        .collect();
    assert_eq!(ranges, ["see ", " ", "[^k]"]);
}

fn collect(blocks: &[Block], runs: &mut Vec<Run>) {
    fn line(inlines: &[Inline], runs: &mut Vec<Run>) {
        for inline in inlines {
            match inline {
                Inline::Text(run) | Inline::Code(run) => runs.push(run.clone()),
                Inline::Emphasis(content) => line(content, runs),
                _ => {}
            }
        }
    }
    for block in blocks {
        match block {
            Block::Paragraph(content) => line(content, runs),
            Block::Quote(blocks) => collect(blocks, runs),
            _ => {}
        }
    }
}

#[test]
fn nesting_is_bounded_and_keeps_the_words() {
    for text in [format!("{}deep", "> ".repeat(10_000)), format!("{}deep", "- ".repeat(5_000))] {
        let blocks = parse(&text);
        assert!(shape(&blocks).contains("deep"));
    }
    let brackets = format!("{}deep{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(shape(&parse(&brackets)).contains("deep"));
    let stars = format!("{}deep{}", "*a ".repeat(10_000), "*".repeat(10_000));
    assert!(shape(&parse(&stars)).contains("deep"));
}

#[test]
fn a_table_grows_a_column_for_each_cell_beyond_its_head() {
    check(
        "| a | b |\n|---|:-:|\n| c | d | e |\n| f |\n",
        "(table [None, Center, None]\n(row\n(cell \"a\")\n(cell \"b\")\n(cell)\n)\n\
         (row\n(cell \"c\")\n(cell \"d\")\n(cell \"e\")\n)\n(row\n(cell \"f\")\n(cell)\n(cell)\n)\n)",
    );
}

#[test]
fn a_definition_that_no_link_uses_is_text() {
    check(
        "[a]: https://x.example \"t\"\n\nb",
        r#"(p "[a]: https://x.example \"t\"")
(p "b")"#,
    );
    check("> [a]: /u\n> [b]: /v", "(quote\n(p \"[a]: /u\" (hard) \"[b]: /v\")\n)");
    check("[a  B]\n\n[A b]: /u", r#"(p (link "/u" "" "a  B"))"#);
}

#[test]
fn of_two_definitions_the_one_that_no_link_can_use_is_text() {
    check("[a]\n\n[a]: /u\n[a]: /v", "(p (link \"/u\" \"\" \"a\"))\n(p \"[a]: /v\")");
}

#[test]
fn a_rule_in_a_tight_item_stands_in_its_place() {
    check("- x\n  ***\n  y", "(list None tight\n(item None\n(p \"x\")\n(rule)\n(p \"y\")\n)\n)");
}

/// A text with many small pieces needs the memory of its tree: see `benches/memory.rs`.
#[test]
fn a_piece_of_a_tree_is_small() {
    assert!(size_of::<Run>() <= 32, "a run: {}", size_of::<Run>());
    assert!(size_of::<Inline>() <= 40, "a piece of a line: {}", size_of::<Inline>());
    assert!(size_of::<Block>() <= 32, "a block: {}", size_of::<Block>());
}
