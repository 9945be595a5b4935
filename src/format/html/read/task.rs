//! Whether an item is a task, and whether it is done. Each program marks this in its own way.

use scraper::node::Element;

use super::style;
use super::tree::{Branch, children, parent_element};

/// Whether an item is checked; `None` if it is not a task.
pub(super) fn of(node: Branch<'_>, item: &Element) -> Option<bool> {
    let said = [item.attr("data-checked"), style::value(item, "--en-checked"), aria(item)];
    let said = said.into_iter().flatten().find_map(truth);
    said.or_else(|| named(item.attr("data-list")?)).or_else(|| by_class(node, item)).or_else(|| beside(node))
}

fn aria(element: &Element) -> Option<&str> {
    let is_box = element.attr("role").is_some_and(|role| role.trim() == "checkbox");
    element.attr("aria-checked").filter(|_| is_box)
}

fn truth(value: &str) -> Option<bool> {
    match value.trim() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

fn named(name: &str) -> Option<bool> {
    match name {
        "checked" => Some(true),
        "unchecked" => Some(false),
        _ => None,
    }
}

/// In a task list, the class of an item decides.
fn by_class(node: Branch<'_>, item: &Element) -> Option<bool> {
    let is_for_tasks = |class: &str| ["task", "todo", "to-do", "check"].iter().any(|name| class.contains(name));
    let list = parent_element(node)?;
    list.attr("class").filter(|class| is_for_tasks(class))?;
    let classes = item.attr("class").unwrap_or_default().split_ascii_whitespace();
    classes.into_iter().find_map(named)
}

/// A checkbox drawn before the text, as in Notion.
fn beside(node: Branch<'_>) -> Option<bool> {
    let (_, first) = children(node).next()?;
    let of_class = || {
        let mut classes = first.attr("class").unwrap_or_default().split_ascii_whitespace();
        classes.find_map(|class| match class {
            "checkbox-on" => Some(true),
            "checkbox-off" => Some(false),
            _ => None,
        })
    };
    aria(first).and_then(truth).or_else(of_class)
}
