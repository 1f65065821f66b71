//! The texts in use, handed down through Leptos' context.

use crate::i18n::language::Language;
use crate::i18n::texts::Texts;
use leptos::prelude::{expect_context, provide_context, use_context};

/// Makes these texts those of every component below.
pub fn provide_texts(texts: &'static Texts) {
    provide_context(texts);
    provide_language(texts.language);
}

/// Makes the language that of every component below, while its texts are on their way.
pub fn provide_language(language: Language) {
    provide_context(language);
}

/// The texts in use.
///
/// They are constant: the app mounts its pages again when the language changes.
#[must_use]
pub fn use_texts() -> &'static Texts {
    expect_context::<&'static Texts>()
}

/// The language in use, for what is said without [`use_texts`].
#[must_use]
pub fn use_language() -> Language {
    use_context::<Language>().unwrap_or_default()
}
