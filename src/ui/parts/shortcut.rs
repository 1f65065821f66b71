//! Shortcuts that work on the whole page.

use crate::browser::document::{is_dialog_open, is_in_text_field, is_in_unsettled_text, is_mac};
use crate::characters::uppercase;
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

/// Where the focus has to be for a shortcut to work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Where {
    /// Anywhere.
    #[default]
    Everywhere,
    /// Anywhere but in a text field.
    OutsideText,
    /// Anywhere but in a typed text that is not committed, where the keys are the browser's own
    /// (undo).
    OutsideUnsettledText,
}

impl Where {
    fn allows(self) -> bool {
        match self {
            Self::Everywhere => true,
            Self::OutsideText => !is_in_text_field(),
            Self::OutsideUnsettledText => !is_in_unsettled_text(),
        }
    }
}

/// Runs the action at each press of the keys, as long as the component is mounted. **An open dialog
/// gets all keys.**
///
/// `keys` is written as `aria-keyshortcuts` does: `Control+z`, `Alt+n`, `Shift+F3`,
/// `Control+Enter`. Control stands for ⌘ on a Mac.
pub fn on_shortcut(keys: &'static str, place: Where, action: impl Fn() + 'static) {
    let mac = is_mac();
    let handle = window_event_listener(ev::keydown, move |event| {
        if !event.default_prevented() && pressed(keys, &event, mac) && place.allows() && !is_dialog_open() {
            event.prevent_default();
            action();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether the event is a press of these keys and no others.
fn pressed(keys: &str, event: &KeyboardEvent, mac: bool) -> bool {
    let (mut control, mut alt, mut shift, mut key) = (false, false, false, "");
    for part in keys.split('+') {
        match part {
            "Control" => control = true,
            "Alt" => alt = true,
            "Shift" => shift = true,
            other => key = other,
        }
    }
    let (held, other) =
        if mac { (event.meta_key(), event.ctrl_key()) } else { (event.ctrl_key(), event.meta_key()) };
    if held != control || other || event.alt_key() != alt || event.shift_key() != shift {
        return false;
    }
    // With Alt a Mac types another letter; the code of the key still identifies it.
    event.key().eq_ignore_ascii_case(key)
        || (alt && event.code().strip_prefix("Key").is_some_and(|letter| letter.eq_ignore_ascii_case(key)))
}

/// The keys as people read them: `Ctrl+Z`, on a Mac `⌘Z`.
#[must_use]
pub fn shortcut_text(keys: &str) -> String {
    let mac = is_mac();
    let names = keys.split('+').map(|part| match part {
        "Control" if mac => "⌘".to_owned(),
        "Alt" if mac => "⌥".to_owned(),
        "Shift" if mac => "⇧".to_owned(),
        "Control" => "Ctrl".to_owned(),
        "ArrowUp" => "↑".to_owned(),
        "ArrowDown" => "↓".to_owned(),
        other if other.chars().count() == 1 => uppercase(other),
        other => other.to_owned(),
    });
    names.collect::<Vec<_>>().join(if mac { "" } else { "+" })
}
