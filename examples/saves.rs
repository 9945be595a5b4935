//! Saves numbered drafts one after the other, and prints each number once its save has succeeded. The scripts under
//! `tests` that attack saves run it, and examine the result.
//!
//! `saves MODE FILE FIRST COUNT [USER-FOLDER]` saves, endlessly if COUNT is 0, and exits with 2 if the content of the
//! file may not be permanent; `saves next FILE NUMBER KNOWN USER-FOLDER` saves over draft KNOWN and over nothing else;
//! `saves check FILE` prints the number of the draft in a file, `damaged` or `missing`; `saves copies USER-FOLDER`
//! prints those of the safety copies, and `saves unsaved USER-FOLDER` those of the journal.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use copydesk::article::{Article, Section};
use copydesk::file::container::{Header, Kind};
use copydesk::file::journal::{Journal, found};
use copydesk::file::{self, Expected, Fingerprint, SaveError, UserFolders};

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    file::outlive_size_limits();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["check", path] => say(&number_in(file::read_bytes(Path::new(path)).ok())),
        ["copies", user] => kept(Path::new(user), Kind::SafeCopy),
        ["unsaved", user] => kept(Path::new(user), Kind::Unsaved),
        ["next", path, number, known, user] => next(Path::new(path), number, known, &UserFolders::within(Path::new(user))),
        [mode, path, first, count] => saves(mode, Path::new(path), first, count, &UserFolders::default()),
        [mode, path, first, count, user] => {
            saves(mode, Path::new(path), first, count, &UserFolders::within(Path::new(user)))
        }
        _ => Err("saves draft|export|journal|plain FILE FIRST COUNT [USER-FOLDER], saves next FILE NUMBER KNOWN USER-FOLDER, saves check FILE, saves copies|unsaved USER-FOLDER".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            let is_unsure = matches!(error.downcast_ref(), Some(SaveError::Unsure(..)));
            if is_unsure { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}

fn saves(mode: &str, path: &Path, first: &str, count: &str, user: &UserFolders) -> Result<(), Failure> {
    let (first, count): (u64, u64) = (first.parse()?, count.parse()?);
    let end = if count == 0 { u64::MAX } else { first + count };
    let mut expected = Expected::Anything;
    let mut journal = Journal::new(user);
    let header = Header { kind: Kind::Unsaved, path: Some(path.to_owned()), disk: None, at: first };
    for number in first..end {
        let article = numbered(number);
        match mode {
            "draft" => expected = Expected::Exactly(file::save_draft(path, &article, expected, user)?.disk),
            "export" => file::export(path, file::to_native(&article).as_bytes())?,
            "journal" => journal.as_mut().ok_or("a journal needs a folder")?.keep(&header, &article)?,
            "plain" => plain(path, &article)?,
            other => return Err(format!("no such mode: {other}").into()),
        }
        say(&number.to_string())?;
    }
    Ok(())
}

/// What a writer does after a save: goes on, and saves again.
fn next(path: &Path, number: &str, known: &str, user: &UserFolders) -> Result<(), Failure> {
    let known = Fingerprint::of(file::to_native(&numbered(known.parse()?)).as_bytes());
    file::save_draft(path, &numbered(number.parse()?), Expected::Exactly(known), user)?;
    say(number)
}

/// What a careless program does.
#[expect(clippy::disallowed_methods, reason = "the contrast: how a file is not to be written")]
fn plain(path: &Path, article: &Article) -> io::Result<()> {
    std::fs::write(path, file::to_native(article))
}

fn say(words: &str) -> Result<(), Failure> {
    Ok(writeln!(io::stdout(), "{words}")?)
}

/// A draft that is unique for its number, and takes a varying number of disk blocks.
fn numbered(number: u64) -> Article {
    let sentence = format!("This is the text of draft {number}, and of no other one. ");
    let body = sentence.repeat(100 + 97 * usize::try_from(number % 7).unwrap_or_default());
    let section = Section { body, ..Section::default() };
    Article { headline: number.to_string(), sections: vec![section.into()], ..Article::default() }
}

/// The number of the draft with exactly these bytes.
fn number_in(bytes: Option<Vec<u8>>) -> String {
    let Some(bytes) = bytes else { return "missing".into() };
    let text = String::from_utf8(bytes).unwrap_or_default();
    let opened = file::parse(&text, file::FileKind::Copydesk).unwrap_or_default();
    let number = opened.article.headline.parse::<u64>();
    let whole = number.ok().filter(|&number| text == file::to_native(&numbered(number)));
    whole.map_or_else(|| "damaged".into(), |number| number.to_string())
}

/// The numbers of what would be offered at the next start.
fn kept(user: &Path, kind: Kind) -> Result<(), Failure> {
    for found in found(&UserFolders::within(user)).iter().filter(|found| found.header.kind == kind) {
        say(&number_in(Some(file::to_native(&found.open()?).into_bytes())))?;
    }
    Ok(())
}
