//! Rules about the lead image.

use super::facts::Checked;
use super::finding::Severity;
use super::rule::{Found, Rule};
use crate::article::Place;

pub(super) const NO_ALT_TEXT: Rule = Rule {
    id: "image-without-alt",
    severity: Severity::Error,
    about: "Images need alt text for readers who cannot see them (WCAG 2.2, 1.1.1).",
    check: no_alt_text,
};

fn no_alt_text(checked: &Checked<'_>) -> Vec<Found> {
    let image = &checked.article.image;
    let is_silent = !image.file.trim().is_empty() && image.alt.trim().is_empty();
    is_silent.then(|| Found::at(Place::ImageAlt, "the image has no alt text")).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, filled};

    #[test]
    fn a_picture_needs_an_alt_text_and_words_alone_do_not() {
        let mut article = filled();
        article.image.caption = "The pier".into();
        check(&article, &[]);
        article.image.file = "pier.jpg".into();
        check(&article, &["Lead image: the image has no alt text [image-without-alt]"]);
        article.image.alt = "A pier".into();
        check(&article, &[]);
    }
}
