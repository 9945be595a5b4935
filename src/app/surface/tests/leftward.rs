//! Right-to-left text: typing, moving the cursor, clicking, and what screen readers receive.

use egui::accesskit::{Role, TextDirection};

use super::*;

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

fn desk(text: &str, direction: Option<Direction>) -> Desk {
    let mut desk = Desk::new(text);
    desk.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    desk.direction = direction;
    desk.frame(Vec::new());
    desk
}

impl Desk {
    /// From the left edge of the text.
    fn caret_x(&mut self) -> f32 {
        let mut x = 0.0;
        self.frame_with(Vec::new(), &mut |work| x = work.caret().left());
        x
    }

    fn caret_at(&self) -> usize {
        self.memory.selection().caret
    }
}

#[test]
fn an_arrow_to_the_left_goes_on_in_words_that_run_to_the_left() {
    let mut desk = desk("אב גד", None);
    let mut xs = vec![desk.caret_x()];
    for expected in [2, 4, 5, 7, 9] {
        desk.frame(vec![press(Modifiers::NONE, Key::ArrowLeft)]);
        assert_eq!(desk.caret_at(), expected);
        xs.push(desk.caret_x());
    }
    assert!(xs.windows(2).all(|two| two[1] < two[0]), "{xs:?}");
    desk.frame(vec![press(Modifiers::NONE, Key::ArrowRight)]);
    assert_eq!(desk.caret_at(), 7);
    desk.frame(vec![press(CTRL, Key::ArrowRight)]);
    assert_eq!(desk.caret_at(), 5);
    desk.frame(vec![press(CTRL, Key::ArrowLeft)]);
    assert_eq!(desk.caret_at(), 9);
}

#[test]
fn home_and_end_are_the_ends_of_what_was_written() {
    for (direction, home_is_right) in [(None, true), (Some(Direction::LeftToRight), true)] {
        let mut desk = desk("אב גד", direction);
        desk.frame(vec![press(Modifiers::NONE, Key::End)]);
        let (end, end_x) = (desk.caret_at(), desk.caret_x());
        desk.frame(vec![press(Modifiers::NONE, Key::Home)]);
        assert_eq!((desk.caret_at(), end), (0, 9));
        assert_eq!(desk.caret_x() > end_x, home_is_right);
    }
}

#[test]
fn what_is_typed_joins_what_was_typed_before_it() {
    let mut desk = desk("ab ", None);
    desk.memory.select(Selection::at(3));
    desk.frame(Vec::new());
    let mut xs = vec![desk.caret_x()];
    for letter in ["א", "ב", "ג"] {
        desk.frame(vec![Event::Text(letter.into())]);
        xs.push(desk.caret_x());
    }
    assert_eq!(desk.text(), "ab אבג");
    // The text grows to the right; the cursor stays to the left of the last character.
    assert!(xs.iter().all(|x| (x - xs[0]).abs() < 0.01), "{xs:?}");
    desk.frame(vec![Event::Text("c".into())]);
    assert!(desk.caret_x() > xs[0]);
    assert_eq!(desk.text(), "ab אבגc");
}

#[test]
fn a_paragraph_begins_at_the_right_edge_where_its_language_does() {
    for (text, direction, is_right) in [
        ("אב", None, true),
        ("", Some(Direction::RightToLeft), true),
        ("abc", Some(Direction::RightToLeft), true),
        ("אב", Some(Direction::LeftToRight), false),
        ("", None, false),
    ] {
        assert_eq!(desk(text, direction).caret_x() > 300.0, is_right, "{text:?} {direction:?}");
    }
}

#[test]
fn a_click_on_a_letter_puts_the_caret_beside_it() {
    let mut desk = desk("אב", None);
    let right = desk.caret_x();
    let (first, second) = {
        desk.memory.select(Selection::at(2));
        let middle = desk.caret_x();
        desk.memory.select(Selection::at(4));
        let left = desk.caret_x();
        ((middle + right) * 0.5, (left + middle) * 0.5)
    };
    desk.frame(click(first + 1.0, 10.0, Modifiers::NONE));
    assert_eq!(desk.caret_at(), 0);
    desk.frame(click(second - 1.0, 10.0, Modifiers::NONE));
    assert_eq!(desk.caret_at(), 4);
}

#[test]
fn a_screen_reader_is_told_which_way_the_letters_run() {
    let mut desk = desk("ab אבג\n\nשלום", None);
    desk.ctx.enable_accesskit();
    desk.frame(Vec::new());
    desk.frame(Vec::new());
    let runs: Vec<(String, Option<TextDirection>, usize)> = desk
        .told
        .iter()
        .filter(|node| node.role() == Role::TextRun)
        .map(|node| {
            (
                node.value().unwrap_or_default().trim().to_owned(),
                node.text_direction(),
                node.character_lengths().len(),
            )
        })
        .filter(|(said, ..)| !said.is_empty())
        .collect();
    let (right, left) = (Some(TextDirection::LeftToRight), Some(TextDirection::RightToLeft));
    let expected = [("ab", right, 3), ("אבג", left, 4), ("שלום", left, 4)];
    for (said, direction, letters) in expected {
        assert!(runs.contains(&(said.to_owned(), direction, letters)), "{said}: {runs:?}");
    }
}

#[test]
fn a_text_stands_where_those_of_its_article_begin_whatever_its_own_letters_are() {
    let (right, left) = (Some(Direction::LeftToRight), Some(Direction::RightToLeft));
    let edge = desk("", left).caret_x();
    for breaks in [Breaks::Single, Breaks::Many] {
        for (text, direction, stands, is_right) in [
            ("https://example.org/", None, left, true),
            ("AP ", None, left, true),
            ("", None, left, true),
            ("אב", None, left, true),
            ("אב", None, right, false),
            ("אב ", None, right, false),
            ("AP", None, right, false),
            ("אב", None, None, true),
            ("AP", None, None, false),
        ] {
            let mut desk = desk(text, direction);
            (desk.breaks, desk.stands) = (breaks, stands);
            desk.frame(Vec::new());
            let mut ends = [0, text.len()].map(|at| {
                desk.memory.select(Selection::at(at));
                desk.caret_x()
            });
            ends.sort_by(f32::total_cmp);
            let gap = if is_right { edge - ends[1] } else { ends[0] };
            assert!(gap.abs() < 3.0, "{text:?} {direction:?} {stands:?} {breaks:?}: {ends:?}, {edge}");
        }
    }
}
