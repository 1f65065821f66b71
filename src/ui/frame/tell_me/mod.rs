//! *Tell Me*: finds pages, actions and records by part of their name.

mod entries;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::document::focus_by_id;
use crate::browser::element::{FocusTarget, close_dialog, show_modal};
use crate::browser::part::part;
use crate::i18n::context::use_texts;
use crate::i18n::language::Language;
use crate::i18n::loading;
use crate::i18n::texts::Texts;
use crate::state::app_state::use_app_state;
use crate::ui::frame::tell_me::entries::{Captions, EntryAction, EntryGroup, TellMeEntry, find};
use crate::ui::pages::on_demand::{loaded, notify_not_loaded};
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::name::unique_id;

part!(soon {
    fn palette(open: RwSignal<bool>) -> AnyView {
        view! { <Palette open/> }.into_any()
    }
});

/// The palette, while it is open.
#[component]
pub fn TellMe(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app_state();
    let failed = move || {
        open.set(false);
        notify_not_loaded(app);
        ().into_any()
    };
    view! {
        <Show when=move || open.get()>
            {loaded(move || palette(open), failed)}
        </Show>
    }
}

#[component]
fn Palette(open: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let typed = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let others = other_texts(texts);
    let (input, list) = (unique_id("tell-me"), unique_id("tell-me-list"));
    let found = Memo::new(move |_| {
        let (typed, others) = (typed.get(), others.read());
        let captions = Captions { own: texts, others: &others };
        app.track_all();
        app.with_finder(|database, finder| find(&captions, database, finder, app.alphabet(), &typed))
    });
    let element = NodeRef::<leptos::html::Dialog>::new();
    let opener = StoredValue::new_local(FocusTarget::of_focus());
    {
        let input = input.clone();
        Effect::new(move |_| {
            if let Some(dialog) = element.get() {
                show_modal(&dialog);
                focus_by_id(&input);
            }
        });
    }
    let close = move || {
        if let Some(dialog) = element.get_untracked() {
            close_dialog(&dialog);
        }
        open.set(false);
        if let Some(Some(opener)) = opener.try_get_value() {
            opener.focus();
        }
    };
    let run = move |at: usize| {
        let entry = found.with_untracked(|found| found.get(at).cloned());
        let Some(entry) = entry else { return };
        close();
        match entry.action {
            EntryAction::Go(address) => app.go(address),
            EntryAction::Undo => app.undo(),
            EntryAction::Redo => app.redo(),
            EntryAction::SwitchTheme => app.switch_theme(),
        }
    };
    let keys = move |event: KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => active.update(|at| *at = if *at >= last { 0 } else { *at + 1 }),
            "ArrowUp" => active.update(|at| *at = if *at == 0 { last } else { *at - 1 }),
            "Enter" => run(active.get_untracked()),
            "Escape" => close(),
            // The palette is a single field, so Tab does nothing.
            "Tab" => {}
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let option = {
        let list = list.clone();
        move |at: usize| format!("{list}-{at}")
    };
    let rows = {
        let option = option.clone();
        move || {
            let found = found.get();
            let mut last_group = None;
            found
                .into_iter()
                .enumerate()
                .map(|(at, entry)| {
                    let heading = (last_group != Some(entry.group)).then(|| heading(texts, entry.group));
                    last_group = Some(entry.group);
                    view! {
                        {heading.map(|heading| view! { <li class="group" role="presentation">{heading}</li> })}
                        <li
                            class="opt"
                            role="option"
                            id=option(at)
                            aria-selected=move || (active.get() == at).to_string()
                            on:mousemove=move |_| if active.get_untracked() != at { active.set(at) }
                            on:click=move |_| run(at)
                        >
                            <Symbol icon=icon(&entry)/>
                            <span class="ell">{entry.text}</span>
                            <span class="r">{entry.note}</span>
                        </li>
                    }
                })
                .collect_view()
        }
    };
    view! {
        <dialog
            class="dialog pal"
            node_ref=element
            aria-label=texts.tell_me.title
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                close();
            }
        >
            <div class="q">
                <Symbol icon=Icon::Search/>
                <input
                    id=input
                    role="combobox"
                    aria-label=texts.tell_me.title
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=list.clone()
                    aria-activedescendant=move || {
                        found.with(|found| !found.is_empty()).then(|| option(active.get()))
                    }
                    placeholder=texts.tell_me.title
                    autocomplete="off"
                    spellcheck="false"
                    on:input:target=move |event| {
                        typed.set(event.target().value());
                        active.set(0);
                    }
                    on:keydown=keys
                />
                <Button
                    text=texts.common.close
                    icon=Icon::Cross
                    icon_only=true
                    kind=ButtonKind::Quiet
                    on_click=move |()| close()
                />
            </div>
            <ul role="listbox" class="scroll" id=list aria-label=texts.tell_me.title>
                {rows}
            </ul>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="none" role="status">{texts.tell_me.nothing}</p>
            </Show>
        </dialog>
    }
}

/// The texts of the other languages, which are downloaded; those that cannot be are not searched.
fn other_texts(own: &'static Texts) -> RwSignal<Vec<&'static Texts>> {
    let others = RwSignal::new(Vec::new());
    for language in Language::ALL.into_iter().filter(|it| *it != own.language) {
        spawn_local(async move {
            if let Ok(texts) = loading::load(language).await {
                // The palette may be closed by now.
                others.try_update(|others| others.push(texts));
            }
        });
    }
    others
}

const fn heading(texts: &'static Texts, group: EntryGroup) -> &'static str {
    match group {
        EntryGroup::Actions => texts.tell_me.actions,
        EntryGroup::Pages => texts.tell_me.pages,
        EntryGroup::Contacts => texts.tell_me.contacts,
        EntryGroup::Segments => texts.tell_me.segments,
        EntryGroup::Help => texts.common.help,
    }
}

const fn icon(entry: &TellMeEntry) -> Icon {
    match (entry.group, &entry.action) {
        (EntryGroup::Contacts, _) => Icon::Contacts,
        (EntryGroup::Segments, _) => Icon::Segment,
        (EntryGroup::Help, _) => Icon::Help,
        (_, EntryAction::Undo) => Icon::Undo,
        (_, EntryAction::Redo) => Icon::Redo,
        (_, EntryAction::SwitchTheme) => Icon::Moon,
        (EntryGroup::Actions, EntryAction::Go(_)) => Icon::Plus,
        (EntryGroup::Pages, EntryAction::Go(_)) => Icon::ChevronRight,
    }
}
