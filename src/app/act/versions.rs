//! Earlier versions: what their window asks for, and what is done with the answer. `exchange` reads and stores them.

use std::path::{Path, PathBuf};

use egui::Context;

use crate::app::dialog::version_name::{Subject, VersionNameDialog};
use crate::app::dialog::versions::VersionsDialog;
use crate::app::dialog::{Dialog, Message};
use crate::app::exchange::values::VersionNews;
use crate::app::{App, Clock};
use crate::article::{Article, Place};
use crate::file::versions::{self, Version};
use crate::moment;
use crate::session::Action;

impl App {
    pub(super) fn show_versions(&mut self, ctx: &Context) {
        let Some(draft) = self.draft_with_versions(ctx) else { return };
        let today = self.session.document().article().clone();
        let dialog = VersionsDialog::new(draft.clone(), today, !self.session.document().is_read_only());
        self.show(ctx, Dialog::Versions(Box::new(dialog)));
        self.exchange.list_versions(draft);
    }

    pub(super) fn ask_version_name(&mut self, ctx: &Context) {
        if self.draft_with_versions(ctx).is_some() {
            self.show(ctx, Dialog::VersionName(VersionNameDialog::new(Subject::Now)));
        }
    }

    /// The draft's file. If there is none, or no folder for versions, says so and returns `None`.
    fn draft_with_versions(&mut self, ctx: &Context) -> Option<PathBuf> {
        let reason = match self.session.document().path() {
            Some(path) if self.exchange.keeps_versions() => return Some(path.to_owned()),
            Some(_) => "Copydesk found no folder for your data on this computer.",
            None => "Save the draft first. Versions belong to a saved file.",
        };
        self.show_message(ctx, Message::failed("No versions yet", reason.to_owned()));
        None
    }

    /// Asks for the name of a version in the open list.
    pub(super) fn ask_name_of(&mut self, ctx: &Context, version: Version) {
        let dialog = self.dialog.take();
        if let Some(Dialog::Versions(dialog)) = dialog {
            let subject = Subject::Version(version, dialog);
            self.show(ctx, Dialog::VersionName(VersionNameDialog::new(subject)));
        } else {
            self.dialog = dialog;
        }
    }

    /// Replaces the draft's article with a version, as one undo step.
    pub(super) fn restore_version(&mut self, ctx: &Context, draft: &Path, article: Box<Article>, when: &str) {
        if self.session.document().path() != Some(draft) {
            return self.say("Nothing restored: the version belongs to another file");
        }
        self.act(ctx, Action::Restore(article));
        self.say(format!("Restored the version from {when}; undo to return to the newer text"));
        self.go_to(Place::Headline, None);
    }

    pub(super) fn keep_version_as(&mut self, name: String) {
        let document = self.session.document();
        if let Some(draft) = document.path().map(PathBuf::from) {
            self.exchange.keep_version(draft, document.article().clone(), self.clock.now(), name);
        }
    }

    /// Names the version that was asked about, or leaves it as it is, and shows the list again.
    pub(super) fn name_version(&mut self, ctx: &Context, name: Option<String>) {
        let dialog = self.dialog.take();
        let subject = if let Some(Dialog::VersionName(dialog)) = dialog {
            dialog.into_subject()
        } else {
            self.dialog = dialog;
            return;
        };
        let Subject::Version(version, dialog) = subject else { return };
        if let Some(name) = name {
            self.exchange.name_version(dialog.draft().to_owned(), version, name);
        }
        self.show_again(ctx, dialog);
    }

    /// A version that arrived in the meantime was not shown, so it is read again.
    fn show_again(&mut self, ctx: &Context, mut dialog: Box<VersionsDialog>) {
        dialog.look_again();
        self.show(ctx, Dialog::Versions(dialog));
    }

    pub(super) fn heard_of_versions(&mut self, ctx: &Context, news: VersionNews) {
        match news {
            VersionNews::Listed(draft, versions) => {
                let versions = with_times(versions, &*self.clock);
                if let Some(dialog) = self.versions_dialog(&draft) {
                    dialog.take_in(versions);
                }
            }
            VersionNews::Read(draft, version, read) => {
                if let Some(dialog) = self.versions_dialog(&draft) {
                    dialog.read(version, read);
                }
            }
            VersionNews::Named(draft, Ok(())) => {
                if self.versions_dialog(&draft).is_some() {
                    self.exchange.list_versions(draft);
                }
            }
            VersionNews::Named(_, Err(reason)) => {
                self.show_message(ctx, Message::failed("The version was not named", reason));
            }
            VersionNews::Kept(Ok(called)) => self.say(kept_as(&called)),
            VersionNews::Kept(Err(reason)) => {
                self.show_message(ctx, Message::failed("The version was not saved", reason));
            }
        }
    }

    fn versions_dialog(&mut self, draft: &std::path::Path) -> Option<&mut VersionsDialog> {
        let Some(Dialog::Versions(dialog)) = &mut self.dialog else { return None };
        Some(dialog.as_mut()).filter(|dialog| dialog.draft() == draft)
    }
}

fn kept_as(called: &versions::Called) -> String {
    match (called.name.as_str(), &called.before) {
        ("", _) => "Version saved".to_owned(),
        (name, None) => format!("Saved this version as “{name}”"),
        (name, Some(before)) => format!("Renamed this version from “{before}” to “{name}”"),
    }
}

/// Each version with its time in words, with seconds if another version is from the same minute.
fn with_times(versions: Vec<Version>, clock: &dyn Clock) -> Vec<(Version, String)> {
    let times: Vec<String> = versions.iter().map(|version| clock.when(version.at)).collect();
    let when = |version: &Version| {
        let when = clock.when(version.at);
        let is_alone = times.iter().filter(|time| **time == when).count() == 1;
        if is_alone || !moment::is_credible(version.at) {
            when
        } else {
            format!("{when}:{:02}", clock.local(version.at).second())
        }
    };
    versions.iter().map(|version| (version.clone(), when(version))).collect()
}
