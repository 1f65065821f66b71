//! The rows of the dialog: codes, how many contacts have them, and what is staged.

use crate::domain::code_list::CodeEntry;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::ui::pages::assign::staging::{AssignTarget, StagedRow, Staging};
use crate::ui::pages::common::code_colour_number;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::checkbox::{Checkbox, Checked};
use crate::ui::parts::chip::Chip;
use crate::ui::parts::field::Field;
use crate::ui::parts::icon::Icon;
use leptos::prelude::*;

/// All rows.
#[component]
pub fn StagedRows(
    /// The dialog's state.
    staging: Staging,
) -> impl IntoView {
    view! {
        <For
            each=move || staging.rows.get()
            key=|row| row.target.clone()
            children=move |row| view! { <StagedRowView staging first=row /> }
        />
    }
}

/// A row. Its code stays the same; its counts and its staged state follow changes.
#[component]
fn StagedRowView(staging: Staging, first: StagedRow) -> impl IntoView {
    let texts = use_texts();
    let target = first.target.clone();
    let row = Memo::new(move |_| {
        let now = staging.rows.with(|rows| rows.iter().find(|row| row.target == target).cloned());
        now.unwrap_or_else(|| first.clone())
    });
    let colour = move || match row.with_untracked(|row| row.target.clone()) {
        AssignTarget::Known(id) => code_colour_number(id),
        AssignTarget::New(_) => {
            staging.app.with(|database, _| code_colour_number(database.next_code_id(staging.list)))
        }
    };
    let toggle = move |on: bool| {
        let row = row.get_untracked();
        match (&row.target, on) {
            (AssignTarget::Known(id), true) if row.staged == Some(false) => staging.reset(*id),
            (AssignTarget::Known(id), true) => staging.put(*id),
            _ => staging.remove(&row),
        }
    };
    let link = move || {
        let row = row.get();
        let AssignTarget::Known(id) = row.target else { return None };
        let (text, run) = match row.staged {
            Some(false) => (texts.assign.keep, Callback::new(move |()| staging.reset(id))),
            None if row.having < row.total => {
                (texts.assign.add_to_all, Callback::new(move |()| staging.put(id)))
            }
            _ => return None,
        };
        Some(view! { <Button text kind=ButtonKind::Link on_click=run /> })
    };
    view! {
        <div class="line" role="row" class:gone=move || row.with(|row| row.staged == Some(false))>
            <span role="cell"><Chip text=Signal::derive(move || row.with(|row| row.code.clone())) colour=colour() /></span>
            <span role="cell" class="desc"><CodeDescription staging row /></span>
            <span role="cell" class="tri">
                <Checkbox
                    label=Signal::derive(move || row.with(|row| state(texts, row)))
                    checked=Signal::derive(move || row.with(checked))
                    on_toggle=toggle
                />
                {link}
            </span>
            <span role="cell">
                <Button
                    text=Signal::derive(move || row.with(|row| texts.parts.remove_named(&row.code)))
                    icon=Icon::Cross
                    icon_only=true
                    small=true
                    kind=ButtonKind::Quiet
                    on_click=move || staging.remove(&row.get_untracked())
                />
            </span>
        </div>
    }
}

/// The description, editable for a code that will be created.
#[component]
fn CodeDescription(staging: Staging, row: Memo<StagedRow>) -> impl IntoView {
    let texts = use_texts();
    let description = Signal::derive(move || row.with(|row| row.description.clone()));
    match row.with_untracked(|row| row.target.clone()) {
        AssignTarget::Known(_) => view! { <span>{description}</span> }.into_any(),
        AssignTarget::New(code) => {
            let describe = move |typed: String| {
                staging.describe(&code, &typed).map_err(|refusal| wording::refusal(texts, &refusal))
            };
            view! {
                <Field
                    label=texts.common.description
                    hide_label=true
                    placeholder=texts.common.description
                    value=description
                    limit=CodeEntry::DESCRIPTION_LIMIT
                    on_commit=describe
                />
            }
            .into_any()
        }
    }
}

const fn checked(row: &StagedRow) -> Checked {
    match row.staged {
        Some(true) => Checked::On,
        Some(false) => Checked::Off,
        None => Checked::of(row.having, row.total),
    }
}

/// How many contacts have the code, or what is staged.
fn state(texts: &'static Texts, row: &StagedRow) -> String {
    match row.staged {
        Some(true) => texts.assign.will_be_put(row.total.saturating_sub(row.having)),
        Some(false) => texts.assign.will_be_taken(row.having),
        None if row.total == 1 => texts.assign.assigned.to_owned(),
        None if row.having == row.total => texts.assign.all_of(row.total),
        None => texts.common.found_of(texts.number(row.having), texts.number(row.total)),
    }
}
