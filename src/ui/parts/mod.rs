//! Components of which pages are built. **They know nothing of contacts,** and take every text from
//! the page or from the texts in use.

pub mod avatar;
pub mod badge;
pub mod banner;
pub mod button;
pub mod checkbox;
pub mod chip;
pub mod choice;
pub mod combobox;
pub mod dialog;
pub mod empty;
pub mod field;
pub mod figures;
pub mod icon;
pub mod long_list;
pub mod matching;
pub mod menu;
pub mod meter;
pub mod name;
pub mod progress;
pub mod secret;
pub mod section;
pub mod shortcut;
pub mod switch;
pub mod tabs;
pub mod toast;
