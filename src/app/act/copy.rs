//! Copies and cuts selected text, as markup and plain text together. Copying the whole article is in `commands`.

use egui::Context;

use crate::app::App;
use crate::article::Place;
use crate::excerpt::excerpt;
use crate::writing::{Change, Selection};

impl App {
    /// Copies the selection, or the whole field if nothing is selected. Returns `false` if the field has to copy by
    /// itself.
    pub(super) fn copied_out(&mut self, ctx: &Context) -> bool {
        let Some((place, selection)) = self.target(ctx) else { return false };
        let Some(text) = self.session.document().article().text(&place) else { return false };
        let range = selection.within(text).range();
        let written = if range.is_empty() { text } else { text.get(range.clone()).unwrap_or_default() };
        if written.is_empty() {
            return false;
        }
        let written = written.to_owned();
        self.put_on_clipboard(ctx, &place, &written);
        if range.is_empty() {
            let whole = self.session.document().article().place_label(&place);
            self.say(format!("No selection; copied the whole field: {whole}"));
        }
        true
    }

    /// Cuts the selection. Returns `false` if the field has to cut by itself.
    pub(super) fn cut_out(&mut self, ctx: &Context) -> bool {
        let Some((place, selection)) = self.target(ctx) else { return false };
        let Some(text) = self.session.document().article().text(&place) else { return false };
        let range = selection.within(text).range();
        let Some(written) = text.get(range.clone()).filter(|written| !written.is_empty()) else { return false };
        let written = written.to_owned();
        self.put_on_clipboard(ctx, &place, &written);
        let change = Change { selection: Selection::at(range.start), range, text: String::new() };
        self.change(place, &change, ctx.input(|input| input.time));
        true
    }

    fn put_on_clipboard(&mut self, ctx: &Context, place: &Place, written: &str) {
        let mut excerpt = excerpt(self.session.document().article(), place, written);
        let copied = self.clipboard.set_html(excerpt.html.clone(), excerpt.text.clone());
        if copied.is_err() {
            // egui has its own command for text without markup.
            ctx.copy_text(excerpt.text.clone());
            excerpt.html.clear();
        }
        self.copied = Some(excerpt);
    }
}
