//! The cells of a row: the contact, and its changes or problems.

use leptos::prelude::*;

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::exchange::import::plan::{ImportOutcome, Match, PlanRow};
use crate::i18n::texts::{Import, Texts};
use crate::state::app_state::AppState;
use crate::ui::pages::common::duplicates::{Decide, changes};
use crate::ui::pages::import::cards::{ImportCard, Line};
use crate::ui::pages::import::wording;
use crate::ui::pages::import::wording::Fact;
use crate::ui::pages::import::work::ImportWork;
use crate::ui::parts::icon::{Icon, Symbol};

/// The number of characters of a line that are shown.
const SHOWN: usize = 300;

/// Draws rows of one card.
#[derive(Clone, Copy)]
pub struct ImportCells {
    /// The texts in use.
    pub texts: &'static Texts,
    /// The office that is imported into.
    pub app: AppState,
    /// The work.
    pub work: ImportWork,
    /// Whose rows these are.
    pub card: ImportCard,
    /// The lines of the list.
    pub lines: Memo<Vec<Line>>,
}

impl ImportCells {
    /// Draws the row at a position of the list.
    pub fn draw(self) -> Callback<Signal<usize>, AnyView> {
        Callback::new(move |index: Signal<usize>| (move || self.row(index.get())).into_any())
    }

    fn row(self, index: usize) -> AnyView {
        let Some((at, which)) = self.lines.with(|lines| lines.get(index).copied()) else {
            return ().into_any();
        };
        // The plan is not tracked here: a decision about one row would redraw all of them and lose the
        // focus.
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
        // On a phone the line number is at the end of a row, unless there is a decision to make.
        let line_class =
            if self.card == ImportCard::Duplicates { "list-cell num" } else { "list-cell num end" };
        let rest = match (self.card, &row.outcome) {
            (ImportCard::Rejected, ImportOutcome::Rejected(reason)) => {
                facts("neg", Icon::Alert, wording::reason(self.texts, reason, &self.line(at)))
            }
            (ImportCard::Warnings, _) => match row.warnings.get(which) {
                Some(warning) => facts("warn", Icon::Warning, wording::warning(self.texts, warning)),
                None => ().into_any(),
            },
            (ImportCard::Duplicates, ImportOutcome::PossibleDuplicate(matched)) => {
                self.duplicate(at, row, *matched, name)
            }
            (_, outcome) => self.contact(at, row, outcome),
        };
        view! {
            <span class=line_class role="gridcell">{line}</span>
            {contact}
            {rest}
        }
        .into_any()
    }

    /// The row exactly as in the file.
    fn line(self, at: usize) -> String {
        self.work.source.with_untracked(|source| {
            let row = source.as_ref().and_then(|source| source.csv.table.rows.get(at));
            let cells = row.into_iter().flat_map(|row| row.cells()).filter(|cell| !cell.trim().is_empty());
            cells.collect::<Vec<_>>().join("; ").chars().take(SHOWN).collect()
        })
    }

    fn contact(self, at: usize, row: &PlanRow, outcome: &ImportOutcome) -> AnyView {
        let last = match outcome {
            // Its values are in the other line's contact by now.
            ImportOutcome::Changed(matched @ Match::Row(_)) => self.match_label(*matched),
            ImportOutcome::Changed(matched) => self.changes(at, *matched),
            _ => self.work.plan.with_untracked(|plan| {
                let contact = plan.as_ref().and_then(|plan| plan.contact(at));
                contact.map_or_else(String::new, |contact| contact.text(ContactField::City).to_owned())
            }),
        };
        // Where there is room for one of them, the changes say more than the company.
        let (company, last_class) = match outcome {
            ImportOutcome::Changed(_) => ("list-cell", "list-cell second"),
            _ => ("list-cell second", "list-cell"),
        };
        view! {
            {text_cell(company, row.company.clone())}
            {text_cell(last_class, last)}
        }
        .into_any()
    }

    fn duplicate(self, at: usize, row: &PlanRow, matched: Match, name: String) -> AnyView {
        let work = self.work;
        // Keys in the opened choice must not move in the list of rows.
        view! {
            {text_cell("list-cell low", row.company.clone())}
            {text_cell("list-cell second", self.match_label(matched))}
            {text_cell("list-cell low", self.changes(at, matched))}
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

    /// What a row changes on the contact that it matches.
    fn changes(self, at: usize, matched: Match) -> String {
        let diff = self.work.plan.with_untracked(|plan| {
            self.app.with(|database, _| Some(plan.as_ref()?.diff(database, at, matched)))
        });
        diff.map_or_else(String::new, |diff| changes(self.texts, &diff))
    }

    /// The contact that a row matches, with its town and No., or the line of the file.
    fn match_label(self, matched: Match) -> String {
        match matched {
            Match::Contact(id) => self.app.with(|database, _| {
                let Some(contact) = database.contact(id) else { return String::new() };
                let parts = [contact.label(), contact.text(ContactField::City), contact.number.as_str()];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
            }),
            Match::Row(at) => self.work.plan.with_untracked(|plan| {
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
