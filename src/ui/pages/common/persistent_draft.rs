//! Drafts of fields that outlive their page.

use leptos::prelude::*;

use crate::state::app_state::AppState;
use crate::ui::parts::field::Draft;

/// The draft of a field, stored in [`AppState`] under `key`, so that it outlives the page. `refusal`
/// checks the stored text when the page is shown again.
pub fn persistent_draft(
    app: AppState,
    key: String,
    refusal: impl FnOnce(&str) -> Option<String>,
) -> RwSignal<Option<Draft>> {
    let stored = app.draft(&key).map(|text| Draft { error: refusal(&text), text });
    let draft = RwSignal::new(stored);
    Effect::new(move |_| {
        let text = draft.with(|draft| draft.as_ref().map(|draft| draft.text.clone()));
        app.set_draft(&key, text);
    });
    draft
}
