//! The desktop’s settings for motion and language. No library reports motion, so a thread asks the desktop’s own tool
//! once. If the desktop does not say, the writer’s setting applies.

use crate::page::is_language;

/// Whether the desktop asks for reduced motion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// Unknown.
    #[default]
    Unknown,
    ReducedMotion,
}

/// Asks the desktop. Blocks, so never call it in a frame.
pub fn ask() -> Wish {
    if cfg!(not(target_os = "linux")) {
        return Wish::Unknown;
    }
    let asked = std::process::Command::new("gsettings")
        .args(["get", "org.gnome.desktop.interface", "enable-animations"])
        .stdin(std::process::Stdio::null())
        .output();
    asked.map_or(Wish::Unknown, |answer| wish(&answer.stdout))
}

/// The language tag of the desktop.
pub fn language() -> Option<String> {
    sys_locale::get_locale().filter(|tag| is_language(tag) && tag != "POSIX")
}

fn wish(answer: &[u8]) -> Wish {
    if answer.trim_ascii() == b"false" { Wish::ReducedMotion } else { Wish::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_no_to_animations_reduces_motion() {
        assert_eq!(wish(b"false\n"), Wish::ReducedMotion);
        assert_eq!(wish(b"true\n"), Wish::Unknown);
        assert_eq!(wish(b"No such schema"), Wish::Unknown);
        assert_eq!(wish(b""), Wish::Unknown);
    }
}
