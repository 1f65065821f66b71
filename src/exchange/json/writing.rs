//! From the database to the rows of a backup.

use crate::domain::by_list::ByList;
use crate::domain::catalogue::CodeList;
use crate::domain::contact::Contact;
use crate::domain::criteria::{Criteria, Criterion, Field, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::segment::{Segment, Step, StepKind};
use crate::exchange::json::rows::{
    ContactRow, CriterionRow, Data, Fields, SegmentRow, StepKindRow, StepRow, ValueRow,
};

/// Turns ids into numbers and codes.
pub struct RowWriter<'a> {
    /// The database to write.
    pub database: &'a Database,
}

impl RowWriter<'_> {
    /// All rows.
    pub fn data(&self) -> Data {
        Data {
            database: self.database.identity().to_owned(),
            lists: ByList::from_fn(|list| {
                self.database.codes(list).map(|(_, entry)| entry.clone()).collect()
            }),
            contacts: self.database.contacts().map(|(_, contact)| self.contact(contact)).collect(),
            segments: self.database.segments().map(|(_, segment)| self.segment(segment)).collect(),
        }
    }

    fn contact(&self, contact: &Contact) -> ContactRow {
        let codes = |list| contact.codes(list).iter().map(|&code| self.code(list, code)).collect();
        ContactRow {
            number: contact.number.clone(),
            kind: contact.kind,
            company: contact.company.map(|company| self.number(company)),
            exclude_from_segment: contact.excluded,
            sample: contact.sample,
            fields: Fields(contact.values().map(|(field, value)| (field, value.clone())).collect()),
            codes: ByList::from_fn(codes),
        }
    }

    fn segment(&self, segment: &Segment) -> SegmentRow {
        SegmentRow {
            number: segment.number.clone(),
            description: segment.description.clone(),
            sample: segment.sample,
            lines: self.numbers(&segment.lines),
            steps: segment.steps.iter().map(|step| self.step(step)).collect(),
        }
    }

    fn step(&self, step: &Step) -> StepRow {
        let kind = match &step.kind {
            StepKind::Add { criteria, options } => {
                StepKindRow::Add { criteria: self.criteria(criteria), options: *options }
            }
            StepKind::Refine { criteria, entire_companies } => {
                StepKindRow::Refine { criteria: self.criteria(criteria), entire_companies: *entire_companies }
            }
            StepKind::Reduce { criteria, entire_companies } => {
                StepKindRow::Reduce { criteria: self.criteria(criteria), entire_companies: *entire_companies }
            }
            StepKind::ByHand { added, removed } => {
                StepKindRow::ByHand { added: self.numbers(added), removed: self.numbers(removed) }
            }
        };
        StepRow { step: kind, lines_before: self.numbers(&step.before), lines_after: step.after }
    }

    fn criteria(&self, criteria: &Criteria) -> Criteria<CriterionRow> {
        let value = |field: Field, value: &Value| match (field, value) {
            (_, Value::Text(text)) => ValueRow::Text(text.clone()),
            (Field::Codes(list), Value::Code(code)) => ValueRow::Code(self.code(list, *code)),
            (_, Value::Code(_)) => ValueRow::Code(String::new()),
            (_, Value::Unknown(text)) => ValueRow::Code(text.clone()),
            (_, Value::Kind(kind)) => ValueRow::Kind(*kind),
            (_, Value::Flag(flag)) => ValueRow::Flag(*flag),
            (_, Value::Date(date)) => ValueRow::Date(*date),
        };
        criteria.map(&mut |criterion: &Criterion| CriterionRow {
            field: criterion.field,
            operator: criterion.operator,
            values: criterion.values.iter().map(|it| value(criterion.field, it)).collect(),
        })
    }

    fn number(&self, id: ContactId) -> String {
        self.database.contact(id).map(|contact| contact.number.clone()).unwrap_or_default()
    }

    fn numbers(&self, ids: &[ContactId]) -> Vec<String> {
        ids.iter().map(|&id| self.number(id)).collect()
    }

    fn code(&self, list: CodeList, id: CodeId) -> String {
        self.database.code(list, id).map(|entry| entry.code.to_string()).unwrap_or_default()
    }
}
