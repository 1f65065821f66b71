//! Fields of a card: each saves when it is left.

use crate::domain::action::EditedField;
use crate::domain::contact::{ContactField, ContactKind};
use crate::domain::text::NUMBER_LIMIT;
use crate::domain::{contacts, validation};
use crate::i18n::wording;
use crate::ui::pages::card::model::ContactModel;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::field::{Field, FieldKind};
use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// A text field of the contact. Telephone numbers and addresses of mail and web are links, too.
#[component]
pub fn TextField(
    /// Whose.
    model: ContactModel,
    /// Which.
    field: ContactField,
    /// What holds while it is empty: the company's.
    #[prop(optional, into)]
    inherited: Signal<Option<String>>,
    /// What belongs here.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// `w2` for two columns.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let ContactModel { texts, id, .. } = model;
    let value = model.text(field);
    let draft = model
        .draft(field.key(), |typed| model.check(|database| contacts::edit_text(database, id, field, typed)));
    let warning = Memo::new(move |_| {
        value
            .with(|text| validation::warning(field, text))
            .map(|warning| wording::warning(texts, warning).to_owned())
    });
    let link = move || {
        value.with(|text| {
            let href = validation::link(field, text)?;
            let (caption, target) = match field {
                ContactField::Email => (texts.card.write, None),
                ContactField::HomePage => (texts.card.open_page, Some("_blank")),
                _ => (texts.card.call, None),
            };
            let name = format!("{caption}: {text}");
            Some(view! {
                <a class="beside cap" href=href target=target rel="noopener noreferrer" aria-label=name>
                    {caption}
                </a>
            })
        })
    };
    let outer = if class.is_empty() { "linked".to_owned() } else { format!("linked {class}") };
    view! {
        <div class=outer>
            <Field
                label=wording::field(&texts.fields, field)
                value
                on_commit=move |typed: String| model.edit_text(field, &typed)
                kind=kind(field)
                warning
                hint
                inherited
                limit=field.limit()
                draft
            />
            {link}
        </div>
    }
}

/// No. The address follows it.
#[component]
pub fn NumberField(
    /// Whose.
    model: ContactModel,
) -> impl IntoView {
    let ContactModel { texts, id, .. } = model;
    let draft =
        model.draft("number", |typed| model.check(|database| contacts::renumber(database, id, typed)));
    let commit = move |typed: String| {
        model.edit(EditedField::Number, |database| contacts::renumber(database, id, &typed))
    };
    view! {
        <Field
            label=texts.fields.number
            value=model.number()
            on_commit=commit
            kind=FieldKind::Code
            limit=NUMBER_LIMIT
            draft
        />
    }
}

/// Company or person. What stands in the way of a change is said beneath.
#[component]
pub fn KindField(
    /// Whose.
    model: ContactModel,
) -> impl IntoView {
    let ContactModel { texts, id, .. } = model;
    let error = RwSignal::new(None::<String>);
    // A refused choice is drawn anew, since the browser already shows the other one.
    let tries = RwSignal::new(0u32);
    let value = model.follow(|_, contact| kind_key(contact.kind).to_owned());
    let options = [ContactKind::Company, ContactKind::Person]
        .map(|kind| (kind_key(kind).to_owned(), wording::kind(texts, kind).to_owned()));
    let choose = move |key: String| {
        let kind = if key == PERSON { ContactKind::Person } else { ContactKind::Company };
        let result = model.edit(EditedField::Kind, |database| contacts::change_kind(database, id, kind));
        if result.is_err() {
            tries.update(|tries| *tries += 1);
        }
        error.set(result.err());
    };
    view! {
        <div class="field">
            <For
                each=move || [tries.get()]
                key=|tries| *tries
                children=move |_| {
                    let options = options.to_vec();
                    view! {
                        <Choice
                            label=texts.fields.kind
                            value
                            options=Signal::stored(options)
                            on_choose=choose
                        />
                    }
                }
            />
            <span aria-live="polite">
                {move || error.get().map(|text| view! {
                    <span class="msg err"><Symbol icon=Icon::Alert />{text}</span>
                })}
            </span>
        </div>
    }
}

const COMPANY: &str = "company";
const PERSON: &str = "person";

/// By which choices of company or person are known.
pub const fn kind_key(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Company => COMPANY,
        ContactKind::Person => PERSON,
    }
}

/// What a field is for.
pub const fn kind(field: ContactField) -> FieldKind {
    match field {
        ContactField::Phone | ContactField::MobilePhone => FieldKind::Phone,
        ContactField::Email => FieldKind::Email,
        ContactField::HomePage => FieldKind::Web,
        _ => FieldKind::Text,
    }
}
