//! Web pages as browsers save them, with the recognised article and what is set aside: each is a folder under
//! tests/pages. `UPDATE_EXPECTED=1 cargo test pages` writes the current output; review the difference before you keep
//! it.

use std::path::{Path, PathBuf};

use copydesk::article::Article;
use copydesk::count::plural;
use copydesk::file::{FileKind, Opened, parse};
use copydesk::format::{Format, read, render};
use copydesk::page::compose;
use copydesk::reading::Origin;
use copydesk::recognise::Aside;
use proptest::prelude::*;

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let entries = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    pages.sort();
    assert!(pages.len() > 8, "the pages are gone");
    pages
}

fn source(page: &Path) -> String {
    std::fs::read_to_string(page.join("page.html")).unwrap()
}

fn opened(html: &str) -> Opened {
    parse(html, FileKind::Html).unwrap()
}

fn markdown(article: &Article) -> String {
    render(&compose(article), Format::Markdown)
}

fn line(aside: &Aside) -> String {
    format!("{}, {}: {}\n", aside.what.label(), plural(aside.words, "word"), aside.start)
}

#[track_caller]
fn check(given: &str, path: PathBuf) {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, given).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(given, expected, "differs from {}", path.display());
}

#[test]
fn every_page_gives_its_article_and_names_the_rest() {
    for page in pages() {
        let opened = opened(&source(&page));
        check(&markdown(&opened.article), page.join("expected.md"));
        check(&opened.aside.iter().map(line).collect::<String>(), page.join("expected.aside"));
    }
}

const READ: &str = "<p>The lower lock was drained on Tuesday, and one could walk between its gates for a day.</p>";

/// Checks what is set aside on a page whose article is one paragraph, with this beside it.
#[track_caller]
fn check_aside(beside: &str, expected: &[&str]) {
    check_reading(&format!("<html><body><article>{READ}{beside}{READ}</article></body></html>"), expected);
}

#[track_caller]
fn check_reading(html: &str, expected: &[&str]) {
    let aside = opened(html).aside;
    let lines: Vec<String> = aside.iter().map(|part| format!("{}: {}", part.what.label(), part.start)).collect();
    assert_eq!(lines, expected, "{html}");
}

#[test]
fn parts_are_set_aside_by_what_they_say_they_are() {
    for (part, expected) in [
        ("<nav>Home</nav>", "Navigation: Home"),
        ("<div role=navigation>Home</div>", "Navigation: Home"),
        ("<aside>Box</aside>", "Sidebar: Box"),
        ("<section role=' Complementary '>Box</section>", "Sidebar: Box"),
        ("<footer>End</footer>", "Footer: End"),
        ("<div role=contentinfo>End</div>", "Footer: End"),
        ("<div role=banner>Courier</div>", "Page header: Courier"),
        ("<form>Name</form>", "Form: Name"),
        ("<button>Share</button>", "Form: Share"),
        ("<div role=search>Find</div>", "Form: Find"),
        ("<div role=dialog>Crumbs</div>", "Pop-up: Crumbs"),
        ("<dialog open>Crumbs</dialog>", "Pop-up: Crumbs"),
        ("<dialog>Crumbs</dialog>", "Hidden text: Crumbs"),
        ("<p hidden>Later</p>", "Hidden text: Later"),
        ("<p style='DISPLAY : none !important'>Later</p>", "Hidden text: Later"),
        ("<p style='visibility:hidden'>Later</p>", "Hidden text: Later"),
        ("<p aria-hidden=true>Copy</p>", "Hidden text: Copy"),
        ("<template><p>Mould</p></template>", "Media fallback text: Mould"),
        ("<noscript><p>No script</p></noscript>", "Media fallback text: No script"),
        ("<noscript><noscript>No script</noscript></noscript>", "Media fallback text: No script"),
        ("<video>Film</video>", "Media fallback text: Film"),
        ("<svg><text>Drawn</text></svg>", "Media fallback text: Drawn"),
        ("<select><option>North<option>South</select>", "Form: North"),
        ("<section id=comments>Tom: I was there</section>", "Comments: Tom: I was there"),
        ("<ul aria-label='Share this'><li>Mail</ul>", "List of links: Mail"),
        ("<article>Another</article>", "Another article: Another"),
    ] {
        check_aside(part, &[expected]);
    }
}

#[test]
fn words_in_the_head_of_a_page_are_named() {
    for (head, expected) in [
        ("<noscript><p>Switch scripts on</p></noscript>", ["Media fallback text: Switch scripts on"].as_slice()),
        ("<template><p>Mould</p></template>", &["Media fallback text: Mould"]),
        ("<title>T</title><style>p{}</style><noscript><style>p{}</style></noscript>", &[]),
    ] {
        check_reading(
            &format!("<html><head>{head}</head><body><article>{READ}</article></body></html>"),
            expected,
        );
    }
}

#[test]
fn what_only_looks_like_furniture_is_text() {
    for part in [
        "<header><p>By Ines</p></header>",
        "<details><summary>How</summary>Water is let in</details>",
        "<p hidden=until-found>Found by search</p>",
        "<p style='display:block'>Seen</p><p aria-hidden=false>Heard</p>",
        "<blockquote>Boot<footer>Ada Holm</footer></blockquote>",
        "<figure>Lock<footer>Tomas Reed</footer></figure>",
        "<h2><button>What is a lock?</button></h2>",
        "<p>A <button>weir</button> is low.</p>",
        "<aside role=doc-endnotes>The boot is in the museum</aside>",
        "<section aria-label='Related costs of the repair'>Nine thousand</section>",
        "<ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul>",
        "<div role=alert>Mind the gap</div>",
        "<nav></nav><aside><img src=a.png></aside>",
    ] {
        check_aside(part, &[]);
    }
}

/// Checks deck, writers, dates and the text before the first line of a page with this at its top.
#[track_caller]
fn check_top(head: &str, top: &str, expected: &str) {
    let html = format!(
        "<html><head>{head}</head><body><article><h1>Weir</h1>{top}<figure><img src=https://a.example/w.jpg>\
         <figcaption>Low</figcaption></figure>{READ}<h2>Oak</h2>{READ}</article></body></html>"
    );
    let Article { deck, byline, published, updated, lede, image, .. } = opened(&html).article;
    let lede = lede.split("The lower lock").next().unwrap_or_default().trim().replace("\n\n", " / ");
    assert_eq!(format!("{deck}; {}; {published}; {updated}; {lede}", byline.join("+")), expected, "{html}");
    assert_eq!(image.caption, "Low", "{html}");
}

#[test]
fn what_the_top_of_a_page_says_goes_to_its_field() {
    let named = "<meta name=author content='Ann Other'><meta property=article:published_time content=2026-03-03T09:05:00Z>";
    for (head, top, expected) in [
        ("", "<p class=standfirst>Low water.</p>", "Low water.; ; ; ; "),
        ("", "<h2 class='c-article__sub-title'>Low water</h2>", "Low water; ; ; ; "),
        ("", "<p itemprop=description>Low water.</p>", "Low water.; ; ; ; "),
        ("", "<h2 itemprop='name alternativeHeadline'>Low water</h2>", "Low water; ; ; ; "),
        ("", "<div class=dek><p>Low <b>water</b></p></div>", "Low water; ; ; ; "),
        ("<meta property=og:description content='Low  water.'>", "<p>Low water.</p>", "Low water.; ; ; ; "),
        ("", "<p class=dek>Low water.</p><p class=dek>And oak.</p>", "Low water.; ; ; ; And oak."),
        ("", "<p class=card-deck>Cards</p>", "; ; ; ; Cards"),
        (named, "<p>By Ann Other</p><p>March 3, 2026, 9:05 am</p>", "; Ann Other; 2026-03-03T09:05:00Z; ; "),
        (named, "<p>ANN OTHER · 03/03/2026</p>", "; Ann Other; 2026-03-03T09:05:00Z; ; "),
        (
            named,
            "<ul><li>By Ann Other<li>Tue 3rd Mar 2026 09.05 GMT</ul>",
            "; Ann Other; 2026-03-03T09:05:00Z; ; ",
        ),
        (named, "<p>Ann Other | 4 March 2026</p>", "; Ann Other; 2026-03-03T09:05:00Z; ; 4 March 2026"),
        (named, "<p>By Ann Other and a friend</p>", "; Ann Other+a friend; 2026-03-03T09:05:00Z; ; "),
        ("", "<p class=byline>Von Ines Calloway und Tom Reed</p>", "; Ines Calloway+Tom Reed; ; ; "),
        ("", "<p>Par Inès Calloway</p><p>Publié le 3 mars 2026</p>", "; Inès Calloway; 2026-03-03; ; "),
        ("", "<address><a rel=author href=/i>Ines Calloway</a></address>", "; Ines Calloway; ; ; "),
        ("", "<p>1. März 2026</p><p>Aktualisiert am 2. März 2026</p>", "; ; 2026-03-01; 2026-03-02; "),
        ("", "<p>2026年3月1日</p>", "; ; 2026-03-01; ; "),
        ("", "<p><time datetime=2026-03-01T10:00Z>an hour ago</time></p>", "; ; 2026-03-01T10:00Z; ; "),
        ("", "<p class=byline>Von Von Ines Calloway</p>", "; Ines Calloway; ; ; "),
        ("", "<p>Par par Inès Calloway</p>", "; Inès Calloway; ; ; "),
        ("", "<p class=byline>By: By Ines Calloway</p>", "; Ines Calloway; ; ; "),
        ("", "<p>Written by By Ines Calloway</p>", "; Ines Calloway; ; ; "),
        (
            "",
            "<p class=byline>By <span>by Ines Calloway</span> and By Tom Reed</p>",
            "; Ines Calloway+Tom Reed; ; ; ",
        ),
        ("", "<p>Weirs of 2026</p>", "; ; ; ; Weirs of 2026"),
        ("", "<p>By the river, 3 March</p>", "; ; ; ; By the river, 3 March"),
    ] {
        check_top(head, top, expected);
    }
}

/// A deck is recognised whatever the text below it consists of.
#[test]
fn a_deck_needs_no_long_text_after_it() {
    for (rest, expected) in [
        ("<p>Short.</p>", "Low water."),
        ("<ul><li>One<li>Two</ul>", "Low water."),
        ("<figure><img src=https://a.example/w.jpg></figure>", "Low water."),
        ("<blockquote>So low</blockquote>", "Low water."),
        ("<table><tr><td>1<td>2</table>", "Low water."),
        ("<h2>Oak</h2><p>Short.</p>", "Low water."),
        ("<p>By Ines Calloway</p><p>Short.</p>", "Low water."),
        ("", ""),
        ("<p>By Ines Calloway</p>", ""),
    ] {
        for deck in ["<p class=standfirst>Low water.</p>", "<p itemprop=description>Low water.</p>"] {
            let html = format!("<html><body><article><h1>Weir</h1>{deck}{rest}</article></body></html>");
            assert_eq!(opened(&html).article.deck, expected, "{html}");
        }
    }
}

/// What the head of a page says beyond its text is in the editor's note; the name of its site is not lost.
#[test]
fn titles_and_descriptions_that_say_more_are_named() {
    for (head, expected) in [
        ("<title>Weir falls dry – The Gazette</title>", ""),
        ("<title>Weir falls dry | News | gazette.example</title>", ""),
        (
            "<title>The Oakham and District Gazette - Weir falls dry</title><meta property=og:site_name content='The Oakham and District Gazette'>",
            "",
        ),
        (
            "<title>Weir falls dry after a storm – The Gazette</title>",
            "page title: Weir falls dry after a storm – The Gazette",
        ),
        ("<title>Weir falls dry - what boats do now</title>", "page title: Weir falls dry - what boats do now"),
        (
            "<title>Weir falls dry</title><meta property=og:title content='Ten facts about weirs'>",
            "social media title: Ten facts about weirs",
        ),
        (
            "<title>Weir falls dry</title><meta name=twitter:title content='Ten facts about weirs'>",
            "social media title: Ten facts about weirs",
        ),
        (
            "<title>Weir falls dry</title><script type=application/ld+json>{\"headline\":\"Oakham weir is dry\"}</script>",
            "search engine headline: Oakham weir is dry",
        ),
        ("<meta name=description content='The lower lock was drained on Tue…'>", ""),
        (
            "<meta property=og:description content='One text.'><meta name=description content='Another text.'>",
            "description: Another text.",
        ),
        (
            "<meta property=og:description content='One text.'><meta name=twitter:description content='One text'>",
            "",
        ),
    ] {
        let html = format!(
            "<html><head>{head}</head><body><article><h1>Weir falls dry</h1>{READ}</article></body></html>"
        );
        assert_eq!(opened(&html).article.note, expected, "{html}");
    }
}

#[test]
fn headings_by_role_or_class_are_headings() {
    for (heading, expected) in [
        ("<div role=heading aria-level=2>Oak</div>", "Oak"),
        ("<p role=heading>Oak</p>", "Oak"),
        ("<p class=article__crosshead>Oak</p>", "Oak"),
        ("<div class=subhead><span>Oak</span></div>", "Oak"),
        ("<p class=intertitre>Oak</p>", "Oak"),
        ("<p class=headings>Oak</p>", ""),
    ] {
        let html = format!("<html><body><article><h1>Weir</h1>{READ}{heading}{READ}</article></body></html>");
        let sections = opened(&html).article.sections;
        let headings: Vec<&str> = sections.iter().map(|section| section.heading.as_str()).collect();
        assert_eq!(headings.concat(), expected, "{html}");
    }
}

#[test]
fn notes_outside_the_article_stay_with_it_and_those_of_others_do_not() {
    let note = |label: &str, words: &str| format!("<p id=n{label}><a href='#m{label}'>[{label}]</a> {words}</p>");
    let mark = |label: &str| format!("<a href='#n{label}' id=m{label}>[{label}]</a>");
    let (own, other) = (note("1", "In the museum"), note("2", "In the paper"));
    let html = format!(
        "<html><body><article>{READ}<p>A boot{}.</p>{READ}</article><div><h2>Near it</h2>A cup{}</div>\
         <div>{own}</div><div>{other}</div></body></html>",
        mark("1"),
        mark("2")
    );
    check_reading(&html, &["Outside the article: Near it", "Outside the article: [2] In the paper"]);
    let lede = &opened(&html).article.lede;
    assert!(lede.contains("A boot[^1].") && lede.ends_with("[^1]: In the museum"), "{lede}");
}

/// If a page does not declare its article, teasers after its last line are set aside, whatever their dates.
#[test]
fn teasers_after_the_text_of_a_page_without_parts_are_links() {
    let teasers = "<div><h3>More</h3><ul><li><a href=/a>The weir in summer</a> 3 May<li><a href=/b>The oak in autumn</a> 4 May</ul></div>";
    let sources = "<p>Names, figures and one <a href=/a>link</a> and <a href=/b>two</a>.</p>";
    for (rest, expected) in
        [(teasers, ["Navigation: Home", "List of links: More"].as_slice()), (sources, &["Navigation: Home"])]
    {
        let page = |head: &str, rest: &str| {
            format!("<html><body><nav>Home</nav><div><h1>Weir</h1>{head}{READ}{rest}</div></body></html>")
        };
        check_reading(&page("", rest), expected);
        check_reading(&page(rest, ""), &["Navigation: Home"]);
    }
}

#[test]
fn what_is_no_page_of_a_site_is_taken_whole() {
    for html in [
        "<nav>Home</nav><p>Text</p><footer>End</footer>",
        "<html><body><!--StartFragment--><nav>Home</nav><p>Text</p><!--EndFragment--></body></html>",
        "<html><head><title>T</title></head><body><p>Text</p><ul><li><a href=/a>A</a><li><a href=/b>B</a></ul></body></html>",
        "<header>Not a page</header><article>Text</article>",
        "<html><body><nav>Home</nav><footer>End</footer></body></html>",
        "<html><body><form>All there is to read stands in this form, and there is nothing at all beside it.</form></body></html>",
    ] {
        check_reading(html, &[]);
    }
}

#[test]
fn parts_without_number_are_listed_by_their_kind() {
    let many = "<p>a<button>b</button></p><nav>c</nav>".repeat(1_000);
    let opened = opened(&format!("<html><body>{many}</body></html>"));
    assert!((150..250).contains(&opened.aside.len()), "{}", opened.aside.len());
    let words: usize = opened.aside.iter().map(|part| part.words).sum();
    assert_eq!(words, 1_000, "what can be pressed in a paragraph is part of it");
}

#[test]
fn hidden_text_of_a_fragment_is_set_aside_and_named() {
    check_reading("<p>Text</p><p style='display:none'>Nobody saw it</p>", &["Hidden text: Nobody saw it"]);
    check_reading(
        &format!("<p>Text</p><div hidden>{READ}</div>"),
        &["Hidden text: The lower lock was drained on Tuesday, and one c…"],
    );
}

#[test]
fn nothing_of_what_this_program_wrote_is_set_aside() {
    for case in crate::cases::cases() {
        let page = compose(&crate::cases::article(&case));
        for format in [Format::HtmlPage, Format::HtmlFragment] {
            assert_eq!(read(&render(&page, format), Origin::Html).aside, [], "{}", case.display());
        }
    }
}

/// The letters of a text, sorted, because the positions of parts may change.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

/// Whether one text contains all letters of another.
fn holds(all: &str, wanted: &str) -> bool {
    let mut rest = letters(all).into_iter();
    letters(wanted).into_iter().all(|letter| rest.any(|other| other == letter))
}

/// Other values of a field, as the report names them.
fn fields(opened: &Opened) -> String {
    let said = opened.report.iter().filter(|taken| taken.rule == "marked in the file" && taken.what != "deck");
    said.map(|taken| format!(" {}", taken.words)).collect()
}

/// The text between the tags of a page's body. Note marks do not count, because a draft numbers its own.
fn words_between_tags(html: &str) -> String {
    let body = html.find("<body").and_then(|at| html.get(at..)).unwrap_or(html);
    let without = |text: &str, start: &str, end: &str| -> String {
        text.split(start).map(|part| part.split_once(end).map_or(part, |(_, rest)| rest)).collect()
    };
    let text = without(&without(body, "<script>", "</script>"), "<sup>", "</sup>");
    text.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect()
}

#[test]
fn a_page_taken_in_whole_has_every_letter() {
    for page in pages() {
        let html = source(&page);
        let mut opened = opened(&html);
        opened.take_all();
        assert!(opened.aside.is_empty());
        assert!(!opened.article.note.contains("set aside"), "{}", page.display());
        let all = markdown(&opened.article) + &fields(&opened);
        assert!(holds(&all, &words_between_tags(&html)), "{}: {all}", page.display());
    }
}

#[test]
fn each_part_comes_back_where_it_stood_in_whatever_order_it_is_taken() {
    for page in pages() {
        let mut all = opened(&source(&page));
        let Opened { mut article, aside, .. } = all.clone();
        for (at, part) in aside.iter().enumerate().rev() {
            assert!(!part.is_in(&article), "{}: {}", page.display(), part.start);
            part.put_into(&mut article, &aside[..at]);
            assert!(part.is_in(&article), "{}: {}", page.display(), part.start);
        }
        all.take_all();
        assert_eq!(
            (article.lede, article.sections),
            (all.article.lede, all.article.sections),
            "{}",
            page.display()
        );
    }
}

#[test]
fn lists_that_are_taken_in_stay_apart_from_those_beside_them() {
    let list = |words: &str| format!("<ul><li>{words}</li></ul>");
    for (parts, expected) in [
        (vec![list("a"), format!("<nav>{}</nav>", list("b")), list("c")], ["a", "b", "c"].as_slice()),
        (vec![list("a"), format!("<nav>{}</nav>", list("b"))], &["a", "b"]),
        (vec![format!("<nav>{}</nav><aside>{}</aside>", list("a"), list("b")), list("c")], &["a", "b", "c"]),
        (vec!["<ol><li>a</ol><nav><ol><li>b</ol></nav>".to_owned()], &["a", "b"]),
    ] {
        let html = format!("<html><body><article>{READ}{}{READ}</article></body></html>", parts.concat());
        let mut opened = opened(&html);
        opened.take_all();
        let blocks = copydesk::markdown::parse(&opened.article.lede);
        let lists: Vec<String> = blocks[1..blocks.len() - 1].iter().map(words_of).collect();
        assert_eq!(lists, expected, "{html}");
    }
}

fn words_of(block: &copydesk::markdown::Block) -> String {
    copydesk::markdown::write::blocks(std::slice::from_ref(block), &copydesk::markdown::write::AsTyped)
        .trim_start_matches(|c: char| !c.is_alphabetic())
        .to_owned()
}

/// Elements next to and within each other, each with a word of its own.
fn tree() -> impl Strategy<Value = String> {
    const OPEN: &[&str] = &[
        "div",
        "p",
        "article",
        "main",
        "nav",
        "aside",
        "footer",
        "header",
        "form",
        "section",
        "ul",
        "li",
        "button",
        "span",
        "h1",
        "h2",
        "noscript",
        "template",
        "svg",
        "select",
        "option",
        "table",
        "td",
        "blockquote",
        "details",
        "dialog",
        "figure",
        "video",
        "a href='/a'",
        "div hidden",
        "p style='display:none'",
        "span aria-hidden=true",
        "div role=navigation",
        "div role=main",
        "div itemprop=articleBody",
    ];
    let word = "[a-z]{1,4}|[a-z ]{70}".prop_map(|words| format!(" {words} "));
    word.prop_recursive(5, 40, 6, |inner| {
        (prop::sample::select(OPEN), prop::collection::vec(inner, 0..6)).prop_map(|(tag, inner)| {
            let name = tag.split(' ').next().unwrap_or_default();
            format!("<{tag}>{}</{name}>", inner.concat())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn whatever_stands_in_a_page_is_read_or_set_aside(body in prop::collection::vec(tree(), 0..8)) {
        let html = format!("<!doctype html><html><body>{}</body></html>", body.concat());
        let reading = read(&html, Origin::Html);
        let words = |pieces: &[copydesk::reading::Piece]| -> String {
            let blocks: Vec<_> = pieces.iter().map(|piece| piece.block.clone()).collect();
            copydesk::markdown::write::blocks(&blocks, &copydesk::markdown::write::AsTyped)
        };
        let aside: String = reading.aside.iter().map(|part| words(&part.pieces)).collect();
        let all = words(&reading.pieces) + &aside;
        prop_assert!(holds(&all, &words_between_tags(&html)), "{html}\n{all}");
        let mut opened = opened(&html);
        opened.take_all();
        prop_assert!(holds(&markdown(&opened.article), &words_between_tags(&html)), "{html}\n{}", markdown(&opened.article));
    }
}
