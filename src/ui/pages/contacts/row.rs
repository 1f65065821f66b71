//! The cells of one row. Fast scrolling draws many, so they are plain elements.

use leptos::ev::MouseEvent;
use leptos::html::Span;
use leptos::prelude::*;

use crate::domain::identifiers::ContactId;
use crate::i18n::context::use_texts;
use crate::state::app_state::Table;
use crate::ui::pages::contacts::model::Model;
use crate::ui::pages::contacts::row_content::{RowContent, read};
use crate::ui::pages::contacts::row_elements::Elements;
use crate::ui::parts::avatar::Avatar;
use crate::ui::parts::checkbox::{Checkbox, Checked};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::long_list::Picking;

/// The cells of the row at a position.
///
/// **The elements stay, and one effect writes what changed in them.** A search brings other
/// contacts into all rows at each letter, and must be drawn before the next: views would be built
/// anew, and an effect for each text costs more than the text.
#[component]
pub(super) fn Row(row: Signal<usize>) -> impl IntoView {
    let model = expect_context::<Model>();
    let texts = use_texts();
    let shown = Memo::new(move |former: Option<&RowContent>| {
        model.app.track(Table::Contacts);
        model.app.track(Table::Codes);
        let shown = model.listing.with(|listing| {
            let id = listing.contacts.get(row.get()).copied()?;
            model.settings.with(|settings| {
                model.app.with(|database, _| {
                    Some(read(database, texts, listing, settings, id, database.contact(id)?))
                })
            })
        });
        // A row without a contact is about to go.
        shown.or_else(|| former.cloned()).unwrap_or_default()
    });
    let elements = Elements::default();
    Effect::new(move |former: Option<RowContent>| {
        let shown = shown.get();
        elements.write(texts, former.as_ref(), &shown);
        shown
    });
    cells(model, row, shown, elements)
}

fn cells(model: Model, row: Signal<usize>, shown: Memo<RowContent>, elements: Elements) -> impl IntoView {
    let is_person = Memo::new(move |_| shown.with(|shown| shown.is_person));
    let is_beneath = Memo::new(move |_| shown.with(|shown| shown.is_beneath));
    let label = Signal::derive(move || shown.with(|shown| shown.label.text.clone()));
    let icon = move || {
        let icon = if is_person.get() { Icon::Person } else { Icon::Company };
        view! { <Symbol icon/> }
    };
    let line = |class: &'static str, element: NodeRef<Span>| {
        view! {
            <span role="gridcell" class=class>
                <span class="ell" node_ref=element></span>
            </span>
        }
    };
    let chip = |(chip, code): (NodeRef<Span>, NodeRef<Span>)| {
        view! {
            <span class="chip" node_ref=chip>
                <i></i>
                <span node_ref=code></span>
            </span>
        }
    };
    let note = |(note, caption, text): (NodeRef<Span>, NodeRef<Span>, NodeRef<Span>)| {
        view! {
            <span node_ref=note>
                <span node_ref=caption></span>
                " "
                <span node_ref=text></span>
            </span>
        }
    };
    view! {
        <span role="gridcell" class="list-cell check" class:beneath=is_beneath>
            <Pick row shown label/>
            <span class="face" class:p=is_person>
                <Avatar name=label person=is_person/>
            </span>
        </span>
        <span role="gridcell" class="list-cell no" node_ref=elements.number></span>
        <span role="gridcell" class="list-cell nm">
            {move || is_beneath.get().then(|| view! { <span class="tree"></span> })} {icon}
            <span class="ell" node_ref=elements.whole_name>
                <a
                    node_ref=elements.name
                    tabindex="-1"
                    on:click=move |event| follow(model, row.get_untracked(), &event)
                ></a>
                <span class="mut" node_ref=elements.company></span>
            </span>
            {elements.notes.map(note)}
        </span>
        {line("list-cell job", elements.second)}
        <span role="gridcell" class="list-cell city" class:inherited=move || shown.with(|it| it.is_inherited)>
            <span class="ell" node_ref=elements.town></span>
        </span>
        {line("list-cell phone", elements.phone)}
        {line("list-cell mail", elements.email)}
        <span role="gridcell" class="list-cell groups second">
            <span class="city-line phone-only ell" node_ref=elements.city_line></span>
            {elements.chips.map(chip)}
            <span class="chip more" node_ref=elements.more_groups></span>
        </span>
        <span class="list-cell end phone-only" aria-hidden="true">
            <Symbol icon=Icon::ChevronRight/>
        </span>
    }
}

/// A click on a name opens the card, unless rows are being picked.
fn follow(model: Model, row: usize, event: &MouseEvent) {
    let how = if event.shift_key() {
        Picking::Extend
    } else if event.ctrl_key() || event.meta_key() || model.picking.get_untracked() {
        Picking::Toggle
    } else {
        return;
    };
    event.prevent_default();
    model.move_to(row);
    model.pick(row, how);
}

/// The check box that takes the row into the selection.
#[component]
fn Pick(row: Signal<usize>, shown: Memo<RowContent>, label: Signal<String>) -> impl IntoView {
    let model = expect_context::<Model>();
    let id = Memo::new(move |_| shown.with(|shown| shown.id));
    let checked = Memo::new(move |_| {
        let is_selected = |id: ContactId| model.selected.with(|it| it.contains(id.index()));
        Checked::from(id.get().is_some_and(is_selected))
    });
    let extends = StoredValue::new(false);
    let toggle = move |_| {
        let row = row.get_untracked();
        model.move_to(row);
        model.pick(row, if extends.get_value() { Picking::Extend } else { Picking::Toggle });
    };
    view! {
        // The whole cell is the target, and the keys stay with the list.
        <label
            class="pick"
            on:mousedown=move |event| {
                event.prevent_default();
                extends.set_value(event.shift_key());
                model.list.focus();
            }
            on:click=move |event| event.stop_propagation()
            on:dblclick=move |event| event.stop_propagation()
        >
            <Checkbox label checked on_toggle=toggle hide_label=true skip_tab=true/>
        </label>
    }
}
