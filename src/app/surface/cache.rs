//! What has been made of the lines of a text for drawing: styles of all lines that were parsed, and layouts of those in
//! view.

use std::ops::Range;
use std::sync::Arc;

use super::laid_line::LaidLine;
use super::lines::Changed;
use super::style::Style;

/// What is kept of each line.
#[derive(Debug, Default)]
pub(super) struct Cache {
    styles: Vec<Option<Arc<Style>>>,
    laid: Vec<Option<Box<LaidLine>>>,
    /// The lines, and the one with the caret, whose letters are kept.
    kept: (Range<usize>, Option<usize>),
}

impl Cache {
    /// How a line looks, if that is known.
    pub fn style(&self, index: usize) -> Option<&Arc<Style>> {
        self.styles.get(index)?.as_ref()
    }

    /// The letters of a line, if it is set.
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

    /// How many lines have their letters.
    pub fn laid_len(&self) -> usize {
        self.laid.iter().flatten().count()
    }

    /// How many lines are known to look some way.
    #[cfg(test)]
    pub fn styled_len(&self) -> usize {
        self.styles.iter().flatten().count()
    }

    /// Follows what has changed about the lines.
    pub fn follow(&mut self, changed: &Changed) {
        let end = changed.gone.end.min(self.styles.len());
        let gone = changed.gone.start.min(end)..end;
        self.styles.splice(gone.clone(), (0..changed.new).map(|_| None));
        self.laid.splice(gone, (0..changed.new).map(|_| None));
        for style in self.styles.get_mut(changed.restyled.clone()).unwrap_or_default() {
            *style = None;
        }
        // Letters of lines that were out of sight may stand at other numbers now.
        self.kept = (0..0, None);
    }

    /// Lets go of the letters of all lines.
    pub fn drop_all_laid(&mut self) {
        self.laid.iter_mut().for_each(|set| *set = None);
        self.kept = (0..0, None);
    }

    /// Lets go of the letters and the looks of all lines: they are made again when they come into sight.
    pub fn put_away(&mut self) {
        self.drop_all_laid();
        self.styles.iter_mut().for_each(|style| *style = None);
    }

    /// Lets go of the letters of the lines that are out of sight.
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
