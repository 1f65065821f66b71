//! The rows of the chosen card, as a list of which only what is in view exists.

use leptos::prelude::*;

use super::cards::Card;
use super::cells::Cells;
use super::work::use_work;
use crate::exchange::csv::Duplicate;
use crate::exchange::merge::{CodeOutcome, Fate, Outcome, SegmentOutcome};
use crate::i18n::{Opening, Texts, use_texts};
use crate::state::use_office;
use crate::ui::parts::{ChoiceRow, LongList};

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
    let office = use_office();
    let work = use_work();
    let words = Opening::of(texts.language);
    let card = Memo::new(move |_| card.get());
    let segments = Memo::new(move |_| {
        work.read(office, |plan, database, file| plan.segments(database, file)).unwrap_or_default()
    });
    let renumbered = Memo::new(move |_| {
        let renumbered = work.read(office, |plan, database, file| plan.renumbered(database, file));
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
        (card.get() == Card::Duplicates && items.with(|items| items.len() > 1))
            .then(|| view! { <DecideAll items/> })
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
                row=Cells { texts, office, work, card, items, segments, renumbered }.draw()
            />
        }
        .into_any()
    };
    view! {
        <section
            class="card np rlist"
            role="tabpanel"
            id="opened-rows"
            aria-label=move || card.get().name(texts)
        >
            <div class="row wrap bar">
                <h2 class="grow">{heading}</h2>
                {actions}
            </div>
            {list}
        </section>
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
    let words = &texts.import;
    let opening = Opening::of(texts.language);
    let captions: &[&'static str] = match card {
        Card::Duplicates => {
            &[words.contact, texts.fields.company, words.may_be, words.what_changes, words.decision]
        }
        Card::Changed => &[words.contact, texts.fields.company, words.what_changes],
        Card::Others => &[texts.common.description, opening.kind, opening.what],
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

const LEAVE_OUT: &str = "leave_out";
const ADD: &str = "add";
const SAME: &str = "same";

/// What can be decided about a possible duplicate.
pub fn decisions(texts: &'static Texts) -> Vec<(String, String)> {
    let words = &texts.import;
    [(LEAVE_OUT, words.leave_out), (ADD, words.add_as_new), (SAME, words.is_same)]
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .to_vec()
}

/// A decision's key.
pub const fn key(decision: Duplicate) -> &'static str {
    match decision {
        Duplicate::LeaveOut => LEAVE_OUT,
        Duplicate::AddAsNew => ADD,
        Duplicate::Update => SAME,
    }
}

/// The decision of a key.
pub fn decision(key: &str) -> Duplicate {
    match key {
        ADD => Duplicate::AddAsNew,
        SAME => Duplicate::Update,
        _ => Duplicate::LeaveOut,
    }
}

/// The same decision for all possible duplicates.
#[component]
fn DecideAll(
    /// Where they are.
    items: Memo<Vec<Item>>,
) -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let value = move || {
        work.plan.with(|plan| {
            let rows = plan.iter().flat_map(|plan| &plan.contacts);
            let mut decisions = rows.filter(|row| row.is_possible_duplicate()).map(|row| row.decision);
            let first = decisions.next().unwrap_or_default();
            if decisions.all(|it| it == first) { key(first).to_owned() } else { String::new() }
        })
    };
    let choose = move |chosen: String| {
        let rows: Vec<usize> = items.with_untracked(|items| {
            let row = |item: &Item| if let Item::Contact(at) = item { Some(*at) } else { None };
            items.iter().filter_map(row).collect()
        });
        work.decide(&rows, decision(&chosen));
    };
    view! {
        <span class="sec cap">{texts.import.decide_all}</span>
        <ChoiceRow
            label=texts.import.decide_all
            value=Signal::derive(value)
            options=decisions(texts)
            on_choose=choose
        />
    }
}
