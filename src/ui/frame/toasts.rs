//! Toasts: what was done, with the way back.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::state::app_state::use_app_state;
use crate::state::notices::NoticeKind;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::toast::{Toast, ToastStack};

/// The toasts that are shown now, newest on top.
#[component]
pub fn Toasts() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let notices = app.notices();
    view! {
        <ToastStack>
            <For
                each=move || notices.shown().get().into_iter().rev()
                key=|notice| notice.id
                children=move |notice| {
                    let icon = match notice.kind {
                        NoticeKind::Done => Icon::Check,
                        NoticeKind::Information => Icon::Info,
                        NoticeKind::Failure => Icon::Alert,
                    };
                    let undo = (notice.kind == NoticeKind::Done)
                        .then(|| (texts.common.undo.to_owned(), Callback::new(move |()| app.undo())));
                    view! {
                        <Toast
                            icon
                            text=notice.text
                            action=undo
                            on_dismiss=move || notices.dismiss(notice.id)
                        />
                    }
                }
            />
        </ToastStack>
    }
}
