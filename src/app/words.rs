//! The wording of the window: sentences and names of languages. Counted words are in `count`.

pub mod language;
pub mod said;

/// A message as a sentence that stands alone: with a capital letter where it begins with a small one.
pub fn sentence(message: &str) -> String {
    // The name of a file is written as it is.
    if message.split_whitespace().next().is_some_and(|first| first.trim_end_matches('.').contains('.')) {
        return message.to_owned();
    }
    let mut letters = message.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
