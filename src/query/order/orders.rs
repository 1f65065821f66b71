//! Orders of all contacts, kept once they are made.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::catalogue::ContactField;
use crate::domain::criteria::Field;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::collation::Alphabet;
use crate::query::index::Reorder;
use crate::query::order::keys::{Keys, sorted};
use crate::query::order::named::{by_company, by_name};
use crate::query::order::{Arrangement, Sort, SortBy};

/// How many orders are kept, at four bytes a contact.
const KEPT_ORDERS: usize = 8;
/// Up to this many contacts are moved one by one.
const FEW: usize = 64;

type Order = Arc<[ContactId]>;

/// The orders made so far. **After every change of the database, [`Orders::update`] is called.**
#[derive(Debug, Default)]
pub(in crate::query) struct Orders(Mutex<HashMap<Arrangement, Order>>);

impl Orders {
    /// All contacts as a list shows them.
    pub(in crate::query) fn list(&self, database: &Database, sort: Sort, alphabet: Alphabet) -> Order {
        self.get(database, Arrangement::List(sort, alphabet))
    }

    /// All contacts by name and No.; those without a name come first.
    pub(in crate::query) fn names(&self, database: &Database, alphabet: Alphabet) -> Order {
        self.get(database, Arrangement::Names(alphabet))
    }

    fn get(&self, database: &Database, arrangement: Arrangement) -> Order {
        if let Some(order) = self.kept().get(&arrangement) {
            return order.clone();
        }
        let order: Order = self.make(database, arrangement).into();
        let mut kept = self.kept();
        if kept.len() >= KEPT_ORDERS {
            // The others are made of these.
            kept.retain(|kept, _| match kept {
                Arrangement::Names(_) => true,
                Arrangement::List(sort, _) => *sort == Sort::default(),
                Arrangement::Segment => false,
            });
        }
        kept.insert(arrangement, order.clone());
        order
    }

    fn make(&self, database: &Database, arrangement: Arrangement) -> Vec<ContactId> {
        match arrangement {
            Arrangement::List(Sort { by: SortBy::Default, descending }, alphabet) => {
                by_company(database, descending, &self.names(database, alphabet))
            }
            Arrangement::List(sort @ Sort { by: SortBy::Field(field), .. }, alphabet) => {
                // Among equals, the position in the default order is the quickest thing to compare.
                let default = self.list(database, Sort::default(), alphabet);
                if field == Field::Text(ContactField::Name) {
                    by_name(database, sort, alphabet, &self.names(database, alphabet), &default)
                } else {
                    let mut keys = Keys::new(database, arrangement);
                    sorted(default.iter().copied().zip(0u32..), |(id, position), out| {
                        keys.push_field(id, out);
                        out.extend_from_slice(&position.to_be_bytes());
                    })
                }
            }
            Arrangement::Names(_) | Arrangement::Segment => {
                let mut keys = Keys::new(database, arrangement);
                sorted(database.contacts().map(|(id, _)| (id, 0)), |(id, _), out| keys.push(id, out))
            }
        }
    }

    /// Brings all orders up to date, or drops those for which that would take longer than making them
    /// again. Without a `reorder` all are dropped.
    pub(in crate::query) fn update(&mut self, database: &Database, reorder: Option<&Reorder>) {
        let orders = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(reorder) = reorder else { return orders.clear() };
        orders.retain(|&arrangement, order| {
            let Some(moving) = restricted_to(arrangement, reorder) else { return false };
            if !moving.is_empty() {
                *order = moved(database, arrangement, order, &moving).into();
            }
            true
        });
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<Arrangement, Order>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The contacts whose position in this order may have changed; `None` if there are too many.
fn restricted_to(arrangement: Arrangement, reorder: &Reorder) -> Option<BTreeSet<ContactId>> {
    let mut contacts: BTreeSet<ContactId> = reorder.moved.clone();
    if let Arrangement::List(Sort { by: SortBy::Field(field), .. }, _) = arrangement {
        contacts.extend(&reorder.edited);
        if let Field::Codes(list) = field {
            contacts.extend(reorder.assigned.of(list));
            if list.is_of_company() && !contacts.is_empty() {
                // These count for the persons of a company, too.
                return None;
            }
        }
    }
    (contacts.len() <= FEW).then_some(contacts)
}

/// The order with some contacts taken out and put in where they now belong.
fn moved(
    database: &Database,
    arrangement: Arrangement,
    order: &[ContactId],
    moving: &BTreeSet<ContactId>,
) -> Vec<ContactId> {
    let mut keys = Keys::new(database, arrangement);
    let mut order: Vec<ContactId> = order.iter().copied().filter(|id| !moving.contains(id)).collect();
    let (mut key, mut other_key) = (Vec::new(), Vec::new());
    for &id in moving.iter().filter(|&&id| database.contact(id).is_some()) {
        key.clear();
        keys.push(id, &mut key);
        let index = order.partition_point(|&other| {
            other_key.clear();
            keys.push(other, &mut other_key);
            other_key < key
        });
        order.insert(index, id);
    }
    order
}
