//! Overview, two-step guide, settings, backup, rescue: what is no list.

mod backup;
mod erase;
mod guide;
mod keeping_data;
mod overview;
mod recent;
mod rescue;
mod saving;
mod settings;
mod unknown;

pub use backup::BackupPage;
pub use overview::Overview;
pub use rescue::RescuePage;
pub use settings::SettingsPage;
pub use unknown::UnknownPage;

use leptos::prelude::*;

use self::guide::Guide;
use crate::domain::Database;
use crate::state::use_office;
use crate::ui::pages::on_demand::{self, on_demand};

/// The overview, or the two-step guide while there is nothing.
#[component]
pub fn HomePage() -> impl IntoView {
    let office = use_office();
    let is_empty = Memo::new(move |_| office.watch(|database, _| is_before_the_guide_s_end(database)));
    move || match is_empty.get() {
        true => view! { <Guide/> }.into_any(),
        false => on_demand(on_demand::overview),
    }
}

/// The guide stays until both of its steps are begun.
fn is_before_the_guide_s_end(database: &Database) -> bool {
    database.contact_count() == 0
}
