use super::*;

#[test]
fn a_moved_item_keeps_its_id() {
    let mut article = Article::default();
    let first = article.push_section("One", "");
    let second = article.push_section("Two", "");
    assert!(article.shift(&Item::Section(second), Direction::Up));
    assert!(!article.shift(&Item::Section(second), Direction::Up));
    assert_eq!(article.items(ItemKind::Section), [Item::Section(second), Item::Section(first)]);
    assert_eq!(article.text(&Place::Heading(second)), Some("Two"));
}

#[test]
fn a_new_item_stands_where_it_was_asked_for_with_an_id_of_its_own() {
    let mut article = Article::default();
    article.push_takeaway("a");
    article.push_takeaway("b");
    let item = article.insert(ItemKind::Takeaway, 1);
    assert_eq!(article.position(&item), Some(1));
    assert_eq!(article.items(ItemKind::Takeaway).len(), 3);
}

#[test]
fn keys_come_from_the_host_and_are_unique() {
    let mut article = Article::default();
    let link = |link: &str| Source { link: link.into(), ..Source::default() };
    assert_eq!(article.push_source(link("https://www.reuters.com/a")), "reuters");
    assert_eq!(article.push_source(link("https://reuters.com/b")), "reuters-2");
    assert_eq!(article.push_source(link("https://news.bbc.co.uk/b")), "bbc");
    assert_eq!(article.push_source(link("an interview")), "source");
}

#[test]
fn a_key_is_the_name_of_the_house() {
    for (link, expected) in [
        ("https://www.bbc.co.uk/news/1", "bbc"),
        ("https://news.un.org/en/story", "un"),
        ("https://un.org", "un"),
        ("https://data.worldbank.org/a", "worldbank"),
        ("https://en.m.wikipedia.org/wiki/Eel", "wikipedia"),
        ("https://www.abc.net.au/x", "abc"),
        ("https://www.gov.uk/guidance", "gov"),
        ("https://asahi.co.jp.", "asahi"),
        ("https://t.co/abc", "t"),
        ("https://lemonde.fr/", "lemonde"),
        ("https://www.com/", "www"),
        ("www.reuters.com/a", "reuters"),
        ("HTTPS://WWW.Reuters.COM:443/a", "reuters"),
        ("https://my-paper.example/a", "my-paper"),
        ("https://пример.рф/a", "source"),
        ("https://127.0.0.1/a", "source"),
        ("https://localhost/a", "localhost"),
        ("mailto:ana@example.org", "source"),
        ("", "source"),
    ] {
        assert_eq!(key_for(link), expected, "{link}");
    }
}

#[test]
fn a_stopgap_is_told_from_a_name() {
    for key in ["source", "source-2", "source-14"] {
        assert!(is_stopgap(key), "{key}");
    }
    for key in ["sources", "source-a", "resource", "reuters"] {
        assert!(!is_stopgap(key), "{key}");
    }
}

#[test]
fn a_numbered_key_that_is_taken_is_passed_over() {
    let mut article = Article::default();
    let source = |key: &str| Source { key: key.into(), ..Source::default() };
    let keys = article.push_sources(["a", "a-2", "a", "a", "a-2"].map(source));
    assert_eq!(keys, ["a", "a-2", "a-3", "a-4", "a-2-2"]);
    assert_eq!(article.push_source(source("a")), "a-5");
}

#[test]
fn doubled_ids_are_mended_and_single_ones_kept() {
    let mut article = Article::default();
    article.push_section("One", "");
    article.push_section("Two", "");
    article.sections.push(article.sections[0].clone());
    article.sources.push(Arc::new(Source { key: "Not a key".into(), ..Source::default() }));
    article.mend_ids();
    let ids: Vec<u32> = article.sections.iter().map(|s| s.id.0).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(article.sources[0].key, "source");
}

#[test]
fn renaming_a_source_refuses_taken_and_unusable_keys() {
    let mut article = Article::default();
    article.push_source(Source { key: "a".into(), ..Source::default() });
    article.push_source(Source { key: "b".into(), ..Source::default() });
    assert!(!article.rename_source("a", "b"));
    assert!(!article.rename_source("a", "Ä"));
    assert!(article.rename_source("a", "c"));
    assert!(article.source("c").is_some());
}
