//! Characters that are invisible, or displayed in another position. One rule applies to every export: line and page
//! breaks of other programs become spaces; control characters and placeholders of lost objects are removed; direction
//! controls stay only if they are closed in the same line; zero-width characters stay only where they have an effect.
//! Joiners, soft hyphens, direction marks and variation selectors stay.

use std::borrow::Cow;
use std::ops::AddAssign;

use crate::markdown::{self, Block, Inline};

/// How many characters of each kind were found that are not exported unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Line breaks that become spaces.
    pub breaks: usize,
    /// Control characters, which are removed.
    pub controls: usize,
    /// Object replacement characters, which are removed.
    pub objects: usize,
    /// Characters that were unreadable before. They stay visible.
    pub unreadable: usize,
    /// Direction controls that are removed.
    pub turns: usize,
    /// Zero-width characters without an effect, which are removed.
    pub idle: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Break,
    Control,
    Object,
    Unreadable,
    Turn(Turn),
    /// Separates or joins letters, and has no effect next to a space.
    Gap,
    /// Spells a flag after a black flag, and has no effect elsewhere.
    Tag,
    /// Has no effect for any reader.
    Idle,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Isolate,
    IsolateEnd,
    Embedding,
    /// Changes the order in which text is displayed, so it is always removed.
    Override,
    End,
}

fn kind(c: char) -> Option<Kind> {
    Some(match c {
        '\t' | '\n' | '\r' | ' '..='~' => return None,
        '\0' | '\u{FFFD}' => Kind::Unreadable,
        '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::Break,
        '\u{FFFC}' => Kind::Object,
        '\u{2066}'..='\u{2068}' => Kind::Turn(Turn::Isolate),
        '\u{2069}' => Kind::Turn(Turn::IsolateEnd),
        '\u{202A}' | '\u{202B}' => Kind::Turn(Turn::Embedding),
        '\u{202D}' | '\u{202E}' => Kind::Turn(Turn::Override),
        '\u{202C}' => Kind::Turn(Turn::End),
        '\u{200B}' | '\u{2060}' => Kind::Gap,
        '\u{E0020}'..='\u{E007F}' => Kind::Tag,
        '\u{2061}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0001}' => Kind::Idle,
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}' => Kind::Control,
        c if c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE => Kind::Control,
        _ => return None,
    })
}

/// A text without control and object replacement characters. All line breaks become line feeds; tabs stay.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let is_meant = |c: char| match kind(c) {
        Some(Kind::Break | Kind::Control | Kind::Object) => false,
        Some(Kind::Unreadable) => c != '\0',
        Some(Kind::Turn(_) | Kind::Gap | Kind::Tag | Kind::Idle) => true,
        None => c != '\r',
    };
    if text.chars().all(is_meant) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let meant = text.chars().filter_map(|c| {
        if let Some(Kind::Break) = kind(c) { Some('\n') } else { Some(c).filter(|c| is_meant(*c)) }
    });
    Cow::Owned(meant.collect())
}

fn hides(text: &str) -> bool {
    text.chars().any(|c| kind(c).is_some())
}

/// Whether a Markdown text may contain a hidden character, literally or as a numeric reference.
pub fn may_hide(text: &str) -> bool {
    text.contains("&#") || hides(text)
}

/// A plain text as it is exported.
pub fn shown(text: &str) -> (Cow<'_, str>, Hidden) {
    if !hides(text) {
        return (Cow::Borrowed(text), Hidden::default());
    }
    let mut sweep = Sweep::of([text]);
    (Cow::Owned(sweep.swept(text)), sweep.found)
}

/// Changes a block and everything in it to what is exported.
pub fn sweep(block: &mut Block) -> Hidden {
    let mut found = Hidden::default();
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => found += sweep_line(content),
        Block::Quote(blocks) => blocks.iter_mut().for_each(|block| found += sweep(block)),
        Block::List(list) => {
            list.items.iter_mut().flat_map(|item| &mut item.blocks).for_each(|block| found += sweep(block));
        }
        Block::Code(code) => {
            found += sweep_text(&mut code.info);
            code.lines.iter_mut().for_each(|line| found += sweep_text(&mut line.text));
        }
        Block::Table(table) => {
            let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
            rows.flatten().for_each(|cell| found += sweep_line(cell));
        }
        Block::Note(note) => note.blocks.iter_mut().for_each(|block| found += sweep(block)),
        Block::Rule(_) => {}
    }
    found
}

fn sweep_text<T: From<String> + std::ops::Deref<Target = str>>(text: &mut T) -> Hidden {
    let (swept, found) = shown(text);
    if let Cow::Owned(swept) = swept {
        *text = swept.into();
    }
    found
}

/// Changes a line to what is exported.
pub fn sweep_line(line: &mut [Inline]) -> Hidden {
    let mut texts = Vec::new();
    let mut is_hiding = false;
    markdown::each_in_line(line, &mut |inline| match inline {
        Inline::Text(run) | Inline::Code(run) => texts.push(run.text.as_str()),
        Inline::Link(link) | Inline::Image(link) => is_hiding |= hides(&link.target) || hides(&link.title),
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => {}
    });
    if !is_hiding && !texts.iter().any(|text| hides(text)) {
        return Hidden::default();
    }
    let mut sweep = Sweep::of(texts);
    let mut titles = Hidden::default();
    markdown::each_in_line_mut(line, &mut |inline| match inline {
        Inline::Text(run) | Inline::Code(run) => run.text = sweep.swept(&run.text).into(),
        Inline::Link(link) | Inline::Image(link) => {
            link.target = address(&link.target);
            titles += sweep_text(&mut link.title);
        }
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => {}
    });
    sweep.found += titles;
    sweep.found
}

/// An equivalent address without hidden characters.
fn address(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for c in target.chars() {
        match kind(c) {
            None => out.push(c),
            Some(_) => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}"))),
        }
    }
    out
}

/// Which characters of a line's texts stay, decided before they are written.
struct Sweep {
    /// For each direction control, gap and tag in order, whether it stays.
    stays: std::vec::IntoIter<bool>,
    found: Hidden,
}

impl Sweep {
    fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Sweep {
        let line: Vec<char> = texts.into_iter().flat_map(str::chars).collect();
        let mut turns = balanced(
            line.iter().filter_map(|c| if let Some(Kind::Turn(turn)) = kind(*c) { Some(turn) } else { None }),
        )
        .into_iter();
        let mut stays = Vec::new();
        let (mut before, mut is_flag) = (None, false);
        for (at, c) in line.iter().enumerate() {
            let kind = kind(*c);
            is_flag = *c == BLACK_FLAG || is_flag && kind == Some(Kind::Tag);
            match kind {
                Some(Kind::Turn(_)) => {
                    debug_assert!(turns.len() > 0, "every turn was looked at");
                    stays.push(turns.next().unwrap_or_default());
                }
                Some(Kind::Gap) => stays.push(parts(before, *c) && parts(line.get(at + 1).copied(), *c)),
                Some(Kind::Tag) => stays.push(is_flag),
                Some(Kind::Break | Kind::Control | Kind::Object | Kind::Unreadable | Kind::Idle) | None => {}
            }
            before = Some(*c);
        }
        Sweep { stays: stays.into_iter(), found: Hidden::default() }
    }

    /// Whether the next hidden character stays.
    fn next_stays(&mut self) -> bool {
        debug_assert!(self.stays.len() > 0, "the texts are swept as they were looked through");
        self.stays.next().unwrap_or_default()
    }

    /// The next text.
    fn swept(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let Some(kind) = kind(c) else {
                out.push(c);
                continue;
            };
            match kind {
                Kind::Break => {
                    self.found.breaks += 1;
                    out.push(' ');
                }
                Kind::Control => self.found.controls += 1,
                Kind::Object => self.found.objects += 1,
                Kind::Unreadable => {
                    self.found.unreadable += 1;
                    out.push('\u{FFFD}');
                }
                Kind::Idle => self.found.idle += 1,
                Kind::Turn(_) | Kind::Gap | Kind::Tag if self.next_stays() => out.push(c),
                Kind::Turn(_) => self.found.turns += 1,
                Kind::Gap | Kind::Tag => self.found.idle += 1,
            }
        }
        out
    }
}

const BLACK_FLAG: char = '\u{1F3F4}';

/// Whether a zero-width character has an effect next to this neighbour: not at the edge of a line, next to a space, or
/// next to the same character.
fn parts(neighbour: Option<char>, gap: char) -> bool {
    neighbour.is_some_and(|c| {
        let is_space = c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}');
        !is_space && c != gap
    })
}

/// For each direction control, whether it has a counterpart. The end of an isolate ends what was opened in it.
fn balanced(turns: impl Iterator<Item = Turn>) -> Vec<bool> {
    let mut stays = Vec::new();
    let mut open: Vec<(Turn, usize)> = Vec::new();
    for (at, turn) in turns.enumerate() {
        stays.push(false);
        let begun = match turn {
            Turn::Isolate | Turn::Embedding | Turn::Override => {
                open.push((turn, at));
                continue;
            }
            Turn::IsolateEnd => open.iter().rposition(|(turn, _)| *turn == Turn::Isolate),
            Turn::End => open.len().checked_sub(1),
        };
        let Some((before, begun)) = begun.and_then(|place| open.get(place).copied().map(|begun| (place, begun)))
        else {
            continue;
        };
        let is_pair = matches!((begun.0, turn), (Turn::Isolate, Turn::IsolateEnd) | (Turn::Embedding, Turn::End));
        if is_pair {
            [begun.1, at]
                .into_iter()
                .for_each(|at| stays.iter_mut().skip(at).take(1).for_each(|stay| *stay = true));
        }
        // The end of an embedding does not end an isolate.
        if begun.0 != Turn::Isolate || turn == Turn::IsolateEnd {
            open.truncate(before);
        }
    }
    stays
}

impl AddAssign for Hidden {
    fn add_assign(&mut self, other: Hidden) {
        self.breaks += other.breaks;
        self.controls += other.controls;
        self.objects += other.objects;
        self.unreadable += other.unreadable;
        self.turns += other.turns;
        self.idle += other.idle;
    }
}

#[cfg(test)]
mod tests;
