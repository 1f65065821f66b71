//! What pages get from context: the data behind signals, and the one door for changes.

use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::erase::{ERASED, start_anew};
use super::keeping::{Keeping, Opened};
use super::notices::{NoticeKind, Notices};
use super::preferences::{self, Preferences, Theme};
use super::route::{Address, Route};
use super::workspace::{Moment, NotShifted, Shifted, Workspace};
use crate::browser::events::Listener;
use crate::browser::own_keys::OwnKeys;
use crate::browser::timers::Debounce;
use crate::browser::{clock, document, events, local_storage, location, theme, update};
use crate::domain::{Action, Change, ContactId, Database, Refusal, SegmentId, Tables};
use crate::i18n::{self, Language, MissingPart, Texts, wording};
use crate::query::{Alphabet, Index};
use crate::storage::{About, Key, Origin, Problem, Replica, Saving};

/// A table whose changes a page follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Contacts and their assignments.
    Contacts,
    /// Code lists.
    Codes,
    /// Segments.
    Segments,
}

/// The running app, from context. Copies are the same office.
#[derive(Clone, Copy)]
pub struct Office {
    pub(super) workspace: StoredValue<Workspace<OwnKeys>, LocalStorage>,
    pub(super) keeping: StoredValue<Keeping, LocalStorage>,
    mirror_works: RwSignal<bool>,
    revisions: [RwSignal<u32>; 3],
    saving: RwSignal<Saving>,
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

/// The office of this page.
#[must_use]
pub fn use_office() -> Office {
    expect_context::<Office>()
}

impl Office {
    /// The office in storage that was opened; listens to other windows and to the address bar.
    #[must_use]
    pub fn new(texts: &'static Texts, opened: Opened) -> Self {
        let Opened { mut workspace, keys, mirror, mirrored } = opened;
        let problems = workspace.take_problems();
        let office = Self {
            saving: RwSignal::new(workspace.saving().clone()),
            storage_share: RwSignal::new(workspace.replica().store().share()),
            workspace: StoredValue::new_local(workspace),
            mirror_works: RwSignal::new(mirror.is_some()),
            keeping: StoredValue::new_local(Keeping::new(mirror)),
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
        office.listen();
        office.show_preferences();
        office.show_state(Tables::default());
        office.begin_keeping(mirrored);
        office
    }

    fn listen(self) {
        let mut listeners = location::watch(move |hash| {
            let address = Address::parse(&hash);
            if self.address.with_untracked(|present| *present != address) {
                self.address.set(address);
            }
        });
        listeners.extend(events::on_storage(move |key| match key.as_deref().map(local_storage::own_key) {
            // Another program's.
            Some(None) => {}
            Some(Some(ERASED)) => {
                self.hold_still();
                start_anew();
            }
            Some(Some(preferences::KEY)) => self.prefer_as_remembered(),
            // Without a key the whole storage was emptied.
            None => self.storing(Replica::catch_up),
            Some(Some(key)) => match Key::parse(key) {
                Some(Key::Log(number)) => self.storing(|replica| replica.see_entry(number)),
                Some(Key::Head) => self.storing(Replica::catch_up),
                _ => {}
            },
        }));
        listeners
            .extend(events::guard_leaving(move || matches!(self.saving.get_untracked(), Saving::Unsaved(_))));
        listeners.extend(update::on_ready(move || self.update_waits.set(true)));
        listeners.extend(theme::watch_device(move |_| self.show_preferences()));
        self.listeners.set_value(listeners);
    }

    /// Whether a newer version of the program waits for a reload.
    pub fn update_waits(self) -> bool {
        self.update_waits.get()
    }

    /// Reads the data. Follow its changes with [`Office::track`].
    pub fn with<T>(self, read: impl FnOnce(&Database, &Index) -> T) -> T {
        self.workspace.with_value(|workspace| read(workspace.database(), workspace.index()))
    }

    /// Makes the running effect, memo or view run again when the table changes.
    pub fn track(self, table: Table) {
        if let Some(revision) = self.revisions.get(table as usize) {
            revision.track();
        }
    }

    /// Reads the data, following all tables.
    pub fn watch<T>(self, read: impl FnOnce(&Database, &Index) -> T) -> T {
        for revision in self.revisions {
            revision.track();
        }
        self.with(read)
    }

    /// **The one door for changes.** `build` works the change out on the newest data and names
    /// it; the change is made, saved, can be undone, and is told in a notice unless it is a
    /// single field's. `Ok(false)` where there was nothing to change.
    ///
    /// # Errors
    /// The refusal; then nothing changed. Wording it is the caller's, beside what was typed.
    pub fn commit(
        self,
        build: impl FnOnce(&Database, &Index) -> Result<(Action, Change), Refusal>,
    ) -> Result<bool, Refusal> {
        let moment = self.moment();
        let done = self
            .workspace
            .try_update_value(|workspace| workspace.commit(moment, build))
            .unwrap_or(Err(Refusal::Gone))?;
        self.announce(done.tables);
        if done.changed {
            let action = self.undoable.get_untracked();
            if matches!(action, Some(Action::Restore { .. })) {
                // They belong to records that are no longer there.
                self.drafts.update_value(HashMap::clear);
            }
            if let Some(action) = &action {
                self.ask_to_keep(action);
            }
            match action {
                Some(action) if !is_edit(&action) => {
                    self.notices.show(NoticeKind::Done, wording::action(self.texts(), &action));
                }
                _ => self.notices.forget_undo(),
            }
        }
        Ok(done.changed)
    }

    /// As [`Office::commit`], telling a refusal in a notice, where no field stands beside it.
    pub fn commit_or_tell(
        self,
        build: impl FnOnce(&Database, &Index) -> Result<(Action, Change), Refusal>,
    ) -> bool {
        match self.commit(build) {
            Ok(changed) => changed,
            Err(refusal) => {
                self.tell_refusal(&refusal);
                false
            }
        }
    }

    /// Words a refusal in a notice.
    pub fn tell_refusal(self, refusal: &Refusal) {
        self.notices.show(NoticeKind::Failure, wording::refusal(self.texts(), refusal));
    }

    /// Where and when something is done now.
    fn moment(self) -> Moment {
        Moment { place: self.address.with_untracked(Address::hash), at: clock::now() }
    }

    /// What was done in all windows, newest first, and whether it counts: what was taken back
    /// doesn't, nor does taking back.
    #[must_use]
    pub fn history(self) -> Vec<(About, bool)> {
        self.changes.track();
        self.workspace.with_value(|it| {
            let history = it.history();
            let counts = history.standing();
            history
                .all()
                .rev()
                .map(|past| (past.about.clone(), counts.contains(&past.about.origin)))
                .collect()
        })
    }

    /// The changes that count, newest first, with when they were made (ISO 8601).
    #[must_use]
    pub fn recent_changes(self, limit: usize) -> Vec<(Action, String)> {
        let standing = self.history().into_iter().filter(|(_, counts)| *counts);
        standing.take(limit).map(|(about, _)| (about.action, about.at)).collect()
    }

    /// Takes the newest change back and shows the place that changed.
    pub fn undo(self) {
        let on_show = self.record_on_show();
        let result = self.workspace.try_update_value(|it| it.undo(clock::now()));
        self.went(on_show, result, |texts, action| texts.actions.undone(action), move || self.undo());
    }

    /// Makes the change again that was taken back last, and shows the place.
    pub fn redo(self) {
        let on_show = self.record_on_show();
        let result = self.workspace.try_update_value(|it| it.redo(clock::now()));
        self.went(on_show, result, |texts, action| texts.actions.redone(action), move || self.redo());
    }

    /// Goes back to how everything was before a change of the history was made.
    pub fn go_back_before(self, origin: Origin) {
        let moment = self.moment();
        let result = self.workspace.try_update_value(|it| it.go_back_before(&origin, moment));
        match result {
            Some(Ok(done)) => {
                self.announce(done.tables);
                if let Some(action) = self.undoable.get_untracked() {
                    self.notices.show(NoticeKind::Done, wording::action(self.texts(), &action));
                }
            }
            Some(Err(reason)) => self.not_shifted(reason, move || self.go_back_before(origin)),
            None => {}
        }
    }

    fn went(
        self,
        on_show: Option<Record>,
        result: Option<Result<Shifted, NotShifted>>,
        word: impl FnOnce(&Texts, String) -> String,
        again: impl FnOnce() + 'static,
    ) {
        match result {
            Some(Ok(Shifted { action, place, tables })) => {
                self.announce(tables);
                let place = Address::parse(&place);
                if on_show.is_some() && self.record(&place.route) == on_show {
                    // It has another No. now; a step of history would leave one behind that leads nowhere.
                    self.show_number(place.route);
                } else if self.address.with_untracked(|address| address.route != place.route)
                    && self.is_there(&place.route)
                {
                    self.go(place);
                }
                let text = word(self.texts(), wording::action(self.texts(), &action));
                self.notices.forget_undo();
                self.notices.show(NoticeKind::Information, text);
            }
            Some(Err(reason)) => self.not_shifted(reason, again),
            None => {}
        }
    }

    /// Whether a page's record is there, so that undoing "new contact" doesn't lead to its card.
    fn is_there(self, route: &Route) -> bool {
        match route {
            Route::Contact(_) | Route::Segment(_) => self.record(route).is_some(),
            Route::NewContact => false,
            _ => true,
        }
    }

    fn record_on_show(self) -> Option<Record> {
        self.address.with_untracked(|address| self.record(&address.route))
    }

    /// The record that a page shows, if it is there.
    fn record(self, route: &Route) -> Option<Record> {
        self.with(|database, _| match route {
            Route::Contact(number) => database.find_contact(number).map(Record::Contact),
            Route::Segment(number) => database.find_segment(number).map(Record::Segment),
            _ => None,
        })
    }

    /// What undo would take back.
    #[must_use]
    pub fn undoable(self) -> ReadSignal<Option<Action>> {
        self.undoable.read_only()
    }

    /// What redo would make again.
    #[must_use]
    pub fn redoable(self) -> ReadSignal<Option<Action>> {
        self.redoable.read_only()
    }

    /// Whether what is in memory is saved.
    #[must_use]
    pub fn saving(self) -> ReadSignal<Saving> {
        self.saving.read_only()
    }

    /// When it was last saved, as ISO 8601.
    #[must_use]
    pub fn saved_at(self) -> ReadSignal<String> {
        self.saved_at.read_only()
    }

    /// How much of local storage the app uses of what it can have, from 0 to 1.
    #[must_use]
    pub fn storage_share(self) -> ReadSignal<f64> {
        self.storage_share.read_only()
    }

    /// What was wrong with the store when it was opened.
    #[must_use]
    pub fn problems(self) -> ReadSignal<Vec<Problem>> {
        self.problems.read_only()
    }

    /// The units that are damaged, as they stand in the store, in a JSON object by key.
    #[must_use]
    pub fn damaged_as_json(self) -> String {
        self.workspace.with_value(|it| it.replica().damaged_as_json())
    }

    /// Removes damaged units, because the person has them in a file.
    pub fn remove_damaged(self) {
        self.storing(Replica::remove_damaged);
        self.problems.update(|all| all.retain(|it| !matches!(it, Problem::Damaged(_))));
        self.keep();
    }

    /// Tries again to save what is in memory only.
    pub fn save(self) {
        self.workspace.try_update_value(Workspace::save);
        self.announce(Tables::default());
    }

    /// Whether a crash of the browser loses nothing.
    #[must_use]
    pub fn mirror_works(self) -> ReadSignal<bool> {
        self.mirror_works.read_only()
    }

    pub(super) fn mirror_failed(self) {
        self.mirror_works.set(false);
    }

    /// Toasts.
    #[must_use]
    pub fn notices(self) -> Notices {
        self.notices
    }

    /// Where the user is.
    #[must_use]
    pub fn address(self) -> ReadSignal<Address> {
        self.address.read_only()
    }

    /// Goes to a page, as a new step of the browser's history.
    pub fn go(self, address: impl Into<Address>) {
        let address = address.into();
        if self.address.with_untracked(|present| *present != address) {
            location::push_hash(&address.hash());
            self.address.set(address);
        }
    }

    /// Goes to the card of a contact, if it is there.
    pub fn go_to_contact(self, contact: ContactId) {
        let number = self.with(|database, _| Some(database.contact(contact)?.number.clone()));
        if let Some(number) = number {
            self.go(Route::Contact(number));
        }
    }

    /// Writes what the page is set to into the address, without a step of history.
    pub fn adjust(self, address: Address) {
        if self.address.with_untracked(|present| *present != address) {
            location::replace_hash(&address.hash());
            self.address.set(address);
        }
    }

    /// Writes the No. that the record on show has now into the address and the page's title,
    /// without a step of history.
    ///
    /// **Nobody who follows the address hears of it:** the record's page stays as it is, with the
    /// focus and with what is being typed.
    pub fn show_number(self, route: Route) {
        let (Route::Contact(number) | Route::Segment(number)) = &route else { return };
        let mut address = self.address.write_untracked();
        if std::mem::discriminant(&address.route) != std::mem::discriminant(&route) {
            // Its page is about to go.
            return;
        }
        document::set_title(&format!("{number} · {}", self.texts().common.product));
        if address.route != route {
            address.route = route;
            location::replace_hash(&address.hash());
        }
    }

    /// The texts in the language in use.
    #[must_use]
    pub fn texts(self) -> &'static Texts {
        self.texts.get_untracked()
    }

    /// The texts in the language in use, for what follows a change of the language.
    #[must_use]
    pub fn texts_in_use(self) -> ReadSignal<&'static Texts> {
        self.texts.read_only()
    }

    /// Changes the language and remembers it. Where its texts can't be downloaded, the language
    /// in use stays, and a notice says so.
    pub fn speak(self, language: Language) {
        let former = self.preferences.with_untracked(|it| it.language.clone());
        self.prefer(|it| it.language = Some(language.code().to_owned()));
        spawn_local(async move {
            let texts = i18n::load(language).await;
            if self.preferences.with_untracked(Preferences::language) != language {
                // Another one was chosen meanwhile.
                return;
            }
            match texts {
                Ok(texts) => self.texts.set(texts),
                Err(_) => {
                    self.prefer(|it| it.language = former);
                    let words = MissingPart::of(self.texts().language);
                    self.notices.show(NoticeKind::Failure, words.text.to_owned());
                }
            }
            self.show_preferences();
        });
    }

    /// The alphabet that lists are sorted by in the language in use.
    #[must_use]
    pub fn alphabet(self) -> Alphabet {
        match self.texts().language {
            Language::Norwegian | Language::Danish => Alphabet::Nordic,
            Language::English | Language::Dutch | Language::French => Alphabet::Root,
        }
    }

    /// What this device's user prefers.
    #[must_use]
    pub fn preferences(self) -> ReadSignal<Preferences> {
        self.preferences.read_only()
    }

    /// Changes what this device's user prefers, and remembers it.
    pub fn prefer(self, change: impl FnOnce(&mut Preferences)) {
        let remembered = self.keys.with_value(Preferences::remembered);
        self.preferences.update(|it| {
            // Another window may have changed something else meanwhile.
            if let Some(remembered) = remembered {
                *it = remembered;
            }
            change(it);
        });
        self.keys.with_value(|keys| self.preferences.with_untracked(|it| it.write(keys)));
        self.show_preferences();
    }

    /// Takes over what another window has chosen.
    fn prefer_as_remembered(self) {
        if let Some(remembered) = self.keys.with_value(Preferences::remembered) {
            self.preferences.set(remembered);
            self.show_preferences();
        }
    }

    /// The number of the newest change: it only ever grows, also over reloads.
    #[must_use]
    pub fn revision(self) -> u64 {
        self.workspace.with_value(Workspace::revision)
    }

    /// Writes nothing any more, and lets the page go without asking.
    pub(super) fn hold_still(self) {
        self.preparing.with_value(Debounce::cancel);
        self.storing(Replica::hold_still);
        self.saving.set(Saving::Saved);
    }

    /// Turns dark into light and back.
    pub fn switch_theme(self) {
        self.prefer(|it| it.theme = if it.is_dark() { Theme::Light } else { Theme::Dark });
    }

    /// Text that a field could not take over, kept until it is right: survives other pages.
    #[must_use]
    pub fn draft(self, key: &str) -> Option<String> {
        self.drafts.with_value(|drafts| drafts.get(key).cloned())
    }

    /// Keeps or forgets a field's text that could not be taken over.
    pub fn keep_draft(self, key: &str, text: Option<String>) {
        self.drafts.update_value(|drafts| match text {
            Some(text) => {
                drafts.insert(key.to_owned(), text);
            }
            None => {
                drafts.remove(key);
            }
        });
    }

    /// Forgets the draft of this key and those below it, `key/…`.
    pub fn forget_drafts(self, key: &str) {
        let is_below = |other: &str| other.strip_prefix(key).is_some_and(|rest| rest.starts_with('/'));
        self.drafts.update_value(|drafts| drafts.retain(|other, _| other != key && !is_below(other)));
    }

    fn show_preferences(self) {
        document::set_language(self.texts().language.tag());
        theme::set_dark(self.preferences.with_untracked(Preferences::is_dark));
    }

    /// Lets everything that follows the data know, and looks after the storage.
    fn announce(self, tables: Tables) {
        self.show_state(tables);
        self.keep();
        // The first search finds its texts ready.
        let prepare = move || self.with(|database, index| index.prepare(database));
        self.preparing.with_value(|preparing| preparing.call(500, prepare));
    }

    /// The same after work in the background.
    pub(super) fn announce_stored(self, tables: Tables) {
        self.tell_conflicts();
        self.show_state(tables);
    }

    fn show_state(self, tables: Tables) {
        self.workspace.with_value(|workspace| {
            if self.saving.with_untracked(|saving| saving != workspace.saving()) {
                self.saving.set(workspace.saving().clone());
            }
            let undo = workspace.history().next_undo().map(|about| about.action.clone());
            let redo = workspace.history().next_redo().map(|about| about.action.clone());
            self.undoable.set(undo);
            self.redoable.set(redo);
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
        self.show_room();
    }

    pub(super) fn show_room(self) {
        let share = self.workspace.with_value(|workspace| workspace.replica().store().share());
        if (self.storage_share.get_untracked() - share).abs() > f64::EPSILON {
            self.storage_share.set(share);
        }
    }
}

/// A record with a page of its own, whatever its No.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Record {
    Contact(ContactId),
    Segment(SegmentId),
}

/// Whether an action fills one field, where the field itself shows what was done.
fn is_edit(action: &Action) -> bool {
    matches!(action, Action::EditContact { .. } | Action::EditCode { .. } | Action::EditSegment { .. })
}
