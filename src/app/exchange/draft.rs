//! Does what the session asks of the disk: opens, saves, locks and checks drafts and exports pages, each on a thread.
//! The result returns to the session as an input.

use std::path::Path;

use super::event::Event;
use super::opening::{open, whereabouts};
use super::worker::{Exchange, Locks};
use crate::file::{self, Claim, Expected, Fingerprint, Holding, Permit, Tenure, UserFolders, disk};
use crate::format;
use crate::page::Page;
use crate::session::{
    Arrived, Barred, Elsewhere, Export, Exported, Input, LockAsked, LockFound, LockResult, Locked, Locking, Look,
    Onto, Request, Save, Saved, Way,
};

impl Exchange {
    /// Carries out a request of the session. `now` is in seconds since 1970; `page` is called only for an export.
    pub fn carry_out(&mut self, request: Request, now: u64, page: impl FnOnce() -> Page) {
        match request {
            Request::Open(number, path, way) => self.open(number, path, way, now),
            Request::OpenTemplate(template) => self.start(move || {
                let opened = template.open().map(Box::new).map_err(|error| error.to_string());
                Event::Session(Input::TemplateOpened(template, opened))
            }),
            Request::Recover(kept) => self.recover(kept),
            Request::Import(number, path) => self.start(move || {
                Event::Session(Input::Imported(number, super::import::import(&path).map(Box::new)))
            }),
            Request::Save(save) => self.save(*save, now),
            Request::Export(export) => self.export(page(), export),
            Request::Look(look) => self.look_elsewhere(look),
            Request::Lock(draft, path, why) => self.lock(draft, path, why, now),
            Request::GiveBack(claim) => self.give_back(&claim),
            Request::Watch(watched) => self.watcher.watch(watched),
            Request::Abandon(number) => {
                self.permits.remove(&number).into_iter().for_each(|permit| permit.withdraw());
            }
            Request::FindUnsaved(why) => self.find_unsaved(why),
            Request::DiscardUnsaved(kept) => self.discard_unsaved(kept),
        }
    }

    fn open(&mut self, number: u64, path: std::path::PathBuf, way: Way, now: u64) {
        let (tell, user, locks) = (self.teller(), self.user.clone(), self.locks.clone());
        let (held, is_done) = std::sync::mpsc::channel();
        self.worker.start(Box::new(move || {
            let (result, prepared) = open(&path, way, now, &user, &locks);
            let whereabouts = whereabouts(&user, &path);
            let arrived = Box::new(Arrived { number, path, result, whereabouts });
            tell(Event::Opened(Input::Opened(arrived), prepared));
            drop(held);
        }));
        self.opening = Some(is_done);
    }

    fn look_elsewhere(&self, look: Look) {
        let pause = self.pause;
        self.start(move || {
            let (change, stat) = disk::settled(&look.path, look.seen.as_ref(), look.disk, pause);
            let lock = match &look.lock {
                LockAsked::Nothing => LockFound::Nothing,
                LockAsked::Own(claim) => LockFound::Own(claim.tenure()),
                LockAsked::Others => LockFound::Others(disk::holder(&look.path)),
            };
            Event::Session(Input::Looked(Box::new(Elsewhere { look, change, stat, lock })))
        });
    }

    fn lock(&self, draft: u64, path: std::path::PathBuf, why: Locking, now: u64) {
        let locks = self.locks.clone();
        self.start(move || {
            let holding = match &why {
                Locking::TakeOver(asked) => disk::take_over(&path, asked, now),
                Locking::Written | Locking::ToEdit => disk::hold(&path, now),
            };
            let result = match holding {
                Holding::Ours(lock) => LockResult::Ours(locks.keep(lock)),
                Holding::Theirs(holder) => LockResult::Theirs(holder),
                Holding::Unlocked => LockResult::Unlocked,
            };
            Event::Session(Input::Locked(Box::new(Locked { draft, path, why, result })))
        });
    }

    /// Releases a lock on a thread, because the disk may be slow.
    fn give_back(&self, claim: &Claim) {
        if let Some(lock) = self.locks.take(claim) {
            lock.leave();
            self.worker.start(Box::new(move || drop(lock)));
        }
    }

    /// The permission to write for the work with this number, which can be withdrawn. Permits of finished work are
    /// removed.
    fn permit(&mut self, number: u64) -> Permit {
        self.permits.retain(|_, permit| permit.is_in_use());
        self.permits.entry(number).or_default().clone()
    }

    fn save(&mut self, save: Save, now: u64) {
        let (user, locks, permit) = (self.user.clone(), self.locks.clone(), self.permit(save.number));
        self.start_keeping(move || Event::Session(save_draft(save, now, &user, &locks, &permit)));
    }

    /// Writes a page in a format, but never over the draft itself.
    fn export(&mut self, page: Page, export: Export) {
        let permit = self.permit(export.number);
        self.start(move || {
            let result = write_page(&page, &export, &permit);
            let Export { number, format, path, .. } = export;
            Event::Session(Input::Exported(Exported { number, path, format, result }))
        });
    }
}

fn write_page(page: &Page, export: &Export, permit: &Permit) -> Result<Option<file::LeftBehind>, String> {
    let Export { format, path, draft, .. } = export;
    let own = draft.as_deref().and_then(disk::identity);
    if own.is_some() && own == disk::identity(path) {
        return Err(file::about(path, "is the draft itself").to_string());
    }
    let text = format::render(page, *format);
    disk::export_while(path, text.as_bytes(), permit).map_err(|error| error.to_string())?;
    let named = if *format == format::Format::Text { Vec::new() } else { page.pictures() };
    Ok(draft.as_deref().and_then(|draft| disk::left_behind(&named, draft, path)))
}

/// Saves a draft, completely or not at all, unless someone else has its file.
fn save_draft(save: Save, now: u64, user: &UserFolders, locks: &Locks, permit: &Permit) -> Input {
    let Save { number, draft, article, state, path, onto, next } = save;
    let barred =
        |path: &Path, holder, next| Box::new(Barred { number, draft, path: path.to_owned(), holder, next });
    let (path, expected, lock) = match onto {
        Onto::Own(expected, claim) => match claim.as_ref().map(Claim::tenure) {
            Some(Tenure::Taken(holder)) => return Input::TakenOver(barred(&path, holder, next)),
            Some(Tenure::Ours | Tenure::Gone) | None => (path, expected, None),
        },
        Onto::Other(own) => match disk::hold(&path, now) {
            Holding::Ours(lock) => (path, Expected::Anything, Some(lock)),
            Holding::Theirs(holder) if own.as_ref() != Some(&holder) => {
                return Input::SaveHeld(barred(&path, holder, next));
            }
            Holding::Theirs(_) | Holding::Unlocked => (path, Expected::Anything, None),
        },
        Onto::Beside => {
            let path = disk::free_name(&path, "mine");
            let lock = match disk::hold(&path, now) {
                Holding::Ours(lock) => Some(lock),
                Holding::Theirs(_) | Holding::Unlocked => None,
            };
            // A file created under that name in the meantime is not overwritten.
            (path, Expected::Exactly(Fingerprint::of(b"")), lock)
        }
    };
    let result = disk::save_draft_while(&path, &article, expected, user, permit);
    // A file that was not written is not locked either.
    let lock = lock.filter(|_| result.is_ok()).map(|lock| locks.keep(lock));
    Input::Saved(Box::new(Saved { number, draft, path, state, next, result, lock }))
}
