//! What a file has besides its text, given to the one that takes its place: rights, owner, group, extended attributes
//! and with them access lists.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// How much of it the new file could be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::file) enum Likeness {
    Whole,
    /// The owner, the group, an attribute or an access list would be lost.
    Partial,
}

/// Makes a new file like an old one.
#[cfg(unix)]
pub(in crate::file) fn make_like(new: &File, old: &Metadata, path: &Path) -> io::Result<Likeness> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = new.metadata()?;
    let mut likeness = Likeness::Whole;
    if (made.uid(), made.gid()) != (old.uid(), old.gid()) && fchown(new, Some(old.uid()), Some(old.gid())).is_err()
    {
        likeness = Likeness::Partial;
        // Any user may give a file to the groups that they are in.
        let _ = fchown(new, None, Some(old.gid()));
    }
    if !attributes_given(new, path) {
        likeness = Likeness::Partial;
    }
    // After the owner, with whom some rights go, and after the access list, which carries rights of its own.
    new.set_permissions(old.permissions())?;
    Ok(likeness)
}

#[cfg(not(unix))]
pub(in crate::file) fn make_like(new: &File, old: &Metadata, _path: &Path) -> io::Result<Likeness> {
    new.set_permissions(old.permissions())?;
    Ok(Likeness::Whole)
}

#[cfg(unix)]
const ACCESS_LIST: &str = "system.posix_acl_access";

/// Gives a new file the attributes of the old one. False if one is lost that people set themselves.
#[cfg(unix)]
fn attributes_given(new: &File, old: &Path) -> bool {
    use xattr::FileExt;
    let Ok(names) = xattr::list_deref(old) else { return true };
    let names: Vec<_> = names.collect();
    if !names.iter().any(|name| name == ACCESS_LIST) {
        // The folder may have given the new file a list that the old one does not have.
        let _ = new.remove_xattr(ACCESS_LIST);
    }
    let mut are_given = true;
    for name in names {
        let Ok(Some(value)) = xattr::get_deref(old, &name) else { continue };
        let is_given = new.set_xattr(&name, &value).is_ok();
        are_given &= is_given || !is_personal(&name);
    }
    are_given
}

/// Whether an attribute is the user's and not the system's, which sets its own.
#[cfg(unix)]
fn is_personal(name: &std::ffi::OsStr) -> bool {
    name == ACCESS_LIST || name.as_encoded_bytes().starts_with(b"user.")
}
