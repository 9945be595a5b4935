//! Files dropped on the window: an image becomes the lead image, a link a source, and any other file is opened.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use egui::Context;

use crate::app::App;
use crate::app::dialog::Message;
use crate::article::{ItemKind, Place, Source, SourceField};
use crate::count::plural;
use crate::link::{self, Shortcut};
use crate::session::{Action, Next, Purpose};
use crate::writing::Selection;

/// What a dropped file is, judging by its extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Picture,
    Link,
    Document,
}

impl App {
    /// Handles files dropped on the window.
    pub(in crate::app) fn watch_drops(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            let paths = input.raw.dropped_files.iter().map(|file| file.path().to_owned());
            paths.filter(|path| !path.as_os_str().is_empty()).collect()
        });
        if !dropped.is_empty() && self.dialog.is_none() && !self.session.comes_up() {
            self.dropped(ctx, dropped);
        }
    }

    fn dropped(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        let of = |kind| paths.iter().filter(move |path| kind_of(path) == kind).cloned();
        let links: Vec<PathBuf> = of(Kind::Link).collect();
        let picture = of(Kind::Picture).next();
        if links.is_empty() && picture.is_none() {
            // Only one draft is shown at a time.
            if let Some(path) = of(Kind::Document).next() {
                self.act(ctx, Action::Open(path));
            }
            return;
        }
        if self.session.document().is_read_only() {
            return self.say("This draft is read-only; nothing was added");
        }
        self.left_alone = paths.len() - links.len() - usize::from(picture.is_some());
        if !links.is_empty() {
            self.exchange.read_links(self.session.number(), links);
        }
        if let Some(picture) = picture {
            self.take_picture(ctx, picture);
        }
    }

    /// Reports what was added from the dropped files, and how many were ignored.
    fn took(&mut self, what: &str) {
        match self.left_alone {
            0 => self.say(what),
            left => self.say(format!("{what}; {} ignored", plural(left, "other file"))),
        }
    }

    /// Asks for the lead image. It has to be in the draft's folder, so the draft must have one.
    pub(super) fn choose_picture(&mut self, ctx: &Context) {
        if self.session.document().path().is_some() {
            return self.act(ctx, Action::Choose(Purpose::Picture));
        }
        self.show_message(ctx, Message::save_before_picture(Some(Next::ChoosePicture)));
    }

    /// Makes a file the lead image. If it is elsewhere, asks whether to copy it next to the draft.
    pub(super) fn take_picture(&mut self, ctx: &Context, path: PathBuf) {
        let Some(folder) = self.session.document().path().and_then(Path::parent).map(Path::to_owned) else {
            return self.show_message(ctx, Message::save_before_picture(Some(Next::Picture(path))));
        };
        self.exchange.find_picture(self.session.number(), path, folder);
    }

    pub(super) fn picture_found(&mut self, ctx: &Context, draft: u64, path: PathBuf, name: Option<String>) {
        match name {
            // The draft it was for is no longer open.
            _ if draft != self.session.number() => {}
            Some(name) => {
                self.set_picture(ctx, name.clone());
                self.took(&format!("Lead image: {name}"));
            }
            None => self.show_message(ctx, Message::copy_picture(path)),
        }
    }

    pub(super) fn copy_picture(&mut self, path: PathBuf) {
        if let Some(folder) = self.session.document().path().and_then(Path::parent).map(Path::to_owned) {
            self.say("Copying the image…");
            self.exchange.copy_picture(self.session.number(), path, folder);
        }
    }

    pub(super) fn picture_copied(&mut self, ctx: &Context, draft: u64, copied: Result<String, String>) {
        match copied {
            Ok(name) if draft == self.session.number() => {
                self.set_picture(ctx, name.clone());
                self.took(&format!("Copied next to the draft as {name}"));
            }
            // The draft it was for is no longer open.
            Ok(_) => {}
            Err(reason) => self.show_message(ctx, Message::failed("The image was not copied", reason)),
        }
    }

    /// Sets the lead image, and moves the focus to its alternative text.
    fn set_picture(&mut self, ctx: &Context, name: String) {
        let now = ctx.input(|input| input.time);
        self.session.document_mut().edit(Place::ImageFile, now, |article| article.image.file = name);
        let alt = self.session.document().article().image.alt.len();
        self.go_to(Place::ImageAlt, Some(Selection::over(0..alt)));
    }

    pub(super) fn links_read(&mut self, ctx: &Context, draft: u64, read: Vec<Result<Shortcut, String>>) {
        let (found, failed): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
        if draft == self.session.number() {
            self.add_sources(ctx, found.into_iter().filter_map(Result::ok).collect());
        }
        if let Some(reason) = failed.into_iter().find_map(Result::err) {
            self.show_message(ctx, Message::failed("A link was not added", reason));
        }
    }

    /// Turns links into sources, as one undo step, and moves the focus to the last one. A link that is already a source
    /// is not added again.
    pub(super) fn add_sources(&mut self, ctx: &Context, found: Vec<Shortcut>) {
        if self.session.document().is_read_only() || found.is_empty() {
            return;
        }
        let count = found.len();
        let mut new: Vec<Source> = Vec::new();
        let mut is_cleaned = false;
        let mut known = None;
        let sources = self.session.document().article().sources.iter();
        let listed: HashMap<&str, &str> = sources.rev().map(|s| (s.link.trim(), s.key.as_str())).collect();
        let mut taken = HashSet::new();
        for Shortcut { link: written, title } in found {
            let link = link::clean(&written).into_owned();
            is_cleaned |= link != written;
            match listed.get(link.as_str()) {
                Some(key) => known = Some((*key).to_owned()),
                None if !taken.insert(link.clone()) => {}
                None => new.push(Source { link, title, ..Source::default() }),
            }
        }
        let added = new.len();
        let now = ctx.input(|input| input.time);
        let mut keys = Vec::new();
        if added > 0 {
            self.session
                .document_mut()
                .edit(ItemKind::Source.place(), now, |article| keys = article.push_sources(new));
        }
        if let Some(key) = keys.pop().or(known) {
            self.go_to(Place::Source(key, SourceField::Title), None);
        }
        self.took(&match (added, count - added, is_cleaned) {
            (0, 1, _) => "This link is already a source".to_owned(),
            (added, 0, true) => format!("Added {} without tracking parameters", plural(added, "source")),
            (added, 0, false) => format!("Added {}", plural(added, "source")),
            (added, known, _) => format!("Added {}; {known} already listed", plural(added, "source")),
        });
        ctx.request_repaint();
    }
}

fn kind_of(path: &Path) -> Kind {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "url" | "webloc" | "website" | "desktop" => Kind::Link,
        ending if Purpose::Picture.endings().contains(&ending) => Kind::Picture,
        _ => Kind::Document,
    }
}
