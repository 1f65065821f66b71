//! The panel beside the list: description, members and actions of the current code.

use leptos::prelude::*;

use crate::domain::action::Action;
use crate::domain::complete_criteria::complete;
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::CodeId;
use crate::domain::segment::{AddOptions, StepKind};
use crate::domain::segments::uses_of_code;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::query::criteria;
use crate::query::index;
use crate::query::segments;
use crate::state::app_state::Table;
use crate::state::route::Route;
use crate::ui::pages::codes::members::Members;
use crate::ui::pages::codes::row::CellField;
use crate::ui::pages::codes::shorter::ShorterCodes;
use crate::ui::pages::codes::state::{CodeCell, Codes};
use crate::ui::pages::common::code_colour_number;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::chip::Chip;
use crate::ui::parts::icon::Icon;

/// The panel of the current row.
#[component]
pub(super) fn CodeDetail(codes: Codes) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let id = codes.current.get()?;
        codes.app.track(Table::Codes);
        let exists = codes.app.with(|database, _| database.code(codes.list, id).is_some());
        (exists && codes.details.get() != Some(false)).then_some(id)
    });
    move || shown.get().map(|id| view! { <Panel codes id/> })
}

#[component]
fn Panel(codes: Codes, id: CodeId) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.codes;
    let Codes { app, list, .. } = codes;
    let entry = codes.entry(id);
    let code = Signal::derive(move || {
        entry.with(|it| it.as_ref().map(|it| it.code.to_string()).unwrap_or_default())
    });
    let description = Signal::derive(move || {
        entry.with(|it| it.as_ref().map(|it| it.description.clone()).unwrap_or_default())
    });
    let count = codes.count(id);
    let renaming = RwSignal::new(false);
    let draft = RwSignal::from(codes.draft(id, CodeCell::Code));
    let about_draft = RwSignal::from(codes.draft(id, CodeCell::Description));
    let refused = Memo::new(move |_| {
        draft.with(|draft| draft.as_ref().and_then(|it| it.error.is_some().then(|| it.text.clone())))
    });
    let delete = move || match count.get() {
        0 => words.delete_code(code.get()),
        contacts => words.remove_and_delete(contacts),
    };
    let take = Callback::new(move |shorter: String| {
        if codes.take_over(id, CodeCell::Code, &shorter).is_ok() {
            draft.set(None);
        }
    });
    let create_segment = move || {
        let mut number = None;
        let made = app.commit_or_notify(|database, index| {
            let (segment, change) = new_segment(codes, id, database, index)?;
            number = Some(segment.clone());
            Ok((Action::CreateSegment { segment }, change))
        });
        if let Some(number) = number.filter(|_| made) {
            app.go(Route::Segment(number));
        }
    };
    let fields = move || {
        view! {
            <CellField
                codes
                id
                cell=CodeCell::Code
                value=code
                draft
                input=format!("panel-{}", codes.cell_id(id, CodeCell::Code))
            />
            {move || {
                refused
                    .get()
                    .map(|typed| view! { <ShorterCodes list typed on_take=take/> })
            }}
            <CellField
                codes
                id
                cell=CodeCell::Description
                value=description
                draft=about_draft
                input=format!("panel-{}", codes.cell_id(id, CodeCell::Description))
            />
        }
    };
    view! {
        <aside class="det" class:shown=move || codes.details.get() == Some(true) aria-label=code>
            <div class="top">
                <div class="row">
                    <Chip text=code colour=code_colour_number(id) large=true/>
                    <span class="grow"></span>
                    <Button
                        text=texts.common.rename
                        icon=Icon::Edit
                        small=true
                        kind=ButtonKind::Quiet
                        pressed=renaming
                        on_click=move || renaming.update(|renaming| *renaming = !*renaming)
                    />
                    <Button
                        text=texts.common.close
                        icon=Icon::Cross
                        icon_only=true
                        small=true
                        kind=ButtonKind::Quiet
                        on_click=move || {
                            codes.details.set(Some(false));
                            codes.to_list();
                        }
                    />
                </div>
                <Show
                    when=move || renaming.get()
                    fallback=move || view! { <div class="b det-about">{description}</div> }
                >
                    {fields}
                </Show>
                <CodeFigures codes id/>
                <Button
                    text=Signal::derive(move || words.create_segment(code.get()))
                    icon=Icon::Segment
                    class="at-start"
                    on_click=create_segment
                />
            </div>
            <Members codes id criteria=criteria(codes, id)/>
            <div class="det-foot row wrap">
                <Button
                    text=Signal::derive(delete)
                    icon=Icon::Trash
                    small=true
                    kind=ButtonKind::Destructive
                    on_click=move || codes.delete_current()
                />
                <span class="sec cap">{words.undo_hint}</span>
            </div>
        </aside>
    }
}

/// The numbers of companies and persons that have the code, and of segments that use it.
#[component]
fn CodeFigures(codes: Codes, id: CodeId) -> impl IntoView {
    let texts = use_texts();
    let Codes { app, list, .. } = codes;
    let contacts = Memo::new(move |_| {
        app.track(Table::Contacts);
        app.with(|database, index| {
            let of_code = criteria(codes, id);
            // The panel of a code that was just deleted is about to go.
            let Ok(of_code) = complete(database, &of_code) else { return (0, 0) };
            let members = criteria::matches(database, index, of_code);
            let companies = members.count_and(index.companies());
            (companies, members.count() - companies)
        })
    });
    let segments = Memo::new(move |_| {
        app.track(Table::Segments);
        app.with(|database, _| {
            let asking = uses_of_code(database, list, id).into_iter();
            let asking = asking.filter_map(|it| database.segment(it.segment));
            asking.map(|segment| segment.number.clone()).collect::<Vec<_>>()
        })
    });
    let which = move || {
        segments.with(|segments| {
            (!segments.is_empty()).then(|| texts.codes.segments_that_use_it(segments.join(", ")))
        })
    };
    view! {
        <div class="trio">
            <div>
                <b>{move || texts.number(contacts.get().0)}</b>
                <span>{texts.codes.companies}</span>
            </div>
            <div>
                <b>{move || texts.number(contacts.get().1)}</b>
                <span>{texts.codes.persons}</span>
            </div>
            <div title=which>
                <b>{move || texts.number(segments.with(Vec::len))}</b>
                <span>{texts.navigation.segments}</span>
            </div>
        </div>
    }
}

/// The criteria that pick the contacts for which a code counts.
pub(super) fn criteria(codes: Codes, id: CodeId) -> Criteria {
    Criteria::from_iter([Criterion {
        field: Field::Codes(codes.list),
        operator: Operator::IsAnyOf,
        values: vec![Value::Code(id)],
    }])
}

fn new_segment(
    codes: Codes,
    id: CodeId,
    database: &Database,
    index: &index::Index,
) -> Result<(String, crate::domain::change::Change), crate::domain::refusal::Refusal> {
    let entry = database.code(codes.list, id).ok_or(crate::domain::refusal::Refusal::Gone)?;
    let description = match entry.description.as_str() {
        "" => format!("{} {}", wording::code_singular(codes.app.texts(), codes.list), entry.code),
        description => description.to_owned(),
    };
    let kind = StepKind::Add { criteria: criteria(codes, id), options: AddOptions::default() };
    segments::create_with(database, index, &description, kind)
}
