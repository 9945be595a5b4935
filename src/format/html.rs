//! HTML in both directions: a complete page in one file, a clean fragment for a CMS, and reading these or any other
//! page. `page` decides what is shown, where and at which level; `recognise` decides what the blocks of a foreign page
//! are.

mod generator;
mod blocks;
mod escape;
mod fragment;
mod head;
mod parts;
mod portable;
pub(crate) mod read;

pub(crate) use escape::push_text;
pub use fragment::{render_fragment, render_rich};
pub use parts::render_page;
pub(crate) use read::day;
pub(crate) use read::{each_target_mut, letters};
pub use read::{read, read_copied, read_within};

#[cfg(test)]
mod tests;
