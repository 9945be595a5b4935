use super::*;

/// A history with its article, typed into at the headline.
#[derive(Default)]
struct Desk {
    history: History,
    article: Article,
}

impl Desk {
    fn edit(&mut self, kind: EditKind, now: f64, change: impl FnOnce(&mut Article)) -> Recorded {
        let before = self.article.clone();
        change(&mut self.article);
        let places = Places::at(Place::Headline);
        let spots = Spots::default();
        self.history.record(Edit { before: &before, after: &self.article, places, spots, now, kind })
    }

    fn type_headline(&mut self, text: &str, now: f64) {
        self.edit(EditKind::Typed, now, |article| article.headline = text.into());
    }

    /// The headlines restored by undo, newest first.
    fn undone(mut self) -> Vec<String> {
        let mut headlines = Vec::new();
        while self.history.undo(&mut self.article).is_some() {
            headlines.push(self.article.headline.clone());
        }
        headlines
    }
}

/// Checks undo after each text was typed over the previous one at its time.
#[track_caller]
fn check(typed: &[(&str, f64)], expected: &[&str]) {
    let mut desk = Desk::default();
    for (text, now) in typed {
        desk.type_headline(text, *now);
    }
    assert_eq!(desk.undone(), expected);
}

#[test]
fn typing_without_a_pause_is_one_step() {
    check(&[("a", 0.0), ("ab", 0.5), ("abc", 1.4)], &[""]);
}

#[test]
fn a_pause_begins_a_step() {
    check(&[("a", 0.0), ("ab", 1.5), ("abc", 2.0)], &["a", ""]);
}

#[test]
fn typing_elsewhere_in_the_text_begins_a_step() {
    check(&[("one", 0.0), ("one!", 0.1), ("Aone!", 0.2), ("Abone!", 0.3)], &["one!", ""]);
}

#[test]
fn deletion_is_a_step_of_its_own_in_either_direction() {
    check(&[("abcdef", 0.0), ("abcde", 0.1), ("abcd", 0.2)], &["abcdef", ""]);
    check(&[("abcdef", 0.0), ("bcdef", 0.1), ("cdef", 0.2)], &["abcdef", ""]);
}

#[test]
fn a_paste_is_a_step_of_its_own() {
    check(&[("a", 0.0), ("a pasted line", 0.1), ("a pasted line!", 0.2)], &["a pasted line", "a", ""]);
}

#[test]
fn a_line_break_begins_a_step() {
    check(&[("a", 0.0), ("a\n", 0.1), ("a\nb", 0.2)], &["a", ""]);
}

#[test]
fn an_input_method_that_replaces_its_letters_goes_on_with_the_step() {
    check(&[("n", 0.0), ("ni", 0.1), ("你", 0.2), ("你h", 0.3), ("你好", 0.4)], &[""]);
}

#[test]
fn typing_over_a_selection_goes_on_with_the_letters_typed() {
    check(&[("one two", 0.0), ("one x", 5.0), ("one xy", 5.1)], &["one two", ""]);
}

#[test]
fn nothing_changed_is_no_step() {
    let mut desk = Desk::default();
    assert_eq!(desk.edit(EditKind::Command, 0.0, |_| {}), Recorded::Nothing);
    assert_eq!(desk.history.undo_len(), 0);
}

#[test]
fn a_command_is_never_joined() {
    let mut desk = Desk::default();
    desk.type_headline("a", 0.0);
    desk.edit(EditKind::Command, 0.1, |article| article.headline = "ab".into());
    desk.type_headline("abc", 0.2);
    assert_eq!(desk.undone(), ["ab", "a", ""]);
}

#[test]
fn a_new_edit_forgets_what_was_undone() {
    let mut desk = Desk::default();
    desk.type_headline("a", 0.0);
    desk.history.undo(&mut desk.article);
    desk.type_headline("b", 9.0);
    assert_eq!(desk.history.redo_len(), 0);
    let expected = desk.history.done.iter().map(Step::size_in_bytes).sum::<usize>();
    assert_eq!(desk.history.size_in_bytes(), expected);
}

#[test]
fn the_caret_comes_back_with_the_words() {
    let mut desk = Desk::default();
    desk.type_headline("é one", 0.0);
    desk.type_headline("é", 9.0);
    let undone = desk.history.undo(&mut desk.article);
    assert_eq!(undone, Some(Restored { place: Place::Headline, selection: Some(Selection::at(6)) }));
    let redone = desk.history.redo(&mut desk.article);
    assert_eq!(redone, Some(Restored { place: Place::Headline, selection: Some(Selection::at(2)) }));
}

#[test]
fn the_oldest_steps_go_first() {
    let mut desk = Desk::default();
    for step in 0..STEP_LIMIT + 5 {
        desk.type_headline(&step.to_string(), step as f64 * 10.0);
    }
    assert_eq!(desk.history.undo_len(), STEP_LIMIT);
    assert_eq!(desk.undone().last().map(String::as_str), Some("4"));
}

fn long_body() -> String {
    "words ".repeat(100_000)
}

#[test]
fn a_thousand_steps_in_one_long_body_are_small() {
    let mut desk = Desk::default();
    let id = desk.article.push_section("S", long_body());
    for step in 0..STEP_LIMIT {
        let body = |article: &mut Article| {
            article.text_mut(&Place::Body(id)).unwrap().insert_str((step * 7_919) % 600_000, "typed ");
        };
        desk.edit(EditKind::Typed, step as f64 * 10.0, body);
    }
    assert_eq!(desk.history.undo_len(), STEP_LIMIT);
    assert!(desk.history.size_in_bytes() < 1_000_000, "{}", desk.history.size_in_bytes());
}

#[test]
fn moving_a_long_body_between_keystrokes_holds_no_copy_of_it() {
    let mut desk = Desk::default();
    let id = desk.article.push_section("S", long_body());
    desk.article.push_section("T", "short");
    for step in 0..STEP_LIMIT / 2 {
        let now = step as f64 * 10.0;
        desk.edit(EditKind::Typed, now, |a| a.text_mut(&Place::Body(id)).unwrap().push('x'));
        desk.edit(EditKind::Command, now + 5.0, |a| a.sections.swap(0, 1));
    }
    assert_eq!(desk.history.undo_len(), STEP_LIMIT);
    assert!(desk.history.size_in_bytes() < 1_000_000, "{}", desk.history.size_in_bytes());
}

#[test]
fn steps_that_hold_much_make_room_for_the_newest() {
    let mut desk = Desk::default();
    for step in 0..100 {
        let text = if step % 2 == 0 { long_body() } else { String::new() };
        desk.type_headline(&text, step as f64 * 10.0);
    }
    assert!(desk.history.size_in_bytes() <= BYTES_LIMIT);
    assert!(desk.history.undo_len() > 50);
}
