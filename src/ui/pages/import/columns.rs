//! WizardStep 2: which column of the file goes into which field.

use leptos::prelude::*;

use crate::domain::catalogue::ContactField;
use crate::domain::code::CodeError;
use crate::domain::refusal::Refusal;
use crate::exchange::import::column_score;
use crate::exchange::import::mapping::{ColumnMapping, Confidence, Mapping};
use crate::exchange::import::target::Target;
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Texts};
use crate::i18n::wording as words_of;
use crate::state::app_state::{AppState, Table, use_app_state};
use crate::ui::pages::import::file::FailureBanner;
use crate::ui::pages::import::file_card::FileCard;
use crate::ui::pages::import::options::ImportOptions;
use crate::ui::pages::import::state::CONTENT;
use crate::ui::pages::import::state::{Source, WizardStep};
use crate::ui::pages::import::steps::Footer;
use crate::ui::pages::import::wording;
use crate::ui::pages::import::work::{ImportWork, use_work};
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::choice::Choice;
use crate::ui::parts::icon::{Icon, Symbol};

/// Codes that a note names; the rest is counted.
const NAMED: usize = 4;

/// The file's columns and the fields they go into.
#[component]
pub fn ColumnsStep() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Import::of(texts.language);
    let status = move || {
        let (matched, all) = work.mapping.with(|it| (it.matched(), it.columns.len()));
        words.columns_matched(all, texts.number(matched))
    };
    let before = Memo::new(move |_| work.imported_before(app));
    let notes = move || {
        let source = work.source.get()?;
        let before = before.get().map(|at| words.imported_before(&source.name, texts.date(&at)));
        let header_line = source.csv.table.header_line.filter(|line| *line > 1);
        let above = header_line.map(|line| words.names_on_line(texts.number(line)));
        let note = |(text, tone)| view! { <Banner text tone/> };
        let warning = before.map(|text| (text, Tone::Warning));
        Some(warning.into_iter().chain(above.map(|text| (text, Tone::Information))).map(note).collect_view())
    };
    view! {
        <div class="ib" id=CONTENT tabindex="-1">
            <FailureBanner/>
            {notes}
            <FileCard/>
            <ColumnTable/>
            <ImportOptions/>
        </div>
        <Footer
            status=Signal::derive(status)
            back=WizardStep::File
            next=words.check_file
            on_next=move |()| work.check(app)
            blocked=Signal::derive(move || blocked(texts, work))
        />
    }
}

/// Why the file cannot be checked yet.
fn blocked(texts: &'static Texts, work: ImportWork) -> Option<String> {
    use ContactField as F;
    const NAMES: [Target; 6] = [
        Target::Name,
        Target::PersonName,
        Target::CompanyName,
        Target::Field(F::FirstName),
        Target::Field(F::Surname),
        Target::Field(F::Email),
    ];
    let is_named = work.mapping.with(|mapping| NAMES.into_iter().any(|target| mapping.has(target)));
    if !is_named {
        return Some(Import::of(texts.language).name_needed.to_owned());
    }
    match work.choices.with(|choices| choices.group.chosen()) {
        Ok(_) => None,
        Err(Refusal::Code(CodeError::Empty)) => Some(Import::of(texts.language).group_needed.to_owned()),
        Err(refusal) => Some(words_of::refusal(texts, &refusal)),
    }
}

/// One row a column. Columns without any value stand behind a button.
#[component]
fn ColumnTable() -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let words = Import::of(texts.language);
    let all = RwSignal::new(false);
    // Only another reading of the file changes the rows; choosing a field doesn't draw them again.
    let rows = move || {
        let source = work.source.get()?;
        let columns = work.mapping.with_untracked(|mapping| {
            let columns = mapping.columns.iter().enumerate();
            columns.map(|(at, column)| (at, is_filled(&source, at, column))).collect::<Vec<_>>()
        });
        let (filled, empty): (Vec<_>, Vec<_>) = columns.into_iter().partition(|(_, is_filled)| *is_filled);
        let places = |columns: Vec<(usize, bool)>| columns.into_iter().map(|(at, _)| at).collect();
        let (filled, empty): (Vec<usize>, Vec<usize>) = (places(filled), places(empty));
        // A file that has nothing but captions shows them.
        Some(if filled.is_empty() { (empty, filled) } else { (filled, empty) })
    };
    let rows = Memo::new(move |_| rows().unwrap_or_default());
    view! {
        <section class="card np">
            <table class="grid map">
                <thead>
                    <tr>
                        <th class="from" scope="col">{words.column_in_file}</th>
                        <th class="to" scope="col">{words.field_in_mailroom}</th>
                        <th class="how" scope="col">{words.match_column}</th>
                        <th scope="col">{words.samples}</th>
                        <th class="note" scope="col">{words.note}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        // Another file or reading may have as many columns, with other names in them.
                        work.source.track();
                        let (mut shown, empty) = rows.get();
                        if all.get() {
                            shown.extend(empty);
                            shown.sort_unstable();
                        }
                        shown.into_iter().map(|at| view! { <ColumnRow at/> }).collect_view()
                    }}
                </tbody>
            </table>
            {move || {
                let empty = rows.with(|(_, empty)| empty.len());
                (empty > 0 && !all.get()).then(|| {
                    view! {
                        <div class="more-rows">
                            <Button
                                text=words.empty_columns(empty)
                                kind=ButtonKind::Quiet
                                small=true
                                on_click=move |()| all.set(true)
                            />
                        </div>
                    }
                })
            }}
        </section>
    }
}

/// Whether a column has any value.
fn is_filled(source: &Source, at: usize, column: &ColumnMapping) -> bool {
    !column.samples.is_empty() || source.csv.table.rows.iter().any(|row| !row.cell(at).is_empty())
}

/// A column: its caption, its field, how certain that is, some values, and what they bring.
#[component]
fn ColumnRow(
    /// Which column.
    at: usize,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Import::of(texts.language);
    let column = Memo::new(move |_| work.mapping.with(|it| it.columns.get(at).cloned().unwrap_or_default()));
    let name = work.source.with_untracked(|source| {
        source.as_ref().map(|source| wording::column(texts, source, at)).unwrap_or_default()
    });
    let targets = StoredValue::new(Target::all());
    let options: Vec<(String, String)> = targets.with_value(|targets| {
        let option =
            |(key, target): (usize, &Target)| (key.to_string(), wording::target(texts, *target).to_owned());
        targets.iter().enumerate().map(option).collect()
    });
    let value = move || {
        let target = column.with(|column| column.target);
        let key = targets.with_value(|targets| targets.iter().position(|it| *it == target));
        key.unwrap_or_default().to_string()
    };
    let choose = move |key: String| {
        let target = targets.with_value(|targets| targets.get(key.parse::<usize>().ok()?).copied());
        if let Some(target) = target {
            work.choose(at, target);
        }
    };
    let samples = column.with_untracked(|column| column.samples.clone());
    let samples = samples.into_iter().map(|text| view! { <code title=text.clone()>{text.clone()}</code> });
    let score = move || {
        let source = work.source.get()?;
        Some(column.with(|column| column_score::score(&source.csv.table, at, column)))
    };
    let score = Memo::new(move |_| score().unwrap_or_default());
    view! {
        <tr>
            <th class="from nm b" scope="row" title=name.clone()>
                <span class="row">
                    <span class="ell grow">{name.clone()}</span>
                    <Symbol icon=Icon::ChevronRight/>
                </span>
            </th>
            <td class="to">
                <Choice
                    label=words.field_for(name)
                    hide_label=true
                    value=Signal::derive(value)
                    options
                    on_choose=choose
                />
            </td>
            <td class="how">{move || match_view(texts, score.get())}</td>
            <td class="values"><span class="smp">{samples.collect_view()}</span></td>
            <td class="note sec">{move || note(texts, app, work, at, &column.get())}</td>
        </tr>
    }
}

/// The word first, then bar and percentage.
fn match_view(texts: &'static Texts, score: f64) -> AnyView {
    let confidence = column_score::confidence(score);
    let word = wording::confidence(texts, confidence);
    let class = match confidence {
        Confidence::None => return view! { <span class="mut">{word}</span> }.into_any(),
        Confidence::Check => "conf check",
        Confidence::Likely | Confidence::Sure => "conf",
    };
    view! {
        <span class=class>
            <span class="meter" aria-hidden="true">
                <i style:width=format!("{}%", (score * 100.0).round())></i>
            </span>
            <b>{word}</b>
            <span class="mut num">{texts.percent(score)}</span>
        </span>
    }
    .into_any()
}

/// A note on an effect of the column that is not obvious.
fn note(
    texts: &'static Texts,
    app: AppState,
    work: ImportWork,
    at: usize,
    column: &ColumnMapping,
) -> Option<String> {
    let words = Import::of(texts.language);
    let shares = |mapping: &Mapping| {
        let is_other = |it: &&ColumnMapping| it.target == column.target && !it.samples.is_empty();
        !column.samples.is_empty() && mapping.columns.iter().filter(is_other).count() > 1
    };
    match column.target {
        Target::Skip => None,
        Target::Codes(list) => {
            app.track(Table::Codes);
            let source = work.source.get()?;
            let codes =
                app.with(|database, _| column_score::new_codes(&source.csv.table, at, list, database));
            let mut named: Vec<String> = codes.iter().take(NAMED).map(ToString::to_string).collect();
            if codes.len() > NAMED {
                named.push("…".to_owned());
            }
            (!codes.is_empty()).then(|| words.note_codes(codes.len(), named.join(", ")))
        }
        Target::Number => Some(words.note_number.to_owned()),
        Target::PersonName => Some(words.note_split.to_owned()),
        target if target.takes_several_columns() && work.mapping.with(shares) => {
            Some(words.note_several.to_owned())
        }
        target => {
            let pair =
                |value: &String| Some(format!("{value} → {}", column_score::translated(target, value)?));
            let pairs: Vec<String> = column.samples.iter().filter_map(pair).collect();
            (!pairs.is_empty()).then(|| pairs.join(", "))
        }
    }
}
