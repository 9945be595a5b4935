//! Which texts are addresses that a link can have.

use url::Url;

/// The address in a text: of a page or a mailbox, with the scheme added if it is missing. `None` for anything else;
/// only such links are exported.
pub fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let is_one_word =
        !text.is_empty() && text.len() < LIMIT && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    if !is_one_word || text.contains(['<', '>', '"']) {
        return None;
    }
    if let Some(mailbox) = text.strip_prefix("mailto:") {
        return is_mailbox(mailbox).then(|| text.to_owned());
    }
    if text.contains("://") {
        let url = Url::parse(text).ok()?;
        let is_page = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|h| !h.is_empty());
        return is_page.then(|| text.to_owned());
    }
    if is_mailbox(text) {
        return Some(format!("mailto:{text}"));
    }
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_page = text.starts_with("www.") || (is_host(host) && text.len() > host.len());
    (is_page && is_host(host)).then(|| format!("https://{text}"))
}

/// Longer texts are not addresses, in bytes.
const LIMIT: usize = 4_096;

fn is_mailbox(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        let host = host.split('?').next().unwrap_or_default();
        !name.is_empty() && !name.contains(['/', ':']) && is_host(host)
    })
}

/// Names separated by full stops, the last one of letters.
fn is_host(text: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains('.') && text.split('.').all(is_name) && last.chars().all(char::is_alphabetic) && last.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(address(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn pages_and_mailboxes_are_addresses() {
        check(" https://example.org/a?b ", Some("https://example.org/a?b"));
        check("www.example.org", Some("https://www.example.org"));
        check("example.org/story", Some("https://example.org/story"));
        check("desk@example.org", Some("mailto:desk@example.org"));
        check("mailto:desk@example.org", Some("mailto:desk@example.org"));
    }

    #[test]
    fn other_texts_are_none() {
        check("", None);
        check("two words", None);
        check("e.g.", None);
        check("example.org", None);
        check("javascript:alert(1)", None);
        check("file:///etc/passwd", None);
        check("https://", None);
        check("3.14/2", None);
    }
}
