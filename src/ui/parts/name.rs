//! Unique ids, by which labels, messages and lists refer to each other.

use std::cell::Cell;

thread_local! {
    static LAST: Cell<usize> = const { Cell::new(0) };
}

/// An id that is unique in the page.
#[must_use]
pub fn unique_id(kind: &str) -> String {
    let number = LAST.get() + 1;
    LAST.set(number);
    format!("{kind}-{number}")
}
