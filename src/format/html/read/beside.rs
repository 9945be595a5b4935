//! Decides what on a page is not part of the article, by plain rules in order: hidden content, parts that say what
//! they are, everything outside the article, other articles in it, and bare links at its ends. A rule that would set
//! aside half of the text is ignored.

mod said;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use scraper::node::Element;
use scraper::{Html, Node};

use super::names::is_stand_in;
use super::node_table::{self, NodeTable};
use super::notes::found::Notes;
use super::tree::{Branch, Id, element, text};
use crate::reading::{What, label};

pub(super) use said::bare;
pub(crate) use said::is_hidden;
use said::{belongs_to_text, is_article, is_body, is_silent, said};

/// What is read of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// A page saved by a browser, with everything around its article.
    SavedPage,
    /// Everything.
    Whole,
    /// Everything, as part of a longer text.
    Within,
}

/// A page's article has at least this share of the readable text: one part in this number.
const SHARE: usize = 2;
/// The same for an article named in the page's title, which may be one of many on the page.
const NAMED_SHARE: usize = 5;

/// Whether a document is a page saved by a browser: complete, and with parts that only pages have.
pub(super) fn extent(source: &str, document: &Html) -> Extent {
    let is_copied = source.contains("<!--StartFragment");
    let has_parts = || {
        let elements = document.tree.nodes().filter_map(element);
        elements.into_iter().any(|element| said(element).is_some() || is_article(element) || is_body(element))
    };
    if is_whole(source) && !is_copied && has_parts() { Extent::SavedPage } else { Extent::Whole }
}

/// Whether it is written as a document rather than a fragment.
fn is_whole(source: &str) -> bool {
    source.match_indices('<').any(|(at, _)| {
        let tag = source.as_bytes().get(at + 1..at + 6).unwrap_or_default();
        let (name, behind) = tag.split_at_checked(4).unwrap_or_default();
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
        ["html", "head", "body"].iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
            && behind.first().is_some_and(is_end)
    })
}

/// The nodes to set aside, and why.
pub(super) fn parts(document: &Html, extent: Extent, notes: &Notes) -> HashMap<Id, What> {
    let node_table = NodeTable::of(document);
    let referred = referred(document, &node_table, notes);
    let marks = marks(&node_table);
    let named = headlines_in(&title(document), &node_table);
    let mut rules = Rules { extent, notes, referred, marks, named, parts: BTreeMap::new(), node_table };
    rules.by_what_they_say();
    if extent == Extent::SavedPage {
        rules.round_the_article();
    }
    rules.believed()
}

struct Rules<'a> {
    node_table: NodeTable<'a>,
    extent: Extent,
    notes: &'a Notes,
    /// The targets of raised links in the text, by position: notes belong to it, wherever they are.
    referred: Vec<usize>,
    /// What identifies an article, by position: headlines, and elements declared as articles.
    marks: Vec<usize>,
    /// The headlines contained in the page's title, by position.
    named: Vec<usize>,
    /// By position.
    parts: BTreeMap<usize, What>,
}

impl Rules<'_> {
    fn by_what_they_say(&mut self) {
        let mut at = 0;
        while at < self.node_table.len() {
            let what = self.node_table.node(at).and_then(|node| self.what(node));
            let what = what.filter(|what| self.is_trusted(at, *what) && !self.is_in(&self.referred, at));
            match what {
                Some(what) => at = self.set_aside(at, what),
                None => at += 1,
            }
        }
    }

    fn what(&self, node: Branch<'_>) -> Option<What> {
        let element = element(node)?;
        if is_stand_in(element.name()) {
            return Some(What::StandIn);
        }
        if is_hidden(element) || self.extent == Extent::SavedPage && is_silent(element) {
            return Some(What::Hidden);
        }
        said(element).filter(|_| self.extent == Extent::SavedPage && !belongs_to_text(node, element))
    }

    /// A declaration about most of the readable text is rarely correct, and is accepted only if the article is known to
    /// be elsewhere.
    fn is_trusted(&self, at: usize, what: What) -> bool {
        let is_most = || self.node_table.prose(at) > self.node_table.prose(0) / 2;
        let is_elsewhere = || !self.marks.is_empty() && !self.is_in(&self.marks, at);
        match what {
            What::StandIn => true,
            What::Hidden if self.extent != Extent::SavedPage => true,
            What::Form => !is_most(),
            What::Header => !is_most() && !self.is_in(&self.named, at),
            What::Navigation
            | What::Panel
            | What::Footer
            | What::Dialog
            | What::Hidden
            | What::Comments
            | What::Links
            | What::OtherArticle
            | What::Outside => !is_most() || is_elsewhere(),
        }
    }

    /// Whether one of these positions is within a node.
    fn is_in(&self, places: &[usize], at: usize) -> bool {
        let next = places.partition_point(|place| *place < at);
        places.get(next).is_some_and(|place| *place < self.node_table.end(at))
    }

    /// Sets aside a node with everything in it; returns the position after it.
    fn set_aside(&mut self, at: usize, what: What) -> usize {
        self.parts.insert(at, what);
        self.node_table.end(at)
    }

    fn is_aside(&self, at: usize) -> bool {
        let node = self.node_table.node(at);
        let around =
            node.into_iter().flat_map(|node| node.ancestors()).filter_map(|node| self.node_table.place(node));
        self.parts.contains_key(&at) || around.into_iter().any(|at| self.parts.contains_key(&at))
    }

    /// The readable text in a node, without what was set aside.
    fn prose(&self, at: usize) -> usize {
        let aside = self.parts.range(at..self.node_table.end(at));
        self.node_table.prose(at).saturating_sub(aside.map(|(part, _)| self.node_table.prose(*part)).sum())
    }

    fn round_the_article(&mut self) {
        let headlines = self.elements(0, |element| element.name() == "h1");
        let named: Vec<usize> =
            headlines.iter().copied().filter(|at| self.named.binary_search(at).is_ok()).collect();
        let article = self.chosen(is_article, &named).or_else(|| self.chosen(is_body, &named));
        if let Some(article) = article {
            let mut before = headlines.iter().copied().filter(|at| *at < article);
            let is_inside = headlines.iter().any(|at| (article..self.node_table.end(article)).contains(at));
            let headline = named.iter().copied().rfind(|at| *at < article);
            let headline = headline.or_else(|| before.next_back());
            self.cut_round(article, headline.filter(|_| !is_inside));
            self.other_articles(article);
        } else if let Some(headline) = named.first().or(headlines.first().filter(|_| headlines.len() == 1)) {
            self.cut_before(*headline);
        }
        self.links_alone(article);
    }

    /// Sets aside what precedes the headline of a page that does not declare its article, if it contains no readable
    /// line.
    fn cut_before(&mut self, headline: usize) {
        let mut at = 0;
        while at < headline {
            let is_round = headline < self.node_table.end(at);
            at = if is_round || self.node_table.prose(at) > 0 && !self.parts.contains_key(&at) {
                at + 1
            } else if self.parts.contains_key(&at) {
                self.node_table.end(at)
            } else {
                self.leave_outside(at)
            };
        }
    }

    /// The elements of a kind within a node that are not set aside.
    fn elements(&self, within: usize, is_wanted: fn(&Element) -> bool) -> Vec<usize> {
        let inside = within..self.node_table.end(within);
        let is_one = |at: usize| self.node_table.node(at).and_then(element).is_some_and(is_wanted);
        inside.filter(|at| is_one(*at) && !self.is_aside(*at) && self.node_table.letters(*at) > 0).collect()
    }

    /// The innermost element of a kind that contains most of the readable text, or the headline named in the page's
    /// title.
    fn chosen(&self, is_wanted: fn(&Element) -> bool, named: &[usize]) -> Option<usize> {
        let all = self.prose(0);
        // Only these can be chosen or prevent a choice, and there are few of them.
        let found = self.elements(0, is_wanted);
        let heavy = found.iter().copied().filter(|at| self.node_table.prose(*at) * NAMED_SHARE >= all);
        let weighed: Vec<(usize, usize)> = heavy.map(|at| (at, self.prose(at))).collect();
        let stands = |(at, prose): &&(usize, usize)| {
            let inside = *at..self.node_table.end(*at);
            let is_named = named.iter().any(|headline| inside.contains(headline));
            let has_rival = || {
                let beside = weighed.iter().filter(|(other, _)| {
                    !inside.contains(other) && !(*other..self.node_table.end(*other)).contains(at)
                });
                beside.into_iter().any(|(_, other)| other * 2 > *prose)
            };
            let is_enough = |share: usize| *prose > 0 && prose * share >= all;
            let is_among_others = || self.in_articles_beside(&found, *at) * SHARE >= all;
            (is_named && is_enough(NAMED_SHARE) && is_among_others()) || (is_enough(SHARE) && !has_rival())
        };
        weighed.iter().filter(stands).map(|(at, _)| *at).next_back()
    }

    /// The readable text in an element and its siblings.
    fn in_articles_beside(&self, found: &[usize], at: usize) -> usize {
        let mut end = 0;
        let mut sum = 0;
        for other in found.iter().copied() {
            let is_round = other < at && at < self.node_table.end(other);
            if other >= end && !is_round {
                end = self.node_table.end(other);
                sum += self.prose(other);
            }
        }
        sum
    }

    /// The notes of an article, by position, wherever they are.
    fn notes_of(&self, article: usize) -> Vec<usize> {
        let nodes = |places: Range<usize>| places.filter_map(|at| Some((at, self.node_table.node(at)?)));
        let inside = nodes(article..self.node_table.end(article));
        let labels: HashSet<&str> = inside.filter_map(|(_, node)| self.notes.mark(node)).collect();
        let is_one = |node: Branch<'_>| self.notes.body(node).is_some_and(|label| labels.contains(label));
        nodes(0..self.node_table.len()).filter(|(_, node)| is_one(*node)).map(|(at, _)| at).collect()
    }

    /// Sets aside everything except the article, its notes, and what is between it and its headline.
    fn cut_round(&mut self, article: usize, headline: Option<usize>) {
        let first = headline.unwrap_or(article);
        let notes = self.notes_of(article);
        let holds = |node_table: &NodeTable<'_>, at: usize, inner: usize| at < inner && inner < node_table.end(at);
        let mut at = 0;
        while at < self.node_table.len() {
            let is_kept = at == article || Some(at) == headline || notes.binary_search(&at).is_ok();
            let is_round = [article, first].iter().any(|inner| holds(&self.node_table, at, *inner))
                || !is_kept && self.is_in(&notes, at);
            let is_between = first < at && at < article;
            at = if is_round {
                at + 1
            } else if is_kept || is_between || self.parts.contains_key(&at) {
                self.node_table.end(at)
            } else {
                self.leave_outside(at)
            };
        }
    }

    fn leave_outside(&mut self, at: usize) -> usize {
        let Some(node) = self.node_table.node(at) else { return at + 1 };
        let what = match node_table::name(node) {
            "header" => What::Header,
            "article" => What::OtherArticle,
            "head" => return self.node_table.end(at),
            _ => What::Outside,
        };
        match node.value() {
            Node::Element(_) => self.set_aside(at, what),
            Node::Text(words) if !words.trim().is_empty() => self.set_aside(at, what),
            Node::Text(_)
            | Node::Document
            | Node::Fragment
            | Node::Doctype(_)
            | Node::Comment(_)
            | Node::ProcessingInstruction(_) => self.node_table.end(at),
        }
    }

    /// Sets aside articles within the article, which are comments on it or links to others.
    fn other_articles(&mut self, article: usize) {
        let is_one = |element: &Element| element.name() == "article";
        if self.node_table.node(article).and_then(element).is_some_and(is_one) {
            for at in self.elements(article, is_one).into_iter().skip(1) {
                self.set_aside(at, What::OtherArticle);
            }
        }
    }

    /// Sets aside share buttons, tags and related links before the first readable line or after the last. If a page
    /// does not declare its article, lists of links are set aside everywhere, as is anything after the last line with
    /// little other content.
    fn links_alone(&mut self, article: Option<usize>) {
        let within = article.unwrap_or(0);
        let paragraphs = self.elements(within, |element| element.name() == "p");
        let read: Vec<usize> = paragraphs.into_iter().filter(|at| self.node_table.prose(*at) > 0).collect();
        let (Some(first), Some(last)) = (read.first().copied(), read.last().copied()) else { return };
        let mut at = within + 1;
        while at < self.node_table.end(within) {
            let is_inner = (first..=last).contains(&at) || self.node_table.end(at) > first && at < first;
            let is_block = || {
                self.node_table.node(at).is_some_and(|node| {
                    matches!(node_table::name(node), "ul" | "ol" | "div" | "section" | "p") && !is_labelled(node)
                })
            };
            let is_apart = !is_inner || article.is_none() && self.is_list(at);
            at = if self.parts.contains_key(&at) {
                self.node_table.end(at)
            } else if is_apart
                && (self.node_table.is_only_links(at)
                    || article.is_none() && at > last && self.node_table.is_mostly_links(at))
                && is_block()
                && !self.is_in(&self.referred, at)
            {
                self.set_aside(at, What::Links)
            } else {
                at + 1
            };
        }
    }

    /// Whether it is a list with several items.
    fn is_list(&self, at: usize) -> bool {
        const SEVERAL: usize = 3;
        self.node_table.node(at).is_some_and(|node| {
            let items = node.children().filter(|item| node_table::name(*item) == "li");
            matches!(node_table::name(node), "ul" | "ol") && items.count() >= SEVERAL
        })
    }

    /// The result; only invisible content if otherwise no text would be left.
    fn believed(self) -> HashMap<Id, What> {
        let Rules { node_table, parts, extent, .. } = self;
        // A part may be within another one that was found later.
        let is_outer = |at: usize| {
            let around = node_table.node(at).into_iter().flat_map(|node| node.ancestors());
            !around.filter_map(|node| node_table.place(node)).any(|around| parts.contains_key(&around))
        };
        let outer: Vec<(usize, What)> =
            parts.iter().filter(|(at, _)| is_outer(**at)).map(|(at, what)| (*at, *what)).collect();
        let aside: usize = outer.iter().map(|(at, _)| node_table.letters(*at)).sum();
        let is_empty = aside >= node_table.letters(0);
        let stays = |what: What| !is_empty || what == What::StandIn || extent == Extent::Within;
        let kept = outer.into_iter().filter(|(_, what)| stays(*what));
        kept.filter_map(|(at, what)| Some((node_table.node(at)?.id(), what))).collect()
    }
}

/// Headlines, and elements declared as articles.
fn marks(node_table: &NodeTable<'_>) -> Vec<usize> {
    let is_mark = |element: &Element| element.name() == "h1" || is_article(element) || is_body(element);
    (0..node_table.len()).filter(|at| node_table.node(*at).and_then(element).is_some_and(is_mark)).collect()
}

/// The targets of note marks and raised links, by position.
fn referred(document: &Html, node_table: &NodeTable<'_>, notes: &Notes) -> Vec<usize> {
    let is_raised = |node: Branch<'_>| node.ancestors().any(|around| node_table::name(around) == "sup");
    let links = document.tree.nodes().filter(|node| node_table::name(*node) == "a");
    let raised = links.filter(|node| {
        let role = element(*node).and_then(|link| link.attr("role"));
        role == Some("doc-noteref") || is_raised(*node)
    });
    let ids: HashSet<&str> = raised.filter_map(|node| element(node)?.attr("href")?.strip_prefix('#')).collect();
    let is_note = |node: Branch<'_>| {
        let id = element(node).and_then(|element| element.id());
        notes.body(node).is_some() || id.is_some_and(|id| ids.contains(id))
    };
    (0..node_table.len()).filter(|at| node_table.node(*at).is_some_and(is_note)).collect()
}

/// Whether a list is below a heading that is one of our labels.
fn is_labelled(list: Branch<'_>) -> bool {
    let before = list.prev_siblings().find(|node| node.value().is_element());
    before.is_some_and(|node| label(&text(node)).is_some())
}

/// The words of the page's title, up to a reasonable length.
fn title(document: &Html) -> String {
    const LONG: usize = 500;
    let node = document.tree.nodes().find(|node| node_table::name(*node) == "title");
    node.map(|node| bare(&text(node).chars().take(LONG).collect::<String>())).unwrap_or_default()
}

/// The headlines contained in a title, by position. A single word may be there by chance.
fn headlines_in(title: &str, node_table: &NodeTable<'_>) -> Vec<usize> {
    let is_named = |at: &usize| {
        let node = node_table.node(*at).filter(|node| node_table::name(*node) == "h1");
        let words = node.map(|node| bare(&text(node))).unwrap_or_default();
        words.contains(' ') && title.contains(&words)
    };
    (0..node_table.len()).filter(is_named).collect()
}
