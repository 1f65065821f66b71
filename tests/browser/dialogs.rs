//! Dialogs and menus take the focus and return it.

use crate::page::{Shown, press, settle};
use leptos::prelude::*;
use mailroom::ui::parts::button::Button;
use mailroom::ui::parts::dialog::Dialog;
use mailroom::ui::parts::field::Field;
use mailroom::ui::parts::menu::{Menu, MenuItem};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit};

#[wasm_bindgen_test]
async fn a_dialog_takes_the_focus_and_gives_it_back() {
    let open = RwSignal::new(false);
    let confirmed = RwSignal::new(0);
    let shown = Shown::new(move || {
        view! {
            <Button text="Ask" on_click=move || open.set(true) />
            <Show when=move || open.get()>
                <Dialog
                    title="A question"
                    on_close=move || open.set(false)
                    confirm="Do it"
                    on_confirm=move || confirmed.update(|times| *times += 1)
                >
                    <Field label="Name" value="" />
                </Dialog>
            </Show>
        }
    })
    .await;
    let opener: HtmlElement = shown.find("button").unchecked_into();
    opener.focus().unwrap();
    opener.click();
    settle().await;
    let document = web_sys::window().unwrap().document().unwrap();
    assert_eq!(document.active_element().unwrap().tag_name(), "INPUT");
    assert!(shown.find("dialog").has_attribute("open"));

    let init = KeyboardEventInit::new();
    init.set_key("Enter");
    init.set_ctrl_key(true);
    init.set_bubbles(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    shown.input().dispatch_event(&event).unwrap();
    assert_eq!(confirmed.get_untracked(), 1);

    open.set(false);
    settle().await;
    assert!(!shown.has("dialog"));
    assert_eq!(document.active_element(), Some(opener.into()));
}

#[wasm_bindgen_test]
async fn a_menu_opens_and_runs_by_keys() {
    let ran = RwSignal::new(String::new());
    let shown = Shown::new(move || {
        let items = Signal::derive(move || {
            ["Copy", "Delete"].map(|text| MenuItem::new(text, move || ran.set(text.to_owned()))).to_vec()
        });
        view! { <Menu text="More" items /> }
    })
    .await;
    let button: HtmlElement = shown.find("button").unchecked_into();
    button.focus().unwrap();
    press(&button, "ArrowDown").await;
    assert_eq!(shown.count("[role=menuitem]"), 2);
    let document = web_sys::window().unwrap().document().unwrap();
    let focused = document.active_element().unwrap();
    assert_eq!(focused.text_content().as_deref(), Some("Copy"));
    press(&focused, "ArrowDown").await;
    document.active_element().unwrap().unchecked_into::<HtmlElement>().click();
    settle().await;
    assert_eq!(ran.get_untracked(), "Delete");
    assert!(!shown.has("[role=menu]"));
    assert_eq!(document.active_element(), Some(button.into()));
}
