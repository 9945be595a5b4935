//! The clipboard beyond what egui offers: text together with its markup, in both directions.

/// Where copies go and pastes come from. Tests bring their own.
pub trait Clipboard {
    /// Puts plain text on the clipboard.
    ///
    /// # Errors
    /// Fails if the system’s clipboard cannot be reached; the error is the system’s word for why.
    fn set_text(&mut self, text: String) -> Result<(), String>;

    /// Puts HTML on the clipboard, and text for programs that take none.
    ///
    /// # Errors
    /// As [`set_text`](Clipboard::set_text).
    fn set_html(&mut self, html: String, text: String) -> Result<(), String>;

    /// The HTML on the clipboard, where there is any.
    fn html(&mut self) -> Option<String>;

    /// The plain text on the clipboard, where there is any.
    fn text(&mut self) -> Option<String>;
}

/// The system's clipboard, opened when first used and kept: what was copied lives as long as it does.
#[derive(Default)]
pub struct SystemClipboard {
    open: Option<arboard::Clipboard>,
}

impl SystemClipboard {
    fn open(&mut self) -> Result<&mut arboard::Clipboard, String> {
        let opened = match self.open.take() {
            Some(open) => open,
            None => arboard::Clipboard::new().map_err(|error| error.to_string())?,
        };
        Ok(self.open.insert(opened))
    }
}

impl Clipboard for SystemClipboard {
    fn set_text(&mut self, text: String) -> Result<(), String> {
        self.open()?.set_text(text).map_err(|error| error.to_string())
    }

    fn set_html(&mut self, html: String, text: String) -> Result<(), String> {
        self.open()?.set_html(html, Some(text)).map_err(|error| error.to_string())
    }

    fn html(&mut self) -> Option<String> {
        self.open().ok()?.get().html().ok()
    }

    fn text(&mut self) -> Option<String> {
        self.open().ok()?.get_text().ok()
    }
}
