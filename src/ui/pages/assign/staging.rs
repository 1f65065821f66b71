//! The staged assignments and removals of the dialog, until it is confirmed.

use crate::domain::action::Action;
use crate::domain::catalogue::CodeList;
use crate::domain::change::Change;
use crate::domain::code::Code;
use crate::domain::code_list::CodeEntry;
use crate::domain::codes;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::refusal::Refusal;
use crate::domain::sorting::small_sort_by_key;
use crate::domain::text::check_text;
use crate::query::assignments::CodeHolders;
use crate::query::bitmap::Bitmap;
use crate::query::collation::sort_key;
use crate::state::app_state::{AppState, Table};
use leptos::prelude::*;

/// A code that is created when the dialog is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCode {
    /// The code.
    pub code: Code,
    /// The description; may be empty.
    pub description: String,
}

/// A staged action on a code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum StagedAction {
    Put(CodeId),
    TakeOff(CodeId),
    Create(NewCode),
}

impl StagedAction {
    /// The existing code that it acts on.
    fn known(&self) -> Option<CodeId> {
        match self {
            Self::Put(id) | Self::TakeOff(id) => Some(*id),
            Self::Create(_) => None,
        }
    }
}

/// The code of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AssignTarget {
    /// A code of the list.
    Known(CodeId),
    /// A code that will be created.
    New(String),
}

/// A row of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedRow {
    /// Its code, existing or new.
    pub target: AssignTarget,
    /// The code.
    pub code: String,
    /// The description.
    pub description: String,
    /// The number of contacts that have it now.
    pub having: usize,
    /// The number of contacts.
    pub total: usize,
    /// Whether it is staged for all (`true`) or for removal (`false`).
    pub staged: Option<bool>,
}

/// The effect of confirming.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignEffect {
    /// For each code assigned to all: the code, how many contacts change, how many have it already.
    pub put: Vec<(String, usize, usize)>,
    /// For each removed code: the code, and how many contacts change.
    pub taken: Vec<(String, usize)>,
    /// The number of contacts that change.
    pub changing: usize,
    /// The number of contacts.
    pub total: usize,
}

/// The state of the dialog. Copies share it.
#[derive(Clone, Copy)]
pub struct Staging {
    /// The running app.
    pub app: AppState,
    /// The code list.
    pub list: CodeList,
    /// The contacts that hold the codes.
    pub holders: Memo<CodeHolders>,
    /// The rows, the assigned codes first.
    pub rows: Memo<Vec<StagedRow>>,
    chosen: StoredValue<Vec<ContactId>>,
    /// In the order in which they were staged.
    actions: RwSignal<Vec<StagedAction>>,
    effect: Memo<AssignEffect>,
}

impl Staging {
    /// Makes a state for these contacts, with nothing staged.
    pub fn new(app: AppState, list: CodeList, chosen: Vec<ContactId>) -> Self {
        let chosen = StoredValue::new(chosen);
        let actions = RwSignal::new(Vec::new());
        let holders = Memo::new(move |_| {
            app.track(Table::Contacts);
            app.with(|database, _| chosen.with_value(|chosen| CodeHolders::new(database, list, chosen)))
        });
        let rows = Memo::new(move |_| rows(app, list, &holders.read(), &actions.read()));
        let effect = Memo::new(move |_| effect(app, list, &holders.read(), &rows.read()));
        Self { app, list, holders, rows, chosen, actions, effect }
    }

    /// The effect of confirming; follows changes.
    pub fn effect(self) -> AssignEffect {
        self.effect.get()
    }

    /// Stages a typed code.
    ///
    /// # Errors
    /// A text that is not a code, a code that the list does not have, or one that is assigned already.
    pub fn assign_typed(self, typed: &str) -> Result<(), Refusal> {
        if typed.trim().is_empty() {
            return Ok(());
        }
        let code = Code::parse(typed)?;
        match self.app.with(|database, _| database.find_code(self.list, &code)) {
            Some(id) if self.is_assigned(&AssignTarget::Known(id)) => {
                Err(Refusal::AlreadyAssigned { code: code.to_string() })
            }
            Some(id) => {
                self.put(id);
                Ok(())
            }
            None if self.is_assigned(&AssignTarget::New(code.to_string())) => {
                Err(Refusal::AlreadyAssigned { code: code.to_string() })
            }
            None => Err(Refusal::UnknownCode { list: self.list, code: code.to_string() }),
        }
    }

    /// Stages a code that is created with its assignment.
    ///
    /// # Errors
    /// A text that is not a code, or a code that is assigned already.
    pub fn create(self, typed: &str) -> Result<(), Refusal> {
        let code = Code::parse(typed)?;
        match self.assign_typed(typed) {
            Err(Refusal::UnknownCode { .. }) => {
                let new = NewCode { code, description: String::new() };
                self.actions.update(|actions| actions.push(StagedAction::Create(new)));
                Ok(())
            }
            other => other,
        }
    }

    /// Sets the description of a code that will be created.
    ///
    /// # Errors
    /// A description that is too long.
    pub fn describe(self, code: &str, typed: &str) -> Result<(), Refusal> {
        let description = check_text(typed, CodeEntry::DESCRIPTION_LIMIT)?.to_owned();
        self.actions.update(|actions| {
            for action in actions {
                if let StagedAction::Create(new) = action
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
        let total = self.holders.with_untracked(CodeHolders::count);
        let having = self
            .holders
            .with_untracked(|holders| self.app.with(|_, index| holders.count_with(index, self.list, id)));
        self.actions.update(|actions| {
            actions.retain(|action| action.known() != Some(id));
            if having < total {
                actions.push(StagedAction::Put(id));
            }
        });
    }

    /// Removes a row: unstages its code, or stages the removal of an assigned one.
    pub fn remove(self, row: &StagedRow) {
        self.actions.update(|actions| match &row.target {
            AssignTarget::New(code) => actions
                .retain(|action| !matches!(action, StagedAction::Create(new) if new.code.as_str() == code)),
            AssignTarget::Known(id) => {
                actions.retain(|action| action.known() != Some(*id));
                if row.having > 0 {
                    actions.push(StagedAction::TakeOff(*id));
                }
            }
        });
    }

    /// Unstages a code.
    pub fn reset(self, id: CodeId) {
        self.actions.update(|actions| actions.retain(|action| action.known() != Some(id)));
    }

    /// Whether a code is assigned to all contacts, or staged for it.
    pub fn is_assigned(self, target: &AssignTarget) -> bool {
        self.rows.with_untracked(|rows| {
            rows.iter().any(|row| {
                row.target == *target
                    && match row.staged {
                        Some(put) => put,
                        None => row.having == row.total,
                    }
            })
        })
    }

    /// Applies everything staged as one change.
    ///
    /// # Errors
    /// The refusal, after a change in another window; then nothing changed.
    pub fn commit(self) -> Result<bool, Refusal> {
        let list = self.list;
        let chosen = self.chosen.get_value();
        let actions = self.actions.get_untracked();
        self.app.commit(|database, _| {
            let mut changes = Vec::new();
            let mut put = Vec::new();
            let mut next = database.next_code_id(list);
            let mut taken = Vec::new();
            let name = |id| match database.code(list, id) {
                Some(entry) => Ok(entry.code.to_string()),
                None => Err(Refusal::Gone),
            };
            for action in actions {
                match action {
                    StagedAction::Put(id) => put.push((id, name(id)?)),
                    StagedAction::TakeOff(id) => taken.push((id, name(id)?)),
                    StagedAction::Create(NewCode { code, description }) => {
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

/// The assigned codes in order, then the staged ones as they were added.
fn rows(app: AppState, list: CodeList, holders: &CodeHolders, actions: &[StagedAction]) -> Vec<StagedRow> {
    let total = holders.count();
    app.track(Table::Contacts);
    app.track(Table::Codes);
    app.with(|database, index| {
        let row = |id: CodeId, having: usize| {
            let entry = database.code(list, id)?;
            Some(StagedRow {
                target: AssignTarget::Known(id),
                code: entry.code.to_string(),
                description: entry.description.clone(),
                having,
                total,
                staged: actions
                    .iter()
                    .find(|action| action.known() == Some(id))
                    .map(|action| matches!(action, StagedAction::Put(_))),
            })
        };
        let assigned = holders.codes(database, index, list);
        let mut rows: Vec<StagedRow> = assigned.iter().filter_map(|&(id, having)| row(id, having)).collect();
        small_sort_by_key(&mut rows, |row| sort_key(&row.code, app.alphabet()));
        rows.extend(actions.iter().filter_map(|action| match action {
            StagedAction::Put(id) if assigned.iter().all(|(other, _)| other != id) => row(*id, 0),
            StagedAction::Put(_) | StagedAction::TakeOff(_) => None,
            StagedAction::Create(new) => Some(StagedRow {
                target: AssignTarget::New(new.code.to_string()),
                code: new.code.to_string(),
                description: new.description.clone(),
                having: 0,
                total,
                staged: Some(true),
            }),
        }));
        rows
    })
}

fn effect(app: AppState, list: CodeList, holders: &CodeHolders, rows: &[StagedRow]) -> AssignEffect {
    let total = holders.count();
    let mut effect = AssignEffect { total, ..AssignEffect::default() };
    let mut codes = Vec::new();
    for row in rows {
        let Some(put) = row.staged else { continue };
        match (&row.target, put) {
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
    let changing = app.with(|_, index| holders.changing(index, list, codes));
    effect.changing = effect.changing.max(changing);
    effect
}
