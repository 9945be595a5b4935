//! Every character that the window itself draws is in the bundled fonts. What users write in other scripts is drawn
//! with system fonts.

use std::collections::BTreeSet;

use copydesk::app::theme::{self, Face};
use proc_macro2::TokenTree;

use crate::source::{name_of, read, root, sources, tokens};

/// What egui’s own widgets draw: for truncated text, before a negative number, and instead of a password.
const EGUI: [char; 3] = ['…', '−', '•'];

/// Files whose characters are searched for in imported text, and never drawn themselves.
const DATA: [&str; 18] = [
    "src/app/setting/mirror.rs",
    "src/app/setting/piece.rs",
    "src/count.rs",
    "src/file/name.rs",
    "src/file/native/string_literal.rs",
    "src/format/html/escape.rs",
    "src/format/html/head.rs",
    "src/format/html/read/notes/mark.rs",
    "src/format/html/read/notes/trim.rs",
    "src/format/html/read/top/date.rs",
    "src/format/html/read/typed.rs",
    "src/format/loss/hidden.rs",
    "src/format/markdown/front_matter.rs",
    "src/format/markdown/plain_lines.rs",
    "src/page/hidden.rs",
    "src/paste/markup.rs",
    "src/recognise/rules.rs",
    "src/writing/quotes.rs",
];

/// Those of these characters that neither a face nor one of its fallbacks can draw.
fn missing(characters: impl IntoIterator<Item = char>) -> BTreeSet<(char, &'static str)> {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    ctx.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
    let characters: BTreeSet<char> = characters.into_iter().filter(|c| !is_never_drawn(*c)).collect();
    let faces = [
        (Face::Sans, "sans"),
        (Face::SansBold, "sans bold"),
        (Face::Serif, "serif"),
        (Face::SerifItalic, "serif italic"),
        (Face::SerifBold, "serif bold"),
        (Face::SerifBoldItalic, "serif bold italic"),
        (Face::Mono, "mono"),
    ];
    ctx.fonts_mut(|fonts| {
        let each = faces.into_iter().flat_map(|(face, name)| characters.iter().map(move |c| (face, name, *c)));
        each.filter(|(face, _, c)| !fonts.has_glyph(&face.at(12.0), *c)).map(|(_, name, c)| (c, name)).collect()
    })
}

/// Control characters and zero-width marks are drawn as nothing, or by their neighbours.
fn is_never_drawn(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The characters in string and character literals of a source file, except the ends of ranges.
fn characters(source: &str) -> Vec<char> {
    let tokens = tokens(source);
    let is_dot = |at: Option<usize>| {
        let token = at.and_then(|at| tokens.get(at));
        matches!(token, Some(TokenTree::Punct(dot)) if dot.as_char() == '.' || dot.as_char() == '=')
    };
    let literals = tokens.iter().enumerate().filter_map(|(at, token)| match token {
        TokenTree::Literal(literal) => Some((at, syn::parse_str::<syn::Lit>(&literal.to_string()).ok()?)),
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Group(_) => None,
    });
    let texts = literals.map(|(at, literal)| match literal {
        syn::Lit::Str(text) => text.value(),
        syn::Lit::Char(_) if is_dot(at.checked_sub(1)) || is_dot(Some(at + 1)) => String::new(),
        syn::Lit::Char(c) => c.value().to_string(),
        _ => String::new(),
    });
    texts.flat_map(|text| text.chars().collect::<Vec<_>>()).collect()
}

#[test]
fn every_sign_in_the_source_has_a_glyph_in_every_face() {
    let mut found = 0;
    let mut bad = Vec::new();
    for path in sources() {
        let name = name_of(&path);
        if DATA.contains(&name.as_str()) {
            continue;
        }
        let drawn = characters(&read(&path));
        found += drawn.iter().filter(|c| !c.is_ascii()).count();
        let missing: BTreeSet<char> = missing(drawn).into_iter().map(|(c, _)| c).collect();
        bad.extend((!missing.is_empty()).then_some((name, missing)));
    }
    assert!(bad.is_empty(), "{bad:?}");
    assert!(found > 200, "only {found} signs were found");
}

#[test]
fn every_sign_of_eguis_widgets_and_of_the_drafts_that_come_along_has_a_glyph() {
    assert_eq!(missing(EGUI), BTreeSet::new());
    let drafts = std::fs::read_dir(root().join("assets/templates")).expect("the templates are in the repository");
    let drafts = drafts.map(|entry| entry.expect("the folder can be read").path());
    for draft in drafts.chain([root().join("assets/sample.copydesk")]) {
        assert_eq!(missing(read(&draft).chars()), BTreeSet::new(), "{}", draft.display());
    }
}

#[test]
fn a_sign_without_a_glyph_is_found() {
    assert_eq!(characters("fn a() { b(\"é\\u{2713}\", '→', r\"…\", 'ä'..='ü') } // ☃"), ['é', '✓', '→', '…']);
    let found: BTreeSet<char> = missing("aé☃".chars()).into_iter().map(|(c, _)| c).collect();
    assert_eq!(found, BTreeSet::from(['☃']));
}
