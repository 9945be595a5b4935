use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::{Direction, Id, Item, ItemKind, Place, Source, SourceField, Status};
use crate::writing::{Moved, Selection};

fn draft() -> Article {
    let mut article = Article { headline: "Harbour opens".into(), ..Article::default() };
    article.push_takeaway("One");
    article.push_section("First", "body");
    article.push_section("Second", "body");
    article.push_source(Source { link: "https://a.example/x".into(), ..Source::default() });
    article
}

fn typed(document: &mut Document, place: &Place, text: &str, now: f64) {
    if let Some(field) = document.article_mut().text_mut(place) {
        *field = text.into();
    }
    document.edited(place, now, None);
}

#[test]
fn undo_back_to_what_was_saved_is_saved() {
    let mut document = Document::opened(draft(), "a.copydesk".into(), None);
    assert!(document.is_saved());
    typed(&mut document, &Place::Headline, "Other", 0.0);
    assert!(!document.is_saved());
    document.undo();
    assert!(document.is_saved());
    document.redo();
    document.saved_as_of("b.copydesk".into(), document.state(), Fingerprint::of(b""));
    document.undo();
    assert!(!document.is_saved());
    document.redo();
    assert!(document.is_saved());
}

#[test]
fn saving_in_the_middle_of_typing_keeps_its_state() {
    let mut document = Document::new(Article::default());
    assert!(document.is_saved());
    typed(&mut document, &Place::Headline, "a", 0.0);
    document.saved_as_of("a.copydesk".into(), document.state(), Fingerprint::of(b""));
    typed(&mut document, &Place::Headline, "ab", 0.1);
    document.undo();
    assert!(document.is_saved());
    assert_eq!(document.article().headline, "a");
}

#[test]
fn a_new_draft_with_words_is_not_saved() {
    assert!(!Document::new(draft()).is_saved());
}

#[test]
fn a_report_of_nothing_changes_nothing() {
    let mut document = Document::new(draft());
    let section = document.article().sections.first().cloned().unwrap();
    document.article_mut().text_mut(&Place::Body(section.id));
    document.edited(&Place::Body(section.id), 0.0, Some(Moved::default()));
    assert_eq!(document.revision(), 0);
    assert!(!document.can_undo());
    assert!(document.article().sections.first().is_some_and(|now| Arc::ptr_eq(now, &section)));
}

#[test]
fn an_edit_touches_only_its_own_item() {
    let mut document = Document::new(draft());
    let before = document.article().clone();
    typed(&mut document, &Place::Body(Id(1)), "other", 0.0);
    document.undo();
    let now = document.article();
    assert!(Arc::ptr_eq(now.sections.get(1).unwrap(), before.sections.get(1).unwrap()));
    assert!(Arc::ptr_eq(now.takeaways.first().unwrap(), before.takeaways.first().unwrap()));
}

#[test]
fn a_removed_item_comes_back_as_it_was() {
    let mut document = Document::new(draft());
    let first = document.article().sections.first().cloned().unwrap();
    let next = document.remove_item(&Item::Section(first.id), 0.0);
    assert_eq!(next, Some(Item::Section(Id(2))));
    let restored = document.undo().unwrap();
    assert_eq!(restored.place, Place::Heading(first.id));
    assert!(Arc::ptr_eq(document.article().sections.first().unwrap(), &first));
    assert_eq!(document.redo().unwrap().place, Place::Heading(Id(2)));
}

#[test]
fn the_last_item_leaves_the_focus_to_the_one_before_and_the_only_one_to_the_list() {
    let mut document = Document::new(draft());
    assert_eq!(document.remove_item(&Item::Section(Id(2)), 0.0), Some(Item::Section(Id(1))));
    assert_eq!(document.remove_item(&Item::Takeaway(Id(1)), 0.0), None);
    document.undo();
    assert_eq!(document.redo().unwrap().place, Place::Takeaways);
}

#[test]
fn undoing_an_insertion_leads_to_what_is_still_there() {
    let mut document = Document::new(draft());
    let item = document.insert_item(ItemKind::Section, 1, 0.0).unwrap();
    assert_eq!(document.article().position(&item), Some(1));
    assert_eq!(document.undo().unwrap().place, Place::Heading(Id(1)));
    assert_eq!(document.redo().unwrap().place, item.first_place());
}

#[test]
fn a_move_without_room_is_no_step() {
    let mut document = Document::new(draft());
    assert!(!document.shift_item(&Item::Section(Id(1)), Direction::Up, 0.0));
    assert!(!document.can_undo());
    assert!(document.shift_item(&Item::Section(Id(1)), Direction::Down, 0.0));
    assert_eq!(document.undo().unwrap().place, Place::Heading(Id(1)));
}

#[test]
fn renaming_a_source_is_one_step_with_its_citations() {
    let mut document = Document::new(draft());
    typed(&mut document, &Place::Body(Id(2)), "so it is [^a]", 0.0);
    assert!(document.rename_source("a", "b", 5.0));
    assert_eq!(document.article().text(&Place::Body(Id(2))), Some("so it is [^b]"));
    let restored = document.undo().unwrap();
    assert_eq!(restored.place, Place::Source("a".into(), SourceField::Key));
    assert_eq!(document.article().text(&Place::Body(Id(2))), Some("so it is [^a]"));
    assert!(!document.rename_source("a", "Not a key", 9.0));
}

#[test]
fn a_read_only_draft_does_not_change() {
    let mut document = Document::opened(draft(), "a.copydesk".into(), None).read_only(ReadOnly::Newer(2));
    typed(&mut document, &Place::Headline, "Other", 0.0);
    assert_eq!(document.insert_item(ItemKind::Section, 0, 0.0), None);
    document.edit(Place::Deck, 0.0, |article| article.deck = "D".into());
    assert_eq!(*document.article(), draft());
    assert!(document.is_saved());
}

#[test]
fn what_was_typed_and_not_reported_is_not_lost() {
    let mut document = Document::new(draft());
    document.article_mut().headline.push('!');
    document.undo();
    assert_eq!(document.article().headline, "Harbour opens");
    document.redo();
    assert_eq!(document.article().headline, "Harbour opens!");
}

/// What a user may do to a draft.
#[derive(Clone, Debug)]
enum Act {
    Type { place: usize, at: usize, removed: usize, inserted: String },
    Insert(ItemKind, usize),
    Remove(ItemKind, usize),
    Shift(ItemKind, usize, Direction),
    Rename(usize, String),
    Lines(Vec<String>, Status),
    Replace(usize),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    let kind = prop_oneof![Just(ItemKind::Takeaway), Just(ItemKind::Section), Just(ItemKind::Source)];
    let way = prop_oneof![Just(Direction::Up), Just(Direction::Down)];
    let status = prop::sample::select(Status::ALL.to_vec());
    prop_oneof![
        8 => (0..40usize, 0..12usize, 0..4usize, "[ab é\n👩🏽]{0,4}")
            .prop_map(|(place, at, removed, inserted)| Act::Type { place, at, removed, inserted }),
        2 => (kind.clone(), 0..5usize).prop_map(|(kind, at)| Act::Insert(kind, at)),
        2 => (kind.clone(), 0..5usize).prop_map(|(kind, at)| Act::Remove(kind, at)),
        2 => (kind, 0..5usize, way).prop_map(|(kind, at, way)| Act::Shift(kind, at, way)),
        1 => (0..3usize, "[a-c]").prop_map(|(at, key)| Act::Rename(at, key)),
        1 => (prop::collection::vec("[a-c]", 0..3), status).prop_map(|(lines, status)| Act::Lines(lines, status)),
        1 => (0..4usize).prop_map(Act::Replace),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

fn carry_out(document: &mut Document, act: Act, now: f64) {
    match act {
        Act::Type { place, at, removed, inserted } => {
            let places = every_text(document.article());
            let place = places.get(place % places.len()).unwrap().clone();
            let text = document.article_mut().text_mut(&place).unwrap();
            let mut chars: Vec<char> = text.chars().collect();
            let from = at.min(chars.len());
            let to = (from + removed).min(chars.len());
            chars.splice(from..to, inserted.chars());
            *text = chars.into_iter().collect();
            let caret = text.char_indices().nth(from + inserted.chars().count()).map_or(text.len(), |(at, _)| at);
            let moved = Moved { before: Selection::default(), after: Selection::at(caret) };
            document.edited(&place, now, Some(moved));
        }
        Act::Insert(kind, at) => drop(document.insert_item(kind, at, now)),
        Act::Remove(kind, at) => {
            if let Some(item) = document.article().items(kind).get(at) {
                document.remove_item(&item.clone(), now);
            }
        }
        Act::Shift(kind, at, way) => {
            if let Some(item) = document.article().items(kind).get(at) {
                document.shift_item(&item.clone(), way, now);
            }
        }
        Act::Rename(at, to) => {
            if let Some(source) = document.article().sources.get(at).cloned() {
                document.rename_source(&source.key, &to, now);
            }
        }
        Act::Lines(lines, status) => document.edit(Place::Tags, now, |article| {
            article.tags = lines.clone();
            article.target_words = lines.first().map(|line| line.len() as u32);
            article.words = lines.iter().rev().cloned().collect();
            article.byline = lines;
            article.status = status;
        }),
        Act::Replace(sections) => {
            let mut article = draft();
            for n in 0..sections {
                article.push_section(n.to_string(), "[^a]");
            }
            document.replace(article, now);
        }
        Act::Undo => drop(document.undo()),
        Act::Redo => drop(document.redo()),
    }
}

fn every_text(article: &Article) -> Vec<Place> {
    let mut places = vec![Place::Headline, Place::Deck, Place::ImageFile, Place::ImageAlt, Place::ImageCaption];
    places.extend([Place::ImageCredit, Place::Dateline, Place::Lede, Place::Slug, Place::Language, Place::Note]);
    places.extend([Place::Published, Place::Updated, Place::Canonical]);
    places.extend(article.takeaways.iter().map(|t| Place::Takeaway(t.id)));
    places.extend(article.sections.iter().flat_map(|s| [Place::Heading(s.id), Place::Body(s.id)]));
    let fields = |s: &Arc<Source>| SourceField::TEXTS.map(|field| Place::Source(s.key.clone(), field));
    places.extend(article.sources.iter().flat_map(fields));
    places
}

proptest! {
    #[test]
    fn everything_undone_is_the_first_article_and_redone_the_last(
        acts in prop::collection::vec((act(), 0.0..2.0f64), 0..40),
    ) {
        let mut document = Document::new(draft());
        let mut now = 0.0;
        for (act, pause) in acts {
            now += pause;
            carry_out(&mut document, act, now);
        }
        while document.redo().is_some() {}
        let last = document.article().clone();
        let mut on_the_way = vec![last.clone()];
        while document.undo().is_some() {
            on_the_way.push(document.article().clone());
        }
        prop_assert_eq!(document.article(), &draft());
        on_the_way.pop();
        while document.redo().is_some() {
            prop_assert_eq!(document.article(), &on_the_way.pop().unwrap());
        }
        prop_assert_eq!(document.article(), &last);
    }
}
