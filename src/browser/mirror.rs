//! A copy of what local storage holds, in IndexedDB: browsers write local storage to the disk
//! late, and lose what was written since when they crash.
//!
//! Everything here can fail at any time: disks are full, private windows refuse, profiles are
//! damaged. Without a mirror the app works all the same.

use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use crate::storage::store::Write;

const DATABASE: &str = "mailroom";
const STORE: &str = "units";

/// An open mirror.
#[derive(Clone, Debug)]
pub struct Mirror(IdbDatabase);

impl Mirror {
    /// Opens the mirror, and makes it where it isn't there yet.
    pub async fn open() -> Option<Self> {
        let request = super::window()?.indexed_db().ok()??.open_with_u32(DATABASE, 1).ok()?;
        let upgrade = request.clone();
        let make = Closure::once(move || {
            let database = upgrade.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
            // Where it can't be made, opening fails.
            let _ = database.map(|database| database.create_object_store(STORE));
        });
        request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
        let database: IdbDatabase = done(&request).await?.dyn_into().ok()?;
        // Another window wants to delete it: nothing may stand in the way.
        let closing = database.clone();
        let close = Closure::<dyn FnMut()>::new(move || closing.close());
        database.set_onversionchange(Some(close.as_ref().unchecked_ref()));
        close.forget();
        Some(Self(database))
    }

    /// All keys.
    pub async fn keys(&self) -> Option<Vec<String>> {
        let keys = done(&self.store(IdbTransactionMode::Readonly)?.1.get_all_keys().ok()?).await?;
        Some(Array::from(&keys).iter().filter_map(|key| key.as_string()).collect())
    }

    /// The texts under these keys, as far as they are there.
    pub async fn texts(&self, keys: Vec<String>) -> Option<Vec<(String, String)>> {
        let (_, store) = self.store(IdbTransactionMode::Readonly)?;
        // All are asked for at once: a transaction ends when nothing is asked of it. So is each
        // answer listened to from now on: it may come before those in front of it were taken.
        let answers: Vec<_> = keys
            .iter()
            .map(|key| Some(done(&store.get(&key.as_str().into()).ok()?)))
            .collect::<Option<_>>()?;
        let mut texts = Vec::with_capacity(keys.len());
        for (key, answer) in keys.into_iter().zip(answers) {
            if let Some(text) = answer.await?.as_string() {
                texts.push((key, text));
            }
        }
        Some(texts)
    }

    /// Makes writes, all of them or none.
    pub async fn write(&self, writes: Vec<Write>) -> Option<()> {
        let (transaction, store) = self.store(IdbTransactionMode::Readwrite)?;
        for write in writes {
            match write {
                Write::Put(key, text) => drop(store.put_with_key(&text.into(), &key.into()).ok()?),
                Write::Remove(key) => drop(store.delete(&key.into()).ok()?),
            }
        }
        let (complete, abort) = ("complete", "abort");
        let promise = Promise::new(&mut |resolve, reject| {
            // A listener that can't be added leaves the promise pending, as a lost event would.
            let _ = transaction.add_event_listener_with_callback(complete, &resolve);
            let _ = transaction.add_event_listener_with_callback(abort, &reject);
        });
        JsFuture::from(promise).await.ok().map(|_| ())
    }

    fn store(&self, mode: IdbTransactionMode) -> Option<(IdbTransaction, IdbObjectStore)> {
        let transaction = self.0.transaction_with_str_and_mode(STORE, mode).ok()?;
        let store = transaction.object_store(STORE).ok()?;
        Some((transaction, store))
    }
}

/// Deletes the mirror, and says whether that could be asked for.
pub async fn delete() -> bool {
    let request = async {
        let request = super::window()?.indexed_db().ok()??.delete_database(DATABASE).ok()?;
        done(&request).await
    };
    request.await.is_some()
}

/// What a request comes to; `None` where it fails. The answer is kept, whenever it is asked for.
fn done(request: &IdbRequest) -> impl Future<Output = Option<JsValue>> + use<> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let (answer, request) = (JsFuture::from(promise), request.clone());
    async move {
        answer.await.ok()?;
        request.result().ok()
    }
}
