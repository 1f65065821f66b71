//! The panel in which a filter is put together; it says how many contacts would be shown.

use leptos::ev::KeyboardEvent;
use leptos::html::{Div, Span};
use leptos::prelude::*;

use crate::browser::element::{focus, focus_first, has_focus_within, hide_floating, show_beside};
use crate::browser::timers::next_frame;
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::i18n::context::use_texts;
use crate::query::finder::ListFilter;
use crate::ui::pages::common::condition_editor::{ConditionDraft, ConditionEditor};
use crate::ui::pages::contacts::model::Model;
use crate::ui::parts::button::{Button, ButtonKind};

/// The filter whose builder is open.
#[derive(Clone)]
pub(super) struct Editing {
    /// The criterion that is changed; none for a new one.
    pub(super) former: Option<(Field, Operator)>,
    /// What the builder starts with.
    pub(super) criterion: Criterion,
    /// Beside which it opens.
    pub(super) anchor: NodeRef<Span>,
}

/// The builder. Esc and a click elsewhere put it aside, Ctrl+Enter applies it.
#[component]
pub(super) fn FilterBuilder(
    opened: Editing,
    /// Called when it is done with; the focus goes back to the filters.
    #[prop(into)]
    on_close: Callback<()>,
    /// Called when the focus went elsewhere.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let Editing { former, criterion, anchor } = opened;
    let draft = ConditionDraft::of(criterion.clone());
    let wanting = RwSignal::new(false);
    let panel = NodeRef::<Div>::new();
    // Another criterion on the same field with the same operator is the one that is changed.
    let known = move |(field, operator): (Field, Operator)| {
        model.settings.with_untracked(|settings| {
            let criteria = settings.filter.criteria.parts().iter();
            let of_same = criteria.filter_map(|part| match part {
                Criteria::Is(it) if (it.field, it.operator) == (field, operator) => Some(it.values.clone()),
                _ => None,
            });
            of_same.into_iter().next()
        })
    };
    let built = Memo::new(move |_| draft.checked(model.app));
    let found = Memo::new(move |_| model.count(&with(model.filter(), former, built.get().ok()?)));
    let apply = move || {
        // With the next picture the builder may be gone.
        match built.try_get_untracked() {
            Some(Ok(criterion)) => {
                model.set_criterion(former, &criterion);
                on_close.run(());
            }
            Some(Err(_)) => wanting.set(true),
            None => {}
        }
    };
    let hand_over = move || {
        // What was typed is handed over when its field is left, with the next picture.
        if let Some(panel) = panel.get_untracked() {
            focus(&panel);
        }
        next_frame(move || next_frame(apply));
    };
    let remove = former.map(|_| {
        let former = Criteria::Is(criterion);
        let remove = move || {
            model.remove_part(&former);
            on_close.run(());
        };
        view! { <Button text=texts.contacts.filter_remove kind=ButtonKind::Quiet on_click=remove/> }
    });

    Effect::new(move |placed: Option<bool>| {
        // Its height follows the field and the values.
        let _ = (draft.field.get(), draft.operator.get(), draft.values.with(Vec::len), built.get());
        if let (Some(panel), Some(anchor)) = (panel.get(), anchor.get()) {
            show_beside(&panel, &anchor, false, false);
            if placed != Some(true) {
                focus_first(&panel, "select");
            }
            return true;
        }
        false
    });
    on_cleanup(move || {
        if let Some(panel) = panel.try_get_untracked().flatten() {
            hide_floating(&panel);
        }
    });
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" if !event.default_prevented() => {
            event.prevent_default();
            event.stop_propagation();
            on_close.run(());
        }
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            hand_over();
        }
        _ => {}
    };
    let left = move |_| {
        // Where the focus goes is known only when it is there.
        next_frame(move || {
            let panel = panel.try_get_untracked().flatten();
            if panel.is_some_and(|panel| !has_focus_within(&panel)) {
                on_leave.try_run(());
            }
        });
    };
    view! {
        <div
            class="pop floating filter-builder"
            popover="manual"
            role="dialog"
            aria-label=texts.common.filter
            tabindex="-1"
            node_ref=panel
            on:keydown=keys
            on:focusout=left
        >
            <ConditionEditor draft known/>
            <span class="msg err" role="status">
                {move || (wanting.get() && !draft.is_refused()).then(|| built.get().err())}
            </span>
            <div class="row">
                <span class="sec grow" role="status">
                    {move || found.get().map(|found| texts.contacts.filter_finds(found))}
                </span>
                {remove}
                <Button
                    text=texts.contacts.filter_apply
                    kind=ButtonKind::Primary
                    shortcut="Control+Enter"
                    on_click=hand_over
                />
            </div>
        </div>
    }
}

/// The filter with a criterion in the place of another.
fn with(mut filter: ListFilter, former: Option<(Field, Operator)>, criterion: Criterion) -> ListFilter {
    let replaced = [former, Some((criterion.field, criterion.operator))];
    let mut parts = filter.criteria.into_parts();
    parts.retain(
        |part| !matches!(part, Criteria::Is(it) if replaced.contains(&Some((it.field, it.operator)))),
    );
    match (criterion.field, criterion.values.as_slice()) {
        (Field::Kind, [Value::Kind(kind)]) => filter.kind = Some(*kind),
        _ => parts.push(Criteria::Is(criterion)),
    }
    filter.criteria = Criteria::All(parts);
    filter
}
