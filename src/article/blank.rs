//! Whether an article is blank: whether nothing has been written in it.

use super::place::{Place, SourceField};
use super::values::{Article, Source};

impl Article {
    /// Whether nothing has been written, apart from the text at this place. Defaults of new drafts and details about
    /// the article do not count.
    pub fn is_blank_beside(&self, place: Option<&Place>) -> bool {
        let is_blank = |at: Place, text: &str| text.trim().is_empty() || place == Some(&at);
        let has_words = |source: &Source| {
            let place = |field| Place::Source(source.key.clone(), field);
            SourceField::TEXTS.into_iter().any(|field| !is_blank(place(field), source.text(field)))
        };
        is_blank(Place::Headline, &self.headline)
            && is_blank(Place::Deck, &self.deck)
            && is_blank(Place::ImageFile, &self.image.file)
            && is_blank(Place::ImageAlt, &self.image.alt)
            && is_blank(Place::ImageCaption, &self.image.caption)
            && is_blank(Place::ImageCredit, &self.image.credit)
            && is_blank(Place::Dateline, &self.dateline)
            && is_blank(Place::Lede, &self.lede)
            && self.takeaways.iter().all(|t| is_blank(Place::Takeaway(t.id), &t.text))
            && self
                .sections
                .iter()
                .all(|s| is_blank(Place::Heading(s.id), &s.heading) && is_blank(Place::Body(s.id), &s.body))
            && !self.sources.iter().any(|source| has_words(source))
    }
}
