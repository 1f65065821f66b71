//! The parts that pages are built from. They know nothing of contacts, and take every text from
//! the page or from the texts in use.

mod avatar;
mod badge;
mod banner;
mod button;
mod checkbox;
mod chip;
mod choice;
mod combobox;
mod dialog;
mod empty;
mod field;
mod icon;
mod long_list;
mod matching;
mod menu;
mod meter;
mod name;
mod section;
mod shortcut;
mod switch;
mod tabs;
mod toast;

pub use avatar::Avatar;
pub use badge::{Badge, Tone};
pub use banner::Banner;
pub use button::{Button, ButtonKind, ButtonLink};
pub use checkbox::{Checkbox, Checked};
pub use chip::{Chip, ChipMore, colour_class};
pub use choice::{Choice, ChoiceRow};
pub use combobox::{Combobox, LookupAction, Offer};
pub use dialog::Dialog;
pub use empty::Empty;
pub use field::{Draft, Field, FieldKind};
pub use icon::{Icon, Symbol};
pub use long_list::{ListHandle, LongList, Picking};
pub use matching::find_match;
pub use menu::{Menu, MenuItem};
pub use meter::{Meter, bar_width};
pub use name::unique_id;
pub use section::Section;
pub use shortcut::{Where, on_shortcut, shortcut_text};
pub use switch::Switch;
pub use tabs::{Tab, Tabs};
pub use toast::{Toast, ToastStack};
