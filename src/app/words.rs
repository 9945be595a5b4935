//! The wording of the window: sentences and names of languages. Counted words are in `count`.

pub mod language;
pub mod said;

/// A message as a standalone sentence, starting with a capital letter.
pub fn sentence(message: &str) -> String {
    // A file name is not changed.
    if message.split_whitespace().next().is_some_and(|first| first.trim_end_matches('.').contains('.')) {
        return message.to_owned();
    }
    let mut letters = message.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
