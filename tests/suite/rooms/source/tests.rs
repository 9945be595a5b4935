//! The dependencies of small made-up files.

use super::*;

const MODULES: [&str; 6] = ["a", "a::b", "a::b::c", "a::d", "e", "e::f"];

/// Checks the dependencies of a file with these modules, each as the line and the file it uses.
#[track_caller]
fn check(from: &str, source: &str, expected: &[(usize, &str)]) {
    let modules = MODULES.iter().map(|&name| name.to_owned()).collect();
    let found = arrows(from, source, &modules);
    let mut found: Vec<(usize, &str)> = found.iter().map(|arrow| (arrow.line, arrow.to.as_str())).collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, expected, "of {source}");
}

#[test]
fn a_use_line_names_a_file_by_any_way() {
    check("e", "use crate::a::b::X;", &[(1, "a::b")]);
    check("a::b", "use super::d::X;", &[(1, "a::d")]);
    check("a::b", "use super::X;", &[(1, "a")]);
    check("a::b::c", "use super::super::d;", &[(1, "a::d")]);
    check("a", "use self::b::X;", &[(1, "a::b")]);
    check("a", "use b::c::X;", &[(1, "a::b::c")]);
    check("main", "use copydesk::e::f;", &[(1, "e::f")]);
    check("a::b", "use super::super::e::*;", &[(1, "e")]);
}

#[test]
fn a_tree_names_each_of_its_leaves() {
    check(
        "e::f",
        "use crate::{\n    a::{self, b::{X as Y, c},\n        d::Z},\n    e,\n};",
        &[(2, "a"), (2, "a::b"), (2, "a::b::c"), (3, "a::d"), (4, "e")],
    );
}

#[test]
fn what_is_passed_on_is_named() {
    check("a", "pub use b::X;\npub(crate) use d::{Y, Z};", &[(1, "a::b"), (2, "a::d")]);
}

#[test]
fn a_module_that_is_only_declared_is_not_named() {
    check("a", "mod b;\npub mod d;", &[]);
}

#[test]
fn a_path_in_code_names_a_file_too() {
    check("e", "fn f() -> crate::a::X {\n    crate::a::b::y()\n}", &[(1, "a"), (2, "a::b")]);
    check("a", "fn f() {\n    b::y(d::X);\n}", &[(2, "a::b"), (2, "a::d")]);
    check("a::b", "impl super::d::X for super::Y {}", &[(1, "a"), (1, "a::d")]);
    check("a::b", "fn f(x: Option<&super::d::X>) {}", &[(1, "a::d")]);
}

#[test]
fn a_name_that_was_brought_in_leads_to_its_file() {
    check("e", "use crate::a;\nfn f() { a::b::y() }", &[(1, "a"), (2, "a::b")]);
    check("e", "use crate::a as x;\nfn f() { x::d::y() }", &[(1, "a"), (2, "a::d")]);
    check("e", "use crate::a::b;\nuse b::c;\n", &[(1, "a::b"), (2, "a::b::c")]);
}

#[test]
fn a_path_in_a_macro_or_an_attribute_names_a_file() {
    check("e", "fn f() {\n    assert!(matches!(x, crate::a::b::X { .. }));\n}", &[(2, "a::b")]);
    check("a", "fn f() { format!(\"{}\", [b::c::X]) }", &[(1, "a::b::c")]);
    check("e", "#[derive(crate::a::d::X)]\nstruct S;", &[(1, "a::d")]);
}

#[test]
fn tests_name_what_they_like() {
    check("e", "#[cfg(test)]\nmod tests {\n    use crate::a::X;\n}", &[]);
    check("e", "#[cfg(test)]\nuse crate::a::X;\n#[cfg(all(unix, test))]\nfn f() { crate::a::x() }", &[]);
    check("e", "impl S {\n    #[cfg(test)]\n    fn f() { crate::a::x() }\n}", &[]);
    check("e", "fn f() {\n    #[cfg(test)]\n    let x = crate::a::x();\n}", &[]);
}

#[test]
fn what_is_compiled_without_tests_too_is_read() {
    check("e", "#[cfg(unix)]\nuse crate::a::X;", &[(2, "a")]);
    check("e", "#[cfg(not(test))]\nuse crate::a::X;", &[(2, "a")]);
    check("e", "#[cfg(any(test, unix))]\nuse crate::a::X;", &[(2, "a")]);
}

#[test]
fn words_and_comments_are_no_paths() {
    check("e", "/// See [`crate::a::X`].\n// crate::a::X\nconst X: &str = \"use crate::a::b;\";", &[]);
    check("e", "const X: &str = r#\"\nuse crate::a;\n\"#;", &[]);
}

#[test]
fn what_is_not_of_the_crate_is_no_arrow() {
    check("e", "use std::fmt;\nuse egui::{self, Ui};\nfn f() { fmt::x(); Vec::<u8>::new(); ::a::x() }", &[]);
}

#[test]
fn who_may_look_is_not_what_is_looked_at() {
    check("a::b", "pub(super) struct X;\npub(in crate::a) fn f() {}", &[]);
}

#[test]
fn a_module_in_braces_is_its_file() {
    check(
        "a",
        "mod x {\n    use super::Y;\n    use super::b::Z;\n    fn f() { super::super::e::g() }\n}",
        &[(3, "a::b"), (4, "e")],
    );
    check("a", "mod x { pub struct Y; }\nuse x::Y;", &[]);
}

#[test]
fn the_root_is_named_by_what_stands_in_it() {
    check("e", "use crate::X;", &[(1, ROOT)]);
}

#[test]
fn modules_are_declared_outside_tests() {
    let source = "mod a;\npub(crate) mod b;\n#[cfg(test)]\nmod tests;\nmod c {}\n#[cfg(unix)]\nmod d;";
    assert_eq!(declared(source), ["a", "b", "d"]);
}
