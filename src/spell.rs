//! Spelling: finds the words of an article that no dictionary knows, and suggests corrections. Dictionaries are passed
//! in as text; `file` finds them, and `app` draws the underlines.

mod speller;
mod bundled;
mod language;
mod prose;
mod tally;
mod texts;
mod reader;
mod unknown_words;
mod words;

pub use bundled::{BUNDLED, Bundled};
pub use language::{best, tag_of};
pub use prose::Prose;
pub use reader::{Done, Reader, Task};
pub use speller::{BadDictionary, SUGGESTION_LIMIT, Speller};
pub use unknown_words::REMEMBERED;

#[cfg(test)]
mod tests;
