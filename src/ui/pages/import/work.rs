//! The import's work, from the chosen file to the one change. It outlives the page, so that
//! leaving and coming back keeps it.
//!
//! **What takes long is done in turns and can be cancelled:** until its end nothing of it shows
//! in any of the signals below but `task`.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::clock;
use crate::browser::files::ChosenFile;
use crate::domain::code_list::CodeList;
use crate::domain::contact::ContactKind;
use crate::domain::refusal::Refusal;
use crate::exchange::checksum::CRC_32;
use crate::exchange::csv::building::{Building, Prepared};
use crate::exchange::csv::columns::{Mapping, Target};
use crate::exchange::csv::plan::{Duplicate, ImportPlan, IntoGroup, Options, Outcome};
use crate::exchange::csv::planning::Planning;
use crate::exchange::csv::reader::TableReader;
use crate::exchange::csv::table::MAX_BYTES;
use crate::exchange::csv::table::{Reading, Table, TableError};
use crate::exchange::json;
use crate::exchange::json::JsonError;
use crate::i18n::texts::Import;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::ui::pages::common::task::{Task, TaskSlot};
use crate::ui::pages::import::state::{Busy, Choices, Failure, Imported, Source, Step};

/// Work between two looks at the clock.
const BYTES: usize = 64 * 1024;
const ROWS: usize = 64;
/// From so many bytes on, even getting at them takes a while.
const LARGE: usize = 2_000_000;

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
    pub task: TaskSlot<Busy>,
    /// What was imported.
    pub imported: RwSignal<Option<Imported>>,
    /// How often the file was checked: rows are drawn anew then.
    pub checked: RwSignal<u32>,
    /// How a person wants the file read.
    reading: RwSignal<Reading>,
    /// A backup that was chosen here.
    pub misplaced: StoredValue<Option<ChosenFile>, LocalStorage>,
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
            task: TaskSlot::default(),
            imported: RwSignal::default(),
            checked: RwSignal::default(),
            reading: RwSignal::default(),
            misplaced: StoredValue::new_local(None),
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

    /// Reads a file that was chosen or dropped. **What is too large is refused before it is read.**
    pub fn open(self, file: ChosenFile) {
        let name = file.name();
        let bytes = file.bytes();
        if bytes > MAX_BYTES {
            let error = TableError::TooLarge { bytes, limit: MAX_BYTES };
            self.failure.set(Some((name, Failure::Table(error))));
            return;
        }
        let busy = Busy::Reading(name.clone(), bytes);
        self.task.run(busy, move |mut task| async move {
            if bytes > LARGE && !task.yield_now(0.0).await {
                return;
            }
            let read = match file.read().await {
                Some(bytes) => self.accept(&name, bytes, &mut task).await,
                None => Err(Failure::Unreadable),
            };
            match read {
                Ok(Some(source)) if task.is_current() => {
                    self.reset();
                    self.show(source);
                    self.step.set(Step::Columns);
                }
                Err(failure) if task.is_current() => {
                    self.misplaced.set_value((failure == Failure::Backup).then_some(file));
                    self.failure.set(Some((name, failure)));
                }
                // Cancelled.
                _ => {}
            }
        });
    }

    /// The file that these bytes are; `None` where reading was cancelled.
    async fn accept(
        self,
        name: &str,
        bytes: Vec<u8>,
        task: &mut Task<Busy>,
    ) -> Result<Option<Source>, Failure> {
        match json::envelope(&bytes) {
            Err(JsonError::NotOurs) if is_json(name, &bytes) => return Err(Failure::OtherJson),
            Err(JsonError::NotOurs) => {}
            Ok(_) | Err(JsonError::Newer(_) | JsonError::Damaged(_) | JsonError::Protected(_)) => {
                return Err(Failure::Backup);
            }
        }
        let Some(table) = read_table(&bytes, Reading::default(), task).await? else { return Ok(None) };
        let mut digest = CRC_32.digest();
        for piece in bytes.chunks(BYTES) {
            digest.update(piece);
            if !task.yield_if_due(1.0).await {
                return Ok(None);
            }
        }
        Ok(Some(Source { name: name.to_owned(), mark: digest.finalize(), bytes: Arc::new(bytes), table }))
    }

    /// Reads the file again in another way.
    pub fn read_again(self, change: impl FnOnce(&mut Reading) + 'static) {
        let Some(source) = self.source.get_untracked() else { return };
        let busy = Busy::Reading(source.name.clone(), source.bytes.len());
        self.task.run(busy, move |mut task| async move {
            let mut reading = self.reading.get_untracked();
            change(&mut reading);
            match read_table(&source.bytes, reading, &mut task).await {
                Ok(Some(table)) => {
                    self.reading.set(reading);
                    self.failure.set(None);
                    let (name, bytes) = (source.name.clone(), Arc::clone(&source.bytes));
                    self.show(Source { name, bytes, mark: source.mark, table });
                }
                Ok(None) => {}
                Err(failure) => self.failure.set(Some((source.name.clone(), failure))),
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
    pub fn check(self, app: AppState) {
        let Some(source) = self.source.get_untracked() else { return };
        let busy = Busy::Checking(source.table.rows.len());
        self.task.run(busy, move |mut task| async move {
            let Some(mut plan) = self.plan_it(app, &source.table, &mut task).await else { return };
            self.plan.with_untracked(|former| keep_decisions(former.as_ref(), &mut plan));
            self.plan.set(Some(plan));
            self.checked.update(|checked| *checked = checked.wrapping_add(1));
            self.imported.set(None);
            self.step.set(Step::Check);
        });
    }

    /// The plan for the office as it is at the end; `None` where it was cancelled.
    async fn plan_it(self, app: AppState, table: &Table, task: &mut Task<Busy>) -> Option<ImportPlan> {
        let mapping = self.mapping.get_untracked();
        let options = self.options();
        let begin = || app.with(|database, _| Planning::new(mapping.clone(), options.clone(), database));
        let mut revision = app.revision();
        let mut planning = begin();
        loop {
            let (done, share) = app
                .with(|database, _| (planning.step(table, database, ROWS), planning.share(table, database)));
            if done {
                return Some(planning.finish());
            }
            if !task.yield_if_due(share).await {
                return None;
            }
            if app.revision() != revision {
                revision = app.revision();
                planning = begin();
            }
        }
    }

    /// What is decided about a possible duplicate.
    pub fn decision(self, row: usize) -> Duplicate {
        self.plan
            .with(|plan| plan.as_ref().and_then(|plan| plan.rows.get(row)).map(|row| row.decision))
            .unwrap_or_default()
    }

    /// What is decided about each possible duplicate.
    pub fn decisions(self) -> Vec<Duplicate> {
        self.plan.with(|plan| {
            let rows = plan.iter().flat_map(|plan| &plan.rows);
            let open = rows.filter(|row| matches!(row.outcome, Outcome::PossibleDuplicate(_)));
            open.map(|row| row.decision).collect()
        })
    }

    /// Decides about possible duplicates.
    pub fn decide(self, rows: &[usize], decision: Duplicate) {
        self.plan.update(|plan| {
            if let Some(plan) = plan {
                rows.iter().for_each(|&row| plan.decide(row, decision));
            }
        });
    }

    /// Imports: one change, which can be undone. It can be cancelled until it is saved.
    pub fn import(self, app: AppState) {
        let Some(source) = self.source.get_untracked() else { return };
        let contacts = self.plan.with_untracked(|plan| plan.as_ref().map_or(0, ImportPlan::contacts));
        let group = self.group_code(app);
        let imported = Imported { file: source.name.clone(), contacts, group };
        self.task.run(Busy::Importing(contacts), move |mut task| async move {
            let Some(prepared) = self.prepare(app, &mut task).await else { return };
            if !task.final_stage(Busy::Saving(contacts)).await {
                return;
            }
            let action = imported.action();
            let done = app.commit(|database, _| {
                // Another window may have changed something this very moment.
                let change = if prepared.fits(database) {
                    prepared.change
                } else {
                    let anew = |plan: &Option<ImportPlan>| Some(plan.as_ref()?.change(database));
                    self.plan.with_untracked(anew).ok_or(Refusal::Gone)?
                };
                Ok((action, change))
            });
            match done {
                Ok(_) => {
                    app.update_preferences(|it| it.remember_import(source.mark, clock::now()));
                    self.plan.set(None);
                    self.imported.set(Some(imported));
                    self.step.set(Step::Done);
                }
                Err(refusal) => app.notify_refusal(&refusal),
            }
        });
    }

    /// The change for the office as it is at the end; `None` where it was cancelled.
    async fn prepare(self, app: AppState, task: &mut Task<Busy>) -> Option<Prepared> {
        let begin = || {
            self.plan.with_untracked(|plan| {
                let plan = plan.as_ref()?;
                Some(app.with(|database, _| Building::new(plan, database)))
            })
        };
        let mut revision = app.revision();
        let mut building = begin()?;
        loop {
            let (done, share) = self.plan.with_untracked(|plan| {
                let plan = plan.as_ref()?;
                let done = app.with(|database, _| building.step(plan, database, ROWS));
                Some((done, building.share(plan)))
            })?;
            if done {
                return Some(building.finish());
            }
            if !task.yield_if_due(share).await {
                return None;
            }
            if app.revision() != revision {
                revision = app.revision();
                building = begin()?;
            }
        }
    }

    fn group_code(self, app: AppState) -> Option<String> {
        match self.options().into_group? {
            IntoGroup::New(entry) => Some(entry.code.to_string()),
            IntoGroup::Existing(id) => app.with(|database, _| {
                database.code(CodeList::MailingGroup, id).map(|entry| entry.code.to_string())
            }),
        }
    }

    /// When this very file was imported on this device before, as ISO 8601.
    pub fn imported_before(self, app: AppState) -> Option<String> {
        let source = self.source.get()?;
        app.preferences().with(|it| it.imported(source.mark).map(str::to_owned))
    }

    /// Ends what is going on as if it had not begun, and says so.
    pub fn cancel(self, app: AppState) {
        if self.task.cancel() {
            app.notices().show(NoticeKind::Information, Import::of(app.texts().language).cancelled);
        }
    }
}

async fn read_table(bytes: &[u8], reading: Reading, task: &mut Task<Busy>) -> Result<Option<Table>, Failure> {
    let mut reader = TableReader::new(bytes, reading).map_err(Failure::Table)?;
    while !reader.step(bytes, BYTES).map_err(Failure::Table)? {
        if !task.yield_if_due(reader.share()).await {
            return Ok(None);
        }
    }
    reader.finish().map(Some).map_err(Failure::Table)
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
