//! The three columns without the window around them: typed text goes into the article, lists keep their ids, the focus
//! moves as expected, and the preview says what the article says.

use std::sync::Arc;

use copydesk::app::choice::Manner;
use copydesk::app::command::Command;
use copydesk::app::form::Form;
use copydesk::app::marks::Marks;
use copydesk::app::outline::headings::Headings;
use copydesk::app::outline::{Here, outline_ui};
use copydesk::app::preview::Editing;
use copydesk::app::preview::{self, Preview};
use copydesk::app::theme;
use copydesk::app::view::{Counter, View};
use copydesk::article::{Article, Place, Source, SourceField};
use copydesk::check::Checker;
use copydesk::document::Document;
use copydesk::format::{self, Format};
use copydesk::markdown::{self, Block, Inline};
use copydesk::page::{Composer, Page, Part, Shown, compose};
use copydesk::session::Action;
use copydesk::writing::Selection;
use egui::accesskit::Role;
use egui::{CentralPanel, Frame, Key, Modifiers, Panel};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// The columns of a window, with what they need.
#[derive(Default)]
pub struct Columns {
    document: Document,
    form: Form,
    preview: Preview,
    composer: Composer,
    counter: Counter,
    checker: Checker,
    commands: Vec<Command>,
    frames: u64,
}

impl Columns {
    fn new(article: Article) -> Columns {
        Columns { document: Document::new(article), ..Columns::default() }
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        if self.frames == 0 {
            theme::install(ui.ctx());
        }
        self.frames += 1;
        let mut commands = Vec::new();
        let page = self.composer.compose(self.document.article());
        let counts = self.counter.count(self.document.article(), &page);
        let findings = self.checker.check(self.document.article());
        let mut headings = Headings::default();
        headings.refresh(&page);
        let now = self.frames as f64;
        let revision = self.document.revision();
        let marks = Marks::default();
        let view = View {
            page: &page,
            findings: &findings,
            counts: &counts,
            headings: &headings,
            index: self.checker.index(),
            marks: &marks,
            languages: &[],
            revision,
            now,
            base: None,
            is_read_only: false,
            is_begun: true,
        };
        let colours = theme::tokens(ui);
        let active = self.form.focused().cloned();
        Panel::left("outline").exact_size(theme::OUTLINE_WIDTH).frame(Frame::new().fill(colours.desk)).show(
            ui,
            |ui| {
                let here = active.as_ref().map(|place| Here { place, caret: self.form.selected_in(place).caret });
                outline_ui(ui, self.document.article(), &view, here, &mut commands);
            },
        );
        let form = Panel::left("form").exact_size(660.0).frame(Frame::new().fill(colours.paper));
        form.show(ui, |ui| self.form.ui(ui, &mut self.document, &view, &mut commands));
        let page = self.composer.compose(self.document.article());
        let view = View { page: &page, revision: self.document.revision(), ..view };
        let active = self.form.focused().cloned();
        let caret = self.form.selection().map(|(_, selection)| selection.caret);
        let editing = active.as_ref().map(|place| Editing { place, caret });
        CentralPanel::default().frame(Frame::new().fill(colours.desk)).show(ui, |ui| {
            self.preview.ui(ui, &view, Manner::default(), editing, &mut commands);
        });
        for command in commands {
            self.apply(&command, now);
            self.commands.push(command);
            ui.ctx().request_repaint();
        }
    }

    fn apply(&mut self, command: &Command, now: f64) {
        match command {
            Command::GoTo(place) => self.form.focus(place.clone(), None),
            Command::Select(place, selection) => self.form.focus(place.clone(), Some(*selection)),
            Command::Draft(Action::Insert(kind, at)) => {
                if let Some(item) = self.document.insert_item(*kind, *at, now) {
                    self.form.focus(item.first_place(), None);
                }
            }
            Command::Remove(item) => {
                let next = self.document.remove_item(item, now);
                self.form.focus(next.map_or(item.kind().place(), |next| next.first_place()), None);
            }
            Command::Draft(Action::Shift(item, direction)) => {
                self.document.shift_item(item, *direction, now);
                self.form.focus(item.first_place(), None);
            }
            _ => {}
        }
    }
}

fn harness(article: Article) -> Harness<'static, Columns> {
    harness_at(article, egui::Theme::Light, [1440.0, 828.0])
}

fn harness_at(article: Article, theme: egui::Theme, size: [f32; 2]) -> Harness<'static, Columns> {
    let builder = Harness::builder().renderer(super::soft::SoftRenderer::default());
    let builder = builder.with_theme(theme).with_size(size).with_max_steps(30);
    let mut harness = builder.build_ui_state(|ui, columns: &mut Columns| columns.ui(ui), Columns::new(article));
    harness.run();
    harness
}

fn library() -> Article {
    let mut article = Article {
        headline: "City Library Opens Its Doors to the Night Shift".into(),
        deck: "From Monday the reading room stays open until four, a trial that nurses asked for and the council \
               almost refused."
            .into(),
        byline: vec!["Ana Ruiz".into()],
        ..Article::default()
    };
    article.image.alt = "The reading room at midnight, lamps on every second desk".into();
    article.push_takeaway("Doors close at 4 a.m. on weekdays, at midnight on Sundays.");
    article.push_takeaway("The trial costs £86,000 and ends in March.");
    article.push_takeaway("Two of nine councillors voted against it.");
    article.push_section(
        "What changes on Monday",
        "The side entrance on Mill Lane will stay unlocked until four.[^minutes] Staff say the first hour will be the \
         hardest: **nobody has run a night desk here** since the flood of 1987.\n\nReaders must show a card after \
         midnight. “We are a library, not a shelter, and we will be kind about the difference,” said [Ines \
         Okafor](https://example.org/okafor), who leads the night team.",
    );
    article.push_section(
        "Who pays for the light",
        "- heating, *the largest item*\n- two guards\n  - one of them at the door\n- light\n\n> We count every lamp.\n\n\
         | item | cost |\n|---|--:|\n| heating | £41,000 |\n| guards | £30,000 |\n\n```\n86000 / 120\n```",
    );
    article.push_section("", "TK");
    article.push_source(Source {
        key: "minutes".into(),
        link: "https://example.org/minutes".into(),
        title: "Council minutes".into(),
        publisher: "City Council".into(),
        ..Source::default()
    });
    article.push_source(Source { title: "Interview with Ines Okafor".into(), ..Source::default() });
    article
}

#[track_caller]
fn check_typing(harness: &mut Harness<'_, Columns>, name: &str, place: Place) {
    harness.state_mut().form.focus(place.clone(), Some(Selection::at(0)));
    harness.run();
    assert_eq!(harness.state().form.focused(), Some(&place), "{name} has the focus");
    field(harness, name).type_text("Zoë ");
    harness.run();
    let text = harness.state().document.article().text(&place).unwrap_or_default();
    assert!(text.starts_with("Zoë "), "{name} holds {text:?}");
}

fn field<'a>(harness: &'a Harness<'_, Columns>, name: &'a str) -> egui_kittest::Node<'a> {
    let is_field = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        matches!(node.role(), Role::TextInput | Role::MultilineTextInput) && node.label().as_deref() == Some(name)
    };
    harness.get_by(is_field)
}

fn press(harness: &mut Harness<'_, Columns>, key: Key) {
    harness.key_press_modifiers(Modifiers::NONE, key);
    harness.run();
}

fn takeaways(harness: &Harness<'_, Columns>) -> Vec<String> {
    harness.state().document.article().takeaways.iter().map(|t| t.text.clone()).collect()
}

#[test]
fn what_is_typed_in_a_field_lands_in_the_article() {
    let mut harness = harness(library());
    let article = harness.state().document.article();
    let (section, takeaway) = (article.sections[1].id, article.takeaways[0].id);
    let mut check_typing = |name: &str, place| check_typing(&mut harness, name, place);
    check_typing("Headline", Place::Headline);
    check_typing("Deck", Place::Deck);
    check_typing("Lead image alt text", Place::ImageAlt);
    check_typing("Lead image caption", Place::ImageCaption);
    check_typing("Lead image credit", Place::ImageCredit);
    check_typing("Lead image file", Place::ImageFile);
    check_typing("Dateline", Place::Dateline);
    check_typing("Takeaway 1", Place::Takeaway(takeaway));
    check_typing("Lede", Place::Lede);
    check_typing("Section 2 heading", Place::Heading(section));
    check_typing("Section 2 body", Place::Body(section));
    for field in SourceField::TEXTS {
        let name = format!("Source 1 {}", field.label().to_lowercase());
        check_typing(&name, Place::Source("minutes".into(), field));
    }
    check_typing("Slug", Place::Slug);
    check_typing("Language", Place::Language);
    check_typing("Published", Place::Published);
    check_typing("Updated", Place::Updated);
    check_typing("Canonical link", Place::Canonical);
    check_typing("Note (private)", Place::Note);
}

#[test]
fn names_are_typed_a_line_each() {
    let mut harness = harness(library());
    harness.state_mut().form.focus(Place::Byline, Some(Selection::at(8)));
    harness.run();
    press(&mut harness, Key::Enter);
    field(&harness, "Byline").type_text("Cho, Ben");
    harness.run();
    assert_eq!(harness.state().document.article().byline, ["Ana Ruiz", "Cho, Ben"]);
}

#[test]
fn a_frame_without_typing_leaves_every_shared_part_shared() {
    let mut harness = harness(library());
    let before = harness.state().document.article().clone();
    field(&harness, "Section 1 body").focus();
    harness.run();
    harness.run();
    let after = harness.state().document.article();
    assert!(before.sections.iter().zip(&after.sections).all(|(a, b)| Arc::ptr_eq(a, b)));
    assert!(before.takeaways.iter().zip(&after.takeaways).all(|(a, b)| Arc::ptr_eq(a, b)));
    assert!(Arc::ptr_eq(&before.lede, &after.lede));
}

#[test]
fn enter_in_a_takeaway_splits_it_at_the_caret() {
    let mut harness = harness(library());
    let first = harness.state().document.article().takeaways[0].id;
    harness.state_mut().form.focus(Place::Takeaway(first), Some(Selection::at(5)));
    harness.run();
    press(&mut harness, Key::Enter);
    assert_eq!(takeaways(&harness)[..2], ["Doors", "close at 4 a.m. on weekdays, at midnight on Sundays."]);
    field(&harness, "Takeaway 2").type_text("Gates ");
    harness.run();
    assert!(takeaways(&harness)[1].starts_with("Gates close"));
}

#[test]
fn enter_at_the_end_makes_the_next_takeaway_and_backspace_takes_it_away() {
    let mut harness = harness(library());
    let before = takeaways(&harness);
    let first = harness.state().document.article().takeaways[0].id;
    harness.state_mut().form.focus(Place::Takeaway(first), Some(Selection::at(before[0].len())));
    harness.run();
    press(&mut harness, Key::Enter);
    assert_eq!(takeaways(&harness)[..2], [before[0].as_str(), ""]);
    press(&mut harness, Key::Backspace);
    assert_eq!(takeaways(&harness), before);
    assert_eq!(harness.state().form.focused(), Some(&Place::Takeaway(first)));
    field(&harness, "Takeaway 1").type_text("!");
    harness.run();
    assert_eq!(takeaways(&harness)[0], format!("{}!", before[0]));
}

#[test]
fn enter_in_a_line_goes_on_to_the_next_field() {
    let mut harness = harness(library());
    harness.state_mut().form.focus(Place::Headline, Some(Selection::at(0)));
    harness.run();
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().form.focused(), Some(&Place::Deck));
    assert_eq!(harness.state().document.article().headline, library().headline);
}

#[test]
fn moving_a_section_keeps_its_id_and_the_focus_in_it() {
    let mut harness = harness(library());
    let [first, second] = [0, 1].map(|at| harness.state().document.article().sections[at].id);
    harness.state_mut().form.focus(Place::Heading(second), None);
    harness.run();
    harness.get_by_label("Move Who pays for the light").click();
    harness.run();
    harness.get_by_label("Move up").click();
    harness.run();
    let ids: Vec<_> = harness.state().document.article().sections.iter().map(|section| section.id).collect();
    assert_eq!(ids[..2], [second, first]);
    assert_eq!(harness.state().form.focused(), Some(&Place::Heading(second)));
    field(&harness, "Section 1 heading").type_text("!");
    harness.run();
    assert!(harness.state().document.article().section(second).unwrap().heading.contains('!'));
}

#[test]
fn removing_a_section_puts_the_focus_in_the_one_after_it() {
    let mut harness = harness(library());
    let [first, second] = [0, 1].map(|at| harness.state().document.article().sections[at].id);
    harness.state_mut().form.focus(Place::Heading(first), None);
    harness.run();
    harness.get_by_label("Remove What changes on Monday").click();
    harness.run();
    assert_eq!(harness.state().document.article().sections[0].id, second);
    assert_eq!(harness.state().form.focused(), Some(&Place::Heading(second)));
}

#[test]
fn a_first_takeaway_section_and_source_can_be_added_to_an_empty_draft() {
    for (button, place) in [("New takeaway", Place::Takeaways), ("New section", Place::Sections)] {
        let mut harness = harness(Article::default());
        harness.get_by_label(button).click();
        harness.run();
        let focused = harness.state().form.focused().and_then(|focused| focused.item()).unwrap();
        assert_eq!(focused.kind().place(), place);
    }
    let mut harness = harness(Article::default());
    harness.state_mut().form.focus(Place::Sources, None);
    harness.run();
    harness.event(egui::Event::Text("h".into()));
    harness.run();
    let focused = harness.state().form.focused().cloned();
    assert_eq!(focused, Some(Place::Source("source".into(), SourceField::Link)));
}

#[test]
fn a_key_is_renamed_when_one_leaves_it() {
    let mut harness = harness(library());
    harness.state_mut().form.focus(Place::Source("minutes".into(), SourceField::Key), Some(Selection::at(7)));
    harness.run();
    field(&harness, "Source 1 key").type_text("-2026");
    harness.run();
    assert_eq!(harness.state().document.article().sources[0].key, "minutes");
    press(&mut harness, Key::Enter);
    let article = harness.state().document.article();
    assert_eq!(article.sources[0].key, "minutes-2026");
    assert!(article.sections[0].body.contains("[^minutes-2026]"));
}

#[test]
fn what_is_out_of_view_is_not_drawn_unless_it_has_the_focus() {
    let mut article = Article::default();
    for number in 0..60 {
        article.push_section(format!("Number {number}"), "Some words. ".repeat(100));
    }
    let last = article.sections[59].id;
    let first = article.sections[0].id;
    let mut harness = harness(article);
    let shown = |harness: &Harness<'_, Columns>, name: &str| {
        harness.query_by_role_and_label(Role::MultilineTextInput, name).is_some()
    };
    assert!(shown(&harness, "Section 1 body") && !shown(&harness, "Section 60 body"));
    harness.state_mut().form.focus(Place::Body(last), None);
    harness.run();
    assert!(shown(&harness, "Section 60 body") && !shown(&harness, "Section 1 body"));
    assert_eq!(harness.state().form.focused(), Some(&Place::Body(last)));
    harness.state_mut().form.focus(Place::Body(first), None);
    harness.run();
    harness.hover_at(egui::pos2(500.0, 400.0));
    for _ in 0..20 {
        let scroll = egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -2000.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        harness.event(scroll);
        harness.run();
    }
    assert!(shown(&harness, "Section 1 body"), "the field with the focus is always drawn");
    assert!(!shown(&harness, "Section 4 body"));
    assert_eq!(harness.state().form.focused(), Some(&Place::Body(first)));
}

#[test]
fn a_click_in_the_outline_and_on_the_page_moves_the_focus() {
    let mut harness = harness(library());
    let sections = harness.state().document.article().sections.clone();
    harness.get_by_role_and_label(Role::Heading, "What changes on Monday").click();
    harness.run();
    assert_eq!(harness.state().form.focused(), Some(&Place::Heading(sections[0].id)));
    harness.get_by_role_and_label(Role::TreeItem, "Who pays for the light, 30 words").click();
    harness.run();
    assert_eq!(harness.state().form.focused(), Some(&Place::Heading(sections[1].id)));
}

#[test]
fn the_preview_says_what_the_article_says() {
    let words = preview::words(&compose(&library()));
    let expected = [
        "City Library Opens Its Doors to the Night Shift",
        "The reading room at midnight, lamps on every second desk",
        "By Ana Ruiz",
        "Key Takeaways",
        "The side entrance on Mill Lane will stay unlocked until four.[1] Staff say",
        "nobody has run a night desk here since",
        "said Ines Okafor, who leads",
        "heating, the largest item",
        "item cost\nheating £41,000",
        "86000 / 120",
        "Sources\n1. Council minutes, City Council, https://example.org/minutes\n2. Interview with Ines Okafor",
    ];
    for part in expected {
        assert!(words.contains(part), "{part:?} is missing in\n{words}");
    }
}

#[test]
fn a_letter_shows_on_the_page_in_the_frame_it_is_typed_in() {
    let mut harness = harness(library());
    harness.state_mut().form.focus(Place::Headline, Some(Selection::at(0)));
    harness.run();
    field(&harness, "Headline").type_text("X");
    harness.step();
    let page = harness.query_by_role_and_label(Role::Heading, "XCity Library Opens Its Doors to the Night Shift");
    assert!(page.is_some());
}

/// A page whose text export contains only written words: links without their targets, and quotations without added
/// marks.
fn bare(mut page: Page) -> Page {
    for part in &mut page.parts {
        match part {
            Part::Body(body) => {
                let blocks: Vec<Block> = body.blocks.iter().map(|shown| Block::clone(shown)).collect();
                Arc::make_mut(body).blocks = bare_blocks(&blocks).into_iter().map(Shown::from).collect();
            }
            Part::Takeaways(points) => {
                points.iter_mut().for_each(|point| point.content = Arc::new(bare_line(&point.content)));
            }
            Part::Notes(notes) => notes.iter_mut().for_each(|note| {
                let blocks = bare_blocks(&note.note.blocks);
                Arc::make_mut(&mut note.note).blocks = blocks;
            }),
            Part::Headline(_)
            | Part::Image(_)
            | Part::Deck(_)
            | Part::Byline(_)
            | Part::Heading(_)
            | Part::Sources(_) => {}
        }
    }
    page
}

fn bare_blocks(blocks: &[Block]) -> Vec<Block> {
    let bare_block = |block: &Block| match block.clone() {
        Block::Paragraph(content) => vec![Block::Paragraph(bare_line(&content))],
        Block::Heading { level, content } => vec![Block::Heading { level, content: bare_line(&content) }],
        Block::Quote(blocks) => bare_blocks(&blocks),
        Block::List(mut list) => {
            list.items.iter_mut().for_each(|item| item.blocks = bare_blocks(&item.blocks));
            vec![Block::List(list)]
        }
        Block::Table(mut table) => {
            table.head.iter_mut().chain(table.rows.iter_mut().flatten()).for_each(|cell| *cell = bare_line(cell));
            vec![Block::Table(table)]
        }
        other @ (Block::Code(_) | Block::Rule(_) | Block::Note(_)) => vec![other],
    };
    blocks.iter().flat_map(bare_block).collect()
}

fn bare_line(content: &[Inline]) -> Vec<Inline> {
    let bare_inline = |inline: &Inline| match inline.clone() {
        Inline::Link(link) | Inline::Image(link) if !markdown::words(&link.content).is_empty() => {
            bare_line(&link.content)
        }
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            bare_line(&content)
        }
        other => vec![other],
    };
    content.iter().flat_map(bare_inline).collect()
}

/// Words with a letter or digit, without surrounding punctuation.
fn tokens(text: &str) -> Vec<String> {
    let trimmed = text.split_whitespace().map(|word| word.trim_matches([':', '|']).to_owned());
    trimmed.filter(|word| word.chars().any(char::is_alphanumeric)).collect()
}

#[test]
fn the_words_of_the_preview_are_those_of_the_text_export() {
    for case in super::cases::cases() {
        let page = compose(&super::cases::article(&case));
        let exported = format::render(&bare(page.clone()), Format::Text);
        assert_eq!(tokens(&preview::words(&page)), tokens(&exported), "{}", case.display());
    }
}
