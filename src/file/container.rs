//! The container for what is kept of a draft outside its file: unsaved work and safety copies. It describes its
//! content and carries a hash that shows whether it is complete. Others decide where it is stored, and for how long.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;

/// The metadata of stored work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub kind: Kind,
    /// The draft's file; `None` for a draft that was never saved.
    pub path: Option<PathBuf>,
    /// The content of that file when the work started.
    pub disk: Option<Fingerprint>,
    /// When it was stored, in seconds since 1970.
    pub at: u64,
}

/// Why it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Work that is in no file yet.
    Unsaved,
    /// Work that the writer has discarded, and may want back.
    Discarded,
    /// A copy of what is about to be written in place, in case that fails halfway.
    SafeCopy,
}

/// How a container relates to others in the same folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Of containers with the same name, the one with the highest turn is the newest, whatever the clock said.
    pub(super) turn: u64,
    /// The name of the entry that this one replaces as soon as it is complete.
    pub(super) instead_of: Option<String>,
}

/// Encodes a container.
pub fn encode(header: &Header, body: &[u8]) -> Vec<u8> {
    encode_marked(&Mark::default(), header, body)
}

/// Decodes a container; `None` unless every byte is intact.
pub fn decode(bytes: &[u8]) -> Option<(Header, &[u8])> {
    decode_marked(bytes).map(|(_, header, body)| (header, body))
}

pub(super) fn encode_marked(mark: &Mark, header: &Header, body: &[u8]) -> Vec<u8> {
    let head = serde_json::to_string(&Stored::of(mark, header)).unwrap_or_default();
    let mut rest = head.into_bytes();
    rest.push(b'\n');
    rest.extend_from_slice(body);
    let mut bytes = format!("{MAGIC}{}\n", Fingerprint::of(&rest)).into_bytes();
    bytes.append(&mut rest);
    bytes
}

pub(super) fn decode_marked(bytes: &[u8]) -> Option<(Mark, Header, &[u8])> {
    let (fingerprint, rest) = line(bytes.strip_prefix(MAGIC.as_bytes())?)?;
    if Fingerprint::parse(fingerprint)? != Fingerprint::of(rest) {
        return None;
    }
    let (head, body) = line(rest)?;
    let stored: Stored = serde_json::from_str(head).ok()?;
    let mark = Mark { turn: stored.turn, instead_of: stored.instead_of.clone() };
    Some((mark, stored.header()?, body))
}

/// The start of a container of this version.
const MAGIC: &str = "copydesk-kept 1 ";

/// The first line, and the rest.
fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}

/// A header as it is written.
#[derive(Serialize, Deserialize)]
struct Stored {
    kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<StoredPath>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    disk: Option<String>,
    at: u64,
    #[serde(default, skip_serializing_if = "is_none")]
    turn: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instead_of: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_none(turn: &u64) -> bool {
    *turn == 0
}

/// A path as it is written: readable if it is valid text, and lossless if not.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredPath {
    Text(String),
    /// In base64: the bytes of a Unix path, the little-endian units of a Windows one.
    Raw(String),
}

impl Stored {
    fn of(mark: &Mark, header: &Header) -> Stored {
        Stored {
            kind: header.kind,
            path: header.path.as_deref().map(StoredPath::of),
            disk: header.disk.map(|disk| disk.to_string()),
            at: header.at,
            turn: mark.turn,
            instead_of: mark.instead_of.clone(),
        }
    }

    fn header(self) -> Option<Header> {
        let path = match self.path {
            Some(path) => Some(path.path()?),
            None => None,
        };
        let disk = match self.disk {
            Some(digits) => Some(Fingerprint::parse(&digits)?),
            None => None,
        };
        Some(Header { kind: self.kind, path, disk, at: self.at })
    }
}

impl StoredPath {
    fn of(path: &Path) -> StoredPath {
        match path.to_str() {
            Some(text) => StoredPath::Text(text.to_owned()),
            None => StoredPath::Raw(STANDARD.encode(raw(path.as_os_str()))),
        }
    }

    fn path(self) -> Option<PathBuf> {
        match self {
            StoredPath::Text(text) => Some(text.into()),
            StoredPath::Raw(code) => from_raw(STANDARD.decode(code).ok()?).map(PathBuf::from),
        }
    }
}

#[cfg(unix)]
fn raw(name: &OsStr) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(name).to_owned()
}

#[cfg(unix)]
fn from_raw(bytes: Vec<u8>) -> Option<OsString> {
    Some(std::os::unix::ffi::OsStringExt::from_vec(bytes))
}

#[cfg(windows)]
fn raw(name: &OsStr) -> Vec<u8> {
    std::os::windows::ffi::OsStrExt::encode_wide(name).flat_map(u16::to_le_bytes).collect()
}

#[cfg(windows)]
fn from_raw(bytes: Vec<u8>) -> Option<OsString> {
    let (units, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    rest.is_empty().then(|| std::os::windows::ffi::OsStringExt::from_wide(&units))
}

#[cfg(not(any(unix, windows)))]
fn raw(name: &OsStr) -> Vec<u8> {
    name.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(any(unix, windows)))]
fn from_raw(bytes: Vec<u8>) -> Option<OsString> {
    String::from_utf8(bytes).ok().map(OsString::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Eels climb the weir\n\nat night — \u{1f319} \0 and again.\n";

    fn header() -> Header {
        Header {
            kind: Kind::Unsaved,
            path: Some("/desk/Flüsse \"and\" weirs/eels\n.copydesk".into()),
            disk: Some(Fingerprint::of(b"before")),
            at: 1_772_471_040,
        }
    }

    #[track_caller]
    fn check(header: &Header, body: &[u8]) {
        let bytes = encode(header, body);
        assert_eq!(decode(&bytes), Some((header.clone(), body)));
    }

    #[test]
    fn what_is_put_in_comes_out() {
        check(&header(), BODY.as_bytes());
        check(&header(), b"");
        check(&header(), &[0xff, 0, b'\n', b'\n', 0xfe]);
        check(&Header { kind: Kind::Discarded, path: None, disk: None, at: 0 }, BODY.as_bytes());
        check(&Header { kind: Kind::SafeCopy, at: u64::MAX, ..header() }, b"\n");
    }

    #[test]
    fn how_it_stands_to_others_comes_out_too() {
        for mark in [Mark::default(), Mark { turn: u64::MAX, instead_of: Some("18f-2a-0".into()) }] {
            let bytes = encode_marked(&mark, &header(), BODY.as_bytes());
            assert_eq!(decode_marked(&bytes), Some((mark, header(), BODY.as_bytes())));
            assert_eq!(decode(&bytes), Some((header(), BODY.as_bytes())));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_comes_out_byte_for_byte() {
        let path = from_raw(b"/desk/\xff\xfe \n\"\x01/a.copydesk".to_vec()).map(PathBuf::from);
        check(&Header { path, ..header() }, BODY.as_bytes());
    }

    #[test]
    fn cut_at_any_byte_it_is_not_taken() {
        let whole = encode(&header(), BODY.as_bytes());
        for end in 0..whole.len() {
            assert_eq!(decode(&whole[..end]), None, "cut at {end}");
        }
        for start in 1..whole.len() {
            assert_eq!(decode(&whole[start..]), None, "begun at {start}");
        }
    }

    #[test]
    fn with_any_byte_changed_it_is_not_taken() {
        let whole = encode(&header(), BODY.as_bytes());
        for at in 0..whole.len() {
            for mask in [1, 2, 4, 8, 16, 32, 64, 128, 255] {
                let mut bytes = whole.clone();
                bytes[at] ^= mask;
                assert_eq!(decode(&bytes), None, "byte {at} with {mask} flipped");
            }
        }
    }

    #[test]
    fn with_anything_more_or_blocks_of_zeros_it_is_not_taken() {
        let whole = encode(&header(), BODY.as_bytes());
        assert_eq!(decode(&[&whole[..], b"\n"].concat()), None);
        assert_eq!(decode(&[&whole[..], &whole[..]].concat()), None);
        for end in 0..whole.len() {
            // What a file system may leave of a file whose length was written before its content.
            let mut bytes = whole.clone();
            bytes[end..].fill(0);
            assert_eq!(decode(&bytes), None, "zeros from {end}");
        }
    }

    #[test]
    fn a_whole_container_with_a_header_of_nobody_s_making_is_not_taken() {
        let heads = [
            "",
            "{}",
            "null",
            r#"{"kind":"unsaved"}"#,
            r#"{"kind":"other","at":1}"#,
            r#"{"kind":"unsaved","at":-1}"#,
            r#"{"kind":"unsaved","at":1,"disk":"abc"}"#,
            r#"{"kind":"unsaved","at":1,"path":{"raw":"?"}}"#,
            r#"{"kind":"unsaved","at":1,"path":"/a"}"#,
        ];
        for head in heads {
            let rest = format!("{head}\nbody");
            let whole = format!("{MAGIC}{}\n{rest}", Fingerprint::of(rest.as_bytes()));
            assert_eq!(decode(whole.as_bytes()), None, "{head}");
        }
        let deep = "[".repeat(100_000);
        let whole = format!("{MAGIC}{}\n{deep}\n", Fingerprint::of(format!("{deep}\n").as_bytes()));
        assert_eq!(decode(whole.as_bytes()), None);
    }
}
