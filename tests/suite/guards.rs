//! What the map of the source says is guarded, where neither the compiler nor clippy can say it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenTree;
use syn::visit::{self, Visit};

use crate::source::{name_of, read, sources, tokens};

/// Every source file with its name.
fn each_source() -> impl Iterator<Item = (String, String)> {
    sources().into_iter().map(|path| (name_of(&path), read(path)))
}

/// The places at which a file of these names something that is not its own: `name:line: what`.
fn places(name: &str, found: Vec<(usize, String)>) -> impl Iterator<Item = String> {
    found.into_iter().map(move |(line, what)| format!("{name}:{line}: {what}"))
}

// No `_` arm over our own enums.

/// The enums that a file declares, each with its variants.
#[derive(Default)]
struct Enums(BTreeMap<String, BTreeSet<String>>);

impl<'a> Visit<'a> for Enums {
    fn visit_item_enum(&mut self, item: &'a syn::ItemEnum) {
        let variants = item.variants.iter().map(|variant| variant.ident.to_string());
        self.0.entry(item.ident.to_string()).or_default().extend(variants);
    }
}

/// The matches of a file in which an arm catches all that is left of one of our enums.
struct CatchAlls<'a> {
    enums: &'a BTreeMap<String, BTreeSet<String>>,
    /// What `Self` stands for.
    own: Vec<String>,
    /// The variants that are imported by name, each with its enum.
    imported: BTreeMap<String, String>,
    /// Enums of egui that have a name of ours.
    foreign: BTreeSet<String>,
    found: Vec<(usize, String)>,
}

impl<'a> Visit<'a> for CatchAlls<'_> {
    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let name = match &*item.self_ty {
            syn::Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
            _ => None,
        };
        self.own.push(name.unwrap_or_default());
        visit::visit_item_impl(self, item);
        self.own.pop();
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        let is_test = |attribute: &syn::Attribute| {
            let cfg = attribute.path().is_ident("cfg").then(|| attribute.parse_args::<syn::Ident>());
            cfg.is_some_and(|cfg| cfg.is_ok_and(|name| name == "test"))
        };
        if !item.attrs.iter().any(is_test) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_expr_match(&mut self, expression: &'a syn::ExprMatch) {
        let named: BTreeSet<String> = expression.arms.iter().flat_map(|arm| self.named_in(&arm.pat)).collect();
        if let Some(name) = named.first() {
            for arm in &expression.arms {
                if catches_all(&arm.pat) && arm.guard.is_none() {
                    let line = arm.fat_arrow_token.spans[0].start().line;
                    self.found.push((line, format!("an arm for all that is left of `{name}`")));
                }
            }
        }
        visit::visit_expr_match(self, expression);
    }
}

impl CatchAlls<'_> {
    /// The enums of ours whose variants a pattern names: as a whole, or in an option that it looks into.
    fn named_in(&self, pattern: &syn::Pat) -> BTreeSet<String> {
        let segments = |path: &syn::Path| -> Vec<String> {
            path.segments.iter().map(|segment| segment.ident.to_string()).collect()
        };
        let named = match pattern {
            syn::Pat::Or(or) => return or.cases.iter().flat_map(|case| self.named_in(case)).collect(),
            syn::Pat::Paren(inner) => return self.named_in(&inner.pat),
            syn::Pat::Reference(inner) => return self.named_in(&inner.pat),
            syn::Pat::TupleStruct(some) if some.path.is_ident("Some") => {
                return some.elems.iter().flat_map(|inner| self.named_in(inner)).collect();
            }
            syn::Pat::TupleStruct(one) => segments(&one.path),
            syn::Pat::Struct(one) => segments(&one.path),
            syn::Pat::Path(one) => segments(&one.path),
            syn::Pat::Ident(one) => vec![one.ident.to_string()],
            _ => return BTreeSet::new(),
        };
        let owner = match named.as_slice() {
            [.., name, variant] => {
                let name = if name == "Self" { self.own.last() } else { Some(name) };
                name.filter(|name| self.enums.get(*name).is_some_and(|variants| variants.contains(variant)))
            }
            [variant] => self.imported.get(variant),
            [] => None,
        };
        owner.filter(|name| !self.foreign.contains(*name)).into_iter().cloned().collect()
    }
}

/// The variants of our enums that a file imports.
struct Imports<'a> {
    enums: &'a BTreeMap<String, BTreeSet<String>>,
    found: BTreeMap<String, String>,
    foreign: BTreeSet<String>,
    is_foreign: bool,
}

impl<'a> Visit<'a> for Imports<'_> {
    fn visit_use_name(&mut self, name: &'a syn::UseName) {
        if self.is_foreign {
            self.foreign.insert(name.ident.to_string());
        }
    }

    fn visit_use_path(&mut self, path: &'a syn::UsePath) {
        let name = path.ident.to_string();
        let was_foreign = self.is_foreign;
        self.is_foreign |= name == "egui" || name == "std";
        if let Some(variants) = self.enums.get(&name) {
            let trees: Vec<&syn::UseTree> = match &*path.tree {
                syn::UseTree::Group(group) => group.items.iter().collect(),
                tree => vec![tree],
            };
            for tree in trees {
                let imported: Vec<&String> = match tree {
                    syn::UseTree::Glob(_) => variants.iter().collect(),
                    syn::UseTree::Name(one) => variants.iter().filter(|variant| one.ident == variant).collect(),
                    _ => Vec::new(),
                };
                self.found.extend(imported.into_iter().map(|variant| (variant.clone(), name.clone())));
            }
        }
        visit::visit_use_path(self, path);
        self.is_foreign = was_foreign;
    }
}

/// Whether a pattern takes any value: `_`, a name, or a tuple of nothing but those.
fn catches_all(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Wild(_) => true,
        syn::Pat::Ident(name) => {
            let is_variable = name.ident.to_string().starts_with(|c: char| c.is_lowercase() || c == '_');
            is_variable && name.subpat.is_none()
        }
        syn::Pat::Paren(inner) => catches_all(&inner.pat),
        syn::Pat::Tuple(tuple) => tuple.elems.iter().all(catches_all),
        syn::Pat::Or(or) => or.cases.iter().any(catches_all),
        _ => false,
    }
}

fn enums_of<'a>(files: impl IntoIterator<Item = &'a syn::File>) -> BTreeMap<String, BTreeSet<String>> {
    let mut enums = Enums::default();
    files.into_iter().for_each(|file| enums.visit_file(file));
    enums.0
}

fn catch_alls(file: &syn::File, enums: &BTreeMap<String, BTreeSet<String>>) -> Vec<(usize, String)> {
    let mut imports = Imports { enums, found: BTreeMap::new(), foreign: BTreeSet::new(), is_foreign: false };
    imports.visit_file(file);
    let Imports { found: imported, foreign, .. } = imports;
    let mut catch_alls = CatchAlls { enums, own: Vec::new(), imported, foreign, found: Vec::new() };
    catch_alls.visit_file(file);
    catch_alls.found
}

#[test]
fn no_arm_catches_what_is_left_of_our_own_enums() {
    let files: Vec<(String, syn::File)> =
        each_source().map(|(name, text)| (name, syn::parse_file(&text).expect("the source is Rust"))).collect();
    let enums = enums_of(files.iter().map(|(_, file)| file));
    assert!(enums.len() > 150, "only {} enums were found", enums.len());
    let found: Vec<String> =
        files.iter().flat_map(|(name, file)| places(name, catch_alls(file, &enums)).collect::<Vec<_>>()).collect();
    assert!(found.is_empty(), "name every variant:\n{}", found.join("\n"));
}

#[test]
fn an_arm_that_catches_the_rest_is_found() {
    #[track_caller]
    fn check(arms: &str, expected: usize) {
        let text = format!(
            "enum Own {{ A, B(u8), C }}\nenum Named {{ D, E }}\nuse Named::{{D, E}};\nimpl Own {{ fn f(self) {{ match x {{ {arms} }} }} }}\n\
             #[cfg(test)]\nmod tests {{ fn g() {{ match x {{ Own::A => 1, _ => 2 }} }} }}"
        );
        let file = syn::parse_file(&text).expect("the case is Rust");
        assert_eq!(catch_alls(&file, &enums_of([&file])).len(), expected, "{arms}");
    }
    check("Own::A => 1, Own::B(_) | Own::C => 2", 0);
    check("Own::A => 1, _ => 2", 1);
    check("Self::A => 1, other => f(other)", 1);
    check("Some(super::Own::A) => 1, _ => 2", 1);
    check("Own::A if a => 1, _ if b => 3, Own::A | Own::B(_) | Own::C => 2", 0);
    check("D => 1, _ => 2", 1);
    check("Some(D) => 1, Some(E) => 3, None => 2", 0);
    check("Theirs::A => 1, _ => 2", 0);
    check("1 => 1, _ => 2", 0);
}

// Each library is named by the room that owns it.

/// Crates that only some rooms may name, by the beginnings of the paths of their files.
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

/// The lines at which a source names a crate: `name::` at the start of a path.
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

// Colours are the theme's.

/// Colours that say no colour: none at all, and that of the words around.
const NO_COLOURS: [&str; 2] = ["TRANSPARENT", "PLACEHOLDER"];

/// The colours that a source makes or names itself.
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
