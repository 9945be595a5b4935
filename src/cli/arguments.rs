//! What the command line understands, and the help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::file::{self, FileKind};

const LONG_ABOUT: &str = "\
Copydesk is for drafting structured articles with a headline, deck, lead image, key takeaways, sections and sources. \
Finished articles are exported as plain text, Markdown or HTML.

Without a subcommand, copydesk opens its window, with FILE if given. The subcommands do the same conversions and \
checks without a window.";

const EXAMPLES: &str = "\
Examples:
  copydesk                                           open the window
  copydesk harbour.copydesk                          open a draft in the window
  copydesk export harbour.copydesk --to html         write an HTML page to standard output
  copydesk export drafts/ --to markdown -o out/      convert every draft in a folder
  copydesk check harbour.copydesk                    check a draft and list the findings
  copydesk versions harbour.copydesk                 list the earlier versions of a draft
  copydesk recover                                   list unsaved work

Exit status:
  0  success; for check: no findings
  1  failure; for check: findings
  2  usage error; for check also: a file could not be read";

const EXPORT_ABOUT: &str = "\
Converts each FILE to another format and writes it to standard output, or with -o to a file. The file name extension \
gives the input format: .copydesk, .txt, .md or .html. A folder stands for the readable files in it, not for its \
subfolders. To convert several files, give -o a folder; each output is named after its input.

From a saved web page, only the article is imported. Everything else, such as menus and footers, is set aside and \
listed on standard error with its first words. Use --whole-page to include everything.

From a draft with the markers of a merge conflict, such as git leaves them, --side takes one of the two versions.

Anything the format leaves out, such as tags, is listed on standard error. Findings never stop an export, and an \
input file is never replaced.";

const EXPORT_EXAMPLES: &str = "\
Examples:
  copydesk export harbour.copydesk --to text
  copydesk export notes.txt --to copydesk -o notes.copydesk --report
  copydesk export harbour.copydesk --to markdown --front-matter -o content/harbour.md
  curl -s https://gazette.example/harbour | copydesk export - --from html --to markdown
  copydesk export drafts/ --to html -o site/
  copydesk export harbour.copydesk --side theirs --to copydesk -o theirs.copydesk

Exit status:
  0  every file was written; a pipe closed early by its reader is not an error
  1  a file could not be read or written; the others were written
  2  usage error; nothing was written";

const CHECK_ABOUT: &str = "\
Checks each FILE and lists the findings in reading order, one per line:

  path: place: message [rule]

A folder stands for the readable files in it. Anything left out of a saved web page is listed on standard error.";

const CHECK_EXAMPLES: &str = "\
Examples:
  copydesk check harbour.copydesk
  copydesk check drafts/ && echo ready
  copydesk check - --from markdown < harbour.md

Exit status:
  0  no findings
  1  findings
  2  a file could not be read, or usage error";

const VERSIONS_ABOUT: &str = "\
Lists the earlier versions of a draft that were kept when it was saved, newest first, one per line: number, local time \
when it was saved, word count, and name if it has one. FILE itself may no longer exist.

With --restore, the version is written exactly as it was kept to standard output, or with -o to a new file. No file is \
ever replaced, not even FILE.";

const VERSIONS_EXAMPLES: &str = "\
Examples:
  copydesk versions harbour.copydesk
  copydesk versions harbour.copydesk --restore 2 -o harbour-yesterday.copydesk
  copydesk versions harbour.copydesk --restore 1 | diff - harbour.copydesk

Exit status:
  0  success, even if there are no versions
  1  the version is damaged or missing, or could not be written
  2  usage error; nothing was written";

const RECOVER_ABOUT: &str = "\
Lists work that was not saved because Copydesk did not close normally, newest first: number, name, time, the draft's \
file or the first words, and how many words differ from that file. Discarded work is listed for seven days.

With a number or name, that work is written as a draft to standard output, or with -o to a new file. Nothing is \
replaced or deleted, and the window still offers the work.";

const RECOVER_EXAMPLES: &str = "\
Examples:
  copydesk recover                                   list unsaved work
  copydesk recover 1 -o harbour-recovered.copydesk   write the newest to a new file
  copydesk recover 1 | diff harbour.copydesk -       compare with the saved file

Exit status:
  0  success, even if there is no unsaved work
  1  the file could not be written
  2  usage error, no such work, or the file already exists; nothing was written";

/// Draft structured articles and export them as text, Markdown or HTML.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, long_about = LONG_ABOUT, after_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, max_term_width = 100)]
pub(super) struct Arguments {
    /// The draft, text, Markdown or HTML file to open in the window.
    pub(super) file: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Convert drafts, text, Markdown and HTML.
    #[command(long_about = EXPORT_ABOUT, after_help = EXPORT_EXAMPLES)]
    Export(Export),
    /// Check drafts and list the findings.
    #[command(long_about = CHECK_ABOUT, after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// List and restore the earlier versions of a draft.
    #[command(long_about = VERSIONS_ABOUT, after_help = VERSIONS_EXAMPLES)]
    Versions(Versions),

    /// List and restore unsaved work.
    #[command(long_about = RECOVER_ABOUT, after_help = RECOVER_EXAMPLES)]
    Recover(Recover),
}

impl Command {
    /// The name of the command in the log.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Command::Export(_) => "export",
            Command::Check(_) => "check",
            Command::Versions(_) => "versions",
            Command::Recover(_) => "recover",
        }
    }

    /// The exit status if a file could not be read.
    pub(super) fn unread_code(&self) -> u8 {
        match self {
            Command::Check(_) => 2,
            Command::Export(_) | Command::Versions(_) | Command::Recover(_) => 1,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// The files to read; `-` reads standard input and needs --from.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The output format.
    #[arg(long, value_name = "FORMAT")]
    pub(super) to: To,
    /// The output file, or a folder for several files. Default: standard output.
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// The input format, whatever the file name extension.
    #[arg(long, value_name = "FORMAT")]
    pub(super) from: Option<From>,
    /// Add YAML front matter to Markdown.
    #[arg(long)]
    pub(super) front_matter: bool,
    /// The language of drafts that have none, such as en-GB.
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// The publication to name as the publisher of an HTML page.
    #[arg(long, value_name = "NAME")]
    pub(super) publication: Option<String>,
    /// Report on standard error how imported text was sorted into fields, and pages without a language.
    #[arg(long)]
    pub(super) report: bool,
    /// Include everything on a saved web page, not just the article.
    #[arg(long)]
    pub(super) whole_page: bool,
    /// Which side of a draft with a merge conflict to read.
    #[arg(long, value_name = "SIDE")]
    pub(super) side: Option<Side>,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The files to read; `-` reads standard input and needs --from.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The input format, whatever the file name extension.
    #[arg(long, value_name = "FORMAT")]
    pub(super) from: Option<From>,
    /// Which side of a draft with a merge conflict to read.
    #[arg(long, value_name = "SIDE")]
    pub(super) side: Option<Side>,
}

#[derive(Debug, Args)]
pub(super) struct Versions {
    /// The draft.
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Write the version with this number.
    #[arg(long, value_name = "NUMBER")]
    pub(super) restore: Option<usize>,
    /// The new file to write it to. Default: standard output.
    #[arg(short, long, value_name = "PATH", requires = "restore")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Recover {
    /// The work to write, by its number or name in the list.
    #[arg(value_name = "ENTRY")]
    pub(super) entry: Option<String>,
    /// The new file to write it to. Default: standard output.
    #[arg(short, long, value_name = "PATH", requires = "entry")]
    pub(super) output: Option<PathBuf>,
}

/// A format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum To {
    /// Plain text.
    Text,
    /// CommonMark with GFM tables and footnotes.
    Markdown,
    /// A complete page in one file.
    Html,
    /// Everything below the headline, as clean HTML for a CMS.
    Fragment,
    /// The native format, which keeps everything.
    Copydesk,
}

/// A format to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum From {
    /// Plain text; Markdown is not interpreted.
    Text,
    Markdown,
    Html,
    /// The native format.
    Copydesk,
}

impl From {
    pub(super) fn kind(self) -> FileKind {
        match self {
            From::Text => FileKind::Text,
            From::Markdown => FileKind::Markdown,
            From::Html => FileKind::Html,
            From::Copydesk => FileKind::Copydesk,
        }
    }
}

/// A side of a merge conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Side {
    /// The version above the =======, such as the branch that was merged into.
    Ours,
    /// The version below it, such as the branch that was merged.
    Theirs,
}

impl Side {
    pub(super) fn of_file(self) -> file::Side {
        match self {
            Side::Ours => file::Side::Ours,
            Side::Theirs => file::Side::Theirs,
        }
    }
}
