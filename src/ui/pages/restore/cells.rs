//! The cells of a row: the contact, code or segment, and its result.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::merge::plan::{CodeOutcome, MergeOutcome, MergePlan};
use crate::exchange::merge::restore_diff::RestoreDiff;
use crate::exchange::merge::segments::{MergeSegment, SegmentOutcome};
use crate::i18n::texts::{Import, Opening, Texts};
use crate::i18n::wording;
use crate::state::app_state::AppState;
use crate::ui::pages::common::duplicates::{Decide, changes};
use crate::ui::pages::restore::state::{Item, RestoreCard};
use crate::ui::pages::restore::work::RestoreWork;
use crate::ui::parts::icon::{Icon, Symbol};

/// Draws rows of one card.
#[derive(Clone, Copy)]
pub struct RestoreCells {
    /// The texts in use.
    pub texts: &'static Texts,
    /// The office that the backup is opened in.
    pub app: AppState,
    /// The backup that is open.
    pub work: RestoreWork,
    /// Whose rows these are.
    pub card: RestoreCard,
    /// Their subjects.
    pub items: Memo<Vec<Item>>,
    /// The results for segments.
    pub segments: Memo<Vec<MergeSegment>>,
    /// The numbers of new contacts that can't keep theirs.
    pub renumbered: Memo<HashMap<ContactId, String>>,
}

impl RestoreCells {
    /// Draws the row at a position of the list.
    pub fn draw(self) -> Callback<Signal<usize>, AnyView> {
        Callback::new(move |index: Signal<usize>| (move || self.row(index.get())).into_any())
    }

    fn row(self, index: usize) -> AnyView {
        let item = self.items.with(|items| items.get(index).copied());
        // The plan is not followed here: deciding about one row would draw all of them anew,
        // and take the focus away.
        let view = item.and_then(|item| {
            untrack(|| {
                self.work.read(self.app, |plan, database, file| self.cells(plan, database, file, item))
            })
        });
        view.flatten().unwrap_or_else(|| ().into_any())
    }

    fn cells(self, plan: &MergePlan, database: &Database, file: &Database, item: Item) -> Option<AnyView> {
        Some(match item {
            Item::Contact(at) => {
                let row = plan.contacts.get(at)?;
                let contact = file.contact(row.theirs)?;
                let ours = match row.outcome {
                    MergeOutcome::New => None,
                    MergeOutcome::Changed(ours)
                    | MergeOutcome::Unchanged(ours)
                    | MergeOutcome::SameName(ours)
                    | MergeOutcome::SameNumber(ours) => Some(ours),
                };
                let changed = ours
                    .map(|ours| changes(self.texts, &plan.diff(database, file, row.theirs, ours)))
                    .unwrap_or_default();
                let company = file.company_name(row.theirs).to_owned();
                if self.card == RestoreCard::Duplicates {
                    let by_number = matches!(row.outcome, MergeOutcome::SameNumber(_));
                    let ours =
                        ours.map(|ours| self.match_label(database, ours, by_number)).unwrap_or_default();
                    return Some(self.duplicate(at, contact, company, ours, changed));
                }
                let last = match row.outcome {
                    MergeOutcome::Changed(_) => changed,
                    _ => contact.text(ContactField::City).to_owned(),
                };
                let number = self.renumbered.with(|it| it.get(&row.theirs).cloned());
                match number {
                    Some(number) => {
                        let words = Opening::of(self.texts.language);
                        let note = words.segment_renumbered(&contact.number);
                        self.line(number, Some(contact.kind), contact.label().to_owned(), company, note)
                    }
                    None => self.contact(contact, company, last),
                }
            }
            Item::Code(at) => {
                let row = plan.codes.get(at)?;
                let words = Opening::of(self.texts.language);
                let what = match row.outcome {
                    CodeOutcome::New => Import::of(self.texts.language).new,
                    _ => words.code_described,
                };
                let kind = wording::code_singular(self.texts, row.list).to_owned();
                self.line(
                    row.entry.code.to_string(),
                    None,
                    row.entry.description.clone(),
                    kind,
                    what.to_owned(),
                )
            }
            Item::Segment(at) => self.segment(file, &self.segments.with(|rows| rows.get(at).cloned())?),
            Item::Diff(at) => {
                let diff = self.work.replacement.with_untracked(|it| it.contacts.get(at).copied())?;
                let (from, id) = match diff {
                    RestoreDiff::Removed(id) => (database, id),
                    RestoreDiff::Added(id) | RestoreDiff::Changed(_, id) => (file, id),
                };
                let contact = from.contact(id)?;
                let city = contact.text(ContactField::City).to_owned();
                self.contact(contact, from.company_name(id).to_owned(), city)
            }
        })
    }

    fn contact(self, contact: &Contact, company: String, last: String) -> AnyView {
        self.line(contact.number.clone(), Some(contact.kind), contact.label().to_owned(), company, last)
    }

    fn segment(self, file: &Database, row: &MergeSegment) -> AnyView {
        let words = Opening::of(self.texts.language);
        let own = file.segment(row.theirs).map_or("", |segment| segment.number.as_str());
        let mut what = vec![match row.outcome {
            SegmentOutcome::New => Import::of(self.texts.language).new.to_owned(),
            _ => words.segment_on.to_owned(),
        }];
        if own != row.segment.number {
            what.push(words.segment_renumbered(own));
        }
        if row.lost_lines > 0 {
            what.push(words.lines_lost(row.lost_lines));
        }
        let kind = self.texts.contacts.segment.to_owned();
        self.line(row.segment.number.clone(), None, row.segment.description.clone(), kind, what.join(", "))
    }

    fn line(
        self,
        number: String,
        kind: Option<ContactKind>,
        name: String,
        second: String,
        last: String,
    ) -> AnyView {
        // Where there is room for one of them, the changes say more than the company.
        let (second_class, last_class) = match self.card {
            RestoreCard::Changed | RestoreCard::Others => ("list-cell", "list-cell second"),
            _ => ("list-cell second", "list-cell"),
        };
        view! {
            <span class="list-cell num end" role="gridcell">{number}</span>
            {name_cell(kind, name)}
            {text_cell(second_class, second)}
            {text_cell(last_class, last)}
        }
        .into_any()
    }

    fn duplicate(
        self,
        at: usize,
        contact: &Contact,
        company: String,
        ours: String,
        changed: String,
    ) -> AnyView {
        let work = self.work;
        let name = contact.label().to_owned();
        // Keys in the list that opens are its own, not those of the list of rows.
        view! {
            <span class="list-cell num" role="gridcell">{contact.number.clone()}</span>
            {name_cell(Some(contact.kind), name.clone())}
            {text_cell("list-cell low", company)}
            {text_cell("list-cell second", ours)}
            {text_cell("list-cell low", changed)}
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

    /// The contact here, with its town and No., and whether it matches by No.
    fn match_label(self, database: &Database, ours: ContactId, by_number: bool) -> String {
        let Some(contact) = database.contact(ours) else { return String::new() };
        let words = Opening::of(self.texts.language);
        let note = if by_number { words.same_number } else { "" };
        let parts = [contact.label(), contact.text(ContactField::City), contact.number.as_str(), note];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

fn name_cell(kind: Option<ContactKind>, name: String) -> impl IntoView {
    let icon = kind.map(|kind| match kind {
        ContactKind::Company => Icon::Company,
        ContactKind::Person => Icon::Person,
    });
    view! {
        <span class="list-cell nm" role="gridcell" title=name.clone()>
            {icon.map(|icon| view! { <Symbol icon/> })}
            <span class="ell">{name.clone()}</span>
        </span>
    }
}

fn text_cell(class: &'static str, text: String) -> impl IntoView {
    view! {
        <span class=class role="gridcell">
            <span class="ell" title=text.clone()>{text.clone()}</span>
        </span>
    }
}
