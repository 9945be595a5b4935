//! The input files of a command.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::arguments::{From, Side};
use super::output::message;
use crate::count::plural;
use crate::file::{self, NativeError, OpenError, Opened, UserFolders, versions};
use crate::recognise::Aside;

/// What ends input typed into a terminal.
const END_OF_INPUT: &str = if cfg!(windows) { "Ctrl+Z and Enter" } else { "Ctrl+D" };

/// What to do about a merge conflict.
const CHOOSE_SIDE: &str = "; choose one with --side ours or --side theirs";

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Stdin(From),
    File(PathBuf),
}

/// The files to read, and whether some could not be listed.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    pub list: Vec<Input>,
    /// Whether a folder or more than one file was given.
    pub are_several: bool,
    /// Whether some inputs are not in the list; the reason has been reported.
    pub are_missing: bool,
}

impl Inputs {
    /// Lists the files, including those of folders; `None` if standard input is used incorrectly.
    pub(super) fn of(files: &[PathBuf], from: Option<From>) -> Option<Inputs> {
        let mut inputs = Inputs { are_several: files.len() > 1, ..Inputs::default() };
        for path in files {
            if path == Path::new("-") {
                let input = Input::Stdin(stdin_form(from)?);
                if inputs.list.contains(&input) {
                    message("standard input can only be read once");
                    return None;
                }
                inputs.list.push(input);
            } else if file::is_folder(path) {
                inputs.are_several = true;
                inputs.add_folder(path);
            } else {
                inputs.list.push(Input::File(path.clone()));
            }
        }
        Some(inputs)
    }

    fn add_folder(&mut self, folder: &Path) {
        match file::readable_files(folder) {
            Ok(files) if files.is_empty() => {
                message(&format!("no files to read in this folder: {}", folder.display()));
                self.are_missing = true;
            }
            Ok(files) => self.list.extend(files.into_iter().map(Input::File)),
            Err(error) => {
                message(&format!("{error:#}"));
                self.are_missing = true;
            }
        }
    }
}

fn stdin_form(from: Option<From>) -> Option<From> {
    if from.is_none() {
        message("standard input needs --from");
    }
    from
}

impl Input {
    /// The article, or this side of a merge conflict. Fails if a newer version of the program wrote it.
    pub(super) fn open(&self, from: Option<From>, side: Option<Side>) -> Result<Opened, String> {
        file::working_on(&self.name());
        let side = side.map(Side::of_file);
        let opened = match self {
            Input::Stdin(from) => {
                if io::stdin().is_terminal() {
                    message(&format!("reading from the terminal; end with {END_OF_INPUT}"));
                }
                file::open_stdin(from.kind(), side)
            }
            Input::File(path) => match side {
                Some(side) => file::open_side(path, from.map(From::kind), side),
                None => file::open(path, from.map(From::kind)),
            },
        };
        match opened {
            Ok(Opened { newer: Some(version), .. }) => {
                let words = format_args!("was saved by a newer version of Copydesk (format {version})");
                Err(format!("{:#}", file::about(Path::new(&self.name()), words)))
            }
            Ok(opened) => {
                if let Some(conflict) = &opened.conflict {
                    message(&format!("{:#}{CHOOSE_SIDE}", file::about(Path::new(&self.name()), conflict)));
                }
                Ok(opened)
            }
            Err(error) => Err(format!("{error:#}{}", self.way_out(&error))),
        }
    }

    /// What to do about a draft that is missing, damaged or not merged.
    fn way_out(&self, error: &OpenError) -> String {
        if matches!(error, OpenError::Native(NativeError::Conflict(_), _)) {
            return CHOOSE_SIDE.to_owned();
        }
        match self {
            Input::File(path) if error.is_loss() && !versions::list(&UserFolders::system(), path).is_empty() => {
                format!("; earlier versions are available: copydesk versions {}", path.display())
            }
            Input::File(_) | Input::Stdin(_) => String::new(),
        }
    }

    /// Reports the parts of a page that were not imported as the article.
    pub(super) fn name_aside(&self, aside: &[Aside]) {
        for part in aside {
            let (what, words) = (part.what.label().to_lowercase(), plural(part.words, "word"));
            message(&format!("{}: set aside: {what} ({words}): {}", self.name(), part.start));
        }
    }

    /// The name in messages.
    pub(super) fn name(&self) -> String {
        match self {
            Input::Stdin(_) => "standard input".into(),
            Input::File(path) => path.display().to_string(),
        }
    }
}
