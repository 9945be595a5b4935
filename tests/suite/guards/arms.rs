//! No `_` arm over our own enums: where a match names variants of one, a new variant fails to compile.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};

use super::patterns::{Arm, Enums, Matrix, Names};
use super::{each_source, places};

/// The enums that a file declares, each with its variants.
#[derive(Default)]
struct Declared(Enums);

impl<'a> Visit<'a> for Declared {
    fn visit_item_enum(&mut self, item: &'a syn::ItemEnum) {
        let variants = item.variants.iter().map(|variant| variant.ident.to_string());
        self.0.entry(item.ident.to_string()).or_default().extend(variants);
    }
}

/// The matches of a file in which an arm catches all that is left of one of our enums.
struct CatchAlls<'a> {
    enums: &'a Enums,
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
        let mut longest = Longest(0);
        expression.arms.iter().for_each(|arm| longest.visit_pat(&arm.pat));
        let longest = longest.0;
        let names = Names {
            longest,
            enums: self.enums,
            own: self.own.last(),
            imported: &self.imported,
            foreign: &self.foreign,
        };
        let arms = expression.arms.iter().map(|arm| Arm {
            line: arm.fat_arrow_token.spans[0].start().line,
            is_sure: arm.guard.is_none(),
            columns: vec![names.pattern(&arm.pat)],
        });
        let swallowed = Matrix { enums: self.enums, longest, arms: arms.collect() }.swallowed();
        self.found.extend(
            swallowed.into_iter().map(|(line, name)| (line, format!("an arm for all that is left of `{name}`"))),
        );
        visit::visit_expr_match(self, expression);
    }
}

/// How many elements a slice has at most that patterns tell from longer ones, and one more.
struct Longest(usize);

impl<'a> Visit<'a> for Longest {
    fn visit_pat_slice(&mut self, slice: &'a syn::PatSlice) {
        self.0 = self.0.max(slice.elems.len() + 1);
        visit::visit_pat_slice(self, slice);
    }
}

/// The variants of our enums that a file imports.
struct Imports<'a> {
    enums: &'a Enums,
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

fn enums_of<'a>(files: impl IntoIterator<Item = &'a syn::File>) -> Enums {
    let mut enums = Declared::default();
    files.into_iter().for_each(|file| enums.visit_file(file));
    enums.0
}

fn catch_alls(file: &syn::File, enums: &Enums) -> Vec<(usize, String)> {
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
    let found = files.iter().flat_map(|(name, file)| places(name, catch_alls(file, &enums)));
    let found: Vec<String> = found.collect();
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
    // Within tuples, slices and fields.
    check("(Own::A, 1) => 1, (_, 1) => 2, (Own::A | Own::B(_) | Own::C, _) => 3", 0);
    check("(Own::A, 1) => 1, (Own::B(_), _) => 2, (_, _) => 3", 1);
    check("(Own::A, true) => 1, (Own::A, _) => 2, (Own::B(_) | Own::C, _) => 3", 0);
    check("(Own::A, D) => 1, (Own::A, E) | (Own::B(_) | Own::C, _) => 2", 0);
    check("(Own::A, D) => 1, (Own::A, _) | (Own::B(_) | Own::C, _) => 2", 1);
    check("(Own::A, D) => 1, _ => 2", 2);
    check("[.., Own::A] => 1, [.., _] => 2, [] => 3", 1);
    check("[Own::A] => 1, _ => 2", 0);
    check("[.., Own::A] => 1, [.., Own::B(_) | Own::C] | [] => 2", 0);
    check("Held { own: Own::A, .. } => 1, Held { .. } => 2", 1);
    check("Theirs::A(Own::A) => 1, Theirs::A(_) => 2, _ => 3", 1);
    check("(.., Own::A) => 1, (.., Own::B(_) | Own::C) => 2", 0);
    check("Err(Own::A) => 1, Ok(x) => 2, Err(e) => 3", 1);
    check("Own::B(1) => 1, Own::B(_) => 2, Own::A | Own::C => 3", 0);
    check("Own::A if a => 1, _ => 2", 1);
}
