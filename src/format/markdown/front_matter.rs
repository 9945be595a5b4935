//! Writes front matter: YAML at the top of a Markdown file. `split` separates front matter from a text, as YAML, TOML
//! or JSON; `bare` reads headers without delimiters.

mod field;
mod bare;
mod data;
mod names;
mod split;
mod yaml;

use crate::page::{Page, Part};

pub(super) use split::split;

/// Writes the front matter of a page: one key per line, all texts in double quotes. Empty for a page without metadata.
pub(super) fn render(page: &Page) -> String {
    let meta = &page.meta;
    let mut lines = Vec::new();
    let mut text = |key: &str, value: &str| {
        if !value.is_empty() {
            lines.push(format!("{key}: {}", quoted(value)));
        }
    };
    text("title", &meta.headline);
    text("description", &meta.deck);
    text("date", &meta.published);
    text("lastmod", &meta.updated);
    text("slug", &meta.slug);
    text("lang", &meta.language);
    text("canonical", &meta.canonical);
    lines.extend(list("author", &meta.authors));
    lines.extend(list("tags", &meta.tags));
    lines.extend(image(page));
    if lines.is_empty() {
        return String::new();
    }
    format!("---\n{}\n---\n", lines.join("\n"))
}

fn list(key: &str, values: &[String]) -> Option<String> {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    (!values.is_empty()).then(|| format!("{key}: [{}]", values.join(", ")))
}

fn image(page: &Page) -> Vec<String> {
    let figure =
        page.parts.iter().find_map(|part| if let Part::Image(figure) = part { Some(figure) } else { None });
    let Some(figure) = figure.filter(|figure| figure.file.is_some()) else { return Vec::new() };
    let alt = figure.alt.as_ref().map(|(_, alt)| alt);
    let fields = [
        ("src", figure.file.as_ref()),
        ("alt", alt),
        ("caption", figure.caption.as_ref()),
        ("credit", figure.credit.as_ref()),
    ];
    let field =
        |(key, run): (&str, Option<&crate::markdown::Run>)| Some(format!("  {key}: {}", quoted(&run?.text)));
    std::iter::once("image:".to_owned()).chain(fields.into_iter().filter_map(field)).collect()
}

/// A YAML text in double quotes (YAML 1.2, 7.3.1), with everything escaped that is not plainly printable.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
