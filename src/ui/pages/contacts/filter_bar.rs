//! The filters in force, as chips that open their builder.

use leptos::ev::KeyboardEvent;
use leptos::html::Span;
use leptos::prelude::*;

use crate::browser::document::focus_by_id;
use crate::browser::element::FocusTarget;
use crate::domain::catalogue::CodeList;
use crate::domain::complete_criteria::complete;
use crate::domain::criteria::{Criteria, Criterion, Field, Operator};
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::ui::pages::common::criterion_words;
use crate::ui::pages::contacts::filter_builder::{Editing, FilterBuilder};
use crate::ui::pages::contacts::model::{Model, WrongPart};
use crate::ui::pages::contacts::target::Target;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::shortcut::{Where, on_shortcut};

/// By which the focus comes back when a filter is done with.
const ADD_ID: &str = "contacts-add-filter";

/// The filter bar.
#[component]
pub(super) fn FilterBar(
    /// Whether the fact box was asked for, or away (Alt+F2).
    details: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let editing = RwSignal::new(None::<Editing>);
    let adding = NodeRef::<Span>::new();
    let add = move || {
        let criterion = Criterion {
            field: Field::Codes(CodeList::MailingGroup),
            operator: Operator::IsAnyOf,
            values: Vec::new(),
        };
        editing.set(Some(Editing { former: None, criterion, anchor: adding }));
    };
    on_shortcut("Shift+F3", Where::Everywhere, add);
    let chips = move || {
        let (criteria, unreadable) =
            model.settings.with(|it| (it.filter.criteria.clone(), it.unreadable.clone()));
        let parts = criteria.into_parts().into_iter().map(|part| match part {
            Criteria::Is(criterion) => view! { <FilterChip criterion editing/> }.into_any(),
            group => {
                let text =
                    model.app.with(|database, _| criterion_words::tree_sentence(texts, database, &group));
                view! { <PartChip text part=WrongPart::Criteria(group)/> }.into_any()
            }
        });
        let unreadable = unreadable.into_iter().map(|filter| {
            let text = format!("{}={}", filter.0, filter.1);
            view! { <PartChip text part=WrongPart::Unreadable(filter)/> }.into_any()
        });
        parts.chain(unreadable).collect_view()
    };
    let is_filtered = Memo::new(move |_| {
        model.settings.with(|settings| {
            !settings.filter.criteria.is_unconditional()
                || !settings.unreadable.is_empty()
                || !settings.filter.search.trim().is_empty()
        })
    });
    let builder = move || {
        editing.get().map(|opened| {
            let opener = StoredValue::new_local(FocusTarget::of_focus());
            let close = move || {
                editing.set(None);
                // A filter that was applied is drawn anew.
                if !opener.with_value(|opener| opener.as_ref().is_some_and(FocusTarget::focus)) {
                    focus_by_id(ADD_ID);
                }
            };
            view! { <FilterBuilder opened on_close=close on_leave=move || editing.set(None)/> }
        })
    };
    view! {
        <div class="fbar" role="group" aria-label=texts.common.filters>
            {chips}
            <span node_ref=adding>
                <button
                    type="button"
                    id=ADD_ID
                    class="btn ghost sm"
                    aria-keyshortcuts="Shift+F3"
                    aria-haspopup="dialog"
                    aria-expanded=move || editing.with(Option::is_some).to_string()
                    on:click=move |_| add()
                >
                    {texts.common.add_filter}
                </button>
            </span>
            {builder}
            <span class="row last">
                {move || {
                    is_filtered.get().then(|| {
                        view! {
                            <Button
                                text=texts.common.reset_filters
                                kind=ButtonKind::Quiet
                                small=true
                                on_click=move || model.reset()
                            />
                        }
                    })
                }}
                <CurrentGroups/>
                <span class="narrow-only wide-only">
                    <Button
                        text=texts.common.details
                        icon=Icon::Info
                        icon_only=true
                        kind=ButtonKind::Quiet
                        small=true
                        shortcut="Alt+F2"
                        pressed=details
                        on_click=move || details.update(|shown| *shown = !*shown)
                    />
                </span>
            </span>
        </div>
    }
}

/// Opens the mailing groups of the current row's contact, without its card.
#[component]
fn CurrentGroups() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let target = expect_context::<Target>();
    let open = move || {
        if let Some(contact) = model.contact.get_untracked() {
            target.assign(CodeList::MailingGroup, vec![contact]);
        }
    };
    move || {
        model.contact.get().map(|_| {
            view! {
                <Button
                    text=wording::code_list(texts, CodeList::MailingGroup)
                    icon=Icon::Tag
                    kind=ButtonKind::Quiet
                    small=true
                    on_click=open
                />
            }
        })
    }
}

/// A criterion: field, operator and values open its builder; the cross takes it out.
#[component]
fn FilterChip(criterion: Criterion, editing: RwSignal<Option<Editing>>) -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let (field, operator) = (criterion.field, criterion.operator);
    let caption = wording::criterion_field(texts, field);
    let words = criterion_words::operator(texts, operator, criterion.values.len());
    let values = model.app.with(|database, _| criterion_words::values(texts, database, &criterion));
    let sentence = model.app.with(|database, _| criterion_words::sentence(texts, database, &criterion));
    let chip = NodeRef::<Span>::new();
    let wrong = wrong(model, &Criteria::Is(criterion.clone()));
    let criterion = StoredValue::new(criterion);
    let open = move |_| {
        let criterion = criterion.get_value();
        editing.set(Some(Editing { former: Some((field, operator)), criterion, anchor: chip }));
    };
    let remove = move || {
        model.remove_part(&Criteria::Is(criterion.get_value()));
        focus_by_id(ADD_ID);
    };
    let keys = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Backspace" | "Delete") {
            event.prevent_default();
            remove();
        }
    };
    let shown = (!values.is_empty()).then(|| {
        view! {
            <button type="button" class="v" aria-haspopup="dialog" on:click=open>
                <span class="ell">{values}</span>
            </button>
        }
    });
    view! {
        <span
            class="fchip"
            class:wrong=wrong.is_some()
            title=wrong.clone()
            role="group"
            aria-label=sentence.clone()
            node_ref=chip
            on:keydown=keys
        >
            <button type="button" class="f" aria-haspopup="dialog" on:click=open>
                {wrong.is_some().then(|| view! { <Symbol icon=Icon::Warning/> })}
                {caption}
            </button>
            <button type="button" class="o" aria-haspopup="dialog" on:click=open>
                {words}
            </button>
            {shown}
            <button
                type="button"
                aria-label=texts.parts.remove_named(&sentence)
                title=texts.contacts.filter_remove
                on:click=move |_| remove()
            >
                <Symbol icon=Icon::Cross/>
            </button>
        </span>
    }
}

/// A group of criteria, or a filter that cannot be read: the cross takes it out.
#[component]
fn PartChip(text: String, part: WrongPart) -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let wrong = match &part {
        WrongPart::Criteria(part) => wrong(model, part),
        WrongPart::Unreadable(_) => Some(texts.criteria.unreadable(&text)),
    };
    let remove = move |_| {
        model.remove_wrong(&part);
        focus_by_id(ADD_ID);
    };
    view! {
        <span class="fchip" class:wrong=wrong.is_some() role="group" aria-label=text.clone()>
            <span class="tree" title=wrong.clone().unwrap_or_else(|| text.clone())>
                {wrong.is_some().then(|| view! { <Symbol icon=Icon::Warning/> })}
                <span class="ell">{text.clone()}</span>
            </span>
            <button
                type="button"
                aria-label=texts.parts.remove_named(&text)
                title=texts.contacts.filter_remove
                on:click=remove
            >
                <Symbol icon=Icon::Cross/>
            </button>
        </span>
    }
}

/// What is wrong with a part of the filter.
fn wrong(model: Model, part: &Criteria) -> Option<String> {
    let incomplete = model.app.with(|database, _| complete(database, part).err())?;
    Some(wording::incomplete(model.app.texts(), &incomplete))
}
