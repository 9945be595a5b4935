//! Metadata of the article for the heads of files. Only fields that are filled in and valid are included.

use super::iso_date::moment;
use crate::article::Article;

/// The metadata of a page. Empty texts and lists are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    pub headline: String,
    pub deck: String,
    pub authors: Vec<String>,
    pub language: String,
    /// ISO 8601, as precise as it is known.
    pub published: String,
    /// ISO 8601, as precise as it is known.
    pub updated: String,
    /// A web link.
    pub canonical: String,
    pub tags: Vec<String>,
    pub slug: String,
    /// The name of the publication, which comes from the settings and not from the draft.
    pub publisher: String,
}

/// The writing direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

pub(super) fn meta(article: &Article) -> Meta {
    let line = |text: &str| super::line::run(text).map(|run| String::from(run.text)).unwrap_or_default();
    let lines =
        |texts: &[String]| -> Vec<String> { texts.iter().map(|t| line(t)).filter(|t| !t.is_empty()).collect() };
    Meta {
        headline: line(&article.headline),
        deck: line(&article.deck),
        authors: lines(&article.byline).iter().map(|name| without_by(name).to_owned()).collect(),
        language: Some(line(&article.language)).filter(|tag| is_language(tag)).unwrap_or_default(),
        published: moment(&line(&article.published)).unwrap_or_default(),
        updated: moment(&line(&article.updated)).unwrap_or_default(),
        canonical: Some(line(&article.canonical)).filter(|link| crate::link::is_web(link)).unwrap_or_default(),
        tags: lines(&article.tags),
        slug: line(&article.slug),
        publisher: String::new(),
    }
}

/// A writer's name without the `By` of a byline.
pub fn without_by(name: &str) -> &str {
    let mut name = name.trim();
    while let Some((by, rest)) = name.split_once(char::is_whitespace) {
        let is_by = by.eq_ignore_ascii_case("by") || by.eq_ignore_ascii_case("by:");
        if !is_by || rest.trim().is_empty() {
            break;
        }
        name = rest.trim();
    }
    without_twice(name).unwrap_or(name)
}

/// The name after a byline word of another language that occurs twice. A single one may be part of the name.
fn without_twice(name: &str) -> Option<&str> {
    const WORDS: [&str; 10] = ["von", "par", "por", "di", "door", "av", "af", "de", "da", "od"];
    const OWN: [&str; 6] = ["von", "di", "de", "da", "av", "af"];
    let (first, rest) = name.split_once(char::is_whitespace)?;
    let (second, rest) = rest.trim().split_once(char::is_whitespace)?;
    let word = first.trim_end_matches(':').to_lowercase();
    let is_twice = second.trim_end_matches(':').to_lowercase() == word && WORDS.contains(&word.as_str());
    let is_own = OWN.contains(&word.as_str())
        && (second.starts_with(char::is_lowercase) || rest.split_whitespace().count() < 2);
    (is_twice && !is_own).then(|| rest.trim())
}

impl Meta {
    /// The direction of the article's language, if it is known.
    pub fn direction(&self) -> Option<Direction> {
        known_direction(&self.language)
    }
}

/// The direction of a language, if this is one.
pub fn known_direction(language: &str) -> Option<Direction> {
    let language = language.trim();
    is_language(language).then(|| direction(language))
}

/// Whether a text is a well-formed BCP 47 tag: a language of 2 to 8 letters, then subtags of 1 to 8 letters or digits.
pub fn is_language(text: &str) -> bool {
    let mut subtags = text.split('-');
    let language = subtags.next().unwrap_or_default();
    let is_subtag = |s: &str| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric());
    (2..=8).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && subtags.all(is_subtag)
}

/// The direction of a language, by the script in its tag, or else by the language.
pub fn direction(language: &str) -> Direction {
    const LANGUAGES: [&str; 13] = ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"];
    const SCRIPTS: [&str; 7] = ["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"];
    let language = language.to_ascii_lowercase();
    let mut subtags = language.split('-');
    let first = subtags.next().unwrap_or_default();
    let script = subtags.find(|s| s.len() == 4 && s.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_rtl = match script {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&first),
    };
    if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_by_of_its_own() {
        for (typed, expected) in [
            ("By M. X", "M. X"),
            ("By By M. X", "M. X"),
            ("by: M. X", "M. X"),
            ("BY M. X", "M. X"),
            ("Byron", "Byron"),
            ("By", "By"),
            ("Ann By", "Ann By"),
        ] {
            assert_eq!(without_by(typed), expected);
        }
    }

    #[test]
    fn the_script_decides_before_the_language() {
        assert_eq!(direction("ar"), Direction::RightToLeft);
        assert_eq!(direction("ar-Latn"), Direction::LeftToRight);
        assert_eq!(direction("pa-Arab-PK"), Direction::RightToLeft);
        assert_eq!(direction("en-GB"), Direction::LeftToRight);
        assert_eq!(direction(""), Direction::LeftToRight);
    }
}
