//! Texts of every kind, set and walked.

mod carets;
mod rows;

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Context, FontId, Galley, Rangef, RawInput, pos2};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::app::theme::{self, Face};
use crate::page::Direction;

thread_local! {
    /// Fonts are loaded once per test thread.
    static FONTS: Context = {
        let ctx = Context::default();
        ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
        theme::install(&ctx);
        ctx.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
        ctx
    };
}

/// Runs a function where text can be laid out.
pub(super) fn with_fonts<T>(act: impl Fn(&Context) -> T) -> T {
    let mut found = None;
    FONTS.with(|ctx| {
        let mut output = ctx.run_ui(RawInput::default(), |ui| found = Some(act(ui.ctx())));
        output.textures_delta.clear();
    });
    found.expect("a frame was drawn")
}

fn format(face: Face) -> TextFormat {
    TextFormat::simple(FontId::new(16.0, face.family()), egui::Color32::BLACK)
}

/// A text in one format, or in two.
fn job(text: &str, width: f32, cut: Option<usize>) -> LayoutJob {
    let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
    job.wrap.max_width = width;
    let at = cut.filter(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    job.append(&text[..at], 0.0, format(Face::Serif));
    job.append(&text[at..], 0.0, format(Face::SerifBold));
    if job.text.is_empty() {
        job.sections = LayoutJob::single_section(String::new(), format(Face::Serif)).sections;
    }
    job
}

fn set_text(ctx: &Context, text: &str, width: f32, base: Option<Direction>) -> Typeset {
    set(ctx, job(text, width, None), &Manner { base, ..Manner::default() })
}

/// The characters of each row in visual order, from the left.
fn seen(set: &Typeset, text: &str) -> Vec<String> {
    let row = |row: &Row| {
        let mut letters: Vec<(f32, String)> = (0..row.clusters.len())
            .map(|index| (row.clusters[index].left, text[row.bytes_of(index)].to_owned()))
            .collect();
        letters.sort_by(|a, b| a.0.total_cmp(&b.0));
        letters.into_iter().map(|(_, letters)| letters).collect()
    };
    set.rows().iter().map(row).collect()
}

/// What is painted, row by row, from left to right.
pub(in crate::app) fn painted(set: &Typeset) -> String {
    set.rows().iter().map(|row| painted_in(&set.galley, row.rect.y_range())).collect()
}

/// What is painted between two heights, from left to right.
pub(super) fn painted_in(galley: &Galley, heights: Rangef) -> String {
    let mut letters: Vec<(f32, char)> = Vec::new();
    let rows = galley.rows.iter().filter(|row| heights.contains(row.rect().center().y));
    for row in rows {
        let drawn = row.glyphs.iter().filter(|glyph| glyph.advance_width > 0.0);
        letters.extend(drawn.map(|glyph| (row.pos.x + glyph.pos.x, glyph.chr)));
    }
    letters.sort_by(|a, b| a.0.total_cmp(&b.0));
    letters.into_iter().map(|(_, letter)| letter).filter(|letter| !letter.is_whitespace()).collect()
}

#[track_caller]
fn check(text: &str, base: Option<Direction>, expected: &str) {
    let (rows, drawn) = with_fonts(|ctx| {
        let set = set_text(ctx, text, f32::INFINITY, base);
        (seen(&set, text), painted(&set))
    });
    assert_eq!(rows, [expected], "{text:?}");
    assert_eq!(bare(&drawn), bare(expected), "what is painted stands as the letters do");
}

/// Text as it is painted, without spaces and combining marks. Both characters of a mirrored pair become the same one.
pub(in crate::app) fn bare(text: &str) -> String {
    let is_drawn =
        |c: &char| !c.is_whitespace() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}');
    let letters = text.graphemes(true).filter_map(|letter| letter.chars().next());
    let bare: String = letters.filter(is_drawn).map(mirror_back).collect();
    // A single glyph in some faces.
    bare.replace("fi", "f").replace("fl", "f")
}

/// Maps both characters of a mirrored pair to the same one.
fn mirror_back(c: char) -> char {
    c.min(mirror::mirrored(c))
}

#[test]
fn letters_are_painted_in_the_order_in_which_they_are_read() {
    check("אבג", None, "גבא");
    check("אבג!", None, "!גבא");
    check("abc אבג def", None, "abc גבא def");
    check("אבג abc דהו", None, "והד abc גבא");
    check("אבג 12 דה", None, "הד 12 גבא");
    check("אב", Some(Direction::LeftToRight), "בא");
    check("abc.", Some(Direction::RightToLeft), ".abc");
    check("אב (גד)", None, ")דג( בא");
}

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

#[test]
fn letters_are_painted_in_the_order_in_which_a_browser_draws_the_exported_page() {
    let drafts = [
        (include_str!("../../../tests/bidi/hebrew.json"), Some(Direction::RightToLeft)),
        (include_str!("../../../tests/bidi/arabic.json"), Some(Direction::RightToLeft)),
        (include_str!("../../../tests/bidi/english.json"), Some(Direction::LeftToRight)),
        (include_str!("../../../tests/bidi/unknown.json"), None),
    ];
    for (blocks, base) in drafts {
        let blocks: Vec<Block> = serde_json::from_str(blocks).expect("the script writes JSON");
        for line in blocks.into_iter().flat_map(|block| block.lines) {
            check(&line.written, base, &line.seen);
        }
    }
}

#[test]
fn digits_of_arabic_run_to_the_right() {
    check("سنة ٢٠٢٦", None, "٢٠٢٦ ةنس");
}

#[test]
fn a_letter_that_is_told_to_run_the_other_way_does() {
    check("a\u{202E}bc\u{202C}d", None, "a\u{202E}\u{202C}cbd");
}

#[test]
fn brackets_are_painted_as_those_that_face_the_other_way() {
    let drawn = with_fonts(|ctx| painted(&set_text(ctx, "א(ב)«ג»", f32::INFINITY, None)));
    assert_eq!(drawn, "«ג»(ב)א");
}

#[test]
fn a_paragraph_that_runs_to_the_left_stands_at_the_right_edge() {
    with_fonts(|ctx| {
        let set = set_text(ctx, "אב גד", 300.0, None);
        assert_eq!(set.rows()[0].rect.right(), 300.0);
        assert_eq!(set.caret(0, Side::After).left(), 300.0);
        let set = set_text(ctx, "", 300.0, Some(Direction::RightToLeft));
        assert_eq!(set.caret(0, Side::After).left(), 300.0);
    });
}

#[test]
fn what_is_whole_is_one_letter_and_turns_nothing() {
    with_fonts(|ctx| {
        let text = "אב [x] גד";
        let whole = text.find('[').expect("it is there");
        let bytes = whole..whole + 3;
        let manner = Manner { wholes: std::slice::from_ref(&bytes), ..Manner::default() };
        let set = set(ctx, job(text, f32::INFINITY, None), &manner);
        assert_eq!(seen(&set, text), ["דג [x] בא"]);
        assert_eq!(set.step(whole, Side::After, Arrow::Left), Reached::At(whole + 3, Side::After));
    });
}

#[test]
fn what_hangs_stands_at_the_side_where_the_paragraph_begins() {
    with_fonts(|ctx| {
        let text = "- אבג דהו זחט יכל מנס עפצ";
        let hang = Hang { indent: 10.0, lead: 2, gap: 4.0 };
        let set = set(ctx, job(text, 120.0, None), &Manner { hang, ..Manner::default() });
        let rows = set.rows();
        assert!(rows.len() > 2, "{}", rows.len());
        assert_eq!(rows[0].clusters[0].right, 110.0);
        let edge = rows[1].clusters[0].right;
        assert!((rows[0].clusters[2].right - edge).abs() < 0.01 && edge < 106.0, "{edge}");
    });
}

#[test]
fn a_tab_reaches_to_a_stop() {
    with_fonts(|ctx| {
        let text = "אב\tגד\tה";
        let set = set_text(ctx, text, 400.0, None);
        let row = &set.rows()[0];
        let right_of = |index: usize| 400.0 - row.clusters[index].right;
        let step = 4.0 * row_space(ctx);
        for index in [3, 6] {
            assert!((right_of(index) / step).fract().min(1.0 - (right_of(index) / step).fract()) < 0.02);
        }
        assert_eq!(seen(&set, text), ["ה\tדג\tבא"]);
    });
}

fn row_space(ctx: &Context) -> f32 {
    let set = set_text(ctx, "א א", f32::INFINITY, None);
    let clusters = &set.rows()[0].clusters;
    clusters[1].right - clusters[1].left
}

/// All positions from one edge of the text to the other.
fn walk(set: &Typeset, from: (usize, Side), arrow: Arrow) -> Vec<(usize, Side)> {
    let mut places = vec![from];
    while let Reached::At(at, side) = set.step(places[places.len() - 1].0, places[places.len() - 1].1, arrow) {
        places.push((at, side));
        assert!(places.len() < 10_000, "an arrow goes on without end");
    }
    places
}

#[test]
fn arrows_go_to_where_they_point() {
    with_fonts(|ctx| {
        let text = "ab אב cd";
        let set = set_text(ctx, text, f32::INFINITY, None);
        let places = walk(&set, (0, Side::After), Arrow::Right);
        let xs: Vec<f32> = places.iter().map(|(at, side)| set.caret(*at, *side).left()).collect();
        assert!(xs.windows(2).all(|two| two[0] < two[1]), "{xs:?}");
        assert_eq!(places.len(), text.chars().count() + 1);
    });
}

#[test]
fn a_click_meets_the_half_of_the_letter_that_it_is_on() {
    with_fonts(|ctx| {
        let set = set_text(ctx, "ab אב", f32::INFINITY, None);
        let letter = set.rows()[0].clusters[3];
        let y = set.rows()[0].rect.center().y;
        assert_eq!(set.nearest(pos2(letter.right - 0.5, y)).0, 3);
        assert_eq!(set.nearest(pos2(letter.left + 0.5, y)).0, 5);
        assert_eq!(set.letter_at(pos2(letter.left + 0.5, y)), Some(3..5));
    });
}

#[test]
fn a_stretch_over_both_directions_is_covered_where_its_letters_are() {
    with_fonts(|ctx| {
        let text = "ab אבג";
        let set = set_text(ctx, text, f32::INFINITY, None);
        let rects = set.cover(&(1..5));
        assert_eq!(rects.len(), 2, "b and a space, and the first letter at the right");
        let row = &set.rows()[0];
        assert_eq!((rects[1].left(), rects[1].right()), (row.clusters[3].left, row.clusters[3].right));
        assert_eq!(set.cover(&(0..text.len())).len(), 1);
    });
}

/// Text and signs of many scripts.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("שלום".to_owned()),
        Just("א".to_owned()),
        Just("שָׁלוֹם".to_owned()),
        Just("سلام".to_owned()),
        Just("الله".to_owned()),
        Just("٢٠٢٦".to_owned()),
        Just(" ".to_owned()),
        Just("  ".to_owned()),
        Just("\u{a0}".to_owned()),
        "[a-c ]{1,6}",
        "[0-9.,:-]{1,4}",
        "[()«»\"!?…“„]{1,3}",
        Just("é👩‍👩‍👧".to_owned()),
        Just("\u{200F}".to_owned()),
        Just("\u{2067}אב\u{2069}".to_owned()),
        Just("\u{202E}ab\u{202C}".to_owned()),
        Just("\t".to_owned()),
        Just("日本語".to_owned()),
        Just("क्षि".to_owned()),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn bases() -> impl Strategy<Value = Option<Direction>> {
    prop_oneof![Just(None), Just(Some(Direction::LeftToRight)), Just(Some(Direction::RightToLeft))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_is_in_one_cluster_and_a_point_on_it_meets_it(
        text in pieces(), base in bases(), width in prop_oneof![Just(f32::INFINITY), 30.0_f32..400.0], cut in 0_usize..40,
    ) {
        with_fonts(|ctx| {
            let set = set(ctx, job(&text, width, Some(cut)), &Manner { base, ..Manner::default() });
            let mut at = 0;
            for row in set.rows() {
                assert_eq!(row.start as usize, at);
                for index in 0..row.clusters.len() {
                    let bytes = row.bytes_of(index);
                    assert_eq!(bytes.start, at, "{text:?}");
                    at = bytes.end;
                    let cluster = row.clusters[index];
                    assert!(cluster.left <= cluster.right + 0.01, "{text:?} {cluster:?}");
                    let middle = pos2((cluster.left + cluster.right) * 0.5, row.rect.center().y);
                    if cluster.right - cluster.left > 1.0 {
                        assert_eq!(set.letter_at(middle), Some(bytes.clone()), "{text:?}");
                        let near = set.nearest(middle).0;
                        assert!(near == bytes.start || near == bytes.end, "{text:?} {near} {bytes:?}");
                    }
                }
            }
            assert_eq!(at, text.len(), "{text:?}");
        });
    }

    #[test]
    fn what_an_arrow_does_the_other_one_undoes(
        text in pieces(), base in bases(), width in prop_oneof![Just(f32::INFINITY), 60.0_f32..400.0],
    ) {
        with_fonts(|ctx| {
            let set = set(ctx, job(&text, width, None), &Manner { base, ..Manner::default() });
            let stops = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
            for (at, side) in stops.flat_map(|at| [(at, Side::Before), (at, Side::After)]) {
                for (there, back) in [(Arrow::Left, Arrow::Right), (Arrow::Right, Arrow::Left)] {
                    let Reached::At(next, next_side) = set.step(at, side, there) else { continue };
                    let returned = set.step(next, next_side, back);
                    let Reached::At(here, here_side) = returned else { panic!("an arrow back stays in {text:?}: {at} {side:?} led to {returned:?}") };
                    let is_at_break = set.rows().iter().any(|row| row.range().end == at);
                    let same = set.caret(here, here_side) == set.caret(at, side);
                    assert!(same || (is_at_break && here == at), "{text:?} {at} {side:?} {there:?} {here} {here_side:?}");
                    // Moving on and back returns to the same position.
                    let Reached::At(again, again_side) = set.step(here, here_side, there) else {
                        panic!("no arrow leaves {text:?} at {at}")
                    };
                    assert_eq!((again, again_side), (next, next_side), "{text:?}");
                }
            }
        });
    }

    #[test]
    fn arrows_pass_each_letter_once_and_stop_nowhere_else(text in pieces(), base in bases()) {
        with_fonts(|ctx| {
            let set = set(ctx, job(&text, f32::INFINITY, None), &Manner { base, ..Manner::default() });
            let row = &set.rows()[0];
            let places = walk(&set, row.place_of(row.gap(0)), if row.direction == Direction::LeftToRight { Arrow::Right } else { Arrow::Left });
            assert_eq!(places.len(), row.clusters.len() + 1, "{text:?}");
            let mut found = places.clone();
            found.dedup();
            assert_eq!(found.len(), places.len(), "{text:?}: a key that moves nothing");
        });
    }

    #[test]
    fn a_text_that_runs_to_the_right_stands_as_egui_sets_it(text in "[a-zéж日 .,“”-]{0,80}", width in 40.0_f32..300.0) {
        with_fonts(|ctx| {
            let job = job(&text, width, None);
            let galley = ctx.fonts_mut(|fonts| fonts.layout_job(job.clone()));
            let set = set(ctx, job, &Manner::default());
            assert!(Arc::ptr_eq(&galley, &set.galley));
            let xs = set.rows().iter().flat_map(|row| &row.clusters).map(|cluster| cluster.left);
            let glyphs = galley.rows.iter().flat_map(|row| row.glyphs.iter().map(|glyph| row.pos.x + glyph.pos.x));
            assert_eq!(xs.collect::<Vec<_>>(), glyphs.collect::<Vec<_>>());
        });
    }
}
