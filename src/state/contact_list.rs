//! What an address sets the list of contacts to: `#/contacts?search=oslo&city=Oslo&sort=-name`.

use std::sync::Arc;

use crate::domain::contact::ContactKind;
use crate::domain::criteria::{Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::bitmap::Bitmap;
use crate::query::collation::Alphabet;
use crate::query::index::Index;
use crate::query::order;
use crate::query::order::{ListFilter, Sort, SortBy};
use crate::state::filters;
use crate::state::route::Address;

/// The name of the search text in addresses.
pub const SEARCH: &str = "search";
/// The name of the sort order in addresses.
pub const SORT: &str = "sort";

/// Which contacts the list shows, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListSettings {
    /// Which contacts.
    pub filter: ListFilter,
    /// In which order.
    pub sort: Sort,
}

/// The contacts of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// In order.
    pub contacts: Arc<[ContactId]>,
    /// The same as a set.
    pub shown: Bitmap,
}

impl ListSettings {
    /// Reads an address of the list. A filter for companies only, or persons only, is the list's
    /// kind and no criterion.
    #[must_use]
    pub fn read(database: &Database, address: &Address) -> Self {
        let mut criteria = filters::read(database, &address.query);
        let place = criteria.0.iter().position(|criterion| sole_kind(criterion).is_some());
        let kind = place.and_then(|place| sole_kind(&criteria.0.remove(place)));
        let search = address.value(SEARCH).unwrap_or_default().to_owned();
        Self { filter: ListFilter { criteria, search, kind }, sort: read_sort(address) }
    }

    /// The contacts that are listed.
    #[must_use]
    pub fn list(&self, database: &Database, index: &Index, alphabet: Alphabet) -> Listing {
        let shown = order::filter(database, index, &self.filter);
        let all = order::order(database, index, self.sort, alphabet);
        if shown.count() == all.len() {
            return Listing { contacts: all, shown };
        }
        let contacts = all.iter().copied().filter(|id| shown.contains(id.index())).collect();
        Listing { contacts, shown }
    }
}

/// The address with another sort order.
#[must_use]
pub fn with_sort(address: Address, sort: Sort) -> Address {
    let text = match sort.by {
        SortBy::Default => String::new(),
        SortBy::Field(field) => format!("{}{}", if sort.descending { "-" } else { "" }, filters::key(field)),
    };
    address.with(SORT, &text)
}

/// The address for companies only, persons only, or both.
#[must_use]
pub fn with_kind(database: &Database, address: Address, kind: Option<ContactKind>) -> Address {
    let mut address = without(address, Field::Kind, Operator::IsAnyOf);
    if let Some(kind) = kind {
        let criterion =
            Criterion { field: Field::Kind, operator: Operator::IsAnyOf, values: vec![Value::Kind(kind)] };
        address.query.extend(filters::write_criterion(database, &criterion));
    }
    address
}

/// The address with a criterion, in the place of those with the same field and operator.
#[must_use]
pub fn with_criterion(database: &Database, mut address: Address, criterion: &Criterion) -> Address {
    let name = filters::name(criterion.field, criterion.operator);
    let place = address.query.iter().position(|(other, _)| *other == name).unwrap_or(address.query.len());
    address.query.retain(|(other, _)| *other != name);
    let place = place.min(address.query.len());
    address.query.splice(place..place, filters::write_criterion(database, criterion));
    address
}

/// The address without the criterion on a field with an operator.
#[must_use]
pub fn without(mut address: Address, field: Field, operator: Operator) -> Address {
    let name = filters::name(field, operator);
    address.query.retain(|(other, _)| *other != name);
    address
}

/// The address without filters and search; the sort order stays.
#[must_use]
pub fn without_filters(mut address: Address) -> Address {
    address.query.retain(|(name, _)| name == SORT);
    address
}

fn read_sort(address: &Address) -> Sort {
    let text = address.value(SORT).unwrap_or_default();
    let (key, descending) = text.strip_prefix('-').map_or((text, false), |key| (key, true));
    match filters::field_of(key) {
        Some(field) => Sort { by: SortBy::Field(field), descending },
        None => Sort::default(),
    }
}

fn sole_kind(criterion: &Criterion) -> Option<ContactKind> {
    match (criterion.field, criterion.operator, criterion.values.as_slice()) {
        (Field::Kind, Operator::IsAnyOf, [Value::Kind(kind)]) => Some(*kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code_list::CodeList;
    use crate::domain::contact::{Contact, ContactField};
    use crate::domain::{codes, contacts};

    fn app() -> (Database, Index) {
        let mut database = Database::new("d");
        for (name, kind, city) in [
            ("Bryggen AS", ContactKind::Company, "Bergen"),
            ("Anna Berg", ContactKind::Person, "Oslo"),
            ("Ås kommune", ContactKind::Company, "Oslo"),
        ] {
            let contact = Contact::new("", kind)
                .with_text(ContactField::Name, name)
                .with_text(ContactField::City, city);
            let (_, change) = contacts::create(&database, contact).unwrap();
            database.apply(change).unwrap();
        }
        let (_, change) = codes::create(&database, CodeList::MailingGroup, "GIFT", "").unwrap();
        database.apply(change).unwrap();
        let index = Index::new(&database);
        (database, index)
    }

    fn names(database: &Database, index: &Index, href: &str) -> Vec<String> {
        let settings = ListSettings::read(database, &Address::parse(href));
        let listing = settings.list(database, index, Alphabet::Nordic);
        assert_eq!(listing.shown.count(), listing.contacts.len());
        listing.contacts.iter().map(|&id| database.contact(id).unwrap().label().to_owned()).collect()
    }

    #[test]
    fn an_address_says_who_is_listed_in_which_order() {
        let (database, index) = app();
        assert_eq!(names(&database, &index, "#/contacts"), ["Anna Berg", "Bryggen AS", "Ås kommune"]);
        assert_eq!(names(&database, &index, "#/contacts?sort=-name&city=oslo"), ["Ås kommune", "Anna Berg"]);
        assert_eq!(names(&database, &index, "#/contacts?type=person"), ["Anna Berg"]);
        assert_eq!(names(&database, &index, "#/contacts?type=company&search=ber"), ["Bryggen AS"]);
        assert!(names(&database, &index, "#/contacts?mailing_group=NOBODY").is_empty());
    }

    #[test]
    fn a_filter_changes_in_its_place_and_leaves_the_others_alone() {
        let (database, _) = app();
        let address = Address::parse("#/contacts?mailing_group=GONE&city=Oslo&city=Bergen&sort=-city");
        let criterion = Criterion {
            field: Field::Text(ContactField::City),
            operator: Operator::IsAnyOf,
            values: vec![Value::Text("Ås".into())],
        };
        let changed = with_criterion(&database, address.clone(), &criterion);
        assert_eq!(changed, Address::parse("#/contacts?mailing_group=GONE&city=%C3%85s&sort=-city"));
        let persons = with_kind(&database, changed.clone(), Some(ContactKind::Person));
        assert_eq!(with_kind(&database, persons, None), changed);
        assert_eq!(without_filters(changed).href(), "#/contacts?sort=-city");
        assert_eq!(with_sort(address, Sort::default()).value(SORT), None);
    }
}
