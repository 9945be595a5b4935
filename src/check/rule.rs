//! A rule, and what it has found.

use std::borrow::Cow;
use std::ops::Range;

use super::facts::Checked;
use super::finding::{Finding, Severity};
use crate::article::Place;

/// A rule that is checked.
pub struct Rule {
    /// Its name for settings and lists, such as `no-headline`.
    pub id: &'static str,
    pub severity: Severity,
    /// One sentence: what it requires, and who recommends it.
    pub about: &'static str,
    pub(super) check: fn(&Checked<'_>) -> Vec<Found>,
}

/// What a rule has found.
pub(super) struct Found {
    place: Place,
    range: Option<Range<usize>>,
    message: Cow<'static, str>,
}

impl Found {
    pub(super) fn at(place: Place, message: impl Into<Cow<'static, str>>) -> Found {
        Found { place, range: None, message: message.into() }
    }

    pub(super) fn within(place: Place, range: Range<usize>, message: impl Into<Cow<'static, str>>) -> Found {
        Found { place, range: Some(range), message: message.into() }
    }
}

impl Rule {
    pub(super) fn finding(&self, Found { place, range, message }: Found) -> Finding {
        Finding { rule: self.id, severity: self.severity, place, range, message }
    }
}
