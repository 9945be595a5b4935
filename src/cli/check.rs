//! `copydesk check`: findings, one a line.

use super::inputs::{Input, Inputs};
use super::output::{self, message, one_line};
use super::{Check, Outcome};
use crate::article::Index;

pub(super) fn check(arguments: &Check) -> Outcome {
    let Some(inputs) = Inputs::of(&arguments.files, arguments.from) else { return Outcome::Usage };
    let mut outcome = if inputs.are_missing { Outcome::Usage } else { Outcome::Done };
    for input in &inputs.list {
        outcome = outcome.max(check_one(input, arguments));
    }
    outcome
}

fn check_one(input: &Input, arguments: &Check) -> Outcome {
    let opened = match input.open(arguments.from) {
        Ok(opened) => opened,
        Err(words) => {
            message(&words);
            return Outcome::Usage;
        }
    };
    input.name_aside(&opened.aside);
    let findings = crate::check::check(&opened.article);
    let name = input.name();
    let line = |line: String| format!("{}\n", one_line(&format!("{name}: {line}")));
    let index = Index::of(&opened.article);
    let lines: String = findings.iter().map(|finding| line(finding.line(&opened.article, &index))).collect();
    let written = output::result(lines.as_bytes());
    if findings.is_empty() { written } else { written.max(Outcome::Failed) }
}
