//! `copydesk check`: prints findings, one per line.

use super::arguments::Check;
use super::inputs::{Input, Inputs};
use super::outcome::Outcome;
use super::output::{self, message, one_line};
use crate::article::{Article, Index};
use crate::check::Finding;

/// The number of lines written at once.
const AT_ONCE: usize = 1_000;

pub(super) fn check(arguments: &Check) -> Outcome {
    let Some(inputs) = Inputs::of(&arguments.files, arguments.from) else { return Outcome::Usage };
    let mut outcome = if inputs.are_missing { Outcome::Usage } else { Outcome::Done };
    for input in &inputs.list {
        outcome = outcome.max(check_one(input, arguments));
    }
    outcome
}

fn check_one(input: &Input, arguments: &Check) -> Outcome {
    let opened = match input.open(arguments.from, arguments.side) {
        Ok(opened) => opened,
        Err(words) => {
            message(&words);
            return Outcome::Usage;
        }
    };
    input.name_aside(&opened.aside);
    let findings = crate::check::check(&opened.article);
    let written = write_lines(&findings, &opened.article, &input.name());
    if findings.is_empty() { written } else { written.max(Outcome::Failed) }
}

/// Writes a line for each finding in batches, so that the file name is never in memory once per finding.
fn write_lines(findings: &[Finding], article: &Article, name: &str) -> Outcome {
    let index = Index::of(article);
    let line =
        |finding: &Finding| format!("{}\n", one_line(&format!("{name}: {}", finding.line(article, &index))));
    let mut outcome = Outcome::Done;
    for some in findings.chunks(AT_ONCE) {
        let lines: String = some.iter().map(line).collect();
        outcome = output::result(lines.as_bytes());
        if outcome > Outcome::Done {
            break;
        }
    }
    outcome
}
