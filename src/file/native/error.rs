//! Why a text is not a draft in the native format, in words.

use std::fmt;

use super::format_version::VERSION;
use super::unknown;

/// Why a text is not a draft in the native format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NativeError {
    /// Something else was expected at this position. Line and column start at 1, in characters.
    Syntax { line: usize, column: usize, words: String },
    /// A known field has an unknown value, which a newer program may have saved.
    Unfamiliar { line: usize, column: usize, words: String },
    /// The file is empty, which is what is left if the disk or the power failed during a write.
    Empty,
    /// The version is missing or not a number.
    NoVersion,
    /// A newer version that also has other kinds of fields.
    TooNew(u32),
    /// Version control could not merge two versions of it.
    Conflict(Box<Conflict>),
    /// The same, but some of the markers are missing; with the line of the first one and the other error.
    BrokenConflict(usize, Box<NativeError>),
}

/// One of the two versions that could not be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Above the `=======`.
    Ours,
    /// Below it.
    Theirs,
}

/// An unresolved merge conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The line of the first marker, starting at 1.
    pub line: usize,
    /// Our side, then theirs.
    pub sides: [ConflictSide; 2],
    /// Whether both sides have the same text.
    pub is_same: bool,
}

/// One side of a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictSide {
    pub side: Side,
    /// The label from version control, such as the name of a branch; empty if there is none.
    pub label: String,
    /// Why this side is not a complete draft, if it is not.
    pub fault: Option<NativeError>,
}

/// The error of a text. In a version that newer programs add to, it may only be unknown.
pub(super) fn of_text(error: &ron::error::SpannedError, text: &str, is_open: bool) -> NativeError {
    use ron::Error;
    let ron::error::Position { line, col: column } = error.span.end;
    let words = match &error.code {
        Error::ExpectedComma if is_end(text, line, column) => ENDS.into(),
        Error::MissingStructField { field: "version", .. } => return NativeError::NoVersion,
        code => words(code),
    };
    let is_own_fault = matches!(error.code, Error::DuplicateStructField { .. } | Error::MissingStructField { .. });
    match field_at(text, line, column).filter(|_| is_open && !is_own_fault) {
        Some(field) => NativeError::Unfamiliar { line, column, words: format!("{field}: {words}") },
        None => NativeError::Syntax { line, column, words },
    }
}

fn words(error: &ron::Error) -> String {
    use ron::Error;
    match error {
        Error::Eof => ENDS.into(),
        Error::ExpectedComma => "a comma is expected here".into(),
        Error::ExpectedArray => "a list in [ ] is expected here".into(),
        Error::ExpectedArrayEnd => "the end of the list, ], is expected here".into(),
        Error::ExpectedStructLike
        | Error::ExpectedNamedStructLike(_)
        | Error::ExpectedDifferentStructName { .. } => "( is expected here".into(),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => ") is expected here".into(),
        Error::ExpectedMapColon => "a colon is expected here".into(),
        Error::ExpectedString => "a text in quotation marks is expected here".into(),
        Error::ExpectedStringEnd => "this text has no closing quotation mark".into(),
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) | Error::SuggestRawIdentifier(_) => {
            "the name of a field is expected here".into()
        }
        Error::ExpectedInteger => "a number is expected here".into(),
        Error::IntegerOutOfBounds => "this number is too large".into(),
        Error::UnclosedBlockComment => "this comment is never closed".into(),
        Error::TrailingCharacters => "nothing may follow the draft".into(),
        Error::ExceededRecursionLimit => "brackets stand in brackets too many times".into(),
        Error::DuplicateStructField { field, .. } => format!("the field {field} is there twice"),
        Error::MissingStructField { field, .. } => format!("the field {field} is missing"),
        Error::NoSuchEnumVariant { found, expected, .. } => {
            format!("{found} is none of {}", expected.join(", "))
        }
        Error::UnexpectedChar(c) => format!("{c:?} cannot stand here"),
        Error::InvalidEscape(_) => "no such escape in a text".into(),
        other => other.to_string(),
    }
}

fn is_end(text: &str, line: usize, column: usize) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    line == text.matches('\n').count() + 1 && column == last.chars().count() + 1
}

/// The field of a draft at a line and column. `None` for an incomplete text.
fn field_at(text: &str, line: usize, column: usize) -> Option<String> {
    let fields = unknown::fields_of_draft(text).ok()?;
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(before..)?.chars().take(column.saturating_sub(1));
    let at = before + rest.map(char::len_utf8).sum::<usize>();
    // Values are slices of the text.
    let start_of = |value: &ron::value::RawValue| (value.get_ron().as_ptr() as usize) - (text.as_ptr() as usize);
    let (name, _) = fields.into_iter().take_while(|(_, value)| start_of(value) <= at).last()?;
    Some(name)
}

impl NativeError {
    /// The error, in words that continue after the file's name.
    pub(in crate::file) fn of_file(&self) -> String {
        match self {
            NativeError::Syntax { line, words, .. } if words == ENDS => {
                format!("is damaged: it stops at line {line}")
            }
            NativeError::Syntax { .. } => format!("is damaged: {self}"),
            NativeError::Unfamiliar { .. } => format!(
                "holds something that this version of Copydesk does not know: {self}; a newer version may have saved it"
            ),
            NativeError::Empty => "is empty".into(),
            NativeError::NoVersion => format!("is not a draft: there is no “version: {VERSION}” in it"),
            NativeError::TooNew(_) => format!("was {self}"),
            NativeError::Conflict(_) | NativeError::BrokenConflict(..) => self.to_string(),
        }
    }

    /// Whether the draft is missing or damaged, so that an earlier version would help.
    pub(in crate::file) fn is_loss(&self) -> bool {
        match self {
            NativeError::Syntax { .. }
            | NativeError::Empty
            | NativeError::NoVersion
            | NativeError::BrokenConflict(..) => true,
            // A newer program wrote it and can read it, or both sides are available.
            NativeError::Unfamiliar { .. } | NativeError::TooNew(_) | NativeError::Conflict(_) => false,
        }
    }
}

/// The message for an incomplete text.
const ENDS: &str = "the file ends too early";

impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NativeError::Syntax { line, column, words } | NativeError::Unfamiliar { line, column, words } => {
                write!(f, "line {line}, column {column}: {words}")
            }
            NativeError::Empty => write!(f, "there is nothing in the file"),
            NativeError::NoVersion => write!(f, "not a draft: there is no “version: {VERSION}” in it"),
            NativeError::TooNew(version) => {
                write!(f, "saved by a newer version of Copydesk (format {version}) in a way this one cannot read")
            }
            NativeError::Conflict(conflict) => conflict.fmt(f),
            NativeError::BrokenConflict(line, error) => {
                write!(f, "has a merge conflict in line {line}, but not all of its markers; {error}")
            }
        }
    }
}

impl Side {
    /// Its name in version control.
    pub fn name(self) -> &'static str {
        match self {
            Side::Ours => "ours",
            Side::Theirs => "theirs",
        }
    }
}

impl ConflictSide {
    /// Its name with the label, such as `ours (main)`.
    pub fn name(&self) -> String {
        match self.label.as_str() {
            "" => self.side.name().to_owned(),
            label => format!("{} ({label})", self.side.name()),
        }
    }
}

/// In words that continue after the file's name.
impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [ours, theirs] = &self.sides;
        write!(f, "has an unresolved merge conflict in line {}", self.line)?;
        if self.is_same {
            return write!(f, ", but both sides are the same");
        }
        write!(f, " between {} and {}", ours.name(), theirs.name())?;
        for side in &self.sides {
            if let Some(fault) = &side.fault {
                write!(f, "; {} cannot be opened by itself: {fault}", side.side.name())?;
            }
        }
        Ok(())
    }
}
