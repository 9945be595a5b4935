//! No `_` arm over our own enums: where a match names variants of one, a new variant fails to compile. A chain of `if` and
//! `else if` that asks for one variant and then for another is held to the same.
//!
//! A single `if let`, `let … else` or `matches!` asks a yes-or-no question, and may leave variants out. So may an arm for
//! all slices that are not made like those of the arms before it.

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
        self.0.entry(item.ident.to_string()).or_default().push(variants.collect());
    }
}

/// The matches of a file in which an arm catches all remaining variants of one of our enums.
struct CatchAlls<'a> {
    enums: &'a Enums,
    /// What `Self` refers to.
    own: Vec<String>,
    /// The variants that are imported by name, each with its enum.
    imported: BTreeMap<String, String>,
    /// The enums that are imported under another name, each with its own.
    renamed: BTreeMap<String, String>,
    /// Enums of egui with the same name as one of ours.
    foreign: BTreeSet<String>,
    /// Whether the next `if` goes on with a chain that was looked at.
    within_chain: bool,
    found: Vec<(usize, String)>,
}

impl CatchAlls<'_> {
    /// What the names in these patterns stand for.
    fn names<'b>(&'b self, patterns: impl IntoIterator<Item = &'b syn::Pat>) -> Names<'b> {
        let mut longest = Longest(0);
        patterns.into_iter().for_each(|pattern| longest.visit_pat(pattern));
        Names {
            longest: longest.0,
            enums: self.enums,
            own: self.own.last(),
            imported: &self.imported,
            renamed: &self.renamed,
            foreign: &self.foreign,
        }
    }

    /// A chain of `if` and `else if` that asks for one variant and then for another is a `match` with such an arm.
    fn find_in_chain(&mut self, chain: &syn::ExprIf) {
        let mut asked = Vec::new();
        let (mut link, mut rest) = (0, Some(chain));
        while let Some(one) = rest {
            self.ask(&one.cond, link, &mut asked);
            link += 1;
            rest = match one.else_branch.as_ref().map(|(_, behind)| &**behind) {
                Some(syn::Expr::If(next)) => Some(next),
                _ => None,
            };
        }
        let mut links: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
        for Question { link, of, owner } in asked {
            links.entry((of, owner)).or_default().insert(link);
        }
        let line = chain.if_token.span.start().line;
        let several = links.into_iter().filter(|(_, links)| links.len() > 1);
        self.found.extend(several.map(|((_, owner), _)| (line, format!("a chain of `if` over `{owner}`"))));
    }

    fn ask(&self, condition: &syn::Expr, link: usize, asked: &mut Vec<Question>) {
        match condition {
            syn::Expr::Paren(inner) => self.ask(&inner.expr, link, asked),
            syn::Expr::Binary(both) if matches!(both.op, syn::BinOp::And(_)) => {
                self.ask(&both.left, link, asked);
                self.ask(&both.right, link, asked);
            }
            syn::Expr::Let(one) => asked.extend(self.questions(link, &one.expr, &one.pat)),
            syn::Expr::Macro(one) => {
                let matched = matched(&one.mac);
                asked.extend(matched.iter().flat_map(|(of, pattern, _)| self.questions(link, of, pattern)));
            }
            _ => {}
        }
    }

    fn questions(&self, link: usize, of: &syn::Expr, pattern: &syn::Pat) -> Vec<Question> {
        let Some(of) = called(of) else { return Vec::new() };
        let owners: BTreeSet<String> = self.names([pattern]).pattern(pattern).owners();
        owners.into_iter().map(|owner| Question { link, of: of.clone(), owner }).collect()
    }
}

/// What a link of a chain of `if` and `else if` asks: whether this value is of some variants of this enum.
struct Question {
    link: usize,
    of: String,
    owner: String,
}

/// What a value is called, if it is asked for without doing anything: `&self.kind`, `x.kind()`.
fn called(value: &syn::Expr) -> Option<String> {
    match value {
        syn::Expr::Path(one) => {
            let names: Vec<String> = one.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            Some(names.join("::"))
        }
        syn::Expr::Field(one) => {
            let member = match &one.member {
                syn::Member::Named(name) => name.to_string(),
                syn::Member::Unnamed(number) => number.index.to_string(),
            };
            Some(format!("{}.{member}", called(&one.base)?))
        }
        syn::Expr::MethodCall(one) if one.args.is_empty() => {
            Some(format!("{}.{}()", called(&one.receiver)?, one.method))
        }
        syn::Expr::Reference(one) => called(&one.expr),
        syn::Expr::Unary(one) => called(&one.expr),
        syn::Expr::Paren(one) => called(&one.expr),
        _ => None,
    }
}

/// The value, the pattern and the guard of `matches!`.
fn matched(call: &syn::Macro) -> Option<(syn::Expr, syn::Pat, Option<syn::Expr>)> {
    let parse = |input: syn::parse::ParseStream<'_>| {
        let value: syn::Expr = input.parse()?;
        input.parse::<syn::Token![,]>()?;
        let pattern = syn::Pat::parse_multi_with_leading_vert(input)?;
        let guard = input.parse::<Option<syn::Token![if]>>()?.map(|_| input.parse()).transpose()?;
        input.parse::<Option<syn::Token![,]>>()?;
        Ok((value, pattern, guard))
    };
    call.path.is_ident("matches").then(|| call.parse_body_with(parse).ok()).flatten()
}

/// The expressions that a macro is called with, where it is called as a function is.
fn arguments(call: &syn::Macro) -> Vec<syn::Expr> {
    if let Some((value, _, guard)) = matched(call) {
        return std::iter::once(value).chain(guard).collect();
    }
    let parse = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
    call.parse_body_with(parse).map(|all| all.into_iter().collect()).unwrap_or_default()
}

impl<'a> Visit<'a> for CatchAlls<'_> {
    fn visit_macro(&mut self, call: &'a syn::Macro) {
        arguments(call).iter().for_each(|argument| self.visit_expr(argument));
    }

    fn visit_expr_if(&mut self, chain: &'a syn::ExprIf) {
        if !self.within_chain {
            self.find_in_chain(chain);
        }
        self.within_chain = false;
        self.visit_expr(&chain.cond);
        self.visit_block(&chain.then_branch);
        if let Some((_, behind)) = &chain.else_branch {
            self.within_chain = matches!(**behind, syn::Expr::If(_));
            self.visit_expr(behind);
        }
    }

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
        let names = self.names(expression.arms.iter().map(|arm| &arm.pat));
        let longest = names.longest;
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

/// The greatest length of slices that patterns distinguish from longer ones, plus one.
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
    renamed: BTreeMap<String, String>,
    foreign: BTreeSet<String>,
    is_foreign: bool,
}

impl<'a> Visit<'a> for Imports<'_> {
    fn visit_use_name(&mut self, name: &'a syn::UseName) {
        if self.is_foreign {
            self.foreign.insert(name.ident.to_string());
        }
    }

    fn visit_use_rename(&mut self, name: &'a syn::UseRename) {
        if !self.is_foreign && self.enums.contains_key(&name.ident.to_string()) {
            self.renamed.insert(name.rename.to_string(), name.ident.to_string());
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
                    syn::UseTree::Glob(_) => variants.iter().flatten().collect(),
                    syn::UseTree::Name(one) => {
                        variants.iter().flatten().filter(|variant| one.ident == variant).collect()
                    }
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
    let (found, renamed, foreign) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    let mut imports = Imports { enums, found, renamed, foreign, is_foreign: false };
    imports.visit_file(file);
    let Imports { found: imported, renamed, foreign, .. } = imports;
    let (own, found) = (Vec::new(), Vec::new());
    let mut catch_alls = CatchAlls { enums, own, imported, renamed, foreign, within_chain: false, found };
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
        check_body(&format!("match x {{ {arms} }}"), expected);
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
    // An arm for the rest that has a guard leaves it to those behind it.
    check("Own::A => 1, _ if b => 3, Own::B(_) | Own::C => 2", 0);
    check("Own::A => 1, _ if b => 3, _ => 2", 1);
    check("Own::A => 1, other if b => f(other), other => g(other)", 1);
    // Enums under another name, and others of the same name.
    check("Renamed::D => 1, _ => 2", 1);
    check("(Own::A, _) => 1, (_, D) => 2, (_, E) => 3", 2);
}

#[test]
fn a_chain_that_stands_in_for_a_match_is_found_and_a_question_is_not() {
    check_body("if let Own::A = x { 1 } else if let Own::C = x { 2 } else { 3 }", 1);
    check_body("if let Own::A = x { 1 } else if y { 2 } else if let Own::C = &x { 3 }", 1);
    check_body("if matches!(x.own(), Own::A) && y { 1 } else if matches!(x.own(), Self::C) { 2 }", 1);
    check_body("if let Some(D) = self.x { 1 } else if (a && matches!(self.x, Some(E))) { 2 }", 1);
    check_body("if let Own::A = x { 1 } else if let Own::C = y { 2 } else { 3 }", 0);
    check_body("if a { 1 } else if let Own::A = x { if let Own::C = x { 2 } else { 3 } } else { 4 }", 0);
    check_body("if let Own::A = x { 1 } else { 2 }", 0);
    check_body("let Own::A = x else { return };", 0);
    check_body("matches!(x, Own::A | Own::C) && !matches!(x, Own::B(_))", 0);
}

#[test]
fn a_match_is_found_wherever_it_stands() {
    let found = "match x { Own::A => 1, _ => 2 }";
    check_body(&format!("if {found} == 1 {{ {found} }} else if a {{ 3 }} else {{ {found} }}"), 3);
    check_body(&format!("vec![1, {found}]"), 1);
    check_body(&format!("matches!({found}, 1 | 2 if {found} == 1)"), 2);
    check_body(&format!("let f = |x| {found};"), 1);
}

/// How many such places there are in the body of a function.
#[track_caller]
fn check_body(body: &str, expected: usize) {
    let text = format!(
        "enum Own {{ A, B(u8), C }}\nenum Named {{ D, E }}\nmod other {{ enum Named {{ F }} }}\nuse Named::{{D, E}};\n\
         use Named as Renamed;\nimpl Own {{ fn f(self) {{ {body} }} }}\n\
         #[cfg(test)]\nmod tests {{ fn g() {{ match x {{ Own::A => 1, _ => 2 }} }} }}"
    );
    let file = syn::parse_file(&text).expect("the case is Rust");
    let found = catch_alls(&file, &enums_of([&file]));
    assert_eq!(found.len(), expected, "{body}: {found:?}");
}
