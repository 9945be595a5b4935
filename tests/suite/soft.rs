//! Rasterises egui's output on the CPU: image tests need no graphics card and are identical everywhere. No paint
//! callbacks, no mipmaps, and textures never repeat.

use std::collections::HashMap;
use std::ops::Range;

use egui::epaint::{ClippedPrimitive, ImageData, ImageDelta, Primitive, Vertex};
use egui::{Color32, Mesh, Pos2, Rect, TextureFilter, TextureId, TexturesDelta, Vec2};
use image::RgbaImage;

/// Renders a harness with the CPU: `Harness::builder().renderer(SoftRenderer::default())`.
#[derive(Default)]
pub struct SoftRenderer {
    textures: HashMap<TextureId, Texture>,
}

impl egui_kittest::TestRenderer for SoftRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            let texture = self.textures.entry(id).or_default();
            for change in changes {
                texture.apply(&change);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<RgbaImage, String> {
        let scale = output.pixels_per_point;
        let mut canvas = Canvas::new(ctx.content_rect().size() * scale);
        for shape in ctx.tessellate(output.shapes.clone(), scale) {
            self.paint(&shape, scale, &mut canvas)?;
        }
        canvas.into_image()
    }
}

impl SoftRenderer {
    fn paint(&self, shape: &ClippedPrimitive, scale: f32, canvas: &mut Canvas) -> Result<(), String> {
        let Primitive::Mesh(mesh) = &shape.primitive else {
            return Err("paint callbacks cannot be drawn without a graphics card".to_owned());
        };
        let texture =
            self.textures.get(&mesh.texture_id).ok_or_else(|| format!("no texture {:?}", mesh.texture_id))?;
        let clip = canvas.clip(shape.clip_rect * scale);
        for corners in mesh.triangles() {
            canvas.triangle(&corners_in_pixels(mesh, corners, scale), texture, &clip);
        }
        Ok(())
    }
}

fn corners_in_pixels(mesh: &Mesh, corners: [u32; 3], scale: f32) -> [Vertex; 3] {
    corners.map(|corner| {
        let vertex = mesh.vertices[corner as usize];
        Vertex { pos: (vertex.pos.to_vec2() * scale).to_pos2(), ..vertex }
    })
}

#[derive(Default)]
struct Texture {
    width: usize,
    height: usize,
    texels: Vec<[u8; 4]>,
    is_smooth: bool,
}

impl Texture {
    fn apply(&mut self, change: &ImageDelta) {
        let ImageData::Color(image) = &change.image;
        let [width, height] = image.size;
        if change.is_whole() {
            self.width = width;
            self.height = height;
            self.texels = vec![[0; 4]; width * height];
        }
        self.is_smooth = change.options.magnification == TextureFilter::Linear;
        let [left, top] = change.pos.unwrap_or_default();
        for (row, pixels) in image.pixels.chunks_exact(width.max(1)).enumerate() {
            let start = (top + row) * self.width + left;
            for (texel, pixel) in self.texels[start..start + width].iter_mut().zip(pixels) {
                *texel = pixel.to_array();
            }
        }
    }

    /// The colour at `x`, `y` in texels; the centre of the first texel is 0, 0.
    fn sample(&self, x: f32, y: f32) -> [u8; 4] {
        if !self.is_smooth {
            return self.texel((x + 0.5).floor() as isize, (y + 0.5).floor() as isize);
        }
        let (left, top) = (x.floor(), y.floor());
        let right_share = ((x - left) * 256.0 + 0.5) as u32;
        let low_share = ((y - top) * 256.0 + 0.5) as u32;
        let (column, row) = (left as isize, top as isize);
        // Glyphs are aligned to pixels, so nearly every sample is a single texel.
        if right_share.is_multiple_of(256) && low_share.is_multiple_of(256) {
            return self.texel(column + (right_share / 256) as isize, row + (low_share / 256) as isize);
        }
        let high = mix(self.texel(column, row), self.texel(column + 1, row), right_share);
        let low = mix(self.texel(column, row + 1), self.texel(column + 1, row + 1), right_share);
        mix(high, low, low_share)
    }

    fn texel(&self, column: isize, row: isize) -> [u8; 4] {
        let column = column.clamp(0, self.width as isize - 1) as usize;
        let row = row.clamp(0, self.height as isize - 1) as usize;
        self.texels[row * self.width + column]
    }
}

/// Interpolates from `a` to `b`; `share` is in 1/256.
fn mix(a: [u8; 4], b: [u8; 4], share: u32) -> [u8; 4] {
    let part = |channel: usize| {
        ((u32::from(a[channel]) * (256 - share) + u32::from(b[channel]) * share + 128) / 256) as u8
    };
    [part(0), part(1), part(2), part(3)]
}

/// Whole pixels, without the right and lower ends.
struct Clip {
    columns: Range<usize>,
    rows: Range<usize>,
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
}

impl Canvas {
    fn new(size: Vec2) -> Self {
        let (width, height) = (size.x.round() as usize, size.y.round() as usize);
        Self { width, height, pixels: vec![[0; 4]; width * height] }
    }

    fn into_image(self) -> Result<RgbaImage, String> {
        RgbaImage::from_raw(self.width as u32, self.height as u32, self.pixels.into_flattened())
            .ok_or_else(|| "the picture is larger than memory".to_owned())
    }

    fn clip(&self, rect: Rect) -> Clip {
        let within = |low: f32, high: f32, end: usize| {
            let end_f32 = end as f32;
            let low = low.round().clamp(0.0, end_f32);
            low as usize..high.round().clamp(low, end_f32) as usize
        };
        Clip {
            columns: within(rect.min.x, rect.max.x, self.width),
            rows: within(rect.min.y, rect.max.y, self.height),
        }
    }

    /// A pixel belongs to the triangle that contains its centre, so neighbours share no pixel and leave no gap.
    fn triangle(&mut self, corners: &[Vertex; 3], texture: &Texture, clip: &Clip) {
        if corners.iter().all(|corner| corner.color == Color32::TRANSPARENT) {
            return;
        }
        let Some(shade) = Shade::new(corners, texture) else {
            return;
        };
        let [a, b, c] = corners.map(|corner| corner.pos);
        let top = a.y.min(b.y).min(c.y);
        let bottom = a.y.max(b.y).max(c.y);
        for row in pixels_between(top, bottom, &clip.rows) {
            let middle = row as f32 + 0.5;
            let Some((left, right)) = crossings([a, b, c], middle) else {
                continue;
            };
            let columns = pixels_between(left, right, &clip.columns);
            if columns.is_empty() {
                continue;
            }
            let start = row * self.width;
            let first = Pos2::new(columns.start as f32 + 0.5, middle);
            shade.paint(&mut self.pixels[start + columns.start..start + columns.end], first);
        }
    }
}

/// The pixels of `within` whose centre is in `low..high`.
fn pixels_between(low: f32, high: f32, within: &Range<usize>) -> Range<usize> {
    let (start, end) = (within.start as f32, within.end as f32);
    let first = (low - 0.5).ceil().clamp(start, end) as usize;
    let last = (high - 0.5).ceil().clamp(start, end) as usize;
    first..last.max(first)
}

/// Where the horizontal line at `y` enters and leaves the triangle.
fn crossings([a, b, c]: [Pos2; 3], y: f32) -> Option<(f32, f32)> {
    let mut found = (f32::INFINITY, f32::NEG_INFINITY);
    for (p, q) in [(a, b), (b, c), (c, a)] {
        // Always from the upper end, so that two triangles find the same point on their common edge.
        let (upper, lower) = if p.y < q.y { (p, q) } else { (q, p) };
        if upper.y <= y && y < lower.y {
            let x = upper.x + (y - upper.y) * (lower.x - upper.x) / (lower.y - upper.y);
            found = (found.0.min(x), found.1.max(x));
        }
    }
    (found.0 <= found.1).then_some(found)
}

/// How a triangle is coloured.
enum Shade<'a> {
    Solid([u8; 4]),
    Textured { texture: &'a Texture, texel: [Slope; 2], tint: [u8; 4] },
    Blended { texture: &'a Texture, texel: [Slope; 2], tint: [Slope; 4] },
}

impl<'a> Shade<'a> {
    /// `None` for a triangle without an area.
    fn new(corners: &[Vertex; 3], texture: &'a Texture) -> Option<Self> {
        let plane = Plane::new(corners.each_ref().map(|corner| corner.pos))?;
        let [a, b, c] = corners;
        let [u, v] = [texture.width as f32, texture.height as f32];
        let texel = [
            plane.slope(corners.each_ref().map(|corner| corner.uv.x * u - 0.5)),
            plane.slope(corners.each_ref().map(|corner| corner.uv.y * v - 0.5)),
        ];
        let is_plain = a.color == b.color && b.color == c.color;
        if is_plain && a.uv == b.uv && b.uv == c.uv {
            let texel = texture.sample(a.uv.x * u - 0.5, a.uv.y * v - 0.5);
            return Some(Self::Solid(tinted(texel, a.color.to_array())));
        }
        if is_plain {
            return Some(Self::Textured { texture, texel, tint: a.color.to_array() });
        }
        let channel = |index: usize| plane.slope(corners.each_ref().map(|corner| f32::from(corner.color[index])));
        Some(Self::Blended { texture, texel, tint: [channel(0), channel(1), channel(2), channel(3)] })
    }

    /// Paints a run of pixels; the centre of the first is at `first`.
    fn paint(&self, pixels: &mut [[u8; 4]], first: Pos2) {
        match self {
            Self::Solid(colour) => paint_solid(pixels, *colour),
            Self::Textured { texture, texel: [u, v], tint } => {
                let (mut x, mut y) = (u.at(first), v.at(first));
                for pixel in pixels {
                    let texel = texture.sample(x, y);
                    if texel != [0; 4] {
                        *pixel = over(tinted(texel, *tint), *pixel);
                    }
                    x += u.across;
                    y += v.across;
                }
            }
            Self::Blended { texture, texel: [u, v], tint } => {
                let mut place = first;
                for pixel in pixels {
                    let texel = texture.sample(u.at(place), v.at(place));
                    let tint = tint.each_ref().map(|slope| (slope.at(place) + 0.5) as u8);
                    *pixel = over(tinted(texel, tint), *pixel);
                    place.x += 1.0;
                }
            }
        }
    }
}

fn paint_solid(pixels: &mut [[u8; 4]], colour: [u8; 4]) {
    if colour[3] == 255 {
        pixels.fill(colour);
    } else if colour != [0; 4] {
        for pixel in pixels {
            *pixel = over(colour, *pixel);
        }
    }
}

/// A value that changes linearly across the image.
struct Slope {
    at_origin: f32,
    across: f32,
    down: f32,
}

impl Slope {
    fn at(&self, place: Pos2) -> f32 {
        self.at_origin + self.across * place.x + self.down * place.y
    }
}

/// The plane of a triangle, to find how values change across it.
struct Plane {
    origin: Pos2,
    first: Vec2,
    second: Vec2,
    area: f32,
}

impl Plane {
    fn new([a, b, c]: [Pos2; 3]) -> Option<Self> {
        let (first, second) = (b - a, c - a);
        let area = first.x * second.y - first.y * second.x;
        (area != 0.0).then_some(Self { origin: a, first, second, area })
    }

    fn slope(&self, [a, b, c]: [f32; 3]) -> Slope {
        let across = ((b - a) * self.second.y - (c - a) * self.first.y) / self.area;
        let down = ((c - a) * self.first.x - (b - a) * self.second.x) / self.area;
        Slope { at_origin: a - across * self.origin.x - down * self.origin.y, across, down }
    }
}

fn tinted(texel: [u8; 4], tint: [u8; 4]) -> [u8; 4] {
    match (texel, tint) {
        ([255, 255, 255, 255], _) => tint,
        (_, [255, 255, 255, 255]) => texel,
        _ => [
            share(texel[0], tint[0]),
            share(texel[1], tint[1]),
            share(texel[2], tint[2]),
            share(texel[3], tint[3]),
        ],
    }
}

/// `above` blended over `below`, both with premultiplied alpha.
fn over(above: [u8; 4], below: [u8; 4]) -> [u8; 4] {
    let rest = 255 - above[3];
    if rest == 0 {
        return above;
    }
    [
        above[0].saturating_add(share(below[0], rest)),
        above[1].saturating_add(share(below[1], rest)),
        above[2].saturating_add(share(below[2], rest)),
        above[3].saturating_add(share(below[3], rest)),
    ]
}

/// `value` times `part` / 255, rounded.
fn share(value: u8, part: u8) -> u8 {
    ((u32::from(value) * u32::from(part) + 127) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn white() -> Texture {
        Texture { width: 1, height: 1, texels: vec![[255; 4]], is_smooth: true }
    }

    fn corner(x: f32, y: f32, color: Color32) -> Vertex {
        Vertex::untextured(Pos2::new(x, y), color)
    }

    /// A square from `low` to `high`, divided along its diagonal, on a canvas of eight by eight pixels.
    fn square(low: f32, high: f32, colours: [Color32; 4], clip: Rect) -> Canvas {
        let corners = [
            corner(low, low, colours[0]),
            corner(high, low, colours[1]),
            corner(high, high, colours[2]),
            corner(low, high, colours[3]),
        ];
        let mut canvas = Canvas::new(Vec2::splat(8.0));
        let clip = canvas.clip(clip);
        for [a, b, c] in [[0, 1, 2], [0, 2, 3]] {
            canvas.triangle(&[corners[a], corners[b], corners[c]], &white(), &clip);
        }
        canvas
    }

    fn painted(canvas: &Canvas) -> Vec<[u8; 4]> {
        let is_painted = |pixel: &&[u8; 4]| **pixel != [0; 4];
        canvas.pixels.iter().filter(is_painted).copied().collect()
    }

    #[test]
    fn the_diagonal_of_a_square_is_painted_once() {
        let half = Color32::from_rgba_premultiplied(100, 50, 0, 128);
        let canvas = square(1.0, 7.0, [half; 4], Rect::EVERYTHING);
        assert_eq!(painted(&canvas), vec![half.to_array(); 36]);
    }

    #[test]
    fn nothing_is_painted_outside_the_clip() {
        let clip = Rect::from_min_max(Pos2::new(2.0, 3.0), Pos2::new(5.0, 20.0));
        let canvas = square(-3.0, 30.0, [Color32::RED; 4], clip);
        assert_eq!(painted(&canvas).len(), 3 * 5);
    }

    #[test]
    fn colours_run_evenly_from_side_to_side() {
        let [clear, full] = [Color32::TRANSPARENT, Color32::WHITE];
        let canvas = square(0.0, 8.0, [clear, full, full, clear], Rect::EVERYTHING);
        let first_row = canvas.pixels[..8].iter().map(|pixel| pixel[3]);
        assert_eq!(first_row.collect::<Vec<_>>(), [16, 48, 80, 112, 143, 175, 207, 239]);
    }

    #[test]
    fn between_two_texels_lies_their_mean() {
        let texture = Texture { width: 2, height: 1, texels: vec![[0; 4], [200; 4]], is_smooth: true };
        assert_eq!(texture.sample(0.5, 0.0), [100; 4]);
        assert_eq!(texture.sample(1.0, 0.0), [200; 4]);
    }
}
