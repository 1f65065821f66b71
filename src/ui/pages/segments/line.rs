//! One line: who it is, and how it is reached.

use leptos::prelude::*;

use crate::domain::catalogue::ContactKind;
use crate::domain::identifiers::ContactId;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::state::app_state::Table;
use crate::state::route::Route;
use crate::ui::pages::segments::model::SegmentModel;
use crate::ui::pages::segments::reach::{ReachedBy, reach};
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::checkbox::{Checkbox, Checked};
use crate::ui::parts::icon::{Icon, Symbol};

/// The cells of one line.
#[component]
pub(super) fn Line(model: SegmentModel, contact: ContactId, on_toggle: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.segments;
    let app = model.app;
    let shown = Memo::new(move |_| {
        app.track(Table::Contacts);
        app.with(|database, _| {
            let it = database.contact(contact)?;
            let company = database.company_name(contact).to_owned();
            Some((it.kind, it.number.clone(), it.label().to_owned(), company, reach(database, contact)))
        })
    });
    let checked = Memo::new(move |_| Checked::from(model.picked.with(|picked| picked.contains(&contact))));
    move || {
        shown.get().map(|(kind, number, name, company, reach)| {
            let icon = if kind == ContactKind::Company { Icon::Company } else { Icon::Person };
            view! {
                <div class="list-cell check" role="gridcell">
                    <Checkbox
                        label=words.select_line(&name)
                        hide_label=true
                        skip_tab=true
                        checked=checked
                        on_toggle=move |_| on_toggle.run(())
                    />
                </div>
                <div class="list-cell nm" role="gridcell" title=wording::kind(texts, kind)>
                    <Symbol icon/>
                    <a class="ell" tabindex="-1" title=name.clone() href=Route::Contact(number).href()>
                        {name.clone()}
                    </a>
                </div>
                <div class="list-cell low" role="gridcell">
                    <span class="ell" title=company.clone()>{company.clone()}</span>
                </div>
                <div class="list-cell second" role="gridcell">
                    <ReachedBy reach/>
                </div>
                <div class="list-cell end" role="gridcell">
                    <Button
                        text=words.remove_line(name)
                        icon=Icon::Cross
                        icon_only=true
                        small=true
                        kind=ButtonKind::Quiet
                        on_click=move || model.remove(&[contact])
                    />
                </div>
            }
        })
    }
}
