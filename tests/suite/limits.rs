//! Hostile and huge files: refused with a message before they do harm, or read in a time proportional to their length.

use std::path::Path;

use copydesk::file::container::{Header, Kind};
use copydesk::file::versions;
use copydesk::file::{
    self, DictionaryError, DictionaryFile, FileKind, Holding, OpenError, Problem, ReadError, SIZE_LIMIT, Template,
    TemplateError, UserFolders, journal,
};

#[track_caller]
fn check_refused(path: &Path, expected: Problem) {
    for kind in FileKind::ALL {
        match file::open(path, Some(kind)) {
            Err(OpenError::Read(ReadError { problem, .. })) => assert_eq!(problem, expected, "as {kind:?}"),
            Err(OpenError::UnknownEnding(_) | OpenError::Native(..)) | Ok(_) => panic!("{kind:?} was read"),
        }
    }
}

#[test]
fn a_file_is_read_up_to_the_limit_and_refused_past_it_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft");
    let sparse = std::fs::File::create(&path).unwrap();
    sparse.set_len(SIZE_LIMIT + 1).unwrap();
    check_refused(&path, Problem::TooLarge);
    // One byte less is read, and turns out not to be text.
    sparse.set_len(SIZE_LIMIT).unwrap();
    let error = file::open(&path, Some(FileKind::Text)).unwrap_err();
    assert!(matches!(error, OpenError::Read(ReadError { problem: Problem::Binary, .. })), "{error}");
}

/// What blocks or never ends when it is opened.
#[cfg(unix)]
#[test]
fn devices_pipes_sockets_and_folders_are_refused_directly_and_through_links() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.copydesk");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let socket = folder.path().join("socket.copydesk");
    let _open = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let inner = folder.path().join("folder.copydesk");
    std::fs::create_dir(&inner).unwrap();
    let refused = [
        (Path::new("/dev/zero"), Problem::NotAFile),
        (&pipe, Problem::NotAFile),
        (&socket, Problem::NotAFile),
        (&inner, Problem::IsFolder),
    ];
    for (number, (path, problem)) in refused.into_iter().enumerate() {
        check_refused(path, problem.clone());
        let link = folder.path().join(format!("link-{number}.md"));
        std::os::unix::fs::symlink(path, &link).unwrap();
        check_refused(&link, problem);
    }
    let circle = folder.path().join("circle.txt");
    std::os::unix::fs::symlink(&circle, &circle).unwrap();
    assert!(file::open(&circle, None).is_err());
}

/// What blocks, never ends, is too large or is missing, in one folder, with the error for each.
#[cfg(unix)]
fn traps(folder: &Path) -> Vec<(std::path::PathBuf, Problem)> {
    let pipe = folder.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let device = folder.join("device");
    std::os::unix::fs::symlink("/dev/zero", &device).unwrap();
    let nowhere = folder.join("nowhere");
    std::os::unix::fs::symlink(folder.join("none"), &nowhere).unwrap();
    let large = folder.join("large");
    std::fs::File::create(&large).unwrap().set_len(SIZE_LIMIT + 1).unwrap();
    vec![
        (pipe, Problem::NotAFile),
        (device, Problem::NotAFile),
        (nowhere, Problem::Missing),
        (large, Problem::TooLarge),
        (folder.to_owned(), Problem::IsFolder),
    ]
}

#[cfg(unix)]
#[test]
fn templates_dictionaries_and_pictures_are_refused_as_drafts_are() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good");
    std::fs::write(&good, "SET UTF-8\n").unwrap();
    for (path, problem) in traps(folder.path()) {
        let refused = ReadError { problem: problem.clone(), path: path.clone() };
        let said = refused.to_string();
        assert!(
            said.contains(&*path.file_name().unwrap().to_string_lossy()) && said.contains(&problem.to_string()),
            "{said}"
        );
        let named = folder.path().join(format!("{problem:?}.copydesk"));
        if path.is_dir() { std::fs::create_dir(&named) } else { std::os::unix::fs::symlink(&path, &named) }
            .unwrap();
        let opened = Template::Own(named.clone()).open();
        assert!(
            matches!(&opened, Err(TemplateError::Open(OpenError::Read(error))) if error.problem == problem),
            "{opened:?}"
        );
        std::fs::remove_file(&named).or_else(|_| std::fs::remove_dir(&named)).unwrap();
        for (aff, dic) in [(&path, &good), (&good, &path)] {
            let file = DictionaryFile { tag: "xx".into(), aff: aff.clone(), dic: dic.clone() };
            assert_eq!(file::read_dictionary(&file), Err(DictionaryError::Read(refused.clone())));
        }
        if problem != Problem::Missing {
            assert_eq!(file::read_words(&path), Err(refused.clone()));
        }
        assert!(file::copy_into(&path, folder.path()).is_err());
    }
}

#[cfg(unix)]
#[test]
fn what_lies_in_the_way_of_journal_versions_and_lock_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let folders = UserFolders::within(folder.path());
    let draft = folder.path().join("draft.copydesk");
    let header = Header { kind: Kind::SafeCopy, path: Some(draft.clone()), disk: None, at: 7 };
    let entry = journal::write_aside(&folders, &header, b"(version: 2)").unwrap().unwrap();
    versions::keep(&folders, &draft, b"(version: 2)", 7).unwrap();
    let known = versions::list(&folders, &draft).remove(0);
    let kept = folders.data.as_ref().unwrap().join("versions");
    let kept = std::fs::read_dir(kept).unwrap().next().unwrap().unwrap().path();
    let kept = kept.join(format!("{:012}-{}.copydesk", 7, known.fingerprint));
    assert!(kept.is_file());
    let lock = folder.path().join(".~lock.draft.copydesk#");
    let traps_folder = folder.path().join("traps");
    std::fs::create_dir(&traps_folder).unwrap();
    for (path, problem) in traps(&traps_folder) {
        for place in [&entry, &kept, &lock] {
            let _ = std::fs::remove_file(place);
            std::os::unix::fs::symlink(&path, place).unwrap();
        }
        assert_eq!(journal::found(&folders), [], "{problem:?}");
        journal::sweep(&folders);
        let read = versions::read(&folders, &draft, &known);
        assert!(read.is_err(), "{problem:?}: {read:?}");
        assert!(matches!(file::hold(&draft, 7), Holding::Unlocked), "{problem:?}");
        assert!(lock.is_symlink(), "what is no lock is let be");
    }
}

#[test]
fn a_native_file_nested_too_deep_is_refused_with_the_reason() {
    let deep = 200_000;
    let unknown = |open: &str| format!("(version: 2, zzz: {}", open.repeat(deep));
    for text in [
        unknown("("),
        unknown("["),
        unknown("{1:"),
        unknown("Some("),
        format!("(version: 2, target_words: {}", "Some(".repeat(deep)),
        format!("(version: 2, sections: [(id: 1, x: {}", "[".repeat(deep)),
    ] {
        let error = file::parse(&text, FileKind::Copydesk).unwrap_err().to_string();
        assert!(error.starts_with("line 1"), "{error} for {}", &text[..40]);
    }
    let error = file::parse(&unknown("["), FileKind::Copydesk).unwrap_err().to_string();
    assert!(error.contains("brackets stand in brackets too many times"), "{error}");
}

/// CPU time of this thread in nanoseconds; wall-clock time would include waiting.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "the standard library has no clock of a thread's work")]
fn work() -> i64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a value of the type that is filled in.
    let failed = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    assert_eq!(failed, 0, "Linux has this clock");
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// For each line of a text without quotation marks, ron before 0.12.3 scanned the rest of the text.
#[cfg(target_os = "linux")]
#[test]
fn the_work_to_read_a_long_body_grows_with_its_length() {
    let reading = |kilobytes: usize, open: &str, close: &str| {
        let body = "a line of words\n".repeat(kilobytes * 64);
        let draft = format!("(version: 2, sections: [(id: 1, body: {open}{body}{close})])");
        let least = (0..3).map(|_| {
            let before = work();
            file::parse(&draft, FileKind::Copydesk).unwrap();
            work() - before
        });
        least.min().unwrap()
    };
    for (open, close) in [("\"", "\""), ("r#\"", "\"#")] {
        let (short, long) = (reading(256, open, close), reading(1024, open, close));
        assert!(short > 0 && long < short * 10, "a text four times as long took {} times the work", long / short);
    }
}
