//! Options for all texts of the form, set by the window.

use crate::app::surface::{Kind, Writing};
use crate::article::Place;
use crate::date::Here;
use crate::writing::{Markup, Quotes, Rules, Smart};

/// The options that apply to all texts.
#[derive(Default)]
pub(super) struct Options {
    pub writing: Writing,
    pub smart: Smart,
    /// The text whose selection is shown although it does not have the focus.
    pub held: Option<Place>,
    /// The article's language and its quotation marks.
    pub language: String,
    pub quotes: Quotes,
    pub here: Here,
}

impl Options {
    /// How typing is assisted in a field of this kind.
    pub fn rules(&self, kind: Kind) -> Rules {
        let (markup, smart) = match kind {
            Kind::Blocks => (Markup::Blocks, self.smart),
            Kind::Line => (Markup::Line, self.smart),
            Kind::Words => (Markup::Plain, self.smart),
            Kind::Data => (Markup::Plain, Smart::Off),
        };
        Rules { smart, quotes: self.quotes, markup }
    }

    pub fn speak(&mut self, language: &str) {
        if self.language != language {
            language.clone_into(&mut self.language);
            self.quotes = Quotes::of(language);
        }
    }
}
