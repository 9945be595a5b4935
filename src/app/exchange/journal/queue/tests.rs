use std::sync::Arc;

use super::*;
use crate::article::Article;
use crate::file::UserFolders;
use crate::file::container::{Header, Kind};
use crate::file::journal::found;

struct Place {
    folder: tempfile::TempDir,
    folders: UserFolders,
    told: Arc<Mutex<Vec<Health>>>,
    queue: Queue,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let folders = UserFolders::within(folder.path());
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let queue = Queue::new(
        Journal::new(&folders).expect("the folders are there"),
        Box::new(move |health| tell.lock().expect("no thread panics while it holds the lock").push(health)),
    );
    Place { folder, folders, told, queue }
}

fn draft(headline: &str) -> Kept {
    let header = Header { kind: Kind::Unsaved, path: None, disk: None, at: 7 };
    Kept { header, article: Article { headline: headline.into(), ..Article::default() }, origin: None }
}

fn unsaved(headline: &str) -> Newest {
    Newest::Unsaved(Box::new(draft(headline)))
}

fn headlines(folders: &UserFolders) -> Vec<String> {
    found(folders).iter().map(|found| found.open().unwrap().headline).collect()
}

#[test]
fn only_the_newest_state_is_written_and_nothing_twice() {
    let Place { folders, queue, folder: _folder, .. } = place();
    queue.note(unsaved("Eels"));
    queue.note(unsaved("Eels climb"));
    queue.flush();
    let first = found(&folders).remove(0);
    assert_eq!(first.open().unwrap().headline, "Eels climb");
    first.remove().unwrap();
    queue.flush();
    queue.flush();
    assert_eq!(found(&folders), []);
}

#[test]
fn what_cannot_be_written_is_told_once_and_written_when_it_can_be() {
    let Place { folder, folders, told, queue } = place();
    let in_the_way = folders.state.clone().unwrap();
    std::fs::write(&in_the_way, "a file where the folder should be").unwrap();
    for headline in ["One", "Two", "Three"] {
        queue.note(unsaved(headline));
        queue.set_aside(draft(&format!("Aside of {headline}")));
        queue.flush();
    }
    assert!(matches!(told.lock().unwrap()[..], [Health::Failing(_)]));
    std::fs::remove_file(&in_the_way).unwrap();
    queue.flush();
    queue.flush();
    assert_eq!(told.lock().unwrap().last(), Some(&Health::Mended));
    assert_eq!(told.lock().unwrap().len(), 2);
    let mut kept = headlines(&folders);
    kept.sort();
    assert_eq!(kept, ["Aside of One", "Aside of Three", "Aside of Two", "Three"]);
    drop(folder);
}

#[test]
fn what_was_recovered_goes_when_what_stands_in_its_place_is_on_the_disk() {
    let Place { folders, queue, folder: _folder, .. } = place();
    let header = draft("").header;
    let origin = crate::file::journal::write_aside(&folders, &header, b"").unwrap();
    let recovered = Kept { origin, ..draft("Eels") };
    queue.note(Newest::Unsaved(Box::new(recovered)));
    queue.write(&mut held(&queue.book), |orders| Some(held(orders)));
    let files = || std::fs::read_dir(folders.state.clone().unwrap().join("journal")).unwrap().count();
    assert_eq!((headlines(&folders), files()), (vec!["Eels".to_owned()], 3));
    queue.flush();
    assert_eq!((headlines(&folders), files()), (vec!["Eels".to_owned()], 2));
}

#[test]
fn nothing_is_cleared_before_what_was_set_aside_is_on_the_disk() {
    let Place { folders, queue, folder: _folder, .. } = place();
    queue.note(unsaved("Eels"));
    queue.flush();
    queue.set_aside(draft("Eels"));
    queue.note(Newest::Nothing(None));
    queue.write(&mut held(&queue.book), |orders| Some(held(orders)));
    let aside = held(&queue.book).next(Duration::ZERO).expect("the book is free").expect("something was noted");
    assert!(held(&queue.book).next(Duration::ZERO).expect("the book is free").is_none());
    assert_eq!(headlines(&folders), ["Eels", "Eels"]);
    // The disk fails: the entry is written again, and nothing is cleared before that.
    let error = crate::file::WriteError { obstacle: crate::file::Obstacle::Faulty, path: "a".into() };
    assert!(held(&queue.book).done(&aside, Err(error), Duration::ZERO).is_err());
    assert!(held(&queue.book).next(Duration::ZERO).expect("the book is free").is_none());
    assert_eq!(headlines(&folders), ["Eels", "Eels"]);
    let again =
        held(&queue.book).next(Duration::from_secs(9)).expect("the book is free").expect("something was noted");
    held(&queue.book).done(&again, Ok(()), Duration::ZERO).expect("it was on its way");
    assert_eq!(headlines(&folders), ["Eels", "Eels"]);
    assert!(held(&queue.book).next(Duration::from_secs(9)).expect("the book is free").is_none());
    assert_eq!(headlines(&folders), ["Eels"]);
    assert!(held(&queue.book).is_settled());
}

#[test]
fn what_the_disk_did_not_take_is_written_into_another_file() {
    let Place { folders, queue, folder: _folder, .. } = place();
    queue.note(unsaved("Eels"));
    queue.write(&mut held(&queue.book), |orders| Some(held(orders)));
    let first = held(&queue.book).next(Duration::ZERO).expect("the book is free").expect("something was noted");
    let before = found(&folders).remove(0).file;
    let error = crate::file::WriteError { obstacle: crate::file::Obstacle::Faulty, path: "a".into() };
    assert!(held(&queue.book).done(&first, Err(error), Duration::ZERO).is_err());
    let again =
        held(&queue.book).next(Duration::from_secs(9)).expect("the book is free").expect("something was noted");
    assert_ne!(found(&folders).remove(0).file, before);
    held(&queue.book).done(&again, Ok(()), Duration::ZERO).expect("it was on its way");
    assert_eq!(headlines(&folders), ["Eels"]);
}

#[test]
fn that_the_disk_is_slow_is_told_until_it_has_caught_up() {
    let Place { folders: _, queue, folder: _folder, told } = place();
    queue.note(unsaved("Eels"));
    queue.is_late();
    assert_eq!(told.lock().unwrap()[..], []);
    queue.write(&mut held(&queue.book), |orders| Some(held(orders)));
    assert!(held(&queue.orders).late_at.is_some());
    queue.is_late();
    queue.flush();
    assert_eq!(told.lock().unwrap()[..], [Health::Late, Health::Mended]);
    assert!(held(&queue.orders).late_at.is_none());
    queue.is_late();
    assert_eq!(told.lock().unwrap().len(), 2);
}

#[test]
fn a_window_that_closes_on_a_slow_disk_leaves_nothing_that_was_not_wanted() {
    let Place { folders, queue, folder: _folder, .. } = place();
    queue.note(unsaved("Eels"));
    queue.flush();
    // Another thread is said to flush, but never does.
    queue.will_be_settled();
    queue.set_aside(Kept { header: Header { kind: Kind::Discarded, ..draft("").header }, ..draft("Eels") });
    queue.note(Newest::Nothing(None));
    queue.finish();
    assert_eq!(found(&folders).iter().map(|found| found.header.kind).collect::<Vec<_>>(), [Kind::Discarded]);
}

#[test]
fn a_window_that_may_be_in_the_middle_of_a_frame_is_told_nothing() {
    let Place { folders, queue, folder: _folder, told } = place();
    std::fs::write(folders.state.clone().unwrap(), "a file where the folder should be").unwrap();
    queue.note(unsaved("Eels"));
    queue.flush_at_end();
    assert_eq!(told.lock().unwrap()[..], []);
}

#[test]
fn the_end_of_the_program_waits_for_nobody_for_ever() {
    let Place { folders, queue, folder: _folder, .. } = place();
    queue.note(unsaved("Eels"));
    // As after a panic on a thread that held the lock of the queue.
    let orders = held(&queue.orders);
    queue.flush();
    drop(orders);
    assert_eq!(found(&folders), []);
    queue.finish();
    assert_eq!(headlines(&folders), ["Eels"]);
    assert!(!found(&folders)[0].is_open);
}
