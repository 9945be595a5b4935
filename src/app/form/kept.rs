//! What the rows of the form keep between frames, and when it is dropped.

use std::collections::{HashMap, HashSet};

use super::panel::Panel;
use super::row::Lede;
use crate::app::surface;
use crate::article::{Article, Place, SourceField};

/// What the rows remember between frames.
#[derive(Default)]
pub(super) struct Kept {
    pub texts: HashMap<Place, surface::Memory>,
    /// The texts that were drawn in this frame and in the previous one.
    pub drawn: HashSet<Place>,
    pub drawn_before: HashSet<Place>,
    /// The sources that show all their fields, by key.
    pub open_sources: HashSet<String>,
    pub is_picture_open: bool,
    pub details: Panel,
    pub lede: Lede,
    /// The source whose link is being edited, by key.
    pub link: Option<String>,
    /// The last change of a source's key: the old one and the new one.
    pub named: Option<(String, String)>,
    /// Whether that link was empty in the last frame.
    pub is_link_empty: bool,
    /// When more texts than this are remembered, those of removed fields are dropped.
    pub most_texts: usize,
    /// The content of fields that are edited in another form than stored.
    pub raw: HashMap<Place, String>,
    /// Where the focus was last.
    pub last: Option<Place>,
}

impl Kept {
    /// Drops what belongs to removed fields.
    pub fn forget(&mut self, article: &Article) {
        if self.texts.len() > self.most_texts {
            self.texts.retain(|place, _| article.text(place).is_some() || LISTS.contains(place));
            self.most_texts = self.texts.len() * 2 + FEW_TEXTS;
        }
        self.open_sources.retain(|key| article.source(key).is_some());
        self.raw.retain(|place, _| place.item().is_none_or(|item| article.position(&item).is_some()));
    }

    /// Drops the layouts of the texts that are no longer drawn.
    pub fn put_away(&mut self) {
        let drawn = std::mem::take(&mut self.drawn);
        for place in self.drawn_before.iter().filter(|place| !drawn.contains(*place)) {
            if let Some(memory) = self.texts.get_mut(place) {
                memory.put_away();
            }
        }
        self.drawn_before = drawn;
    }

    /// Opens the part of the form that hides the field at a place.
    pub fn open(&mut self, place: &Place) {
        if matches!(place, Place::ImageFile | Place::ImageCaption | Place::ImageCredit) {
            self.is_picture_open = true;
        }
        if let Place::Source(key, field) = place
            && !matches!(field, SourceField::Link | SourceField::Title | SourceField::Publisher)
        {
            self.open_sources.insert(key.clone());
        }
    }
}

/// The number of texts remembered before removed fields are cleaned up.
pub(crate) const FEW_TEXTS: usize = 64;
/// Fields that are typed as one text and stored as a list.
const LISTS: [Place; 2] = [Place::Byline, Place::Tags];
