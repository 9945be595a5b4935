//! The rules in the map of the source that neither the compiler nor clippy can check.

mod arms;
mod patterns;
mod sizes;

use proc_macro2::TokenTree;

use crate::source::{name_of, read, sources, tokens};

/// Every source file with its name.
fn each_source() -> impl Iterator<Item = (String, String)> {
    sources().into_iter().map(|path| (name_of(&path), read(path)))
}

/// The places where a file with this name uses something that is not its own: `name:line: what`.
fn places(name: &str, found: Vec<(usize, String)>) -> impl Iterator<Item = String> {
    found.into_iter().map(move |(line, what)| format!("{name}:{line}: {what}"))
}

// Each library is used only by the room that owns it.

/// Crates that only some rooms may use, by the start of their files' paths.
const OWNERS: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["src/markdown"]),
    ("ron", &["src/file"]),
    ("encoding_rs", &["src/file"]),
    ("html5ever", &["src/format/html/read", "src/paste/prepare.rs"]),
    ("scraper", &["src/format/html/read", "src/paste"]),
    ("saphyr_parser", &["src/format/markdown/front_matter"]),
    ("toml", &["src/format/markdown/front_matter"]),
    ("spellbook", &["src/spell"]),
    ("imara_diff", &["src/compare"]),
    ("clap", &["src/cli"]),
    ("zbus", &["src/file"]),
    ("egui", &["src/app"]),
    ("eframe", &["src/app"]),
    ("rfd", &["src/app"]),
    ("arboard", &["src/app"]),
];

/// The lines at which a source uses a crate: `name::` at the start of a path.
fn named(source: &str, krate: &str) -> Vec<(usize, String)> {
    let tokens = tokens(source);
    let is = |at: Option<usize>, mark: char| {
        let token = at.and_then(|at| tokens.get(at));
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
    };
    let starts_path = |at: usize| {
        let is_within = is(at.checked_sub(1), ':') && is(at.checked_sub(2), ':');
        !is_within && is(Some(at + 1), ':') && is(Some(at + 2), ':')
    };
    let at_start = |(at, token): (usize, &TokenTree)| match token {
        TokenTree::Ident(ident) if *ident == krate && starts_path(at) => {
            Some((ident.span().start().line, format!("`{krate}`")))
        }
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) | TokenTree::Group(_) => None,
    };
    tokens.iter().enumerate().filter_map(at_start).collect()
}

#[test]
fn each_library_is_named_in_its_own_room() {
    let files: Vec<(String, String)> = each_source().collect();
    let mut found = Vec::new();
    for (krate, owners) in OWNERS {
        let (inside, outside): (Vec<_>, Vec<_>) =
            files.iter().partition(|(name, _)| owners.iter().any(|owner| name.starts_with(owner)));
        assert!(inside.iter().any(|(_, text)| !named(text, krate).is_empty()), "nothing names {krate}");
        found.extend(outside.iter().flat_map(|(name, text)| places(name, named(text, krate))));
    }
    assert!(found.is_empty(), "a library outside its room:\n{}", found.join("\n"));
}

#[test]
fn a_library_outside_its_room_is_found() {
    let source = "use ron::Value;\nuse crate::ron::x;\nfn f() { ron::from_str(s); let ron = 1; }\n#[cfg(test)]\nuse ron::y;";
    assert_eq!(named(source, "ron").into_iter().map(|(line, _)| line).collect::<Vec<_>>(), [1, 3]);
}

// Only the theme has colours.

/// Colours without a colour of their own: transparent, and that of the text around.
const NO_COLOURS: [&str; 2] = ["TRANSPARENT", "PLACEHOLDER"];

/// The colours that a source creates or names itself.
fn colours(source: &str) -> Vec<(usize, String)> {
    let tokens = tokens(source);
    let is_colour = |window: &&[TokenTree]| match window {
        [TokenTree::Ident(kind), TokenTree::Punct(one), TokenTree::Punct(two), TokenTree::Ident(name)] => {
            let is_path = one.as_char() == ':' && two.as_char() == ':';
            let is_none = NO_COLOURS.iter().any(|none| name == none);
            is_path && (kind == "Color32" || kind == "Rgba" || kind == "Hsva") && !is_none
        }
        _ => false,
    };
    let found = tokens.windows(4).filter(is_colour);
    found.map(|window| (window[0].span().start().line, format!("`{}::{}`", window[0], window[3]))).collect()
}

/// The files that draw, without the theme.
fn drawing() -> impl Iterator<Item = (String, String)> {
    each_source().filter(|(name, _)| name.starts_with("src/app") && !name.starts_with("src/app/theme"))
}

#[test]
fn colours_are_named_in_the_theme_alone() {
    let found: Vec<String> =
        drawing().flat_map(|(name, text)| places(&name, colours(&text)).collect::<Vec<_>>()).collect();
    assert!(found.is_empty(), "a colour outside the theme:\n{}", found.join("\n"));
    assert_eq!(colours("fn f() { a(Color32::RED, egui::Color32::from_gray(1), Color32::TRANSPARENT) }").len(), 2);
}
