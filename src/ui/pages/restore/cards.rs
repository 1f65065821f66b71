//! The figures of both ways, in cards that choose what is listed below.

use leptos::prelude::*;

use crate::exchange::merge::plan::{CodeOutcome, MergePlan, Outcome};
use crate::exchange::merge::segments::SegmentOutcome;
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Opening, Texts};
use crate::state::app_state::{AppState, use_app_state};
use crate::ui::pages::common::storage_problems::no_undo_warning;
use crate::ui::pages::restore::rows::ROWS;
use crate::ui::pages::restore::work::{RestoreWork, use_work};
use crate::ui::parts::choice::ChoiceRow;
use crate::ui::parts::figures::{Figure, Figures};
use crate::ui::parts::icon::Icon;

/// A card: what would become of contacts, or of groups and segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Card {
    /// Merging adds them.
    New,
    /// Merging gives them something.
    Changed,
    /// A person decides.
    Duplicates,
    /// Merging leaves them as they are.
    Unchanged,
    /// Groups and segments that merging adds or changes.
    Others,
    /// Replacing takes them away.
    Goes,
    /// Replacing brings them.
    Comes,
    /// Replacing changes them.
    Changes,
}

impl Card {
    const MERGE: [Self; 5] = [Self::New, Self::Changed, Self::Duplicates, Self::Unchanged, Self::Others];
    const REPLACE: [Self; 3] = [Self::Goes, Self::Comes, Self::Changes];

    /// The card to look at first: what waits for a person, then what comes, then the rest.
    pub fn first(plan: Option<&MergePlan>) -> Self {
        let Some(plan) = plan else { return Self::New };
        let any = |wanted: fn(&Outcome) -> bool| plan.contacts.iter().any(|row| wanted(&row.outcome));
        if any(|it| matches!(it, Outcome::SameName(_) | Outcome::SameNumber(_))) {
            Self::Duplicates
        } else if any(|it| matches!(it, Outcome::New)) {
            Self::New
        } else if any(|it| matches!(it, Outcome::Changed(_))) {
            Self::Changed
        } else {
            Self::Unchanged
        }
    }

    /// What it is called.
    pub fn name(self, texts: &'static Texts) -> &'static str {
        let words = Opening::of(texts.language);
        match self {
            Self::New => Import::of(texts.language).new,
            Self::Changed => Import::of(texts.language).changed,
            Self::Duplicates => Import::of(texts.language).duplicates,
            Self::Unchanged => Import::of(texts.language).unchanged,
            Self::Others => words.others,
            Self::Goes => words.goes,
            Self::Comes => words.comes,
            Self::Changes => words.changes,
        }
    }

    const fn look(self) -> (Icon, &'static str) {
        match self {
            Self::New | Self::Comes => (Icon::Plus, "pos"),
            Self::Changed | Self::Changes => (Icon::Swap, "info"),
            Self::Duplicates => (Icon::Contacts, "warn"),
            Self::Unchanged => (Icon::Check, "plain"),
            Self::Others => (Icon::Segment, "plain"),
            Self::Goes => (Icon::Alert, "neg"),
        }
    }
}

/// How many of each, and what that means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Figures {
    contacts: [usize; 4],
    others: (usize, usize),
}

fn figures(work: RestoreWork, app: AppState) -> Figures {
    let figures = work.read(app, |plan, database, file| {
        let mut contacts = [0; 4];
        for row in &plan.contacts {
            let place = match row.outcome {
                Outcome::New => 0,
                Outcome::Changed(_) => 1,
                Outcome::SameName(_) | Outcome::SameNumber(_) => 2,
                Outcome::Unchanged(_) => 3,
            };
            if let Some(count) = contacts.get_mut(place) {
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
        Figures { contacts, others: (new, changed) }
    });
    figures.unwrap_or_default()
}

/// Both ways with their figures.
#[component]
pub fn RestoreModes(
    /// The card whose rows are shown.
    chosen: RwSignal<Card>,
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
                <Cards label=words.merge cards=Card::MERGE.to_vec() chosen/>
            </section>
            <section class="card" aria-label=texts.backup.replace>
                <div>
                    <h2>{texts.backup.replace}</h2>
                    <p class="sec">{words.replace_text}</p>
                    {move || no_undo_warning(texts, app.mirror_works().get()).map(|text| view! { <p>{text}</p> })}
                </div>
                <Cards label=texts.backup.replace cards=Card::REPLACE.to_vec() chosen/>
            </section>
        </div>
    }
}

/// What merging does with contacts that are here already.
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

/// The cards of one way, which are tabs.
#[component]
fn Cards(
    /// The way.
    label: &'static str,
    /// Its cards.
    cards: Vec<Card>,
    /// The card whose rows are shown.
    chosen: RwSignal<Card>,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let figures = Memo::new(move |_| figures(work, app));
    let figure = move |card: Card| {
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

fn count(work: RestoreWork, card: Card, figures: &Figures) -> usize {
    let [new, changed, duplicates, unchanged] = figures.contacts;
    let (goes, comes, changes) = work.replacement.with(|replacement| replacement.counts());
    match card {
        Card::New => new,
        Card::Changed => changed,
        Card::Duplicates => duplicates,
        Card::Unchanged => unchanged,
        Card::Others => figures.others.0 + figures.others.1,
        Card::Goes => goes,
        Card::Comes => comes,
        Card::Changes => changes,
    }
}

fn hint(texts: &'static Texts, work: RestoreWork, card: Card, figures: &Figures) -> String {
    let words = Opening::of(texts.language);
    match card {
        Card::New | Card::Comes => words.new_hint.to_owned(),
        Card::Changed if work.overwrite.get() => Import::of(texts.language).changed_overwrite.to_owned(),
        Card::Changed => Import::of(texts.language).changed_fill.to_owned(),
        Card::Duplicates => Import::of(texts.language).duplicates_hint.to_owned(),
        Card::Unchanged => Import::of(texts.language).unchanged_hint.to_owned(),
        Card::Others => words.others_hint(texts.number(figures.others.0), texts.number(figures.others.1)),
        Card::Goes => words.goes_hint.to_owned(),
        Card::Changes => words.changes_hint.to_owned(),
    }
}
