//! Parses with bounded depth. The parser searches its stack of open elements again and again, so its time grows with
//! the square of the depth. Like browsers, this stops nesting at some depth: deeper content keeps its text and loses
//! its markup. The number of attributes per tag is limited as well.

use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, TokenizerResult};
use scraper::{Html, HtmlTreeSink};

use super::attributes::Attributes;
use super::loose::Loose;

/// The greatest nesting depth of elements, as in Chrome and Safari.
const DEPTH_LIMIT: usize = 512;

/// How far back to search for the start of an omitted element.
const LEFT_OUT_LIMIT: usize = 64;

type Handle = <HtmlTreeSink as TreeSink>::Handle;

/// Parses a document. Any text is valid.
pub(super) fn parse(text: &str) -> Html {
    let builder = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), Default::default());
    let sink =
        Bounded { builder, nesting: RefCell::default(), loose: RefCell::default(), is_silent: Cell::new(false) };
    let tokenizer = Tokenizer::new(sink, Default::default());
    feed(&tokenizer, text);
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

type Parser = Tokenizer<Bounded>;

/// Feeds the parser tag by tag, each with a limited number of attributes.
fn feed(parser: &Parser, text: &str) {
    let input = BufferQueue::default();
    let take = |piece: &str| {
        parser.sink.is_silent.set(true);
        input.push_back(StrTendril::from(piece));
        // The tokenizer stops after every script, so that it could be executed.
        while !matches!(parser.feed(&input), TokenizerResult::Done) {}
        parser.sink.is_silent.get()
    };
    let mut rest = text;
    while let Some((before, tag)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        take(before);
        let (start, behind) = tag.split_at_checked(start_of(tag)).unwrap_or((tag, ""));
        // If what looks like a tag is text, it has already been passed on.
        let is_open = take(start) && start.len() > 1;
        rest = if !is_open {
            behind
        } else if start.starts_with("<!") || start.starts_with("<?") {
            up_to_its_end(behind, take)
        } else {
            let Attributes { kept, end } = Attributes::of(behind);
            take(behind.get(..kept).unwrap_or(behind));
            behind.get(end..).unwrap_or_default()
        };
    }
    take(rest);
}

/// The length of the start of a tag in bytes: up to its name, or up to what makes it a comment.
fn start_of(tag: &str) -> usize {
    let name = tag.strip_prefix("</").or(tag.strip_prefix('<')).unwrap_or(tag);
    let marks = tag.len() - name.len();
    match name.as_bytes().first() {
        Some(first) if first.is_ascii_alphabetic() => {
            // Including the character after the name, which decides whether it is a tag.
            let end = name.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(name.len());
            let behind = name.get(end..).unwrap_or_default();
            marks + end + usize::from(!behind.is_empty() && !behind.starts_with('>'))
        }
        Some(b'!' | b'?') if marks == 1 => 2,
        Some(_) | None => 1,
    }
}

/// Skips a comment, and returns the text after it.
fn up_to_its_end(comment: &str, take: impl Fn(&str) -> bool) -> &str {
    let mut rest = comment;
    while let Some((piece, behind)) = rest.find('>').and_then(|at| rest.split_at_checked(at + 1)) {
        rest = behind;
        if !take(piece) {
            return rest;
        }
    }
    // Nothing left can end it or start a tag.
    take(rest);
    ""
}

/// The parser, behind a filter for tags that would nest too deep.
struct Bounded {
    builder: TreeBuilder<Handle, HtmlTreeSink>,
    nesting: RefCell<Nesting>,
    loose: RefCell<Loose>,
    /// Whether the tokenizer has returned nothing, because it is within a token.
    is_silent: Cell<bool>,
}

impl TokenSink for Bounded {
    type Handle = Handle;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Handle> {
        if !matches!(token, Token::ParseError(_)) {
            self.is_silent.set(false);
        }
        let missing = self.loose.borrow_mut().missing_before(&token);
        if let Some(tag) = missing {
            let _ = self.builder.process_token(Token::TagToken(tag), line_number);
        }
        let token = match token {
            // A space instead, so that the words on both sides stay separate.
            Token::TagToken(tag) if !self.nesting.borrow_mut().admits(&tag) => Token::CharacterTokens(" ".into()),
            other => other,
        };
        self.builder.process_token(token, line_number)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The open elements, as far as tags alone tell.
#[derive(Default)]
struct Nesting {
    open: Vec<LocalName>,
    left_out: Vec<LocalName>,
}

impl Nesting {
    fn admits(&mut self, tag: &Tag) -> bool {
        if tag.self_closing || never_nests(&tag.name) {
            return true;
        }
        if ends_by_itself(&tag.name) {
            self.close_marks();
            return true;
        }
        match tag.kind {
            TagKind::StartTag => self.admits_start(tag.name.clone()),
            TagKind::EndTag => self.admits_end(&tag.name),
        }
    }

    fn admits_start(&mut self, name: LocalName) -> bool {
        let fits = self.open.len() < DEPTH_LIMIT;
        if fits {
            self.open.push(name)
        } else {
            self.left_out.push(name)
        }
        fits
    }

    fn admits_end(&mut self, name: &LocalName) -> bool {
        let recent = self.left_out.len().saturating_sub(LEFT_OUT_LIMIT);
        let later = self.left_out.get(recent..).unwrap_or_default();
        if let Some(at) = later.iter().rposition(|open| open == name) {
            self.left_out.truncate(recent + at);
            return false;
        }
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.open.truncate(at);
            self.left_out.clear();
        }
        true
    }

    /// Closes unclosed formatting at the end of its paragraph or item.
    fn close_marks(&mut self) {
        while self.open.last().is_some_and(is_mark) {
            self.open.pop();
        }
    }
}

/// Elements without content, and those that contain only text.
fn never_nests(name: &LocalName) -> bool {
    matches!(
        &**name,
        "area" | "base" | "basefont" | "bgsound" | "br" | "col" | "embed" | "frame" | "hr" | "img" | "image"
            | "input" | "keygen" | "link" | "meta" | "param" | "source" | "track" | "wbr"
            | "script" | "style" | "title" | "textarea" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp"
            | "plaintext" | "html" | "head" | "body"
            // The next one of these ends the previous one.
            | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup" | "option" | "optgroup"
            | "dt" | "dd" | "rp" | "rt"
    )
}

fn ends_by_itself(name: &LocalName) -> bool {
    matches!(&**name, "p" | "li")
}

fn is_mark(name: &LocalName) -> bool {
    matches!(
        &**name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(html: &str) -> String {
        let parsed = parse(html);
        parsed.tree.nodes().filter_map(|node| node.value().as_text()).map(|text| &**text).collect()
    }

    fn depth(html: &str) -> usize {
        let parsed = parse(html);
        parsed.tree.nodes().map(|node| node.ancestors().count()).max().unwrap_or(0)
    }

    #[test]
    fn what_is_too_deep_keeps_its_words_apart() {
        let html = format!("{}<b>a</b><i>b</i>c", "<div>".repeat(600));
        assert_eq!(words(&html).trim(), "a  b c");
        assert!(depth(&html) < DEPTH_LIMIT + 5);
    }

    #[test]
    fn marks_that_nobody_closed_do_not_count_for_ever() {
        let html = "<p><font><span>a".repeat(2_000) + "<blockquote>b</blockquote>";
        let parsed = parse(&html);
        let is_quote = |name: &str| name == "blockquote";
        assert!(parsed.tree.nodes().filter_map(|n| n.value().as_element()).any(|e| is_quote(e.name())));
    }

    #[test]
    fn a_page_that_is_not_deep_is_parsed_like_any_other() {
        let html = "<!doctype html><title>t</title><p>a<b>b<p>c</b><ul><li>d<li>e</ul><script>f</script>g</div>h";
        assert_eq!(parse(html).html(), Html::parse_document(html).html());
    }

    #[test]
    fn a_tag_keeps_as_many_attributes_as_anyone_reads() {
        let many: String = (0..100_000).map(|n| format!(" a{n}='>'")).collect();
        for (before, after) in [("<p", ">a<b>c</b>"), ("<p>a</p", "><b>c</b>"), ("<p><i>a</i><p", "/><b>c</b>")] {
            assert_eq!(words(&format!("{before}{many}{after}")), "ac");
        }
    }

    #[test]
    fn what_only_looks_like_a_tag_is_left_alone() {
        let many = " a".repeat(1_000);
        for html in [
            format!("<script>i<b{many} '</script>c<i>d</i>"),
            format!("<style><b{many}</style>c<i>d</i>"),
            format!("<title><b{many}</title>c<i>d</i>"),
            format!("<textarea></b{many}</textarea>c<i>d</i>"),
            format!("<!-- <b{many} \" --><!doctype html>c<i>d</i>"),
            format!("<!-- > <b{many} \" -->c<?x <b{many}>d"),
            "<svg><![CDATA[ <i>\" ]]></svg>c<i>d</i>".to_owned(),
            "a < b << c <".to_owned(),
            "<a<b c=d><p/x<y></ p></>&lt<b>&am".to_owned(),
            "<!".to_owned(),
            "<!--".to_owned(),
            "a<!--<!--<b <i".to_owned(),
            "<script><!-- <b <!c".to_owned(),
            "<title>a<!-- <b <!c".to_owned(),
            "</".to_owned(),
        ] {
            assert_eq!(parse(&html).html(), Html::parse_document(&html).html(), "{}", &html[..html.len().min(60)]);
        }
    }
}
