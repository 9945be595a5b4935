//! Unsaved work compared with what the draft’s file holds now. `journal` stores it; the writer decides what happens to
//! it.

use std::path::Path;

use super::fingerprint::Fingerprint;
use super::journal::{self, Found};
use super::open::open;
use super::user::UserFolders;
use crate::article::Article;
use crate::compare::{self, Difference};

/// Work that is in no file yet.
#[derive(Clone, Debug)]
pub struct Unsaved {
    pub found: Found,
    pub article: Article,
    pub standing: Standing,
}

/// How the draft's own file relates to the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The draft was never saved.
    NeverSaved,
    /// The file is the same as when the work started.
    Same(Box<Article>),
    /// The file has other content by now.
    Changed(Box<Article>),
    /// A newer version of this program wrote the file. This is what can be read of it.
    Newer(Box<Article>),
    /// The file is missing or unreadable.
    Gone,
}

/// All readable unsaved work, the newest first, except what is identical to its saved file.
pub fn unsaved(folders: &UserFolders) -> Vec<Unsaved> {
    journal::found(folders).into_iter().filter_map(Unsaved::of).filter(|work| !work.is_saved()).collect()
}

/// Removes stored work that is identical to its draft's file, except that of open windows.
pub fn drop_saved(folders: &UserFolders) {
    let closed = journal::found(folders).into_iter().filter(|found| !found.is_open);
    for work in closed.filter_map(Unsaved::of).filter(Unsaved::is_saved) {
        // What cannot be removed is checked again at the next start.
        let _ = work.found.remove();
    }
}

impl Unsaved {
    fn of(found: Found) -> Option<Unsaved> {
        let article = found.open().ok()?;
        let standing = match &found.header.path {
            None => Standing::NeverSaved,
            Some(path) => Standing::of(path, found.header.disk),
        };
        Some(Unsaved { found, article, standing })
    }

    /// Whether the draft's file is identical.
    fn is_saved(&self) -> bool {
        match &self.standing {
            Standing::Same(article) | Standing::Changed(article) => **article == self.article,
            // The file may contain more than this program can read.
            Standing::Newer(_) | Standing::NeverSaved | Standing::Gone => false,
        }
    }

    /// The content of the draft's file, if it can be read.
    pub fn saved(&self) -> Option<&Article> {
        match &self.standing {
            Standing::Same(article) | Standing::Changed(article) | Standing::Newer(article) => Some(article),
            Standing::NeverSaved | Standing::Gone => None,
        }
    }

    /// The differences from the saved file; everything, if there is none.
    pub fn differences(&self) -> Vec<Difference> {
        let nothing = Article::default();
        compare::differences(self.saved().unwrap_or(&nothing), &self.article)
    }

    /// The name of the draft's file without the extension, or else the beginning of its text.
    pub fn name(&self) -> String {
        match self.found.header.path.as_deref().and_then(Path::file_stem) {
            Some(stem) => stem.to_string_lossy().into_owned(),
            None => match first_words(&self.article) {
                words if words.is_empty() => "Untitled".to_owned(),
                words => format!("Untitled: {words}"),
            },
        }
    }
}

impl Standing {
    fn of(path: &Path, disk: Option<Fingerprint>) -> Standing {
        let Ok(opened) = open(path, None) else { return Standing::Gone };
        let article = Box::new(opened.article);
        if opened.newer.is_some() {
            Standing::Newer(article)
        } else if disk.is_some() && opened.fingerprint == disk {
            Standing::Same(article)
        } else {
            Standing::Changed(article)
        }
    }
}

/// The number of words that name a draft without a file.
const NAME_WORDS: usize = 6;
/// Longer beginnings are cut; in characters.
const NAME_CHARACTERS: usize = 48;

fn first_words(article: &Article) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    let texts = [article.headline.as_str(), article.deck.as_str(), article.lede.as_str()];
    let sections = article.sections.iter().flat_map(|section| [section.heading.as_str(), section.body.as_str()]);
    let takeaways = article.takeaways.iter().map(|takeaway| takeaway.text.as_str());
    let first = texts.into_iter().chain(takeaways).chain(sections).find(|text| !text.trim().is_empty());
    let words: Vec<&str> = first.unwrap_or_default().split_whitespace().take(NAME_WORDS + 1).collect();
    let name = words.get(..NAME_WORDS).unwrap_or(&words).join(" ");
    let cut: String = name.graphemes(true).take(NAME_CHARACTERS).collect();
    if cut.len() < name.len() || words.len() > NAME_WORDS { format!("{cut}…") } else { cut }
}
