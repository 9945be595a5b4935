//! Citations shown as the names of their sources, in random texts: where the cursor may be, and where a position is
//! drawn.

use super::*;

/// Texts with citations: of known and unknown sources, next to each other, in all kinds of blocks, and in code.
fn cited() -> impl Strategy<Value = String> {
    let pieces = [
        "[^reuters]",
        "[^b-c]",
        "[^reuters][^bbc]",
        "[^none1]",
        "[^bbc]\u{301}",
        "`[^bbc]`",
        "**[^bbc] bold**",
        " some words",
        "é👩‍👩‍👧",
        "שלום",
        "二つ目の段落",
        ".",
        " a",
        "\n\na",
        "\na",
        "\n\n- a",
        "\n\n> a",
        "\n\n## a",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 1..12).prop_map(|pieces| pieces.concat())
}

impl Desk {
    /// Calls `ask` while the text is drawn.
    fn work<T>(&mut self, ask: impl FnOnce(&mut Work<'_, '_>) -> T) -> T {
        let mut ask = Some(ask);
        let mut answer = None;
        self.frame_with(Vec::new(), &mut |work| answer = ask.take().map(|ask| ask(work)));
        answer.expect("the text was drawn")
    }

    /// Line, position and side of the cursor.
    fn stand(&self) -> (usize, usize, Side) {
        let caret = self.memory.selection.caret;
        (self.memory.lines.at_byte(caret), caret, self.memory.side)
    }

    /// The citations shown as the names of their sources, in bytes of the text.
    fn chips(&mut self) -> Vec<std::ops::Range<usize>> {
        self.work(|work| {
            let lines = (0..work.memory.lines.len()).collect::<Vec<_>>();
            let chips = lines.into_iter().flat_map(|index| {
                let start = work.memory.lines.get(index).expect("the index is below the count").start;
                let chips = work.chips(index);
                chips.into_iter().map(move |chip| chip.range.start + start..chip.range.end + start)
            });
            chips.collect()
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn one_who_moves_never_stands_in_a_citation(
        text in cited(),
        frames in proptest::collection::vec(moving(), 1..24),
    ) {
        let mut desk = Desk::new(&text);
        let chips = desk.chips();
        let is_inside = |at: usize| chips.iter().any(|chip| chip.start < at && at < chip.end);
        for events in &frames {
            desk.frame(events.clone());
            let Selection { anchor, caret } = desk.memory.selection();
            prop_assert!(!is_inside(anchor) && !is_inside(caret), "{events:?} {text:?} {anchor} {caret}");
        }
        prop_assert_eq!(desk.text(), text.as_str());
        prop_assert_eq!(desk.chips(), chips);
    }

    #[test]
    fn arrows_come_to_every_stop_but_those_in_citations_and_each_is_drawn_apart(text in cited().prop_filter("runs to the right", |text| !text.contains('ש'))) {
        let mut desk = Desk::new(&text);
        let chips = desk.chips();
        let is_inside = |at: usize| chips.iter().any(|chip| chip.start < at && at < chip.end);
        let mut passed = vec![0];
        while desk.memory.selection().caret < text.len() {
            desk.frame(vec![press(Modifiers::NONE, Key::ArrowRight)]);
            let caret = desk.memory.selection().caret;
            prop_assert!(passed.last() < Some(&caret), "{text:?} {caret}");
            passed.push(caret);
        }
        // The gap between two paragraphs is a single step.
        let all = (0..=text.len()).filter(|at| stops::is_stop(&text, *at) && !is_inside(*at));
        let missed: Vec<usize> = all.filter(|at| !passed.contains(at) && !desk.is_blank_around(*at)).collect();
        prop_assert!(missed.is_empty(), "{text:?} {missed:?}");
        while let Some(at) = passed.pop() {
            prop_assert_eq!(desk.memory.selection().caret, at, "{:?}", text);
            desk.frame(vec![press(Modifiers::NONE, Key::ArrowLeft)]);
        }
    }

    #[test]
    fn what_an_arrow_does_the_other_one_undoes_but_at_the_ends_of_a_line(
        text in cited(),
        direction in proptest::sample::select(vec![None, Some(Direction::LeftToRight), Some(Direction::RightToLeft)]),
        start in 0_usize..200,
        arrows in proptest::collection::vec(proptest::bool::ANY, 1..12),
    ) {
        let mut desk = Desk::new(&text);
        desk.direction = direction;
        let chips = desk.chips();
        let start = stops::snap(&text, start);
        if !chips.iter().any(|chip| chip.start < start && start < chip.end) {
            desk.memory.select(Selection::at(start));
        }
        for is_left in arrows {
            let (there, back) = if is_left { (Key::ArrowLeft, Key::ArrowRight) } else { (Key::ArrowRight, Key::ArrowLeft) };
            desk.frame(vec![press(Modifiers::NONE, there)]);
            let reached = desk.stand();
            desk.frame(vec![press(Modifiers::NONE, back)]);
            let returned = desk.stand();
            if returned == reached || returned.0 != reached.0 {
                continue;
            }
            desk.frame(vec![press(Modifiers::NONE, there)]);
            prop_assert_eq!(desk.stand(), reached, "{:?} {:?} {:?}", text, direction, returned);
        }
    }

    #[test]
    fn a_place_is_found_again_where_it_is_drawn(text in cited().prop_filter("runs to the right", |text| !text.contains('ש'))) {
        let mut desk = Desk::new(&text);
        let chips = desk.chips();
        desk.memory.select(Selection::at(text.len()));
        let found = desk.work(|work| {
            let mut found = Vec::new();
            for at in 0..=work.text.len() {
                let is_inside = chips.iter().any(|chip| chip.start < at && at < chip.end);
                let index = work.memory.lines.at_byte(at);
                let is_shown = work.memory.room(index) == crate::writing::paragraphs::Room::Line;
                if is_inside || !is_shown || !stops::is_stop(&work.text, at) || work.in_line(index, at) != at {
                    continue;
                }
                let drawn = work.stop_at(at, Side::After);
                let nearest = work.nearest(drawn.center()).0;
                let again = work.stop_at(nearest, Side::After);
                found.push((at, nearest, drawn.left() == again.left()));
            }
            found
        });
        let lost: Vec<_> = found.into_iter().filter(|(at, nearest, is_there)| at != nearest && !is_there).collect();
        prop_assert!(lost.is_empty(), "{text:?} {lost:?}");
    }
}
