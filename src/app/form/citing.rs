//! How a citation is shown in the form: the short name of its source and its number in the list.

use unicode_segmentation::UnicodeSegmentation;

use crate::app::surface::Cited;
use crate::article::{Article, Source, is_stopgap, key_for};
use crate::page::hidden;

/// How the source with this key is named where it is cited.
pub(super) fn cited(article: &Article, key: &str) -> Option<Cited> {
    let at = article.sources.iter().position(|source| source.key == key)?;
    let source = article.sources.get(at)?;
    let title = [&source.title, &source.link, &source.key].into_iter().find(|name| !name.is_empty())?;
    let number = at + 1;
    Some(Cited { name: format!("{} {number}", name(source)), title: format!("{number}. {title}") })
}

/// How many characters are shown of a publisher's name, and of a title.
const PUBLISHER: usize = 20;
const TITLE: usize = 14;

/// The publisher, or the site that the link leads to, or the beginning of the title, or the key.
fn name(source: &Source) -> String {
    let house = key_for(&source.link);
    let house = Some(house).filter(|house| !is_stopgap(house));
    let found = first_words(&source.publisher, PUBLISHER).or(house).or_else(|| first_words(&source.title, TITLE));
    found.unwrap_or_else(|| source.key.clone())
}

/// As many of the first words as fit; the beginning of a word that is too long.
fn first_words(text: &str, room: usize) -> Option<String> {
    let (seen, _) = hidden::shown(text);
    let mut short = String::new();
    let mut len = 0;
    for word in seen.split_whitespace() {
        let letters = word.graphemes(true).count();
        if len > 0 && len + 1 + letters > room {
            break;
        }
        if len > 0 {
            short.push(' ');
        }
        if letters > room {
            short.extend(word.graphemes(true).take(room - 1).chain(["…"]));
            break;
        }
        short.push_str(word);
        len += letters + usize::from(len > 0);
    }
    (!short.is_empty()).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(publisher: &str, link: &str, title: &str, expected: &str) {
        let (publisher, link, title) = (publisher.into(), link.into(), title.into());
        let source = Source { key: "minutes".into(), publisher, link, title, ..Source::default() };
        let article = Article { sources: vec![Source::default().into(), source.into()], ..Article::default() };
        assert_eq!(cited(&article, "minutes").map(|cited| cited.name).as_deref(), Some(expected));
    }

    #[test]
    fn a_source_is_named_by_the_first_thing_that_is_known_of_it() {
        check("Reuters", "https://bbc.co.uk/x", "A title", "Reuters 2");
        check("", "https://www.reuters.com/x", "A title", "reuters 2");
        check(" ", "", "Minutes of the council, 3 March", "Minutes of the 2");
        check("", "no link", "", "minutes 2");
        check("", "", "", "minutes 2");
    }

    #[test]
    fn a_long_name_is_cut_between_words() {
        check("The Washington Post", "", "", "The Washington Post 2");
        check("Instituto Nacional de Estadística", "", "", "Instituto Nacional 2");
        check("Bundesverfassungsgericht", "", "", "Bundesverfassungsge… 2");
        check("\u{202e}Reuters\nNews", "", "", "Reuters News 2");
        check("朝日新聞", "", "", "朝日新聞 2");
    }

    #[test]
    fn no_source_has_no_name() {
        assert!(cited(&Article::default(), "minutes").is_none());
    }
}
