//! Toasts: a sentence about what was done, often with the way back.

use crate::browser::timers::{Timer, after};
use crate::i18n::context::use_texts;
use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// How long a toast stays, in milliseconds.
const STAYS: i32 = 8_000;

/// Where toasts appear: beneath the page, which makes room for them, so that they cover nothing.
#[component]
pub fn ToastStack(
    /// The toasts, newest first.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="toasts" role="status" aria-live="polite" aria-label=texts.parts.notices>
            {children()}
        </div>
    }
}

/// One toast. It dismisses itself after 8 seconds; the timer pauses while the pointer or the
/// focus is on it.
#[component]
pub fn Toast(
    /// What it says.
    text: String,
    /// How it is meant.
    icon: Icon,
    /// A link that does something about it, for example undoing.
    action: Option<(String, Callback<()>)>,
    /// Takes it away.
    #[prop(into)]
    on_dismiss: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let timer = StoredValue::new_local(None::<Timer>);
    let dismiss = move || {
        // The timer may outlive the page.
        let _ = on_dismiss.try_run(());
    };
    // A toast that is taken away loses the focus, and hears of it when it is gone.
    let start = move || drop(timer.try_set_value(Some(after(STAYS, dismiss))));
    let stop = move || drop(timer.try_set_value(None));
    start();
    view! {
        <div
            class="toast"
            on:mouseenter=move |_| stop()
            on:mouseleave=move |_| start()
            on:focusin=move |_| stop()
            on:focusout=move |_| start()
        >
            <Symbol icon/>
            <span class="grow">{text}</span>
            {action
                .map(|(text, run)| {
                    view! {
                        <button
                            type="button"
                            class="link"
                            on:click=move |_| {
                                dismiss();
                                // The page that offered it may be gone.
                                let _ = run.try_run(());
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
                on:click=move |_| dismiss()
            >
                <Symbol icon=Icon::Cross class="small"/>
            </button>
        </div>
    }
}
