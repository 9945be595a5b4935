//! The head of a page, for browsers, search engines and link previews. It contains only what is known.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::escape::{is_forbidden, push_text, push_value};
use super::generator::GENERATOR;
use crate::link::is_web;
use crate::markdown::Run;
use crate::page::{Direction, Entry, Figure, Meta, Page, Part};

const STYLE: &str = include_str!("../../../assets/page.css");

/// The greatest length of a description, in characters.
const DESCRIPTION_LIMIT: usize = 160;

/// Writes everything before the body.
pub(super) fn push(out: &mut String, page: &Page) {
    let meta = &page.meta;
    let data = linked_data(page);
    out.push_str("<!doctype html>\n<html");
    language(out, meta);
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
    policy(out, &data);
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    push_text(out, title(meta));
    out.push_str("</title>\n");
    named(out, "generator", GENERATOR);
    named(out, "description", &description(&meta.deck));
    meta.authors.iter().for_each(|author| named(out, "author", author));
    if !meta.canonical.is_empty() {
        out.push_str("<link rel=\"canonical\" href=\"");
        push_value(out, &meta.canonical);
        out.push_str("\">\n");
    }
    shared(out, page);
    out.push_str("<script type=\"application/ld+json\">");
    out.push_str(&data);
    out.push_str("</script>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n");
}

/// Declares an unknown language as unknown; then each paragraph has the direction of its own first letters.
fn language(out: &mut String, meta: &Meta) {
    out.push_str(" lang=\"");
    push_value(out, &meta.language);
    out.push('"');
    out.push_str(match meta.direction() {
        Some(Direction::LeftToRight) => " dir=\"ltr\"",
        Some(Direction::RightToLeft) => " dir=\"rtl\"",
        None => "",
    });
}

/// Writes the content security policy: no scripts, no requests, and only images are loaded. The data block is allowed
/// by its digest, because some checkers take it for a script.
fn policy(out: &mut String, data: &str) {
    let digest = BASE64_STANDARD.encode(Sha256::digest(data.as_bytes()));
    out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.push_str("img-src 'self' https: http: data:; style-src 'unsafe-inline'; script-src 'sha256-");
    out.push_str(&digest);
    out.push_str("'; base-uri 'none'; form-action 'none'\">\n");
}

/// The title of the file, which is required. Without a headline, the next best text is used.
fn title(meta: &Meta) -> &str {
    let known = [&meta.headline, &meta.deck];
    known.into_iter().find(|text| !text.is_empty()).map_or("Untitled", String::as_str)
}

/// The deck, cut at a word if it is too long.
fn description(deck: &str) -> String {
    let Some((end, _)) = deck.char_indices().nth(DESCRIPTION_LIMIT) else { return deck.to_owned() };
    let room = deck.char_indices().nth(DESCRIPTION_LIMIT - 1).map_or(end, |(at, _)| at);
    let start = deck.get(..room).unwrap_or_default();
    let kept = start.rfind(char::is_whitespace).and_then(|at| start.get(..at)).unwrap_or(start);
    let mut cut = kept.trim_end().trim_end_matches([',', ';', ':']).to_owned();
    cut.push('…');
    cut
}

fn named(out: &mut String, name: &str, content: &str) {
    attributed(out, "name", name, content);
}

fn property(out: &mut String, name: &str, content: &str) {
    attributed(out, "property", name, content);
}

fn attributed(out: &mut String, attribute: &str, name: &str, content: &str) {
    if content.is_empty() {
        return;
    }
    ["<meta ", attribute, "=\"", name, "\" content=\""].iter().for_each(|part| out.push_str(part));
    push_value(out, content);
    out.push_str("\">\n");
}

/// Open Graph and Twitter cards: how a link to the article is previewed elsewhere.
fn shared(out: &mut String, page: &Page) {
    let meta = &page.meta;
    let picture = picture(page);
    let address = picture.as_ref().map_or("", |p| p.url.as_str());
    let alt = picture.as_ref().map_or("", |p| p.alt.as_str());
    property(out, "og:type", "article");
    property(out, "og:title", &meta.headline);
    property(out, "og:description", &meta.deck);
    property(out, "og:url", &meta.canonical);
    property(out, "og:image", address);
    property(out, "og:image:alt", alt);
    property(out, "og:locale", &locale(&meta.language));
    property(out, "article:published_time", &meta.published);
    property(out, "article:modified_time", &meta.updated);
    meta.tags.iter().for_each(|tag| property(out, "article:tag", tag));
    if meta.headline.is_empty() {
        return;
    }
    named(out, "twitter:card", if picture.is_some() { "summary_large_image" } else { "summary" });
    named(out, "twitter:title", &meta.headline);
    named(out, "twitter:description", &meta.deck);
    named(out, "twitter:image", address);
    named(out, "twitter:image:alt", alt);
}

/// `en-GB` as `en_GB`; empty for a tag without a country.
fn locale(language: &str) -> String {
    let mut subtags = language.split('-');
    let (Some(language), Some(country), None) = (subtags.next(), subtags.next(), subtags.next()) else {
        return String::new();
    };
    let is_letters = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_alphabetic());
    if is_letters(language) && is_letters(country) {
        [&language.to_ascii_lowercase(), "_", &country.to_ascii_uppercase()].concat()
    } else {
        String::new()
    }
}

/// The lead image as others can load it: only one on the web.
struct Picture {
    url: String,
    alt: String,
    caption: String,
    credit: String,
}

impl Picture {
    /// The image for schema.org, which has no alternative text; it is used if there is no caption.
    fn described(&self) -> ImageObject<'_> {
        let caption = if self.caption.is_empty() { &self.alt } else { &self.caption };
        ImageObject { url: &self.url, caption, credit: &self.credit }
    }
}

fn picture(page: &Page) -> Option<Picture> {
    let figure = page.parts.iter().find_map(|part| if let Part::Image(f) = part { Some(f) } else { None });
    let Figure { file, alt, caption, credit } = &**figure?;
    let text = |run: &Option<Run>| run.as_ref().map(|r| r.text.to_string()).unwrap_or_default();
    let url = text(file);
    let alt = alt.as_ref().map(|(_, alt)| alt.text.to_string()).unwrap_or_default();
    is_web(&url).then(|| Picture { url, alt, caption: text(caption), credit: text(credit) })
}

/// The article in the vocabulary of schema.org.
#[derive(Serialize)]
struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    image: Vec<ImageObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    #[serde(rename = "datePublished", skip_serializing_if = "str::is_empty")]
    published: &'a str,
    #[serde(rename = "dateModified", skip_serializing_if = "str::is_empty")]
    modified: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    dateline: &'a str,
    #[serde(rename = "inLanguage", skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(rename = "mainEntityOfPage", skip_serializing_if = "str::is_empty")]
    page: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    url: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    keywords: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Organization>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<CreativeWork>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct ImageObject<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    caption: &'a str,
    #[serde(rename = "creditText", skip_serializing_if = "str::is_empty")]
    credit: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Person<'a> {
    name: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct CreativeWork {
    position: usize,
    #[serde(skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Organization>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Organization {
    name: String,
}

fn linked_data(page: &Page) -> String {
    let meta = &page.meta;
    let picture = picture(page);
    let byline = page.parts.iter().find_map(|part| if let Part::Byline(b) = part { Some(b) } else { None });
    let dateline = byline.and_then(|byline| byline.dateline.as_ref());
    let article = NewsArticle {
        context: "https://schema.org",
        kind: "NewsArticle",
        headline: &meta.headline,
        description: &meta.deck,
        image: picture.iter().map(Picture::described).collect(),
        author: meta.authors.iter().map(|name| Person { name }).collect(),
        published: &meta.published,
        modified: &meta.updated,
        dateline: dateline.map_or("", |run| run.text.as_str()),
        language: &meta.language,
        page: &meta.canonical,
        url: &meta.canonical,
        keywords: &meta.tags,
        publisher: Some(&meta.publisher)
            .filter(|name| !name.is_empty())
            .map(|name| Organization { name: name.clone() }),
        citation: page.sources().iter().map(citation).collect(),
    };
    in_script(&serde_json::to_string(&article).unwrap_or_default())
}

fn citation(entry: &Entry) -> CreativeWork {
    let text = |run: Option<Run>| run.map(|r| String::from(r.text)).unwrap_or_default();
    let link = text(entry.link());
    CreativeWork {
        position: entry.number,
        name: text(entry.title()),
        url: if is_web(&link) { link } else { String::new() },
        publisher: entry.publisher().map(|run| Organization { name: run.text.into() }),
    }
}

/// JSON that can neither end the script element around it nor contain a character that HTML forbids.
fn in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') || is_forbidden(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04X}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}
