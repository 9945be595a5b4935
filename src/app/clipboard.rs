//! The clipboard beyond what egui offers: text together with its markup, in both directions.

/// The clipboard. Tests have their own implementation.
pub trait Clipboard {
    /// Puts plain text on the clipboard.
    ///
    /// # Errors
    /// Fails if the system's clipboard is not available; the error is the system's message.
    fn set_text(&mut self, text: String) -> Result<(), String>;

    /// Puts HTML on the clipboard, with plain text for programs that do not accept HTML.
    ///
    /// # Errors
    /// As [`set_text`](Clipboard::set_text).
    fn set_html(&mut self, html: String, text: String) -> Result<(), String>;

    /// The HTML on the clipboard, if there is any.
    fn html(&mut self) -> Option<String>;

    /// The plain text on the clipboard, if there is any.
    fn text(&mut self) -> Option<String>;
}

/// The system's clipboard. It is opened on first use and kept open, because copied content is lost when it is closed.
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
