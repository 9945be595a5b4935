//! The content of lines: words, line breaks, raw HTML and references to notes.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::open::{Builder, Frame};
use super::tag::Kind;
use crate::markdown::tree::{Block, Inline, Run};

impl<'a> Builder<'a> {
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        match self.stack.last_mut() {
            Some(frame) if matches!(frame.kind, Kind::Code { .. } | Kind::Html) => push_lines(frame, text, range),
            _ => self.words(text, range),
        }
    }

    /// Adds text to the line. Text that continues the previous run is joined with it.
    fn words(&mut self, words: &str, range: Range<usize>) {
        let is_verbatim = self.text.get(range.clone()) == Some(words);
        let Some(frame) = self.stack.last_mut() else { return };
        let was_verbatim = std::mem::replace(&mut frame.ends_verbatim, is_verbatim);
        if let Some(Inline::Text(last)) = frame.inlines.last_mut()
            && was_verbatim
            && is_verbatim
            && last.range.end == range.start
        {
            last.text.push_str(words);
            last.range.end = range.end;
        } else {
            self.push(Inline::Text(Run { text: words.into(), range }))
        }
    }

    pub(super) fn html(&mut self, html: &str, range: Range<usize>) {
        if matches!(self.stack.last().map(|f| &f.kind), Some(Kind::Html)) {
            return self.text(html, range);
        }
        let mut at = range.start;
        for (index, line) in html.split('\n').enumerate() {
            if index > 0 {
                self.line_break(Inline::SoftBreak, at..at);
            }
            let shown = if index > 0 { line.trim() } else { line.trim_end_matches('\r') };
            let indent = if index > 0 { line.len() - line.trim_start().len() } else { 0 };
            if !shown.is_empty() {
                let start = (at + indent).min(range.end);
                self.words(shown, start..(start + shown.len()).min(range.end));
            }
            at = (at + line.len() + 1).min(range.end);
        }
    }

    pub(super) fn push_html(&mut self, lines: Vec<Run>, range: Range<usize>) {
        for paragraph in lines.split(|line| line.text.trim().is_empty()) {
            let mut inlines = Vec::new();
            for line in paragraph {
                if !inlines.is_empty() {
                    inlines.push(Inline::SoftBreak);
                }
                let indent = line.text.len() - line.text.trim_start().len();
                let shown = line.text.trim();
                let start = (line.range.start + indent).min(line.range.end);
                inlines.push(Inline::Text(Run {
                    text: shown.into(),
                    range: start..(start + shown.len()).min(line.range.end),
                }));
            }
            if !inlines.is_empty() {
                self.mark_loose();
                self.push_block(Block::Paragraph(inlines), range.clone());
            }
        }
    }

    pub(super) fn note_ref(&mut self, label: CowStr<'a>, range: Range<usize>) {
        if self.within().link {
            return self.words(self.written(&range), range);
        }
        self.push(Inline::NoteRef { label: (&*label).into(), range });
    }

    pub(super) fn line_break(&mut self, inline: Inline, range: Range<usize>) {
        if self.within().one_line {
            self.words(" ", range);
        } else {
            self.push(inline);
        }
    }

    /// The range of a code span without its markers.
    pub(super) fn inner(&self, code: &str, range: Range<usize>) -> Range<usize> {
        let written = self.written(&range);
        match written.find(code) {
            Some(at) if !code.is_empty() => range.start + at..range.start + at + code.len(),
            _ => range,
        }
    }
}

/// Lines with a hard break after each.
pub(super) fn broken(lines: Vec<Run>) -> Vec<Inline> {
    let mut content = Vec::with_capacity(2 * lines.len());
    for line in lines {
        if !content.is_empty() {
            content.push(Inline::HardBreak);
        }
        content.push(Inline::Text(line));
    }
    content
}

/// Lines joined into a single one.
pub(super) fn in_one_line(lines: Vec<Run>) -> Vec<Inline> {
    let space = |line: &Run| Inline::Text(Run { text: " ".into(), range: line.range.start..line.range.start });
    lines.into_iter().flat_map(|line| [space(&line), Inline::Text(line)]).collect()
}

pub(super) fn ended_line(mut line: Run) -> Run {
    line.text.push('\n');
    line
}

/// Divides text from the parser into lines; a piece without a line break continues the previous line.
fn push_lines(frame: &mut Frame, text: &str, range: Range<usize>) {
    let mut at = range.start;
    for line in text.split_inclusive('\n') {
        let end = (at + line.len()).min(range.end);
        match frame.lines.last_mut() {
            Some(last) if !last.text.ends_with('\n') => {
                last.text.push_str(line);
                last.range.end = end;
            }
            _ => frame.lines.push(Run { text: line.into(), range: at..end }),
        }
        at = end;
    }
}

/// Makes the last line of code end with a line break like the others, even at the end of the text.
pub(super) fn ended(mut lines: Vec<Run>) -> Vec<Run> {
    if let Some(last) = lines.last_mut().filter(|line| !line.text.ends_with('\n')) {
        last.text.push('\n');
    }
    lines
}
