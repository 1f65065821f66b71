//! Locks that all windows of the app share (Web Locks). Over plain http there are none, and work runs
//! without a lock.
//!
//! Written by hand, as `LockManager` in web-sys needs `web_sys_unstable_apis`.

use std::collections::HashSet;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The prefix of the lock by which a window shows that it is open.
const WINDOW: &str = "mailroom.window.";

/// Does work while holding a lock.
pub async fn with<F: Future<Output = ()> + 'static>(name: &str, work: impl FnOnce() -> F + 'static) {
    let Some(locks) = manager() else {
        work().await;
        return;
    };
    // The browser holds the lock until the promise is fulfilled.
    let work = Closure::once_into_js(move || {
        let work = work();
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    // Where the request is refused, the work is left for the next time.
    if let Some(promise) = request(&locks, name, &Object::new(), work.unchecked_ref()) {
        let _ = JsFuture::from(promise).await;
    }
}

/// Shows other windows that this one is open, until it is closed.
pub fn say_open(tab: &str) {
    let Some(locks) = manager() else { return };
    let forever = Closure::once_into_js(|| Promise::new(&mut |_, _| {}));
    let options = Object::new();
    // Setting a property of a fresh plain object does not fail.
    let _ = Reflect::set(&options, &"mode".into(), &"shared".into());
    let _ = request(&locks, &format!("{WINDOW}{tab}"), &options, forever.unchecked_ref());
}

/// The names of the open windows; `None` where that can't be known.
pub async fn open_windows() -> Option<HashSet<String>> {
    let locks = manager()?;
    let query: Function = Reflect::get(&locks, &"query".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = query.call0(&locks).ok()?.dyn_into().ok()?;
    let state = JsFuture::from(promise).await.ok()?;
    let held = Reflect::get(&state, &"held".into()).ok()?;
    let held = Array::from(&held);
    let names = held.iter().filter_map(|lock| {
        let name = Reflect::get(&lock, &"name".into()).ok()?.as_string()?;
        name.strip_prefix(WINDOW).map(str::to_owned)
    });
    Some(names.collect())
}

fn manager() -> Option<JsValue> {
    let navigator: JsValue = super::window()?.navigator().into();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then_some(locks)
}

fn request(locks: &JsValue, name: &str, options: &Object, work: &Function) -> Option<Promise> {
    let request: Function = Reflect::get(locks, &"request".into()).ok()?.dyn_into().ok()?;
    request.call3(locks, &name.into(), options, work).ok()?.dyn_into().ok()
}
