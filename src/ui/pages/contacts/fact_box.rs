//! What there is to know about the current row's contact.

use leptos::prelude::*;

use crate::domain::catalogue::{CodeList, ContactKind};
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::state::app_state::Table;
use crate::state::route::Route;
use crate::ui::pages::common::code_colour;
use crate::ui::pages::contacts::model::Model;
use crate::ui::pages::contacts::target::Target;
use crate::ui::parts::avatar::Avatar;
use crate::ui::parts::button::Button;
use crate::ui::parts::icon::{Icon, Symbol};

/// Related contacts and segments that are named; a few are enough for a glance.
const NAMED: usize = 8;

/// The fact box beside the list.
#[component]
pub(super) fn FactBox(
    /// Hidden where there is room for it, shown where there is none (Alt+F2).
    toggled: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let facts = move || {
        for table in [Table::Contacts, Table::Codes, Table::Segments] {
            model.app.track(table);
        }
        let found = model.contact.get().and_then(|id| {
            model.app.with(|database, _| Some(facts(texts, database, id, database.contact(id)?)))
        });
        match found {
            Some(facts) => view! { <Known facts/> }.into_any(),
            None => view! { <p class="sec">{texts.contacts.no_current}</p> }.into_any(),
        }
    };
    view! {
        <aside
            class="fact"
            class:shown=move || toggled.get()
            class:folded=move || toggled.get()
            aria-label=texts.common.details
        >
            {facts}
        </aside>
    }
}

/// A link to a record.
struct Link {
    href: String,
    text: String,
    is_person: bool,
}

/// The codes of a list that count for the contact, each with its colour.
struct Codes {
    list: CodeList,
    caption: &'static str,
    chips: Vec<(String, &'static str)>,
}

struct Facts {
    id: ContactId,
    name: String,
    is_person: bool,
    about: String,
    codes: Vec<Codes>,
    related: Vec<Link>,
    related_count: usize,
    segments: Vec<Link>,
}

fn facts(texts: &'static Texts, database: &Database, id: ContactId, contact: &Contact) -> Facts {
    let is_person = contact.kind == ContactKind::Person;
    let chip =
        |list: CodeList, code: CodeId| Some((database.code(list, code)?.code.to_string(), code_colour(code)));
    let codes = CodeList::ALL.into_iter().filter(|list| list.counts_for(contact.kind)).map(|list| {
        let chips = database.codes_for(list, id).iter().filter_map(|&code| chip(list, code)).collect();
        Codes { list, caption: texts.of_list(list).count, chips }
    });
    // The company first, then its persons.
    let company = database.company_of(id);
    let related: Vec<ContactId> = company
        .into_iter()
        .chain(company.map(|company| database.persons_of(company)).unwrap_or_default().iter().copied())
        .filter(|other| *other != id)
        .collect();
    let link = |id: &ContactId| {
        let contact = database.contact(*id)?;
        Some(Link {
            href: Route::Contact(contact.number.clone()).href(),
            text: contact.label().to_owned(),
            is_person: contact.kind == ContactKind::Person,
        })
    };
    let segments = database.segments().filter(|(_, segment)| segment.lines.contains(&id));
    Facts {
        id,
        name: contact.label().to_owned(),
        is_person,
        about: format!("{} · {}", wording::kind(texts, contact.kind), contact.number),
        codes: codes.collect(),
        related_count: related.len(),
        related: related.iter().take(NAMED).filter_map(link).collect(),
        segments: segments
            .take(NAMED)
            .map(|(_, segment)| Link {
                href: Route::Segment(segment.number.clone()).href(),
                text: [segment.number.as_str(), &segment.description].join(" ").trim_end().to_owned(),
                is_person: false,
            })
            .collect(),
    }
}

#[component]
fn Known(facts: Facts) -> impl IntoView {
    let texts = use_texts();
    let target = expect_context::<Target>();
    let Facts { id, name, is_person, about, codes, related, related_count, segments } = facts;
    let codes = codes.into_iter().map(move |Codes { list, caption, chips }| {
        let count = texts.number(chips.len());
        let open = move |_| target.assign(list, vec![id]);
        let name = format!("{caption}: {count}");
        view! {
            <dl class="kv">
                <dt>{caption}</dt>
                <dd>
                    <button type="button" class="link b" aria-label=name on:click=open>{count}</button>
                </dd>
            </dl>
            {(list == CodeList::MailingGroup && !chips.is_empty())
                .then(|| view! { <div class="chips">{chips.into_iter().map(chip).collect_view()}</div> })}
        }
    });
    let related = (!related.is_empty()).then(|| {
        let rest = related_count - related.len();
        let rows = related.into_iter().map(|link| {
            let name = link.text.clone();
            view! {
                <a class="row" href=link.href title=link.text.clone()>
                    <Avatar name person=link.is_person/>
                    <span class="ell">{link.text.clone()}</span>
                </a>
            }
        });
        view! {
            <section>
                <h3>{texts.contacts.related} <span class="mut">{texts.number(related_count)}</span></h3>
                <div class="related">
                    {rows.collect_view()}
                    {(rest > 0).then(|| view! { <span class="sec">{texts.parts.more_count(rest)}</span> })}
                </div>
            </section>
        }
    });
    let segments = (!segments.is_empty()).then(|| {
        let rows = segments.into_iter().map(|link| {
            view! {
                <a class="row" href=link.href title=link.text.clone()>
                    <Symbol icon=Icon::Segment/>
                    <span class="ell">{link.text.clone()}</span>
                </a>
            }
        });
        view! {
            <section>
                <h3>{texts.contacts.in_segments}</h3>
                <div class="related">{rows.collect_view()}</div>
            </section>
        }
    });
    let (shown_name, groups) =
        (name.clone(), texts.contacts.more_input(wording::code_list(texts, CodeList::MailingGroup)));
    view! {
        <div class="who">
            <Avatar name person=is_person large=true/>
            <div class="grow">
                <h2>{shown_name}</h2>
                <span class="mut">{about}</span>
            </div>
        </div>
        <section>
            <h3>{texts.common.segmentation}</h3>
            {codes.collect_view()}
            <div class="actions">
                <Button
                    text=groups
                    icon=Icon::Tag
                    small=true
                    on_click=move || target.assign(CodeList::MailingGroup, vec![id])
                />
            </div>
        </section>
        {related}
        {segments}
    }
}

fn chip((code, colour): (String, &'static str)) -> impl IntoView {
    view! {
        <span class=format!("chip {colour}")>
            <i></i>
            {code}
        </span>
    }
}
