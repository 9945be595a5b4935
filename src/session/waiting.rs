//! The work a session is waiting for: which answers are still wanted, and which come too late.

use std::path::PathBuf;

use super::values::{Next, Purpose};

/// Work that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    Save(PathBuf),
    Export(PathBuf),
    Import(PathBuf),
    /// A path for this purpose, and the step that follows once the draft is saved there.
    Path(Purpose, Option<Next>),
}

impl Work {
    /// Whether the work waits for the disk rather than for the writer.
    pub fn is_of_disk(&self) -> bool {
        match self {
            Work::Save(_) | Work::Export(_) | Work::Import(_) => true,
            Work::Path(..) => false,
        }
    }
}

/// All pending work.
#[derive(Debug, Default)]
pub struct Waiting {
    under_way: Vec<Job>,
    count: u64,
}

#[derive(Debug)]
struct Job {
    /// Identifies the work, so that a late answer to cancelled work is not taken for the answer to the next.
    number: u64,
    work: Work,
    /// In seconds, from an arbitrary start.
    since: f64,
}

/// The seconds after which the window mentions pending work and lets the writer cancel it.
const PATIENCE: f64 = 1.0;

impl Waiting {
    /// Starts to wait for some work, and returns its number.
    pub fn begin(&mut self, work: Work, now: f64) -> u64 {
        self.count += 1;
        self.under_way.push(Job { number: self.count, work, since: now });
        self.count
    }

    /// Ends the work with this number. Returns `None` if it was cancelled.
    pub fn end(&mut self, number: u64) -> Option<Work> {
        let at = self.under_way.iter().position(|job| job.number == number)?;
        Some(self.under_way.remove(at).work)
    }

    /// Whether the work with this number is pending.
    pub fn is_waited_for(&self, number: u64) -> bool {
        self.under_way.iter().any(|job| job.number == number)
    }

    /// Whether a save is in progress.
    pub fn is_saving(&self) -> bool {
        self.under_way.iter().any(|job| matches!(job.work, Work::Save(_)))
    }

    /// The work that has been pending long enough to be mentioned.
    pub fn overdue(&self, now: f64) -> Option<&Work> {
        self.overdue_job(now).map(|job| &job.work)
    }

    /// The seconds until more work becomes overdue.
    pub fn next_overdue(&self, now: f64) -> Option<f64> {
        let rests =
            self.under_way.iter().filter(|job| job.work.is_of_disk()).map(|job| job.since + PATIENCE - now);
        rests.filter(|rest| *rest > 0.0).min_by(f64::total_cmp)
    }

    /// Cancels the overdue work and returns it with its number.
    pub fn give_up(&mut self, now: f64) -> Option<(u64, Work)> {
        let number = self.overdue_job(now)?.number;
        self.end(number).map(|work| (number, work))
    }

    /// The draft is left: cancels the work that was for it alone.
    pub fn leave_draft(&mut self) {
        self.under_way.retain(|job| match &job.work {
            Work::Path(purpose, _) => !purpose.is_of_draft(),
            // The file is written anyway, but the result would be about a draft that is no longer open.
            Work::Save(_) => false,
            Work::Export(_) | Work::Import(_) => true,
        });
    }

    /// The newest job that waits for the disk. The writer may take any time to answer a question.
    fn overdue_job(&self, now: f64) -> Option<&Job> {
        let is_overdue = |job: &&Job| job.work.is_of_disk() && now - job.since >= PATIENCE;
        self.under_way.iter().rev().find(is_overdue)
    }
}
