//! Keeps the layout of a text that is drawn in every frame. egui caches left-to-right text itself; what is composed
//! here is kept until the font atlas is rebuilt.

use std::sync::{Arc, OnceLock};

use egui::mutex::Mutex;
use egui::text::{LayoutJob, TextFormat};
use egui::{Context, Galley};

use super::manner::Manner;
use super::set::is_plain;
use super::typeset::Typeset;
use super::{mixed, plain};
use crate::page::Direction;

/// The last layout of a text.
#[derive(Default)]
pub struct Kept {
    /// Whether the whole text is left-to-right.
    is_plain: OnceLock<bool>,
    /// The composed text, and the sentinel galley that shows whether the atlas is still the same.
    composed: Mutex<Option<(Arc<Galley>, Arc<Typeset>)>>,
}

impl Kept {
    /// Lays out a text, which must be the same on every call.
    pub fn set(&self, ctx: &Context, job: &LayoutJob, manner: &Manner<'_>) -> Arc<Typeset> {
        // Checked once, not in every frame.
        let is_leftward = manner.stands == Some(Direction::RightToLeft);
        if *self.is_plain.get_or_init(|| is_plain(&job.text, manner.base) && !is_leftward) {
            return Arc::new(plain::set(ctx, job.clone(), manner));
        }
        let atlas = sentinel(ctx);
        let mut kept = self.composed.lock();
        match kept.as_ref().filter(|(of, _)| Arc::ptr_eq(of, &atlas)) {
            Some((_, set)) => Arc::clone(set),
            None => {
                let fresh = Arc::new(mixed::set(ctx, job.clone(), manner));
                *kept = Some((atlas, Arc::clone(&fresh)));
                fresh
            }
        }
    }
}

/// A galley that egui caches from frame to frame. When it is a new one, the glyphs in the atlas have been rasterised
/// again.
fn sentinel(ctx: &Context) -> Arc<Galley> {
    let job = LayoutJob::single_section("x".to_owned(), TextFormat::default());
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}
