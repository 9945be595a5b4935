//! The draft as plain values.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::unknown::UnknownFields;

/// A structured article. Every part may be empty, and an empty part leaves no trace in any output.
///
/// Takeaways are inline Markdown, the lede and the section bodies are Markdown blocks, and every other text is one line
/// of plain text. List items are shared, so copying an article copies its lists and not its texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// The sentence below the headline (standfirst).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub deck: String,
    #[serde(skip_serializing_if = "LeadImage::is_empty")]
    pub image: LeadImage,
    /// The writers' names, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<String>,
    /// Where the story was written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dateline: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub takeaways: Vec<Arc<Takeaway>>,
    /// The body before the first section.
    #[serde(skip_serializing_if = "is_blank")]
    pub lede: Arc<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Arc<Section>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Arc<Source>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub slug: String,
    /// A BCP 47 tag, such as `en-GB`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// A day or a time, as precise as it is known, such as `2026-03-02` or `2026-03-02T08:00:00+01:00`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub published: String,
    /// Like [`Article::published`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub updated: String,
    /// The address at which the article is, or will be, published.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub canonical: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(skip_serializing_if = "Status::is_draft")]
    pub status: Status,
    /// Private: never leaves the draft.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Words that are spelled correctly in this article, whatever a dictionary says. Private: never leaves the draft.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// The target length in words, if there is one. Private: never leaves the draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_words: Option<u32>,
    /// Private: never leaves the draft.
    #[serde(skip)]
    pub unknown: UnknownFields,
}

/// The image at the top. `file` is relative to the draft's folder, or a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadImage {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// A description of the image for people who cannot see it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub caption: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub credit: String,
    /// Private: never leaves the draft.
    #[serde(skip)]
    pub unknown: UnknownFields,
}

/// One key takeaway.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Takeaway {
    pub id: Id,
    /// Inline Markdown.
    #[serde(default)]
    pub text: String,
    /// Private: never leaves the draft.
    #[serde(skip)]
    pub unknown: UnknownFields,
}

/// A heading with the body below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub id: Id,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub heading: String,
    /// Markdown blocks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// Private: never leaves the draft.
    #[serde(skip)]
    pub unknown: UnknownFields,
}

/// Where something in the article comes from. `[^key]` in a body cites it by its `key`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Lower-case letters, digits and hyphens, unique in the article.
    pub key: String,
    /// As typed; normalised only for comparison, never when stored.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub publisher: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub published: String,
    /// Private: never leaves the draft.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub accessed: String,
    /// Private: never leaves the draft.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Private: never leaves the draft.
    #[serde(skip)]
    pub unknown: UnknownFields,
}

/// The id of a takeaway or a section, which is saved and unique within its list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(pub u32);

/// The editorial status of the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    #[default]
    Draft,
    InReview,
    Approved,
}

impl Article {
    /// Whether nothing has been filled in.
    pub fn is_empty(&self) -> bool {
        *self == Article::default()
    }

    /// The texts that may be long, with a line feed for each item of a list; used to estimate the memory that a draft
    /// takes.
    pub fn long_texts(&self) -> impl Iterator<Item = &str> + Clone {
        const ITEM: &str = " \n";
        let takeaways = self.takeaways.iter().flat_map(|takeaway| [ITEM, takeaway.text.as_str()]);
        let sections =
            self.sections.iter().flat_map(|section| [ITEM, section.heading.as_str(), section.body.as_str()]);
        let sources = self.sources.iter().flat_map(|source| [ITEM, source.title.as_str(), source.link.as_str()]);
        let names = self.byline.iter().chain(&self.tags).flat_map(|name| [ITEM, name.as_str()]);
        std::iter::once(self.lede.as_str()).chain(takeaways).chain(sections).chain(sources).chain(names)
    }
}

impl LeadImage {
    /// Whether there is neither a file nor any text.
    pub fn is_empty(&self) -> bool {
        *self == LeadImage::default()
    }
}

impl Status {
    /// All statuses, in the order of the workflow.
    pub const ALL: [Status; 3] = [Status::Draft, Status::InReview, Status::Approved];

    /// The status in the newsroom's terms.
    pub fn label(self) -> &'static str {
        match self {
            Status::Draft => "Draft",
            Status::InReview => "In review",
            Status::Approved => "Approved",
        }
    }

    fn is_draft(&self) -> bool {
        *self == Status::Draft
    }
}

fn is_blank(text: &Arc<String>) -> bool {
    text.is_empty()
}
