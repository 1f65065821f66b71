//! Focus, scrolling, size and position of elements, dialogs and popovers.

use std::ops::Range;

use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent, Node, ScrollIntoViewOptions,
};

/// An element to which the focus returns.
#[derive(Clone)]
pub struct FocusTarget(HtmlElement);

impl FocusTarget {
    /// The focused element.
    #[must_use]
    pub fn of_focus() -> Option<Self> {
        super::page()?.active_element()?.dyn_into().ok().map(Self)
    }

    /// Focuses the element, if it is still on the page, and returns whether it is.
    pub fn focus(&self) -> bool {
        let is_there = self.0.is_connected();
        if is_there {
            focus(&self.0);
        }
        is_there
    }
}

/// Focuses the element.
pub fn focus(element: &HtmlElement) {
    // Where the browser refuses, the focus stays where it is.
    let _ = element.focus();
}

/// Focuses the input, with the caret behind its text.
pub fn focus_at_end(input: &HtmlInputElement) {
    focus(input);
    let end = input.value().encode_utf16().count();
    let end = u32::try_from(end).unwrap_or(u32::MAX);
    // Inputs without a caret (check boxes, numbers) refuse.
    let _ = input.set_selection_range(end, end);
}

/// Focuses the first element within that matches the selector, and returns whether there is one.
pub fn focus_first(within: &Element, selector: &str) -> bool {
    let found = within.query_selector(selector).ok().flatten();
    let found = found.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    if let Some(found) = &found {
        focus(found);
    }
    found.is_some()
}

/// Moves the focus by `step` among the elements that match the selector, round the ends. Where none
/// has the focus, the first or last gets it.
pub fn focus_step(within: &Element, selector: &str, step: i32) {
    let Ok(list) = within.query_selector_all(selector) else { return };
    let all: Vec<HtmlElement> =
        (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect();
    let Ok(length) = i32::try_from(all.len()) else { return };
    let focused = super::page().and_then(|page| page.active_element());
    let at = all.iter().position(|element| focused.as_ref() == Some(element.as_ref()));
    let next = match at.and_then(|at| i32::try_from(at).ok()) {
        Some(at) => at.saturating_add(step),
        None if step < 0 => -1,
        None => 0,
    };
    let next = next.checked_rem_euclid(length).and_then(|next| usize::try_from(next).ok());
    if let Some(element) = next.and_then(|next| all.get(next)) {
        focus(element);
    }
}

/// Moves the focus as [`focus_step`] does when the key is an arrow.
pub fn focus_by_arrows(event: &KeyboardEvent, within: &Element, selector: &str) {
    let step = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => 1,
        "ArrowLeft" | "ArrowUp" => -1,
        _ => return,
    };
    event.prevent_default();
    focus_step(within, selector, step);
}

/// Whether the target of the event is the element itself, not a descendant.
#[must_use]
pub fn is_target(event: &web_sys::Event, element: &Element) -> bool {
    event.target().as_ref() == Some(element.as_ref())
}

/// Whether the focus is within the element.
#[must_use]
pub fn has_focus_within(element: &Element) -> bool {
    let focused = super::page().and_then(|page| page.active_element());
    focused.is_some_and(|focused| element.contains(Some(focused.unchecked_ref::<Node>())))
}

/// Scrolls the least that brings the element into view.
pub fn scroll_into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// The scroll position of the element's content, in CSS pixels from its top.
#[must_use]
pub fn scroll_top(element: &Element) -> f64 {
    f64::from(element.scroll_top())
}

/// Sets the scroll position, in CSS pixels from the top.
pub fn set_scroll_top(element: &Element, top: f64) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the browser takes whole pixels, and `as` saturates"
    )]
    element.set_scroll_top(top.round() as i32);
}

/// The visible height of the element, in CSS pixels: its inner height, at most the window's.
#[must_use]
pub fn visible_height(element: &Element) -> f64 {
    let own = f64::from(element.client_height());
    let window = super::window().and_then(|window| window.inner_height().ok()?.as_f64());
    window.map_or(own, |window| own.min(window))
}

/// A length in pixels that a style sheet gives the element as a custom property.
#[must_use]
pub fn custom_length(element: &Element, property: &str) -> Option<f64> {
    let style = super::window()?.get_computed_style(element).ok()??;
    style.get_property_value(property).ok()?.trim().strip_suffix("px")?.parse().ok()
}

/// Sets the text of an element without other content.
pub fn set_text(element: &Element, text: &str) {
    match element.first_child() {
        // Faster than replacing the node.
        Some(node) if node.node_type() == Node::TEXT_NODE && node.next_sibling().is_none() => {
            node.set_node_value(Some(text));
        }
        _ => element.set_text_content(Some(text)),
    }
}

/// Puts a text into an element that holds nothing else, with some ranges of its bytes in `mark` elements.
pub fn set_marked_text(element: &Element, text: &str, marks: &[Range<usize>]) {
    let Some(page) = super::page().filter(|_| !marks.is_empty()) else { return set_text(element, text) };
    element.set_text_content(None);
    let append = |part: Option<&str>| {
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            let _ = element.append_child(&page.create_text_node(part));
        }
    };
    let mut end = 0;
    for range in marks {
        append(text.get(end..range.start));
        if let (Ok(mark), Some(part)) = (page.create_element("mark"), text.get(range.clone())) {
            mark.set_text_content(Some(part));
            let _ = element.append_child(&mark);
        }
        end = range.end;
    }
    append(text.get(end..));
}

/// Sets an attribute.
pub fn set_attribute(element: &Element, name: &str, value: &str) {
    // Refused for invalid names only.
    let _ = element.set_attribute(name, value);
}

/// Hides an element, or shows it again.
pub fn hide(element: &Element, hidden: bool) {
    let _ = element.toggle_attribute_with_force("hidden", hidden);
}

/// Opens the dialog as modal: the rest of the page is inert meanwhile.
pub fn show_modal(dialog: &HtmlDialogElement) {
    if !dialog.open() && dialog.show_modal().is_err() {
        // The dialog is shown all the same, without the backdrop.
        dialog.set_open(true);
    }
}

/// Closes the dialog.
pub fn close_dialog(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}

/// Shows a floating element (with the attribute `popover`) below its anchor, or above it where
/// there is more room; at least as wide as the anchor if asked.
pub fn show_beside(floating: &HtmlElement, anchor: &Element, align_end: bool, as_wide: bool) {
    const GAP: f64 = 4.0;
    // A browser without popovers shows the element anyway.
    let _ = floating.show_popover();
    let Some(window) = super::window() else { return };
    let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64());
    let (Some(width), Some(height)) = (size(window.inner_width()), size(window.inner_height())) else {
        return;
    };
    let at = anchor.get_bounding_client_rect();
    let style = HtmlElement::style(floating);
    let set = |property: &str, pixels: f64| {
        // Known properties with a length are never refused.
        let _ = style.set_property(property, &format!("{}px", pixels.round()));
    };
    if as_wide {
        set("min-width", at.width());
    }
    set("max-width", (width - 16.0).max(0.0));
    let wanted = f64::from(floating.scroll_height()) + 2.0;
    let (below, above) = (height - at.bottom() - 2.0 * GAP, at.top() - 2.0 * GAP);
    let upwards = wanted > below && above > below;
    let room = if upwards { above } else { below };
    set("max-height", room.clamp(80.0, 420.0));
    let box_height = wanted.min(room.clamp(80.0, 420.0));
    set("top", if upwards { at.top() - GAP - box_height } else { at.bottom() + GAP });
    let own_width = f64::from(floating.offset_width());
    let left = if align_end { at.right() - own_width } else { at.left() };
    set("left", left.min(width - own_width - 8.0).max(8.0));
}

/// Hides what [`show_beside`] showed.
pub fn hide_floating(floating: &HtmlElement) {
    // Hiding a hidden element is refused, which does no harm.
    let _ = floating.hide_popover();
}

/// Calls back when the element's size changes, until the watch is dropped.
#[must_use]
pub fn watch_size(element: &Element, changed: impl FnMut() + 'static) -> Option<SizeWatch> {
    let callback = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(changed);
    let observer = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(SizeWatch { observer, _callback: callback })
}

/// A running watch over an element's size.
pub struct SizeWatch {
    observer: web_sys::ResizeObserver,
    _callback: wasm_bindgen::closure::Closure<dyn FnMut()>,
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
