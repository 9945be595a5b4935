//! What has unknown fields, and where they are in an article.

use std::sync::Arc;

use super::list::Item;
use super::unknown::UnknownFields;
use super::values::Article;

/// What can have unknown fields.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    Article,
    Image,
    Item(Item),
}

impl Article {
    /// All owners that have unknown fields, with these, in the order of the draft.
    pub fn unknown_fields(&self) -> impl Iterator<Item = (Owner, &UnknownFields)> {
        let article = std::iter::once((Owner::Article, &self.unknown));
        let image = std::iter::once((Owner::Image, &self.image.unknown));
        let takeaways = self.takeaways.iter().map(|t| (Owner::Item(Item::Takeaway(t.id)), &t.unknown));
        let sections = self.sections.iter().map(|s| (Owner::Item(Item::Section(s.id)), &s.unknown));
        let sources = self.sources.iter().filter(|s| !s.unknown.is_empty());
        let sources = sources.map(|s| (Owner::Item(Item::Source(s.key.clone())), &s.unknown));
        let all = article.chain(image).chain(takeaways).chain(sections).chain(sources);
        all.filter(|(_, unknown)| !unknown.is_empty())
    }

    /// The mutable unknown fields of an owner; `at` is its position if it is an item. A shared item is copied first.
    /// `None` if the owner does not exist.
    pub(super) fn unknown_in_mut(&mut self, owner: &Owner, at: Option<usize>) -> Option<&mut UnknownFields> {
        let item = match owner {
            Owner::Article => return Some(&mut self.unknown),
            Owner::Image => return Some(&mut self.image.unknown),
            Owner::Item(item) => item,
        };
        let at = at?;
        match item {
            Item::Takeaway(_) => self.takeaways.get_mut(at).map(|t| &mut Arc::make_mut(t).unknown),
            Item::Section(_) => self.sections.get_mut(at).map(|s| &mut Arc::make_mut(s).unknown),
            Item::Source(_) => self.sources.get_mut(at).map(|s| &mut Arc::make_mut(s).unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::UnknownField;

    fn one(name: &str) -> UnknownFields {
        [UnknownField { behind: 0, name: name.into(), value: "1".into() }].into_iter().collect()
    }

    #[test]
    fn each_owner_that_has_some_is_given_in_the_order_of_the_draft() {
        let mut article = Article::default();
        let id = article.push_section("One", "");
        article.push_section("Two", "");
        assert_eq!(article.unknown_fields().count(), 0);
        Arc::make_mut(&mut article.sections[0]).unknown = one("mood");
        article.unknown = one("tone");
        let owners: Vec<Owner> = article.unknown_fields().map(|(owner, _)| owner).collect();
        assert_eq!(owners, [Owner::Article, Owner::Item(Item::Section(id))]);
    }
}
