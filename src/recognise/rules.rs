//! The rules, in order. Each looks at one piece and its surroundings, and says what the piece is, or nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::kind::{Kind, is_text};
use crate::article::LeadImage;
use crate::markdown::{Block, Inline, each_in_line};
use crate::reading::{Label, Origin, Piece, Reading, Role, is_item_line, label, one_line, say_the_same, source};

/// The greatest length of a heading, in graphemes.
const SHORT: usize = 100;
/// The greatest length of a headline, in graphemes.
const HEADLINE: usize = 200;
/// The greatest number of paragraphs before the takeaways in the head of an article.
const HEAD: usize = 12;

struct Rule {
    name: &'static str,
    takes: fn(&Sight<'_>, usize) -> Option<Kind>,
}

const RULES: [Rule; 10] = [
    Rule { name: "marked in the file", takes: by_role },
    Rule { name: "title heading", takes: title_heading },
    Rule { name: "first line", takes: first_line },
    Rule { name: "label before a list", takes: label_before_list },
    Rule { name: "list after a label", takes: list_under_label },
    Rule { name: "line that starts with “By”", takes: byline },
    Rule { name: "text before the takeaways", takes: head_line },
    Rule { name: "heading in the file", takes: marked_heading },
    Rule { name: "short line before a paragraph", takes: heading_line },
    Rule { name: "remaining text", takes: |_, _| Some(Kind::Body) },
];

/// What the rules see: the pieces, and how the previous ones were recognised.
struct Sight<'a> {
    origin: Origin,
    pieces: &'a [Piece],
    taken: Vec<(Kind, &'static str)>,
    /// The kinds of those.
    seen: Seen,
    /// The position of the first takeaways label, and of the first sources label.
    takeaways: Option<usize>,
    sources: Option<usize>,
    /// The level of the headings that open sections.
    level: u8,
    /// The paragraphs between the headline and the takeaways.
    head: Vec<usize>,
    /// The headline in the metadata of the document; empty if there is none.
    headline: &'a str,
}

/// Which kinds have occurred so far, so that the pieces need not be searched again.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    has_headline: bool,
    /// Whether the byline, or anything that always follows it, has occurred.
    is_head_over: bool,
}

/// The kind of each piece, and the rule that determined it.
pub(super) fn apply(reading: &Reading) -> Vec<(Kind, &'static str)> {
    let mut sight = Sight::new(reading);
    for index in 0..reading.pieces.len() {
        let found = RULES.iter().find_map(|rule| Some(((rule.takes)(&sight, index)?, rule.name)));
        sight.take(found.unwrap_or((Kind::Body, "remaining text")));
    }
    sight.taken
}

impl<'a> Sight<'a> {
    fn new(reading: &'a Reading) -> Sight<'a> {
        let mut sight = Sight {
            origin: reading.origin,
            pieces: &reading.pieces,
            taken: Vec::with_capacity(reading.pieces.len()),
            seen: Seen::default(),
            takeaways: None,
            sources: None,
            level: 0,
            head: Vec::new(),
            headline: reading.head.headline.trim(),
        };
        let first = |label| (0..sight.pieces.len()).find(|i| sight.label_at(*i) == Some(label));
        (sight.takeaways, sight.sources) = (first(Label::Takeaways), first(Label::Sources));
        sight.level = sight.section_level();
        sight.head = sight.head_lines();
        sight
    }

    fn piece(&self, index: usize) -> Option<&'a Piece> {
        self.pieces.get(index)
    }

    fn take(&mut self, taken: (Kind, &'static str)) {
        self.seen.has_headline |= taken.0 == Kind::Headline;
        self.seen.is_head_over |=
            matches!(taken.0, Kind::Heading | Kind::Body | Kind::Byline { .. } | Kind::Label);
        self.taken.push(taken);
    }

    /// The label that a piece is: only label text, followed by a list. In Markdown, it must be a heading, which the
    /// parser has marked.
    fn label_at(&self, index: usize) -> Option<Label> {
        let piece = self.piece(index)?;
        let next = self.piece(index + 1)?;
        let words = match &piece.block {
            Block::Heading { .. } => crate::reading::plain(&piece.block),
            Block::Paragraph(_) if self.origin != Origin::Markdown => one_line(piece)?,
            Block::Paragraph(_)
            | Block::Quote(_)
            | Block::List(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Rule(_)
            | Block::Note(_) => return None,
        };
        let is_open = piece.role.is_none() || piece.role == Some(Role::Label);
        let is_marked = self.origin != Origin::Markdown || piece.role == Some(Role::Label);
        label(&words).filter(|_| is_open && is_marked && matches!(next.block, Block::List(_)))
    }

    fn section_level(&self) -> u8 {
        let first_title = self.pieces.iter().position(|piece| self.is_title(piece));
        let level = |(index, piece): (usize, &Piece)| {
            if let Block::Heading { level, .. } = piece.block
                && Some(index) != first_title
                && self.label_at(index).is_none()
            {
                Some(level).filter(|_| piece.role.is_none())
            } else {
                None
            }
        };
        self.pieces.iter().enumerate().filter_map(level).min().unwrap_or(2)
    }

    /// The paragraphs between the headline and the takeaways, unless there are sections between them.
    fn head_lines(&self) -> Vec<usize> {
        let Some(end) = self.takeaways else { return Vec::new() };
        let before = self.pieces.get(..end).unwrap_or_default();
        let start = before.iter().position(|p| !self.is_headline(p)).unwrap_or(end);
        let rest = before.get(start..).unwrap_or_default();
        let has_sections = rest.iter().any(|p| matches!(p.block, Block::Heading { .. }));
        let has_deck = rest.iter().any(|p| p.role == Some(Role::Deck));
        let is_line = |p: &Piece| p.role.is_none() && self.is_plain_line(p) && !is_byline_piece(p);
        let lines: Vec<usize> = (start..end).filter(|i| self.piece(*i).is_some_and(is_line)).collect();
        if has_sections || has_deck || lines.len() > HEAD { Vec::new() } else { lines }
    }

    /// Whether a heading is the title of the article. If the metadata has a title, no other heading is.
    fn is_title(&self, piece: &Piece) -> bool {
        matches!(piece.block, Block::Heading { level: 1, .. })
            && (self.headline.is_empty() || say_the_same(self.headline, &crate::reading::plain(&piece.block)))
    }

    /// Whether a paragraph can become plain text. In Markdown, a link, an image or code would be lost.
    fn is_plain_line(&self, piece: &Piece) -> bool {
        let Block::Paragraph(content) = &piece.block else { return false };
        let mut is_plain = true;
        each_in_line(content, &mut |inline| is_plain &= matches!(inline, Inline::Text(_) | Inline::SoftBreak));
        is_plain || self.origin != Origin::Markdown
    }

    fn is_headline(&self, piece: &Piece) -> bool {
        let is_first = self.pieces.first().is_some_and(|first| std::ptr::eq(first, piece));
        let is_title = self.is_title(piece) || piece.role == Some(Role::Headline);
        is_first && (is_title || (is_text(self.origin) && can_be_headline(piece)))
    }
}

fn by_role(sight: &Sight<'_>, index: usize) -> Option<Kind> {
    match sight.piece(index)?.role.clone()? {
        Role::Headline => Some(Kind::Headline),
        Role::Image(image) => Some(Kind::Image(image)),
        Role::Deck => Some(Kind::Deck),
        Role::Byline { names, dateline } => Some(Kind::Byline { names, dateline }),
        Role::Takeaways => Some(Kind::Takeaways),
        Role::Heading => Some(Kind::Heading),
        Role::Body => Some(Kind::Body),
        Role::Sources(sources) => Some(Kind::Sources(sources)),
        Role::Repeats(field) => Some(Kind::Repeats(field)),
        Role::Label => Some(Kind::Label),
    }
}

fn title_heading(sight: &Sight<'_>, index: usize) -> Option<Kind> {
    let piece = sight.piece(index).filter(|piece| matches!(piece.block, Block::Heading { .. }))?;
    let is_title = sight.is_title(piece) || (is_text(sight.origin) && index == 0);
    let is_free = || !sight.seen.has_headline && sight.label_at(index).is_none();
    (is_title && is_free()).then_some(Kind::Headline)
}

fn first_line(sight: &Sight<'_>, index: usize) -> Option<Kind> {
    let piece = sight.piece(index).filter(|_| index == 0 && is_text(sight.origin))?;
    can_be_headline(piece).then_some(Kind::Headline)
}

fn can_be_headline(piece: &Piece) -> bool {
    one_line(piece).is_some_and(|line| {
        label(&line).is_none()
            && !is_item_line(&line)
            && !line.ends_with(['.', ':', ';', ','])
            && is_within(&line, HEADLINE)
    })
}

fn label_before_list(sight: &Sight<'_>, index: usize) -> Option<Kind> {
    let found = sight.label_at(index)?;
    let first = match found {
        Label::Takeaways => sight.takeaways,
        Label::Sources => sight.sources,
    };
    (first == Some(index)).then_some(Kind::Label)
}

fn list_under_label(sight: &Sight<'_>, index: usize) -> Option<Kind> {
    let above = index.checked_sub(1)?;
    let is_labelled = matches!(sight.taken.get(above), Some((Kind::Label, _)));
    let Block::List(list) = &sight.piece(index)?.block else { return None };
    match sight.label_at(above).filter(|_| is_labelled)? {
        Label::Takeaways => Some(Kind::Takeaways),
        Label::Sources => Some(Kind::Sources(list.items.iter().map(source::of_item).collect())),
    }
}

fn byline(sight: &Sight<'_>, index: usize) -> Option<Kind> {
    let piece = sight.piece(index).filter(|_| !sight.seen.is_head_over && sight.origin != Origin::Markdown)?;
    if !is_byline_piece(piece) {
        return None;
    }
    let (names, dateline) = crate::reading::byline_of(&one_line(piece)?);
    Some(Kind::Byline { names, dateline })
}

fn is_byline_piece(piece: &Piece) -> bool {
    one_line(piece).is_some_and(|line| line.starts_with("By ") && crate::reading::is_byline(&line))
}

fn head_line(sight: &Sight<'_>, index: usize) -> Option<Kind> {
    let at = sight.head.iter().position(|line| *line == index)?;
    let line = |at: usize| sight.head.get(at).and_then(|index| sight.piece(*index)).and_then(one_line);
    let picture = match sight.head.len() {
        0 | 1 => None,
        2 => line(0),
        _ => line(0).filter(|line| !has_closing_punctuation(line)),
    };
    let legend = line(1).filter(|_| picture.is_some() && sight.head.len() > 2).and_then(|line| legend(&line));
    let deck = usize::from(picture.is_some()) + usize::from(legend.is_some());
    match at {
        0 if picture.is_some() => {
            Some(Kind::Image(LeadImage { alt: picture.unwrap_or_default(), ..LeadImage::default() }.into()))
        }
        1 if legend.is_some() => legend.map(|legend| Kind::Image(legend.into())),
        _ if at == deck => Some(Kind::Deck),
        _ => Some(Kind::Body),
    }
}

/// `caption (credit)`: a line that ends with a parenthesis and not with a sentence.
fn legend(line: &str) -> Option<LeadImage> {
    let (caption, credit) = line.strip_suffix(')')?.rsplit_once(" (")?;
    Some(LeadImage { caption: caption.to_owned(), credit: credit.to_owned(), ..LeadImage::default() })
}

fn marked_heading(sight: &Sight<'_>, index: usize) -> Option<Kind> {
    if let Block::Heading { level, .. } = sight.piece(index)?.block
        && level <= sight.level
    {
        Some(Kind::Heading)
    } else {
        None
    }
}

fn heading_line(sight: &Sight<'_>, index: usize) -> Option<Kind> {
    let line = one_line(sight.piece(index).filter(|_| is_text(sight.origin))?)?;
    let next = sight.piece(index + 1)?;
    let is_followed = matches!(next.block, Block::Paragraph(_)) && sight.label_at(index + 1).is_none();
    let is_short = is_within(&line, SHORT) && !has_closing_punctuation(&line) && !is_item_line(&line);
    (is_followed && is_short).then_some(Kind::Heading)
}

/// Whether a line has at most this number of graphemes.
fn is_within(line: &str, limit: usize) -> bool {
    line.graphemes(true).nth(limit).is_none()
}

/// Whether a line ends like a sentence, ignoring closing quotation marks and brackets.
fn has_closing_punctuation(line: &str) -> bool {
    let bare = line.trim_end_matches(['”', '’', '"', '\'', '»', ')', ']', '“']);
    bare.ends_with(['.', '!', '?', '…', ':', ';', ',', '。', '！', '？', '؟', '۔', '।'])
}
