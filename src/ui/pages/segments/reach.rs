//! How the contacts of a segment are reached.

use leptos::prelude::*;

use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::postal_address::postal_address;
use crate::exchange::addresses::effective_email;
use crate::i18n::context::use_texts;
use crate::state::app_state::Table;
use crate::ui::pages::segments::model::SegmentModel;
use crate::ui::parts::icon::{Icon, Symbol};

/// How a line is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Email(String),
    /// With the town.
    Letter(String),
    Nowhere,
}

/// How a contact is written to: by e-mail where it or its company has an address, else by letter
/// where the postal address is complete.
pub(super) fn reach(database: &Database, id: ContactId) -> Reach {
    let email = effective_email(database, id);
    if !email.is_empty() {
        return Reach::Email(email.to_owned());
    }
    let address = postal_address(database, id).filter(|address| address.is_deliverable());
    address.map_or(Reach::Nowhere, |address| Reach::Letter(address.town()))
}

/// How a line is reached, with an icon.
#[component]
pub(super) fn ReachedBy(reach: Reach) -> impl IntoView {
    let texts = use_texts();
    match reach {
        Reach::Email(address) => view! {
            <Symbol icon=Icon::Mail/>
            <span class="ell" title=address.clone()>{address.clone()}</span>
        }
        .into_any(),
        Reach::Letter(town) => view! {
            <Symbol icon=Icon::Pin/>
            <span class="ell" title=town.clone()>{town.clone()}</span>
        }
        .into_any(),
        Reach::Nowhere => view! {
            <span class="msg warn">
                <Symbol icon=Icon::Warning/>
                {texts.segments.no_address}
            </span>
        }
        .into_any(),
    }
}

/// How many lines are reached by which way.
#[component]
pub(super) fn Reached(model: SegmentModel) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.segments;
    let counts = Memo::new(move |_| {
        let app = model.app;
        app.track(Table::Contacts);
        app.with(|database, _| {
            model.lines.with(|lines| {
                let (mut email, mut letter, mut nowhere) = (0, 0, 0);
                for &line in lines.iter() {
                    match reach(database, line) {
                        Reach::Email(_) => email += 1,
                        Reach::Letter(_) => letter += 1,
                        Reach::Nowhere => nowhere += 1,
                    }
                }
                (email, letter, nowhere)
            })
        })
    });
    let some = Memo::new(move |_| counts.get() != (0, 0, 0));
    let nowhere = move || {
        let nowhere = counts.get().2;
        (nowhere > 0).then(|| {
            view! {
                <span class="msg warn">
                    <Symbol icon=Icon::Warning/>
                    {words.unreachable(nowhere)}
                </span>
            }
        })
    };
    view! {
        <Show when=move || some.get()>
            <p class="reached">
                <span>
                    <Symbol icon=Icon::Mail/>
                    {move || words.by_email(counts.get().0)}
                </span>
                <span>
                    <Symbol icon=Icon::Pin/>
                    {move || words.by_letter(counts.get().1)}
                </span>
                {nowhere}
            </p>
        </Show>
    }
}
