//! A source file as tokens: names, punctuation and their lines, without comments and string literals.

/// A name, a punctuation character, or the two colons of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    /// Starts at 1.
    pub line: usize,
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        self.text == text
    }
}

/// Whether a token can be part of a path.
pub fn is_path(token: &Token) -> bool {
    token.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The tokens of a source.
pub fn tokens(source: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let length = if "/'\"bcr".contains(first) { skipped(rest) } else { 0 };
        if length > 0 {
            line += rest[..length].matches('\n').count();
            rest = &rest[length..];
            continue;
        }
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = match first {
            _ if is_name(first) => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            ' ' => rest.len() - rest.trim_start_matches(' ').len(),
            _ => first.len_utf8(),
        };
        let (text, behind) = rest.split_at(length);
        if !first.is_whitespace() {
            found.push(Token { text: text.to_owned(), line });
        }
        line += usize::from(first == '\n');
        rest = behind;
    }
    found
}

/// The length of the comment, literal or lifetime that starts here; 0 if there is none.
fn skipped(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return block_comment(text);
    }
    if text.starts_with('\'') {
        return quote(text);
    }
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|prefix| {
        let behind = text.strip_prefix(prefix);
        behind.is_some_and(|behind| {
            behind.starts_with('"') || (prefix.ends_with('r') && behind.trim_start_matches('#').starts_with('"'))
        })
    });
    prefix.map_or(0, |prefix| string(text, prefix))
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += 1;
        }
    }
    at
}

/// A character literal, or a lifetime.
fn quote(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    let Some((_, first)) = letters.next() else { return text.len() };
    if first == '\\' {
        let end = letters.skip(1).find(|(_, c)| *c == '\'');
        return end.map_or(text.len(), |(at, _)| at + 1);
    }
    match letters.next() {
        Some((at, '\'')) => at + 1,
        _ => 1 + text[1..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len() - 1),
    }
}

fn string(text: &str, prefix: &str) -> usize {
    let behind = &text[prefix.len()..];
    if prefix.ends_with('r') {
        let signs = behind.len() - behind.trim_start_matches('#').len();
        let close = format!("\"{}", "#".repeat(signs));
        let start = prefix.len() + signs + 1;
        return text[start..].find(&close).map_or(text.len(), |at| start + at + close.len());
    }
    let mut is_escaped = false;
    let end = behind.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| prefix.len() + at + 1)
}

/// The tokens without code compiled only for tests.
pub fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match attribute(&tokens[at..]) {
            Some((inside, length))
                if inside.first().is_some_and(|name| name.is("cfg")) && needs_tests(&inside[2..]) =>
            {
                at += length + item(&tokens[at + length..]);
            }
            _ => {
                kept.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    kept
}

/// The content of the attribute that starts here, and its length.
fn attribute(tokens: &[Token]) -> Option<(&[Token], usize)> {
    let [hash, open, ..] = tokens else { return None };
    if !hash.is("#") || !open.is("[") {
        return None;
    }
    let end = 1 + closed(&tokens[1..]);
    Some((&tokens[2..end - 1], end))
}

/// The number of tokens up to the matching closing bracket.
fn closed(tokens: &[Token]) -> usize {
    let mut depth = 0;
    let end = tokens.iter().position(|token| {
        depth += match token.text.as_str() {
            "(" | "[" | "{" => 1,
            ")" | "]" | "}" => -1,
            _ => 0,
        };
        depth == 0
    });
    end.map_or(tokens.len(), |end| end + 1)
}

/// Whether a condition, such as `all(unix, test)`, holds only in tests.
fn needs_tests(condition: &[Token]) -> bool {
    let parts = || {
        let inside = &condition[2..closed(&condition[1..])];
        let mut depth = 0;
        inside.split(move |token| {
            depth += i32::from(token.is("(")) - i32::from(token.is(")"));
            depth == 0 && token.is(",")
        })
    };
    match condition {
        [name, open, ..] if name.is("all") && open.is("(") => parts().any(needs_tests),
        [name, open, ..] if name.is("any") && open.is("(") => parts().all(needs_tests),
        [name, ..] => name.is("test"),
        [] => false,
    }
}

/// The length of the item, statement or field that starts here.
fn item(tokens: &[Token]) -> usize {
    if let Some((_, length)) = attribute(tokens) {
        return length + item(&tokens[length..]);
    }
    let is_ended_by_semicolon = tokens
        .iter()
        .find(|token| !token.is("pub"))
        .is_some_and(|first| ["let", "use", "const", "static"].contains(&first.text.as_str()));
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            ";" | "," => return at + 1,
            "}" => return at,
            "{" if !is_ended_by_semicolon => return at + closed(&tokens[at..]),
            "(" | "[" | "{" => at += closed(&tokens[at..]),
            _ => at += 1,
        }
    }
    at
}
