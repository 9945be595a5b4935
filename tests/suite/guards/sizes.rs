//! Sizes are named constants. Those of type, spacing and corners are in the theme; the geometry of a single drawing is
//! in constants of its own file.

use proc_macro2::TokenTree;

use super::{drawing, places};
use crate::source::tokens;

/// Numbers that are not sizes: nothing, all, a half, a quarter, twice.
const NO_SIZES: [f32; 5] = [0.0, 0.25, 0.5, 1.0, 2.0];

/// The numbers with a decimal point in code, except in constants.
fn sizes(source: &str) -> Vec<(usize, String)> {
    let tokens = tokens(source);
    let is_mark =
        |token: &TokenTree, mark: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark);
    let is_word = |token: &TokenTree, word: &str| matches!(token, TokenTree::Ident(ident) if ident == word);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let rest = &tokens[at..];
        if is_word(token, "const") && rest.first().is_some_and(|next| !is_word(next, "fn")) {
            // The first semicolon may be that of an array type.
            let value = rest.iter().position(|token| is_mark(token, '=')).unwrap_or(rest.len());
            let end = rest[value..].iter().position(|token| is_mark(token, ';')).unwrap_or(rest.len() - value);
            at += value + end;
            continue;
        }
        let TokenTree::Literal(literal) = token else { continue };
        let written = literal.to_string();
        let number = written.trim_end_matches("f32").trim_end_matches("f64").trim_end_matches('_').parse::<f32>();
        if written.contains('.') && number.is_ok_and(|number| !NO_SIZES.contains(&number)) {
            found.push((literal.span().start().line, format!("`{written}` has no name")));
        }
    }
    found
}

#[test]
fn sizes_have_names() {
    let found: Vec<String> =
        drawing().flat_map(|(name, text)| places(&name, sizes(&text)).collect::<Vec<_>>()).collect();
    assert!(found.is_empty(), "a size in the middle of code:\n{}", found.join("\n"));
}

#[test]
fn a_size_without_a_name_is_found() {
    let source = "const A: f32 = 7.0;\nconst B: [f32; 2] = [7.0, 8.5];\nfn f() { a(7.0, \"7.5\"); b(1.0); const C: f32 = 9.0; }\nconst fn g() -> f32 { 3.5_f32 }";
    assert_eq!(sizes(source).into_iter().map(|(line, _)| line).collect::<Vec<_>>(), [3, 4]);
}
