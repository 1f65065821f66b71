//! A file on the device that is written again and again, where the browser lets a person choose
//! one (Chromium does).
//!
//! The browser's handle to it lives in a small database of its own: local storage holds texts
//! only.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

use crate::browser::optional::{ask, call, get, list, object};

/// The database of handles.
const DATABASE: &str = "mailroom-files";
const STORE: &str = "files";
const KEY: &str = "backup";

/// The chosen file.
#[derive(Clone, Debug)]
pub struct KeptFile {
    handle: JsValue,
    /// When it was written last, as ISO 8601, and the revision of the data in it.
    pub written: Option<(String, u64)>,
}

/// Whether the browser lets a person choose a file to be written again.
#[must_use]
pub fn is_offered() -> bool {
    super::window().is_some_and(|window| get(&window, "showSaveFilePicker").is_some())
}

/// Lets the person choose a file; `None` if the question was put aside.
///
/// # Errors
/// The reason by the name that the browser gives it.
pub async fn choose(suggested: &str, description: &str) -> Result<Option<KeptFile>, String> {
    let window: JsValue = super::window().map(JsValue::from).unwrap_or_default();
    let kind = object(&[
        ("description", description.into()),
        ("accept", object(&[("application/json", list(&[".json"]))])),
    ]);
    let kinds = js_sys::Array::of1(&kind);
    let options =
        object(&[("id", "mailroom".into()), ("suggestedName", suggested.into()), ("types", kinds.into())]);
    match ask(&window, "showSaveFilePicker", &[options]).await {
        Ok(handle) => Ok(Some(KeptFile { handle, written: None })),
        Err(error) => match reason(&error) {
            name if name == "AbortError" => Ok(None),
            name => Err(name),
        },
    }
}

impl KeptFile {
    /// The file's name without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        get(&self.handle, "name").and_then(|name| name.as_string()).unwrap_or_default()
    }

    /// Whether the browser lets the page write it without asking.
    pub async fn is_permitted(&self) -> bool {
        self.permission("queryPermission").await
    }

    /// Asks the person for permission to write it; call it right after a click.
    pub async fn ask_permission(&self) -> bool {
        self.permission("requestPermission").await
    }

    async fn permission(&self, method: &str) -> bool {
        let mode = object(&[("mode", "readwrite".into())]);
        ask(&self.handle, method, &[mode]).await.is_ok_and(|state| state == "granted")
    }

    /// Writes the file anew. **It is as before until all is written:** the browser puts the new
    /// one in its place at the end.
    ///
    /// # Errors
    /// The reason by the name that the browser gives it.
    pub async fn write(&self, text: &str) -> Result<(), String> {
        let stream = ask(&self.handle, "createWritable", &[]).await.map_err(|error| reason(&error))?;
        let written = match ask(&stream, "write", &[text.into()]).await {
            Ok(_) => ask(&stream, "close", &[]).await,
            Err(error) => {
                // What was begun is thrown away.
                let _ = ask(&stream, "abort", &[]).await;
                Err(error)
            }
        };
        written.map(drop).map_err(|error| reason(&error))
    }
}

/// The file that was chosen in an earlier visit or another window.
pub async fn remembered() -> Option<KeptFile> {
    let database = open().await.ok()?;
    let record = ask_store(&database, "readonly", "get", &[KEY.into()]).await;
    let _ = call(&database, "close", &[]);
    let record = record.ok()?;
    let text = |name| get(&record, name).and_then(|text| text.as_string());
    let written = text("at").zip(text("revision").and_then(|revision| revision.parse().ok()));
    Some(KeptFile { handle: get(&record, "handle")?, written })
}

/// Remembers the file for later visits.
///
/// # Errors
/// The reason by the name that the browser gives it.
pub async fn remember(file: &KeptFile) -> Result<(), String> {
    let mut record = vec![("handle", file.handle.clone())];
    if let Some((at, revision)) = &file.written {
        record.extend([("at", at.into()), ("revision", revision.to_string().into())]);
    }
    let database = open().await.map_err(|error| reason(&error))?;
    let done = ask_store(&database, "readwrite", "put", &[object(&record), KEY.into()]).await;
    let _ = call(&database, "close", &[]);
    done.map(drop).map_err(|error| reason(&error))
}

/// Forgets the file, and that there was one. The file itself stays where it is.
pub async fn forget() {
    let Some(factory) = super::window().and_then(|window| get(&window, "indexedDB")) else { return };
    if let Ok(request) = call(&factory, "deleteDatabase", &[DATABASE.into()]) {
        // What can't be deleted leaves a name that nobody asks for.
        let _ = finished(&request).await;
    }
}

async fn open() -> Result<JsValue, JsValue> {
    let factory = super::window().and_then(|window| get(&window, "indexedDB")).unwrap_or_default();
    let request = call(&factory, "open", &[DATABASE.into(), 1.into()])?;
    let new = request.clone();
    let prepare = Closure::once_into_js(move || {
        if let Some(database) = get(&new, "result") {
            // Where it is there already, all is well.
            let _ = call(&database, "createObjectStore", &[STORE.into()]);
        }
    });
    Reflect::set(&request, &"onupgradeneeded".into(), &prepare)?;
    finished(&request).await
}

async fn ask_store(
    database: &JsValue,
    mode: &str,
    method: &str,
    arguments: &[JsValue],
) -> Result<JsValue, JsValue> {
    let transaction = call(database, "transaction", &[STORE.into(), mode.into()])?;
    let store = call(&transaction, "objectStore", &[STORE.into()])?;
    finished(&call(&store, method, arguments)?).await
}

/// Waits for a request of the database, and hands its result or error over.
async fn finished(request: &JsValue) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        for (event, answer) in [("onsuccess", &resolve), ("onblocked", &resolve), ("onerror", &reject)] {
            // A request takes every handler.
            let _ = Reflect::set(request, &event.into(), answer);
        }
    });
    match JsFuture::from(promise).await {
        Ok(_) => Reflect::get(request, &"result".into()),
        Err(_) => Err(get(request, "error").unwrap_or_default()),
    }
}

fn reason(error: &JsValue) -> String {
    let name = error.is_object().then(|| get(error, "name")).flatten();
    name.and_then(|name| name.as_string()).unwrap_or_else(|| "Error".to_owned())
}
