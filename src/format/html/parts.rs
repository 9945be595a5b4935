//! The parts of a page as markup: sections, header, figure, and the lists of notes and sources. `blocks` writes the
//! content of bodies, `head` the head of the file, and `fragment` what replaces both in a fragment.

use std::collections::HashMap;

use super::escape::{push_text, push_value};
use super::head;
use crate::article::Place;
use crate::link::is_web;
use crate::markdown::{Block, Run};
use crate::page::{Byline, Entry, Figure, Page, PageNote, Part, Point};

/// A complete page in one file. The same page gives the same bytes.
pub fn render_page(page: &Page) -> String {
    let mut markup = Markup::new(page, Kind::Page);
    head::push(&mut markup.out, page);
    markup.out.push_str("<body>\n<main>\n<article");
    if page.parts.iter().any(|part| matches!(part, Part::Headline(_))) {
        markup.out.push_str(" aria-labelledby=\"headline\"");
    }
    markup.out.push_str(">\n");
    page.parts.iter().for_each(|part| markup.part(part));
    markup.enter(Frame::Article);
    markup.out.push_str("</article>\n</main>\n</body>\n</html>\n");
    markup.out
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    Fragment,
}

/// The element that parts are written into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Article,
    Header,
    Section,
    Footer,
}

pub(super) struct Markup<'a> {
    pub out: String,
    pub page: &'a Page,
    pub kind: Kind,
    frame: Frame,
    sections: usize,
    /// How often each source has been cited, and each note referred to, so far.
    pub cited: HashMap<usize, usize>,
    pub noted: HashMap<String, usize>,
}

impl<'a> Markup<'a> {
    pub(super) fn new(page: &'a Page, kind: Kind) -> Self {
        Markup {
            out: String::new(),
            page,
            kind,
            frame: Frame::Article,
            sections: 0,
            cited: HashMap::new(),
            noted: HashMap::new(),
        }
    }

    pub(super) fn part(&mut self, part: &Part) {
        match part {
            Part::Headline(headline) => self.headline(headline),
            Part::Image(figure) => self.figure(figure),
            Part::Deck(deck) => self.header_line("deck", |out| push_text(out, &deck.text)),
            Part::Byline(byline) => self.byline(byline),
            Part::Takeaways(points) => self.takeaways(points),
            Part::Heading(heading) => self.heading(&heading.text),
            Part::Body(body) => {
                if self.frame != Frame::Section {
                    self.enter(Frame::Article);
                }
                body.blocks.iter().for_each(|block| self.block_of(&body.place, block));
            }
            Part::Notes(notes) => self.notes(notes),
            Part::Sources(entries) => self.sources(entries),
        }
    }

    /// Closes the open element and opens another. Sections are opened by their headings.
    fn enter(&mut self, frame: Frame) {
        let before = std::mem::replace(&mut self.frame, frame);
        if self.kind == Kind::Fragment || before == frame && frame != Frame::Section {
            return;
        }
        self.out.push_str(match before {
            Frame::Article => "",
            Frame::Header => "</header>\n",
            Frame::Section => "</section>\n",
            Frame::Footer => "</footer>\n",
        });
        self.out.push_str(match frame {
            Frame::Article | Frame::Section => "",
            Frame::Header => "<header>\n",
            Frame::Footer => "<footer>\n",
        });
    }

    fn headline(&mut self, headline: &Run) {
        if self.kind == Kind::Fragment {
            return;
        }
        self.enter(Frame::Header);
        self.out.push_str("<h1 id=\"headline\">");
        push_text(&mut self.out, &headline.text);
        self.out.push_str("</h1>\n");
    }

    fn header_line(&mut self, class: &str, content: impl FnOnce(&mut String)) {
        self.enter(Frame::Header);
        self.start("p", class);
        content(&mut self.out);
        self.out.push_str("</p>\n");
    }

    /// Opens an element with a class; a fragment has no classes.
    pub(super) fn start(&mut self, name: &str, class: &str) {
        self.out.push('<');
        self.out.push_str(name);
        if self.kind == Kind::Page && !class.is_empty() {
            self.out.push_str(" class=\"");
            self.out.push_str(class);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Text in an element with a class, by which it is recognised again; in a fragment, only the text.
    fn span(&mut self, class: &str, text: &str) {
        match self.kind {
            Kind::Page => {
                self.start("span", class);
                push_text(&mut self.out, text);
                self.out.push_str("</span>");
            }
            Kind::Fragment => push_text(&mut self.out, text),
        }
    }

    fn figure(&mut self, figure: &Figure) {
        self.enter(Frame::Header);
        if self.kind == Kind::Fragment && figure.file.is_none() {
            return self.words_of_figure(figure);
        }
        self.out.push_str("<figure>");
        let alt = figure.alt.as_ref().map(|(_, alt)| alt.text.as_str());
        match (&figure.file, alt) {
            (Some(file), alt) => self.image(&file.text, alt.unwrap_or_default(), ""),
            (None, Some(alt)) => {
                self.out.push_str("<p>");
                push_text(&mut self.out, alt);
                self.out.push_str("</p>");
            }
            (None, None) => {}
        }
        self.legend(figure);
        self.out.push_str("</figure>\n");
    }

    fn legend(&mut self, figure: &Figure) {
        if figure.caption.is_none() && figure.credit.is_none() {
            return;
        }
        self.out.push_str("<figcaption>");
        if let Some(caption) = &figure.caption {
            push_text(&mut self.out, &caption.text);
        }
        if figure.caption.is_some() && figure.credit.is_some() {
            self.out.push(' ');
        }
        if let Some(credit) = &figure.credit {
            let credit = ["(", &credit.text, ")"].concat();
            self.span("credit", &credit);
        }
        self.out.push_str("</figcaption>");
    }

    pub(super) fn image(&mut self, address: &str, alt: &str, title: &str) {
        self.out.push_str("<img src=\"");
        push_value(&mut self.out, address);
        self.out.push_str("\" alt=\"");
        push_value(&mut self.out, alt);
        self.title(title);
        self.out.push_str("\">");
    }

    /// Continues an open tag with a title, if there is one.
    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            push_value(&mut self.out, title);
        }
    }

    /// `By A, B and C — Dateline`, as in the text format.
    fn byline(&mut self, byline: &Byline) {
        self.enter(Frame::Header);
        self.start("p", "byline");
        let last = byline.names.len().saturating_sub(1);
        for (index, name) in byline.names.iter().enumerate() {
            self.out.push_str(match index {
                0 => "By ",
                index if index == last => " and ",
                _ => ", ",
            });
            self.span("author", name);
        }
        if let Some(dateline) = &byline.dateline {
            self.out.push_str(if byline.names.is_empty() { "" } else { " — " });
            self.span("dateline", &dateline.text);
            self.out.push_str(if byline.names.is_empty() { " —" } else { "" });
        }
        self.out.push_str("</p>\n");
    }

    fn takeaways(&mut self, points: &[Point]) {
        self.enter(Frame::Article);
        self.open_list("takeaways", "Key Takeaways", "<ul>\n");
        for point in points {
            self.out.push_str("<li>");
            // Takeaways cannot refer to footnotes, so the place does not matter.
            self.line_of(&Place::Takeaway(point.id), &point.content);
            self.out.push_str("</li>\n");
        }
        self.close_list("</ul>\n");
    }

    fn heading(&mut self, text: &Run) {
        self.enter(Frame::Section);
        self.sections += 1;
        if self.kind == Kind::Page {
            let id = self.sections.to_string();
            self.out.push_str("<section aria-labelledby=\"s");
            self.out.push_str(&id);
            self.out.push_str("\">\n<h2 id=\"s");
            self.out.push_str(&id);
            self.out.push_str("\">");
        } else {
            self.out.push_str("<h2>");
        }
        push_text(&mut self.out, &text.text);
        self.out.push_str("</h2>\n");
    }

    /// Opens a section with a list below a generated heading, which names it.
    fn open_list(&mut self, name: &str, heading: &str, list: &str) {
        let [before, between] = match self.kind {
            Kind::Page => {
                self.out.push_str("<section class=\"");
                self.out.push_str(name);
                ["\" aria-labelledby=\"", "\">\n<h2 id=\""]
            }
            Kind::Fragment => ["", "<h2"],
        };
        if self.kind == Kind::Page {
            self.out.push_str(before);
            self.out.push_str(name);
        }
        self.out.push_str(between);
        if self.kind == Kind::Page {
            self.out.push_str(name);
            self.out.push('"');
        }
        self.out.push('>');
        self.out.push_str(heading);
        self.out.push_str("</h2>\n");
        self.out.push_str(list);
    }

    fn close_list(&mut self, list: &str) {
        self.out.push_str(list);
        if self.kind == Kind::Page {
            self.out.push_str("</section>\n");
        }
    }

    fn notes(&mut self, notes: &[PageNote]) {
        self.enter(Frame::Article);
        if self.kind == Kind::Fragment {
            return self.lettered_notes(notes);
        }
        self.open_list("notes", "Notes", "<ol type=\"a\">\n");
        for note in notes {
            self.out.push_str("<li id=\"note-");
            self.out.push_str(&note.letter);
            self.out.push_str("\">");
            self.note(note);
            self.out.push_str("</li>\n");
        }
        self.close_list("</ol>\n");
    }

    /// Writes a note's blocks, with the backlink at the end of its last paragraph or, without one, on a line of its
    /// own.
    fn note(&mut self, note: &PageNote) {
        if let Some((Block::Paragraph(content), before)) = note.note.blocks.split_last() {
            self.blocks(&note.place, before);
            self.out.push_str("<p>");
            self.line(&note.place, content);
            if note.is_cited {
                self.out.push(' ');
                self.way_back(&note.letter);
            }
            self.out.push_str("</p>");
        } else {
            self.blocks(&note.place, &note.note.blocks);
            if note.is_cited {
                self.way_back(&note.letter);
            }
        }
    }

    fn way_back(&mut self, letter: &str) {
        self.out.push_str("<a href=\"#noteref-");
        self.out.push_str(letter);
        self.out.push_str("-1\" aria-label=\"Back to the text\">↩</a>");
    }

    fn sources(&mut self, entries: &[Entry]) {
        self.enter(Frame::Footer);
        self.open_list("sources", "Sources", "<ol>\n");
        for entry in entries {
            let number = entry.number.to_string();
            match self.kind {
                Kind::Page => ["<li id=\"src-", &number, "\">"].iter().for_each(|part| self.out.push_str(part)),
                Kind::Fragment => self.out.push_str("<li>"),
            }
            self.entry(entry);
            self.out.push_str("</li>\n");
        }
        self.close_list("</ol>\n");
    }

    /// Writes title, publisher and link. The title is the link if there is one.
    fn entry(&mut self, entry: &Entry) {
        let (title, publisher, link) = (entry.title(), entry.publisher(), entry.link());
        let address = link.as_ref().map(|link| link.text.as_str()).filter(|link| is_web(link));
        let shown = [("title", &title), ("publisher", &publisher), ("link", &link)];
        let mut separator = "";
        for (class, run) in shown {
            let Some(run) = run else { continue };
            self.out.push_str(separator);
            separator = ", ";
            let is_link = class == "title" || class == "link" && title.is_none();
            match address.filter(|_| is_link) {
                Some(address) => self.source_link(class, address, &run.text),
                None => self.span(class, &run.text),
            }
        }
    }

    fn source_link(&mut self, class: &str, address: &str, text: &str) {
        self.out.push_str("<a");
        if self.kind == Kind::Page {
            self.out.push_str(" class=\"");
            self.out.push_str(class);
            self.out.push('"');
        }
        self.out.push_str(" href=\"");
        push_value(&mut self.out, address);
        self.out.push_str("\" rel=\"noopener noreferrer external\">");
        push_text(&mut self.out, text);
        self.out.push_str("</a>");
    }
}
