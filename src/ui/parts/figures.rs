//! Figures in cards, of which each chooses what is listed below.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

use crate::browser::element::focus_by_arrows;
use crate::ui::parts::icon::{Icon, Symbol};

/// A card with a figure.
#[derive(Clone, Copy)]
pub struct Figure<Key: 'static> {
    /// What it chooses.
    pub key: Key,
    /// Its picture.
    pub icon: Icon,
    /// Its colour, a class such as `pos`.
    pub tone: &'static str,
    /// What is counted.
    pub name: &'static str,
    /// How many there are, as the language writes it.
    pub number: Signal<String>,
    /// What that means.
    pub hint: Signal<String>,
}

/// A row of cards, which are tabs. Arrow keys move between them, Enter or Space chooses.
#[component]
pub fn Figures<Key: Copy + PartialEq + Send + Sync + 'static>(
    /// What the figures are of, for assistive technology.
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
    // One of them is in the order of tabs: the chosen one, or the first.
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

/// What a card of [`Figures`] lists.
#[component]
pub fn FigureList(
    /// The id that the cards name.
    id: &'static str,
    /// What is counted.
    #[prop(into)]
    name: Signal<String>,
    /// The same with how many there are.
    #[prop(into)]
    heading: Signal<String>,
    /// What can be done with all of them.
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
