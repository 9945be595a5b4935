//! The source code for tests: its files, their tokens, and where test code starts.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file of the program except test files, ordered by path.
pub fn sources() -> Vec<PathBuf> {
    let mut found = files_under(&root().join("src"), "rs");
    found.retain(|path| {
        !path.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
    });
    found
}

/// Every file below a folder with this extension, ordered by path.
pub fn files_under(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the source is a folder that can be read") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The name of a path in messages: from the root, with slashes.
pub fn name_of(path: &Path) -> String {
    let path = path.strip_prefix(root()).expect("it is in this repository");
    path.to_str().expect("names in this repository are UTF-8").replace('\\', "/")
}

/// The tokens of a source file without attributes, doc comments, and what is under `#[cfg(test)]`.
pub fn tokens(source: &str) -> Vec<TokenTree> {
    let stream: TokenStream = source.parse().expect("the source is Rust");
    let mut out = Vec::new();
    flatten(stream, &mut out);
    out
}

fn flatten(stream: TokenStream, out: &mut Vec<TokenTree>) {
    let mut rest = stream.into_iter().peekable();
    let mut is_test = false;
    while let Some(token) = rest.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' && hash.spacing() == Spacing::Alone => {
                rest.next_if(|next| matches!(next, TokenTree::Punct(bang) if bang.as_char() == '!'));
                let attribute = rest.next_if(|next| matches!(next, TokenTree::Group(_)));
                is_test |=
                    attribute.is_some_and(|attribute| attribute.to_string().replace(' ', "") == "[cfg(test)]");
            }
            TokenTree::Group(group) => {
                let is_skipped = is_test && group.delimiter() == Delimiter::Brace;
                is_test &= !is_skipped;
                if !is_skipped {
                    flatten(group.stream(), out);
                }
            }
            TokenTree::Punct(end) if end.as_char() == ';' => {
                is_test = false;
                out.push(TokenTree::Punct(end));
            }
            token @ (TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) => {
                if !is_test {
                    out.push(token);
                }
            }
        }
    }
}

#[test]
fn tokens_leave_out_attributes_and_test_code() {
    let source = "//! Doc.\n#[cfg(test)]\nuse a::b;\n/// Doc.\n#[derive(Debug)]\nfn c() { d(\"e\") }\n#[cfg(test)]\nmod tests { fn f() {} }\nfn g() {}";
    let words: Vec<String> = tokens(source).iter().map(ToString::to_string).collect();
    assert_eq!(words.join(" "), "; fn c d \"e\" fn g");
}
