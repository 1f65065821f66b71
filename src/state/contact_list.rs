//! What an address sets the list of contacts to: `#/contacts?search=oslo&city=Oslo&sort=-name`.

use crate::domain::catalogue::ContactKind;
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::query::collation::Alphabet;
use crate::query::finder::{Finder, ListFilter, Listing};
use crate::query::order::{Sort, SortBy};
use crate::query::search_terms::SearchTerms;
use crate::state::filter_text;
use crate::state::filters;
use crate::state::filters::Filters;
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
    /// Filters of the address that cannot be read: names and texts.
    pub unreadable: Vec<(String, String)>,
}

impl ListSettings {
    /// Reads an address of the list. A filter for companies only, or persons only, is the list's
    /// kind and no criterion.
    #[must_use]
    pub fn read(database: &Database, address: &Address) -> Self {
        let Filters { criteria, unreadable } = filters::read(database, &address.query);
        let mut parts = criteria.into_parts();
        let place = parts.iter().position(|part| sole_kind(part).is_some());
        let kind = place.and_then(|place| sole_kind(&parts.remove(place)));
        let search = address.value(SEARCH).unwrap_or_default().to_owned();
        let filter = ListFilter { criteria: Criteria::All(parts), search, kind };
        Self { filter, sort: read_sort(address), unreadable }
    }

    /// The contacts that are listed: none while a filter is begun or wrong.
    #[must_use]
    pub fn list(&self, database: &Database, finder: &Finder, alphabet: Alphabet) -> Listing {
        if !self.unreadable.is_empty() {
            return Listing::default();
        }
        finder.list(database, &self.filter, self.sort, alphabet).unwrap_or_default()
    }

    /// Whether the best matches of a search come first, which parts persons from their company.
    #[must_use]
    pub fn is_ranked(&self) -> bool {
        self.sort.by == SortBy::Default && !SearchTerms::parse(&self.filter.search).is_empty()
    }
}

/// The address with another sort order.
#[must_use]
pub fn with_sort(address: Address, sort: Sort) -> Address {
    let text = match sort.by {
        SortBy::Default => String::new(),
        SortBy::Field(field) => {
            format!("{}{}", if sort.descending { "-" } else { "" }, filter_text::key(field))
        }
    };
    address.with(SORT, &text)
}

/// The address for companies only, persons only, or both.
#[must_use]
pub fn with_kind(database: &Database, address: Address, kind: Option<ContactKind>) -> Address {
    edit(database, address, |parts| {
        parts.retain(|part| !asks(part, (Field::Kind, Operator::IsAnyOf)));
        parts.extend(kind.map(|kind| {
            let values = vec![Value::Kind(kind)];
            Criteria::Is(Criterion { field: Field::Kind, operator: Operator::IsAnyOf, values })
        }));
    })
}

/// The address with a criterion, in the place of those with its field and operator, or with those
/// of the one that it comes instead of.
#[must_use]
pub fn with_criterion(
    database: &Database,
    address: Address,
    former: Option<(Field, Operator)>,
    criterion: &Criterion,
) -> Address {
    let goes = |part: &Criteria| {
        asks(part, (criterion.field, criterion.operator)) || former.is_some_and(|former| asks(part, former))
    };
    edit(database, address, |parts| {
        let place = parts.iter().position(&goes).unwrap_or(parts.len());
        parts.retain(|part| !goes(part));
        parts.insert(place, Criteria::Is(criterion.clone()));
    })
}

/// The address without a part of its criteria.
#[must_use]
pub fn without(database: &Database, address: Address, part: &Criteria) -> Address {
    edit(database, address, |parts| parts.retain(|other| other != part))
}

/// The address without a filter that cannot be read.
#[must_use]
pub fn without_unreadable(mut address: Address, filter: &(String, String)) -> Address {
    address.query.retain(|other| other != filter);
    address
}

fn edit(database: &Database, mut address: Address, edit: impl FnOnce(&mut Vec<Criteria>)) -> Address {
    let mut parts = filters::read(database, &address.query).criteria.into_parts();
    edit(&mut parts);
    let criteria = match parts.as_slice() {
        [group @ (Criteria::All(_) | Criteria::Any(_) | Criteria::None(_))] => group.clone(),
        _ => Criteria::All(parts),
    };
    address.query = filters::replace(database, &address.query, &criteria);
    address
}

/// Whether a part is a single criterion on a field with an operator.
fn asks(part: &Criteria, (field, operator): (Field, Operator)) -> bool {
    matches!(part, Criteria::Is(it) if it.field == field && it.operator == operator)
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
    match filter_text::field_of(key) {
        Some(field) => Sort { by: SortBy::Field(field), descending },
        None => Sort::default(),
    }
}

fn sole_kind(part: &Criteria) -> Option<ContactKind> {
    let Criteria::Is(criterion) = part else { return None };
    match (criterion.field, criterion.operator, criterion.values.as_slice()) {
        (Field::Kind, Operator::IsAnyOf, [Value::Kind(kind)]) => Some(*kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::{CodeList, ContactField};
    use crate::domain::contact::Contact;
    use crate::domain::{codes, contacts};

    fn app() -> (Database, Finder) {
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
        let finder = Finder::new(&database);
        (database, finder)
    }

    fn names(database: &Database, finder: &Finder, href: &str) -> Vec<String> {
        let settings = ListSettings::read(database, &Address::parse(href));
        let listing = settings.list(database, finder, Alphabet::Nordic);
        assert_eq!(listing.shown.count(), listing.contacts.len());
        listing.contacts.iter().map(|&id| database.contact(id).unwrap().label().to_owned()).collect()
    }

    #[test]
    fn an_address_says_who_is_listed_in_which_order() {
        let (database, finder) = app();
        assert_eq!(names(&database, &finder, "#/contacts"), ["Anna Berg", "Bryggen AS", "Ås kommune"]);
        assert_eq!(names(&database, &finder, "#/contacts?sort=-name&city=oslo"), ["Ås kommune", "Anna Berg"]);
        assert_eq!(names(&database, &finder, "#/contacts?type=person"), ["Anna Berg"]);
        assert_eq!(names(&database, &finder, "#/contacts?type=company&search=ber"), ["Bryggen AS"]);
        assert!(names(&database, &finder, "#/contacts?mailing_group=NOBODY").is_empty());
    }

    #[test]
    fn a_search_lists_the_best_matches_first_unless_a_column_is_sorted() {
        let (mut database, _) = app();
        for (name, city) in [("Turid Os", "Bø"), ("Osman Lie", "Bø"), ("Rosa Vik", "Bø"), ("Åse Ly", "Os")]
        {
            let contact = Contact::new("", ContactKind::Person)
                .with_text(ContactField::Name, name)
                .with_text(ContactField::City, city);
            let (_, change) = contacts::create(&database, contact).unwrap();
            database.apply(change).unwrap();
        }
        let finder = Finder::new(&database);
        let in_oslo = ["Anna Berg", "Ås kommune"];
        let ranked = ["Osman Lie", "Turid Os", "Rosa Vik"];
        let expected = [&ranked[..], &["Anna Berg", "Ås kommune", "Åse Ly"]].concat();
        assert_eq!(names(&database, &finder, "#/contacts?search=os"), expected);
        assert_eq!(names(&database, &finder, "#/contacts?search=oslo"), in_oslo);
        assert_eq!(
            names(&database, &finder, "#/contacts?search=os&sort=name"),
            ["Anna Berg", "Osman Lie", "Rosa Vik", "Turid Os", "Ås kommune", "Åse Ly"]
        );
    }

    #[test]
    fn a_wrong_filter_lists_nobody_and_never_everybody() {
        let (database, index) = app();
        for query in [
            "mailing_group=NEWZ",
            "mailing_group.not=NEWZ",
            "city=%E2%80%8B",
            "type=robot",
            "city.near=Oslo",
            "where=any(",
            "where=all()",
            "where=none(mailing_group%3DNEWZ)",
            "city=Oslo&mailing_group=GIFT&mailing_group=NEWZ",
        ] {
            assert_eq!(names(&database, &index, &format!("#/contacts?{query}")), [""; 0], "{query}");
        }
        assert_eq!(names(&database, &index, "#/contacts?where=none(city%3DOslo)"), ["Bryggen AS"]);
    }

    #[test]
    fn a_filter_changes_beside_a_tree() {
        let (database, _) = app();
        let address = Address::parse("#/contacts?where=any(city%3DOslo,email.empty)&sort=city");
        let criterion =
            Criterion { field: Field::Number, operator: Operator::IsNotEmpty, values: Vec::new() };
        let changed = with_criterion(&database, address.clone(), None, &criterion);
        assert_eq!(changed.value("where"), Some("all(any(city=Oslo,email.empty),number.filled)"));
        assert_eq!(without(&database, changed, &Criteria::Is(criterion)), address);
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
        let changed = with_criterion(&database, address.clone(), None, &criterion);
        assert_eq!(changed, Address::parse("#/contacts?mailing_group=GONE&city=%C3%85s&sort=-city"));
        let persons = with_kind(&database, changed.clone(), Some(ContactKind::Person));
        assert_eq!(with_kind(&database, persons, None), changed);
        assert_eq!(without_filters(changed).href(), "#/contacts?sort=-city");
        assert_eq!(with_sort(address, Sort::default()).value(SORT), None);
    }
}
