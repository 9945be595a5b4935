//! Notes where the cursor was when a draft is left, so that it can return there.

use std::path::PathBuf;
use std::time::Duration;

use crate::app::App;
use crate::file::Whereabouts;

impl App {
    /// Saves the last position in the draft of this file, on a thread.
    pub(super) fn note_whereabouts(&self, draft: PathBuf) {
        if let Some(at) = self.whereabouts() {
            self.exchange.keep_whereabouts(draft, at);
        }
    }

    /// Saves it before the window closes.
    pub(in crate::app) fn note_whereabouts_now(&self, patience: Duration) {
        if let (Some(draft), Some(at)) = (self.session.document().path(), self.whereabouts()) {
            self.exchange.keep_whereabouts_now(draft, at, patience);
        }
    }

    fn whereabouts(&self) -> Option<Whereabouts> {
        let known = self.form.selection().map(|(place, selection)| (place.clone(), selection));
        let (place, selection) = known.or_else(|| {
            let place = self.active.clone()?;
            let selection = self.form.selected_in(&place);
            Some((place, selection))
        })?;
        let sight = self.form.sight()?;
        Some(Whereabouts { place, anchor: selection.anchor, caret: selection.caret, sight })
    }
}
