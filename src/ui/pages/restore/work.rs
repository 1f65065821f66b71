//! The backup that is open and what would become of it. It outlives the page, so that leaving
//! and coming back keeps it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::files::ChosenFile;
use crate::domain::action::Action;
use crate::domain::change::Change;
use crate::exchange::csv::plan::Duplicate;
use crate::exchange::json;
use crate::exchange::json::{Backup, JsonError};
use crate::exchange::merge::matching::Merging;
use crate::exchange::merge::plan::{MergePlan, Totals};
use crate::exchange::merge::replace::{Replacement, replacement};
use crate::exchange::protected::Protected;
use crate::i18n::texts::Import;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::state::route::Route;
use crate::ui::pages::common::task::{Task, TaskSlot};

/// Bytes of a backup at most: several times what 100,000 contacts take.
const MAX_BYTES: usize = 256_000_000;
/// Contacts between two looks at the clock.
const CONTACTS: usize = 64;
/// From so many bytes or contacts on, work takes a while.
const LARGE_BYTES: usize = 500_000;
const LARGE_CONTACTS: usize = 2_000;

/// A backup that was read.
pub struct OpenedBackup {
    /// The file's name.
    pub file: String,
    /// What it holds.
    pub backup: Backup,
}

/// Work that takes a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Busy {
    /// A file is read.
    Reading(String),
    /// So many contacts are compared.
    Comparing(usize),
    /// The file is merged, which nothing stops.
    Merging(String),
    /// Everything is replaced by the file, which nothing stops.
    Replacing(String),
}

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It could not be read at all.
    Unreadable,
    /// It is larger than any backup.
    TooLarge {
        /// Its bytes.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// It is no backup that can be opened.
    Json(JsonError),
}

/// The backup that is open, from context. Copies are the same.
#[derive(Clone, Copy)]
pub struct RestoreWork {
    /// What is going on.
    pub task: TaskSlot<Busy>,
    /// One under a passphrase, which is asked for, and its name.
    pub locked: RwSignal<Option<(String, Box<Protected>)>>,
    /// What was read.
    pub opened: RwSignal<Option<Arc<OpenedBackup>>>,
    /// What was wrong with the file chosen last, and its name.
    pub failure: RwSignal<Option<(String, Failure)>>,
    /// What differs is overwritten.
    pub overwrite: RwSignal<bool>,
    /// What merging would do.
    pub plan: RwSignal<Option<MergePlan>>,
    /// What replacing would do.
    pub replacement: RwSignal<Replacement>,
    /// How often it was compared: rows are drawn anew then.
    pub compared: RwSignal<u32>,
    /// The revision of the office that it was compared with, and whether to overwrite.
    compared_with: StoredValue<Option<(u64, bool)>>,
}

impl Default for RestoreWork {
    fn default() -> Self {
        Self {
            task: TaskSlot::default(),
            locked: RwSignal::new(None),
            opened: RwSignal::new(None),
            failure: RwSignal::new(None),
            overwrite: RwSignal::new(false),
            plan: RwSignal::new(None),
            replacement: RwSignal::default(),
            compared: RwSignal::new(0),
            compared_with: StoredValue::new(None),
        }
    }
}

/// The backup that is open.
pub fn use_work() -> RestoreWork {
    expect_context::<RestoreWork>()
}

impl RestoreWork {
    /// Reads a backup and compares it. **What is too large is refused before it is read.**
    pub fn open(self, app: AppState, file: ChosenFile) {
        let name = file.name();
        let bytes = file.bytes();
        if bytes > MAX_BYTES {
            self.failure.set(Some((name, Failure::TooLarge { bytes, limit: MAX_BYTES })));
            return;
        }
        self.task.run(Busy::Reading(name.clone()), move |mut task| async move {
            // Reading has no turns; what goes on must be on the screen before it begins.
            if bytes > LARGE_BYTES && !(task.yield_now(0.0).await && task.yield_now(0.0).await) {
                return;
            }
            let read = match file.read().await {
                Some(bytes) => json::read(&bytes).map_err(Failure::Json),
                None => Err(Failure::Unreadable),
            };
            if !task.is_current() {
                return;
            }
            match read {
                Ok(backup) => self.show(app, Arc::new(OpenedBackup { file: name, backup }), &mut task).await,
                Err(Failure::Json(JsonError::Protected(protected))) => {
                    self.failure.set(None);
                    self.locked.set(Some((name, protected)));
                }
                Err(failure) => self.failure.set(Some((name, failure))),
            }
        });
    }

    /// Compares a backup whose passphrase was right; nothing if the question was put aside.
    pub fn unlock(self, app: AppState, file: String, backup: Option<Backup>) {
        self.locked.set(None);
        let Some(backup) = backup else { return };
        // What may still be compared is another backup, in whose place this one comes.
        self.task.cancel();
        let busy = Busy::Comparing(backup.database.contact_count());
        self.task.run(busy, move |mut task| async move {
            self.show(app, Arc::new(OpenedBackup { file, backup }), &mut task).await;
        });
    }

    async fn show(self, app: AppState, opened: Arc<OpenedBackup>, task: &mut Task<Busy>) {
        self.overwrite.set(false);
        self.plan.set(None);
        let Some((plan, replacement)) = self.compare_it(app, &opened, task).await else { return };
        self.failure.set(None);
        self.take(plan, replacement);
        self.opened.set(Some(opened));
    }

    /// Compares again. What was decided about duplicates is kept.
    pub fn compare(self, app: AppState) {
        let Some(opened) = self.opened.get_untracked() else { return };
        let busy = Busy::Comparing(opened.backup.database.contact_count());
        self.task.run(busy, move |mut task| async move {
            if let Some((plan, replacement)) = self.compare_it(app, &opened, &mut task).await {
                self.take(plan, replacement);
            }
        });
    }

    /// Whether the office is still as it was when it was compared.
    pub fn is_compared(self, app: AppState) -> bool {
        self.compared_with.get_value() == Some((app.revision(), self.overwrite.get_untracked()))
    }

    fn take(self, mut plan: MergePlan, replacement: Replacement) {
        self.plan.with_untracked(|former| keep_decisions(former.as_ref(), &mut plan));
        self.replacement.set(replacement);
        self.plan.set(Some(plan));
        self.compared.update(|compared| *compared = compared.wrapping_add(1));
    }

    /// What would become of it in the office as it is at the end; `None` where it was cancelled.
    async fn compare_it(
        self,
        app: AppState,
        opened: &OpenedBackup,
        task: &mut Task<Busy>,
    ) -> Option<(MergePlan, Replacement)> {
        let file = &opened.backup.database;
        task.begin_stage(Busy::Comparing(file.contact_count()));
        let overwrite = self.overwrite.get_untracked();
        loop {
            let revision = app.revision();
            let mut merging = app.with(|database, _| Merging::new(database, file, overwrite));
            while app.revision() == revision {
                let (done, share) =
                    app.with(|database, _| (merging.step(database, file, CONTACTS), merging.share(database)));
                if done {
                    let replacement = app.with(|database, _| replacement(database, file));
                    self.compared_with.set_value(Some((revision, overwrite)));
                    return Some((merging.finish(), replacement));
                }
                if !task.yield_if_due(share).await {
                    return None;
                }
            }
        }
    }

    /// What is decided about a possible duplicate.
    pub fn decision(self, row: usize) -> Duplicate {
        self.plan
            .with(|plan| plan.as_ref().and_then(|plan| plan.contacts.get(row)).map(|row| row.decision))
            .unwrap_or_default()
    }

    /// What is decided about each possible duplicate.
    pub fn decisions(self) -> Vec<Duplicate> {
        self.plan.with(|plan| {
            let rows = plan.iter().flat_map(|plan| &plan.contacts);
            rows.filter(|row| row.is_possible_duplicate()).map(|row| row.decision).collect()
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

    /// How many contacts become what by merging.
    pub fn totals(self, app: AppState) -> Totals {
        self.read(app, |plan, database, file| plan.totals(database, file)).unwrap_or_default()
    }

    /// Whether merging would change nothing at all.
    pub fn changes_nothing(self, app: AppState) -> bool {
        if self.totals(app).contacts() > 0 {
            return false;
        }
        self.read(app, |plan, database, file| plan.change(database, file).is_nothing()).unwrap_or(true)
    }

    /// Reads the plan together with what it is about, and follows the plan.
    pub fn read<T>(
        self,
        app: AppState,
        read: impl FnOnce(&MergePlan, &crate::domain::database::Database, &crate::domain::database::Database) -> T,
    ) -> Option<T> {
        let opened = self.opened.get_untracked()?;
        self.plan.with(|plan| {
            let plan = plan.as_ref()?;
            Some(app.with(|database, _| read(plan, database, &opened.backup.database)))
        })
    }

    /// Merges: one change, which can be undone.
    pub fn merge(self, app: AppState) {
        let Some(opened) = self.opened.get_untracked() else { return };
        let file = opened.file.clone();
        self.finish(app, Busy::Merging(file.clone()), opened, move |opened| {
            let there = &opened.backup.database;
            app.commit(|database, _| {
                let made = self.plan.with_untracked(|plan| {
                    let plan = plan.as_ref()?;
                    Some((plan.totals(database, there).contacts(), plan.change(database, there)))
                });
                let (contacts, change) = made.ok_or(crate::domain::refusal::Refusal::Gone)?;
                Ok((Action::Merge { file, contacts }, change))
            })
        });
    }

    /// Replaces everything: one change, which can be undone.
    pub fn replace(self, app: AppState) {
        let Some(opened) = self.opened.get_untracked() else { return };
        let file = opened.file.clone();
        self.finish(app, Busy::Replacing(file.clone()), opened, move |opened| {
            let database = opened.backup.database.clone();
            app.commit(|_, _| Ok((Action::Restore { file }, Change::Replace(Box::new(database)))))
        });
    }

    fn finish(
        self,
        app: AppState,
        busy: Busy,
        opened: Arc<OpenedBackup>,
        commit: impl FnOnce(&OpenedBackup) -> Result<bool, crate::domain::refusal::Refusal> + 'static,
    ) {
        self.task.run(busy, move |mut task| async move {
            let is_large = opened.backup.database.contact_count() > LARGE_CONTACTS;
            if is_large && !(task.yield_now(0.0).await && task.yield_now(0.0).await) {
                return;
            }
            match commit(&opened) {
                Ok(_) => {
                    self.close();
                    app.go(Route::Home);
                }
                Err(refusal) => app.notify_refusal(&refusal),
            }
        });
    }

    /// Puts the backup aside.
    pub fn close(self) {
        self.opened.set(None);
        self.plan.set(None);
        self.replacement.set(Replacement::default());
        self.failure.set(None);
    }

    /// Ends what is going on as if it had not begun, and says so.
    pub fn cancel(self, app: AppState) {
        if self.task.cancel() {
            app.notices().show(NoticeKind::Information, Import::of(app.texts().language).cancelled);
        }
    }
}

/// Takes over what was decided about contacts that are still possible duplicates.
fn keep_decisions(former: Option<&MergePlan>, plan: &mut MergePlan) {
    let Some(former) = former else { return };
    for (row, before) in plan.contacts.iter_mut().zip(&former.contacts) {
        if row.outcome == before.outcome && row.theirs == before.theirs {
            row.decision = before.decision;
        }
    }
}
