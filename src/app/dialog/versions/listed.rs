//! A version as it is listed: its time and name, and how much has changed since.

use egui::Ui;

use crate::app::dialog::rows::{self, Cut, Done, Line, List};
use crate::app::difference::in_short;
use crate::app::theme;
use crate::app::words::sentence;
use crate::compare::Tally;
use crate::count::plural;
use crate::file::versions::Version;

#[derive(Debug)]
pub(super) struct Row {
    pub version: Version,
    pub when: String,
    pub content: Content,
}

/// What is known of a version's text.
#[derive(Debug)]
pub(super) enum Content {
    Unread,
    Read {
        words: usize,
        since: Tally,
        is_same: bool,
    },
    /// With the reason.
    Unreadable(String),
}

const ROW_HEIGHT: f32 = 48.0;

impl Row {
    pub(super) fn title(&self) -> String {
        let when = sentence(&self.when);
        self.version.name.as_ref().map_or(when.clone(), |name| format!("{when} · {name}"))
    }

    pub(super) fn about(&self) -> String {
        match &self.content {
            Content::Unread => String::new(),
            Content::Read { words, is_same: true, .. } => format!("{}, no changes since", plural(*words, "word")),
            Content::Read { words, since, is_same: false } => {
                format!("{}, {since} since", plural(*words, "word"))
            }
            Content::Unreadable(reason) => reason.clone(),
        }
    }

    /// The same, shortened to fit the row.
    pub(super) fn in_short(&self) -> String {
        match &self.content {
            Content::Read { words, since, is_same: false } => {
                let since = in_short(*since);
                let since = since.strip_suffix(" words").unwrap_or(&since);
                format!("{} · {since} since", plural(*words, "word"))
            }
            Content::Unread | Content::Read { .. } | Content::Unreadable(_) => self.about(),
        }
    }
}

/// Draws a version: its time and name, and below them its length.
pub(super) fn row_ui(ui: &mut Ui, list: &List<'_>, index: usize, row: &Row) -> Option<Done> {
    let colours = theme::tokens(ui);
    let (title, about, short) = (row.title(), row.about(), row.in_short());
    let is_bad = matches!(row.content, Content::Unreadable(_));
    let letters = if row.version.name.is_some() { theme::INTERFACE_BOLD } else { theme::INTERFACE };
    let line = |text, letters, colour| Line { text, letters, colour, cut: Cut::End };
    let lines = [
        line(&title, letters, colours.ink),
        line(&short, theme::STATUS, if is_bad { colours.error } else { colours.quiet }),
    ];
    list.row_ui(ui, index, &rows::Row { name: &title, about: &about, lines: &lines, height: ROW_HEIGHT })
}
