//! The search of Tell Me: pages, actions and topics of the help by their captions in all languages,
//! records by name.

use crate::domain::catalogue::{CodeList, ContactField};
use crate::domain::database::Database;
use crate::domain::sorting::small_sort_by_key;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::query::collation::Alphabet;
use crate::query::finder::{Finder, ListFilter};
use crate::query::order::Sort;
use crate::query::search_key::fold;
use crate::state::route::{Address, Route};
use crate::state::topic::Topic;
use crate::ui::pages::common::code_lists;
use crate::ui::pages::common::help_link::topic_caption;

/// The number of records of a kind that are shown.
const RECORDS: usize = 6;

/// The group in which an entry is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryGroup {
    /// An action.
    Actions,
    /// A page.
    Pages,
    /// A contact.
    Contacts,
    /// A segment.
    Segments,
    /// A page of the help.
    Help,
}

/// The effect of choosing an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryAction {
    /// Goes to an address.
    Go(Address),
    /// Undoes the newest change.
    Undo,
    /// Redoes it.
    Redo,
    /// Switches between dark and light.
    SwitchTheme,
}

/// A row of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TellMeEntry {
    /// Its group.
    pub group: EntryGroup,
    /// Its caption.
    pub text: String,
    /// A note that tells it from others of the same caption.
    pub note: String,
    /// Its effect.
    pub action: EntryAction,
}

/// A page or action, with its caption in any language, and whether keywords lead to it, too.
struct FixedEntry {
    group: EntryGroup,
    caption: Caption,
    has_keywords: bool,
    action: EntryAction,
}

#[derive(Clone, Copy)]
enum Caption {
    Text(fn(&'static Texts) -> &'static str),
    List(CodeList),
}

impl Caption {
    fn of(self, texts: &'static Texts) -> &'static str {
        match self {
            Self::Text(text) => text(texts),
            Self::List(list) => wording::code_list(texts, list),
        }
    }
}

fn fixed_entries() -> Vec<FixedEntry> {
    let go = |route: Route| EntryAction::Go(route.into());
    let new = |kind: &str| EntryAction::Go(Address::from(Route::NewContact).with("type", kind));
    let page = |caption, has_keywords, action| FixedEntry {
        group: EntryGroup::Pages,
        caption: Caption::Text(caption),
        has_keywords,
        action,
    };
    let list = |list| FixedEntry {
        group: EntryGroup::Pages,
        caption: Caption::List(list),
        has_keywords: list == CodeList::MailingGroup,
        action: go(Route::Codes(list)),
    };
    let action = |caption, action| FixedEntry {
        group: EntryGroup::Actions,
        caption: Caption::Text(caption),
        has_keywords: false,
        action,
    };
    let mut entries = vec![
        list(CodeList::MailingGroup),
        page(|texts| texts.navigation.contacts, false, go(Route::Contacts)),
        page(|texts| texts.navigation.segments, true, go(Route::Segments)),
    ];
    entries.extend(code_lists::further().map(list));
    entries.extend([
        page(|texts| texts.backup.import_title, false, go(Route::Import)),
        page(|texts| texts.backup.title, false, go(Route::Backup)),
        page(|texts| texts.navigation.history, false, go(Route::History)),
        page(|texts| texts.navigation.settings, false, go(Route::Settings)),
        page(|texts| texts.common.help, false, go(Route::Help(Topic::Overview))),
        page(|texts| texts.navigation.home, false, go(Route::Home)),
        action(|texts| texts.tell_me.new_company, new("company")),
        action(|texts| texts.tell_me.new_person, new("person")),
        action(|texts| texts.tell_me.undo, EntryAction::Undo),
        action(|texts| texts.tell_me.redo, EntryAction::Redo),
        action(|texts| texts.tell_me.theme, EntryAction::SwitchTheme),
    ]);
    entries
}

/// The texts whose captions are searched.
pub struct Captions<'a> {
    /// The texts in use.
    pub own: &'static Texts,
    /// Those of the other languages that are loaded.
    pub others: &'a [&'static Texts],
}

/// The entries for a typed text: captions of the language in use first, then those of the other
/// languages and keywords, then contacts, segments and topics of the help. Each typed word must begin
/// a word of the entry.
pub fn find(
    texts: &Captions<'_>,
    database: &Database,
    finder: &Finder,
    alphabet: Alphabet,
    typed: &str,
) -> Vec<TellMeEntry> {
    let words: Vec<String> = fold(typed).split_whitespace().map(str::to_owned).collect();
    let mut ranked: Vec<(usize, TellMeEntry)> = fixed_entries()
        .into_iter()
        .filter_map(|it| {
            let caption = it.caption.of(texts.own);
            let rank = rank(texts, |texts| it.caption.of(texts), it.has_keywords, &words)?;
            Some((
                rank,
                TellMeEntry {
                    group: it.group,
                    text: caption.to_owned(),
                    note: String::new(),
                    action: it.action,
                },
            ))
        })
        .collect();
    // Pages before actions, and within them the best match first.
    small_sort_by_key(&mut ranked, |(rank, entry)| (entry.group != EntryGroup::Pages, *rank));
    let mut found: Vec<TellMeEntry> = ranked.into_iter().map(|(_, entry)| entry).collect();
    if !words.is_empty() {
        found.extend(contacts(database, finder, alphabet, typed));
        found.extend(segments(database, &words));
    }
    found.extend(topics(texts, &words));
    found
}

/// The rank of a match: in the language in use, in another one, by keywords.
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
fn topics(texts: &Captions<'_>, words: &[String]) -> Vec<TellMeEntry> {
    let mut ranked: Vec<(usize, TellMeEntry)> = Topic::ALL
        .into_iter()
        .filter_map(|topic| {
            // The keywords are those of these two topics.
            let has_keywords = matches!(topic, Topic::MailingGroups | Topic::Segments);
            let rank = rank(texts, |texts| topic_caption(texts, topic), has_keywords, words)?;
            let entry = TellMeEntry {
                group: EntryGroup::Help,
                text: topic_caption(texts.own, topic).to_owned(),
                note: String::new(),
                action: EntryAction::Go(Route::Help(topic).into()),
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

fn contacts(database: &Database, finder: &Finder, alphabet: Alphabet, typed: &str) -> Vec<TellMeEntry> {
    let filter = ListFilter { search: typed.to_owned(), ..ListFilter::default() };
    let found = finder.list(database, &filter, Sort::default(), alphabet).unwrap_or_default();
    let found = found.contacts.iter().take(RECORDS);
    found
        .filter_map(|&id| {
            let contact = database.contact(id)?;
            let city = contact.text(ContactField::City);
            let note = if city.is_empty() {
                contact.number.clone()
            } else {
                format!("{city} · {}", contact.number)
            };
            Some(TellMeEntry {
                group: EntryGroup::Contacts,
                text: contact.label().to_owned(),
                note,
                action: EntryAction::Go(Route::Contact(contact.number.clone()).into()),
            })
        })
        .collect()
}

fn segments(database: &Database, words: &[String]) -> Vec<TellMeEntry> {
    database
        .segments()
        .filter(|(_, segment)| begins(&fold(&format!("{} {}", segment.number, segment.description)), words))
        .take(RECORDS)
        .map(|(_, segment)| TellMeEntry {
            group: EntryGroup::Segments,
            text: segment.number.clone(),
            note: segment.description.clone(),
            action: EntryAction::Go(Route::Segment(segment.number.clone()).into()),
        })
        .collect()
}
