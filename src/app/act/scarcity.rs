//! What the window does when memory runs short: it writes unsaved text to the journal at once, drops caches and tells
//! the writer. If no memory is left, the program ends; see `exchange::journal::guard`.

use egui::Context;

use crate::app::App;
use crate::app::dialog::Message;
use crate::{allocator, file};

/// Reserve for whoever runs out of memory first: what a few frames need, in bytes.
const FIRST: usize = 16 << 20;
/// Memory is scarce when less than this is left, in bytes: the system's graphics libraries cannot draw without it.
const ROOM: usize = 24 << 20;

/// The state of the memory.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::app) struct Memory {
    standing: Standing,
    /// The number of frames until memory of the last draft is returned to the system.
    tidy_in: u8,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Standing {
    #[default]
    Ample,
    /// Scarce, and the writer was told.
    Scarce,
}

/// The number of frames after which the caches contain nothing of the previous draft.
const FRAMES: u8 = 3;

impl Memory {
    /// Another draft is shown: returns the memory of the previous one to the system once the caches have dropped it.
    pub(in crate::app) fn tidy_soon(&mut self) {
        self.tidy_in = FRAMES;
    }
}

/// Sets up the reserve that shows when memory is scarce, and returns large allocations to the system at once.
pub(in crate::app) fn begin() {
    file::separate_large();
    allocator::keep_first(FIRST);
}

impl App {
    /// Notices when memory becomes scarce, and when it no longer is.
    pub(in crate::app) fn watch_memory(&mut self, ctx: &Context) {
        let is_scarce = allocator::is_scarce(ROOM);
        match (self.memory.standing, is_scarce) {
            (Standing::Ample, false) => {}
            (Standing::Ample, true) => self.memory_is_scarce(ctx),
            (Standing::Scarce, _) => {
                if allocator::keep_first(FIRST) && !allocator::is_scarce(ROOM) {
                    self.memory.standing = Standing::Ample;
                }
            }
        }
        if self.memory.tidy_in > 0 {
            self.memory.tidy_in -= 1;
            ctx.request_repaint();
            if self.memory.tidy_in == 0 {
                file::tidy_heap();
            }
        }
    }

    fn memory_is_scarce(&mut self, ctx: &Context) {
        self.memory.standing = Standing::Scarce;
        self.keeper.flusher().flush();
        self.let_go();
        let revision = self.session.document().revision();
        self.status.say("Memory is running low: save the draft and close other programs", revision);
        if self.dialog.is_none() {
            self.show_message(ctx, Message::failed(TITLE, TEXT.into()));
        }
    }

    /// Drops everything that can be computed again.
    fn let_go(&mut self) {
        self.form.let_go();
        self.preview.let_go();
        self.spelling.reader.let_go();
        file::tidy_heap();
    }
}

const TITLE: &str = "Memory is running low";
const TEXT: &str = "Your work is safe. Save the draft and close other programs. If memory runs out, Copydesk \
                    closes and offers your unsaved work the next time it starts.";

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::app::World;
    use crate::app::dialog::Dialog;
    use crate::app::settings::Settings;
    use crate::article::Place;
    use crate::file::UserFolders;
    use crate::file::journal::found;
    use crate::session::Input;

    fn window(ctx: &Context, folder: &Path) -> App {
        App::for_test(ctx, World::within(folder), Settings { has_run: true, ..Settings::default() }, None)
    }

    #[test]
    fn before_memory_runs_out_what_was_written_is_in_the_journal_and_the_writer_knows() {
        let (ctx, folder) = (Context::default(), tempfile::tempdir().expect("a folder for the journal"));
        let mut app = window(&ctx, folder.path());
        app.session.document_mut().edit(Place::Headline, 0.0, |article| article.headline.push_str("Eels climb"));
        app.watch_memory(&ctx);
        app.tell(&ctx, Input::Note);
        let folders = UserFolders::within(folder.path());
        assert!(found(&folders).is_empty() && app.dialog.is_none(), "there is enough");
        app.memory_is_scarce(&ctx);
        assert_eq!(found(&folders).len(), 1);
        assert!(matches!(&app.dialog, Some(Dialog::Message(said)) if said.title == TITLE));
        app.dialog = None;
        app.watch_memory(&ctx);
        assert!(app.dialog.is_none(), "it is said once");
        assert_eq!(app.memory.standing, Standing::Ample, "there is enough again");
    }
}
