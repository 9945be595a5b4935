//! Names the invisible characters in an article. `page` decides what happens to them.

use super::entry::{Loss, counted};
use crate::article::Article;
use crate::markdown::{self, Block};
use crate::page::hidden::{Hidden, may_hide, shown, sweep, sweep_line};

/// The characters that are not exported unchanged.
pub(super) fn losses(article: &Article) -> impl Iterator<Item = Loss> + use<> {
    let Hidden { breaks, controls, objects, unreadable, turns, idle } = hidden(article);
    let named = [
        counted(
            breaks,
            "a line or page break from another program (becomes a space)",
            "{} line or page breaks from other programs (become spaces)",
        ),
        counted(controls, "an invisible control character", "{} invisible control characters"),
        counted(objects, "an embedded object", "{} embedded objects"),
        counted(
            unreadable,
            "a character that could not be read (shows as �)",
            "{} characters that could not be read (show as �)",
        ),
        counted(
            turns,
            "a hidden character that changes text direction",
            "{} hidden characters that change text direction",
        ),
        counted(idle, "a zero-width character with no effect", "{} zero-width characters with no effect"),
    ];
    named.into_iter().flatten()
}

fn hidden(article: &Article) -> Hidden {
    let mut found = Hidden::default();
    plain_texts(article).for_each(|text| found += shown(text).1);
    for takeaway in article.takeaways.iter().filter(|takeaway| may_hide(&takeaway.text)) {
        found += sweep_line(&mut markdown::parse_inline(&takeaway.text));
    }
    let bodies = article.sections.iter().map(|section| section.body.as_str());
    for body in std::iter::once(article.lede.as_str()).chain(bodies).filter(|body| may_hide(body)) {
        let mut blocks: Vec<Block> = markdown::parse(body);
        blocks.iter_mut().for_each(|block| found += sweep(block));
    }
    found
}

/// The exported texts that are not Markdown.
fn plain_texts(article: &Article) -> impl Iterator<Item = &str> {
    let image = &article.image;
    let fields = [
        &article.headline,
        &article.deck,
        &image.file,
        &image.alt,
        &image.caption,
        &image.credit,
        &article.dateline,
        &article.slug,
    ];
    let lists = article.byline.iter().chain(&article.tags);
    let headings = article.sections.iter().map(|section| &section.heading);
    let sources = article.sources.iter().flat_map(|source| [&source.link, &source.title, &source.publisher]);
    fields.into_iter().chain(lists).chain(headings).chain(sources).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Format, loss, render};
    use crate::page::compose;

    /// Each character, and the message about it.
    const CASES: [(&str, &str); 15] = [
        ("\u{2028}", "break"),
        ("\u{2029}", "break"),
        ("\u{B}", "break"),
        ("\u{85}", "break"),
        ("\u{1}", "control"),
        ("\u{1B}", "control"),
        ("\u{7F}", "control"),
        ("\u{92}", "control"),
        ("\u{FEFF}", "control"),
        ("\u{FFFC}", "object"),
        ("\u{202E}", "direction"),
        ("\u{2067}", "direction"),
        ("\u{2063}", "zero-width"),
        ("\u{200B}\u{200B}", "zero-width"),
        ("\u{FFFD}", "could not be read"),
    ];

    fn with(hiding: &str) -> Article {
        let text = format!("ab{hiding}cd");
        let mut article =
            Article { headline: text.clone(), deck: text.clone(), language: "en".into(), ..Article::default() };
        article.byline = vec![text.clone()];
        article.tags = vec![text.clone()];
        article.image.alt = text.clone();
        article.push_takeaway(&text);
        article.push_section(
            &text,
            format!("{text} **{text}**\n\n- `{text}`\n\n| {text} |\n|---|\n\n```\n{text}\n```"),
        );
        article.push_source(crate::article::Source { key: "k".into(), title: text, ..Default::default() });
        article
    }

    #[test]
    fn every_form_has_one_rule_and_every_form_says_so() {
        for (hiding, said) in CASES {
            let article = with(hiding);
            let page = compose(&article);
            for format in Format::ALL {
                let out = render(&page, format);
                let stays = hiding == "\u{FFFD}";
                assert_eq!(out.contains(hiding), stays, "{hiding:?} in {format:?}: {out}");
                assert!(stays || !out.contains('\u{FFFD}'), "{hiding:?} in {format:?}: {out}");
                let losses = loss::losses(&article, &page, format);
                assert!(
                    losses.iter().any(|loss| loss.what.contains(said)),
                    "{hiding:?} in {format:?}: {losses:?}"
                );
            }
        }
    }

    #[test]
    fn a_character_written_by_its_number_is_found() {
        let mut article = Article { language: "en".into(), ..Article::default() };
        article.push_section("", "a&#x202E;b");
        let page = compose(&article);
        assert!(!render(&page, Format::Markdown).contains("202E"));
        assert_eq!(loss::losses(&article, &page, Format::HtmlPage).len(), 1);
    }
}
