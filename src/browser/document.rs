//! The document as a whole: its title and language, and where the focus is.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// The attribute that a field's input carries while it shows the stored value.
///
/// There Ctrl+Z undoes the last change; in a text that is not yet committed, it is the browser's.
pub const SETTLED: &str = "data-settled";

/// Sets the title in the browser's tab and history.
pub fn set_title(title: &str) {
    if let Some(page) = super::page() {
        page.set_title(title);
    }
}

/// Sets the language of the page, for example `nb-NO`.
pub fn set_language(tag: &str) {
    if let Some(root) = super::page().and_then(|page| page.document_element()) {
        // A plain attribute of the root element is never refused.
        let _ = root.set_attribute("lang", tag);
    }
}

/// The tags of the user's preferred languages, best first.
#[must_use]
pub fn preferred_languages() -> Vec<String> {
    let Some(window) = super::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Whether the device is a Mac, where ⌘ replaces Ctrl.
#[must_use]
pub fn is_mac() -> bool {
    let platform = super::window().and_then(|window| window.navigator().platform().ok());
    platform.is_some_and(|name| name.starts_with("Mac") || name.starts_with("iP"))
}

/// Focuses the element with this id, and returns whether it is there.
pub fn focus_by_id(id: &str) -> bool {
    let element = super::page().and_then(|page| page.get_element_by_id(id));
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = &element {
        super::element::focus(element);
    }
    element.is_some()
}

/// Blurs the focused field, which commits its text. Call it before a shortcut or an address leads
/// to another page.
pub fn leave_field() {
    if let Some(element) = active().and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Where the browser refuses, the focus stays where it is.
        let _ = element.blur();
    }
}

/// Whether a text field has the focus.
#[must_use]
pub fn is_in_text_field() -> bool {
    active().is_some_and(|element| takes_text(&element))
}

/// Whether the focused field has text that is not yet committed.
#[must_use]
pub fn is_in_unsettled_text() -> bool {
    active().is_some_and(|element| takes_text(&element) && !element.has_attribute(SETTLED))
}

fn active() -> Option<Element> {
    super::page()?.active_element()
}

fn takes_text(element: &Element) -> bool {
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(
            input.type_().as_str(),
            "checkbox" | "radio" | "button" | "submit" | "file" | "range" | "color"
        ),
        None => {
            element.tag_name() == "TEXTAREA"
                || element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
        }
    }
}

/// Clicks the element with this id, for example to open the dialog of a file input.
pub fn click_by_id(id: &str) {
    let element = super::page().and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Whether the page is in a hidden tab or window, where browsers throttle timers.
#[must_use]
pub fn is_hidden() -> bool {
    super::page().is_some_and(|page| page.hidden())
}

/// Whether a dialog is open, which handles keys itself.
#[must_use]
pub fn is_dialog_open() -> bool {
    super::page().is_some_and(|page| page.query_selector("dialog[open]").is_ok_and(|found| found.is_some()))
}
