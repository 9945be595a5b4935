//! The log, for finding out what went wrong. It is off unless `COPYDESK_LOG` asks for it, and goes to standard error.
//!
//! It says what the program does in numbers and kinds: “read 1,204 bytes as Markdown”. It never contains text of a draft,
//! file names or paths, which can be as confidential as the text. Only this program's own modules are heard: the libraries
//! below the window log what is typed.

use std::fmt::{self, Debug, Write as _};
use std::io::Write as _;
use std::sync::OnceLock;
use std::time::Instant;

use log::{LevelFilter, Log, Metadata, Record};

/// The environment variable that enables the log: `warn`, or `debug=file` for one module and its submodules.
pub const VARIABLE: &str = "COPYDESK_LOG";

/// The name of this crate, with which all of its module paths start.
const OURS: &str = env!("CARGO_CRATE_NAME");

/// What is logged.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Filter {
    level: LevelFilter,
    /// The module, such as `copydesk::file`.
    target: String,
}

/// Writes what passes the filter, with the seconds since the start.
struct Logger {
    filter: Filter,
    start: Instant,
}

/// Enables the log if `COPYDESK_LOG` asks for it. An invalid value is reported on standard error.
pub fn start() {
    static LOGGER: OnceLock<Logger> = OnceLock::new();
    let Some(asked) = std::env::var_os(VARIABLE).filter(|asked| !asked.is_empty()) else { return };
    let Some(filter) = asked.to_str().and_then(Filter::of) else {
        let words = "must be error, warn, info or debug, with =MODULE for one module";
        let _ = writeln!(std::io::stderr(), "copydesk: {VARIABLE} {words}");
        return;
    };
    log::set_max_level(filter.level);
    #[expect(clippy::disallowed_methods, reason = "the log says when something happened")]
    let start = Instant::now();
    // If a logger has been set already, it stays.
    let _ = log::set_logger(LOGGER.get_or_init(|| Logger { filter, start }));
}

/// The name of a value's variant without its content, because an error may contain text of a draft.
pub fn kind(value: &impl Debug) -> String {
    let mut name = Name(String::new());
    // Fails where the name ends, so that the content is never formatted.
    let _ = write!(name, "{value:?}");
    name.0
}

/// Collects letters up to the first other character.
struct Name(String);

impl fmt::Write for Name {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let name = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        self.0.push_str(name);
        if name.len() < text.len() { Err(fmt::Error) } else { Ok(()) }
    }
}

impl Filter {
    fn of(asked: &str) -> Option<Filter> {
        let (level, module) = asked.split_once('=').map_or((asked, None), |(level, module)| (level, Some(module)));
        let level = ["error", "warn", "info", "debug"].contains(&level).then(|| level.parse().ok())??;
        let module = module.map(|module| module.trim_start_matches(OURS).trim_start_matches("::"));
        let target = match module.filter(|module| !module.is_empty()) {
            Some(module) => format!("{OURS}::{}", module.replace('/', "::")),
            None => OURS.to_owned(),
        };
        Some(Filter { level, target })
    }

    fn passes(&self, metadata: &Metadata<'_>) -> bool {
        let within = metadata.target().strip_prefix(&*self.target);
        metadata.level() <= self.level && within.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    }
}

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.filter.passes(metadata)
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let seconds = self.start.elapsed().as_secs_f32();
            let (level, target, words) = (record.level(), record.target(), record.args());
            // If nobody is listening any more, there is nothing to do.
            let _ = writeln!(std::io::stderr(), "[{seconds:.3} {level} {target}] {words}");
        }
    }

    fn flush(&self) {}
}

#[cfg(test)]
mod tests {
    use log::Level;

    use super::*;

    #[track_caller]
    fn check(asked: &str, level: Level, target: &str, expected: bool) {
        let filter = Filter::of(asked).expect("the case can be read");
        let metadata = Metadata::builder().level(level).target(target).build();
        assert_eq!(filter.passes(&metadata), expected, "{asked}, {level} of {target}");
    }

    #[test]
    fn what_is_asked_for_is_logged() {
        check("warn", Level::Warn, "copydesk::file", true);
        check("warn", Level::Error, "copydesk::file::save", true);
        check("warn", Level::Info, "copydesk::file", false);
        check("debug=file", Level::Debug, "copydesk::file::lock", true);
        check("debug=file", Level::Debug, "copydesk::filed", false);
        check("debug=file", Level::Debug, "copydesk::cli", false);
        check("debug=copydesk::file", Level::Debug, "copydesk::file", true);
        check("debug=file/lock", Level::Debug, "copydesk::file::lock", true);
        check("debug=", Level::Debug, "copydesk", true);
    }

    #[test]
    fn libraries_are_never_heard() {
        for target in ["egui_winit", "winit::platform", "copydesk_like", "zbus"] {
            check("debug", Level::Error, target, false);
        }
        check("debug=egui_winit", Level::Error, "egui_winit", false);
    }

    #[test]
    fn what_cannot_be_read_switches_nothing_on() {
        for asked in ["yes", "trace", "off", "WARN", "debug,info", "=file"] {
            assert_eq!(Filter::of(asked), None, "{asked}");
        }
    }

    #[test]
    fn a_kind_is_told_without_what_it_holds() {
        assert_eq!(kind(&Some("words")), "Some");
        assert_eq!(kind(&Level::Warn), "Warn");
    }
}
