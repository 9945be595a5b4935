//! Whether the system has any fonts. The library that finds fonts for characters missing from ours aborts the program
//! if fontconfig knows none, so it must not be asked then.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{env, fs};

use super::read::read_text;

/// Whether the system's fonts are available. Stops at the first one.
pub fn has_system_fonts() -> bool {
    if cfg!(not(target_os = "linux")) {
        return true;
    }
    let config = read_text(&config_file()).unwrap_or_default();
    folders_of(&config).iter().any(|folder| holds_font(folder, FOLDER_DEPTH))
}

/// The greatest depth of nested folders.
const FOLDER_DEPTH: usize = 6;

fn config_file() -> PathBuf {
    let folder = env::var_os("FONTCONFIG_PATH").map_or_else(|| PathBuf::from("/etc/fonts"), PathBuf::from);
    folder.join(env::var_os("FONTCONFIG_FILE").unwrap_or_else(|| "fonts.conf".into()))
}

/// The folders named in a fontconfig configuration.
fn folders_of(config: &str) -> Vec<PathBuf> {
    let named = config.split("<dir").skip(1).filter_map(|rest| rest.split_once("</dir>")?.0.split_once('>'));
    named.flat_map(|(attributes, folder)| places_of(attributes, folder.trim())).collect()
}

fn places_of(attributes: &str, folder: &str) -> Vec<PathBuf> {
    let dirs = directories::BaseDirs::new();
    if attributes.contains("xdg") {
        let shared = env::var_os("XDG_DATA_DIRS").unwrap_or_else(|| "/usr/local/share:/usr/share".into());
        let own = dirs.map(|dirs| dirs.data_dir().to_owned());
        return own.into_iter().chain(env::split_paths(&shared)).map(|data| data.join(folder)).collect();
    }
    match folder.strip_prefix("~/") {
        Some(rest) => dirs.map(|dirs| dirs.home_dir().join(rest)).into_iter().collect(),
        None => vec![PathBuf::from(folder)],
    }
}

/// Whether there is a font in a folder or below it.
fn holds_font(folder: &Path, depth: usize) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let mut below = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            below.push(path);
        } else if is_font(&path) {
            return true;
        }
    }
    depth > 0 && below.iter().any(|folder| holds_font(folder, depth - 1))
}

/// Whether a file is a font, by its extension. Bitmap fonts do not count, because fontconfig often ignores them.
fn is_font(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"].iter().any(|font| ending.eq_ignore_ascii_case(font))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_are_those_that_the_configuration_names() {
        let config = "<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<dir>/usr/share/fonts</dir>\n\
            \t<dir salt=\"a\"> /opt/fonts </dir><match>x</match>";
        assert_eq!(folders_of(config), [PathBuf::from("/usr/share/fonts"), PathBuf::from("/opt/fonts")]);
        let own = folders_of("<dir prefix=\"xdg\">fonts</dir>");
        assert!(own.iter().all(|folder| folder.ends_with("fonts")) && !own.is_empty(), "{own:?}");
        assert_eq!(folders_of(""), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_font_counts_wherever_it_lies_and_anything_else_does_not() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!holds_font(&folder.path().join("none"), 1));
        fs::write(folder.path().join("readme.txt"), "x").unwrap();
        fs::write(folder.path().join("dots.pcf"), "x").unwrap();
        assert!(!holds_font(folder.path(), 2));
        let below = folder.path().join("a/b");
        fs::create_dir_all(&below).unwrap();
        fs::write(below.join("Serif.TTF"), "x").unwrap();
        assert!(holds_font(folder.path(), 2));
        assert!(!holds_font(folder.path(), 1));
    }
}
