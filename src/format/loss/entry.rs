//! One thing that an export leaves out.

use std::fmt;

/// Something that a format leaves out of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// In words that follow “left out: ”.
    pub what: String,
}

pub(super) fn named(is_there: bool, what: &str) -> Option<Loss> {
    is_there.then(|| Loss { what: what.to_owned() })
}

pub(super) fn counted(count: usize, one: &str, many: &str) -> Option<Loss> {
    let what = match count {
        0 => return None,
        1 => one.to_owned(),
        count => many.replace("{}", &count.to_string()),
    };
    Some(Loss { what })
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}
