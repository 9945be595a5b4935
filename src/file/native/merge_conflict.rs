//! A draft with the markers that version control puts around a conflict: `<<<<<<<`, `=======` and `>>>>>>>`, with
//! `|||||||` before the common ancestor. Each side is a draft of its own.

use super::error::{Conflict, ConflictSide, Side};
use super::read::read;
use super::string_literal::{MARKER_LENGTH, starts_with_marker};
use crate::file::name::one_line;

/// The conflict markers of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Markers {
    None,
    /// Some are missing or misplaced; the first one is in this line.
    Broken(usize),
    Whole(Box<Conflict>),
}

/// Searches for a conflict. This is very fast if there is none.
pub(super) fn markers(text: &str) -> Markers {
    match split(text) {
        None => Markers::None,
        Some(Split { first, is_whole: false, .. }) => Markers::Broken(first),
        Some(Split { first: line, texts: [ours, theirs], labels: [our_label, their_label], .. }) => {
            let of = |side, label: String, text: &str| ConflictSide { side, label, fault: read(text).err() };
            let sides = [of(Side::Ours, our_label, &ours), of(Side::Theirs, their_label, &theirs)];
            Markers::Whole(Box::new(Conflict { line, sides, is_same: ours == theirs }))
        }
    }
}

/// One side of a text; `None` if there is no conflict, or an incomplete one.
pub(in crate::file) fn side(text: &str, side: Side) -> Option<String> {
    let Split { texts: [ours, theirs], .. } = split(text).filter(|split| split.is_whole)?;
    Some(match side {
        Side::Ours => ours,
        Side::Theirs => theirs,
    })
}

/// A text with markers, split into its sides.
#[derive(Default)]
struct Split {
    first: usize,
    is_whole: bool,
    texts: [String; 2],
    labels: [String; 2],
}

/// The part of a conflict that a line is in. Conflicts can be nested, if one was saved and merged again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Ours,
    Base,
    Theirs,
}

impl Part {
    /// The part that a marker with this character leads to.
    fn after(self, sign: char) -> Option<Part> {
        match self {
            Part::Ours => match sign {
                '|' => Some(Part::Base),
                '=' => Some(Part::Theirs),
                _ => None,
            },
            Part::Base => (sign == '=').then_some(Part::Theirs),
            Part::Theirs => None,
        }
    }
}

/// Splits a text; `None` if no marker starts or ends a conflict.
fn split(text: &str) -> Option<Split> {
    let has = |marker: &str| text.starts_with(marker) || text.contains(&format!("\n{marker}"));
    if !has("<<<<<<<") && !has(">>>>>>>") {
        return None;
    }
    let mut split = Split { is_whole: true, ..Split::default() };
    let mut open = Open::default();
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        if split.step(&mut open, line) {
            split.first = if split.first == 0 { number } else { split.first };
        } else {
            split.take(&open, line);
        }
    }
    split.is_whole &= open.parts.is_empty();
    (split.first > 0).then_some(split)
}

impl Split {
    /// Processes a line that may be a marker. Returns whether it is one.
    fn step(&mut self, open: &mut Open, line: &str) -> bool {
        let depth = open.parts.len();
        let Some((sign, label)) = marker(line) else { return false };
        let [ours, theirs] = &mut self.labels;
        let part = open.parts.last().copied();
        match sign {
            '<' => {
                if depth == 0 && ours.is_empty() {
                    *ours = label;
                }
                open.push(Part::Ours);
            }
            '>' => match part {
                Some(Part::Theirs) => {
                    if depth == 1 && theirs.is_empty() {
                        *theirs = label;
                    }
                    open.pop();
                }
                Some(Part::Ours | Part::Base) | None => self.is_whole = false,
            },
            _ => match part.and_then(|part| part.after(sign)) {
                Some(next) => open.turn_to(next),
                // A line of the text itself, such as the underline of a heading.
                None => return false,
            },
        }
        true
    }

    /// Adds a line to the sides it belongs to.
    fn take(&mut self, open: &Open, line: &str) {
        let [ours, theirs] = &mut self.texts;
        if open.ours == open.parts.len() {
            ours.push_str(line);
        }
        if open.theirs == open.parts.len() {
            theirs.push_str(line);
        }
    }
}

/// The conflicts around a line, the outermost first, and how many of them are on each side, which is needed for every
/// line.
#[derive(Default)]
struct Open {
    parts: Vec<Part>,
    ours: usize,
    theirs: usize,
}

impl Open {
    fn push(&mut self, part: Part) {
        self.parts.push(part);
        match part {
            Part::Ours => self.ours += 1,
            Part::Theirs => self.theirs += 1,
            Part::Base => {}
        }
    }

    fn pop(&mut self) {
        match self.parts.pop() {
            Some(Part::Ours) => self.ours -= 1,
            Some(Part::Theirs) => self.theirs -= 1,
            Some(Part::Base) | None => {}
        }
    }

    fn turn_to(&mut self, part: Part) {
        self.pop();
        self.push(part);
    }
}

/// The character of a marker, and its label.
fn marker(line: &str) -> Option<(char, String)> {
    let sign = line.chars().next()?;
    let label = line.get(MARKER_LENGTH..).filter(|label| starts_with_marker(line) && !label.starts_with(sign))?;
    let label: String = one_line(label.trim()).chars().take(MOST_OF_LABEL).collect();
    (sign != '=' || label.is_empty()).then_some((sign, label))
}

/// Longer labels are cut; in characters.
const MOST_OF_LABEL: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    /// A draft with a conflict in its headline.
    const CONFLICT: &str = "(
    version: 3,

<<<<<<< main
    headline: \"Ours\",
||||||| 1a2b3c4
    headline: \"Base\",
=======
    headline: \"Theirs\",
>>>>>>> feature/tide tables
)
";

    fn conflict(text: &str) -> Conflict {
        match markers(text) {
            Markers::Whole(conflict) => *conflict,
            other => panic!("a conflict is expected, and not {other:?}"),
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let conflict = conflict(text);
        assert_eq!(conflict.to_string(), expected);
    }

    #[test]
    fn each_side_is_a_draft() {
        for text in [CONFLICT.to_owned(), CONFLICT.replace("||||||| 1a2b3c4\n    headline: \"Base\",\n", "")] {
            check(
                &text,
                "has an unresolved merge conflict in line 4 between ours (main) and theirs (feature/tide tables)",
            );
            for (wanted, headline) in [(Side::Ours, "Ours"), (Side::Theirs, "Theirs")] {
                let text = side(&text, wanted).expect("the conflict is whole");
                assert_eq!(text, format!("(\n    version: 3,\n\n    headline: \"{headline}\",\n)\n"));
            }
        }
    }

    #[test]
    fn labels_may_be_missing_or_long() {
        check(
            "<<<<<<<\n(version: 3)\n=======\n(version: 3, deck: \"D\")\n>>>>>>>\n",
            "has an unresolved merge conflict in line 1 between ours and theirs",
        );
        let long = CONFLICT.replace("main", &"m".repeat(1_000));
        assert_eq!(conflict(&long).sides[0].label, "m".repeat(60));
    }

    #[test]
    fn a_side_that_is_no_draft_and_sides_that_do_not_differ_are_said() {
        check(
            &CONFLICT.replace("\"Theirs\"", "Theirs"),
            "has an unresolved merge conflict in line 4 between ours (main) and theirs (feature/tide tables); \
             theirs cannot be opened by itself: line 4, column 15: headline: a text in quotation marks is expected here",
        );
        check(
            &CONFLICT.replace("Theirs", "Ours"),
            "has an unresolved merge conflict in line 4, but both sides are the same",
        );
    }

    #[test]
    fn a_conflict_within_a_conflict_has_the_same_side_of_both() {
        let inner = "<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n";
        let text = format!("<<<<<<< main\n{inner}=======\n{inner}3\n>>>>>>> other\n");
        assert_eq!(side(&text, Side::Ours).as_deref(), Some("1\n"));
        assert_eq!(side(&text, Side::Theirs).as_deref(), Some("2\n3\n"));
        let [ours, theirs] = conflict(&text).sides;
        assert_eq!((ours.label.as_str(), theirs.label.as_str()), ("main", "other"));
    }

    #[test]
    fn several_conflicts_are_taken_on_the_same_side() {
        let text = "a\n<<<<<<< x\n1\n=======\n2\n>>>>>>> y\nb\n<<<<<<< x\n=======\n3\n>>>>>>> y\n";
        assert_eq!(side(text, Side::Ours).as_deref(), Some("a\n1\nb\n"));
        assert_eq!(side(text, Side::Theirs).as_deref(), Some("a\n2\nb\n3\n"));
    }

    #[test]
    fn markers_that_are_not_whole_are_no_sides() {
        for (text, line) in [
            ("<<<<<<< ours", 1),
            ("a\n<<<<<<< ours\nb\n=======\n", 2),
            ("a\n>>>>>>> theirs\n", 2),
            ("<<<<<<< a\n>>>>>>> b\n", 1),
            (&("<<<<<<< a\n".repeat(100_000) + &"b\n".repeat(100_000)), 1),
        ] {
            assert_eq!(markers(text), Markers::Broken(line), "{:.40}", text);
            assert_eq!(side(text, Side::Ours), None);
        }
    }

    #[test]
    fn what_only_looks_like_a_marker_is_text() {
        for text in [
            "",
            "=======\n",
            "||||||| a\n",
            "<<<<<< a\n",
            "<<<<<<<< a\n",
            "<<<<<<<a\n",
            " <<<<<<< a\n",
            "a <<<<<<< b",
        ] {
            assert_eq!(markers(text), Markers::None, "{text}");
        }
        let underlined = "<<<<<<< a\nTide\n======\n=======\nEbb\n=======\n>>>>>>> b\n";
        assert_eq!(side(underlined, Side::Theirs).as_deref(), Some("Ebb\n=======\n"));
    }
}
