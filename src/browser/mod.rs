//! What the app asks of the browser.
//!
//! **The only place that names `web_sys` and `js_sys`.** Every call that a browser can refuse
//! returns a `Result` or an `Option`; a rule of the office never stands here.

pub mod intl;
pub mod panic;
