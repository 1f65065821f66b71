//! The rows of the chosen card, as a list of which only what is in view exists.

use leptos::prelude::*;

use crate::browser::files;
use crate::exchange::csv::write::{Style, rejected};
use crate::exchange::import::plan::{ImportTotals, PlanRow};
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Texts};
use crate::state::app_state::use_app_state;
use crate::ui::pages::common::duplicates::DecideAll;
use crate::ui::pages::import::cards::{ImportCard, Line, ROWS};
use crate::ui::pages::import::cells::ImportCells;
use crate::ui::pages::import::wording;
use crate::ui::pages::import::work::use_work;
use crate::ui::parts::button::Button;
use crate::ui::parts::figures::FigureList;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::long_list::LongList;

/// The heading, what can be done with all of them, and the rows.
#[component]
pub fn ResultRows(
    /// The chosen card.
    #[prop(into)]
    card: Signal<ImportCard>,
    /// The numbers of rows by outcome.
    totals: Memo<ImportTotals>,
) -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let words = Import::of(texts.language);
    let card = Memo::new(move |_| card.get());
    let lines = Memo::new(move |_| {
        work.checked.track();
        work.plan.with_untracked(|plan| {
            plan.as_ref().map(|plan| lines_of(&plan.rows, card.get())).unwrap_or_default()
        })
    });
    let heading = move || {
        totals.with(|totals| {
            let heading =
                words.heading(card.get().name(texts), texts.common.lines_count(card.get().count(totals)));
            let created = totals.created_companies;
            if card.get() == ImportCard::New && created > 0 {
                format!("{heading}, {}", words.created_companies(created))
            } else {
                heading
            }
        })
    };
    let actions = move || match card.get() {
        ImportCard::Rejected if lines.with(|lines| !lines.is_empty()) => view! { <SaveRejected/> }.into_any(),
        ImportCard::Duplicates if lines.with(|lines| lines.len() > 1) => {
            let decide = move |decision| {
                let rows: Vec<usize> =
                    lines.with_untracked(|lines| lines.iter().map(|(at, _)| *at).collect());
                work.decide(&rows, decision);
            };
            view! { <DecideAll decided=Signal::derive(move || work.decisions()) on_decide=decide/> }
                .into_any()
        }
        _ => ().into_any(),
    };
    let list = move || {
        let card = card.get();
        if lines.with(Vec::is_empty) {
            return view! { <p class="none sec">{words.nothing_here}</p> }.into_any();
        }
        let current = RwSignal::new(None::<usize>);
        view! {
            <LongList
                label=card.name(texts)
                class=columns(card)
                count=Signal::derive(move || lines.with(Vec::len))
                current
                on_move=move |index| current.set(Some(index))
                head=ViewFn::from(move || head(texts, card))
                row=ImportCells { texts, app: use_app_state(), work, card, lines }.draw()
            />
        }
        .into_any()
    };
    view! {
        <FigureList
            id=ROWS
            name=Signal::derive(move || card.get().name(texts).to_owned())
            heading=Signal::derive(heading)
            actions
        >
            {list}
        </FigureList>
    }
}

fn lines_of(rows: &[PlanRow], card: ImportCard) -> Vec<Line> {
    let rows = rows.iter().enumerate();
    if card == ImportCard::Warnings {
        return rows.flat_map(|(at, row)| (0..row.warnings.len()).map(move |which| (at, which))).collect();
    }
    rows.filter(|(_, row)| card.holds(&row.outcome)).map(|(at, _)| (at, 0)).collect()
}

const fn columns(card: ImportCard) -> &'static str {
    match card {
        ImportCard::Duplicates => "columns-import-duplicates",
        ImportCard::Rejected | ImportCard::Warnings => "columns-import-facts",
        ImportCard::New | ImportCard::Changed | ImportCard::Unchanged => "columns-import-contacts",
    }
}

fn head(texts: &'static Texts, card: ImportCard) -> AnyView {
    let words = Import::of(texts.language);
    let captions: &[&'static str] = match card {
        ImportCard::Duplicates => {
            &[words.contact, texts.fields.company, words.may_be, words.what_changes, words.decision]
        }
        ImportCard::Rejected | ImportCard::Warnings => {
            &[words.contact, words.field, words.value, words.reason]
        }
        ImportCard::Changed => &[words.contact, texts.fields.company, words.what_changes],
        ImportCard::New | ImportCard::Unchanged => &[words.contact, texts.fields.company, texts.fields.city],
    };
    // Columns that are hidden on narrow screens.
    let low = |at: usize| match card {
        ImportCard::Duplicates => at == 1 || at == 3,
        ImportCard::Rejected | ImportCard::Warnings => at == 1,
        ImportCard::New | ImportCard::Changed | ImportCard::Unchanged => false,
    };
    let cells = captions.iter().enumerate().map(|(at, &caption)| {
        view! { <span role="columnheader" class:low=low(at)>{caption}</span> }
    });
    view! {
        <span role="columnheader" class="num">{words.line}</span>
        {cells.collect_view()}
    }
    .into_any()
}

/// Saves the rejected lines, to be mended and imported again.
#[component]
fn SaveRejected() -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let words = Import::of(texts.language);
    let save = move |()| {
        let Some(source) = work.source.get_untracked() else { return };
        let text = work.plan.with_untracked(|plan| {
            let plan = plan.as_ref()?;
            let reason = |reason: &_| wording::reason(texts, reason, "").reason;
            Some(rejected(&source.csv, plan, Style::ForExcel, (words.line, words.reason), &reason))
        });
        let stem = source.name.rsplit_once('.').map_or(source.name.as_str(), |(stem, _)| stem);
        let file = format!("{}.csv", words.rejected_file(stem));
        if let Some(text) = text {
            // A browser that refuses says so itself.
            let _ = files::save(&file, "text/csv;charset=utf-8", text.as_bytes());
        }
    };
    view! { <Button text=words.save_rejected icon=Icon::Export small=true on_click=save/> }
}
