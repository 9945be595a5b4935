//! The work a session is waiting for: which answers are still wanted, and which come too late.

use std::path::PathBuf;

use super::values::{Next, Purpose};

/// What is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    Save(PathBuf),
    Export(PathBuf),
    Import(PathBuf),
    /// A path for this; what goes on once the draft has been saved there.
    Path(Purpose, Option<Next>),
}

impl Work {
    /// Whether it is the disk that is waited for, and not the writer.
    pub fn is_of_disk(&self) -> bool {
        match self {
            Work::Save(_) | Work::Export(_) | Work::Import(_) => true,
            Work::Path(..) => false,
        }
    }
}

/// Everything that is waited for.
#[derive(Debug, Default)]
pub struct Waiting {
    under_way: Vec<Job>,
    count: u64,
}

#[derive(Debug)]
struct Job {
    /// Answers name it, so that one that comes after its work was given up is not taken for the answer to the next.
    number: u64,
    work: Work,
    /// In seconds, from any beginning.
    since: f64,
}

/// After so many seconds it is said that something is waited for, and it can be given up.
const PATIENCE: f64 = 1.0;

impl Waiting {
    /// Waits for some work from now on, under this number.
    pub fn begin(&mut self, work: Work, now: f64) -> u64 {
        self.count += 1;
        self.under_way.push(Job { number: self.count, work, since: now });
        self.count
    }

    /// The work is done; `None` where nobody waited for it any longer.
    pub fn end(&mut self, number: u64) -> Option<Work> {
        let at = self.under_way.iter().position(|job| job.number == number)?;
        Some(self.under_way.remove(at).work)
    }

    /// Whether the work of this number is still waited for.
    pub fn is_waited_for(&self, number: u64) -> bool {
        self.under_way.iter().any(|job| job.number == number)
    }

    /// Whether a save is under way.
    pub fn is_saving(&self) -> bool {
        self.under_way.iter().any(|job| matches!(job.work, Work::Save(_)))
    }

    /// What has been waited for so long that it should be said.
    pub fn overdue(&self, now: f64) -> Option<&Work> {
        self.overdue_job(now).map(|job| &job.work)
    }

    /// In how many seconds there will be more that is overdue.
    pub fn next_overdue(&self, now: f64) -> Option<f64> {
        let rests =
            self.under_way.iter().filter(|job| job.work.is_of_disk()).map(|job| job.since + PATIENCE - now);
        rests.filter(|rest| *rest > 0.0).min_by(f64::total_cmp)
    }

    /// Gives up what is overdue, and gives its number.
    pub fn give_up(&mut self, now: f64) -> Option<(u64, Work)> {
        let number = self.overdue_job(now)?.number;
        self.end(number).map(|work| (number, work))
    }

    /// The draft is left: what was asked for it alone is not wanted any longer.
    pub fn leave_draft(&mut self) {
        self.under_way.retain(|job| match &job.work {
            Work::Path(purpose, _) => !purpose.is_of_draft(),
            // The file is written all the same, but the answer would be about a draft that is not in hand any more.
            Work::Save(_) => false,
            Work::Export(_) | Work::Import(_) => true,
        });
    }

    /// The newest that waits for the disk: the writer may think about a question for as long as it takes.
    fn overdue_job(&self, now: f64) -> Option<&Job> {
        let is_overdue = |job: &&Job| job.work.is_of_disk() && now - job.since >= PATIENCE;
        self.under_way.iter().rev().find(is_overdue)
    }
}
