//! Work that takes longer than a frame may: reading and writing files, and asking for paths. It is done on threads,
//! and what comes of it arrives as events, of which `app` makes something.

pub mod event;
pub mod native;
mod opening;
pub mod question;
mod unsaved;
pub mod values;
mod versions;
pub mod worker;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use super::desktop;
use crate::article::Article;
use crate::document::Document;
use crate::file::listing::{Ask, look};
use crate::file::{self, Claim, Expected, Fingerprint, Holding, Lock, Template, Tenure, Whereabouts};
use crate::format::{self, Format};
use crate::link;
use crate::page::Page;
use event::{Arrived, Elsewhere, Event, LockAsked, LockFound, Locked, Locking, Look, Onto, Saved};
use native::Taken;
use values::{Next, Presence};
use worker::Exchange;

pub use opening::{import_reading, import_text, open};
pub use question::{Purpose, Question, with_ending};
pub use values::{NotOpened, Opened, Way};

impl Exchange {
    /// Asks for a path by the desktop's dialog; where there is none the question is given back.
    pub fn ask(&mut self, question: Question) -> Option<Question> {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        let purpose = question.purpose;
        // On the thread of the dialog: the disk is asked about the path.
        let reply = move |path: PathBuf| {
            let event = match purpose {
                Purpose::SaveAs => saved_as(path),
                Purpose::Open | Purpose::Import | Purpose::Picture | Purpose::Export(_) => {
                    Event::PathChosen(purpose, path)
                }
            };
            let _ = sender.send(event);
            ctx.request_repaint();
        };
        match self.dialogs.ask(question.clone(), Box::new(reply)) {
            Taken::Yes => None,
            Taken::No => Some(question),
        }
    }

    /// Looks at a path for our own file dialog.
    pub fn look(&self, number: u64, ask: Ask, question: Question) {
        self.start(move || {
            let (path, found) = look(ask, |path| question.with_ending(path));
            Event::Looked(number, path, found)
        });
    }

    /// Shows a file among others in the desktop's program for files.
    pub fn reveal(&self, path: PathBuf) {
        let show = self.show;
        self.start(move || {
            let shown = show(&path);
            Event::Revealed(path, shown)
        });
    }

    /// Opens a draft in some way, or takes in a file of another kind. `now` is in seconds since 1970. The
    /// receiver disconnects when it is done.
    pub fn open(&self, number: u64, path: PathBuf, way: Way, now: u64) -> Receiver<()> {
        let (tell, user) = (self.teller(), self.user.clone());
        let (held, is_done) = channel();
        self.worker.start(Box::new(move || {
            let result = open(&path, way, now, &user);
            let prepared = result.as_ref().ok().and_then(Opened::prepared).map(Box::new);
            let whereabouts = file::whereabouts(&user, &path);
            tell(Event::Opened(Arrived { number, path, result, prepared, whereabouts }));
            drop(held);
        }));
        is_done
    }

    /// Keeps where the writer is in a draft.
    pub fn keep_whereabouts(&self, draft: PathBuf, at: Whereabouts) {
        let user = self.user.clone();
        self.worker.start(Box::new(move || file::keep_whereabouts(&user, &draft, &at)));
    }

    /// The same at once, for a window that is closed.
    pub fn keep_whereabouts_now(&self, draft: &Path, at: &Whereabouts) {
        file::keep_whereabouts(&self.user, draft, at);
    }

    /// Looks what has become of a draft's file and its lock.
    pub fn look_elsewhere(&self, look: Look) {
        let pause = self.pause;
        self.start(move || {
            let (change, stat) = file::settled(&look.path, look.seen.as_ref(), look.disk, pause);
            let lock = match &look.lock {
                LockAsked::Nothing => LockFound::Nothing,
                LockAsked::Own(claim) => LockFound::Own(claim.tenure()),
                LockAsked::Others => LockFound::Others(file::holder(&look.path)),
            };
            Event::ChangedElsewhere(Box::new(Elsewhere { look, change, stat, lock }))
        });
    }

    /// Locks the file of a draft. `now` is in seconds since 1970.
    pub fn lock(&self, draft: u64, path: PathBuf, why: Locking, now: u64) {
        self.start(move || {
            let holding = match &why {
                Locking::TakeOver(asked) => file::take_over(&path, asked, now),
                Locking::Written | Locking::ToEdit => file::hold(&path, now),
            };
            Event::Locked(Locked { draft, path, why, holding })
        });
    }

    /// Gives a lock back, which may take as long as the disk likes.
    pub fn give_back(&self, lock: Lock) {
        lock.leave();
        self.worker.start(Box::new(move || drop(lock)));
    }

    /// What tells the window, from any thread, that a draft's file may have changed.
    pub fn stir(&self) -> impl Fn() + Send + 'static {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        move || {
            let _ = sender.send(Event::Stirred);
            ctx.request_repaint();
        }
    }

    /// Takes in a file as an article.
    pub fn import(&self, path: PathBuf) {
        self.start(move || Event::Imported(opening::import(&path).map(Box::new)));
    }

    /// Saves the draft, whole or not at all. `now` is in seconds since 1970.
    pub fn save(&self, draft: u64, document: &Document, path: PathBuf, onto: Onto, next: Option<Next>, now: u64) {
        let (article, state, user) = (document.article().clone(), document.state(), self.user.clone());
        self.start_keeping(move || {
            let (expected, lock) = match onto {
                Onto::Own(expected, claim) => match claim.as_ref().map(Claim::tenure) {
                    Some(Tenure::Taken(holder)) => return Event::TakenOver(draft, holder, next),
                    Some(Tenure::Ours | Tenure::Gone) | None => (expected, None),
                },
                Onto::Other(own) => match file::hold(&path, now) {
                    Holding::Ours(lock) => (Expected::Anything, Some(lock)),
                    Holding::Theirs(holder) if own.as_ref() != Some(&holder) => {
                        return Event::SaveHeld(draft, path, holder, next);
                    }
                    Holding::Theirs(_) | Holding::Unlocked => (Expected::Anything, None),
                },
            };
            let result = file::save_draft(&path, &article, expected, &user);
            // What was not saved is not held either.
            let lock = lock.filter(|_| result.is_ok());
            Event::Saved(Saved { draft, path, state, next, result, lock })
        });
    }

    /// Saves the draft beside its file, under a name that is free. `now` is in seconds since 1970.
    pub fn save_beside(&self, draft: u64, document: &Document, path: PathBuf, next: Option<Next>, now: u64) {
        let (article, state, user) = (document.article().clone(), document.state(), self.user.clone());
        // What might come to stand under that name meanwhile is not written over.
        let expected = Expected::Exactly(Fingerprint::of(b""));
        self.start(move || {
            let path = file::free_name(&path, "mine");
            let lock = match file::hold(&path, now) {
                Holding::Ours(lock) => Some(lock),
                Holding::Theirs(_) | Holding::Unlocked => None,
            };
            let result = file::save_draft(&path, &article, expected, &user);
            let lock = lock.filter(|_| result.is_ok());
            Event::Saved(Saved { draft, path, state, next, result, lock })
        });
    }

    /// Writes a page in a format, but never over the draft that it is made from.
    pub fn export(&self, page: Page, format: Format, path: PathBuf, draft: Option<PathBuf>) {
        self.start(move || {
            let own = draft.as_deref().and_then(file::identity);
            if own.is_some() && own == file::identity(&path) {
                let reason = file::about(&path, "is the draft itself").to_string();
                return Event::Exported(path, format, Err(reason));
            }
            let text = format::render(&page, format);
            let result = file::export(&path, text.as_bytes()).map_err(|error| error.to_string());
            let named = if format == Format::Text { Vec::new() } else { page.pictures() };
            let stays = || file::left_behind(&named, draft.as_deref()?, &path);
            let result = result.map(|()| stays());
            Event::Exported(path, format, result)
        });
    }

    /// Asks what the desktop wants.
    pub fn ask_desktop(&self, ask: fn() -> desktop::Wish) {
        self.start(move || Event::DesktopAsked(ask()));
    }

    /// Looks which templates the writer has.
    pub fn list_templates(&self, folder: PathBuf) {
        self.start(move || Event::TemplatesListed(file::own_templates(&folder).unwrap_or_default()));
    }

    /// Opens a template.
    pub fn open_template(&self, template: Template) {
        self.start(move || {
            let opened = template.open().map(Box::new).map_err(|error| error.to_string());
            Event::TemplateOpened(template, opened)
        });
    }

    /// Saves a template, unless there is one of that name.
    pub fn save_template(&self, path: PathBuf, article: Article) {
        self.start(move || {
            if file::is_taken(&path) {
                Event::TemplateTaken(path, Box::new(article))
            } else {
                write(path, &article)
            }
        });
    }

    /// Saves a template over one of that name.
    pub fn replace_template(&self, path: PathBuf, article: Article) {
        self.start(move || write(path, &article));
    }

    /// Removes one of the writer's templates.
    pub fn remove_template(&self, path: PathBuf) {
        self.start(move || {
            let removed = file::remove_template(&path).map_err(|error| error.to_string());
            Event::TemplateRemoved(path, removed)
        });
    }

    /// Copies a picture into a folder, never over another file.
    pub fn copy_picture(&self, draft: u64, picture: PathBuf, folder: PathBuf) {
        self.start(move || {
            let copied = file::copy_into(&picture, &folder).map_err(|error| error.to_string());
            Event::PictureCopied(draft, copied)
        });
    }

    /// Reads files that browsers and desktops keep links in.
    pub fn read_links(&self, draft: u64, paths: Vec<PathBuf>) {
        self.start(move || {
            let read = |path: &PathBuf| {
                let bytes = file::read_bytes(path).map_err(|error| error.to_string())?;
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                link::shortcut(&bytes, &stem).ok_or_else(|| file::about(path, "contains no link").to_string())
            };
            Event::LinksRead(draft, paths.iter().map(read).collect())
        });
    }

    /// Renders a page for the preview.
    pub fn render(&self, draft: u64, revision: u64, page: Page, format: Format) {
        self.start(move || Event::Rendered { draft, revision, format, text: format::render(&page, format) });
    }

    /// Looks which of the recent files are still there.
    #[allow(clippy::disallowed_methods, reason = "a thread asks the disk, and no frame waits for it")]
    pub fn check_recent(&self, paths: Vec<PathBuf>) {
        self.start(move || {
            let checked = paths.into_iter().map(|path| {
                let presence = if path.is_file() { Presence::Here } else { Presence::Missing };
                let glimpse = file::glimpse(&path);
                (path, presence, glimpse)
            });
            Event::RecentChecked(checked.collect())
        });
    }
}

/// Where a draft goes that is to be saved here. Whoever asked for the path knows nothing of the ending, and has not said
/// what is lost under it.
fn saved_as(chosen: PathBuf) -> Event {
    let path = with_ending(chosen.clone(), file::EXTENSION);
    if path != chosen && file::is_taken(&path) {
        Event::PathTaken(Purpose::SaveAs, path)
    } else {
        Event::PathChosen(Purpose::SaveAs, path)
    }
}

fn write(path: PathBuf, article: &Article) -> Event {
    let saved = file::save_template(&path, article).map_err(|error| error.to_string());
    Event::TemplateSaved(path, saved)
}
