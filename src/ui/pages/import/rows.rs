//! The rows of the chosen card, as a list of which only what is in view exists.

use leptos::prelude::*;

use super::check::Card;
use super::wording::{self, Fact};
use super::work::{ImportWork, use_work};
use crate::browser::files;
use crate::domain::{ContactField, ContactKind};
use crate::exchange::csv::write::{Style, rejected};
use crate::exchange::csv::{Duplicate, Outcome, PlanRow, Totals, Twin};
use crate::i18n::{Texts, use_texts, wording as words_of};
use crate::state::{Office, use_office};
use crate::ui::parts::{Button, Choice, ChoiceRow, Icon, LongList, Symbol};

/// Letters of a line that are shown; the rest stands in the tooltip.
const SHOWN: usize = 300;

/// A row of the list: its place in the plan, and which of its warnings.
type Place = (usize, usize);

/// The heading, what can be done with all of them, and the rows.
#[component]
pub fn ResultRows(
    /// The chosen card.
    #[prop(into)]
    card: Signal<Card>,
    /// How many rows become what.
    totals: Memo<Totals>,
) -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let words = &texts.import;
    let card = Memo::new(move |_| card.get());
    let places = Memo::new(move |_| {
        work.checked.track();
        work.plan.with_untracked(|plan| {
            plan.as_ref().map(|plan| places(&plan.rows, card.get())).unwrap_or_default()
        })
    });
    let heading = move || {
        totals.with(|totals| {
            let lines =
                words.heading(card.get().name(texts), texts.common.lines_count(card.get().count(totals)));
            let created = totals.created_companies;
            if card.get() == Card::New && created > 0 {
                format!("{lines}, {}", words.created_companies(created))
            } else {
                lines
            }
        })
    };
    let actions = move || match card.get() {
        Card::Rejected if places.with(|places| !places.is_empty()) => view! { <SaveRejected/> }.into_any(),
        Card::Duplicates if places.with(|places| places.len() > 1) => {
            view! { <DecideAll places/> }.into_any()
        }
        _ => ().into_any(),
    };
    let list = move || {
        let card = card.get();
        if places.with(Vec::is_empty) {
            return view! { <p class="none sec">{words.nothing_here}</p> }.into_any();
        }
        view! {
            <LongList
                label=card.name(texts)
                class=columns(card)
                count=Signal::derive(move || places.with(Vec::len))
                head=ViewFn::from(move || head(texts, card))
                row=Rows { texts, office: use_office(), work, card, places }.draw()
            />
        }
        .into_any()
    };
    view! {
        <section class="card np rlist" role="tabpanel" id="import-rows" aria-label=move || card.get().name(texts)>
            <div class="row wrap bar">
                <h2 class="grow">{heading}</h2>
                {actions}
            </div>
            {list}
        </section>
    }
}

fn places(rows: &[PlanRow], card: Card) -> Vec<Place> {
    let rows = rows.iter().enumerate();
    if card == Card::Warnings {
        return rows.flat_map(|(at, row)| (0..row.warnings.len()).map(move |which| (at, which))).collect();
    }
    rows.filter(|(_, row)| card.holds(&row.outcome)).map(|(at, _)| (at, 0)).collect()
}

const fn columns(card: Card) -> &'static str {
    match card {
        Card::Duplicates => "columns-import-duplicates",
        Card::Rejected | Card::Warnings => "columns-import-facts",
        Card::New | Card::Changed | Card::Unchanged => "columns-import-contacts",
    }
}

fn head(texts: &'static Texts, card: Card) -> AnyView {
    let words = &texts.import;
    let captions: &[&'static str] = match card {
        Card::Duplicates => &[words.contact, texts.fields.company, words.may_be, words.decision],
        Card::Rejected | Card::Warnings => &[words.contact, words.field, words.value, words.reason],
        Card::Changed => &[words.contact, texts.fields.company, words.what_changes],
        Card::New | Card::Unchanged => &[words.contact, texts.fields.company, texts.fields.city],
    };
    let low = |at: usize| at == 1 && !matches!(card, Card::New | Card::Changed | Card::Unchanged);
    let cells = captions.iter().enumerate().map(|(at, &caption)| {
        view! { <span role="columnheader" class:low=low(at)>{caption}</span> }
    });
    view! {
        <span role="columnheader" class="num">{words.line}</span>
        {cells.collect_view()}
    }
    .into_any()
}

/// Draws rows of one card.
#[derive(Clone, Copy)]
struct Rows {
    texts: &'static Texts,
    office: Office,
    work: ImportWork,
    card: Card,
    places: Memo<Vec<Place>>,
}

impl Rows {
    fn draw(self) -> Callback<usize, AnyView> {
        Callback::new(move |index: usize| {
            let Some((at, which)) = self.places.with(|places| places.get(index).copied()) else {
                return ().into_any();
            };
            // The plan is not followed here: deciding about one row would draw all of them anew,
            // and take the focus away.
            let row = self.work.plan.with_untracked(|plan| plan.as_ref()?.rows.get(at).cloned());
            row.map_or_else(|| ().into_any(), |row| self.cells(at, which, &row))
        })
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
            (Card::Duplicates, Outcome::PossibleDuplicate(twin)) => self.duplicate(at, row, *twin, &name),
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
            Outcome::Changed(Twin::Contact(id)) => self.changes(at, row, *id),
            Outcome::Changed(twin) => self.twin(*twin),
            _ => self.work.plan.with_untracked(|plan| {
                let contact = plan.as_ref().and_then(|plan| plan.contact(at));
                contact.map_or_else(String::new, |contact| contact.text(ContactField::City).to_owned())
            }),
        };
        view! {
            <span class="list-cell second" role="gridcell">
                <span class="ell" title=row.company.clone()>{row.company.clone()}</span>
            </span>
            <span class="list-cell" role="gridcell">
                <span class="ell" title=last.clone()>{last.clone()}</span>
            </span>
        }
        .into_any()
    }

    /// The fields that a contact gets or changes.
    fn changes(self, at: usize, row: &PlanRow, id: crate::domain::ContactId) -> String {
        let overwrite = self.work.choices.with_untracked(|choices| choices.overwrite);
        let mut captions: Vec<String> = self.work.plan.with_untracked(|plan| {
            let Some(new) = plan.as_ref().and_then(|plan| plan.contact(at)) else { return Vec::new() };
            self.office.with(|database, _| {
                let Some(before) = database.contact(id) else { return Vec::new() };
                let gets = |field: &ContactField| {
                    let (now, new) = (before.text(*field), new.text(*field));
                    !new.is_empty() && now != new && (now.is_empty() || overwrite)
                };
                let fields = ContactField::ALL.into_iter().filter(gets);
                let mut captions: Vec<String> =
                    fields.map(|it| words_of::field(&self.texts.fields, it).to_owned()).collect();
                let moves = before.kind == ContactKind::Person
                    && !row.company.is_empty()
                    && (before.company.is_none() || overwrite && database.company_name(id) != row.company);
                if moves {
                    captions.push(self.texts.fields.company.to_owned());
                }
                captions
            })
        });
        if captions.is_empty() {
            captions.push(self.texts.common.segmentation.to_owned());
        }
        captions.join(", ")
    }

    /// A row's twin: the contact with its place and No., or the line of the file.
    fn twin(self, twin: Twin) -> String {
        match twin {
            Twin::Contact(id) => self.office.with(|database, _| {
                let Some(contact) = database.contact(id) else { return String::new() };
                let parts = [contact.label(), contact.text(ContactField::City), contact.number.as_str()];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
            }),
            Twin::Row(at) => self.work.plan.with_untracked(|plan| {
                let row = plan.as_ref().and_then(|plan| plan.rows.get(at));
                let line = |row: &PlanRow| self.texts.import.line_number(self.texts.number(row.line));
                row.map_or_else(String::new, |row| format!("{}, {}", row.name, line(row)))
            }),
        }
    }

    fn duplicate(self, at: usize, row: &PlanRow, twin: Twin, name: &str) -> AnyView {
        let work = self.work;
        let words = &self.texts.import;
        let same = self.twin(twin);
        let value = move || {
            work.plan.with(|plan| {
                let row = plan.as_ref().and_then(|plan| plan.rows.get(at));
                key(row.map_or(Duplicate::LeaveOut, |row| row.decision)).to_owned()
            })
        };
        // Keys in the list that opens are its own, not those of the list of rows.
        view! {
            <span class="list-cell low" role="gridcell">
                <span class="ell" title=row.company.clone()>{row.company.clone()}</span>
            </span>
            <span class="list-cell second" role="gridcell">
                <span class="ell" title=same.clone()>{same.clone()}</span>
            </span>
            <span class="list-cell end" role="gridcell" on:keydown=|event| event.stop_propagation()>
                <Choice
                    label=words.decision_for(name)
                    hide_label=true
                    value=Signal::derive(value)
                    options=decisions(self.texts)
                    on_choose=move |key: String| work.decide(&[at], decision(&key))
                />
            </span>
        }
        .into_any()
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

const LEAVE_OUT: &str = "leave_out";
const ADD: &str = "add";
const SAME: &str = "same";

fn decisions(texts: &'static Texts) -> Vec<(String, String)> {
    let words = &texts.import;
    [(LEAVE_OUT, words.leave_out), (ADD, words.add_as_new), (SAME, words.is_same)]
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .to_vec()
}

const fn key(decision: Duplicate) -> &'static str {
    match decision {
        Duplicate::LeaveOut => LEAVE_OUT,
        Duplicate::AddAsNew => ADD,
        Duplicate::Update => SAME,
    }
}

fn decision(key: &str) -> Duplicate {
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
    places: Memo<Vec<Place>>,
) -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let value = move || {
        work.plan.with(|plan| {
            let rows = plan.iter().flat_map(|plan| &plan.rows);
            let mut decisions = rows
                .filter(|row| matches!(row.outcome, Outcome::PossibleDuplicate(_)))
                .map(|row| row.decision);
            let first = decisions.next().unwrap_or_default();
            if decisions.all(|it| it == first) { key(first).to_owned() } else { String::new() }
        })
    };
    let choose = move |chosen: String| {
        let rows: Vec<usize> = places.with_untracked(|places| places.iter().map(|(at, _)| *at).collect());
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

/// Saves the rejected lines, to be mended and imported again.
#[component]
fn SaveRejected() -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let words = &texts.import;
    let save = move |()| {
        let Some(source) = work.source.get_untracked() else { return };
        let text = work.plan.with_untracked(|plan| {
            let plan = plan.as_ref()?;
            let reason = |reason: &_| wording::reason(texts, reason, "").reason;
            Some(rejected(&source.table, plan, Style::ForExcel, (words.line, words.reason), &reason))
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
