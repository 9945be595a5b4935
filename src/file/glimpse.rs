//! What the first lines of a draft and its file metadata tell about it. Used for lists of many drafts, so no file is
//! read to the end.

use std::io::Read;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::kind::FileKind;
use super::name::one_line;
use super::read::open_file;

/// What a list of drafts shows of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glimpse {
    /// On one line; empty if there is none, or the file is not a draft.
    pub headline: String,
    /// When the file was written, in seconds since 1970.
    pub written: Option<u64>,
}

/// How much of a file is read, in bytes.
const BEGINNING: u64 = 8_192;

/// Reads the beginning of a file. Blocks.
pub fn glimpse(path: &Path) -> Glimpse {
    let Ok(file) = open_file(path) else { return Glimpse::default() };
    let written = file.metadata().and_then(|file| file.modified()).ok();
    let written = written.and_then(|at| at.duration_since(UNIX_EPOCH).ok()).map(|since| since.as_secs());
    let mut bytes = Vec::new();
    let is_draft = FileKind::of(path) == Some(FileKind::Copydesk);
    let is_read = is_draft && file.take(BEGINNING).read_to_end(&mut bytes).is_ok();
    let headline = if is_read { headline(&String::from_utf8_lossy(&bytes)) } else { None };
    Glimpse { headline: headline.unwrap_or_default(), written }
}

/// The headline, if the beginning of a draft contains it completely.
fn headline(text: &str) -> Option<String> {
    let named = text.lines().find_map(|line| line.trim_start().strip_prefix("headline:"))?;
    let headline: String = ron::from_str(named.trim().trim_end_matches(',')).ok()?;
    Some(one_line(headline.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::file::to_native;

    #[test]
    fn a_draft_tells_its_headline_at_once() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let file = folder.path().join("a.copydesk");
        for headline in ["Tide tables", "“Quoted” and \"straight\", with \\", "", "Night 🚢"] {
            let article = Article { headline: headline.into(), ..Article::default() };
            std::fs::write(&file, to_native(&article)).expect("the folder is writable");
            let glimpse = glimpse(&file);
            assert_eq!(glimpse.headline, headline);
            assert!(glimpse.written.is_some());
        }
    }

    #[test]
    fn what_is_no_draft_has_no_headline() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for (name, text) in
            [("a.txt", "headline: \"Words\""), ("b.copydesk", "(\n    headline: \"cut o"), ("c.copydesk", "")]
        {
            let file = folder.path().join(name);
            std::fs::write(&file, text).expect("the folder is writable");
            assert_eq!(glimpse(&file).headline, "", "{name}");
        }
        assert_eq!(glimpse(&folder.path().join("missing.copydesk")), Glimpse::default());
        assert_eq!(glimpse(folder.path()), Glimpse::default());
    }
}
