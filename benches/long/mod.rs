//! A long article for the benches, the same in every run: news-like paragraphs with emphasis, links, citations and
//! lists, and occasional tables and footnotes.

use std::sync::Arc;

use copydesk::article::{Article, Source};

/// The words it consists of.
const WORDS: &str = "council river bridge harbour budget figures report minister residents evening study workers station signal \
    engineers survey the a of in to and for with on by from after before under over said told found showed asked \
    closed opened measured repaired planned delayed promised counted is was were has had will could may not \
    still again only more less than most some every new old long short public local northern early late last \
    first second year week month morning Tuesday November million euros people houses schools ferries trams \
    bakers nurses pilots teachers café naïve Zürich “quoted” record";
const SOURCES: usize = 60;

/// An article with about this number of words and sections.
pub fn article(words: usize, sections: usize) -> Article {
    let mut writer = Writer { words: WORDS.split(' ').collect(), dice: 0x2545_F491_4F6C_DD1D, written: 0 };
    let mut article = Article {
        headline: "A town counts its bridges".into(),
        deck: "What two years of repairs cost, and who waited longest for them.".into(),
        byline: vec!["Ada Marsh".into(), "Jonas Feld".into()],
        dateline: "Harbour District".into(),
        language: "en-GB".into(),
        published: "2026-03-02T08:00:00+01:00".into(),
        ..Article::default()
    };
    for _ in 0..4 {
        article.push_takeaway(writer.sentence());
    }
    article.push_sources((1..=SOURCES).map(source));
    article.lede = Arc::new(writer.paragraph());
    for section in 1..=sections {
        let end = words * section / sections;
        let body = writer.body(section, end);
        article.push_section(format!("What the survey of bridge {section} says"), body);
    }
    article
}

fn source(number: usize) -> Source {
    Source {
        key: format!("s{number}"),
        link: format!("https://records.example.org/bridges/{number}?view=full&lang=en"),
        title: format!("Inspection record {number}"),
        publisher: "Harbour Office".into(),
        ..Source::default()
    }
}

struct Writer {
    words: Vec<&'static str>,
    /// The state of a xorshift generator.
    dice: u64,
    written: usize,
}

impl Writer {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        usize::try_from(self.dice >> 33).unwrap_or_default() % sides
    }

    fn word(&mut self) -> &'static str {
        self.written += 1;
        let at = self.roll(self.words.len());
        self.words.get(at).copied().unwrap_or_default()
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    /// About every second sentence has formatting, a link or a citation.
    fn sentence(&mut self) -> String {
        let start = self.words(6);
        let length = 3 + self.roll(8);
        let end = self.words(length);
        match self.roll(12) {
            0 => format!("{start} *{}* {end}.", self.words(2)),
            1 => format!("{start} **{}** {end}.", self.words(2)),
            2 => format!("{start} [{}](https://news.example.com/{}) {end}.", self.words(3), self.roll(1000)),
            3 | 4 => format!("{start} {end}.[^s{}]", 1 + self.roll(SOURCES)),
            5 => format!("{start}, “{}”, {end}.", self.words(4)),
            _ => format!("{start} {end}."),
        }
    }

    fn paragraph(&mut self) -> String {
        let sentences = 3 + self.roll(4);
        (0..sentences).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }

    fn list(&mut self) -> String {
        (0..5).map(|_| format!("- {}", self.sentence())).collect::<Vec<_>>().join("\n")
    }

    fn table(&mut self) -> String {
        let rows = (0..4).map(|_| format!("| {} | {} | {} |", self.words(2), self.word(), self.roll(900)));
        format!("| Bridge | State | Days |\n| --- | --- | ---: |\n{}", rows.collect::<Vec<_>>().join("\n"))
    }

    /// Paragraphs with other blocks between them, until this number of words has been written in total.
    fn body(&mut self, section: usize, end: usize) -> String {
        let mut blocks = vec![self.paragraph()];
        if section.is_multiple_of(8) {
            blocks.push(self.table());
        }
        if section.is_multiple_of(5) {
            blocks.push(format!("### {}", self.words(4)));
        }
        while self.written < end {
            match self.roll(9) {
                0 => blocks.push(self.list()),
                1 => blocks.push(format!("> {}", self.sentence())),
                _ => blocks.push(self.paragraph()),
            }
        }
        if section.is_multiple_of(10) {
            blocks.push(format!("{}[^aside]\n\n[^aside]: {}", self.sentence(), self.sentence()));
        }
        blocks.join("\n\n")
    }
}
