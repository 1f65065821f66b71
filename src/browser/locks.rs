//! Locks that all windows of the app share, by the Web Locks interface. Over plain http it isn't
//! there; nobody waits for a lock then.

use std::collections::HashSet;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The name under which a window says that it is open, in front of its own.
const WINDOW: &str = "mailroom.window.";

/// Works while no other window holds this lock.
pub async fn with<F: Future<Output = ()> + 'static>(name: &str, work: impl FnOnce() -> F + 'static) {
    let Some(locks) = manager() else {
        work().await;
        return;
    };
    // The lock is held until the promise is kept.
    let work = Closure::once_into_js(move || {
        let work = work();
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    // A refusal leaves what was to be done for the next time.
    if let Some(promise) = request(&locks, name, &Object::new(), work.unchecked_ref()) {
        let _ = JsFuture::from(promise).await;
    }
}

/// Says to other windows that this one is open, as long as it is.
pub fn say_open(tab: &str) {
    let Some(locks) = manager() else { return };
    let forever = Closure::once_into_js(|| Promise::new(&mut |_, _| {}));
    let options = Object::new();
    // Setting a property of a fresh plain object does not fail.
    let _ = Reflect::set(&options, &"mode".into(), &"shared".into());
    let _ = request(&locks, &format!("{WINDOW}{tab}"), &options, forever.unchecked_ref());
}

/// The windows that are open, by their names; `None` where that can't be known.
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
