//! Parsing with bounded depth. The parser looks up its stack of open elements again and again, so that time grows
//! with the square of the depth; browsers stop nesting at some depth, and so does this. What stands deeper keeps
//! its words and loses its marks.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, TokenizerResult};
use scraper::{Html, HtmlTreeSink};

/// How deep elements nest, as in the engines of Chrome and Safari.
const DEPTH_LIMIT: usize = 512;

/// How far back the start of an element that was left out is looked for.
const LEFT_OUT_LIMIT: usize = 64;

type Handle = <HtmlTreeSink as TreeSink>::Handle;

/// Parses a document. Any text gives one.
pub(super) fn parse(text: &str) -> Html {
    let builder = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), Default::default());
    let sink = Bounded { builder, nesting: RefCell::default() };
    let tokenizer = Tokenizer::new(sink, Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    // The tokenizer stops behind every script, for those who would run it.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// The parser behind a gate that lets no tag pass that would nest too deep.
struct Bounded {
    builder: TreeBuilder<Handle, HtmlTreeSink>,
    nesting: RefCell<Nesting>,
}

impl TokenSink for Bounded {
    type Handle = Handle;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Handle> {
        let token = match token {
            // A space instead, so that the words on either side stay two.
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

/// The elements that are open, as far as tags alone tell.
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

    /// Marks that were never closed end with their paragraph or item.
    fn close_marks(&mut self) {
        while self.open.last().is_some_and(is_mark) {
            self.open.pop();
        }
    }
}

/// Elements without content, and those that hold nothing but text.
fn never_nests(name: &LocalName) -> bool {
    matches!(
        &**name,
        "area" | "base" | "basefont" | "bgsound" | "br" | "col" | "embed" | "frame" | "hr" | "img" | "image"
            | "input" | "keygen" | "link" | "meta" | "param" | "source" | "track" | "wbr"
            | "script" | "style" | "title" | "textarea" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp"
            | "plaintext" | "html" | "head" | "body"
            // The next of these ends the one before.
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
}
