//! How much of a difference is shown: the change with a few unchanged words around it, within what a reader and a frame
//! can take. Draws nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::between::Between;
use crate::compare::{Difference, DifferenceKind, Run, RunKind};
use crate::count::grouped;

/// The excerpt shown of one difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub pieces: Vec<Piece>,
    note: Note,
}

/// What happened to a field as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Note {
    #[default]
    Changed,
    Added,
    Removed,
    Reordered,
}

/// A part of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// `None` for generated text, which says that something is left out.
    pub kind: Option<RunKind>,
    pub text: String,
}

/// How much may still be shown.
#[derive(Debug)]
pub(super) struct Measure {
    /// For all differences together, in bytes.
    room: usize,
    /// For one of them, in bytes.
    field: usize,
    differences: usize,
    is_cut: bool,
}

/// In bytes: what is shown at first in total and per field, and what a line counts in addition to its text.
const ROOM: usize = 16_000;
const FIELD: usize = 3_000;
const LINE: usize = 40;
const MOST_DIFFERENCES: usize = 150;
/// How many words of unchanged text are shown around a change.
const CONTEXT_WORDS: usize = 9;
/// The same in characters, for text without spaces between words.
const CONTEXT_CHARACTERS: usize = 70;
/// In bytes. Less than this is not left out, because the ellipsis would take as much space.
const LEAST_LEFT_OUT: usize = 40;

impl Measure {
    /// `portions` times what is shown at first.
    pub fn new(portions: usize) -> Measure {
        Measure {
            room: ROOM.saturating_mul(portions),
            field: FIELD.saturating_mul(portions),
            differences: MOST_DIFFERENCES.saturating_mul(portions),
            is_cut: false,
        }
    }

    /// The excerpt of a difference; `None` if there is no room left.
    pub fn take(&mut self, difference: &Difference) -> Option<Excerpt> {
        if self.room == 0 || self.differences == 0 {
            return None;
        }
        self.differences -= 1;
        let mut excerpt = Builder { left: self.field.min(self.room), ..Builder::default() };
        excerpt.difference(&difference.kind);
        self.is_cut |= excerpt.is_cut;
        let used: usize = excerpt.done.pieces.iter().map(|piece| piece.text.len()).sum();
        self.room = self.room.saturating_sub(used + LINE);
        Some(excerpt.done)
    }

    /// Whether something was left out that can be shown on request.
    pub fn is_cut(&self, has_rest: bool) -> bool {
        self.is_cut || has_rest
    }
}

impl Excerpt {
    /// What happened, if the text alone does not say it.
    pub fn note(&self, between: Between) -> &'static str {
        match (self.note, between) {
            (Note::Changed, _) | (Note::Added | Note::Removed | Note::Reordered, Between::Nothing) => "",
            (Note::Added, Between::Times) => "added",
            (Note::Removed, Between::Times) => "removed",
            (Note::Added, Between::Writers) => "only in theirs",
            (Note::Removed, Between::Writers) => "only in yours",
            (Note::Reordered, Between::Times | Between::Writers) => "reordered",
        }
    }

    /// The excerpt for screen readers.
    pub fn spoken(&self, between: Between) -> String {
        let [removed, added] = match between {
            Between::Nothing => ["", ""],
            Between::Times => ["removed: ", "added: "],
            Between::Writers => ["yours: ", "theirs: "],
        };
        let say = |piece: &Piece| {
            let text = piece.text.replace('\n', " ");
            let text = text.trim();
            match piece.kind {
                None | Some(RunKind::Same) => text.to_owned(),
                Some(RunKind::Removed) => format!("{removed}{text}"),
                Some(RunKind::Added) => format!("{added}{text}"),
            }
        };
        let said: Vec<String> = self.pieces.iter().map(say).filter(|said| !said.is_empty()).collect();
        said.join(", ")
    }
}

#[derive(Default)]
struct Builder {
    done: Excerpt,
    /// The bytes that may still be shown.
    left: usize,
    is_cut: bool,
}

impl Builder {
    fn difference(&mut self, kind: &DifferenceKind) {
        match kind {
            DifferenceKind::Changed(runs) => self.runs(runs),
            DifferenceKind::Added(text) => {
                self.done.note = Note::Added;
                self.changed(RunKind::Added, text);
            }
            DifferenceKind::Removed(text) => {
                self.done.note = Note::Removed;
                self.changed(RunKind::Removed, text);
            }
            DifferenceKind::Reordered => {
                self.done.note = Note::Reordered;
                self.push(None, "The order of the items has changed.".to_owned());
            }
        }
    }

    fn runs(&mut self, runs: &[Run]) {
        for (index, run) in runs.iter().enumerate() {
            let rest = runs.len() - index;
            if self.left == 0 {
                self.is_cut = true;
                return self.push(None, more_changes(runs.get(index..).unwrap_or_default()));
            }
            match run.kind {
                RunKind::Same => self.same(&run.text, Neighbours { before: index > 0, after: rest > 1 }),
                RunKind::Removed | RunKind::Added => self.changed(run.kind, &run.text),
            }
        }
    }

    /// Adds the words of unchanged text that are next to a change.
    fn same(&mut self, text: &str, neighbours: Neighbours) {
        let start = if neighbours.before { first_words(text) } else { 0 };
        let end = if neighbours.after { last_words(text) } else { text.len() };
        if end.saturating_sub(start) < LEAST_LEFT_OUT {
            return self.push(Some(RunKind::Same), calm(text));
        }
        if let Some(head) = text.get(..start).filter(|head| !head.is_empty()) {
            self.push(Some(RunKind::Same), format!("{} ", calm(head)));
        }
        self.push(None, "…".to_owned());
        if let Some(tail) = text.get(end..).filter(|tail| !tail.is_empty()) {
            self.push(Some(RunKind::Same), format!(" {}", calm(tail)));
        }
    }

    fn changed(&mut self, kind: RunKind, text: &str) {
        let end = within(text, self.left);
        let shown = text.get(..end).unwrap_or_default();
        if !shown.is_empty() {
            self.push(Some(kind), visible(shown));
        }
        if end < text.len() {
            self.is_cut = true;
            self.left = 0;
            self.push(None, format!(" … {} more", about(shown, text.len())));
        }
    }

    fn push(&mut self, kind: Option<RunKind>, text: String) {
        self.left = self.left.saturating_sub(text.len());
        self.done.pieces.push(Piece { kind, text });
    }
}

/// The number of changes that are left out, in words.
fn more_changes(rest: &[Run]) -> String {
    let changes = rest.split(|run| run.kind == RunKind::Same).filter(|change| !change.is_empty());
    match changes.count() {
        0 => " …".to_owned(),
        1 => " … and 1 more change here".to_owned(),
        count => format!(" … and {} more changes here", grouped(count)),
    }
}

/// On which sides of unchanged text there is a change.
#[derive(Clone, Copy)]
struct Neighbours {
    before: bool,
    after: bool,
}

/// The end of the first words.
fn first_words(text: &str) -> usize {
    let mut context = Context::default();
    let starts = text.grapheme_indices(true).find(|(_, grapheme)| context.is_full_with(grapheme));
    starts.map_or(text.len(), |(at, _)| at)
}

/// The start of the last words.
fn last_words(text: &str) -> usize {
    let mut context = Context::default();
    let ends = text.grapheme_indices(true).rev().find(|(_, grapheme)| context.is_full_with(grapheme));
    ends.map_or(0, |(at, grapheme)| at + grapheme.len())
}

/// The number of words passed so far.
#[derive(Default)]
struct Context {
    words: usize,
    characters: usize,
    is_in_word: bool,
}

impl Context {
    fn is_full_with(&mut self, grapheme: &str) -> bool {
        let is_space = grapheme.chars().all(char::is_whitespace);
        let ends_word = is_space && self.is_in_word;
        self.words += usize::from(ends_word);
        self.is_in_word = !is_space;
        self.characters += 1;
        (ends_word && self.words >= CONTEXT_WORDS) || self.characters > CONTEXT_CHARACTERS
    }
}

/// The end of the last complete character within this number of bytes, or of the last word if that is near.
fn within(text: &str, bytes: usize) -> usize {
    if text.len() <= bytes {
        return text.len();
    }
    let ends = text.grapheme_indices(true).map(|(at, grapheme)| (at + grapheme.len(), grapheme));
    let (mut end, mut word) = (0, 0);
    for (at, grapheme) in ends.take_while(|(at, _)| *at <= bytes) {
        end = at;
        if grapheme.chars().all(char::is_whitespace) {
            word = at - grapheme.len();
        }
    }
    if end - word <= CONTEXT_CHARACTERS && word > 0 { word } else { end }
}

/// The approximate number of words beyond the shown ones, extrapolated from them.
fn about(shown: &str, len: usize) -> String {
    let words = shown.split_whitespace().count().max(1);
    let rest = (len - shown.len()).saturating_mul(words) / shown.len().max(1);
    match rest {
        0 | 1 => "about 1 word".to_owned(),
        2..100 => format!("about {rest} words"),
        _ => format!("about {} words", grouped(rest / 100 * 100)),
    }
}

/// Paragraphs without the blank lines between them.
fn calm(text: &str) -> String {
    let mut calm = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' || !calm.ends_with('\n') {
            calm.push(c);
        }
    }
    calm
}

/// Makes a change visible, even if it is only the end of a paragraph.
fn visible(text: &str) -> String {
    let is_blank = text.chars().all(char::is_whitespace);
    if is_blank && text.contains('\n') { "¶\n".to_owned() } else { calm(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::words;

    fn changed(before: &str, after: &str) -> Difference {
        Difference { place: None, label: "Deck".into(), kind: DifferenceKind::Changed(words(before, after)) }
    }

    fn added(text: &str) -> Difference {
        Difference { place: None, label: "Lede".into(), kind: DifferenceKind::Added(text.into()) }
    }

    #[track_caller]
    fn check(before: &str, after: &str, expected: &str) {
        let excerpt = Measure::new(1).take(&changed(before, after)).unwrap();
        let shown = excerpt.pieces.iter().map(|piece| match piece.kind {
            None => format!("({})", piece.text),
            Some(RunKind::Same) => piece.text.clone(),
            Some(RunKind::Removed) => format!("[-{}-]", piece.text),
            Some(RunKind::Added) => format!("[+{}+]", piece.text),
        });
        assert_eq!(shown.collect::<String>(), expected);
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        check("The ferry is late", "The ferry is early", "The ferry is [-late-][+early+]");
    }

    #[test]
    fn of_what_stayed_the_words_next_to_a_change_are_shown() {
        let long = "one two three four five six seven eight nine ten eleven twelve ".repeat(20);
        check(
            &format!("{long}old {long}"),
            &format!("{long}new {long}"),
            "(…) four five six seven eight nine ten eleven twelve [-old-][+new+] one two three four five six \
             seven eight nine (…)",
        );
    }

    #[test]
    fn what_takes_no_more_room_than_the_sign_for_it_is_not_left_out() {
        let nine = "one two three four five six seven eight nine";
        check(
            &format!("old {nine} x {nine} old"),
            &format!("new {nine} x {nine} new"),
            &format!("[-old-][+new+] {nine} x {nine} [-old-][+new+]"),
        );
    }

    #[test]
    fn a_text_without_spaces_is_cut_between_characters() {
        let family = "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}";
        let long = family.repeat(300);
        let excerpt = Measure::new(1).take(&changed(&format!("{long} a"), &format!("{long} b"))).unwrap();
        let kept = &excerpt.pieces[1].text;
        assert!(kept.ends_with(' ') && kept.trim().len().is_multiple_of(family.len()), "{kept:?}");
        let excerpt = Measure::new(1).take(&added(&long)).unwrap();
        let shown = &excerpt.pieces[0].text;
        assert!(shown.len() <= FIELD && shown.len().is_multiple_of(family.len()), "{}", shown.len());
    }

    #[test]
    fn the_end_of_a_paragraph_is_a_change_that_is_seen() {
        check("One.\n\nTwo.", "One. Two.", "One.[-¶\n-][+ +]Two.");
    }

    #[test]
    fn however_much_differs_only_so_much_is_shown_and_the_rest_is_counted() {
        let long = "word ".repeat(100_000);
        let mut measure = Measure::new(1);
        let excerpt = measure.take(&added(&long)).unwrap();
        let [shown, rest] = excerpt.pieces.as_slice() else { panic!("{}", excerpt.pieces.len()) };
        assert!(shown.text.len() <= FIELD && measure.is_cut(false));
        assert_eq!(rest.text, " … about 99,400 words more");
        let many = vec![added("word"); 5_000];
        let mut measure = Measure::new(1);
        let count = many.iter().map_while(|difference| measure.take(difference)).count();
        assert_eq!(count, MOST_DIFFERENCES);
        let more = Measure::new(4).take(&added(&long)).unwrap();
        assert!(more.pieces[0].text.len() > 3 * FIELD);
    }

    #[test]
    fn it_is_said_what_went_and_what_came() {
        let excerpt = Measure::new(1).take(&changed("The ferry is late", "The ferry is early")).unwrap();
        assert_eq!(excerpt.spoken(Between::Times), "The ferry is, removed: late, added: early");
        assert_eq!(excerpt.spoken(Between::Writers), "The ferry is, yours: late, theirs: early");
    }
}
