//! Looks contacts up by a typed text.

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::finder::ListFilter;
use crate::query::order::Sort;
use crate::state::app_state::AppState;
use crate::ui::parts::combobox::Offer;

/// More rows would not be read.
const MAX_OFFERS: usize = 20;

/// The contacts that match a typed text, in the order of lists; `blocked` says why one cannot be
/// chosen.
pub fn contact_offers(
    app: AppState,
    typed: &str,
    blocked: impl Fn(&Database, ContactId) -> Option<String>,
) -> Vec<Offer> {
    let filter = ListFilter { search: typed.to_owned(), ..ListFilter::default() };
    app.with_finder(|database, finder| {
        let found =
            finder.list(database, &filter, Sort::default(), app.alphabet()).unwrap_or_default().contacts;
        let offer = |&id: &ContactId| {
            let contact = database.contact(id)?;
            Some(Offer {
                key: id.0.to_string(),
                chip: None,
                text: contact.label().to_owned(),
                note: contact_note(database, id),
                blocked: blocked(database, id),
            })
        };
        found.iter().take(MAX_OFFERS).filter_map(offer).collect()
    })
}

/// The contact of an offer, by its key.
#[must_use]
pub fn contact_from_key(key: &str) -> Option<ContactId> {
    key.parse().ok().map(ContactId)
}

/// A note that tells contacts of the same name apart: a person's company, else post code and city.
#[must_use]
pub fn contact_note(database: &Database, id: ContactId) -> String {
    let Some(contact) = database.contact(id) else { return String::new() };
    if contact.kind == ContactKind::Person && contact.company.is_some() {
        return database.company_name(id).to_owned();
    }
    let place = [contact.text(ContactField::PostCode), contact.text(ContactField::City)];
    place.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}
