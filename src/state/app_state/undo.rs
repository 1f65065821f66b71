//! The history of changes: undo, redo, and going back to a point of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::domain::action::Action;
use crate::domain::identifiers::{ContactId, SegmentId};
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::state::route::{Address, Route};
use crate::state::workspace::{HistoryPoint, UndoError, Undone, Workspace};
use crate::storage::entry::{ChangeId, ChangeMeta};

impl AppState {
    /// The page and the time of a change made now.
    pub(super) fn history_point(self) -> HistoryPoint {
        HistoryPoint { place: self.address.with_untracked(Address::hash), at: clock::now() }
    }

    /// The changes of all windows, newest first, each with whether it is in effect. An undone change
    /// is not, nor is an undo.
    #[must_use]
    pub fn history(self) -> Vec<(ChangeMeta, bool)> {
        self.changes.track();
        self.workspace.with_value(|it| {
            let history = it.history();
            let counts = history.in_effect();
            history.all().rev().map(|past| (past.meta.clone(), counts.contains(&past.meta.id))).collect()
        })
    }

    /// The changes in effect, newest first, each with its time (ISO 8601).
    #[must_use]
    pub fn recent_changes(self, limit: usize) -> Vec<(Action, String)> {
        let in_effect = self.history().into_iter().filter(|(_, counts)| *counts);
        in_effect.take(limit).map(|(meta, _)| (meta.action, meta.at)).collect()
    }

    /// Undoes the newest change and shows the page where it was made.
    pub fn undo(self) {
        let shown = self.current_record();
        let result = self.workspace.try_update_value(|it| it.undo(clock::now()));
        self.finish_undo(shown, result, |texts, action| texts.actions.undone(action), move || self.undo());
    }

    /// Redoes the change that was undone last and shows the page where it was made.
    pub fn redo(self) {
        let shown = self.current_record();
        let result = self.workspace.try_update_value(|it| it.redo(clock::now()));
        self.finish_undo(shown, result, |texts, action| texts.actions.redone(action), move || self.redo());
    }

    /// Restores the data as it was before a change of the history.
    pub fn go_back_before(self, id: ChangeId) {
        let history_point = self.history_point();
        let result = self.workspace.try_update_value(|it| it.go_back_before(&id, history_point));
        match result {
            Some(Ok(done)) => {
                self.after_change(done.tables);
                if let Some(action) = self.undoable.get_untracked() {
                    self.notices.show(NoticeKind::Done, wording::action(self.texts(), &action));
                }
            }
            Some(Err(reason)) => self.handle_undo_error(reason, move || self.go_back_before(id)),
            None => {}
        }
    }

    fn finish_undo(
        self,
        shown: Option<ShownRecord>,
        result: Option<Result<Undone, UndoError>>,
        word: impl FnOnce(&Texts, String) -> String,
        again: impl FnOnce() + 'static,
    ) {
        match result {
            Some(Ok(Undone { action, place, tables })) => {
                self.after_change(tables);
                let place = Address::parse(&place);
                if shown.is_some() && self.record(&place.route) == shown {
                    // The record has another No. now. A step of the browser's history would leave a dead
                    // address behind.
                    self.replace_route(place.route);
                } else if self.address.with_untracked(|address| address.route != place.route)
                    && self.is_there(&place.route)
                {
                    self.go(place);
                }
                let text = word(self.texts(), wording::action(self.texts(), &action));
                self.notices.dismiss_undo();
                self.notices.show(NoticeKind::Information, text);
            }
            Some(Err(reason)) => self.handle_undo_error(reason, again),
            None => {}
        }
    }

    /// Shows why undo failed, or loads the undo records that it needs and runs `again`.
    fn handle_undo_error(self, reason: UndoError, again: impl FnOnce() + 'static) {
        match reason {
            UndoError::Nothing => {}
            UndoError::NotLoaded(origins) => spawn_local(async move {
                if self.persistence.load_undo(origins).await {
                    again();
                } else {
                    self.notices.show(NoticeKind::Failure, self.texts().errors.no_way_back);
                }
            }),
            UndoError::Refused(refusal) => self.notify_refusal(&refusal),
        }
    }

    /// Shows which changes of this window other windows' changes refused or renumbered.
    pub(super) fn report_conflicts(self) {
        let conflicts = self.workspace.try_update_value(Workspace::take_conflicts).unwrap_or_default();
        let texts = self.texts();
        for (action, refusal) in conflicts.refused {
            let action = wording::action(texts, &action);
            let why = wording::refusal(texts, &refusal);
            self.notices.show(NoticeKind::Failure, texts.storage.refused_later(action, why));
        }
        for moved in conflicts.moved {
            let text = texts.storage.renumbered(moved.from, moved.to);
            self.notices.show(NoticeKind::Information, text);
        }
    }

    /// Whether the record of a page exists: undoing *New Contact* must not lead to its card.
    fn is_there(self, route: &Route) -> bool {
        match route {
            Route::Contact(_) | Route::Segment(_) => self.record(route).is_some(),
            Route::NewContact => false,
            _ => true,
        }
    }

    fn current_record(self) -> Option<ShownRecord> {
        self.address.with_untracked(|address| self.record(&address.route))
    }

    /// The record that a page shows, if it exists.
    fn record(self, route: &Route) -> Option<ShownRecord> {
        self.with(|database, _| match route {
            Route::Contact(number) => database.find_contact(number).map(ShownRecord::Contact),
            Route::Segment(number) => database.find_segment(number).map(ShownRecord::Segment),
            _ => None,
        })
    }

    /// The change that undo would undo.
    #[must_use]
    pub fn undoable(self) -> ReadSignal<Option<Action>> {
        self.undoable.read_only()
    }

    /// The change that redo would redo.
    #[must_use]
    pub fn redoable(self) -> ReadSignal<Option<Action>> {
        self.redoable.read_only()
    }
}

/// A record with a page of its own, by its id, as its No. may change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ShownRecord {
    Contact(ContactId),
    Segment(SegmentId),
}
