//! The effect of putting codes on chosen contacts, before it is applied.

use crate::domain::catalogue::CodeList;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::query::bitmap::Bitmap;
use crate::query::index::Index;

/// The contacts that hold a list's codes for the chosen contacts: these themselves for mailing groups,
/// the companies they are or belong to for industry groups and business relations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeHolders {
    /// The contacts that would hold the codes.
    pub contacts: Bitmap,
    /// Chosen persons whose company holds the codes for them.
    pub through_company: usize,
    /// Chosen contacts that cannot have the codes: persons without a company, or companies where persons
    /// alone have them.
    pub impossible: Vec<ContactId>,
}

impl CodeHolders {
    /// The holders for the chosen contacts. Deleted contacts are ignored.
    #[must_use]
    pub fn new(database: &Database, list: CodeList, chosen: &[ContactId]) -> Self {
        let mut holders = Self { contacts: Bitmap::with_length(database.contact_slots()), ..Self::default() };
        for &id in chosen {
            if database.contact(id).is_none() {
                continue;
            }
            let Some(holder) = database.code_holder(list, id) else {
                holders.impossible.push(id);
                continue;
            };
            holders.through_company += usize::from(holder != id);
            holders.contacts.insert(holder.index());
        }
        holders
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.contacts.count()
    }

    /// How many have a code now.
    #[must_use]
    pub fn count_with(&self, index: &Index, list: CodeList, code: CodeId) -> usize {
        index.contacts_with_code(list, code).map_or(0, |with_code| with_code.count_and(&self.contacts))
    }

    /// The codes that some have now, with how many do.
    #[must_use]
    pub fn codes(&self, database: &Database, index: &Index, list: CodeList) -> Vec<(CodeId, usize)> {
        database
            .codes(list)
            .map(|(code, _)| (code, self.count_with(index, list, code)))
            .filter(|&(_, count)| count > 0)
            .collect()
    }

    /// How many change when these codes are put on all (`true`) or taken off (`false`).
    #[must_use]
    pub fn changing(
        &self,
        index: &Index,
        list: CodeList,
        codes: impl IntoIterator<Item = (CodeId, bool)>,
    ) -> usize {
        let mut changing = Bitmap::new();
        for (code, put) in codes {
            let with_code = index.contacts_with_code(list, code);
            let mut changed = self.contacts.clone();
            match (with_code, put) {
                (Some(with_code), true) => changed.and_not(with_code),
                (Some(with_code), false) => changed.and(with_code),
                (None, true) => {}
                (None, false) => continue,
            }
            changing.or(&changed);
        }
        changing.count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::ContactKind;
    use crate::domain::change::Change;
    use crate::domain::contact::Contact;
    use crate::domain::{codes, contacts};

    struct Office {
        database: Database,
        index: Index,
    }

    impl Office {
        fn new() -> Self {
            let database = Database::new("d");
            let index = Index::new(&database);
            Self { database, index }
        }

        fn apply(&mut self, change: Change) {
            let inverse = self.database.apply(change).unwrap();
            self.index.update(&self.database, &inverse);
        }

        fn contact(&mut self, kind: ContactKind, company: Option<ContactId>) -> ContactId {
            let mut contact = Contact::new("", kind);
            contact.company = company;
            let (id, change) = contacts::create(&self.database, contact).unwrap();
            self.apply(change);
            id
        }

        fn code(&mut self, list: CodeList, code: &str) -> CodeId {
            let (id, change) = codes::create(&self.database, list, code, "").unwrap();
            self.apply(change);
            id
        }
    }

    #[test]
    fn mailing_groups_are_counted_on_the_chosen_contacts() {
        let list = CodeList::MailingGroup;
        let mut office = Office::new();
        let chosen: Vec<_> = (0..7).map(|_| office.contact(ContactKind::Company, None)).collect();
        let (moving, gift) = (office.code(list, "MOVE"), office.code(list, "GIFT"));
        let two = codes::assign(&office.database, list, moving, &chosen[..2]);
        office.apply(two.change);

        let holders = CodeHolders::new(&office.database, list, &chosen);
        assert_eq!(holders.count(), 7);
        assert_eq!(holders.codes(&office.database, &office.index, list), [(moving, 2)]);
        assert_eq!(holders.changing(&office.index, list, [(moving, true)]), 5);
        assert_eq!(holders.changing(&office.index, list, [(moving, false)]), 2);
        // A contact with two changes counts once.
        assert_eq!(holders.changing(&office.index, list, [(moving, true), (gift, true)]), 7);
        assert_eq!(holders.changing(&office.index, list, [(gift, false)]), 0);
        // A code that is about to be created.
        let next = office.database.next_code_id(list);
        assert_eq!(holders.changing(&office.index, list, [(next, true)]), 7);
    }

    #[test]
    fn industry_groups_of_persons_are_their_company_s() {
        let list = CodeList::IndustryGroup;
        let mut office = Office::new();
        let company = office.contact(ContactKind::Company, None);
        let one = office.contact(ContactKind::Person, Some(company));
        let two = office.contact(ContactKind::Person, Some(company));
        let alone = office.contact(ContactKind::Person, None);
        let retail = office.code(list, "RETAIL");

        let holders = CodeHolders::new(&office.database, list, &[one, two, alone]);
        assert_eq!(holders.count(), 1);
        assert_eq!(holders.through_company, 2);
        assert_eq!(holders.impossible, [alone]);
        assert_eq!(holders.changing(&office.index, list, [(retail, true)]), 1);
    }
}
