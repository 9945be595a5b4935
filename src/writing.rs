//! What keys and commands do to a text, as values: a selection goes in, a change comes out. Nothing is drawn here, and
//! nothing is known about articles.

mod typed;
mod change;
mod field;
mod address;
mod breaks;
mod cite;
pub mod divide;
mod formatting;
mod keys;
mod line_breaks;
pub mod paragraphs;
mod quotes;
mod rendered;
mod seam;
mod text_lines;
mod smart;
mod window;
pub mod stops;

pub use address::address;
pub use change::{Change, Moved, Selection, enterable};
pub use cite::{CitationAt, citation_at, cite};
pub use field::{Field, field_of, on_one_line};
pub use formatting::{Begun, Format, LinkAt, has, has_each, link_at, toggle, unlink};
pub use keys::{Key, typed};
pub use line_breaks::{Joint, mend};
pub use quotes::Quotes;
pub use smart::{Markup, Rules, Smart};
pub use typed::{Step, Typed};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_is_kept_between_characters() {
        let selection = Selection { anchor: 2, caret: 99 }.within("aéb");
        assert_eq!(selection, Selection { anchor: 1, caret: 4 });
        assert_eq!(selection.range(), 1..4);
    }

    #[test]
    fn what_enters_has_no_controls_and_the_caret_stands_where_it_stood_in_the_words() {
        let change =
            |text: &str, caret| Change { range: 3..5, text: text.into(), selection: Selection::at(caret) };
        assert_eq!(change("a\u{1A}é\r\nb", 3 + 6).enterable(), change("aé\nb", 3 + 4));
        assert_eq!(change("a\u{1A}é\r\nb", 3 + 1).enterable(), change("aé\nb", 3 + 1));
        assert_eq!(change("aé", 3).enterable(), change("aé", 3));
    }

    #[test]
    fn a_change_that_does_not_fit_is_not_made() {
        let mut text = "aé".to_owned();
        let change = |range| Change { range, text: "x".into(), selection: Selection::at(0) };
        assert!(!change(2..2).apply(&mut text));
        assert!(!change(0..9).apply(&mut text));
        assert!(change(1..3).apply(&mut text));
        assert_eq!(text, "ax");
    }
}
