//! What a file dialog needs to ask for a path: title, button label and file name extensions. The asking is in
//! `exchange`.

use std::path::PathBuf;

use crate::file::EXTENSION;
use crate::format::Format;
use crate::session::Purpose;

/// A question for a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathQuestion {
    /// The number of the session's question.
    pub number: u64,
    pub purpose: Purpose,
    /// The folder to start in.
    pub folder: Option<PathBuf>,
    /// The suggested file name; empty to open a file.
    pub file_name: String,
    pub recent: Vec<PathBuf>,
    /// The folder of the draft.
    pub beside: Option<PathBuf>,
    /// The user's standard folders, by name.
    pub usual: Vec<(&'static str, PathBuf)>,
    /// Recently used folders.
    pub folders: Vec<PathBuf>,
}

impl PathQuestion {
    /// The dialog's title.
    pub fn title(&self) -> &'static str {
        match self.purpose {
            Purpose::Open => "Open",
            Purpose::Import => "Import",
            Purpose::Picture => "Choose the lead image",
            Purpose::SaveAs => "Save the draft as",
            Purpose::Export(Format::Text) => "Export as plain text",
            Purpose::Export(Format::Markdown) => "Export as Markdown",
            Purpose::Export(Format::MarkdownWithFrontMatter) => "Export as Markdown with front matter",
            Purpose::Export(Format::HtmlPage) => "Export as HTML page",
            Purpose::Export(Format::HtmlFragment) => "Export as HTML fragment",
        }
    }

    /// The label of the main button.
    pub fn action(&self) -> &'static str {
        match self.purpose {
            Purpose::Open => "Open",
            Purpose::Import => "Import",
            Purpose::Picture => "Choose",
            Purpose::SaveAs => "Save",
            Purpose::Export(_) => "Export",
        }
    }

    /// The file types to offer, the likeliest first, with their extensions.
    pub fn filters(&self) -> Vec<(&'static str, Vec<&'static str>)> {
        match self.purpose {
            Purpose::Open => {
                vec![("Drafts and text files", self.purpose.endings()), ("Copydesk drafts", vec![EXTENSION])]
            }
            Purpose::Import => vec![("Text, Markdown, HTML", self.purpose.endings())],
            Purpose::Picture => vec![("Images", self.purpose.endings())],
            Purpose::SaveAs => vec![("Copydesk drafts", self.purpose.endings())],
            Purpose::Export(format) => vec![(format.label(), self.purpose.endings())],
        }
    }

    /// The path with the extension of its format. A file to be read keeps its name, and so does an export to an
    /// extension that the writer has typed.
    pub fn with_ending(&self, path: PathBuf) -> PathBuf {
        match self.purpose {
            Purpose::Open | Purpose::Import | Purpose::Picture => path,
            Purpose::SaveAs => with_ending(path, EXTENSION),
            Purpose::Export(_) if path.extension().is_some() => path,
            Purpose::Export(format) => with_ending(path, format.extension()),
        }
    }
}

/// The path with this extension, unless it already has it. Other dots in the name are kept.
#[allow(clippy::disallowed_methods, reason = "only the disk knows whether a path is a folder")]
pub fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    let has_it = path.extension().is_some_and(|known| known.eq_ignore_ascii_case(ending));
    // `.`, `..` and a path with a trailing separator name folders.
    if has_it || path.file_name().is_none() || path.is_dir() {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
