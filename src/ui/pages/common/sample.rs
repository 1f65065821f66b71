//! Loads and removes the sample office.

use leptos::task::spawn_local;

use crate::browser::part::part;
use crate::domain::action::Action;
use crate::domain::by_list::ByList;
use crate::domain::catalogue::CodeList;
use crate::exchange::sample;
use crate::exchange::sample::SampleTexts;
use crate::i18n::texts::Texts;
use crate::state::app_state::AppState;
use crate::ui::pages::on_demand::notify_not_loaded;

part!(exchange {
    fn add_sample(app: AppState, words: SampleTexts<'static>) -> () {
        app.commit_or_notify(|database, _| Ok((Action::LoadSample, sample::load(database, &words)?)));
    }
});

/// Adds the sample office, with codes and descriptions in the language in use.
pub fn load_sample(app: AppState) {
    let words = words(app.texts());
    spawn_local(async move {
        if add_sample(app, words).await.is_err() {
            notify_not_loaded(app);
        }
    });
}

/// Removes the sample office, and nothing that was added since.
pub fn remove_sample(app: AppState) {
    app.commit_or_notify(|database, _| Ok((Action::RemoveSample, sample::remove(database))));
}

fn words(texts: &'static Texts) -> SampleTexts<'static> {
    let words = &texts.sample;
    let codes = ByList::from_fn(|list| match list {
        CodeList::MailingGroup => vec![
            (words.group_1, words.group_1_text),
            (words.group_2, words.group_2_text),
            (words.group_3, words.group_3_text),
            (words.group_4, words.group_4_text),
            (words.group_5, words.group_5_text),
            (words.group_6, words.group_6_text),
        ],
        CodeList::IndustryGroup => vec![
            (words.industry_1, words.industry_1_text),
            (words.industry_2, words.industry_2_text),
            (words.industry_3, words.industry_3_text),
            (words.industry_4, words.industry_4_text),
            (words.industry_5, words.industry_5_text),
        ],
        CodeList::BusinessRelation => vec![
            (words.relation_1, words.relation_1_text),
            (words.relation_2, words.relation_2_text),
            (words.relation_3, words.relation_3_text),
        ],
        CodeList::JobResponsibility => Vec::new(),
    });
    SampleTexts { codes, segment: words.segment }
}
