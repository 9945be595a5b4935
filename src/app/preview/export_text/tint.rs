//! Colours a line of source: markup is quieter than text.

use std::ops::Range;

use egui::text::LayoutJob;

use crate::app::theme::{self, Tokens};
use crate::format::Format;

/// The layout job of a line.
pub(super) fn job(line: &str, format: Option<Format>, width: f32, colours: &Tokens) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let quiet = match format {
        Some(Format::HtmlPage | Format::HtmlFragment) => tags(line),
        Some(Format::Markdown | Format::MarkdownWithFrontMatter) => marks(line),
        Some(Format::Text) | None => Vec::new(),
    };
    let mut end = 0;
    for range in quiet {
        push(&mut job, line, end..range.start, theme::CODE.format(colours.ink));
        end = range.end;
        push(&mut job, line, range, theme::CODE.format(colours.quiet));
    }
    push(&mut job, line, end..line.len(), theme::CODE.format(colours.ink));
    job
}

fn push(job: &mut LayoutJob, line: &str, range: Range<usize>, format: egui::TextFormat) {
    if let Some(text) = line.get(range).filter(|text| !text.is_empty()) {
        job.append(text, 0.0, format);
    }
}

/// Tags and entities. A tag that continues on the next line is quiet up to the end of this one.
fn tags(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = line.get(from..).and_then(|rest| rest.find('<')) {
        let start = from + start;
        let rest = line.get(start..).unwrap_or_default();
        from = rest.find('>').map_or(line.len(), |end| start + end + 1);
        found.push(start..from);
    }
    found
}

/// Block markers, emphasis and link targets.
fn marks(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let indent = line.len() - line.trim_start().len();
    let opening = line.trim_start().find(|c: char| !matches!(c, '#' | '>' | '-' | '+' | '|' | ' '));
    let opening = indent + opening.unwrap_or(line.len() - indent);
    if opening > indent {
        found.push(indent..opening);
    }
    let bytes = line.as_bytes();
    let mut at = opening;
    while let Some(byte) = bytes.get(at) {
        let end = match byte {
            b'\\' => (at + 2).min(line.len()),
            b']' if bytes.get(at + 1) == Some(&b'(') => closing(line, at),
            b'*' | b'_' | b'`' | b'[' | b']' | b'~' => at + 1,
            _ => at,
        };
        if end > at && line.is_char_boundary(end) {
            match found.last_mut() {
                Some(last) if last.end == at => last.end = end,
                _ => found.push(at..end),
            }
        }
        at = end.max(at + 1);
    }
    found
}

/// The end of the address that starts at `](`.
fn closing(line: &str, at: usize) -> usize {
    line.get(at..).and_then(|rest| rest.find(')')).map_or(at + 1, |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, format: Format, quiet: &[&str]) {
        let job = job(line, Some(format), 500.0, &theme::LIGHT);
        assert_eq!(job.text, line);
        let is_quiet = |section: &&egui::text::LayoutSection| section.format.color == theme::LIGHT.quiet;
        let texts = job.sections.iter().filter(is_quiet);
        let texts: Vec<&str> = texts.map(|s| &line[s.byte_range.start.0..s.byte_range.end.0]).collect();
        assert_eq!(texts, quiet);
    }

    #[test]
    fn marks_are_quieter_than_words() {
        check("<p>One <em>two</em>", Format::HtmlPage, &["<p>", "<em>", "</em>"]);
        check("<a href", Format::HtmlFragment, &["<a href"]);
        check("## A **b** [c](https://d)", Format::Markdown, &["## ", "**", "**", "[", "](https://d)"]);
        check("- é \\é", Format::Markdown, &["- "]);
        check("<p>", Format::Text, &[]);
        check("", Format::Markdown, &[]);
    }
}
