use super::*;

/// In March 2026.
const NOW: u64 = 1_772_471_040;

struct Desk {
    folder: tempfile::TempDir,
    draft: PathBuf,
    lock: PathBuf,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("tides.copydesk");
    fs::write(&draft, "a draft").unwrap();
    let lock = folder.path().join(".~lock.tides.copydesk#");
    Desk { folder, draft, lock }
}

#[track_caller]
fn ours(holding: Holding) -> Lock {
    match holding {
        Holding::Ours(lock) => lock,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn theirs(holding: Holding) -> Holder {
    match holding {
        Holding::Theirs(holder) => holder,
        other => panic!("{other:?}"),
    }
}

fn forged(host: &str) -> Holder {
    let boot = "another".into();
    Holder { user: "maria".into(), host: host.into(), token: "7".into(), since: NOW, boot, ..Holder::here(NOW) }
}

/// A lock left behind by a process of this computer that ended without releasing it.
fn left_behind() -> Holder {
    Holder { token: "7".into(), ..Holder::here(NOW) }
}

#[test]
fn the_second_is_told_of_the_first_and_nothing_is_left_after_him() {
    let desk = desk();
    let lock = ours(hold(&desk.draft, NOW));
    let holder = theirs(hold(&desk.draft, NOW + 1));
    assert_eq!((&holder, holder.since, holder.process), (lock.held().holder(), NOW, std::process::id()));
    assert!(lock.held().guards(&desk.draft) && desk.lock.exists());
    drop(lock);
    assert!(!desk.lock.exists());
    ours(hold(&desk.draft, NOW + 2));
}

#[test]
fn what_a_dead_process_of_this_computer_left_is_cleared() {
    let desk = desk();
    // A process that ended before writing its name ran here, too.
    for text in [left_behind().to_text(), String::new()] {
        fs::write(&desk.lock, text).unwrap();
        assert_eq!(super::holder(&desk.draft), None);
        let lock = ours(hold(&desk.draft, NOW + 1));
        assert_eq!(lock.held().holder().since, NOW + 1);
        assert_eq!(Holder::at(&desk.lock).expect("the lock is on the disk"), *lock.held().holder());
        assert_eq!(super::holder(&desk.draft).as_ref(), Some(lock.held().holder()));
    }
}

#[test]
fn a_look_at_who_has_it_changes_nothing() {
    let desk = desk();
    assert_eq!(super::holder(&desk.draft), None);
    for holder in [forged("elsewhere"), left_behind()] {
        fs::write(&desk.lock, holder.to_text()).unwrap();
        let expected = Some(holder.clone()).filter(|holder| holder.host == "elsewhere");
        assert_eq!(super::holder(&desk.draft), expected);
        assert_eq!(fs::read_to_string(&desk.lock).unwrap(), holder.to_text());
    }
}

#[test]
fn of_many_who_come_at_once_one_has_it_and_the_others_know_who() {
    for text in [None, Some(left_behind().to_text()), Some(String::new())] {
        let desk = desk();
        text.into_iter().for_each(|text| fs::write(&desk.lock, text).unwrap());
        let all: Vec<Holding> = std::thread::scope(|scope| {
            let begun: Vec<_> = (0..8)
                .map(|at| {
                    scope.spawn({
                        let draft = &desk.draft;
                        move || hold(draft, at)
                    })
                })
                .collect();
            begun.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let (ours, theirs): (Vec<_>, Vec<_>) = all.into_iter().partition(|h| matches!(h, Holding::Ours(_)));
        assert_eq!(ours.len(), 1, "{ours:?}");
        let Some(Holding::Ours(lock)) = ours.first() else { return };
        for holding in theirs {
            assert_eq!(super::tests::theirs(holding), *lock.held().holder());
        }
    }
}

#[test]
fn all_locks_are_given_back_when_the_program_ends_but_those_that_were_taken() {
    let (first, second) = (desk(), desk());
    let locks = [ours(hold(&first.draft, NOW)), ours(hold(&second.draft, NOW))];
    let taken = ours(take_over(&second.draft, locks[1].held().holder(), NOW + 1));
    let held = Registry::new();
    assert!(locks.iter().all(|lock| held.note(lock.held().claim())));
    held.release();
    assert!(!first.lock.exists() && second.lock.exists());
    assert!(held.is_over() && !held.note(taken.held().claim()), "no new ones");
}

#[test]
fn what_is_dropped_needs_not_be_given_back() {
    let desk = desk();
    let lock = ours(hold(&desk.draft, NOW));
    let claim = lock.held().claim();
    let is_noted = || HELD.locks().iter().flatten().any(|own| own.claim == claim);
    assert!(is_noted());
    drop(lock);
    assert!(!is_noted());
}

#[test]
fn one_that_is_about_to_be_given_back_is_waited_for() {
    let desk = desk();
    let lock = ours(hold(&desk.draft, NOW));
    let holder = lock.held().holder().clone();
    assert!(!HELD.is_leaving(&holder));
    lock.leave();
    assert!(HELD.is_leaving(&holder));
    std::thread::scope(|scope| {
        let next = scope.spawn(|| ours(hold(&desk.draft, NOW + 1)));
        drop(lock);
        assert_eq!(next.join().expect("the thread ends").held().holder().since, NOW + 1);
    });
}

#[test]
fn a_lock_that_is_being_written_takes_nothing_over() {
    let desk = desk();
    let first = ours(hold(&desk.draft, NOW));
    fs::remove_file(&desk.lock).unwrap();
    fs::write(&desk.lock, "").unwrap();
    assert_eq!(first.held().claim().tenure(), Tenure::Ours);
    drop(first);
    assert!(desk.lock.exists(), "nor is it removed by who had it before");
}

#[test]
fn what_another_computer_left_is_never_cleared_unasked() {
    let desk = desk();
    let mut foreign = forged("elsewhere");
    fs::write(&desk.lock, foreign.to_text()).unwrap();
    assert_eq!(theirs(hold(&desk.draft, NOW + 1)), foreign);
    // Nor is one left by a computer with the same name.
    foreign = Holder { machine: "another".into(), ..forged(&holder::host()) };
    fs::write(&desk.lock, foreign.to_text()).unwrap();
    assert_eq!(theirs(hold(&desk.draft, NOW + 1)), foreign);
    assert_eq!(fs::read_to_string(&desk.lock).unwrap(), foreign.to_text());
    ours(take_over(&desk.draft, &foreign, NOW + 1));
}

#[test]
fn who_is_taken_over_finds_out_and_leaves_the_lock_alone() {
    let desk = desk();
    let first = ours(hold(&desk.draft, NOW));
    let second = ours(take_over(&desk.draft, &theirs(hold(&desk.draft, NOW + 1)), NOW + 1));
    assert_eq!(first.held().claim().tenure(), Tenure::Taken(second.held().holder().clone()));
    assert_eq!(second.held().claim().tenure(), Tenure::Ours);
    let asked = first.held().holder().clone();
    drop(first);
    assert!(desk.lock.exists());
    // Only the holder that was asked about is taken over.
    assert_eq!(theirs(take_over(&desk.draft, &asked, NOW + 2)), *second.held().holder());
    fs::remove_file(&desk.lock).unwrap();
    assert_eq!(second.held().claim().tenure(), Tenure::Gone);
}

#[test]
fn where_no_lock_can_be_made_there_is_none() {
    let desk = desk();
    let long = desk.folder.path().join("a".repeat(255));
    assert!(matches!(hold(&long, NOW), Holding::Unlocked));
    assert!(matches!(hold(&desk.folder.path().join("none/a.copydesk"), NOW), Holding::Unlocked));
    fs::create_dir(&desk.lock).unwrap();
    assert!(matches!(hold(&desk.draft, NOW), Holding::Unlocked));
}

#[test]
fn a_lock_that_says_nothing_or_too_much_is_somebodys() {
    let desk = desk();
    for text in ["\n", "\0\u{1}", "1234", &"user a\n".repeat(10_000)] {
        fs::write(&desk.lock, text).unwrap();
        assert_eq!(theirs(hold(&desk.draft, NOW + 1)), Holder::default(), "{text:?}");
    }
    let long = format!("{}\nuser \u{202e}\u{7}{}\nhost \u{2066}x\n", holder::MARK, "m".repeat(900));
    fs::write(&desk.lock, long).unwrap();
    let holder = theirs(hold(&desk.draft, NOW + 1));
    assert_eq!((holder.user, holder.host), ("m".repeat(holder::LONGEST_NAME), "x".to_owned()));
}

#[cfg(unix)]
#[test]
fn a_link_and_what_it_leads_to_have_one_lock() {
    let desk = desk();
    let inner = desk.folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let link = inner.join("link.copydesk");
    std::os::unix::fs::symlink(&desk.draft, &link).unwrap();
    let lock = ours(hold(&link, NOW));
    assert_eq!(lock.held().path(), real_path(&desk.draft).with_file_name(".~lock.tides.copydesk#"));
    theirs(hold(&desk.draft, NOW + 1));
}
