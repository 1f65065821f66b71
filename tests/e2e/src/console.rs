//! What the browser's console says. WebDriver has no word for it, so each engine is asked in
//! its own way.

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::page::Page;

/// Firefox keeps messages of all its pages in its own process, and many of its own among them.
/// Bit 1 of the flags marks a warning.
const FIREFOX: &str = "
    const messages = Services.console.getMessageArray();
    Services.console.reset();
    return messages.filter(message => message instanceof Ci.nsIScriptError)
        .filter(message => !(message.flags & 1) && /^(http|file|blob)/.test(message.sourceName))
        .map(message => `${message.sourceName} ${message.lineNumber} ${message.errorMessage}`)";

/// WebKit hands out nothing, so the page itself takes notes, from the moment it is loaded.
const WEBKIT: &str = "
    if (window.notedErrors) return;
    const errors = window.notedErrors = [];
    addEventListener('error', event => errors.push(event.message));
    addEventListener('unhandledrejection', event => errors.push(`${event.reason}`));
    addEventListener('securitypolicyviolation', event =>
        errors.push(`${event.violatedDirective} forbids ${event.blockedURI}`));
    const print = console.error;
    console.error = (...parts) => { errors.push(parts.join(' ')); print.apply(console, parts); };";

impl Page {
    /// Fails where the browser's console holds an error since this was last asked.
    #[track_caller]
    pub fn no_console_errors(&self) {
        let errors = self.console_errors();
        assert!(errors.is_empty(), "errors in the console:\n{}", errors.join("\n"));
    }

    /// Errors in the browser's console since this was last asked.
    pub fn console_errors(&self) -> Vec<String> {
        match self.driver().engine() {
            Engine::Chromium => self.chromium_errors(),
            Engine::Firefox => self.firefox_errors(),
            Engine::WebKit => {
                self.keep_noted_errors();
                self.noted_errors.take()
            }
        }
    }

    /// Begins to take notes in a page that was just loaded, where that is how it is done.
    pub(crate) fn note_errors(&self) {
        if self.driver().engine() == Engine::WebKit {
            self.eval(WEBKIT);
        }
    }

    /// Keeps what a page has noted, before it goes away.
    pub(crate) fn keep_noted_errors(&self) {
        if self.driver().engine() == Engine::WebKit {
            let noted = self.eval("return (window.notedErrors ?? []).splice(0)");
            self.noted_errors.borrow_mut().extend(texts(&noted));
        }
    }

    fn chromium_errors(&self) -> Vec<String> {
        let entries = self.post("/se/log", json!({ "type": "browser" }));
        let entries = entries.as_array().into_iter().flatten();
        entries
            .filter(|entry| entry["level"] == "SEVERE")
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    fn firefox_errors(&self) -> Vec<String> {
        // Messages come from the page's process in order, and an answer of the page after them.
        self.eval("return 0");
        self.post("/moz/context", json!({ "context": "chrome" }));
        let found = self.eval(FIREFOX);
        self.post("/moz/context", json!({ "context": "content" }));
        texts(&found)
    }
}

fn texts(values: &Value) -> Vec<String> {
    let values = values.as_array().into_iter().flatten();
    values.map(|value| value.as_str().unwrap_or_default().to_owned()).collect()
}
