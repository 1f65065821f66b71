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
//! in `target/e2e/`. Each [`Page`] is a window of its own with nothing stored in it.
//!
//! Under [`harness::run`], a test that has passed leaves its browser to the next one that wants
//! such a browser; everywhere else a browser ends with its page.

mod browser;
mod console;
mod driver;
mod engine;
mod folder;
pub mod harness;
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
pub use stored::Stored;
