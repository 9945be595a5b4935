//! What the palette offers: every command in the menus, every part of the article, every source, and recent drafts.

use crate::app::command::{Command, MENUS, Menu, Row, Situation, Switched};
use crate::app::exchange::values::Presence;
use crate::app::menu::Recent;
use crate::article::{Article, Place, Source, SourceField};
use crate::file::{BUNDLED, Template};
use crate::session::Action;

/// One row of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The kind of the entry; for a command, its menu.
    pub group: &'static str,
    pub label: String,
    /// Other names by which it can be found.
    pub others: &'static str,
    pub shortcut: String,
    /// Why it is disabled.
    pub obstacle: Option<&'static str>,
    /// Whether what it switches is on; nothing, if it switches nothing.
    pub is_on: Option<bool>,
    pub command: Command,
}

/// What entries are made from.
pub struct Offer<'a> {
    pub situation: Situation,
    pub switched: Switched<'a>,
    pub article: &'a Article,
    pub recent: &'a [Recent],
    /// The user's own.
    pub templates: &'a [std::path::PathBuf],
}

impl Offer<'_> {
    /// All entries: commands in the order of the menus, then the things they apply to.
    pub fn entries(&self) -> Vec<Entry> {
        let commands = MENUS.iter().flat_map(|menu| rows(menu).map(move |row| (menu, row)));
        let commands = commands.filter(|(_, row)| row.command != Command::Palette);
        let mut entries: Vec<Entry> = commands.map(|(menu, row)| self.command(menu, row)).collect();
        entries.extend(self.details());
        entries.extend(self.parts());
        entries.extend(self.article.sections.iter().map(|section| {
            let heading = section.heading.trim();
            let label = if heading.is_empty() { "Untitled section" } else { heading };
            entry("Section", label, Command::GoTo(Place::Heading(section.id)))
        }));
        entries.extend(self.article.sources.iter().map(|source| {
            let place = Place::Source(source.key.clone(), SourceField::Title);
            entry("Source", title(source), Command::GoTo(place))
        }));
        let own = self.templates.iter().cloned().map(Template::Own);
        entries.extend(BUNDLED.iter().map(Template::Bundled).chain(own).map(|template| {
            let name = template.name();
            entry("Template", &name, Action::NewFrom(template).into())
        }));
        let here = self.recent.iter().filter(|recent| recent.presence == Presence::Here);
        entries.extend(here.map(|recent| {
            let name = recent.path.file_stem().unwrap_or(recent.path.as_os_str()).to_string_lossy();
            // A file can be found by its name, too, if its headline is unknown.
            let label = match recent.headline.as_str() {
                "" => name.into_owned(),
                headline => format!("{headline} — {name}"),
            };
            let opens = Action::Open(recent.path.clone()).into();
            Entry { shortcut: recent.about(), ..entry("Recent draft", &label, opens) }
        }));
        entries
    }

    fn command(&self, menu: &Menu, row: &Row) -> Entry {
        Entry {
            group: menu.title,
            label: row.label.to_owned(),
            others: others(&row.command),
            shortcut: row.shortcut_text(),
            obstacle: (!self.situation.allows(row.when)).then(|| row.when.obstacle()),
            is_on: row.is_on(&self.switched),
            command: row.command.clone(),
        }
    }

    fn parts(&self) -> impl Iterator<Item = Entry> {
        const PARTS: [(&str, Place); 7] = [
            ("Headline", Place::Headline),
            ("Deck", Place::Deck),
            ("Lead image", Place::ImageAlt),
            ("Byline", Place::Byline),
            ("Key takeaways", Place::Takeaways),
            ("Lede", Place::Lede),
            ("Sources", Place::Sources),
        ];
        PARTS.into_iter().map(|(label, place)| entry("Go to", label, Command::GoTo(place)))
    }

    fn details(&self) -> impl Iterator<Item = Entry> + use<> {
        const DETAILS: [(&str, Place); 8] = [
            ("Set status", Place::Status),
            ("Set language", Place::Language),
            ("Set publication date", Place::Published),
            ("Set update date", Place::Updated),
            ("Slug", Place::Slug),
            ("Tags", Place::Tags),
            ("Canonical link", Place::Canonical),
            ("Note", Place::Note),
        ];
        DETAILS.into_iter().map(|(label, place)| {
            let command = Command::GoTo(place);
            Entry { others: others(&command), ..entry("Details", label, command) }
        })
    }
}

fn rows(menu: &Menu) -> impl Iterator<Item = &'static Row> + use<> {
    menu.groups.iter().flat_map(|group| group.iter())
}

fn entry(group: &'static str, label: &str, command: Command) -> Entry {
    let label = label.to_owned();
    Entry { group, label, others: "", shortcut: String::new(), obstacle: None, is_on: None, command }
}

/// Names for a command that are used elsewhere.
fn others(command: &Command) -> &'static str {
    OTHERS.iter().find(|(known, _)| known == command).map_or("", |(_, others)| others)
}

const OTHERS: [(Command, &str); 20] = [
    (Command::GoTo(Place::Status), "metadata properties state workflow draft review approved"),
    (Command::GoTo(Place::Language), "lang locale"),
    (Command::GoTo(Place::Published), "publish published pubdate time schedule embargo"),
    (Command::GoTo(Place::Updated), "updated modified changed time"),
    (Command::GoTo(Place::Slug), "URL address permalink file name"),
    (Command::GoTo(Place::Tags), "keywords topics categories labels"),
    (Command::GoTo(Place::Canonical), "URL address original permalink"),
    (Command::GoTo(Place::Note), "comment memo private editor’s"),
    (Command::GoTo(Place::Lede), "lead intro introduction opening"),
    (Command::AskHouse, "settings preferences options default language byline author name"),
    (Command::AddSection, "add new heading chapter"),
    (Command::AddTakeaway, "add new key point bullet"),
    (Command::AddSource, "add new reference link"),
    (Command::ChooseImage, "picture photo illustration add insert"),
    (Command::Cite, "footnote reference source"),
    (Command::Link, "hyperlink web"),
    (Command::AskTarget, "word count goal limit"),
    (Command::ToggleFindings, "problems errors warnings check review"),
    (Command::Versions, "history earlier restore backup"),
    (Command::ToggleFocus, "distraction free zen"),
];

/// The title of a source, or what else it is known by.
fn title(source: &Source) -> &str {
    let names = [&source.title, &source.link, &source.key].map(|name| name.trim());
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::{self, Formats};
    use crate::app::settings::Settings;

    fn entries(article: &Article) -> Vec<Entry> {
        let settings = Settings::default();
        let switched = Switched {
            settings: &settings,
            is_outline_shown: true,
            is_preview_shown: false,
            are_findings_shown: true,
            is_full_screen: false,
            formats: Formats::default(),
        };
        Offer { situation: Situation::default(), switched, article, recent: &[], templates: &[] }.entries()
    }

    #[test]
    fn every_command_every_section_and_every_source_is_there() {
        let mut article = Article::default();
        let section = article.push_section("High water", "");
        article.push_section(" ", "");
        article.push_source(Source { link: "https://example.org/a".into(), ..Source::default() });
        let entries = entries(&article);
        for row in command::rows().filter(|row| row.command != Command::Palette) {
            let found = entries.iter().find(|entry| entry.command == row.command);
            assert_eq!(found.map(|entry| entry.shortcut.clone()), Some(row.shortcut_text()), "{}", row.label);
        }
        let labels: Vec<(&str, &str)> = entries.iter().map(|entry| (entry.group, entry.label.as_str())).collect();
        let named =
            [("Section", "High water"), ("Section", "Untitled section"), ("Source", "https://example.org/a")];
        assert!(labels.windows(3).any(|three| three == named), "{labels:?}");
        assert!(entries.iter().any(|entry| entry.command == Command::GoTo(Place::Heading(section))));
    }

    #[track_caller]
    fn check_found(typed: &str, expected: Place) {
        let entries = entries(&Article::default());
        let palette = crate::app::palette::Palette::typed(entries, typed);
        let first = palette.shown().next().map(|entry| entry.command.clone());
        assert_eq!(first, Some(Command::GoTo(expected)), "{typed}");
    }

    #[test]
    fn every_detail_is_found_by_its_name_and_by_what_else_it_is_called() {
        for (typed, place) in [
            ("details", Place::Status),
            ("status", Place::Status),
            ("metadata", Place::Status),
            ("set language", Place::Language),
            ("lang", Place::Language),
            ("set publication date", Place::Published),
            ("date", Place::Published),
            ("publish", Place::Published),
            ("update", Place::Updated),
            ("modified", Place::Updated),
            ("slug", Place::Slug),
            ("URL", Place::Slug),
            ("tag", Place::Tags),
            ("keyword", Place::Tags),
            ("canonical", Place::Canonical),
            ("note", Place::Note),
        ] {
            check_found(typed, place);
        }
    }

    #[test]
    fn what_cannot_be_given_says_why() {
        let entries = entries(&Article::default());
        let undo = entries.iter().find(|entry| entry.command == Command::Draft(Action::Undo));
        assert_eq!(undo.and_then(|entry| entry.obstacle), Some("nothing to undo"));
    }
}
