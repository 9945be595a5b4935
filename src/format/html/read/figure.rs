//! Images with their captions and credits: which elements hold an image and its text, and how the text is written
//! where the image is in the middle of a body.

use scraper::node::Element;

use super::tree::{Branch, element};
use crate::article::LeadImage;
use crate::markdown::{Block, Inline, Link, Run, each_in_line, tidy, words};
use crate::reading::{Piece, Reading, Role};

/// The greatest number of paragraphs between a headline and the lead image, and their greatest length.
const HEAD: (usize, usize) = (4, 300);

/// The position of an image among the pieces, with its texts.
pub(super) struct Figure {
    pub at: usize,
    pub count: usize,
    pub image: LeadImage,
}

/// The texts of a figure.
#[derive(Default)]
pub(super) struct Legend {
    /// The captions, and the block of the figure that the first one precedes.
    pub captions: Vec<Block>,
    pub at: usize,
    pub credit: Vec<Inline>,
}

/// The role of an element for an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Figure,
    Caption,
    Credit,
}

/// The role of an element for an image, by its name or by its name in other programs.
pub(super) fn part(node: Branch<'_>, element: &Element) -> Option<Part> {
    match element.name() {
        "figure" => return Some(Part::Figure),
        "figcaption" => return Some(Part::Caption),
        // Blogger puts captions into table cells.
        "td" => return element.attr("class").filter(|class| class.contains("caption")).map(|_| Part::Caption),
        "a" | "img" | "body" | "table" | "th" | "tr" | "caption" | "ul" | "ol" => return None,
        _ => {}
    }
    if matches!(element.attr("itemprop"), Some("copyrightHolder" | "creditText")) {
        return Some(Part::Credit);
    }
    let class = element.attr("class")?;
    let is_called = |names: &[&str]| {
        class.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_')).any(|part| {
            let part = part.to_ascii_lowercase();
            names.contains(&part.as_str()) || names.iter().any(|name| part == ["mso", *name].concat())
        })
    };
    if is_called(&["credit", "credits", "photographer"]) && pictures(node) == 0 {
        return Some(Part::Credit);
    }
    if !is_called(&["caption"]) {
        return None;
    }
    match pictures(node) {
        0 => Some(Part::Caption),
        // An element with one image and a short text is about the image.
        1 if is_brief(node) => Some(Part::Figure),
        _ => None,
    }
}

fn is_brief(node: Branch<'_>) -> bool {
    const LONGEST: usize = 1_200;
    let texts = node.descendants().filter_map(|node| node.value().as_text());
    texts
        .scan(0, |sum, text| {
            *sum += text.len();
            Some(*sum)
        })
        .all(|sum| sum <= LONGEST)
}

fn pictures(node: Branch<'_>) -> usize {
    node.descendants().filter_map(element).filter(|inner| inner.name() == "img").take(2).count()
}

/// The image, if it is the whole block.
pub(super) fn picture(block: &Block) -> Option<&Link> {
    let Block::Paragraph(line) = block else { return None };
    let is_shown = |inline: &&Inline| !matches!(inline, Inline::Text(run) if run.text.trim().is_empty());
    let shown: Vec<&Inline> = line.iter().filter(is_shown).take(2).collect();
    match shown.as_slice() {
        [Inline::Image(picture)] => Some(picture),
        [Inline::Link(link)] => match link.content.as_slice() {
            [Inline::Image(picture)] => Some(picture),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a block contains only images.
fn is_pictures(block: &Block) -> bool {
    let Block::Paragraph(line) = block else { return false };
    let is_picture = |inline: &Inline| match inline {
        Inline::Image(_) => true,
        Inline::Link(link) => matches!(link.content.as_slice(), [Inline::Image(_)]),
        Inline::Text(run) => run.text.trim().is_empty(),
        Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Code(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. } => false,
    };
    line.iter().any(|inline| !matches!(inline, Inline::Text(_))) && line.iter().all(is_picture)
}

/// The blocks of a figure, followed by its texts; and the image with its texts, if that is all.
pub(super) fn blocks(mut blocks: Vec<Block>, legend: Legend) -> (Vec<Block>, Option<LeadImage>) {
    if !blocks.iter().any(is_pictures) {
        let at = legend.at.min(blocks.len());
        let credit = Some(legend.credit).filter(|credit| !credit.is_empty()).map(Block::Paragraph);
        blocks.splice(at..at, legend.captions.into_iter().chain(credit));
        return (blocks, None);
    }
    let image = lead(&blocks, &legend);
    blocks.extend(written(legend));
    (blocks, image)
}

/// A caption within a text: in italics, followed by the credit in brackets.
pub(super) fn written(legend: Legend) -> Vec<Block> {
    let mut lines: Vec<Block> = legend.captions.into_iter().map(emphasised).collect();
    if legend.credit.is_empty() {
        return lines;
    }
    let credit = bracketed(legend.credit);
    if let Some(Block::Paragraph(line)) = lines.last_mut() {
        line.push(Inline::Text(Run::plain(" ")));
        line.extend(credit);
    } else {
        lines.push(emphasised(Block::Paragraph(credit)))
    }
    lines
}

fn emphasised(block: Block) -> Block {
    let Block::Paragraph(line) = block else { return block };
    let mut line = vec![Inline::Emphasis(line)];
    tidy::line(&mut line);
    Block::Paragraph(line)
}

fn bracketed(credit: Vec<Inline>) -> Vec<Inline> {
    let shown = words(&credit);
    if shown.starts_with('(') && shown.ends_with(')') {
        return credit;
    }
    let bracket = |text: &str| Inline::Text(Run::plain(text));
    [vec![bracket("(")], credit, vec![bracket(")")]].concat()
}

/// A figure as a lead image. `None` if something would be lost, because a lead image has plain texts.
fn lead(blocks: &[Block], legend: &Legend) -> Option<LeadImage> {
    let [block] = blocks else { return None };
    let picture = picture(block).filter(|picture| picture.title.is_empty())?;
    let Block::Paragraph(line) = block else { return None };
    let is_to_itself = line
        .iter()
        .all(|inline| if let Inline::Link(link) = inline { is_picture_file(&link.target) } else { true });
    let line = |block: &Block| {
        if let Block::Paragraph(line) = block { is_plain(line).then(|| one_line(line)) } else { None }
    };
    let captions: Vec<String> = legend.captions.iter().map(line).collect::<Option<_>>()?;
    let credit = one_line(&legend.credit);
    let inner = credit.strip_prefix('(').and_then(|credit| credit.strip_suffix(')')).unwrap_or(&credit);
    let has_words = !captions.is_empty() || !credit.is_empty();
    (is_to_itself && has_words && is_plain(&legend.credit)).then(|| LeadImage {
        file: picture.target.clone(),
        alt: words(&picture.content),
        caption: captions.join(" "),
        credit: inner.to_owned(),
        ..LeadImage::default()
    })
}

fn one_line(line: &[Inline]) -> String {
    words(line).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_plain(line: &[Inline]) -> bool {
    let mut is_plain = true;
    each_in_line(line, &mut |inline| {
        is_plain &= match inline {
            Inline::Link(_) | Inline::Image(_) | Inline::Citation { .. } | Inline::NoteRef { .. } => false,
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::SoftBreak
            | Inline::HardBreak => true,
        };
    });
    is_plain
}

fn is_picture_file(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"].iter().any(|ending| path.ends_with(ending))
        || target.contains("substackcdn.com/image/")
}

/// Removes the images from a line that will be plain text.
pub(super) fn taken_out(line: &mut Vec<Inline>) -> Vec<Inline> {
    let mut pictures = Vec::new();
    take_out(line, &mut pictures);
    if !pictures.is_empty() {
        tidy::line(line);
    }
    pictures
}

fn take_out(line: &mut [Inline], pictures: &mut Vec<Inline>) {
    for inline in line {
        match inline {
            Inline::Image(_) => pictures.push(std::mem::replace(inline, Inline::Text(Run::plain(" ")))),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                take_out(inner, pictures)
            }
            Inline::Link(link) => {
                take_out(&mut link.content, pictures);
                if words(&link.content).trim().is_empty() {
                    *inline = Inline::Text(Run::plain(" "));
                }
            }
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
    }
}

/// Makes the first figure the lead image, if only a headline and a few short lines precede it.
pub(super) fn take_lead(reading: &mut Reading, figures: Vec<Figure>) {
    let Reading { pieces, aside, .. } = reading;
    let Some(figure) = figures.into_iter().next() else { return };
    let before = pieces.get(..figure.at).unwrap_or_default();
    let is_head = |piece: &&Piece| matches!(piece.block, Block::Heading { level: 1, .. });
    let is_field = |piece: &&Piece| matches!(piece.role, Some(Role::Deck | Role::Repeats(_)));
    let lines = before.iter().filter(|piece| !is_head(piece) && !is_field(piece));
    let is_short = |piece: &Piece| {
        if let Block::Paragraph(line) = &piece.block {
            words(line).chars().count() <= HEAD.1 && picture(&piece.block).is_none()
        } else {
            false
        }
    };
    let has_headline = before.iter().any(|piece| is_head(&piece));
    let is_first =
        before.is_empty() || has_headline && lines.clone().count() <= HEAD.0 && lines.clone().all(is_short);
    if !is_first || pieces.len() <= figure.count {
        return;
    }
    let end = figure.at + figure.count;
    let words = [&figure.image.alt, &figure.image.caption, &figure.image.credit].map(String::as_str);
    let line = words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
    let block = Block::Paragraph(vec![Inline::Text(Run::plain(line))]);
    let piece = Piece { block, role: Some(Role::Image(figure.image.into())), written: None };
    if pieces.get(figure.at..end).is_some() {
        pieces.splice(figure.at..end, [piece]);
        for part in aside.iter_mut().filter(|part| part.at > figure.at) {
            part.at = if part.at < end { figure.at + 1 } else { part.at + 1 - figure.count };
        }
    }
}

/// HTML in which WordPress's caption shortcodes are replaced with elements.
pub(super) fn with_captions(html: &str) -> Option<String> {
    if !html.contains("[caption") || !html.contains("[/caption]") {
        return None;
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, from)) = rest.find("[caption").and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let parts = from.split_once(']').and_then(|(sign, rest)| Some((sign, rest.split_once("[/caption]")?)));
        let Some((sign, (inner, after))) = parts.filter(|(_, (inner, _))| inner.contains("<img")) else {
            out.push_str("[caption");
            rest = from.strip_prefix("[caption").unwrap_or_default();
            continue;
        };
        let (picture, words) = picture_and_words(inner);
        let said = sign.split_once("caption=\"").and_then(|(_, said)| Some(said.split_once('"')?.0));
        let words = if words.trim().is_empty() { said.unwrap_or_default() } else { words };
        out.push_str(&format!("<figure>{picture}<figcaption>{words}</figcaption></figure>"));
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// The image with the link around it, and the text about it.
fn picture_and_words(inner: &str) -> (&str, &str) {
    let image = inner.find("<img").unwrap_or(0);
    let end = inner.get(image..).and_then(|rest| rest.find('>')).map_or(inner.len(), |at| image + at + 1);
    let (picture, words) = inner.split_at_checked(end).unwrap_or((inner, ""));
    let is_linked = picture.contains("<a ");
    match words.trim_start().strip_prefix("</a>").filter(|_| is_linked) {
        Some(after) => {
            let at = inner.len() - after.len();
            (inner.get(..at).unwrap_or(picture), after)
        }
        None => (picture, words),
    }
}
