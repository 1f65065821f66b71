//! The linked backup file: a file on the device that the app writes again and again, where the
//! browser offers that (Chromium does).
//!
//! The browser's handle of the file is kept in an IndexedDB database of its own, as local storage
//! holds texts only.

use wasm_bindgen::JsValue;
use web_sys::IdbObjectStore;

use crate::browser::indexed_db::{Connection, answer, delete_soon};
use crate::browser::reflect::{ask, get, list, object};

/// The database of handles.
const DATABASE: &str = "mailroom-files";
const STORE: &str = "files";
const KEY: &str = "backup";

/// The linked file.
#[derive(Clone, Debug)]
pub struct FileHandle {
    handle: JsValue,
    /// The time of the last write, in ISO 8601, and the revision of the data in the file.
    pub written: Option<(String, u64)>,
}

/// Whether the browser lets the user choose a file to be written again.
#[must_use]
pub fn is_offered() -> bool {
    super::window().is_some_and(|window| get(&window, "showSaveFilePicker").is_some())
}

/// Lets the user choose a file; `None` if the user cancels.
///
/// # Errors
/// The browser's name for the reason.
pub async fn choose(suggested: &str, description: &str) -> Result<Option<FileHandle>, String> {
    let window: JsValue = super::window().map(JsValue::from).unwrap_or_default();
    let kind = object(&[
        ("description", description.into()),
        ("accept", object(&[("application/json", list(&[".json"]))])),
    ]);
    let kinds = js_sys::Array::of1(&kind);
    let options =
        object(&[("id", "mailroom".into()), ("suggestedName", suggested.into()), ("types", kinds.into())]);
    match ask(&window, "showSaveFilePicker", &[options]).await {
        Ok(handle) => Ok(Some(FileHandle { handle, written: None })),
        Err(error) => match reason(&error) {
            name if name == "AbortError" => Ok(None),
            name => Err(name),
        },
    }
}

impl FileHandle {
    /// The file's name without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        get(&self.handle, "name").and_then(|name| name.as_string()).unwrap_or_default()
    }

    /// Whether the page may write the file without asking.
    pub async fn is_permitted(&self) -> bool {
        self.permission("queryPermission").await
    }

    /// Asks the user for permission to write the file. Call it in the handler of a click.
    pub async fn ask_permission(&self) -> bool {
        self.permission("requestPermission").await
    }

    async fn permission(&self, method: &str) -> bool {
        let mode = object(&[("mode", "readwrite".into())]);
        ask(&self.handle, method, &[mode]).await.is_ok_and(|state| state == "granted")
    }

    /// Overwrites the file. **The file is unchanged until all is written:** the browser replaces it
    /// at the end.
    ///
    /// # Errors
    /// The browser's name for the reason.
    pub async fn write(&self, text: &str) -> Result<(), String> {
        let stream = ask(&self.handle, "createWritable", &[]).await.map_err(|error| reason(&error))?;
        let written = match ask(&stream, "write", &[text.into()]).await {
            Ok(_) => ask(&stream, "close", &[]).await,
            Err(error) => {
                // The browser discards what was written so far.
                let _ = ask(&stream, "abort", &[]).await;
                Err(error)
            }
        };
        written.map(drop).map_err(|error| reason(&error))
    }
}

/// The file that was chosen in an earlier visit or another window.
pub async fn remembered() -> Option<FileHandle> {
    let connection = Connection::open(DATABASE, STORE).await.ok()?;
    let record = match connection.read().and_then(|store| store.get(&KEY.into())) {
        Ok(request) => answer(&request).await.ok(),
        Err(_) => None,
    };
    connection.close();
    let record = record?;
    let text = |name| get(&record, name).and_then(|text| text.as_string());
    let written = text("at").zip(text("revision").and_then(|revision| revision.parse().ok()));
    Some(FileHandle { handle: get(&record, "handle")?, written })
}

/// Remembers the file for later visits.
///
/// # Errors
/// The browser's name for the reason.
pub async fn remember(file: &FileHandle) -> Result<(), String> {
    let mut record = vec![("handle", file.handle.clone())];
    if let Some((at, revision)) = &file.written {
        record.extend([("at", at.into()), ("revision", revision.to_string().into())]);
    }
    let connection = Connection::open(DATABASE, STORE).await.map_err(|error| reason(&error))?;
    let put = |(store, _): (IdbObjectStore, _)| store.put_with_key(&object(&record), &KEY.into());
    let done = match connection.write().and_then(put) {
        Ok(request) => answer(&request).await,
        Err(error) => Err(error),
    };
    connection.close();
    done.map(drop).map_err(|error| reason(&error))
}

/// Forgets the file, and that there was one. The file itself stays where it is.
pub async fn forget() {
    // A database that can't be deleted holds nothing but the handle.
    let _ = delete_soon(DATABASE).await;
}

fn reason(error: &JsValue) -> String {
    let name = error.is_object().then(|| get(error, "name")).flatten();
    name.and_then(|name| name.as_string()).unwrap_or_else(|| "Error".to_owned())
}
