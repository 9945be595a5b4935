//! Where a block of raw HTML ends: CommonMark's seven conditions, and which of them applies to a line.

use pulldown_cmark::{Event, Parser, Tag};

use crate::markdown::dialect::dialect;
use crate::markdown::markers::is_blank;

/// What ends a block of raw HTML: CommonMark's seven conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HtmlEnd {
    Blank,
    Pre,
    Style,
    Script,
    Textarea,
    Comment,
    Instruction,
    Data,
    Declaration,
}

impl HtmlEnd {
    /// What ends the block that a line opens if it starts with a less-than sign and opens one.
    pub(super) fn of(rest: &str) -> Option<HtmlEnd> {
        let name = rest.get(1..).unwrap_or_default();
        let found = VERBATIM.iter().find(|(start, _)| starts_tag(name, start));
        let declares =
            || name.strip_prefix('!').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
        match found {
            Some((_, end)) => Some(*end),
            None if name.starts_with("!--") => Some(HtmlEnd::Comment),
            None if name.starts_with('?') => Some(HtmlEnd::Instruction),
            None if name.starts_with("![CDATA[") => Some(HtmlEnd::Data),
            None if declares() => Some(HtmlEnd::Declaration),
            None => opens_html(rest).then_some(HtmlEnd::Blank),
        }
    }

    /// Whether a line ends the block.
    pub(super) fn is_in(self, line: &str) -> bool {
        match self {
            HtmlEnd::Blank => is_blank(line),
            HtmlEnd::Pre => line.contains("</pre>"),
            HtmlEnd::Style => line.contains("</style>"),
            HtmlEnd::Script => line.contains("</script>"),
            HtmlEnd::Textarea => line.contains("</textarea>"),
            HtmlEnd::Comment => line.contains("-->"),
            HtmlEnd::Instruction => line.contains("?>"),
            HtmlEnd::Data => line.contains("]]>"),
            HtmlEnd::Declaration => line.contains('>'),
        }
    }
}

/// The elements whose content is literal.
const VERBATIM: [(&str, HtmlEnd); 4] = [
    ("pre", HtmlEnd::Pre),
    ("style", HtmlEnd::Style),
    ("script", HtmlEnd::Script),
    ("textarea", HtmlEnd::Textarea),
];

fn starts_tag(text: &str, name: &str) -> bool {
    let is_named = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    is_named
        && text
            .get(name.len()..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '>', '\u{b}', '\u{c}']))
}

/// Whether a line opens a block of raw HTML if there is no text above it.
fn opens_html(line: &str) -> bool {
    Parser::new_ext(line, dialect()).next().is_some_and(|event| matches!(event, Event::Start(Tag::HtmlBlock)))
}

/// Whether a line opens a block of raw HTML even below text.
pub(super) fn opens_html_below_words(line: &str) -> bool {
    let text = ["a\n", line].concat();
    Parser::new_ext(&text, dialect()).any(|event| matches!(event, Event::Start(Tag::HtmlBlock)))
}
