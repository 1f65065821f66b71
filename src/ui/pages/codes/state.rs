//! The state of the page of a code list.

use std::cmp::Reverse;
use std::collections::HashMap;

use leptos::prelude::*;

use crate::browser::document::{focus_by_id, leave_field};
use crate::browser::timers::next_frame;
use crate::domain::action::Action;
use crate::domain::catalogue::CodeList;
use crate::domain::code_list::CodeEntry;
use crate::domain::codes;
use crate::domain::identifiers::CodeId;
use crate::domain::segments::uses_of_code;
use crate::domain::sorting::small_sort_by;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::query::collation::sort_key;
use crate::query::search_key::Folded;
use crate::state::app_state::{AppState, Table, use_app_state};
use crate::ui::parts::field::Draft;
use crate::ui::parts::long_list::ListHandle;

/// The id of the code field of the new row.
pub(super) const NEW_CODE: &str = "new-code";

/// A cell that can be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum CodeCell {
    Code,
    Description,
}

impl CodeCell {
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Code => Self::Description,
            Self::Description => Self::Code,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Description => "description",
        }
    }
}

/// The column by which rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeSortBy {
    Code,
    Description,
    Contacts,
}

type Drafts = HashMap<(CodeId, CodeCell), ArcRwSignal<Option<Draft>>>;

/// The state of the page. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct Codes {
    pub(super) app: AppState,
    pub(super) list: CodeList,
    pub(super) search: RwSignal<String>,
    /// The column, and whether descending.
    pub(super) sort: RwSignal<(CodeSortBy, bool)>,
    /// The rows in their order.
    pub(super) rows: Memo<Vec<CodeId>>,
    /// The largest number of contacts of a code.
    pub(super) most: Memo<usize>,
    pub(super) current: RwSignal<Option<CodeId>>,
    pub(super) current_row: Memo<Option<usize>>,
    /// Whether the panel is shown; `None` shows it in wide windows only.
    pub(super) details: RwSignal<Option<bool>>,
    /// The row about whose deletion the page asks.
    pub(super) deleting: RwSignal<Option<CodeId>>,
    /// Whether the new row is open.
    pub(super) creating: RwSignal<bool>,
    pub(super) handle: ListHandle,
    /// The cell that has the focus.
    pub(super) focused: StoredValue<Option<CodeCell>>,
    drafts: StoredValue<Drafts>,
}

impl Codes {
    pub(super) fn new(list: CodeList) -> Self {
        let app = use_app_state();
        let search = RwSignal::new(String::new());
        let sort = RwSignal::new((CodeSortBy::Code, false));
        let rows = Memo::new(move |_| rows(app, list, &search.read(), sort.get()));
        let most = Memo::new(move |_| {
            app.track(Table::Codes);
            app.track(Table::Contacts);
            app.with(|database, index| {
                database.codes(list).map(|(id, _)| index.count_of_code(list, id)).max().unwrap_or(0)
            })
        });
        let first = rows.with_untracked(|rows| rows.first().copied());
        let current = RwSignal::new(first);
        let current_row = Memo::new(move |_| {
            let id = current.get()?;
            rows.with(|rows| rows.iter().position(|other| *other == id))
        });
        Self {
            app,
            list,
            search,
            sort,
            rows,
            most,
            current,
            current_row,
            details: RwSignal::new(None),
            deleting: RwSignal::new(None),
            creating: RwSignal::new(false),
            handle: ListHandle::default(),
            focused: StoredValue::new(None),
            drafts: StoredValue::new(Drafts::new()),
        }
    }

    /// A row, following its changes.
    pub(super) fn entry(self, id: CodeId) -> Memo<Option<CodeEntry>> {
        let Self { app, list, .. } = self;
        Memo::new(move |_| {
            app.track(Table::Codes);
            app.with(|database, _| database.code(list, id).cloned())
        })
    }

    /// *No. of Contacts* of a row, following its changes.
    pub(super) fn count(self, id: CodeId) -> Memo<usize> {
        let Self { app, list, .. } = self;
        Memo::new(move |_| {
            app.track(Table::Contacts);
            app.with(|_, index| index.count_of_code(list, id))
        })
    }

    /// The draft of a cell, which outlives the row's elements.
    pub(super) fn draft(self, id: CodeId, cell: CodeCell) -> ArcRwSignal<Option<Draft>> {
        let kept = || {
            let text = self.app.draft(&self.draft_key(id, cell))?;
            let error = self.try_cell(id, cell, &text, false).err();
            Some(Draft { text, error })
        };
        let known = self.drafts.with_value(|drafts| drafts.get(&(id, cell)).cloned());
        known.unwrap_or_else(|| {
            let draft = ArcRwSignal::new(kept());
            self.drafts.update_value(|drafts| {
                drafts.insert((id, cell), draft.clone());
            });
            draft
        })
    }

    /// Commits the text of a cell.
    pub(super) fn take_over(self, id: CodeId, cell: CodeCell, text: &str) -> Result<(), String> {
        let outcome = self.try_cell(id, cell, text, true);
        let kept = outcome.is_err().then(|| text.to_owned());
        self.app.set_draft(&self.draft_key(id, cell), kept);
        outcome
    }

    fn try_cell(self, id: CodeId, cell: CodeCell, text: &str, commit: bool) -> Result<(), String> {
        let Self { app, list, .. } = self;
        let build = |database: &crate::domain::database::Database| {
            let code = database.code(list, id).map(|entry| entry.code.to_string()).unwrap_or_default();
            let change = match cell {
                CodeCell::Code => codes::rename(database, list, id, text)?,
                CodeCell::Description => codes::describe(database, list, id, text)?,
            };
            Ok((Action::EditCode { list, code }, change))
        };
        let outcome = if commit {
            app.commit(|database, _| build(database)).map(drop)
        } else {
            app.with(|database, _| build(database)).map(drop)
        };
        outcome.map_err(|refusal| wording::refusal(app.texts(), &refusal))
    }

    fn draft_key(self, id: CodeId, cell: CodeCell) -> String {
        format!("{}/{}/{}", self.list.key(), id.0, cell.key())
    }

    /// The id of a cell's input.
    pub(super) fn cell_id(self, id: CodeId, cell: CodeCell) -> String {
        format!("cell-{}-{}-{}", self.list.key(), id.0, cell.key())
    }

    /// Makes the row at a position current; editing goes on in the same column.
    pub(super) fn go_to(self, index: usize) {
        let Some(id) = self.rows.with_untracked(|rows| rows.get(index).copied()) else { return };
        if self.current.get_untracked() == Some(id) {
            return;
        }
        match self.focused.get_value() {
            Some(cell) => {
                // The field commits its text before it is removed with its row.
                leave_field();
                self.edit(id, cell);
            }
            None => self.current.set(Some(id)),
        }
    }

    /// Makes a row current and puts the focus into its cell.
    pub(super) fn edit(self, id: CodeId, cell: CodeCell) {
        self.current.set(Some(id));
        let input = self.cell_id(id, cell);
        next_frame(move || {
            focus_by_id(&input);
        });
    }

    /// Puts the focus into a cell of the current row.
    pub(super) fn edit_current(self, cell: CodeCell) {
        if let Some(id) = self.current.get_untracked() {
            self.edit(id, cell);
        }
    }

    /// Focuses the list.
    pub(super) fn to_list(self) {
        if self.current_row.get_untracked().is_none() {
            self.current.set(self.rows.with_untracked(|rows| rows.first().copied()));
        }
        self.handle.focus();
    }

    /// Opens the new row.
    pub(super) fn begin(self) {
        if self.creating.get_untracked() {
            focus_by_id(NEW_CODE);
        } else {
            self.creating.set(true);
        }
    }

    /// Sorts by a column, descending if it is the sort column already.
    pub(super) fn sort_by(self, by: CodeSortBy) {
        self.sort.update(|sort| *sort = (by, sort.0 == by && !sort.1));
    }

    /// Deletes the current row, with its assignments. Where steps of segments pick by it, it asks
    /// first.
    pub(super) fn delete_current(self) {
        let Self { app, list, .. } = self;
        let Some(id) = self.current.get_untracked() else { return };
        if app.with(|database, _| uses_of_code(database, list, id).is_empty()) {
            self.delete(id);
        } else {
            self.deleting.set(Some(id));
        }
    }

    /// Deletes a row, with its assignments.
    pub(super) fn delete(self, id: CodeId) {
        let Self { app, list, .. } = self;
        let next = self.rows.with_untracked(|rows| {
            let at = rows.iter().position(|other| *other == id)?;
            rows.get(at + 1).or_else(|| rows.get(at.checked_sub(1)?)).copied()
        });
        let deleted = app.commit_or_notify(|database, _| {
            let code = database.code(list, id).map(|entry| entry.code.to_string()).unwrap_or_default();
            let (contacts, change) = codes::delete(database, list, id);
            Ok((Action::DeleteCode { list, code, contacts }, change))
        });
        if deleted {
            self.current.set(next);
            self.handle.focus();
        }
    }
}

fn rows(app: AppState, list: CodeList, search: &str, (by, descending): (CodeSortBy, bool)) -> Vec<CodeId> {
    app.track(Table::Codes);
    if by == CodeSortBy::Contacts {
        app.track(Table::Contacts);
    }
    let alphabet = app.alphabet();
    let searched = Folded::text(search);
    let matches = |text: &str| searched.occurs_in(Folded::text(text).as_str());
    app.with(|database, index| {
        let mut rows: Vec<(Reverse<usize>, Vec<u8>, CodeId)> = database
            .codes(list)
            .filter(|(_, entry)| {
                searched.is_empty() || matches(entry.code.as_str()) || matches(&entry.description)
            })
            .map(|(id, entry)| {
                let code = || sort_key(entry.code.as_str(), alphabet);
                match by {
                    CodeSortBy::Code => (Reverse(0), code(), id),
                    CodeSortBy::Description => (Reverse(0), sort_key(&entry.description, alphabet), id),
                    CodeSortBy::Contacts => (Reverse(index.count_of_code(list, id)), code(), id),
                }
            })
            .collect();
        small_sort_by(&mut rows, Ord::cmp);
        if descending {
            rows.reverse();
        }
        rows.into_iter().map(|(_, _, id)| id).collect()
    })
}

/// Checks a typed code; the refusal in words.
pub(super) fn validate_code(list: CodeList, typed: &str) -> Result<(), String> {
    let app = use_app_state();
    app.with(|database, _| codes::create(database, list, typed, "").map(drop))
        .map_err(|refusal| wording::refusal(use_texts(), &refusal))
}
