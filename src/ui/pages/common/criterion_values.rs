//! The editor for the values of a criterion: a lookup of codes or texts, or a choice of two.

use std::borrow::Cow;
use std::collections::HashMap;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::domain::catalogue::{CodeList, ContactKind, FieldKind};
use crate::domain::criteria::{Field, Value};
use crate::domain::database::Database;
use crate::domain::date::Date;
use crate::domain::identifiers::CodeId;
use crate::domain::sorting::small_sort_by;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::query::lookup::find_codes;
use crate::state::app_state::{AppState, use_app_state};
use crate::ui::pages::common::{code_colour_number, criterion_words};
use crate::ui::parts::chip::Chip;
use crate::ui::parts::choice::ChoiceRow;
use crate::ui::parts::combobox::{Combobox, Offer};
use crate::ui::parts::field::{Draft, Field as InputField, InputKind};
use crate::ui::parts::matching::find_match;

/// The limit of offered texts.
const OFFERS: usize = 12;

/// The limit of offered codes; typing on narrows them.
const CODE_OFFERS: usize = 50;

/// The editor for the values of a criterion.
#[component]
pub fn CriterionValues(
    /// The field of the criterion.
    field: Field,
    /// The values.
    values: RwSignal<Vec<Value>>,
    /// What was typed and is no value yet.
    typed: RwSignal<Option<Draft>>,
    /// Keeps the caption for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let texts = use_texts();
    match field {
        Field::Kind => {
            let options = [ContactKind::Company, ContactKind::Person]
                .map(|kind| (Value::Kind(kind), wording::kind(texts, kind)));
            view! { <OneOfTwo options values/> }.into_any()
        }
        Field::Excluded => {
            let options = [(Value::Flag(true), texts.common.yes), (Value::Flag(false), texts.common.no)];
            view! { <OneOfTwo options values/> }.into_any()
        }
        Field::Text(field) if field.kind() == FieldKind::Date => view! { <OneDate values/> }.into_any(),
        _ => view! { <Several field values typed hide_label/> }.into_any(),
    }
}

#[component]
fn OneOfTwo(options: [(Value, &'static str); 2], values: RwSignal<Vec<Value>>) -> impl IntoView {
    let texts = use_texts();
    let keyed: Vec<(String, String)> = options
        .iter()
        .enumerate()
        .map(|(place, (_, text))| (place.to_string(), (*text).to_owned()))
        .collect();
    let options = StoredValue::new(options.map(|(value, _)| value));
    let chosen = move || {
        let chosen = values.with(|values| values.first().cloned());
        options.with_value(|all| {
            all.iter()
                .position(|it| Some(it) == chosen.as_ref())
                .map_or_else(String::new, |it| it.to_string())
        })
    };
    let choose = move |key: String| {
        let place = key.parse::<usize>().ok();
        values.set(
            options.with_value(|all| place.and_then(|place| all.get(place).cloned()).into_iter().collect()),
        );
    };
    view! {
        <div class="field">
            <ChoiceRow
                label=texts.contacts.filter_value
                value=Signal::derive(chosen)
                options=keyed
                on_choose=choose
            />
        </div>
    }
}

/// A day.
#[component]
fn OneDate(values: RwSignal<Vec<Value>>) -> impl IntoView {
    let texts = use_texts();
    let value = move || {
        values.with(|values| match values.first() {
            Some(Value::Date(date)) => date.to_string(),
            _ => String::new(),
        })
    };
    let commit = move |text: String| {
        values.set(Date::parse(&text).map(Value::Date).into_iter().collect());
        Ok(())
    };
    view! {
        <InputField
            label=texts.contacts.filter_value
            value=Signal::derive(value)
            on_commit=commit
            kind=InputKind::Date
        />
    }
}

/// Several codes or texts, joined by OR.
#[component]
fn Several(
    field: Field,
    values: RwSignal<Vec<Value>>,
    typed: RwSignal<Option<Draft>>,
    hide_label: bool,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let known = StoredValue::new(match field {
        Field::Codes(_) => Vec::new(),
        _ => app.with(|database, _| distinct(database, field)),
    });
    let offers = move |typed: String| match field {
        Field::Codes(list) => values.with(|values| codes(texts, app, list, &typed, values)),
        _ => known.with_value(|known| {
            let fits = |text: &str| typed.trim().is_empty() || find_match(text, &typed).is_some();
            let fitting = known.iter().filter(|(text, _)| fits(text)).take(OFFERS);
            let offer = |(text, count): &(String, usize)| Offer {
                key: text.clone(),
                text: text.clone(),
                note: texts.number(*count),
                ..Offer::default()
            };
            let mut offers: Vec<Offer> = fitting.map(offer).collect();
            // Enter chooses the first row: the typed text, not one that begins with it.
            let typed = typed.trim();
            if !typed.is_empty() && offers.first().is_none_or(|first| first.text != typed) {
                offers.retain(|offer| offer.text != typed);
                let text = typed.to_owned();
                offers.insert(0, Offer { key: text.clone(), text, ..Offer::default() });
            }
            offers
        }),
    };
    let add = move |value: Value| {
        values.update(|values| {
            if !values.contains(&value) {
                values.push(value);
            }
        });
    };
    let take = move |key: String| match field {
        Field::Codes(_) => {
            if let Ok(place) = key.parse() {
                add(Value::Code(CodeId(place)));
            }
        }
        _ => add(Value::Text(key)),
    };
    let take_text = move |text: String| {
        let text = text.trim();
        match field {
            _ if text.is_empty() => {}
            Field::Codes(list) => {
                let code = crate::domain::code::Code::parse(text).ok();
                let id = code.and_then(|code| app.with(|database, _| database.find_code(list, &code)));
                match id {
                    Some(id) => add(Value::Code(id)),
                    None => {
                        let list = wording::code_list(texts, list);
                        return Err(texts.errors.unknown_code(text, list));
                    }
                }
            }
            _ => add(Value::Text(text.to_owned())),
        }
        Ok(())
    };
    let chips = move || {
        let chip = |value: Value| {
            let text = app.with(|database, _| criterion_words::value(texts, database, field, &value));
            let colour = match (field, &value) {
                (Field::Codes(list), Value::Code(code))
                    if app.with(|database, _| database.code(list, *code).is_some()) =>
                {
                    code_colour_number(*code)
                }
                _ => 0,
            };
            let remove = move || values.update(|values| values.retain(|other| *other != value));
            view! { <Chip text colour on_remove=remove/> }
        };
        values.get().into_iter().map(chip).collect_view()
    };
    let kind = if matches!(field, Field::Codes(_)) { InputKind::Code } else { InputKind::Text };
    // A comma ends a value.
    let keys = move |event: KeyboardEvent| {
        let text = typed.with_untracked(|typed| typed.as_ref().map(|typed| typed.text.clone()));
        if let Some(text) = text.filter(|text| event.key() == "," && !text.trim().is_empty()) {
            event.prevent_default();
            typed.set(take_text(text.clone()).err().map(|error| Draft { text, error: Some(error) }));
        }
    };
    view! {
        <div class="field values" on:keydown=keys>
            <div class="chips">{chips}</div>
            <Combobox
                label=texts.contacts.filter_value
                hide_label
                draft=typed
                offers=offers
                on_take=take
                on_text=take_text
                kind
            />
        </div>
    }
}

fn codes(texts: &Texts, app: AppState, list: CodeList, typed: &str, taken: &[Value]) -> Vec<Offer> {
    app.with(|database, index| {
        let offer = |id: CodeId| {
            let entry = database.code(list, id)?;
            Some(Offer {
                key: id.0.to_string(),
                chip: Some((entry.code.to_string(), code_colour_number(id))),
                text: entry.description.clone(),
                note: texts.number(index.count_of_code(list, id)),
                ..Offer::default()
            })
        };
        let found = find_codes(database, list, typed, app.alphabet()).into_iter();
        let free = found.filter(|id| !taken.contains(&Value::Code(*id)));
        free.filter_map(offer).take(CODE_OFFERS).collect()
    })
}

/// The distinct texts of a field with their counts, the most frequent first.
fn distinct(database: &Database, field: Field) -> Vec<(String, usize)> {
    let mut counts: HashMap<Cow<'_, str>, usize> = HashMap::new();
    for (id, contact) in database.contacts() {
        let text = match field {
            Field::Text(field) => contact.stored(field),
            Field::CompanyName => Cow::Borrowed(database.company_name(id)),
            Field::Number => Cow::Borrowed(contact.number.as_str()),
            _ => Cow::Borrowed(""),
        };
        if !text.is_empty() {
            *counts.entry(text).or_default() += 1;
        }
    }
    let mut all: Vec<(Cow<'_, str>, usize)> = counts.into_iter().collect();
    small_sort_by(&mut all, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().map(|(text, count)| (text.into_owned(), count)).collect()
}
