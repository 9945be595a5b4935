//! Takes a paste out of the input before a field sees it, together with the markup on the clipboard. `paste` decides
//! what is inserted. Pasting a whole document into an empty draft asks first.

use egui::{Context, Event, Key, Modifiers};

use crate::app::dialog::Message;
use crate::app::form::field_id;
use crate::app::{App, exchange, item_list};
use crate::article::{ItemKind, Place};
use crate::count::plural;
use crate::link;
use crate::markdown::cost;
use crate::paste::{self, Field, Pasted, field_of};
use crate::reading::Origin;
use crate::writing::{self, Selection};

/// What to do in a field as soon as it has the focus.
pub(in crate::app) struct Held {
    what: What,
    /// The number of frames it has waited.
    frames: u8,
}

enum What {
    Paste(Pasted),
    /// The event of a key pressed in the field.
    Event(Event),
}

/// A field that does not report its selection within this number of frames has none to report.
const PATIENCE: u8 = 3;

/// The name of the pasted text in messages.
const NAME: &str = "the pasted text";

const TOO_MUCH: &str = "Too much to paste (over 8 MB); save it as a file and import that";

const TOO_MANY: &str = "Not pasted: the draft would become too complex to open again; use another draft";

impl App {
    /// Handles a paste, copy or cut event. Such an event is alone in its frame.
    pub(in crate::app) fn watch_clipboard(&mut self, ctx: &Context) {
        let is_clipping = |event: &Event| matches!(event, Event::Paste(_) | Event::Copy | Event::Cut);
        let event = ctx.input(|input| input.events.iter().find(|event| is_clipping(event)).cloned());
        let is_taken = match event {
            Some(event) => self.clipped(ctx, event),
            None => self.pasted_markup(ctx),
        };
        self.is_key_heard &= !hears(ctx, Stroke::Up);
        if is_taken {
            ctx.input_mut(|input| input.events.retain(|event| !is_clipping(event)));
            ctx.request_repaint();
        }
    }

    /// Pastes, copies or cuts. Returns `false` if the focused field has to do it by itself.
    fn clipped(&mut self, ctx: &Context, event: Event) -> bool {
        match event {
            Event::Paste(text) => {
                self.is_key_heard = true;
                self.pasted(ctx, text)
            }
            Event::Copy => self.copied_out(ctx),
            Event::Cut => self.cut_out(ctx),
            _ => false,
        }
    }

    /// Pastes markup that has no plain text. For such a clipboard the window receives only the release of the key.
    fn pasted_markup(&mut self, ctx: &Context) -> bool {
        self.is_key_heard |= hears(ctx, Stroke::Down);
        if self.is_key_heard || !hears(ctx, Stroke::Up) {
            return false;
        }
        match self.clipboard.text() {
            Some(_) => false,
            None => self.clipboard.html().is_some_and(|html| self.pasted(ctx, html)),
        }
    }

    /// The focused text and its selection.
    pub(super) fn target(&self, ctx: &Context) -> Option<(Place, Selection)> {
        let (place, selection) = self.form.selection()?;
        let has_focus = ctx.memory(|memory| memory.focused()) == Some(field_id(place));
        (has_focus && !self.form.is_moving_focus()).then(|| (place.clone(), selection))
    }

    /// Pastes. Returns `false` if the focused field has to do it by itself.
    fn pasted(&mut self, ctx: &Context, text: String) -> bool {
        if self.session.document().is_read_only() {
            return false;
        }
        if let Some(words) = self.too_much(&text) {
            self.say(words);
            return true;
        }
        let is_empty = self.session.document().article().is_empty();
        let target = self.target(ctx);
        let is_on_new_source = target.is_none() && has_focus(ctx, ItemKind::Source);
        if is_on_new_source && self.paste_sources(ctx, &text) {
            return true;
        }
        if target.is_none() && !is_empty {
            return false;
        }
        let misread = paste::misread(&text);
        let html = self.clipboard.html();
        if let Some(own) = self.own(&text, html.as_deref()) {
            return target.is_some_and(|target| self.paste_at(ctx, target, &own));
        }
        let pasted = Pasted::new(text, html.as_deref());
        if is_empty && is_document(&pasted) {
            let import = match (&pasted, html) {
                (Pasted::Rich(_), Some(html)) => exchange::import_reading(&paste::article(&html), NAME.into()),
                (Pasted::Rich(rich), None) => {
                    exchange::import_text(&rich.markdown(), Origin::Markdown, NAME.into())
                }
                (Pasted::Plain(text), _) => exchange::import_text(text, origin_of(text), NAME.into()),
            };
            self.show_message(ctx, Message::paste(import, pasted));
            return true;
        }
        let is_pasted = target.is_some_and(|target| self.paste_at(ctx, target, &pasted));
        if is_pasted && misread > 0 {
            self.say(format!("Pasted with {} repaired", plural(misread, "misread character")));
        }
        is_pasted
    }

    /// Why a text is not pasted: it is too long, or the draft could not be opened again with it.
    fn too_much(&self, text: &str) -> Option<&'static str> {
        if text.len() > paste::SIZE_LIMIT {
            return Some(TOO_MUCH);
        }
        let texts = self.session.document().article().long_texts().chain(std::iter::once(text));
        cost::too_much_for_a_draft(texts).map(|_| TOO_MANY)
    }

    /// The excerpt copied from one of our fields, in its original Markdown, if it is still on the clipboard.
    fn own(&self, text: &str, html: Option<&str>) -> Option<Pasted> {
        let copied = self.copied.as_ref().filter(|copied| copied.text.replace("\r\n", "\n") == text)?;
        let is_same = match html {
            Some(html) => !copied.html.is_empty() && html.contains(copied.html.trim()),
            None => copied.html.is_empty(),
        };
        is_same.then(|| Pasted::Plain(copied.written.clone()))
    }

    /// Pastes at a place, as one undo step. Returns `false` if the place has no text.
    fn paste_at(&mut self, ctx: &Context, (place, selection): (Place, Selection), pasted: &Pasted) -> bool {
        let Some(text) = self.session.document().article().text(&place) else { return false };
        let field = field_of(&place);
        let change = paste::insert(text, selection, pasted, field);
        let said = said(pasted, field, &change.text);
        self.change(place, &change, ctx.input(|input| input.time));
        said.into_iter().for_each(|said| self.say(said));
        true
    }

    /// Adds pasted links as sources, while the button that adds a source has the focus. Returns whether the text is
    /// links only.
    fn paste_sources(&mut self, ctx: &Context, text: &str) -> bool {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let links: Option<Vec<&str>> = lines.map(link::only_link).collect();
        let Some(links) = links.filter(|links| !links.is_empty()) else { return false };
        self.left_alone = 0;
        let found = links.into_iter().map(|link| link::Shortcut { link: link.to_owned(), title: String::new() });
        self.add_sources(ctx, found.collect());
        true
    }

    /// Pastes the text of the clipboard without formatting, in the text that has the focus or gets it back.
    pub(super) fn paste_plain(&mut self, ctx: &Context) {
        self.is_key_heard = true;
        let Some(text) = self.clipboard.text().filter(|text| !text.is_empty()) else {
            return self.say("No text on the clipboard");
        };
        if let Some(words) = self.too_much(&text) {
            return self.say(words);
        }
        self.hold_paste(ctx, Pasted::Plain(text.replace("\r\n", "\n")));
    }

    /// Keeps content to be pasted until a field has the focus.
    pub(super) fn hold_paste(&mut self, ctx: &Context, pasted: Pasted) {
        self.wait_for_field(ctx, What::Paste(pasted));
    }

    /// Keeps an event until a field has the focus.
    pub(super) fn hold_event(&mut self, ctx: &Context, event: Event) {
        self.wait_for_field(ctx, What::Event(event));
    }

    fn wait_for_field(&mut self, ctx: &Context, what: What) {
        self.held = Some(Held { what, frames: 0 });
        ctx.request_repaint();
    }

    /// Pastes the clipboard, in the text that has the focus or gets it back.
    pub(super) fn paste(&mut self, ctx: &Context) {
        let found = self.clipboard.text().filter(|text| !text.is_empty()).or_else(|| self.clipboard.html());
        match found {
            Some(text) => self.hold_event(ctx, Event::Paste(text.replace("\r\n", "\n"))),
            None => self.say("No text on the clipboard"),
        }
    }

    /// Selects all of the text that has the focus or gets it back.
    pub(super) fn select_all(&mut self, ctx: &Context) {
        let modifiers = Modifiers { ctrl: true, ..Modifiers::COMMAND };
        let event = Event::Key { key: Key::A, physical_key: None, pressed: true, repeat: false, modifiers };
        self.hold_event(ctx, event);
    }

    /// Does what was held back, once the field has the focus again.
    pub(in crate::app) fn put_back_held(&mut self, ctx: &Context) {
        if self.focus_goal.is_some() || self.form.is_moving_focus() {
            return;
        }
        let Some(held) = self.held.take() else { return };
        match (self.target(ctx), held.what) {
            (Some((place, selection)), What::Paste(Pasted::Plain(words))) => {
                self.paste_words(ctx, &place, selection, words);
            }
            (Some(target), What::Paste(rich @ Pasted::Rich(_))) => {
                self.paste_at(ctx, target, &rich);
            }
            (Some(_), What::Event(event)) => self.give(ctx, event),
            // A field that has just received the focus reports its selection when it is drawn.
            (None, what) if held.frames < PATIENCE => {
                self.held = Some(Held { what, frames: held.frames + 1 });
                ctx.request_repaint();
            }
            // A field for names or keys does this by itself.
            (None, What::Paste(pasted)) => ctx.input_mut(|input| input.events.push(Event::Paste(pasted.words()))),
            (None, What::Event(event)) => self.give(ctx, event),
        }
    }

    /// Passes an event to the focused field, unless it is handled here.
    fn give(&mut self, ctx: &Context, event: Event) {
        if !self.clipped(ctx, event.clone()) {
            ctx.input_mut(|input| input.events.push(event));
        }
    }

    fn paste_words(&mut self, ctx: &Context, place: &Place, selection: Selection, words: String) {
        let words = writing::enterable(&words);
        let words = match field_of(place) {
            Field::Blocks => words.into_owned(),
            Field::Line | Field::Words | Field::Links => paste::on_one_line(&words),
        };
        let range = self.session.document().article().text(place).map(|text| selection.within(text).range());
        let Some(range) = range else { return };
        let selection = Selection::at(range.start + words.len());
        let change = writing::Change { range, text: words, selection };
        self.change(place.clone(), &change, ctx.input(|input| input.time));
    }
}

/// The message about a paste, if there is one.
fn said(pasted: &Pasted, field: Field, became: &str) -> Option<String> {
    match pasted {
        Pasted::Rich(rich) if rich.pictures_left_out > 0 => {
            let pictures = plural(rich.pictures_left_out, "image");
            Some(format!("Pasted without {pictures}; drop an image file here to add a lead image"))
        }
        Pasted::Plain(words) => {
            let is_link = field == Field::Links || link::only_link(words).is_some();
            let is_cleaned = is_link && link::clean_each(&paste::on_one_line(words)).is_some();
            (is_cleaned && field != Field::Words && !became.is_empty())
                .then(|| "Tracking parameters removed from the link".to_owned())
        }
        Pasted::Rich(_) => None,
    }
}

/// Whether a key goes down or up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stroke {
    Down,
    Up,
}

/// Whether the window receives this event of the key that pastes. When pressed as a shortcut, it arrives as a paste
/// event instead.
fn hears(ctx: &Context, stroke: Stroke) -> bool {
    let is_it = |event: &Event| match event {
        Event::Key { key: Key::V, pressed, .. } => *pressed == (stroke == Stroke::Down),
        _ => false,
    };
    ctx.input(|input| input.events.iter().any(is_it))
}

fn has_focus(ctx: &Context, kind: ItemKind) -> bool {
    ctx.memory(|memory| memory.focused()) == Some(item_list::add_id(kind))
}

/// Whether the content is a document rather than some lines for one field.
fn is_document(pasted: &Pasted) -> bool {
    match pasted {
        Pasted::Plain(text) => text.lines().filter(|line| !line.trim().is_empty()).count() >= DOCUMENT_LINES,
        Pasted::Rich(rich) => rich.lines() >= DOCUMENT_LINES,
    }
}

const DOCUMENT_LINES: usize = 3;

/// The format in which a pasted text is written.
fn origin_of(text: &str) -> Origin {
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
