//! How a browser is set up before it sees the app.

use std::path::Path;

use serde_json::{Value, json};

/// Size, language and wishes of the person in front of the browser.
#[derive(Clone)]
pub struct Options {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) language: String,
    pub(crate) dark: bool,
    pub(crate) single_file: bool,
}

impl Default for Options {
    /// A desk screen of 1440 × 900, English, light.
    fn default() -> Options {
        Options { width: 1440, height: 900, language: "en-GB".into(), dark: false, single_file: false }
    }
}

impl Options {
    /// A telephone held upright.
    pub fn phone() -> Options {
        Options::default().size(390, 844)
    }

    /// Size of the visible page in CSS pixels.
    pub fn size(self, width: u32, height: u32) -> Options {
        Options { width, height, ..self }
    }

    /// The language of the browser, such as `nb-NO`.
    pub fn language(self, tag: &str) -> Options {
        Options { language: tag.into(), ..self }
    }

    /// The system asks for dark colours.
    pub fn dark(self) -> Options {
        Options { dark: true, ..self }
    }

    /// Opens `mailroom.html` by double click instead of `dist/` from a web server.
    pub fn single_file(self) -> Options {
        Options { single_file: true, ..self }
    }

    /// What the driver is to start: a headless Chromium without a past, which calls nobody.
    pub(crate) fn capabilities(&self, profile: &Path, downloads: &Path) -> Value {
        let mut chromium = json!({
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--hide-scrollbars",
                format!("--user-data-dir={}", profile.display()),
                format!("--window-size={},{}", self.width, self.height),
                format!("--lang={}", self.language),
            ],
            "prefs": {
                "download.default_directory": downloads,
                "download.prompt_for_download": false,
                "intl.accept_languages": self.language,
            },
        });
        if let Some(program) = xtask::tools::chromium() {
            chromium["binary"] = json!(program);
        }
        json!({
            "browserName": "chrome",
            "goog:chromeOptions": chromium,
            "goog:loggingPrefs": { "browser": "ALL" },
        })
    }
}
