//! WizardStep 4: the result, and how to undo it.

use leptos::prelude::*;

use crate::domain::catalogue::CodeList;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Import;
use crate::state::app_state::use_app_state;
use crate::state::route::{Address, Route};
use crate::ui::pages::import::state::CONTENT;
use crate::ui::pages::import::state::Imported;
use crate::ui::pages::import::work::use_work;
use crate::ui::parts::button::{Button, ButtonKind, ButtonLink};
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::Icon;

/// The number of imported contacts, a link to them, and a button for the next file.
#[component]
pub fn DoneStep() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Import::of(texts.language);
    let taken_back = Memo::new(move |_| {
        let action = work.imported.with(|imported| imported.as_ref().map(Imported::action));
        let is_change = work.imported.with(|imported| imported.as_ref().is_some_and(|it| it.contacts > 0));
        is_change && app.redoable().with(|redoable| *redoable == action)
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
        // Undo would take back an earlier change.
        if contacts == 0 {
            let nothing = Some(words.nothing_to_import.to_owned());
            return Some(
                view! {
                    <Empty icon=Icon::Done title=words.imported(0) text=nothing>
                        <Button
                            text=words.another
                            icon=Icon::Import
                            kind=ButtonKind::Primary
                            on_click=another
                        />
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
