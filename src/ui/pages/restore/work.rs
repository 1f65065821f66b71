//! The opened backup and its comparison with the database. It outlives the page, so that the user
//! can leave and come back.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::files::ChosenFile;
use crate::domain::action::Action;
use crate::domain::change::Change;
use crate::domain::database::Database;
use crate::domain::refusal::Refusal;
use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::json;
use crate::exchange::json::Backup;
use crate::exchange::json::envelope::JsonError;
use crate::exchange::json::envelope::ProtectedBackup;
use crate::exchange::merge::matching::Merging;
use crate::exchange::merge::plan::MergePlan;
use crate::exchange::merge::restore_diff::{Replacement, replacement};
use crate::exchange::merge::totals::MergeTotals;
use crate::i18n::texts::{Import, Opening};
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::state::route::Route;
use crate::ui::pages::common::task::{Task, TaskSlot};
use crate::ui::pages::restore::state::{OpenedBackup, RestoreFailure, RestoreTask};

/// Bytes of a backup at most: several times what 100,000 contacts take.
const MAX_BYTES: usize = 256_000_000;
/// Contacts that are compared between two checks of the clock.
const CONTACTS: usize = 64;
/// From this size on, a task takes a while.
const LARGE_BYTES: usize = 500_000;
const LARGE_CONTACTS: usize = 2_000;

/// The opened backup, from context. Copies share their signals.
#[derive(Clone, Copy)]
pub struct RestoreWork {
    /// The running task.
    pub task: TaskSlot<RestoreTask>,
    /// The name and content of a backup whose passphrase is asked for.
    pub locked: RwSignal<Option<(String, Box<ProtectedBackup>)>>,
    /// The opened backup.
    pub opened: RwSignal<Option<Arc<OpenedBackup>>>,
    /// The name of the last file that could not be opened, and why.
    pub failure: RwSignal<Option<(String, RestoreFailure)>>,
    /// Values that differ are overwritten.
    pub overwrite: RwSignal<bool>,
    /// The plan of merging.
    pub plan: RwSignal<Option<MergePlan>>,
    /// The differences that replacing would make.
    pub replacement: RwSignal<Replacement>,
    /// The number of comparisons so far. Rows are redrawn when it changes.
    pub compared: RwSignal<u32>,
    /// The revision of the database that it was compared with, and whether to overwrite.
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

/// The opened backup.
pub fn use_work() -> RestoreWork {
    expect_context::<RestoreWork>()
}

impl RestoreWork {
    /// Reads a backup and compares it. **A file that is too large is refused before it is read.**
    pub fn open(self, app: AppState, file: ChosenFile) {
        let name = file.name();
        let bytes = file.bytes();
        if bytes > MAX_BYTES {
            self.failure.set(Some((name, RestoreFailure::TooLarge { bytes, limit: MAX_BYTES })));
            return;
        }
        self.task.run(RestoreTask::Reading(name.clone()), move |mut task| async move {
            // Reading is one step, so the page must show the task before it begins.
            if bytes > LARGE_BYTES && !(task.yield_now(0.0).await && task.yield_now(0.0).await) {
                return;
            }
            let read = match file.read().await {
                Some(bytes) => json::read(&bytes).map_err(RestoreFailure::Json),
                None => Err(RestoreFailure::Unreadable),
            };
            if !task.is_current() {
                return;
            }
            match read {
                Ok(backup) => self.show(app, Arc::new(OpenedBackup { file: name, backup }), &mut task).await,
                Err(RestoreFailure::Json(JsonError::Protected(protected))) => {
                    self.failure.set(None);
                    self.locked.set(Some((name, protected)));
                }
                Err(failure) => self.failure.set(Some((name, failure))),
            }
        });
    }

    /// Compares a backup whose passphrase was right; `None` if the user cancelled.
    pub fn unlock(self, app: AppState, file: String, backup: Option<Backup>) {
        self.locked.set(None);
        let Some(backup) = backup else { return };
        // A running comparison is of another backup, which this one replaces.
        self.task.cancel();
        let busy = RestoreTask::Comparing(backup.database.contact_count());
        self.task.run(busy, move |mut task| async move {
            self.show(app, Arc::new(OpenedBackup { file, backup }), &mut task).await;
        });
    }

    async fn show(self, app: AppState, opened: Arc<OpenedBackup>, task: &mut Task<RestoreTask>) {
        self.overwrite.set(false);
        self.plan.set(None);
        let Some((plan, replacement)) = self.compare_it(app, &opened, task).await else { return };
        self.failure.set(None);
        self.take(plan, replacement);
        self.opened.set(Some(opened));
    }

    /// Compares again. Decisions about duplicates are kept.
    pub fn compare(self, app: AppState) {
        let Some(opened) = self.opened.get_untracked() else { return };
        let busy = RestoreTask::Comparing(opened.backup.database.contact_count());
        self.task.run(busy, move |mut task| async move {
            if let Some((plan, replacement)) = self.compare_it(app, &opened, &mut task).await {
                self.take(plan, replacement);
            }
        });
    }

    /// Whether the database is unchanged since the comparison.
    pub fn is_compared(self, app: AppState) -> bool {
        self.compared_with.get_value() == Some((app.revision(), self.overwrite.get_untracked()))
    }

    fn take(self, mut plan: MergePlan, replacement: Replacement) {
        self.plan.with_untracked(|former| keep_decisions(former.as_ref(), &mut plan));
        self.replacement.set(replacement);
        self.plan.set(Some(plan));
        self.compared.update(|compared| *compared = compared.wrapping_add(1));
    }

    /// The comparison with the database as it is when comparing ends; `None` where it was cancelled.
    async fn compare_it(
        self,
        app: AppState,
        opened: &OpenedBackup,
        task: &mut Task<RestoreTask>,
    ) -> Option<(MergePlan, Replacement)> {
        let file = &opened.backup.database;
        task.begin_stage(RestoreTask::Comparing(file.contact_count()));
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

    /// The decision about a possible duplicate.
    pub fn decision(self, row: usize) -> DuplicateDecision {
        self.plan
            .with(|plan| plan.as_ref().and_then(|plan| plan.contacts.get(row)).map(|row| row.decision))
            .unwrap_or_default()
    }

    /// The decisions about all possible duplicates.
    pub fn decisions(self) -> Vec<DuplicateDecision> {
        self.plan.with(|plan| {
            let rows = plan.iter().flat_map(|plan| &plan.contacts);
            rows.filter(|row| row.is_possible_duplicate()).map(|row| row.decision).collect()
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

    /// The numbers of contacts by result of merging.
    pub fn totals(self, app: AppState) -> MergeTotals {
        self.read(app, |plan, database, file| plan.totals(database, file)).unwrap_or_default()
    }

    /// Whether merging would change nothing.
    pub fn changes_nothing(self, app: AppState) -> bool {
        if self.totals(app).contacts() > 0 {
            return false;
        }
        self.read(app, |plan, database, file| plan.change(database, file).is_nothing()).unwrap_or(true)
    }

    /// Reads the plan together with both databases, and tracks the plan.
    pub fn read<T>(
        self,
        app: AppState,
        read: impl FnOnce(&MergePlan, &Database, &Database) -> T,
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
        self.finish(app, RestoreTask::Merging(file.clone()), opened, move |opened| {
            let there = &opened.backup.database;
            app.commit(|database, _| {
                let made = self.plan.with_untracked(|plan| {
                    let plan = plan.as_ref()?;
                    Some((plan.totals(database, there).contacts(), plan.change(database, there)))
                });
                let (contacts, change) = made.ok_or(Refusal::Gone)?;
                Ok((Action::Merge { file, contacts }, change))
            })
        });
    }

    /// Replaces everything: one change, which can be undone.
    pub fn replace(self, app: AppState) {
        let Some(opened) = self.opened.get_untracked() else { return };
        let file = opened.file.clone();
        self.finish(app, RestoreTask::Replacing(file.clone()), opened, move |opened| {
            let database = opened.backup.database.clone();
            app.commit(|here, _| {
                // Another window may have made it equal since.
                let change = if replacement(here, &database).is_nothing() {
                    Change::nothing()
                } else {
                    Change::Replace(Box::new(database))
                };
                Ok((Action::Restore { file }, change))
            })
        });
    }

    fn finish(
        self,
        app: AppState,
        busy: RestoreTask,
        opened: Arc<OpenedBackup>,
        commit: impl FnOnce(&OpenedBackup) -> Result<bool, Refusal> + 'static,
    ) {
        self.task.run(busy, move |mut task| async move {
            let is_large = opened.backup.database.contact_count() > LARGE_CONTACTS;
            if is_large && !(task.yield_now(0.0).await && task.yield_now(0.0).await) {
                return;
            }
            match commit(&opened) {
                Ok(is_change) => {
                    if !is_change {
                        let nothing = Opening::of(app.texts().language).nothing_to_merge;
                        app.notices().show(NoticeKind::Information, nothing.to_owned());
                    }
                    self.close();
                    app.go(Route::Home);
                }
                Err(refusal) => app.notify_refusal(&refusal),
            }
        });
    }

    /// Closes the backup.
    pub fn close(self) {
        self.opened.set(None);
        self.plan.set(None);
        self.replacement.set(Replacement::default());
        self.failure.set(None);
    }

    /// Cancels the running task and tells the user.
    pub fn cancel(self, app: AppState) {
        if self.task.cancel() {
            app.notices().show(NoticeKind::Information, Import::of(app.texts().language).cancelled);
        }
    }
}

/// Keeps the decisions about contacts that are still possible duplicates.
fn keep_decisions(former: Option<&MergePlan>, plan: &mut MergePlan) {
    let Some(former) = former else { return };
    for (row, before) in plan.contacts.iter_mut().zip(&former.contacts) {
        if row.outcome == before.outcome && row.theirs == before.theirs {
            row.decision = before.decision;
        }
    }
}
