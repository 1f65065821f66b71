//! The guide for new users: define a mailing group once, assign it to contacts.

use leptos::prelude::*;

use crate::domain::catalogue::CodeList;
use crate::domain::database::Database;
use crate::i18n::context::use_texts;
use crate::state::app_state::use_app_state;
use crate::state::route::{Address, Route};
use crate::ui::pages::common::backup::OpenBackup;
use crate::ui::pages::common::environment_notes::{environment_notes, has_environment_notes};
use crate::ui::pages::common::sample::load_sample;
use crate::ui::pages::on_demand::in_background;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::button::{ButtonKind, ButtonLink};
use crate::ui::parts::chip::Chip;
use crate::ui::parts::icon::{Icon, Symbol};

/// The two-step guide.
#[component]
pub fn Guide() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.home;
    let new_group = Address::from(Route::Codes(CodeList::MailingGroup)).with("new", "yes").href();
    // Once a group is defined, the second step is current.
    let has_groups = Memo::new(move |_| {
        app.watch(|database: &Database, _| database.code_count(CodeList::MailingGroup) > 0)
    });
    let restore = RwSignal::new(false);
    view! {
        <div class="page scroll">
            <div class="start">
                <div>
                    <h1>{words.question}</h1>
                    <p class="sec lead">{words.two_steps}</p>
                </div>
                <ol class="guide">
                    <li class:now=move || !has_groups.get()>
                        <div class="row">
                            <span class="nn" aria-hidden="true">"1"</span>
                            <h2>{words.step_define}</h2>
                        </div>
                        <p class="sec">{words.define_hint}</p>
                        <div class="demo" aria-hidden="true">
                            <div class="l">
                                <span class="lbl">{texts.common.code}</span>
                                <span class="lbl">{texts.common.description}</span>
                            </div>
                            <div class="l">
                                <Chip text="MOVE" colour=1/>
                                <span>{words.example_move}</span>
                            </div>
                            <div class="l">
                                <Chip text="GIFT" colour=5/>
                                <span>{words.example_gift}</span>
                            </div>
                            <span class="mut">{words.code_rule}</span>
                        </div>
                        <div class="row">
                            <ButtonLink
                                text=words.new_mailing_group
                                icon=Icon::Plus
                                kind=ButtonKind::Primary
                                href=new_group
                            />
                        </div>
                    </li>
                    <li class:now=move || has_groups.get()>
                        <div class="row">
                            <span class="nn" aria-hidden="true">"2"</span>
                            <h2>{words.step_assign}</h2>
                        </div>
                        <p class="sec">{words.assign_hint}</p>
                        <div class="demo" aria-hidden="true">
                            <div class="row">
                                <Symbol icon=Icon::Company/>
                                <b class="b grow">"Fredrikshald Vel"</b>
                                <Chip text="MOVE" colour=1/>
                                <Chip text="GIFT" colour=5/>
                            </div>
                            <div class="row inner">
                                <Symbol icon=Icon::Person/>
                                <span class="grow">"Ragnhild Bakken"</span>
                                <Chip text="MOVE" colour=1/>
                            </div>
                            <div class="row">
                                <Symbol icon=Icon::Company/>
                                <b class="b grow">"Garage Monnier SA"</b>
                                <Chip text="GIFT" colour=5/>
                            </div>
                        </div>
                        <div class="row wrap">
                            <ButtonLink text=words.import_file icon=Icon::Import href=Route::Import.href()/>
                            <ButtonLink text=words.type_one kind=ButtonKind::Quiet href=Route::NewContact.href()/>
                        </div>
                    </li>
                </ol>
                <div class="alt">
                    <button type="button" on:click=move |_| load_sample(app)>
                        <Symbol icon=Icon::Contacts/>
                        <span>
                            <b class="b">{words.load_sample}</b>
                            <span class="sec">{words.sample_hint}</span>
                        </span>
                    </button>
                    <button type="button" on:click=move |_| restore.set(true)>
                        <Symbol icon=Icon::File/>
                        <span>
                            <b class="b">{words.open_backup}</b>
                            <span class="sec">{words.backup_hint}</span>
                        </span>
                    </button>
                    <a href=Route::Segments.href()>
                        <Symbol icon=Icon::Segment/>
                        <span>
                            <b class="b">{words.then_segment}</b>
                            <span class="sec">{words.segment_hint}</span>
                        </span>
                    </a>
                </div>
                <OpenBackup choosing=restore/>
                <Banner text=words.kept_here/>
                {has_environment_notes().then(|| in_background(environment_notes()))}
            </div>
        </div>
    }
}
