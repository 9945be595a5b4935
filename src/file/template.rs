//! Templates for new drafts: those included in the program, and the writer’s own in a folder. Each is an ordinary
//! draft. The window decides which one to use.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::{is_taken, readable_files};
use super::kind::{EXTENSION, FileKind};
use super::open::{OpenError, to_native};
use super::read::ReadError;
use super::write::{WriteError, obstacle_of, write_private};
use super::{name, write};
use crate::article::{Article, Status};

/// A built-in template.
#[derive(Debug, PartialEq, Eq)]
pub struct Bundled {
    pub name: &'static str,
    /// What it is for, in one line.
    pub about: &'static str,
    text: &'static str,
}

/// A draft to start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Template {
    Bundled(&'static Bundled),
    Own(PathBuf),
}

/// The built-in templates.
pub static BUNDLED: [Bundled; 4] = [
    Bundled {
        name: "News brief",
        about: "What happened, why it matters, what comes next (250 words)",
        text: include_str!("../../assets/templates/news-brief.copydesk"),
    },
    Bundled {
        name: "Explainer",
        about: "The answer first, then the background and how it works (900 words)",
        text: include_str!("../../assets/templates/explainer.copydesk"),
    },
    Bundled {
        name: "Q&A",
        about: "Readers’ questions, each answered in the first sentence (700 words)",
        text: include_str!("../../assets/templates/q-and-a.copydesk"),
    },
    Bundled {
        name: "Live summary",
        about: "What is known, what is not, and how it unfolded (600 words)",
        text: include_str!("../../assets/templates/live-summary.copydesk"),
    },
];

impl Bundled {
    /// The draft in the template.
    pub fn article(&self) -> Article {
        super::open::parse(self.text, FileKind::Copydesk).map(|opened| opened.article).unwrap_or_default()
    }
}

impl Template {
    /// The displayed name; for a user's own, the file name.
    pub fn name(&self) -> String {
        match self {
            Template::Bundled(bundled) => bundled.name.to_owned(),
            Template::Own(path) => path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        }
    }

    /// The draft in the template. One of a newer version is refused, because unknown fields would be lost.
    ///
    /// # Errors
    /// Fails if the file of the template cannot be read or is not a draft.
    pub fn open(&self) -> Result<Article, TemplateError> {
        match self {
            Template::Bundled(bundled) => Ok(bundled.article()),
            Template::Own(path) => {
                let opened = super::open::open(path, Some(FileKind::Copydesk)).map_err(TemplateError::Open)?;
                if opened.newer.is_some() { Err(TemplateError::Newer(path.clone())) } else { Ok(opened.article) }
            }
        }
    }
}

/// Why a template could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateError {
    Open(OpenError),
    Newer(PathBuf),
}

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TemplateError::Open(error) => error.fmt(f),
            TemplateError::Newer(path) => super::about(path, "was saved by a newer version of Copydesk").fmt(f),
        }
    }
}

impl std::error::Error for TemplateError {}

/// The user's own templates, ordered by name; none if the folder does not exist.
///
/// # Errors
/// Fails if the folder exists and cannot be listed.
pub fn own_templates(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let files = readable_files(folder)?;
    Ok(files.into_iter().filter(|path| FileKind::of(path) == Some(FileKind::Copydesk)).collect())
}

/// The file for a template with this name, which is valid on every system and inside the folder. `None` for a name
/// without a letter or digit.
pub fn template_path(folder: &Path, called: &str) -> Option<PathBuf> {
    let name = name::file_name(called)?;
    Some(folder.join(format!("{name}.{EXTENSION}")))
}

/// Saves a template, completely or not at all, and creates the folder if necessary. Both are private.
///
/// # Errors
/// Fails if the file cannot be written.
pub fn save_template(path: &Path, article: &Article) -> Result<(), WriteError> {
    let text = to_native(&to_begin_with(article));
    // An existing file keeps its permissions.
    let put = if is_taken(path) { write } else { write_private };
    put(path, text.as_bytes())
}

/// Removes a user's template.
///
/// # Errors
/// Fails if the file cannot be removed.
pub fn remove_template(path: &Path) -> Result<(), WriteError> {
    fs::remove_file(path).map_err(|error| WriteError { obstacle: obstacle_of(&error), path: path.to_owned() })
}

/// The article without what belongs to a single article: its address, its dates and its status.
fn to_begin_with(article: &Article) -> Article {
    Article {
        slug: String::new(),
        published: String::new(),
        updated: String::new(),
        canonical: String::new(),
        status: Status::default(),
        ..article.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::format::{self, Format};
    use crate::page::compose;

    #[test]
    fn every_template_is_a_draft_as_it_would_be_saved() {
        for template in &BUNDLED {
            assert_eq!(super::super::to_native(&template.article()), template.text, "{}", template.name);
        }
    }

    #[test]
    fn every_template_has_headings_a_note_and_a_length_and_nothing_unflagged() {
        for template in &BUNDLED {
            let article = template.article();
            assert!(article.sections.iter().all(|section| !section.heading.is_empty()), "{}", template.name);
            assert!(!article.note.is_empty() && article.target_words.is_some());
            let mut texts = vec![article.lede.as_str()];
            texts.extend(article.takeaways.iter().map(|takeaway| takeaway.text.as_str()));
            texts.extend(article.sections.iter().map(|section| section.body.as_str()));
            let flagged = check(&article).iter().filter(|finding| finding.rule == "placeholder").count();
            assert!(texts.iter().all(|text| text.contains("TK")), "{}: a prompt would pass unseen", template.name);
            assert!(flagged >= texts.len(), "{}", template.name);
        }
    }

    #[test]
    fn every_template_leaves_in_every_form_without_its_note() {
        let forms = [
            Format::Text,
            Format::Markdown,
            Format::MarkdownWithFrontMatter,
            Format::HtmlPage,
            Format::HtmlFragment,
        ];
        for template in &BUNDLED {
            let page = compose(&template.article());
            for form in forms {
                let text = format::render(&page, form);
                assert!(text.contains(&template.article().sections[0].heading.replace('\'', "&#39;")));
                assert!(!text.contains("Every TK is flagged"), "{} as {form:?}", template.name);
            }
        }
    }

    #[test]
    fn own_templates_are_kept_in_their_folder_by_name() {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("deep").join("templates");
        assert_eq!(own_templates(&folder), Ok(Vec::new()));
        let path = template_path(&folder, "../Council: Tuesday?").unwrap();
        assert_eq!(path, folder.join("Council Tuesday.copydesk"));
        let mut article = Article { slug: "tides".into(), status: Status::Approved, ..Article::default() };
        article.push_section("Agenda", "");
        save_template(&path, &article).unwrap();
        assert_eq!(own_templates(&folder), Ok(vec![path.clone()]));
        let kept = Template::Own(path.clone());
        assert_eq!((kept.name().as_str(), kept.open().unwrap().slug.as_str()), ("Council Tuesday", ""));
        assert_eq!(kept.open().unwrap().sections, article.sections);
        remove_template(&path).unwrap();
        assert_eq!(own_templates(&folder), Ok(Vec::new()));
        assert!(remove_template(&path).is_err());
    }

    #[test]
    fn a_template_without_a_name_or_of_a_newer_version_is_refused() {
        assert_eq!(template_path(Path::new("x"), " ./ "), None);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.copydesk");
        fs::write(&path, "(version: 99, headline: \"Later\")").unwrap();
        assert_eq!(Template::Own(path.clone()).open(), Err(TemplateError::Newer(path)));
    }
}
