//! Rows and cells without a table around them, as on clipboards. The parser drops such tags, which would join two
//! cells into one word, so the missing table is added.

use html5ever::LocalName;
use html5ever::tokenizer::{Tag, TagKind, Token};

/// The state of the parser among table rows without a table.
#[derive(Default)]
pub(super) struct Loose {
    /// The number of open tables in the source.
    tables: usize,
    place: Place,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Outside,
    InCell,
    /// After a cell or row: anything other than a cell ends the table.
    Between,
}

impl Loose {
    /// The tag that is missing before a token.
    pub(super) fn missing_before(&mut self, token: &Token) -> Option<Tag> {
        match token {
            Token::TagToken(tag) => self.before_tag(tag),
            Token::CharacterTokens(text) if !text.trim().is_empty() => self.end(),
            _ => None,
        }
    }

    fn before_tag(&mut self, tag: &Tag) -> Option<Tag> {
        let is_start = tag.kind == TagKind::StartTag;
        let name = &*tag.name;
        if name == "table" {
            let missing = if is_start { self.end() } else { None };
            match (is_start, self.tables) {
                (true, _) => self.tables += 1,
                (false, 0) => self.place = Place::Outside,
                (false, _) => self.tables -= 1,
            }
            return missing;
        }
        let is_cell = matches!(name, "td" | "th");
        if self.tables > 0 || !(is_cell || matches!(name, "tr" | "tbody" | "thead" | "tfoot")) {
            return if matches!(name, "script" | "style" | "template") { None } else { self.end() };
        }
        let before = self.place;
        let within = if is_start && is_cell { Place::InCell } else { Place::Between };
        self.place = match before {
            Place::Outside if !is_start => Place::Outside,
            Place::Outside | Place::InCell | Place::Between => within,
        };
        (before == Place::Outside && is_start).then(|| table(TagKind::StartTag))
    }

    fn end(&mut self) -> Option<Tag> {
        if self.tables > 0 || self.place != Place::Between {
            return None;
        }
        self.place = Place::Outside;
        Some(table(TagKind::EndTag))
    }
}

fn table(kind: TagKind) -> Tag {
    let name = LocalName::from("table");
    Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false }
}
