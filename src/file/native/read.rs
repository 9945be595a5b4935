//! Reads a draft in any version of the native format.

use serde::Deserialize;
use serde::de::DeserializeSeed;

use super::error::{self, NativeError};
use super::format_version::{FIRST_OPEN, VERSION};
use super::unknown;
use crate::article::Article;

/// What is the same in every version.
#[derive(Deserialize)]
struct Head {
    version: u32,
}

/// The version of a draft written by a newer program, whatever else it contains.
pub(in crate::file) fn newer_version(text: &str) -> Option<u32> {
    ron::from_str(text).ok().map(|Head { version }| version).filter(|version| *version > VERSION)
}

/// The content of a text.
pub(super) struct Draft {
    pub(super) article: Article,
    pub(super) version: u32,
}

pub(super) fn read(text: &str) -> Result<Draft, NativeError> {
    // Some file systems leave zeros where a crash has truncated a file.
    if text.trim_matches(|c: char| c == '\0' || c.is_whitespace()).is_empty() {
        return Err(NativeError::Empty);
    }
    let Head { version } = ron::from_str(text).map_err(|error| error::of_text(&error, text, false))?;
    if version == 0 {
        return Err(NativeError::NoVersion);
    }
    let is_newer = version > VERSION;
    let is_open = version >= FIRST_OPEN;
    let refused = |error| match is_newer {
        true => NativeError::TooNew(version),
        false => error::of_text(&error, text, is_open),
    };
    let mut known = Known::default();
    // An optional number is written as a plain number.
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let mut article = options.from_str_seed(text, &mut known).map_err(refused)?;
    if !is_newer && !known.is_all {
        unknown::keep(&mut article, text).map_err(refused)?;
    }
    article.mend_ids();
    Ok(Draft { article, version })
}

/// Reads an article, and records whether all its fields are known.
struct Known {
    is_all: bool,
}

impl Default for Known {
    fn default() -> Known {
        Known { is_all: true }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Known {
    type Value = Article;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Article, D::Error> {
        serde_ignored::deserialize(deserializer, |path| self.is_all &= path.to_string() == "version")
    }
}
