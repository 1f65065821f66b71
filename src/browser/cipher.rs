//! Encryption under a passphrase with Web Crypto: PBKDF2-SHA-256 and AES-256-GCM.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use crate::browser::reflect::{ask, get, list, object};

/// What the key is derived from, and the initialization vector.
#[derive(Clone, Copy)]
pub struct KeyParameters<'a> {
    /// The passphrase.
    pub passphrase: &'a str,
    /// The salt, different for each file.
    pub salt: &'a [u8],
    /// The iterations of PBKDF2.
    pub rounds: u32,
    /// The initialization vector, different for each file.
    pub iv: &'a [u8],
}

/// Whether Web Crypto is there, which it is not over plain http.
#[must_use]
pub fn is_offered() -> bool {
    subtle().is_some()
}

/// So many cryptographically random bytes; `None` where the browser has none.
#[must_use]
pub fn draw(bytes: usize) -> Option<Vec<u8>> {
    let mut buffer = vec![0_u8; bytes];
    let crypto = super::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut buffer).ok()?;
    Some(buffer)
}

/// Encrypts, with the tag at the end; `None` where the browser refuses.
pub async fn encrypt(key: KeyParameters<'_>, plain: &[u8]) -> Option<Vec<u8>> {
    apply("encrypt", key, plain).await
}

/// Decrypts; `None` for a wrong passphrase or changed bytes.
pub async fn decrypt(key: KeyParameters<'_>, encrypted: &[u8]) -> Option<Vec<u8>> {
    apply("decrypt", key, encrypted).await
}

async fn apply(action: &str, key: KeyParameters<'_>, bytes: &[u8]) -> Option<Vec<u8>> {
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
