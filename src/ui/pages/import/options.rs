//! Choices for the whole file.

use leptos::prelude::*;

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::exchange::import::target::Target;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Import;
use crate::ui::pages::import::group::GroupChoice;
use crate::ui::pages::import::wording;
use crate::ui::pages::import::work::use_work;
use crate::ui::parts::checkbox::{Checkbox, Checked};
use crate::ui::parts::choice::ChoiceRow;
use crate::ui::parts::name::unique_id;

const COMPANY: &str = "company";
const PERSON: &str = "person";
const FILL: &str = "fill";
const OVERWRITE: &str = "overwrite";

/// Bare names, contacts that are here already, the company's address, a mailing group for all.
#[component]
pub fn ImportOptions() -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let words = Import::of(texts.language);
    let asked = Memo::new(move |_| work.bare_name());
    let has_companies_address = Memo::new(move |_| {
        use ContactField as F;
        const ADDRESS: [Target; 4] = [
            Target::Field(F::Address),
            Target::Field(F::PostCode),
            Target::Field(F::City),
            Target::PostCodeAndCity,
        ];
        const PERSON: [Target; 4] =
            [Target::Name, Target::PersonName, Target::Field(F::FirstName), Target::Field(F::Surname)];
        work.mapping.with(|mapping| {
            let any = |targets: [Target; 4]| targets.into_iter().any(|target| mapping.has(target));
            mapping.has(Target::CompanyName) && any(ADDRESS) && any(PERSON)
        })
    });
    let update = move || {
        let overwrite = work.choices.with(|choices| choices.overwrite);
        if overwrite { OVERWRITE } else { FILL }.to_owned()
    };
    let choose_update =
        move |key: String| work.choices.update(|choices| choices.overwrite = key == OVERWRITE);
    let choose_address = move |on: bool| work.choices.update(|choices| choices.address_is_the_companys = on);
    view! {
        <section class="card opts" aria-label=texts.common.options>
            <Show when=move || asked.get().is_some()>
                <BareNames/>
            </Show>
            <Labelled text=words.known_contacts>
                <ChoiceRow
                    label=words.known_contacts
                    value=Signal::derive(update)
                    options=vec![
                        (FILL.to_owned(), words.fill_empty.to_owned()),
                        (OVERWRITE.to_owned(), words.overwrite.to_owned()),
                    ]
                    on_choose=choose_update
                />
            </Labelled>
            <GroupChoice/>
            <Show when=move || has_companies_address.get()>
                <div class="across">
                    <Checkbox
                        label=words.company_address
                        checked=Signal::derive(move || {
                            Checked::from(work.choices.with(|choices| choices.address_is_the_companys))
                        })
                        on_toggle=choose_address
                    />
                </div>
            </Show>
        </section>
    }
}

/// Asked once for the file: are bare names companies or persons?
#[component]
fn BareNames() -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let text = Memo::new(move |_| {
        let at = work.mapping.with(|it| it.columns.iter().position(|it| it.target == Target::Name));
        let source = work.source.get();
        let name = at.zip(source).map(|(at, source)| wording::column(texts, &source, at));
        Import::of(texts.language).bare_names(name.unwrap_or_default())
    });
    let value = move || match work.bare_name() {
        Some(ContactKind::Person) => PERSON.to_owned(),
        _ => COMPANY.to_owned(),
    };
    let choose = move |key: String| {
        let kind = if key == PERSON { ContactKind::Person } else { ContactKind::Company };
        work.choices.update(|choices| choices.bare_name = Some(kind));
    };
    let option = |key: &str, kind| (key.to_owned(), wording::bare_name(texts, kind).to_owned());
    let options = vec![option(COMPANY, ContactKind::Company), option(PERSON, ContactKind::Person)];
    view! {
        <Labelled text>
            <ChoiceRow label=text value=Signal::derive(value) options on_choose=choose/>
        </Labelled>
    }
}

/// A row of buttons with its caption above, as fields have it.
#[component]
fn Labelled(
    /// The caption.
    #[prop(into)]
    text: Signal<String>,
    /// The buttons, which are named by the same words.
    children: Children,
) -> impl IntoView {
    let id = unique_id("caption");
    view! {
        <div class="field">
            <span class="lbl" id=id aria-hidden="true">{text}</span>
            <div>{children()}</div>
        </div>
    }
}
