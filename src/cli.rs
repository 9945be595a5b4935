//! The command line: what it understands, and the help. Results go to standard output, messages to standard error.

mod check;
mod export;
mod inputs;
mod output;
mod versions;
mod recover;
mod written;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::file::{self, FileKind};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Done,
    /// 1: it could not be done, or there are findings.
    Failed,
    /// 2: it was asked for in a way that cannot be done.
    Usage,
}

const LONG_ABOUT: &str = "\
Copydesk drafts structured articles: headline, deck, lead image, key takeaways, sections, sources. The finished \
piece leaves as plain text, Markdown or HTML.

Without a subcommand it opens its window, with FILE in it if one is given. The subcommands do the same \
conversions and checks without a window.";

const EXAMPLES: &str = "\
Examples:
  copydesk                                           open the window
  copydesk harbour.copydesk                          open a draft in it
  copydesk export harbour.copydesk --to html         write a web page to standard output
  copydesk export drafts/ --to markdown -o out/      convert every draft in a folder
  copydesk check harbour.copydesk                    list what an editor would ask
  copydesk versions harbour.copydesk                 list the earlier versions of a draft
  copydesk recover                                   list work that was not saved

Exit status:
  0  done; for check: nothing was found
  1  it could not be done; for check: something was found
  2  wrong usage; for check also: a file could not be read";

const EXPORT_ABOUT: &str = "\
Reads each FILE, makes an article of it and writes that in another form: to standard output, or with -o to a file. \
A file is read as what its ending says: .copydesk, .txt, .md or .html. A folder stands for the files in it that can \
be read, not for those in its own folders. Several files need -o with a folder; each is named after its input.

Of a web page as a browser saves it the article is taken; what stands round it, such as menus and footers, is set \
aside and named on standard error with its first words. --whole-page takes in everything.

What the form leaves out of the article, such as its tags, is named on standard error. Findings never stop an \
export, and an input is never replaced.";

const EXPORT_EXAMPLES: &str = "\
Examples:
  copydesk export harbour.copydesk --to text
  copydesk export notes.txt --to copydesk -o notes.copydesk --report
  copydesk export harbour.copydesk --to markdown --front-matter -o content/harbour.md
  curl -s https://gazette.example/harbour | copydesk export - --from html --to markdown
  copydesk export drafts/ --to html -o site/

Exit status:
  0  every file was written; a reader that closes the pipe early is no error
  1  a file could not be read or written; the others were written all the same
  2  wrong usage: nothing was written";

const CHECK_ABOUT: &str = "\
Lists what an editor would ask about each FILE, one finding a line, in reading order:

  path: place: message [rule]

A folder stands for the files in it that can be read. What is not taken for the article of a web page
is named on standard error.";

const CHECK_EXAMPLES: &str = "\
Examples:
  copydesk check harbour.copydesk
  copydesk check drafts/ && echo ready
  copydesk check - --from markdown < harbour.md

Exit status:
  0  nothing was found
  1  something was found
  2  a file could not be read, or wrong usage";

const VERSIONS_ABOUT: &str = "\
Lists the earlier versions of a draft that were kept when it was saved, the newest first, one a line: its number, when \
it was saved by the clock of this place, how many words it has, and its name if it was given one. FILE need not be there \
any more.

With --restore a version is written to standard output, or with -o to a new file, byte for byte as it was kept. Nothing \
is ever written over: not FILE, and no other file.";

const VERSIONS_EXAMPLES: &str = "\
Examples:
  copydesk versions harbour.copydesk
  copydesk versions harbour.copydesk --restore 2 -o harbour-yesterday.copydesk
  copydesk versions harbour.copydesk --restore 1 | diff - harbour.copydesk

Exit status:
  0  done; none kept is no error
  1  the version is damaged or gone, or could not be written
  2  wrong usage: nothing was written";

const RECOVER_ABOUT: &str = "\
Lists work that was never saved because Copydesk did not end as it should, the newest first: its number, its name, \
when it was kept, the draft's file or how its text begins, and how many words differ from that file. Discarded work \
is listed for seven days.

With a number or a name it writes that work as a draft: to standard output, or with -o to a new file. Nothing is \
written over and nothing is removed: the window still offers it.";

const RECOVER_EXAMPLES: &str = "\
Examples:
  copydesk recover                                   list what there is
  copydesk recover 1 -o harbour-recovered.copydesk   write the newest to a new file
  copydesk recover 1 | diff harbour.copydesk -       see what differs from the saved file

Exit status:
  0  done; also when there is no unsaved work
  1  the file could not be written
  2  wrong usage: there is no such work, or the file is there already; nothing was written";

/// Draft structured articles, see the finished piece, hand over text, Markdown or HTML.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, long_about = LONG_ABOUT, after_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, max_term_width = 100)]
struct Arguments {
    /// The draft, text, Markdown or HTML file to open in the window.
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Convert drafts, texts, Markdown and HTML without a window.
    #[command(long_about = EXPORT_ABOUT, after_help = EXPORT_EXAMPLES)]
    Export(Export),
    /// List what an editor would ask about.
    #[command(long_about = CHECK_ABOUT, after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// List and restore the earlier versions of a draft.
    #[command(long_about = VERSIONS_ABOUT, after_help = VERSIONS_EXAMPLES)]
    Versions(Versions),

    /// List and restore work that was not saved before Copydesk ended.
    #[command(long_about = RECOVER_ABOUT, after_help = RECOVER_EXAMPLES)]
    Recover(Recover),
}

impl Command {
    /// The exit status where a file could not be read.
    fn unread_code(&self) -> u8 {
        match self {
            Command::Check(_) => 2,
            Command::Export(_) | Command::Versions(_) | Command::Recover(_) => 1,
        }
    }
}

/// So many bytes are enough to say that there are no more.
const RESERVE: usize = 256 << 10;

#[derive(Debug, Args)]
struct Export {
    /// The files to read; `-` is standard input, which needs --from.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The form to write.
    #[arg(long, value_name = "FORM")]
    to: To,
    /// Where to write: a file, or a folder for several files. Without it: standard output.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Read every file as this, whatever its ending.
    #[arg(long, value_name = "FORM")]
    from: Option<From>,
    /// Begin Markdown with YAML front matter.
    #[arg(long)]
    front_matter: bool,
    /// The language of drafts that name none, such as en-GB.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Say on standard error what was taken for what, and by which rule; and where a page has no language.
    #[arg(long)]
    report: bool,
    /// Take in all of a saved web page, and not its article alone.
    #[arg(long)]
    whole_page: bool,
}

#[derive(Debug, Args)]
struct Check {
    /// The files to read; `-` is standard input, which needs --from.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read every file as this, whatever its ending.
    #[arg(long, value_name = "FORM")]
    from: Option<From>,
}

#[derive(Debug, Args)]
struct Versions {
    /// The draft.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write the version of this number.
    #[arg(long, value_name = "NUMBER")]
    restore: Option<usize>,
    /// Where to write it: a file that is not there yet. Without it: standard output.
    #[arg(short, long, value_name = "PATH", requires = "restore")]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Recover {
    /// Which work to write: its number or its name in the list.
    #[arg(value_name = "ENTRY")]
    entry: Option<String>,
    /// The new file to write it to. Without it: standard output.
    #[arg(short, long, value_name = "PATH", requires = "entry")]
    output: Option<PathBuf>,
}

/// A form to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// Plain text.
    Text,
    /// CommonMark with GFM tables and footnotes.
    Markdown,
    /// A whole page in one file.
    Html,
    /// Everything after the headline as clean HTML for a CMS.
    Fragment,
    /// The native form, which keeps everything.
    Copydesk,
}

/// A form to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// Plain text; Markdown marks in it are characters.
    Text,
    Markdown,
    Html,
    /// The native form.
    Copydesk,
}

impl From {
    fn kind(self) -> FileKind {
        match self {
            From::Text => FileKind::Text,
            From::Markdown => FileKind::Markdown,
            From::Html => FileKind::Html,
            From::Copydesk => FileKind::Copydesk,
        }
    }
}

/// Does what the arguments ask for; `window` opens the window, and says why when it cannot.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    window: impl FnOnce(Option<PathBuf>) -> Result<(), String>,
) -> ExitCode {
    file::outlive_size_limits();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nothing can be said when nobody listens any more.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    if let Some(command) = &arguments.command {
        // The window has more to do before it ends.
        file::before_signals_end_it(|| {});
        file::before_memory_ends_it(RESERVE, command.unread_code(), file::Told::Commander, || {});
    }
    let outcome = match arguments.command {
        Some(Command::Export(export)) => export::export(&export),
        Some(Command::Check(check)) => check::check(&check),
        Some(Command::Versions(versions)) => versions::versions(&versions),
        Some(Command::Recover(recover)) => recover::recover(&recover),
        None => open_window(arguments.file, window),
    };
    ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::Failed => 1,
        Outcome::Usage => 2,
    })
}

fn open_window(file: Option<PathBuf>, window: impl FnOnce(Option<PathBuf>) -> Result<(), String>) -> Outcome {
    let opened =
        if has_display() { window(file.clone()) } else { Err("there is no display to open a window on".into()) };
    match opened {
        Ok(()) => Outcome::Done,
        Err(reason) => {
            output::message(&reason);
            output::message(&format!("without a window: {}", export_command(file.as_deref())));
            Outcome::Failed
        }
    }
}

/// The command that does without a window what was wanted with one.
fn export_command(file: Option<&Path>) -> String {
    let file = file.unwrap_or(Path::new("draft.copydesk")).display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    let file = if file.chars().all(is_plain) { file } else { format!("'{}'", file.replace('\'', r"'\''")) };
    format!("copydesk export {file} --to html")
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let needs_one = cfg!(all(unix, not(target_os = "macos")));
    !needs_one || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(is_set)
}
