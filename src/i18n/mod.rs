//! The app's texts in five languages, and numbers and dates as each language writes them.
//!
//! `locales/*.toml` holds the texts, one file a language. The build turns them into [`Texts`]
//! and fails where a file lacks what another one has.

#[cfg(target_arch = "wasm32")]
mod context;
mod format;
mod language;
#[cfg(target_arch = "wasm32")]
mod loading;
pub mod texts;
pub mod wording;

// The build's own reader of the locale files; here only its laws are tested.
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod laws;

#[cfg(target_arch = "wasm32")]
pub use context::{provide_language, provide_texts, use_language, use_texts};
pub use format::{format_date, format_number, format_percent, format_time};
pub use language::Language;
#[cfg(target_arch = "wasm32")]
pub use loading::load;
pub use texts::{
    BackupFile, Dropping, Help, History, Import, MissingPart, Opening, Passphrase, Safety, Texts, Trouble,
};
