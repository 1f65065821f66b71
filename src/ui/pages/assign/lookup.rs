//! The lookup of codes.

use crate::browser::element::focus_first;
use crate::domain::catalogue::CodeList;
use crate::domain::code::Code;
use crate::domain::identifiers::CodeId;
use crate::domain::refusal::Refusal;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::query::lookup::{find_codes, near_codes};
use crate::ui::pages::assign::staging::{AssignTarget, Staging};
use crate::ui::pages::common::code_colour_number;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::combobox::{Combobox, LookupAction, Offer};
use crate::ui::parts::field::{Draft, InputKind};
use crate::ui::parts::icon::Icon;
use leptos::html::Div;
use leptos::prelude::*;

/// The limit of offered codes; typing on narrows them.
const MAX_OFFERS: usize = 50;

/// *Mailing Group Code*: a lookup by code and description. A code that the list does not have is
/// refused with the text kept, and with offers to create it or to use a similar one.
#[component]
pub fn CodeLookup(
    /// The dialog's state.
    staging: Staging,
    /// The typed text that is not committed.
    draft: RwSignal<Option<Draft>>,
) -> impl IntoView {
    let texts = use_texts();
    let list = staging.list;
    let refuse = move |text: String, result: Result<(), Refusal>| {
        if let Err(refusal) = result {
            let error = Some(wording::refusal(texts, &refusal));
            draft.set(Some(Draft { text, error }));
        }
    };
    let take = move |key: String| {
        if let Ok(id) = key.parse() {
            staging.put(CodeId(id));
        }
    };
    let take_text =
        move |text: String| staging.assign_typed(&text).map_err(|refusal| wording::refusal(texts, &refusal));
    let create = Callback::new(move |text: String| {
        let result = staging.create(&text);
        refuse(text, result);
    });
    let actions = move |typed: String| {
        let action = |code: Code| LookupAction {
            text: new_code(texts, list, code.as_str()),
            icon: Icon::Plus,
            run: create,
        };
        unknown(staging, &typed).map(action).into_iter().collect::<Vec<_>>()
    };
    let ways_out = move || {
        let Some(Draft { text, error: Some(_) }) = draft.get() else {
            return view! { <span class="sec">{texts.assign.hint}</span> }.into_any();
        };
        let Some(code) = unknown(staging, &text) else { return ().into_any() };
        let near = staging.app.with(|database, _| {
            let near = near_codes(database, list, &text, 3);
            let named = |id: CodeId| Some((id, database.code(list, id)?.code.to_string()));
            near.into_iter().filter_map(named).collect::<Vec<_>>()
        });
        let near = near.into_iter().map(|(id, code)| {
            let take = move || {
                staging.put(id);
                draft.set(None);
            };
            view! { <Button text=texts.assign.use_code(code) kind=ButtonKind::Link on_click=take /> }
        });
        let make = move || {
            draft.set(None);
            create.run(code.to_string());
        };
        view! {
            {near.collect_view()}
            <Button text=texts.assign.create_it kind=ButtonKind::Link on_click=make />
        }
        .into_any()
    };
    // The dialog focuses its first field, which belongs to a row once there are rows.
    let line = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(line) = line.get() {
            focus_first(&line, "input");
        }
    });
    view! {
        <div class="dgrid lookup-line" node_ref=line>
            <Combobox
                label=texts.of_list(list).code
                hide_label=true
                kind=InputKind::Code
                offers=move |typed: String| offers(texts, staging, &typed)
                on_take=take
                on_text=take_text
                actions
                draft
            />
            <div class="rest row wrap">{ways_out}</div>
        </div>
    }
}

/// The typed code, if the list does not have it.
fn unknown(staging: Staging, typed: &str) -> Option<Code> {
    let code = Code::parse(typed).ok()?;
    let is_known = staging.app.with(|database, _| database.find_code(staging.list, &code).is_some());
    let is_staged = staging.is_assigned(&AssignTarget::New(code.to_string()));
    (!is_known && !is_staged).then_some(code)
}

fn offers(texts: &'static Texts, staging: Staging, typed: &str) -> Vec<Offer> {
    let Staging { app, list, .. } = staging;
    let offers: Vec<Offer> = app.with(|database, index| {
        let offer = |id: CodeId| {
            let entry = database.code(list, id)?;
            let taken = staging.is_assigned(&AssignTarget::Known(id));
            Some(Offer {
                key: id.0.to_string(),
                chip: Some((entry.code.to_string(), code_colour_number(id))),
                text: entry.description.clone(),
                note: texts.assign.in_all(index.count_of_code(list, id)),
                blocked: taken.then(|| texts.assign.taken.to_owned()),
            })
        };
        let found = find_codes(database, list, typed, app.alphabet());
        found.into_iter().filter_map(offer).take(MAX_OFFERS).collect()
    });
    // A typed code that is assigned already means itself, not another match.
    let exact = Code::parse(typed).ok().map(|code| code.to_string());
    let is_exact = |offer: &Offer| offer.chip.as_ref().map(|(code, _)| code) == exact.as_ref();
    match offers.first() {
        Some(first) if first.blocked.is_some() && is_exact(first) => vec![first.clone()],
        _ => offers,
    }
}

fn new_code(texts: &'static Texts, list: CodeList, code: &str) -> String {
    texts.of_list(list).new_code(code)
}
