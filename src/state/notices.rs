//! What the app tells in passing: toasts with the way back.

use leptos::prelude::*;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done, and can be undone.
    Done,
    /// Something was done that Undo does not reach, or there is something to know.
    Information,
    /// Something was refused or failed.
    Failure,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Tells it from all others.
    pub id: u32,
    /// What it says, in the user's language.
    pub text: String,
    /// How it is meant.
    pub kind: NoticeKind,
}

/// The notices that are shown, newest last; at most three.
#[derive(Clone, Copy, Debug)]
pub struct Notices {
    shown: RwSignal<Vec<Notice>>,
    last: StoredValue<u32>,
}

impl Notices {
    pub(super) fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0) }
    }

    /// What is shown now.
    pub fn shown(self) -> ReadSignal<Vec<Notice>> {
        self.shown.read_only()
    }

    /// Shows a notice.
    pub fn show(self, kind: NoticeKind, text: impl Into<String>) {
        let id = self.last.get_value().wrapping_add(1);
        self.last.set_value(id);
        self.shown.update(|shown| {
            // Undo always means the newest change, so older ways back are taken off.
            shown.retain(|notice| notice.kind != NoticeKind::Done);
            shown.push(Notice { id, text: text.into(), kind });
            let surplus = shown.len().saturating_sub(3);
            shown.drain(..surplus);
        });
    }

    /// Takes a notice off.
    pub fn dismiss(self, id: u32) {
        self.shown.update(|shown| shown.retain(|notice| notice.id != id));
    }

    /// Takes the ways back off, because they no longer mean the newest change.
    pub(super) fn dismiss_undo(self) {
        self.shown.update(|shown| shown.retain(|notice| notice.kind != NoticeKind::Done));
    }
}
