//! Notices: short messages that disappear by themselves, some with an Undo button.

use leptos::prelude::*;

/// The kind of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// A change that can be undone.
    Done,
    /// A fact, or an action that Undo does not cover.
    Information,
    /// A refusal or failure.
    Failure,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Unique within the window.
    pub id: u32,
    /// The message, in the user's language.
    pub text: String,
    /// Its kind.
    pub kind: NoticeKind,
}

/// The shown notices, newest last; at most three.
#[derive(Clone, Copy, Debug)]
pub struct Notices {
    shown: RwSignal<Vec<Notice>>,
    last: StoredValue<u32>,
}

impl Notices {
    pub(super) fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0) }
    }

    /// The shown notices.
    pub fn shown(self) -> ReadSignal<Vec<Notice>> {
        self.shown.read_only()
    }

    /// Shows a notice.
    pub fn show(self, kind: NoticeKind, text: impl Into<String>) {
        let id = self.last.get_value().wrapping_add(1);
        self.last.set_value(id);
        self.shown.update(|shown| {
            // Undo always means the newest change, so older Undo buttons go.
            shown.retain(|notice| notice.kind != NoticeKind::Done);
            shown.push(Notice { id, text: text.into(), kind });
            let surplus = shown.len().saturating_sub(3);
            shown.drain(..surplus);
        });
    }

    /// Removes a notice.
    pub fn dismiss(self, id: u32) {
        self.shown.update(|shown| shown.retain(|notice| notice.id != id));
    }

    /// Removes notices with an Undo button, as they no longer mean the newest change.
    pub(super) fn dismiss_undo(self) {
        self.shown.update(|shown| shown.retain(|notice| notice.kind != NoticeKind::Done));
    }
}
