//! Step 4: it happened, and how to take it back.

use leptos::prelude::*;

use crate::domain::code_list::CodeList;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Import;
use crate::state::app_state::use_app_state;
use crate::state::route::{Address, Route};
use crate::ui::pages::import::CONTENT;
use crate::ui::pages::import::state::Imported;
use crate::ui::pages::import::work::use_work;
use crate::ui::parts::button::{Button, ButtonKind, ButtonLink};
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::Icon;

/// What was imported, where to see it, and the way to the next file.
#[component]
pub fn DoneStep() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Import::of(texts.language);
    let taken_back = Memo::new(move |_| {
        let action = work.imported.with(|imported| imported.as_ref().map(Imported::action));
        action.is_some() && app.redoable().with(|redoable| *redoable == action)
    });
    let another = move |()| work.reset();
    let result = move || {
        let Imported { file, contacts, group } = work.imported.get()?;
        if taken_back.get() {
            return Some(
                view! {
                    <Empty icon=Icon::Undo title=words.taken_back text=Some(words.taken_back_text(file))>
                        <Button
                            text=words.check_again
                            kind=ButtonKind::Primary
                            on_click=move |()| work.check(app)
                        />
                        <Button text=words.another icon=Icon::Import on_click=another/>
                    </Empty>
                }
                .into_any(),
            );
        }
        let list = Address::from(Route::Contacts);
        let list = match group {
            Some(code) => list.with(CodeList::MailingGroup.key(), &code),
            None => list,
        };
        Some(
            view! {
                <Empty
                    icon=Icon::Done
                    title=words.imported(contacts)
                    text=Some(words.imported_from(file))
                >
                    <ButtonLink
                        text=words.show_them
                        icon=Icon::Contacts
                        kind=ButtonKind::Primary
                        href=list.href()
                    />
                    <Button text=words.another icon=Icon::Import on_click=another/>
                </Empty>
            }
            .into_any(),
        )
    };
    view! {
        <div class="ib done" id=CONTENT tabindex="-1" role="status">
            <section class="card">{result}</section>
        </div>
    }
}
