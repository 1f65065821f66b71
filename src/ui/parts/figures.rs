//! Figures in cards; choosing a card lists what it counts.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

use crate::browser::element::focus_by_arrows;
use crate::ui::parts::icon::{Icon, Symbol};

/// A card with a figure.
#[derive(Clone, Copy)]
pub struct Figure<Key: 'static> {
    /// Its key.
    pub key: Key,
    /// Its icon.
    pub icon: Icon,
    /// Its colour, a class such as `pos`.
    pub tone: &'static str,
    /// The caption: what is counted.
    pub name: &'static str,
    /// The number, as the language writes it.
    pub number: Signal<String>,
    /// A note on the number.
    pub hint: Signal<String>,
}

/// A row of cards, which are tabs. Arrow keys move between them, Enter or Space chooses.
#[component]
pub fn Figures<Key: Copy + PartialEq + Send + Sync + 'static>(
    /// The caption of the row, for assistive technology.
    label: &'static str,
    /// The cards in order.
    figures: Vec<Figure<Key>>,
    /// The card whose list is shown; it may be one of another row.
    chosen: RwSignal<Key>,
    /// The id of the list.
    list: &'static str,
) -> impl IntoView {
    let row = NodeRef::<Div>::new();
    let move_focus = move |event: KeyboardEvent| {
        if let Some(row) = row.get_untracked() {
            focus_by_arrows(&event, &row, "[role=tab]");
        }
    };
    let keys: Vec<Key> = figures.iter().map(|figure| figure.key).collect();
    // One card is in the tab order: the chosen one, or the first.
    let reached = Memo::new(move |_| {
        let chosen = chosen.get();
        keys.iter().position(|key| *key == chosen).unwrap_or(0)
    });
    let card = |(place, figure): (usize, Figure<Key>)| {
        let Figure { key, icon, tone, name, number, hint } = figure;
        view! {
            <button
                type="button"
                class="rc"
                role="tab"
                aria-selected=move || (chosen.get() == key).to_string()
                aria-controls=list
                tabindex=move || if reached.get() == place { "0" } else { "-1" }
                on:click=move |_| chosen.set(key)
            >
                <span class=tone><Symbol icon/>{name}</span>
                <b>{number}</b>
                <small>{hint}</small>
            </button>
        }
    };
    view! {
        <div class="res" role="tablist" aria-label=label node_ref=row on:keydown=move_focus>
            {figures.into_iter().enumerate().map(card).collect_view()}
        </div>
    }
}

/// The list below the cards of [`Figures`].
#[component]
pub fn FigureList(
    /// The id to which the cards refer.
    id: &'static str,
    /// The caption: what is counted.
    #[prop(into)]
    name: Signal<String>,
    /// The heading, with the number.
    #[prop(into)]
    heading: Signal<String>,
    /// Actions for all rows.
    #[prop(into)]
    actions: ViewFn,
    /// The list.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card np rlist" role="tabpanel" id=id aria-label=name>
            <div class="row wrap bar">
                <h2 class="grow">{heading}</h2>
                {move || actions.run()}
            </div>
            {children()}
        </section>
    }
}
