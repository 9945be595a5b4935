//! Markdown files of other programs: each is a folder with an `article.md` under tests/import. The expected result is
//! the draft and the report. `UPDATE_EXPECTED=1 cargo test importing` writes the current output.

use std::path::Path;

use copydesk::article::Article;
use copydesk::file::{self, FileKind};
use copydesk::format::{self, Format};
use copydesk::page::compose;
use copydesk::reading::Origin;
use copydesk::recognise::{Recognised, recognise};
use proptest::prelude::*;

fn import(text: &str) -> Recognised {
    recognise(&format::read(text, Origin::Markdown))
}

fn said(recognised: &Recognised) -> String {
    let report = recognised.report.iter().map(|t| format!("{}: {} ({})\n", t.what, t.words, t.rule));
    format!("{}\n{}", file::to_native(&recognised.article), report.collect::<String>())
}

#[test]
fn every_file_gives_the_draft_and_the_report_that_are_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut cases: Vec<_> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 8, "the cases are gone");
    for case in cases {
        let text = std::fs::read_to_string(case.join("article.md")).unwrap();
        let given = said(&import(&text));
        let expected = case.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(expected, given).unwrap();
            continue;
        }
        assert_eq!(given, std::fs::read_to_string(&expected).unwrap_or_default(), "{}", case.display());
    }
}

#[track_caller]
fn check_field(text: &str, field: fn(&Article) -> String, expected: &str) {
    assert_eq!(field(&import(text).article), expected, "{text}");
}

/// Front matter in each of its languages.
#[test]
fn heads_are_read_however_they_are_written() {
    let title = |article: &Article| article.headline.clone();
    for text in [
        "---\ntitle: A: b\n---\n\nx",
        "---\ntitle: 'A: b'\ntags: [a, b\n---\n\nx",
        "---\ntitle: \"A:\nb\"\n---\n\nx",
        "---\ntitle: >-\n  A:\n  b\n---\n\nx",
        "---\ntitle:\tA: b\nnested:\n\tkey: v\n---\n\nx",
        "\u{feff}---\ntitle: 'A: b'\n---\n\nx",
        "---\ntitle: 'A: b'\n...\n\nx",
        "---\ntitle: 'A: b'\n\nx",
        "---\nt: &t 'A: b'\ntitle: *t\n---\n\nx",
        "---\ntitle: 'A: b'\ntitle: C\n---\n\nx",
        "---\n# made by hand\ntitle: 'A: b'\n---\n\nx",
        "---\r\ntitle: 'A: b'\r\n---\r\n\r\nx",
        "+++\ntitle = 'A: b'\ndate = 2026-03-01\n[params]\nx = 1\n+++\n\nx",
        "+++\ntitle = \"A: b\"\nbroken = [1,\n+++\n\nx",
        "{\n  \"title\": \"A: b\"\n}\n\nx",
        "---json\n{\"title\": \"A: b\"}\n---\nx",
        "---toml\ntitle = 'A: b'\n---\nx",
        "---yaml\ntitle: 'A: b'\n---\n\nx",
        ";;;\n{\"title\": \"A: b\"}\n;;;\nx",
        "% A: b\n% Ann Other; Bo\n% 2026-03-01\n\nx",
        "% A:\n  b\n\nx",
        "Title: A: b\nDate: 2026-03-01\n\nx",
        "title: A:\n  b\nauthor: Ann\n\nx",
    ] {
        check_field(text, title, "A: b");
        check_field(text, |article| article.lede.to_string(), "x");
    }
}

#[test]
fn the_fields_of_a_head_have_their_places() {
    let head = |lines: &str| format!("---\n{lines}\n---\n\nx");
    let tags = |article: &Article| article.tags.join("|");
    check_field(&head("tags: a, b c,d"), tags, "a|b c|d");
    check_field(&head("tags: [\"Paris, Texas\", b]"), tags, "Paris, Texas|b");
    check_field(&head("tags:\n- a\n- b\ncategories: c"), tags, "a|b|c");
    check_field("+++\ntags = ['a', 'b']\n+++\n\nx", tags, "a|b");
    check_field("+++\n[taxonomies]\ntags = ['a', 'b']\n+++\n\nx", tags, "a|b");
    let file = |article: &Article| article.image.file.clone();
    for lines in [
        "image: a.png",
        "image: {path: a.png}",
        "image:\n  url: a.png",
        "images: [a.png, b.png]",
        "images:\n- src: a.png",
        "featured_image: a.png",
        "featureImage: a.png",
        "cover:\n  image: a.png",
        "header:\n  teaser: a.png",
        "hero-image: a.png",
    ] {
        check_field(&head(lines), file, "a.png");
    }
    let byline = |article: &Article| article.byline.join("|");
    check_field(&head("author: By Ann Other"), byline, "Ann Other");
    check_field(&head("author: {name: Ann Other, url: 'https://a.example'}"), byline, "Ann Other");
    check_field(&head("authors:\n- name: Ann\n- name: Bo"), byline, "Ann|Bo");
    check_field("+++\n[[authors]]\nname = 'Ann'\n[[authors]]\nname = 'Bo'\n+++\n\nx", byline, "Ann|Bo");
    let note = |article: &Article| article.note.clone();
    check_field(&head("layout: post\ndraft: true"), note, "layout: post; draft: true");
    check_field(&head("title: T\npublished: false"), note, "published: false");
    check_field(&head("title: T # ask Tom"), note, "comment: ask Tom");
}

/// Hidden content of a file is set aside and named: it is neither shown nor lost.
#[test]
fn hidden_text_is_named_and_not_shown() {
    for (text, shown, note) in [
        ("Seen <span style='display:none'>secret</span> here.", "Seen here.", "In “Seen here.”: secret"),
        ("Seen <SPAN HIDDEN>secret</SPAN> here.", "Seen here.", "In “Seen here.”: secret"),
        ("<p hidden>secret</p>\n\nAfter.", "After.", "At the start: secret"),
        (
            "Before.\n\n<p style='visibility:hidden'>secret</p>\n\nAfter.",
            "Before.\n\nAfter.",
            "After “Before.”: secret",
        ),
        ("<div style='display:none'>\n\nA *secret*.\n\n</div>\n\nAfter.", "After.", "At the start: A *secret*."),
        ("<dialog>secret</dialog>\n\nAfter.", "After.", "At the start: secret"),
        ("- a <b hidden>secret</b> b", "- a b", "In “a b”: **secret**"),
        ("> a <i hidden>secret</i> b", "> a b", "In “a b”: *secret*"),
        ("| a |\n|---|\n| b <span hidden>secret</span> |", "| a |\n| --- |\n| b |", "In “b”: secret"),
        ("<p style='display:none'>secret</p><p>b</p>", "b", "At the start: secret"),
        ("a <template>secret</template> b", "a b", "In “a b”: <template>secret</template>"),
        (
            "<template><p>secret</p></template>\n\nAfter.",
            "After.",
            "At the start: <template><p>secret</p></template>",
        ),
        ("a <noscript>![secret](s.png)</noscript>", "a", "In “a”: <noscript>![secret](s.png)</noscript>"),
        ("a <template>not closed", "a &lt;template>not closed", ""),
        ("a <span hidden>not closed", "a &lt;span hidden>not closed", ""),
        ("a <span hidden=until-found>found</span>", "a found", ""),
    ] {
        let article = import(text).article;
        assert_eq!(article.note, note, "{text}");
        assert_eq!(format::render(&compose(&article), Format::Markdown).trim_end(), shown, "{text}");
    }
}

#[test]
fn a_raised_link_of_markdown_stays_apart() {
    check_field(
        "word<sup>[1](https://a.example/n)</sup>",
        |a| a.lede.to_string(),
        "word[\\[1\\]](https://a.example/n)",
    );
}

#[test]
fn by_stands_once() {
    let byline = |article: &Article| article.byline.join("|");
    for text in [
        "# T\n\nBy By Ann Other\n\nx",
        "# T\n\nBy by Ann Other\n\nx",
        "# T\n\nBy: By Ann Other\n\nx",
        "---\nauthor: By By Ann Other\n---\n\nx",
        "---\nauthor: 'By: By Ann Other'\n---\n\nx",
        "---\nauthor: Von Von Ann Other\n---\n\nx",
        "---\nauthor: Par par Ann Other\n---\n\nx",
        "+++\nauthor = 'POR POR Ann Other'\n+++\n\nx",
    ] {
        check_field(text, byline, "Ann Other");
    }
    check_field("---\nauthor: Von Miller\n---\n\nx", byline, "Von Miller");
    check_field("---\nauthor: Di Di Maria\n---\n\nx", byline, "Di Di Maria");
    check_field("---\nauthor: Von von der Au\n---\n\nx", byline, "Von von der Au");
}

#[test]
fn what_only_begins_like_a_head_is_text() {
    for text in
        ["Title: one line alone\n\nx", "Title: a\nSo it goes: on\n\nx", "% a\nb\n\nx", "Note: a\nDate: b\n\nx"]
    {
        check_field(text, |article| article.headline.clone(), "");
    }
}

#[test]
fn words_between_two_rules_are_words() {
    for text in [
        "---\n\nWords here.\n\n---\n\nMore.",
        "---\n\nUpdate: the bridge is open.\n\n---\n\nMore.",
        "***\nWords.\n***\n",
    ] {
        let article = import(text).article;
        assert_eq!(article.note, "", "{text}");
        let shown = format::render(&compose(&article), Format::Text);
        assert!(shown.contains("ords") || shown.contains("bridge"), "{shown}");
    }
}

#[test]
fn dates_of_heads_are_in_every_head_that_is_written() {
    for (typed, written) in [
        ("2026-03-01", "2026-03-01"),
        ("2026-03", "2026-03"),
        ("2026-03-01 20:23:03 +0800", "2026-03-01T20:23:03+08:00"),
        ("2026-03-01 20:23", "2026-03-01T20:23"),
        ("March 1, 2026", "2026-03-01"),
        ("1. März 2026", "2026-03-01"),
        ("2026/03/01", "2026-03-01"),
    ] {
        let article = import(&format!("---\ntitle: T\ndate: {typed}\n---\n\nx")).article;
        let page = compose(&article);
        let front = format::render(&page, Format::MarkdownWithFrontMatter);
        assert!(front.contains(&format!("date: \"{written}\"\n")), "{front}");
        let html = format::render(&page, Format::HtmlPage);
        assert!(html.contains(&format!("\"datePublished\":\"{written}\"")), "{typed}");
        assert!(html.contains(&format!("article:published_time\" content=\"{written}\"")), "{typed}");
        let losses = format::loss::losses(&article, &page, Format::HtmlPage);
        assert!(losses.iter().all(|loss| !loss.what.contains("date")), "{losses:?}");
    }
}

/// Parts of files. `@` is a word that must be kept, `$` one that no reader may see, `%` a name.
const PIECES: [&str; 57] = [
    "@ @.",
    "# @ [@](https://a.example/@)",
    "## @ ![@](@.png)",
    "### @ `@`",
    "*@ [@](https://a.example/@).*",
    "*@*",
    "**@**",
    "**@ `@`**",
    "By @ @",
    "By [Ann](https://a.example/@)",
    "![@](@.png)",
    "![@](@.png \"@\")",
    "![@ *@*](@.png)",
    "@ <!-- $ --> @",
    "<!-- $ -->",
    "<!--\n$\n\n$\n-->",
    "- @\n- @ <!-- $ -->\n  <!-- $ -->\n- @",
    "> @\n>\n> <!-- $ -->\n> @",
    "[//]: # ($)",
    "[comment]: <> ($)",
    "%% $ %%",
    "<!-- @",
    "@[^1]\n\n[^1]: @",
    "@[^1] @[^2]\n\n[^2]: @ [^1]",
    "[^1]: @",
    "[^%]: @",
    "@[^%]",
    "[@][%]\n\n[%]: https://a.example/@ (@)",
    "[@](../@.html) [@](/@ \"@\")",
    "[@](javascript:@)",
    "<figure><img src=\"@.png\" alt=\"@\"><figcaption>@</figcaption></figure>",
    "<table><tr><th>@</th><td>@</td></tr><tr><td>@</td></tr></table>",
    "<blockquote>\n@ <em>@</em>\n\n**@**\n</blockquote>",
    "<details>\n<summary>@</summary>\n\n- @\n  - @[^1]\n\n```\n@\n```\n\n</details>",
    "<div markdown=\"1\">\n# @\n\n| @ | @ |\n|---|---|\n| @ | @ |\n\n</div>",
    "<div>\n@",
    "</div> @",
    "<b>@",
    "@ <u>@ *@*</u> <kbd>@</kbd><br>@<sup>2</sup> <a href=\"https://a.example/@\">@</a> <a href=\"../@\">@</a>",
    "*@ <b>@</b> @*",
    "<p align=center>@<br><br>@</p>",
    "<ul><li>@<li>@</ul>",
    "<pre><code>@ &lt;@&gt;</code></pre>",
    "<iframe src=\"https://a.example/@\"></iframe>",
    "<video controls>@</video>",
    "{{< video @ >}} {% include @.html x_@_y %}",
    "<p>{{ @ }}</p>",
    "<p hidden>$ *$*</p>",
    "@ <span style='display: none'>$</span> @.",
    "<div hidden>\n\n$ [$](https://a.example/$)\n\n</div>",
    "@ <template>$ *$*</template> @.",
    "- @ <b hidden>$</b>\n\n  <p style='visibility:hidden'>$</p>",
    ":::note\n@\n:::",
    "| @ | @ |\n|---|---|\n| @ |",
    "~~~ x\n@\n~~~",
    "## Sources\n\n- @ <https://a.example/@>\n- [@](https://b.example/@), *@*",
    "## Key Takeaways\n\n- @ [@](https://a.example/@)\n- *@*",
];

const HEADS: [&str; 8] = [
    "",
    "---\ntitle: @\ntags: @, @\nimage: {path: @.png, alt: @}\nother: [@, {a: @}] # @\n---\n",
    "---\ntitle: \"@\n@\"\nauthor: [@, @]\nbroken: [@\n@\n---\n",
    "+++\ntitle = \"@\"\n[params]\nx = [\"@\", \"@\"]\n+++\n",
    "+++\ntitle = \"@\"\nx = @\n+++\n",
    "{\"title\": \"@\", \"a\": {\"b\": [\"@\"]}}\n",
    "---\n\n@ @.\n\n---\n",
    "---\ntitle: @\ndescription: |\n  @\n  # @\n\n@",
];

/// The file made of parts, its words that must be kept, and those that are for no reader.
fn file_of(head: usize, pieces: &[usize]) -> (String, Vec<String>, Vec<String>) {
    let mut text = String::new();
    let (mut shown, mut hidden, mut count) = (Vec::new(), Vec::new(), 0);
    let pieces = pieces.iter().map(|piece| PIECES[*piece]);
    for piece in std::iter::once(HEADS[head]).chain(pieces) {
        let name = word("n", count);
        for c in piece.chars() {
            match c {
                '@' | '$' => {
                    count += 1;
                    let word = word(if c == '@' { "w" } else { "h" }, count);
                    text.push_str(&word);
                    if c == '@' { shown.push(word) } else { hidden.push(word) }
                }
                '%' if piece.contains("[%]") || piece.contains("[^%]") => text.push_str(&name),
                c => text.push(c),
            }
        }
        text.push_str("\n\n");
    }
    (text, shown, hidden)
}

/// A word of letters that stands for a number and is part of no other.
fn word(kind: &str, number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + digit as u8);
    format!("z{kind}{}{}x", letter(number / 20 % 20), letter(number % 20))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn every_word_of_a_file_is_in_the_draft_or_in_the_report(
        head in 0..HEADS.len(),
        pieces in prop::collection::vec(0..PIECES.len(), 0..12),
    ) {
        let (text, shown, hidden) = file_of(head, &pieces);
        let recognised = import(&text);
        let said = said(&recognised);
        for word in shown.iter().chain(&hidden) {
            prop_assert!(said.contains(word.as_str()), "{word} of\n{text}\nis lost in\n{said}");
        }
        let page = compose(&recognised.article);
        for format in Format::ALL {
            let out = format::render(&page, format);
            for word in &hidden {
                prop_assert!(!out.contains(word.as_str()), "{word} of\n{text}\nis in {format:?}:\n{out}");
            }
        }
        // Once imported, a draft stays the same however it is saved.
        let opened = file::parse(&file::to_native(&recognised.article), FileKind::Copydesk).unwrap();
        prop_assert_eq!(opened.article, recognised.article);
    }
}
