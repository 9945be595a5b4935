//! A body in the form that other editors keep. They drop ids, task boxes and list letters, join the paragraphs of an
//! item or quotation, and do not nest quotations. A fragment therefore uses text, line breaks and plain lists for
//! these. `blocks` writes them.

use crate::article::Place;
use crate::markdown::{Block, Code, Inline, Link, List, ListItem, Run, Table, Words};
use crate::page::{Cited, Page, PageNote};

/// Where a text stands whose references are to be shown.
#[derive(Clone, Copy)]
pub(super) struct Portable<'a> {
    pub page: &'a Page,
    pub place: &'a Place,
}

/// The marks of a quotation where no element stands for it; one inside another has the other pair.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Double,
    Single,
}

impl Portable<'_> {
    /// The blocks in which one is shown.
    pub fn block(&self, block: &Block) -> Vec<Block> {
        match block {
            Block::Paragraph(content) => vec![Block::Paragraph(self.line(content))],
            Block::Heading { level, content } => {
                vec![Block::Heading { level: *level, content: self.line(content) }]
            }
            Block::Quote(blocks) => self.quote(blocks),
            Block::List(list) => vec![Block::List(self.list(list).into())],
            Block::Table(table) => vec![Block::Table(self.table(table).into())],
            Block::Code(_) | Block::Rule(_) => vec![block.clone()],
            // `page` has taken the notes out of the bodies.
            Block::Note(note) => self.blocks(&note.blocks),
        }
    }

    fn blocks(&self, blocks: &[Block]) -> Vec<Block> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    /// A note behind the letter by which the text refers to it.
    pub fn note(&self, note: &PageNote) -> Vec<Block> {
        let mut blocks = self.blocks(&note.note.blocks);
        begin_with(&mut blocks, &format!("[{}] ", note.letter));
        blocks
    }

    /// One paragraph for the words in a row; what is more than words stands between quotations.
    fn quote(&self, blocks: &[Block]) -> Vec<Block> {
        let mut shown = Vec::new();
        let mut words = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(content) => push_paragraph(&mut words, self.line(content)),
                Block::Quote(inner) if is_words(inner) => {
                    push_paragraph(&mut words, self.quoted(inner, Marks::Double));
                }
                Block::Quote(_)
                | Block::Heading { .. }
                | Block::List(_)
                | Block::Code(_)
                | Block::Table(_)
                | Block::Rule(_)
                | Block::Note(_) => {
                    shown.extend(quotation(&mut words));
                    shown.extend(self.block(block));
                }
            }
        }
        shown.extend(quotation(&mut words));
        shown
    }

    fn list(&self, list: &List) -> List {
        let items = list.items.iter().map(|item| self.item(item)).collect();
        List { start: list.start, loose: false, items }
    }

    /// The words of an item in one paragraph, and one list behind them. What stands behind that goes on with its last
    /// item: otherwise it would run together with the words before the list.
    fn item(&self, item: &ListItem) -> ListItem {
        let mut blocks: Vec<Block> = Vec::new();
        for block in &item.blocks {
            if let Block::List(list) = block {
                add_list(&mut blocks, self.list(list));
            } else {
                go_on(&mut blocks, self.words_of(block, Marks::Double));
            }
        }
        if let Some(is_done) = item.task {
            begin_with(&mut blocks, tick(is_done));
        }
        if let Some(Block::List(_)) = blocks.first() {
            // A list that is the first thing in an item is taken out of it.
            blocks.insert(0, Block::Paragraph(vec![Inline::HardBreak]));
        }
        ListItem { task: None, blocks }
    }

    /// A block as words with line breaks.
    fn words_of(&self, block: &Block, marks: Marks) -> Vec<Inline> {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => self.line(content),
            Block::Quote(blocks) => self.quoted(blocks, marks),
            Block::List(list) => self.items(list, marks),
            Block::Code(code) => code_lines(code),
            Block::Table(table) => self.rows(table),
            Block::Rule(_) => vec![text("* * *")],
            Block::Note(note) => self.quoted(&note.blocks, marks),
        }
    }

    /// Quotation marks round blocks: one opens each paragraph, one closes the last.
    fn quoted(&self, blocks: &[Block], marks: Marks) -> Vec<Inline> {
        let ([open, close], inner) = match marks {
            Marks::Double => (["“", "”"], Marks::Single),
            Marks::Single => (["‘", "’"], Marks::Double),
        };
        let mut words = Vec::new();
        for block in blocks {
            let content = std::iter::once(text(open)).chain(self.words_of(block, inner)).collect();
            push_paragraph(&mut words, content);
        }
        words.push(text(close));
        words
    }

    /// A list where none can stand: its items on lines of their own.
    fn items(&self, list: &List, marks: Marks) -> Vec<Inline> {
        let mut words = Vec::new();
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 {
                words.push(Inline::HardBreak);
            }
            words.push(text(marker(list.start, index)));
            words.extend(item.task.map(|is_done| text(tick(is_done))));
            for (index, block) in item.blocks.iter().enumerate() {
                if index > 0 {
                    words.push(Inline::HardBreak);
                }
                words.extend(self.words_of(block, marks));
            }
        }
        words
    }

    /// A table where none can stand: its rows on lines of their own.
    fn rows(&self, table: &Table) -> Vec<Inline> {
        let mut words = Vec::new();
        for (index, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            if index > 0 {
                words.push(Inline::HardBreak);
            }
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    words.push(text(" | "));
                }
                words.extend(self.line(cell));
            }
        }
        words
    }

    fn table(&self, table: &Table) -> Table {
        let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| self.line(cell)).collect();
        Table {
            columns: table.columns.clone(),
            head: row(&table.head),
            rows: table.rows.iter().map(row).collect(),
        }
    }

    /// A line in which references are words; a citation leads straight to its source.
    pub fn line(&self, content: &[Inline]) -> Vec<Inline> {
        content.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> Inline {
        match inline {
            Inline::Emphasis(content) => Inline::Emphasis(self.line(content)),
            Inline::Strong(content) => Inline::Strong(self.line(content)),
            Inline::Strikethrough(content) => Inline::Strikethrough(self.line(content)),
            Inline::Citation { key, .. } => match self.page.citation(key) {
                Cited::Source { number, link } => citation(number, link),
                Cited::Nothing => inline.clone(),
            },
            Inline::NoteRef { label, .. } => match self.page.letter(self.place, label) {
                Some(letter) => text(format!("[{letter}]")),
                None => inline.clone(),
            },
            // No link holds a reference.
            Inline::Link(_)
            | Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(_)
            | Inline::SoftBreak
            | Inline::HardBreak => inline.clone(),
        }
    }
}

fn citation(number: usize, link: Option<&str>) -> Inline {
    let words = text(format!("[{number}]"));
    let Some(target) = link else { return words };
    Inline::Link(
        Link { target: target.to_owned(), title: String::new(), content: vec![words], range: 0..0 }.into(),
    )
}

fn is_words(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match block {
        Block::Paragraph(_) => true,
        Block::Quote(blocks) => is_words(blocks),
        Block::Heading { .. }
        | Block::List(_)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Rule(_)
        | Block::Note(_) => false,
    })
}

fn text(words: impl Into<Words>) -> Inline {
    Inline::Text(Run::plain(words))
}

/// What stands for a tick box, with the space behind it.
fn tick(is_done: bool) -> &'static str {
    if is_done { "☑ " } else { "☐ " }
}

/// Puts a mark before the first words.
fn begin_with(blocks: &mut Vec<Block>, mark: &str) {
    if let Some(Block::Paragraph(content)) = blocks.first_mut() {
        content.insert(0, text(mark));
    } else {
        blocks.insert(0, Block::Paragraph(vec![text(mark.trim_end())]));
    }
}

/// Goes on with a paragraph that is set apart from what there is.
fn push_paragraph(words: &mut Vec<Inline>, content: Vec<Inline>) {
    if !words.is_empty() {
        words.extend([Inline::HardBreak, Inline::HardBreak]);
    }
    words.extend(content);
}

/// What stands before an item where no list does.
fn marker(start: Option<u64>, index: usize) -> String {
    match start {
        Some(start) => format!("{}. ", start.saturating_add(index as u64)),
        None => "• ".to_owned(),
    }
}

/// Adds a list to an item. Behind another one its items go on with that, and say their markers.
fn add_list(blocks: &mut Vec<Block>, list: List) {
    let Some(Block::List(before)) = blocks.last_mut() else {
        blocks.push(Block::List(list.into()));
        return;
    };
    for (index, mut item) in list.items.into_iter().enumerate() {
        begin_with(&mut item.blocks, &marker(list.start, index));
        before.items.push(item);
    }
}

/// Adds words to an item: to its own, or to those of the last item of a list in it.
fn go_on(blocks: &mut Vec<Block>, content: Vec<Inline>) {
    match blocks.last_mut() {
        Some(Block::Paragraph(words)) => push_paragraph(words, content),
        Some(Block::List(list)) => match list.items.last_mut() {
            Some(last) => go_on(&mut last.blocks, content),
            None => blocks.push(Block::Paragraph(content)),
        },
        Some(
            Block::Heading { .. }
            | Block::Quote(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Rule(_)
            | Block::Note(_),
        )
        | None => blocks.push(Block::Paragraph(content)),
    }
}

fn quotation(words: &mut Vec<Inline>) -> Option<Block> {
    (!words.is_empty()).then(|| Block::Quote(vec![Block::Paragraph(std::mem::take(words))]))
}

fn code_lines(code: &Code) -> Vec<Inline> {
    let mut words = Vec::new();
    for line in &code.lines {
        if !words.is_empty() {
            words.push(Inline::HardBreak);
        }
        let line = line.text.trim_end_matches('\n');
        words.extend((!line.is_empty()).then(|| Inline::Code(Run::plain(line))));
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, LeadImage, Source};
    use crate::format::html::{render_fragment, render_rich};
    use crate::page::compose;

    /// An article with two sources, of which only the first leads to the web.
    fn article(body: &str) -> Article {
        let mut article = Article { headline: "H & h".into(), ..Article::default() };
        article.push_section("", body);
        article.push_source(Source {
            key: "x".into(),
            link: "https://x.example/?a&b".into(),
            ..Source::default()
        });
        article.push_source(Source { key: "y".into(), title: "Box 4".into(), ..Source::default() });
        article
    }

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let fragment = render_fragment(&compose(&article(body)));
        let shown = fragment.split("<h2>Sources</h2>").next().unwrap();
        assert_eq!(shown.trim_end(), expected, "of {body:?}");
    }

    #[test]
    fn citations_lead_to_their_sources_and_to_nothing_in_the_piece() {
        check(
            "a[^x][^y] *b[^x]*",
            "<p>a<a href=\"https://x.example/?a&amp;b\">[1]</a>[2] <em>b<a href=\"https://x.example/?a&amp;b\">[1]</a></em></p>",
        );
        check("[a[^x]](https://b.example)", "<p><a href=\"https://b.example\">a[^x]</a></p>");
        check("a[^gone]", "<p>a[^gone]</p>");
        check(
            "| a[^y] |\n|---|\n| b |",
            "<table>\n<thead>\n<tr><th scope=\"col\">a[2]</th></tr>\n</thead>\n<tbody>\n<tr><td>b</td></tr>\n</tbody>\n</table>",
        );
    }

    #[test]
    fn notes_say_their_letters() {
        check(
            "a[^1] b[^2]\n\n[^1]: one[^y]\n\n    two\n[^2]: - three",
            "<p>a[a] b[b]</p>\n<h2>Notes</h2>\n<p>[a] one[2]</p>\n<p>two</p>\n<p>[b]</p>\n<ul>\n<li>three</li>\n</ul>",
        );
    }

    #[test]
    fn the_words_of_an_item_stay_apart() {
        check("- a\n\n  b\n- c", "<ul>\n<li>a<br><br>b</li>\n<li>c</li>\n</ul>");
        check("1. a\n   - b\n\n   c", "<ol>\n<li>a\n<ul>\n<li>b<br><br>c</li>\n</ul>\n</li>\n</ol>");
        check(
            "- a\n  > b\n  >\n  > > c\n- ```\n  d\n\n  e\n  ```",
            "<ul>\n<li>a<br><br>“b<br><br>“‘c’”</li>\n<li><code>d</code><br><br><code>e</code></li>\n</ul>",
        );
        check("- a\n  - b\n  1. c", "<ul>\n<li>a\n<ul>\n<li>b</li>\n<li>1. c</li>\n</ul>\n</li>\n</ul>");
        check("- - a", "<ul>\n<li><br>\n<ul>\n<li>a</li>\n</ul>\n</li>\n</ul>");
        check("- a\n\n  | b | c |\n  |---|---|\n  | d | e |", "<ul>\n<li>a<br><br>b | c<br>d | e</li>\n</ul>");
    }

    #[test]
    fn lists_in_a_row_stay_apart() {
        let [one, two] = ["<ol>\n<li>a</li>\n</ol>", "<ol start=\"5\">\n<li>b</li>\n</ol>"];
        check("> 1. a\n\n5. b", &format!("{one}\n<p><br></p>\n{two}"));
        check("1. a\n\n5) b", &format!("{one}\n<p><br></p>\n{two}"));
    }

    #[test]
    fn ticks_are_characters() {
        check(
            "- [x] a\n- [ ] b\n  - [x] c",
            "<ul>\n<li>☑ a</li>\n<li>☐ b\n<ul>\n<li>☑ c</li>\n</ul>\n</li>\n</ul>",
        );
    }

    #[test]
    fn a_quotation_is_one_paragraph_and_has_none_in_it() {
        check("> a\n>\n> > b\n>\n> c", "<blockquote>\n<p>a<br><br>“b”<br><br>c</p>\n</blockquote>");
        check(
            "> a\n>\n> - b\n>\n> c",
            "<blockquote>\n<p>a</p>\n</blockquote>\n<ul>\n<li>b</li>\n</ul>\n<blockquote>\n<p>c</p>\n</blockquote>",
        );
    }

    #[test]
    fn what_is_struck_stays_so() {
        check("~~a~~", "<p><s>a</s></p>");
    }

    #[test]
    fn words_for_a_picture_are_paragraphs() {
        let image = LeadImage { caption: "A pier".into(), credit: "C".into(), ..LeadImage::default() };
        let article = Article { image, ..Article::default() };
        assert_eq!(render_fragment(&compose(&article)), "<p>A pier</p>\n<p>(C)</p>\n");
    }

    #[test]
    fn a_copy_of_the_piece_begins_with_its_headline() {
        let page = compose(&article("a"));
        assert_eq!(render_rich(&page), format!("<h1>H &amp; h</h1>\n{}", render_fragment(&page)));
        assert_eq!(render_rich(&compose(&Article::default())), "");
    }
}
