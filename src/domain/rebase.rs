//! Rebasing a window's changes on top of those of another window.
//!
//! Two windows that create a contact at the same time both give it the next id and the next No.
//! The contact that comes later in the agreed order gets new ones, and the later changes of its
//! window follow it.

use std::collections::{HashMap, HashSet};

use crate::domain::catalogue::CodeList;
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::criteria::{Criterion, Field, Value};
use crate::domain::database::{Database, NextIds};
use crate::domain::edit::ContactEdit;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::number_series::{CONTACT_SERIES, SEGMENT_SERIES, next_number};
use crate::domain::segment::{Segment, Step};

/// A record that got another No., because another window had taken the one it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbered {
    /// The No. it had.
    pub from: String,
    /// The No. it has.
    pub to: String,
}

/// The new ids of the records that a run of changes created. A run is the changes that one window
/// made before it learned of the others.
#[derive(Debug, Default)]
pub struct Rebase {
    contacts: HashMap<ContactId, ContactId>,
    codes: HashMap<(CodeList, CodeId), CodeId>,
    segments: HashMap<SegmentId, SegmentId>,
    /// Records that got another No.
    pub renumbered: Vec<Renumbered>,
}

impl Rebase {
    /// The next change of the run in the form in which it applies to `database`. `next_ids` are those
    /// of the window when it made the change: that id and higher ones were new.
    #[must_use]
    pub fn rebase_change(&mut self, change: Change, next_ids: NextIds, database: &Database) -> Change {
        let mut new = NewIds { next_ids, next: database.next_ids(), numbers: HashSet::new(), database };
        self.rebase_with(change, &mut new)
    }

    fn rebase_with(&mut self, change: Change, new: &mut NewIds<'_>) -> Change {
        match change {
            Change::Batch(changes) => {
                Change::Batch(changes.into_iter().map(|change| self.rebase_with(change, new)).collect())
            }
            Change::PutContact { id, contact } => {
                let mut contact = contact.map(|contact| self.contact(*contact));
                if let Some(contact) = contact.as_mut()
                    && let Some(new_id) = new.contact(id)
                {
                    self.contacts.insert(id, new_id);
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
                    // Both windows may have defined the same code, which then is one.
                    if let Some(same) = new.database.find_code(list, &entry.code) {
                        self.codes.insert((list, id), same);
                        return Change::nothing();
                    }
                    self.codes.insert((list, id), new.code(list));
                }
                Change::PutCode { list, id: self.code_id(list, id), entry }
            }
            Change::PutSegment { id, segment } => {
                let mut segment = segment.map(|segment| self.segment(*segment));
                if let Some(segment) = segment.as_mut()
                    && let Some(new_id) = new.segment(id)
                {
                    self.segments.insert(id, new_id);
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

    /// Gives a new record the next free No. of its series if another record has its No.
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
            // Always found: a series is longer than any table.
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
        let rename = &mut |criterion: &mut Criterion| {
            let Field::Codes(list) = criterion.field else { return };
            for value in &mut criterion.values {
                if let Value::Code(code) = value {
                    *code = self.code_id(list, *code);
                }
            }
        };
        let criteria = steps.iter_mut().filter_map(|step| step.kind.criteria_mut());
        criteria.for_each(|criteria| criteria.visit_mut(rename));
    }
}

/// Ids for the new records of one change.
struct NewIds<'a> {
    /// The next ids of the window when it made the change.
    next_ids: NextIds,
    /// The ids that are given next.
    next: NextIds,
    /// Numbers of the change's new records.
    numbers: HashSet<String>,
    database: &'a Database,
}

impl NewIds<'_> {
    /// A new id for a contact, if the change creates it.
    fn contact(&mut self, id: ContactId) -> Option<ContactId> {
        (id.0 >= self.next_ids.contacts).then(|| ContactId(post_increment(&mut self.next.contacts)))
    }

    /// A new id for a segment, if the change creates it.
    fn segment(&mut self, id: SegmentId) -> Option<SegmentId> {
        (id.0 >= self.next_ids.segments).then(|| SegmentId(post_increment(&mut self.next.segments)))
    }

    fn is_new_code(&self, list: CodeList, id: CodeId) -> bool {
        id.0 >= *self.next_ids.codes.of(list)
    }

    /// A new id for a code.
    fn code(&mut self, list: CodeList) -> CodeId {
        CodeId(post_increment(self.next.codes.of_mut(list)))
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
    use crate::domain::arbitrary::{self, Op, Profile, work};
    use crate::domain::catalogue::{ContactField, ContactKind};
    use crate::domain::contact::Contact;
    use crate::domain::{codes, contacts};
    use proptest::prelude::*;

    fn create(database: &Database, name: &str) -> (ContactId, Change) {
        let contact = Contact::new("", ContactKind::Company).with_text(ContactField::Name, name);
        contacts::create(database, contact).unwrap()
    }

    #[test]
    fn a_new_contact_gets_another_id_and_its_later_edits_follow() {
        let mut database = Database::new("d");
        let mut mine = database.clone();
        let (id, new) = create(&mine, "Mine");
        let next_ids = [mine.next_ids(), {
            mine.apply(new.clone()).unwrap();
            mine.next_ids()
        }];
        let (_, code) = codes::create(&mine, CodeList::MailingGroup, "GIFT", "").unwrap();
        let edit = contacts::edit(&mine, id, ContactField::City, "Oslo").unwrap().into_edits(&mine);
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

    fn ops() -> impl Strategy<Value = Vec<Op>> {
        Profile::default().ops(60)
    }

    proptest! {
        /// What one window did is applied or refused on top of what another one did, and contradicts
        /// nothing; what is new in both is there twice.
        #[test]
        fn any_run_is_rebased_on_any_other(before in ops(), mine in ops(), theirs in ops()) {
            let mut database = arbitrary::database("d", &before);
            let mut other = database.clone();
            let mut run = Vec::new();
            for op in mine {
                let Some(change) = op.change(&other) else { continue };
                let change = change.into_edits(&other);
                run.push((change.clone(), other.next_ids()));
                other.apply(change).unwrap();
            }
            work(&mut database, &theirs);
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
