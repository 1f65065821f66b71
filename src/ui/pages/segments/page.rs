//! The page of one segment: steps at the left, lines at the right.

use leptos::prelude::*;

use crate::domain::database::Database;
use crate::domain::identifiers::SegmentId;
use crate::i18n::context::use_texts;
use crate::state::app_state::{Table, use_app_state};
use crate::state::route::Route;
use crate::ui::pages::common::current_record::current_record;
use crate::ui::pages::common::saved_state::SavedState;
use crate::ui::pages::segments::header::Header;
use crate::ui::pages::segments::lines::Lines;
use crate::ui::pages::segments::model::SegmentModel;
use crate::ui::pages::segments::step_list::StepList;
use crate::ui::parts::button::{ButtonKind, ButtonLink};
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::tabs::{Tab, Tabs};

/// The segment with this No.: steps at the left, lines at the right.
#[component]
pub fn SegmentPage(
    /// The segment's No.
    number: String,
) -> impl IntoView {
    let app = use_app_state();
    let id = current_record(
        app,
        Table::Segments,
        |route| match route {
            Route::Segment(number) => Some(number),
            _ => None,
        },
        Database::find_segment_typed,
        |database, id| database.segment(id).is_some(),
    );
    move || match id.get() {
        Some(id) => view! { <Worksheet id/> }.into_any(),
        None => view! { <Unknown number=number.clone()/> }.into_any(),
    }
}

#[component]
fn Worksheet(id: SegmentId) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let model = SegmentModel::new(app, id);
    // The address follows the No.
    let number = model.memo(|segment| segment.number.clone());
    Effect::new(move |_| {
        if let Some(number) = number.get() {
            app.replace_route(Route::Segment(number));
        }
    });
    let tabs = move || {
        let tab = |key: &str, text: &str, count: usize| Tab {
            key: key.to_owned(),
            text: text.to_owned(),
            count: Some(texts.number(count)),
        };
        vec![
            tab("steps", texts.steps.steps, model.steps.get()),
            tab("lines", texts.common.lines, model.lines.with(|lines| lines.len())),
        ]
    };
    let shown = move || if model.shows_lines.get() { "lines" } else { "steps" };
    view! {
        <div class="page">
            <Header model/>
            <div class="narrow-only sheet-tabs">
                <Tabs
                    label=texts.common.views
                    tabs=Signal::derive(tabs)
                    current=Signal::derive(move || shown().to_owned())
                    on_choose=move |key: String| model.shows_lines.set(key == "lines")
                />
            </div>
            <div class=move || format!("work {}", shown())>
                <StepList model/>
                <Lines model/>
            </div>
            <footer class="sbar">
                <span class="row">
                    {move || texts.common.lines_count(model.lines.with(|lines| lines.len()))}
                </span>
                <span class="row hint">{texts.segments.kept}</span>
                <SavedState/>
            </footer>
        </div>
    }
}

#[component]
fn Unknown(number: String) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.segments;
    view! {
        <div class="page">
            <h1 class="vh">{number.clone()}</h1>
            <Empty
                icon=Icon::Segment
                title=words.unknown(number)
                text=Some(words.unknown_hint.to_owned())
            >
                <ButtonLink text=words.all href=Route::Segments.href() kind=ButtonKind::Primary/>
            </Empty>
        </div>
    }
}
