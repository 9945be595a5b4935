//! What is between the headline of a page and its text: deck, byline and dates. Each goes into its field and is not
//! repeated in the body. A line that says more than its field can hold stays in the body.

mod date;
mod name;

use scraper::node::Element;

use super::figure::Figure;
use super::head;
use super::head::facts::Facts;
use super::node_table;
use super::tree::{Branch, parent_element, text};
use crate::markdown::{Block, Inline, Run, each_inline, words};
use crate::reading::{Head, Piece, Reading, Role, lines, say_the_same};

pub(crate) use date::day;

/// The number of letters of the shortest line that counts as text.
const LINE: usize = 60;
/// The greatest number of pieces between a headline and the text.
const MOST: usize = 12;
/// The number of letters of the longest heading that is recognised by its class.
const HEADING: usize = 120;

/// What an element declares to be for the headline above it, or for the text. Whether that is correct is known only
/// after everything has been read.
pub(super) fn role(node: Branch<'_>, element: &Element) -> Option<Role> {
    let is_block =
        matches!(element.name(), "p" | "div" | "section" | "h2" | "h3" | "h4" | "h5" | "h6" | "address");
    if !is_block {
        return None;
    }
    let is_prop = |names: &[&str]| {
        element.attr("itemprop").is_some_and(|props| props.split_ascii_whitespace().any(|p| names.contains(&p)))
    };
    let is_byline = element.name() == "address"
        || is_prop(&["author"])
        || element.attr("rel") == Some("author")
        || is_called(element, &["byline", "author", "authors", "autor", "auteur", "autore"]);
    if is_prop(&["description", "alternativeHeadline"])
        || is_called(element, DECKS)
        || is_under_headline(node, element)
    {
        return Some(Role::Deck);
    }
    is_byline.then(|| Role::Byline { names: Vec::new(), dateline: String::new() })
}

const DECKS: &[&str] = &[
    "standfirst",
    "dek",
    "deck",
    "subtitle",
    "subheadline",
    "subhead",
    "subheading",
    "chapo",
    "vorspann",
    "entradilla",
    "bajada",
];

/// A line in the header of an article, directly below its headline.
fn is_under_headline(node: Branch<'_>, element: &Element) -> bool {
    let above = || node.prev_siblings().find(|node| node.value().is_element());
    element.name() == "p"
        && parent_element(node).is_some_and(|around| matches!(around.name(), "header" | "hgroup"))
        && above().is_some_and(|node| node_table::name(node) == "h1")
        && node.descendants().all(|node| node_table::name(node) != "a")
        && node_table::letters(&text(node)) >= LINE / 3
}

/// The level of a heading that is one only by its class.
pub(super) fn heading_level(node: Branch<'_>, element: &Element) -> Option<u8> {
    if element.attr("role").is_some_and(|role| role.trim().eq_ignore_ascii_case("heading")) {
        let level = element.attr("aria-level").and_then(|level| level.trim().parse::<u8>().ok());
        return Some(level.unwrap_or(2).clamp(1, 6));
    }
    const NAMES: &[&str] =
        &["crosshead", "crossheading", "intertitle", "intertitre", "zwischentitel", "subhead", "subheading"];
    let is_line = || {
        matches!(element.name(), "p" | "div")
            && node_table::letters(&text(node)) <= HEADING
            && node
                .descendants()
                .skip(1)
                .filter_map(super::tree::element)
                .all(|inner| !super::names::is_block(inner.name()))
    };
    (is_called(element, NAMES) && is_line()).then_some(2)
}

/// Whether a class of an element ends with one of these names, as in `article__sub-title`.
fn is_called(element: &Element, names: &[&str]) -> bool {
    let Some(classes) = element.attr("class") else { return false };
    classes.split_ascii_whitespace().any(|class| {
        let class = class.to_ascii_lowercase();
        let parts: Vec<&str> = class.split(['-', '_']).filter(|part| !part.is_empty()).collect();
        let last = parts.last().copied().unwrap_or_default();
        let last_two = parts.get(parts.len().saturating_sub(2)..).unwrap_or_default().concat();
        let is_card = parts.first().is_some_and(|first| matches!(*first, "card" | "cards"));
        !is_card && (names.contains(&last) || names.contains(&last_two.as_str()))
    })
}

/// Drops the declared roles of the pieces.
pub(super) fn forget(pieces: &mut [Piece]) {
    for piece in pieces {
        piece.role.take_if(|role| matches!(role, Role::Deck | Role::Byline { .. }));
    }
}

/// Moves the top of a page from the text into the fields.
pub(super) fn settle(reading: &mut Reading, figures: &mut [Figure], facts: &Facts) {
    let start = reading.pieces.iter().position(is_headline).map_or(0, |at| at + 1);
    let end = end(&reading.pieces, start, &facts.description());
    let top = reading.pieces.get(..end).unwrap_or_default();
    fill_byline(&mut reading.head, top);
    fill_dates(&mut reading.head, top, facts);
    for at in (0..end).rev() {
        let Some(rest) = reading.pieces.get(at).and_then(|piece| rest(&reading.head, &piece.block, facts)) else {
            continue;
        };
        let [said, more] = rest.map(|line| Block::Paragraph(vec![Inline::Text(Run::plain(line))]));
        let piece = |block| Piece { block, role: None, written: None };
        reading.pieces.splice(at..=at, [piece(said), piece(more)]);
        figures.iter_mut().filter(|figure| figure.at > at).for_each(|figure| figure.at += 1);
        reading.aside.iter_mut().filter(|part| part.at > at).for_each(|part| part.at += 1);
    }
    give_roles(reading, facts);
}

fn give_roles(reading: &mut Reading, facts: &Facts) {
    let Reading { head, pieces, .. } = reading;
    let headline = pieces.iter().position(is_headline);
    let start = headline.map_or(0, |at| at + 1);
    let deck = facts.description();
    let end = end(pieces, start, &deck);
    let mut roles: Vec<Option<Role>> =
        pieces.iter().take(end).map(|piece| said_again(head, &piece.block, facts).map(Role::Repeats)).collect();
    let says_deck = |at: usize, piece: &Piece| {
        let is_same =
            || at == start && headline.is_some() && one_line(piece) == Some(deck.clone()) && !deck.is_empty();
        (piece.role == Some(Role::Deck) || is_same()) && can_be_deck(piece)
    };
    let is_free = |at: usize| roles.get(at).is_some_and(Option::is_none);
    let found = (start..end).find(|at| is_free(*at) && pieces.get(*at).is_some_and(|piece| says_deck(*at, piece)));
    let is_followed = |at: usize| {
        let after = pieces.iter().enumerate().skip(at + 1);
        after.into_iter().any(|(at, piece)| roles.get(at).is_none_or(Option::is_none) && has_content(piece))
    };
    let found = found.filter(|at| is_followed(*at));
    if let Some(role) = found.and_then(|at| roles.get_mut(at)) {
        *role = Some(Role::Deck);
        if say_the_same(&head.deck, &deck) && found.and_then(|at| pieces.get(at)).and_then(one_line) == Some(deck)
        {
            head.deck.clear();
        }
    }
    forget(pieces);
    for (piece, role) in pieces.iter_mut().zip(roles) {
        piece.role = role.or(piece.role.take());
    }
}

fn is_headline(piece: &Piece) -> bool {
    matches!(piece.block, Block::Heading { level: 1, .. })
}

/// The start of the text.
fn end(pieces: &[Piece], start: usize, deck: &str) -> usize {
    let is_top = |(at, piece): &(usize, &Piece)| match &piece.block {
        Block::Paragraph(_) => {
            let is_deck =
                piece.role == Some(Role::Deck) || *at == start && one_line(piece).as_deref() == Some(deck);
            is_deck || !is_read(piece)
        }
        Block::Heading { .. } => piece.role == Some(Role::Deck),
        Block::List(_) => !is_read(piece),
        Block::Quote(_) | Block::Code(_) | Block::Table(_) | Block::Rule(_) | Block::Note(_) => false,
    };
    let after = pieces.iter().enumerate().skip(start).take(MOST);
    start + after.take_while(is_top).count()
}

/// Whether it contains a readable line.
fn is_read(piece: &Piece) -> bool {
    lines(std::slice::from_ref(&piece.block)).iter().any(|line| node_table::letters(&words(line)) >= LINE)
}

/// Whether it has content to be the text below a deck.
fn has_content(piece: &Piece) -> bool {
    let mut has_picture = false;
    each_inline(std::slice::from_ref(&piece.block), &mut |inline| {
        has_picture |= matches!(inline, Inline::Image(_))
    });
    let has_words = || lines(std::slice::from_ref(&piece.block)).iter().any(|line| !words(line).trim().is_empty());
    has_picture || has_words()
}

fn one_line(piece: &Piece) -> Option<String> {
    match &piece.block {
        Block::Paragraph(line) | Block::Heading { content: line, .. } => Some(head::one_line(&words(line))),
        Block::Quote(_) | Block::List(_) | Block::Code(_) | Block::Table(_) | Block::Rule(_) | Block::Note(_) => {
            None
        }
    }
}

/// Whether a piece can become plain text.
fn can_be_deck(piece: &Piece) -> bool {
    let mut is_plain = one_line(piece).is_some_and(|line| !line.is_empty());
    each_inline(std::slice::from_ref(&piece.block), &mut |inline| {
        is_plain &= match inline {
            Inline::Image(_) | Inline::NoteRef { .. } | Inline::Citation { .. } => false,
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Link(_)
            | Inline::SoftBreak
            | Inline::HardBreak => true,
        };
    });
    is_plain
}

/// The lines of a piece, split at separators.
fn segments(block: &Block) -> Vec<String> {
    let mut out = Vec::new();
    for line in lines(std::slice::from_ref(block)) {
        for line in line.split(|inline| matches!(inline, Inline::HardBreak)) {
            let line = words(line);
            let parts = line.split(['|', '·', '•', '\n']).flat_map(|part| part.split(" / ")).map(str::trim);
            out.extend(parts.filter(|part| part.contains(char::is_alphanumeric)).map(str::to_owned));
        }
    }
    out
}

fn fill_byline(head: &mut Head, top: &[Piece]) {
    if !head.byline.is_empty() {
        return;
    }
    let is_marked = |piece: &&Piece| matches!(piece.role, Some(Role::Byline { .. }));
    let marked = top.iter().filter(is_marked).flat_map(|piece| segments(&piece.block));
    let found = marked.filter_map(|segment| name::names(&segment, name::By::Marked)).next();
    let written = || {
        let lines = top.iter().flat_map(|piece| segments(&piece.block));
        lines.filter_map(|segment| name::names(&segment, name::By::Written)).next()
    };
    head.byline = found.or_else(written).unwrap_or_default();
}

fn fill_dates(head: &mut Head, top: &[Piece], facts: &Facts) {
    for segment in top.iter().flat_map(|piece| segments(&piece.block)) {
        let field = if date::is_update(&segment) { &mut head.updated } else { &mut head.published };
        if field.is_empty()
            && let Some(moment) = facts.time_in(&segment, date::is_label).or_else(|| date::day(&segment))
        {
            *field = moment;
        }
    }
}

/// The field that already contains all of a piece.
fn said_again(head: &Head, block: &Block, facts: &Facts) -> Option<&'static str> {
    let mut has_picture = false;
    each_inline(std::slice::from_ref(block), &mut |inline| has_picture |= matches!(inline, Inline::Image(_)));
    if has_picture || matches!(block, Block::Heading { level: 1, .. }) {
        return None;
    }
    let fields = segments(block).into_iter().map(|segment| field_of(head, &segment, facts));
    fields.collect::<Option<Vec<_>>>()?.first().copied()
}

/// The field with the content of a segment.
fn field_of(head: &Head, segment: &str, facts: &Facts) -> Option<&'static str> {
    let is_date = |moment: &str| {
        let shown = || facts.time_in(segment, date::is_label);
        date::says(segment, moment) || shown().is_some_and(|time| date::is_same_day(&time, moment))
    };
    if name::says(segment, &head.byline) {
        return Some("byline");
    }
    let dates = [(&head.published, "date published"), (&head.updated, "date updated")];
    dates.into_iter().find(|(moment, _)| is_date(moment)).map(|(_, field)| field)
}

/// The part of a line that a field contains, and the rest.
fn rest(head: &Head, block: &Block, facts: &Facts) -> Option<[String; 2]> {
    let Block::Paragraph(line) = block else { return None };
    let is_text = |inline: &Inline| matches!(inline, Inline::Text(_) | Inline::SoftBreak | Inline::HardBreak);
    if !line.iter().all(is_text) {
        return None;
    }
    let (said, more): (Vec<String>, Vec<String>) =
        segments(block).into_iter().partition(|segment| field_of(head, segment, facts).is_some());
    (!said.is_empty() && !more.is_empty()).then(|| [said, more].map(|parts| parts.join(" · ")))
}
