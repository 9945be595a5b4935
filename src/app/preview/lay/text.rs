//! Turns spans into a layout job: faces, sizes, colours and the positions of links.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Stroke};

use crate::app::preview::inline::{Look, Span};
use crate::app::preview::laid::{LinkAt, Text};
use crate::app::preview::origin::Origins;
use crate::app::preview::strip::Letters;
use crate::app::setting::Kept;
use crate::app::theme::{self, Face, Tokens, Type};
use crate::page::Direction;

/// The size of raised text, relative to the text next to it.
const RAISED: f32 = 0.7;

/// The layout job of a text, its links, and its source positions.
pub(super) fn set(
    spans: &[Span],
    letters: Type,
    colours: &Tokens,
    kind: Letters,
    (width, base): (f32, Option<Direction>),
) -> Text {
    let mut job = LayoutJob { sections: Vec::with_capacity(spans.len()), ..LayoutJob::default() };
    job.wrap.max_width = width;
    let ink = match kind {
        Letters::Deck | Letters::Byline | Letters::Legend => colours.quiet,
        Letters::Headline | Letters::Heading(_) | Letters::Body | Letters::Small => colours.ink,
    };
    let mut links: Vec<LinkAt> = Vec::new();
    let mut origins = Origins::default();
    for span in spans {
        let (start, end) = (job.text.len(), job.text.len() + span.text.len());
        origins.append(job.text.len(), &span.origins);
        job.append(&span.text, 0.0, format(span.look, letters, colours, ink));
        if let Some(target) = &span.link {
            links.push(LinkAt { range: start..end, target: target.clone() });
        }
    }
    Text { job: Arc::new(job), links, origins, base, kept: Kept::default() }
}

fn format(look: Look, letters: Type, colours: &Tokens, ink: Color32) -> TextFormat {
    let colour = match (look.is_accent, look.is_quiet) {
        (true, _) => colours.accent,
        (false, true) => colours.quiet,
        (false, false) => ink,
    };
    let mut face = letters.face;
    if look.is_strong {
        face = face.bold();
    }
    if look.is_emphasis {
        face = face.italic();
    }
    let mut format = letters.in_face(face).format(colour);
    if look.is_code {
        format.font_id = Face::Mono.at(letters.size * theme::CODE.size / theme::PAGE_BODY.size);
        format.background = colours.desk;
    }
    if look.is_struck {
        format.strikethrough = Stroke::new(theme::HAIRLINE, colour);
    }
    if look.is_raised {
        format.font_id = face.at(letters.size * RAISED);
        format.line_height = Some(letters.line_height * RAISED);
        format.valign = Align::TOP;
    }
    format
}
