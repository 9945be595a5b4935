//! Turns other text into an article, from a file or from the clipboard.

use std::path::Path;

use crate::file::{self, disk};
use crate::format;
use crate::markdown::cost;
use crate::reading::{Origin, Reading};
use crate::recognise::{Recognised, recognise};
use crate::session::Import;

/// Imports a file of any format as an article. Blocks.
///
/// # Errors
/// Fails if the file cannot be read, is not text, or needs more memory than is available; the error says which.
pub(super) fn import(path: &Path) -> Result<Import, String> {
    let opened = disk::open(path, None).map_err(|error| error.to_string())?;
    let article = &opened.article;
    let items = article.takeaways.len() + article.sections.len() + article.sources.len();
    let cost = cost::in_window(article.long_texts(), items);
    match refusal(cost, disk::memory_left()) {
        Some(words) => Err(file::about(path, format_args!("cannot be opened here: {words}")).to_string()),
        None => Ok(taken_in(opened, path)),
    }
}

/// Why a text that needs this much memory is not imported when this much is left, both in bytes. The writer's own
/// drafts are opened whatever they need.
fn refusal(cost: usize, left: Option<usize>) -> Option<String> {
    let gigabytes = |bytes: usize| bytes as f64 / 1e9;
    let needs = format!("it needs about {:.1} GB of memory", gigabytes(cost));
    match left {
        Some(left) if cost > left => Some(format!(
            "{needs}, and {:.1} GB are free; close other programs or split the file",
            gigabytes(left)
        )),
        _ if cost > cost::MOST => Some(format!("{needs}, and the limit is 2 GB; split the file")),
        _ => None,
    }
}

fn taken_in(opened: file::Opened, path: &Path) -> Import {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let file::Opened { article, report, aside, .. } = opened;
    Import { recognised: Recognised { article, report, aside }, name }
}

/// Imports a text in a format.
pub fn import_text(text: &str, origin: Origin, name: String) -> Import {
    import_reading(&format::read(text, origin), name)
}

/// Imports what was read.
pub fn import_reading(reading: &Reading, name: String) -> Import {
    Import { recognised: recognise(reading), name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_more_memory_than_is_left_is_refused_with_both_numbers() {
        let words = "it needs about 6.1 GB of memory, and 2.0 GB are free; close other programs or split the file";
        assert_eq!(refusal(6_060_000_000, Some(2_000_000_000)).as_deref(), Some(words));
        assert_eq!(refusal(2_000_000_000, Some(2_000_000_000)), None);
        let words = "it needs about 6.1 GB of memory, and the limit is 2 GB; split the file";
        for left in [None, Some(16_000_000_000)] {
            assert_eq!(refusal(6_060_000_000, left).as_deref(), Some(words));
            assert_eq!(refusal(2_000_000_000, left), None);
        }
    }
}
