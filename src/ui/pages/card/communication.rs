//! The section *Communication*: how to reach the contact.

use crate::domain::catalogue::{ContactField, Effective, Section as CardSection};
use crate::domain::postal_address::postal_address;
use crate::ui::pages::card::fields::ValueField;
use crate::ui::pages::card::model::{ContactModel, section};
use crate::ui::parts::section::Section;
use leptos::prelude::*;

/// Address, telephone, e-mail, home page.
#[component]
pub fn Communication(
    /// Whose.
    model: ContactModel,
) -> impl IntoView {
    let texts = model.texts;
    let summary = model.follow(|_, contact| {
        let fields = [ContactField::City, ContactField::Phone, ContactField::Email];
        fields.map(|field| contact.text(field).to_owned()).to_vec()
    });
    let inherits = model.follow(move |database, _| {
        postal_address(database, model.id).is_some_and(|address| address.is_inherited)
    });
    let hint = Signal::derive(move || inherits.get().then(|| texts.card.inherited.to_owned()));
    let inherited = move |field: ContactField| {
        model.follow(move |database, contact| {
            let address = postal_address(database, model.id)?;
            let is_inherited = address.is_inherited || field == ContactField::CountryRegion;
            let text = address.text(field).filter(|_| is_inherited && contact.text(field).is_empty())?;
            (!text.is_empty()).then(|| text.to_owned())
        })
    };
    let field = move |field: ContactField| {
        let inherited: Signal<Option<String>> = match field.spec().effective {
            Effective::OwnElseCompany => inherited(field).into(),
            Effective::Own | Effective::OfCompany => Signal::stored(None),
        };
        // The sentence stands once, at the first field of the address.
        let hint = if field == ContactField::Address { hint } else { Signal::stored(None) };
        view! { <ValueField model field inherited hint /> }
    };
    view! {
        <Section title=texts.common.communication open=section(1) summary>
            <div class="fields">
                {ContactField::of_section(CardSection::Communication).map(field).collect_view()}
            </div>
        </Section>
    }
}
