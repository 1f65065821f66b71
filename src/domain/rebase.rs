//! Moving changes on top of what somebody else did meanwhile.
//!
//! Two windows that create a contact at the same time both give it the next place and the next
//! No. The one that comes later in the order that all agree on gets other ones, and what it did
//! with its contact afterwards follows.

use std::collections::{HashMap, HashSet};

use crate::domain::change::Change;
use crate::domain::code_list::CodeList;
use crate::domain::contact::Contact;
use crate::domain::criteria::{Field, Value};
use crate::domain::database::{Database, NextIds};
use crate::domain::edit::ContactEdit;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::number_series::{CONTACT_SERIES, SEGMENT_SERIES, next_number};
use crate::domain::segment::{Segment, Step};

/// A record that got another No., because the one it had was taken meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbered {
    /// The No. it had.
    pub from: String,
    /// The No. it has.
    pub to: String,
}

/// Where the new records of a run of changes have gone. One run is what one window did without
/// knowing of the others.
#[derive(Debug, Default)]
pub struct Rebase {
    contacts: HashMap<ContactId, ContactId>,
    codes: HashMap<(CodeList, CodeId), CodeId>,
    segments: HashMap<SegmentId, SegmentId>,
    /// Records that got another No.
    pub renumbered: Vec<Renumbered>,
}

impl Rebase {
    /// The next change of the run as it is to be made on `database`. `next_ids` is where the tables
    /// ended for the window that made it: what lies beyond was new.
    #[must_use]
    pub fn rebase_change(&mut self, change: Change, next_ids: NextIds, database: &Database) -> Change {
        let mut new = NewIds { next_ids, next: database.next_ids(), numbers: HashSet::new(), database };
        self.map(change, &mut new)
    }

    fn map(&mut self, change: Change, new: &mut NewIds<'_>) -> Change {
        match change {
            Change::Batch(changes) => {
                Change::Batch(changes.into_iter().map(|change| self.map(change, new)).collect())
            }
            Change::PutContact { id, contact } => {
                let mut contact = contact.map(|contact| self.contact(*contact));
                if let Some(contact) = contact.as_mut()
                    && let Some(place) = new.contact(id)
                {
                    self.contacts.insert(id, place);
                    self.renumber(
                        &mut contact.number,
                        new,
                        |database, number| database.find_contact(number).is_some(),
                        CONTACT_SERIES,
                        new.database.last_contact_number(),
                    );
                }
                Change::PutContact { id: self.contact_id(id), contact: contact.map(Box::new) }
            }
            Change::EditContact { id, edits } => {
                let edits = edits.into_iter().map(|edit| match edit {
                    ContactEdit::Company(Some(company)) => {
                        ContactEdit::Company(Some(self.contact_id(company)))
                    }
                    edit => edit,
                });
                Change::EditContact { id: self.contact_id(id), edits: edits.collect() }
            }
            Change::PutCode { list, id, entry } => {
                if let Some(entry) = &entry
                    && new.is_new_code(list, id)
                {
                    // Both may have defined the same code: then it is one.
                    if let Some(same) = new.database.find_code(list, &entry.code) {
                        self.codes.insert((list, id), same);
                        return Change::nothing();
                    }
                    self.codes.extend(new.code(list).map(|place| ((list, id), place)));
                }
                Change::PutCode { list, id: self.code_id(list, id), entry }
            }
            Change::PutSegment { id, segment } => {
                let mut segment = segment.map(|segment| self.segment(*segment));
                if let Some(segment) = segment.as_mut()
                    && let Some(place) = new.segment(id)
                {
                    self.segments.insert(id, place);
                    self.renumber(
                        &mut segment.number,
                        new,
                        |database, number| database.find_segment(number).is_some(),
                        SEGMENT_SERIES,
                        new.database.last_segment_number(),
                    );
                }
                Change::PutSegment { id: self.segment_id(id), segment: segment.map(Box::new) }
            }
            Change::EditSegment { id, edits } => Change::EditSegment { id: self.segment_id(id), edits },
            Change::EditLines { id, mut edit } => {
                edit.contacts_mut().for_each(|contact| *contact = self.contact_id(*contact));
                self.criteria_of(&mut edit.steps);
                Change::EditLines { id: self.segment_id(id), edit }
            }
            Change::Assign { list, code, contacts } => {
                let contacts = contacts.into_iter().map(|id| self.contact_id(id)).collect();
                Change::Assign { list, code: self.code_id(list, code), contacts }
            }
            Change::Unassign { list, code, contacts } => {
                let contacts = contacts.into_iter().map(|id| self.contact_id(id)).collect();
                Change::Unassign { list, code: self.code_id(list, code), contacts }
            }
            Change::Replace(database) => Change::Replace(database),
        }
    }

    /// Gives a new record the next free No. of its series where the one it has is taken.
    fn renumber(
        &mut self,
        number: &mut String,
        new: &mut NewIds<'_>,
        is_there: impl Fn(&Database, &str) -> bool,
        series: (&str, usize),
        last: u64,
    ) {
        let is_free =
            |new: &NewIds<'_>, number: &str| !is_there(new.database, number) && !new.numbers.contains(number);
        if !is_free(new, number) {
            let mut numbers = (last..).map(|last| next_number(series, last));
            // A series doesn't end before the tables do.
            let Some(to) = numbers.find(|number| is_free(new, number)) else { return };
            self.renumbered.push(Renumbered { from: std::mem::replace(number, to.clone()), to });
        }
        new.numbers.insert(number.clone());
    }

    fn contact_id(&self, id: ContactId) -> ContactId {
        self.contacts.get(&id).copied().unwrap_or(id)
    }

    fn code_id(&self, list: CodeList, id: CodeId) -> CodeId {
        self.codes.get(&(list, id)).copied().unwrap_or(id)
    }

    fn segment_id(&self, id: SegmentId) -> SegmentId {
        self.segments.get(&id).copied().unwrap_or(id)
    }

    fn contact(&self, mut contact: Contact) -> Contact {
        contact.company = contact.company.map(|company| self.contact_id(company));
        for list in CodeList::ALL {
            for code in contact.codes(list).to_vec() {
                let now = self.code_id(list, code);
                if now != code {
                    contact.remove_code(list, code);
                    contact.add_code(list, now);
                }
            }
        }
        contact
    }

    fn segment(&self, mut segment: Segment) -> Segment {
        segment.contacts_mut().for_each(|contact| *contact = self.contact_id(*contact));
        self.criteria_of(&mut segment.steps);
        segment
    }

    fn criteria_of(&self, steps: &mut [Step]) {
        let criteria = steps.iter_mut().filter_map(|step| step.kind.criteria_mut());
        for criterion in criteria.flat_map(|criteria| &mut criteria.0) {
            if let Field::Codes(list) = criterion.field {
                for value in &mut criterion.values {
                    if let Value::Code(code) = value {
                        *code = self.code_id(list, *code);
                    }
                }
            }
        }
    }
}

/// Places for what is new in one change.
struct NewIds<'a> {
    /// Where the tables ended for the window that made the change.
    next_ids: NextIds,
    /// The places that are given next.
    next: NextIds,
    /// Numbers that new records of the change have.
    numbers: HashSet<String>,
    database: &'a Database,
}

impl NewIds<'_> {
    /// A place for a contact, if it is new.
    fn contact(&mut self, id: ContactId) -> Option<ContactId> {
        (id.0 >= self.next_ids.contacts).then(|| ContactId(post_increment(&mut self.next.contacts)))
    }

    /// A place for a segment, if it is new.
    fn segment(&mut self, id: SegmentId) -> Option<SegmentId> {
        (id.0 >= self.next_ids.segments).then(|| SegmentId(post_increment(&mut self.next.segments)))
    }

    fn is_new_code(&self, list: CodeList, id: CodeId) -> bool {
        self.next_ids.codes.get(list.index()).is_some_and(|end| id.0 >= *end)
    }

    /// A place for a new code.
    fn code(&mut self, list: CodeList) -> Option<CodeId> {
        self.next.codes.get_mut(list.index()).map(|next| CodeId(post_increment(next)))
    }
}

fn post_increment(next: &mut u32) -> u32 {
    let now = *next;
    *next = now.saturating_add(1);
    now
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact::{Contact, ContactField, ContactKind};
    use crate::domain::proptests::{change, deeds};
    use crate::domain::{codes, contacts};
    use proptest::prelude::*;

    fn create(database: &Database, name: &str) -> (ContactId, Change) {
        let contact = Contact::new("", ContactKind::Company).with_text(ContactField::Name, name);
        contacts::create(database, contact).unwrap()
    }

    #[test]
    fn a_new_contact_moves_aside_and_what_was_done_with_it_follows() {
        let mut database = Database::new("d");
        let mut mine = database.clone();
        let (id, new) = create(&mine, "Mine");
        let next_ids = [mine.next_ids(), {
            mine.apply(new.clone()).unwrap();
            mine.next_ids()
        }];
        let (_, code) = codes::create(&mine, CodeList::MailingGroup, "GIFT", "").unwrap();
        let edit = contacts::edit_text(&mine, id, ContactField::City, "Oslo").unwrap().into_edits(&mine);
        database.apply(create(&database, "Theirs").1).unwrap();
        database.apply(codes::create(&database, CodeList::MailingGroup, "MOVE", "").unwrap().1).unwrap();
        let mut rebase = Rebase::default();
        for (change, next_ids) in [(new, next_ids[0]), (edit, next_ids[1]), (code, next_ids[1])] {
            let change = rebase.rebase_change(change, next_ids, &database);
            database.apply(change).unwrap();
        }
        let names: Vec<_> = database
            .contacts()
            .map(|(_, it)| (it.number.as_str(), it.label(), it.text(ContactField::City)))
            .collect();
        assert_eq!(names, [("CT000001", "Theirs", ""), ("CT000002", "Mine", "Oslo")]);
        assert_eq!(rebase.renumbered, [Renumbered { from: "CT000001".into(), to: "CT000002".into() }]);
        assert_eq!(database.code_count(CodeList::MailingGroup), 2);
    }

    #[test]
    fn a_code_that_both_defined_is_one() {
        let mut database = Database::new("d");
        let (_, gift) = codes::create(&database, CodeList::MailingGroup, "GIFT", "Mine").unwrap();
        let next_ids = database.next_ids();
        database.apply(codes::create(&database, CodeList::MailingGroup, "MOVE", "").unwrap().1).unwrap();
        let (theirs, other) = codes::create(&database, CodeList::MailingGroup, "GIFT", "Theirs").unwrap();
        database.apply(other).unwrap();
        let (person, contact) = create(&database, "A");
        database.apply(contact).unwrap();
        let mut rebase = Rebase::default();
        assert!(rebase.rebase_change(gift, next_ids, &database).is_nothing());
        let assign = Change::Assign { list: CodeList::MailingGroup, code: CodeId(0), contacts: vec![person] };
        database.apply(rebase.rebase_change(assign, next_ids, &database)).unwrap();
        assert_eq!(database.contact(person).unwrap().codes(CodeList::MailingGroup), [theirs]);
    }

    proptest! {
        /// What one window did, moved on top of what another did, is made or refused, and never
        /// contradicts anything; what is new in both is there twice.
        #[test]
        fn any_run_moves_on_top_of_any_other(before in deeds(), mine in deeds(), theirs in deeds()) {
            let mut database = Database::new("d");
            for deed in before {
                let change = change(&database, deed);
                database.apply(change.unwrap_or(Change::nothing())).unwrap();
            }
            let mut other = database.clone();
            let mut run = Vec::new();
            for deed in mine {
                let Some(change) = change(&other, deed) else { continue };
                let change = change.into_edits(&other);
                run.push((change.clone(), other.next_ids()));
                other.apply(change).unwrap();
            }
            for deed in theirs {
                let change = change(&database, deed);
                database.apply(change.unwrap_or(Change::nothing())).unwrap();
            }
            let mut rebase = Rebase::default();
            for (change, next_ids) in run {
                let change = rebase.rebase_change(change, next_ids, &database);
                let before = database.clone();
                match database.apply(change) {
                    Ok(inverse) => {
                        let after = database.clone();
                        let again = database.apply(inverse).unwrap();
                        prop_assert_eq!(&database, &before);
                        database.apply(again).unwrap();
                        prop_assert_eq!(&database, &after);
                    }
                    Err(_) => prop_assert_eq!(&database, &before),
                }
            }
            let text = serde_json::to_string(&database).unwrap();
            prop_assert_eq!(serde_json::from_str::<Database>(&text).unwrap(), database);
        }
    }
}
