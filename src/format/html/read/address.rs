//! Resolves the addresses of a document. Relative addresses are resolved against the document’s own address, if it
//! states one.

use scraper::{Html, Node};
use url::Url;

use super::tree::element;
use crate::link::{is_web, may_link};

/// Schemes that are not web links, but harmless.
const HARMLESS: [&str; 9] = ["tel", "sms", "ftp", "ftps", "sftp", "geo", "news", "xmpp", "doi"];

/// The location of a document.
#[derive(Default)]
pub(super) struct Base {
    /// The base URL that it declares.
    said: Option<Url>,
    /// Its own address.
    page: Option<Url>,
}

impl Base {
    /// The base of a document that came from `page`, if that is known.
    pub(super) fn of(document: &Html, page: Option<&str>) -> Base {
        let mut links: [Option<&str>; 2] = [None, None];
        let mut said = None;
        let mut saved = None;
        for node in document.tree.nodes() {
            if let Node::Comment(comment) = node.value() {
                saved = saved.or_else(|| saved_from(comment));
            }
            let Some(element) = element(node) else { continue };
            match element.name() {
                "base" if said.is_none() => said = element.attr("href"),
                "link" if element.attr("rel") == Some("canonical") => links[0] = links[0].or(element.attr("href")),
                "meta" if element.attr("property").or(element.attr("name")) == Some("og:url") => {
                    links[1] = links[1].or(element.attr("content"));
                }
                _ => {}
            }
        }
        let web = |address: &str| Url::parse(address.trim()).ok().filter(|url| is_web(url.as_str()));
        let page = [saved, page].into_iter().chain(links).flatten().find_map(web);
        let said = said.and_then(|said| match &page {
            Some(page) => page.join(said.trim()).ok().filter(|url| is_web(url.as_str())),
            None => web(said),
        });
        Base { said, page }
    }

    /// The document's own address.
    pub(super) fn page(&self) -> Option<&str> {
        self.page.as_ref().map(Url::as_str)
    }

    /// The target of a link; unchanged if it cannot be resolved. `None` if nobody should follow it.
    pub(super) fn link(&self, written: &str) -> Option<String> {
        let written = plain(written);
        match scheme(&written) {
            Some(scheme) => {
                let is_harmless = may_link(&written) || HARMLESS.contains(&scheme.to_ascii_lowercase().as_str());
                is_harmless.then_some(written)
            }
            None => self.resolved(&written, self.said.as_ref().or(self.page.as_ref())),
        }
    }

    /// The address of an image. An image next to a saved page is looked up there, unless the page declares another
    /// base.
    pub(super) fn picture(&self, written: &str) -> Option<String> {
        let written = plain(written);
        if scheme(&written).is_some() {
            return is_web(&written).then_some(written);
        }
        let page = self.page.as_ref().filter(|_| written.starts_with('/'));
        self.resolved(&written, self.said.as_ref().or(page))
    }

    fn resolved(&self, written: &str, base: Option<&Url>) -> Option<String> {
        if written.is_empty() || written.starts_with('\\') {
            return None;
        }
        let found = base.and_then(|base| base.join(written).ok()).filter(|url| is_web(url.as_str()));
        match found {
            Some(url) => Some(url.into()),
            None if written.starts_with("//") => Some(["https:", written].concat()),
            None => Some(written.to_owned()),
        }
    }
}

/// An address without the whitespace and control characters that browsers ignore.
fn plain(written: &str) -> String {
    let inner = written.trim_matches(|c: char| c <= ' ');
    inner.replace(['\t', '\n', '\r'], "")
}

fn scheme(address: &str) -> Option<&str> {
    let start = address.split(['/', '?', '#']).next()?;
    start.split_once(':').map(|(scheme, _)| scheme)
}

/// The address that browsers and SingleFile write into a saved page.
fn saved_from(comment: &str) -> Option<&str> {
    let after = comment.trim().strip_prefix("saved from url=");
    let after = after.map(|rest| rest.split_once(')').map_or(rest, |(_, address)| address));
    let single = || {
        let mut lines = comment.lines().map(str::trim).filter(|_| comment.contains("SingleFile"));
        lines.find_map(|line| line.strip_prefix("url:"))
    };
    after.or_else(single)?.split_whitespace().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, link: &str, expected: &str) {
        let base = Base::of(&Html::parse_document(head), None);
        assert_eq!(base.link(link).as_deref().unwrap_or("nowhere"), expected, "{link} in {head}");
    }

    #[test]
    fn links_are_looked_up_from_where_the_page_stood() {
        let base = "<base href='https://a.example/b/c.html'>";
        check(base, "../map.html", "https://a.example/map.html");
        check(base, "//d.example/e", "https://d.example/e");
        check(base, "?q=1", "https://a.example/b/c.html?q=1");
        check(base, "#top", "https://a.example/b/c.html#top");
        check(base, "mailto:desk@a.example", "mailto:desk@a.example");
        let own = "<link rel=canonical href='https://a.example/b/c'>";
        check(own, "d", "https://a.example/b/d");
        check(&["<base href='/x/'>", own].concat(), "d", "https://a.example/x/d");
        check("<meta property=og:url content='https://a.example/b/'>", "d", "https://a.example/b/d");
        check("<!-- saved from url=(0023)https://a.example/b/c --><p>", "/d", "https://a.example/d");
        check("<!--\n Page saved with SingleFile\n url: https://a.example/b/c\n-->", "d", "https://a.example/b/d");
    }

    #[test]
    fn what_cannot_be_looked_up_is_kept_and_what_harms_is_not() {
        check("", "../map.html", "../map.html");
        check("", "#n", "#n");
        check("", "//d.example/e", "https://d.example/e");
        check("", "tel:+44", "tel:+44");
        for harm in [
            "javascript:x",
            " java\nscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "file:///etc",
            "C:\\x",
            "\\\\host\\x",
        ] {
            check("", harm, "nowhere");
            check("<base href='https://a.example/'>", harm, "nowhere");
        }
        check("<base href='javascript:x'>", "d", "d");
    }

    #[test]
    fn a_picture_beside_a_saved_page_stays_there() {
        let own = Base::of(&Html::parse_document("<link rel=canonical href='https://a.example/b/c'>"), None);
        assert_eq!(own.picture("c_files/d.jpg").as_deref(), Some("c_files/d.jpg"));
        assert_eq!(own.picture("/d.jpg").as_deref(), Some("https://a.example/d.jpg"));
        assert_eq!(own.picture("data:image/png;base64,AA"), None);
    }
}
