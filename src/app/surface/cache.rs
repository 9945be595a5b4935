//! What has been made of the lines of a text for drawing: styles of all lines that were parsed, and layouts of those in
//! view.

use std::ops::Range;
use std::sync::Arc;

use super::laid_line::LaidLine;
use super::lines::Changed;
use super::style::Style;

/// What is cached for each line.
#[derive(Debug, Default)]
pub(super) struct Cache {
    styles: Vec<Option<Arc<Style>>>,
    laid: Vec<Option<Box<LaidLine>>>,
    /// The lines whose layouts are kept, and the one with the cursor.
    kept: (Range<usize>, Option<usize>),
}

impl Cache {
    /// The style of a line, if it is known.
    pub fn style(&self, index: usize) -> Option<&Arc<Style>> {
        self.styles.get(index)?.as_ref()
    }

    /// The layout of a line, if there is one.
    pub fn laid(&self, index: usize) -> Option<&LaidLine> {
        self.laid.get(index)?.as_deref()
    }

    pub fn put_style(&mut self, index: usize, style: Arc<Style>) {
        if let Some(known) = self.styles.get_mut(index) {
            *known = Some(style);
        }
    }

    pub fn put_laid(&mut self, index: usize, line: LaidLine) {
        if let Some(known) = self.laid.get_mut(index) {
            *known = Some(Box::new(line));
        }
    }

    pub fn drop_laid(&mut self, index: usize) {
        if let Some(known) = self.laid.get_mut(index) {
            *known = None;
        }
    }

    /// The number of laid-out lines.
    pub fn laid_len(&self) -> usize {
        self.laid.iter().flatten().count()
    }

    /// The number of lines with a known style.
    #[cfg(test)]
    pub fn styled_len(&self) -> usize {
        self.styles.iter().flatten().count()
    }

    /// Follows a change of the lines.
    pub fn follow(&mut self, changed: &Changed) {
        let end = changed.gone.end.min(self.styles.len());
        let gone = changed.gone.start.min(end)..end;
        self.styles.splice(gone.clone(), (0..changed.new).map(|_| None));
        self.laid.splice(gone, (0..changed.new).map(|_| None));
        for style in self.styles.get_mut(changed.restyled.clone()).unwrap_or_default() {
            *style = None;
        }
        // Layouts of lines out of view may have other indices now.
        self.kept = (0..0, None);
    }

    /// Drops the layouts of all lines.
    pub fn drop_all_laid(&mut self) {
        self.laid.iter_mut().for_each(|set| *set = None);
        self.kept = (0..0, None);
    }

    /// Drops the layouts and styles of all lines; they are computed again when they come into view.
    pub fn put_away(&mut self) {
        self.drop_all_laid();
        self.styles.iter_mut().for_each(|style| *style = None);
    }

    /// Drops the layouts of the lines out of view.
    pub fn drop_laid_but(&mut self, but: Range<usize>, caret: Option<usize>) {
        let kept = (but, caret);
        if self.kept == kept {
            return;
        }
        let (but, caret) = &kept;
        for (index, set) in self.laid.iter_mut().enumerate() {
            if set.is_some() && !but.contains(&index) && Some(index) != *caret {
                *set = None;
            }
        }
        self.kept = kept;
    }
}
