//! Hunspell dictionaries and word lists on disk: finds them and decodes their text. `spell` interprets it.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};

use super::folder::is_taken;
use super::read::{Problem, ReadError, read_bytes, read_text};
use super::write;
use super::write::{WriteError, write_private};
use crate::spell::tag_of;

/// A dictionary on the disk: two files with the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryFile {
    /// Its language, such as `fr-FR`.
    pub tag: String,
    pub aff: PathBuf,
    pub dic: PathBuf,
}

/// Why a dictionary could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DictionaryError {
    Read(ReadError),
    /// It is in an unsupported encoding with this name.
    Encoding(String, PathBuf),
}

/// The greatest number of words read from the user's list.
const WORDS_LIMIT: usize = 100_000;
/// The greatest number of dictionaries examined in a folder.
const FOLDER_LIMIT: usize = 1_000;
/// Larger files are not dictionaries, in bytes.
const DICTIONARY_LIMIT: usize = 32 * 1024 * 1024;

/// The folders in which systems and users keep dictionaries, starting with those in `DICPATH`.
pub fn dictionary_folders() -> Vec<PathBuf> {
    let named = std::env::var_os("DICPATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let mut folders = named.unwrap_or_default();
    if let Some(dirs) = directories::BaseDirs::new() {
        folders.push(dirs.data_dir().join("hunspell"));
        folders.push(dirs.home_dir().join("Library").join("Spelling"));
    }
    if let Some(own) = directories::ProjectDirs::from("", "", "copydesk") {
        folders.push(own.data_dir().join("dictionaries"));
    }
    let systems = [
        "/usr/share/hunspell",
        "/usr/local/share/hunspell",
        "/usr/share/myspell",
        "/usr/share/myspell/dicts",
        "/Library/Spelling",
        "/opt/homebrew/share/hunspell",
    ];
    folders.extend(systems.map(PathBuf::from));
    folders
}

/// The file of the words that the user has added, in the settings folder.
pub fn words_path() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "copydesk").map(|dirs| dirs.config_dir().join("words.txt"))
}

/// The dictionaries in these folders, by language; of two for the same language, the one in the earlier folder.
pub fn dictionaries(folders: &[PathBuf]) -> Vec<DictionaryFile> {
    let mut found: Vec<DictionaryFile> = Vec::new();
    for folder in folders {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
        let mut affs: Vec<PathBuf> =
            paths.filter(|path| path.extension() == Some(OsStr::new("aff"))).take(FOLDER_LIMIT).collect();
        affs.sort();
        for aff in affs {
            let dic = aff.with_extension("dic");
            let tag = aff.file_stem().and_then(OsStr::to_str).map(tag_of).unwrap_or_default();
            if dic.is_file() && !tag.is_empty() && found.iter().all(|known| known.tag != tag) {
                found.push(DictionaryFile { tag, aff, dic });
            }
        }
    }
    found.sort_by(|a, b| a.tag.cmp(&b.tag));
    found
}

/// The text of a dictionary's two files.
///
/// # Errors
/// Fails if one of the two files cannot be read, or its encoding is not supported.
pub fn read_dictionary(file: &DictionaryFile) -> Result<(String, String), DictionaryError> {
    let aff = bounded(&file.aff)?;
    let dic = bounded(&file.dic)?;
    let encoding = encoding_of(&aff).map_err(|name| DictionaryError::Encoding(name, file.aff.clone()))?;
    let text = |bytes: &[u8]| encoding.decode_with_bom_removal(bytes).0.replace("\r\n", "\n");
    Ok((text(&aff), text(&dic)))
}

fn bounded(path: &Path) -> Result<Vec<u8>, DictionaryError> {
    let bytes = read_bytes(path).map_err(DictionaryError::Read)?;
    if bytes.len() > DICTIONARY_LIMIT {
        return Err(DictionaryError::Read(ReadError { problem: Problem::TooLarge, path: path.to_owned() }));
    }
    Ok(bytes)
}

/// The encoding named in a dictionary's first file; Hunspell's names differ slightly from those of the web.
fn encoding_of(aff: &[u8]) -> Result<&'static Encoding, String> {
    let lines = aff.split(|byte| *byte == b'\n').map(|line| line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line));
    let Some(name) = lines.filter_map(|line| line.strip_prefix(b"SET ")).next() else { return Ok(UTF_8) };
    let name = String::from_utf8_lossy(name).trim().to_ascii_lowercase();
    let label = name.strip_prefix("microsoft-").unwrap_or(&name);
    Encoding::for_label(label.as_bytes()).ok_or(name)
}

/// The words of a list with one per line. A missing list is empty.
///
/// # Errors
/// Fails if the list exists and cannot be read.
pub fn read_words(path: &Path) -> Result<Vec<String>, ReadError> {
    match read_text(path) {
        Ok(text) => {
            let words = text.lines().map(str::trim).filter(|line| !line.is_empty());
            Ok(words.take(WORDS_LIMIT).map(str::to_owned).collect())
        }
        Err(error) if error.problem.is_absence() => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Writes a list with one word per line, completely or not at all. A new list is readable only by this user, because
/// the words come from drafts.
///
/// # Errors
/// Fails if the list cannot be replaced; it is then unchanged.
pub fn write_words(path: &Path, words: &[String]) -> Result<(), WriteError> {
    let mut text = words.join("\n");
    text.push('\n');
    let put = if is_taken(path) { write } else { write_private };
    put(path, text.as_bytes())
}

impl fmt::Display for DictionaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DictionaryError::Read(error) => error.fmt(f),
            DictionaryError::Encoding(name, path) => {
                super::about(path, format_args!("has an unknown encoding: {name}")).fmt(f)
            }
        }
    }
}

impl std::error::Error for DictionaryError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        files.iter().for_each(|(name, bytes)| fs::write(folder.path().join(name), bytes).unwrap());
        folder
    }

    #[test]
    fn dictionaries_are_two_files_of_one_name_and_the_first_folder_wins() {
        let first =
            folder_with(&[("fr_FR.aff", b""), ("fr_FR.dic", b""), ("lonely.aff", b""), ("notes.txt", b"")]);
        let second = folder_with(&[("fr.aff", b""), ("fr.dic", b""), ("fr_FR.aff", b""), ("fr_FR.dic", b"")]);
        let folders = [first.path().to_owned(), PathBuf::from("/no/such/folder"), second.path().to_owned()];
        let found = dictionaries(&folders);
        let tags: Vec<&str> = found.iter().map(|found| found.tag.as_str()).collect();
        assert_eq!(tags, ["fr", "fr-FR"]);
        assert!(found[1].aff.starts_with(first.path()));
    }

    #[track_caller]
    fn check(aff: &[u8], dic: &[u8], expected: Result<&str, &str>) {
        let folder = folder_with(&[("xx.aff", aff), ("xx.dic", dic)]);
        let file = dictionaries(&[folder.path().to_owned()]).remove(0);
        let read = read_dictionary(&file);
        let read = read.map(|(_, dic)| dic).map_err(|error| error.to_string());
        match expected {
            Ok(dic) => assert_eq!(read.as_deref(), Ok(dic)),
            Err(start) => assert!(read.unwrap_err().contains(start)),
        }
    }

    #[test]
    fn a_dictionary_is_read_in_its_own_encoding() {
        check(b"SET UTF-8\n", "1\nétait\n".as_bytes(), Ok("1\nétait\n"));
        check(b"SET ISO8859-1\r\n", b"1\r\n\xE9tait\r\n", Ok("1\nétait\n"));
        check(b"# a remark\nSET KOI8-R\n", b"1\n\xC4\xC1\n", Ok("1\nда\n"));
        check(b"SET microsoft-cp1251\n", b"1\n\xE4\xE0\n", Ok("1\nда\n"));
        check(b"SET ISCII-DEVANAGARI\n", b"0\n", Err("has an unknown encoding: iscii-devanagari"));
    }

    #[test]
    fn words_of_ones_own_come_back_and_a_missing_list_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new folder").join("words.txt");
        assert_eq!(read_words(&path), Ok(Vec::new()));
        let words = ["Aldness".to_owned(), "fo’c’sle".to_owned()];
        write_words(&path, &words).unwrap();
        assert_eq!(read_words(&path).as_deref(), Ok(words.as_slice()));
        assert!(read_words(folder.path()).is_err(), "a folder is no list");
    }
}
