//! The contact of a card: reading with signals, and editing.

use crate::domain::action::{Action, EditedField};
use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::contacts;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::refusal::Refusal;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::state::app_state::{AppState, Table};
use crate::ui::pages::common::persistent_draft::persistent_draft;
use crate::ui::parts::field::Draft;
use leptos::prelude::*;
use std::cell::Cell;

/// The contact of a card.
#[derive(Clone, Copy)]
pub struct ContactModel {
    /// The running app.
    pub app: AppState,
    /// The texts in use.
    pub texts: &'static Texts,
    /// Its id.
    pub id: ContactId,
}

impl ContactModel {
    /// Makes the model of a contact.
    pub const fn new(app: AppState, texts: &'static Texts, id: ContactId) -> Self {
        Self { app, texts, id }
    }

    /// A memo of the contact; the default where it is deleted.
    pub fn follow<T>(self, read: impl Fn(&Database, &Contact) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            self.app.track(Table::Contacts);
            self.read(&read)
        })
    }

    /// Reads the contact, untracked; the default where it is deleted.
    pub fn read<T: Default>(self, read: impl FnOnce(&Database, &Contact) -> T) -> T {
        self.app.with(|database, _| {
            database.contact(self.id).map_or_else(T::default, |contact| read(database, contact))
        })
    }

    /// No.
    pub fn number(self) -> Memo<String> {
        self.follow(|_, contact| contact.number.clone())
    }

    /// The name, or the No. where there is none.
    pub fn label(self) -> Memo<String> {
        self.follow(|_, contact| contact.label().to_owned())
    }

    /// A field's value as it is stored: the text, a date in ISO 8601.
    pub fn stored(self, field: ContactField) -> Memo<String> {
        self.follow(move |_, contact| contact.stored(field).into_owned())
    }

    /// Whether it is a person.
    pub fn is_person(self) -> Memo<bool> {
        self.follow(|_, contact| contact.kind == ContactKind::Person)
    }

    /// Edits a field; a refusal is returned in words.
    pub fn edit(
        self,
        field: EditedField,
        change: impl FnOnce(&Database) -> Result<Change, Refusal>,
    ) -> Result<(), String> {
        let done = self.app.commit(|database, _| {
            let contact = database.contact(self.id).ok_or(Refusal::Gone)?.label().to_owned();
            Ok((Action::EditContact { contact, field }, change(database)?))
        });
        done.map(drop).map_err(|refusal| wording::refusal(self.texts, &refusal))
    }

    /// Sets a field to what is typed.
    pub fn edit_field(self, field: ContactField, typed: &str) -> Result<(), String> {
        self.edit(EditedField::Field(field), |database| contacts::edit(database, self.id, field, typed))
    }

    /// The refusal of a change in words, without applying it.
    pub fn check(self, change: impl FnOnce(&Database) -> Result<Change, Refusal>) -> Option<String> {
        let refusal = self.app.with(|database, _| change(database).err());
        refusal.map(|refusal| wording::refusal(self.texts, &refusal))
    }

    /// The draft of a field, which outlives the page. `refusal` checks the stored text when the page
    /// is shown again.
    pub fn draft(self, field: &str, refusal: impl FnOnce(&str) -> Option<String>) -> RwSignal<Option<Draft>> {
        persistent_draft(self.app, format!("contact/{}/{field}", self.id.0), refusal)
    }
}

thread_local! {
    /// Which sections are open, and whether the first shows all of its fields. Shared by the cards
    /// of all contacts.
    static OPEN_SECTIONS: Cell<[bool; 4]> = const { Cell::new([true, true, true, false]) };
}

/// Whether the section at an index is open, remembered for the next card.
pub fn section(index: usize) -> RwSignal<bool> {
    let open = RwSignal::new(OPEN_SECTIONS.get().get(index).copied().unwrap_or(true));
    Effect::new(move |_| {
        let mut all = OPEN_SECTIONS.get();
        if let Some(one) = all.get_mut(index) {
            *one = open.get();
        }
        OPEN_SECTIONS.set(all);
    });
    open
}
