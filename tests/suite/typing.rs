//! Keys and focus in the window: typed text goes into the intended field, however fast, and the focus is always in
//! view.

use copydesk::article::Article;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::{Asking, Window, is_field};

fn three() -> Article {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    article.push_takeaway("They are free");
    article.push_section("High water", "At noon.");
    article.push_section("Low water", "At six.");
    article
}

fn press(key: Key) -> egui::Event {
    egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

fn let_go(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: false, repeat: false, modifiers: Modifiers::NONE }
}

fn typed(text: &str) -> egui::Event {
    egui::Event::Text(text.into())
}

/// All of it within one frame, as when someone types faster than frames are drawn.
fn at_once(window: &mut Window, events: Vec<egui::Event>) {
    window.harness.input_mut().events = events;
    window.harness.run();
}

fn takeaways(window: &Window) -> Vec<&str> {
    window.article().takeaways.iter().map(|takeaway| takeaway.text.as_str()).collect()
}

#[test]
fn typing_faster_than_frames_are_drawn_goes_where_the_focus_went() {
    let mut window = Window::on(&three());
    window.focus("Takeaway 1");
    let enter = || press(Key::Enter);
    let end = press(Key::End);
    at_once(&mut window, vec![end, typed("!"), enter(), typed("two"), enter(), typed("three")]);
    assert_eq!(takeaways(&window), ["They are free!", "two", "three"]);
    at_once(&mut window, vec![press(Key::Tab), press(Key::Backspace), typed("x")]);
    assert_eq!(takeaways(&window), ["They are free!", "two", "three"], "the key after Tab deletes nothing");
    assert_eq!(window.article().lede.as_str(), "x");
}

#[test]
fn typing_and_tab_within_a_frame_leave_each_word_in_its_field() {
    let mut window = Window::empty();
    window.focus("Headline");
    at_once(&mut window, vec![typed("one"), press(Key::Tab), typed("two"), press(Key::Enter)]);
    at_once(&mut window, vec![typed("three")]);
    let article = window.article();
    assert_eq!([&article.headline, &article.deck, &article.image.alt], ["one", "two", "three"]);
}

#[test]
fn typing_in_an_empty_list_begins_its_first_item() {
    for first in ["o", " "] {
        let mut window = Window::empty();
        window.focus("New takeaway");
        at_once(&mut window, vec![typed(first), typed("n"), typed("e"), press(Key::Enter), typed("two")]);
        assert_eq!(takeaways(&window), [format!("{first}ne").as_str(), "two"]);
    }
}

#[test]
fn enter_in_an_empty_takeaway_goes_on_and_leaves_none_behind() {
    let mut window = Window::on(&three());
    window.focus("Takeaway 1");
    let enter = [press(Key::Enter), let_go(Key::Enter)];
    at_once(&mut window, [&[press(Key::End)][..], &enter, &enter, &[typed("Lede")]].concat());
    assert_eq!((takeaways(&window).len(), window.article().lede.as_str()), (1, "Lede"));
}

/// The role and name of the focused widget.
fn focused(window: &Window) -> Option<(Role, String)> {
    let node = window.harness.query_all_by(|node| node.is_focused()).next()?;
    let node = NodeT::accesskit_node(&node);
    Some((node.role(), node.label().unwrap_or_default()))
}

/// The fields that Tab visits until it leaves the form.
fn way_of_tab(window: &mut Window) -> Vec<String> {
    window.focus("Headline");
    let mut way = vec!["Headline".to_owned()];
    for _ in 0..60 {
        window.press(Modifiers::NONE, Key::Tab);
        match focused(window) {
            Some((role, name)) if is_field(role) => way.push(name),
            Some(_) | None => break,
        }
    }
    way
}

#[test]
fn on_the_way_of_tab_there_are_only_fields_and_it_ends_outside_of_the_form() {
    let mut full = three();
    full.insert(copydesk::article::ItemKind::Source, 0);
    let blank = ["Lead image alt text", "New takeaway", "New section", "New source"];
    let filled = ["Lead image alt text", "Takeaway 1", "Section 2 body", "Source 1 publisher"];
    for (article, named) in [(Article::default(), blank), (full, filled)] {
        let mut window = Window::on(&article);
        let way = way_of_tab(&mut window);
        assert!(named.iter().all(|name| way.iter().any(|met| met == name)), "{way:?}");
        let (role, name) = focused(&window).expect("the focus goes somewhere");
        assert!(!name.starts_with("Remove") && !name.starts_with("Move"), "{role:?} {name}");
    }
}

#[test]
fn shift_tab_goes_the_same_way_back() {
    let mut window = Window::on(&three());
    let way = way_of_tab(&mut window);
    window.focus(way.last().unwrap());
    for name in way.iter().rev().skip(1) {
        window.press(Modifiers::SHIFT, Key::Tab);
        assert_eq!(focused(&window).map(|(_, name)| name).as_ref(), Some(name));
    }
}

#[test]
fn enter_goes_from_the_headline_to_the_words_of_the_image() {
    let mut window = Window::empty();
    window.focus("Headline");
    let enter = || press(Key::Enter);
    at_once(
        &mut window,
        vec![typed("one"), enter(), typed("two"), enter(), typed("a map"), enter(), typed("Where it is"), enter()],
    );
    at_once(&mut window, vec![typed("Cee"), enter(), enter(), typed("Ann")]);
    at_once(&mut window, vec![enter(), typed("Bo"), enter(), enter(), typed("Oslo")]);
    let article = window.article();
    assert_eq!([&article.headline, &article.deck, &article.image.alt], ["one", "two", "a map"]);
    assert_eq!([&article.image.caption, &article.image.credit], ["Where it is", "Cee"]);
    assert_eq!((article.byline.as_slice(), article.dateline.as_str()), (&["Ann".into(), "Bo".into()][..], "Oslo"));
}

#[test]
fn arrows_at_the_edge_of_a_field_go_on_into_its_neighbour() {
    let mut window = Window::on(&three());
    window.focus("Takeaway 1");
    let down = press(Key::ArrowDown);
    at_once(&mut window, vec![press(Key::End), down.clone(), typed("Lede"), press(Key::Home), down, typed("A ")]);
    assert_eq!([&window.article().lede, &window.article().sections[0].heading], ["Lede", "A High water"]);
    window.focus("Section 1 heading");
    at_once(
        &mut window,
        vec![press(Key::Home), press(Key::ArrowLeft), typed("."), press(Key::ArrowRight), typed("x")],
    );
    assert_eq!([&window.article().lede, &window.article().sections[0].heading], ["Lede.", "xA High water"]);
    at_once(&mut window, vec![press(Key::Home), press(Key::ArrowUp), typed("y")]);
    assert_eq!(window.article().lede.as_str(), "yLede.");
    window.focus("Headline");
    at_once(&mut window, vec![press(Key::End), press(Key::ArrowUp), typed("z")]);
    assert_eq!(window.article().headline, "zTide tables", "above the first field there is none");
}

#[test]
fn keys_that_come_as_soon_as_the_focus_has_arrived_move_it_once() {
    let stroke = |key| [press(key), let_go(key)];
    let down = [stroke(Key::Tab), stroke(Key::ArrowDown), stroke(Key::Tab), stroke(Key::ArrowDown)].concat();
    let mut window = Window::empty();
    window.focus("Lead image alt text");
    at_once(&mut window, down);
    assert_eq!(focused(&window).map(|(_, name)| name).as_deref(), Some("New section"));
    at_once(&mut window, [&[typed("One")][..], &stroke(Key::Tab), &[typed("Two")]].concat());
    let sections = &window.article().sections;
    assert_eq!((sections[0].heading.as_str(), sections[0].body.as_str()), ("One", "Two"));
}

#[test]
fn shift_and_an_arrow_stay_in_the_field() {
    let mut window = Window::on(&three());
    window.focus("Section 1 heading");
    window.press(Modifiers::NONE, Key::Home);
    for key in [Key::ArrowUp, Key::ArrowLeft] {
        window.press(Modifiers::SHIFT, key);
        assert_eq!(focused(&window).map(|(_, name)| name).as_deref(), Some("Section 1 heading"));
    }
}

#[test]
fn letters_typed_while_no_field_has_the_focus_go_to_the_one_last_written_in() {
    type Go = fn(&mut Window);
    let places: [(&str, Go); 3] = [
        ("a tab of the preview", |window| window.harness.get_by_role_and_label(Role::Tab, "Markdown").focus()),
        ("nothing, after Escape", |window| window.press(Modifiers::NONE, Key::Escape)),
        ("a button of the section", |window| window.press(Modifiers::ALT, Key::Enter)),
    ];
    for (what, go) in places {
        let mut window = Window::on(&three());
        window.focus("Section 2 body");
        at_once(&mut window, vec![press(Key::End), typed(" A")]);
        go(&mut window);
        window.harness.run();
        assert!(focused(&window).is_none_or(|(role, _)| !is_field(role)), "{what} has the focus");
        at_once(&mut window, "nd then it ebbs.".chars().map(|letter| typed(&letter.to_string())).collect());
        assert_eq!(window.article().sections[1].body, "At six. And then it ebbs.", "{what}");
    }
}

#[test]
fn an_items_buttons_have_a_key_of_their_own_and_escape_goes_back() {
    for (field, button) in [
        ("Takeaway 1", "Remove takeaway 1"),
        ("Section 2 body", "Move Low water"),
        ("Lead image alt text", "Choose image…"),
    ] {
        let mut window = Window::on(&three());
        window.focus(field);
        window.press(Modifiers::ALT, Key::Enter);
        assert_eq!(focused(&window), Some((Role::Button, button.to_owned())));
        window.press(Modifiers::NONE, Key::Escape);
        assert_eq!(focused(&window).map(|(_, name)| name).as_deref(), Some(field));
    }
}

#[test]
fn after_escape_tab_goes_on_from_where_one_was_writing() {
    let mut window = Window::on(&three());
    window.focus("Section 1 body");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::Tab);
    assert_eq!(focused(&window).map(|(_, name)| name).as_deref(), Some("Section 2 heading"));
}

#[test]
fn commands_that_come_at_once_each_find_what_is_selected_by_then() {
    let italic = Event::Key {
        key: Key::I,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::CTRL.plus(Modifiers::COMMAND),
    };
    for times in 1..5 {
        let mut window = Window::on(&three());
        window.focus("Section 1 body");
        at_once(&mut window, vec![press(Key::Home), press(Key::ArrowRight)]);
        at_once(&mut window, vec![italic.clone(); times]);
        let expected = if times % 2 == 0 { "At noon." } else { "*At* noon." };
        assert_eq!(window.article().sections[0].body, expected, "{times} times");
    }
}

#[test]
fn what_has_the_focus_is_in_sight() {
    let folder = tempfile::tempdir().unwrap();
    let settings = copydesk::app::settings::Settings { has_run: true, ..Default::default() };
    let mut window = Window::with(crate::shell::Asking::Desktop, settings, folder, None, [1280.0, 600.0]);
    for _ in 0..40 {
        window.press(Modifiers::NONE, Key::Tab);
        let focused = window.harness.query_all_by(|node| node.is_focused()).next();
        let Some(rect) = focused.map(|node| node.rect()) else { continue };
        assert!(rect.bottom() <= 600.0 && rect.top() >= 0.0, "{rect:?}");
    }
}

#[test]
fn what_is_typed_into_a_window_that_has_just_opened_is_the_headline() {
    let mut window = Window::empty();
    window.harness.event(typed("Low tide"));
    window.harness.run();
    assert_eq!(window.article().headline, "Low tide");
}

#[test]
fn what_is_typed_behind_a_key_that_opens_something_is_for_that() {
    let ctrl = |key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::CTRL.plus(Modifiers::COMMAND),
    };
    let mut window = Window::on(&three());
    window.focus("Section 1 body");
    at_once(&mut window, vec![ctrl(Key::F), typed("wa"), typed("ter")]);
    let find = window.harness.get_by(|node| is_field(node.role()) && node.label().as_deref() == Some("Find"));
    assert_eq!(NodeT::accesskit_node(&find).value().as_deref(), Some("water"));
    let mut window = Window::new(Asking::Own, |folder| {
        let path = folder.join("draft.copydesk");
        copydesk::file::save(&path, &three()).unwrap();
        Some(path)
    });
    window.focus("Section 1 body");
    at_once(
        &mut window,
        vec![ctrl(Key::E), press(Key::Enter), let_go(Key::Enter), typed("tides"), press(Key::Enter)],
    );
    assert!(window.read("tides.txt").starts_with("Tide tables"));
    assert_eq!(window.article().sections, three().sections);
}
