//! What Tell Me finds: pages, actions and the help by their captions in all languages, records
//! by name.

use crate::domain::code_list::CodeList;
use crate::domain::contact::ContactField;
use crate::domain::database::Database;
use crate::domain::sorting::small_sort_by_key;
use crate::i18n::texts::Texts;
use crate::query::fold::fold;
use crate::query::index::Index;
use crate::query::search::search;
use crate::state::route::{Address, Route};
use crate::state::topic::Topic;
use crate::ui::pages::common::help_link::topic_caption;

/// How many records of a kind are shown.
const RECORDS: usize = 6;

/// The group in which an entry is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Something to do.
    Actions,
    /// Somewhere to go.
    Pages,
    /// A contact.
    Contacts,
    /// A segment.
    Segments,
    /// A page of the help.
    Help,
}

/// What choosing an entry does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Goes there.
    Go(Address),
    /// Takes the newest change back.
    Undo,
    /// Makes it again.
    Redo,
    /// Turns dark into light and back.
    SwitchTheme,
}

/// One line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub group: Group,
    /// Its caption.
    pub text: String,
    /// What else tells it from others.
    pub note: String,
    /// What it does.
    pub doing: Doing,
}

/// A page or action: how to caption it in any language, and whether the documents' keywords
/// lead to it.
struct Known {
    group: Group,
    caption: fn(&'static Texts) -> &'static str,
    has_keywords: bool,
    doing: Doing,
}

fn known() -> Vec<Known> {
    let go = |route: Route| Doing::Go(route.into());
    let new = |kind: &str| Doing::Go(Address::from(Route::NewContact).with("type", kind));
    let page = |caption, has_keywords, doing| Known { group: Group::Pages, caption, has_keywords, doing };
    let action = |caption, doing| Known { group: Group::Actions, caption, has_keywords: false, doing };
    vec![
        page(|texts| texts.navigation.mailing_groups, true, go(Route::Codes(CodeList::MailingGroup))),
        page(|texts| texts.navigation.contacts, false, go(Route::Contacts)),
        page(|texts| texts.navigation.segments, true, go(Route::Segments)),
        page(|texts| texts.navigation.industry_groups, false, go(Route::Codes(CodeList::IndustryGroup))),
        page(
            |texts| texts.navigation.business_relations,
            false,
            go(Route::Codes(CodeList::BusinessRelation)),
        ),
        page(|texts| texts.backup.import_title, false, go(Route::Import)),
        page(|texts| texts.backup.title, false, go(Route::Backup)),
        page(|texts| texts.navigation.history, false, go(Route::History)),
        page(|texts| texts.navigation.settings, false, go(Route::Settings)),
        page(|texts| texts.common.help, false, go(Route::Help(Topic::Overview))),
        page(|texts| texts.navigation.home, false, go(Route::Home)),
        action(|texts| texts.tell_me.new_company, new("company")),
        action(|texts| texts.tell_me.new_person, new("person")),
        action(|texts| texts.tell_me.undo, Doing::Undo),
        action(|texts| texts.tell_me.redo, Doing::Redo),
        action(|texts| texts.tell_me.theme, Doing::SwitchTheme),
    ]
}

/// The texts by whose captions pages and actions are found.
pub struct Captions<'a> {
    /// The texts in use.
    pub own: &'static Texts,
    /// Those of the other languages, as far as they are there.
    pub others: &'a [&'static Texts],
}

/// What a typed text finds: captions of the language in use first, then those of the other four
/// and the documents' keywords, then contacts, segments and topics of the help. Every word typed
/// begins a word.
pub fn find(texts: &Captions<'_>, database: &Database, index: &Index, typed: &str) -> Vec<Entry> {
    let words: Vec<String> = fold(typed).split_whitespace().map(str::to_owned).collect();
    let mut ranked: Vec<(usize, Entry)> = known()
        .into_iter()
        .filter_map(|it| {
            let caption = (it.caption)(texts.own);
            let rank = rank(texts, it.caption, it.has_keywords, &words)?;
            Some((
                rank,
                Entry { group: it.group, text: caption.to_owned(), note: String::new(), doing: it.doing },
            ))
        })
        .collect();
    // Pages before actions, and within them the best match first.
    small_sort_by_key(&mut ranked, |(rank, entry)| (entry.group != Group::Pages, *rank));
    let mut found: Vec<Entry> = ranked.into_iter().map(|(_, entry)| entry).collect();
    if !words.is_empty() {
        found.extend(contacts(database, index, typed));
        found.extend(segments(database, &words));
    }
    found.extend(topics(texts, &words));
    found
}

/// How well a caption fits: in the language in use, in another one, by the documents' keywords.
fn rank(
    texts: &Captions<'_>,
    caption: impl Fn(&'static Texts) -> &'static str,
    has_keywords: bool,
    words: &[String],
) -> Option<usize> {
    if begins(&fold(caption(texts.own)), words) {
        return Some(0);
    }
    if texts.others.iter().any(|other| begins(&fold(caption(other)), words)) {
        return Some(1);
    }
    let mut all = texts.others.iter().chain([&texts.own]);
    (has_keywords && all.any(|it| begins(&fold(it.tell_me.keywords), words))).then_some(2)
}

/// The topics of the help, the best match first.
fn topics(texts: &Captions<'_>, words: &[String]) -> Vec<Entry> {
    let mut ranked: Vec<(usize, Entry)> = Topic::ALL
        .into_iter()
        .filter_map(|topic| {
            // The topics that stand for the documents, and their keywords with them.
            let has_keywords = matches!(topic, Topic::MailingGroups | Topic::Segments);
            let rank = rank(texts, |texts| topic_caption(texts, topic), has_keywords, words)?;
            let entry = Entry {
                group: Group::Help,
                text: topic_caption(texts.own, topic).to_owned(),
                note: String::new(),
                doing: Doing::Go(Route::Help(topic).into()),
            };
            Some((rank, entry))
        })
        .collect();
    small_sort_by_key(&mut ranked, |(rank, _)| *rank);
    ranked.into_iter().map(|(_, entry)| entry).collect()
}

/// Whether each typed word begins a word of the caption.
fn begins(caption: &str, words: &[String]) -> bool {
    words
        .iter()
        .all(|word| caption.split(|it: char| !it.is_alphanumeric()).any(|it| it.starts_with(word.as_str())))
}

fn contacts(database: &Database, index: &Index, typed: &str) -> Vec<Entry> {
    search(database, index, typed)
        .iter()
        .take(RECORDS)
        .filter_map(|place| {
            let contact = database.contact(crate::domain::identifiers::ContactId::from_index(place)?)?;
            let city = contact.text(ContactField::City);
            let note = if city.is_empty() {
                contact.number.clone()
            } else {
                format!("{city} · {}", contact.number)
            };
            Some(Entry {
                group: Group::Contacts,
                text: contact.label().to_owned(),
                note,
                doing: Doing::Go(Route::Contact(contact.number.clone()).into()),
            })
        })
        .collect()
}

fn segments(database: &Database, words: &[String]) -> Vec<Entry> {
    database
        .segments()
        .filter(|(_, segment)| begins(&fold(&format!("{} {}", segment.number, segment.description)), words))
        .take(RECORDS)
        .map(|(_, segment)| Entry {
            group: Group::Segments,
            text: segment.number.clone(),
            note: segment.description.clone(),
            doing: Doing::Go(Route::Segment(segment.number.clone()).into()),
        })
        .collect()
}
