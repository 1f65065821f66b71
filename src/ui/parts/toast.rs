//! Short notices of what was done, with a way to undo it.

use super::icon::{Icon, Symbol};
use crate::browser::timers::{Timer, after};
use crate::i18n::use_texts;
use leptos::prelude::*;

/// How long a toast stays, in milliseconds.
const STAYS: i32 = 8_000;

/// More would cover the list.
const AT_MOST: usize = 3;

/// The toasts in view. Copies share them.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last: StoredValue<u64>,
}

#[derive(Clone)]
struct Toast {
    number: u64,
    text: String,
    action: Option<(String, Callback<()>)>,
}

impl Default for Toasts {
    fn default() -> Self {
        Self { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0) }
    }
}

impl Toasts {
    /// Shows a sentence about what was done.
    pub fn show(self, text: impl Into<String>) {
        self.push(text.into(), None);
    }

    /// Shows a sentence and a link that does something about it, for example undoing.
    pub fn show_with(self, text: impl Into<String>, action: impl Into<String>, run: Callback<()>) {
        self.push(text.into(), Some((action.into(), run)));
    }

    /// Takes all toasts away.
    pub fn clear(self) {
        self.shown.update(Vec::clear);
    }

    fn push(self, text: String, action: Option<(String, Callback<()>)>) {
        self.last.update_value(|last| *last += 1);
        let number = self.last.get_value();
        self.shown.update(|shown| {
            shown.insert(0, Toast { number, text, action });
            shown.truncate(AT_MOST);
        });
    }

    fn remove(self, number: u64) {
        // The timer may outlive the page.
        let _ = self.shown.try_update(|shown| shown.retain(|toast| toast.number != number));
    }
}

/// Where the toasts appear: bottom left, the newest on top, each for 8 seconds. Time stands still
/// while the pointer or the focus is on one.
#[component]
pub fn ToastStack(
    /// The toasts.
    toasts: Toasts,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="toasts" role="status" aria-live="polite" aria-label=texts.parts.notices>
            <For each=move || toasts.shown.get() key=|toast| toast.number let:toast>
                <OneToast toasts toast />
            </For>
        </div>
    }
}

#[component]
fn OneToast(toasts: Toasts, toast: Toast) -> impl IntoView {
    let texts = use_texts();
    let number = toast.number;
    let timer = StoredValue::new_local(None::<Timer>);
    let start = move || timer.set_value(Some(after(STAYS, move || toasts.remove(number))));
    let stop = move || timer.set_value(None);
    start();
    view! {
        <div
            class="toast"
            on:mouseenter=move |_| stop()
            on:mouseleave=move |_| start()
            on:focusin=move |_| stop()
            on:focusout=move |_| start()
        >
            <Symbol icon=Icon::Check />
            <span class="grow">{toast.text}</span>
            {toast.action.map(|(text, run)| {
                view! {
                    <button
                        type="button"
                        class="link"
                        on:click=move |_| {
                            toasts.remove(number);
                            run.run(());
                        }
                    >
                        {text}
                    </button>
                }
            })}
            <button
                type="button"
                class="x"
                aria-label=texts.parts.dismiss
                title=texts.parts.dismiss
                on:click=move |_| toasts.remove(number)
            >
                <Symbol icon=Icon::Cross class="small" />
            </button>
        </div>
    }
}
