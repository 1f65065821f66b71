//! What the parts of the page share: the listed contacts, the current row, the selection.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::timers::Debounce;
use crate::domain::catalogue::ContactKind;
use crate::domain::complete_criteria::complete;
use crate::domain::criteria::{Criteria, Criterion, Field, Operator};
use crate::domain::identifiers::ContactId;
use crate::i18n::wording;
use crate::query::bitmap::Bitmap;
use crate::query::finder::{ListFilter, Listing};
use crate::query::order::Sort;
use crate::state::app_state::{AppState, Table};
use crate::state::contact_list;
use crate::state::contact_list::ListSettings;
use crate::state::list_memory::ListMemory;
use crate::state::route::{Address, Route};
use crate::ui::parts::long_list::{ListHandle, Picking};

/// How long the search text rests before it is written to the address, in milliseconds.
const REST: i32 = 300;

/// The page's state. Copies are the same page.
#[derive(Clone, Copy)]
pub(super) struct Model {
    pub(super) app: AppState,
    pub(super) memory: ListMemory,
    /// The address, as it was last on this page.
    pub(super) address: Memo<Address>,
    /// Which contacts are listed, in which order.
    pub(super) settings: Memo<ListSettings>,
    /// The contacts that are listed.
    pub(super) listing: Memo<Listing>,
    /// The row that is current: the first one until another is.
    pub(super) row: Memo<Option<usize>>,
    /// The contact in that row.
    pub(super) contact: Memo<Option<ContactId>>,
    /// The selected contacts that are still there.
    pub(super) selected: Memo<Bitmap>,
    /// Whether rows are picked by a tap.
    pub(super) picking: RwSignal<bool>,
    /// The list on the page.
    pub(super) list: ListHandle,
    /// A search text that the address doesn't have yet.
    typed: RwSignal<Option<String>>,
    resting: StoredValue<Debounce, LocalStorage>,
    extending: StoredValue<Extending>,
}

/// What Shift+arrow goes by: the row it began at, and what was selected before.
#[derive(Clone, Debug, Default)]
struct Extending {
    /// Moves of the current row so far: a move without Shift ends the extending.
    moves: usize,
    /// The count of moves at the last extension.
    last: Option<usize>,
    /// The contact that was current before the last move.
    before: Option<ContactId>,
    /// Where the extending began.
    anchor: Option<ContactId>,
    /// What was selected then.
    base: Bitmap,
}

/// A part of the filter that cannot be evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WrongPart {
    Criteria(Criteria),
    /// Name and text of a filter in the address.
    Unreadable((String, String)),
}

/// Why nothing is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrongFilter {
    pub(super) part: WrongPart,
    pub(super) reason: String,
}

impl Model {
    pub(super) fn new(app: AppState, memory: ListMemory) -> Self {
        let address = Memo::new(move |former: Option<&Address>| {
            app.address().with(|address| match (&address.route, former) {
                (Route::Contacts, _) | (_, None) => address.clone(),
                (_, Some(former)) => former.clone(),
            })
        });
        let typed = RwSignal::new(None::<String>);
        let settings = Memo::new(move |_| {
            app.track(Table::Codes);
            let mut settings =
                address.with(|address| app.with(|database, _| ListSettings::read(database, address)));
            if let Some(typed) = typed.get() {
                settings.filter.search = typed;
            }
            settings
        });
        let listing = Memo::new(move |_| {
            app.track(Table::Contacts);
            settings.with(|settings| {
                app.with_finder(|database, finder| settings.list(database, finder, app.alphabet()))
            })
        });
        let row = Memo::new(move |_| {
            let current = memory.current.get();
            listing.with(|listing| {
                let place = current.and_then(|id| listing.contacts.iter().position(|other| *other == id));
                place.or((!listing.contacts.is_empty()).then_some(0))
            })
        });
        let contact = Memo::new(move |_| listing.with(|listing| listing.contacts.get(row.get()?).copied()));
        let selected = Memo::new(move |_| {
            app.track(Table::Contacts);
            let mut selected = memory.selected.get();
            app.with(|_, index| selected.and(index.live()));
            selected
        });
        Self {
            app,
            memory,
            address,
            settings,
            listing,
            row,
            contact,
            selected,
            picking: RwSignal::new(false),
            list: ListHandle::default(),
            typed,
            resting: StoredValue::new_local(Debounce::default()),
            extending: StoredValue::new(Extending::default()),
        }
    }

    /// The filter as the address and the search field have it.
    pub(super) fn filter(self) -> ListFilter {
        self.settings.with(|settings| settings.filter.clone())
    }

    /// How many contacts a filter lets through; follows contacts. `None` while it is begun or wrong.
    pub(super) fn count(self, filter: &ListFilter) -> Option<usize> {
        if self.settings.with(|settings| !settings.unreadable.is_empty()) {
            return None;
        }
        self.app.track(Table::Contacts);
        self.app.with_finder(|database, finder| finder.filter(database, filter).ok().map(|it| it.count()))
    }

    /// What is wrong with the filter, if anything is: then nothing is listed.
    pub(super) fn wrong(self) -> Option<WrongFilter> {
        let texts = self.app.texts();
        self.settings.with(|settings| {
            if let Some(filter) = settings.unreadable.first() {
                let (name, text) = filter;
                let reason = texts.criteria.unreadable(format!("{name}={text}"));
                return Some(WrongFilter { part: WrongPart::Unreadable(filter.clone()), reason });
            }
            self.app.with(|database, _| {
                settings.filter.criteria.parts().iter().find_map(|part| {
                    let incomplete = complete(database, part).err()?;
                    let reason = wording::incomplete(texts, &incomplete);
                    Some(WrongFilter { part: WrongPart::Criteria(part.clone()), reason })
                })
            })
        })
    }

    /// Takes the wrong part out of the filter.
    pub(super) fn remove_wrong(self, part: &WrongPart) {
        match part {
            WrongPart::Criteria(part) => self.remove_part(part),
            WrongPart::Unreadable(filter) => {
                self.set(|address| contact_list::without_unreadable(address, filter));
            }
        }
    }

    /// Searches while typing; the address follows when the text rests.
    pub(super) fn search(self, text: String) {
        self.typed.set(Some(text));
        self.resting.with_value(|resting| resting.call(REST, move || self.settle_search()));
    }

    /// Writes the search text to the address now.
    pub(super) fn settle_search(self) {
        self.resting.with_value(Debounce::cancel);
        if let Some(text) = self.typed.try_get_untracked().flatten() {
            // Further letters leave the history alone: Back leads to the page before.
            self.app.replace_address(self.address.get_untracked().with(contact_list::SEARCH, &text));
            self.typed.set(None);
        }
    }

    /// Remembers how the list is left, a search text included that the address doesn't have yet.
    pub(super) fn leave(self) {
        self.resting.with_value(Debounce::cancel);
        self.memory.scrolled.set_value(self.list.offset());
        if let Some(text) = self.typed.get_untracked() {
            self.memory.address.update_value(|address| {
                *address = std::mem::take(address).with(contact_list::SEARCH, &text);
            });
        }
    }

    /// Goes to the list with other settings, as a step of the history.
    pub(super) fn set(self, change: impl FnOnce(Address) -> Address) {
        self.settle_search();
        self.app.go(change(self.address.get_untracked()));
    }

    /// Sorts.
    pub(super) fn sort(self, sort: Sort) {
        self.set(|address| contact_list::with_sort(address, sort));
    }

    /// Shows companies only, persons only, or both.
    pub(super) fn show_kind(self, kind: Option<ContactKind>) {
        let app = self.app;
        self.set(|address| app.with(|database, _| contact_list::with_kind(database, address, kind)));
    }

    /// Puts a criterion in the place of another, or at the end.
    pub(super) fn set_criterion(self, former: Option<(Field, Operator)>, criterion: &Criterion) {
        let app = self.app;
        self.set(|address| {
            app.with(|database, _| contact_list::with_criterion(database, address, former, criterion))
        });
    }

    /// Takes a part out of the criteria.
    pub(super) fn remove_part(self, part: &Criteria) {
        let app = self.app;
        self.set(|address| app.with(|database, _| contact_list::without(database, address, part)));
    }

    /// Takes the search text out.
    pub(super) fn clear_search(self) {
        self.set(|address| address.with(contact_list::SEARCH, ""));
    }

    /// Takes all filters and the search text out.
    pub(super) fn reset(self) {
        self.set(contact_list::without_filters);
    }

    /// The contact in a row.
    pub(super) fn at(self, row: usize) -> Option<ContactId> {
        self.listing.with(|listing| listing.contacts.get(row).copied())
    }

    /// Makes a row the current one.
    pub(super) fn move_to(self, row: usize) {
        let before = self.contact.get_untracked();
        self.extending.update_value(|extending| {
            extending.moves += 1;
            extending.before = before;
        });
        self.memory.current.set(untrack(|| self.at(row)));
    }

    /// Opens the card of the contact in a row.
    pub(super) fn open(self, row: usize) {
        if let Some(contact) = untrack(|| self.at(row)) {
            self.memory.current.set(Some(contact));
            self.settle_search();
            self.app.go_to_contact(contact);
        }
    }

    /// Takes a row into the selection or out of it, or extends the selection to it.
    pub(super) fn pick(self, row: usize, how: Picking) {
        let Some(contact) = untrack(|| self.at(row)) else { return };
        match how {
            Picking::Toggle => {
                self.memory.selected.update(|selected| {
                    let present = selected.contains(contact.index());
                    selected.set(contact.index(), !present);
                });
                self.extending.update_value(|extending| {
                    extending.last = None;
                    extending.before = Some(contact);
                });
            }
            Picking::Extend => self.extend_to(row),
        }
    }

    fn extend_to(self, row: usize) {
        let selected = self.memory.selected.get_untracked();
        let (anchor, mut extended) = self
            .extending
            .try_update_value(|extending| {
                let goes_on =
                    extending.last.is_some_and(|last| extending.moves == last || extending.moves == last + 1);
                if !goes_on {
                    extending.anchor = extending.before;
                    extending.base = selected;
                }
                extending.last = Some(extending.moves);
                (extending.anchor, extending.base.clone())
            })
            .unwrap_or_default();
        self.listing.with_untracked(|listing| {
            let from = anchor.and_then(|id| listing.contacts.iter().position(|other| *other == id));
            let from = from.unwrap_or(row);
            let range = from.min(row)..=from.max(row);
            for id in listing.contacts.get(range).unwrap_or_default() {
                extended.insert(id.index());
            }
        });
        self.memory.selected.set(extended);
    }

    /// Selects all listed contacts, whether or not their rows are in view.
    pub(super) fn select_all(self) {
        let shown = self.listing.with_untracked(|listing| listing.shown.clone());
        self.memory.selected.update(|selected| selected.or(&shown));
        self.extending.update_value(|extending| extending.last = None);
    }

    /// Clears the selection.
    pub(super) fn clear_selection(self) {
        self.memory.selected.set(Bitmap::new());
        self.extending.update_value(|extending| extending.last = None);
        self.picking.set(false);
    }

    /// The selected contacts in the order of the list, those that it doesn't show last.
    pub(super) fn chosen(self) -> Vec<ContactId> {
        let mut rest = self.selected.get();
        let mut chosen: Vec<ContactId> = Vec::with_capacity(rest.count());
        self.listing.with(|listing| {
            chosen.extend(listing.contacts.iter().filter(|id| rest.contains(id.index())));
            rest.and_not(&listing.shown);
        });
        chosen.extend(rest.iter().filter_map(ContactId::from_index));
        chosen
    }

    /// The listed contacts in order.
    pub(super) fn listed(self) -> Arc<[ContactId]> {
        self.listing.with(|listing| listing.contacts.clone())
    }
}
