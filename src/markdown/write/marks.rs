//! How citations and footnotes are spelled in the text that is written, and for which reader.

/// How citations and footnotes are spelled in the text that is written.
pub trait Marks {
    /// The Markdown of a citation.
    fn citation(&self, key: &str) -> String;
    /// The label of a footnote.
    fn label(&self, label: &str) -> String;
    /// Who reads the text.
    fn spelling(&self) -> Spelling;
}

/// Who reads what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Our own parser, and the writer.
    Draft,
    /// Any program that reads Markdown, of whatever dialect, with raw HTML switched on.
    Anywhere,
}

/// The spelling of a draft's own bodies: `[^key]`, labels as they are.
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

/// The spelling of a finished file's plain lines, in which nothing is cited.
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
