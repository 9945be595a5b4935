//! Hostile texts: deeply nested, broken, or containing code. Each gives an article and every export, and nothing in
//! them runs. Test threads have a small stack, so that unbounded recursion fails here.

use std::path::Path;
use std::sync::Arc;

use copydesk::article::Article;
use copydesk::check::check;
use copydesk::file::{self, FileKind};
use copydesk::format::{self, Format};
use copydesk::page::compose;
use copydesk::reading::Origin;
use copydesk::recognise::recognise;

const ORIGINS: [Origin; 3] = [Origin::Text, Origin::Markdown, Origin::Html];

/// Processes a text completely, and returns every export.
fn through(article: &Article) -> Vec<String> {
    let page = compose(article);
    check(article);
    Format::ALL.into_iter().map(|format| format::render(&page, format)).collect()
}

#[track_caller]
fn check_inert(article: &Article) {
    let page = format::render(&compose(article), Format::HtmlPage);
    let (_, body) = page.split_once("</style>").unwrap();
    let document = body.to_lowercase();
    for tag in
        ["<script", "<svg", "<iframe", "<object", "<embed", "<form", "<math", "<style", "<base", "<meta", "<link"]
    {
        assert!(!document.contains(tag), "{tag} in {body}");
    }
    for tag in tags(body) {
        assert!(!has_handler(tag), "{tag}");
        for scheme in ["=\"javascript", "=\"data", "=\"vbscript", "=\" javascript", "=\"java"] {
            assert!(!tag.to_lowercase().contains(scheme), "{scheme} in {tag}");
        }
    }
}

/// What is between `<` and `>`: text contains neither, because they are escaped.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)).collect()
}

/// Whether a tag has an event handler, outside the values of its other attributes.
fn has_handler(tag: &str) -> bool {
    tag.split('"').step_by(2).any(|outside| outside.split_whitespace().any(|name| name.starts_with("on")))
}

#[test]
fn deep_nesting_gives_every_export() {
    let deep = 10_000;
    for text in [
        format!("{}deep", "> ".repeat(deep)),
        format!("{}deep", "- ".repeat(deep)),
        format!("{}deep{}", "[".repeat(deep), "]".repeat(deep)),
        format!("{}deep{}", "![".repeat(deep), "](x)".repeat(deep)),
        format!("{}deep{}", "*a ".repeat(deep), " b*".repeat(deep)),
        format!("{}deep", "[^a]: ".repeat(deep)),
        format!("{}deep{}", "<div><b>".repeat(deep), "</b></div>".repeat(deep)),
        format!("{}deep", "<ul><li>".repeat(deep)),
        format!("{}deep", "<table><tr><td>".repeat(deep / 10)),
        format!("{}deep", "<blockquote>".repeat(deep)),
    ] {
        for origin in ORIGINS {
            let exports = through(&recognise(&format::read(&text, origin)).article);
            assert!(exports[0].contains("deep"), "{origin:?} of {}", &text[..20]);
        }
    }
}

#[test]
fn broken_text_gives_every_export() {
    for text in [
        "\0",
        "a\0b\u{1}\u{7f}",
        "\u{feff}x",
        "\u{fffe}\u{ffff}\u{fdd0}",
        "\r\r\n\n\r",
        "\u{202e}evil\u{2066}",
        "&#0;&#xd800;&#x110000;",
    ] {
        for origin in ORIGINS {
            assert_eq!(through(&recognise(&format::read(text, origin)).article).len(), Format::ALL.len());
        }
        let article = Article { headline: text.into(), lede: Arc::new(text.into()), ..Article::default() };
        through(&article);
    }
}

#[test]
fn a_native_file_nested_deep_is_refused_in_words() {
    for text in
        ["(".repeat(100_000), format!("(version: 1, takeaways: {}", "[".repeat(100_000)), "(version: 1".into()]
    {
        let error = file::parse(&text, FileKind::Copydesk).unwrap_err().to_string();
        assert!(error.contains("line 1"), "{error}");
    }
}

#[test]
fn payloads_come_out_inert() {
    for payload in PAYLOADS {
        let mut article = Article {
            headline: payload.into(),
            deck: payload.into(),
            canonical: payload.into(),
            ..Article::default()
        };
        article.image.file = payload.into();
        article.image.alt = payload.into();
        article.push_takeaway(payload);
        article.push_section(payload, format!("{payload}\n\n[x]({payload}) ![y](<{payload}>)\n\n`{payload}`"));
        article.push_source(copydesk::article::Source {
            link: payload.into(),
            title: payload.into(),
            ..Default::default()
        });
        check_inert(&article);
        for origin in ORIGINS {
            check_inert(&recognise(&format::read(payload, origin)).article);
        }
    }
}

const PAYLOADS: [&str; 12] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "https://x.example/\"onclick=\"alert(1)",
    "<a href=\"javascript:alert(1)\" onclick=\"x()\">y</a>",
    "</style></script><svg onload=alert(1)>",
    "<math><mtext><style><img src onerror=alert(1)></style></mtext></math>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe><base href=//x><meta http-equiv=refresh content=0>",
];

/// The examples of the CommonMark specification and other collections, if they are available.
#[test]
fn collections_of_hard_texts_come_out_inert() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let texts = |file: &str, key: &str| -> Vec<String> {
        let Ok(json) = std::fs::read_to_string(corpora.join(file)) else { return Vec::new() };
        let values: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        values.iter().filter_map(|v| v.get(key).or(Some(v)).and_then(|v| v.as_str()).map(str::to_owned)).collect()
    };
    let mut all = texts("markdown/commonmark-0.31.2.json", "markdown");
    all.extend(texts("naughty/blns.json", ""));
    all.extend(texts("xss/dompurify-expect.json", "payload"));
    all.push("[a](javascript:x) <script>y</script>".into());
    for text in all {
        let text = text.replace('→', "\t");
        let article = Article { headline: text.clone(), lede: Arc::new(text.clone()), ..Article::default() };
        check_inert(&article);
        for origin in ORIGINS {
            check_inert(&recognise(&format::read(&text, origin)).article);
        }
    }
}
