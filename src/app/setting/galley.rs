//! Combines what egui has laid out.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Galley, Pos2, Rect, Vec2};

/// Updates the numbers of vertices and indices to paint.
pub(super) fn count(galley: &mut Galley) {
    let (mut bounds, mut vertices, mut indices) = (Rect::NOTHING, 0, 0);
    for row in &galley.rows {
        bounds |= row.visuals.mesh_bounds.translate(row.pos.to_vec2());
        vertices += row.visuals.mesh.vertices.len();
        indices += row.visuals.mesh.indices.len();
    }
    (galley.mesh_bounds, galley.num_vertices, galley.num_indices) = (bounds, vertices, indices);
}

/// Moves everything in a galley.
pub(super) fn moved(galley: &Galley, by: Vec2) -> Galley {
    let mut galley = galley.clone();
    galley.rows.iter_mut().for_each(|row| row.pos += by);
    galley.rect = galley.rect.translate(by);
    galley.mesh_bounds = galley.mesh_bounds.translate(by);
    galley
}

/// Combines two galleys into one.
pub(super) fn joined(mut first: Galley, second: &Galley, job: LayoutJob) -> Galley {
    first.rows.extend(second.rows.iter().cloned());
    first.rect = Rect::from_min_max(Pos2::ZERO, first.rect.union(second.rect).max);
    first.job = Arc::new(job);
    count(&mut first);
    first
}
