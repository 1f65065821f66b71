//! Suggestions of shorter codes for one that is too long.

use leptos::prelude::*;

use crate::domain::catalogue::CodeList;
use crate::domain::code_suggestions::suggest_codes;
use crate::i18n::context::use_texts;
use crate::state::app_state::use_app_state;
use crate::ui::parts::button::Button;

/// Buttons that use a shorter code instead; none where the text is not too long.
#[component]
pub(super) fn ShorterCodes(
    list: CodeList,
    /// The typed text.
    #[prop(into)]
    typed: Signal<String>,
    /// Called with the chosen code.
    on_take: Callback<String>,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    move || {
        let codes = typed.with(|typed| suggest_codes(typed));
        let free: Vec<String> = app.with(|database, _| {
            codes
                .into_iter()
                .filter(|code| database.find_code(list, code).is_none())
                .map(String::from)
                .collect()
        });
        (!free.is_empty()).then(|| {
            let button = |code: String| {
                let taken = code.clone();
                view! { <Button text=code small=true on_click=move || on_take.run(taken.clone())/> }
            };
            view! {
                <span class="row wrap">
                    <span class="mut">{texts.codes.use_instead}</span>
                    {free.into_iter().map(button).collect_view()}
                </span>
            }
        })
    }
}
