//! The choice of a mailing group for all imported contacts: none, an existing one, or a new one.

use leptos::prelude::*;

use crate::domain::catalogue::CodeList;
use crate::domain::code::{CODE_LIMIT, Code, CodeError};
use crate::domain::code_list::CodeEntry;
use crate::domain::identifiers::CodeId;
use crate::domain::text::check_text;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Import;
use crate::i18n::wording;
use crate::state::app_state::{Table, use_app_state};
use crate::ui::pages::import::state::ChosenGroup;
use crate::ui::pages::import::work::use_work;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::field::{Field, InputKind};

const NEW: &str = "new";

fn key(group: &ChosenGroup) -> String {
    match group {
        ChosenGroup::None => String::new(),
        ChosenGroup::Existing(id) => id.0.to_string(),
        ChosenGroup::New { .. } => NEW.to_owned(),
    }
}

/// Chooses the mailing group. The code of a new one is checked at the field.
#[component]
pub fn GroupChoice() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let group = Memo::new(move |_| work.choices.with(|choices| choices.group.clone()));
    let set = move |group| work.choices.update(|choices| choices.group = group);
    let options = Signal::derive(move || {
        app.track(Table::Codes);
        let mut options = vec![(String::new(), Import::of(texts.language).no_group.to_owned())];
        app.with(|database, _| {
            options.extend(database.codes(CodeList::MailingGroup).map(|(id, entry)| {
                let name = format!("{}  {}", entry.code, entry.description);
                (id.0.to_string(), name.trim_end().to_owned())
            }));
        });
        options.push((NEW.to_owned(), Import::of(texts.language).new_group.to_owned()));
        options
    });
    let choose = move |key: String| {
        set(match key.as_str() {
            "" => ChosenGroup::None,
            NEW => ChosenGroup::New { code: String::new(), description: String::new() },
            id => id.parse().map_or(ChosenGroup::None, |id| ChosenGroup::Existing(CodeId(id))),
        });
    };
    let is_new = Memo::new(move |_| group.with(|group| matches!(group, ChosenGroup::New { .. })));
    view! {
        <Choice
            label=Import::of(texts.language).into_group
            value=Signal::derive(move || group.with(key))
            options
            on_choose=choose
        />
        <Show when=move || is_new.get()>
            <NewGroup/>
        </Show>
    }
}

/// Code and description of the new group. Typed text takes effect at each key press, so that a code
/// that is too long blocks the next step at once.
#[component]
fn NewGroup() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let code = Memo::new(move |_| work.choices.with(|choices| part(&choices.group).0));
    let description = Memo::new(move |_| work.choices.with(|choices| part(&choices.group).1));
    let put_code = move |text: String| {
        work.choices.update(|choices| {
            if let ChosenGroup::New { code, .. } = &mut choices.group {
                *code = text;
            }
        });
    };
    let put_description = move |text: String| {
        work.choices.update(|choices| {
            if let ChosenGroup::New { description, .. } = &mut choices.group {
                *description = text;
            }
        });
    };
    let code_error = move || match code.with(|code| Code::parse(code)) {
        // An empty field is not wrong yet: the button for the next step says that it is missing.
        Ok(_) | Err(CodeError::Empty) => None,
        Err(error) => Some(wording::code_error(texts, &error)),
    };
    let description_error = move || {
        let checked = description.with(|text| check_text(text, CodeEntry::DESCRIPTION_LIMIT).map(drop));
        checked.err().map(|error| wording::text_error(texts, &error))
    };
    let there = move || {
        let code = code.with(|code| Code::parse(code)).ok()?;
        app.track(Table::Codes);
        let known = app.with(|database, _| database.find_code(CodeList::MailingGroup, &code).is_some());
        known.then(|| Import::of(texts.language).group_there(code.as_str()))
    };
    view! {
        <Field
            label=texts.of_list(CodeList::MailingGroup).code
            value=code
            kind=InputKind::Code
            limit=CODE_LIMIT
            autofocus=true
            on_input=put_code
            error=Signal::derive(code_error)
            hint=Signal::derive(there)
        />
        <Field
            label=texts.common.description
            value=description
            limit=CodeEntry::DESCRIPTION_LIMIT
            on_input=put_description
            error=Signal::derive(description_error)
        />
    }
}

fn part(group: &ChosenGroup) -> (String, String) {
    match group {
        ChosenGroup::New { code, description } => (code.clone(), description.clone()),
        ChosenGroup::None | ChosenGroup::Existing(_) => (String::new(), String::new()),
    }
}
