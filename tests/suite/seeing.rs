//! Form and preview of one article: a click in the preview puts the cursor into the form, both scroll together, and the
//! preview shows what the exports contain.

use copydesk::app::choice::{HtmlAs, PreviewAs};
use copydesk::app::preview;
use copydesk::app::theme::{self, Type};
use copydesk::article::{Article, Place, Source};
use copydesk::format::{self, Format};
use copydesk::page::compose;
use egui::accesskit::Role;
use egui::text::{CCursor, LayoutJob};
use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, Rect, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::Window;

const ALT: Modifiers = Modifiers::ALT;

fn article(body: &str) -> Article {
    let mut article = Article { headline: "The night library".into(), ..Article::default() };
    article.push_section("What changes", body);
    article.push_source(Source {
        key: "minutes".into(),
        link: "https://example.org/minutes".into(),
        title: "Council minutes".into(),
        publisher: "City Council".into(),
        ..Source::default()
    });
    article
}

/// Many sections, each longer than a few lines.
fn long(words: usize) -> Article {
    let mut article = Article { headline: "A long piece".into(), ..Article::default() };
    for number in 1..=12 {
        let sentence =
            format!("Number {number} goes on for a while, as parts of long pieces do, and then it ends. ");
        article.push_section(format!("Part {number}"), sentence.repeat(words / 12 / 17).trim_end());
    }
    article
}

/// The rectangle of the preview's block with this text.
#[track_caller]
fn block(window: &Window, said: &str) -> Rect {
    let is_block = |role| matches!(role, Role::Paragraph | Role::Heading);
    window.harness.get_by(|node| is_block(node.role()) && node.label().is_some_and(|label| label == said)).rect()
}

/// The position of a character in a text of these types, laid out from the top left corner of a rectangle.
fn place_of(window: &Window, rect: Rect, texts: &[(&str, Type)], at: usize) -> Pos2 {
    let mut job = LayoutJob::default();
    job.wrap.max_width = rect.width();
    for (text, letters) in texts {
        job.append(text, 0.0, letters.format(theme::LIGHT.ink));
    }
    let galley = window.harness.ctx.fonts_mut(|fonts| fonts.layout_job(job));
    rect.min + galley.pos_from_cursor(CCursor::new(at)).center().to_vec2()
}

fn click_at(window: &mut Window, pos: Pos2, modifiers: Modifiers) {
    window.harness.event(Event::PointerMoved(pos));
    window.harness.run();
    window.harness.event(Event::ModifiersChanged(modifiers));
    for pressed in [true, false] {
        window.harness.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
    }
    window.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    window.harness.run();
}

fn write(window: &mut Window, text: &str) {
    window.harness.event(Event::Text(text.into()));
    window.harness.run();
}

/// Clicks before character `at` of the block `said`, types a character there, and returns the body.
#[track_caller]
fn after_click(body: &str, said: &str, texts: &[(&str, Type)], at: usize) -> String {
    let mut window = Window::on(&article(body));
    let rect = block(&window, said);
    let pos = place_of(&window, rect, texts, at);
    click_at(&mut window, pos, Modifiers::NONE);
    write(&mut window, "§");
    window.article().sections[0].body.clone()
}

const BODY: Type = theme::PAGE_BODY;

#[test]
fn a_click_on_plain_text_puts_the_caret_at_that_character() {
    let said = "The side entrance on Mill Lane will stay unlocked until four, and staff say the first hour will be the \
                hardest of all since the flood.";
    let body = format!("First words.\n\n{said}\n\nLast words.");
    for word in ["The", "side", "unlocked", "hardest", "flood"] {
        let at = said.find(word).unwrap();
        let expected = body.replacen(word, &format!("§{word}"), 1);
        assert_eq!(after_click(&body, said, &[(said, BODY)], at), expected);
    }
    assert_eq!(after_click(&body, said, &[(said, BODY)], said.len()), body.replace("flood.", "flood.§"));
}

#[test]
fn a_click_in_marked_words_is_exact_and_behind_a_citation_too() {
    let bold = BODY.in_face(BODY.face.bold());
    let body = "It is **very late** now.[^minutes] We [go home](https://example.org) &amp; sleep.";
    let said = "It is very late now.[1] We go home & sleep.";
    let texts = [("It is ", BODY), ("very late", bold), (" now.", BODY)];
    let marked = |at| after_click(body, said, &texts, at);
    assert_eq!(marked(12), body.replace("very late", "very l§ate"));
    assert_eq!(marked(17), body.replace("now", "n§ow"));
    let raised = Type { size: BODY.size * 0.7, line_height: BODY.line_height * 0.7, ..BODY };
    let texts = [texts.as_slice(), &[("1", raised), (" We go home & sleep.", BODY)]].concat();
    let behind = |at| after_click(body, said, &texts, at);
    assert_eq!(behind(26), body.replace("go home", "g§o home"));
    assert_eq!(behind(37), body.replace("sleep", "sl§eep"));
}

/// A window on a body in a script that the bundled fonts lack, drawn as boxes.
fn foreign(body: &str) -> Window {
    let mut window = Window::on(&Article::default());
    window.harness.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    let path = window.path("foreign.copydesk");
    copydesk::file::save(&path, &article(body)).unwrap();
    window.drop_file(path);
    window
}

#[test]
fn a_click_never_splits_a_cluster() {
    let said = "Ja 👩‍👩‍👧 und é.";
    let mut window = foreign(said);
    let rect = block(&window, said);
    for step in 0..30 {
        let pos = rect.min + Vec2::new(step as f32 * 5.0, rect.height() * 0.5);
        click_at(&mut window, pos, Modifiers::NONE);
        write(&mut window, "§");
        let body = window.article().sections[0].body.clone();
        assert!(body.replace('§', "") == said && body.contains("👩‍👩‍👧") && body.contains("é"), "{body}");
        window.press(Modifiers::COMMAND, Key::Z);
        window.harness.run();
    }
}

#[test]
fn a_click_on_a_word_that_runs_from_right_to_left_puts_the_caret_into_it() {
    let said = "אחת שתיים שלוש";
    let mut window = foreign(said);
    let rect = block(&window, said);
    // The paragraph starts at the right edge.
    click_at(&mut window, rect.right_top() + Vec2::new(-1.0, 12.0), Modifiers::NONE);
    write(&mut window, "§");
    assert_eq!(window.article().sections[0].body, format!("§{said}"));
}

#[test]
fn a_click_on_the_head_and_on_a_source_puts_the_caret_into_their_fields() {
    let mut window = Window::on(&article("Words."));
    let rect = block(&window, "The night library");
    let pos = place_of(&window, rect, &[("The night library", theme::PAGE_HEADLINE)], 4);
    click_at(&mut window, pos, Modifiers::NONE);
    write(&mut window, "§");
    assert_eq!(window.article().headline, "The §night library");
    let said = "1. Council minutes, City Council, https://example.org/minutes";
    let rect = block(&window, said);
    let small = Type { size: 14.0, line_height: 22.0, ..BODY };
    let indented = rect.with_min_x(rect.left() + 24.0);
    let pos = place_of(&window, indented, &[("Council minutes, City Council", small)], 17);
    click_at(&mut window, pos, Modifiers::NONE);
    write(&mut window, "§");
    assert_eq!(window.article().sources[0].publisher, "§City Council");
}

#[test]
fn a_click_with_ctrl_opens_the_link_and_leaves_the_caret() {
    let mut window = Window::on(&article("[Here](https://example.org/here) it is."));
    let rect = block(&window, "Here it is.");
    let before = window.selection().unwrap().caret;
    click_at(&mut window, rect.min + Vec2::new(8.0, 12.0), Modifiers::COMMAND);
    write(&mut window, "§");
    assert_eq!(window.selection().map(|selection| selection.caret), Some(before + "§".len()));
}

fn wheel(window: &mut Window, pos: Pos2, points: f32) {
    window.harness.event(Event::PointerMoved(pos));
    window.harness.run();
    let delta = Vec2::new(0.0, -points);
    let unit = MouseWheelUnit::Point;
    let phase = egui::TouchPhase::Move;
    let (source, modifiers) = (egui::MouseWheelSource::Unknown, Modifiers::NONE);
    window.harness.event(Event::MouseWheel { unit, delta, phase, modifiers, source });
    window.harness.run();
}

const FORM: Pos2 = Pos2::new(500.0, 500.0);
const PREVIEW: Pos2 = Pos2::new(1200.0, 500.0);

/// The section headings in view: in the form, and in the preview.
fn in_view(window: &Window) -> (Vec<String>, Vec<String>) {
    let view = Rect::from_min_max(Pos2::new(0.0, 60.0), Pos2::new(1440.0, 860.0));
    let seen = |rect: Rect| view.contains(rect.center());
    let form = window.harness.query_all_by(|node| {
        node.role() == Role::TextInput && node.label().is_some_and(|name| name.ends_with("heading"))
    });
    let form = form.filter(|node| seen(node.rect())).filter_map(|node| node.accesskit_node().value()).collect();
    let page = window.harness.query_all_by(|node| node.role() == Role::Heading);
    let page = page.filter(|node| seen(node.rect())).filter_map(|node| node.accesskit_node().label()).collect();
    (form, page)
}

#[test]
fn scrolling_the_form_leads_the_preview_and_the_other_way_round() {
    let mut window = Window::on(&long(2_400));
    for (over, points) in [(FORM, 250.0), (PREVIEW, 250.0), (FORM, -250.0)] {
        for _ in 0..6 {
            wheel(&mut window, over, points);
            let (form, page) = in_view(&window);
            assert!(form.iter().any(|heading| page.contains(heading)), "{form:?} beside {page:?}");
        }
    }
}

#[test]
fn each_column_scrolls_alone_when_that_is_switched_off() {
    let mut window = Window::on(&long(2_400));
    window.click("View");
    window.harness.run();
    window.harness.get_by_role_and_label(Role::MenuItemCheckBox, "Scroll together").click();
    window.harness.run();
    assert!(!window.harness.state().settings().is_scroll_shared);
    let before = in_view(&window);
    (0..4).for_each(|_| wheel(&mut window, FORM, 300.0));
    let after = in_view(&window);
    assert_eq!(after.1, before.1);
    assert_ne!(after.0, before.0);
}

#[test]
fn typing_and_clicking_do_not_scroll_what_is_in_sight() {
    let mut window = Window::on(&long(2_400));
    (0..5).for_each(|_| wheel(&mut window, PREVIEW, 250.0));
    let (_, headings) = in_view(&window);
    let before = block(&window, &headings[0]);
    click_at(&mut window, before.center(), Modifiers::NONE);
    assert_eq!(block(&window, &headings[0]).top(), before.top(), "after the click");
    write(&mut window, "§");
    let changed = window.article().sections.iter().find(|section| section.heading.contains('§')).unwrap();
    assert_eq!(block(&window, &changed.heading).top(), before.top());
}

/// The source that the preview shows.
#[track_caller]
fn source(window: &Window) -> String {
    window.harness.get_by_role(Role::Document).accesskit_node().value().unwrap_or_default()
}

#[test]
fn every_source_is_what_the_export_writes() {
    let mut window = Window::on(&article("- One\n- **two**\n\n> Three.[^minutes]"));
    let page = compose(window.article());
    let keys = [(Key::Num3, Format::Text), (Key::Num4, Format::Markdown), (Key::Num5, Format::HtmlPage)];
    for (key, form) in keys {
        window.press(ALT, key);
        assert_eq!(source(&window), format::render(&page, form), "{form:?}");
    }
    window.harness.get_by_role_and_label(Role::RadioButton, "Fragment").click();
    window.harness.run();
    assert_eq!(source(&window), format::render(&page, Format::HtmlFragment));
    assert_eq!(window.harness.state().settings().preview, PreviewAs::Html);
    assert_eq!(window.harness.state().settings().html, HtmlAs::Fragment);
}

#[test]
fn a_source_shows_the_letter_that_is_typed_in_the_same_frame() {
    let mut window = Window::on(&article("Words."));
    window.harness.get_by_role_and_label(Role::Tab, "Markdown").click();
    window.harness.run();
    window.focus("Headline");
    window.harness.event(Event::Text("§".into()));
    window.harness.step();
    assert!(source(&window).contains('§'), "{}", source(&window));
}

#[test]
fn the_button_over_a_source_copies_it_and_so_do_keys() {
    let mut window = Window::on(&article("Words."));
    let page = compose(window.article());
    let tabs = [
        ("Text", "Copy plain text", Format::Text),
        ("Markdown", "Copy Markdown", Format::Markdown),
        ("HTML", "Copy HTML page", Format::HtmlPage),
    ];
    for (tab, button, form) in tabs {
        window.harness.get_by_role_and_label(Role::Tab, tab).click();
        window.harness.run();
        window.click(button);
        assert_eq!(window.copied.borrow().last(), Some(&format::render(&page, form)));
        assert!(window.shows("Copied"));
    }
    window.harness.get_by_role_and_label(Role::Tab, "Text").click();
    window.harness.run();
    window.harness.get_by_role(Role::Document).focus();
    window.harness.run();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(Event::Copy);
    window.harness.run();
    assert_eq!(window.copied.borrow().last(), Some(&format::render(&page, Format::Text)));
    assert_eq!(window.copied.borrow().len(), 4);
}

#[test]
fn words_of_a_source_are_selected_by_key_and_copied() {
    let mut window = Window::on(&article("Words."));
    window.press(ALT, Key::Num3);
    let at = window.harness.get_by_role(Role::Document).rect().min + Vec2::new(20.0, 24.0);
    click_at(&mut window, at, Modifiers::NONE);
    window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::ArrowRight);
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    window.harness.event(Event::Copy);
    window.harness.run();
    assert_eq!(window.copied.borrow().as_slice(), ["The "]);
}

#[test]
fn the_source_of_a_long_piece_is_made_beside_the_frames() {
    let mut window = Window::on(&long(9_500));
    window.hold_work();
    window.press(ALT, Key::Num4);
    assert!(window.harness.query_by_role(Role::Document).is_none());
    assert!(window.harness.query_by_role_and_label(Role::Status, "Loading").is_some());
    window.finish_work();
    assert!(source(&window).starts_with("# A long piece"));
    assert!(window.harness.query_by_role_and_label(Role::Status, "Loading").is_none());
}

#[test]
fn the_phone_has_the_words_of_the_page_in_a_narrow_column() {
    let mut window = Window::on(&article("Words that are read on the way."));
    let wide = block(&window, "Words that are read on the way.").width();
    window.press(ALT, Key::Num2);
    let narrow = block(&window, "Words that are read on the way.").width();
    assert!((320.0..=350.0).contains(&narrow) && narrow < wide, "{narrow} of {wide}");
    assert!(preview::words(&compose(window.article())).contains("Words that are read"));
}

#[test]
fn the_block_with_the_caret_is_brought_into_view() {
    let mut window = Window::on(&long(4_000));
    let id = window.article().sections[10].id;
    let at = window
        .harness
        .get_all_by_role(Role::TreeItem)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with("Part 11")))
        .unwrap()
        .rect()
        .center();
    click_at(&mut window, at, Modifiers::NONE);
    assert!(window.article().text(&Place::Body(id)).is_some());
    assert!(in_view(&window).1.contains(&"Part 11".to_owned()), "{:?}", in_view(&window));
}
