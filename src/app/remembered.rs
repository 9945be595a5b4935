//! Counts what the window keeps in memory. None of it may grow with the length of a session. Each cache limits itself;
//! the counts here are for the tests that check them.

use egui::Context;

use super::App;
use crate::article::{Article, SourceField};
use crate::history::{BYTES_LIMIT, STEP_LIMIT};

/// How many values a cache holds, and how many it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remembered {
    pub what: &'static str,
    pub count: usize,
    pub most: usize,
}

/// Texts that are in no list, and fields typed as one text and stored as a list.
const SINGLE_FIELDS: usize = 24;
/// The lines of all texts that are visible, and those about to be.
const LINES_SET: usize = 400;
/// What egui stores for scroll areas, menus, windows and fields of dialogs.
const WIDGETS: usize = 300;
/// Texts that egui has laid out for one frame.
const GALLEYS: usize = 1_500;
/// About 2048 pixels square: see `theme::AtlasBound`.
const ATLAS_PIXELS: usize = 2049 * 2048;

impl App {
    /// The sizes of all caches.
    pub fn remembered(&self, ctx: &Context) -> Vec<Remembered> {
        let article = self.session.document().article();
        let fields = fields(article);
        let items = article.takeaways.len() + article.sections.len() + article.sources.len();
        let history = self.session.document().history();
        let [texts, raw, lines, rows] = self.form.remembered();
        let [read, verdicts, words, ignored] = self.spelling.reader.remembered();
        let [blocks, jobs] = self.preview.remembered();
        let [width, height] = ctx.fonts(|fonts| fonts.font_image_size());
        let counted = |what, count, most| Remembered { what, count, most };
        vec![
            counted("texts of the form", texts, 3 * fields + crate::app::form::FEW_TEXTS),
            counted("fields half typed", raw, 4),
            counted("lines laid out", lines, LINES_SET),
            counted("rows of the form", rows, items + 16),
            counted("texts read for spelling", read, fields),
            counted("words asked about", verdicts, 2 * crate::spell::REMEMBERED),
            counted("words that are not known", words, article_words(article)),
            counted("words ignored by the writer", ignored, usize::MAX),
            counted("marked texts", self.derived.marks().len(), fields),
            counted("parts of the page", self.derived.remembered(), 6 * (items + 1)),
            counted("blocks of the preview", blocks, super::preview::MOST_BLOCKS),
            counted("lines of the preview", jobs, super::preview::MOST_LINES),
            counted("steps of the history", history.undo_len() + history.redo_len(), STEP_LIMIT),
            counted("bytes of the history", history.size_in_bytes(), BYTES_LIMIT),
            counted("states of widgets", ctx.data(|data| data.len()), WIDGETS),
            counted("pieces of text", ctx.fonts(|fonts| fonts.num_galleys_in_cache()), GALLEYS),
            counted("pixels of the font atlas", width * height, ATLAS_PIXELS),
            counted("pictures", ctx.tex_manager().read().num_allocated(), 2),
        ]
    }
}

/// The number of fields of an article.
fn fields(article: &Article) -> usize {
    let of_sources = SourceField::TEXTS.len() + 1;
    SINGLE_FIELDS + article.takeaways.len() + 2 * article.sections.len() + of_sources * article.sources.len()
}

/// An upper limit for the number of different words in an article.
fn article_words(article: &Article) -> usize {
    let sections = article.sections.iter().map(|section| section.heading.len() + section.body.len());
    let texts =
        sections.sum::<usize>() + article.takeaways.iter().map(|takeaway| takeaway.text.len()).sum::<usize>();
    (texts + article.lede.len() + article.headline.len() + article.deck.len() + article.image.alt.len()) / 2 + 100
}
