//! Copies what a file has besides its content to its replacement: permissions, owner, group, extended attributes and
//! access lists.

#[cfg(unix)]
use std::fs::Permissions;
use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// How many properties the new file could be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::file) enum Likeness {
    Whole,
    /// The owner, the group, an attribute or an access list would be lost.
    Partial,
}

/// Gives a new file the properties of an old one. If not all of them can be set, only its owner may do more with the
/// new file than everybody may with the old one, because a wrong group or list must not be able to read it.
#[cfg(unix)]
pub(in crate::file) fn make_like(new: &File, old: &Metadata, path: &Path) -> io::Result<Likeness> {
    use std::os::unix::fs::PermissionsExt;
    let is_owner_given = owner_given(new, old)?;
    let are_attributes_given = attributes_given(new, path);
    let is_whole = is_owner_given && are_attributes_given;
    let mode = old.permissions().mode() & 0o7777;
    let mode = if is_whole { mode } else { narrowed(mode) };
    // After the owner, which resets some permissions, and after the access list, which contains permissions itself.
    let is_mode_given = new.set_permissions(Permissions::from_mode(mode)).is_ok()
        || new.metadata()?.permissions().mode() & 0o7777 == mode;
    Ok(if is_whole && is_mode_given { Likeness::Whole } else { Likeness::Partial })
}

/// The permissions of a file whose group may do no more than others, without set-user-id and set-group-id.
#[cfg(unix)]
fn narrowed(mode: u32) -> u32 {
    const GROUP: u32 = 0o070;
    const OTHERS: u32 = 0o007;
    let of_both = mode & GROUP & ((mode & OTHERS) << 3);
    mode & 0o777 & !GROUP | of_both
}

#[cfg(unix)]
fn owner_given(new: &File, old: &Metadata) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = new.metadata()?;
    if (made.uid(), made.gid()) == (old.uid(), old.gid()) {
        return Ok(true);
    }
    let is_given = fchown(new, Some(old.uid()), Some(old.gid())).is_ok();
    if !is_given {
        // Any user may give a file to a group they belong to.
        let _ = fchown(new, None, Some(old.gid()));
    }
    Ok(is_given)
}

#[cfg(not(unix))]
pub(in crate::file) fn make_like(new: &File, old: &Metadata, _path: &Path) -> io::Result<Likeness> {
    new.set_permissions(old.permissions())?;
    Ok(Likeness::Whole)
}

#[cfg(unix)]
const ACCESS_LIST: &str = "system.posix_acl_access";

/// Gives a new file the attributes of the old one. Returns `false` if a user attribute is lost.
#[cfg(unix)]
fn attributes_given(new: &File, old: &Path) -> bool {
    use xattr::FileExt;
    let Ok(names) = xattr::list_deref(old) else { return true };
    let names: Vec<_> = names.collect();
    if !names.iter().any(|name| name == ACCESS_LIST) {
        // The folder may have given the new file a default list that the old one does not have.
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

/// Whether an attribute is set by users, including access lists of any kind. Others, such as `security.selinux`, are
/// set by the system on every new file.
#[cfg(unix)]
fn is_personal(name: &std::ffi::OsStr) -> bool {
    const LISTS: [&str; 3] = [ACCESS_LIST, "system.nfs4_acl", "system.richacl"];
    LISTS.iter().any(|list| name == *list) || name.as_encoded_bytes().starts_with(b"user.")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_made_alike_is_never_open_to_more_people() {
        for (mode, expected) in [(0o640, 0o600), (0o664, 0o644), (0o600, 0o600), (0o647, 0o647), (0o6755, 0o755)] {
            assert_eq!(narrowed(mode), expected, "{mode:o}");
        }
    }
}
