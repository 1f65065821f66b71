//! The document as a whole: its title and language, and where the focus is.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// The attribute that a field's input carries while it shows the stored value.
///
/// Ctrl+Z there undoes the last change; in a text not yet taken over it is the browser's own.
pub const SETTLED: &str = "data-settled";

/// Names the page in the browser's tab and history.
pub fn set_title(title: &str) {
    if let Some(page) = super::page() {
        page.set_title(title);
    }
}

/// Says in which language the page is, for example `nb-NO`.
pub fn set_language(tag: &str) {
    if let Some(root) = super::page().and_then(|page| page.document_element()) {
        // A plain attribute of the root element is never refused.
        let _ = root.set_attribute("lang", tag);
    }
}

/// The tags of the languages that the person prefers, best first.
#[must_use]
pub fn preferred_languages() -> Vec<String> {
    let Some(window) = super::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Whether the keyboard is a Mac's, where ⌘ stands for Ctrl.
#[must_use]
pub fn is_mac() -> bool {
    let platform = super::window().and_then(|window| window.navigator().platform().ok());
    platform.is_some_and(|name| name.starts_with("Mac") || name.starts_with("iP"))
}

/// Gives the focus to the element with this id, and says whether it is there.
pub fn focus_by_id(id: &str) -> bool {
    let element = super::page().and_then(|page| page.get_element_by_id(id));
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = &element {
        super::element::focus(element);
    }
    element.is_some()
}

/// Takes the focus from the field that has it, so that it hands over what was typed. Call it
/// before a shortcut or an address leads elsewhere.
pub fn leave_field() {
    if let Some(element) = active().and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A refusal leaves the focus where it is.
        let _ = element.blur();
    }
}

/// Whether the focus is where a person types text.
#[must_use]
pub fn is_in_text_field() -> bool {
    active().is_some_and(|element| takes_text(&element))
}

/// Whether the focus is in a text that was typed and not yet taken over.
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

/// Clicks the element with this id, as the person would: opens a file input's dialog.
pub fn click_by_id(id: &str) {
    let element = super::page().and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Whether the page is in a tab or window that nobody sees; timers wait long there.
#[must_use]
pub fn is_hidden() -> bool {
    super::page().is_some_and(|page| page.hidden())
}

/// Whether a dialog is open, whose keys are its own.
#[must_use]
pub fn is_dialog_open() -> bool {
    super::page().is_some_and(|page| page.query_selector("dialog[open]").is_ok_and(|found| found.is_some()))
}
