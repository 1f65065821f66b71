//! WizardStep 3: the result that the import would have, before anything is saved.

use leptos::prelude::*;

use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::import::plan::{ImportPlan, ImportTotals};
use crate::exchange::import::target::Target;
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Texts};
use crate::i18n::wording as words_of;
use crate::state::app_state::{Table, use_app_state};
use crate::ui::pages::import::cards::{ImportCard, ROWS};
use crate::ui::pages::import::rows::ResultRows;
use crate::ui::pages::import::state::CONTENT;
use crate::ui::pages::import::state::WizardStep;
use crate::ui::pages::import::steps::Footer;
use crate::ui::pages::import::wording;
use crate::ui::pages::import::work::{ImportWork, use_work};
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::chip::Chip;
use crate::ui::parts::figures::{Figure, Figures};

/// New codes that are shown by name; the rest is counted.
const NAMED: usize = 24;

/// The trial run: its result in cards, the rows of the chosen card, and what would be saved.
#[component]
pub fn CheckStep() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Import::of(texts.language);
    let totals =
        Memo::new(move |_| work.plan.with(|plan| plan.as_ref().map(ImportPlan::totals).unwrap_or_default()));
    let contacts = Memo::new(move |_| work.contacts(app));
    let chosen = RwSignal::new(ImportCard::first(&totals.get_untracked()));
    let about = move || {
        let source = work.source.get()?;
        let lines = texts.common.lines_count(source.csv.table.rows.len());
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
            back=WizardStep::Columns
            next=Signal::derive(move || words.import_contacts(contacts.get()))
            on_next=move |()| work.import(app)
            blocked=Signal::derive(move || {
                (contacts.get() == 0).then(|| words.nothing_to_import.to_owned())
            })
        />
    }
}

/// One sentence each on what the import would save and what it would not.
fn effect(texts: &'static Texts, work: ImportWork, totals: &ImportTotals, contacts: usize) -> String {
    let words = Import::of(texts.language);
    let decisions = work.decisions();
    let decided = |wanted: DuplicateDecision| decisions.iter().filter(|it| **it == wanted).count();
    let (added, waiting) = (decided(DuplicateDecision::AddAsNew), decided(DuplicateDecision::LeaveOut));
    let new = totals.new_companies + totals.new_persons + totals.created_companies + added;
    let changed = contacts.saturating_sub(new);
    let mut sentences = vec![words.effect(texts.number(new), texts.number(changed))];
    if waiting > 0 {
        sentences.push(words.effect_waiting(waiting));
    }
    if totals.rejected > 0 {
        sentences.push(words.effect_rejected(totals.rejected));
    }
    if contacts > 0 {
        sentences.push(words.effect_undo.to_owned());
    }
    sentences.join(" ")
}

/// The result in cards, which are tabs.
#[component]
fn Cards(
    /// The numbers of rows by outcome.
    totals: Memo<ImportTotals>,
    /// The card whose rows are shown.
    chosen: RwSignal<ImportCard>,
) -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let figure = move |card: ImportCard| {
        let (icon, tone) = card.look();
        // Companies that persons name are new contacts as well, though no row is theirs.
        let number = move || {
            totals.with(|totals| {
                let created = if card == ImportCard::New { totals.created_companies } else { 0 };
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
    let figures = ImportCard::ALL.into_iter().map(figure).collect();
    view! { <Figures label=Import::of(texts.language).result figures chosen list=ROWS/> }
}

fn hint(texts: &'static Texts, work: ImportWork, card: ImportCard, totals: &ImportTotals) -> String {
    let words = Import::of(texts.language);
    match card {
        ImportCard::New => {
            let companies = texts.common.companies(totals.new_companies + totals.created_companies);
            texts.home.companies_and_persons(companies, texts.common.persons(totals.new_persons))
        }
        ImportCard::Changed if work.choices.with(|choices| choices.overwrite) => {
            words.changed_overwrite.to_owned()
        }
        ImportCard::Changed => words.changed_fill.to_owned(),
        ImportCard::Unchanged => words.unchanged_hint.to_owned(),
        ImportCard::Duplicates => words.duplicates_hint.to_owned(),
        ImportCard::Rejected => words.rejected_hint.to_owned(),
        ImportCard::Warnings => words.warnings_hint.to_owned(),
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
