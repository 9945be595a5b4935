//! Who has a draft open: what a lock file says about its owner, how that is written and parsed, and what this process
//! says about itself. `lock` draws the conclusions.

use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::LazyLock;

use crate::file::fingerprint::Fingerprint;
use crate::file::read::open_file;
use crate::moment::is_credible;

/// Who has a draft open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// The name of the account; empty if unknown.
    pub user: String,
    /// The name of the computer; empty if unknown.
    pub host: String,
    /// Distinguishes computers with the same name; empty if the system does not tell.
    pub(super) machine: String,
    /// Distinguishes one run of the system from another; empty if the system does not tell.
    pub(super) boot: String,
    /// The process id.
    pub process: u32,
    /// Since when, in seconds since 1970; 0 if unknown.
    pub since: u64,
    /// Identifies this lock; empty in locks of other programs.
    pub(super) token: String,
}

/// The greatest number of bytes read from a lock.
const LONGEST: u64 = 4096;
/// Longer names are cut, in characters.
pub(super) const LONGEST_NAME: usize = 64;
pub(super) const MARK: &str = "copydesk-lock 1";

impl Holder {
    pub(super) fn here(now: u64) -> Holder {
        let Own { user, host, machine, boot } = Own::known().clone();
        Holder { user, host, machine, boot, process: std::process::id(), since: told(now), token: token(now) }
    }

    /// Whether it is the account of this process on this computer.
    pub fn is_of_this_account(&self) -> bool {
        self.is_of_this_computer() && self.user == Own::known().user
    }

    /// Whether the process runs, or ran, on this computer; then it has its lock exactly as long as it lives. A computer
    /// with the same name and no further identification may be another one.
    pub fn is_of_this_computer(&self) -> bool {
        let Own { host, machine, boot, .. } = Own::known();
        let is_same = |theirs: &str, own: &str| !theirs.is_empty() && theirs == own;
        !self.token.is_empty()
            && (is_same(&self.boot, boot) || (self.host == *host && is_same(&self.machine, machine)))
    }

    /// The holder in the lock file at a path.
    pub(super) fn at(path: &Path) -> io::Result<Holder> {
        if !fs::symlink_metadata(path)?.is_file() {
            return Err(io::Error::from(ErrorKind::InvalidData));
        }
        Holder::of(&open_file(path)?)
    }

    pub(super) fn of(file: &File) -> io::Result<Holder> {
        // Read now, because whoever is shown a holder asks whether it is on this computer, and must not wait for the
        // disk then.
        Own::known();
        let mut bytes = Vec::new();
        file.take(LONGEST).read_to_end(&mut bytes)?;
        Ok(Holder::parse(&String::from_utf8_lossy(&bytes)))
    }

    /// Parses a lock; what cannot be parsed becomes an unknown holder.
    fn parse(text: &str) -> Holder {
        let mut lines = text.lines();
        let mut holder = Holder::default();
        match lines.next() {
            Some(MARK) => {}
            first => return first.map(Holder::of_an_office).unwrap_or_default(),
        }
        for (name, value) in lines.filter_map(|line| line.split_once(' ')) {
            match name {
                "user" => holder.user = cleaned(value),
                "host" => holder.host = cleaned(value),
                "machine" => holder.machine = cleaned(value),
                "boot" => holder.boot = cleaned(value),
                "process" => holder.process = value.parse().unwrap_or_default(),
                "since" => holder.since = told(value.parse().unwrap_or_default()),
                "token" => holder.token = cleaned(value),
                _ => {}
            }
        }
        holder
    }

    /// Parses a lock of an office program: name, account, computer, time and profile, separated by commas.
    fn of_an_office(line: &str) -> Holder {
        let fields: Vec<&str> = line.split(',').collect();
        match fields.as_slice() {
            [name, account, host, _, profile] if profile.ends_with(';') => {
                let user = if name.trim().is_empty() { account } else { name };
                Holder { user: cleaned(user), host: cleaned(host), ..Holder::default() }
            }
            _ => Holder::default(),
        }
    }

    pub(super) fn to_text(&self) -> String {
        let Holder { user, host, machine, boot, process, since, token } = self;
        format!(
            "{MARK}\nuser {user}\nhost {host}\nmachine {machine}\nboot {boot}\nprocess {process}\nsince {since}\n\
             token {token}\n"
        )
    }
}

/// The identification of this process, read once.
#[derive(Clone)]
struct Own {
    user: String,
    host: String,
    machine: String,
    boot: String,
}

impl Own {
    fn known() -> &'static Own {
        static OWN: LazyLock<Own> =
            LazyLock::new(|| Own { user: cleaned(&user()), host: host(), machine: machine(), boot: boot() });
        &OWN
    }
}

/// A time from a lock, or 0 if it is implausible.
fn told(since: u64) -> u64 {
    if is_credible(since) { since } else { 0 }
}

/// The name of this process's account: from the environment, or else from the system's list of accounts.
fn user() -> String {
    let said = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(std::env::var_os);
    let said = said.map(|name| name.to_string_lossy().trim().to_owned()).find(|name| !name.is_empty());
    said.or_else(listed_user).unwrap_or_default()
}

#[cfg(unix)]
fn listed_user() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    const LONGEST_LIST: u64 = 1024 * 1024;
    let own = fs::metadata("/proc/self").ok()?.uid();
    let mut list = Vec::new();
    open_file(Path::new("/etc/passwd")).ok()?.take(LONGEST_LIST).read_to_end(&mut list).ok()?;
    account(&String::from_utf8_lossy(&list), own)
}

#[cfg(not(unix))]
fn listed_user() -> Option<String> {
    None
}

/// The name of the account with this number in a list such as `/etc/passwd`.
#[cfg(unix)]
fn account(list: &str, number: u32) -> Option<String> {
    let name = |line: &str| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(number) && !name.is_empty()).then(|| name.to_owned())
    };
    list.lines().find_map(name)
}

pub(in crate::file) fn host() -> String {
    cleaned(&gethostname::gethostname().to_string_lossy())
}

/// An identification of this computer, if the system has one.
pub(in crate::file) fn machine() -> String {
    told_by("/etc/machine-id")
}

/// An identification of this run of the system, if it has one.
fn boot() -> String {
    told_by("/proc/sys/kernel/random/boot_id")
}

/// A hash of a system file's content for comparison; the content itself should not be shared.
fn told_by(path: &str) -> String {
    let mut told = String::new();
    match open_file(Path::new(path)).and_then(|file| file.take(LONGEST).read_to_string(&mut told)) {
        Ok(_) if !told.trim().is_empty() => {
            let told = Fingerprint::of(format!("copydesk {}", told.trim()).as_bytes());
            told.to_string().chars().take(16).collect()
        }
        Ok(_) | Err(_) => String::new(),
    }
}

fn token(now: u64) -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{now:x}-{:x}-{:016x}{:016x}", std::process::id(), random(), random())
}

/// A name on one line, without direction controls.
fn cleaned(name: &str) -> String {
    let is_mark =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    name.trim().chars().filter(|c| !c.is_control() && !is_mark(*c)).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(holder: Holder, is_of_this_computer: bool) {
        assert_eq!(holder.is_of_this_computer(), is_of_this_computer, "{holder:?}");
    }

    #[test]
    fn a_computer_is_known_by_its_run_or_by_its_name_and_number() {
        let here = || Holder { machine: "m".repeat(16), boot: "b".repeat(16), ..Holder::here(5) };
        let known = Holder::here(5);
        check(known.clone(), !known.boot.is_empty() || !known.machine.is_empty());
        check(Holder { machine: String::new(), boot: String::new(), ..here() }, false);
        check(Holder { machine: String::new(), ..here() }, false);
        check(Holder { boot: known.boot.clone(), host: "renamed".into(), ..here() }, !known.boot.is_empty());
        check(Holder { machine: known.machine.clone(), ..here() }, !known.machine.is_empty());
        check(Holder { machine: known.machine.clone(), host: "another".into(), ..here() }, false);
        check(Holder { token: String::new(), ..known }, false);
    }

    #[track_caller]
    fn check_parsed(text: &str, user: &str, host: &str) {
        let holder = Holder::parse(text);
        assert_eq!(
            (holder.user.as_str(), holder.host.as_str(), holder.token.as_str()),
            (user, host, ""),
            "{text:?}"
        );
    }

    #[test]
    fn the_lock_of_an_office_program_says_who() {
        check_parsed(",maria,desk-3,23.11.2026 10:00,file:///home/maria/.config;", "maria", "desk-3");
        check_parsed("Maria Eel,maria,desk-3,23.11.2026 10:00,file:///x;", "Maria Eel", "desk-3");
        check_parsed("a,b,c,d,e", "", "");
        check_parsed(",,,,;", "", "");
    }

    #[cfg(unix)]
    #[test]
    fn an_account_is_found_by_its_number() {
        let list =
            "root:x:0:0:root:/root:/bin/sh\nbroken\n:x:8:8::/:\n\nmaria:x:1000:100:Maria,,,:/home/maria:/bin/sh\n";
        assert_eq!(account(list, 1000).as_deref(), Some("maria"));
        assert_eq!(account(list, 0).as_deref(), Some("root"));
        assert_eq!((account(list, 8), account(list, 100), account("", 0)), (None, None, None));
    }

    #[test]
    fn what_is_written_is_read_again_and_a_time_that_cannot_be_true_is_not() {
        for now in [0, 5, 1_772_471_040, 99_999_999_999, u64::MAX] {
            let holder = Holder::here(now);
            assert_eq!(Holder::parse(&holder.to_text()), holder, "{now}");
        }
        let holder = Holder::here(1_772_471_040);
        for since in ["99999999999999", "99999999999", "-1", "5", "soon", ""] {
            let read = Holder::parse(&holder.to_text().replace("1772471040", since));
            assert_eq!((read.since, &read.host), (0, &holder.host), "{since}");
        }
    }
}
