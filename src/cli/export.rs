//! `copydesk export`: each file in another form. Where everything goes is settled before anything is written.

use std::collections::HashSet;
use std::fmt::Display;
use std::path::{Path, PathBuf};

use super::inputs::{Input, Inputs};
use super::output::{self, message};
use super::{Export, Outcome, To};
use crate::article::Article;
use crate::file::{self, Expected, FileKind, Opened, SaveError, UserFolders};
use crate::format::loss::{Loss, losses};
use crate::format::{Format, render};
use crate::page::compose;

/// Where the articles go.
enum Target<'a> {
    Stdout,
    File(&'a Path),
    Folder(&'a Path),
}

/// An input, and where it goes unless to standard output.
type Job<'a> = (&'a Input, Option<PathBuf>);

impl Target<'_> {
    fn output(&self, input: &Input, to: To) -> Option<PathBuf> {
        match self {
            Target::Stdout => None,
            Target::File(path) => Some(path.to_path_buf()),
            Target::Folder(folder) => Some(folder.join(output_name(input, to))),
        }
    }
}

pub(super) fn export(arguments: &Export) -> Outcome {
    if arguments.front_matter && arguments.to != To::Markdown {
        return refuse("--front-matter is for --to markdown");
    }
    let Some(inputs) = Inputs::of(&arguments.files, arguments.from) else { return Outcome::Usage };
    let target = match target(arguments, &inputs) {
        Ok(target) => target,
        Err(words) => return refuse(&words),
    };
    let outputs = inputs.list.iter().map(|input| target.output(input, arguments.to));
    let jobs: Vec<Job<'_>> = inputs.list.iter().zip(outputs).collect();
    if let Err(words) = check_outputs(&jobs, &inputs) {
        return refuse(&words);
    }
    if let Target::Folder(folder) = target
        && let Err(error) = file::make_folder(folder)
    {
        message(&error.to_string());
        return Outcome::Failed;
    }
    let mut outcome = if inputs.are_missing { Outcome::Failed } else { Outcome::Done };
    let mut written = HashSet::new();
    for (input, path) in jobs {
        // There are folders in which two names are one, and links that lead to a file only once it has been written.
        if let Some(path) = path.as_deref().filter(|path| is_one_of(&written, path)) {
            message(&format!("this would replace what was just written, so it was not: {}", path.display()));
            outcome = outcome.max(Outcome::Failed);
            continue;
        }
        outcome = outcome.max(export_one(input, path.as_deref(), arguments));
        written.extend(path.as_deref().and_then(file::identity));
    }
    outcome
}

fn is_one_of(files: &HashSet<file::Identity>, path: &Path) -> bool {
    file::identity(path).is_some_and(|file| files.contains(&file))
}

fn refuse(words: &str) -> Outcome {
    message(words);
    Outcome::Usage
}

fn target<'a>(arguments: &'a Export, inputs: &Inputs) -> Result<Target<'a>, String> {
    let Some(output) = arguments.output.as_deref() else {
        let words = "several files need -o with a folder to write them to";
        return if inputs.are_several { Err(words.into()) } else { Ok(Target::Stdout) };
    };
    if file::is_folder(output) {
        return Ok(Target::Folder(output));
    }
    if !inputs.are_several {
        return Ok(Target::File(output));
    }
    if file::is_taken(output) {
        return Err(format!("several files need a folder, and this is a file: {}", output.display()));
    }
    Ok(Target::Folder(output))
}

/// The name of an input with the ending of the form.
fn output_name(input: &Input, to: To) -> PathBuf {
    let stem = match input {
        Input::Stdin(_) => PathBuf::from("standard-input"),
        Input::File(path) => path.file_stem().map(PathBuf::from).unwrap_or_default(),
    };
    let mut name = stem.into_os_string();
    name.push(".");
    name.push(to.extension());
    name.into()
}

/// No output may be an input, and no two outputs one file.
fn check_outputs(jobs: &[Job<'_>], inputs: &Inputs) -> Result<(), String> {
    let identity = |input: &Input| match input {
        Input::Stdin(_) => None,
        Input::File(path) => file::identity(path),
    };
    let read: HashSet<file::Identity> = inputs.list.iter().filter_map(identity).collect();
    let mut taken = HashSet::new();
    for output in jobs.iter().filter_map(|(_, output)| output.as_deref()) {
        if !taken.insert(comparable(output)) {
            return Err(format!("two files would be written to one, so none was: {}", output.display()));
        }
        if file::identity(output).is_some_and(|output| read.contains(&output)) {
            return Err(format!("this would replace a file that is read: {}", output.display()));
        }
    }
    Ok(())
}

/// Names that lead to one file are one; so are, on some systems, names that differ only in their case.
fn comparable(path: &Path) -> PathBuf {
    let path = file::real_path(path);
    if cfg!(any(windows, target_os = "macos")) { path.to_string_lossy().to_lowercase().into() } else { path }
}

fn export_one(input: &Input, output: Option<&Path>, arguments: &Export) -> Outcome {
    let opened = match input.open(arguments.from) {
        Ok(opened) => opened,
        Err(words) => {
            message(&words);
            return Outcome::Failed;
        }
    };
    if arguments.report {
        report(input, &opened);
    }
    match format(arguments) {
        Some(format) => export_page(input, &opened.article, format, output),
        None => export_draft(&opened.article, output),
    }
}

fn export_page(input: &Input, article: &Article, format: Format, output: Option<&Path>) -> Outcome {
    let page = compose(article);
    let text = render(&page, format);
    let outcome = match output {
        None => output::result(text.as_bytes()),
        Some(path) => match newer_draft(path) {
            Some(version) => done::<()>(Err(SaveError::Newer(version, path.to_owned()))),
            None => done(file::export(path, text.as_bytes())),
        },
    };
    report_losses(input, &losses(article, &page, format));
    outcome
}

/// A draft is saved as in the window: what it is written over is kept among its versions.
fn export_draft(article: &Article, output: Option<&Path>) -> Outcome {
    match output {
        None => output::result(file::to_native(article).as_bytes()),
        Some(path) => save_draft(article, path),
    }
}

fn save_draft(article: &Article, path: &Path) -> Outcome {
    let user = UserFolders::system();
    let saved = file::save_draft(path, article, Expected::Anything, &user);
    if saved.as_ref().is_ok_and(|saved| !saved.is_old_kept) {
        message(&format!("saved, but what was there before could not be kept as a version: {}", path.display()));
    }
    file::versions::keep_to_limit(&user);
    done(saved)
}

fn done<T>(written: Result<T, impl Display>) -> Outcome {
    match written {
        Ok(_) => Outcome::Done,
        Err(error) => {
            message(&error.to_string());
            Outcome::Failed
        }
    }
}

/// The version of the draft that is to be replaced, where it is newer than this program.
fn newer_draft(output: &Path) -> Option<u32> {
    let is_draft = FileKind::of(output) == Some(FileKind::Copydesk);
    file::newer_version(&file::read_bytes(output).ok().filter(|_| is_draft)?)
}

/// The form to render; the native one is not rendered.
fn format(arguments: &Export) -> Option<Format> {
    match arguments.to {
        To::Text => Some(Format::Text),
        To::Markdown if arguments.front_matter => Some(Format::MarkdownWithFrontMatter),
        To::Markdown => Some(Format::Markdown),
        To::Html => Some(Format::HtmlPage),
        To::Fragment => Some(Format::HtmlFragment),
        To::Copydesk => None,
    }
}

fn report(input: &Input, opened: &Opened) {
    for taken in &opened.report {
        let words = format!("{}: {} by {}: {}", input.name(), taken.what, taken.rule, taken.words);
        message(&words);
    }
}

fn report_losses(input: &Input, losses: &[Loss]) {
    if !losses.is_empty() {
        let names: Vec<String> = losses.iter().map(ToString::to_string).collect();
        message(&format!("{}: left out: {}", input.name(), names.join("; ")));
    }
}

impl To {
    fn extension(self) -> &'static str {
        match self {
            To::Text => Format::Text.extension(),
            To::Markdown => Format::Markdown.extension(),
            To::Html | To::Fragment => Format::HtmlPage.extension(),
            To::Copydesk => file::EXTENSION,
        }
    }
}
