//! The rules of a session, as tables of inputs and expected effects. There are no disk, threads or frames: the tests
//! answer requests to the disk.

mod brief;
mod closing;
mod elsewhere;
mod files;
mod holding;
mod journal;
mod opening;
mod recovery;
mod saving;
mod waiting;
mod words;

use std::path::{Path, PathBuf};

use super::*;
use crate::article::{Article, Place};
use crate::document::Document;
use crate::file::{Fingerprint, Held, Holder, SaveError, SavedDraft, to_native};
use brief::brief;

/// A session with the time and what covers it.
struct Desk {
    session: Session,
    now: Now,
    effects: Vec<Effect>,
}

fn path(name: &str) -> PathBuf {
    Path::new("/drafts").join(name)
}

fn article(headline: &str) -> Article {
    Article { headline: headline.into(), ..Article::default() }
}

fn disk(article: &Article) -> Fingerprint {
    Fingerprint::of(to_native(article).as_bytes())
}

fn lock(name: &str) -> Held {
    Held::for_test(&path(name), "mine")
}

fn maria() -> Holder {
    Held::for_test(&path("draft"), "maria's").holder().clone()
}

fn opened(headline: &str, name: &str) -> Document {
    let article = article(headline);
    let disk = disk(&article);
    Document::opened(article, path(name), Some(disk))
}

impl Desk {
    fn new(session: Session) -> Desk {
        let now = Now { at: 1_772_471_040, time: 10.0, cover: Cover::Nothing };
        Desk { session, now, effects: Vec::new() }
    }

    /// A new draft without text.
    fn empty() -> Desk {
        Desk::new(Session::first(Document::new(Article::default()), Keeping::Well))
    }

    /// A saved draft with its lock.
    fn on(headline: &str) -> Desk {
        let mut session = Session::new(opened(headline, "draft"));
        session.lock = Some(lock("draft"));
        Desk::new(session)
    }

    /// The same, with unsaved changes.
    fn writing() -> Desk {
        let mut desk = Desk::on("Eels");
        desk.write(" climb");
        desk
    }

    fn write(&mut self, words: &str) {
        let edit = |article: &mut Article| article.headline.push_str(words);
        self.session.document_mut().edit(Place::Headline, self.now.time, edit);
    }

    fn headline(&self) -> &str {
        &self.session.document().article().headline
    }

    /// The effects of an input, in brief.
    fn take(&mut self, input: Input) -> Vec<String> {
        self.effects = self.session.take(input, self.now);
        self.effects.iter().map(brief).collect()
    }

    fn act(&mut self, action: Action) -> Vec<String> {
        self.take(Input::Do(action))
    }

    #[track_caller]
    fn check(&mut self, input: Input, expected: &[&str]) {
        assert_eq!(self.take(input), expected);
    }

    #[track_caller]
    fn check_act(&mut self, action: Action, expected: &[&str]) {
        self.check(Input::Do(action), expected);
    }

    /// The save requested now.
    #[track_caller]
    fn save(&self) -> Save {
        let save = self.effects.iter().find_map(|effect| match effect {
            Effect::Disk(Request::Save(save)) => Some((**save).clone()),
            _ => None,
        });
        save.expect("something is to be saved")
    }

    /// The check requested now.
    #[track_caller]
    fn look(&self) -> Look {
        let look = self.effects.iter().find_map(|effect| match effect {
            Effect::Disk(Request::Look(look)) => Some(look.clone()),
            _ => None,
        });
        look.expect("something is to be looked at")
    }

    /// The number of the question asked now.
    #[track_caller]
    fn question(&self) -> u64 {
        let number = self.effects.iter().find_map(|effect| match effect {
            Effect::AskPath(number, _) => Some(*number),
            _ => None,
        });
        number.expect("a path is asked for")
    }

    /// The number of the opening requested now.
    #[track_caller]
    fn opening(&self) -> u64 {
        let number = self.effects.iter().find_map(|effect| match effect {
            Effect::Disk(Request::Open(number, ..)) => Some(*number),
            _ => None,
        });
        number.expect("something is to be opened")
    }
}

/// The input for a successful save.
fn saved(save: &Save) -> Input {
    answered(save, Ok(SavedDraft { disk: disk(&save.article), is_old_kept: true }))
}

fn answered(save: &Save, result: Result<SavedDraft, SaveError>) -> Input {
    let Save { number, draft, path, state, next, .. } = save.clone();
    let lock = match (&save.onto, &result) {
        (Onto::Other(_) | Onto::Beside, Ok(_)) => Some(Held::for_test(&path, "mine")),
        (Onto::Own(..) | Onto::Other(_) | Onto::Beside, _) => None,
    };
    Input::Saved(Box::new(Saved { number, draft, path, state, next, result, lock }))
}

fn barred(save: &Save) -> Box<Barred> {
    let Save { number, draft, path, next, .. } = save.clone();
    Box::new(Barred { number, draft, path, holder: maria(), next })
}
