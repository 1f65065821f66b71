//! The section *Communication*: how to reach the contact.

use crate::domain::contact::ContactField;
use crate::domain::postal_address::postal_address;
use crate::ui::pages::card::fields::TextField;
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
    view! {
        <Section title=texts.common.communication open=section(1) summary>
            <div class="fields">
                <TextField
                    model
                    field=ContactField::Address
                    inherited=inherited(ContactField::Address)
                    hint
                    class="w2"
                />
                <TextField model field=ContactField::Address2 inherited=inherited(ContactField::Address2) />
                <TextField model field=ContactField::PostCode inherited=inherited(ContactField::PostCode) />
                <TextField model field=ContactField::City inherited=inherited(ContactField::City) />
                <TextField
                    model
                    field=ContactField::CountryRegion
                    inherited=inherited(ContactField::CountryRegion)
                />
                <TextField model field=ContactField::Phone />
                <TextField model field=ContactField::MobilePhone />
                <TextField model field=ContactField::Email />
                <TextField model field=ContactField::HomePage class="w2" />
            </div>
        </Section>
    }
}
