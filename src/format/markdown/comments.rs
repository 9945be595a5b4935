//! Comments, for which Markdown has no syntax, converted to HTML comments: `[//]: # (words)`, `[comment]: <> (words)`,
//! and a paragraph between `%%` and `%%`. An unclosed comment hides nothing and is text.

use std::borrow::Cow;

use crate::markdown::{Raw, leaves, raw_html};

/// How often a text is searched for unclosed comments, because one may contain another.
const ROUNDS: usize = 4;

/// A text with each of its comments as an HTML comment.
pub(super) fn as_html(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..ROUNDS {
        let unclosed: Vec<usize> = raw_html(&text).iter().filter_map(|raw| unclosed(&text, raw)).collect();
        if unclosed.is_empty() {
            break;
        }
        let mut words = text.into_owned();
        unclosed.iter().rev().for_each(|at| words.insert(*at, '\\'));
        text = Cow::Owned(words);
    }
    match definitions(&text) {
        Some(changed) => Cow::Owned(changed),
        None => text,
    }
}

/// The start of a comment that a block of raw HTML opens and does not close.
fn unclosed(text: &str, raw: &Raw) -> Option<usize> {
    let is_open = raw.is_block && open_comment(&raw.html).is_some();
    // In a container the lines have markers, but not before the start of the block.
    let found = open_comment(text.get(raw.range.clone())?).filter(|_| is_open)?;
    Some(raw.range.start + found)
}

/// The start of the first unclosed comment.
fn open_comment(html: &str) -> Option<usize> {
    let closed = html.rfind("-->").map_or(0, |at| at + 3);
    Some(closed + html.get(closed..)?.find("<!--")?)
}

/// The text with HTML comments instead of link definitions used as comments. `None` if there are none.
fn definitions(text: &str) -> Option<String> {
    if !text.contains("]:") && !text.contains("%%") {
        return None;
    }
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let words = definition(line).or_else(|| between_percents(line));
        found.extend(words.map(|words| (at, line, words)));
        at += line.len();
    }
    if found.is_empty() {
        return None;
    }
    let mut leaves = leaves(text);
    leaves.sort_by_key(|leaf| leaf.start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, line, words) in found {
        let start = at + line.len() - line.trim_start().len();
        let around = leaves.partition_point(|leaf| leaf.start <= start).checked_sub(1).and_then(|i| leaves.get(i));
        let leaf = around.filter(|leaf| leaf.end > start);
        let is_alone = leaf
            .is_none_or(|leaf| is_percents(line) && text.get(leaf.clone()).map(str::trim) == Some(line.trim()));
        if !is_alone {
            continue;
        }
        out.push_str(text.get(done..start).unwrap_or_default());
        out.push_str(&format!("<!-- {words} -->"));
        done = start + line.trim().len();
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Some(out)
}

/// The text of a definition without a target.
fn definition(line: &str) -> Option<&str> {
    let (label, rest) = line.trim().strip_prefix('[')?.split_once("]:")?;
    let rest = rest.trim_start();
    let is_nowhere = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let title = ["<>", "<#>", "#", "-"]
        .iter()
        .find_map(|target| rest.strip_prefix(target).filter(|rest| is_nowhere(rest)))?;
    let is_comment =
        matches!(label.to_ascii_lowercase().as_str(), "//" | "comment" | "#" | "_" | "-" | "todo" | "note")
            || label.starts_with("//")
            || label.to_ascii_lowercase().starts_with("comment");
    let title = title.trim();
    let words = [('(', ')'), ('"', '"'), ('\'', '\'')]
        .iter()
        .find_map(|(open, close)| title.strip_prefix(*open)?.strip_suffix(*close))?;
    (is_comment && !words.contains("-->")).then_some(words)
}

fn between_percents(line: &str) -> Option<&str> {
    let words = line.trim().strip_prefix("%%")?.strip_suffix("%%")?.trim();
    (!words.is_empty() && !words.contains("%%") && !words.contains("-->")).then_some(words)
}

fn is_percents(line: &str) -> bool {
    line.trim_start().starts_with("%%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(as_html(text), expected);
    }

    #[test]
    fn definitions_that_lead_nowhere_are_comments() {
        check("a\n\n[//]: # (ask Tom)\n\nb", "a\n\n<!-- ask Tom -->\n\nb");
        check("[//]: # \"one\"\n[//]: # 'two'\n", "<!-- one -->\n<!-- two -->\n");
        check("[comment]: <> (ask Tom)", "<!-- ask Tom -->");
        check("%% ask Tom %%\n\nb", "<!-- ask Tom -->\n\nb");
    }

    #[test]
    fn words_code_and_links_are_none() {
        for text in [
            "a\n[//]: # (in a paragraph)",
            "```\n[//]: # (code)\n```",
            "    [//]: # (code)",
            "[r]: # (a link's)\n\n[r]",
            "[r]: https://a.example (title)",
            "growth of 5 %% and 6 %% a year",
            "`%% x %%`",
            "a\n%% x %%",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_comment_that_is_not_closed_is_words() {
        check("a\n\n<!-- b\n\n# c\n", "a\n\n\\<!-- b\n\n# c\n");
        check("<!-- a -->\n\n<!-- b", "<!-- a -->\n\n\\<!-- b");
        check("- <!-- a\n- b\n\n<!-- c\n", "- \\<!-- a\n- b\n\n\\<!-- c\n");
        check("<!-- a\n\n<!-- b\n", "\\<!-- a\n\n\\<!-- b\n");
        check("a <!-- b", "a <!-- b");
    }
}
