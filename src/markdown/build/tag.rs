//! Maps the parser's containers to nodes of the block tree.

use pulldown_cmark::{CodeBlockKind, LinkType, Tag};

use crate::markdown::tree::{Alignment, Inline, ListItem, Table};

/// What a frame becomes when it ends.
pub(super) enum Kind {
    Paragraph,
    Heading(u8),
    Quote,
    List {
        start: Option<u64>,
        loose: bool,
        items: Vec<ListItem>,
    },
    Item {
        task: Option<bool>,
    },
    Code {
        info: String,
    },
    Html,
    Table(Table),
    Row(Vec<Vec<Inline>>),
    Cell,
    Note {
        label: String,
    },
    Emphasis,
    Strong,
    Strikethrough,
    Link {
        target: String,
        title: String,
    },
    Image {
        target: String,
        title: String,
    },
    /// A container that is not kept: its content goes to the frame around it.
    Through,
}

impl Kind {
    /// Whether it can be within a line, so that the line continues when it opens.
    pub(super) fn stays_in_line(&self) -> bool {
        match self {
            Kind::Emphasis
            | Kind::Strong
            | Kind::Strikethrough
            | Kind::Link { .. }
            | Kind::Image { .. }
            | Kind::Cell
            | Kind::Through => true,
            Kind::Paragraph
            | Kind::Heading(_)
            | Kind::Quote
            | Kind::List { .. }
            | Kind::Item { .. }
            | Kind::Code { .. }
            | Kind::Html
            | Kind::Table(_)
            | Kind::Row(_)
            | Kind::Note { .. } => false,
        }
    }
}

/// What a container becomes.
pub(super) fn kind(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, .. } => Kind::Heading(level as u8),
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::List(start) => Kind::List { start, loose: false, items: Vec::new() },
        Tag::Item => Kind::Item { task: None },
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Code { info: info.into_string() },
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code { info: String::new() },
        Tag::HtmlBlock => Kind::Html,
        Tag::Table(columns) => Kind::Table(Table {
            columns: columns.into_iter().map(alignment).collect(),
            head: Vec::new(),
            rows: Vec::new(),
        }),
        Tag::TableHead | Tag::TableRow => Kind::Row(Vec::new()),
        Tag::TableCell => Kind::Cell,
        Tag::FootnoteDefinition(label) => Kind::Note { label: label.into_string() },
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Strikethrough,
        Tag::Link { link_type, dest_url, title, .. } => {
            let target = match link_type {
                LinkType::Email => format!("mailto:{dest_url}"),
                _ => dest_url.into_string(),
            };
            Kind::Link { target, title: title.into_string() }
        }
        Tag::Image { dest_url, title, .. } => {
            Kind::Image { target: dest_url.into_string(), title: title.into_string() }
        }
        Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::Superscript
        | Tag::Subscript
        | Tag::MetadataBlock(_) => Kind::Through,
    }
}

/// What a container becomes below the depth limit: leaves are kept, and nesting is dropped.
pub(super) fn shallow(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { .. } => Kind::Paragraph,
        Tag::CodeBlock(_) => Kind::Code { info: String::new() },
        Tag::HtmlBlock => Kind::Html,
        Tag::Item | Tag::TableCell | Tag::FootnoteDefinition(_) => Kind::Item { task: None },
        _ => Kind::Through,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
