//! Fields and lookups keep a refused text until it is corrected.

use crate::page::{Shown, press, settle};
use leptos::prelude::*;
use mailroom::ui::parts::combobox::{Combobox, Offer};
use mailroom::ui::parts::field::{Field, InputKind};
use mailroom::ui::parts::matching::find_match;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_match_begins_a_word_where_it_can() {
    assert_eq!(find_match("Paying members", "ME"), Some(7..9));
    assert_eq!(find_match("Sum me", "me"), Some(4..6));
    assert_eq!(find_match("Summer", "me"), Some(3..5));
    assert_eq!(find_match("Café Élan", "ela"), Some(6..10));
    assert_eq!(find_match("Summer", "x"), None);
    assert_eq!(find_match("Summer", " "), None);
}

#[wasm_bindgen_test]
async fn a_field_keeps_the_refused_text_with_its_error() {
    let stored = RwSignal::new("MOVE".to_owned());
    let shown = Shown::new(move || {
        let commit = Callback::new(move |text: String| {
            if text.len() > 11 {
                return Err(format!("{text} has {} characters. The limit is 11.", text.len()));
            }
            stored.set(text);
            Ok(())
        });
        view! { <Field label="Code" value=stored kind=InputKind::Code limit=11 on_commit=commit /> }
    })
    .await;
    let input = shown.input();
    assert_eq!(input.value(), "MOVE");

    shown.type_text("FLYTTEVARSEL").await;
    assert_eq!(shown.find(".counter.over").text_content().as_deref(), Some("12 of 11"));
    press(&input, "Enter").await;
    assert_eq!(stored.get_untracked(), "MOVE");
    assert_eq!(input.value(), "FLYTTEVARSEL");
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    let message = input.get_attribute("aria-describedby").unwrap();
    let message = shown.find(&format!("#{message}")).text_content().unwrap();
    assert_eq!(message, "FLYTTEVARSEL has 12 characters. The limit is 11.");

    press(&input, "Escape").await;
    assert_eq!(input.value(), "MOVE");
    assert_eq!(input.get_attribute("aria-invalid"), None);

    shown.type_text("GIFT").await;
    input.blur().unwrap();
    settle().await;
    assert_eq!(stored.get_untracked(), "GIFT");
    assert!(input.has_attribute("data-settled"));
}

#[wasm_bindgen_test]
async fn a_lookup_is_worked_by_keys() {
    let taken = RwSignal::new(Vec::<String>::new());
    let shown = Shown::new(move || {
        let offers = Callback::new(|typed: String| {
            let offer = |code: &str, blocked: bool| Offer {
                key: code.to_owned(),
                text: code.to_owned(),
                blocked: blocked.then(|| "already there".to_owned()),
                ..Offer::default()
            };
            [offer("MEMBER", true), offer("MOVE", false), offer("SUMMER", false)]
                .into_iter()
                .filter(|offer| find_match(&offer.text, &typed).is_some() || typed.is_empty())
                .collect()
        });
        view! {
            <Combobox
                label="Mailing Group"
                offers=offers
                on_take=move |key: String| taken.update(|taken| taken.push(key))
            />
        }
    })
    .await;
    let input = shown.input();
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("false"));

    shown.type_text("me").await;
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(shown.count("[role=option]"), 2);
    // The first row that can be chosen is active, not the blocked one above it.
    let active = input.get_attribute("aria-activedescendant").unwrap();
    let option = shown.find(&format!("#{active}"));
    assert!(option.text_content().unwrap().starts_with("SUMMER"));
    assert_eq!(shown.find(&format!("#{active} mark")).text_content().as_deref(), Some("ME"));
    press(&input, "Enter").await;
    assert_eq!(taken.get_untracked(), ["SUMMER"]);
    assert_eq!(input.value(), "");
    assert!(!shown.has("[role=listbox]"));

    press(&input, "ArrowDown").await;
    assert!(shown.has("[role=listbox]"));
    press(&input, "ArrowDown").await;
    press(&input, "ArrowUp").await;
    press(&input, "Tab").await;
    assert_eq!(taken.get_untracked(), ["SUMMER", "MOVE"]);

    shown.type_text("zzz").await;
    press(&input, "Escape").await;
    assert!(!shown.has("[role=listbox]"));
    assert_eq!(input.value(), "zzz");
    press(&input, "Escape").await;
    assert_eq!(input.value(), "");
}
