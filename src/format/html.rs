//! HTML, both ways: a whole page in one file, a clean fragment for a CMS, and reading either of them or any other
//! page. What is shown, where and at which level is decided in `page`; what a foreign page's blocks are, in
//! `recognise`.

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
