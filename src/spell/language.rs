//! Which dictionary fits an article’s language.

/// The language tag for the name of a dictionary: `de_CH_frami` is `de-CH`.
pub fn tag_of(name: &str) -> String {
    let mut parts = name.split(['_', '-']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    match parts.next().filter(|region| region.len() == 2 && region.chars().all(|c| c.is_ascii_alphabetic())) {
        Some(region) => format!("{language}-{}", region.to_ascii_uppercase()),
        None => language,
    }
}

/// The tag in `have` that matches best. A language without a region gets the `usual` tag if that is of the same
/// language; one without a dictionary for its region gets another one of the same language.
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
        // English outside America is mostly spelled like British English.
        .or_else(|| exact("en-GB").filter(|tag| !is_bare && is_language(tag)))
        .or_else(|| have.iter().copied().find(|tag| is_language(tag)))
}

fn language(tag: &str) -> String {
    tag.split(['_', '-']).next().unwrap_or_default().to_ascii_lowercase()
}
