use super::*;

/// Types a text character by character, like a surface.
fn type_in(tag: &str, markup: Markup, typed: &str) -> String {
    let rules = Rules { smart: Smart::On, quotes: Quotes::of(tag), markup };
    let mut text = String::new();
    for letter in typed.chars() {
        let letter = letter.to_string();
        match smart(&text, Selection::at(text.len()), &letter, &rules) {
            Some(Typed { change, then, .. }) => {
                assert!(change.apply(&mut text));
                assert!(then.expect("the replacement is a second step").apply(&mut text));
            }
            None => text.push_str(&letter),
        }
    }
    text
}

#[track_caller]
fn check(tag: &str, typed: &str, expected: &str) {
    assert_eq!(type_in(tag, Markup::Blocks, typed), expected);
}

#[track_caller]
fn stays(typed: &str) {
    check("en", typed, typed);
}

#[test]
fn quotes_curl_by_language() {
    check("en", r#""Stop," she said. "It's 'over'.""#, "“Stop,” she said. “It’s ‘over’.”");
    check("de", r#""Er sagt: 'Das geht's.'""#, "„Er sagt: ‚Das geht’s.‘“");
    check("fr", "Il dit \"l'eau\" et \"rien\u{a0}\".", "Il dit «\u{a0}l’eau\u{a0}» et «\u{a0}rien\u{a0}».");
    check("fr", r#""un "deux" trois""#, "«\u{a0}un “deux” trois\u{a0}»");
    check("sv", r#""Ja", sa hon. "Det är 'bra'.""#, "”Ja”, sa hon. ”Det är ’bra’.”");
    check("it", r#""L'ho "visto" ieri""#, "«L’ho “visto” ieri»");
    check("nb", r#""Ja 'da'""#, "«Ja ‘da’»");
    check("pl", r#""Tak""#, "„Tak”");
}

#[test]
fn quotes_open_behind_marks_brackets_and_dashes() {
    check("en", r#"**"Bold"** ("so") *x*" word--"yes" "I was---""#, "**“Bold”** (“so”) *x*” word–“yes” “I was—”");
    check("en", "> \"A\"\n- 'b'", "> “A”\n- ‘b’");
}

#[test]
fn apostrophes_stand_where_letters_were_dropped() {
    check(
        "en",
        "don't, dogs', 'tis, rock 'n' roll in the '90s. Tell 'em so",
        "don’t, dogs’, ’tis, rock ’n’ roll in the ’90s. Tell ’em so",
    );
    check("en", "1990's", "1990’s");
    check("en", "'tissue' and '9 of 10'", "‘tissue’ and ‘9 of 10’");
    check("en", "an '07 model, class of '24", "an ’07 model, class of ’24");
    check("en", "('68) \"'99\"", "(’68) “’99”");
    check("en", "'2024 was' '100 days'", "‘2024 was’ ‘100 days’");
    check("en", "'cause 'bout 'round, 'Round the bend'", "’cause ’bout ’round, ‘Round the bend’");
    check(
        "en",
        "'Twas, 'twasn't 'TIS 'til; 'em. \"Get 'em\"--'em--",
        "’Twas, ’twasn’t ’TIS ’til; ’em. “Get ’em”–’em–",
    );
    check("en", "the 'cause' of it", "the ‘cause’ of it");
    check("de", "so 'n Tag, '68 war's. 'nein'", "so ’n Tag, ’68 war’s. ‚nein‘");
    check("nl", "'s avonds in '98", "’s avonds in ’98");
    check("nb", "sommeren '98", "sommeren ’98");
}

#[test]
fn quotes_close_behind_links_emphasis_and_citations() {
    let link = "[Gazette](https://a.example/b)";
    check("en", &format!("{link}'s"), &format!("{link}’s"));
    check("en", &format!("\"the {link}\" and \"a\""), &format!("“the {link}” and “a”"));
    check("en", &format!("*{link}*'s ({link})..."), &format!("*{link}*’s ({link})…"));
    check("en", "\"[W](https://a.example/b_(c))\"", "“[W](https://a.example/b_(c))”");
    check("en", "\"<https://a.example/>\" it's", "“<https://a.example/>” it’s");
    check("en", "\"*so*\", **it**'s `x`'s [^k]\"", "“*so*”, **it**’s `x`’s [^k]”");
    stays("(https://a.example/it's");
}

#[test]
fn hyphens_become_dashes_and_dots_an_ellipsis() {
    check("en", "1914--18 and so---on...", "1914–18 and so—on…");
    check("en", "well....", "well….");
}

#[test]
fn lines_of_hyphens_keep_their_meaning() {
    stays("---");
    stays("a\n---");
    stays("| a |\n|---|");
    stays("<!-- note -->");
    assert_eq!(type_in("en", Markup::Plain, "-- so"), "– so");
}

#[test]
fn what_is_meant_as_it_is_stays() {
    stays("`it's \"so\"...` ``a`'b``");
    stays("```\n\"a\" -- b...\n");
    stays("    \"indented\"");
    stays("[a](http://x.y/it's \"title\"");
    stays("[a]: http://x.y \"title\"");
    stays("https://x.y/it's--so...");
    stays("<a href=\"x\" title='y'>");
    stays("\\\"a\\\"");
    stays("a 5\" pipe");
    stays("../..");
    check("en", "`x` \"y\" [a](b) 'c' [^k]'s", "`x` “y” [a](b) ‘c’ [^k]’s");
    check("en", "[\"a\"](b)", "[“a”](b)");
}

#[test]
fn nothing_is_replaced_when_switched_off() {
    let rules = Rules { smart: Smart::Off, quotes: Quotes::default(), markup: Markup::Blocks };
    assert_eq!(smart("a", Selection::at(1), "\"", &rules), None);
}

#[test]
fn the_caret_stands_behind_the_marks_that_go_on_the_letter() {
    let rules = Rules { smart: Smart::On, quotes: Quotes::default(), markup: Markup::Blocks };
    let then = smart("\u{301}a", Selection::at(0), "\"", &rules).and_then(|typed| typed.then);
    let expected = ("“".to_owned(), Selection::at("“\u{301}".len()));
    assert_eq!(then.map(|then| (then.text, then.selection)), Some(expected));
}

#[test]
fn the_replacement_is_a_change_of_its_own() {
    let rules = Rules { smart: Smart::On, quotes: Quotes::default(), markup: Markup::Blocks };
    let typed = smart("say xx", Selection::over(4..6), "\"", &rules).expect("a straight quote is replaced");
    let mut text = "say xx".to_owned();
    assert!(typed.change.apply(&mut text));
    assert_eq!((text.as_str(), typed.change.selection), ("say \"", Selection::at(5)));
    assert!(typed.then.expect("the replacement is a second step").apply(&mut text));
    assert_eq!(text, "say “");
}
