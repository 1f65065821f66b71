//! Uses the built app in a browser as a person would: things are found by their role and the
//! name that a screen reader says, and everything is waited for, half a minute at most.
//!
//! ```no_run
//! # use mailroom_e2e::Page;
//! let page = Page::open("#/mailing-groups");
//! page.role("button", "New").click();
//! page.field("Code").type_in("MOVE");
//! page.press("Control+z");
//! page.role("dialog", "New mailing group").role("button", "Close").click();
//! page.no_console_errors();
//! ```
//!
//! A step that fails panics with what is on the page by role and name, and leaves a picture
//! in `target/e2e/`. Each [`Page`] is a new browser with nothing stored in it.

mod console;
mod driver;
mod engine;
mod folder;
mod keys;
mod locator;
mod options;
mod page;
mod screen;
mod stored;
mod transfer;

pub use locator::Locator;
pub use options::Options;
pub use page::Page;
