//! What can be done now, and what is switched on: for menus, shortcuts and the palette.

use egui::Context;

use crate::app::App;
use crate::app::command::{Formats, Situation, Switched};
use crate::app::menu::Tab;
use crate::app::settings::Settings;
use crate::article::{Item, Place};

impl App {
    /// What can be done now; decides which commands are enabled.
    pub(in crate::app) fn situation(&self) -> Situation {
        let is_writable = !self.session.document().is_read_only();
        let place = self.in_hand.as_ref().map(|(place, _)| place);
        Situation {
            is_filled: !self.session.has_only_defaults(),
            is_writable,
            // Saving would lose what the newer version of the program stored.
            is_savable: self.session.document().newer_version().is_none(),
            can_undo: self.session.document().can_undo(),
            can_redo: self.session.document().can_redo(),
            in_item: self.active_item().is_some(),
            in_words: place.is_some_and(Place::has_formats),
            in_body: place.is_some_and(Place::has_paragraphs),
            in_section: matches!(self.active_item(), Some(Item::Section(_))),
            is_held_back: self.session.document().is_held_back(),
            is_imported: self.session.last_import().is_some(),
            is_named: self.session.document().path().is_some(),
            is_exported: self.session.last_export().is_some(),
        }
    }

    /// What is switched on now. In focus mode nothing stands beside the text.
    pub(in crate::app) fn switched(&self, ctx: &Context) -> Switched<'_> {
        let Settings { is_outline_shown, is_preview_shown, .. } = self.settings;
        let fold = self.fold(ctx.content_rect().width());
        let is_outline_shown =
            if fold.is_outline_folded { self.panes.is_outline_unfolded } else { is_outline_shown };
        let is_beside = !self.is_focus_mode();
        let in_hand = self.in_hand.as_ref().filter(|(place, _)| place.has_formats());
        let text = in_hand.and_then(|(place, selection)| {
            self.session.document().article().text(place).map(|text| (text, *selection))
        });
        Switched {
            settings: &self.settings,
            is_outline_shown: is_beside && is_outline_shown,
            is_preview_shown: is_beside && fold.tab.map_or(is_preview_shown, |tab| tab == Tab::Preview),
            are_findings_shown: is_beside && self.panes.are_findings_shown,
            is_full_screen: ctx.input(|input| input.viewport().fullscreen.unwrap_or_default()),
            formats: Formats::of(text),
        }
    }
}
