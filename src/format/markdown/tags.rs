//! Takes raw HTML apart as far as needed to tell whether it is well formed: comments, tags, and what is between them.

use std::collections::{HashMap, HashSet};

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    /// The text of a comment.
    Comment(&'a str),
    /// A complete element whose source is not shown: a script, an embedded player.
    Embedded(&'a str),
    Tag(Tag<'a>),
}

/// A tag as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub raw: &'a str,
    /// In lower case.
    pub name: String,
    pub kind: TagKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    Start,
    End,
    /// A tag without a counterpart.
    Alone,
}

/// Elements whose source is not shown.
const EMBEDDED: [&str; 13] = [
    "script", "style", "template", "noscript", "svg", "iframe", "object", "video", "audio", "canvas", "select",
    "datalist", "embed",
];

/// Elements with optional end tags.
const OPEN_ENDED: [&str; 12] =
    ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption"];

/// In characters. Longer tags are text.
const TAG_LIMIT: usize = 4096;

/// Splits raw HTML into pieces, which together are all of it.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut unended = HashSet::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(next) = html.get(at..).and_then(|rest| rest.find('<')) {
        at += next;
        let rest = html.get(at..).unwrap_or_default();
        let Some((token, length)) = token(rest, &mut unended) else {
            at += 1;
            continue;
        };
        push_text(&mut tokens, html.get(done..at));
        tokens.push(token);
        at += length;
        done = at;
    }
    push_text(&mut tokens, html.get(done..));
    tokens
}

fn push_text<'a>(tokens: &mut Vec<Token<'a>>, text: Option<&'a str>) {
    tokens.extend(text.filter(|text| !text.is_empty()).map(Token::Text));
}

/// The tag or comment at the start of a text, and its length. `unended` are those known not to end in the rest of the
/// text.
fn token<'a>(text: &'a str, unended: &mut HashSet<String>) -> Option<(Token<'a>, usize)> {
    if let Some(rest) = text.strip_prefix("<!--") {
        let end = find_once("--", unended, || rest.find("-->"))?;
        return Some((Token::Comment(rest.get(..end)?), end + 7));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        let end = near(text).find('>')? + 1;
        return Some((Token::Embedded(text.get(..end)?), end));
    }
    let tag = tag(text)?;
    let length = tag.raw.len();
    if tag.kind == TagKind::End || !EMBEDDED.contains(&tag.name.as_str()) {
        return Some((Token::Tag(tag), length));
    }
    if tag.name == "embed" || tag.kind == TagKind::Alone {
        return Some((Token::Embedded(tag.raw), length));
    }
    match find_once(&tag.name, unended, || end_of(text, &tag.name)) {
        Some(end) => Some((Token::Embedded(text.get(..end)?), end)),
        None => Some((Token::Tag(tag), length)),
    }
}

/// Whether a tag belongs to an element whose source is not shown.
pub(super) fn is_embedded(tag: &Tag<'_>) -> bool {
    EMBEDDED.contains(&tag.name.as_str())
}

/// Searches for an end, unless it is known that there is none.
fn find_once(name: &str, unended: &mut HashSet<String>, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
    if unended.contains(name) {
        return None;
    }
    let found = find();
    if found.is_none() {
        unended.insert(name.to_owned());
    }
    found
}

/// The part of a text that a tag can span.
fn near(text: &str) -> &str {
    text.char_indices().nth(TAG_LIMIT).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// The position after the first end tag of this name.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let is_end = |at: &usize| {
        let named = text.get(at + 2..at + 2 + name.len());
        named.is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    let at = text.match_indices("</").map(|(at, _)| at).find(is_end)?;
    Some(at + text.get(at..)?.find('>')? + 1)
}

fn tag(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let (is_end, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name: String = inner.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let end = end_of_tag(text)?;
    let raw = text.get(..end)?;
    let is_void = matches!(
        name.to_ascii_lowercase().as_str(),
        "br" | "img" | "hr" | "wbr" | "input" | "source" | "track" | "col"
    );
    let kind = match is_end {
        true => TagKind::End,
        false if is_void || raw.ends_with("/>") => TagKind::Alone,
        false => TagKind::Start,
    };
    Some(Tag { raw, name: name.to_ascii_lowercase(), kind })
}

fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in near(text).char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

/// Whether text contains the start of an unfinished tag.
pub(super) fn is_torn(token: &Token<'_>) -> bool {
    let Token::Text(text) = token else { return false };
    let next = |at: usize| text.as_bytes().get(at + 1).copied().unwrap_or(b' ');
    text.match_indices('<').any(|(at, _)| next(at).is_ascii_alphabetic() || b"/!?".contains(&next(at)))
}

/// Which pieces of adjacent raw HTML are well-formed.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// Those that are not.
    pub broken: HashSet<usize>,
    /// From the piece that opens an element to the one that closes it.
    pub spans: Vec<(usize, usize)>,
}

/// Matches the tags of adjacent pieces, each with the number of its piece. `broken` are the pieces already known to be
/// malformed.
pub(super) fn forms<'a>(tags: impl Iterator<Item = (usize, &'a Tag<'a>)>, broken: HashSet<usize>) -> Forms {
    let mut forms = Forms { broken, spans: Vec::new() };
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (piece, tag) in tags {
        match tag.kind {
            _ if is_embedded(tag) => _ = forms.broken.insert(piece),
            TagKind::Alone if may_stand_alone(&tag.name) => {}
            TagKind::Alone => _ = forms.broken.insert(piece),
            TagKind::Start => open.push((piece, &tag.name)),
            TagKind::End => {
                let kept = open.iter().rposition(|(_, name)| *name == tag.name || !OPEN_ENDED.contains(name));
                match kept
                    .and_then(|at| open.get(at).copied().filter(|(_, name)| *name == tag.name).map(|o| (at, o)))
                {
                    Some((at, (start, _))) => {
                        forms.spans.push((start, piece));
                        // What was left open in it ends with it.
                        forms.spans.extend(open.drain(at..).skip(1).map(|(inner, _)| (inner, piece)));
                    }
                    None => {
                        _ = forms.broken.insert(piece);
                        open.truncate(kept.map_or(0, |at| at + 1));
                    }
                }
            }
        }
    }
    let never_closed = open.iter().filter(|(_, name)| !OPEN_ENDED.contains(name));
    forms.broken.extend(never_closed.map(|(piece, _)| *piece));
    forms.spread();
    forms
}

/// Tags that are complete on their own: elements without content, and anchors.
fn may_stand_alone(name: &str) -> bool {
    matches!(name, "br" | "img" | "hr" | "wbr" | "source" | "track" | "col")
}

impl Forms {
    /// Extends brokenness to pieces that a broken piece opens or closes.
    fn spread(&mut self) {
        let mut joined: HashMap<usize, Vec<usize>> = HashMap::new();
        for (start, end) in &self.spans {
            joined.entry(*start).or_default().push(*end);
            joined.entry(*end).or_default().push(*start);
        }
        let mut next: Vec<usize> = self.broken.iter().copied().collect();
        while let Some(piece) = next.pop() {
            let reached = joined.remove(&piece).unwrap_or_default();
            next.extend(reached.into_iter().filter(|other| self.broken.insert(*other)));
        }
        let broken = &self.broken;
        self.spans.retain(|(start, _)| !broken.contains(start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pieces: &[&str], broken: &[usize]) {
        let tokens: Vec<Vec<Token<'_>>> = pieces.iter().map(|piece| tokens(piece)).collect();
        let tags = tokens.iter().enumerate().flat_map(|(piece, tokens)| {
            tokens
                .iter()
                .filter_map(move |token| if let Token::Tag(tag) = token { Some((piece, tag)) } else { None })
        });
        let torn =
            tokens.iter().enumerate().filter(|(_, tokens)| tokens.iter().any(is_torn)).map(|(piece, _)| piece);
        let mut found: Vec<usize> = forms(tags, torn.collect()).broken.into_iter().collect();
        found.sort_unstable();
        assert_eq!(found, broken, "{pieces:?}");
    }

    #[test]
    fn elements_that_end_are_well_formed() {
        check(&["<div>", "<p>a<p>b", "</div>"], &[]);
        check(&["<table><tr><td>a<td>b</table>"], &[]);
        check(&["<img src='a>b'><br/>", "a < b"], &[]);
        check(&["<figure>", "</figure>", "<hr>"], &[]);
    }

    #[test]
    fn those_that_do_not_are_broken_and_so_is_what_crosses_them() {
        check(&["<div>", "x"], &[0]);
        check(&["</div>"], &[0]);
        check(&["<b>", "<i></b>", "</i>"], &[0, 1, 2]);
        check(&["<div>", "<b>", "</div>"], &[0, 1, 2]);
        check(&["<script>", "<div></div>"], &[0]);
        check(&["<div id='x'\n*a*"], &[0]);
        check(&["<div>", "<b\n</div>", "</div>"], &[0, 1, 2]);
    }

    #[test]
    fn pieces_are_the_whole() {
        for html in
            ["a<!-- b --><i c='>'>d</i", "<script>if (a < b) </script>", "<", "<!--", "<!doctype html>", "a < b>"]
        {
            let together: String = tokens(html)
                .iter()
                .map(|token| match token {
                    Token::Text(text) | Token::Embedded(text) => (*text).to_owned(),
                    Token::Comment(words) => format!("<!--{words}-->"),
                    Token::Tag(tag) => tag.raw.to_owned(),
                })
                .collect();
            assert_eq!(together, html);
        }
    }
}
