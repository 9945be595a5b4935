//! Checks again and again, and each time reads only the texts that have changed.

use std::collections::HashMap;
use std::sync::Arc;

use super::facts::{Checked, Facts};
use super::finding::Finding;
use super::rules::apply;
use crate::article::{Article, Id, Index, Place, Section, Takeaway};
use crate::page;

/// Checks repeatedly, and reads only the texts that have changed.
#[derive(Debug, Default)]
pub struct Checker {
    takeaways: HashMap<Id, (Arc<Takeaway>, Arc<Facts>)>,
    sections: HashMap<Id, (Arc<Section>, Arc<Facts>)>,
    lede: Option<(Arc<String>, Arc<Facts>)>,
    index: Index,
}

impl Checker {
    /// The findings of an article, in reading order.
    pub fn check(&mut self, article: &Article) -> Vec<Finding> {
        let mut texts = self.takeaways(article);
        texts.push((Place::Lede, self.lede(&article.lede)));
        texts.extend(self.sections(article));
        let listed = article.sources.iter().filter(|s| page::is_listed(s)).map(|s| s.key.as_str()).collect();
        self.index = Index::of(article);
        apply(&Checked { article, texts, index: &self.index, listed })
    }

    /// The number of cached texts.
    pub fn remembered(&self) -> usize {
        self.sections.len() + self.takeaways.len() + usize::from(self.lede.is_some())
    }

    /// The positions of all items of the article checked last.
    pub fn index(&self) -> &Index {
        &self.index
    }

    fn takeaways(&mut self, article: &Article) -> Vec<(Place, Arc<Facts>)> {
        let mut old = std::mem::take(&mut self.takeaways);
        let mut texts = Vec::with_capacity(article.takeaways.len());
        for takeaway in &article.takeaways {
            let known = old.remove(&takeaway.id).filter(|(known, _)| Arc::ptr_eq(known, takeaway));
            let facts = known.map_or_else(|| Arc::new(Facts::of_line(&takeaway.text)), |(_, facts)| facts);
            self.takeaways.insert(takeaway.id, (takeaway.clone(), facts.clone()));
            texts.push((Place::Takeaway(takeaway.id), facts));
        }
        texts
    }

    fn sections(&mut self, article: &Article) -> Vec<(Place, Arc<Facts>)> {
        let mut old = std::mem::take(&mut self.sections);
        let mut texts = Vec::with_capacity(article.sections.len());
        for section in &article.sections {
            let known = old.remove(&section.id).filter(|(known, _)| Arc::ptr_eq(known, section));
            let facts = known.map_or_else(|| Arc::new(Facts::of_body(&section.body)), |(_, facts)| facts);
            self.sections.insert(section.id, (section.clone(), facts.clone()));
            texts.push((Place::Body(section.id), facts));
        }
        texts
    }

    fn lede(&mut self, lede: &Arc<String>) -> Arc<Facts> {
        let known = self.lede.take().filter(|(known, _)| Arc::ptr_eq(known, lede));
        let facts = known.map_or_else(|| Arc::new(Facts::of_body(lede)), |(_, facts)| facts);
        self.lede = Some((lede.clone(), facts.clone()));
        facts
    }
}
