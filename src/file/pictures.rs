//! Images that an article names by a relative path. An export to another folder does not include them.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use super::folder::identity;
use super::write::folder_of;

/// Images that are next to a draft, but not next to an output that refers to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    pub folder: PathBuf,
    pub names: Vec<String>,
}

/// The images referred to by a draft that are missing next to an output in another place.
pub fn left_behind(named: &[String], draft: &Path, output: &Path) -> Option<LeftBehind> {
    let (from, to) = (folder_of(draft), folder_of(output));
    if identity(from) == identity(to) {
        return None;
    }
    let names = staying(named, |name| from.join(name).is_file(), |name| to.join(name).is_file());
    let folder = std::path::absolute(from).unwrap_or_else(|_| from.to_owned());
    (!names.is_empty()).then_some(LeftBehind { folder, names })
}

/// The images that exist in one place and not in the other, without duplicates, in the order they are named.
fn staying(named: &[String], is_here: impl Fn(&str) -> bool, is_there: impl Fn(&str) -> bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for address in named {
        // A path may have been typed like the file name, or percent-encoded as in browsers.
        let spelled = [Cow::Borrowed(address.as_str()), decoded(address)];
        let stays = |name: &&Cow<'_, str>| is_relative(name) && is_here(name) && !is_there(name);
        match spelled.iter().find(stays) {
            Some(name) if !names.iter().any(|known| known == name) => names.push(name.to_string()),
            Some(_) | None => {}
        }
    }
    names
}

/// Whether it is relative to the draft. Anything else leads to the same file from everywhere.
fn is_relative(name: &str) -> bool {
    !name.is_empty() && !name.starts_with(['/', '\\'])
}

/// The name in an address, without the query and percent-decoded.
fn decoded(address: &str) -> Cow<'_, str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(path), Cow::Owned)
}

/// More names than this are only counted.
const MOST_NAMES: usize = 5;

impl fmt::Display for LeftBehind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.names.len() == 1 { "image not copied; still" } else { "images not copied; still" };
        let shown: Vec<&str> = self.names.iter().take(MOST_NAMES).map(String::as_str).collect();
        write!(f, "{what} in {}: {}", self.folder.display(), shown.join(", "))?;
        match self.names.len() - shown.len() {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(named: &[&str], here: &[&str], there: &[&str], expected: &[&str]) {
        let named: Vec<String> = named.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(staying(&named, |name| here.contains(&name), |name| there.contains(&name)), expected);
    }

    #[test]
    fn what_is_here_and_not_there_stays_behind() {
        check(&[], &["a.jpg"], &[], &[]);
        check(&["a.jpg"], &["a.jpg"], &[], &["a.jpg"]);
        check(&["a.jpg"], &["a.jpg"], &["a.jpg"], &[]);
        check(&["a.jpg"], &[], &[], &[]);
        check(&["a.jpg"], &[], &["a.jpg"], &[]);
        check(&["in/a.jpg", "b.jpg", "in/a.jpg"], &["b.jpg", "in/a.jpg"], &[], &["in/a.jpg", "b.jpg"]);
        check(&["/a.jpg", "\\a.jpg", ""], &["/a.jpg", "\\a.jpg", ""], &[], &[]);
    }

    #[test]
    fn names_are_found_as_they_are_and_as_browsers_spell_them() {
        check(&["a%20b.jpg?w=600#x"], &["a b.jpg"], &[], &["a b.jpg"]);
        check(&["100%25.jpg", "100%.jpg", "%zz%"], &["100%.jpg", "%zz%"], &[], &["100%.jpg", "%zz%"]);
        check(&["%C3%A4.jpg", "%FF"], &["ä.jpg", "%FF"], &[], &["ä.jpg", "%FF"]);
        check(&["a%20b.jpg"], &["a%20b.jpg", "a b.jpg"], &["a%20b.jpg", "a b.jpg"], &[]);
        check(&["%2Fetc/hosts"], &["/etc/hosts"], &[], &[]);
    }

    #[test]
    fn it_is_said_in_a_sentence() {
        let say = |names: &[&str]| {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            LeftBehind { folder: "/drafts".into(), names }.to_string()
        };
        assert_eq!(say(&["a.jpg"]), "image not copied; still in /drafts: a.jpg");
        assert_eq!(say(&["a", "b"]), "images not copied; still in /drafts: a, b");
        assert_eq!(
            say(&["a", "b", "c", "d", "e", "f"]),
            "images not copied; still in /drafts: a, b, c, d, e and 1 more"
        );
    }

    #[test]
    fn in_one_folder_nothing_stays_behind() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("out")).unwrap();
        std::fs::write(at("a.jpg"), "").unwrap();
        let named = ["a.jpg".to_owned()];
        assert_eq!(left_behind(&named, &at("d.copydesk"), &at("d.html")), None);
        assert_eq!(left_behind(&named, &at("d.copydesk"), &at("out/../d.html")), None);
        let stays = left_behind(&named, &at("d.copydesk"), &at("out/d.html")).unwrap();
        assert_eq!(stays.names, named);
        std::fs::write(at("out/a.jpg"), "").unwrap();
        assert_eq!(left_behind(&named, &at("d.copydesk"), &at("out/d.html")), None);
    }
}
