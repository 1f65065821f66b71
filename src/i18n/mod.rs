//! The app's texts in five languages, and numbers and dates as each language writes them.
//!
//! `locales/*.toml` holds the texts, one file a language. The build turns them into [`Texts`]
//! and fails where a file lacks what another one has.

#[cfg(target_arch = "wasm32")]
pub mod context;
pub mod format;
pub mod language;
#[cfg(target_arch = "wasm32")]
pub mod loading;
pub mod texts;
pub mod wording;

// The build's own reader of the locale files; here only its laws are tested.
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod laws;
