//! The import's work, from the chosen file to the one change. It outlives the page, so that
//! leaving and coming back keeps it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Busy, Choices, Failure, Imported, Source, Step};
use crate::browser::clock;
use crate::browser::files::ChosenFile;
use crate::browser::timers::{breathe, next_frame};
use crate::domain::{CodeList, ContactKind};
use crate::exchange::checksum::checksum;
use crate::exchange::csv::{
    Duplicate, ImportPlan, IntoGroup, Mapping, Options, Outcome, Reading, Target, plan, read,
};
use crate::exchange::json::{self, JsonError};
use crate::state::Office;

/// From so many bytes or lines on, work takes long enough to say that it is going on.
const LONG_BYTES: usize = 400_000;
const LONG_ROWS: usize = 4_000;

/// The work, from context. Copies are the same work.
#[derive(Clone, Copy)]
pub struct ImportWork {
    /// Where the wizard stands.
    pub step: RwSignal<Step>,
    /// The file.
    pub source: RwSignal<Option<Arc<Source>>>,
    /// Where its columns go.
    pub mapping: RwSignal<Mapping>,
    /// What was decided.
    pub choices: RwSignal<Choices>,
    /// What would happen.
    pub plan: RwSignal<Option<ImportPlan>>,
    /// What was wrong with the file chosen last, and its name.
    pub failure: RwSignal<Option<(String, Failure)>>,
    /// What is going on.
    pub busy: RwSignal<Option<Busy>>,
    /// What was imported.
    pub imported: RwSignal<Option<Imported>>,
    /// How often the file was checked: rows are drawn anew then.
    pub checked: RwSignal<u32>,
    /// How a person wants the file read.
    reading: RwSignal<Reading>,
}

impl Default for ImportWork {
    fn default() -> Self {
        Self {
            step: RwSignal::default(),
            source: RwSignal::default(),
            mapping: RwSignal::default(),
            choices: RwSignal::default(),
            plan: RwSignal::new(None),
            failure: RwSignal::default(),
            busy: RwSignal::default(),
            imported: RwSignal::default(),
            checked: RwSignal::default(),
            reading: RwSignal::default(),
        }
    }
}

/// The work that is going on.
pub fn use_work() -> ImportWork {
    expect_context::<ImportWork>()
}

impl ImportWork {
    /// Begins anew.
    pub fn reset(self) {
        self.step.set(Step::File);
        self.source.set(None);
        self.mapping.set(Mapping::default());
        self.choices.set(Choices::default());
        self.plan.set(None);
        self.failure.set(None);
        self.imported.set(None);
        self.reading.set(Reading::default());
    }

    /// Reads a file that was chosen or dropped.
    pub fn open(self, file: ChosenFile) {
        let name = file.name();
        #[expect(clippy::cast_precision_loss, reason = "a bound, not a measure")]
        let is_long = file.size() > LONG_BYTES as f64;
        if is_long {
            self.busy.set(Some(Busy::Reading(name.clone())));
        }
        spawn_local(async move {
            let bytes = file.read().await;
            if is_long {
                breathe().await;
            }
            match bytes.ok_or(Failure::Unreadable).and_then(|bytes| self.accept(&name, bytes)) {
                Ok(()) => self.failure.set(None),
                Err(failure) => self.failure.set(Some((name, failure))),
            }
            self.busy.set(None);
        });
    }

    fn accept(self, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        match json::read(&bytes) {
            Err(JsonError::NotOurs) if is_json(name, &bytes) => return Err(Failure::OtherJson),
            Err(JsonError::NotOurs) => {}
            Ok(_) | Err(JsonError::Newer(_) | JsonError::Damaged(_) | JsonError::Protected(_)) => {
                return Err(Failure::Backup);
            }
        }
        let table = read(&bytes, Reading::default()).map_err(Failure::Table)?;
        self.reset();
        let mark = checksum(&bytes);
        self.show(Source { name: name.to_owned(), bytes, mark, table });
        self.step.set(Step::Columns);
        Ok(())
    }

    /// Reads the file again in another way.
    pub fn read_again(self, change: impl FnOnce(&mut Reading) + 'static) {
        let Some(source) = self.source.get_untracked() else { return };
        let busy = Busy::Reading(source.name.clone());
        self.take_time(busy, source.bytes.len() > LONG_BYTES, move || {
            let mut reading = self.reading.get_untracked();
            change(&mut reading);
            match read(&source.bytes, reading) {
                Ok(table) => {
                    self.reading.set(reading);
                    self.failure.set(None);
                    let (name, bytes) = (source.name.clone(), source.bytes.clone());
                    self.show(Source { name, bytes, mark: source.mark, table });
                }
                Err(error) => self.failure.set(Some((source.name.clone(), Failure::Table(error)))),
            }
        });
    }

    fn show(self, source: Source) {
        self.mapping.set(Mapping::recognise(&source.table));
        self.source.set(Some(Arc::new(source)));
    }

    /// Sends a column elsewhere. A field that holds one value is taken from the column that had it.
    pub fn choose(self, column: usize, target: Target) {
        self.mapping.update(|mapping| {
            if !target.takes_several_columns() {
                let holder = mapping.columns.iter().position(|other| other.target == target);
                if let Some(holder) = holder.filter(|&holder| holder != column) {
                    mapping.choose(holder, Target::Skip);
                }
            }
            mapping.choose(column, target);
        });
    }

    /// What bare names are, as far as one can tell; `None` where nobody needs to be asked.
    pub fn bare_name(self) -> Option<ContactKind> {
        let source = self.source.get()?;
        let guess = self.mapping.with(|mapping| mapping.bare_name_guess(&source.table))?;
        Some(self.choices.with(|choices| choices.bare_name).unwrap_or(guess))
    }

    fn options(self) -> Options {
        let bare_name = untrack(|| self.bare_name()).unwrap_or_default();
        self.choices.with_untracked(|choices| Options {
            bare_name,
            address_is_the_companys: choices.address_is_the_companys,
            overwrite: choices.overwrite,
            into_group: choices.group.chosen().ok().flatten(),
        })
    }

    /// Works out what would happen. What was decided about duplicates is kept.
    pub fn check(self, office: Office) {
        let Some(source) = self.source.get_untracked() else { return };
        let rows = source.table.rows.len();
        self.take_time(Busy::Checking(rows), rows > LONG_ROWS, move || {
            let options = self.options();
            let mut plan = self.mapping.with_untracked(|mapping| {
                office.with(|database, _| plan(&source.table, mapping, &options, database))
            });
            self.plan.with_untracked(|former| keep_decisions(former.as_ref(), &mut plan));
            self.plan.set(Some(plan));
            self.checked.update(|checked| *checked = checked.wrapping_add(1));
            self.imported.set(None);
            self.step.set(Step::Check);
        });
    }

    /// Decides about possible duplicates.
    pub fn decide(self, rows: &[usize], decision: Duplicate) {
        self.plan.update(|plan| {
            if let Some(plan) = plan {
                rows.iter().for_each(|&row| plan.decide(row, decision));
            }
        });
    }

    /// Imports: one change, which can be undone.
    pub fn import(self, office: Office) {
        let Some(source) = self.source.get_untracked() else { return };
        let contacts = self.plan.with_untracked(|plan| plan.as_ref().map_or(0, ImportPlan::contacts));
        let group = self.group_code(office);
        let imported = Imported { file: source.name.clone(), contacts, group };
        self.take_time(Busy::Importing(contacts), contacts > LONG_ROWS, move || {
            let Some(plan) = self.plan.try_update_untracked(Option::take).flatten() else { return };
            let action = imported.action();
            let done = office.commit(|database, _| Ok((action, plan.change(database))));
            match done {
                Ok(_) => {
                    office.prefer(|it| it.remember_import(source.mark, clock::now()));
                    self.imported.set(Some(imported));
                    self.step.set(Step::Done);
                }
                Err(refusal) => {
                    self.plan.set(Some(plan));
                    office.tell_refusal(&refusal);
                }
            }
        });
    }

    fn group_code(self, office: Office) -> Option<String> {
        match self.options().into_group? {
            IntoGroup::New(entry) => Some(entry.code.to_string()),
            IntoGroup::Existing(id) => office.with(|database, _| {
                database.code(CodeList::MailingGroup, id).map(|entry| entry.code.to_string())
            }),
        }
    }

    /// When this very file was imported on this device before, as ISO 8601.
    pub fn imported_before(self, office: Office) -> Option<String> {
        let source = self.source.get()?;
        office.preferences().with(|it| it.imported(source.mark).map(str::to_owned))
    }

    /// Does long work after the browser has drawn what is going on.
    fn take_time(self, busy: Busy, is_long: bool, work: impl FnOnce() + 'static) {
        if self.busy.with_untracked(Option::is_some) {
            return;
        }
        if !is_long {
            work();
            return;
        }
        self.busy.set(Some(busy));
        next_frame(move || {
            spawn_local(async move {
                breathe().await;
                work();
                self.busy.set(None);
            });
        });
    }
}

/// Takes over what was decided about rows that are still possible duplicates.
fn keep_decisions(former: Option<&ImportPlan>, plan: &mut ImportPlan) {
    let Some(former) = former else { return };
    for (row, before) in plan.rows.iter_mut().zip(&former.rows) {
        if row.line == before.line && matches!(row.outcome, Outcome::PossibleDuplicate(_)) {
            row.decision = before.decision;
        }
    }
}

fn is_json(name: &str, bytes: &[u8]) -> bool {
    name.to_ascii_lowercase().ends_with(".json") || bytes.trim_ascii_start().starts_with(b"{\"")
}
