//! Clipboard content of other programs, with the resulting Markdown: a new folder under tests/paste is a new test.
//! `UPDATE_EXPECTED=1 cargo test pasted` writes the current output; review the difference before you keep it.

use std::path::{Path, PathBuf};

use copydesk::markdown::{self, Block, Inline};
use copydesk::paste::{self, Pasted};
use proptest::prelude::*;

fn programs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/paste");
    let entries = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let mut programs: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    programs.sort();
    assert!(programs.len() > 12, "the programs are gone");
    programs
}

fn read(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

/// The content of the clipboard. If the text was not stored, it is what the HTML says.
fn pasted(program: &Path) -> Pasted {
    let html = read(&program.join("clipboard.html")).unwrap();
    let text = read(&program.join("clipboard.txt"));
    Pasted::new(text.unwrap_or_else(|| paste::from_html(&html).words()), Some(&html))
}

fn markdown_of(pasted: &Pasted) -> String {
    match pasted {
        Pasted::Plain(text) => text.trim_end().to_owned(),
        Pasted::Rich(rich) => rich.markdown(),
    }
}

#[test]
fn every_program_gives_what_is_expected() {
    for program in programs() {
        let given = format!("{}\n", markdown_of(&pasted(&program)));
        let path = program.join("expected.md");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&path, &given).unwrap();
        }
        assert_eq!(given, read(&path).unwrap_or_default(), "differs from {}", path.display());
    }
}

/// The letters and digits of a text, with superscripts and subscripts as plain ones.
fn letters(text: &str) -> String {
    let plain = |c: char| {
        let lowered = "₀₁₂₃₄₅₆₇₈₉".chars().position(|low| low == c);
        let shifted = lowered.or_else(|| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|high| high == c));
        shifted.and_then(|digit| char::from_digit(u32::try_from(digit).unwrap(), 10)).unwrap_or(c)
    };
    text.chars().map(plain).filter(|c| c.is_alphanumeric()).collect()
}

/// What a reader of the Markdown sees.
fn shown(markdown: &str) -> String {
    shown_with(markdown, |_| "")
}

/// The same, with what is shown before each note.
fn shown_with(markdown: &str, label: fn(&str) -> &str) -> String {
    let mut out = String::new();
    for block in markdown::parse(markdown) {
        if let Block::Note(note) = &block {
            out.push_str(label(&note.label));
        }
        markdown::each_inline(&[block], &mut |inline| match inline {
            Inline::Text(run) | Inline::Code(run) => out.push_str(&run.text),
            Inline::Citation { key, .. } => out.push_str(key),
            Inline::NoteRef { label, .. } => out.push_str(label),
            _ => {}
        });
    }
    letters(&out)
}

/// What a reader of the page sees, including alternative texts, as far as such pages go.
fn seen(html: &str) -> String {
    let document = scraper::Html::parse_document(html);
    let mut out = String::new();
    for node in document.tree.root().descendants() {
        let is_hidden = |e: &scraper::node::Element| {
            let style = e.attr("style").unwrap_or_default().replace(' ', "");
            matches!(e.name(), "head" | "script" | "style")
                || style.contains("display:none")
                || style.contains("mso-list:Ignore")
        };
        let around = node.ancestors().filter_map(|node| node.value().as_element());
        if around.chain(node.value().as_element()).any(is_hidden) {
            continue;
        }
        match node.value() {
            scraper::Node::Text(text) => out.push_str(&copydesk::link::clean(text.trim())),
            scraper::Node::Element(e) if e.name() == "img" => out.push_str(e.attr("alt").unwrap_or_default()),
            _ => {}
        }
    }
    letters(&out)
}

#[test]
fn every_word_that_was_seen_comes_through() {
    for program in programs() {
        let html = read(&program.join("clipboard.html")).unwrap();
        let markdown = paste::from_html(&html).markdown();
        // Some pages write the number of a note, and others use a numbered list.
        let is_there = [shown(&markdown), shown_with(&markdown, |label| label)].contains(&seen(&html));
        assert!(is_there, "{}: {markdown}", program.display());
    }
}

/// The text that programs provide with their HTML is recognised as equal.
#[test]
fn the_text_beside_captured_markup_says_the_same() {
    for program in ["chromium", "libreoffice"] {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/paste").join(program);
        assert!(read(&program.join("clipboard.txt")).is_some());
        assert!(matches!(pasted(&program), Pasted::Rich(_)), "{}", program.display());
    }
}

/// HTML as it may occur: any of these, opened and closed in any order.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(" ".to_owned()),
        Just("&nbsp;".to_owned()),
        "[a-c]{1,3}",
        prop::sample::select(vec![
            "1.",
            "*",
            "_",
            "[x](y)",
            "# ",
            "- ",
            "&lt;b&gt;",
            "\n",
            "`",
            "|",
            "~~",
            "[1]",
            "[^k]",
            "(z)",
            "!",
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec![
            "p",
            "b",
            "i",
            "em",
            "strong",
            "ul",
            "ol",
            "li",
            "blockquote",
            "h1",
            "h3",
            "div",
            "span",
            "br",
            "hr",
            "table",
            "tr",
            "td",
            "th",
            "s",
            "code",
            "sup",
            "q",
        ])
        .prop_flat_map(|name| prop_oneof![Just(format!("<{name}>")), Just(format!("</{name}>"))]),
        prop::sample::select(vec![
            "<a href='https://a.example/?utm_source=b'>",
            "</a>",
            "<span style='font-weight:700'>",
            "<p class=MsoQuote>",
            "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.</span>",
            "<span style='white-space:pre-wrap'>",
            "<pre class=moz-signature>",
            "<img src='data:,' alt='a'>",
            "<div role=heading aria-level=9>",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_markup_loses_a_word(html in markup()) {
        let rich = paste::from_html(&html);
        prop_assert_eq!(shown(&rich.markdown()), seen(&html), "{}", rich.markdown());
        prop_assert_eq!(letters(&rich.words()), seen(&html));
        prop_assert!(!rich.line().contains('\n'));
        let once = rich.markdown();
        prop_assert!(!once.starts_with('\n') && !once.ends_with('\n'));
    }

    #[test]
    fn any_text_may_be_on_a_clipboard(text in ".{0,200}", html in ".{0,400}") {
        let pasted = Pasted::new(text.clone(), Some(&html));
        for field in [paste::Field::Blocks, paste::Field::Line, paste::Field::Words, paste::Field::Links] {
            let change = paste::insert(&text, copydesk::writing::Selection { anchor: 3, caret: 9 }, &pasted, field);
            let mut result = text.clone();
            prop_assert!(change.apply(&mut result));
            prop_assert!(result.is_char_boundary(change.selection.caret));
        }
    }
}

#[test]
fn deep_and_broken_markup_is_pasted_too() {
    let deep = 20_000;
    for html in [
        "<div>".repeat(deep) + "deep",
        "<blockquote>".repeat(deep) + "deep",
        "<ul><li>".repeat(deep) + "deep",
        "<p class=MsoQuote>deep".repeat(deep / 4),
        "<p style='mso-list:l0 level9 lfo1'><span style='mso-list:Ignore'>·</span>deep".repeat(deep / 4),
        "<table><tr><td>".repeat(deep) + "deep",
        format!("<pre class=moz-signature>{}deep", "a\n".repeat(deep)),
        format!("<a href='{}'>deep", "https://www.google.com/url?q=".repeat(deep)),
        "<![if !x]><!--[if y]><![endif]-->".repeat(deep) + "deep",
    ] {
        let rich = paste::from_html(&html);
        assert!(rich.markdown().contains("deep") && rich.words().contains("deep"), "{}", &html[..40]);
    }
}
