//! Reads and decodes the file of the lead image on a thread. Only files in the draft’s folder, never the network; a
//! file that is too large is refused before it is decoded.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::file::{Problem, disk};

/// Larger images are not decoded.
const MAX_PIXELS: u64 = 64_000_000;
/// Longer sides are scaled down, because no page shows more.
const MAX_SIDE: u32 = 2048;

/// The lead image, or why there is none to show.
#[derive(Clone, Default)]
pub enum Picture {
    /// There is no file to show: none is named, or it is a link.
    #[default]
    None,
    Loading,
    /// With the reason, in words.
    Failed(&'static str),
    Ready(TextureHandle),
}

impl Picture {
    /// Why it is not shown, if there is something to say.
    pub fn reason(&self) -> Option<&'static str> {
        match self {
            Picture::Failed(reason) => Some(reason),
            Picture::None | Picture::Loading | Picture::Ready(_) => None,
        }
    }
}

/// Loads the requested image, and keeps it until another one is requested.
#[derive(Default)]
pub struct Pictures {
    wanted: Option<(PathBuf, String)>,
    picture: Picture,
    coming: Option<Receiver<Result<ColorImage, &'static str>>>,
}

impl Pictures {
    /// The image with this file name in the draft's folder.
    pub fn get(&mut self, ctx: &Context, base: Option<&Path>, file: &str) -> Picture {
        let file = file.trim();
        let Some(base) = base.filter(|_| !crate::link::is_web(file)) else {
            *self = Pictures::default();
            return Picture::None;
        };
        let is_known = self.wanted.as_ref().is_some_and(|(b, f)| b == base && f == file);
        if !is_known {
            self.wanted = Some((base.to_owned(), file.to_owned()));
            self.start(ctx, base.to_owned(), file.to_owned());
        }
        self.receive(ctx);
        self.picture.clone()
    }

    fn start(&mut self, ctx: &Context, base: PathBuf, file: String) {
        let (sender, receiver) = channel();
        self.coming = Some(receiver);
        self.picture = Picture::Loading;
        let ctx = ctx.clone();
        let spawned = std::thread::Builder::new().name("picture".to_owned()).spawn(move || {
            // The receiver is gone if another image has been requested since.
            let _ = sender.send(load(&base, &file));
            ctx.request_repaint();
        });
        if spawned.is_err() {
            self.picture = Picture::Failed(UNREADABLE);
        }
    }

    fn receive(&mut self, ctx: &Context) {
        let Some(coming) = &self.coming else { return };
        self.picture = match coming.try_recv() {
            Ok(Ok(image)) => Picture::Ready(ctx.load_texture("lead image", image, TextureOptions::LINEAR)),
            Ok(Err(reason)) => Picture::Failed(reason),
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => Picture::Failed(UNREADABLE),
        };
        self.coming = None;
    }
}

const MISSING: &str = "This file is not in the draft’s folder.";
const OUTSIDE: &str = "Only images in the draft’s folder are shown.";
const TOO_LARGE: &str = "The image is too large to show.";
const UNREADABLE: &str = "The image cannot be read.";

fn load(base: &Path, file: &str) -> Result<ColorImage, &'static str> {
    let path = within(base, file)?;
    let bytes = disk::read_bytes(&path).map_err(|error| match error.problem {
        Problem::Missing => MISSING,
        Problem::TooLarge | Problem::TooManyPieces(_) => TOO_LARGE,
        Problem::NoRights
        | Problem::IsFolder
        | Problem::NotAFile
        | Problem::Binary
        | Problem::Damaged(_)
        | Problem::Other(_) => UNREADABLE,
    })?;
    decode(&bytes)
}

/// The file's real path, if it is within the folder: neither `..` nor a symbolic link leads out of it.
#[allow(clippy::disallowed_methods, reason = "images are loaded on a thread, and no frame waits for it")]
fn within(base: &Path, file: &str) -> Result<PathBuf, &'static str> {
    let relative = Path::new(file);
    let is_inside = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !is_inside {
        return Err(OUTSIDE);
    }
    let base = base.canonicalize().map_err(|_| MISSING)?;
    let path = base.join(relative).canonicalize().map_err(|_| MISSING)?;
    if path.starts_with(&base) { Ok(path) } else { Err(OUTSIDE) }
}

fn decode(bytes: &[u8]) -> Result<ColorImage, &'static str> {
    let reader =
        || image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().map_err(|_| UNREADABLE);
    let (width, height) = reader()?.into_dimensions().map_err(|_| UNREADABLE)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(TOO_LARGE);
    }
    let mut image = reader()?.decode().map_err(|_| UNREADABLE)?;
    if width.max(height) > MAX_SIDE {
        image = image.thumbnail(MAX_SIDE, MAX_SIDE);
    }
    let image = image.into_rgba8();
    let size = [image.width() as usize, image.height() as usize];
    Ok(ColorImage::from_rgba_unmultiplied(size, image.as_raw()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbaImage::new(width, height).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[track_caller]
    #[allow(clippy::disallowed_methods, reason = "the tests put images on the disk")]
    fn check(name: &str, expected: Result<[usize; 2], &'static str>) {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().join("draft");
        std::fs::create_dir_all(base.join("in")).unwrap();
        disk::write(&base.join("in/small.png"), &png(3, 2)).expect("the folder is ours");
        disk::write(&base.join("text.png"), b"no picture").expect("the folder is ours");
        disk::write(&folder.path().join("outside.png"), &png(1, 1)).expect("the folder is ours");
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path().join("outside.png"), base.join("leak.png")).unwrap();
        assert_eq!(load(&base, name).map(|image| image.size), expected);
    }

    #[test]
    fn a_picture_in_the_folder_is_shown() {
        check("in/small.png", Ok([3, 2]));
        check("./in/small.png", Ok([3, 2]));
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        check("../outside.png", Err(OUTSIDE));
        check("in/../../outside.png", Err(OUTSIDE));
        check("/etc/hostname", Err(OUTSIDE));
        #[cfg(unix)]
        check("leak.png", Err(OUTSIDE));
    }

    #[test]
    fn what_is_no_picture_is_refused_in_words() {
        check("none.png", Err(MISSING));
        check("text.png", Err(UNREADABLE));
        check("in", Err(UNREADABLE));
    }

    #[test]
    fn pictures_are_refused_by_their_size_before_they_are_decoded() {
        // The header of an image of 30,000 by 30,000 pixels without any data.
        let mut huge = png(1, 1);
        huge[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let crc = crc32(&huge[12..29]);
        huge[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(decode(&huge).map(|image| image.size), Err(TOO_LARGE));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let step = |crc: u32, byte: &u8| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
        };
        !bytes.iter().fold(u32::MAX, step)
    }
}
