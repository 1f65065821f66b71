//! *Contact Mailing Groups*: the dialog that assigns codes to contacts and removes them.

mod effect;
mod lookup;
mod rows;
mod staging;

use crate::domain::catalogue::{CodeList, Holder};
use crate::domain::identifiers::ContactId;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::state::app_state::{AppState, use_app_state};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::Draft;
use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

use crate::ui::pages::assign::lookup::CodeLookup;
use crate::ui::pages::assign::rows::StagedRows;
use crate::ui::pages::assign::staging::Staging;

/// The dialog *Contact Mailing Groups* for one contact or many.
#[component]
pub fn AssignDialog(
    /// The code list.
    list: CodeList,
    /// The contacts, read when the dialog opens.
    #[prop(into)]
    contacts: Signal<Vec<ContactId>>,
    /// Whether it is open; reset when it closes.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            <AssignForm list chosen=contacts.get_untracked() open />
        </Show>
    }
}

/// The open dialog. Everything is staged, and confirming makes one change.
#[component]
fn AssignForm(list: CodeList, chosen: Vec<ContactId>, open: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let about = who(app, texts, &chosen);
    let staging = Staging::new(app, list, chosen);
    let draft = RwSignal::new(None::<Draft>);
    let failure = RwSignal::new(None::<String>);

    let blocked = Memo::new(move |_| match draft.get() {
        Some(Draft { text, error: Some(_) }) => Some(texts.assign.fix(text)),
        // The typed text is committed before the dialog confirms.
        Some(_) => None,
        None if staging.effect().changing == 0 => Some(texts.assign.nothing_yet.to_owned()),
        None => None,
    });
    let confirm = move || {
        if let Some(Draft { text, .. }) = draft.get_untracked() {
            if let Err(refusal) = staging.assign_typed(&text) {
                let error = Some(wording::refusal(texts, &refusal));
                draft.set(Some(Draft { text, error }));
                return;
            }
            draft.set(None);
        }
        match staging.commit() {
            Ok(_) => open.set(false),
            Err(refusal) => failure.set(Some(wording::refusal(texts, &refusal))),
        }
    };
    view! {
        <Dialog
            title=texts.of_list(list).of_contact
            about
            on_close=move || open.set(false)
            confirm=Signal::derive(move || Some(effect::button(texts, &staging.effect())))
            on_confirm=confirm
            blocked
            effect=Signal::derive(move || effect::sentence(texts, &staging.effect()))
        >
            <div class="dgrid" role="table" aria-label=wording::code_list(texts, list)>
                <div class="line" role="row">
                    <span class="h" role="columnheader">{texts.of_list(list).code}</span>
                    <span class="h" role="columnheader">{texts.common.description}</span>
                    <span class="h" role="columnheader">{texts.assign.assigned_to}</span>
                    <span class="h" role="columnheader"><span class="vh">{texts.common.remove}</span></span>
                </div>
                <StagedRows staging />
            </div>
            <CodeLookup staging draft />
            <div class="stack">
                {move || notes(app, texts, staging)}
                {move || failure.get().map(|text| view! {
                    <span class="msg err" role="alert"><Symbol icon=Icon::Alert />{text}</span>
                })}
            </div>
        </Dialog>
    }
}

/// The only contact, or the number of contacts with the first few by name.
fn who(app: AppState, texts: &'static Texts, chosen: &[ContactId]) -> String {
    match chosen {
        [only] => names(app, texts, &[*only]),
        many => texts.assign.about(many.len(), names(app, texts, many)),
    }
}

/// The first three by name, and the number of the others.
fn names(app: AppState, texts: &'static Texts, contacts: &[ContactId]) -> String {
    const NAMED: usize = 3;
    let named: Vec<String> = app.with(|database, _| {
        let label = |id: &ContactId| database.contact(*id).map(|contact| contact.label().to_owned());
        contacts.iter().filter_map(label).take(NAMED).collect()
    });
    match contacts.len().checked_sub(NAMED) {
        None | Some(0) => texts.list(&named),
        Some(more) => format!("{} {}", named.join(", "), texts.parts.more_count(more)),
    }
}

/// Notes on those that have no such codes themselves.
fn notes(app: AppState, texts: &'static Texts, staging: Staging) -> Vec<AnyView> {
    staging.holders.with(|holders| {
        let mut notes = Vec::new();
        if holders.through_company > 0 {
            notes.push(texts.assign.through_company(holders.through_company));
        }
        if !holders.impossible.is_empty() {
            let names = names(app, texts, &holders.impossible);
            notes.push(match staging.list.spec().holder {
                Holder::Persons => texts.assign.companies_have_none(names),
                Holder::Companies | Holder::Both => texts.assign.without_company(names),
            });
        }
        let note = |text| view! { <span class="msg"><Symbol icon=Icon::Info />{text}</span> }.into_any();
        notes.into_iter().map(note).collect()
    })
}
