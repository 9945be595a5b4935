//! Search and replace that takes longer than a frame: on a thread, until it is done or cancelled.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::app::exchange::event::Event;
use crate::app::exchange::values::FindNews;
use crate::app::exchange::worker::Exchange;
use crate::article::Article;
use crate::find::{self, Effort, Finder, Query, Replaced};

/// Work on a thread. Dropping it cancels the work.
#[derive(Debug)]
pub(super) struct Work {
    pub number: u64,
    pub kind: WorkKind,
    given_up: Arc<AtomicBool>,
}

/// The kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WorkKind {
    Search,
    Replacement,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.given_up.store(true, Ordering::Relaxed);
    }
}

impl Work {
    fn new(number: u64, kind: WorkKind) -> Work {
        Work { number, kind, given_up: Arc::default() }
    }

    /// Searches this revision of the article.
    pub(super) fn search(
        exchange: &Exchange,
        number: u64,
        finder: Finder,
        (article, revision): (&Article, u64),
        query: &Query,
    ) -> Work {
        let work = Work::new(number, WorkKind::Search);
        let (article, query, given_up) = (article.clone(), query.clone(), work.given_up.clone());
        exchange.start(move || {
            let mut finder = Box::new(finder);
            let sought = finder.find_within(&article, &query, &mut Effort::until(given_up));
            Event::Finding(FindNews::Sought { number, revision, finder, sought })
        });
        work
    }

    /// Replaces everything in this revision of the article.
    pub(super) fn replacement(
        exchange: &Exchange,
        number: u64,
        (article, revision): (&Article, u64),
        (query, with): (&Query, &str),
    ) -> Work {
        let work = Work::new(number, WorkKind::Replacement);
        let (mut article, query, with) = (Box::new(article.clone()), query.clone(), with.to_owned());
        let given_up = work.given_up.clone();
        exchange.start(move || {
            let replaced = find::replace_all_within(&mut article, &query, &with, &mut Effort::until(given_up));
            let replaced = match replaced {
                Ok(Replaced::All(count)) => Some((article, count)),
                Ok(Replaced::Unfinished) | Err(_) => None,
            };
            Event::Finding(FindNews::Replaced { number, revision, replaced })
        });
        work
    }
}
