//! Virtual lists: only the rows in view exist as elements; on paper, the first thousands.

use crate::browser::document::is_in_text_field;
use crate::browser::element::{
    SizeWatch, custom_length, focus, is_target, scroll_top, set_scroll_top, visible_height, watch_size,
};
use crate::browser::events::on_printing;
use crate::i18n::context::use_texts;
use crate::ui::parts::name::unique_id;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Div;
use leptos::prelude::*;

/// Rows drawn above and below those in view, so that scrolling shows no gap.
const SPARE: usize = 6;

/// Printed rows, some fifty pages. More would keep the browser busy for minutes.
const PRINTED: usize = 2_000;

/// The height of the head, in CSS pixels.
const HEAD: f64 = 34.0;

/// How a row is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picking {
    /// Toggles the row (Space, Ctrl+click).
    Toggle,
    /// Selects from the last selected row to this one (Shift+arrow, Shift+click).
    Extend,
}

/// A handle by which a page controls its list. Copies share it.
#[derive(Clone, Copy)]
pub struct ListHandle {
    element: NodeRef<Div>,
    row_height: RwSignal<f64>,
}

impl Default for ListHandle {
    fn default() -> Self {
        Self { element: NodeRef::new(), row_height: RwSignal::new(34.0) }
    }
}

impl ListHandle {
    /// Scrolls as little as needed to show the row.
    pub fn scroll_to(self, index: usize) {
        let Some(list) = self.element.try_get_untracked().flatten() else { return };
        let height = self.row_height.get_untracked();
        let top = as_pixels(index) * height;
        let room = visible_height(&list) - HEAD;
        let at = scroll_top(&list);
        if top < at {
            set_scroll_top(&list, top);
        } else if top + height > at + room {
            set_scroll_top(&list, top + height - room);
        }
    }

    /// Focuses the list.
    pub fn focus(self) {
        if let Some(list) = self.element.try_get_untracked().flatten() {
            focus(&list);
        }
    }

    /// The scroll position, in CSS pixels.
    #[must_use]
    pub fn offset(self) -> f64 {
        self.element.try_get_untracked().flatten().map_or(0.0, |list| scroll_top(&list))
    }

    /// Restores an [`offset`](Self::offset).
    pub fn set_offset(self, top: f64) {
        if let Some(list) = self.element.try_get_untracked().flatten() {
            set_scroll_top(&list, top);
        }
    }
}

/// A list of rows of one height (the token `--row`), drawn by their position.
///
/// One tab stop; arrow keys, Page Up and Down, Home and End move the current row, Enter and a
/// double click open it, Space and Shift+arrows select. Cells are elements with
/// `class="list-cell" role="gridcell"`; a class of the list sets the widths of the columns.
///
/// **Row elements are reused for other positions:** `row` is called once for each slot in view, and
/// follows the position as it follows its data. `selected` and `row_class` are tracked apart from
/// it, so that selecting redraws no cell.
#[component]
pub fn LongList(
    /// The caption, for assistive technology.
    #[prop(into)]
    label: Signal<String>,
    /// The number of rows.
    #[prop(into)]
    count: Signal<usize>,
    /// Draws the cells of the row at a position, which changes when the list is scrolled.
    #[prop(into)]
    row: Callback<Signal<usize>, AnyView>,
    /// Draws the cells of the head, each with `role="columnheader"`.
    #[prop(optional, into)]
    head: Option<ViewFn>,
    /// The position of the current row; it is always drawn, and scrolled into view when it changes.
    #[prop(optional, into)]
    current: Signal<Option<usize>>,
    /// Called with the position to make current.
    #[prop(optional, into)]
    on_move: Option<Callback<usize>>,
    /// Opens the row (Enter, double click).
    #[prop(optional, into)]
    on_open: Option<Callback<usize>>,
    /// Selects the row.
    #[prop(optional, into)]
    on_pick: Option<Callback<(usize, Picking)>>,
    /// Keys of the page; preventing the default keeps a key from the list.
    #[prop(optional, into)]
    on_key: Option<Callback<KeyboardEvent>>,
    /// Whether the row is selected.
    #[prop(optional, into)]
    selected: Option<Callback<usize, bool>>,
    /// More classes of the row, for example `co` for bold.
    #[prop(optional, into)]
    row_class: Option<Callback<usize, &'static str>>,
    /// Lets the page scroll and focus the list.
    #[prop(optional)]
    handle: ListHandle,
    /// Classes of the list: the one of its columns.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let id = StoredValue::new(unique_id("list"));
    let has_head = head.is_some();
    let list = handle.element;
    let row_height = handle.row_height;
    let top = RwSignal::new(0.0_f64);
    let room = RwSignal::new(600.0_f64);
    let watch = StoredValue::new_local(None::<SizeWatch>);

    let measure = move || {
        let Some(list) = list.try_get_untracked().flatten() else { return };
        let _ = room.try_set(visible_height(&list));
        if let Some(height) = custom_length(&list, "--row").filter(|height| *height >= 1.0) {
            // Setting the same height again would redraw every row.
            if row_height.try_get_untracked().is_some_and(|known| known.to_bits() != height.to_bits()) {
                let _ = row_height.try_set(height);
            }
        }
    };
    Effect::new(move |_| {
        if let Some(element) = list.get() {
            measure();
            watch.set_value(watch_size(&element, measure));
            if let Some(current) = current.get_untracked() {
                handle.scroll_to(current);
            }
        }
    });
    Effect::new(move |former: Option<Option<usize>>| {
        let now = current.get();
        if let Some(index) = now.filter(|_| former.is_some_and(|former| former != now)) {
            handle.scroll_to(index);
        }
        now
    });

    // As many slots as rows fit, plus spare ones. Row `i` uses slot `i % slots`, so that scrolling
    // by one row changes one slot.
    let printing = RwSignal::new(false);
    let _listeners = StoredValue::new_local(on_printing(move |is_printing| {
        let _ = printing.try_set(is_printing);
    }));
    let places = Memo::new(move |_| {
        if printing.get() {
            return count.get().clamp(1, PRINTED);
        }
        as_index(room.get() / row_height.get()) + 2 + 2 * SPARE
    });
    let first = Memo::new(move |_| {
        if printing.get() {
            return 0;
        }
        let first = as_index(top.get() / row_height.get()).saturating_sub(SPARE);
        first.min(count.get().saturating_sub(places.get()))
    });
    let not_printed = move || {
        let more = count.get().saturating_sub(PRINTED);
        (printing.get() && more > 0).then(|| view! { <p>{use_texts().parts.more_count(more)}</p> })
    };
    let row_in = move |place: usize| {
        let (first, places) = (first.get(), places.get());
        let index = first + (place + places - first % places) % places;
        (index < count.get()).then_some(index)
    };
    let out_of_view = Memo::new(move |_| {
        let (first, places) = (first.get(), places.get());
        current.get().filter(|index| *index < count.get() && !(first..first + places).contains(index))
    });

    let last = move || count.get_untracked().checked_sub(1);
    let go = move |index: usize, extend: bool| {
        if let Some(on_move) = on_move {
            on_move.run(index);
        }
        if let Some(on_pick) = on_pick.filter(|_| extend) {
            on_pick.run((index, Picking::Extend));
        }
    };
    let keys = move |event: KeyboardEvent| {
        if let Some(on_key) = on_key {
            on_key.run(event.clone());
        }
        if event.default_prevented() || event.alt_key() {
            return;
        }
        // Controls within a row keep their own keys.
        let within = list.get_untracked().is_none_or(|list| !is_target(&event, &list));
        if within && (is_in_text_field() || matches!(event.key().as_str(), "Enter" | " ")) {
            return;
        }
        let Some(last) = last() else { return };
        let now = current.get_untracked().map(|now| now.min(last));
        let page = as_index((room.get_untracked() - HEAD) / row_height.get_untracked()).max(1);
        let target = match event.key().as_str() {
            "ArrowDown" => now.map_or(0, |now| (now + 1).min(last)),
            "ArrowUp" => now.map_or(last, |now| now.saturating_sub(1)),
            "PageDown" => (now.unwrap_or(0) + page).min(last),
            "PageUp" => now.unwrap_or(0).saturating_sub(page),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                if let Some((on_open, now)) = on_open.zip(now) {
                    event.prevent_default();
                    on_open.run(now);
                }
                return;
            }
            " " => {
                if let Some((on_pick, now)) = on_pick.zip(now) {
                    event.prevent_default();
                    let how = if event.shift_key() { Picking::Extend } else { Picking::Toggle };
                    on_pick.run((now, how));
                }
                return;
            }
            _ => return,
        };
        // Ctrl+Up and Ctrl+Down belong to the page.
        if (event.ctrl_key() || event.meta_key()) && event.key().starts_with("Arrow") {
            return;
        }
        event.prevent_default();
        go(target, event.shift_key());
    };
    let click = move |index: usize, event: &MouseEvent| {
        if event.default_prevented() {
            return;
        }
        go(index, event.shift_key());
        if let Some(on_pick) = on_pick.filter(|_| event.ctrl_key() || event.meta_key()) {
            on_pick.run((index, Picking::Toggle));
        }
    };

    let draw = move |position: Signal<usize>| {
        let row_id = move || id.with_value(|id| format!("{id}-{}", position.get()));
        let is_current = Memo::new(move |_| current.get() == Some(position.get()));
        let is_selected = move || selected.map(|selected| selected.run(position.get()));
        let classes = move || {
            let more = row_class.map_or("", |row_class| row_class.run(position.get()));
            let current = if is_current.get() { " cur" } else { "" };
            format!("list-row {more}{current}")
        };
        view! {
            <div
                role="row"
                id=row_id
                class=classes
                aria-rowindex=move || (position.get() + 1 + usize::from(has_head)).to_string()
                aria-selected=move || is_selected().map(|selected| selected.to_string())
                style:transform=move || {
                    format!("translateY({}px)", as_pixels(position.get()) * row_height.get())
                }
                on:click=move |event| click(position.get_untracked(), &event)
                on:dblclick=move |_| {
                    if let Some(on_open) = on_open {
                        on_open.run(position.get_untracked());
                    }
                }
            >
                {row.run(position)}
            </div>
        }
    };
    let place = move |place: usize| {
        let index = Memo::new(move |_| row_in(place));
        let is_there = Memo::new(move |_| index.get().is_some());
        // Without one, the row is about to be removed and keeps its last position.
        let position =
            Memo::new(move |former: Option<&usize>| index.get().or(former.copied()).unwrap_or_default());
        move || is_there.get().then(|| draw(position.into()))
    };
    let current_id = move || {
        let index = current.get().filter(|index| *index < count.get())?;
        Some(id.with_value(|id| format!("{id}-{index}")))
    };

    view! {
        <div
            class=format!("list {class}")
            role="grid"
            tabindex="0"
            node_ref=list
            aria-label=label
            aria-rowcount=move || (count.get() + usize::from(has_head)).to_string()
            aria-multiselectable=selected.map(|_| "true")
            aria-activedescendant=current_id
            on:keydown=keys
            on:scroll=move |_| top.set(handle.offset())
        >
            {head.map(|head| {
                view! {
                    <div class="list-top" role="presentation">
                        <div class="list-head" role="row" aria-rowindex="1">{head.run()}</div>
                    </div>
                }
            })}
            <div
                class="list-body"
                role="rowgroup"
                style:height=move || format!("{}px", as_pixels(count.get()) * row_height.get())
            >
                <For each=move || 0..places.get() key=|place| *place children=place />
                {move || out_of_view.get().map(|index| draw(Signal::stored(index)))}
            </div>
            {not_printed}
        </div>
    }
}

/// A position as a factor for pixels.
#[expect(clippy::cast_precision_loss, reason = "positions are far below 2^53")]
const fn as_pixels(index: usize) -> f64 {
    index as f64
}

/// A factor of pixels as a position, rounded down.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and the browser's limits are far below"
)]
const fn as_index(pixels: f64) -> usize {
    pixels as usize
}
