//! One condition of a step, and how many meet it alone.

use leptos::prelude::*;

use crate::domain::complete_criteria::complete;
use crate::domain::criteria::Criteria;
use crate::domain::segment::StepKind;
use crate::i18n::context::use_texts;
use crate::query::criteria;
use crate::query::segments;
use crate::state::app_state::Table;
use crate::ui::pages::common::condition_editor::{ConditionDraft, ConditionEditor};
use crate::ui::pages::segments::model::SegmentModel;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::Icon;

/// A condition among those of a step.
#[derive(Clone, Copy)]
pub(super) struct Condition {
    /// Tells it from the others.
    pub(super) key: usize,
    pub(super) draft: ConditionDraft,
}

/// The row of a condition.
#[component]
pub(super) fn ConditionRow(
    model: SegmentModel,
    condition: Condition,
    /// Whether it is compared with all contacts, not with the lines only.
    of_all: bool,
    on_remove: Callback<usize>,
) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.steps;
    let Condition { key, draft } = condition;
    let alone = Memo::new(move |_| {
        let app = model.app;
        let criteria = Criteria::from_iter([draft.checked(app).ok()?]);
        app.track(Table::Contacts);
        app.with(|database, index| {
            if of_all {
                let criteria = complete(database, &criteria).ok()?;
                Some(criteria::matches(database, index, criteria).count())
            } else {
                let kind = StepKind::Refine { criteria, entire_companies: false };
                let counts = model.lines.with(|lines| segments::count(database, index, lines, &kind));
                counts.ok().map(|counts| counts.matched)
            }
        })
    });
    view! {
        <div class="cr" role="group">
            <ConditionEditor draft hide_labels=true/>
            <span class="cnt" title=move || alone.get().map(|n| words.matching_alone(n))>
                {move || alone.get().map_or_else(|| "–".to_owned(), |n| texts.number(n))}
            </span>
            <Button
                text=words.remove_condition
                icon=Icon::Cross
                icon_only=true
                small=true
                kind=ButtonKind::Quiet
                on_click=move || on_remove.run(key)
            />
        </div>
    }
}
