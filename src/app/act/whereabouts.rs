//! Where the writer was in a draft: noted when it is left, and gone back to when it is opened again.

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::file::Whereabouts;
use crate::writing::Selection;

impl App {
    /// Keeps where the writer is in the draft, beside the frames.
    pub(in crate::app) fn note_whereabouts(&self) {
        if let Some((draft, at)) = self.whereabouts() {
            self.exchange.keep_whereabouts(draft, at);
        }
    }

    /// Keeps it before the window goes.
    pub(in crate::app) fn note_whereabouts_now(&self) {
        if let Some((draft, at)) = self.whereabouts() {
            self.exchange.keep_whereabouts_now(&draft, &at);
        }
    }

    fn whereabouts(&self) -> Option<(PathBuf, Whereabouts)> {
        let draft = self.document.path()?.to_owned();
        let known = self.form.selection().map(|(place, selection)| (place.clone(), selection));
        let (place, selection) = known.or_else(|| {
            let place = self.active.clone()?;
            let selection = self.form.selected_in(&place);
            Some((place, selection))
        })?;
        let sight = self.form.sight()?;
        Some((draft, Whereabouts { place, anchor: selection.anchor, caret: selection.caret, sight }))
    }

    /// Goes back to where the writer was in the draft of this file, as far as that is still there.
    pub(super) fn go_back_to(&mut self, draft: &Path, at: Option<Whereabouts>) {
        let Some(Whereabouts { place, anchor, caret, sight }) = at else { return };
        if self.document.path() != Some(draft) {
            return;
        }
        let Some(text) = self.document.article().text(&place) else { return };
        let selection = Selection { anchor, caret }.within(text);
        self.go_to(place, Some(selection));
        self.form.stand_at(sight);
    }
}
