//! How citations and footnotes are spelled in the text that is written, and for which reader.

/// How citations and footnotes are spelled in written text.
pub trait Marks {
    /// The Markdown of a citation.
    fn citation(&self, key: &str) -> String;
    /// The label of a footnote.
    fn label(&self, label: &str) -> String;
    /// Who reads the text.
    fn spelling(&self) -> Spelling;
}

/// Who reads the written text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Our own parser, and the writer.
    Draft,
    /// Any Markdown program, of any dialect, with raw HTML enabled.
    Anywhere,
}

/// The spelling in a draft's own bodies: `[^key]`, labels unchanged.
pub struct AsTyped;

impl Marks for AsTyped {
    fn citation(&self, key: &str) -> String {
        format!("[^{key}]")
    }

    fn label(&self, label: &str) -> String {
        label.to_owned()
    }

    fn spelling(&self) -> Spelling {
        Spelling::Draft
    }
}

/// The spelling in plain lines of an export, which contain no citations.
pub struct Finished;

impl Marks for Finished {
    fn citation(&self, key: &str) -> String {
        format!("\\[^{key}\\]")
    }

    fn label(&self, label: &str) -> String {
        label.to_owned()
    }

    fn spelling(&self) -> Spelling {
        Spelling::Anywhere
    }
}
