//! Names of languages: the name of a tag, and the tag for a typed name. Draws nothing.

use crate::app::palette::rank::fold;
use crate::page::is_language;

/// A language tag in words: `en-GB` is `English (UK)`. An unknown tag is returned unchanged.
pub fn name(tag: &str) -> String {
    let (language, rest) = tag.split_once('-').unwrap_or((tag, ""));
    let Some((_, name)) = known(language) else { return tag.to_owned() };
    if rest.is_empty() { name.to_owned() } else { format!("{name} ({})", region(rest)) }
}

/// What was typed as a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    Nothing,
    /// The tag of a known language.
    Known(String),
    /// A well-formed tag of an unknown language.
    Tag(String),
    /// Neither the name of a language nor a tag.
    Unknown,
}

/// Parses a language by name or tag, in any case, with or without diacritics: `english (uk)`, `British English`,
/// `en-gb`.
pub fn read(typed: &str) -> Typed {
    let typed = typed.trim();
    if typed.is_empty() {
        return Typed::Nothing;
    }
    if let Some(tag) = by_name(typed) {
        return Typed::Known(tag);
    }
    let tag = typed.replace('_', "-");
    let (language, _) = tag.split_once('-').unwrap_or((&tag, ""));
    // A longer first part is a word rather than a tag, because no language has one.
    if !is_language(&tag) || language.len() > 3 {
        return Typed::Unknown;
    }
    match known(language) {
        Some(_) => Typed::Known(in_usual_case(&tag)),
        None => Typed::Tag(in_usual_case(&tag)),
    }
}

/// The tag of the typed language; `None` if it is not one.
pub fn tag(typed: &str) -> Option<String> {
    match read(typed) {
        Typed::Nothing => Some(String::new()),
        Typed::Known(tag) | Typed::Tag(tag) => Some(tag),
        Typed::Unknown => None,
    }
}

/// The message for an invalid language.
pub const UNKNOWN: &str = "Enter a language or its tag, such as English or en-GB.";

/// The tags to choose from, ordered by name; those of `first` come before the others.
pub fn offered(first: &[String]) -> Vec<String> {
    let mut tags: Vec<String> = VARIANTS.iter().map(|tag| (*tag).to_owned()).collect();
    tags.extend(LANGUAGES.iter().map(|(tag, _)| (*tag).to_owned()));
    tags.retain(|tag| !first.contains(tag));
    tags.sort_by_key(|tag| fold(&name(tag)));
    first.iter().cloned().chain(tags).collect()
}

fn by_name(typed: &str) -> Option<String> {
    let typed = fold(typed);
    let is_it = |tag: &&str| fold(&name(tag)) == typed;
    let alias = ALIASES.iter().find(|(alias, _)| *alias == typed).map(|(_, tag)| *tag);
    let named = || VARIANTS.iter().copied().chain(LANGUAGES.iter().map(|(tag, _)| *tag)).find(is_it);
    alias.or_else(named).map(str::to_owned)
}

fn known(language: &str) -> Option<(&'static str, &'static str)> {
    LANGUAGES.iter().find(|(code, _)| code.eq_ignore_ascii_case(language)).copied()
}

/// What follows the language in a tag, in words as far as they are known.
fn region(rest: &str) -> String {
    let upper = rest.to_ascii_uppercase();
    let named = REGIONS.iter().find(|(code, _)| *code == upper).map(|(_, name)| (*name).to_owned());
    named.unwrap_or(upper)
}

/// Languages in lower case, countries in upper case, scripts capitalised.
fn in_usual_case(tag: &str) -> String {
    let mut parts = tag.split('-').enumerate().map(|(at, part)| match (at, part.len()) {
        (0, _) => part.to_ascii_lowercase(),
        (_, 2) => part.to_ascii_uppercase(),
        (_, 4) if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
            let (first, rest) = part.split_at(1);
            format!("{}{}", first.to_ascii_uppercase(), rest.to_ascii_lowercase())
        }
        (_, _) => part.to_ascii_lowercase(),
    });
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |tag, part| format!("{tag}-{part}"))
}

/// Folded.
const ALIASES: [(&str, &str); 10] = [
    ("british english", "en-GB"),
    ("english (gb)", "en-GB"),
    ("american english", "en-US"),
    ("english (usa)", "en-US"),
    ("brazilian portuguese", "pt-BR"),
    ("mandarin", "zh"),
    ("farsi", "fa"),
    ("castilian", "es"),
    ("flemish", "nl-BE"),
    ("swiss german", "de-CH"),
];

/// Languages that are written in several ways, as variants.
const VARIANTS: [&str; 26] = [
    "en-GB", "en-US", "en-AU", "en-CA", "en-IE", "en-IN", "en-NZ", "en-ZA", "de-AT", "de-CH", "de-DE", "es-AR",
    "es-CL", "es-CO", "es-ES", "es-MX", "fr-BE", "fr-CA", "fr-CH", "fr-FR", "nl-BE", "nl-NL", "pt-BR", "pt-PT",
    "zh-Hans", "zh-Hant",
];

const REGIONS: [(&str, &str); 29] = [
    ("AR", "Argentina"),
    ("AT", "Austria"),
    ("AU", "Australia"),
    ("BE", "Belgium"),
    ("BR", "Brazil"),
    ("CA", "Canada"),
    ("CH", "Switzerland"),
    ("CL", "Chile"),
    ("CN", "China"),
    ("CO", "Colombia"),
    ("CYRL", "Cyrillic"),
    ("DE", "Germany"),
    ("ES", "Spain"),
    ("FR", "France"),
    ("GB", "UK"),
    ("HANS", "simplified"),
    ("HANT", "traditional"),
    ("HK", "Hong Kong"),
    ("IE", "Ireland"),
    ("IN", "India"),
    ("IT", "Italy"),
    ("LATN", "Latin"),
    ("MX", "Mexico"),
    ("NL", "Netherlands"),
    ("NZ", "New Zealand"),
    ("PT", "Portugal"),
    ("TW", "Taiwan"),
    ("US", "US"),
    ("ZA", "South Africa"),
];

const LANGUAGES: [(&str, &str); 87] = [
    ("af", "Afrikaans"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("as", "Assamese"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("br", "Breton"),
    ("bs", "Bosnian"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fo", "Faroese"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("gd", "Scottish Gaelic"),
    ("gl", "Galician"),
    ("gu", "Gujarati"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("ig", "Igbo"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("km", "Khmer"),
    ("kn", "Kannada"),
    ("ko", "Korean"),
    ("ku", "Kurdish"),
    ("ky", "Kyrgyz"),
    ("la", "Latin"),
    ("lb", "Luxembourgish"),
    ("lo", "Lao"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mi", "Māori"),
    ("mk", "Macedonian"),
    ("ml", "Malayalam"),
    ("mn", "Mongolian"),
    ("mr", "Marathi"),
    ("ms", "Malay"),
    ("mt", "Maltese"),
    ("my", "Burmese"),
    ("nb", "Norwegian Bokmål"),
    ("ne", "Nepali"),
    ("nl", "Dutch"),
    ("nn", "Norwegian Nynorsk"),
    ("no", "Norwegian"),
    ("pa", "Punjabi"),
    ("pl", "Polish"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("so", "Somali"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_named_and_unknown_ones_left_alone() {
        for (tag, expected) in [
            ("en-GB", "English (UK)"),
            ("en-us", "English (US)"),
            ("pt-br", "Portuguese (Brazil)"),
            ("es-pe", "Spanish (PE)"),
            ("sr-Latn", "Serbian (Latin)"),
            ("de-ch-1996", "German (CH-1996)"),
            ("tlh", "tlh"),
        ] {
            assert_eq!(name(tag), expected);
        }
    }

    #[test]
    fn every_language_that_is_offered_is_found_by_its_name_and_by_its_tag() {
        let tags = offered(&["en-GB".to_owned(), "xx-YY".to_owned()]);
        assert_eq!(tags.get(..2), Some(["en-GB".to_owned(), "xx-YY".to_owned()].as_slice()));
        assert_eq!(tags.iter().filter(|tag| *tag == "en-GB").count(), 1);
        for tag in tags.iter().filter(|tag| *tag != "xx-YY") {
            assert!(is_language(tag), "{tag}");
            for typed in [name(tag), name(tag).to_uppercase(), tag.clone(), tag.to_uppercase()] {
                assert_eq!(read(&typed), Typed::Known(tag.clone()), "{typed}");
            }
        }
    }

    #[test]
    fn what_is_typed_is_checked() {
        for (typed, expected) in [
            (" ", Typed::Nothing),
            ("english (uk)", Typed::Known("en-GB".into())),
            ("British English", Typed::Known("en-GB".into())),
            ("maori", Typed::Known("mi".into())),
            ("en_nz", Typed::Known("en-NZ".into())),
            ("zh-hant-tw", Typed::Known("zh-Hant-TW".into())),
            ("tlh", Typed::Tag("tlh".into())),
            ("klingon", Typed::Unknown),
            ("en-", Typed::Unknown),
            ("English!", Typed::Unknown),
            ("e", Typed::Unknown),
            ("العربية", Typed::Unknown),
        ] {
            assert_eq!(read(typed), expected, "{typed}");
        }
    }
}
