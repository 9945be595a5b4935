//! A whole document that is pasted into an empty draft.

use egui::Context;

use crate::app::App;
use crate::app::dialog::Message;
use crate::format::Origin;

impl App {
    /// A whole document that is pasted into an empty draft can fill its fields.
    pub(in crate::app) fn watch_paste(&mut self, ctx: &Context) {
        if !self.document.article().is_empty() || self.document.is_read_only() {
            return;
        }
        let is_document = |event: &egui::Event| matches!(event, egui::Event::Paste(text) if is_document(text));
        let pasted = ctx.input_mut(|input| {
            let at = input.events.iter().position(is_document)?;
            Some(input.events.remove(at))
        });
        if let Some(egui::Event::Paste(text)) = pasted {
            self.show_message(ctx, Message::paste(text));
        }
    }

    /// Pastes what was held back, into the field that has got the focus back.
    pub(in crate::app) fn put_back_paste(&mut self, ctx: &Context) {
        if self.focus_goal.is_some() || ctx.memory(|memory| memory.focused()).is_none() {
            return;
        }
        if let Some(text) = self.paste.take() {
            ctx.input_mut(|input| input.events.push(egui::Event::Paste(text)));
        }
    }
}

/// Whether a text is more than some lines for one field.
fn is_document(text: &str) -> bool {
    text.lines().filter(|line| !line.trim().is_empty()).count() >= DOCUMENT_LINES
}

const DOCUMENT_LINES: usize = 3;

/// In which form a pasted text is written.
pub(super) fn origin_of(text: &str) -> Origin {
    let start = text.trim_start().to_ascii_lowercase();
    let is_html =
        ["<!doctype", "<html", "<h1", "<p>", "<article", "<div"].iter().any(|tag| start.starts_with(tag));
    let is_markdown = text.lines().any(|line| line.starts_with("# ") || line.starts_with("## "));
    match (is_html, is_markdown) {
        (true, _) => Origin::Html,
        (false, true) => Origin::Markdown,
        (false, false) => Origin::Text,
    }
}
