//! The section *Communication*: how to reach the contact.

use crate::domain::contact::{Contact, ContactField};
use crate::domain::database::Database;
use crate::ui::pages::card::fields::TextField;
use crate::ui::pages::card::model::{ContactModel, section};
use crate::ui::parts::section::Section;
use leptos::prelude::*;

/// The fields that make an address. **A person's address is its own or its company's, never a
/// mixture of both.**
const ADDRESS: [ContactField; 5] = [
    ContactField::Address,
    ContactField::Address2,
    ContactField::PostCode,
    ContactField::City,
    ContactField::CountryRegion,
];

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
    let inherits = model.follow(|database, contact| company_for_address(database, contact).is_some());
    let hint = Signal::derive(move || inherits.get().then(|| texts.card.inherited.to_owned()));
    let inherited = move |field: ContactField| {
        model.follow(move |database, contact| {
            let text = company_for_address(database, contact)?.text(field);
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

/// The company whose address counts for a person without one of its own.
fn company_for_address<'a>(database: &'a Database, contact: &Contact) -> Option<&'a Contact> {
    let has_own = ADDRESS.iter().any(|&field| !contact.text(field).is_empty());
    let company = database.contact(contact.company.filter(|_| !has_own)?)?;
    let has_any = ADDRESS.iter().any(|&field| !company.text(field).is_empty());
    has_any.then_some(company)
}
