//! `copydesk export`: converts each file to another format. Every output path is decided before anything is written.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::arguments::{Export, To};
use super::inputs::{Input, Inputs};
use super::outcome::Outcome;
use super::output::{done, message};
use super::written::Written;
use crate::article::Article;
use crate::file::{self, FileKind, Opened, SaveError, Stream};
use crate::format::loss::{Loss, losses};
use crate::format::{Format, render};
use crate::page::{Page, compose, is_language};

/// Where the articles go.
enum Target<'a> {
    Stream(Stream),
    File(&'a Path),
    Folder(&'a Path),
}

/// An input and its output file; `None` for a stream.
type Job<'a> = (&'a Input, Option<PathBuf>);

impl Target<'_> {
    fn output(&self, input: &Input, to: To) -> Option<PathBuf> {
        match self {
            Target::Stream(_) => None,
            Target::File(path) => Some(path.to_path_buf()),
            Target::Folder(folder) => Some(folder.join(output_name(input, to))),
        }
    }
}

pub(super) fn export(arguments: &Export) -> Outcome {
    if arguments.front_matter && arguments.to != To::Markdown {
        return refuse("--front-matter only works with --to markdown");
    }
    if let Some(tag) = arguments.language.as_deref().filter(|tag| !is_language(tag)) {
        return refuse(&format!("not a language tag such as en-GB: {tag}"));
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
        return done::<()>(Err(error));
    }
    let missing = if inputs.are_missing { Outcome::Failed } else { Outcome::Done };
    missing.max(export_all(&jobs, &target, arguments))
}

fn export_all(jobs: &[Job<'_>], target: &Target<'_>, arguments: &Export) -> Outcome {
    let mut written = match target {
        Target::Stream(stream) => Written::to_stream(stream),
        Target::File(_) => Written::alone(),
        Target::Folder(_) => Written::together(jobs.len()),
    };
    let mut outcome = Outcome::Done;
    for (input, path) in jobs {
        outcome = outcome.max(export_one(input, path.as_deref(), arguments, &mut written));
    }
    outcome.max(written.finish())
}

fn refuse(words: &str) -> Outcome {
    message(words);
    Outcome::Usage
}

fn target<'a>(arguments: &'a Export, inputs: &Inputs) -> Result<Target<'a>, String> {
    let Some(output) = arguments.output.as_deref() else {
        let words = "several files need -o with a folder";
        return if inputs.are_several { Err(words.into()) } else { Ok(Target::Stream(Stream::Output)) };
    };
    if file::is_folder(output) {
        return Ok(Target::Folder(output));
    }
    if !inputs.are_several {
        return Ok(Stream::of(output).map_or(Target::File(output), Target::Stream));
    }
    if file::is_taken(output) {
        let what = if Stream::of(output).is_some() { "none" } else { "a file" };
        return Err(format!("several files need a folder, and this is {what}: {}", output.display()));
    }
    Ok(Target::Folder(output))
}

/// The name of an input with the extension of the format.
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

/// Fails if an output is also an input, or if two outputs are the same file.
fn check_outputs(jobs: &[Job<'_>], inputs: &Inputs) -> Result<(), String> {
    let identity = |input: &Input| match input {
        Input::Stdin(_) => None,
        Input::File(path) => file::identity(path),
    };
    let read: HashSet<file::Identity> = inputs.list.iter().filter_map(identity).collect();
    let mut taken = HashSet::new();
    for output in jobs.iter().filter_map(|(_, output)| output.as_deref()) {
        if !taken.insert(comparable(output)) {
            return Err(format!(
                "two inputs would be written to the same file, so nothing was written: {}",
                output.display()
            ));
        }
        if file::identity(output).is_some_and(|output| read.contains(&output)) {
            return Err(format!("this would replace an input file: {}", output.display()));
        }
    }
    Ok(())
}

/// Paths of the same file become equal, as do, on some systems, names that differ only in case.
fn comparable(path: &Path) -> PathBuf {
    let path = file::real_path(path);
    if cfg!(any(windows, target_os = "macos")) { path.to_string_lossy().to_lowercase().into() } else { path }
}

fn export_one(input: &Input, output: Option<&Path>, arguments: &Export, written: &mut Written<'_>) -> Outcome {
    let mut opened = match input.open(arguments.from, arguments.side) {
        Ok(opened) => opened,
        Err(words) => {
            message(&words);
            return Outcome::Failed;
        }
    };
    if arguments.report {
        report(input, &opened);
    }
    if arguments.whole_page {
        opened.take_all();
    } else {
        report_aside(input, &opened);
    }
    let mut page = compose(&opened.article);
    page.set_house_language(arguments.language.as_deref().unwrap_or_default());
    page.set_publication(arguments.publication.as_deref().unwrap_or_default());
    let outcome = match format(arguments) {
        Some(format) => {
            let outcome = export_page(&page, format, output, written);
            report_losses(input, &losses(&opened.article, &page, format));
            if outcome == Outcome::Done && format == Format::HtmlPage && page.meta.language.is_empty() {
                message(&format!(
                    "{}: the page has no language, which screen readers need (see --language)",
                    input.name()
                ));
            }
            outcome
        }
        None => export_draft(&opened.article, output, written),
    };
    if arguments.to != To::Text {
        report_left_behind(input, &page, output);
    }
    outcome
}

fn export_page(page: &Page, format: Format, output: Option<&Path>, written: &mut Written<'_>) -> Outcome {
    if let Some((path, version)) = output.and_then(|path| Some((path, newer_draft(path)?))) {
        return done::<()>(Err(SaveError::Newer(version, path.to_owned())));
    }
    written.put(output, render(page, format).as_bytes())
}

/// Saves a draft as the window does: what it replaces is kept as a version.
fn export_draft(article: &Article, output: Option<&Path>, written: &mut Written<'_>) -> Outcome {
    match output.filter(|path| !written.is_together() || file::is_taken(path)) {
        Some(path) => written.save(path, article),
        None => written.put(output, file::to_native(article).as_bytes()),
    }
}

/// The version of the draft to be replaced, if it is newer than this program.
fn newer_draft(output: &Path) -> Option<u32> {
    let is_draft = FileKind::of(output) == Some(FileKind::Copydesk);
    file::newer_version(&file::read_bytes(output).ok().filter(|_| is_draft)?)
}

/// The format to render; `None` for the native one, which is not rendered.
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

fn report_aside(input: &Input, opened: &Opened) {
    input.name_aside(&opened.aside);
    if !opened.aside.is_empty() {
        message(&format!("{}: use --whole-page to include what was set aside", input.name()));
    }
}

fn report_left_behind(input: &Input, page: &Page, output: Option<&Path>) {
    if let (Input::File(draft), Some(output)) = (input, output)
        && let Some(stays) = file::left_behind(&page.pictures(), draft, output)
    {
        message(&format!("{}: {stays}", input.name()));
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
