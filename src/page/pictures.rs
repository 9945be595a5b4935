//! The images of a page that are files next to it.

use super::parts::{Page, Part};
use crate::link::is_path;
use crate::markdown::{self, Inline};

impl Page {
    /// The images named by a path, in reading order.
    pub fn pictures(&self) -> Vec<String> {
        let mut paths = Vec::new();
        let mut take = |address: &str| {
            if is_path(address) {
                paths.push(address.to_owned());
            }
        };
        for part in &self.parts {
            if let Part::Image(figure) = part {
                figure.file.iter().for_each(|file| take(&file.text));
            }
            each_inline(part, &mut |inline| {
                if let Inline::Image(image) = inline {
                    take(&image.target);
                }
            });
        }
        paths
    }
}

fn each_inline<'a>(part: &'a Part, visit: &mut dyn FnMut(&'a Inline)) {
    match part {
        Part::Takeaways(points) => points.iter().for_each(|point| markdown::each_in_line(&point.content, visit)),
        Part::Body(body) => body.each_inline(visit),
        Part::Notes(notes) => notes.iter().for_each(|note| markdown::each_inline(&note.note.blocks, visit)),
        Part::Heading(_)
        | Part::Headline(_)
        | Part::Image(_)
        | Part::Deck(_)
        | Part::Byline(_)
        | Part::Sources(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::compose;
    use crate::article::Article;

    #[test]
    fn pictures_of_the_head_the_bodies_and_the_notes_are_named() {
        let mut article = Article::default();
        article.image.file = "lead.jpg".into();
        article.push_takeaway("![t](takeaway.png)");
        article.lede = std::sync::Arc::new("![a](in/a.png) ![web](https://a.example/b.png)".into());
        article.push_section("S", "> - ![c](c.png)[^n]\n\n[![d](d.png)](https://a.example)\n\n[^n]: ![e](e.png)");
        article.push_section("T", "![f](//host/f.png) ![g](javascript:g)");
        let named = compose(&article).pictures();
        assert_eq!(named, ["lead.jpg", "takeaway.png", "in/a.png", "c.png", "d.png", "e.png"]);
    }
}
