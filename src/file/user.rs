//! The user’s own folders for data that is not a draft: the journal of unsaved work, and earlier versions. Nobody else
//! can read them.

use std::path::{Path, PathBuf};

use super::write::{jot_private, keep_others_out, make_private_folder};

/// The folders for stored data. Without a folder, nothing is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserFolders {
    /// For what has to survive a crash: journals, safety copies, notes about crashes.
    pub state: Option<PathBuf>,
    /// For what is kept longer: earlier versions of drafts.
    pub data: Option<PathBuf>,
}

impl UserFolders {
    /// The system's folders for this user, such as `~/.local/state/copydesk` and `~/.local/share/copydesk`.
    pub fn system() -> UserFolders {
        let Some(dirs) = directories::ProjectDirs::from("", "", "copydesk") else { return UserFolders::default() };
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        UserFolders { state: Some(state.to_owned()), data: Some(dirs.data_dir().to_owned()) }
    }

    /// Creates the folders and makes them private, even if other programs of this user created them: their content
    /// shows which drafts exist, and what they contain.
    pub fn make_private(&self) {
        for folder in [&self.state, &self.data].into_iter().flatten() {
            // Without its folder nothing is stored, which is reported when it should be.
            let _ = make_private_folder(folder);
            keep_others_out(folder);
        }
        self.make_settings_private();
    }

    /// The window library overwrites the settings in place, and so keeps their permissions.
    fn make_settings_private(&self) {
        let Some(settings) = self.data.as_ref().map(|data| data.join("app.ron")) else { return };
        if settings.exists() {
            keep_others_out(&settings);
        } else {
            // A missing file is the same as empty settings.
            let _ = jot_private(&settings, b"{}");
        }
    }

    /// Both within one folder.
    pub fn within(folder: &Path) -> UserFolders {
        UserFolders { state: Some(folder.join("state")), data: Some(folder.join("data")) }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn nobody_else_gets_into_the_folders_whoever_made_them() {
        let folder = tempfile::tempdir().unwrap();
        let folders = UserFolders::within(&folder.path().join("new"));
        let mode = |path: &Option<PathBuf>| {
            std::fs::metadata(path.as_deref().unwrap()).unwrap().permissions().mode() & 0o777
        };
        folders.make_private();
        assert_eq!([mode(&folders.state), mode(&folders.data)], [0o700, 0o700]);
        for path in [&folders.state, &folders.data].into_iter().flatten() {
            std::fs::set_permissions(path, PermissionsExt::from_mode(0o755)).unwrap();
        }
        folders.make_private();
        assert_eq!([mode(&folders.state), mode(&folders.data)], [0o700, 0o700]);
        UserFolders::default().make_private();
    }

    #[test]
    fn the_settings_are_for_nobody_else_to_read() {
        let folder = tempfile::tempdir().unwrap();
        let folders = UserFolders::within(folder.path());
        let settings = folder.path().join("data/app.ron");
        folders.make_private();
        std::fs::set_permissions(&settings, PermissionsExt::from_mode(0o666)).unwrap();
        std::fs::write(&settings, "{\"app\":\"\"}").unwrap();
        folders.make_private();
        assert_eq!(std::fs::metadata(&settings).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_to_string(&settings).unwrap(), "{\"app\":\"\"}");
    }
}
