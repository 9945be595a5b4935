//! What the window derives from the article: page, findings and counts. They are computed again only when the article
//! changes.

use std::fmt;
use std::path::PathBuf;

use super::marks::Marks;
use super::outline::headings::Headings;
use super::view::{Counter, Counts, View};
use crate::article::Article;
use crate::check::{Checker, Finding};
use crate::document::Document;
use crate::page::{Composer, Page};

/// What is derived from an article alone, with the caches. It can be computed on any thread.
#[derive(Default)]
pub struct Prepared {
    composer: Composer,
    checker: Checker,
    counter: Counter,
    page: Page,
    findings: Vec<Finding>,
    counts: Counts,
    headings: Headings,
}

impl Prepared {
    /// Derives everything from this article.
    pub fn of(article: &Article) -> Prepared {
        let mut prepared = Prepared::default();
        prepared.refresh(article);
        prepared
    }

    fn refresh(&mut self, article: &Article) {
        self.page = self.composer.compose(article);
        self.counts = self.counter.count(article, &self.page);
        self.findings = self.checker.check(article);
        self.headings.refresh(&self.page);
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared").field("counts", &self.counts).finish_non_exhaustive()
    }
}

/// What is derived from the open document.
#[derive(Default)]
pub struct Derived {
    prepared: Prepared,
    marks: Marks,
    languages: Vec<String>,
    house_language: String,
    publication: String,
    base: Option<PathBuf>,
    is_begun: bool,
    revision: Option<u64>,
}

impl Derived {
    /// Updates everything to the document's revision.
    pub fn refresh(&mut self, document: &Document) {
        if self.revision == Some(document.revision()) {
            return;
        }
        self.prepared.refresh(document.article());
        self.settle(document);
    }

    /// Takes over what was derived from the document's article on another thread.
    pub fn take(&mut self, prepared: Prepared, document: &Document) {
        self.prepared = prepared;
        self.settle(document);
    }

    fn settle(&mut self, document: &Document) {
        self.prepared.page.set_house_language(&self.house_language);
        self.prepared.page.set_publication(&self.publication);
        self.base = document.path().and_then(|path| path.parent()).map(PathBuf::from);
        self.revision = Some(document.revision());
    }

    /// Another document is open, or the same one from another file, so the revisions do not compare.
    pub fn forget(&mut self) {
        self.revision = None;
    }

    /// Sets whether the draft has been started. Before that, there are no findings.
    pub fn set_begun(&mut self, is_begun: bool) {
        self.is_begun = is_begun;
    }

    /// Sets the language of drafts that have none.
    pub fn set_house_language(&mut self, tag: &str) {
        tag.clone_into(&mut self.house_language);
        self.revision = None;
    }

    /// Sets the name of the publication.
    pub fn set_publication(&mut self, name: &str) {
        name.clone_into(&mut self.publication);
        self.revision = None;
    }

    /// The number of cached parts of the article, over all caches.
    pub(super) fn remembered(&self) -> usize {
        let Prepared { composer, checker, counter, headings, .. } = &self.prepared;
        composer.remembered() + checker.remembered() + counter.remembered() + headings.remembered()
    }

    /// The marks painted over texts.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Sets the languages whose spelling can be checked, by tag.
    pub fn set_languages(&mut self, languages: Vec<String>) {
        self.languages = languages;
    }

    /// The marks painted over texts, for search and checks to change.
    pub fn marks_mut(&mut self) -> &mut Marks {
        &mut self.marks
    }

    /// The page as last composed.
    pub fn page(&self) -> &Page {
        &self.prepared.page
    }

    /// What the columns are drawn from.
    pub fn view(&self, is_read_only: bool, now: f64) -> View<'_> {
        View {
            page: &self.prepared.page,
            findings: if self.is_begun { &self.prepared.findings } else { &[] },
            counts: &self.prepared.counts,
            headings: &self.prepared.headings,
            index: self.prepared.checker.index(),
            marks: &self.marks,
            languages: &self.languages,
            revision: self.revision.unwrap_or_default(),
            now,
            base: self.base.as_deref(),
            is_read_only,
            is_begun: self.is_begun,
        }
    }
}
