use std::sync::Arc;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::article::{Index, Source};

fn words(pattern: &str) -> Query {
    Query { pattern: pattern.into(), ..Query::default() }
}

fn whole(pattern: &str) -> Query {
    Query { extent: Extent::WholeWords, ..words(pattern) }
}

fn regex(pattern: &str) -> Query {
    Query { kind: Kind::Regex, ..words(pattern) }
}

fn on(deck: &str) -> Article {
    Article { deck: deck.into(), ..Article::default() }
}

/// Checks the matches in a text.
#[track_caller]
fn check(query: &Query, text: &str, expected: &[&str]) {
    let found = search(&on(text), query).unwrap();
    let found: Vec<&str> = found.matches.iter().map(|found| &text[found.range.clone()]).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn check_replaced(query: &Query, text: &str, with: &str, expected: &str) {
    let mut article = on(text);
    let count = replace_all(&mut article, query, with).expect("the pattern is a good one");
    assert_eq!(article.deck, expected);
    let mut listed = on(text);
    let matches = search(&listed, query).unwrap().matches;
    assert_eq!(replace(&mut listed, &matches, query, with), Ok(count), "one way or the other");
    assert_eq!(listed, article);
}

#[test]
fn a_search_stops_where_its_effort_ends_and_goes_on_with_more() {
    let mut article = on("one");
    article.lede = Arc::new("a".repeat(1_000));
    article.push_section("One", "a b");
    let query = regex("a.*b|a");
    let mut finder = Finder::default();
    let less = finder.find_within(&article, &query, &mut Effort::of(100_000)).unwrap();
    assert!(less.is_unfinished && less.found.has_more);
    assert!((1..1_000).contains(&less.found.matches.len()), "{}", less.found.matches.len());
    let all = finder.find_within(&article, &query, &mut Effort::of(1_000_000)).unwrap();
    assert!(!all.is_unfinished);
    assert_eq!(Ok(all.found), search(&article, &query));
    let again = finder.find_within(&article, &query, &mut Effort::of(1_000)).unwrap();
    assert!(!again.is_unfinished, "what was searched is not searched again");
}

#[test]
fn words_cost_what_is_looked_at() {
    let mut article = Article { lede: Arc::new("a".repeat(10_000)), ..Article::default() };
    let sought = Finder::default().find_within(&article, &words("a"), &mut Effort::of(10_100)).unwrap();
    assert!(!sought.is_unfinished);
    let mut effort = Effort::of(10_100);
    assert_eq!(replace_all_within(&mut article, &words("a"), "b", &mut effort), Ok(Replaced::All(10_000)));
    assert_eq!(*article.lede, "b".repeat(10_000));
}

#[test]
fn what_is_given_up_ends() {
    let given_up = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let mut article = on("a");
    let mut effort = Effort::until(given_up);
    assert!(Finder::default().find_within(&article, &words("a"), &mut effort).unwrap().is_unfinished);
    assert_eq!(replace_all_within(&mut article, &words("a"), "b", &mut effort), Ok(Replaced::Unfinished));
}

#[test]
fn places_have_the_rank_in_which_they_are_searched() {
    let mut article = on("d");
    for text in ["one", "two"] {
        article.push_takeaway(text);
        article.push_section(text, text);
        article.push_source(Source { title: text.into(), ..Source::default() });
    }
    let index = Index::of(&article);
    let mut ranks = Vec::new();
    each_field(&article, &mut |place, _, _| ranks.push(fields::rank(&index, &place)));
    assert!(ranks.windows(2).all(|two| two[0] < two[1]), "{ranks:?}");
}

#[test]
fn case_is_ignored_unless_it_is_heeded() {
    check(&words("tide"), "Tide, TIDE, tide", &["Tide", "TIDE", "tide"]);
    check(&Query { case: Case::Heeded, ..words("tide") }, "Tide, TIDE, tide", &["tide"]);
    check(&words("ÉTÉ ΣΑΣ"), "été σας", &["été σας"]);
    check(&Query { case: Case::Heeded, ..regex("t.de") }, "Tide tide", &["tide"]);
}

#[test]
fn whole_words_end_where_people_say_so() {
    check(&whole("tide"), "tide tides ebb-tide, _tide_ **tide**", &["tide"; 4]);
    check(&whole("don"), "don't Don", &["Don"]);
    check(&whole("port of"), "the port of Aldness, port office", &["port of"]);
    check(&whole("été"), "étés été", &["été"]);
    check(&whole("(a)"), "b(a)c (a)", &["(a)", "(a)"]);
}

#[test]
fn a_character_is_never_parted() {
    check(&words("e"), "e e\u{301}", &["e"]);
    check(&words("👩"), "👩‍👩‍👧 👩", &["👩"]);
    check(&words("한"), "한 \u{1112}\u{1161}\u{11AB}", &["한", "\u{1112}\u{1161}\u{11AB}"]);
    check(&words("\u{1112}"), "\u{1112}\u{1161}\u{11AB}", &[]);
    check(&words("क"), "कि क", &["क"]);
    check(&regex("."), "e\u{301}x", &["x"]);
}

#[test]
fn accents_are_found_however_they_are_stored() {
    check(&words("é"), "é e\u{301} e É", &["é", "e\u{301}", "É"]);
    check(&words("e\u{301}"), "é e\u{301}", &["é", "e\u{301}"]);
}

#[test]
fn what_is_typed_straight_finds_what_is_set_curly() {
    check(&words("isn't \"it\""), "isn’t “it”, isn't \"it\"", &["isn’t “it”", "isn't \"it\""]);
    check(&words("isn’t"), "isn't", &[]);
    check(&words("10 km"), "10\u{A0}km", &["10\u{A0}km"]);
}

#[test]
fn marks_of_a_pattern_are_words_unless_it_is_a_regular_expression() {
    check(&words("a.c*"), "abc a.c*", &["a.c*"]);
    check(&regex("a.c"), "abc a.c", &["abc", "a.c"]);
    check(&regex(r"^\w+$"), "one\ntwo words\nthree", &["one", "three"]);
    check(&regex(r"x*"), "axxb", &["xx"]);
    check(&regex(r"\s+"), "a \n b", &[" ", " "]);
    check(&regex(r"\n+"), "a\n\nb", &["\n\n"]);
}

#[test]
fn a_pattern_that_is_wrong_says_how_and_replaces_nothing() {
    let error = search(&on("a"), &regex("(a")).unwrap_err();
    assert_eq!(error.to_string(), "Invalid regular expression: unclosed group");
    let huge = regex(r"(\w{900}){900}");
    assert_eq!(search(&on("a"), &huge).unwrap_err().to_string(), "Invalid regular expression: it is too complex");
    let mut article = on("a(a");
    assert!(replace_all(&mut article, &regex("(a"), "b").is_err());
    assert_eq!(article, on("a(a"));
}

#[test]
fn every_text_is_searched_in_reading_order_but_for_the_keys_of_sources() {
    let mut article = Article {
        headline: "sula".into(),
        byline: vec!["Ann".into(), "Bo Sula".into()],
        lede: Arc::new("A sula. A sula.".into()),
        note: "sula".into(),
        tags: vec!["Sula".into()],
        ..Article::default()
    };
    article.push_takeaway("The sula");
    article.push_section("Sula", "The body of sula");
    article.push_source(Source {
        key: "sula".into(),
        title: "Sula".into(),
        note: "sula".into(),
        ..Source::default()
    });
    let found = search(&article, &words("sula")).unwrap().matches;
    let places: Vec<String> = found.iter().map(|m| format!("{:?} {:?}", m.place, m.range)).collect();
    let expected = [
        "Headline 0..4",
        "Byline 7..11",
        "Takeaway(Id(1)) 4..8",
        "Lede 2..6",
        "Lede 10..14",
        "Heading(Id(1)) 0..4",
        "Body(Id(1)) 12..16",
        "Source(\"sula\", Title) 0..4",
        "Source(\"sula\", Note) 0..4",
        "Tags 0..4",
        "Note 0..4",
    ];
    assert_eq!(places, expected);
    assert_eq!(replace_all(&mut article, &words("sula"), "gull"), Ok(11));
    assert_eq!(article.byline, ["Ann", "Bo gull"]);
    assert_eq!((article.sources[0].key.as_str(), article.sources[0].title.as_str()), ("sula", "gull"));
}

#[test]
fn a_replacement_refers_to_what_a_regular_expression_matched() {
    check_replaced(&regex(r"(\d+) (?<unit>km|mi)"), "3 km, 4 mi", "${unit}: $1b$$ $", "km: 3b$ $, mi: 4b$ $");
    check_replaced(&regex("(a)|b"), "ab", "<$1$7>", "<a><>");
    check_replaced(&regex(r"\bone"), "one\nat one", "two", "two\nat two");
    check_replaced(&words("$1"), "cost $1", "$2", "cost $2");
}

/// Checks a replacement in a body, whose text has several lines.
#[track_caller]
fn check_body_replaced(query: &Query, text: &str, with: &str, expected: &str) {
    let mut article = Article { lede: Arc::new(text.into()), ..Article::default() };
    replace_all(&mut article, query, with).expect("the pattern is a good one");
    assert_eq!(*article.lede, expected, "{with}");
}

#[test]
fn a_replacement_of_a_regular_expression_names_breaks_and_tabs() {
    for (with, expected) in [
        (r"\n", "a\nb"),
        (r"\\n", "a\\nb"),
        ("\\n", "a\nb"),
        (r"\t|\r\n|\r|", "a\t|\n|\n|b"),
        (r"\$1", "a$1b"),
        (r"$1\n$1", "a,\n,b"),
        ("\\q\\", "a\\q\\b"),
        ("é\\né", "aé\néb"),
    ] {
        check_body_replaced(&regex("(,)"), "a,b", with, expected);
    }
    check_body_replaced(&words(","), "a,b", r"\n\t\\", r"a\n\t\\b");
    check_body_replaced(&regex(r"\. (?<next>\w)"), "One. Two. Three", r".\n\n${next}", "One.\n\nTwo.\n\nThree");
}

#[test]
fn a_field_of_one_line_stays_one_line() {
    let mut article = Article {
        headline: "a, b".into(),
        byline: vec!["Ann, Bo".into()],
        tags: vec!["c, d".into()],
        lede: Arc::new("a, b".into()),
        ..Article::default()
    };
    article.push_section("a, b", "a, b");
    article.push_takeaway("a, b");
    replace_all(&mut article, &regex(", "), r"\n").expect("the pattern is a good one");
    assert_eq!((article.headline.as_str(), article.sections[0].heading.as_str()), ("a b", "a b"));
    assert_eq!((article.byline[0].as_str(), article.tags.len()), ("Ann Bo", 1));
    assert_eq!(article.takeaways[0].text, "a b");
    assert_eq!((article.lede.as_str(), article.sections[0].body.as_str()), ("a\nb", "a\nb"));
}

#[test]
fn what_replaces_is_not_searched_again() {
    check_replaced(&words("a"), "aaa", "aa", "aaaaaa");
    check_replaced(&words("ab"), "aabb", "", "ab");
    check_replaced(&words("[^port]"), "x[^port]", "[^quay]", "x[^quay]");
}

#[test]
fn more_than_can_be_listed_is_counted_as_more_and_replaced_all_the_same() {
    let mut article = on(&"a".repeat(MATCH_LIMIT + 5));
    let found = search(&article, &words("a")).unwrap();
    assert_eq!((found.matches.len(), found.has_more), (MATCH_LIMIT, true));
    assert_eq!(replace_all(&mut article, &words("a"), "b"), Ok(MATCH_LIMIT + 5));
    assert!(!article.deck.contains('a'));
}

#[test]
fn only_what_has_changed_is_searched_again() {
    let mut article = on("a");
    article.push_section("a", "a");
    article.push_section("a", "a");
    let mut finder = Finder::default();
    finder.find(&article, &words("a")).unwrap();
    // If the text were searched again, this planted match would be gone.
    let planted = Place::Body(article.sections[1].id);
    finder.known.get_mut(&planted).unwrap().1 = vec![0..1, 0..1];
    Arc::make_mut(&mut article.sections[0]).body = "aaa".into();
    assert_eq!(finder.find(&article, &words("a")).unwrap().matches.len(), 1 + 1 + 3 + 1 + 2);
    assert_eq!(finder.find(&article, &words("aa")).unwrap().matches.len(), 1);
}

#[test]
fn the_next_match_is_the_one_behind_the_caret_and_after_the_last_comes_the_first() {
    let mut article = on("a a");
    article.push_section("", "a a");
    let found = search(&article, &words("a")).unwrap();
    let body = Place::Body(article.sections[0].id);
    let from = |place: &Place, byte| found.from(&article, place, byte);
    assert_eq!([from(&Place::Deck, 0), from(&Place::Deck, 1), from(&Place::Deck, 3)], [Some(0), Some(1), Some(2)]);
    assert_eq!([from(&Place::Lede, 0), from(&body, 1), from(&Place::Note, 0)], [Some(2), Some(3), Some(0)]);
    let before = |place: &Place, byte| found.before(&article, place, byte);
    assert_eq!([before(&body, 0), before(&body, 2), before(&Place::Headline, 0)], [Some(1), Some(2), Some(3)]);
    assert_eq!(Found::default().from(&article, &body, 0), None);
}

#[test]
fn a_match_is_shown_with_the_words_round_it() {
    let text = "First.\nAnd it was long before the pier clock at Aldness had been repaired by the port.\nLast.";
    let at = text.find("clock").unwrap();
    let shown = context(text, &(at..at + 5));
    assert_eq!(shown.before, "…was long before the pier ");
    assert_eq!(
        (shown.found.as_str(), shown.after.as_str()),
        ("clock", " at Aldness had been repaired by the port.")
    );
}

fn text() -> impl Strategy<Value = String> {
    "[abAé e\u{301}ß한👩‍👧’'_\\n.\u{AD}]{0,24}"
}

fn query() -> impl Strategy<Value = Query> {
    let pattern = prop_oneof![
        "[abé e\u{301}👩'_.]{1,3}".prop_map(String::from),
        prop::sample::select(vec!["a+", "[^b]", "\\w", "e.?", "\\bb", "$"]).prop_map(str::to_owned),
    ];
    let kinds = (any::<bool>(), any::<bool>(), any::<bool>());
    (pattern, kinds).prop_map(|(pattern, (is_regex, is_heeded, is_whole))| Query {
        pattern,
        kind: if is_regex { Kind::Regex } else { Kind::Words },
        case: if is_heeded { Case::Heeded } else { Case::Ignored },
        extent: if is_whole { Extent::WholeWords } else { Extent::Anywhere },
    })
}

proptest! {
    #[test]
    fn matches_lie_between_characters_in_order_and_apart(text in text(), query in query()) {
        let Ok(found) = search(&on(&text), &query) else { return Ok(()) };
        let edges: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let mut end = 0;
        for Match { range, .. } in found.matches {
            prop_assert!(range.start >= end && range.start < range.end);
            prop_assert!(edges.contains(&range.start) && edges.contains(&range.end), "{:?} {:?}", text, range);
            let _ = context(&text, &range);
            end = range.end;
        }
    }

    #[test]
    fn nothing_is_found_where_all_of_it_was_replaced(text in text(), query in query()) {
        // A letter that no pattern here matches, and that does not combine with its neighbours.
        prop_assume!(query.kind == Kind::Words);
        let mut article = on(&text);
        prop_assume!(replace_all(&mut article, &query, "|").is_ok());
        prop_assert_eq!(search(&article, &query), Ok(Found::default()), "{:?} {:?}", text, article.deck);
    }

    #[test]
    fn any_pattern_and_any_text_give_an_answer(text in any::<String>(), pattern in any::<String>(), with in any::<String>()) {
        for kind in [Kind::Words, Kind::Regex] {
            let query = Query { kind, ..words(&pattern) };
            let _ = replace_all(&mut on(&text), &query, &with);
        }
    }
}
