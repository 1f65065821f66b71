//! The options of a step.

use leptos::prelude::*;

use crate::domain::segment::AddOptions;
use crate::i18n::context::use_texts;
use crate::ui::parts::checkbox::{Checkbox, Checked};

/// The options of *Add Contacts*, each with what it means.
#[component]
pub(super) fn Options(options: RwSignal<AddOptions>) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.steps;
    let option = move |label: &'static str,
                       about: &'static str,
                       read: fn(&AddOptions) -> bool,
                       write: fn(&mut AddOptions, bool)| {
        view! {
            <Choosable
                label
                about
                checked=Signal::derive(move || options.with(read))
                on_toggle=move |on| options.update(|options| write(options, on))
            />
        }
    };
    view! {
        <div class="options">
            {option(
                words.allow_existing,
                words.allow_existing_about,
                |it| it.allow_existing,
                |it, on| it.allow_existing = on,
            )}
            {option(
                words.expand_companies,
                words.expand_companies_about,
                |it| it.expand_companies,
                |it, on| it.expand_companies = on,
            )}
            {option(
                words.allow_related_companies,
                words.allow_related_companies_about,
                |it| it.allow_related_companies,
                |it, on| it.allow_related_companies = on,
            )}
            {option(
                words.ignore_exclusion,
                words.ignore_exclusion_about,
                |it| it.ignore_exclusion,
                |it, on| it.ignore_exclusion = on,
            )}
        </div>
    }
}

/// A check box and what it means.
#[component]
pub(super) fn Choosable(
    label: &'static str,
    about: &'static str,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_toggle: Callback<bool>,
) -> impl IntoView {
    view! {
        <div class="choosable">
            <Checkbox
                label
                checked=Signal::derive(move || Checked::from(checked.get()))
                on_toggle
            />
            <span class="mut cap">{about}</span>
        </div>
    }
}
