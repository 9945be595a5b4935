//! Where the cursor stands and what is hit, in rows and where directions meet; and the letters as screen readers get them.

use std::ops::Range;

use egui::vec2;

use super::*;
use Side::{After, Before};

/// Two rows.
const WRAPPED: &str = "אבג דהו";

fn wrapped(ctx: &Context) -> Typeset {
    let width = set_text(ctx, "אבג ד", f32::INFINITY, None).width();
    let set = set_text(ctx, WRAPPED, width, None);
    assert_eq!(set.rows().len(), 2);
    set
}

#[test]
fn the_place_between_two_rows_is_at_the_end_of_one_or_at_the_start_of_the_other() {
    with_fonts(|ctx| {
        let set = wrapped(ctx);
        assert_eq!((set.row_of(7, Before), set.row_of(7, After)), (0, 1));
        assert_eq!(set.step(4, After, Arrow::Left), Reached::At(6, After));
        let Reached::At(at, side) = set.step(6, After, Arrow::Left) else { panic!("the text goes on") };
        assert_eq!((at, set.row_of(at, side)), (7, 1));
        let paragraphs = set_text(ctx, "אב\nגד", f32::INFINITY, None);
        assert_eq!(
            (paragraphs.row_of(4, After), paragraphs.row_of(5, After), paragraphs.row_of(9, After)),
            (0, 1, 1)
        );
    });
}

#[test]
fn a_letter_is_hit_on_itself_alone_and_covered_in_its_own_row() {
    with_fonts(|ctx| {
        let set = wrapped(ctx);
        let letter = set.rows()[0].clusters[0];
        let x = (letter.left + letter.right) * 0.5;
        let [top, bottom] = [set.rows()[0].rect.top(), set.rows()[1].rect.bottom()];
        let hit = |y: f32| set.letter_at(pos2(x, y));
        assert_eq!(
            [hit(top + 1.0), hit(bottom - 1.0), hit(top - 1.0), hit(bottom + 1.0)],
            [Some(0..2), Some(7..9), None, None]
        );
        assert_eq!(set.row_at(set.rows()[1].rect.top() + 1.0), 1);
        let covered = set.cover(&(4..9));
        let tops: Vec<f32> = covered.iter().map(|rect| rect.top()).collect();
        assert_eq!(tops, [top, set.rows()[1].rect.top()]);
        assert_eq!(set.cover(&(0..2)).len(), 1);
    });
}

#[test]
fn where_directions_meet_the_place_of_the_outer_one_is_meant() {
    with_fonts(|ctx| {
        let set = set_text(ctx, "ab אב cd", f32::INFINITY, None);
        // From the left: a b blank, then what is read from the right.
        assert_eq!(set.step(2, After, Arrow::Right), Reached::At(3, Before));
        assert_eq!(set.step(5, After, Arrow::Right), Reached::At(7, After));
        assert_eq!(set.step(7, After, Arrow::Left), Reached::At(5, After));
        let set = set_text(ctx, "אב", f32::INFINITY, Some(Direction::LeftToRight));
        let row = &set.rows()[0];
        assert_eq!((row.place_of(0), row.place_of(2)), ((0, Before), (4, After)));
    });
}

#[test]
fn a_click_at_the_end_of_a_row_stays_in_it() {
    with_fonts(|ctx| {
        let width = set_text(ctx, "abc d", f32::INFINITY, None).width();
        let set = set_text(ctx, "abc def", width, None);
        let beyond = |row: usize| set.rows()[row].rect.right_center() + vec2(200.0, 0.0);
        assert_eq!((set.nearest(beyond(0)), set.nearest(beyond(1))), ((4, Before), (7, After)));
        let mixed = set_text(ctx, "ab אב", f32::INFINITY, None);
        let row = &mixed.rows()[0];
        let point = pos2(row.clusters[0].right - 0.5, row.rect.center().y);
        assert_eq!(mixed.nearest(point), (1, After));
    });
}

#[test]
fn letters_are_told_in_the_order_in_which_they_were_written_and_from_where_they_begin() {
    with_fonts(|ctx| {
        let set = set_text(ctx, "ab אב", f32::INFINITY, None);
        let row = &set.rows()[0];
        let runs = row.runs();
        let told: Vec<(Direction, Vec<Range<usize>>)> = runs
            .iter()
            .map(|run| (run.direction, run.letters.iter().map(|letter| letter.range.clone()).collect()))
            .collect();
        assert_eq!(
            told,
            [(Direction::LeftToRight, vec![0..1, 1..2, 2..3]), (Direction::RightToLeft, vec![3..5, 5..7])]
        );
        assert_eq!((runs[0].letters[1].along, runs[1].letters[0].along), (row.clusters[1].left, 0.0));
        assert!((runs[1].letters[1].along - (row.clusters[3].right - row.clusters[4].right)).abs() < 0.01);
        assert_eq!((runs[1].rect.left(), runs[1].rect.right()), (row.clusters[4].left, row.clusters[3].right));
        let empty = set_text(ctx, "", 60.0, Some(Direction::RightToLeft));
        assert_eq!(empty.rows()[0].runs()[0].direction, Direction::RightToLeft);
    });
}

#[test]
fn letters_that_are_one_are_one_in_rows_of_egui_too() {
    with_fonts(|ctx| {
        let text = "a [x] b\ne\u{301}c";
        let bytes = 2..5;
        let manner = Manner { wholes: std::slice::from_ref(&bytes), ..Manner::default() };
        let set = set(ctx, job(text, f32::INFINITY, None), &manner);
        let letters =
            |row: &Row| (0..row.clusters.len()).map(|index| &text[row.bytes_of(index)]).collect::<Vec<_>>();
        assert_eq!(letters(&set.rows()[0]), ["a", " ", "[x]", " ", "b"]);
        assert_eq!(letters(&set.rows()[1]), ["e\u{301}", "c"]);
    });
}
