//! The dialogs: questions, reports, help, and a file dialog for desktops without one. An answer is a value that `app`
//! carries out.

pub mod asked;
pub mod cite;
pub mod conflict;
pub mod house;
pub mod language;
pub mod link;
mod merge_conflict;
pub mod message;
pub mod path;
mod popup;
pub mod question;
pub mod recovery;
pub mod report;
mod rows;
pub mod target;
pub mod template;
pub mod version_name;
pub mod versions;
mod ways;

use super::palette::Palette;
use crate::session::Cover;

pub use house::HouseDialog;
pub use language::LanguageDialog;
pub use path::PathDialog;
pub use question::{Behind, Message};
pub use recovery::RecoveryDialog;
pub use report::ReportDialog;
pub use target::TargetDialog;
pub use template::{NameDialog, TemplatesDialog};
pub use version_name::VersionNameDialog;
pub use versions::VersionsDialog;

/// A dialog over the window.
#[derive(Debug)]
pub enum Dialog {
    Message(Message),
    Path(Box<PathDialog>),
    Palette(Palette),
    Cite(cite::CiteDialog),
    Link(link::LinkDialog),
    Conflict(conflict::ConflictDialog),
    Target(TargetDialog),
    Language(LanguageDialog),
    House(HouseDialog),
    Templates(TemplatesDialog),
    TemplateName(NameDialog),
    Versions(Box<VersionsDialog>),
    VersionName(VersionNameDialog),
    Recovery(RecoveryDialog),
    Report(ReportDialog),
    Help,
    About,
}

impl Dialog {
    /// What the dialog means to the session.
    pub fn cover(&self) -> Cover {
        match self {
            Dialog::Recovery(_) => Cover::Offer,
            Dialog::Message(_)
            | Dialog::Path(_)
            | Dialog::Palette(_)
            | Dialog::Cite(_)
            | Dialog::Link(_)
            | Dialog::Conflict(_)
            | Dialog::Target(_)
            | Dialog::Language(_)
            | Dialog::House(_)
            | Dialog::Templates(_)
            | Dialog::TemplateName(_)
            | Dialog::Versions(_)
            | Dialog::VersionName(_)
            | Dialog::Report(_)
            | Dialog::Help
            | Dialog::About => Cover::Question,
        }
    }
}
