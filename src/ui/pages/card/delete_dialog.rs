//! The question before a contact is deleted, with what is deleted along with it.

use crate::domain::action::Action;
use crate::domain::contacts;
use crate::state::list_memory::use_list_memory;
use crate::ui::pages::card::model::ContactModel;
use crate::ui::parts::dialog::Dialog;
use leptos::prelude::*;

/// Says how many persons and segment lines are deleted along, deletes, and returns to the list.
#[component]
pub fn DeleteDialog(
    /// The contact.
    model: ContactModel,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            <DeleteQuestion model open />
        </Show>
    }
}

#[component]
fn DeleteQuestion(model: ContactModel, open: RwSignal<bool>) -> impl IntoView {
    let ContactModel { app, texts, id } = model;
    let memory = use_list_memory();
    let label = model.read(|_, contact| contact.label().to_owned());
    let deletion = app.with(|database, _| contacts::delete(database, &[id]));
    let mut facts = Vec::new();
    match deletion.persons_along {
        0 => facts.push(texts.card.delete_alone.to_owned()),
        persons => facts.push(texts.card.delete_persons(persons)),
    }
    if deletion.segments > 0 {
        facts.push(texts.card.delete_segments(deletion.segments));
    }
    facts.push(texts.card.delete_undo.to_owned());
    let delete = move || {
        open.set(false);
        let deleted = app.commit_or_notify(|database, _| {
            let deletion = contacts::delete(database, &[id]);
            Ok((Action::DeleteContacts { contacts: deletion.contacts }, deletion.change))
        });
        if deleted {
            app.go(memory.address.get_value());
        }
    };
    view! {
        <Dialog
            title=texts.card.delete_title(label)
            on_close=move || open.set(false)
            confirm=texts.card.delete_contacts(deletion.contacts)
            on_confirm=delete
            destructive=true
            narrow=true
        >
            <div class="stack">
                {facts.into_iter().map(|fact| view! { <p>{fact}</p> }).collect_view()}
            </div>
        </Dialog>
    }
}
