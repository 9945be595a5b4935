//! Spelling: which words of an article no dictionary knows, and what may have been meant. Dictionaries come in as texts;
//! where they lie is `file`'s matter, and what is drawn under a word is `app`'s.

mod speller;
mod bundled;
mod language;
mod prose;
mod reader;
mod unknown;
mod words;

pub use bundled::{BUNDLED, Bundled};
pub use language::{best, tag_of};
pub use prose::Prose;
pub use reader::{Done, Reader, Task};
pub use speller::{BadDictionary, SUGGESTION_LIMIT, Speller};
pub use unknown::REMEMBERED;

#[cfg(test)]
mod tests;
