//! *Company Name*: the lookup of a person's company.

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::contact::Contact;
use crate::domain::identifiers::ContactId;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::query::lookup::find_companies;
use crate::query::search_key::fold;
use crate::state::app_state::{AppState, use_app_state};
use crate::ui::parts::combobox::{Combobox, LookupAction, Offer};
use crate::ui::parts::field::Draft;
use crate::ui::parts::icon::Icon;
use leptos::prelude::*;

/// The limit of offered companies; typing on narrows them.
const MAX_OFFERS: usize = 20;

/// The company chosen for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Employer {
    /// None.
    None,
    /// An existing company.
    Known(ContactId),
    /// A company of this name, to be created.
    New(String),
}

/// A lookup over companies, with "no company" and "new company".
#[component]
pub fn CompanyLookup(
    /// The company's name; empty without one.
    #[prop(into)]
    value: Signal<String>,
    /// Accepts the choice, or refuses it with a sentence.
    #[prop(into)]
    on_choose: Callback<Employer, Result<(), String>>,
    /// The page's signal for the draft.
    draft: RwSignal<Option<Draft>>,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let choose = move |text: String, employer: Employer| {
        if let Err(error) = on_choose.run(employer) {
            draft.set(Some(Draft { text, error: Some(error) }));
        }
    };
    let take = move |key: String| {
        if let Ok(id) = key.parse() {
            choose(String::new(), Employer::Known(ContactId(id)));
        }
    };
    let clear = Callback::new(move |_| choose(String::new(), Employer::None));
    let create =
        Callback::new(move |name: String| choose(name.clone(), Employer::New(name.trim().to_owned())));
    let take_text = move |text: String| {
        let name = text.trim();
        if name.is_empty() {
            return on_choose.run(Employer::None);
        }
        match named(app, name) {
            Some(id) => on_choose.run(Employer::Known(id)),
            None => Err(texts.card.unknown_company(name)),
        }
    };
    let actions = move |typed: String| {
        let mut actions = Vec::new();
        let name = typed.trim();
        if name.is_empty() {
            if value.with(|value| !value.is_empty()) {
                actions.push(LookupAction {
                    text: texts.card.no_company.to_owned(),
                    icon: Icon::Cross,
                    run: clear,
                });
            }
        } else if named(app, name).is_none() {
            let text = texts.card.new_company(name);
            actions.push(LookupAction { text, icon: Icon::Plus, run: create });
        }
        actions
    };
    view! {
        <Combobox
            label=texts.fields.company_name
            value
            offers=move |typed: String| offers(texts, app, &typed)
            on_take=take
            on_text=take_text
            actions
            placeholder=texts.card.no_company
            draft
        />
    }
}

fn offers(_: &'static Texts, app: AppState, typed: &str) -> Vec<Offer> {
    app.with_finder(|database, finder| {
        let offer = |id: ContactId| {
            let company = database.contact(id)?;
            Some(Offer {
                key: id.0.to_string(),
                text: company.label().to_owned(),
                note: note(company),
                ..Offer::default()
            })
        };
        let found = find_companies(database, finder, typed, app.alphabet(), MAX_OFFERS);
        found.into_iter().filter_map(offer).collect()
    })
}

/// A note that tells companies of the same name apart.
fn note(company: &Contact) -> String {
    let city = company.text(ContactField::City);
    if city.is_empty() { company.number.clone() } else { format!("{} · {city}", company.number) }
}

/// The company of this name, ignoring case and accents.
fn named(app: AppState, name: &str) -> Option<ContactId> {
    let wanted = fold(name);
    app.with_finder(|database, finder| {
        find_companies(database, finder, name, app.alphabet(), MAX_OFFERS).into_iter().find(|&id| {
            database.contact(id).is_some_and(|company| {
                company.kind == ContactKind::Company && fold(company.text(ContactField::Name)) == wanted
            })
        })
    })
}
