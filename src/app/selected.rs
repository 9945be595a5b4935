//! How many words are selected and which section the cursor is in, for the status line. Computed when the selection or
//! the article changes, never in an idle frame.

use super::view::{Counts, words, words_of_blocks};
use crate::article::{Article, Item, Place};
use crate::writing::Selection;

/// Caches the last count.
#[derive(Debug, Default)]
pub struct Selected {
    counted: Option<(u64, Place, Selection)>,
    words: usize,
}

/// Word counts for the selection and its section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Here {
    /// In the selection; `None` if nothing is selected.
    pub selected: Option<InSelection>,
    /// In the section with the focus.
    pub in_section: Option<usize>,
}

/// The number of words in the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InSelection {
    pub words: usize,
    /// Whether they count towards the article; those of a private note do not.
    pub is_of_piece: bool,
}

impl Selected {
    /// The counts for the focused text and its selection.
    pub fn here(
        &mut self,
        article: &Article,
        revision: u64,
        counts: &Counts,
        focused: Option<&Place>,
        selection: Option<(&Place, Selection)>,
    ) -> Here {
        let section = match focused.and_then(Place::item) {
            Some(Item::Section(id)) => Some(id),
            Some(Item::Takeaway(_) | Item::Source(_)) | None => None,
        };
        let selected = selection.filter(|(_, selection)| !selection.is_empty());
        Here {
            selected: selected.map(|(place, selection)| InSelection {
                words: self.words(article, revision, place, selection),
                is_of_piece: is_of_piece(place),
            }),
            in_section: section.map(|id| counts.words_of(id)),
        }
    }

    fn words(&mut self, article: &Article, revision: u64, place: &Place, selection: Selection) -> usize {
        let is_counted = self
            .counted
            .as_ref()
            .is_some_and(|(known, at, what)| (*known, at, *what) == (revision, place, selection));
        if !is_counted {
            let text = article.text(place).unwrap_or_default();
            let selected = text.get(selection.within(text).range()).unwrap_or_default();
            let is_of_blocks = matches!(place, Place::Lede | Place::Body(_));
            self.words = if is_of_blocks { words_of_blocks(selected) } else { words(selected) };
            self.counted = Some((revision, place.clone(), selection));
        }
        self.words
    }
}

/// Whether the words of a place count towards the article.
fn is_of_piece(place: &Place) -> bool {
    matches!(
        place,
        Place::Headline | Place::Deck | Place::Takeaway(_) | Place::Lede | Place::Heading(_) | Place::Body(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, selection: Selection, expected: Option<usize>) {
        let article = Article { headline: text.into(), ..Article::default() };
        let mut selected = Selected::default();
        let at = Some((&Place::Headline, selection));
        let here = selected.here(&article, 1, &Counts::default(), None, at);
        assert_eq!(here.selected.map(|selected| selected.words), expected, "{text}");
    }

    #[test]
    fn the_words_of_the_selection_are_counted() {
        check("Tide tables, at last", Selection { anchor: 12, caret: 5 }, Some(1));
        check("Tide tables, at last", Selection::over(0..20), Some(4));
        check("Tide tables", Selection::at(4), None);
        check("Füße", Selection::over(0..2), Some(1));
        check("Tide", Selection::over(2..900), Some(1));
    }

    #[test]
    fn the_same_selection_is_not_counted_twice() {
        let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
        let mut selected = Selected::default();
        let mut count = |article: &Article, revision| {
            let at = Some((&Place::Headline, Selection::over(0..11)));
            selected.here(article, revision, &Counts::default(), None, at).selected.map(|s| s.words)
        };
        assert_eq!(count(&article, 1), Some(2));
        article.headline = "Tidetables.".into();
        assert_eq!(count(&article, 1), Some(2), "nothing is counted before the revision says so");
        assert_eq!(count(&article, 2), Some(1));
    }
}
