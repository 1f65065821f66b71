//! The record that a page shows, which the address names by its No.

use leptos::prelude::*;

use crate::domain::database::Database;
use crate::state::app_state::{AppState, Table};
use crate::state::route::Route;

/// The record that the address names. One that gets another No. stays on show; one that was
/// deleted and is brought back by undo comes back to its page.
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
            // The page is about to go.
            None => before,
        })
    })
}
