//! The folders of this user in which the program keeps what is not a draft: what it knows of unsaved work, and earlier
//! versions. Both are private: nobody else may look into them.

use std::path::{Path, PathBuf};

/// Where things are kept. Without a folder they are not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserFolders {
    /// For what has to survive a crash: journals, safe copies, notes of faults.
    pub state: Option<PathBuf>,
    /// For what is kept for longer: earlier versions of drafts.
    pub data: Option<PathBuf>,
}

impl UserFolders {
    /// The system's folders for this user, such as `~/.local/state/copydesk` and `~/.local/share/copydesk`.
    pub fn system() -> UserFolders {
        let Some(dirs) = directories::ProjectDirs::from("", "", "copydesk") else { return UserFolders::default() };
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        UserFolders { state: Some(state.to_owned()), data: Some(dirs.data_dir().to_owned()) }
    }

    /// Both within one folder.
    pub fn within(folder: &Path) -> UserFolders {
        UserFolders { state: Some(folder.join("state")), data: Some(folder.join("data")) }
    }
}
