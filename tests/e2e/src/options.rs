//! How a browser is set up before it sees the app.

use std::path::{Path, PathBuf};

use crate::engine::Engine;

/// Engine, edition, size, language and wishes of the person in front of the browser.
#[derive(Clone)]
pub struct Options {
    pub(crate) engine: Engine,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) language: String,
    pub(crate) dark: bool,
    pub(crate) forced_colours: bool,
    pub(crate) still: bool,
    pub(crate) single_file: bool,
    pub(crate) dist: Option<PathBuf>,
    pub(crate) arguments: Vec<String>,
    /// Whether a browser that is started again finds what the one before left on the disk.
    pub(crate) keeps_profile: bool,
}

impl Default for Options {
    /// A desk screen of 1440 × 900, English, light, and `dist/` in Chromium.
    fn default() -> Options {
        Options {
            engine: Engine::Chromium,
            width: 1440,
            height: 900,
            language: "en-GB".into(),
            dark: false,
            forced_colours: false,
            still: false,
            single_file: false,
            dist: None,
            arguments: Vec::new(),
            keeps_profile: false,
        }
    }
}

impl Options {
    /// The usual browser: Chromium.
    pub fn chromium() -> Options {
        Options::default()
    }

    /// Firefox instead of Chromium.
    pub fn firefox() -> Options {
        Options { engine: Engine::Firefox, ..Options::default() }
    }

    /// WebKitGTK's small browser instead of Chromium.
    pub fn webkit() -> Options {
        Options { engine: Engine::WebKit, ..Options::default() }
    }

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

    /// The system replaces all colours by a few of its own (Chromium).
    pub fn forced_colours(self) -> Options {
        Options { forced_colours: true, ..self }
    }

    /// The user wants nothing to move (Chromium).
    pub fn still(self) -> Options {
        Options { still: true, ..self }
    }

    /// Opens another folder than `dist/`.
    pub fn of(self, dist: &Path) -> Options {
        Options { dist: Some(dist.to_path_buf()), ..self }
    }

    /// Starts Chromium with one more argument.
    pub fn argument(mut self, argument: &str) -> Options {
        self.arguments.push(argument.into());
        self
    }

    /// The browser will be killed and started again; see [`crate::Page::kill_and_open`].
    pub fn keep_profile(self) -> Options {
        Options { keeps_profile: true, ..self }
    }

    /// Opens `dist/` from a web server, as is usual.
    pub fn folder(self) -> Options {
        Options { single_file: false, ..self }
    }

    /// Opens `mailroom.html` by double click instead of `dist/` from a web server.
    pub fn single_file(self) -> Options {
        Options { single_file: true, ..self }
    }
}
