//! From the rows of a backup to a database.

use std::collections::HashMap;

use crate::domain::by_list::ByList;
use crate::domain::catalogue::CodeList;
use crate::domain::contact::Contact;
use crate::domain::criteria::{Criteria, Criterion, Field, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::segment::{Segment, Step, StepKind};
use crate::exchange::json::envelope::JsonError;
use crate::exchange::json::rows::{
    ContactRow, CriterionRow, Data, SegmentRow, StepKindRow, StepRow, ValueRow,
};

/// Builds a database from rows; they pass the checks of the database.
pub fn rebuild(data: Data) -> Result<Database, JsonError> {
    let ids = Ids {
        contacts: ids_by_name(data.contacts.iter().map(|row| row.number.clone()), ContactId::from_index),
        codes: data
            .lists
            .map(|list| ids_by_name(list.iter().map(|entry| entry.code.to_string()), CodeId::from_index)),
    };
    let contacts = data.contacts.into_iter().map(|row| ids.contact(row)).collect::<Result<_, _>>()?;
    let segments = data.segments.into_iter().map(|row| ids.segment(row)).collect::<Result<_, _>>()?;
    Database::from_rows(data.database, data.lists, contacts, segments).map_err(JsonError::Damaged)
}

fn ids_by_name<Id>(
    names: impl Iterator<Item = String>,
    id: impl Fn(usize) -> Option<Id>,
) -> HashMap<String, Id> {
    names.enumerate().filter_map(|(index, name)| Some((name, id(index)?))).collect()
}

/// The ids that the rows named by text will have.
struct Ids {
    contacts: HashMap<String, ContactId>,
    codes: ByList<HashMap<String, CodeId>>,
}

impl Ids {
    fn contact(&self, row: ContactRow) -> Result<Contact, JsonError> {
        let mut contact = Contact::new(row.number, row.kind);
        contact.company = row.company.map(|number| self.number(&number)).transpose()?;
        contact.excluded = row.exclude_from_segment;
        contact.sample = row.sample;
        for (field, value) in row.fields.0 {
            contact.set(field, Some(value));
        }
        for (list, codes) in row.codes.iter() {
            for code in codes {
                let id = self.code(list, code).ok_or_else(|| JsonError::Damaged(code.clone()))?;
                contact.add_code(list, id);
            }
        }
        Ok(contact)
    }

    fn segment(&self, row: SegmentRow) -> Result<Segment, JsonError> {
        Ok(Segment {
            number: row.number,
            description: row.description,
            sample: row.sample,
            lines: self.numbers(&row.lines)?,
            steps: row.steps.into_iter().map(|step| self.step(step)).collect::<Result<_, _>>()?,
        })
    }

    fn step(&self, row: StepRow) -> Result<Step, JsonError> {
        let kind = match row.step {
            StepKindRow::Add { criteria, options } => {
                StepKind::Add { criteria: self.criteria(&criteria), options }
            }
            StepKindRow::Refine { criteria, entire_companies } => {
                StepKind::Refine { criteria: self.criteria(&criteria), entire_companies }
            }
            StepKindRow::Reduce { criteria, entire_companies } => {
                StepKind::Reduce { criteria: self.criteria(&criteria), entire_companies }
            }
            StepKindRow::ByHand { added, removed } => {
                StepKind::ByHand { added: self.numbers(&added)?, removed: self.numbers(&removed)? }
            }
        };
        Ok(Step { kind, before: self.numbers(&row.lines_before)?, after: row.lines_after })
    }

    fn criteria(&self, rows: &Criteria<CriterionRow>) -> Criteria {
        let value = |field: Field, row: &ValueRow| match (field, row) {
            (_, ValueRow::Text(text)) => Value::Text(text.clone()),
            (Field::Codes(list), ValueRow::Code(code)) => {
                self.code(list, code).map_or_else(|| Value::Unknown(code.clone()), Value::Code)
            }
            (_, ValueRow::Code(text)) => Value::Unknown(text.clone()),
            (_, ValueRow::Kind(kind)) => Value::Kind(*kind),
            (_, ValueRow::Flag(flag)) => Value::Flag(*flag),
            (_, ValueRow::Date(date)) => Value::Date(*date),
        };
        rows.map(&mut |row: &CriterionRow| Criterion {
            field: row.field,
            operator: row.operator,
            values: row.values.iter().map(|it| value(row.field, it)).collect(),
        })
    }

    fn code(&self, list: CodeList, code: &str) -> Option<CodeId> {
        self.codes.of(list).get(code).copied()
    }

    fn number(&self, number: &str) -> Result<ContactId, JsonError> {
        self.contacts.get(number).copied().ok_or_else(|| JsonError::Damaged(number.to_owned()))
    }

    fn numbers(&self, numbers: &[String]) -> Result<Vec<ContactId>, JsonError> {
        numbers.iter().map(|number| self.number(number)).collect()
    }
}
