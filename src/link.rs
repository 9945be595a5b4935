//! Copied links: removes tracking parameters, and replaces a link through a redirect by its target. `address` decides
//! whether a link may be followed and an image shown.

mod address;

use std::borrow::Cow;
use std::sync::LazyLock;

use url::Url;

pub use address::{is_path, is_web, may_link, may_show};

/// The query parameters used only for tracking, without comments and blank lines.
static TRACKING: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../assets/tracking-parameters.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// A redirect may lead to further redirects, up to this number.
const MOST_REDIRECTS: usize = 4;

/// The actual target of a link, without tracking. Anything that is not a web link is returned unchanged.
pub fn clean(link: &str) -> Cow<'_, str> {
    let meant = unwrapped(link);
    match without_tracking(&meant) {
        Some(clean) => Cow::Owned(clean),
        None => meant,
    }
}

/// Cleans every link in a text of links and words. `None` if there is nothing to clean.
pub fn clean_each(text: &str) -> Option<String> {
    let mut is_changed = false;
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let link = word.trim_end();
        let cleaned = clean(link);
        is_changed |= cleaned != link;
        out.push_str(&cleaned);
        out.push_str(word.get(link.len()..).unwrap_or_default());
    }
    is_changed.then_some(out)
}

/// The link, if the text is a single one with optional whitespace around it.
pub fn only_link(text: &str) -> Option<&str> {
    let link = text.trim();
    let is_link = may_link(link) && !link.contains(|c: char| c.is_whitespace() || c == '<' || c == '>');
    is_link.then_some(link)
}

/// Whether a text is the address it links to as people write it: with or without the scheme, and with or without a
/// trailing slash.
pub fn is_address_of(words: &str, target: &str) -> bool {
    let words = words.trim();
    if words == target {
        return true;
    }
    let scheme = match target.split_once("://") {
        Some((scheme, _)) => format!("{scheme}://"),
        None => "mailto:".to_owned(),
    };
    let named = Url::parse(target).ok();
    let is_same = |words: &str| Url::parse(words).is_ok_and(|url| named.as_ref().is_some_and(|n| is_one(&url, n)));
    is_same(words) || is_same(&format!("{scheme}{words}"))
}

fn is_one(a: &Url, b: &Url) -> bool {
    a.as_str().trim_end_matches('/') == b.as_str().trim_end_matches('/')
}

/// Whether a link is relative: `../map.html`, `/map`, `#top`.
pub fn is_relative(link: &str) -> bool {
    let is_plain = !link.is_empty() && !link.contains(|c: char| c.is_control());
    is_plain && Url::parse(link) == Err(url::ParseError::RelativeUrlWithoutBase)
}

/// The target of a link on a page at `base`; an absolute link is returned unchanged. `None` if it cannot be resolved.
pub fn resolve<'a>(link: &'a str, base: &str) -> Option<Cow<'a, str>> {
    if !is_relative(link) {
        return Some(Cow::Borrowed(link));
    }
    let resolved = Url::parse(base).ok()?.join(link).ok()?;
    Some(Cow::Owned(resolved.into())).filter(|link: &Cow<'_, str>| is_web(link))
}

/// The target of a link through a search engine, a mail filter or a social network.
pub fn unwrapped(link: &str) -> Cow<'_, str> {
    let mut meant = Cow::Borrowed(link);
    for _ in 0..MOST_REDIRECTS {
        match target(&meant) {
            Some(next) => meant = Cow::Owned(next),
            None => break,
        }
    }
    meant
}

fn target(link: &str) -> Option<String> {
    if !is_web(link) || !link.contains(['?', '!']) {
        return None;
    }
    let url = Url::parse(link).ok()?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host == "urldefense.com" {
        // An asterisk replaces a character that is encoded elsewhere.
        let (_, rest) = link.split_once("/v3/__")?;
        let (meant, _) = rest.split_once("__;")?;
        return Some(meant.to_owned()).filter(|meant| is_web(meant) && !meant.contains('*'));
    }
    let is_google = host.strip_prefix("google.").is_some_and(|rest| rest.len() <= 6);
    let names: &[&str] = match (host, url.path()) {
        (_, "/url") if is_google => &["q", "url"],
        ("l.facebook.com" | "lm.facebook.com", "/l.php") | ("l.instagram.com", _) => &["u"],
        ("youtube.com", "/redirect") => &["q"],
        ("out.reddit.com", _) => &["url"],
        (host, _) if host.ends_with(".safelinks.protection.outlook.com") => &["url"],
        _ => return None,
    };
    let meant = names.iter().find_map(|wanted| {
        let mut pairs = url.query_pairs();
        pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    });
    meant.filter(|meant| may_link(meant) && !meant.contains(char::is_whitespace))
}

/// The link without tracking parameters, otherwise unchanged byte for byte. `None` if it has none.
pub fn without_tracking(link: &str) -> Option<String> {
    if !is_web(link) {
        return None;
    }
    let (before, fragment) = link.split_once('#').map_or((link, None), |(before, rest)| (before, Some(rest)));
    let (address, query) =
        before.split_once('?').map_or((before, None), |(address, query)| (address, Some(query)));
    let query = query.map(untracked);
    let fragment = fragment.filter(|fragment| !fragment.split('&').all(is_tracking));
    let mut out = address.to_owned();
    if let Some(query) = query.filter(|query| !query.is_empty()) {
        out.push('?');
        out.push_str(&query);
    }
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    // A trailing question mark stays as it was typed.
    (out.len() < link.trim_end_matches(['?', '#']).len()).then_some(out)
}

/// A link saved in a file by a browser or desktop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcut {
    pub link: String,
    /// The title of the page, if the file has one.
    pub title: String,
}

/// The link in a `.url`, `.webloc` or `.desktop` file. `stem` is the file name without its extension, which is the
/// title in such files.
pub fn shortcut(bytes: &[u8], stem: &str) -> Option<Shortcut> {
    let text = String::from_utf8_lossy(bytes);
    let value = |name: &str| {
        let mut lines = text.lines().map(str::trim);
        lines.find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('=')).map(str::trim)
    };
    let link = match value("URL") {
        Some(link) => link.to_owned(),
        None => in_property_list(&text)?,
    };
    let link = only_link(&link).filter(|link| is_web(link))?;
    let title = value("Name").unwrap_or(stem).trim();
    Some(Shortcut { link: clean(link).into_owned(), title: title.to_owned() })
}

/// The first address in a property list, in XML or in Apple's binary format.
fn in_property_list(text: &str) -> Option<String> {
    let is_xml = text.trim_start().starts_with("<?xml") || text.contains("<plist");
    if !is_xml && !text.starts_with("bplist") {
        return None;
    }
    let body = text.find("<string>").map_or(text, |at| text.get(at..).unwrap_or_default());
    let start = ["https://", "http://"].iter().filter_map(|scheme| body.find(scheme)).min()?;
    let rest = body.get(start..)?;
    let end = rest.find(|c: char| !c.is_ascii_graphic() || c == '<').unwrap_or(rest.len());
    Some(rest.get(..end)?.replace("&amp;", "&"))
}

fn untracked(query: &str) -> String {
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_tracking(pair)).collect();
    kept.join("&")
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    TRACKING.iter().any(|known| match known.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == *known,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(link: &str, expected: &str) {
        assert_eq!(clean(link), expected);
    }

    #[test]
    fn what_tracks_goes_and_what_chooses_stays() {
        check("https://a.example/x?utm_source=rss&id=7&fbclid=q#top", "https://a.example/x?id=7#top");
        check("https://a.example/?UTM_Medium=mail", "https://a.example/");
        check("https://a.example/w?v=1&p=2&article=3&id=4", "https://a.example/w?v=1&p=2&article=3&id=4");
        check("https://a.example/x#utm_source=app", "https://a.example/x");
        check("https://a.example/x?q=a%20b&&c", "https://a.example/x?q=a%20b&&c");
        check("https://a.example/x?", "https://a.example/x?");
        check("mailto:desk@a.example?subject=utm_source", "mailto:desk@a.example?subject=utm_source");
        check("a talk with the mayor?utm_source=x", "a talk with the mayor?utm_source=x");
    }

    #[test]
    fn the_list_names_each_parameter_once_and_none_that_chooses_a_page() {
        let mut names = TRACKING.clone();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TRACKING.len());
        for name in names {
            let plain = name.strip_suffix('*').unwrap_or(name);
            assert!(plain.len() > 2 && !["article", "page", "section", "date", "lang"].contains(&plain), "{name}");
            assert!(plain.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{name}");
            check(&format!("https://a.example/x?{plain}=1&id=2"), "https://a.example/x?id=2");
        }
    }

    #[track_caller]
    fn check_resolved(link: &str, expected: Option<&str>) {
        assert_eq!(resolve(link, "https://a.example/news/ferry.html").as_deref(), expected, "{link}");
    }

    #[test]
    fn a_relative_link_leads_from_its_page() {
        check_resolved("../map.html", Some("https://a.example/map.html"));
        check_resolved("/map", Some("https://a.example/map"));
        check_resolved("map.html#top", Some("https://a.example/news/map.html#top"));
        check_resolved("#top", Some("https://a.example/news/ferry.html#top"));
        check_resolved("?page=2", Some("https://a.example/news/ferry.html?page=2"));
        check_resolved("//b.example/x", Some("https://b.example/x"));
        check_resolved("https://b.example/x", Some("https://b.example/x"));
        check_resolved("mailto:a@b.example", Some("mailto:a@b.example"));
        assert_eq!(resolve("../map.html", ""), None);
        assert_eq!(resolve("map.html", "mailto:a@b.example"), None);
    }

    #[test]
    fn what_names_a_scheme_is_not_relative_however_it_is_written() {
        for link in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\tscript:x",
            "\u{1}javascript:x",
            "data:,x",
            "C:\\x",
            "x:y",
            "",
        ] {
            assert!(!is_relative(link), "{link:?}");
        }
        assert!(is_relative("a/b:c") && is_relative("./x:y"));
    }

    #[test]
    fn a_redirect_becomes_what_was_meant() {
        check("https://www.google.com/url?q=https://a.example/x%3Fid%3D7&sa=D&usg=z", "https://a.example/x?id=7");
        check("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fa.example%2F", "https://a.example/");
        check(
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fn%3Futm_source%3Dx&data=05",
            "https://a.example/n",
        );
        check("https://urldefense.com/v3/__https://a.example/n__;!!AbC$", "https://a.example/n");
        check("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&h=AT0", "https://a.example/");
    }

    #[test]
    fn a_redirect_to_what_is_no_link_stays() {
        for link in [
            "https://www.google.com/url?q=javascript:alert(1)",
            "https://www.google.com/search?q=https://a.example",
            "https://google.example.org/url?q=https://a.example",
        ] {
            check(link, link);
        }
    }

    #[test]
    fn each_link_of_a_line_is_cleaned() {
        let line = "https://a.example/?gclid=1 and https://b.example/?id=2";
        assert_eq!(clean_each(line).as_deref(), Some("https://a.example/ and https://b.example/?id=2"));
        assert_eq!(clean_each("no link"), None);
    }

    #[track_caller]
    fn check_shortcut(file: &[u8], link: &str, title: &str) {
        assert_eq!(shortcut(file, "stem"), Some(Shortcut { link: link.into(), title: title.into() }));
    }

    #[test]
    fn files_of_links_give_their_links() {
        check_shortcut(
            b"[InternetShortcut]\r\nURL=https://a.example/?utm_source=x\r\n",
            "https://a.example/",
            "stem",
        );
        check_shortcut(
            b"[Desktop Entry]\nType=Link\nName=The port\nURL=https://a.example/b\n",
            "https://a.example/b",
            "The port",
        );
        check_shortcut(
            b"<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"x\" \"http://www.apple.com/p.dtd\"><plist><dict><key>URL</key><string>https://a.example/?b&amp;c</string></dict></plist>",
            "https://a.example/?b&c",
            "stem",
        );
        check_shortcut(
            b"bplist00\xd1\x01\x02SURL_\x10\x13https://a.example/b\x08\x0b\x0f",
            "https://a.example/b",
            "stem",
        );
    }

    #[test]
    fn other_files_give_none() {
        for file in
            ["", "https://a.example", "[InternetShortcut]\nURL=javascript:alert(1)", "[Desktop Entry]\nExec=rm\n"]
        {
            assert_eq!(shortcut(file.as_bytes(), "stem"), None, "{file}");
        }
    }

    #[test]
    fn words_are_an_address_however_people_write_it() {
        let target = "https://a.example/b";
        for words in [target, "a.example/b", "A.example/b/", "https://a.example/b/"] {
            assert!(is_address_of(words, target), "{words}");
        }
        for words in ["", "a.example", "http://a.example/b", "a.example/b c", "see a.example/b", "b"] {
            assert!(!is_address_of(words, target), "{words}");
        }
        assert!(is_address_of("a.example", "https://a.example/"));
        assert!(is_address_of("https://a.example/ü", "https://a.example/%C3%BC"));
        assert!(is_address_of("me@a.example", "mailto:me@a.example"));
        assert!(is_address_of("mailto:me@a.example", "mailto:me@a.example"));
        assert!(!is_address_of("me@a.example", "mailto:you@a.example"));
        assert!(!is_address_of("me@a.example", "mailto:me@a.example?subject=x"));
    }

    #[test]
    fn one_link_is_told_from_a_sentence_with_one() {
        assert_eq!(only_link(" https://a.example/x\n"), Some("https://a.example/x"));
        assert_eq!(only_link("see https://a.example"), None);
        assert_eq!(only_link("javascript:alert(1)"), None);
    }
}
