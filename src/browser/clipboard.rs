//! Copying text.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

/// Copies the text to the clipboard, and returns whether the browser allows it.
pub async fn copy(text: &str) -> bool {
    modern(text).await.is_some() || classic(text).is_some()
}

/// The clipboard interface, which is missing over plain http.
async fn modern(text: &str) -> Option<()> {
    let navigator: JsValue = super::window()?.navigator().into();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let clipboard: &web_sys::Clipboard = clipboard.dyn_ref()?;
    JsFuture::from(clipboard.write_text(text)).await.ok().map(|_| ())
}

/// Copies from an invisible text area.
fn classic(text: &str) -> Option<()> {
    let page = super::page()?;
    let focused = super::element::FocusTarget::of_focus();
    let area: HtmlTextAreaElement = page.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("vh");
    // While a dialog is open, only text in it can be selected.
    let place = page.query_selector("dialog[open]").ok()?.or_else(|| page.body().map(Into::into))?;
    place.append_child(&area).ok()?;
    area.select();
    let copied = page.dyn_ref::<HtmlDocument>()?.exec_command("copy").unwrap_or(false);
    area.remove();
    if let Some(focused) = focused {
        focused.focus();
    }
    copied.then_some(())
}
