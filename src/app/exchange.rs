//! Work that takes longer than a frame may: reading and writing files, and asking for paths. It is done on threads,
//! and what comes of it arrives as events, of which `app` makes something.

mod opening;
mod question;
mod unsaved;
pub mod versions;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::derived::Prepared;
use super::dialog::native::{Dialogs, Taken};
use super::dialog::path::{Found, Look as PathLook, look};
use super::dialog::question::{Import, Next};
use super::dialog::recovery::{Entry, Why};
use super::journal::Health;
use super::menu::Presence;
use super::spelling::News;
use super::{desktop, find_bar};
use crate::article::Article;
use crate::document::Document;
use crate::file::{
    self, Change, Claim, Expected, Fingerprint, Holder, Holding, LeftBehind, Lock, SaveError, SavedDraft, Stat,
    Template, Tenure, UserFolders, Whereabouts,
};
use crate::format::{self, Format};
use crate::link::{self, Shortcut};
use crate::page::Page;

pub use opening::{NotOpened, Opened, Way, import_reading, import_text, open};
pub use question::{Purpose, Question, with_ending};

/// What came of some work.
#[derive(Debug)]
pub enum Event {
    PathChosen(Purpose, PathBuf),
    /// A path by the desktop's dialog, whose ending is ours: there is a file there that nobody was asked about.
    PathTaken(Purpose, PathBuf),
    /// What stands at a path, by the number of the question that our own file dialog asked.
    Looked(u64, PathBuf, Found),
    Opened(Arrived),
    Imported(Result<Box<Import>, String>),
    Saved(Saved),
    /// The file of the draft, or its lock, does not stand on the disk as it stood.
    Stirred,
    ChangedElsewhere(Box<Elsewhere>),
    /// Someone has taken over the draft of this number; what was waiting for its save.
    TakenOver(u64, Holder, Option<Next>),
    /// Someone has the file open to which the draft of this number was to be saved; what was waiting for that.
    SaveHeld(u64, PathBuf, Holder, Option<Next>),
    Locked(Locked),
    Exported(PathBuf, Format, Result<Option<LeftBehind>, String>),
    /// A file was shown in its folder.
    Revealed(PathBuf, Result<(), String>),
    /// The writer's own; none where they could not be listed.
    TemplatesListed(Vec<PathBuf>),
    TemplateOpened(Template, Result<Box<Article>, String>),
    TemplateSaved(PathBuf, Result<(), String>),
    /// There is a template of that name, and nothing was written.
    TemplateTaken(PathBuf, Box<Article>),
    TemplateRemoved(PathBuf, Result<(), String>),
    /// A picture stands beside the draft of this number, under this name.
    PictureCopied(u64, Result<String, String>),
    /// What was in the files of links that were dropped on the draft of this number.
    LinksRead(u64, Vec<Result<Shortcut, String>>),
    /// The text of a format for the preview, as of a revision of a draft.
    Rendered {
        draft: u64,
        revision: u64,
        format: Format,
        text: String,
    },
    /// What the desktop wants of motion.
    DesktopAsked(desktop::Wish),
    /// The recent files that are still there or not, with their headlines and when they were written.
    RecentChecked(Vec<(PathBuf, Presence, file::Glimpse)>),
    /// The unsaved work there is, and why it was looked for.
    UnsavedFound(Vec<Entry>, Why),
    /// Unsaved work, by what keeps it, and when it was kept.
    Recovered(PathBuf, Result<(Box<Document>, u64), String>),
    /// Unsaved work was put aside.
    UnsavedDiscarded(Result<(), String>),
    /// Nothing is kept any more of the draft at this path.
    Forgotten(PathBuf, Result<(), String>),
    Spelling(News),
    Finding(find_bar::News),
    /// What may have been meant by a word.
    Suggested(String, Vec<String>),
    Versions(versions::News),
    Journal(Health),
}

/// The result of opening a file.
#[derive(Debug)]
pub struct Arrived {
    /// The number of the opening.
    pub number: u64,
    pub path: PathBuf,
    pub result: Result<Opened, NotOpened>,
    /// What is derived from the article, where there is one.
    pub prepared: Option<Box<Prepared>>,
    /// Where the writer was in it.
    pub whereabouts: Option<Whereabouts>,
}

/// How a save went.
#[derive(Debug)]
pub struct Saved {
    /// The number of the draft that was saved.
    pub draft: u64,
    pub path: PathBuf,
    /// The state in which the draft was saved.
    pub state: u64,
    /// What was waiting for the save.
    pub next: Option<Next>,
    pub result: Result<SavedDraft, SaveError>,
    /// The file's lock, where it was locked just now.
    pub lock: Option<Lock>,
}

/// The file that a draft is saved to.
#[derive(Clone, Debug)]
pub enum Onto {
    /// The draft's own, over nothing else than this. Nothing is written where someone has taken the draft over from
    /// this claim.
    Own(Expected, Option<Claim>),
    /// Another one, which was asked about. It is locked first; the lock of this holder is the window's own.
    Other(Option<Holder>),
}

/// Why the file of a draft is locked that is open already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Locking {
    /// One writes in it.
    Written,
    /// It was only read, and is to be written in.
    ToEdit,
    /// In the place of this holder, who was asked about.
    TakeOver(Box<Holder>),
}

/// What came of locking the file of a draft that is open already.
#[derive(Debug)]
pub struct Locked {
    /// The number of the draft.
    pub draft: u64,
    pub path: PathBuf,
    pub why: Locking,
    pub holding: Holding,
}

/// Why a draft's file is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It may have changed.
    Looked,
    /// A save found that it has; what was waiting for it.
    Save(Option<Next>),
}

/// What a look at a draft's file is for.
#[derive(Clone, Debug)]
pub struct Look {
    /// The number of the draft.
    pub draft: u64,
    pub path: PathBuf,
    /// What the file held.
    pub disk: Fingerprint,
    /// How it stood while it held that.
    pub seen: Option<Stat>,
    pub lock: LockAsked,
    pub cause: Cause,
}

/// What a look is to find out about a draft's lock.
#[derive(Clone, Debug)]
pub enum LockAsked {
    Nothing,
    /// How this one stands.
    Own(Claim),
    /// Who else has the draft open.
    Others,
}

/// What a look has found out about a draft's lock.
#[derive(Debug)]
pub enum LockFound {
    Nothing,
    Own(Tenure),
    Others(Option<Holder>),
}

/// What a look at a draft's file has found.
#[derive(Debug)]
pub struct Elsewhere {
    pub look: Look,
    pub change: Change,
    /// How the file stands now.
    pub stat: Option<Stat>,
    pub lock: LockFound,
}

/// Who does the work. Tests do it at once.
pub trait Worker {
    /// Does a piece of work, soon.
    fn start(&self, work: Box<dyn FnOnce() + Send>);

    /// How long the first frame may wait for the draft that the window starts with.
    fn patience(&self) -> Duration {
        Duration::ZERO
    }
}

/// A thread for every piece of work.
#[derive(Debug, Default)]
pub struct Threads;

impl Worker for Threads {
    fn start(&self, work: Box<dyn FnOnce() + Send>) {
        let work = Arc::new(Mutex::new(Some(work)));
        let on_thread = Arc::clone(&work);
        if std::thread::Builder::new().spawn(move || do_once(&on_thread)).is_err() {
            // The system has no thread left: the window does it itself.
            do_once(&work);
        }
    }

    fn patience(&self) -> Duration {
        Duration::from_millis(150)
    }
}

fn do_once(work: &Mutex<Option<Box<dyn FnOnce() + Send>>>) {
    let work = work.lock().unwrap_or_else(PoisonError::into_inner).take();
    work.into_iter().for_each(|work| work());
}

/// The way out and back.
pub struct Exchange {
    worker: Box<dyn Worker>,
    dialogs: Box<dyn Dialogs>,
    sender: Sender<Event>,
    receiver: Receiver<Event>,
    ctx: egui::Context,
    user: UserFolders,
    pause: fn(),
    show: Reveal,
}

/// Shows a file in the desktop's program for files; else says why not. Blocks.
pub type Reveal = fn(&Path) -> Result<(), String>;

impl Exchange {
    /// Work is done by `worker`, paths are asked for by `dialogs`, and `ctx` is woken for what comes of it. What is
    /// kept beside the drafts is kept in the folders of `user`. `pause` gives other programs time to finish a file, `show` shows one in its folder.
    pub fn new(
        ctx: egui::Context,
        worker: Box<dyn Worker>,
        dialogs: Box<dyn Dialogs>,
        user: UserFolders,
        pause: fn(),
        show: Reveal,
    ) -> Exchange {
        let (sender, receiver) = channel();
        Exchange { worker, dialogs, sender, receiver, ctx, user, pause, show }
    }

    /// The next thing that has come of some work.
    pub fn poll(&self) -> Option<Event> {
        self.receiver.try_recv().ok()
    }

    /// Sends events from any thread.
    pub(super) fn teller(&self) -> impl Fn(Event) + Send + Sync + 'static {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        move |event| {
            // The window may be gone by now: then nobody waits for the event.
            let _ = sender.send(event);
            ctx.request_repaint();
        }
    }

    /// Does some work on another thread.
    pub(super) fn start(&self, work: impl FnOnce() -> Event + Send + 'static) {
        let tell = self.teller();
        self.worker.start(Box::new(move || tell(work())));
    }

    /// Does some work that keeps a version. Once it is told what came of it, the size of all versions is seen to.
    fn start_keeping(&self, work: impl FnOnce() -> Event + Send + 'static) {
        let (tell, user) = (self.teller(), self.user.clone());
        self.worker.start(Box::new(move || {
            tell(work());
            file::versions::keep_to_limit(&user);
        }));
    }

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
    pub fn look(&self, PathLook { number, ask }: PathLook, question: Question) {
        self.start(move || {
            let (path, found) = look(ask, &question);
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

    /// Waits a short while for a file, so that the first frame can show it.
    pub fn wait(&self, is_done: &Receiver<()>) {
        // Done or not, nothing is sent: it only disconnects.
        let _ = is_done.recv_timeout(self.worker.patience());
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
