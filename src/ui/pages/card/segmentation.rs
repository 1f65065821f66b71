//! The section *Segmentation*: the contact's mailing groups, industry groups, business relations.

use crate::browser::element::focus_step;
use crate::domain::action::{Action, EditedField};
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::identifiers::CodeId;
use crate::domain::sorting::small_sort_by_key;
use crate::domain::{codes, contacts};
use crate::i18n::wording;
use crate::query::collation::sort_key;
use crate::state::app_state::Table;
use crate::ui::pages::card::model::{ContactModel, section};
use crate::ui::pages::card::panels::OpenPanels;
use crate::ui::pages::common::code_colour_number;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::chip::Chip;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::name::unique_id;
use crate::ui::parts::section::Section;
use crate::ui::parts::switch::Switch;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

/// The counts as tabs at the left, the codes of the chosen list at the right.
#[component]
pub fn Segmentation(
    /// The contact.
    model: ContactModel,
    /// The panels that the buttons open.
    opened: OpenPanels,
) -> impl IntoView {
    let texts = model.texts;
    let chosen = RwSignal::new(CodeList::MailingGroup);
    let panel = unique_id("codes");
    let summary = model.follow(move |database, contact| {
        let count = |list| database.codes_for(list, model.id).len();
        let text = |list| format!("{}: {}", texts.of_list(list).count, texts.number(count(list)));
        CodeList::ALL.into_iter().filter(|list| list.counts_for(contact.kind)).map(text).collect()
    });
    let assign = move || {
        view! {
            <Button
                text=texts.card.assign_more
                icon=Icon::Plus
                small=true
                on_click=move || opened.codes(chosen.get_untracked()).set(true)
            />
        }
    };
    view! {
        <div class="segmentation">
            <Section title=texts.common.segmentation open=section(2) summary actions=assign>
                <div class="sgrid">
                    <div class="counts">
                        <CodeCounts model chosen panel=panel.clone() />
                        <Excluded model />
                    </div>
                    <div id=panel role="tabpanel" aria-label=move || wording::code_list(texts, chosen.get())>
                        {move || view! { <ContactCodes model list=chosen.get() /> }}
                    </div>
                </div>
            </Section>
        </div>
    }
}

/// The tabs *No. of Mailing Groups* and so on. Assistive technology finds the numbers as descriptions
/// of the tabs, and as outputs of their own.
#[component]
fn CodeCounts(model: ContactModel, chosen: RwSignal<CodeList>, panel: String) -> impl IntoView {
    let texts = model.texts;
    let row = NodeRef::<Div>::new();
    let move_focus = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => 1,
            "ArrowUp" | "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(row) = row.get_untracked() {
            focus_step(&row, "[role=tab]:not([hidden])", step);
        }
    };
    let counts = CodeList::ALL.map(|list| {
        let count = model.follow(move |database, _| database.codes_for(list, model.id).len());
        (list, count, unique_id("count"))
    });
    let kind = model.follow(|_, contact| contact.kind);
    let tabs = counts.clone().map(|(list, count, id)| {
        let selected = Memo::new(move |_| chosen.get() == list);
        view! {
            <button
                type="button"
                class="c"
                role="tab"
                hidden=move || !list.counts_for(kind.get())
                aria-selected=move || selected.get().to_string()
                aria-controls=panel.clone()
                aria-describedby=id
                tabindex=move || if selected.get() { "0" } else { "-1" }
                on:click=move |_| chosen.set(list)
            >
                <span>{texts.of_list(list).count}</span>
                <b aria-hidden="true">{move || texts.number(count.get())}</b>
            </button>
        }
    });
    let outputs = counts.map(|(list, count, id)| {
        view! {
            <output class="vh" id=id aria-label=texts.of_list(list).count>
                {move || texts.number(count.get())}
            </output>
        }
    });
    view! {
        <div
            role="tablist"
            aria-orientation="vertical"
            aria-label=texts.common.segmentation
            node_ref=row
            on:keydown=move_focus
        >
            {tabs.into_iter().collect_view()}
        </div>
        {outputs.into_iter().collect_view()}
    }
}

/// *Exclude from Segment*.
#[component]
fn Excluded(model: ContactModel) -> impl IntoView {
    let texts = model.texts;
    let error = RwSignal::new(None::<String>);
    let toggle = move |excluded: bool| {
        let result =
            model.edit(EditedField::Excluded, |database| contacts::exclude(database, model.id, excluded));
        error.set(result.err());
    };
    view! {
        <div class="switch-line">
            <span aria-hidden="true">{texts.fields.excluded}</span>
            <Switch
                label=texts.fields.excluded
                on=model.follow(|_, contact| contact.excluded)
                on_toggle=toggle
                hide_label=true
            />
        </div>
        {move || error.get().map(|text| view! { <span class="msg err" role="alert">{text}</span> })}
    }
}

/// A row of the table: id, code, description.
type AssignedCode = (CodeId, String, String);

/// The codes of one list that count for the contact.
#[component]
fn ContactCodes(model: ContactModel, list: CodeList) -> impl IntoView {
    let ContactModel { app, texts, id } = model;
    let rows = Memo::new(move |_| {
        app.track(Table::Contacts);
        app.track(Table::Codes);
        app.with(|database, _| {
            let row = |&code: &CodeId| {
                let entry = database.code(list, code)?;
                Some((code, entry.code.to_string(), entry.description.clone()))
            };
            let mut rows: Vec<AssignedCode> = database.codes_for(list, id).iter().filter_map(row).collect();
            small_sort_by_key(&mut rows, |(_, code, _)| sort_key(code, app.alphabet()));
            rows
        })
    });
    let note = model.follow(move |database, contact| {
        if !list.is_of_company() || contact.kind == ContactKind::Company {
            return None;
        }
        let company = contact.company.and_then(|company| database.contact(company));
        Some(company.map_or_else(
            || texts.card.no_company_no_codes.to_owned(),
            |company| texts.card.of_company(company.text(ContactField::Name)),
        ))
    });
    let remove = move |code: CodeId, text: String| {
        app.commit_or_notify(|database, _| {
            let assignment = codes::unassign(database, list, code, &[id]);
            let action = Action::Unassign { list, codes: vec![text], contacts: assignment.changed };
            Ok((action, assignment.change))
        });
    };
    let row = move |(code, text, description): AssignedCode| {
        let named = text.clone();
        view! {
            <tr>
                <td><Chip text=text.clone() colour=code_colour_number(code) /></td>
                <td class="nm">{description}</td>
                <td class="num">
                    <Button
                        text=texts.parts.remove_named(&text)
                        icon=Icon::Cross
                        icon_only=true
                        small=true
                        kind=ButtonKind::Quiet
                        on_click=move || remove(code, named.clone())
                    />
                </td>
            </tr>
        }
    };
    view! {
        <div class="framed">
            <table class="grid codes-of-contact" aria-label=wording::code_list(texts, list)>
                <thead>
                    <tr>
                        <th scope="col">{texts.common.code}</th>
                        <th scope="col">{texts.common.description}</th>
                        <th scope="col"><span class="vh">{texts.common.remove}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=Clone::clone children=row />
                    {move || rows.with(Vec::is_empty).then(|| view! {
                        <tr><td colspan="3" class="mut">{texts.card.none_assigned}</td></tr>
                    })}
                </tbody>
            </table>
        </div>
        {move || note.get().map(|note| view! { <p class="msg">{note}</p> })}
    }
}
