//! What goes on in the background so that nothing is lost: numbers for changes, the mirror,
//! folding, and what closed windows have left.

use std::collections::HashSet;
use std::pin::pin;

use futures::future::{Either, select};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::mirror::Mirror;
use crate::browser::own_keys::OwnKeys;
use crate::browser::timers::{Debounce, pause, yield_now};
use crate::browser::{locks, random};
use crate::i18n::wording;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::state::workspace::{UndoError, Workspace};
use crate::storage::entry::Origin;
use crate::storage::key_value::KeyValue;
use crate::storage::replica::Replica;
use crate::storage::replica::whole::Lent;
use crate::storage::store::{Store, Write};
use crate::storage::{far, rescue};

/// The lock under which changes get their numbers, and that for folding.
const NUMBERING_LOCK: &str = "mailroom.numbers";
const COMPACTION_LOCK: &str = "mailroom.folding";
/// After so many milliseconds other windows' writes can be seen, so numbers are certain.
const CONFIRM_AFTER: i32 = 700;
/// Without any change for so many milliseconds, there is time to fold.
const COMPACT_AFTER: i32 = 900;
/// The mirror is not waited for longer than this at the start: some browsers never answer, and on
/// a slow disk it may have the last changes before a crash.
const TIMEOUT: i32 = 5_000;
/// Nor while other windows wait for their numbers.
const SPILL_TIMEOUT: i32 = 20_000;

/// Storage that was opened before anything is drawn.
pub struct OpenedStorage {
    pub(super) workspace: Workspace<OwnKeys>,
    pub(super) keys: OwnKeys,
    pub(super) mirror: Option<Mirror>,
    /// The keys that the mirror had.
    pub(super) mirrored: Vec<String>,
}

/// What the background work holds.
pub(super) struct Persistence {
    mirror: Option<Mirror>,
    numbers: Debounce,
    folding: Debounce,
    is_numbering: bool,
    is_folding: bool,
}

/// Opens what is stored on this device: local storage, and what the mirror has beyond it.
pub async fn open_storage() -> OpenedStorage {
    let keys = OwnKeys::open();
    let store = Store::new(keys);
    let tab = random::hexadecimal(4);
    locks::say_open(&tab);
    // Where local storage is denied, a mirror alone would promise too much.
    let mirror =
        if keys.keys().is_ok() { with_timeout(TIMEOUT, Mirror::open()).await.flatten() } else { None };
    let mut mirrored = Vec::new();
    if let Some(mirror) = &mirror {
        mirrored = with_timeout(TIMEOUT, mirror.keys()).await.flatten().unwrap_or_default();
        match read_from_mirror(mirror, &store, &mirrored, &HashSet::new()).await {
            Some(true) => {}
            // It belongs to a database that is no longer here.
            Some(false) => {
                let writes = mirrored.drain(..).map(Write::Remove).collect();
                // What can't be removed now is found again at the next start.
                let _ = mirror.write(writes).await;
            }
            // What could not be read must not be taken for what is not needed any more.
            None => mirrored.clear(),
        }
    }
    let identity = random::hexadecimal(8);
    let mut workspace = Workspace::open(store, &tab, &identity);
    let damaged = workspace.replica().damaged();
    if let Some(mirror) = mirror.as_ref().filter(|_| mirrored.iter().any(|key| damaged.contains(key))) {
        // It may have them intact. Opening writes nothing, so all can be opened again.
        let store = Store::new(keys);
        if read_from_mirror(mirror, &store, &mirrored, damaged).await.is_none() {
            mirrored.clear();
        }
        workspace = Workspace::open(store, &tab, &identity);
    }
    OpenedStorage { workspace, keys, mirror, mirrored }
}

/// Has a store read what the mirror has beyond it; false where that belongs to another database,
/// `None` where it can't be read.
async fn read_from_mirror(
    mirror: &Mirror,
    store: &Store<OwnKeys>,
    mirrored: &[String],
    damaged: &HashSet<String>,
) -> Option<bool> {
    let texts = mirror.texts(rescue::wanted(store, mirrored, damaged));
    Some(rescue::rescue(store, mirrored, with_timeout(TIMEOUT, texts).await.flatten()?))
}

/// What a future comes to, unless that takes too long.
async fn with_timeout<T>(patience: i32, work: impl Future<Output = T>) -> Option<T> {
    match select(pin!(work), pin!(pause(patience))).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}

impl Persistence {
    pub(super) fn new(mirror: Option<Mirror>) -> Self {
        Self {
            mirror,
            numbers: Debounce::default(),
            folding: Debounce::default(),
            is_numbering: false,
            is_folding: false,
        }
    }

    pub(super) fn has_mirror(&self) -> bool {
        self.mirror.is_some()
    }
}

impl AppState {
    /// Whether a crash of the browser loses nothing: changes are mirrored as soon as they are made.
    #[must_use]
    pub fn has_mirror(self) -> bool {
        self.persistence.with_value(Persistence::has_mirror)
    }

    /// What is done once, behind the first picture.
    pub(super) fn start_persistence(self, mirrored: Vec<String>) {
        let has_mirror = self.has_mirror();
        self.with_replica(|replica| replica.have_mirror(has_mirror));
        spawn_local(async move {
            yield_now().await;
            self.with_replica(Replica::settle);
            let living = locks::open_windows().await.unwrap_or_default();
            self.with_replica(|replica| {
                let mut others = living;
                others.remove(replica.tab());
                replica.history_mut().disown(&others);
                replica.adopt(&others);
            });
            let writes = self.workspace.with_value(|it| rescue::differences(it.replica().store(), &mirrored));
            // What was written meanwhile comes behind.
            self.write_mirror(writes).await;
            self.maintain();
        });
    }

    /// Looks after whatever there is to look after. Called after every change.
    pub(super) fn maintain(self) {
        self.flush();
        let (is_waiting, is_uncertain, needs_folding) = self.workspace.with_value(|workspace| {
            let replica = workspace.replica();
            (replica.is_waiting(), replica.is_uncertain(), replica.needs_folding())
        });
        let is_numbering = self.persistence.with_value(|persistence| persistence.is_numbering);
        if is_waiting && !is_numbering {
            self.persistence.update_value(|persistence| persistence.is_numbering = true);
            spawn_local(async move {
                locks::with(NUMBERING_LOCK, move || self.number()).await;
                self.persistence.try_update_value(|persistence| persistence.is_numbering = false);
                self.flush();
                self.check_later();
            });
        } else if is_uncertain {
            self.check_later();
        } else if needs_folding {
            self.fold_later();
        }
    }

    /// Gives what waits its numbers. What the store has no room for beside what it replaces goes
    /// through the mirror.
    async fn number(self) {
        self.with_replica(Replica::number_waiting);
        let lent = self.workspace.with_value(|workspace| workspace.replica().lend());
        let Some(Lent { mark, writes: lent }) = lent else { return };
        // Behind the attempt to write it, which took back what it wrote.
        let mut writes = self.for_mirror();
        writes.extend(lent);
        let is_done = with_timeout(SPILL_TIMEOUT, self.write_mirror(writes)).await.is_some();
        // Where it failed, there is no mirror any more.
        let is_lent = is_done && self.has_mirror();
        self.with_replica(|replica| {
            if is_lent {
                replica.take_lent(&mark);
            } else {
                replica.have_mirror(false);
                replica.number_waiting();
            }
        });
    }

    fn check_later(self) {
        let check = move || {
            self.with_replica(Replica::check_numbers);
            self.maintain();
        };
        self.persistence.with_value(|persistence| persistence.numbers.call(CONFIRM_AFTER, check));
    }

    fn fold_later(self) {
        let fold = move || {
            if self.persistence.with_value(|persistence| persistence.is_folding) {
                return;
            }
            self.persistence.update_value(|persistence| persistence.is_folding = true);
            spawn_local(async move {
                loop {
                    let more = RwSignal::new(false);
                    locks::with(COMPACTION_LOCK, move || async move {
                        let mut is_more = false;
                        self.with_replica(|replica| is_more = replica.fold());
                        more.set(is_more);
                    })
                    .await;
                    self.flush();
                    if !more.get_untracked() {
                        break;
                    }
                    yield_now().await;
                }
                self.persistence.update_value(|persistence| persistence.is_folding = false);
                self.update_storage_share();
                self.look_for_orphans().await;
            });
        };
        self.persistence.with_value(|persistence| persistence.folding.call(COMPACT_AFTER, fold));
    }

    /// Takes care of what windows left that were closed meanwhile.
    async fn look_for_orphans(self) {
        self.with_replica(Replica::look_for_orphans);
        if let Some(mut living) = locks::open_windows().await {
            self.with_replica(move |replica| {
                living.remove(replica.tab());
                replica.adopt(&living);
            });
        }
    }

    /// Works on the storage, and lets everything that follows the data know.
    pub(super) fn with_replica(self, work: impl FnOnce(&mut Replica<OwnKeys>)) {
        let tables = self.workspace.try_update_value(|workspace| workspace.with_replica(work));
        self.after_background_work(tables.unwrap_or_default());
    }

    /// Hands what was written to the mirror, and ways back that only it has room for.
    fn flush(self) {
        let writes = self.for_mirror();
        if !writes.is_empty() {
            spawn_local(self.write_mirror(writes));
        }
    }

    fn for_mirror(self) -> Vec<Write> {
        let large = self.workspace.try_update_value(|it| {
            let mut large = Vec::new();
            it.with_replica(|replica| large = replica.history_mut().take_large());
            large
        });
        let mut writes = self.workspace.with_value(|it| it.replica().store().take_writes());
        if self.has_mirror() {
            let large = large.unwrap_or_default().into_iter();
            writes.extend(
                large.filter_map(|(origin, back)| Some(Write::Put(far::key(&origin), far::write(&back)?))),
            );
        }
        writes
    }

    async fn write_mirror(self, writes: Vec<Write>) {
        let Some(mirror) = self.persistence.with_value(|persistence| persistence.mirror.clone()) else {
            return;
        };
        if !writes.is_empty() && mirror.write(writes).await.is_none() {
            // It works no more; the state shown says so.
            self.persistence.update_value(|persistence| persistence.mirror = None);
            self.with_replica(|replica| replica.have_mirror(false));
            self.mirror_failed();
        }
    }

    /// Fetches ways back that are too large to be at hand, then does `again`.
    pub(super) fn fetch_ways_back(self, origins: Vec<Origin>, again: impl FnOnce() + 'static) {
        let mirror = self.persistence.with_value(|persistence| persistence.mirror.clone());
        spawn_local(async move {
            let keys = origins.iter().map(far::key).collect();
            let texts = match mirror {
                Some(mirror) => mirror.texts(keys).await.unwrap_or_default(),
                None => Vec::new(),
            };
            let mut found = 0;
            for origin in origins.iter().cloned() {
                let key = far::key(&origin);
                let text = texts.iter().find(|(other, _)| *other == key);
                if let Some(back) = text.and_then(|(_, text)| far::read(text)) {
                    found += 1;
                    self.with_replica(|replica| replica.history_mut().keep_large(origin, back));
                }
            }
            if found == origins.len() {
                again();
            } else {
                self.notices().show(NoticeKind::Failure, self.texts().errors.no_way_back);
            }
        });
    }

    /// Tells why nothing was taken back, or fetches what is needed for it.
    pub(super) fn handle_undo_error(self, reason: UndoError, again: impl FnOnce() + 'static) {
        match reason {
            UndoError::Nothing => {}
            UndoError::NotLoaded(origins) => self.fetch_ways_back(origins, again),
            UndoError::Refused(refusal) => self.notify_refusal(&refusal),
        }
    }

    /// Tells what other windows' work made of this one's.
    pub(super) fn report_conflicts(self) {
        let conflicts = self.workspace.try_update_value(Workspace::take_conflicts).unwrap_or_default();
        let texts = self.texts();
        for (action, refusal) in conflicts.refused {
            let action = wording::action(texts, &action);
            let why = wording::refusal(texts, &refusal);
            self.notices().show(NoticeKind::Failure, texts.storage.refused_later(action, why));
        }
        for moved in conflicts.moved {
            let text = texts.storage.renumbered(moved.from, moved.to);
            self.notices().show(NoticeKind::Information, text);
        }
    }
}
