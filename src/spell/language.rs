//! Which dictionary fits an article’s language.

/// The language tag of a dictionary's name: `de_CH_frami` is `de-CH`.
pub fn tag_of(name: &str) -> String {
    let mut parts = name.split(['_', '-']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    match parts.next().filter(|region| region.len() == 2 && region.chars().all(|c| c.is_ascii_alphabetic())) {
        Some(region) => format!("{language}-{}", region.to_ascii_uppercase()),
        None => language,
    }
}

/// The one of these tags that fits a wanted one best. A language without a region takes the `usual` one where that is
/// of the language; one whose region there is no dictionary for takes another of the same language.
pub fn best<'a>(wanted: &str, have: &[&'a str], usual: &str) -> Option<&'a str> {
    let wanted = tag_of(wanted.trim());
    let is_language = |tag: &str| language(tag) == language(&wanted);
    let exact = |wanted: &str| have.iter().copied().find(|tag| tag_of(tag) == wanted);
    if wanted.is_empty() {
        return exact(&tag_of(usual));
    }
    let is_bare = !wanted.contains('-');
    exact(&wanted)
        .or_else(|| exact(&tag_of(usual)).filter(|tag| is_bare && is_language(tag)))
        // Where English is not American it is mostly spelt like British English.
        .or_else(|| exact("en-GB").filter(|tag| !is_bare && is_language(tag)))
        .or_else(|| have.iter().copied().find(|tag| is_language(tag)))
}

fn language(tag: &str) -> String {
    tag.split(['_', '-']).next().unwrap_or_default().to_ascii_lowercase()
}
