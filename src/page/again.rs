//! Composes a long body again after an edit. Only the stretch around the edit is parsed; all other blocks are shared
//! with the previous page. `body` decides what a block shows.
//!
//! Markdown is parsed line by line. After an empty line that closes everything before it, the preceding text no longer
//! matters, except for definitions; a text with definitions is therefore always parsed completely. After the edit, the
//! old result applies again from the first block that starts where a block started before.

use std::sync::Arc;

use super::body::{self, Composed, Levels, Standing};
use super::shown::Shown;
use super::stretch::Stretch;
use crate::diff::differing;
use crate::markdown::scan::LineState;
use crate::markdown::{self, Block, Located};

/// In bytes. Shorter texts are parsed completely, which is fast enough.
const LONG: usize = 8_000;

/// Contained in every definition of a link target or note.
const DEFINITION: &str = "]:";

/// Whether it is worth keeping the stretches of a text, and possible.
pub(super) fn is_worth_it(text: &str) -> bool {
    text.len() >= LONG && !is_whole(text)
}

/// Whether a text must be parsed completely: it has definitions, or line breaks other than line feeds.
fn is_whole(text: &str) -> bool {
    text.contains(DEFINITION) || text.contains('\r')
}

/// The blocks of a text without definitions.
pub(super) fn stretches(text: &str, standing: Standing) -> Vec<Stretch> {
    let mut found = Vec::new();
    push(&mut Scan::new(text, 0), markdown::parse_located(text), &mut Levels::new(standing), &mut found);
    found
}

/// Composes an edited text; `known` is the composed text `before` the edit. `None` if it has to be composed completely.
pub(super) fn compose(known: &Composed, before: &str, after: &str) -> Option<Composed> {
    let old = known.stretches.as_deref()?;
    let (cut, put) = differing(before, after);
    let first = old.iter().rposition(|stretch| stretch.is_free && stretch.line <= cut.start).unwrap_or(0);
    let moved = put.len() as isize - cut.len() as isize;
    let read = read(old, first, after, Edit { end: cut.end, length: before.len(), moved })?;
    let mut stretches = old.get(..first)?.to_vec();
    let mut levels = Levels::new(known.standing);
    replay(&mut levels, &stretches);
    let mut old_levels = levels.clone();
    let mut scan = Scan::new(after, read.from);
    push(&mut scan, read.located, &mut levels, &mut stretches);
    replay(&mut old_levels, old.get(first..read.rest)?);
    let rest = old.get(read.rest..)?;
    // The level of a heading depends on those before it. If they have changed, every heading below the edit may have,
    // and so may its content.
    if levels != old_levels && rest.iter().any(|stretch| stretch.level.is_some()) {
        return None;
    }
    for (index, stretch) in rest.iter().enumerate() {
        let mut stretch = stretch.moved(moved)?;
        if index == 0 {
            stretch.is_free = scan.is_free(stretch.line, stretches.last());
        }
        stretches.push(stretch);
    }
    Some(body::of_stretches(known.place.clone(), known.standing, stretches))
}

/// The end of the difference in the old text, the old length, and by how much the new text is longer.
#[derive(Clone, Copy)]
struct Edit {
    end: usize,
    length: usize,
    moved: isize,
}

/// The result of parsing: the blocks relative to its start, and the index of the first old stretch that is unchanged.
struct Read {
    from: usize,
    located: Vec<Located>,
    rest: usize,
}

/// Parses from a stretch to the first block after the edit that is unchanged. If there is none, the range is extended
/// and parsed again.
fn read(old: &[Stretch], first: usize, after: &str, edit: Edit) -> Option<Read> {
    let from = if first == 0 { 0 } else { old.get(first)?.line };
    let mut nearest = first + 1;
    loop {
        let is_behind = |next: &Stretch| next.is_free && next.line >= edit.end;
        let rest = old.iter().skip(nearest).position(is_behind).map_or(old.len(), |at| nearest + at);
        let end = old.iter().skip(rest + 1).find(|next| next.is_free).map_or(edit.length, |next| next.line);
        let text = after.get(from..end.checked_add_signed(edit.moved)?)?;
        if is_whole(text) {
            return None;
        }
        let mut located = markdown::parse_located(text);
        let Some(next) = old.get(rest) else { return Some(Read { from, located, rest }) };
        let start = next.start.checked_add_signed(edit.moved)?.checked_sub(from)?;
        if let Some(met) = located.iter().position(|located| located.range.start == start) {
            located.truncate(met);
            return Some(Read { from, located, rest });
        }
        // An open fence can extend to the end. Tripling the range keeps the total work linear in the length of the
        // text.
        nearest = rest + (rest - first) * 3;
    }
}

/// Scans a text line by line, from a line where parsing can start.
struct Scan<'a> {
    text: &'a str,
    from: usize,
    /// The next line.
    line: usize,
    before: LineState,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, from: usize) -> Scan<'a> {
        Scan { text, from, line: from, before: LineState::default() }
    }

    /// Whether nothing before a line can affect it, and the last block starts in a line above it.
    fn is_free(&mut self, line: usize, last: Option<&Stretch>) -> bool {
        let lines = self.text.get(self.line..line).unwrap_or_default();
        self.before = lines.split_inclusive('\n').fold(self.before, LineState::after);
        self.line = self.line.max(line);
        self.before.is_closed() && last.is_none_or(|last| last.start < line)
    }
}

/// Adds blocks that were parsed from the start of a scan.
fn push(scan: &mut Scan<'_>, located: Vec<Located>, levels: &mut Levels, found: &mut Vec<Stretch>) {
    for Located { block, range } in located {
        let start = scan.from + range.start;
        let line = scan.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let is_free = scan.is_free(line, found.last());
        let written = if let Block::Heading { level, .. } = &block { Some(*level) } else { None };
        let shown = body::top(block, levels, &mut Vec::new());
        let level = written.filter(|_| shown.is_some());
        let shown = shown.map(|block| Shown { block: Arc::new(block), moved: scan.from as isize });
        found.push(Stretch { start, line, is_free, level, shown });
    }
}

fn replay(levels: &mut Levels, stretches: &[Stretch]) {
    stretches.iter().filter_map(|stretch| stretch.level).for_each(|level| levels.open(level));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Place;
    use crate::page::Part;

    /// Composes a text like a long one, however short it is.
    fn first(text: &str, standing: Standing) -> Composed {
        if is_whole(text) {
            return body::compose(Place::Lede, text, standing);
        }
        body::of_stretches(Place::Lede, standing, stretches(text, standing))
    }

    /// Everything that is shown, with its source bytes.
    fn said(composed: &Composed) -> Vec<String> {
        let shown = |shown: &Shown| {
            let mut block = Block::clone(shown);
            markdown::move_by(&mut block, shown.moved);
            format!("{block:?}")
        };
        let part = |part: &Part| match part {
            Part::Body(body) => body.blocks.iter().map(shown).collect::<Vec<_>>().join("\n"),
            other => format!("{other:?}"),
        };
        composed.parts.iter().map(part).collect()
    }

    /// Checks that each text, composed from the previous ones, equals the text composed completely.
    #[track_caller]
    fn check(texts: &[String], standing: Standing) {
        let mut known = first(&texts[0], standing);
        for pair in texts.windows(2) {
            let (before, after) = (&pair[0], &pair[1]);
            let whole = body::compose(Place::Lede, after, standing);
            let again = compose(&known, before, after);
            known = again.unwrap_or_else(|| first(after, standing));
            assert_eq!(said(&known), said(&whole), "{before:?}\n{after:?}");
        }
    }

    #[test]
    fn only_the_stretch_of_the_edit_is_parsed() {
        let before = "One.\n\n- two\n\nThree *four*.\n\n> five\n\n## Six\n\nSeven.\n\nEight.";
        let after = before.replace("Seven", "Sevens");
        let known = first(before, Standing::Section);
        let again = compose(&known, before, &after).unwrap();
        let blocks = |composed: &Composed| {
            let stretches = composed.stretches.iter().flat_map(|stretches| stretches.iter());
            stretches.filter_map(|stretch| stretch.shown.clone()).collect::<Vec<_>>()
        };
        let (known, again) = (blocks(&known), blocks(&again));
        let is_shared: Vec<bool> =
            known.iter().zip(&again).map(|(a, b)| Arc::ptr_eq(&a.block, &b.block)).collect();
        assert_eq!(is_shared, [true, true, true, true, true, false, true]);
    }

    const ARTICLES: [&str; 5] = [
        include_str!("../../tests/articles/every-construct/expected.md"),
        include_str!("../../tests/articles/hostile/expected.md"),
        include_str!("../../tests/articles/right-to-left/expected.md"),
        include_str!("../../tests/articles/the-form/expected.md"),
        include_str!("../../tests/articles/without-headings/expected.md"),
    ];

    #[test]
    fn every_article_is_composed_again_as_it_would_be_whole() {
        for article in ARTICLES {
            let text = article.replace(DEFINITION, "] :");
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            for put in ["a", "\n\n", "- ", "```\n"] {
                let with = |at: &usize| [text.clone(), [&text[..*at], put, &text[*at..]].concat()];
                check(&ends.iter().step_by(29).flat_map(with).collect::<Vec<_>>(), Standing::Section);
            }
        }
    }

    const PIECES: &[&str] = &[
        "word",
        "words go on",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "\n\n",
        "\r\n\r\n",
        " \t\n",
        "- item",
        "* other",
        "1. first",
        "2) x",
        "    code",
        "\t- deep",
        "  more",
        "```",
        "~~~\n",
        "<!-- note",
        "-->",
        "<div>",
        "</div>",
        "<b>",
        "<?",
        "> said",
        "> - a",
        "> ```",
        "# One",
        "## Two",
        "### Three",
        "#### Four",
        "===",
        "---",
        "***",
        "| a | b |\n",
        "|---|---|\n",
        "*em*",
        "**",
        "`",
        "[^key]",
        "[x][x]",
        "[a](https://example.org)",
        "\\",
        "é",
        "- [ ] task",
        "[",
        "]",
        ":",
        "&amp;",
        "![p](p.png)",
        "<script>",
        "</script>",
        "\r",
        "\u{a0}\n",
        "<![CDATA[",
        "<!X",
    ];

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(PIECES), 0..16).prop_map(|pieces| pieces.concat())
    }

    /// A text after each of several edits.
    fn edits() -> impl Strategy<Value = Vec<String>> {
        let edit =
            (any::<prop::sample::Index>(), 0..6_usize, prop::collection::vec(prop::sample::select(PIECES), 0..3));
        (text(), prop::collection::vec(edit, 1..8)).prop_map(|(text, edits)| {
            let mut texts = vec![text];
            for (at, length, put) in edits {
                let mut chars: Vec<char> = texts.last().unwrap().chars().collect();
                let at = at.index(chars.len() + 1);
                // Edits at the start of a line have the largest effects.
                let line = chars[..at].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
                let at = if length % 2 == 0 { line } else { at };
                let end = (at + length).min(chars.len());
                chars.splice(at..end, put.concat().chars());
                texts.push(chars.into_iter().collect());
            }
            texts
        })
    }

    proptest! {
        #[test]
        fn an_edited_text_is_composed_as_it_would_be_whole(texts in edits()) {
            check(&texts, Standing::Section);
            check(&texts, Standing::Lede);
        }
    }
}
