//! Lists edited as one text, with one item per line.

/// A list as it is typed: one item per line.
pub(super) fn joined(items: &[String]) -> String {
    items.join("\n")
}

/// Parses a typed list. Blank lines are ignored.
pub(super) fn split(text: &str) -> Vec<String> {
    text.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back_as_it_was() {
        let names = ["Ana Ruiz".to_owned(), "Ben Cho, Jr.".to_owned(), "مها".to_owned()];
        assert_eq!(split(&joined(&names)), names);
        assert_eq!(split("Ana Ruiz\n\n "), ["Ana Ruiz"]);
    }
}
