//! Step 3: what the import would do, before it does anything.

use leptos::prelude::*;

use crate::exchange::csv::columns::Target;
use crate::exchange::csv::plan::{Duplicate, ImportPlan, Outcome, Totals};
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Texts};
use crate::i18n::wording as words_of;
use crate::state::app_state::{Table, use_app_state};
use crate::ui::pages::import::CONTENT;
use crate::ui::pages::import::rows::{ROWS, ResultRows};
use crate::ui::pages::import::state::Step;
use crate::ui::pages::import::steps::Footer;
use crate::ui::pages::import::wording;
use crate::ui::pages::import::work::{ImportWork, use_work};
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::chip::Chip;
use crate::ui::parts::figures::{Figure, Figures};
use crate::ui::parts::icon::Icon;

/// New codes that are shown by name; the rest is counted.
const NAMED: usize = 24;

/// A card of the result: what becomes of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Card {
    /// New contacts.
    New,
    /// Contacts that get something.
    Changed,
    /// Contacts that have all of it.
    Unchanged,
    /// A person decides.
    Duplicates,
    /// Left out.
    Rejected,
    /// Odd, and imported all the same.
    Warnings,
}

impl Card {
    const ALL: [Self; 6] =
        [Self::New, Self::Changed, Self::Unchanged, Self::Duplicates, Self::Rejected, Self::Warnings];

    /// How many lines it has.
    pub fn count(self, totals: &Totals) -> usize {
        match self {
            Self::New => totals.new_companies + totals.new_persons,
            Self::Changed => totals.changed,
            Self::Unchanged => totals.unchanged,
            Self::Duplicates => totals.possible_duplicates,
            Self::Rejected => totals.rejected,
            Self::Warnings => totals.with_warnings,
        }
    }

    /// What it is called.
    pub fn name(self, texts: &'static Texts) -> &'static str {
        match self {
            Self::New => Import::of(texts.language).new,
            Self::Changed => Import::of(texts.language).changed,
            Self::Unchanged => Import::of(texts.language).unchanged,
            Self::Duplicates => Import::of(texts.language).duplicates,
            Self::Rejected => Import::of(texts.language).rejected,
            Self::Warnings => Import::of(texts.language).warnings,
        }
    }

    /// Whether an outcome belongs to it.
    pub fn holds(self, outcome: &Outcome) -> bool {
        match outcome {
            Outcome::New => self == Self::New,
            Outcome::Changed(_) => self == Self::Changed,
            Outcome::Unchanged(_) => self == Self::Unchanged,
            Outcome::PossibleDuplicate(_) => self == Self::Duplicates,
            Outcome::Rejected(_) => self == Self::Rejected,
        }
    }

    const fn look(self) -> (Icon, &'static str) {
        match self {
            Self::New => (Icon::Plus, "pos"),
            Self::Changed => (Icon::Swap, "info"),
            Self::Unchanged => (Icon::Check, "plain"),
            Self::Duplicates => (Icon::Contacts, "warn"),
            Self::Rejected => (Icon::Alert, "neg"),
            Self::Warnings => (Icon::Warning, "warn"),
        }
    }

    /// The card to look at first: what waits for a person, then what is lost, then the rest.
    fn first(totals: &Totals) -> Self {
        let order =
            [Self::Duplicates, Self::Rejected, Self::New, Self::Changed, Self::Warnings, Self::Unchanged];
        order.into_iter().find(|card| card.count(totals) > 0).unwrap_or(Self::New)
    }
}

/// The trial run: its result in cards, the rows of the chosen card, and what would be saved.
#[component]
pub fn CheckStep() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Import::of(texts.language);
    let totals =
        Memo::new(move |_| work.plan.with(|plan| plan.as_ref().map(ImportPlan::totals).unwrap_or_default()));
    let contacts = Memo::new(move |_| work.plan.with(|plan| plan.as_ref().map_or(0, ImportPlan::contacts)));
    let chosen = RwSignal::new(Card::first(&totals.get_untracked()));
    let about = move || {
        let source = work.source.get()?;
        let lines = texts.common.lines_count(source.table.rows.len());
        Some(format!("{} {}, {lines}.", words.trial, source.name))
    };
    view! {
        <div class="ib fill" id=CONTENT tabindex="-1">
            <Banner text=Signal::derive(move || about().unwrap_or_default()) tone=Tone::Information/>
            <Cards totals chosen/>
            <Consequences/>
            <ResultRows card=chosen totals/>
        </div>
        <Footer
            status=Signal::derive(move || effect(texts, work, &totals.get(), contacts.get()))
            back=Step::Columns
            next=Signal::derive(move || words.import_contacts(contacts.get()))
            on_next=move |()| work.import(app)
            blocked=Signal::derive(move || {
                (contacts.get() == 0).then(|| words.nothing_to_import.to_owned())
            })
        />
    }
}

/// What would be saved and what would not, in a sentence each.
fn effect(texts: &'static Texts, work: ImportWork, totals: &Totals, contacts: usize) -> String {
    let words = Import::of(texts.language);
    let decisions = work.decisions();
    let decided = |wanted: Duplicate| decisions.iter().filter(|it| **it == wanted).count();
    let (added, waiting) = (decided(Duplicate::AddAsNew), decided(Duplicate::LeaveOut));
    let new = totals.new_companies + totals.new_persons + totals.created_companies + added;
    let changed = contacts.saturating_sub(new);
    let mut sentences = vec![words.effect(texts.number(new), texts.number(changed))];
    if waiting > 0 {
        sentences.push(words.effect_waiting(waiting));
    }
    if totals.rejected > 0 {
        sentences.push(words.effect_rejected(totals.rejected));
    }
    sentences.push(words.effect_undo.to_owned());
    sentences.join(" ")
}

/// The result in cards, which are tabs.
#[component]
fn Cards(
    /// How many rows become what.
    totals: Memo<Totals>,
    /// The card whose rows are shown.
    chosen: RwSignal<Card>,
) -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let figure = move |card: Card| {
        let (icon, tone) = card.look();
        // Companies that persons name are new contacts as well, though no row is theirs.
        let number = move || {
            totals.with(|totals| {
                let created = if card == Card::New { totals.created_companies } else { 0 };
                texts.number(card.count(totals) + created)
            })
        };
        let hint = move || totals.with(|totals| hint(texts, work, card, totals));
        Figure {
            key: card,
            icon,
            tone,
            name: card.name(texts),
            number: Signal::derive(number),
            hint: Signal::derive(hint),
        }
    };
    let figures = Card::ALL.into_iter().map(figure).collect();
    view! { <Figures label=Import::of(texts.language).result figures chosen list=ROWS/> }
}

fn hint(texts: &'static Texts, work: ImportWork, card: Card, totals: &Totals) -> String {
    let words = Import::of(texts.language);
    match card {
        Card::New => {
            let companies = texts.common.companies(totals.new_companies + totals.created_companies);
            texts.home.companies_and_persons(companies, texts.common.persons(totals.new_persons))
        }
        Card::Changed if work.choices.with(|choices| choices.overwrite) => words.changed_overwrite.to_owned(),
        Card::Changed => words.changed_fill.to_owned(),
        Card::Unchanged => words.unchanged_hint.to_owned(),
        Card::Duplicates => words.duplicates_hint.to_owned(),
        Card::Rejected => words.rejected_hint.to_owned(),
        Card::Warnings => words.warnings_hint.to_owned(),
    }
}

/// Codes that would be created, and columns that are not imported.
#[component]
fn Consequences() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Import::of(texts.language);
    let codes = move || {
        app.track(Table::Codes);
        let codes = work.plan.with(|plan| {
            let plan = plan.as_ref()?;
            Some(app.with(|database, _| plan.new_codes(database)))
        })?;
        if codes.is_empty() {
            return None;
        }
        let more = codes.len().saturating_sub(NAMED);
        let chips = codes.iter().take(NAMED).map(|(list, entry)| {
            let title = words_of::code_singular(texts, *list).to_owned();
            view! { <Chip text=entry.code.to_string() title/> }
        });
        Some(view! {
            <p class="row wrap">
                <span class="sec">{words.new_codes(codes.len())}</span>
                {chips.collect_view()}
                {(more > 0).then(|| view! { <span class="sec">{texts.parts.more_count(more)}</span> })}
            </p>
        })
    };
    let columns = move || {
        let source = work.source.get()?;
        let skipped: Vec<String> = work.mapping.with(|mapping| {
            let columns = mapping.columns.iter().enumerate();
            let skipped = columns.filter(|(_, it)| it.target == Target::Skip && !it.samples.is_empty());
            skipped.map(|(at, _)| wording::column(texts, &source, at)).collect()
        });
        (!skipped.is_empty()).then(|| view! { <p class="sec">{words.not_imported(skipped.join(", "))}</p> })
    };
    view! {
        {codes}
        {columns}
    }
}
