//! Reads and names earlier versions in the background.

use std::path::{Path, PathBuf};

use super::event::Event;
use super::values::{ReadVersion, VersionNews};
use super::worker::Exchange;
use crate::article::Article;
use crate::compare::differences;
use crate::count::words_of_article;
use crate::file::versions::{self, Version};
use crate::file::{self, UserFolders};

impl Exchange {
    /// Whether there is a folder for versions.
    pub fn keeps_versions(&self) -> bool {
        self.user.data.is_some()
    }

    /// Lists the versions of a draft.
    pub fn list_versions(&self, draft: PathBuf) {
        let user = self.user.clone();
        self.start(move || {
            let versions = versions::list(&user, &draft);
            Event::Versions(VersionNews::Listed(draft, versions))
        });
    }

    /// Reads a version and compares the current article with it.
    pub fn read_version(&self, draft: PathBuf, version: Version, today: Article) {
        let user = self.user.clone();
        self.start(move || {
            let read = reading(&user, &draft, &version, &today);
            Event::Versions(VersionNews::Read(draft, version, read))
        });
    }

    /// Names a version.
    pub fn name_version(&self, draft: PathBuf, version: Version, name: String) {
        let user = self.user.clone();
        self.start(move || {
            let named = versions::name(&user, &draft, &version, &name).map_err(|error| error.to_string());
            Event::Versions(VersionNews::Named(draft, named))
        });
    }

    /// Keeps an article as a version of a draft.
    pub fn keep_version(&self, draft: PathBuf, article: Article, at: u64, name: String) {
        let user = self.user.clone();
        self.start_keeping(move || {
            let text = file::to_native(&article);
            let kept = versions::keep_named(&user, &draft, text.as_bytes(), at, &name);
            Event::Versions(VersionNews::Kept(kept.map_err(|error| error.to_string())))
        });
    }
}

fn reading(
    user: &UserFolders,
    draft: &Path,
    version: &Version,
    today: &Article,
) -> Result<Box<ReadVersion>, String> {
    let article = versions::read(user, draft, version).map_err(|error| error.to_string())?;
    let differences = differences(&article, today);
    Ok(Box::new(ReadVersion { words: words_of_article(&article), article, differences }))
}
