//! When the journal is written: soon after a pause, and repeatedly during a long stretch of typing. Times are passed
//! in, from any starting point.

use std::time::Duration;

/// Written after this long without a key.
const PAUSE: Duration = Duration::from_millis(400);
/// Written after this long while keys keep coming. The write itself may take the rest of the two seconds.
const STRETCH: Duration = Duration::from_millis(1200);
/// How long to wait after a failed write before trying again.
const RETRY: Duration = Duration::from_secs(2);

/// Decides when noted changes are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    /// When the oldest unwritten change was noted.
    first: Option<Duration>,
    /// When the newest change was noted.
    last: Duration,
    not_before: Duration,
    is_failing: bool,
}

impl Times {
    /// A change was noted.
    pub fn note(&mut self, now: Duration) {
        self.first.get_or_insert(now);
        self.last = now;
    }

    /// The noted changes are being written.
    pub fn begin(&mut self) {
        self.first = None;
        self.is_failing = false;
    }

    /// The write failed, and the changes wait again.
    pub fn fail(&mut self, now: Duration) {
        self.first = Some(now);
        self.last = self.last.max(now);
        self.not_before = now + RETRY;
        self.is_failing = true;
    }

    /// Whether changes wait after a failed write.
    pub fn is_failing(&self) -> bool {
        self.is_failing
    }

    /// When to write; `None` if nothing waits.
    pub fn due(&self) -> Option<Duration> {
        let first = self.first?;
        Some((self.last + PAUSE).min(first + STRETCH).max(self.not_before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1000;

    /// The times of the writes if keys are pressed at these times and a write takes this long, all in milliseconds.
    fn writes(keys: &[u64], takes: u64) -> Vec<u64> {
        let (mut times, mut writes, mut free_at) = (Times::default(), Vec::new(), 0);
        let mut keys = keys.iter().copied().peekable();
        loop {
            let due = times.due().map(|due| u64::try_from(due.as_millis()).unwrap().max(free_at));
            match (keys.peek().copied(), due) {
                (Some(key), due) if due.is_none_or(|due| key <= due) => {
                    times.note(Duration::from_millis(key));
                    keys.next();
                }
                (_, Some(due)) => {
                    writes.push(due);
                    times.begin();
                    free_at = due + takes;
                }
                (_, None) => return writes,
            }
        }
    }

    #[test]
    fn one_key_is_written_within_a_second() {
        assert_eq!(writes(&[5000], 100), [5400]);
        assert_eq!(writes(&[], 100), [] as [u64; 0]);
    }

    #[test]
    fn a_pause_writes_once() {
        assert_eq!(writes(&[0, 100, 200, 5000, 5100], 100), [600, 5500]);
    }

    #[test]
    fn no_key_is_older_than_two_seconds_when_it_is_on_the_disk() {
        for (gap, takes) in [(20, 10), (150, 200), (399, 300), (401, 300), (1, 550), (1000, 10)] {
            let keys: Vec<u64> = (0..30 * SECOND / gap).map(|key| key * gap).collect();
            let writes = writes(&keys, takes);
            for key in &keys {
                let written = writes.iter().find(|write| *write >= key).unwrap() + takes;
                assert!(
                    written - key <= 2 * SECOND,
                    "a key every {gap} ms, writes of {takes} ms: {}",
                    written - key
                );
            }
            let last = keys.last().unwrap();
            let written = writes.last().unwrap() + takes;
            assert!(written - last <= SECOND);
        }
    }

    #[test]
    fn typing_without_end_does_not_write_all_the_time() {
        let keys: Vec<u64> = (0..1000).map(|key| key * 60).collect();
        assert!(writes(&keys, 50).len() <= 60 * 1000 / 1200 + 1);
    }

    #[test]
    fn what_could_not_be_written_is_tried_again_but_not_at_once() {
        let at = Duration::from_millis;
        let mut times = Times::default();
        times.note(at(0));
        times.begin();
        times.fail(at(700));
        assert_eq!(times.due(), Some(at(2700)));
        times.note(at(1000));
        assert_eq!(times.due(), Some(at(2700)));
        times.begin();
        assert_eq!(times.due(), None);
        times.note(at(9000));
        assert_eq!(times.due(), Some(at(9400)));
    }
}
