//! Opens the storage, and keeps it in step with the data in the background: changes get their
//! numbers, the mirror gets copies, the journal is folded into the tables, and changes of closed
//! windows are taken over.

use std::collections::HashSet;
use std::pin::pin;

use futures::future::{Either, select};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::mirror::Mirror;
use crate::browser::own_keys::OwnKeys;
use crate::browser::timers::{Debounce, pause, yield_now};
use crate::browser::{locks, random};
use crate::domain::change::Tables;
use crate::state::workspace::Workspace;
use crate::storage::entry::ChangeId;
use crate::storage::key_value::KeyValue;
use crate::storage::replica::Replica;
use crate::storage::replica::outbox::Spill;
use crate::storage::store::{Store, Write};
use crate::storage::{oversized_undo, recovery};

/// The locks for numbering changes and for folding.
const NUMBERING_LOCK: &str = "mailroom.numbers";
const COMPACTION_LOCK: &str = "mailroom.folding";
/// Milliseconds after which writes of other windows are visible, so numbers are certain.
const CONFIRM_AFTER: i32 = 700;
/// Milliseconds without a change after which the journal is folded.
const COMPACT_AFTER: i32 = 900;
/// Milliseconds that the start waits for the mirror. Some browsers never answer; a slow disk does,
/// and may hold the last changes before a crash.
const TIMEOUT: i32 = 5_000;
/// Milliseconds that numbering waits for the mirror, while other windows wait for their numbers.
const SPILL_TIMEOUT: i32 = 20_000;

/// The storage, opened before anything is drawn.
pub struct OpenedStorage {
    pub(super) workspace: Workspace<OwnKeys>,
    pub(super) keys: OwnKeys,
    pub(super) mirror: Option<Mirror>,
    /// The keys that the mirror had.
    pub(super) mirrored: Vec<String>,
}

/// The data with its storage, and the work in the background. Copies share both.
///
/// **It knows no signals:** after each piece of work it calls the function that
/// [`Persistence::start`] was given.
#[derive(Clone, Copy)]
pub(super) struct Persistence {
    workspace: StoredValue<Workspace<OwnKeys>, LocalStorage>,
    work: StoredValue<Work, LocalStorage>,
    on_work: StoredValue<Option<Callback<Tables>>>,
}

/// The state of the work in the background.
struct Work {
    mirror: Option<Mirror>,
    numbering: Debounce,
    compaction: Debounce,
    is_numbering: bool,
    is_compacting: bool,
}

/// Opens local storage, and reads from the mirror what local storage lost.
pub async fn open_storage() -> OpenedStorage {
    let keys = OwnKeys::open();
    let store = Store::new(keys);
    let window = random::hexadecimal(4);
    locks::say_open(&window);
    // Where local storage is denied, a mirror alone is not reliable enough.
    let mirror =
        if keys.keys().is_ok() { with_timeout(TIMEOUT, Mirror::open()).await.flatten() } else { None };
    let mut mirrored = Vec::new();
    if let Some(mirror) = &mirror {
        mirrored = with_timeout(TIMEOUT, mirror.keys()).await.flatten().unwrap_or_default();
        match read_from_mirror(mirror, &store, &mirrored, &HashSet::new()).await {
            Some(true) => {}
            // The mirror belongs to another database.
            Some(false) => {
                let writes = mirrored.drain(..).map(Write::Remove).collect();
                // What cannot be removed now is removed at the next start.
                let _ = mirror.write(writes).await;
            }
            // Unread keys must not count as keys that are no longer needed.
            None => mirrored.clear(),
        }
    }
    let identity = random::hexadecimal(8);
    let mut workspace = Workspace::open(store, &window, &identity);
    let damaged = workspace.replica().damaged();
    if let Some(mirror) = mirror.as_ref().filter(|_| mirrored.iter().any(|key| damaged.contains(key))) {
        // The mirror may have the damaged units intact. Opening writes nothing, so it can be repeated.
        let store = Store::new(keys);
        if read_from_mirror(mirror, &store, &mirrored, damaged).await.is_none() {
            mirrored.clear();
        }
        workspace = Workspace::open(store, &window, &identity);
    }
    OpenedStorage { workspace, keys, mirror, mirrored }
}

/// Reads into the store what only the mirror has; false where the mirror belongs to another
/// database, `None` where it cannot be read.
async fn read_from_mirror(
    mirror: &Mirror,
    store: &Store<OwnKeys>,
    mirrored: &[String],
    damaged: &HashSet<String>,
) -> Option<bool> {
    let texts = mirror.texts(recovery::wanted(store, mirrored, damaged));
    Some(recovery::recover(store, mirrored, with_timeout(TIMEOUT, texts).await.flatten()?))
}

/// The output of a future; `None` after `timeout` milliseconds.
async fn with_timeout<T>(timeout: i32, work: impl Future<Output = T>) -> Option<T> {
    match select(pin!(work), pin!(pause(timeout))).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}

impl Persistence {
    pub(super) fn new(
        workspace: StoredValue<Workspace<OwnKeys>, LocalStorage>,
        mirror: Option<Mirror>,
    ) -> Self {
        let work = Work {
            mirror,
            numbering: Debounce::default(),
            compaction: Debounce::default(),
            is_numbering: false,
            is_compacting: false,
        };
        Self { workspace, work: StoredValue::new_local(work), on_work: StoredValue::new(None) }
    }

    /// Whether changes are mirrored as soon as they are made, so that a crash of the browser loses
    /// none.
    pub(super) fn has_mirror(self) -> bool {
        self.work.with_value(|work| work.mirror.is_some())
    }

    /// Begins the work, after the first paint. From now on `on_work` is called after each piece,
    /// with the tables that it changed. `mirrored` are the keys that the mirror had.
    pub(super) fn start(self, mirrored: Vec<String>, on_work: Callback<Tables>) {
        self.on_work.set_value(Some(on_work));
        let has_mirror = self.has_mirror();
        self.with_replica(|replica| replica.set_mirror(has_mirror));
        spawn_local(async move {
            yield_now().await;
            self.with_replica(Replica::write_recovered);
            let living = locks::open_windows().await.unwrap_or_default();
            self.with_replica(|replica| {
                let mut others = living;
                others.remove(replica.window());
                replica.history_mut().detach_windows(&others);
                replica.adopt(&others);
            });
            let writes =
                self.workspace.with_value(|it| recovery::differences(it.replica().store(), &mirrored));
            // Later writes follow in order.
            self.write_mirror(writes).await;
            self.maintain();
        });
    }

    /// Starts what is due: mirroring, numbering, or folding. Called after every change.
    pub(super) fn maintain(self) {
        self.flush();
        let (has_pending, has_unconfirmed, needs_compaction) = self.workspace.with_value(|workspace| {
            let replica = workspace.replica();
            (replica.has_pending(), replica.has_unconfirmed(), replica.needs_compaction())
        });
        let is_numbering = self.work.with_value(|work| work.is_numbering);
        if has_pending && !is_numbering {
            self.work.update_value(|work| work.is_numbering = true);
            spawn_local(async move {
                locks::with(NUMBERING_LOCK, move || self.number()).await;
                self.work.try_update_value(|work| work.is_numbering = false);
                self.flush();
                self.confirm_later();
            });
        } else if has_unconfirmed {
            self.confirm_later();
        } else if needs_compaction {
            self.compact_later();
        }
    }

    /// Numbers the waiting changes. Where the store has no room for a new version beside the old one,
    /// the new one goes through the mirror.
    async fn number(self) {
        self.with_replica(Replica::sequence_pending);
        let spilled = self.workspace.with_value(|workspace| workspace.replica().spill_to_mirror());
        let Some(Spill { attempt, writes: spilled }) = spilled else { return };
        // After the failed attempt to write it, which removed what it had written.
        let mut writes = self.for_mirror();
        writes.extend(spilled);
        let is_done = with_timeout(SPILL_TIMEOUT, self.write_mirror(writes)).await.is_some();
        // After a failure there is no mirror any more.
        let is_spilled = is_done && self.has_mirror();
        self.with_replica(|replica| {
            if is_spilled {
                replica.spilled(&attempt);
            } else {
                replica.set_mirror(false);
                replica.sequence_pending();
            }
        });
    }

    fn confirm_later(self) {
        let check = move || {
            self.with_replica(Replica::confirm);
            self.maintain();
        };
        self.work.with_value(|work| work.numbering.call(CONFIRM_AFTER, check));
    }

    fn compact_later(self) {
        let compact = move || {
            if self.work.with_value(|work| work.is_compacting) {
                return;
            }
            self.work.update_value(|work| work.is_compacting = true);
            spawn_local(async move {
                loop {
                    let more = RwSignal::new(false);
                    locks::with(COMPACTION_LOCK, move || async move {
                        let mut is_more = false;
                        self.with_replica(|replica| is_more = replica.compact());
                        more.set(is_more);
                    })
                    .await;
                    self.flush();
                    if !more.get_untracked() {
                        break;
                    }
                    yield_now().await;
                }
                self.work.update_value(|work| work.is_compacting = false);
                self.adopt_pending().await;
            });
        };
        self.work.with_value(|work| work.compaction.call(COMPACT_AFTER, compact));
    }

    /// Takes over the changes of windows that were closed meanwhile.
    async fn adopt_pending(self) {
        self.with_replica(Replica::find_foreign_pending);
        if let Some(mut living) = locks::open_windows().await {
            self.with_replica(move |replica| {
                living.remove(replica.window());
                replica.adopt(&living);
            });
        }
    }

    /// Runs a function on the storage, and reports the tables that it changed.
    pub(super) fn with_replica(self, work: impl FnOnce(&mut Replica<OwnKeys>)) {
        let tables = self.workspace.try_update_value(|workspace| workspace.with_replica(work));
        if let Some(on_work) = self.on_work.get_value() {
            on_work.run(tables.unwrap_or_default());
        }
    }

    /// Copies the latest writes into the mirror, and undo records that only it has room for.
    fn flush(self) {
        let writes = self.for_mirror();
        if !writes.is_empty() {
            spawn_local(self.write_mirror(writes));
        }
    }

    fn for_mirror(self) -> Vec<Write> {
        let large = self.workspace.try_update_value(|it| {
            let mut large = Vec::new();
            it.with_replica(|replica| large = replica.history_mut().take_new_oversized());
            large
        });
        let mut writes = self.workspace.with_value(|it| it.replica().store().take_writes());
        if self.has_mirror() {
            let large = large.unwrap_or_default().into_iter();
            writes.extend(large.filter_map(|(origin, back)| {
                Some(Write::Put(oversized_undo::key(&origin), oversized_undo::write(&back)?))
            }));
        }
        writes
    }

    async fn write_mirror(self, writes: Vec<Write>) {
        let Some(mirror) = self.work.with_value(|work| work.mirror.clone()) else {
            return;
        };
        if !writes.is_empty() && mirror.write(writes).await.is_none() {
            self.work.update_value(|work| work.mirror = None);
            self.with_replica(|replica| replica.set_mirror(false));
        }
    }

    /// Loads the undo records of these changes, which only the mirror has room for; false where one
    /// is not found.
    pub(super) async fn load_undo(self, origins: Vec<ChangeId>) -> bool {
        let mirror = self.work.with_value(|work| work.mirror.clone());
        let keys = origins.iter().map(oversized_undo::key).collect();
        let texts = match mirror {
            Some(mirror) => mirror.texts(keys).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let mut found = 0;
        for origin in origins.iter().cloned() {
            let key = oversized_undo::key(&origin);
            let text = texts.iter().find(|(other, _)| *other == key);
            if let Some(back) = text.and_then(|(_, text)| oversized_undo::read(text)) {
                found += 1;
                self.with_replica(|replica| replica.history_mut().keep_oversized(origin, back));
            }
        }
        found == origins.len()
    }
}
