//! Encryption under a passphrase, by the browser's own cryptography: PBKDF2-SHA-256 and
//! AES-256-GCM.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use crate::browser::optional::{ask, get, list, object};

/// What a key is made of, and what a text is encrypted with.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    /// The passphrase.
    pub passphrase: &'a str,
    /// What makes the key another one in each file.
    pub salt: &'a [u8],
    /// Rounds from the passphrase to the key.
    pub rounds: u32,
    /// What makes the same text look different in each file.
    pub iv: &'a [u8],
}

/// Whether the browser encrypts: over plain http it does not.
#[must_use]
pub fn is_offered() -> bool {
    subtle().is_some()
}

/// So many random bytes that nobody can guess; `None` where the browser has none.
#[must_use]
pub fn draw(bytes: usize) -> Option<Vec<u8>> {
    let mut buffer = vec![0_u8; bytes];
    let crypto = super::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut buffer).ok()?;
    Some(buffer)
}

/// Encrypts; the tag stands at the end. `None` where the browser refuses.
pub async fn encrypt(key: Key<'_>, plain: &[u8]) -> Option<Vec<u8>> {
    apply("encrypt", key, plain).await
}

/// Decrypts; `None` for a wrong passphrase, and for bytes that were changed.
pub async fn decrypt(key: Key<'_>, encrypted: &[u8]) -> Option<Vec<u8>> {
    apply("decrypt", key, encrypted).await
}

async fn apply(action: &str, key: Key<'_>, bytes: &[u8]) -> Option<Vec<u8>> {
    let subtle = subtle()?;
    let array = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
    let raw = array(key.passphrase.as_bytes());
    let uses = list(&["deriveKey"]);
    let material =
        ask(&subtle, "importKey", &["raw".into(), raw, "PBKDF2".into(), false.into(), uses]).await.ok()?;
    let way = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", array(key.salt)),
        ("iterations", key.rounds.into()),
    ]);
    let kind = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let key_itself =
        ask(&subtle, "deriveKey", &[way, material, kind, false.into(), list(&[action])]).await.ok()?;
    let cipher = object(&[("name", "AES-GCM".into()), ("iv", array(key.iv))]);
    let done = ask(&subtle, action, &[cipher, key_itself, array(bytes)]).await.ok()?;
    Some(Uint8Array::new(&done).to_vec())
}

fn subtle() -> Option<JsValue> {
    let crypto: JsValue = super::window()?.crypto().ok()?.into();
    get(&crypto, "subtle")
}
