//! Decides what an address may lead to; this is the only place that does. A browser ignores tabs and line ends in an
//! address, treats `\` as `/` and resolves `..`, so the same is done here.

/// Whether a link may be followed: `http`, `https` and `mailto`, nothing else.
pub fn may_link(target: &str) -> bool {
    is_web(target) || has_scheme(target, "mailto:")
}

/// Whether a link leads to the web.
pub fn is_web(target: &str) -> bool {
    has_scheme(target, "http://") || has_scheme(target, "https://")
}

/// Whether an output may contain this image address: on the web, or a path.
pub fn may_show(target: &str) -> bool {
    is_web(target) || is_path(target)
}

/// Whether every browser takes an address for a path: no scheme, no drive, no other host.
pub fn is_path(target: &str) -> bool {
    let seen = as_browsers_see(target);
    let path = seen.split(['?', '#']).next().unwrap_or_default();
    // A backslash does not end the first part, because not every reader takes it for a slash.
    let first = target.split(['/', '?', '#']).next().unwrap_or_default();
    !seen.is_empty() && !first.contains(':') && !names_host(path)
}

fn has_scheme(target: &str, scheme: &str) -> bool {
    target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        && target.len() > scheme.len()
}

fn as_browsers_see(target: &str) -> String {
    let is_passed_over = |c: char| matches!(c, '\t' | '\n' | '\r');
    target.trim_matches(|c: char| c <= ' ').replace(is_passed_over, "").replace('\\', "/")
}

/// Whether there are two slashes with only `.` and `..` before them: browsers take what follows for a host, and so does
/// a system that opens the page as a file.
fn names_host(path: &str) -> bool {
    let mut depth = 0_usize;
    let mut segments = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment.to_ascii_lowercase().replace("%2e", ".").as_str() {
            "" if depth == 0 && !is_last => return true,
            "." => {}
            ".." => depth = depth.saturating_sub(1),
            _ => depth += 1,
        }
    }
    path.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(judge: fn(&str) -> bool, yes: &[&str], no: &[&str]) {
        yes.iter().for_each(|address| assert!(judge(address), "{address:?}"));
        no.iter().for_each(|address| assert!(!judge(address), "{address:?}"));
    }

    #[test]
    fn a_path_is_a_path_however_a_browser_reads_it() {
        let paths = [
            "a.png",
            "./a.png",
            "../in/a.png",
            "/in/a.png",
            "in\\a.png",
            "in//a.png",
            "in/../a.png",
            "in/",
            "./",
            "/",
            "a b.png",
            "ä (1).png",
            "a.png?at=12:30",
            "a.png#//x",
            "in/at 12:30.png",
            "/%5Chost/x.png",
            "%2F%2Fhost/x.png",
            "@host/x.png",
        ];
        let others = [
            "",
            " ",
            "//host/x.png",
            "\\\\host\\x.png",
            "/\\host/x.png",
            "\\/host/x.png",
            "///host/x.png",
            "/\t/host/x.png",
            "/\n/host/x.png",
            "/\r\\host/x.png",
            "\t//host/x.png",
            "  //host/x.png",
            "\u{1}//host/x.png",
            "\u{0}\u{1f} /\\host/x.png",
            "/.//host/x.png",
            "/%2E//host/x.png",
            "/in/..//host/x.png",
            "in/..//host/x.png",
            "in/.%2e/\\host/x.png",
            "..//host/x.png",
            ".\\\\host\\x.png",
            "//",
            "file:///x.png",
            "file:x.png",
            "FILE:\\\\host\\x.png",
            "fi\tle:///x.png",
            "data:image/png,x",
            "java\nscript:x",
            "C:\\x.png",
            "c:x.png",
            "http:host/x.png",
            "https:\\\\host\\x.png",
            "h\tttps://host/x.png",
        ];
        check(is_path, &paths, &others);
        check(may_show, &paths, &others);
        check(may_show, &["https://host/x.png", "HTTP://host/x.png"], &["mailto:a@host", "https://"]);
    }

    /// A web page may be opened from a site, from a folder and from the root of a disk.
    #[test]
    fn what_counts_as_a_path_stays_on_the_host_it_is_read_on() {
        let pieces = ["/", "\\", "\t", " ", ".", "..", "%2e", "a", ":", "?", "\u{1}", "file:", "/..", "//"];
        let mut paths = 0;
        for at in 0..pieces.len().pow(4) {
            let digit = |place: u32| pieces[at / pieces.len().pow(place) % pieces.len()];
            let address = (0..4).map(digit).collect::<String>();
            if !is_path(&address) {
                continue;
            }
            paths += 1;
            for base in ["https://own.example/in/page.html", "https://own.example/", "file:///page.html"] {
                let base = url::Url::parse(base).unwrap();
                let read = base.join(&address).unwrap();
                assert_eq!((read.scheme(), read.host()), (base.scheme(), base.host()), "{address:?} on {base}");
                assert!(base.scheme() != "file" || !read.path().starts_with("//"), "{address:?} on {base}");
            }
        }
        assert!(paths > 1000, "{paths}");
    }

    #[test]
    fn only_the_web_and_mail_may_be_linked() {
        let web = ["http://a.example", "HTTPS://a.example/x"];
        let others =
            ["javascript:x", " https://a.example", "h\tttps://a.example", "//a.example", "/a", "http:", "ftp://a"];
        check(is_web, &web, &[&others[..], &["mailto:a@b.example"]].concat());
        check(may_link, &[&web[..], &["mailto:a@b.example"]].concat(), &others);
    }
}
