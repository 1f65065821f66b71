//! The texts in use, through Leptos' context.

use crate::i18n::language::Language;
use crate::i18n::texts::Texts;
use leptos::prelude::{expect_context, provide_context, use_context};

/// Provides texts for all components below.
pub fn provide_texts(texts: &'static Texts) {
    provide_context(texts);
    provide_language(texts.language);
}

/// Provides a language for all components below, while its texts are being downloaded.
pub fn provide_language(language: Language) {
    provide_context(language);
}

/// The texts in use.
///
/// They are constant: when the language changes, the app mounts its pages again.
#[must_use]
pub fn use_texts() -> &'static Texts {
    expect_context::<&'static Texts>()
}

/// The language in use, for components that may be shown without its texts.
#[must_use]
pub fn use_language() -> Language {
    use_context::<Language>().unwrap_or_default()
}
