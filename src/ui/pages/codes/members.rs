//! The contacts that have the current code.

use leptos::prelude::*;

use crate::domain::action::Action;
use crate::domain::catalogue::{ContactKind, Holder};
use crate::domain::codes as rules;
use crate::domain::criteria::Criteria;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::refusal::Refusal;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::query::finder::ListFilter;
use crate::query::order::Sort;
use crate::state::app_state::Table;
use crate::state::route::Route;
use crate::ui::pages::codes::state::Codes;
use crate::ui::pages::common::contact_lookup::{contact_from_key, contact_note, contact_offers};
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::combobox::Combobox;
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::long_list::LongList;

/// The members of a code, to search, add and remove.
#[component]
pub(super) fn Members(
    codes: Codes,
    id: CodeId,
    /// Picks the contacts for which the code counts.
    criteria: Criteria,
) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.codes;
    let app = codes.app;
    let search = RwSignal::new(String::new());
    let current = RwSignal::new(None::<usize>);
    let members = Memo::new(move |_| {
        app.track(Table::Contacts);
        let filter = ListFilter {
            criteria: criteria.clone(),
            search: search.get(),
            // Codes of companies are assigned to companies; persons inherit them.
            kind: match codes.list.spec().holder {
                Holder::Companies => Some(ContactKind::Company),
                Holder::Persons => Some(ContactKind::Person),
                Holder::Both => None,
            },
        };
        app.with_finder(|database, finder| {
            // The members of a code that was just deleted are about to go.
            finder.list(database, &filter, Sort::default(), app.alphabet()).unwrap_or_default().contacts
        })
    });
    let count = codes.count(id);
    let is_empty = Memo::new(move |_| members.with(|members| members.is_empty()));
    let row = move |index: Signal<usize>| {
        let member = Memo::new(move |_| members.with(|members| members.get(index.get()).copied()));
        let cells = move || member.get().map(|member| view! { <Member codes id member/> });
        view! { {cells} }.into_any()
    };
    let open = move |index: usize| {
        if let Some(member) = members.with_untracked(|members| members.get(index).copied()) {
            app.go_to_contact(member);
        }
    };
    view! {
        <div class="det-head row">
            <h2>{words.members} " " <span class="mut">{move || texts.number(count.get())}</span></h2>
        </div>
        <div class="det-tools">
            <AddMember codes id/>
            <label class="in quiet">
                <Symbol icon=Icon::Search/>
                <input
                    type="search"
                    placeholder=words.search_members
                    aria-label=words.search_members
                    prop:value=search
                    on:input:target=move |event| search.set(event.target().value())
                />
            </label>
        </div>
        {move || {
            if is_empty.get() {
                let text = move || if search.with(String::is_empty) { words.no_members } else { texts.parts.no_match };
                view! { <p class="sec det-none">{text}</p> }.into_any()
            } else {
                view! {
                    <LongList
                        label=words.members
                        count=Signal::derive(move || members.with(|members| members.len()))
                        row
                        current
                        on_move=move |index| current.set(Some(index))
                        on_open=open
                        class="columns-members"
                    />
                }
                .into_any()
            }
        }}
    }
}

#[component]
fn Member(codes: Codes, id: CodeId, member: ContactId) -> impl IntoView {
    let texts = use_texts();
    let Codes { app, list, .. } = codes;
    let shown = Memo::new(move |_| {
        app.track(Table::Contacts);
        app.with(|database, _| {
            let contact = database.contact(member)?;
            let place = contact_note(database, member);
            Some((contact.kind, contact.label().to_owned(), place, contact.number.clone()))
        })
    });
    let remove = move || {
        app.commit_or_notify(|database, _| {
            let code = database.code(list, id).ok_or(Refusal::Gone)?.code.to_string();
            let assignment = rules::unassign(database, list, id, &[member]);
            Ok((
                Action::Unassign { list, codes: vec![code], contacts: assignment.changed },
                assignment.change,
            ))
        });
    };
    move || {
        shown.get().map(|(kind, name, place, number)| {
            let icon = if kind == ContactKind::Company { Icon::Company } else { Icon::Person };
            let code = app.with(|database, _| {
                database.code(list, id).map(|entry| entry.code.to_string()).unwrap_or_default()
            });
            let class = if kind == ContactKind::Company { "ell b" } else { "ell" };
            view! {
                <div class="list-cell check" role="gridcell" title=wording::kind(texts, kind)>
                    <Symbol icon/>
                </div>
                <div class="list-cell nm two-lines" role="gridcell">
                    <a class=class title=name.clone() href=Route::Contact(number).href()>
                        {name.clone()}
                    </a>
                    <small class="ell" title=place.clone()>{place.clone()}</small>
                </div>
                <div class="list-cell end" role="gridcell">
                    <Button
                        text=texts.codes.take_off(code, name)
                        icon=Icon::Cross
                        icon_only=true
                        small=true
                        kind=ButtonKind::Quiet
                        on_click=remove
                    />
                </div>
            }
        })
    }
}

/// A lookup that assigns the code to the chosen contact.
#[component]
fn AddMember(codes: Codes, id: CodeId) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.codes;
    let Codes { app, list, .. } = codes;
    let offers = move |typed: String| {
        contact_offers(app, &typed, |database, contact| {
            let holder = database.code_holder(list, contact);
            match holder.and_then(|holder| database.contact(holder)) {
                None => Some(match list.spec().holder {
                    Holder::Persons => words.is_company.to_owned(),
                    Holder::Companies | Holder::Both => words.no_company.to_owned(),
                }),
                Some(holder) => holder.codes(list).contains(&id).then(|| words.has_it.to_owned()),
            }
        })
    };
    let take = move |key: String| {
        let Some(contact) = contact_from_key(&key) else { return };
        app.commit_or_notify(|database, _| {
            let code = database.code(list, id).ok_or(Refusal::Gone)?.code.to_string();
            let assignment = rules::assign(database, list, id, &[contact]);
            Ok((Action::Assign { list, codes: vec![code], contacts: assignment.changed }, assignment.change))
        });
    };
    view! {
        <Combobox label=words.add_contacts hide_label=true placeholder=words.add_contacts offers on_take=take/>
    }
}
