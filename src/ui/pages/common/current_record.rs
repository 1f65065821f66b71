//! The record of the current page, which the address names by its No.

use leptos::prelude::*;

use crate::domain::database::Database;
use crate::state::app_state::{AppState, Table};
use crate::state::route::Route;

/// The record that the address names. A renumbered record stays on its page; a deleted record that
/// undo restores returns to it.
pub fn current_record<Id: Copy + PartialEq + Send + Sync + 'static>(
    app: AppState,
    table: Table,
    number: fn(&Route) -> Option<&str>,
    find: fn(&Database, &str) -> Option<Id>,
    is_there: fn(&Database, Id) -> bool,
) -> Memo<Option<Id>> {
    Memo::new(move |before: Option<&Option<Id>>| {
        app.track(table);
        let before = before.copied().flatten();
        app.address().with(|address| match number(&address.route) {
            Some(number) => {
                app.with(|database, _| find(database, number).or(before.filter(|&id| is_there(database, id))))
            }
            // The page is being left.
            None => before,
        })
    })
}
