//! The banner over a draft that cannot be changed: why, and a way to change it where there is one.

use egui::text::LayoutJob;
use egui::{Frame, Label, Margin, Panel, Ui};

use crate::app::command::Command;
use crate::app::words::said;
use crate::app::{App, icon, theme};
use crate::document::ReadOnly;
use crate::session::Action;

impl App {
    /// Says why the draft is read-only.
    pub(in crate::app) fn banner_ui(&self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(why) = self.session.document().why_read_only() else { return };
        let (words, edit) = match why {
            ReadOnly::Newer(_) => (
                "This draft was saved by a newer version of Copydesk. You can read and export it, but not change \
                 it: saving it here could lose data."
                    .to_owned(),
                None,
            ),
            ReadOnly::Held(holder) => (
                format!(
                    "Read-only: this draft is open elsewhere. It was opened {}. You can read and export it, \
                     or use “Save as” to work on a copy.",
                    said::who(holder, &*self.clock)
                ),
                Some("Take over…"),
            ),
            ReadOnly::Free => {
                ("Read-only: this draft is no longer open elsewhere.".to_owned(), Some("Edit this draft"))
            }
        };
        let frame = Frame::new().fill(theme::tokens(ui).wash).inner_margin(Margin::symmetric(16, 8));
        Panel::top("banner").frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(theme::icon(icon::LOCK));
                let room = edit.map_or(0.0, |label| button_width(ui, label) + theme::SPACE_4);
                let width = (ui.available_width() - room).max(0.0);
                ui.scope(|ui| {
                    ui.set_width(width);
                    ui.add(Label::new(theme::INTERFACE.text(words)).wrap());
                });
                theme::outline_controls(ui);
                if edit.is_some_and(|label| ui.button(label).clicked()) {
                    commands.push(Action::Edit.into());
                }
            });
        });
    }
}

fn button_width(ui: &Ui, label: &str) -> f32 {
    let job = LayoutJob::single_section(label.to_owned(), theme::INTERFACE.format(theme::tokens(ui).ink));
    ui.fonts_mut(|fonts| fonts.layout_job(job)).size().x + 2.0 * ui.spacing().button_padding.x
}
