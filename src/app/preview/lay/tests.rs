//! Whole pages, laid out.

use egui::{Context, Rangef, RawInput};

use super::*;
use crate::app::preview::cell::{cell, count};
use crate::app::preview::strips::strips;
use crate::app::setting::tests::{bare, painted};
use crate::page::compose;

/// A block drawn by a browser, as measured by `tests/bidi/measure.py`.
#[derive(serde::Deserialize)]
struct Block {
    lines: Vec<Line>,
}

#[derive(serde::Deserialize)]
struct Line {
    written: String,
    seen: String,
}

/// The texts of a draft's page: as written, and as painted from left to right.
fn page(draft: &str) -> Vec<(String, String)> {
    let ctx = Context::default();
    ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    theme::install(&ctx);
    let path = std::path::Path::new("tests/bidi").join(draft).with_extension("copydesk");
    let article = crate::file::open(&path, None).expect("the draft is in the repository").article;
    let page = compose(&article);
    let mut found = Vec::new();
    let mut output = ctx.run_ui(RawInput::default(), |ui| {
        found.clear();
        let cells = page.parts.iter().flat_map(|part| (0..count(part)).filter_map(|index| cell(part, index)));
        for cell in cells {
            let sight = Sight { seen: Rangef::new(0.0, 1e6), heights: &[] };
            let wide = (20_000.0, page.meta.direction());
            let (laid, _) = lay(ui, &strips(&page, cell), wide, &Picture::None, &sight);
            for piece in laid.pieces {
                if let Shape::Text(text) = piece.shape {
                    found.push((text.job.text.replace('\n', ""), painted(&text.set(ui.ctx()))));
                }
            }
        }
    });
    output.textures_delta.clear();
    found
}

#[track_caller]
fn check(draft: &str, browser: &str) {
    let texts = page(draft);
    let blocks: Vec<Block> = serde_json::from_str(browser).expect("the script writes JSON");
    // Only the page has links back from notes.
    let blocks = blocks.into_iter().filter(|block| !block.lines.iter().any(|line| line.written.contains('↩')));
    for Block { lines } in blocks {
        let written: String = lines.iter().map(|line| line.written.as_str()).collect();
        let expected: String = lines.iter().map(|line| bare(&line.seen)).collect();
        let found = texts.iter().filter(|(text, _)| *text == written);
        let drawn: Vec<String> = found.map(|(_, drawn)| bare(drawn)).collect();
        assert!(drawn.contains(&expected), "{draft}: {written:?} is painted {drawn:?}, not {expected:?}");
    }
}

#[test]
fn the_letters_of_a_page_stand_as_a_browser_shows_the_exported_one() {
    check("hebrew", include_str!("../../../../tests/bidi/hebrew.json"));
    check("arabic", include_str!("../../../../tests/bidi/arabic.json"));
    check("english", include_str!("../../../../tests/bidi/english.json"));
    check("unknown", include_str!("../../../../tests/bidi/unknown.json"));
}

#[test]
fn what_marks_a_list_a_quotation_and_a_table_stands_where_the_text_begins() {
    let ctx = Context::default();
    ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    theme::install(&ctx);
    let body = "- אב\n\n1. אב\n\n> אב\n\n| אב | ab |\n|---|---|\n| אב | ab |";
    let sides = |language: &str| {
        let mut article = crate::article::Article { language: language.into(), ..Default::default() };
        article.push_section("", body);
        let page = compose(&article);
        let mut sides = Vec::new();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let cells = page.parts.iter().flat_map(|part| (0..count(part)).filter_map(|index| cell(part, index)));
            for cell in cells {
                let sight = Sight { seen: Rangef::new(0.0, 1e6), heights: &[] };
                let (laid, _) =
                    lay(ui, &strips(&page, cell), (400.0, page.meta.direction()), &Picture::None, &sight);
                sides.extend(laid.pieces.iter().filter_map(|piece| match &piece.shape {
                    Shape::Dot | Shape::Bar => Some(piece.rect.center().x > 200.0),
                    Shape::Text(text) if text.job.text == "1." => Some(piece.rect.center().x > 200.0),
                    Shape::Text(text) if text.job.text == "ab" => Some(piece.rect.right() < 380.0),
                    Shape::Text(_) | Shape::Ground | Shape::Line | Shape::Ring => None,
                    Shape::Box { .. } | Shape::Picture(_) => None,
                }));
            }
        });
        output.textures_delta.clear();
        sides
    };
    assert_eq!(sides("he"), [true; 5]);
    // Without a language, the text decides, except in tables, whose cells have their own directions.
    assert_eq!(sides(""), [true; 5]);
    assert_eq!(sides("en")[..3], [false; 3]);
}
