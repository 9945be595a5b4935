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

/// Whether a recent file still exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Here,
    Missing,
}

/// The result of work on earlier versions. The path is the draft's.
#[derive(Debug)]
pub enum VersionNews {
    Listed(PathBuf, Vec<Version>),
    Read(PathBuf, Version, Result<Box<ReadVersion>, String>),
    Named(PathBuf, Result<(), String>),
    /// A version was kept, with this name.
    Kept(Result<Called, String>),
}

/// A version, to compare with the current text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadVersion {
    pub article: Article,
    pub words: usize,
    /// The changes since then.
    pub differences: Vec<Difference>,
}

/// The result of work for the spelling checker.
#[derive(Debug)]
pub enum SpellingNews {
    /// The dictionaries on the disk, and the user's own words.
    Found(Vec<DictionaryFile>, Result<Vec<String>, String>),
    /// A dictionary, by its tag.
    Loaded(String, Result<Arc<Speller>, String>),
    Read(Done),
    /// Whether the user's own words were saved.
    Kept(Result<(), String>),
}

/// The result of a search or a replacement.
#[derive(Debug)]
pub enum FindNews {
    /// The search with this number, in this revision of the article. The finder is returned with its caches.
    Sought { number: u64, revision: u64, finder: Box<Finder>, sought: Result<Sought, BadPattern> },
    /// The article after replacing everything in this revision, and the number of matches; `None` if that was too much
    /// work.
    Replaced { number: u64, revision: u64, replaced: Option<(Box<Article>, usize)> },
}

/// Unsaved work, prepared on a thread for display.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its journal file.
    pub file: PathBuf,
    pub kind: Kind,
    /// In seconds since 1970.
    pub at: u64,
    pub name: String,
    /// The draft's file, if it has one.
    pub path: Option<PathBuf>,
    /// The folder of that file, or a description, in full and shortened.
    pub folder: [String; 2],
    /// What it is compared with, in words.
    pub standing: &'static str,
    pub tally: Tally,
    pub differences: Vec<Difference>,
    /// The language of the unsaved article.
    pub language: String,
    /// Whether there is a saved text to compare with. Otherwise all of the text is new.
    pub has_saved: bool,
}
