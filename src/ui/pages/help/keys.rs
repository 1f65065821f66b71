//! The table of shortcuts.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::{Help, Texts};
use crate::ui::parts::shortcut::shortcut_text;

/// The keys, with the captions of the buttons that do the same.
const fn keys(texts: &'static Texts) -> [(&'static str, &'static str); 9] {
    let words = &texts.common;
    [
        ("Alt+q", texts.tell_me.title),
        ("Alt+n", words.new),
        ("F3", words.search),
        ("Shift+F3", words.filter),
        ("Control+z", words.undo),
        ("Control+y", words.redo),
        ("Alt+F2", words.details),
        ("Control+Enter", words.done),
        ("Control+F1", words.help),
    ]
}

/// The table of keys.
#[component]
pub(super) fn KeyTable() -> impl IntoView {
    let texts = use_texts();
    let help = Help::of(texts.language);
    let row = |(keys, effect): (&str, &'static str)| {
        view! {
            <tr>
                <td>
                    <kbd>{shortcut_text(keys)}</kbd>
                </td>
                <td>{effect}</td>
            </tr>
        }
    };
    view! {
        <section class="card">
            <h2>{help.keys}</h2>
            <table class="facts keys">
                <thead>
                    <tr>
                        <th scope="col">{help.key}</th>
                        <th scope="col">{help.effect}</th>
                    </tr>
                </thead>
                <tbody>{keys(texts).into_iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
}
