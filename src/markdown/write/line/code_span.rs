//! Code within a line.

use super::Line;
use crate::markdown::write::escape::longest_run;
use crate::markdown::write::marks::Spelling;
use crate::markdown::write::within::Within;

impl Line<'_> {
    pub(super) fn code(&mut self, code: &str) {
        let code = code.replace(['\n', '\r'], " ");
        let fence = "`".repeat(self.fence_of(&code));
        let is_edge = |c: char| c == '`' || (c == ' ' && fence.len() > 1 && self.spelling == Spelling::Anywhere);
        let is_blank = code.trim_matches(' ').is_empty();
        let is_stripped = code.starts_with(' ') && code.ends_with(' ');
        let is_padded = !is_blank && (code.starts_with(is_edge) || code.ends_with(is_edge) || is_stripped);
        let pad = if is_padded { " " } else { "" };
        let code = if self.within == Within::Cell { code.replace('|', "\\|") } else { code };
        self.push(&format!("{fence}{pad}{code}{pad}{fence}"));
    }

    /// The number of backticks around code.
    fn fence_of(&self, code: &str) -> usize {
        match self.spelling {
            Spelling::Draft => {
                let runs = backtick_runs(code);
                (1..).find(|n| !runs.contains(n)).unwrap_or(1)
            }
            // kramdown ends code within a longer run, and treats a backtick before a space differently.
            Spelling::Anywhere => {
                longest_run(code, '`').max(usize::from(code.starts_with(char::is_whitespace))) + 1
            }
        }
    }
}

fn backtick_runs(code: &str) -> Vec<usize> {
    code.split(|c| c != '`').map(str::len).filter(|len| *len > 0).collect()
}
