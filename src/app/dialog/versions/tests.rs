use super::*;
use crate::file::Fingerprint;

fn version(at: u64, text: &str) -> Version {
    Version { at, fingerprint: Fingerprint::of(text.as_bytes()), name: None, bytes: 1 }
}

fn reading(headline: &str) -> Result<Box<ReadVersion>, String> {
    let article = Article { headline: headline.into(), ..Article::default() };
    let differences = crate::compare::differences(&article, &Article::default());
    Ok(Box::new(ReadVersion { article, words: 1, differences }))
}

fn dialog(versions: &[Version]) -> VersionsDialog {
    let mut dialog = VersionsDialog::new("tides.copydesk".into(), Article::default(), true);
    dialog.take_in(versions.iter().map(|version| (version.clone(), "now".to_owned())).collect());
    dialog
}

/// The version requested next.
fn asked(dialog: &mut VersionsDialog) -> Option<Version> {
    dialog.wanted().map(|answer| match answer {
        Answer::Ask(Command::ReadVersion(_, version, _)) => version,
        answer => panic!("nothing is wanted but versions to read, and not {answer:?}"),
    })
}

#[test]
fn two_versions_of_one_text_are_read_each_for_itself() {
    let versions = [version(2, "A"), version(1, "A")];
    let mut dialog = dialog(&versions);
    assert_eq!(asked(&mut dialog).as_ref(), Some(&versions[0]));
    dialog.read(versions[0].clone(), reading("High water"));
    assert_eq!(asked(&mut dialog).as_ref(), Some(&versions[1]));
    dialog.read(versions[1].clone(), Err("this version is damaged on disk".into()));
    assert_eq!(asked(&mut dialog), None, "all is known");
    let about: Vec<String> = dialog.rows.iter().flatten().map(Row::about).collect();
    assert_eq!(about, ["1 word, 2 words removed since", "This version is damaged on disk"]);
}

#[test]
fn what_was_being_read_while_a_name_was_asked_for_is_read_again() {
    let versions = [version(2, "A"), version(1, "B")];
    let mut dialog = dialog(&versions);
    assert_eq!(asked(&mut dialog).as_ref(), Some(&versions[0]));
    assert_eq!(asked(&mut dialog), None, "one at a time");
    dialog.look_again();
    assert_eq!(asked(&mut dialog).as_ref(), Some(&versions[0]));
}

#[test]
fn what_is_read_and_listed_no_more_is_let_go() {
    let versions = [version(2, "A"), version(1, "B")];
    let mut dialog = dialog(&versions);
    asked(&mut dialog);
    dialog.take_in(vec![(versions[1].clone(), "now".into())]);
    dialog.read(versions[0].clone(), reading("High water"));
    assert_eq!(asked(&mut dialog).as_ref(), Some(&versions[1]));
    dialog.read(versions[1].clone(), reading("Low water"));
    assert_eq!(asked(&mut dialog), None);
}
