//! The rows of the chosen card, as a list of which only what is in view exists.

use leptos::prelude::*;

use crate::exchange::merge::plan::{CodeOutcome, Outcome};
use crate::exchange::merge::replace::Fate;
use crate::exchange::merge::segments::SegmentOutcome;
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Opening, Texts};
use crate::state::app_state::use_app_state;
use crate::ui::pages::common::duplicates::DecideAll;
use crate::ui::pages::restore::cards::Card;
use crate::ui::pages::restore::cells::Cells;
use crate::ui::pages::restore::work::use_work;
use crate::ui::parts::figures::FigureList;
use crate::ui::parts::long_list::LongList;

/// The id of the list.
pub const ROWS: &str = "opened-rows";

/// What a row shows, by its place among its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A contact of the plan.
    Contact(usize),
    /// A code of the plan.
    Code(usize),
    /// A segment of the plan.
    Segment(usize),
    /// A contact of the replacement.
    Fate(usize),
}

/// The heading, what can be done with all of them, and the rows.
#[component]
pub fn CardRows(
    /// The chosen card.
    #[prop(into)]
    card: Signal<Card>,
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
        let mut items = work.replacement.with(|it| fates(&it.contacts, card));
        work.plan.with_untracked(|plan| {
            if let Some(plan) = plan {
                let rows = plan.contacts.iter().enumerate();
                let of_card = rows.filter(|(_, row)| holds(card, &row.outcome));
                items.extend(of_card.map(|(at, _)| Item::Contact(at)));
                if card == Card::Others {
                    let codes = plan.codes.iter().enumerate();
                    let codes = codes.filter(|(_, row)| !matches!(row.outcome, CodeOutcome::Unchanged(_)));
                    items.extend(codes.map(|(at, _)| Item::Code(at)));
                }
            }
        });
        if card == Card::Others {
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
        (card.get() == Card::Duplicates && items.with(|items| items.len() > 1)).then(|| {
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
        let class =
            if card == Card::Duplicates { "columns-import-duplicates" } else { "columns-import-contacts" };
        view! {
            <LongList
                label=card.name(texts)
                class
                count=Signal::derive(move || items.with(Vec::len))
                current
                on_move=move |index| current.set(Some(index))
                head=ViewFn::from(move || head(texts, card))
                row=Cells { texts, app, work, card, items, segments, renumbered }.draw()
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

fn holds(card: Card, outcome: &Outcome) -> bool {
    match outcome {
        Outcome::New => card == Card::New,
        Outcome::Changed(_) => card == Card::Changed,
        Outcome::Unchanged(_) => card == Card::Unchanged,
        Outcome::SameName(_) | Outcome::SameNumber(_) => card == Card::Duplicates,
    }
}

fn fates(fates: &[Fate], card: Card) -> Vec<Item> {
    let fates = fates.iter().enumerate();
    let fates = fates.filter(|(_, fate)| match fate {
        Fate::Goes(_) => card == Card::Goes,
        Fate::Comes(_) => card == Card::Comes,
        Fate::Changes(..) => card == Card::Changes,
    });
    fates.map(|(at, _)| Item::Fate(at)).collect()
}

fn head(texts: &'static Texts, card: Card) -> AnyView {
    let words = Import::of(texts.language);
    let restore = Opening::of(texts.language);
    let captions: &[&'static str] = match card {
        Card::Duplicates => {
            &[words.contact, texts.fields.company, words.may_be, words.what_changes, words.decision]
        }
        Card::Changed => &[words.contact, texts.fields.company, words.what_changes],
        Card::Others => &[texts.common.description, restore.kind, restore.what],
        _ => &[words.contact, texts.fields.company, texts.fields.city],
    };
    // What goes where there is little room.
    let low = |at: usize| card == Card::Duplicates && (at == 1 || at == 3);
    let cells = captions.iter().enumerate().map(|(at, &caption)| {
        view! { <span role="columnheader" class:low=low(at)>{caption}</span> }
    });
    view! {
        <span role="columnheader">{texts.fields.number}</span>
        {cells.collect_view()}
    }
    .into_any()
}
