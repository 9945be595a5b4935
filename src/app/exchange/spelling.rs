//! Reads and writes dictionaries and the user’s own words in the background.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::event::Event;
use super::values::SpellingNews;
use super::worker::Exchange;
use crate::file::DictionaryFile;
use crate::file::disk;
use crate::spell::{BUNDLED, Speller};

/// Where dictionaries and the user's own words are stored.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// The file of the user's own words. Without one, they are lost at the end.
    pub words: Option<PathBuf>,
    pub dictionaries: Vec<PathBuf>,
}

/// Bundled dictionaries that have been read, for all windows of the program.
static READ: Mutex<Vec<(&'static str, Arc<Speller>)>> = Mutex::new(Vec::new());

impl Exchange {
    /// Finds the dictionaries, and reads the user's own words.
    pub fn find_dictionaries(&self, folders: Folders) {
        self.start(move || {
            let words = folders.words.as_deref();
            let words =
                words.map_or(Ok(Vec::new()), |path| disk::read_words(path).map_err(|error| error.to_string()));
            Event::Spelling(SpellingNews::Found(disk::dictionaries(&folders.dictionaries), words))
        });
    }

    /// Reads the dictionary with this tag: a bundled one, or this file.
    pub fn read_dictionary(&self, tag: String, file: Option<DictionaryFile>) {
        self.start(move || {
            let read = match BUNDLED.iter().find(|bundled| bundled.tag == tag) {
                Some(bundled) => read_bundled(bundled.tag, bundled.aff, bundled.dic),
                None => file.map_or(Err("its dictionary is missing".to_owned()), |file| read_file(&file)),
            };
            Event::Spelling(SpellingNews::Loaded(tag, read))
        });
    }

    /// Saves the user's own words.
    pub fn keep_words(&self, path: PathBuf, words: Vec<String>) {
        self.start(move || {
            let kept = disk::write_words(&path, &words).map_err(|error| error.to_string());
            Event::Spelling(SpellingNews::Kept(kept))
        });
    }
}

fn read_bundled(tag: &'static str, aff: &str, dic: &str) -> Result<Arc<Speller>, String> {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, speller)) = read.iter().find(|(known, _)| *known == tag) {
        return Ok(speller.clone());
    }
    let speller = Arc::new(Speller::new(aff, dic).map_err(|error| error.to_string())?);
    read.push((tag, speller.clone()));
    Ok(speller)
}

fn read_file(file: &DictionaryFile) -> Result<Arc<Speller>, String> {
    let (aff, dic) = disk::read_dictionary(file).map_err(|error| error.to_string())?;
    let speller = Speller::new(&aff, &dic).map_err(|error| format!("{error}: {}", file.dic.display()))?;
    Ok(Arc::new(speller))
}
