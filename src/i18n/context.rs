//! The texts in use, handed down through Leptos' context.

use super::{Language, Texts};
use leptos::prelude::{provide_context, use_context};

/// Makes the language's texts those of every component below.
pub fn provide_texts(language: Language) {
    provide_context::<&'static Texts>(Texts::of(language));
}

/// The texts in use; English where none were provided.
///
/// They are constant: the app mounts its pages again when the language changes.
#[must_use]
pub fn use_texts() -> &'static Texts {
    use_context::<&'static Texts>().unwrap_or_else(|| Texts::of(Language::English))
}
