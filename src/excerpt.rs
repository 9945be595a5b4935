//! Part of a text for other programs: as markup and as plain text, with citations as numbers. The clipboard itself is
//! handled elsewhere.

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::{Article, Id, Place, Section};
use crate::format::{self, Format};
use crate::link;
use crate::markdown::write::{self, AsTyped};
use crate::markdown::{self, Block, Inline, Run};
use crate::page::{Cited, Page, Part, compose};
use crate::writing::{Field, field_of};

/// Content copied from a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// As written in the field.
    pub written: String,
    pub html: String,
    pub text: String,
}

/// Makes an excerpt of a text at a place of an article; `written` is all of it or a part.
pub fn excerpt(article: &Article, place: &Place, written: &str) -> Excerpt {
    let body = match field_of(place) {
        Field::Blocks => written.to_owned(),
        Field::Line => write::blocks(&[Block::Paragraph(markdown::parse_inline(written))], &AsTyped),
        Field::Words | Field::Links => return plain(written),
    };
    let page = page_of(article, body);
    let text = format::render(&page, Format::Text);
    if text.trim().is_empty() {
        return plain(written);
    }
    Excerpt {
        written: written.to_owned(),
        html: bare(format::render(&page, Format::HtmlFragment)),
        text: within_space(written, text.trim()),
    }
}

fn plain(written: &str) -> Excerpt {
    let mut html = String::new();
    format::html::push_text(&mut html, written);
    if let Some(link) = link::only_link(written) {
        let mut address = String::new();
        format::html::push_text(&mut address, link);
        html = format!("<a href=\"{}\">{address}</a>", address.replace('"', "&quot;"));
    }
    Excerpt { written: written.to_owned(), html, text: written.to_owned() }
}

/// A page with only this body and its notes.
fn page_of(article: &Article, body: String) -> Page {
    const ALONE: Id = Id(1);
    // Below a heading, so that headings have the levels of a section.
    let section = Section { id: ALONE, heading: "-".into(), body, ..Section::default() };
    let alone =
        Article { sections: vec![Arc::new(section)], sources: article.sources.clone(), ..Article::default() };
    let mut page = compose(&alone);
    let numbers = numbers(&page);
    page.parts.retain(|part| match part {
        Part::Body(_) | Part::Notes(_) => true,
        Part::Heading(heading) => heading.place != Place::Heading(ALONE),
        Part::Headline(_)
        | Part::Image(_)
        | Part::Deck(_)
        | Part::Byline(_)
        | Part::Takeaways(_)
        | Part::Sources(_) => false,
    });
    for part in &mut page.parts {
        if let Part::Body(body) = part {
            let body = Arc::make_mut(body);
            for block in &mut body.blocks {
                let block = std::slice::from_mut(Arc::make_mut(&mut block.block));
                markdown::each_inline_mut(block, &mut |inline| number(inline, &numbers));
            }
        }
    }
    page
}

/// The displayed number of each cited source.
fn numbers(page: &Page) -> HashMap<String, usize> {
    let mut numbers = HashMap::new();
    for part in &page.parts {
        if let Part::Body(body) = part {
            body.each_inline(&mut |inline| {
                if let Inline::Citation { key, .. } = inline
                    && let Cited::Source { number, .. } = page.citation(key)
                {
                    numbers.insert(key.to_string(), number);
                }
            });
        }
    }
    numbers
}

/// Replaces a citation with its number, because the list of sources is not copied.
fn number(inline: &mut Inline, numbers: &HashMap<String, usize>) {
    if let Inline::Citation { key, .. } = inline
        && let Some(number) = numbers.get(key.as_str())
    {
        *inline = Inline::Text(Run::plain(format!("[{number}]")));
    }
}

/// HTML without the element of a single paragraph, which would break the line it is pasted into.
fn bare(html: String) -> String {
    let html = html.trim();
    let inner = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>") && !inner.contains("\n<")).unwrap_or(html).to_owned()
}

/// A text with the whitespace that was selected around it.
fn within_space(written: &str, text: &str) -> String {
    let is_space = |c: char| c == ' ';
    let before = written.len() - written.trim_start_matches(is_space).len();
    let after = written.len() - written.trim_end_matches(is_space).len();
    format!("{}{text}{}", " ".repeat(before), " ".repeat(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Source;

    #[track_caller]
    fn check(written: &str, html: &str, text: &str) {
        let mut article = Article::default();
        article.push_source(Source { link: "https://first.example".into(), ..Source::default() });
        article.push_source(Source { link: "https://second.example".into(), ..Source::default() });
        let excerpt = excerpt(&article, &Place::Lede, written);
        assert_eq!((excerpt.html.as_str(), excerpt.text.as_str()), (html, text));
        assert_eq!(excerpt.written, written);
    }

    #[test]
    fn words_leave_without_the_marks_and_with_the_numbers_of_their_sources() {
        check("a **b** c", "a <strong>b</strong> c", "a b c");
        check(" b.[^second] ", "b.[2]", " b.[2] ");
        check("[^gone]", "[^gone]", "[^gone]");
        check("a < b", "a &lt; b", "a < b");
    }

    #[test]
    fn blocks_leave_as_blocks() {
        check("### a\n\nb", "<h3>a</h3>\n<p>b</p>", "a\n\nb");
        check("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "• a\n• b");
        check("# a", "<h3>a</h3>", "a");
    }

    #[test]
    fn what_shows_nothing_leaves_as_it_is_written() {
        check("**", "**", "**");
        check("\n", "&#10;", "\n");
    }

    #[test]
    fn what_is_copied_comes_back_by_way_of_other_programs() {
        for written in
            ["a **b** *c* [d](https://a.example)", "- a\n- b\n\nc", "> a\n\n| b | c |\n| --- | --- |\n| d | e |"]
        {
            let excerpt = excerpt(&Article::default(), &Place::Lede, written);
            assert_eq!(crate::paste::from_html(&excerpt.html).markdown(), written);
        }
    }

    #[test]
    fn plain_fields_leave_escaped_and_a_link_as_one() {
        let copied = |text: &str| excerpt(&Article::default(), &Place::Headline, text).html;
        assert_eq!(copied("*a* <b>"), "*a* &lt;b&gt;");
        assert_eq!(
            copied("https://a.example/?b&c"),
            "<a href=\"https://a.example/?b&amp;c\">https://a.example/?b&amp;c</a>"
        );
    }
}
