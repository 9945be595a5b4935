//! A line of plain text as it is shown.

use super::hidden;
use crate::markdown::Run;

/// A line of plain text as it is shown, without line breaks and surrounding whitespace. `None` if nothing is left.
pub(super) fn run(text: &str) -> Option<Run> {
    let shown = text.trim();
    let start = text.len() - text.trim_start().len();
    let range = start..start + shown.len();
    let (swept, _) = hidden::shown(shown);
    let text = swept.trim().replace("\r\n", " ").replace(['\n', '\r'], " ");
    (!text.is_empty()).then(|| Run { text: text.into(), range })
}
