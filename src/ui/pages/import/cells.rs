//! The cells of a row: the contact, and what becomes of it or is wrong with it.

use leptos::prelude::*;

use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::exchange::csv::plan::{Outcome, PlanRow, Twin};
use crate::i18n::texts::{Import, Texts};
use crate::i18n::wording as words_of;
use crate::state::app_state::AppState;
use crate::ui::pages::common::duplicates::Decide;
use crate::ui::pages::import::check::Card;
use crate::ui::pages::import::rows::Place;
use crate::ui::pages::import::wording;
use crate::ui::pages::import::wording::Fact;
use crate::ui::pages::import::work::ImportWork;
use crate::ui::parts::icon::{Icon, Symbol};

/// Letters of a line that are shown; the rest stands in the tooltip.
const SHOWN: usize = 300;

/// Draws rows of one card.
#[derive(Clone, Copy)]
pub struct Cells {
    /// The texts in use.
    pub texts: &'static Texts,
    /// The office that is imported into.
    pub app: AppState,
    /// The work.
    pub work: ImportWork,
    /// Whose rows these are.
    pub card: Card,
    /// Where they are in the plan.
    pub places: Memo<Vec<Place>>,
}

impl Cells {
    /// Draws the row at a position of the list.
    pub fn draw(self) -> Callback<Signal<usize>, AnyView> {
        Callback::new(move |index: Signal<usize>| (move || self.row(index.get())).into_any())
    }

    fn row(self, index: usize) -> AnyView {
        let Some((at, which)) = self.places.with(|places| places.get(index).copied()) else {
            return ().into_any();
        };
        // The plan is not followed here: deciding about one row would draw all of them anew,
        // and take the focus away.
        let row = self.work.plan.with_untracked(|plan| plan.as_ref()?.rows.get(at).cloned());
        row.map_or_else(|| ().into_any(), |row| self.cells(at, which, &row))
    }

    fn cells(self, at: usize, which: usize, row: &PlanRow) -> AnyView {
        let line = self.texts.number(row.line);
        let icon = match row.kind {
            ContactKind::Company => Icon::Company,
            ContactKind::Person => Icon::Person,
        };
        let name = if row.name.is_empty() { "–".to_owned() } else { row.name.clone() };
        let contact = view! {
            <span class="list-cell nm" role="gridcell" title=name.clone()>
                {(!row.name.is_empty()).then(|| view! { <Symbol icon/> })}
                <span class="ell">{name.clone()}</span>
            </span>
        };
        // On a phone the place at the end of a row is the line's, unless there is something to decide.
        let line_class = if self.card == Card::Duplicates { "list-cell num" } else { "list-cell num end" };
        let rest = match (self.card, &row.outcome) {
            (Card::Rejected, Outcome::Rejected(reason)) => {
                facts("neg", Icon::Alert, wording::reason(self.texts, reason, &self.line(at)))
            }
            (Card::Warnings, _) => match row.warnings.get(which) {
                Some(warning) => facts("warn", Icon::Warning, wording::warning(self.texts, warning)),
                None => ().into_any(),
            },
            (Card::Duplicates, Outcome::PossibleDuplicate(twin)) => self.duplicate(at, row, *twin, name),
            (_, outcome) => self.contact(at, row, outcome),
        };
        view! {
            <span class=line_class role="gridcell">{line}</span>
            {contact}
            {rest}
        }
        .into_any()
    }

    /// The row as it stands in the file.
    fn line(self, at: usize) -> String {
        self.work.source.with_untracked(|source| {
            let row = source.as_ref().and_then(|source| source.table.rows.get(at));
            let cells = row.into_iter().flat_map(|row| row.cells()).filter(|cell| !cell.trim().is_empty());
            cells.collect::<Vec<_>>().join("; ").chars().take(SHOWN).collect()
        })
    }

    fn contact(self, at: usize, row: &PlanRow, outcome: &Outcome) -> AnyView {
        let last = match outcome {
            // What it brought is in the other line's contact by now.
            Outcome::Changed(twin @ Twin::Row(_)) => self.twin(*twin),
            Outcome::Changed(twin) => self.changes(at, row, *twin),
            _ => self.work.plan.with_untracked(|plan| {
                let contact = plan.as_ref().and_then(|plan| plan.contact(at));
                contact.map_or_else(String::new, |contact| contact.text(ContactField::City).to_owned())
            }),
        };
        // Where there is room for one of them, what changes says more than the company.
        let (company, last_class) = match outcome {
            Outcome::Changed(_) => ("list-cell", "list-cell second"),
            _ => ("list-cell second", "list-cell"),
        };
        view! {
            {text_cell(company, row.company.clone())}
            {text_cell(last_class, last)}
        }
        .into_any()
    }

    fn duplicate(self, at: usize, row: &PlanRow, twin: Twin, name: String) -> AnyView {
        let work = self.work;
        // Keys in the list that opens are its own, not those of the list of rows.
        view! {
            {text_cell("list-cell low", row.company.clone())}
            {text_cell("list-cell second", self.twin(twin))}
            {text_cell("list-cell low", self.changes(at, row, twin))}
            <span class="list-cell end" role="gridcell" on:keydown=|event| event.stop_propagation()>
                <Decide
                    name
                    decision=Signal::derive(move || work.decision(at))
                    on_decide=move |decision| work.decide(&[at], decision)
                />
            </span>
        }
        .into_any()
    }

    /// What the twin gets from a row: fields, codes of which lists; a line of the file that is another's twin only
    /// fills what that leaves empty.
    fn changes(self, at: usize, row: &PlanRow, twin: Twin) -> String {
        let overwrite = self.work.choices.with_untracked(|choices| choices.overwrite);
        self.work
            .plan
            .with_untracked(|plan| {
                self.app.with(|database, _| {
                    let plan = plan.as_ref()?;
                    let before = match twin {
                        Twin::Row(other) => (plan.contact(other)?, plan.rows.get(other)?.company.as_str()),
                        Twin::Contact(id) => (database.contact(id)?, database.company_name(id)),
                    };
                    let mut captions = self.gains(before, (plan.contact(at)?, &row.company), overwrite);
                    let (lists, is_excluded) = plan.brings(database, at, twin);
                    captions.extend(lists.into_iter().map(|list| words_of::code_list(self.texts, list)));
                    captions.extend(is_excluded.then_some(self.texts.fields.excluded));
                    Some(captions.join(", "))
                })
            })
            .unwrap_or_default()
    }

    /// The captions of what a contact gets: fields, and the company that a person goes into.
    fn gains(self, before: (&Contact, &str), new: (&Contact, &str), overwrite: bool) -> Vec<&'static str> {
        let gets = |now: &str, new: &str| !new.is_empty() && now != new && (now.is_empty() || overwrite);
        let fields = ContactField::ALL.into_iter();
        let fields = fields.filter(|&field| gets(before.0.text(field), new.0.text(field)));
        let moves = before.0.kind == ContactKind::Person && gets(before.1, new.1);
        let company = moves.then_some(self.texts.fields.company);
        fields.map(|field| words_of::field(&self.texts.fields, field)).chain(company).collect()
    }

    /// A row's twin: the contact with its place and No., or the line of the file.
    fn twin(self, twin: Twin) -> String {
        match twin {
            Twin::Contact(id) => self.app.with(|database, _| {
                let Some(contact) = database.contact(id) else { return String::new() };
                let parts = [contact.label(), contact.text(ContactField::City), contact.number.as_str()];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
            }),
            Twin::Row(at) => self.work.plan.with_untracked(|plan| {
                let row = plan.as_ref().and_then(|plan| plan.rows.get(at));
                let line =
                    |row: &PlanRow| Import::of(self.texts.language).line_number(self.texts.number(row.line));
                row.map_or_else(String::new, |row| format!("{}, {}", row.name, line(row)))
            }),
        }
    }
}

fn text_cell(class: &'static str, text: String) -> impl IntoView {
    view! {
        <span class=class role="gridcell">
            <span class="ell" title=text.clone()>{text.clone()}</span>
        </span>
    }
}

fn facts(tone: &'static str, icon: Icon, fact: Fact) -> AnyView {
    let Fact { field, value, reason } = fact;
    view! {
        <span class="list-cell low" role="gridcell"><span class="ell">{field}</span></span>
        <span class="list-cell value" role="gridcell" title=value.clone()>
            <code class=format!("ell {tone}")>{value.clone()}</code>
        </span>
        <span class=format!("list-cell second {tone}") role="gridcell" title=reason.clone()>
            <Symbol icon/>
            <span class="ell">{reason.clone()}</span>
        </span>
    }
    .into_any()
}
