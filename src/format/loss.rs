//! What a format leaves out of an article, in words for the user, to be shown before an export. `page` and the
//! renderers decide what is left out; this module only names it.

mod inlines;
mod entry;
mod hidden;
mod links;

use super::Format;
use crate::article::{Article, Source};
use crate::markdown::{self, Block, Inline};
use crate::page::{self, Meta, Page, Part};

pub use entry::Loss;
use entry::{counted, named};
use inlines::each_inline;

/// Something that not every format supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aspect {
    Headline,
    ImageFile,
    Marks,
    Slug,
    Language,
    Published,
    Updated,
    Canonical,
    Tags,
}

/// What each format cannot contain. For sources see [`sources`]; private fields are not a loss.
fn cannot_hold(format: Format) -> &'static [Aspect] {
    use Aspect::{Canonical, Headline, ImageFile, Language, Marks, Published, Slug, Tags, Updated};
    match format {
        Format::Text => &[ImageFile, Marks, Slug, Language, Published, Updated, Canonical, Tags],
        Format::Markdown => &[Slug, Language, Published, Updated, Canonical, Tags],
        Format::MarkdownWithFrontMatter => &[],
        Format::HtmlPage => &[Slug],
        Format::HtmlFragment => &[Headline, Slug, Language, Published, Updated, Canonical, Tags],
    }
}

/// What a format leaves out of an article that is composed as this page; empty if nothing.
pub fn losses(article: &Article, page: &Page, format: Format) -> Vec<Loss> {
    let cannot = cannot_hold(format);
    let held = ALL.iter().filter(|aspect| !cannot.contains(aspect));
    let mut losses: Vec<Loss> = cannot.iter().filter_map(|aspect| aspect.name(article, page)).collect();
    losses.extend(held.filter_map(|aspect| aspect.unusable(article, page)));
    losses.extend(unseen_notes(page, format));
    losses.extend(beside_languages(article, format));
    losses.extend(links::dead_links(article));
    losses.extend(links::addresses_in_headings(article));
    losses.extend(links::unresolved_links(page, format));
    losses.extend(sources(article));
    losses.extend(hidden::losses(article));
    losses.extend(unknown_fields(article));
    losses
}

const ALL: [Aspect; 9] = [
    Aspect::Headline,
    Aspect::ImageFile,
    Aspect::Marks,
    Aspect::Slug,
    Aspect::Language,
    Aspect::Published,
    Aspect::Updated,
    Aspect::Canonical,
    Aspect::Tags,
];

impl Aspect {
    /// The loss, if the article has the aspect.
    fn name(self, article: &Article, page: &Page) -> Option<Loss> {
        let has = |text: &str| !text.trim().is_empty();
        match self {
            Aspect::Headline => named(has(&article.headline), "the headline"),
            Aspect::ImageFile => named(has(&article.image.file), "the lead image’s file"),
            Aspect::Marks => named(has_marks(page), "emphasis and other formatting"),
            Aspect::Slug => named(has(&article.slug), "the slug"),
            Aspect::Language => named(has(&article.language), "the language"),
            Aspect::Published => named(has(&article.published), "the publication date"),
            Aspect::Updated => named(has(&article.updated), "the update date"),
            Aspect::Canonical => named(has(&article.canonical), "the canonical link"),
            Aspect::Tags => named(article.tags.iter().any(|tag| has(tag)), "the tags"),
        }
    }

    /// The loss, if the article has the aspect in a form that no format supports.
    fn unusable(self, article: &Article, page: &Page) -> Option<Loss> {
        let Meta { published, updated, canonical, .. } = &page.meta;
        let language = article.language.trim();
        let is_bad = |typed: &str, used: &str| !typed.trim().is_empty() && used.is_empty();
        match self {
            Aspect::Language => {
                let is_bad = !language.is_empty() && !page::is_language(language);
                named(is_bad, "the language, because it is not a language tag")
            }
            Aspect::Published => {
                named(is_bad(&article.published, published), "the publication date, because it is not a date")
            }
            Aspect::Updated => {
                named(is_bad(&article.updated, updated), "the update date, because it is not a date")
            }
            Aspect::Canonical => {
                named(is_bad(&article.canonical, canonical), "the canonical link, because it is not a web link")
            }
            Aspect::ImageFile => {
                let is_shown = page.parts.iter().any(|part| matches!(part, Part::Image(f) if f.file.is_some()));
                named(
                    !article.image.file.trim().is_empty() && !is_shown,
                    "the lead image’s file, because it is not a path or web link",
                )
            }
            Aspect::Headline | Aspect::Marks | Aspect::Slug | Aspect::Tags => None,
        }
    }
}

/// Markdown keeps a footnote without a reference, but no renderer shows it.
fn unseen_notes(page: &Page, format: Format) -> Option<Loss> {
    let has_unseen = page.notes().iter().any(|note| !note.is_cited);
    match format {
        Format::Markdown | Format::MarkdownWithFrontMatter => {
            named(has_unseen, "footnotes with no reference in the text")
        }
        Format::Text | Format::HtmlPage | Format::HtmlFragment => None,
    }
}

/// The info string of a code block besides its language, which many Markdown readers misinterpret.
fn beside_languages(article: &Article, format: Format) -> Option<Loss> {
    match format {
        Format::Markdown | Format::MarkdownWithFrontMatter | Format::HtmlPage => {}
        Format::Text | Format::HtmlFragment => return None,
    }
    let mut count = 0;
    let bodies = article.sections.iter().map(|section| section.body.as_str());
    let has_fence = |body: &&str| body.contains("```") || body.contains("~~~");
    for body in std::iter::once(article.lede.as_str()).chain(bodies).filter(has_fence) {
        for block in &markdown::parse(body) {
            markdown::each_block(block, &mut |block| {
                let is_more = |info: &str| page::language_of_code(info) != info.trim();
                count += usize::from(matches!(block, Block::Code(code) if is_more(&code.info)));
            });
        }
    }
    let one = "extra text after the language of a code block";
    counted(count, one, "extra text after the language of {} code blocks")
}

/// What is lost of the sources in every format. Notes, access dates and other private fields are not a loss.
fn sources(article: &Article) -> Vec<Loss> {
    let has = |text: &str| !text.trim().is_empty();
    let sources = |field: fn(&Source) -> &str| article.sources.iter().filter(|s| has(field(s))).count();
    let unlisted = |s: &Source| !page::is_listed(s) && (has(&s.author) || has(&s.published));
    let unlisted = article.sources.iter().filter(|s| unlisted(s)).count();
    [
        counted(sources(|s| &s.author), "the author of a source", "the authors of {} sources"),
        counted(
            sources(|s| &s.published),
            "the publication date of a source",
            "the publication dates of {} sources",
        ),
        counted(
            unlisted,
            "a source with no link, title or publisher",
            "{} sources with no link, title or publisher",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Unknown fields stay in the draft, because they may be private.
fn unknown_fields(article: &Article) -> Option<Loss> {
    let count = article.unknown_fields().map(|(_, unknown)| unknown.as_slice().len()).sum();
    counted(
        count,
        "a field saved by a newer version of Copydesk",
        "{} fields saved by a newer version of Copydesk",
    )
}

fn has_marks(page: &Page) -> bool {
    let mut is_marked = false;
    each_inline(page, &mut |inline| match inline {
        Inline::Emphasis(_) | Inline::Strong(_) | Inline::Strikethrough(_) | Inline::Code(_) => is_marked = true,
        Inline::Text(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => {}
    });
    is_marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Status;

    #[track_caller]
    pub(super) fn check(article: &Article, format: Format, expected: &[&str]) {
        let losses: Vec<String> =
            losses(article, &page::compose(article), format).into_iter().map(|loss| loss.what).collect();
        assert_eq!(losses, expected);
    }

    fn with_meta() -> Article {
        let mut article = Article {
            headline: "H".into(),
            slug: "h".into(),
            language: "en".into(),
            published: "2026-03-02T08:00:00+01:00".into(),
            updated: "2026-03-02T09:00:00+01:00".into(),
            canonical: "https://a.example/h".into(),
            tags: vec!["t".into()],
            ..Article::default()
        };
        article.image.file = "a.jpg".into();
        article.push_takeaway("*so*");
        article
    }

    #[test]
    fn each_form_names_what_it_cannot_hold() {
        let meta = ["the slug", "the language", "the publication date", "the update date"];
        let rest = ["the canonical link", "the tags"];
        let marks = ["the lead image’s file", "emphasis and other formatting"];
        check(&with_meta(), Format::Text, &[&marks[..], &meta, &rest].concat());
        check(&with_meta(), Format::Markdown, &[&meta[..], &rest].concat());
        check(&with_meta(), Format::MarkdownWithFrontMatter, &[]);
        check(&with_meta(), Format::HtmlPage, &["the slug"]);
        check(&with_meta(), Format::HtmlFragment, &[&["the headline"], &meta[..], &rest].concat());
    }

    #[test]
    fn what_no_form_can_use_is_named_with_the_reason() {
        let mut article = Article { published: "yesterday".into(), language: "?".into(), ..Article::default() };
        article.canonical = "a.example".into();
        article.image.file = "javascript:x".into();
        check(
            &article,
            Format::MarkdownWithFrontMatter,
            &[
                "the lead image’s file, because it is not a path or web link",
                "the language, because it is not a language tag",
                "the publication date, because it is not a date",
                "the canonical link, because it is not a web link",
            ],
        );
    }

    #[test]
    fn what_is_private_is_no_loss_and_what_a_reader_would_see_is() {
        let mut article = Article { status: Status::Approved, note: "n".into(), ..Article::default() };
        for author in ["A", "B"] {
            let (link, note) = ("https://a.example".into(), "n".into());
            article.push_source(Source { link, author: author.into(), note, ..Source::default() });
        }
        article.push_source(Source { accessed: "today".into(), note: "n".into(), ..Source::default() });
        article.push_source(Source { published: "2026".into(), ..Source::default() });
        for format in Format::ALL {
            check(
                &article,
                format,
                &[
                    "the authors of 2 sources",
                    "the publication date of a source",
                    "a source with no link, title or publisher",
                ],
            );
        }
    }

    #[test]
    fn what_code_says_of_itself_beside_its_language_is_named() {
        let mut article = Article::default();
        article.push_section("S", "```js title=\"a.js\"\nb\n```\n\n~~~ rust\nc\n~~~\n\n    d");
        let what = "extra text after the language of a code block";
        check(&article, Format::Markdown, &[what]);
        check(&article, Format::HtmlPage, &[what]);
        article.push_section("T", "> - ``` {.js}\n>   ```\n\ne[^1]\n\n[^1]: f\n\n    ```sh $ g\n    ```");
        let what = "extra text after the language of 3 code blocks";
        check(&article, Format::MarkdownWithFrontMatter, &[what]);
        check(&article, Format::Text, &[]);
    }

    #[test]
    fn a_language_that_is_none_is_named_whatever_stands_in_for_it() {
        let article = Article { language: "?".into(), ..Article::default() };
        let mut page = page::compose(&article);
        page.set_house_language("en");
        let losses = losses(&article, &page, Format::HtmlPage);
        assert_eq!(losses, [Loss { what: "the language, because it is not a language tag".into() }]);
    }
}
