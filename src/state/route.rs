//! The address bar as state: `#/contacts/CT000042`, `#/contacts?mailing_group=GIFT&sort=-city`.
//!
//! Written by hand: leptos_router has no hash mode and panics on pages from `file://`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::domain::catalogue::CodeList;
use crate::state::topic::Topic;

/// The characters that are percent-encoded in an address.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A page, and the record that it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Route {
    /// The overview, or the two-step guide while there are no contacts.
    #[default]
    Home,
    /// All contacts.
    Contacts,
    /// The card of the contact with this No.
    Contact(String),
    /// The card of a contact that does not exist yet.
    NewContact,
    /// Mailing groups, industry groups or business relations.
    Codes(CodeList),
    /// All segments.
    Segments,
    /// The segment with this No.
    Segment(String),
    /// Importing a file.
    Import,
    /// Backups and exports.
    Backup,
    /// The history of changes.
    History,
    /// Language, theme, sample data.
    Settings,
    /// A page of the help.
    Help(Topic),
    /// The page that offers the stored data when the program fails.
    Rescue,
    /// An unknown address.
    Unknown(String),
}

/// A route and the settings of its page: filters, sorting, search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Address {
    /// The page.
    pub route: Route,
    /// Names and values, in order; a name may occur several times.
    pub query: Vec<(String, String)>,
}

impl From<Route> for Address {
    fn from(route: Route) -> Self {
        Self { route, query: Vec::new() }
    }
}

impl Route {
    fn parse(path: &str) -> Self {
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        // The page is found in any case. The second part may be a No., so `new` is not.
        let page = parts.first().map(|page| page.to_ascii_lowercase());
        let parts: Vec<&str> =
            page.iter().map(String::as_str).chain(parts.iter().skip(1).map(String::as_str)).collect();
        match parts.as_slice() {
            [] => Self::Home,
            ["contacts"] => Self::Contacts,
            ["contacts", "new"] => Self::NewContact,
            ["contacts", number] => Self::Contact((*number).to_owned()),
            ["segments"] => Self::Segments,
            ["segments", number] => Self::Segment((*number).to_owned()),
            ["import"] => Self::Import,
            ["backup"] => Self::Backup,
            ["history"] => Self::History,
            ["settings"] => Self::Settings,
            ["help"] => Self::Help(Topic::Overview),
            ["help", topic] => Topic::named(topic).map_or_else(|| Self::Unknown(path.to_owned()), Self::Help),
            ["rescue"] => Self::Rescue,
            [page] => match CodeList::from_plural(&page.replace('-', "_")) {
                Some(list) if !page.contains('_') => Self::Codes(list),
                _ => Self::Unknown(path.to_owned()),
            },
            _ => Self::Unknown(path.to_owned()),
        }
    }

    fn path(&self) -> String {
        let record = |page: &str, number: &str| format!("/{page}/{}", encode(number));
        match self {
            Self::Home => "/".into(),
            Self::Contacts => "/contacts".into(),
            Self::Contact(number) => record("contacts", number),
            Self::NewContact => "/contacts/new".into(),
            Self::Codes(list) => format!("/{}", list.spec().plural.replace('_', "-")),
            Self::Segments => "/segments".into(),
            Self::Segment(number) => record("segments", number),
            Self::Import => "/import".into(),
            Self::Backup => "/backup".into(),
            Self::History => "/history".into(),
            Self::Settings => "/settings".into(),
            Self::Help(Topic::Overview) => "/help".into(),
            Self::Help(topic) => record("help", topic.slug()),
            Self::Rescue => "/rescue".into(),
            Self::Unknown(path) => path.clone(),
        }
    }

    /// The link to this page: `#/…`.
    #[must_use]
    pub fn href(&self) -> String {
        format!("#{}", self.path())
    }
}

impl Address {
    /// Parses the hash of an address, with or without `#`.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let query = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name), decode(value))
            })
            .collect();
        Self { route: Route::parse(path), query }
    }

    /// The link to this address: `#/…?…`.
    #[must_use]
    pub fn href(&self) -> String {
        format!("#{}", self.hash())
    }

    /// The hash of this address, without `#`.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut href = self.route.path();
        for (index, (name, value)) in self.query.iter().enumerate() {
            href.push(if index == 0 { '?' } else { '&' });
            href.push_str(&encode(name));
            href.push('=');
            href.push_str(&encode(value));
        }
        href
    }

    /// The first value of a name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The address with one value of a name, or without the name where the value is empty.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.query.retain(|(other, _)| other != name);
        if !value.is_empty() {
            self.query.push((name.to_owned(), value.to_owned()));
        }
        self
    }
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_reads_as_it_is_written() {
        let address = Address::parse("#/contacts?mailing_group=R%26D&sort=-city");
        assert_eq!(address.route, Route::Contacts);
        assert_eq!(address.value("mailing_group"), Some("R&D"));
        assert_eq!(address.href(), "#/contacts?mailing_group=R%26D&sort=-city");
        assert_eq!(Address::parse(""), Address::default());
        assert_eq!(Route::parse("/nowhere"), Route::Unknown("/nowhere".into()));
    }

    #[test]
    fn pages_are_found_whatever_the_case() {
        assert_eq!(Route::parse("/Mailing-Groups"), Route::Codes(CodeList::MailingGroup));
        assert_eq!(Route::parse("/CONTACTS/NEW"), Route::Contact("NEW".into()));
    }

    #[test]
    fn each_topic_of_the_help_has_an_address() {
        assert_eq!(Route::parse("/help"), Route::Help(Topic::Overview));
        assert_eq!(Route::Help(Topic::Overview).href(), "#/help");
        assert_eq!(Route::Help(Topic::MailingGroups).href(), "#/help/mailing-groups");
        assert_eq!(Route::parse("/HELP/Segments"), Route::Help(Topic::Segments));
        for topic in Topic::ALL {
            let address = Address::from(Route::Help(topic));
            assert_eq!(Address::parse(&address.href()), address);
        }
        assert_eq!(Route::parse("/help/cooking"), Route::Unknown("/help/cooking".into()));
        assert_eq!(Route::parse("/help/segments/more"), Route::Unknown("/help/segments/more".into()));
    }

    proptest! {
        #[test]
        fn any_number_survives_the_address(number in "\\PC{1,20}", value in "\\PC{0,20}") {
            prop_assume!(number != "new");
            let address = Address { route: Route::Contact(number), query: vec![("search".into(), value)] };
            prop_assert_eq!(Address::parse(&address.href()), address);
        }

        #[test]
        fn any_hash_is_read(hash in "\\PC{0,60}") {
            let address = Address::parse(&hash);
            prop_assert_eq!(Address::parse(&address.href()).query, address.query);
        }
    }
}
