//! What was done, and the ways back and forth.

use leptos::prelude::*;

use crate::browser::clock;
use crate::domain::action::Action;
use crate::domain::identifiers::{ContactId, SegmentId};
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::state::route::{Address, Route};
use crate::state::workspace::{HistoryPoint, UndoError, Undone};
use crate::storage::entry::{About, Origin};

impl AppState {
    /// Where and when something is done now.
    pub(super) fn history_point(self) -> HistoryPoint {
        HistoryPoint { place: self.address.with_untracked(Address::hash), at: clock::now() }
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
        let on_show = self.current_record();
        let result = self.workspace.try_update_value(|it| it.undo(clock::now()));
        self.finish_undo(on_show, result, |texts, action| texts.actions.undone(action), move || self.undo());
    }

    /// Makes the change again that was taken back last, and shows the place.
    pub fn redo(self) {
        let on_show = self.current_record();
        let result = self.workspace.try_update_value(|it| it.redo(clock::now()));
        self.finish_undo(on_show, result, |texts, action| texts.actions.redone(action), move || self.redo());
    }

    /// Goes back to how everything was before a change of the history was made.
    pub fn go_back_before(self, origin: Origin) {
        let history_point = self.history_point();
        let result = self.workspace.try_update_value(|it| it.go_back_before(&origin, history_point));
        match result {
            Some(Ok(done)) => {
                self.after_change(done.tables);
                if let Some(action) = self.undoable.get_untracked() {
                    self.notices.show(NoticeKind::Done, wording::action(self.texts(), &action));
                }
            }
            Some(Err(reason)) => self.handle_undo_error(reason, move || self.go_back_before(origin)),
            None => {}
        }
    }

    fn finish_undo(
        self,
        on_show: Option<Record>,
        result: Option<Result<Undone, UndoError>>,
        word: impl FnOnce(&Texts, String) -> String,
        again: impl FnOnce() + 'static,
    ) {
        match result {
            Some(Ok(Undone { action, place, tables })) => {
                self.after_change(tables);
                let place = Address::parse(&place);
                if on_show.is_some() && self.record(&place.route) == on_show {
                    // It has another No. now; a step of history would leave one behind that leads nowhere.
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

    /// Whether a page's record is there, so that undoing "new contact" doesn't lead to its card.
    fn is_there(self, route: &Route) -> bool {
        match route {
            Route::Contact(_) | Route::Segment(_) => self.record(route).is_some(),
            Route::NewContact => false,
            _ => true,
        }
    }

    fn current_record(self) -> Option<Record> {
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
}

/// A record with a page of its own, whatever its No.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Record {
    Contact(ContactId),
    Segment(SegmentId),
}
