//! Names the addresses that no format of an article can hold, or that this format cannot.

use super::entry::{Loss, counted};
use super::inlines::each_inline;
use crate::article::Article;
use crate::format::Format;
use crate::link;
use crate::markdown::{self, Inline};
use crate::page::{self, Page};

/// The links and images whose addresses no format keeps; their text is kept.
pub(super) fn dead_links(article: &Article) -> Vec<Loss> {
    let (mut links, mut pictures, mut in_words) = (0, 0, 0);
    let mut visit = |inline: &Inline| match page::lost_address(inline) {
        Some(page::LostAddress::Link) => links += 1,
        Some(page::LostAddress::Picture) => pictures += 1,
        Some(page::LostAddress::InWords(count)) => in_words += count,
        None => {}
    };
    for takeaway in article.takeaways.iter().filter(|takeaway| page::may_lose_address(&takeaway.text)) {
        markdown::each_in_line(&markdown::parse_inline(&takeaway.text), &mut visit);
    }
    let bodies = article.sections.iter().map(|section| section.body.as_str());
    for body in std::iter::once(article.lede.as_str()).chain(bodies).filter(|body| page::may_lose_address(body)) {
        markdown::each_inline(&markdown::parse(body), &mut visit);
    }
    let link = "the address of a link that is not http, https or mailto";
    let picture = "the address of an image that is not a path or web link";
    let in_word = "the address of a link in alt text";
    [
        counted(links, link, "the addresses of {} links that are not http, https or mailto"),
        counted(pictures, picture, "the addresses of {} images that are not a path or web link"),
        counted(in_words, in_word, "the addresses of {} links in alt text"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(super) fn addresses_in_headings(article: &Article) -> Option<Loss> {
    let count = page::addresses_in_headings(article).len();
    counted(count, "the address of a link in a heading", "the addresses of {} links in headings")
}

/// The relative links, which a page cannot resolve without its own address.
pub(super) fn unresolved_links(page: &Page, format: Format) -> Option<Loss> {
    match format {
        Format::Text | Format::Markdown | Format::MarkdownWithFrontMatter => return None,
        Format::HtmlPage | Format::HtmlFragment => {}
    }
    let mut count = 0;
    each_inline(page, &mut |inline| {
        if let Inline::Link(link) = inline
            && link::resolve(&link.target, &page.meta.canonical).is_none()
        {
            count += 1;
        }
    });
    let one = "the address of a relative link (the draft has no canonical link)";
    counted(count, one, "the addresses of {} relative links (the draft has no canonical link)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::loss::tests::check;

    #[test]
    fn links_in_headings_that_open_a_section_lose_their_address() {
        let lede = |text: &str| Article { lede: std::sync::Arc::new(text.into()), ..Article::default() };
        let what = "the address of a link in a heading";
        check(&lede("# [a](https://b.example)\n\nc\n\n## [d](https://e.example)"), Format::HtmlPage, &[what]);
        check(&lede("a [b](https://c.example)\n\n# d"), Format::HtmlPage, &[]);
        let mut untitled = lede("a");
        untitled.push_section("", "# ![b](https://c.example)");
        check(&untitled, Format::HtmlPage, &[what]);
        untitled.lede = std::sync::Arc::new("# a".into());
        check(&untitled, Format::HtmlPage, &[]);
    }

    #[test]
    fn links_that_may_not_be_followed_lose_their_address() {
        let mut article = Article::default();
        article.push_section("S", "[a](javascript:x) [b](ftp://c.example) [c](https://d.example)");
        let what = "the addresses of 2 links that are not http, https or mailto";
        check(&article, Format::HtmlPage, &[what]);
        article.push_section("T", "<javascript:x> [e][e] <https://f.example>\n\n[e]: <ftp://e.example>");
        check(&article, Format::HtmlPage, &[&what.replace('2', "4")]);
        check(&Article::default(), Format::Text, &[]);
    }

    #[test]
    fn pictures_lose_addresses_that_are_none_and_links_in_their_words() {
        let mut article = Article::default();
        article.push_section("S", "![a](data:x) ![b [c](https://d.example)](e.png) ![f](https://g.example/h.png)");
        let what = ["the address of an image that is not a path or web link", "the address of a link in alt text"];
        check(&article, Format::Markdown, &what);
    }

    #[test]
    fn relative_links_need_a_canonical_link_where_a_page_has_no_place() {
        let mut article = Article::default();
        article.push_section("S", "[a](../b.html) [c](#d)");
        let what = "the addresses of 2 relative links (the draft has no canonical link)";
        check(&article, Format::HtmlPage, &[what]);
        check(&article, Format::HtmlFragment, &[what]);
        check(&article, Format::Markdown, &[]);
        article.canonical = "https://a.example/x/y".into();
        check(&article, Format::HtmlPage, &[]);
    }
}
