//! The contact that a card shows, read so that the card follows every change.

use crate::domain::action::{Action, EditedField};
use crate::domain::change::Change;
use crate::domain::contact::{Contact, ContactField, ContactKind};
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

/// The contact of a card. Copies are the same.
#[derive(Clone, Copy)]
pub struct ContactModel {
    /// The running app.
    pub app: AppState,
    /// The texts in use.
    pub texts: &'static Texts,
    /// Which contact.
    pub id: ContactId,
}

impl ContactModel {
    /// The card's contact.
    pub const fn new(app: AppState, texts: &'static Texts, id: ContactId) -> Self {
        Self { app, texts, id }
    }

    /// Something of the contact, following changes; the default where it is gone.
    pub fn follow<T>(self, read: impl Fn(&Database, &Contact) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            self.app.track(Table::Contacts);
            self.read(&read)
        })
    }

    /// Something of the contact as it is now; the default where it is gone.
    pub fn read<T: Default>(self, read: impl FnOnce(&Database, &Contact) -> T) -> T {
        self.app.with(|database, _| {
            database.contact(self.id).map_or_else(T::default, |contact| read(database, contact))
        })
    }

    /// No.
    pub fn number(self) -> Memo<String> {
        self.follow(|_, contact| contact.number.clone())
    }

    /// The name, or what else it is called by.
    pub fn label(self) -> Memo<String> {
        self.follow(|_, contact| contact.label().to_owned())
    }

    /// A text field.
    pub fn text(self, field: ContactField) -> Memo<String> {
        self.follow(move |_, contact| contact.text(field).to_owned())
    }

    /// Whether it is a person.
    pub fn is_person(self) -> Memo<bool> {
        self.follow(|_, contact| contact.kind == ContactKind::Person)
    }

    /// Makes a change of one field; a refusal comes back in words.
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

    /// Fills a text field.
    pub fn edit_text(self, field: ContactField, typed: &str) -> Result<(), String> {
        self.edit(EditedField::Text(field), |database| contacts::edit_text(database, self.id, field, typed))
    }

    /// Whether a change would be refused, in words.
    pub fn check(self, change: impl FnOnce(&Database) -> Result<Change, Refusal>) -> Option<String> {
        let refusal = self.app.with(|database, _| change(database).err());
        refusal.map(|refusal| wording::refusal(self.texts, &refusal))
    }

    /// A field's draft, which survives going elsewhere and coming back. `refusal` says what is
    /// wrong with a text that was left behind.
    pub fn draft(self, field: &str, refusal: impl FnOnce(&str) -> Option<String>) -> RwSignal<Option<Draft>> {
        persistent_draft(self.app, format!("contact/{}/{field}", self.id.0), refusal)
    }
}

thread_local! {
    /// Which sections are open, and whether the first shows all of its fields. The next contact's
    /// card opens as the last one was left.
    static OPEN_SECTIONS: Cell<[bool; 4]> = const { Cell::new([true, true, true, false]) };
}

/// Whether the section at this place of the card is open.
pub fn section(at: usize) -> RwSignal<bool> {
    let open = RwSignal::new(OPEN_SECTIONS.get().get(at).copied().unwrap_or(true));
    Effect::new(move |_| {
        let mut all = OPEN_SECTIONS.get();
        if let Some(one) = all.get_mut(at) {
            *one = open.get();
        }
        OPEN_SECTIONS.set(all);
    });
    open
}
