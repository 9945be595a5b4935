//! The fragment: the article for pasting into other programs, and its differences from a page. `portable` knows which
//! blocks other programs keep.

use super::escape::push_text;
use super::parts::{Kind, Markup};
use super::portable::Portable;
use crate::article::Place;
use crate::markdown::{Block, Inline};
use crate::page::{Figure, Page, PageNote, Part};

/// Everything after the headline as clean HTML that the editors of other programs preserve, with one line per
/// paragraph. The same page gives the same bytes.
pub fn render_fragment(page: &Page) -> String {
    let mut markup = Markup::new(page, Kind::Fragment);
    page.parts.iter().for_each(|part| markup.part(part));
    markup.out
}

/// The whole article for copying: the headline, followed by the fragment.
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
    /// Writes a block of a body, in a fragment in a form that other editors preserve.
    pub(super) fn block_of(&mut self, place: &Place, block: &Block) {
        match self.kind {
            Kind::Page => self.block(place, block),
            Kind::Fragment => {
                let portable = Portable { page: self.page, place };
                self.apart(place, &portable.block(block));
            }
        }
    }

    /// Writes blocks, with an empty paragraph between two lists, because other editors merge them and number them
    /// consecutively.
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

    /// Writes the texts of a figure without an image as paragraphs, because other editors treat such a figure as
    /// broken.
    pub(super) fn words_of_figure(&mut self, figure: &Figure) {
        let alt = figure.alt.as_ref().map(|(_, alt)| alt.text.to_string());
        for words in alt.into_iter().chain(figure.legend()) {
            self.out.push_str("<p>");
            push_text(&mut self.out, &words);
            self.out.push_str("</p>\n");
        }
    }

    /// Writes notes as paragraphs with their letters, because list items would get numbers.
    pub(super) fn lettered_notes(&mut self, notes: &[PageNote]) {
        self.out.push_str("<h2>Notes</h2>\n");
        for note in notes {
            let portable = Portable { page: self.page, place: &note.place };
            self.apart(&note.place, &portable.note(note));
        }
    }
}
