//! What this window knows of the file, and the work on it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::browser::kept_file;
use crate::browser::timers::Debounce;
use crate::exchange::json;
use crate::i18n::texts::BackupFile;
use crate::state::notices::NoticeKind;
use crate::state::office::Office;
use crate::storage::load::Problem;

/// Milliseconds without a change before the file is written.
const REST: f64 = 10_000.0;
/// As many times as long as writing takes is the rest at least: nobody waits for a large office
/// again and again.
const RESTS_OF_WORK: f64 = 20.0;
/// Rests that changes may cut short before the file is written all the same.
const PATIENCE: f64 = 6.0;

/// How the file stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is being looked for.
    #[default]
    Unknown,
    /// It holds everything, since a moment in ISO form.
    Kept(String),
    /// There are changes, which are written to it in a moment.
    Waiting,
    /// The browser wants a click before the page may write it, as after each start.
    NeedsPermission,
    /// Part of the stored data is damaged: the file may be the better copy, and stays as it is.
    Paused,
    /// It could not be written, for the reason that the browser names.
    Failed(String),
}

/// The file, from context. Copies are the same file.
#[derive(Clone, Copy)]
pub struct FileKeeping {
    /// How it stands.
    pub standing: RwSignal<Standing>,
    /// Its name without its folder.
    pub name: RwSignal<String>,
    wait: StoredValue<Debounce, LocalStorage>,
    /// When the oldest change was made that waits to be written.
    waits_since: StoredValue<Option<f64>>,
    is_busy: StoredValue<bool>,
    /// Milliseconds for which the page stood still at the last writing.
    work: StoredValue<f64>,
    /// Whether a person chose the file in this window: then it may be written over.
    is_chosen: StoredValue<bool>,
}

impl Default for FileKeeping {
    fn default() -> Self {
        Self {
            standing: RwSignal::new(Standing::default()),
            name: RwSignal::new(String::new()),
            wait: StoredValue::new_local(Debounce::default()),
            waits_since: StoredValue::new(None),
            is_busy: StoredValue::new(false),
            work: StoredValue::new(0.0),
            is_chosen: StoredValue::new(false),
        }
    }
}

/// The file that is kept up to date.
#[must_use]
pub fn use_file_keeping() -> FileKeeping {
    expect_context::<FileKeeping>()
}

impl FileKeeping {
    /// Writes the file once nothing has changed for a while.
    pub fn write_soon(self, office: Office) {
        if matches!(self.standing.get_untracked(), Standing::Kept(_)) {
            self.standing.set(Standing::Waiting);
        }
        let now = clock::elapsed();
        let since = self.waits_since.get_value().unwrap_or(now);
        self.waits_since.set_value(Some(since));
        let rest = REST.max(RESTS_OF_WORK * self.work.get_value());
        let rest = if now - since < PATIENCE * rest { rest } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "minutes in milliseconds")]
        let rest = rest as i32;
        self.wait.with_value(|wait| wait.call(rest, move || self.write_now(office)));
    }

    /// Writes the file if anything has changed since it was written.
    pub fn write_now(self, office: Office) {
        if self.is_busy.get_value() {
            // What changed meanwhile is written afterwards.
            return self.write_soon(office);
        }
        self.wait.with_value(Debounce::cancel);
        self.is_busy.set_value(true);
        spawn_local(async move {
            let standing = self.bring_up_to_date(office).await;
            self.is_busy.set_value(false);
            if let Some(standing) = standing {
                self.standing.set(standing);
            }
        });
    }

    /// Asks for permission to write the file, which a click has to precede, and writes it.
    pub fn go_on(self, office: Office) {
        spawn_local(async move {
            if let Some(file) = kept_file::remembered().await
                && file.ask_permission().await
            {
                self.write_now(office);
            }
        });
    }

    /// Lets the person choose a file, and keeps it from now on.
    pub fn choose(self, office: Office) {
        let words = BackupFile::of(office.texts().language);
        spawn_local(async move {
            let chosen = match kept_file::choose("mailroom.json", words.kind).await {
                Ok(Some(file)) => kept_file::remember(&file).await.map(|()| file),
                Ok(None) => return,
                Err(reason) => Err(reason),
            };
            match chosen {
                Ok(file) => {
                    self.name.set(file.name());
                    self.is_chosen.set_value(true);
                    self.standing.set(Standing::Waiting);
                    office.prefer(|it| it.keeps_file = true);
                    self.write_now(office);
                }
                Err(reason) => office.notices().show(NoticeKind::Failure, words.not_chosen(reason)),
            }
        });
    }

    /// Keeps the file no more. It stays on the device as it is.
    pub fn stop(self, office: Office) {
        self.wait.with_value(Debounce::cancel);
        office.prefer(|it| it.keeps_file = false);
        self.standing.set(Standing::default());
        spawn_local(kept_file::forget());
    }

    /// How the file stands after all that can be done now; nothing where it is kept no more.
    async fn bring_up_to_date(self, office: Office) -> Option<Standing> {
        let Some(mut file) = kept_file::remembered().await else {
            // Another window may have stopped it, or the browser lost it.
            office.prefer(|it| it.keeps_file = false);
            return Some(Standing::default());
        };
        self.name.set(file.name());
        let revision = office.revision();
        if let Some((at, written)) = &file.written
            && *written >= revision
        {
            self.waits_since.set_value(None);
            return Some(Standing::Kept(at.clone()));
        }
        let is_damaged =
            office.problems().with_untracked(|it| it.iter().any(|it| matches!(it, Problem::Damaged(_))));
        if is_damaged && !self.is_chosen.get_value() {
            return Some(Standing::Paused);
        }
        if !file.is_permitted().await {
            return Some(Standing::NeedsPermission);
        }
        let (now, begun) = (clock::now(), clock::elapsed());
        // The data and its number at one moment: more may change while the browser writes.
        let (text, revision) = (office.with(|database, _| json::write(database, &now)), office.revision());
        self.work.set_value(clock::elapsed() - begun);
        self.waits_since.set_value(None);
        if let Err(reason) = file.write(&text).await {
            return Some(Standing::Failed(reason));
        }
        file.written = Some((now.clone(), revision));
        if !office.preferences().with_untracked(|it| it.keeps_file) {
            // It was stopped while the browser wrote.
            return None;
        }
        // Where this can't be noted, the file is written once more than needed.
        let _ = kept_file::remember(&file).await;
        office.backed_up(now.clone(), revision);
        Some(if office.revision() == revision { Standing::Kept(now) } else { Standing::Waiting })
    }
}
