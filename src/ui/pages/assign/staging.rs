//! What is about to be assigned and taken off, before it is confirmed.

use crate::domain::action::Action;
use crate::domain::change::Change;
use crate::domain::code::Code;
use crate::domain::code_list::{CodeEntry, CodeList};
use crate::domain::codes;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::refusal::Refusal;
use crate::domain::sorting::small_sort_by_key;
use crate::domain::text::check_text;
use crate::query::assignments::Bearers;
use crate::query::bitmap::Bitmap;
use crate::query::collation::sort_key;
use crate::state::app_state::{AppState, Table};
use leptos::prelude::*;

/// A code that is created when the dialog is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCode {
    /// The code.
    pub code: Code,
    /// What it is for; may be empty.
    pub description: String,
}

/// What is to be done with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    Put(CodeId),
    TakeOff(CodeId),
    Create(NewCode),
}

impl Choice {
    /// The code of the list that it is about.
    fn known(&self) -> Option<CodeId> {
        match self {
            Self::Put(id) | Self::TakeOff(id) => Some(*id),
            Self::Create(_) => None,
        }
    }
}

/// What a row of the dialog is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AssignTarget {
    /// A code of the list.
    Known(CodeId),
    /// A code that is about to be created.
    New(String),
}

/// A row of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub subject: AssignTarget,
    /// The code.
    pub code: String,
    /// What it is for.
    pub description: String,
    /// How many of the contacts have it now.
    pub having: usize,
    /// How many contacts there are.
    pub total: usize,
    /// Whether it is to be put on all (`true`) or taken off (`false`).
    pub mark: Option<bool>,
}

/// What confirming would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// For each code that is put on all: the code, how many change, how many have it already.
    pub put: Vec<(String, usize, usize)>,
    /// For each code that is taken off: the code and how many change.
    pub taken: Vec<(String, usize)>,
    /// How many contacts change at all.
    pub changing: usize,
    /// How many contacts there are.
    pub total: usize,
}

/// The dialog's state. Copies are the same.
#[derive(Clone, Copy)]
pub struct Staging {
    /// The running app.
    pub app: AppState,
    /// Which list's codes.
    pub list: CodeList,
    /// Who bears the codes.
    pub bearers: Memo<Bearers>,
    /// The rows, the assigned codes first.
    pub rows: Memo<Vec<Row>>,
    chosen: StoredValue<Vec<ContactId>>,
    /// In the order in which they were made.
    choices: RwSignal<Vec<Choice>>,
    effect: Memo<Effect>,
}

impl Staging {
    /// Nothing staged for these contacts.
    pub fn new(app: AppState, list: CodeList, chosen: Vec<ContactId>) -> Self {
        let chosen = StoredValue::new(chosen);
        let choices = RwSignal::new(Vec::new());
        let bearers = Memo::new(move |_| {
            app.track(Table::Contacts);
            app.with(|database, _| chosen.with_value(|chosen| Bearers::new(database, list, chosen)))
        });
        let rows = Memo::new(move |_| rows(app, list, &bearers.read(), &choices.read()));
        let effect = Memo::new(move |_| effect(app, list, &bearers.read(), &rows.read()));
        Self { app, list, bearers, rows, chosen, choices, effect }
    }

    /// What confirming would do; follows changes.
    pub fn effect(self) -> Effect {
        self.effect.get()
    }

    /// Stages a code that was typed.
    ///
    /// # Errors
    /// No code, a code that the list doesn't have, or one that is assigned already.
    pub fn put_typed(self, typed: &str) -> Result<(), Refusal> {
        if typed.trim().is_empty() {
            return Ok(());
        }
        let code = Code::parse(typed)?;
        match self.app.with(|database, _| database.find_code(self.list, &code)) {
            Some(id) if self.is_running(&AssignTarget::Known(id)) => {
                Err(Refusal::AlreadyAssigned { code: code.to_string() })
            }
            Some(id) => {
                self.put(id);
                Ok(())
            }
            None if self.is_running(&AssignTarget::New(code.to_string())) => {
                Err(Refusal::AlreadyAssigned { code: code.to_string() })
            }
            None => Err(Refusal::UnknownCode { list: self.list, code: code.to_string() }),
        }
    }

    /// Stages a code that is created along with the assignment.
    ///
    /// # Errors
    /// A text that is no code, or a code that is assigned already.
    pub fn create(self, typed: &str) -> Result<(), Refusal> {
        let code = Code::parse(typed)?;
        match self.put_typed(typed) {
            Err(Refusal::UnknownCode { .. }) => {
                let new = NewCode { code, description: String::new() };
                self.choices.update(|choices| choices.push(Choice::Create(new)));
                Ok(())
            }
            other => other,
        }
    }

    /// Gives a code that is about to be created its description.
    ///
    /// # Errors
    /// A description that is too long.
    pub fn describe(self, code: &str, typed: &str) -> Result<(), Refusal> {
        let description = check_text(typed, CodeEntry::DESCRIPTION_LIMIT)?.to_owned();
        self.choices.update(|choices| {
            for choice in choices {
                if let Choice::Create(new) = choice
                    && new.code.as_str() == code
                {
                    new.description.clone_from(&description);
                }
            }
        });
        Ok(())
    }

    /// Stages a code for all contacts.
    pub fn put(self, id: CodeId) {
        let total = self.bearers.with_untracked(Bearers::count);
        let having = self
            .bearers
            .with_untracked(|bearers| self.app.with(|_, index| bearers.having(index, self.list, id)));
        self.choices.update(|choices| {
            choices.retain(|choice| choice.known() != Some(id));
            if having < total {
                choices.push(Choice::Put(id));
            }
        });
    }

    /// Takes a row away: what is staged is forgotten, what is assigned is to be taken off.
    pub fn remove(self, row: &Row) {
        self.choices.update(|choices| match &row.subject {
            AssignTarget::New(code) => {
                choices.retain(|choice| !matches!(choice, Choice::Create(new) if new.code.as_str() == code))
            }
            AssignTarget::Known(id) => {
                choices.retain(|choice| choice.known() != Some(*id));
                if row.having > 0 {
                    choices.push(Choice::TakeOff(*id));
                }
            }
        });
    }

    /// Leaves a code as it is.
    pub fn keep(self, id: CodeId) {
        self.choices.update(|choices| choices.retain(|choice| choice.known() != Some(id)));
    }

    /// Whether a code is on all contacts, or about to be.
    pub fn is_running(self, subject: &AssignTarget) -> bool {
        self.rows.with_untracked(|rows| {
            rows.iter().any(|row| {
                row.subject == *subject
                    && match row.mark {
                        Some(put) => put,
                        None => row.having == row.total,
                    }
            })
        })
    }

    /// Makes everything that is staged, as one change.
    ///
    /// # Errors
    /// What another window's change refuses; then nothing changed.
    pub fn commit(self) -> Result<bool, Refusal> {
        let list = self.list;
        let chosen = self.chosen.get_value();
        let choices = self.choices.get_untracked();
        self.app.commit(|database, _| {
            let mut changes = Vec::new();
            let mut put = Vec::new();
            let mut next = database.next_code_id(list);
            let mut taken = Vec::new();
            let name = |id| match database.code(list, id) {
                Some(entry) => Ok(entry.code.to_string()),
                None => Err(Refusal::Gone),
            };
            for choice in choices {
                match choice {
                    Choice::Put(id) => put.push((id, name(id)?)),
                    Choice::TakeOff(id) => taken.push((id, name(id)?)),
                    Choice::Create(NewCode { code, description }) => {
                        // Another window may have created it meanwhile.
                        let id = database.find_code(list, &code).unwrap_or(next);
                        put.push((id, code.to_string()));
                        if id == next {
                            next = CodeId(next.0.saturating_add(1));
                            let entry = CodeEntry { code, description, sample: false };
                            changes.push(Change::PutCode { list, id, entry: Some(entry) });
                        }
                    }
                }
            }
            let mut changed = Bitmap::with_length(database.contact_slots());
            let mut note = |change: Change| {
                if let Change::Assign { contacts, .. } | Change::Unassign { contacts, .. } = &change {
                    for id in contacts {
                        changed.insert(id.index());
                    }
                }
                changes.push(change);
            };
            for (id, _) in &put {
                note(codes::assign(database, list, *id, &chosen).change);
            }
            for (id, _) in &taken {
                note(codes::unassign(database, list, *id, &chosen).change);
            }
            let contacts = changed.count();
            let named = |codes: Vec<(CodeId, String)>| codes.into_iter().map(|(_, code)| code).collect();
            let action = if put.is_empty() {
                Action::Unassign { list, codes: named(taken), contacts }
            } else {
                Action::Assign { list, codes: named(put), contacts }
            };
            Ok((action, Change::Batch(changes)))
        })
    }
}

/// The assigned codes in order, then the others as they were chosen.
fn rows(app: AppState, list: CodeList, bearers: &Bearers, choices: &[Choice]) -> Vec<Row> {
    let total = bearers.count();
    app.track(Table::Contacts);
    app.track(Table::Codes);
    app.with(|database, index| {
        let row = |id: CodeId, having: usize| {
            let entry = database.code(list, id)?;
            Some(Row {
                subject: AssignTarget::Known(id),
                code: entry.code.to_string(),
                description: entry.description.clone(),
                having,
                total,
                mark: choices
                    .iter()
                    .find(|choice| choice.known() == Some(id))
                    .map(|choice| matches!(choice, Choice::Put(_))),
            })
        };
        let assigned = bearers.codes(database, index, list);
        let mut rows: Vec<Row> = assigned.iter().filter_map(|&(id, having)| row(id, having)).collect();
        small_sort_by_key(&mut rows, |row| sort_key(&row.code, app.alphabet()));
        rows.extend(choices.iter().filter_map(|choice| match choice {
            Choice::Put(id) if assigned.iter().all(|(other, _)| other != id) => row(*id, 0),
            Choice::Put(_) | Choice::TakeOff(_) => None,
            Choice::Create(new) => Some(Row {
                subject: AssignTarget::New(new.code.to_string()),
                code: new.code.to_string(),
                description: new.description.clone(),
                having: 0,
                total,
                mark: Some(true),
            }),
        }));
        rows
    })
}

fn effect(app: AppState, list: CodeList, bearers: &Bearers, rows: &[Row]) -> Effect {
    let total = bearers.count();
    let mut effect = Effect { total, ..Effect::default() };
    let mut codes = Vec::new();
    for row in rows {
        let Some(put) = row.mark else { continue };
        match (&row.subject, put) {
            (AssignTarget::Known(id), _) => codes.push((*id, put)),
            // No contact has it, so all change.
            (AssignTarget::New(_), _) => effect.changing = total,
        }
        if put {
            effect.put.push((row.code.clone(), total.saturating_sub(row.having), row.having));
        } else {
            effect.taken.push((row.code.clone(), row.having));
        }
    }
    let changing = app.with(|_, index| bearers.changing(index, list, codes));
    effect.changing = effect.changing.max(changing);
    effect
}
