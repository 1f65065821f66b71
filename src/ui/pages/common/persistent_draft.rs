//! What is typed into a field, kept while one is elsewhere.

use leptos::prelude::*;

use crate::state::app_state::AppState;
use crate::ui::parts::field::Draft;

/// A field's draft, which survives going elsewhere and coming back. `refusal` says what is wrong
/// with a text that was left behind.
pub fn persistent_draft(
    app: AppState,
    key: String,
    refusal: impl FnOnce(&str) -> Option<String>,
) -> RwSignal<Option<Draft>> {
    let left = app.draft(&key).map(|text| Draft { error: refusal(&text), text });
    let draft = RwSignal::new(left);
    Effect::new(move |_| {
        let text = draft.with(|draft| draft.as_ref().map(|draft| draft.text.clone()));
        app.set_draft(&key, text);
    });
    draft
}
