use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::article::{Article, Place};

static US: LazyLock<Arc<Speller>> = LazyLock::new(|| bundled("en-US"));
static GB: LazyLock<Arc<Speller>> = LazyLock::new(|| bundled("en-GB"));

fn bundled(tag: &str) -> Arc<Speller> {
    let found = BUNDLED.iter().find(|bundled| bundled.tag == tag).unwrap();
    Arc::new(Speller::new(found.aff, found.dic).unwrap())
}

fn lede(text: &str) -> Article {
    Article { lede: Arc::new(text.into()), ..Article::default() }
}

/// A reader that has read the whole article.
fn reader(speller: &Arc<Speller>, article: &Article) -> Reader {
    let mut reader = Reader::default();
    reader.set_speller(Some(speller.clone()));
    settle(&mut reader, article);
    reader
}

fn settle(reader: &mut Reader, article: &Article) {
    reader.update(article);
    while let Some(task) = reader.next_task() {
        reader.take(task.run());
    }
    assert!(!reader.is_busy());
}

fn mistakes(reader: &Reader, article: &Article, place: &Place) -> Vec<String> {
    let text = article.text(place).unwrap();
    reader.mistakes(place).into_iter().map(|range| text[range].to_owned()).collect()
}

#[track_caller]
fn check_in(speller: &Arc<Speller>, text: &str, expected: &[&str]) {
    let article = lede(text);
    assert_eq!(mistakes(&reader(speller, &article), &article, &Place::Lede), expected);
}

/// Checks the words of a lede in American English that may be misspelt.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_in(&US, text, expected);
}

#[test]
fn words_that_no_dictionary_knows_are_mistakes() {
    check("The goverment recieved it untill it occured again.", &["goverment", "recieved", "untill", "occured"]);
    check("The government received it until it occurred again.", &[]);
}

#[test]
fn english_is_spelt_as_its_country_spells_it() {
    check_in(&US, "The colour of the center and the harbour.", &["colour", "harbour"]);
    check_in(&GB, "The colour of the center and the harbour.", &["center"]);
}

#[test]
fn apostrophes_and_possessives_are_part_of_words() {
    check("It isn’t the ferry’s fault, they don't know; the pupils’ boat, ’tis gone.", &[]);
    check("It isnt’t the ferrry’s fault.", &["isnt’t", "ferrry’s"]);
}

#[test]
fn code_addresses_markers_and_tags_are_no_words() {
    check("Call `qwxz` or see <https://exampel.org/qwxz>, www.qwxz.example or desk@qwxz.example.[^qwxz]", &[]);
    check("[the notice](https://qwxz.example/qwxz \"qwxz\") by @qwxz on #qwxz in /usr/qwxz", &[]);
    check("```\nqwxz\n```\n\n    qwxz\n\n<div class=\"qwxz\">it</div> &nbsp; qwxz.example", &[]);
    check("[the notcie](https://a.example)", &["notcie"]);
}

#[test]
fn names_numbers_capitals_and_odd_forms_are_left_alone() {
    check("Okoro met Marrable in Aldness. Qwxzy left with an iPhone, 3rd class, at 5pm by MBTA.", &[]);
    check("The sula ran. Then the Sula stopped, and the sula’s crew left.", &[]);
    check("The sula ran. Sula may begin a sentence.", &["sula"]);
}

#[test]
fn a_word_used_three_times_is_meant() {
    check("A fribble and a fribble.", &["fribble", "fribble"]);
    check("A fribble and a fribble and a fribble.", &[]);
}

#[test]
fn words_with_hyphens_are_known_by_their_parts_or_as_a_whole() {
    check("A well-known, post-war, state-of-the-art vis-à-vis in co-operation.", &[]);
    check("A wel-known re-elecktion.", &["elecktion"]);
}

#[test]
fn marks_within_a_word_do_not_part_it() {
    check("Un*believ*able and **recie**ved, soft\u{AD}ly and a cafe\u{301}.", &["recie**ved"]);
}

#[test]
fn a_sentence_in_another_language_is_none_of_mistakes() {
    check("He said: “die Fähre fährt seit achtzig Jahren jeden einzelnen Abend hinüber”. It was tru.", &["tru"]);
    check("Паром больше не ходит. 渡し船はもう来ない。 The فيري stops.", &[]);
}

#[test]
fn headline_captions_headings_and_takeaways_are_read_and_names_are_not() {
    let mut article = Article { headline: "The ferrry".into(), deck: "A pierr".into(), ..Article::default() };
    article.byline = vec!["qwxz".into()];
    article.image.alt = "A bote".into();
    article.image.credit = "qwxz".into();
    article.push_takeaway("It *stopz*.[^qwxz]");
    article.push_section("A bote", "The bote.");
    let reader = reader(&US, &article);
    let all = Reader::places(&article).into_iter().flat_map(|place| mistakes(&reader, &article, &place));
    assert_eq!(all.collect::<Vec<_>>(), ["ferrry", "pierr", "stopz"], "and a bote three times is meant");
}

#[test]
fn words_of_ones_own_are_right() {
    let mut article = lede("The fribble and the qwxz and a zqxw.");
    let mut reader = reader(&US, &article);
    assert_eq!(mistakes(&reader, &article, &Place::Lede), ["fribble", "qwxz", "zqxw"]);
    article.words.push("Fribble".into());
    settle(&mut reader, &article);
    assert_eq!(mistakes(&reader, &article, &Place::Lede), ["qwxz", "zqxw"]);
    reader.set_my_words(Arc::new(vec!["qwxz".into()]));
    assert_eq!(mistakes(&reader, &article, &Place::Lede), ["zqxw"]);
    reader.ignore(Place::Deck, "zqxw");
    assert_eq!(mistakes(&reader, &article, &Place::Lede), ["zqxw"]);
    reader.ignore(Place::Lede, "zqxw");
    assert!(mistakes(&reader, &article, &Place::Lede).is_empty());
    reader.forget();
    settle(&mut reader, &article);
    assert_eq!(mistakes(&reader, &article, &Place::Lede), ["zqxw"], "what was ignored is so for one draft");
}

#[test]
fn what_was_meant_is_suggested() {
    assert_eq!(US.suggest("goverment").first().map(String::as_str), Some("government"));
    assert!(US.suggest("recieved").contains(&"received".to_owned()));
    assert!(US.suggest("isnt’t").len() <= SUGGESTION_LIMIT);
}

#[test]
fn without_a_dictionary_nothing_is_a_mistake() {
    let article = lede("qwxz");
    let mut reader = reader(&US, &article);
    reader.set_speller(None);
    settle(&mut reader, &article);
    assert!(reader.mistakes(&Place::Lede).is_empty());
    assert!(Speller::new("SET UTF-8\nSFX A Y 9\n", "not a number\n").is_err());
}

#[test]
fn a_long_text_is_read_by_a_task_and_its_marks_move_along_meanwhile() {
    let long = "The ferry stops here. ".repeat(1_000);
    let mut article = lede(&format!("A qwxz.\n\n{long}\n\nA zqxw."));
    let mut reader = Reader::default();
    reader.set_speller(Some(US.clone()));
    reader.update(&article);
    assert!(reader.mistakes(&Place::Lede).is_empty() && reader.is_busy());
    let task = reader.next_task().unwrap();
    assert!(reader.next_task().is_none(), "one at a time");
    reader.take(task.run());
    assert_eq!(mistakes(&reader, &article, &Place::Lede), ["qwxz", "zqxw"]);
    let text = article.lede.replace("A qwxz", "More words. A qwxz");
    article.lede = Arc::new(text);
    reader.update(&article);
    assert_eq!(mistakes(&reader, &article, &Place::Lede), ["qwxz", "zqxw"], "before it is read again");
    let task = reader.next_task().unwrap();
    article.lede = Arc::new(article.lede.replace("zqxw", "xzqxw"));
    reader.update(&article);
    assert_eq!(mistakes(&reader, &article, &Place::Lede), ["qwxz"], "what is being typed is not known yet");
    reader.take(task.run());
    assert_eq!(mistakes(&reader, &article, &Place::Lede), ["qwxz"]);
    settle(&mut reader, &article);
    assert_eq!(mistakes(&reader, &article, &Place::Lede), ["qwxz", "xzqxw"]);
}

#[test]
fn all_texts_are_looked_at_again_once_and_not_after_every_task() {
    let long = "The ferry stops here. ".repeat(3_000);
    let mut article = Article::default();
    for _ in 0..4 {
        article.push_section("One", format!("A qwxz. {long}"));
    }
    let mut reader = Reader::default();
    reader.set_speller(Some(US.clone()));
    reader.update(&article);
    reader.take_stale();
    for section in article.sections.iter().take(3) {
        assert!(!reader.is_behind());
        let task = reader.next_task().unwrap();
        assert!(reader.is_behind());
        reader.take(task.run());
        assert_eq!(reader.take_stale(), [Place::Body(section.id)]);
    }
    let task = reader.next_task().unwrap();
    reader.take(task.run());
    assert_eq!(reader.take_stale().len(), Reader::places(&article).len());
    assert!(reader.mistakes(&Place::Body(article.sections[0].id)).is_empty(), "what occurs so often is meant");
}

#[test]
fn only_places_that_may_have_changed_are_stale() {
    let mut article = Article::default();
    for _ in 0..3 {
        article.push_section("One", "The qwxz and the zqxw.");
    }
    Arc::make_mut(&mut article.sections[2]).body = "A zqxw.".into();
    let mut reader = reader(&US, &article);
    assert_eq!(reader.take_stale().len(), Reader::places(&article).len());
    assert!(reader.take_stale().is_empty());
    Arc::make_mut(&mut article.sections[0]).body.push_str(" It.");
    reader.update(&article);
    let body = |at: usize| Place::Body(article.sections[at].id);
    let heading = Place::Heading(article.sections[0].id);
    assert_eq!(reader.take_stale(), [body(0)], "not even {heading:?}");
    let mut third = article.clone();
    Arc::make_mut(&mut third.sections[2]).body.push_str(" A qwxz.");
    reader.update(&third);
    assert!(reader.take_stale().contains(&body(1)), "the third time makes it right everywhere");
    assert!(reader.mistakes(&body(1)).is_empty());
    reader.update(&article);
    assert_eq!(mistakes(&reader, &article, &body(1)), ["qwxz"]);
}

#[test]
fn the_dictionary_that_fits_best_is_taken() {
    let have = ["en-US", "en-GB", "de-DE", "pt-BR", "eo"];
    for (wanted, usual, expected) in [
        ("en-GB", "en-US", Some("en-GB")),
        ("en_gb", "en-US", Some("en-GB")),
        ("en", "en-US", Some("en-US")),
        ("en", "en-GB", Some("en-GB")),
        ("en", "de-DE", Some("en-US")),
        ("", "en-GB", Some("en-GB")),
        ("en-AU", "en-US", Some("en-GB")),
        ("de", "en-US", Some("de-DE")),
        ("de-AT", "en-US", Some("de-DE")),
        ("pt-PT", "en-US", Some("pt-BR")),
        ("eo", "en-US", Some("eo")),
        ("fr", "en-US", None),
    ] {
        assert_eq!(best(wanted, &have, usual), expected, "{wanted}");
    }
    assert_eq!([tag_of("de_CH_frami"), tag_of("eo"), tag_of("sr-Latn")], ["de-CH", "eo", "sr"]);
}

proptest! {
    #[test]
    fn mistakes_are_whole_stretches_of_any_text_in_order(text in "([a-zé’'*_\\-\\[\\]^#`<>&;. \\n👩]|qwxz ){0,40}") {
        let article = lede(&text);
        let mut end = 0;
        for range in reader(&US, &article).mistakes(&Place::Lede) {
            prop_assert!(text.get(range.clone()).is_some_and(|word| !word.is_empty()) && range.start >= end);
            end = range.end;
        }
    }

    #[test]
    fn a_text_read_again_piece_by_piece_is_a_text_read_at_once(texts in prop::collection::vec("(qwxz |the |Zqxw |\n\n){0,6}", 1..6)) {
        let mut article = Article::default();
        article.push_section("", "");
        article.push_section("", "qwxz Zqxw");
        let mut again = Reader::default();
        again.set_speller(Some(US.clone()));
        for text in texts {
            Arc::make_mut(&mut article.sections[0]).body = text;
            settle(&mut again, &article);
        }
        let once = reader(&US, &article);
        for place in Reader::places(&article) {
            prop_assert_eq!(again.mistakes(&place), once.mistakes(&place));
        }
    }
}
