//! Text that must stay exactly as typed: addresses that are not links, which Markdown parsers turn into links together
//! with any backslashes next to them, and shortcodes of the writer’s site.

use std::borrow::Cow;

use super::escape::{Pairs, begins_entity, holds_handler};
use super::marks::Spelling;
use crate::markdown::shape::words;
use crate::markdown::tree::Inline;

/// Whether a line contains an address or a shortcode with characters that would be escaped.
pub(super) fn is_in(content: &[Inline]) -> bool {
    let text = words(content);
    let is_troubling = |word: &str| is_address(word) && word.contains(TROUBLING);
    text.contains("{{") || text.contains("{%") || text.split_whitespace().any(is_troubling)
}

const TROUBLING: [char; 8] = ['_', '~', '*', '[', ']', '^', '$', '='];

/// The context of an address.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub before: Option<char>,
    /// What follows the text.
    pub next: Option<&'a Inline>,
    /// Whether a delimiter closes if nothing follows.
    pub is_in_mark: bool,
    pub pairs: Pairs,
}

fn is_address(text: &str) -> bool {
    text.contains("://") || starts_www(text)
}

/// Whether the last word of a text is, or contains, an address.
pub(super) fn ends_in_address(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    is_address(word) || word.contains(['@', '/'])
}

fn starts_www(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

/// The spelling of a part of a text, and the number of bytes it stands for.
pub(super) struct Verbatim<'a> {
    pub raw: Cow<'a, str>,
    pub length: usize,
}

/// The greatest length of a shortcode in bytes, because otherwise each pair of braces would be scanned to the end of
/// the text.
const LONGEST: usize = 2_000;

/// The shortcode at the start of a text. One that could hide markup is not accepted.
pub(super) fn shortcode(rest: &str, is_in_cell: bool) -> Option<Verbatim<'_>> {
    let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest);
    let end = [("{{", "}}"), ("{%", "%}")].iter().find_map(|(open, close)| {
        let inner = rest.strip_prefix(open)?;
        Some(inner.find(close)? + open.len() + close.len())
    })?;
    let raw = rest.get(..end)?;
    let is_plain = raw.split('<').skip(1).all(|after| after.starts_with([' ', '%']));
    let ends_early = raw.contains('\n') || (is_in_cell && raw.contains('|'));
    (is_plain && !ends_early && !holds_handler(raw)).then_some(Verbatim { raw: raw.into(), length: end })
}

/// The rest of an address, from the colon or `www.` on: literally if possible, otherwise with its start escaped so that
/// it is not a link. `None` if no address starts or continues here.
pub(super) fn address<'a>(
    rest: &'a str,
    around: Around<'_>,
    spelling: Spelling,
    is_bare: bool,
) -> Option<Verbatim<'a>> {
    let Around { before, next, is_in_mark, pairs } = around;
    let is_scheme = rest.starts_with("://") && before.is_some_and(|c| c.is_ascii_alphabetic());
    let is_www = starts_www(rest) && !before.is_some_and(char::is_alphanumeric);
    if !is_scheme && !is_www {
        return None;
    }
    match spelling {
        Spelling::Draft if is_bare => {
            let end = rest.find(|c: char| c.is_whitespace() || "<|\\`".contains(c)).unwrap_or(rest.len());
            rest.get(..end).map(|raw| Verbatim { raw: raw.into(), length: end })
        }
        Spelling::Draft => None,
        Spelling::Anywhere => {
            let word = rest.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
            let touches = word.len() == rest.len() && next.map_or(is_in_mark, |next| !is_break(next));
            let can_stand =
                !touches && !is_hard(word) && !pairs.are_in(word) && (is_bare || !word.contains(TROUBLING));
            Some(match (can_stand, is_scheme) {
                (true, _) => Verbatim { raw: word.into(), length: word.len() },
                (false, true) => Verbatim { raw: ":&#47;/".into(), length: 3 },
                (false, false) => {
                    Verbatim { raw: format!("{}&#46;", rest.get(..3).unwrap_or_default()).into(), length: 4 }
                }
            })
        }
    }
}

/// Whether an address contains something that has to be escaped for every reader.
fn is_hard(word: &str) -> bool {
    let has_entity = || word.match_indices('&').any(|(at, _)| word.get(at..).is_some_and(begins_entity));
    word.contains(['<', '|', '\\', '`', '{', '[', ']', '*'])
        || word.contains(">>")
        || has_loose_line(word)
        || word.contains(is_stand_in)
        || word.contains("&#")
        || has_entity()
}

/// Whether there is an underscore at an end of a word, where it could be a delimiter.
fn has_loose_line(word: &str) -> bool {
    word.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part.starts_with('_') || part.ends_with('_'))
}

/// Whether a character is a placeholder for one that will be an entity. Unicode reserves these for internal use.
fn is_stand_in(c: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&c)
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline, Inline::SoftBreak | Inline::HardBreak)
}
