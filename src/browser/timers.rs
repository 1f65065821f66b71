//! Delayed calls: after some time, or before the next frame.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// A delayed call, which is cancelled when it is dropped.
#[must_use = "dropping a timer calls it off"]
pub struct Timer {
    handle: Option<i32>,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(window), Some(handle)) = (super::window(), self.handle) {
            window.clear_timeout_with_handle(handle);
        }
    }
}

/// Calls back once, after so many milliseconds.
pub fn after(milliseconds: i32, callback: impl FnOnce() + 'static) -> Timer {
    let callback = Closure::once(callback);
    let handle = super::window().and_then(|window| {
        let function = callback.as_ref().unchecked_ref();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(function, milliseconds).ok()
    });
    Timer { handle, _callback: callback }
}

/// Delays a call until it was not requested for a while. Clones share the delay.
#[derive(Clone, Default)]
pub struct Debounce(Rc<RefCell<Option<Timer>>>);

impl Debounce {
    /// Calls back after so many milliseconds, unless another call is requested before.
    pub fn call(&self, milliseconds: i32, callback: impl FnOnce() + 'static) {
        // The previous timer is dropped, which cancels it.
        let timer = after(milliseconds, callback);
        self.0.replace(Some(timer));
    }

    /// Cancels the delayed call.
    pub fn cancel(&self) {
        self.0.replace(None);
    }
}

/// Calls back right before the next frame.
pub fn next_frame(callback: impl FnOnce() + 'static) {
    if let Some(window) = super::window() {
        let function = Closure::once_into_js(callback);
        // Without a window there are no frames.
        let _ = window.request_animation_frame(function.unchecked_ref());
    }
}

/// Yields to the browser, so that it draws and handles events before long work goes on.
pub async fn yield_now() {
    pause(0).await;
}

/// Waits so many milliseconds.
pub async fn pause(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = super::window() {
            // Without a timer, the promise would be pending for ever.
            let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
            if timer.is_err() {
                let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
            }
        }
    });
    // The promise is never rejected.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
