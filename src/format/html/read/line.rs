//! A line being read: runs of text, each with the formatting open around it. Formatting may open and close in any
//! order and across blocks; the tree of a line is built at its end.

use std::rc::Rc;

use super::maker::Maker;
use crate::markdown::{self, Inline, Link, Run, tidy};

/// The formatting of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    Emphasis,
    Strong,
    Strikethrough,
    Code,
    Link(Rc<Target>),
}

/// The target of a link, and its title.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub address: String,
    pub title: String,
}

/// Open formatting; `id` distinguishes two of the same kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub kind: MarkKind,
    pub id: usize,
}

struct Leaf {
    marks: Vec<Mark>,
    inline: Inline,
}

/// The current line.
#[derive(Default)]
pub(super) struct Line {
    leaves: Vec<Leaf>,
}

impl Line {
    pub(super) fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    pub(super) fn text(&mut self, text: &str, marks: &[Mark], maker: Maker) {
        let shown = match maker {
            Maker::Copydesk => text.to_owned(),
            Maker::Other => collapsed(text, self.ends_in_space()),
        };
        if shown.is_empty() {
            return;
        }
        if let Some(Leaf { marks: last, inline: Inline::Text(run) }) = self.leaves.last_mut()
            && last.as_slice() == marks
        {
            run.text.push_str(&shown);
        } else {
            self.push(Inline::Text(Run::plain(shown)), marks);
        }
    }

    pub(super) fn push(&mut self, inline: Inline, marks: &[Mark]) {
        self.leaves.push(Leaf { marks: marks.to_vec(), inline });
    }

    /// Removes a break at the end of the line, and the space after it. Returns whether there was one.
    pub(super) fn take_break(&mut self) -> bool {
        let is_space = |leaf: &Leaf| matches!(&leaf.inline, Inline::Text(run) if run.text.trim().is_empty());
        let kept = self.leaves.iter().rposition(|leaf| !is_space(leaf));
        let Some(at) = kept.filter(|at| self.leaves.get(*at).is_some_and(|l| l.inline == Inline::HardBreak))
        else {
            return false;
        };
        self.leaves.truncate(at);
        true
    }

    /// Returns the line's tree, tidied, and empties the line.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        let leaves = std::mem::take(&mut self.leaves);
        let mut content = inlines(&leaves, 0);
        tidy::line(&mut content);
        joined(&mut content);
        content
    }

    /// The last character, if the line ends in text.
    pub(super) fn last_character(&self) -> Option<char> {
        match &self.leaves.last()?.inline {
            Inline::Text(run) | Inline::Code(run) => run.text.chars().next_back(),
            Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => None,
        }
    }

    /// Whether a browser would collapse a space here.
    fn ends_in_space(&self) -> bool {
        let Some(last) = self.leaves.last() else { return true };
        match &last.inline {
            Inline::HardBreak => true,
            Inline::Text(run) => run.text.ends_with(' '),
            Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak => false,
        }
    }
}

fn collapsed(text: &str, mut after_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    const SOFT_HYPHEN: char = '\u{AD}';
    for c in text.chars().filter(|c| *c != SOFT_HYPHEN) {
        let is_space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}');
        if !is_space {
            out.push(c);
        } else if !after_space {
            out.push(' ');
        }
        after_space = is_space;
    }
    out
}

/// Groups leaves with common formatting. The first `depth` levels have been handled.
fn inlines(leaves: &[Leaf], depth: usize) -> Vec<Inline> {
    let mut out = Vec::new();
    for group in leaves.chunk_by(|a, b| mark_at(a, depth).is_some() && mark_at(a, depth) == mark_at(b, depth)) {
        match group.first().and_then(|leaf| mark_at(leaf, depth)) {
            Some(mark) => out.push(marked(&mark.kind, inlines(group, depth + 1))),
            None => out.extend(group.iter().map(|leaf| leaf.inline.clone())),
        }
    }
    out
}

fn mark_at(leaf: &Leaf, depth: usize) -> Option<&Mark> {
    leaf.marks.get(depth)
}

fn marked(kind: &MarkKind, content: Vec<Inline>) -> Inline {
    match kind {
        MarkKind::Emphasis => Inline::Emphasis(content),
        MarkKind::Strong => Inline::Strong(content),
        MarkKind::Strikethrough => Inline::Strikethrough(content),
        MarkKind::Code => Inline::Code(Run::plain(markdown::words(&content))),
        MarkKind::Link(target) => Inline::Link(
            Link { target: target.address.clone(), title: target.title.clone(), content, range: 0..0 }.into(),
        ),
    }
}

/// Merges adjacent text runs.
fn joined(content: &mut Vec<Inline>) {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in std::mem::take(content) {
        if let (Some(Inline::Text(last)), Inline::Text(next)) = (out.last_mut(), &inline) {
            last.text.push_str(&next.text);
            last.range = 0..last.text.len();
        } else {
            out.push(inline);
        }
    }
    *content = out;
}
