//! Unsaved work that was found: offered, opened, put aside, and forgotten. How it is shown is in `dialog::recovery`.

use std::path::PathBuf;

use egui::Context;

use crate::app::App;
use crate::app::dialog::recovery::Recovering;
use crate::app::dialog::{Dialog, Message, RecoveryDialog};
use crate::app::exchange::values::{Entry, Next, Why};
use crate::app::journal::Recovered;
use crate::document::Document;

impl App {
    pub(super) fn unsaved_found(&mut self, ctx: &Context, entries: Vec<Entry>, why: Why) {
        let is_offered = self.offer.is_some() || matches!(self.dialog, Some(Dialog::Recovery(_)));
        let is_news = match &why {
            Why::Asked => true,
            Why::Started(fault) => fault.is_some() || !entries.is_empty(),
            // As the program starts with a draft, all there is is offered: this is among it.
            Why::Opened(path) => {
                !entries.is_empty()
                    && !is_offered
                    && self.document.path() == Some(path)
                    && self.recovered.is_none()
            }
        };
        if !is_news {
            return;
        }
        // There may be something else to say first.
        let is_next = !self.openings.comes_up() && matches!(self.dialog, None | Some(Dialog::Recovery(_)))
            || why == Why::Asked;
        let dialog = RecoveryDialog::new(entries, why);
        if is_next {
            self.show(ctx, Dialog::Recovery(dialog));
        } else {
            self.offer = Some(dialog);
        }
    }

    /// Offers what had to wait for another dialog.
    pub(in crate::app) fn watch_offer(&mut self, ctx: &Context) {
        if self.dialog.is_none()
            && !self.openings.comes_up()
            && let Some(offer) = self.offer.take()
        {
            self.show(ctx, Dialog::Recovery(offer));
        }
    }

    pub(super) fn recovering(&mut self, ctx: &Context, recovering: Recovering) {
        match recovering {
            Recovering::Later => {}
            Recovering::Open(kept) => self.leave(ctx, Next::Recover(kept)),
            Recovering::Discard(kept, name) => self.show_message(ctx, Message::discard_unsaved(kept, &name)),
        }
    }

    pub(super) fn recovered(
        &mut self,
        ctx: &Context,
        kept: PathBuf,
        opened: Result<(Box<Document>, u64), String>,
    ) {
        // Something was written while the work was being read.
        if self.has_unsaved_work() && self.left != Some(self.document.state()) {
            return self.leave(ctx, Next::Recover(kept));
        }
        match opened {
            Ok((document, at)) => {
                self.begin(*document);
                self.recovered = Some(Recovered { entry: kept, at, state: self.document.state() });
                self.say("Opened as an unsaved draft; save it to keep it");
            }
            Err(reason) => self.show_message(ctx, Message::failed("The unsaved work could not be opened", reason)),
        }
    }

    pub(super) fn unsaved_discarded(&mut self, ctx: &Context, discarded: Result<(), String>) {
        match discarded {
            Ok(()) => self.say("Discarded; you can recover it for seven days (File > Recover unsaved work)"),
            Err(reason) => {
                return self.show_message(ctx, Message::failed("The unsaved work was not discarded", reason));
            }
        }
        self.exchange.find_unsaved(Why::Started(None));
    }

    pub(super) fn ask_forget(&mut self, ctx: &Context) {
        if let Some(path) = self.document.path().map(PathBuf::from) {
            self.show_message(ctx, Message::forget(path, &self.name()));
        }
    }

    pub(super) fn forget_draft(&mut self, path: PathBuf) {
        self.settings.forget(&path);
        self.recent.retain(|known| known.path != path);
        self.exchange.forget(path);
    }

    pub(super) fn forgotten(&mut self, ctx: &Context, path: PathBuf, forgotten: Result<(), String>) {
        match forgotten {
            Ok(()) if self.document.path() == Some(path.as_path()) && self.has_unsaved_work() => {
                self.say("History deleted; unsaved changes in this window are still protected");
            }
            Ok(()) => self.say(format!("History of {} deleted", path.display())),
            Err(reason) => {
                self.show_message(ctx, Message::failed("Not everything could be deleted", reason));
            }
        }
    }
}
