//! The segment's No., description and figures, and what can be done with all of it.

use leptos::prelude::*;

use crate::domain::action::Action;
use crate::domain::change::Change;
use crate::domain::database::Database;
use crate::domain::identifiers::SegmentId;
use crate::domain::refusal::Refusal;
use crate::domain::segment::Segment;
use crate::domain::segments;
use crate::domain::text::NUMBER_LIMIT;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::state::route::Route;
use crate::state::topic::Topic;
use crate::ui::pages::common::exporting::export_items;
use crate::ui::pages::common::help_link::HelpLink;
use crate::ui::pages::common::persistent_draft::persistent_draft;
use crate::ui::pages::segments::model::SegmentModel;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::field::{Draft, Field};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::menu::Menu;

/// The head of the worksheet.
#[component]
pub(super) fn Header(model: SegmentModel) -> impl IntoView {
    let texts = use_texts();
    let number = model.memo(|segment| segment.number.clone());
    let number = Signal::derive(move || number.get().unwrap_or_default());
    let go_back_blocked =
        Signal::derive(move || (model.steps.get() == 0).then(|| texts.errors.no_step.to_owned()));
    let exports = move || {
        let name = move || number.get_untracked();
        export_items(model.app, name, move || model.lines.with(|lines| lines.to_vec()))
    };
    let delete = move || {
        let deleted = model.commit_or_notify(|_, _, segment| {
            Ok((Action::DeleteSegment { segment }, segments::delete(model.id)))
        });
        if deleted {
            model.app.go(Route::Segments);
        }
    };
    view! {
        <header class="phead">
            <div class="ptitle">
                <nav class="crumbs" aria-label=texts.segments.title>
                    <a href=Route::Segments.href()>{texts.segments.title}</a>
                    <Symbol icon=Icon::ChevronRight/>
                </nav>
                <h1>{number}</h1>
                <div class="acts seg-acts">
                    // A phone has no room for it; the help is in its menu.
                    <span class="wide-only">
                        <HelpLink topic=Topic::AddContacts/>
                    </span>
                    <Button
                        text=texts.steps.go_back
                        icon=Icon::Undo
                        blocked=go_back_blocked
                        on_click=move || model.go_back()
                    />
                    <Menu text=texts.common.export icon=Icon::Export items=Signal::derive(exports)/>
                    <Button
                        text=Signal::derive(move || texts.segments.delete_segment(number.get()))
                        icon=Icon::Trash
                        icon_only=true
                        kind=ButtonKind::Quiet
                        on_click=delete
                    />
                </div>
            </div>
            <div class="seghead">
                <Description model/>
                <Number model number/>
                <Figures model/>
            </div>
        </header>
    }
}

#[component]
fn Description(model: SegmentModel) -> impl IntoView {
    let texts = use_texts();
    let description = model.memo(|segment| segment.description.clone());
    let draft = draft(model, "description", segments::describe);
    view! {
        <Field
            label=texts.common.description
            value=Signal::derive(move || description.get().unwrap_or_default())
            on_commit=move |typed: String| take_over(model, &typed, segments::describe)
            limit=Segment::DESCRIPTION_LIMIT
            placeholder=texts.segments.description_example
            draft
        />
    }
}

#[component]
fn Number(model: SegmentModel, number: Signal<String>) -> impl IntoView {
    let texts = use_texts();
    let draft = draft(model, "number", segments::renumber);
    let on_commit = move |typed: String| take_over(model, &typed, segments::renumber);
    view! { <Field label=texts.common.number value=number on_commit limit=NUMBER_LIMIT draft/> }
}

/// What the text of a field changes, or why it can't.
type Edit = fn(&Database, SegmentId, &str) -> Result<Change, Refusal>;

/// What is typed into a field, kept while one is elsewhere.
fn draft(model: SegmentModel, field: &str, edit: Edit) -> RwSignal<Option<Draft>> {
    let SegmentModel { app, id, .. } = model;
    persistent_draft(app, format!("segment/{}/{field}", id.0), |typed| {
        let refusal = app.with(|database, _| edit(database, id, typed).err())?;
        Some(wording::refusal(app.texts(), &refusal))
    })
}

/// Takes the text of a field over, or words the refusal.
fn take_over(model: SegmentModel, typed: &str, edit: Edit) -> Result<(), String> {
    let outcome = model.commit(|database, _, segment| {
        Ok((Action::EditSegment { segment }, edit(database, model.id, typed)?))
    });
    outcome.map(drop).map_err(|refusal| wording::refusal(model.app.texts(), &refusal))
}

#[component]
fn Figures(model: SegmentModel) -> impl IntoView {
    let texts = use_texts();
    view! {
        <dl class="figures">
            <div>
                <dt>{texts.segments.number_of_lines}</dt>
                <dd>{move || texts.number(model.lines.with(|lines| lines.len()))}</dd>
            </div>
            <div>
                <dt>{texts.segments.number_of_criteria_actions}</dt>
                <dd>{move || texts.number(model.steps.get())}</dd>
            </div>
        </dl>
    }
}
