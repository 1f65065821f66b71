//! IndexedDB: connections to databases of one object store each.
//!
//! Every call can fail at any time: disks are full, private windows refuse, profiles are damaged.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    EventTarget, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

/// An open database.
#[derive(Clone, Debug)]
pub(super) struct Connection {
    database: IdbDatabase,
    store: &'static str,
}

impl Connection {
    /// Opens a database, and creates it with its store where it is missing.
    pub(super) async fn open(name: &str, store: &'static str) -> Result<Self, JsValue> {
        let request = factory()?.open_with_u32(name, 1)?;
        let upgrade = request.clone();
        let create = Closure::once(move || {
            let database = upgrade.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
            // Where the store can't be created, opening fails.
            let _ = database.map(|database| database.create_object_store(store));
        });
        request.set_onupgradeneeded(Some(create.as_ref().unchecked_ref()));
        let database = answer(&request).await?.dyn_into()?;
        Ok(Self { database, store })
    }

    /// Closes the connection once its requests are answered.
    pub(super) fn close(&self) {
        self.database.close();
    }

    /// Closes the connection when another window deletes the database, which waits for that.
    pub(super) fn close_for_deletion(&self) {
        let database = self.database.clone();
        let close = Closure::<dyn FnMut()>::new(move || database.close());
        self.database.set_onversionchange(Some(close.as_ref().unchecked_ref()));
        close.forget();
    }

    /// The store, to be read.
    pub(super) fn read(&self) -> Result<IdbObjectStore, JsValue> {
        let mode = IdbTransactionMode::Readonly;
        self.database.transaction_with_str_and_mode(self.store, mode)?.object_store(self.store)
    }

    /// The store, to be written, and the transaction of the writes.
    pub(super) fn write(&self) -> Result<(IdbObjectStore, IdbTransaction), JsValue> {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = self.database.transaction_with_str_and_mode(self.store, mode)?;
        Ok((transaction.object_store(self.store)?, transaction))
    }
}

/// Deletes a database, and waits until all its connections are closed.
pub(super) async fn delete(name: &str) -> Result<(), JsValue> {
    let request: IdbOpenDbRequest = factory()?.delete_database(name)?;
    answer(&request).await.map(drop)
}

/// Deletes a database. Where a connection of another window is open, the browser deletes it later.
pub(super) async fn delete_soon(name: &str) -> Result<(), JsValue> {
    let request: IdbOpenDbRequest = factory()?.delete_database(name)?;
    let answered = listen(&request, &["success", "blocked"], "error");
    JsFuture::from(answered).await.map(drop)
}

/// The result of a request, or its error. The request is listened to from the call on, so the future
/// can be awaited at any later time.
pub(super) fn answer(request: &IdbRequest) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
    let (answered, request) = (JsFuture::from(listen(request, &["success"], "error")), request.clone());
    async move {
        match answered.await {
            Ok(_) => request.result(),
            Err(_) => Err(request.error().ok().flatten().map_or(JsValue::UNDEFINED, JsValue::from)),
        }
    }
}

/// Waits until a transaction is complete: all its writes are made, or none.
pub(super) async fn completion(transaction: &IdbTransaction) -> Result<(), JsValue> {
    JsFuture::from(listen(transaction, &["complete"], "abort")).await.map(drop)
}

/// A promise that is kept by one of some events and broken by another.
fn listen(target: &EventTarget, kept: &[&str], broken: &str) -> Promise {
    Promise::new(&mut |resolve, reject| {
        for (event, listener) in kept.iter().map(|event| (*event, &resolve)).chain([(broken, &reject)]) {
            // A listener that can't be added leaves the promise pending, as a lost event would.
            let _ = target.add_event_listener_with_callback(event, listener);
        }
    })
}

fn factory() -> Result<IdbFactory, JsValue> {
    let window = super::window().ok_or(JsValue::UNDEFINED)?;
    window.indexed_db()?.ok_or(JsValue::UNDEFINED)
}
