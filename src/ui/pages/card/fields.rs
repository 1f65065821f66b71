//! Fields of a card, each of which saves when it is left.

use crate::domain::action::EditedField;
use crate::domain::catalogue::{ContactField, ContactKind, FieldKind};
use crate::domain::text::NUMBER_LIMIT;
use crate::domain::{contacts, validation};
use crate::i18n::wording;
use crate::ui::pages::card::model::ContactModel;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::field::{Field, InputKind};
use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// A field of the contact, with a link for telephone numbers, e-mail and web addresses.
#[component]
pub fn ValueField(
    /// The contact.
    model: ContactModel,
    /// The field.
    field: ContactField,
    /// The company's value, in effect while the field is empty.
    #[prop(optional, into)]
    inherited: Signal<Option<String>>,
    /// A hint beneath the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
) -> impl IntoView {
    let ContactModel { texts, id, .. } = model;
    let value = model.stored(field);
    let class = width(field);
    let draft =
        model.draft(field.key(), |typed| model.check(|database| contacts::edit(database, id, field, typed)));
    let warning = Memo::new(move |_| {
        value
            .with(|text| validation::warning(field, text))
            .map(|warning| wording::warning(texts, warning).to_owned())
    });
    let link = move || {
        value.with(|text| {
            let href = validation::link(field, text)?;
            let (caption, target) = match field.kind() {
                FieldKind::Email => (texts.card.write, None),
                FieldKind::WebAddress => (texts.card.open_page, Some("_blank")),
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
                on_commit=move |typed: String| model.edit_field(field, &typed)
                kind=kind(field)
                warning
                hint
                inherited
                limit=limit(field)
                draft
            />
            {link}
        </div>
    }
}

/// The field *No.*
#[component]
pub fn NumberField(
    /// The contact.
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
            kind=InputKind::Code
            limit=NUMBER_LIMIT
            draft
        />
    }
}

/// Company or person. A refusal is shown beneath.
#[component]
pub fn KindField(
    /// The contact.
    model: ContactModel,
) -> impl IntoView {
    let ContactModel { texts, id, .. } = model;
    let error = RwSignal::new(None::<String>);
    // A refused choice is mounted again, as the browser already shows the new value.
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

/// The key of a kind in choices and addresses.
pub const fn kind_key(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Company => COMPANY,
        ContactKind::Person => PERSON,
    }
}

/// The purpose of a field.
pub const fn kind(field: ContactField) -> InputKind {
    match field.kind() {
        FieldKind::Phone => InputKind::Phone,
        FieldKind::Email => InputKind::Email,
        FieldKind::WebAddress => InputKind::Web,
        FieldKind::Date => InputKind::Date,
        FieldKind::LongText => InputKind::LongText,
        FieldKind::Text | FieldKind::PostCode => InputKind::Text,
    }
}

/// The class of a field: the long ones take two columns.
pub const fn width(field: ContactField) -> &'static str {
    if field.limit() >= 100 { "w2" } else { "" }
}

/// The limit that the counter shows; dates have none.
pub fn limit(field: ContactField) -> Option<usize> {
    Some(field.limit()).filter(|limit| *limit > 0)
}
