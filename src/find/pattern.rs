//! What matches a query in one text, and the replacement for a match.

use std::cell::OnceCell;
use std::ops::Range;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use regex::{Captures, Regex, RegexBuilder};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::effort::Effort;
use super::query::{BadPattern, Case, Extent, Kind, Query};
use crate::article::Place;

/// The size limit of a compiled pattern, in bytes.
const SIZE_LIMIT: usize = 1 << 20;

/// A compiled query.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    regex: Regex,
    kind: Kind,
    extent: Extent,
    reach: Reach,
}

/// What a match may span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Line,
    Text,
}

impl Pattern {
    pub(super) fn new(query: &Query) -> Result<Pattern, BadPattern> {
        let (source, reach) = match query.kind {
            Kind::Words => (literal(&query.pattern), Reach::Text),
            Kind::Regex if query.pattern.contains(r"\n") => (query.pattern.clone(), Reach::Text),
            // Line by line, so that a pattern with a long look-ahead stops at the end of a line.
            Kind::Regex => (query.pattern.clone(), Reach::Line),
        };
        let regex = RegexBuilder::new(&source)
            .case_insensitive(query.case == Case::Ignored)
            .multi_line(true)
            .size_limit(SIZE_LIMIT)
            .build()
            .map_err(|error| bad(&error))?;
        Ok(Pattern { regex, kind: query.kind, extent: query.extent, reach })
    }

    /// The first matches in the text at a place, in order; at most `most`, and within the effort.
    pub(super) fn ranges(&self, place: &Place, text: &str, most: usize, effort: &mut Effort) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        match self.reach {
            Reach::Text => self.collect(text, 0, most, effort, &mut ranges),
            Reach::Line => {
                let mut start = 0;
                for line in text.split('\n') {
                    self.collect(line, start, most, effort, &mut ranges);
                    start += line.len() + 1;
                }
            }
        }
        if matches!(place, Place::Byline | Place::Tags) {
            // A match may not span several items of a list.
            ranges.retain(|range| text.get(range.clone()).is_some_and(|found| !found.contains('\n')));
        }
        ranges
    }

    fn collect(&self, text: &str, start: usize, most: usize, effort: &mut Effort, ranges: &mut Vec<Range<usize>>) {
        let edges = Edges { text, words: OnceCell::new(), extent: self.extent };
        let mut at = 0;
        while ranges.len() < most && effort.is_left() {
            let found = self.regex.find_at(text, at);
            effort.spend(self.cost(text, at, found.map(|found| found.end())));
            let Some(found) = found else { return };
            if !found.is_empty() && edges.are_at(found.start()) && edges.are_at(found.end()) {
                ranges.push(start + found.start()..start + found.end());
                at = found.end();
            } else if let Some(next) = text.get(found.start()..).and_then(|rest| rest.chars().next()) {
                at = found.start() + next.len_utf8();
            } else {
                return;
            }
        }
    }

    /// The cost of a look from a byte on: plain text is examined once, a regular expression may look to the end.
    fn cost(&self, text: &str, from: usize, found_to: Option<usize>) -> usize {
        let to = match self.kind {
            Kind::Words => found_to.unwrap_or(text.len()),
            Kind::Regex => text.len(),
        };
        to.saturating_sub(from)
    }

    /// The replacement of a match. Only a regular expression can refer to groups.
    pub(super) fn replacement(&self, text: &str, range: &Range<usize>, with: &str, effort: &mut Effort) -> String {
        let line = match self.reach {
            Reach::Text => 0..text.len(),
            Reach::Line => line_at(text, range.start),
        };
        let captures = match self.kind {
            Kind::Words => None,
            Kind::Regex => {
                effort.spend(line.end.saturating_sub(range.start));
                let inner = text.get(line.clone());
                inner.and_then(|inner| self.regex.captures_at(inner, range.start.saturating_sub(line.start)))
            }
        };
        captures.map_or_else(|| with.to_owned(), |captures| expand(with, &captures))
    }
}

fn line_at(text: &str, byte: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(byte).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    start..byte + after.find('\n').unwrap_or(after.len())
}

/// `$1`, `${1}`, `${name}` and `$$`; `\n`, `\r\n` and `\r` for a line break, `\t`, `\\` and `\$`. Any other dollar or
/// backslash is literal.
fn expand(with: &str, captures: &Captures<'_>) -> String {
    let mut out = String::new();
    let mut rest = with;
    while let Some((before, sign, after)) = split_at_sign(rest) {
        out.push_str(before);
        let meant = if sign == "\\" { escaped(after) } else { None };
        rest = match (meant, reference(after)) {
            (Some((meant, after)), _) => {
                out.push_str(meant);
                after
            }
            (None, Some((name, after))) if sign == "$" => {
                let index = name.parse().ok();
                let group = index.map_or_else(|| captures.name(name), |index| captures.get(index));
                out.push_str(group.map_or("", |group| group.as_str()));
                after
            }
            (None, _) => {
                out.push_str(sign);
                if sign == "$" { after.strip_prefix('$').unwrap_or(after) } else { after }
            }
        };
    }
    out.push_str(rest);
    out
}

/// The text before the first dollar or backslash, that character, and the text after it.
fn split_at_sign(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_at_checked(text.find(['$', '\\'])?)?;
    let (sign, after) = rest.split_at_checked(1)?;
    Some((before, sign, after))
}

/// The meaning of an escape sequence, and the rest.
fn escaped(after: &str) -> Option<(&'static str, &str)> {
    const MEANT: [(&str, &str); 6] =
        [("r\\n", "\n"), ("n", "\n"), ("r", "\n"), ("t", "\t"), ("\\", "\\"), ("$", "$")];
    MEANT.into_iter().find_map(|(written, meant)| after.strip_prefix(written).map(|rest| (meant, rest)))
}

/// The group name after a dollar, and the rest.
fn reference(after: &str) -> Option<(&str, &str)> {
    if let Some(inner) = after.strip_prefix('{') {
        return inner.split_once('}').filter(|(name, _)| !name.is_empty());
    }
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    after.split_at_checked(digits).filter(|(name, _)| !name.is_empty())
}

/// A pattern that matches this text literally.
fn literal(words: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfc();
    let decomposed = DecomposingNormalizerBorrowed::new_nfd();
    let mut out = String::new();
    for cluster in words.graphemes(true) {
        match cluster {
            "'" => out.push_str("['’‘]"),
            "\"" => out.push_str("[\"“”]"),
            " " => out.push_str("[ \u{A0}\u{202F}]"),
            cluster => {
                let forms =
                    [cluster, &composed.normalize(cluster), &decomposed.normalize(cluster)].map(regex::escape);
                let [typed, one, parts] = &forms;
                match one == parts && typed == one {
                    true => out.push_str(typed),
                    false => out.push_str(&format!("(?:{typed}|{one}|{parts})")),
                }
            }
        }
    }
    out
}

fn bad(error: &regex::Error) -> BadPattern {
    let words = match error {
        regex::Error::Syntax(long) => long.rsplit("error: ").next().unwrap_or(long).trim().to_owned(),
        regex::Error::CompiledTooBig(_) => "it is too complex".to_owned(),
        other => other.to_string(),
    };
    BadPattern { words }
}

/// Where matches may start and end in a text.
struct Edges<'a> {
    text: &'a str,
    /// Word boundaries, computed on demand.
    words: OnceCell<Vec<usize>>,
    extent: Extent,
}

impl Edges<'_> {
    fn are_at(&self, byte: usize) -> bool {
        match self.extent {
            Extent::Anywhere => self.is_between_characters(byte),
            Extent::WholeWords => self.is_edge_of_word(byte),
        }
    }

    fn is_between_characters(&self, byte: usize) -> bool {
        let neighbours =
            (byte.checked_sub(1).and_then(|at| self.text.as_bytes().get(at)), self.text.as_bytes().get(byte));
        match neighbours {
            (None, _) | (_, None) => true,
            (Some(before), Some(after)) if before.is_ascii() && after.is_ascii() => *before != b'\r',
            _ => GraphemeCursor::new(byte, self.text.len(), true).is_boundary(self.text, 0).unwrap_or(false),
        }
    }

    fn is_edge_of_word(&self, byte: usize) -> bool {
        let words = self.words.get_or_init(|| {
            // Emphasis markers are next to words, but not part of them.
            let text = self.text.replace('_', " ");
            text.split_word_bound_indices().map(|(at, _)| at).collect()
        });
        byte == self.text.len() || words.binary_search(&byte).is_ok()
    }
}
