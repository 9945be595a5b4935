use super::*;
use crate::format::{Format, read, render};
use crate::page::compose;
use crate::reading::Origin;

fn from_text(text: &str) -> Article {
    recognise(&read(text, Origin::Text)).article
}

fn headings(article: &Article) -> Vec<&str> {
    article.sections.iter().map(|s| s.heading.as_str()).collect()
}

const PIECE: &str = "A Bridge Reopens\n\nThe bridge at dawn\n\nAfter two years the river has a crossing again.\n\n\
    Key Takeaways\n\n  • The bridge opened on Monday.\n  • Lorries must wait.\n\nWhat opened\n\nOne lane * each way.\n\n\
    It costs nothing.\n\nWhat did not\n\nThe path is closed.\n\nSources:\n\n  1. https://example.org/bridge\n  2. https://example.org/path\n";

#[test]
fn the_form_comes_back_byte_for_byte() {
    let article = from_text(PIECE);
    assert_eq!(article.headline, "A Bridge Reopens");
    assert_eq!(article.image.alt, "The bridge at dawn");
    assert_eq!(article.deck, "After two years the river has a crossing again.");
    assert_eq!(headings(&article), ["What opened", "What did not"]);
    assert_eq!(article.sources[1].link, "https://example.org/path");
    assert_eq!(render(&compose(&article), Format::Text), PIECE);
}

#[test]
fn one_block_before_the_takeaways_is_the_deck() {
    let article = from_text("H\n\nOnly this\n\nKEY TAKEAWAYS:\n- a");
    assert_eq!((article.deck.as_str(), article.image.alt.as_str()), ("Only this", ""));
    assert_eq!(article.takeaways[0].text, "a");
}

#[test]
fn with_more_blocks_the_first_without_a_full_stop_is_the_image() {
    let article = from_text("H\n\nA picture\n\nDeck here.\n\nLede one.\n\nLede two.\n\nKey Takeaways\n\n• a");
    assert_eq!((article.image.alt.as_str(), article.deck.as_str()), ("A picture", "Deck here."));
    assert_eq!(article.lede.as_str(), "Lede one.\n\nLede two.");
    let article = from_text("H\n\nDeck here.\n\nLede one.\n\nLede two.\n\nKey Takeaways\n\n• a");
    assert_eq!((article.image.alt.as_str(), article.deck.as_str()), ("", "Deck here."));
    let article = from_text("H\n\nA picture\n\nThe river (Ann)\n\nDeck here.\n\nKey Takeaways\n\n• a");
    assert_eq!((article.image.credit.as_str(), article.deck.as_str()), ("Ann", "Deck here."));
}

#[test]
fn without_takeaways_short_lines_start_sections() {
    let article = from_text("H\n\nLede is this.\n\nFirst\n\nText one.\n\nSecond\n\nText two.\n\nThe end");
    assert_eq!(article.lede.as_str(), "Lede is this.");
    assert_eq!(headings(&article), ["First", "Second"]);
    assert_eq!(article.sections[1].body, "Text two.\n\nThe end");
}

#[test]
fn numbers_cite_only_where_there_is_a_source() {
    let article = from_text("H\n\nS\n\nOne [1], two [2], zero [0].\n\nSources:\n1. https://a.example/x");
    assert_eq!(article.sections[0].body, "One [^a], two \\[2\\], zero \\[0\\].");
}

#[test]
fn a_label_without_a_list_is_a_heading() {
    let article = from_text("H\n\nSources\n\nWe talked to many people.");
    assert_eq!(headings(&article), ["Sources"]);
}

#[test]
fn marked_headings_and_a_first_paragraph_without_a_headline() {
    let article = from_text("This is a paragraph.\n\n## One\n\nText.\n\nTwo\n---\n\nMore.");
    assert_eq!(article.headline, "");
    assert_eq!(headings(&article), ["One", "Two"]);
}

#[test]
fn a_lone_item_line_is_a_sentence_not_a_heading() {
    let article = from_text("H\n\nS\n\n- a lone item\n\nText.\n\n1. May was cold\n\nMore.");
    assert_eq!(headings(&article), ["S"]);
    assert_eq!(article.sections[0].body, "\\- a lone item\n\nText.\n\n1\\. May was cold\n\nMore.");
}

#[test]
fn a_list_under_a_label_goes_on_over_blank_lines() {
    let article = from_text(
        "H\n\nDeck.\n\nKey Takeaways\n\n• First\n\n• Second\n\nS\n\nBody [2].\n\nSources:\n\n1. https://a.example/1\n\n2. https://b.example/2",
    );
    assert_eq!(article.takeaways.len(), 2);
    assert_eq!(article.sources.len(), 2);
    assert_eq!(article.sections[0].body, "Body [^b].");
}

#[test]
fn an_indented_line_goes_on_with_its_item() {
    let article = from_text("H\n\nKey Takeaways\n- One\n  1. nested\n- Two\n\nMore text here.");
    let takeaways: Vec<&str> = article.takeaways.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(takeaways, ["One 1. nested", "Two"]);
}

#[test]
fn a_source_with_two_links_keeps_both_addresses() {
    let text = "# H\n\n## Sources\n\n- See [A](https://a.example/1) and [B](https://b.example/2).";
    let article = recognise(&read(text, Origin::Markdown)).article;
    assert_eq!(article.sources[0].link, "https://a.example/1");
    assert_eq!(article.sources[0].title, "See A and B (https://b.example/2).");
}

#[test]
fn the_report_names_the_rule() {
    let report = recognise(&read(PIECE, Origin::Text)).report;
    let lines: Vec<String> = report.iter().map(|t| format!("{}: {} ({})", t.what, t.words, t.rule)).collect();
    assert_eq!(lines[0], "headline: A Bridge Reopens (first line)");
    assert_eq!(lines[3], "label: Key Takeaways (label before a list)");
    assert_eq!(lines[5], "section heading: What opened (short line before a paragraph)");
    assert_eq!(report.len(), 12);
}

#[test]
fn no_word_is_lost() {
    for text in [
        "",
        "\n\n",
        "word",
        "Sources",
        "- a",
        "Key Takeaways\n\nSources\n- a\n- b\n\nKey Takeaways\n- c",
        "a\n===\n===\nb",
    ] {
        let article = from_text(text);
        let out = render(&compose(&article), Format::Text).to_lowercase();
        for word in text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)) {
            assert!(out.contains(&word.to_lowercase()), "{word:?} of {text:?} is lost in {out:?}");
        }
    }
}

#[test]
fn the_name_of_a_file_says_what_the_draft_does_not() {
    let fields = |name: &str, mut article: Article| {
        fill_from_name(&mut article, name);
        (article.published, article.slug)
    };
    let said = |published: &str, slug: &str| (published.to_owned(), slug.to_owned());
    assert_eq!(fields("2026-03-01-the-ferry", Article::default()), said("2026-03-01", "the-ferry"));
    assert_eq!(fields("2026-13-01-the-ferry", Article::default()), said("", ""));
    assert_eq!(fields("the-ferry", Article::default()), said("", ""));
    assert_eq!(fields("2026-03-01-", Article::default()), said("", ""));
    let known = Article { published: "2026-04".into(), slug: "s".into(), ..Article::default() };
    assert_eq!(fields("2026-03-01-the-ferry", known), said("2026-04", "s"));
}

#[test]
fn what_was_put_right_is_named() {
    for (text, said) in [("Itâ€™s\u{93}so\u{94}", Some("3 misread characters repaired")), ("It’s so", None)]
    {
        for origin in [Origin::Text, Origin::Markdown, Origin::Html] {
            let report = recognise(&read(text, origin)).report;
            let named =
                report.iter().find(|taken| taken.rule == "wrong encoding").map(|taken| taken.words.as_str());
            assert_eq!(named, said, "{origin:?}");
        }
    }
}
