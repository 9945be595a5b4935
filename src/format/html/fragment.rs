//! The fragment: the article for pasting into other programs, and its differences from a page. `portable` knows which
//! blocks other programs keep.

use super::escape::push_text;
use super::parts::{Kind, Markup};
use super::portable::Portable;
use crate::article::Place;
use crate::markdown::{Block, Inline};
use crate::page::{Figure, Page, PageNote, Part};

/// Everything after the headline as clean markup that the editors of other programs keep, one line per paragraph. The
/// same page gives the same bytes.
pub fn render_fragment(page: &Page) -> String {
    let mut markup = Markup::new(page, Kind::Fragment);
    page.parts.iter().for_each(|part| markup.part(part));
    markup.out
}

/// The whole piece as it is copied: the fragment under its headline.
pub fn render_rich(page: &Page) -> String {
    let mut out = String::new();
    if let Some(Part::Headline(headline)) = page.parts.first() {
        out.push_str("<h1>");
        push_text(&mut out, &headline.text);
        out.push_str("</h1>\n");
    }
    out.push_str(&render_fragment(page));
    out
}

impl Markup<'_> {
    /// A block of a body, in a fragment as others keep it.
    pub(super) fn block_of(&mut self, place: &Place, block: &Block) {
        match self.kind {
            Kind::Page => self.block(place, block),
            Kind::Fragment => {
                let portable = Portable { page: self.page, place };
                self.apart(place, &portable.block(block));
            }
        }
    }

    /// Writes blocks, with an empty line between two lists: others make them one, and number that through.
    fn apart(&mut self, place: &Place, blocks: &[Block]) {
        for block in blocks {
            let is_behind_list = self.out.ends_with("</ul>\n") || self.out.ends_with("</ol>\n");
            if is_behind_list && matches!(block, Block::List(_)) {
                self.out.push_str("<p><br></p>\n");
            }
            self.block(place, block);
        }
    }

    pub(super) fn line_of(&mut self, place: &Place, line: &[Inline]) {
        match self.kind {
            Kind::Page => self.line(place, line),
            Kind::Fragment => self.line(place, &Portable { page: self.page, place }.line(line)),
        }
    }

    /// A figure without a picture is taken for markup that has gone wrong: its words are paragraphs.
    pub(super) fn words_of_figure(&mut self, figure: &Figure) {
        let alt = figure.alt.as_ref().map(|(_, alt)| alt.text.to_string());
        for words in alt.into_iter().chain(figure.legend()) {
            self.out.push_str("<p>");
            push_text(&mut self.out, &words);
            self.out.push_str("</p>\n");
        }
    }

    /// Paragraphs that say their letters: as the items of a list they would be numbered.
    pub(super) fn lettered_notes(&mut self, notes: &[PageNote]) {
        self.out.push_str("<h2>Notes</h2>\n");
        for note in notes {
            let portable = Portable { page: self.page, place: &note.place };
            self.apart(&note.place, &portable.note(note));
        }
    }
}
