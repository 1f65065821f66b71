//! Modal dialogs: one question, to confirm or cancel.

use crate::browser::element::{FocusTarget, close_dialog, focus, focus_first, has_focus_within, show_modal};
use crate::browser::timers::next_frame;
use crate::i18n::context::use_texts;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::name::unique_id;
use leptos::ev::{Event, KeyboardEvent};
use leptos::html::Dialog as DialogElement;
use leptos::prelude::*;

/// A modal dialog, open as long as the page shows it (`<Show when=…>`).
///
/// Esc and Cancel cancel, Ctrl+Enter and the main button confirm. The focus returns to where it
/// was.
#[component]
pub fn Dialog(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence below the heading.
    #[prop(optional, into)]
    about: Signal<Option<String>>,
    /// Called on cancel; the page removes the dialog.
    #[prop(into)]
    on_close: Callback<()>,
    /// The text of the main button.
    #[prop(optional, into)]
    confirm: Signal<Option<String>>,
    /// Called on confirm. The page removes the dialog when it is done.
    #[prop(optional, into)]
    on_confirm: Option<Callback<()>>,
    /// Why it cannot be confirmed now, beside the main button.
    #[prop(optional, into)]
    blocked: Signal<Option<String>>,
    /// The effect of confirming, beside the main button.
    #[prop(optional, into)]
    effect: Signal<Option<String>>,
    /// Whether the main button deletes something.
    #[prop(optional)]
    destructive: bool,
    /// 560 instead of 720 pixels, for one question.
    #[prop(optional)]
    narrow: bool,
    /// Another text for the Cancel button.
    #[prop(optional, into)]
    cancel: Option<String>,
    /// The body.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let (heading, sentence) = (unique_id("dialog"), unique_id("dialog-about"));
    let element = NodeRef::<DialogElement>::new();
    let opener = StoredValue::new_local(FocusTarget::of_focus());
    Effect::new(move |_| {
        if let Some(dialog) = element.get() {
            show_modal(&dialog);
            let fields = ".body :is(input, select, textarea):not([readonly], [disabled])";
            let _ = focus_first(&dialog, fields) || focus_first(&dialog, "footer .btn:last-child");
        }
    });
    on_cleanup(move || {
        if let Some(dialog) = element.try_get_untracked().flatten() {
            close_dialog(&dialog);
        }
        if let Some(Some(opener)) = opener.try_get_value() {
            opener.focus();
        }
    });
    let answer = move || {
        if let Some(on_confirm) = on_confirm.filter(|_| blocked.with_untracked(Option::is_none)) {
            on_confirm.run(());
        }
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            event.stop_propagation();
            // The focused field commits its text first.
            crate::browser::document::leave_field();
            answer();
        }
    };
    // When a button removes itself, the dialog must keep the focus for its keys.
    let keep_focus = move |_| {
        next_frame(move || {
            if let Some(dialog) = element.try_get_untracked().flatten().filter(|it| !has_focus_within(it)) {
                focus(&dialog);
            }
        });
    };
    view! {
        <dialog
            class="dialog"
            class:narrow=narrow
            tabindex="-1"
            node_ref=element
            on:click=keep_focus
            aria-labelledby=heading
            aria-describedby=sentence
            on:keydown=keys
            on:cancel=move |event: Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <header>
                <div class="grow">
                    <h2 id=heading.clone()>{title}</h2>
                    <p class="sec" id=sentence.clone()>{about}</p>
                </div>
                <Button
                    text=texts.common.close
                    icon=Icon::Cross
                    icon_only=true
                    kind=ButtonKind::Quiet
                    on_click=move || on_close.run(())
                />
            </header>
            <div class="body">{children()}</div>
            <footer>
                <span class="sec grow" role="status">
                    {move || blocked.get().or_else(|| effect.get())}
                </span>
                <Button
                    text=cancel.unwrap_or_else(|| texts.common.cancel.to_owned())
                    on_click=move || on_close.run(())
                />
                {move || {
                    confirm.get().map(|confirm| {
                        let kind = if destructive { ButtonKind::Destructive } else { ButtonKind::Primary };
                        view! {
                            <Button text=confirm kind blocked shortcut="Control+Enter" on_click=answer />
                        }
                    })
                }}
            </footer>
        </dialog>
    }
}
