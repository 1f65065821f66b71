//! The worksheet of one segment: what its parts share.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::action::Action;
use crate::domain::change::Change;
use crate::domain::database::Database;
use crate::domain::identifiers::{ContactId, SegmentId};
use crate::domain::refusal::Refusal;
use crate::domain::segment::Segment;
use crate::domain::segments;
use crate::query::index::Index;
use crate::state::app_state::{AppState, Table};

/// The step that is being put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepDraft {
    Add,
    Keep,
    Remove,
    ByHand,
}

/// The page of one segment. Copies are the same page.
#[derive(Clone, Copy)]
pub(super) struct SegmentModel {
    pub(super) app: AppState,
    pub(super) id: SegmentId,
    /// The segment's lines.
    pub(super) lines: Memo<Arc<[ContactId]>>,
    /// *No. of Criteria Actions*.
    pub(super) steps: Memo<usize>,
    pub(super) building: RwSignal<Option<StepDraft>>,
    /// Lines picked to be removed together.
    pub(super) picked: RwSignal<HashSet<ContactId>>,
    /// Where the window is too narrow for both: whether it shows the lines.
    pub(super) shows_lines: RwSignal<bool>,
}

impl SegmentModel {
    pub(super) fn new(app: AppState, id: SegmentId) -> Self {
        let lines = Memo::new(move |_| read(app, id, |it| it.lines.as_slice().into()).unwrap_or_default());
        let steps = Memo::new(move |_| read(app, id, |it| it.steps.len()).unwrap_or_default());
        Self {
            app,
            id,
            lines,
            steps,
            building: RwSignal::new(None),
            picked: RwSignal::new(HashSet::new()),
            shows_lines: RwSignal::new(false),
        }
    }

    /// Something of the segment, following its changes; `None` where it is gone.
    pub(super) fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        of: impl Fn(&Segment) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        let Self { app, id, .. } = self;
        Memo::new(move |_| read(app, id, &of))
    }

    /// Makes a change that is named after the segment.
    ///
    /// # Errors
    /// The refusal; then nothing changed.
    pub(super) fn commit(
        self,
        build: impl FnOnce(&Database, &Index, String) -> Result<(Action, Change), Refusal>,
    ) -> Result<bool, Refusal> {
        self.app.commit(|database, index| {
            let number = database.segment(self.id).ok_or(Refusal::Gone)?.number.clone();
            build(database, index, number)
        })
    }

    /// As [`SegmentModel::commit`], telling a refusal in a notice.
    pub(super) fn commit_or_notify(
        self,
        build: impl FnOnce(&Database, &Index, String) -> Result<(Action, Change), Refusal>,
    ) -> bool {
        match self.commit(build) {
            Ok(changed) => changed,
            Err(refusal) => {
                self.app.notify_refusal(&refusal);
                false
            }
        }
    }

    /// *Go Back*.
    pub(super) fn go_back(self) {
        self.commit_or_notify(|database, _, segment| {
            Ok((Action::GoBack { segment }, segments::go_back(database, self.id)?))
        });
    }

    /// Appends a contact by hand.
    pub(super) fn pick(self, contact: ContactId) {
        self.commit_or_notify(|database, _, segment| {
            Ok((Action::EditLines { segment }, segments::add_by_hand(database, self.id, &[contact])?))
        });
    }

    /// Takes contacts out by hand.
    pub(super) fn remove(self, contacts: &[ContactId]) {
        self.commit_or_notify(|database, _, segment| {
            Ok((Action::EditLines { segment }, segments::remove_by_hand(database, self.id, contacts)?))
        });
        self.picked.update(|picked| picked.retain(|contact| !contacts.contains(contact)));
    }
}

fn read<T>(app: AppState, id: SegmentId, of: impl FnOnce(&Segment) -> T) -> Option<T> {
    app.track(Table::Segments);
    app.with(|database, _| database.segment(id).map(of))
}
