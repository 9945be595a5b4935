//! How texts are broken into rows, and where the rows stand and are painted.

use egui::text::{LayoutSection, TextFormat};
use egui::{Align, Stroke};

use super::*;

/// The rows of a text in a width into which this much just fits.
#[track_caller]
fn check(text: &str, fits: &str, expected: &[&str]) {
    let (rows, drawn) = with_fonts(|ctx| {
        let width = set_text(ctx, fits, f32::INFINITY, None).width() + 0.5;
        let set = set_text(ctx, text, width, None);
        let rows: Vec<String> = set.rows().iter().map(|row| text[row.range()].to_owned()).collect();
        (rows, painted(&set))
    });
    assert_eq!(rows, expected, "{text:?}");
    let seen: String = expected.iter().flat_map(|row| row.chars().rev().filter(|c| !c.is_whitespace())).collect();
    assert_eq!(drawn, seen, "each row is painted from the right");
}

#[test]
fn a_row_breaks_at_a_blank_which_hangs_over_its_end() {
    check("אבג דהו", "אבג דה", &["אבג ", "דהו"]);
    check("אבג דהו", "אבג דהו", &["אבג דהו"]);
    check("אבג     דהו", "אבג", &["אבג     ", "דהו"]);
    check("אב\tגד", "אב\tג", &["אב\t", "גד"]);
}

#[test]
fn a_word_wider_than_a_row_breaks_behind_a_dash_or_else_a_sign_or_else_anywhere() {
    check("אב-גדה", "אב-גד", &["אב-", "גדה"]);
    check("א-ב.גד", "א-ב.ג", &["א-", "ב.גד"]);
    check("אב.גדה", "אב.גד", &["אב.", "גדה"]);
    check("אבגדה", "אבג", &["אבג", "דה"]);
    check("אב\u{A0}גד", "אב\u{A0}ג", &["אב\u{A0}ג", "ד"]);
}

#[test]
fn rows_stand_one_under_another_at_the_edge_where_they_begin() {
    with_fonts(|ctx| {
        let set = set_text(ctx, "אבג   דהו זחט\nיכל", 60.0, None);
        let rows = set.rows();
        assert_eq!(rows.len(), 4);
        assert!(rows.windows(2).all(|two| two[0].rect.bottom() == two[1].rect.top()));
        assert_eq!(set.height(), rows[3].rect.bottom());
        for row in rows {
            assert_eq!((row.clusters[0].right, row.rect.right()), (60.0, 60.0));
            assert!(row.clusters.iter().all(|cluster| cluster.left >= 0.0), "blanks hang within the text");
            check_painted(&set, row, row.clusters[2].left, 60.0);
        }
        let empty = set_text(ctx, "", 60.0, Some(Direction::RightToLeft));
        assert_eq!(empty.rows()[0].rect.height(), rows[0].rect.height());
    });
}

/// What is seen of a row is painted from here to there, but for the rounding to pixels.
#[track_caller]
fn check_painted(set: &Typeset, row: &Row, left: f32, right: f32) {
    let own = set.galley.rows.iter().filter(|drawn| row.rect.y_range().contains(drawn.rect().center().y));
    let glyphs = own.flat_map(|drawn| drawn.glyphs.iter().map(|glyph| (drawn.pos.x + glyph.pos.x, glyph)));
    let glyphs: Vec<_> = glyphs.filter(|(_, glyph)| glyph.advance_width > 0.0).collect();
    let first = glyphs.iter().map(|(x, _)| *x).fold(f32::INFINITY, f32::min);
    let end = glyphs.iter().map(|(x, glyph)| x + glyph.advance_width).fold(f32::NEG_INFINITY, f32::max);
    assert!((first - left).abs() < 1.0 && (end - right).abs() < 1.0, "{first}..{end} for {left}..{right}");
}

#[test]
fn a_text_of_endless_width_has_the_room_that_there_is() {
    with_fonts(|ctx| {
        let text = "אבג דהו\nab אב\nאב";
        let manner = Manner { room: 300.0, ..Manner::default() };
        let set = set(ctx, job(text, f32::INFINITY, None), &manner);
        let edges: Vec<(f32, f32)> = set.rows().iter().map(|row| (row.rect.left(), row.rect.right())).collect();
        assert_eq!((edges[0].1, edges[1].0, edges[2].1), (300.0, 0.0, 300.0));
        for (row, (left, right)) in set.rows().iter().zip(edges) {
            check_painted(&set, row, left, right);
        }
    });
}

#[test]
fn a_text_stands_in_the_middle_or_at_the_right_where_its_job_says_so() {
    with_fonts(|ctx| {
        for (align, edges) in [(Align::Center, [-0.5, 0.5]), (Align::RIGHT, [-1.0, 0.0])] {
            let mut job = job("אב גד", 300.0, None);
            job.halign = align;
            let set = set(ctx, job, &Manner::default());
            let row = &set.rows()[0];
            let width = row.rect.width();
            assert_eq!((row.rect.left(), row.rect.right()), (width * edges[0], width * edges[1]));
            check_painted(&set, row, row.rect.left(), row.rect.right());
        }
    });
}

#[test]
fn a_line_feed_ends_a_paragraph_unless_the_job_takes_it_for_a_letter() {
    with_fonts(|ctx| {
        let text = "אב\nab";
        let paragraphs = set_text(ctx, text, f32::INFINITY, None);
        let found: Vec<_> = paragraphs.rows().iter().map(|row| (row.range(), row.direction)).collect();
        assert_eq!(found, [(0..4, Direction::RightToLeft), (5..7, Direction::LeftToRight)]);
        let whole = LayoutJob { break_on_newline: false, ..job(text, f32::INFINITY, None) };
        assert_eq!(set(ctx, whole, &Manner::default()).rows().len(), 1);
    });
}

#[test]
fn what_hangs_does_so_before_the_first_paragraph_where_it_has_room() {
    const HANG: Hang = Hang { indent: 10.0, lead: 2, gap: 4.0 };
    with_fonts(|ctx| {
        let hung = |text: &str, width: f32, hang: Hang| {
            set(ctx, job(text, width, None), &Manner { hang, ..Manner::default() })
        };
        // Between the mark and the words there is no hole: it is as wide as up to them.
        let first = hung("- אב גד\nהו", 200.0, HANG);
        let clusters = &first.rows()[0].clusters;
        assert!((clusters[1].left - clusters[2].right).abs() < 0.01, "{clusters:?}");
        assert_eq!(first.rows()[1].clusters[0].right, 190.0);
        let plain = hung("- abc def ghi jkl", 70.0, HANG);
        let (row, next) = (&plain.rows()[0].clusters, &plain.rows()[1].clusters);
        assert_eq!(row[1].right, row[2].left);
        assert!((row[2].left - next[0].left).abs() < 1.0, "rows begin under each other");
        let lead = set_text(ctx, "- ", f32::INFINITY, None).width();
        assert!((row[2].left - (10.0 + lead + 4.0)).abs() < 1.0);
        assert!(plain.rows().iter().all(|row| row.rect.right() <= 70.0));
        // What is too wide does not hang, and nothing does before a text of endless width.
        for (text, edge) in [("אבגדה וזח טיכ", 50.0), ("abcdef gh ijk", 10.0)] {
            let lead = text.find(' ').expect("there are words") + 1;
            let wide = hung(text, 60.0, Hang { lead, ..HANG });
            let edges: Vec<f32> = wide
                .rows()
                .iter()
                .map(|row| match row.direction {
                    Direction::LeftToRight => row.clusters[0].left,
                    Direction::RightToLeft => row.clusters[0].right,
                })
                .collect();
            assert!(edges.len() > 1 && edges.iter().all(|found| (found - edge).abs() < 1.0), "{edges:?}");
        }
        let endless = hung("- אב", f32::INFINITY, HANG);
        let clusters = &endless.rows()[0].clusters;
        assert!((clusters[1].left - clusters[2].right).abs() < 0.01, "{clusters:?}");
    });
}

/// A text in two formats.
fn two(text: [&str; 2], formats: [TextFormat; 2], gap: f32, width: f32) -> LayoutJob {
    let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
    let [first, second] = formats;
    job.append(text[0], 0.0, first);
    job.append(text[1], gap, second);
    job.wrap.max_width = width;
    job
}

#[test]
fn a_gap_between_two_formats_is_where_they_meet_and_nowhere_else() {
    with_fonts(|ctx| {
        let formats = || [format(Face::Serif), format(Face::Serif)];
        let job = two(["אב", "גד"], formats(), 20.0, f32::INFINITY);
        let leftward = set(ctx, job.clone(), &Manner::default());
        let clusters = &leftward.rows()[0].clusters;
        assert!((clusters[1].left - clusters[2].right - 20.0).abs() < 0.01);
        let without = set_text(ctx, "אבגד", f32::INFINITY, None).width();
        assert!((leftward.width() - without - 20.0).abs() < 0.5, "{} {without}", leftward.width());
        let mixed = set(ctx, two(["ab", "אב"], formats(), 20.0, f32::INFINITY), &Manner::default());
        let row = &mixed.rows()[0];
        assert!((row.clusters[3].left - row.clusters[1].right - 20.0).abs() < 0.01);
        check_painted(&mixed, row, 0.0, row.rect.right());
        // A row that goes on with the second format has no gap before it.
        let width = set_text(ctx, "בגדה", f32::INFINITY, None).width() + 1.0;
        let broken = set(ctx, two(["א ", "בגדהוזחט"], formats(), 8.0, width), &Manner::default());
        let rows = broken.rows();
        assert!(rows.len() > 2, "{}", rows.len());
        assert!(rows.iter().skip(2).all(|row| row.clusters[0].right == width));
        // Nor has a part of a job that begins within it.
        let sections: Vec<LayoutSection> = job::part(&job, 6..8, 9.0).sections;
        assert_eq!((sections[0].leading_space, job::part(&job, 4..8, 9.0).sections[0].leading_space), (0.0, 20.0));
    });
}

#[test]
fn each_letter_is_as_wide_as_its_face_makes_it() {
    with_fonts(|ctx| {
        let width = |text: &str, face: Face| {
            set(ctx, LayoutJob::single_section(text.to_owned(), format(face)), &Manner::default()).width()
        };
        let large = TextFormat { font_id: FontId::new(32.0, Face::Serif.family()), ..format(Face::Serif) };
        let set =
            set(ctx, two(["אב", "גד"], [format(Face::Serif), large], 0.0, f32::INFINITY), &Manner::default());
        let expected = width("אב", Face::Serif) + 2.0 * width("גד", Face::Serif);
        assert!((set.width() - expected).abs() < 2.0, "{} {expected}", set.width());
        // The smaller letters stand at the bottom of the row, as their format says.
        let row = &set.rows()[0];
        let bottoms: Vec<f32> = set.galley.rows.iter().map(|drawn| drawn.rect().bottom()).collect();
        assert!(bottoms.len() == 2 && bottoms.iter().all(|bottom| (bottom - row.rect.bottom()).abs() < 1.0));
    });
}

#[test]
fn a_blank_is_painted_only_where_something_is_seen_of_it() {
    with_fonts(|ctx| {
        let drawn = |format: TextFormat| {
            let job = LayoutJob::single_section("אב גד".to_owned(), format);
            set(ctx, job, &Manner::default()).galley.rows.len()
        };
        let ink = egui::Color32::BLACK;
        let plain = format(Face::Serif);
        assert_eq!(drawn(plain.clone()), 2);
        assert_eq!(drawn(TextFormat { underline: Stroke::new(1.0, ink), ..plain.clone() }), 3);
        assert_eq!(drawn(TextFormat { strikethrough: Stroke::new(1.0, ink), ..plain.clone() }), 3);
        assert_eq!(drawn(TextFormat { background: ink, ..plain }), 3);
    });
}

#[test]
fn tabs_that_follow_each_other_reach_from_stop_to_stop() {
    with_fonts(|ctx| {
        let set = set_text(ctx, "א\t\tב", 400.0, None);
        let step = 4.0 * row_space(ctx);
        let stop = |index: usize| (400.0 - set.rows()[0].clusters[index].right) / step;
        assert!((stop(2) - 1.0).abs() < 0.02 && (stop(3) - 2.0).abs() < 0.02, "{} {}", stop(2), stop(3));
    });
}

#[test]
fn a_text_is_as_wide_as_its_longest_row_without_blanks_at_its_end() {
    with_fonts(|ctx| {
        let set = set_text(ctx, "אבג   דהו", 60.0, None);
        assert_eq!(set.content_width(), set.rows().iter().map(|row| row.rect.width()).fold(0.0, f32::max));
        assert!(set.content_width() < 60.0 && set.width() == 60.0);
    });
}

#[test]
fn what_is_kept_is_set_again_only_when_the_letters_are_drawn_anew() {
    let ctx = Context::default();
    theme::install(&ctx);
    let frame = |act: &dyn Fn(&Context) -> Arc<Typeset>| {
        let mut found = None;
        ctx.run_ui(RawInput::default(), |ui| found = Some(act(ui.ctx()))).textures_delta.clear();
        found.expect("a frame was drawn")
    };
    let (kept, job) = (Kept::default(), job("אב", 60.0, None));
    let of_frame = || frame(&|ctx| kept.set(ctx, &job, &Manner::default()));
    let first = of_frame();
    assert!(Arc::ptr_eq(&first, &of_frame()));
    ctx.set_zoom_factor(2.0);
    frame(&|ctx| kept.set(ctx, &job, &Manner::default()));
    assert!(!Arc::ptr_eq(&first, &of_frame()));
}
