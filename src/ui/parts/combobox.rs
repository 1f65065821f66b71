//! Lookups: a text field with a list of matches to choose from.

use crate::browser::element::{hide_floating, scroll_into_view, show_beside};
use crate::browser::timers::next_frame;
use crate::i18n::context::use_texts;
use crate::ui::parts::chip::Chip;
use crate::ui::parts::field::{Draft, InputKind, Message};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::matching::find_match;
use crate::ui::parts::name::unique_id;
use leptos::ev::KeyboardEvent;
use leptos::html::{Li, Span, Ul};
use leptos::prelude::*;

/// A row of the list that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Its key, passed to `on_take`.
    pub key: String,
    /// Its code and colour (from 1 on), shown as a chip.
    pub chip: Option<(String, usize)>,
    /// Its description or name.
    pub text: String,
    /// A note at the right, for example how many contacts have it.
    pub note: String,
    /// Why it cannot be chosen; it is shown nevertheless.
    pub blocked: Option<String>,
}

/// An action at the end of the list, for example to create what was typed.
#[derive(Clone)]
pub struct LookupAction {
    /// What it does.
    pub text: String,
    /// The icon before the text.
    pub icon: Icon,
    /// Called with the typed text.
    pub run: Callback<String>,
}

/// A row of the open list.
#[derive(Clone)]
enum ComboboxRow {
    Offer(Offer),
    Action(LookupAction),
}

impl ComboboxRow {
    const fn is_usable(&self) -> bool {
        match self {
            Self::Offer(offer) => offer.blocked.is_none(),
            Self::Action(_) => true,
        }
    }
}

/// A field with a list that follows the typed text.
///
/// Up and Down move, Enter chooses, Tab chooses and moves on, Esc closes, Alt+Down opens. `offers`
/// gives the rows for a text, some twenty at most.
#[component]
pub fn Combobox(
    /// The caption.
    #[prop(into)]
    label: Signal<String>,
    /// What the field shows while nothing is typed.
    #[prop(optional, into)]
    value: Signal<String>,
    /// The rows for a typed text; for an empty one all rows, or the first of them.
    #[prop(into)]
    offers: Callback<String, Vec<Offer>>,
    /// Called with the key of the chosen row.
    #[prop(into)]
    on_take: Callback<String>,
    /// Called with a typed text when the field is left without a choice: accepts it, or refuses it
    /// with a sentence. Without this callback such a text is dropped.
    #[prop(optional, into)]
    on_text: Option<Callback<String, Result<(), String>>>,
    /// Actions for the typed text.
    #[prop(optional, into)]
    actions: Option<Callback<String, Vec<LookupAction>>>,
    /// `Code` shows what is typed in upper case.
    #[prop(optional)]
    kind: InputKind,
    /// An error that the page itself finds.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A warning about the stored value.
    #[prop(optional, into)]
    warning: Signal<Option<String>>,
    /// The placeholder.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Keeps the caption for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// The page's signal for the draft, if it outlives the field.
    #[prop(optional)]
    draft: Option<RwSignal<Option<Draft>>>,
    /// More classes, for example `w2` for two columns.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let texts = use_texts();
    let id = unique_id("lookup");
    let (list_id, message_id) = (format!("{id}-list"), format!("{id}-message"));
    let option_id = {
        let id = id.clone();
        move |at: usize| format!("{id}-option-{at}")
    };
    let draft = draft.unwrap_or_else(|| RwSignal::new(None));
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let frame = NodeRef::<Span>::new();
    let list = NodeRef::<Ul>::new();

    let typed = Memo::new(move |_| {
        draft.with(|draft| draft.as_ref().map_or_else(String::new, |draft| draft.text.clone()))
    });
    let rows = Signal::derive(move || {
        if !open.get() {
            return Vec::new();
        }
        let typed = typed.get();
        let mut rows: Vec<ComboboxRow> =
            offers.run(typed.clone()).into_iter().map(ComboboxRow::Offer).collect();
        if let Some(actions) = actions {
            rows.extend(actions.run(typed).into_iter().map(ComboboxRow::Action));
        }
        rows
    });
    let rows = Memo::new_with_compare(move |_| StoredRows(rows.get()), |_, _| true);
    // Enter on a text without matches is a text, so that nothing is created by mistake.
    let is_offered = |row: &ComboboxRow| matches!(row, ComboboxRow::Offer(offer) if offer.blocked.is_none());
    let first_usable = move || rows.with_untracked(|rows| rows.0.iter().position(is_offered));

    let show = move || {
        open.set(true);
        // With nothing typed, Enter and Tab choose nothing by mistake.
        active.set(if typed.with_untracked(String::is_empty) { None } else { first_usable() });
    };
    let hide = move || {
        if let Some(list) = list.try_get_untracked().flatten() {
            hide_floating(&list);
        }
        let _ = open.try_set(false);
        let _ = active.try_set(None);
    };
    // Positioned again whenever its rows change, as its height changes.
    Effect::new(move |_| {
        rows.track();
        if let (Some(list), Some(frame)) = (list.get(), frame.get()) {
            show_beside(&list, &frame, false, true);
        }
    });
    let take = move |at: usize| {
        let row = rows.with_untracked(|rows| rows.0.get(at).cloned());
        match row {
            Some(ComboboxRow::Offer(offer)) if offer.blocked.is_none() => {
                hide();
                draft.set(None);
                on_take.run(offer.key);
            }
            Some(ComboboxRow::Action(action)) => {
                let text = typed.get_untracked();
                hide();
                draft.set(None);
                action.run.run(text);
            }
            _ => {}
        }
    };
    let step = move |forward: bool| {
        if !open.get_untracked() {
            open.set(true);
        }
        let next = rows.with_untracked(|rows| {
            let usable: Vec<usize> =
                (0..rows.0.len()).filter(|&at| rows.0.get(at).is_some_and(ComboboxRow::is_usable)).collect();
            let now = active.get_untracked().and_then(|now| usable.iter().position(|&at| at == now));
            let next = match (now, forward) {
                (None, true) => 0,
                (None, false) => usable.len().saturating_sub(1),
                (Some(now), true) => (now + 1) % usable.len().max(1),
                (Some(now), false) => (now + usable.len().max(1) - 1) % usable.len().max(1),
            };
            usable.get(next).copied()
        });
        active.set(next);
    };
    let leave = move || {
        hide();
        let Some(Some(Draft { text, .. })) = draft.try_get_untracked() else { return };
        let unchanged = value.try_with_untracked(|value| *value == text) == Some(true);
        let outcome = match on_text {
            _ if unchanged => Some(Ok(())),
            Some(on_text) => on_text.try_run(text.clone()),
            None => Some(Ok(())),
        };
        match outcome {
            Some(Ok(())) => drop(draft.try_set(None)),
            Some(Err(error)) => drop(draft.try_set(Some(Draft { text, error: Some(error) }))),
            None => {}
        }
    };
    let keys = move |event: KeyboardEvent| {
        let is_open = open.get_untracked();
        match event.key().as_str() {
            _ if event.is_composing() || event.ctrl_key() || event.meta_key() => return,
            "ArrowDown" if event.alt_key() => show(),
            "ArrowUp" if event.alt_key() => hide(),
            "ArrowDown" => step(true),
            "ArrowUp" => step(false),
            "Enter" => match active.get_untracked().filter(|_| is_open) {
                Some(at) => take(at),
                None => leave(),
            },
            "Tab" => {
                if let Some(at) = active.get_untracked().filter(|_| is_open) {
                    take(at);
                }
                // The default action moves the focus.
                return;
            }
            "Escape" if is_open => hide(),
            "Escape" if draft.with_untracked(Option::is_some) => draft.set(None),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let problem = move || {
        let own = draft.with(|draft| draft.as_ref().and_then(|draft| draft.error.clone()));
        own.or_else(|| error.get())
    };
    let problem = Memo::new(move |_| problem());
    let shown = move || draft.with(|draft| draft.as_ref().map(|draft| draft.text.clone()));
    let active_id = {
        let option_id = option_id.clone();
        move || active.get().filter(|_| open.get()).map(&option_id)
    };
    let row_views = move || {
        let typed = typed.get();
        let views = rows.with(|rows| rows.0.clone()).into_iter().enumerate().map(|(at, row)| {
            view! { <ListRow id=option_id(at) at row typed=typed.clone() active on_take=Callback::new(take) /> }
        });
        views.collect_view()
    };
    let nothing = move || {
        rows.with(|rows| rows.0.is_empty())
            .then(|| view! { <li class="opt" aria-disabled="true">{texts.parts.no_match}</li> })
    };
    let announcement = move || (open.get()).then(|| rows.with(|rows| texts.parts.matches(rows.0.len())));
    let frame_class = move || match problem.with(Option::is_some) {
        true => "in err",
        false if warning.with(Option::is_some) => "in warn",
        false => "in quiet",
    };

    view! {
        <div class=format!("field {class}")>
            <label for=id.clone() class:vh=hide_label>{label}</label>
            <span class="lookup">
                <span class=frame_class node_ref=frame>
                    <input
                        id=id
                        role="combobox"
                        class:upper=move || kind.is_upper(&shown().unwrap_or_else(|| value.get()))
                        autocomplete="off"
                        spellcheck="false"
                        placeholder=placeholder
                        prop:value=move || shown().unwrap_or_else(|| value.get())
                        aria-autocomplete="list"
                        aria-expanded=move || open.get().to_string()
                        aria-controls=list_id.clone()
                        aria-activedescendant=active_id
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        aria-describedby=message_id.clone()
                        data-settled=move || draft.with(Option::is_none).then_some("")
                        on:input:target=move |event| {
                            let text = event.target().value();
                            draft.update(|draft| draft.get_or_insert_default().text = text);
                            show();
                        }
                        on:keydown=keys
                        on:click=move |_| if !open.get_untracked() { show() }
                        // A click on the list does not move the focus, so this is a real blur.
                        on:blur=move |_| next_frame(leave)
                    />
                    <Symbol icon=Icon::ChevronDown />
                </span>
                <Show when=move || open.get()>
                    <ul
                        class="pop floating"
                        popover="manual"
                        role="listbox"
                        id=list_id.clone()
                        aria-label=label
                        node_ref=list
                        on:mousedown=move |event| event.prevent_default()
                    >
                        {row_views.clone()}
                        {nothing}
                    </ul>
                </Show>
            </span>
            <span class="vh" role="status">{announcement}</span>
            <Message id=message_id problem warning />
        </div>
    }
}

/// Rows hold callbacks, which cannot be compared, so each computation counts as a change.
#[derive(Clone)]
struct StoredRows(Vec<ComboboxRow>);

impl PartialEq for StoredRows {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[component]
fn ListRow(
    id: String,
    at: usize,
    row: ComboboxRow,
    typed: String,
    active: RwSignal<Option<usize>>,
    on_take: Callback<usize>,
) -> impl IntoView {
    let element = NodeRef::<Li>::new();
    let selected = Memo::new(move |_| active.get() == Some(at));
    Effect::new(move |_| {
        if let Some(element) = element.get().filter(|_| selected.get()) {
            scroll_into_view(&element);
        }
    });
    let usable = row.is_usable();
    let is_action = matches!(row, ComboboxRow::Action(_));
    let content = match row {
        ComboboxRow::Action(action) => {
            view! { <Symbol icon=action.icon /> <span>{action.text}</span> }.into_any()
        }
        ComboboxRow::Offer(offer) => {
            let in_text = find_match(&offer.text, &typed);
            let note = offer.blocked.unwrap_or(offer.note);
            view! {
                {offer.chip.map(|(code, colour)| view! { <Chip text=code colour /> })}
                <Marked text=offer.text range=in_text />
                <span class="r">{note}</span>
            }
            .into_any()
        }
    };
    view! {
        <li
            class="opt"
            class:apart=is_action
            role="option"
            id=id
            node_ref=element
            aria-selected=move || selected.get().to_string()
            aria-disabled=(!usable).then_some("true")
            on:mousemove=move |_| if usable && !selected.get_untracked() { active.set(Some(at)) }
            on:click=move |_| on_take.run(at)
        >
            {content}
        </li>
    }
}

/// A text with its matching part underlined; where it is cut off, its tooltip has the rest.
#[component]
fn Marked(text: String, range: Option<std::ops::Range<usize>>) -> impl IntoView {
    let parts = range.and_then(|range| {
        let before = text.get(..range.start)?.to_owned();
        let matched = text.get(range.clone())?.to_owned();
        let after = text.get(range.end..)?.to_owned();
        Some((before, matched, after))
    });
    let whole = text.clone();
    match parts {
        Some((before, matched, after)) => {
            view! { <span class="ell" title=whole>{before}<mark>{matched}</mark>{after}</span> }.into_any()
        }
        None => view! { <span class="ell" title=whole>{text}</span> }.into_any(),
    }
}
