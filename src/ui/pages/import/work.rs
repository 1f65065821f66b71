//! An import from the chosen file to the one change. It outlives the page, so that the user can
//! leave and come back.
//!
//! **Long tasks run in steps and can be cancelled:** until a task ends, it changes no signal below
//! but `task`.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::clock;
use crate::browser::files::ChosenFile;
use crate::domain::catalogue::{CodeList, ContactKind};
use crate::domain::refusal::Refusal;
use crate::exchange::checksum::CRC_32;
use crate::exchange::csv::reader::{CsvTable, ReadOptions, TableReader};
use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::import::apply::{Building, Prepared};
use crate::exchange::import::mapping::Mapping;
use crate::exchange::import::options::{IntoGroup, PlanOptions};
use crate::exchange::import::plan::{ImportOutcome, ImportPlan};
use crate::exchange::import::planning::Planning;
use crate::exchange::import::table::MAX_BYTES;
use crate::exchange::import::table::{Table, TableError};
use crate::exchange::import::target::Target;
use crate::exchange::json::envelope::{JsonError, envelope};
use crate::i18n::texts::Import;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::ui::pages::common::task::{Task, TaskSlot};
use crate::ui::pages::import::state::{Choices, ImportFailure, ImportTask, Imported, Source, WizardStep};

/// Bytes and rows that are processed between two checks of the clock.
const BYTES: usize = 64 * 1024;
const ROWS: usize = 64;
/// From this size on, even loading a file takes a while.
const LARGE: usize = 2_000_000;

/// The import, from context. Copies share their signals.
#[derive(Clone, Copy)]
pub struct ImportWork {
    /// The current step.
    pub step: RwSignal<WizardStep>,
    /// The file.
    pub source: RwSignal<Option<Arc<Source>>>,
    /// The targets of its columns.
    pub mapping: RwSignal<Mapping>,
    /// The user's choices.
    pub choices: RwSignal<Choices>,
    /// The plan of the checked file.
    pub plan: RwSignal<Option<ImportPlan>>,
    /// The name of the last file that could not be opened, and why.
    pub failure: RwSignal<Option<(String, ImportFailure)>>,
    /// The running task.
    pub task: TaskSlot<ImportTask>,
    /// The finished import.
    pub imported: RwSignal<Option<Imported>>,
    /// The number of checks so far. Rows are redrawn when it changes.
    pub checked: RwSignal<u32>,
    /// How the user wants the file read.
    reading: RwSignal<ReadOptions>,
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

/// The current import.
pub fn use_work() -> ImportWork {
    expect_context::<ImportWork>()
}

impl ImportWork {
    /// Starts over.
    pub fn reset(self) {
        self.step.set(WizardStep::File);
        self.source.set(None);
        self.mapping.set(Mapping::default());
        self.choices.set(Choices::default());
        self.plan.set(None);
        self.failure.set(None);
        self.imported.set(None);
        self.reading.set(ReadOptions::default());
    }

    /// Reads a file that was chosen or dropped. **A file that is too large is refused before it is read.**
    pub fn open(self, file: ChosenFile) {
        let name = file.name();
        let bytes = file.bytes();
        if bytes > MAX_BYTES {
            let error = TableError::TooLarge { bytes, limit: MAX_BYTES };
            self.failure.set(Some((name, ImportFailure::Table(error))));
            return;
        }
        let busy = ImportTask::Reading(name.clone(), bytes);
        self.task.run(busy, move |mut task| async move {
            if bytes > LARGE && !task.yield_now(0.0).await {
                return;
            }
            let read = match file.read().await {
                Some(bytes) => self.accept(&name, bytes, &mut task).await,
                None => Err(ImportFailure::Unreadable),
            };
            match read {
                Ok(Some(source)) if task.is_current() => {
                    self.reset();
                    self.show(source);
                    self.step.set(WizardStep::Columns);
                }
                Err(failure) if task.is_current() => {
                    self.misplaced.set_value((failure == ImportFailure::Backup).then_some(file));
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
        task: &mut Task<ImportTask>,
    ) -> Result<Option<Source>, ImportFailure> {
        match envelope(&bytes) {
            Err(JsonError::NotOurs) if is_json(name, &bytes) => return Err(ImportFailure::OtherJson),
            Err(JsonError::NotOurs) => {}
            Ok(_) | Err(JsonError::Newer(_) | JsonError::Damaged(_) | JsonError::Protected(_)) => {
                return Err(ImportFailure::Backup);
            }
        }
        let Some(csv) = read_table(&bytes, ReadOptions::default(), task).await? else { return Ok(None) };
        let mut digest = CRC_32.digest();
        for piece in bytes.chunks(BYTES) {
            digest.update(piece);
            if !task.yield_if_due(1.0).await {
                return Ok(None);
            }
        }
        Ok(Some(Source { name: name.to_owned(), checksum: digest.finalize(), bytes: Arc::new(bytes), csv }))
    }

    /// Reads the file again in another way.
    pub fn read_again(self, change: impl FnOnce(&mut ReadOptions) + 'static) {
        let Some(source) = self.source.get_untracked() else { return };
        let busy = ImportTask::Reading(source.name.clone(), source.bytes.len());
        self.task.run(busy, move |mut task| async move {
            let mut reading = self.reading.get_untracked();
            change(&mut reading);
            match read_table(&source.bytes, reading, &mut task).await {
                Ok(Some(csv)) => {
                    self.reading.set(reading);
                    self.failure.set(None);
                    let (name, bytes) = (source.name.clone(), Arc::clone(&source.bytes));
                    self.show(Source { name, bytes, checksum: source.checksum, csv });
                }
                Ok(None) => {}
                Err(failure) => self.failure.set(Some((source.name.clone(), failure))),
            }
        });
    }

    fn show(self, source: Source) {
        self.mapping.set(Mapping::recognise(&source.csv.table));
        self.source.set(Some(Arc::new(source)));
    }

    /// Changes a column's target. A target for one column only is taken from the column that had it.
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

    /// What bare names are, chosen or guessed; `None` where no row can have one.
    pub fn bare_name(self) -> Option<ContactKind> {
        let source = self.source.get()?;
        let guess = self.mapping.with(|mapping| mapping.bare_name_guess(&source.csv.table))?;
        Some(self.choices.with(|choices| choices.bare_name).unwrap_or(guess))
    }

    fn options(self) -> PlanOptions {
        let bare_name = untrack(|| self.bare_name()).unwrap_or_default();
        self.choices.with_untracked(|choices| PlanOptions {
            bare_name,
            address_is_the_companys: choices.address_is_the_companys,
            overwrite: choices.overwrite,
            into_group: choices.group.chosen().ok().flatten(),
        })
    }

    /// Plans the import. Decisions about duplicates are kept.
    pub fn check(self, app: AppState) {
        let Some(source) = self.source.get_untracked() else { return };
        let busy = ImportTask::Checking(source.csv.table.rows.len());
        self.task.run(busy, move |mut task| async move {
            let Some(mut plan) = self.plan_it(app, &source.csv.table, &mut task).await else { return };
            self.plan.with_untracked(|former| keep_decisions(former.as_ref(), &mut plan));
            self.plan.set(Some(plan));
            self.checked.update(|checked| *checked = checked.wrapping_add(1));
            self.imported.set(None);
            self.step.set(WizardStep::Check);
        });
    }

    /// The plan for the database as it is when planning ends; `None` where it was cancelled.
    async fn plan_it(self, app: AppState, table: &Table, task: &mut Task<ImportTask>) -> Option<ImportPlan> {
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

    /// The decision about a possible duplicate.
    pub fn decision(self, row: usize) -> DuplicateDecision {
        self.plan
            .with(|plan| plan.as_ref().and_then(|plan| plan.rows.get(row)).map(|row| row.decision))
            .unwrap_or_default()
    }

    /// The decisions about all possible duplicates.
    pub fn decisions(self) -> Vec<DuplicateDecision> {
        self.plan.with(|plan| {
            let rows = plan.iter().flat_map(|plan| &plan.rows);
            let open = rows.filter(|row| matches!(row.outcome, ImportOutcome::PossibleDuplicate(_)));
            open.map(|row| row.decision).collect()
        })
    }

    /// Decides about possible duplicates.
    pub fn decide(self, rows: &[usize], decision: DuplicateDecision) {
        self.plan.update(|plan| {
            if let Some(plan) = plan {
                rows.iter().for_each(|&row| plan.decide(row, decision));
            }
        });
    }

    /// The number of contacts that the import would add or really change.
    pub fn contacts(self, app: AppState) -> usize {
        self.plan.with(|plan| plan.as_ref().map_or(0, |plan| app.with(|database, _| plan.contacts(database))))
    }

    /// Imports: one change, which can be undone. It can be cancelled until it is saved.
    pub fn import(self, app: AppState) {
        let Some(source) = self.source.get_untracked() else { return };
        let contacts = untrack(|| self.contacts(app));
        let group = self.group_code(app);
        let mut imported = Imported { file: source.name.clone(), contacts, group };
        self.task.run(ImportTask::Importing(contacts), move |mut task| async move {
            let Some(mut prepared) = self.prepare(app, &mut task).await else { return };
            if !task.final_stage(ImportTask::Saving(prepared.contacts)).await {
                return;
            }
            let done = app.commit(|database, _| {
                // Another window may have changed the data since.
                if !prepared.is_current(database) {
                    let anew = |plan: &Option<ImportPlan>| Some(plan.as_ref()?.prepare(database));
                    prepared = self.plan.with_untracked(anew).ok_or(Refusal::Gone)?;
                }
                imported.contacts = prepared.contacts;
                Ok((imported.action(), prepared.change))
            });
            match done {
                Ok(is_change) => {
                    if !is_change {
                        imported.contacts = 0;
                    }
                    app.update_preferences(|it| it.remember_import(source.checksum, clock::now()));
                    self.plan.set(None);
                    self.imported.set(Some(imported));
                    self.step.set(WizardStep::Done);
                }
                Err(refusal) => app.notify_refusal(&refusal),
            }
        });
    }

    /// The change for the database as it is when building ends; `None` where it was cancelled.
    async fn prepare(self, app: AppState, task: &mut Task<ImportTask>) -> Option<Prepared> {
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
        app.preferences().with(|it| it.imported(source.checksum).map(str::to_owned))
    }

    /// Cancels the running task and tells the user.
    pub fn cancel(self, app: AppState) {
        if self.task.cancel() {
            app.notices().show(NoticeKind::Information, Import::of(app.texts().language).cancelled);
        }
    }
}

async fn read_table(
    bytes: &[u8],
    reading: ReadOptions,
    task: &mut Task<ImportTask>,
) -> Result<Option<CsvTable>, ImportFailure> {
    let mut reader = TableReader::new(bytes, reading).map_err(ImportFailure::Table)?;
    while !reader.step(bytes, BYTES).map_err(ImportFailure::Table)? {
        if !task.yield_if_due(reader.share()).await {
            return Ok(None);
        }
    }
    reader.finish().map(Some).map_err(ImportFailure::Table)
}

/// Keeps the decisions about rows that are still possible duplicates.
fn keep_decisions(former: Option<&ImportPlan>, plan: &mut ImportPlan) {
    let Some(former) = former else { return };
    for (row, before) in plan.rows.iter_mut().zip(&former.rows) {
        if row.line == before.line && matches!(row.outcome, ImportOutcome::PossibleDuplicate(_)) {
            row.decision = before.decision;
        }
    }
}

fn is_json(name: &str, bytes: &[u8]) -> bool {
    name.to_ascii_lowercase().ends_with(".json") || bytes.trim_ascii_start().starts_with(b"{\"")
}
