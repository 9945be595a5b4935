//! Messages between threads, dialogs and the window. The results of work are in `event`.

use std::path::PathBuf;
use std::sync::Arc;

use crate::article::Article;
use crate::compare::{Difference, Tally};
use crate::file::DictionaryFile;
use crate::file::container::Kind;
use crate::file::versions::{Called, Version};
use crate::find::{BadPattern, Finder, Sought};
use crate::spell::{Done, Speller};

/// Whether a remembered file is still where it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Here,
    Missing,
}

/// What came of work on earlier versions. The path is that of the draft.
#[derive(Debug)]
pub enum VersionNews {
    Listed(PathBuf, Vec<Version>),
    Read(PathBuf, Version, Result<Box<ReadVersion>, String>),
    Named(PathBuf, Result<(), String>),
    /// A version was kept, and is called so.
    Kept(Result<Called, String>),
}

/// A version, as it is shown beside today's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadVersion {
    pub article: Article,
    pub words: usize,
    /// What has changed since.
    pub differences: Vec<Difference>,
}

/// What came of work for the spelling checker.
#[derive(Debug)]
pub enum SpellingNews {
    /// What lies on the disk: dictionaries, and the user's own words.
    Found(Vec<DictionaryFile>, Result<Vec<String>, String>),
    /// A dictionary, by its tag.
    Loaded(String, Result<Arc<Speller>, String>),
    Read(Done),
    /// Whether a word of one's own was written down.
    Kept(Result<(), String>),
}

/// What came of a search or a replacement.
#[derive(Debug)]
pub enum FindNews {
    /// The search of this number, of this revision of the article; the finder knows now what it has seen.
    Sought { number: u64, revision: u64, finder: Box<Finder>, sought: Result<Sought, BadPattern> },
    /// Everything replaced in this revision of the article; none where that was too much.
    Replaced { number: u64, revision: u64, replaced: Option<(Box<Article>, usize)> },
}

/// Unsaved work, made ready on a thread to be shown.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What keeps it.
    pub file: PathBuf,
    pub kind: Kind,
    /// In seconds since 1970.
    pub at: u64,
    pub name: String,
    /// Of the draft's file, where it has one.
    pub path: Option<PathBuf>,
    /// The folder of that file, or what is said instead, and the same in short.
    pub folder: [String; 2],
    /// What it is compared with, in words.
    pub standing: &'static str,
    pub tally: Tally,
    pub differences: Vec<Difference>,
    /// Of the unsaved article.
    pub language: String,
    /// Whether there is a saved text that it differs from; else its whole text is new.
    pub has_saved: bool,
}
