//! The rows of the chosen card, as a list of which only what is in view exists.

use leptos::prelude::*;

use crate::exchange::merge::plan::{CodeOutcome, MergeOutcome};
use crate::exchange::merge::restore_diff::RestoreDiff;
use crate::exchange::merge::segments::SegmentOutcome;
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Opening, Texts};
use crate::state::app_state::use_app_state;
use crate::ui::pages::common::duplicates::DecideAll;
use crate::ui::pages::restore::cells::RestoreCells;
use crate::ui::pages::restore::state::{Item, ROWS, RestoreCard};
use crate::ui::pages::restore::work::use_work;
use crate::ui::parts::figures::FigureList;
use crate::ui::parts::long_list::LongList;

/// The heading, what can be done with all of them, and the rows.
#[component]
pub fn CardRows(
    /// The chosen card.
    #[prop(into)]
    card: Signal<RestoreCard>,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Opening::of(texts.language);
    let card = Memo::new(move |_| card.get());
    let segments = Memo::new(move |_| {
        work.read(app, |plan, database, file| plan.segments(database, file)).unwrap_or_default()
    });
    let renumbered = Memo::new(move |_| {
        let renumbered = work.read(app, |plan, database, file| plan.renumbered(database, file));
        renumbered.unwrap_or_default().into_iter().collect()
    });
    let items = Memo::new(move |_| {
        work.compared.track();
        let card = card.get();
        let mut items = work.replacement.with(|it| diffs(&it.contacts, card));
        work.plan.with_untracked(|plan| {
            if let Some(plan) = plan {
                let rows = plan.contacts.iter().enumerate();
                let of_card = rows.filter(|(_, row)| holds(card, &row.outcome));
                items.extend(of_card.map(|(at, _)| Item::Contact(at)));
                if card == RestoreCard::Others {
                    let codes = plan.codes.iter().enumerate();
                    let codes = codes.filter(|(_, row)| !matches!(row.outcome, CodeOutcome::Unchanged(_)));
                    items.extend(codes.map(|(at, _)| Item::Code(at)));
                }
            }
        });
        if card == RestoreCard::Others {
            segments.with(|rows| {
                let rows = rows.iter().enumerate();
                let rows = rows.filter(|(_, row)| !matches!(row.outcome, SegmentOutcome::Unchanged(_)));
                items.extend(rows.map(|(at, _)| Item::Segment(at)));
            });
        }
        items
    });
    let heading = move || {
        let count = items.with(Vec::len);
        words.rows(card.get().name(texts), texts.common.lines_count(count))
    };
    let actions = move || {
        (card.get() == RestoreCard::Duplicates && items.with(|items| items.len() > 1)).then(|| {
            let decide = move |decision| {
                let row = |item: &Item| if let Item::Contact(at) = item { Some(*at) } else { None };
                let rows: Vec<usize> = items.with_untracked(|items| items.iter().filter_map(row).collect());
                work.decide(&rows, decision);
            };
            view! { <DecideAll decided=Signal::derive(move || work.decisions()) on_decide=decide/> }
        })
    };
    let list = move || {
        let card = card.get();
        if items.with(Vec::is_empty) {
            return view! { <p class="none sec">{words.nobody}</p> }.into_any();
        }
        let current = RwSignal::new(None::<usize>);
        let class = if card == RestoreCard::Duplicates {
            "columns-import-duplicates"
        } else {
            "columns-import-contacts"
        };
        view! {
            <LongList
                label=card.name(texts)
                class
                count=Signal::derive(move || items.with(Vec::len))
                current
                on_move=move |index| current.set(Some(index))
                head=ViewFn::from(move || head(texts, card))
                row=RestoreCells { texts, app, work, card, items, segments, renumbered }.draw()
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

fn holds(card: RestoreCard, outcome: &MergeOutcome) -> bool {
    match outcome {
        MergeOutcome::New => card == RestoreCard::New,
        MergeOutcome::Changed(_) => card == RestoreCard::Changed,
        MergeOutcome::Unchanged(_) => card == RestoreCard::Unchanged,
        MergeOutcome::SameName(_) | MergeOutcome::SameNumber(_) => card == RestoreCard::Duplicates,
    }
}

fn diffs(diffs: &[RestoreDiff], card: RestoreCard) -> Vec<Item> {
    let diffs = diffs.iter().enumerate();
    let diffs = diffs.filter(|(_, diff)| match diff {
        RestoreDiff::Removed(_) => card == RestoreCard::Goes,
        RestoreDiff::Added(_) => card == RestoreCard::Comes,
        RestoreDiff::Changed(..) => card == RestoreCard::Changes,
    });
    diffs.map(|(index, _)| Item::Diff(index)).collect()
}

fn head(texts: &'static Texts, card: RestoreCard) -> AnyView {
    let words = Import::of(texts.language);
    let restore = Opening::of(texts.language);
    let captions: &[&'static str] = match card {
        RestoreCard::Duplicates => {
            &[words.contact, texts.fields.company, words.may_be, words.what_changes, words.decision]
        }
        RestoreCard::Changed => &[words.contact, texts.fields.company, words.what_changes],
        RestoreCard::Others => &[texts.common.description, restore.kind, restore.what],
        _ => &[words.contact, texts.fields.company, texts.fields.city],
    };
    // Columns that are hidden on narrow screens.
    let low = |at: usize| card == RestoreCard::Duplicates && (at == 1 || at == 3);
    let cells = captions.iter().enumerate().map(|(at, &caption)| {
        view! { <span role="columnheader" class:low=low(at)>{caption}</span> }
    });
    view! {
        <span role="columnheader">{texts.fields.number}</span>
        {cells.collect_view()}
    }
    .into_any()
}
