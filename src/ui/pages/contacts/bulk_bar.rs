//! What can be done with the selected contacts. Every number is of contacts that really change.

use leptos::prelude::*;

use crate::domain::action::Action;
use crate::domain::catalogue::CodeList;
use crate::domain::change::Change;
use crate::domain::contacts;
use crate::domain::identifiers::ContactId;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::query::bitmap::Bitmap;
use crate::state::app_state::Table;
use crate::ui::pages::common::code_lists;
use crate::ui::pages::common::exporting::export_items;
use crate::ui::pages::contacts::model::Model;
use crate::ui::pages::contacts::target::Target;
use crate::ui::parts::button::Button;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::menu::{Menu, MenuItem};

/// The bar above the status bar while contacts are selected.
#[component]
pub(super) fn BulkBar() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let target = expect_context::<Target>();
    let count = Memo::new(move |_| model.selected.with(Bitmap::count));
    let hidden = Memo::new(move |_| {
        let shown =
            model.selected.with(|selected| model.listing.with(|listing| selected.count_and(&listing.shown)));
        count.get() - shown
    });
    let said = Signal::derive(move || {
        let selected = texts.common.selected(count.get());
        match hidden.get() {
            0 => selected,
            hidden => format!("{selected}, {}", texts.contacts.not_shown(hidden)),
        }
    });
    let assign = move |list| target.assign(list, model.chosen());
    let bar = move || {
        let groups = texts.contacts.more_input(wording::code_list(texts, CodeList::MailingGroup));
        let segment = texts.contacts.more_input(texts.contacts.add_to_segment);
        view! {
            <div class="bulkdock">
                <div class="bulk" role="toolbar" aria-label=said>
                    <span class="cnt">{said}</span>
                    <Button
                        text=groups
                        icon=Icon::Tag
                        class="lead"
                        on_click=move || assign(CodeList::MailingGroup)
                    />
                    <Button
                        text=segment
                        icon=Icon::Segment
                        on_click=move || target.add_to_segment(model.chosen())
                    />
                    <Menu
                        text=texts.common.export
                        icon=Icon::Export
                        items=Signal::derive(move || export_items(model.app, move || texts.contacts.title.to_owned(), move || model.chosen()))
                    />
                    <Menu
                        text=texts.common.more
                        icon=Icon::More
                        icon_only=true
                        items=Signal::derive(move || more(texts, model, target))
                    />
                    <Button
                        text=texts.common.clear_selection
                        icon=Icon::Cross
                        icon_only=true
                        shortcut="Escape"
                        on_click=move || {
                            model.clear_selection();
                            model.list.focus();
                        }
                    />
                </div>
            </div>
        }
    };
    view! {
        <span class="vh" role="status">{move || (count.get() > 0).then(|| said.get())}</span>
        <Show when=move || count.with(|count| *count > 0)>{bar()}</Show>
    }
}

fn more(texts: &'static Texts, model: Model, target: Target) -> Vec<MenuItem> {
    let of_list = |list| {
        let text = texts.contacts.more_input(wording::code_list(texts, list));
        MenuItem::new(text, move || target.assign(list, model.chosen())).icon(code_lists::icon(list))
    };
    let matching = model.listing.with(|listing| listing.contacts.len());
    let missing = model.listing.with(|listing| {
        listing.contacts.len() > model.selected.with(|selected| selected.count_and(&listing.shown))
    });
    let select_all = missing.then(|| {
        MenuItem::new(texts.contacts.select_matching(matching), move || model.select_all())
            .icon(Icon::Check)
            .shortcut("Control+a")
    });
    let rest = [exclusion(texts, model, true), exclusion(texts, model, false), deletion(texts, model)];
    select_all.into_iter().chain(code_lists::further().map(of_list)).chain(rest).collect()
}

/// Sets or clears *Exclude from Segment* of the selected contacts for which it is not set that way yet.
fn exclusion(texts: &'static Texts, model: Model, excluded: bool) -> MenuItem {
    model.app.track(Table::Contacts);
    let mut changing = model.selected.get();
    model.app.with(|_, index| {
        if excluded { changing.and_not(index.excluded()) } else { changing.and(index.excluded()) }
    });
    let count = changing.count();
    let (text, none, icon) = if excluded {
        (texts.contacts.exclude(count), texts.contacts.nobody_to_exclude, Icon::Lock)
    } else {
        (texts.contacts.include(count), texts.contacts.nobody_to_include, Icon::Done)
    };
    let run = move || {
        let ids: Vec<ContactId> = changing.iter().filter_map(ContactId::from_index).collect();
        model.app.commit_or_notify(|database, _| {
            let changes =
                ids.iter().filter_map(|&id| contacts::exclude(database, id, excluded).ok()).collect();
            Ok((Action::Exclude { excluded, contacts: ids.len() }, Change::Batch(changes)))
        });
    };
    MenuItem::new(text, run).icon(icon).blocked((count == 0).then(|| none.to_owned()))
}

/// Deletes: companies go with their persons, and the caption counts them.
fn deletion(texts: &'static Texts, model: Model) -> MenuItem {
    model.app.track(Table::Contacts);
    let selected = model.selected.get();
    let all = model.app.with(|_, index| {
        let mut companies = selected.clone();
        companies.and(index.companies());
        let mut all = index.of_companies(&companies);
        all.or(&selected);
        all.count()
    });
    let contacts = texts.contacts.delete(all);
    let text = match all - selected.count() {
        0 => contacts,
        along => texts.contacts.delete_along(along, contacts),
    };
    let run = move || {
        let ids = model.chosen();
        model.app.commit_or_notify(|database, _| {
            let deletion = contacts::delete(database, &ids);
            Ok((Action::DeleteContacts { contacts: deletion.contacts }, deletion.change))
        });
        model.list.focus();
    };
    MenuItem::new(text, run).icon(Icon::Trash).destructive()
}
