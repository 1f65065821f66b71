//! The state of the linked file in this window, and writing it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::browser::linked_file;
use crate::browser::timers::Debounce;
use crate::exchange::json;
use crate::i18n::texts::BackupFile;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::storage::load::Problem;

/// Milliseconds without a change before the file is written.
const REST: f64 = 10_000.0;
/// The rest is at least so many times as long as writing takes, so that large data is not written
/// again and again.
const RESTS_OF_WORK: f64 = 20.0;
/// The number of rests for which further changes can postpone writing.
const MAX_POSTPONED_RESTS: f64 = 6.0;

/// The state of the linked file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LinkState {
    /// It is being read.
    #[default]
    Unknown,
    /// It holds everything, since a time (ISO 8601).
    Kept(String),
    /// Changes wait to be written.
    Waiting,
    /// The browser requires a click before the page may write it, as after each start.
    NeedsPermission,
    /// Part of the stored data is damaged: the file may be the better copy, and stays as it is.
    Paused,
    /// It could not be written, for the reason that the browser names.
    Failed(String),
}

/// The linked file, from context. Copies share it.
#[derive(Clone, Copy)]
pub struct LinkedFile {
    /// Its state.
    pub status: RwSignal<LinkState>,
    /// Its name without its folder.
    pub name: RwSignal<String>,
    wait: StoredValue<Debounce, LocalStorage>,
    /// The time of the oldest change that is not written.
    waits_since: StoredValue<Option<f64>>,
    is_busy: StoredValue<bool>,
    /// Milliseconds for which the last writing blocked the page.
    work: StoredValue<f64>,
    /// Whether the user chose the file in this window, so that it may be overwritten.
    is_chosen: StoredValue<bool>,
}

impl Default for LinkedFile {
    fn default() -> Self {
        Self {
            status: RwSignal::new(LinkState::default()),
            name: RwSignal::new(String::new()),
            wait: StoredValue::new_local(Debounce::default()),
            waits_since: StoredValue::new(None),
            is_busy: StoredValue::new(false),
            work: StoredValue::new(0.0),
            is_chosen: StoredValue::new(false),
        }
    }
}

/// The linked file, from context.
#[must_use]
pub fn use_linked_file() -> LinkedFile {
    expect_context::<LinkedFile>()
}

impl LinkedFile {
    /// Writes the file once nothing has changed for a while.
    pub fn write_soon(self, app: AppState) {
        if matches!(self.status.get_untracked(), LinkState::Kept(_)) {
            self.status.set(LinkState::Waiting);
        }
        let now = clock::elapsed();
        let since = self.waits_since.get_value().unwrap_or(now);
        self.waits_since.set_value(Some(since));
        let rest = REST.max(RESTS_OF_WORK * self.work.get_value());
        let rest = if now - since < MAX_POSTPONED_RESTS * rest { rest } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "minutes in milliseconds")]
        let rest = rest as i32;
        self.wait.with_value(|wait| wait.call(rest, move || self.write_now(app)));
    }

    /// Writes the file if anything has changed since it was written.
    pub fn write_now(self, app: AppState) {
        if self.is_busy.get_value() {
            // Changes of the meantime are written afterwards.
            return self.write_soon(app);
        }
        self.wait.with_value(Debounce::cancel);
        self.is_busy.set_value(true);
        spawn_local(async move {
            let status = self.bring_up_to_date(app).await;
            self.is_busy.set_value(false);
            if let Some(status) = status {
                self.status.set(status);
            }
        });
    }

    /// Asks for permission to write the file, which requires a click, and writes it.
    pub fn go_on(self, app: AppState) {
        spawn_local(async move {
            if let Some(file) = linked_file::remembered().await
                && file.ask_permission().await
            {
                self.write_now(app);
            }
        });
    }

    /// Lets the user choose a file, and links it.
    pub fn choose(self, app: AppState) {
        let words = BackupFile::of(app.texts().language);
        spawn_local(async move {
            let chosen = match linked_file::choose("mailroom.json", words.kind).await {
                Ok(Some(file)) => linked_file::remember(&file).await.map(|()| file),
                Ok(None) => return,
                Err(reason) => Err(reason),
            };
            match chosen {
                Ok(file) => {
                    self.name.set(file.name());
                    self.is_chosen.set_value(true);
                    self.status.set(LinkState::Waiting);
                    app.update_preferences(|it| it.keeps_file = true);
                    self.write_now(app);
                }
                Err(reason) => app.notices().show(NoticeKind::Failure, words.not_chosen(reason)),
            }
        });
    }

    /// Unlinks the file. It stays on the device as it is.
    pub fn stop(self, app: AppState) {
        self.wait.with_value(Debounce::cancel);
        app.update_preferences(|it| it.keeps_file = false);
        self.status.set(LinkState::default());
        spawn_local(linked_file::forget());
    }

    /// Writes the file if possible; returns its state, `None` where it was unlinked meanwhile.
    async fn bring_up_to_date(self, app: AppState) -> Option<LinkState> {
        let Some(mut file) = linked_file::remembered().await else {
            // Another window has unlinked it, or the browser has lost it.
            app.update_preferences(|it| it.keeps_file = false);
            return Some(LinkState::default());
        };
        self.name.set(file.name());
        let revision = app.revision();
        if let Some((at, written)) = &file.written
            && *written >= revision
        {
            self.waits_since.set_value(None);
            return Some(LinkState::Kept(at.clone()));
        }
        // The file may have what this window could not read.
        let lacks = |it: &Problem| matches!(it, Problem::Damaged(_) | Problem::Newer | Problem::Older);
        let is_incomplete = app.problems().with_untracked(|all| all.iter().any(lacks));
        if is_incomplete && !self.is_chosen.get_value() {
            return Some(LinkState::Paused);
        }
        if !file.is_permitted().await {
            return Some(LinkState::NeedsPermission);
        }
        let (now, begun) = (clock::now(), clock::elapsed());
        // Data and revision are read together, as more may change while the browser writes.
        let (text, revision) = (app.with(|database, _| json::write(database, &now)), app.revision());
        self.work.set_value(clock::elapsed() - begun);
        self.waits_since.set_value(None);
        if let Err(reason) = file.write(&text).await {
            return Some(LinkState::Failed(reason));
        }
        file.written = Some((now.clone(), revision));
        if !app.preferences().with_untracked(|it| it.keeps_file) {
            // It was unlinked while the browser wrote.
            return None;
        }
        // Where this fails, the file is written once more than needed.
        let _ = linked_file::remember(&file).await;
        app.record_backup(now.clone(), revision);
        Some(if app.revision() == revision { LinkState::Kept(now) } else { LinkState::Waiting })
    }
}
