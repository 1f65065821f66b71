//! Overview, two-step guide, settings, backup and rescue page.

pub mod backup;
mod data_safety;
mod erase;
mod guide;
mod overview;
mod recent;
pub mod rescue;
mod saving;
pub mod settings;
pub mod unknown;

use leptos::prelude::*;

use crate::browser::part::part;
use crate::domain::database::Database;
use crate::state::app_state::use_app_state;
use crate::ui::pages::home::guide::Guide;
use crate::ui::pages::home::overview::Overview;
use crate::ui::pages::on_demand::on_demand;

part!(soon {
    fn overview() -> AnyView {
        view! { <Overview/> }.into_any()
    }
});

/// The overview, or the two-step guide while there are no contacts.
#[component]
pub fn HomePage() -> impl IntoView {
    let app = use_app_state();
    let is_empty = Memo::new(move |_| app.watch(|database, _| is_before_the_guide_s_end(database)));
    move || match is_empty.get() {
        true => view! { <Guide/> }.into_any(),
        false => on_demand(overview),
    }
}

/// Whether the guide is shown: until both of its steps are begun.
fn is_before_the_guide_s_end(database: &Database) -> bool {
    database.contact_count() == 0
}
