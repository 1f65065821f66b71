//! The figures of merging and replacing, in cards that choose the rows listed below.

use leptos::prelude::*;

use crate::exchange::merge::plan::{CodeOutcome, MergeOutcome};
use crate::exchange::merge::segments::SegmentOutcome;
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Opening, Texts};
use crate::state::app_state::{AppState, use_app_state};
use crate::ui::pages::common::storage_problems::no_undo_warning;
use crate::ui::pages::restore::state::{ROWS, RestoreCard};
use crate::ui::pages::restore::work::{RestoreWork, use_work};
use crate::ui::parts::choice::ChoiceRow;
use crate::ui::parts::figures::{Figure, Figures};

/// The numbers of contacts by outcome, and of new and changed codes and segments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct RestoreFigures {
    contacts: [usize; 4],
    others: (usize, usize),
}

fn figures(work: RestoreWork, app: AppState) -> RestoreFigures {
    let figures = work.read(app, |plan, database, file| {
        let mut contacts = [0; 4];
        for row in &plan.contacts {
            let index = match row.outcome {
                MergeOutcome::New => 0,
                MergeOutcome::Changed(_) => 1,
                MergeOutcome::SameName(_) | MergeOutcome::SameNumber(_) => 2,
                MergeOutcome::Unchanged(_) => 3,
            };
            if let Some(count) = contacts.get_mut(index) {
                *count += 1;
            }
        }
        let codes =
            |wanted: fn(&CodeOutcome) -> bool| plan.codes.iter().filter(|row| wanted(&row.outcome)).count();
        let segments = plan.segments(database, file);
        let of_segments =
            |wanted: fn(&SegmentOutcome) -> bool| segments.iter().filter(|row| wanted(&row.outcome)).count();
        let new =
            codes(|it| matches!(it, CodeOutcome::New)) + of_segments(|it| matches!(it, SegmentOutcome::New));
        let changed = codes(|it| matches!(it, CodeOutcome::Changed(_)))
            + of_segments(|it| matches!(it, SegmentOutcome::Changed(_)));
        RestoreFigures { contacts, others: (new, changed) }
    });
    figures.unwrap_or_default()
}

/// Merging and replacing with their figures.
#[component]
pub fn RestoreModes(
    /// The card whose rows are shown.
    chosen: RwSignal<RestoreCard>,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = Opening::of(texts.language);
    view! {
        <div class="ways">
            <section class="card" aria-label=words.merge>
                <div class="row wrap">
                    <div class="grow">
                        <h2>{words.merge}</h2>
                        <p class="sec">{words.merge_text}</p>
                    </div>
                    <Overwriting/>
                </div>
                <Cards label=words.merge cards=RestoreCard::MERGE.to_vec() chosen/>
            </section>
            <section class="card" aria-label=texts.backup.replace>
                <div>
                    <h2>{texts.backup.replace}</h2>
                    <p class="sec">{words.replace_text}</p>
                    {move || no_undo_warning(texts, app.mirror_works().get()).map(|text| view! { <p>{text}</p> })}
                </div>
                <Cards label=texts.backup.replace cards=RestoreCard::REPLACE.to_vec() chosen/>
            </section>
        </div>
    }
}

/// The choice of what merging does with contacts that exist already.
#[component]
fn Overwriting() -> impl IntoView {
    const FILL: &str = "fill";
    const OVERWRITE: &str = "overwrite";
    let texts = use_texts();
    let work = use_work();
    let words = Import::of(texts.language);
    let value = move || if work.overwrite.get() { OVERWRITE } else { FILL }.to_owned();
    view! {
        <ChoiceRow
            label=words.known_contacts
            value=Signal::derive(value)
            options=vec![
                (FILL.to_owned(), words.fill_empty.to_owned()),
                (OVERWRITE.to_owned(), words.overwrite.to_owned()),
            ]
            on_choose=move |key: String| work.overwrite.set(key == OVERWRITE)
        />
    }
}

/// The cards of one mode, which are tabs.
#[component]
fn Cards(
    /// The mode.
    label: &'static str,
    /// Its cards.
    cards: Vec<RestoreCard>,
    /// The card whose rows are shown.
    chosen: RwSignal<RestoreCard>,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let figures = Memo::new(move |_| figures(work, app));
    let figure = move |card: RestoreCard| {
        let (icon, tone) = card.look();
        let number = move || texts.number(figures.with(|figures| count(work, card, figures)));
        let hint = move || figures.with(|figures| hint(texts, work, card, figures));
        Figure {
            key: card,
            icon,
            tone,
            name: card.name(texts),
            number: Signal::derive(number),
            hint: Signal::derive(hint),
        }
    };
    let figures = cards.into_iter().map(figure).collect();
    view! { <Figures label figures chosen list=ROWS/> }
}

fn count(work: RestoreWork, card: RestoreCard, figures: &RestoreFigures) -> usize {
    let [new, changed, duplicates, unchanged] = figures.contacts;
    let (removed, added, changed_by_replacing) = work.replacement.with(|replacement| replacement.counts());
    match card {
        RestoreCard::New => new,
        RestoreCard::Changed => changed,
        RestoreCard::Duplicates => duplicates,
        RestoreCard::Unchanged => unchanged,
        RestoreCard::Others => figures.others.0 + figures.others.1,
        RestoreCard::Goes => removed,
        RestoreCard::Comes => added,
        RestoreCard::Changes => changed_by_replacing,
    }
}

fn hint(texts: &'static Texts, work: RestoreWork, card: RestoreCard, figures: &RestoreFigures) -> String {
    let words = Opening::of(texts.language);
    match card {
        RestoreCard::New | RestoreCard::Comes => words.new_hint.to_owned(),
        RestoreCard::Changed if work.overwrite.get() => {
            Import::of(texts.language).changed_overwrite.to_owned()
        }
        RestoreCard::Changed => Import::of(texts.language).changed_fill.to_owned(),
        RestoreCard::Duplicates => Import::of(texts.language).duplicates_hint.to_owned(),
        RestoreCard::Unchanged => Import::of(texts.language).unchanged_hint.to_owned(),
        RestoreCard::Others => {
            words.others_hint(texts.number(figures.others.0), texts.number(figures.others.1))
        }
        RestoreCard::Goes => words.goes_hint.to_owned(),
        RestoreCard::Changes => words.changes_hint.to_owned(),
    }
}
