//! The dependencies of a source file: the paths in `use` lines and in its code, each resolved to the file of the crate
//! it refers to. Code compiled only for tests is ignored.

use std::collections::BTreeSet;

use super::token::{Token, is_path, tokens, without_tests};

/// One file uses something of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    pub from: String,
    pub to: String,
    /// The line of `from`, starting at 1.
    pub line: usize,
    /// The path as the file writes it, from the first name in scope.
    pub path: String,
}

/// The file at the root of the crate.
pub const ROOT: &str = "lib";

/// The name of the crate in the program that starts it.
const CRATE: &str = "copydesk";

/// How often names may refer to other names.
const DEPTH: usize = 4;

/// The modules that a file declares outside its tests, by name; inline modules are part of the file.
pub fn declared(source: &str) -> Vec<String> {
    let tokens = without_tests(&tokens(source));
    let declared = tokens.windows(3).filter(|at| at[0].is("mod") && at[2].is(";"));
    declared.map(|at| at[1].text.clone()).collect()
}

/// The dependencies of a file. `modules` are the files of the crate as paths (`page::body`).
pub fn arrows(from: &str, source: &str, modules: &BTreeSet<String>) -> Vec<Arrow> {
    let named = Named::of(from, &without_tests(&tokens(source)));
    let mut arrows = BTreeSet::new();
    for path in named.imports.iter().map(|import| &import.path).chain(&named.paths) {
        let Some(absolute) = named.absolute(&path.here, &path.names, modules, 0) else { continue };
        let mut lengths = (1..=absolute.len()).rev().map(|length| absolute[..length].join("::"));
        let to = lengths.find(|name| modules.contains(name)).unwrap_or_else(|| ROOT.to_owned());
        if to != from {
            let path_as_written = path.names.join("::");
            arrows.insert(Arrow { from: from.to_owned(), to, line: path.line, path: path_as_written });
        }
    }
    arrows.into_iter().collect()
}

/// A path, and the module that contains it: the file, or an inline module in it.
struct Path {
    here: Vec<String>,
    names: Vec<String>,
    line: usize,
}

/// A name introduced by a `use` line.
struct Import {
    name: String,
    path: Path,
}

/// Everything that a file names.
struct Named {
    imports: Vec<Import>,
    paths: Vec<Path>,
    /// The inline modules.
    inner: BTreeSet<Vec<String>>,
}

impl Named {
    fn of(from: &str, tokens: &[Token]) -> Named {
        let mut named = Named { imports: Vec::new(), paths: Vec::new(), inner: BTreeSet::new() };
        let mut here: Vec<String> = from.split("::").filter(|name| *name != ROOT).map(str::to_owned).collect();
        // For every open brace, whether it is that of a module.
        let mut braces = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let rest = &tokens[at..];
            match token.text.as_str() {
                "use" => at += named.import(&here, rest),
                "mod" if rest.get(2).is_some_and(|brace| brace.is("{")) => {
                    here.push(rest[1].text.clone());
                    named.inner.insert(here.clone());
                    braces.push(true);
                    at += 3;
                }
                "{" => {
                    braces.push(false);
                    at += 1;
                }
                "}" => {
                    if braces.pop() == Some(true) {
                        here.pop();
                    }
                    at += 1;
                }
                // `pub(in crate::page)` is about visibility, not a use.
                "pub" if rest.get(1).is_some_and(|open| open.is("(")) => {
                    at += rest.iter().position(|close| close.is(")")).map_or(1, |close| close + 1);
                }
                "::" => at += 1 + path_length(&rest[1..]),
                _ => at += named.path(&here, rest),
            }
        }
        named
    }

    /// Reads a path in the code, and returns its length in tokens.
    fn path(&mut self, here: &[String], tokens: &[Token]) -> usize {
        let length = path_length(tokens);
        if length > 1 {
            let names = tokens[..length].iter().filter(|token| !token.is("::")).map(|token| token.text.clone());
            self.paths.push(Path { here: here.to_vec(), names: names.collect(), line: tokens[0].line });
        }
        length.max(1)
    }

    /// Reads a `use` line, and returns its length in tokens.
    fn import(&mut self, here: &[String], tokens: &[Token]) -> usize {
        let length = tokens.iter().position(|token| token.is(";")).unwrap_or(tokens.len());
        self.tree(here, &[], &tokens[1..length]);
        length
    }

    fn tree(&mut self, here: &[String], before: &[String], tokens: &[Token]) {
        let opens = tokens.iter().position(|token| token.is("{"));
        let names = tokens[..opens.unwrap_or(tokens.len())].iter().filter(|token| !token.is("::"));
        let mut names: Vec<String> = names.map(|token| token.text.clone()).collect();
        let Some(first) = tokens.first() else { return };
        if let Some(open) = opens {
            let before = [before, &names].concat();
            let inside = &tokens[open + 1..tokens.len() - 1];
            branches(inside).into_iter().for_each(|branch| self.tree(here, &before, branch));
            return;
        }
        let alias = names.iter().position(|name| name == "as").map(|at| names.split_off(at).swap_remove(1));
        let mut names = [before, &names].concat();
        if names.last().is_some_and(|last| last == "*" || (last == "self" && names.len() > 1)) {
            names.pop();
        }
        let Some(last) = names.last().cloned() else { return };
        let path = Path { here: here.to_vec(), names, line: first.line };
        self.imports.push(Import { name: alias.unwrap_or(last), path });
    }

    /// A path from the root of the crate; `None` for anything outside this crate.
    fn absolute(
        &self,
        here: &[String],
        path: &[String],
        modules: &BTreeSet<String>,
        depth: usize,
    ) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let ups = path.iter().take_while(|name| *name == "super").count();
        let own = [here, std::slice::from_ref(first)].concat();
        match first.as_str() {
            "crate" | CRATE => Some(rest.to_vec()),
            "self" => Some([here, rest].concat()),
            "super" => Some([&here[..here.len().saturating_sub(ups)], &path[ups..]].concat()),
            _ if modules.contains(&own.join("::")) || self.inner.contains(&own) => Some([here, path].concat()),
            _ => {
                let is_it = |import: &&Import| import.name == *first && import.path.here == here;
                let behind = self.imports.iter().find(is_it).filter(|_| depth < DEPTH)?;
                let names = &behind.path.names;
                let is_itself = names.first() == Some(first);
                let before = if is_itself { None } else { self.absolute(here, names, modules, depth + 1) };
                before.map(|before| [before, rest.to_vec()].concat())
            }
        }
    }
}

/// The length of the path that starts here, in tokens: names with colons between them.
fn path_length(tokens: &[Token]) -> usize {
    let is_name = |at: usize| tokens.get(at).is_some_and(is_path);
    if !is_name(0) {
        return 0;
    }
    let mut length = 1;
    while tokens.get(length).is_some_and(|token| token.is("::")) && is_name(length + 1) {
        length += 2;
    }
    length
}

/// The parts between the commas of a tree, not counting nested braces.
fn branches(tokens: &[Token]) -> Vec<&[Token]> {
    let mut depth = 0;
    tokens
        .split(|token| {
            depth += i32::from(token.is("{")) - i32::from(token.is("}"));
            depth == 0 && token.is(",")
        })
        .collect()
}

#[cfg(test)]
mod tests;
