//! Which quotation marks a language uses. From the Unicode CLDR, version 45 (`delimiters`), with two departures:
//! French uses “ ” for inner quotations, as its newspapers do, and Dutch starts with “ ”, which its writers type as
//! `"`.

/// The quotation marks of a language, and its words that start with an apostrophe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    pub outer: Pair,
    pub inner: Pair,
    /// Between the outer quotation marks and the text.
    pub space: &'static str,
    /// Without the apostrophe. All capitals match an entry in lower case.
    pub clipped: &'static [&'static str],
}

/// An opening and a closing mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub open: char,
    pub close: char,
}

const fn quotes(outer: (char, char), inner: (char, char)) -> Quotes {
    Quotes {
        outer: Pair { open: outer.0, close: outer.1 },
        inner: Pair { open: inner.0, close: inner.1 },
        space: "",
        clipped: &[],
    }
}

const fn clipping(clipped: &'static [&'static str], quotes: Quotes) -> Quotes {
    Quotes { clipped, ..quotes }
}

const fn spaced(quotes: Quotes) -> Quotes {
    Quotes { space: "\u{a0}", ..quotes }
}

const DOUBLE: (char, char) = ('“', '”');
const SINGLE: (char, char) = ('‘', '’');
const LOW: (char, char) = ('„', '“');
const LOW_SINGLE: (char, char) = ('‚', '‘');
const POLISH: (char, char) = ('„', '”');
const ANGLE: (char, char) = ('«', '»');

/// English: ’tis, ’em, ’cause. A word that also exists without the apostrophe is listed in lower case only, because a
/// quotation usually starts with a capital letter.
const ENGLISH: &[&str] = &[
    "tis",
    "Tis",
    "tisn",
    "Tisn",
    "twas",
    "Twas",
    "twasn",
    "Twasn",
    "twere",
    "Twere",
    "twill",
    "Twill",
    "twould",
    "Twould",
    "twixt",
    "tween",
    "em",
    "til",
    "Til",
    "till",
    "n",
    "ere",
    "Ere",
    "nuff",
    "Nuff",
    "neath",
    "Neath",
    "gainst",
    "Gainst",
    "fraid",
    "Fraid",
    "cos",
    "Cos",
    "coz",
    "Coz",
    "cuz",
    "Cuz",
    "cause",
    "bout",
    "round",
    "cept",
    "Cept",
    "specially",
    "nother",
    "scuse",
    "Scuse",
    "kay",
    "Kay",
    "sup",
    "ello",
    "Ello",
    "im",
    "e",
];
/// German: ’s, so ’n, ’ne, ’rein.
const GERMAN: &[&str] =
    &["s", "n", "ne", "nen", "nem", "ner", "nes", "rein", "raus", "rauf", "runter", "rüber", "ran", "rum", "nauf"];
/// Dutch: ’s avonds, ’t, zo’n, ’m, ’k.
const DUTCH: &[&str] = &["s", "t", "n", "m", "k", "r", "ie", "ns"];
/// Afrikaans: ’n.
const AFRIKAANS: &[&str] = &["n", "k", "s", "t"];

/// By language, or by language and country, which come first.
const TABLE: &[(&[&str], Quotes)] = &[
    (&["de-ch", "de-li"], clipping(GERMAN, quotes(ANGLE, ('‹', '›')))),
    (&["fr-ch", "it-ch"], quotes(ANGLE, ('‹', '›'))),
    (&["fr"], spaced(quotes(ANGLE, DOUBLE))),
    (&["pt-pt", "it", "ca", "el", "eu", "sq"], quotes(ANGLE, DOUBLE)),
    (&["nb", "nn", "no"], quotes(ANGLE, SINGLE)),
    (&["ru", "uk", "be"], quotes(ANGLE, LOW)),
    (&["de"], clipping(GERMAN, quotes(LOW, LOW_SINGLE))),
    (&["cs", "sk", "sl", "hr", "is", "et", "mk"], quotes(LOW, LOW_SINGLE)),
    (&["bg", "lt"], quotes(LOW, LOW)),
    (&["sr"], quotes(LOW, ('‘', '‘'))),
    (&["pl", "ro"], quotes(POLISH, ANGLE)),
    (&["hu"], quotes(POLISH, ('»', '«'))),
    (&["sv", "fi", "he"], quotes(('”', '”'), ('’', '’'))),
    (&["ar"], quotes(('”', '“'), ('’', '‘'))),
    (&["ja"], quotes(('「', '」'), ('『', '』'))),
    (&["nl"], clipping(DUTCH, quotes(DOUBLE, SINGLE))),
    (&["af"], clipping(AFRIKAANS, quotes(DOUBLE, SINGLE))),
    (&["es", "pt", "da", "lv", "tr", "zh", "ko", "ga", "gl", "cy"], quotes(DOUBLE, SINGLE)),
    (&["en"], Quotes::ENGLISH),
];

impl Quotes {
    /// “ ” and ‘ ’.
    pub const ENGLISH: Quotes = clipping(ENGLISH, quotes(DOUBLE, SINGLE));

    /// The marks of the language with this BCP 47 tag; the English ones for a language that is not in the table.
    pub fn of(tag: &str) -> Quotes {
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        let mut subtags = tag.split('-');
        let language = subtags.next().unwrap_or_default();
        let country = subtags.find(|part| part.len() == 2).unwrap_or_default();
        let named =
            |wanted: &str| TABLE.iter().find(|(tags, _)| tags.contains(&wanted)).map(|(_, quotes)| *quotes);
        named(&format!("{language}-{country}")).or_else(|| named(language)).unwrap_or(Quotes::ENGLISH)
    }
}

impl Default for Quotes {
    fn default() -> Quotes {
        Quotes::ENGLISH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tag: &str, expected: &str) {
        let Quotes { outer, inner, space, .. } = Quotes::of(tag);
        let shown = format!("{}{space}{}{}{space}{}", outer.open, inner.open, inner.close, outer.close);
        assert_eq!(shown, expected, "{tag}");
    }

    #[test]
    fn each_language_has_its_marks() {
        check("en-GB", "“‘’”");
        check("de", "„‚‘“");
        check("de-Latn-CH", "«‹›»");
        check("fr-FR", "«\u{a0}“”\u{a0}»");
        check("pt_PT", "«“”»");
        check("pt-BR", "“‘’”");
        check("sv", "”’’”");
        check("nb", "«‘’»");
        check("pl", "„«»”");
        check("", "“‘’”");
        check("tlh", "“‘’”");
    }
}
