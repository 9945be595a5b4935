//! The extensions of CommonMark that the parser is configured for.

use pulldown_cmark::Options;

pub(super) fn dialect() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES
}
