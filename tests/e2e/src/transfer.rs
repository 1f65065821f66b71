//! Files and the clipboard, into the page and out of it.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::engine::Engine;
use crate::locator::Locator;
use crate::page::Page;

/// How Chromium, Firefox and WebKit call a file that is still on its way.
const UNFINISHED: [&str; 3] = [".crdownload", ".part", ".wkdownload"];

impl Page {
    /// Gives a file to the page's file input, as its button would after a choice; the input
    /// itself is usually hidden.
    #[track_caller]
    pub fn upload(&self, file: impl AsRef<Path>) {
        let file = fs::canonicalize(file).expect("the file to give");
        let input = json!({ "using": "css selector", "value": "input[type=file]" });
        let started = std::time::Instant::now();
        let id = loop {
            let found = self.driver().post("/element", input.clone());
            let id =
                found.ok().and_then(|found| Some(found.as_object()?.values().next()?.as_str()?.to_owned()));
            match id {
                Some(id) => break id,
                None if started.elapsed() > crate::page::PATIENCE => {
                    panic!("the page asks for no file\n{}", self.outline())
                }
                None => Page::rest(),
            }
        };
        self.post(&format!("/element/{id}/value"), json!({ "text": file }));
    }

    /// Waits for the next file that the page hands out, and says where it is. It is moved out of
    /// the folder for downloads: on a second file of its name, browsers do different things.
    #[track_caller]
    pub fn download(&self) -> PathBuf {
        self.wait_until("a file is downloaded", || self.oldest_download().is_some());
        let file = self.oldest_download().expect("it was there");
        let taken = self.downloads_taken.get();
        self.downloads_taken.set(taken + 1);
        let folder = self.folder().taken().join(taken.to_string());
        fs::create_dir(&folder).expect("a folder for the download");
        let place = folder.join(file.file_name().unwrap_or_default());
        fs::rename(&file, &place).expect("the download is moved");
        place
    }

    /// The finished file that has waited longest. While a file is on its way, its final name may
    /// already be taken by an empty one.
    fn oldest_download(&self) -> Option<PathBuf> {
        let entries = fs::read_dir(self.folder().downloads()).expect("the folder for downloads");
        let finished = entries.flatten().filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            if UNFINISHED.iter().any(|ending| name.ends_with(ending)) || name.starts_with('.') {
                return None;
            }
            let metadata = entry.metadata().ok().filter(|metadata| metadata.len() > 0)?;
            Some((metadata.modified().ok()?, entry.path()))
        });
        finished.min().map(|(_, path)| path)
    }

    /// Pastes text into what has the focus.
    pub fn paste(&self, text: &str) {
        self.allow_clipboard();
        self.eval(&format!("return navigator.clipboard.writeText({})", json!(text)));
        self.press("Control+v");
    }

    /// The text on the clipboard.
    pub fn clipboard(&self) -> String {
        self.allow_clipboard();
        let text = self.eval("return navigator.clipboard.readText()");
        text.as_str().unwrap_or_default().to_owned()
    }

    fn allow_clipboard(&self) {
        match self.driver().engine() {
            Engine::Chromium => {
                let allowed = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
                self.devtools("Browser.grantPermissions", allowed);
            }
            // Its profile allows it.
            Engine::Firefox => {}
            Engine::WebKit => panic!("WebKitGTK gives a test no way to the clipboard"),
        }
    }
}

impl Locator<'_> {
    /// Drops a file on it. The browser lets no script drag a real one, so the events carry
    /// one that is made up from its name and bytes.
    #[track_caller]
    pub fn drop_file(&self, file: impl AsRef<Path>) {
        let file = file.as_ref();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let bytes = STANDARD.encode(fs::read(file).expect("the file to drop"));
        self.script(&format!(
            "const bytes = Uint8Array.from(atob({bytes:?}), c => c.charCodeAt(0));
             const dataTransfer = new DataTransfer();
             dataTransfer.items.add(new File([bytes], {name}));
             for (const kind of ['dragenter', 'dragover', 'drop'])
                 element.dispatchEvent(new DragEvent(kind, {{ dataTransfer, bubbles: true, cancelable: true }}));",
            name = json!(name)
        ));
    }
}
