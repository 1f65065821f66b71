//! Calls interfaces by name.
//!
//! Written by hand for interfaces that only some browsers have: bindings would promise that they are
//! there, and each binding would be downloaded with the first visit.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property; `None` where it is missing, undefined or null.
pub(super) fn get(target: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(target, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// Calls a method.
pub(super) fn call(target: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(target, name).unwrap_or_default().dyn_into()?;
    method.apply(target, &arguments.iter().collect::<Array>())
}

/// Calls a method and awaits its promise.
pub(super) async fn ask(target: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&call(target, name, arguments)?)).await
}

/// An object with these properties.
pub(super) fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property of a new plain object does not fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// A list of texts.
pub(super) fn list(texts: &[&str]) -> JsValue {
    texts.iter().map(|text| JsValue::from(*text)).collect::<Array>().into()
}
