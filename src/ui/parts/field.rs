//! Text fields that commit the typed text when they are left.

use crate::browser::element::focus_at_end;
use crate::characters::{upper, uppercase};
use crate::i18n::context::use_texts;
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::name::unique_id;
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// A typed text that is not committed.
///
/// **A refused text stays with its error until it is corrected;** the stored value is kept, and Esc
/// restores it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The text in the field.
    pub text: String,
    /// Why it was refused, if it was committed.
    pub error: Option<String>,
}

/// The purpose of a field, which decides its control and the keyboard of phones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    #[default]
    Text,
    /// A code: shown in upper case.
    Code,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// An address on the web.
    Web,
    /// A day, in ISO 8601: browsers show it in the language's form, and offer a calendar.
    Date,
    /// A text of several lines.
    LongText,
}

impl InputKind {
    const fn input_mode(self) -> &'static str {
        match self {
            Self::Text | Self::Code | Self::Date | Self::LongText => "text",
            Self::Phone => "tel",
            Self::Email => "email",
            Self::Web => "url",
        }
    }

    /// Whether a text is shown in upper case. Not where that takes more letters than are typed, as
    /// for ß: browsers then confuse positions, and text pasted over a selection is lost.
    pub(super) fn is_upper(self, text: &str) -> bool {
        self == Self::Code && text.chars().all(|character| upper(character).count() == 1)
    }

    const fn icon(self) -> Option<Icon> {
        match self {
            Self::Text | Self::Code | Self::Date | Self::LongText => None,
            Self::Phone => Some(Icon::Phone),
            Self::Email => Some(Icon::Mail),
            Self::Web => Some(Icon::Globe),
        }
    }
}

/// A text field with its caption.
///
/// `on_commit` gets the text when the field is left or Enter is pressed, if it differs from the
/// stored one. It accepts the text or says why not.
#[component]
pub fn Field(
    /// The caption.
    #[prop(into)]
    label: Signal<String>,
    /// The stored value.
    #[prop(into)]
    value: Signal<String>,
    /// Accepts the text, or refuses it with a sentence that names value and rule.
    #[prop(optional, into)]
    on_commit: Option<Callback<String, Result<(), String>>>,
    /// Called at each input event, before the text is committed.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Its purpose.
    #[prop(optional)]
    kind: InputKind,
    /// An error that the page itself finds.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A warning about the stored value.
    #[prop(optional, into)]
    warning: Signal<Option<String>>,
    /// A hint beneath the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// The limit in user-perceived characters; the counter appears at four fifths of it.
    #[prop(optional, into)]
    limit: MaybeProp<usize>,
    /// The placeholder.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// The value in effect while the field is empty, for example the company's.
    #[prop(optional, into)]
    inherited: Signal<Option<String>>,
    /// Makes the field read-only.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Keeps the caption for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// Takes the focus when it is mounted.
    #[prop(optional)]
    autofocus: bool,
    /// The page's signal for the draft, if it outlives the field.
    #[prop(optional)]
    draft: Option<RwSignal<Option<Draft>>>,
    /// The input's id, for pages that focus it.
    #[prop(optional, into)]
    id: Option<String>,
    /// More classes, for example `w2` for two columns.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let texts = use_texts();
    let id = id.unwrap_or_else(|| unique_id("field"));
    let message_id = format!("{id}-message");
    let draft = draft.unwrap_or_else(|| RwSignal::new(None));
    let input = NodeRef::<Input>::new();

    let shown = move || draft.with(|draft| draft.as_ref().map(|draft| draft.text.clone()));
    let shown = Memo::new(move |_| shown().unwrap_or_else(|| value.get()));
    let problem = move || {
        let own = draft.with(|draft| draft.as_ref().and_then(|draft| draft.error.clone()));
        own.or_else(|| error.get())
    };
    let problem = Memo::new(move |_| problem());

    let type_text = move |text: String| {
        // The last error stays until the next commit, so that it can be read.
        draft.update(|draft| draft.get_or_insert_default().text.clone_from(&text));
        if let Some(on_input) = on_input {
            on_input.run(text);
        }
    };
    let commit = move || {
        let Some(Some(Draft { text, .. })) = draft.try_get_untracked() else { return };
        let unchanged = value.try_with_untracked(|value| *value == text);
        let outcome = match on_commit {
            _ if unchanged == Some(true) => Some(Ok(())),
            Some(on_commit) => on_commit.try_run(text.clone()),
            None => None,
        };
        // Leaving the field may have left the page, so the signal may be gone.
        match outcome {
            Some(Ok(())) => drop(draft.try_set(None)),
            Some(Err(error)) => drop(draft.try_set(Some(Draft { text, error: Some(error) }))),
            None => {}
        }
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() && (kind != InputKind::LongText || event.ctrl_key()) => commit(),
        "Escape" if draft.with_untracked(Option::is_some) => {
            // The first Esc restores the value; the next one may close the dialog around it.
            event.prevent_default();
            event.stop_propagation();
            draft.set(None);
        }
        "F2" => {
            if let Some(input) = input.get_untracked() {
                focus_at_end(&input);
            }
        }
        _ => {}
    };
    if autofocus {
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                focus_at_end(&input);
            }
        });
    }

    let frame = move || {
        let state = match () {
            () if problem.with(Option::is_some) => "err",
            () if read_only.get() => "ro",
            () if warning.with(Option::is_some) => "warn",
            () if inherited.with(Option::is_some) && shown.with(String::is_empty) => "quiet inherited",
            () => "quiet",
        };
        format!("in {state}")
    };
    let counter = move || {
        let limit = limit.get()?;
        let length = shown.with(|text| length(text, kind));
        (draft.with(Option::is_some) && length * 5 >= limit * 4).then(|| {
            let text = texts.parts.counter(texts.number(length), texts.number(limit));
            let over = length > limit;
            view! { <span class="counter" class:over=over>{text}</span> }
        })
    };
    let hidden_caption = move || if inherited.with(Option::is_some) { inherited.get() } else { None };

    let is_invalid = move || problem.with(Option::is_some).then_some("true");
    let is_settled = move || draft.with(Option::is_none).then_some("");
    let control = match kind {
        InputKind::LongText => view! {
            <textarea
                id=id.clone()
                rows="4"
                placeholder=placeholder
                prop:value=shown
                readonly=read_only
                aria-invalid=is_invalid
                aria-describedby=message_id.clone()
                data-settled=is_settled
                on:input:target=move |event| type_text(event.target().value())
                on:keydown=keys
                on:blur=move |_| commit()
            ></textarea>
        }
        .into_any(),
        _ => view! {
            <input
                id=id.clone()
                node_ref=input
                type=if kind == InputKind::Date { "date" } else { "text" }
                class:upper=move || shown.with(|text| kind.is_upper(text))
                inputmode=kind.input_mode()
                autocomplete="off"
                spellcheck=if kind == InputKind::Text { None } else { Some("false") }
                placeholder=move || hidden_caption().unwrap_or_else(|| placeholder.get())
                prop:value=shown
                readonly=read_only
                aria-invalid=is_invalid
                aria-describedby=message_id.clone()
                data-settled=is_settled
                on:input:target=move |event| type_text(event.target().value())
                on:keydown=keys
                on:blur=move |_| commit()
            />
        }
        .into_any(),
    };

    view! {
        <div class=format!("field {class}")>
            <label for=id.clone() class:vh=hide_label>{label}</label>
            <span class=frame>
                {kind.icon().map(|icon| view! { <Symbol icon /> })}
                {control}
                {counter}
                {move || {
                    (inherited.with(Option::is_some) && shown.with(String::is_empty))
                        .then(|| view! { <Symbol icon=Icon::Link /> })
                }}
            </span>
            <Message id=message_id problem warning hint />
        </div>
    }
}

/// The sentence beneath a field: an error, a warning, or a hint.
#[component]
pub(super) fn Message(
    /// Its id, to which the input refers.
    id: String,
    /// The error.
    #[prop(into)]
    problem: Signal<Option<String>>,
    /// The warning.
    #[prop(optional, into)]
    warning: Signal<Option<String>>,
    /// The hint.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
) -> impl IntoView {
    let line = move || {
        if let Some(problem) = problem.get() {
            Some(view! { <span class="msg err"><Symbol icon=Icon::Alert />{problem}</span> }.into_any())
        } else if let Some(warning) = warning.get() {
            Some(view! { <span class="msg warn"><Symbol icon=Icon::Warning />{warning}</span> }.into_any())
        } else {
            hint.get().map(|hint| view! { <span class="msg">{hint}</span> }.into_any())
        }
    };
    view! { <span id=id aria-live="polite">{line}</span> }
}

/// The length as the rules count it: a code is trimmed and in upper case, where ß counts as SS.
fn length(text: &str, kind: InputKind) -> usize {
    match kind {
        InputKind::Code => uppercase(text.trim()).graphemes(true).count(),
        _ => text.graphemes(true).count(),
    }
}
