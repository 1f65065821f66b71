//! Limits of the way in which the page was opened: as a file, or over plain http.

use leptos::prelude::*;

use crate::browser::environment;
use crate::browser::part::part;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Trouble;
use crate::ui::parts::banner::Banner;

part!(soon {
    /// [`EnvironmentNotes`], which few visitors see.
    pub fn environment_notes() -> AnyView {
        view! { <EnvironmentNotes/> }.into_any()
    }
});

/// Whether [`EnvironmentNotes`] has something to show.
#[must_use]
pub fn has_environment_notes() -> bool {
    environment::has_storage_by_path() || environment::is_plain_http()
}

/// Where the data of a moved file is, and what does not work over plain http.
#[component]
pub fn EnvironmentNotes() -> impl IntoView {
    let words = Trouble::of(use_texts().language);
    view! {
        {environment::has_storage_by_path().then(|| view! { <Banner text=words.by_path/> })}
        {environment::is_plain_http().then(|| view! { <Banner text=words.plain_http/> })}
    }
}
