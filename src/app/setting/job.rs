//! Parts of a layout job.

use std::ops::Range;

use egui::text::{LayoutJob, LayoutSection, TextFormat};

/// A part of a job, to be laid out at this width.
pub(super) fn part(job: &LayoutJob, range: Range<usize>, width: f32) -> LayoutJob {
    let text = job.text.get(range.clone()).unwrap_or_default().to_owned();
    let mut sections: Vec<LayoutSection> = Vec::new();
    for section in &job.sections {
        let bytes = section.byte_range.start.0.max(range.start)..section.byte_range.end.0.min(range.end);
        if bytes.start < bytes.end {
            let is_begun = bytes.start == section.byte_range.start.0;
            sections.push(LayoutSection {
                leading_space: if is_begun { section.leading_space } else { 0.0 },
                byte_range: (bytes.start - range.start).into()..(bytes.end - range.start).into(),
                format: section.format.clone(),
            });
        }
    }
    if sections.is_empty() {
        let format = format_at(job, range.start);
        sections = LayoutJob::single_section(String::new(), format).sections;
    }
    let mut part = LayoutJob {
        text,
        sections,
        wrap: job.wrap.clone(),
        first_row_min_height: job.first_row_min_height,
        break_on_newline: job.break_on_newline,
        keep_trailing_whitespace: job.keep_trailing_whitespace,
        halign: job.halign,
        justify: job.justify,
        round_output_to_gui: job.round_output_to_gui,
    };
    part.wrap.max_width = width;
    part
}

/// The format that continues at a byte offset.
pub(super) fn format_at(job: &LayoutJob, at: usize) -> TextFormat {
    let section = job.sections.iter().rfind(|section| section.byte_range.start.0 <= at).or(job.sections.first());
    section.map(|section| section.format.clone()).unwrap_or_default()
}
