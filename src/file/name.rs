//! A file's name for an article that has none yet.

use crate::article::Article;

/// The longest name that is made, in characters without the ending.
const MOST_CHARS: usize = 60;

/// A name made from the slug, else from the headline, that every system takes: `harbour-opens.html`.
pub fn suggested_name(article: &Article, extension: &str) -> String {
    let names = [&article.slug, &article.headline].map(|text| plain(text));
    let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "untitled".into());
    let name = if is_reserved(&name) { format!("{name}-draft") } else { name };
    format!("{name}.{extension}")
}

/// Words of letters and digits, joined by hyphens.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['\'', '’'], "");
    let mut name = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let joined = name.chars().count() + word.chars().count() + 1;
        if !name.is_empty() && joined > MOST_CHARS {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(MOST_CHARS));
    }
    name
}

/// Names that Windows keeps for devices.
fn is_reserved(name: &str) -> bool {
    let numbered = ["com", "lpt"].iter().filter_map(|device| name.strip_prefix(device));
    ["con", "prn", "aux", "nul"].contains(&name)
        || numbered.into_iter().any(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(slug: &str, headline: &str, expected: &str) {
        let article = Article { slug: slug.into(), headline: headline.into(), ..Article::default() };
        assert_eq!(suggested_name(&article, "txt"), expected);
    }

    #[test]
    fn the_slug_comes_before_the_headline() {
        check("tide-tables", "Harbour opens", "tide-tables.txt");
        check("", "Harbour’s new gate: “open”", "harbours-new-gate-open.txt");
        check("", "", "untitled.txt");
    }

    #[test]
    fn no_name_leads_out_of_the_folder_or_to_a_device() {
        check("../../etc/passwd", "", "etc-passwd.txt");
        check("nul", "", "nul-draft.txt");
        check("COM1", "", "com1-draft.txt");
        check("…", "港が開く", "港が開く.txt");
    }

    #[test]
    fn long_names_end_with_a_word() {
        check("", &"harbour ".repeat(30), &format!("{}.txt", ["harbour"; 7].join("-")));
        check("", &"x".repeat(300), &format!("{}.txt", "x".repeat(60)));
    }
}
