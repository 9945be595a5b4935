//! Ranks names by how well they match what was typed, ignoring case and accents in every script. It knows nothing about
//! commands: names in, positions out.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// A name that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The group's name, a space, and the entry's own name; folded.
    text: String,
    /// The start of the entry's own name.
    own: usize,
    /// Other names; folded.
    others: String,
}

/// How well a name matches; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The name starts with the query.
    Prefix,
    /// Group and name together start with it.
    WithGroup,
    /// The words of the query start words of the name.
    OwnWords,
    /// They start words of the group or the name.
    Words,
    /// They start words of a synonym, or of the group or the name.
    Synonym,
    /// The name contains the query.
    Within,
    /// Its characters occur in this order, with this number of others in between.
    Scattered(usize),
}

/// The rest of a longer query is ignored, in characters.
const MOST_TYPED: usize = 120;

impl Name {
    /// The name of an entry in a group.
    pub fn new(group: &str, own: &str) -> Name {
        let mut text = fold(group);
        text.push(' ');
        let own_at = text.len();
        text.push_str(&fold(own));
        Name { text, own: own_at, others: String::new() }
    }

    /// The same name with synonyms.
    pub fn or(self, others: &str) -> Name {
        Name { others: fold(others), ..self }
    }

    fn own(&self) -> &str {
        self.text.get(self.own..).unwrap_or_default()
    }
}

/// The indices of the matching names, the best first; equally good ones keep their order. An empty query matches every
/// name.
pub fn ranked(names: &[Name], typed: &str) -> Vec<usize> {
    let typed: String = typed.chars().take(MOST_TYPED).collect();
    let typed = fold(&typed);
    let words: Vec<&str> =
        typed.split(|c: char| c.is_whitespace() || c == ':').filter(|w| !w.is_empty()).collect();
    if words.is_empty() {
        return (0..names.len()).collect();
    }
    let typed = words.join(" ");
    let fits = names.iter().enumerate().filter_map(|(at, name)| Some((fit(name, &typed, &words)?, at)));
    let mut fits: Vec<(Fit, usize)> = fits.collect();
    fits.sort_unstable();
    fits.into_iter().map(|(_, at)| at).collect()
}

fn fit(name: &Name, typed: &str, words: &[&str]) -> Option<Fit> {
    let own = name.own();
    if own.starts_with(typed) {
        return Some(Fit::Prefix);
    }
    if name.text.starts_with(typed) {
        return Some(Fit::WithGroup);
    }
    if begin_words(own, words) {
        return Some(Fit::OwnWords);
    }
    if begin_words(&name.text, words) {
        return Some(Fit::Words);
    }
    if !name.others.is_empty()
        && words.iter().all(|word| begin_words(&name.text, &[word]) || begin_words(&name.others, &[word]))
    {
        return Some(Fit::Synonym);
    }
    if own.contains(typed) {
        return Some(Fit::Within);
    }
    // Two letters occur in almost every name.
    (typed.chars().count() > 2).then(|| scattered(own, typed)).flatten().map(Fit::Scattered)
}

/// Whether every word of the query starts a word of the text.
fn begin_words(text: &str, typed: &[&str]) -> bool {
    typed.iter().all(|typed| words(text).any(|word| word.starts_with(typed)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether the characters occur in this order, beginning at the start of a word; returns how many others are in
/// between.
fn scattered(text: &str, typed: &str) -> Option<usize> {
    let mut letters = typed.chars().filter(|c| !c.is_whitespace());
    let first = letters.next()?;
    let rest: Vec<char> = letters.collect();
    let begins = |at: usize| text.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric));
    let starts = text.char_indices().filter(|(at, c)| *c == first && begins(*at));
    starts.filter_map(|(at, _)| gaps(text.get(at..)?.chars().skip(1), &rest)).min()
}

fn gaps(text: impl Iterator<Item = char>, wanted: &[char]) -> Option<usize> {
    let mut wanted = wanted.iter();
    let mut next = wanted.next();
    let (mut gaps, mut between) = (0, 0);
    for letter in text {
        let Some(looked_for) = next else { break };
        if letter == *looked_for {
            gaps += std::mem::take(&mut between);
            next = wanted.next();
        } else {
            between += 1;
        }
    }
    next.is_none().then_some(gaps)
}

/// A text for comparing: lower case without diacritics.
pub fn fold(text: &str) -> String {
    let small = text.chars().flat_map(char::to_lowercase);
    let parts = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(small);
    parts.filter(|c| !is_mark(*c)).map(plain).collect()
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
}

/// Letters that are not decomposed but typed as another one, and one form of each apostrophe and dash.
fn plain(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        'ς' => 'σ',
        '’' | '‘' => '\'',
        '‐' | '‑' | '–' | '—' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, &str); 10] = [
        ("File", "Save"),
        ("File", "Save as…"),
        ("Export", "Plain text…"),
        ("Copy as", "Plain text"),
        ("View", "Larger"),
        ("View", "Larger text"),
        ("Section", "Résumé of the hearing"),
        ("Section", "Η Ελλάδα σήμερα"),
        ("Section", "नमस्ते दुनिया"),
        ("Source", "Łódź Gazette, the daily"),
    ];

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let names: Vec<Name> = NAMES.iter().map(|(group, own)| Name::new(group, own)).collect();
        let found: Vec<&str> = ranked(&names, typed).into_iter().map(|at| NAMES[at].1).collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn what_begins_with_the_words_comes_before_what_holds_them() {
        check("larg", &["Larger", "Larger text"]);
        check("save", &["Save", "Save as…"]);
        check("sa", &["Save", "Save as…"]);
    }

    #[test]
    fn the_group_is_part_of_the_name() {
        check("export", &["Plain text…"]);
        check("copy as pl", &["Plain text"]);
        check("text plain", &["Plain text…", "Plain text"]);
        check("view: larger", &["Larger", "Larger text"]);
    }

    #[test]
    fn a_thing_is_found_by_other_words_for_it_after_those_that_are_called_so() {
        let names =
            [("Details", "Slug", "URL address"), ("Section", "URLs and us", ""), ("Details", "Tags", "keyword")];
        let names = names.map(|(group, own, others)| Name::new(group, own).or(others));
        assert_eq!(ranked(&names, "url"), [1, 0]);
        assert_eq!(ranked(&names, "details ADDR"), [0]);
        assert_eq!(ranked(&names, "keywords"), [0_usize; 0]);
        assert_eq!(ranked(&names, "key"), [2]);
        assert_eq!(ranked(&names, "url keyword"), [0_usize; 0]);
    }

    #[test]
    fn letters_may_be_left_out_from_the_beginning_of_a_word_on() {
        check("svas", &["Save as…"]);
        check("lrg", &["Larger", "Larger text"]);
        check("arge", &["Larger", "Larger text"]);
        check("vas", &[]);
    }

    #[test]
    fn case_and_accents_make_no_difference_in_any_script() {
        check("RESUME", &["Résumé of the hearing"]);
        check("re\u{301}sume\u{301}", &["Résumé of the hearing"]);
        check("ΕΛΛΑΔΑ", &["Η Ελλάδα σήμερα"]);
        check("lodz", &["Łódź Gazette, the daily"]);
        check("नमस्", &["नमस्ते दुनिया"]);
        check("дом", &[]);
    }

    #[test]
    fn nothing_typed_fits_everything_in_order() {
        let all: Vec<&str> = NAMES.iter().map(|(_, own)| *own).collect();
        check("", &all);
        check("  \t", &all);
    }

    #[test]
    fn very_much_typed_takes_no_longer() {
        check(&"zq ".repeat(100_000), &[]);
        check(&"\u{301}".repeat(100_000), &NAMES.map(|(_, own)| own));
    }
}
