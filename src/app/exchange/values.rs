//! What threads, dialogs and the window hand to each other. Nothing is done here; what comes of some work is in `event`.

use std::path::PathBuf;
use std::sync::Arc;

use crate::article::Article;
use crate::compare::{Difference, Tally};
use crate::document::Document;
use crate::file::kept::Kind;
use crate::file::versions::{Called, Version};
use crate::file::{CrashNote, DictionaryFile, Holder, Lock, Template};
use crate::find::{BadPattern, Finder, Sought};
use crate::recognise::Recognised;
use crate::spell::{Done, Speller};

/// What was taken in from a file.
#[derive(Clone, Debug)]
pub struct Import {
    pub recognised: Recognised,
    /// What it was called.
    pub name: String,
}

/// What the unsaved draft stands in the way of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    New,
    Template(Template),
    Open(PathBuf),
    Close,
    /// Makes a file the lead image: the draft only had to have a folder.
    Picture(PathBuf),
    /// Asks for the lead image.
    ChoosePicture,
    /// Opens unsaved work, by what keeps it.
    Recover(PathBuf),
}

/// What a file held.
#[derive(Debug)]
pub enum Opened {
    /// With its lock, where it was locked just now.
    Draft(Box<Document>, Option<Lock>),
    /// Someone has it open: nothing was opened.
    Held(Holder),
    /// Text, Markdown or HTML: it becomes a draft without a name.
    Import(Box<Import>),
}

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOpened {
    /// In the writer's words, with the path.
    pub reason: String,
    /// When the version was saved, in seconds since 1970, as which a draft can be opened instead.
    pub earlier: Option<u64>,
}

/// How a draft is to be opened that someone else may have open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// With a lock; who else has it is told. The lock of this holder is this window's own.
    Locked(Option<Holder>),
    /// To be looked at; who has it, in words.
    ReadOnly(String),
    /// As a draft without a file.
    Copy,
    /// In the place of this holder.
    TakeOver(Box<Holder>),
    /// As the newest version that is kept of it and can be read, unsaved: its file is gone or damaged.
    Earlier,
}

/// Whether the journal can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// Not any more, for this reason in the writer's words; it is tried again.
    Failing(String),
    /// The disk takes longer than it was promised to.
    Late,
    /// Again, after it could not.
    Mended,
}

/// Whether a remembered file is still where it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Here,
    Missing,
}

/// Why unsaved work is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The program has started, and may not have ended as it should before: by a fault, where that is known.
    Started(Option<CrashNote>),
    /// This draft was opened, and there is unsaved work on it.
    Opened(PathBuf),
    /// It was asked for.
    Asked,
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
    /// Whether there is a saved text that it differs from; else its whole text is new.
    pub has_saved: bool,
}
