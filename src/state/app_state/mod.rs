//! What pages get from context: the data behind signals, and the only way to change it.

mod backup;
mod choices;
mod navigation;
mod undo;

use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::events::Listener;
use crate::browser::own_keys::OwnKeys;
use crate::browser::timers::Debounce;
use crate::browser::{clock, events, local_storage, location, theme, update};
use crate::domain::action::Action;
use crate::domain::change::{Change, Tables};
use crate::domain::database::Database;
use crate::domain::refusal::Refusal;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::query::finder::Finder;
use crate::query::index::Index;
use crate::state::erase::{ERASED, erase_storage, restart};
use crate::state::notices::{NoticeKind, Notices};
use crate::state::persistence::{OpenedStorage, Persistence};
use crate::state::preferences;
use crate::state::preferences::Preferences;
use crate::state::route::Address;
use crate::state::workspace::Workspace;
use crate::storage::key::RecordKey;
use crate::storage::load::Problem;
use crate::storage::replica::Replica;
use crate::storage::replica::status::Saving;

/// A table whose changes a page can follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Contacts and their assignments.
    Contacts,
    /// Code lists.
    Codes,
    /// Segments.
    Segments,
}

/// The running app, from context. Copies share its state.
#[derive(Clone, Copy)]
pub struct AppState {
    workspace: StoredValue<Workspace<OwnKeys>, LocalStorage>,
    persistence: Persistence,
    mirror_works: RwSignal<bool>,
    revisions: [RwSignal<u32>; 3],
    saving: RwSignal<Saving>,
    /// Whether closing the page loses changes. A signal, as the workspace may be borrowed when the
    /// page is closed.
    is_ahead: RwSignal<bool>,
    saved_at: RwSignal<String>,
    storage_share: RwSignal<f64>,
    changes: Trigger,
    undoable: RwSignal<Option<Action>>,
    redoable: RwSignal<Option<Action>>,
    notices: Notices,
    problems: RwSignal<Vec<Problem>>,
    update_waits: RwSignal<bool>,
    address: RwSignal<Address>,
    preferences: RwSignal<Preferences>,
    texts: RwSignal<&'static Texts>,
    drafts: StoredValue<HashMap<String, String>>,
    keys: StoredValue<OwnKeys, LocalStorage>,
    preparing: StoredValue<Debounce, LocalStorage>,
    listeners: StoredValue<Vec<Listener>, LocalStorage>,
}

/// The running app, from context.
#[must_use]
pub fn use_app_state() -> AppState {
    expect_context::<AppState>()
}

impl AppState {
    /// Makes the app of an opened storage; listens to other windows and to the address bar.
    #[must_use]
    pub fn new(texts: &'static Texts, opened: OpenedStorage) -> Self {
        let OpenedStorage { mut workspace, keys, mirror, mirrored } = opened;
        let problems = workspace.take_problems();
        let saving = workspace.saving().clone();
        let is_ahead = workspace.replica().is_ahead();
        let share = workspace.replica().store().share();
        let workspace = StoredValue::new_local(workspace);
        let mirror_works = mirror.is_some();
        let app = Self {
            saving: RwSignal::new(saving),
            is_ahead: RwSignal::new(is_ahead),
            storage_share: RwSignal::new(share),
            workspace,
            mirror_works: RwSignal::new(mirror_works),
            persistence: Persistence::new(workspace, mirror),
            revisions: std::array::from_fn(|_| RwSignal::new(0)),
            saved_at: RwSignal::new(clock::now()),
            changes: Trigger::new(),
            undoable: RwSignal::new(None),
            redoable: RwSignal::new(None),
            notices: Notices::new(),
            problems: RwSignal::new(problems),
            update_waits: RwSignal::new(update::is_ready()),
            address: RwSignal::new(Address::parse(&location::hash())),
            preferences: RwSignal::new(Preferences::read(&keys)),
            texts: RwSignal::new(texts),
            drafts: StoredValue::new(HashMap::new()),
            keys: StoredValue::new_local(keys),
            preparing: StoredValue::new_local(Debounce::default()),
            listeners: StoredValue::new_local(Vec::new()),
        };
        app.listen();
        app.apply_preferences();
        app.update_signals(Tables::default());
        app.persistence.start(mirrored, Callback::new(move |tables| app.after_background_work(tables)));
        app
    }

    fn listen(self) {
        let mut listeners = location::watch(move |hash| {
            let address = Address::parse(&hash);
            if self.address.with_untracked(|present| *present != address) {
                self.address.set(address);
            }
        });
        listeners.extend(events::on_storage(move |key| match key.as_deref().map(local_storage::own_key) {
            // A key of another program.
            Some(None) => {}
            Some(Some(ERASED)) => {
                self.freeze();
                restart();
            }
            Some(Some(preferences::KEY)) => self.reload_preferences(),
            // An event without a key means that the whole storage was emptied.
            None => self.with_replica(Replica::pull),
            Some(Some(key)) => match RecordKey::parse(key) {
                Some(RecordKey::Log(number)) => self.with_replica(|replica| replica.handle_entry(number)),
                Some(RecordKey::Manifest) => self.with_replica(Replica::pull),
                _ => {}
            },
        }));
        listeners.extend(events::guard_leaving(move || self.is_ahead.get_untracked()));
        listeners.extend(update::on_ready(move || self.update_waits.set(true)));
        listeners.extend(theme::watch_device(move |_| self.apply_preferences()));
        self.listeners.set_value(listeners);
    }

    /// Whether a newer version of the program waits for a reload; follows changes.
    pub fn update_waits(self) -> bool {
        self.update_waits.get()
    }

    /// Reads the data. Follow its changes with [`AppState::track`].
    pub fn with<T>(self, read: impl FnOnce(&Database, &Index) -> T) -> T {
        self.with_finder(|database, finder| read(database, finder.index()))
    }

    /// As [`AppState::with`], for what searches or sorts contacts.
    pub fn with_finder<T>(self, read: impl FnOnce(&Database, &Finder) -> T) -> T {
        self.workspace.with_value(|workspace| read(workspace.database(), workspace.finder()))
    }

    /// Makes the running effect, memo or view run again when the table changes.
    pub fn track(self, table: Table) {
        if let Some(revision) = self.revisions.get(table as usize) {
            revision.track();
        }
    }

    /// Makes the running effect, memo or view run again when any table changes.
    pub fn track_all(self) {
        for revision in self.revisions {
            revision.track();
        }
    }

    /// Reads the data, following all tables.
    pub fn watch<T>(self, read: impl FnOnce(&Database, &Index) -> T) -> T {
        self.track_all();
        self.with(read)
    }

    /// **The only way to change data.** `build` makes a change of the newest data and names it. The
    /// change is applied, saved, can be undone, and is shown in a notice unless it edits one field.
    /// `Ok(false)` where there was nothing to change.
    ///
    /// # Errors
    /// The refusal; then nothing changed. The caller shows it beside the field.
    pub fn commit(
        self,
        build: impl FnOnce(&Database, &Index) -> Result<(Action, Change), Refusal>,
    ) -> Result<bool, Refusal> {
        let history_point = self.history_point();
        let done = self
            .workspace
            .try_update_value(|workspace| workspace.commit(history_point, build))
            .unwrap_or(Err(Refusal::Gone))?;
        self.after_change(done.tables);
        if done.changed {
            let action = self.undoable.get_untracked();
            if matches!(action, Some(Action::Restore { .. })) {
                // The drafts belong to records that no longer exist.
                self.drafts.update_value(HashMap::clear);
            }
            if let Some(action) = &action {
                self.request_persistence(action);
            }
            match action {
                Some(action) if !is_edit(&action) => {
                    self.notices.show(NoticeKind::Done, wording::action(self.texts(), &action));
                }
                _ => self.notices.dismiss_undo(),
            }
        }
        Ok(done.changed)
    }

    /// Like [`AppState::commit`], for changes without a field: a refusal is shown in a notice.
    pub fn commit_or_notify(
        self,
        build: impl FnOnce(&Database, &Index) -> Result<(Action, Change), Refusal>,
    ) -> bool {
        match self.commit(build) {
            Ok(changed) => changed,
            Err(refusal) => {
                self.notify_refusal(&refusal);
                false
            }
        }
    }

    /// Shows a refusal in a notice.
    pub fn notify_refusal(self, refusal: &Refusal) {
        self.notices.show(NoticeKind::Failure, wording::refusal(self.texts(), refusal));
    }

    /// Whether what is in memory is saved.
    #[must_use]
    pub fn saving(self) -> ReadSignal<Saving> {
        self.saving.read_only()
    }

    /// The time of the last save, as ISO 8601.
    #[must_use]
    pub fn saved_at(self) -> ReadSignal<String> {
        self.saved_at.read_only()
    }

    /// The used share of local storage, from 0 to 1.
    #[must_use]
    pub fn storage_share(self) -> ReadSignal<f64> {
        self.storage_share.read_only()
    }

    /// Problems found in the store.
    #[must_use]
    pub fn problems(self) -> ReadSignal<Vec<Problem>> {
        self.problems.read_only()
    }

    /// The damaged units as stored, as a JSON object by key.
    #[must_use]
    pub fn damaged_as_json(self) -> String {
        self.workspace.with_value(|it| it.replica().damaged_as_json())
    }

    /// Removes the damaged units; the user has saved them to a file.
    pub fn remove_damaged(self) {
        self.with_replica(Replica::remove_damaged);
        self.problems.update(|all| all.retain(|it| !matches!(it, Problem::Damaged(_))));
        self.persistence.maintain();
    }

    /// The stored data as a JSON object by key, where its format is too old to be read.
    #[must_use]
    pub fn older_as_json(self) -> Option<String> {
        self.workspace.with_value(|it| it.replica().older_as_json())
    }

    /// Removes the stored data whose format is too old to be read, so that this window can save; the
    /// user has saved it to a file. Returns whether the browser removed it.
    pub fn remove_older(self) -> bool {
        let mut done = false;
        self.with_replica(|replica| done = replica.remove_older().is_ok());
        if done {
            self.problems.update(|all| all.retain(|it| *it != Problem::Older));
        }
        self.after_change(Tables::default());
        done
    }

    /// Tries again to save changes that are in memory only.
    pub fn save(self) {
        self.workspace.try_update_value(Workspace::save);
        self.after_change(Tables::default());
    }

    /// Whether changes are mirrored, so that a crash of the browser loses none.
    #[must_use]
    pub fn mirror_works(self) -> ReadSignal<bool> {
        self.mirror_works.read_only()
    }

    /// The notices of this window.
    #[must_use]
    pub fn notices(self) -> Notices {
        self.notices
    }

    /// The number of the newest change. **It only grows,** also over reloads.
    #[must_use]
    pub fn revision(self) -> u64 {
        self.workspace.with_value(Workspace::revision)
    }

    /// Deletes all that Mailroom stores in this browser, settings included, and restarts. It cannot
    /// be undone.
    pub fn erase_everything(self) {
        self.freeze();
        spawn_local(erase_storage());
    }

    /// Stops writing, and lets the window close without a question.
    fn freeze(self) {
        self.preparing.with_value(Debounce::cancel);
        self.with_replica(Replica::freeze);
        self.saving.set(Saving::Saved);
    }

    /// Notifies what follows the data, and starts work in the background.
    fn after_change(self, tables: Tables) {
        self.update_signals(tables);
        self.persistence.maintain();
        // The first search then finds its index ready.
        let prepare = move || self.with(|database, index| index.prepare(database));
        self.preparing.with_value(|preparing| preparing.call(500, prepare));
    }

    /// Runs a function on the storage, and notifies what follows the data.
    fn with_replica(self, work: impl FnOnce(&mut Replica<OwnKeys>)) {
        self.persistence.with_replica(work);
    }

    /// Notifies what follows the data, after work in the background.
    fn after_background_work(self, tables: Tables) {
        self.report_conflicts();
        self.update_signals(tables);
    }

    fn update_signals(self, tables: Tables) {
        self.workspace.with_value(|workspace| {
            if self.saving.with_untracked(|saving| saving != workspace.saving()) {
                self.saving.set(workspace.saving().clone());
            }
            self.is_ahead.set(workspace.replica().is_ahead());
            let undo = workspace.history().next_undo().map(|about| about.action.clone());
            let redo = workspace.history().next_redo().map(|about| about.action.clone());
            for (signal, newest) in [(self.undoable, undo), (self.redoable, redo)] {
                if signal.with_untracked(|shown| *shown != newest) {
                    signal.set(newest);
                }
            }
        });
        let problems = self.workspace.try_update_value(Workspace::take_problems).unwrap_or_default();
        if !problems.is_empty() {
            self.problems.update(|all| all.extend(problems));
        }
        self.changes.notify();
        if self.saving.with_untracked(|saving| *saving == Saving::Saved) {
            self.saved_at.set(clock::now());
        }
        let changed = [tables.contacts, tables.codes, tables.segments];
        for (revision, changed) in self.revisions.iter().zip(changed) {
            if changed {
                revision.update(|revision| *revision = revision.wrapping_add(1));
            }
        }
        let mirror_works = self.persistence.has_mirror();
        if self.mirror_works.get_untracked() != mirror_works {
            self.mirror_works.set(mirror_works);
        }
        let share = self.workspace.with_value(|workspace| workspace.replica().store().share());
        if (self.storage_share.get_untracked() - share).abs() > f64::EPSILON {
            self.storage_share.set(share);
        }
    }
}

/// Whether an action edits one field, which itself shows the result.
fn is_edit(action: &Action) -> bool {
    matches!(action, Action::EditContact { .. } | Action::EditCode { .. } | Action::EditSegment { .. })
}
