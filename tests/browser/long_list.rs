//! Long lists draw only the rows in view.

use crate::page::{Shown, press, settle};
use leptos::prelude::*;
use mailroom::ui::parts::long_list::LongList;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// The list needs a height; in the app the style sheet gives it.
async fn long_list(count: usize, current: RwSignal<Option<usize>>) -> Shown {
    let row =
        |index: Signal<usize>| view! { <span class="list-cell" role="gridcell">{index}</span> }.into_any();
    let shown = Shown::new(move || {
        view! {
            <LongList
                label="Numbers"
                count=count
                current=current
                on_move=move |index| current.set(Some(index))
                row
            />
        }
    })
    .await;
    let list: HtmlElement = shown.find("[role=grid]").unchecked_into();
    list.set_attribute("style", "height: 340px; overflow: auto; position: relative; --row: 34px").unwrap();
    settle().await;
    shown
}

#[wasm_bindgen_test]
async fn a_long_list_draws_only_the_rows_in_view() {
    let shown = long_list(100_000, RwSignal::new(None)).await;
    let list = shown.find("[role=grid]");
    assert_eq!(list.get_attribute("aria-rowcount").as_deref(), Some("100000"));
    assert!(list.scroll_height() >= 100_000 * 34);
    assert!((10..60).contains(&shown.count("[role=row]")), "{}", shown.count("[role=row]"));
    assert!(shown.has("[aria-rowindex='1']"));

    list.set_scroll_top(50_000 * 34);
    settle().await;
    let first = shown.find("[aria-rowindex='50001']");
    assert_eq!(first.text_content().as_deref(), Some("50000"));
    assert!((10..60).contains(&shown.count("[role=row]")));
    assert!(!shown.has("[aria-rowindex='1']"));
}

#[wasm_bindgen_test]
async fn the_current_row_is_drawn_wherever_the_list_stands() {
    let current = RwSignal::new(Some(3));
    let shown = long_list(100_000, current).await;
    let list = shown.find("[role=grid]");
    list.set_scroll_top(90_000 * 34);
    settle().await;
    let id = list.get_attribute("aria-activedescendant").unwrap();
    assert_eq!(shown.find(&format!("#{id}")).text_content().as_deref(), Some("3"));

    press(&list, "End").await;
    assert_eq!(current.get_untracked(), Some(99_999));
    assert!(shown.has("[aria-rowindex='100000'].cur"));
    press(&list, "Home").await;
    press(&list, "ArrowDown").await;
    assert_eq!(current.get_untracked(), Some(1));
    assert_eq!(list.scroll_top(), 0);
}
