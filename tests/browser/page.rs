//! Mounts a view for a test, and acts on it.

use leptos::mount::mount_to;
use leptos::prelude::*;
use mailroom::browser::timers::{after, yield_now};
use mailroom::i18n::context::provide_texts;
use mailroom::i18n::language::Language;
use mailroom::i18n::texts::Texts;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit};

/// Mounts a view until the value is dropped.
pub struct Shown {
    pub host: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

impl Shown {
    pub async fn new<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let host: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.body().unwrap().append_child(&host).unwrap();
        let mounted = mount_to(host.clone(), move || {
            provide_texts(Texts::of(Language::English));
            view()
        });
        settle().await;
        Self { host, _mounted: Box::new(mounted) }
    }

    pub fn find(&self, selector: &str) -> Element {
        self.host.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}"))
    }

    pub fn has(&self, selector: &str) -> bool {
        self.host.query_selector(selector).unwrap().is_some()
    }

    pub fn count(&self, selector: &str) -> u32 {
        self.host.query_selector_all(selector).unwrap().length()
    }

    pub fn input(&self) -> HtmlInputElement {
        self.find("input").unchecked_into()
    }

    pub async fn type_text(&self, text: &str) {
        let input = self.input();
        input.focus().unwrap();
        input.set_value(text);
        let init = EventInit::new();
        init.set_bubbles(true);
        input.dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
        settle().await;
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// Waits for effects, frames and observers.
pub async fn settle() {
    for _ in 0..3 {
        yield_now().await;
    }
    let (sender, receiver) = signal();
    let _timer = after(40, sender);
    receiver.await;
}

/// A future that completes when the function is called.
fn signal() -> (impl FnOnce() + 'static, impl Future<Output = ()>) {
    let done = std::rc::Rc::new(std::cell::Cell::new(false));
    let set = done.clone();
    let wait = async move {
        while !done.get() {
            yield_now().await;
        }
    };
    (move || set.set(true), wait)
}

pub async fn press(target: &Element, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap();
    settle().await;
}
