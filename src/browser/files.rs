//! Files that the user opens or saves.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, Event, File, FileList, HtmlAnchorElement, HtmlInputElement, Url,
};

/// A file that was chosen or dropped, and is not read yet.
#[derive(Clone)]
pub struct ChosenFile(File);

impl ChosenFile {
    /// The file's name without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Its size in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "too large either way")]
        let bytes = self.0.size() as usize;
        bytes
    }

    /// All bytes of the file; `None` if it cannot be read (moved, locked, a folder).
    pub async fn read(&self) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }
}

/// The files chosen in the file input that fired the event. The input is emptied, so that the
/// same file can be chosen again.
#[must_use]
pub fn chosen(event: &Event) -> Vec<ChosenFile> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return Vec::new() };
    let files = list(input.files());
    input.set_value("");
    files
}

/// The files dropped with the event.
#[must_use]
pub fn dropped(event: &DragEvent) -> Vec<ChosenFile> {
    list(event.data_transfer().and_then(|transfer| transfer.files()))
}

fn list(files: Option<FileList>) -> Vec<ChosenFile> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.get(index)).map(ChosenFile).collect()
}

/// Lets the user save the bytes as a file with this name; `None` if the browser refuses.
/// `kind` is a media type such as `text/csv;charset=utf-8`.
#[must_use]
pub fn save(name: &str, kind: &str, bytes: &[u8]) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let page = super::page()?;
    let link: HtmlAnchorElement = page.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.set_hidden(true);
    // Inside an open dialog, as the rest of the page is inert.
    let place = page.query_selector("dialog[open]").ok()?.or_else(|| page.body().map(Into::into))?;
    place.append_child(&link).ok()?;
    link.click();
    link.remove();
    // The download has started by then. Without this, the address keeps the bytes in memory.
    super::timers::next_frame(move || {
        let _ = Url::revoke_object_url(&address);
    });
    Some(())
}
