//! Whether a draft has been started. Until the first words are written, no findings are shown. `check` decides what the
//! findings are.

use crate::article::{Article, Place};

/// Tracks whether a draft has been started.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beginning {
    /// The number of the draft seen last.
    draft: Option<u64>,
    is_begun: bool,
}

impl Beginning {
    /// Updates and returns whether the draft has been started. A draft counts as started when the focus has left the
    /// first text written in it, or when it is opened with text; and until it is blank again.
    pub fn watch(&mut self, draft: u64, article: &Article, focused: Option<&Place>) -> bool {
        let is_another = self.draft.replace(draft) != Some(draft);
        let is_left = || focused.is_none_or(|place| !article.is_blank_beside(Some(place)));
        let was_begun = is_another || self.is_begun;
        self.is_begun = !article.is_blank_beside(None) && (was_begun || is_left());
        self.is_begun
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_begun_when_its_first_words_are_left() {
        let (mut beginning, mut article) = (Beginning::default(), Article::default());
        article.language = "en-GB".into();
        article.byline = vec!["Ana Ruiz".into()];
        article.tags = vec!["flood".into()];
        let mut look = |draft, article: &Article, place| beginning.watch(draft, article, Some(&place));
        assert!(!look(1, &article, Place::Headline) && !look(1, &article, Place::Tags));
        article.headline = "Eels".into();
        assert!(!look(1, &article, Place::Headline), "the first words are being written");
        assert!(look(1, &article, Place::Deck));
        assert!(look(1, &article, Place::Headline), "gone back to them");
        article.headline.clear();
        assert!(!look(1, &article, Place::Headline), "blank again");
        let id = article.push_section("", "Eels climb.");
        assert!(!look(1, &article, Place::Body(id)) && look(1, &article, Place::Heading(id)));
        article.headline = "Eels".into();
        assert!(look(2, &article, Place::Headline), "opened with words in it");
    }
}
