//! Where the writer was in a draft: the cursor and the scroll position. It is stored with unsaved work, never in the
//! draft, under a name that does not reveal the draft, and for a limited number of drafts.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use super::folder::real_path;
use super::read::read_bytes;
use super::user::UserFolders;
use super::write::{jot_private, make_private_folder};
use crate::article::Place;

/// A position in a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// The text with the cursor.
    pub place: Place,
    /// The selection in it, in bytes.
    pub anchor: usize,
    pub caret: usize,
    pub sight: Sight,
}

/// The scroll position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Sight {
    /// The cursor, this many points below the top of the form.
    Cursor(f32),
    /// Otherwise: the top of the viewport, this many points below the start of this part.
    Under(Place, f32),
}

/// The number of drafts remembered.
const MOST: usize = 200;

/// The last position in a draft, if it is known.
pub fn whereabouts(folders: &UserFolders, draft: &Path) -> Option<Whereabouts> {
    let bytes = read_bytes(&file_of(folders, draft)?).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Stores the position in a draft. If that fails, the draft opens at the top.
pub fn keep_whereabouts(folders: &UserFolders, draft: &Path, at: &Whereabouts) {
    let Some(file) = file_of(folders, draft) else { return };
    let Some(folder) = file.parent().filter(|folder| make_private_folder(folder).is_ok()) else { return };
    let kept = serde_json::to_vec(at).map(|bytes| jot_private(&file, &bytes));
    if matches!(kept, Ok(Ok(()))) {
        forget_oldest(folder);
    }
}

/// Removes the position in a draft.
pub fn forget_whereabouts(folders: &UserFolders, draft: &Path) {
    if let Some(file) = file_of(folders, draft) {
        // If there is none, there is nothing to remove.
        let _ = fs::remove_file(file);
    }
}

fn file_of(folders: &UserFolders, draft: &Path) -> Option<PathBuf> {
    let draft = real_path(&std::path::absolute(draft).ok()?);
    let key = Fingerprint::of(draft.as_os_str().as_encoded_bytes());
    Some(folders.state.as_ref()?.join("whereabouts").join(format!("{key}.json")))
}

fn forget_oldest(folder: &Path) {
    let Ok(listing) = fs::read_dir(folder) else { return };
    let files = listing.filter_map(Result::ok).map(|entry| {
        let written = entry.metadata().and_then(|file| file.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        (written, entry.path())
    });
    let mut files: Vec<(SystemTime, PathBuf)> = files.collect();
    if files.len() <= MOST {
        return;
    }
    files.sort();
    let surplus = files.len() - MOST;
    for (_, file) in files.into_iter().take(surplus) {
        let _ = fs::remove_file(file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Id, SourceField};

    fn at(place: Place) -> Whereabouts {
        Whereabouts { place, anchor: 3, caret: 7, sight: Sight::Cursor(120.5) }
    }

    #[test]
    fn what_was_kept_of_a_draft_comes_back_until_it_is_forgotten() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let folders = UserFolders::within(&folder.path().join("user"));
        let draft = folder.path().join("a.copydesk");
        assert_eq!(whereabouts(&folders, &draft), None);
        let places = [
            Place::Headline,
            Place::Body(Id(7)),
            Place::Source("gazette".into(), SourceField::Title),
            Place::Note,
        ];
        for place in places {
            let under = Whereabouts { sight: Sight::Under(place.clone(), -2.0), ..at(place.clone()) };
            for kept in [at(place), under] {
                keep_whereabouts(&folders, &draft, &kept);
                assert_eq!(whereabouts(&folders, &draft), Some(kept));
            }
        }
        assert_eq!(whereabouts(&folders, &folder.path().join("b.copydesk")), None);
        forget_whereabouts(&folders, &draft);
        assert_eq!(whereabouts(&folders, &draft), None);
        keep_whereabouts(&UserFolders::default(), &draft, &at(Place::Deck));
    }

    #[test]
    fn no_more_are_kept_than_there_is_use_for_and_none_tells_its_draft() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let folders = UserFolders::within(&folder.path().join("user"));
        for number in 0..MOST + 5 {
            keep_whereabouts(&folders, &folder.path().join(format!("secret-{number}")), &at(Place::Deck));
        }
        let kept = fs::read_dir(folder.path().join("user/state/whereabouts")).expect("it was written to");
        let names: Vec<String> = kept
            .map(|entry| {
                entry
                    .expect("the folder is readable")
                    .file_name()
                    .into_string()
                    .expect("names are letters and digits")
            })
            .collect();
        assert_eq!(names.len(), MOST);
        assert!(names.iter().all(|name| !name.contains("secret")));
        assert!(whereabouts(&folders, &folder.path().join(format!("secret-{}", MOST + 4))).is_some());
    }

    #[test]
    fn what_is_damaged_is_as_if_it_were_not_there() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let folders = UserFolders::within(folder.path());
        let draft = folder.path().join("a.copydesk");
        keep_whereabouts(&folders, &draft, &at(Place::Deck));
        fs::write(file_of(&folders, &draft).expect("there is a state folder"), "{\"place\":")
            .expect("the folder is writable");
        assert_eq!(whereabouts(&folders, &draft), None);
    }
}
